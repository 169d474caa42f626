import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import type { Command, Gate, Launcher } from '../../core/ports.ts';
import type { Identity } from '../../core/run.ts';
import { holdDescriptors } from '../descriptors.ts';
import { codeOf, explanations } from '../disk-failure.ts';
import { openToAppend, openToRead } from '../disk-open.ts';
import { type Census, noteBirth, takeCensus } from '../processes/births.ts';
import { identityOf } from '../processes/identity.ts';
import { forOneLook } from '../processes/table.ts';
import { lookAtRuns } from './local-look.ts';
import { signalRun } from './local-signal.ts';

export interface LocalLauncherOptions {
  /** The path of the shim. A shell reads on in it while it runs: it must never be changed. */
  readonly shim: string;
  /** The POSIX shell that interprets it. */
  readonly shell?: readonly [string, ...string[]];
}

/** Runs agents as processes of this machine, each behind a shim that outlives its starter. */
export const createLocalLauncher = ({
  shim,
  shell = ['/bin/sh'],
}: LocalLauncherOptions): Launcher => ({
  reserve,
  async start(command, folder) {
    const [program, ...options] = shell;
    const graceS = String(Math.ceil(command.graceMs / 1000));
    const shimArguments = [shim, folder, command.stopSignal, graceS, ...command.argv];
    try {
      refuseImpossible(command);
      return await withFiles(command, folder, async (stdio) => {
        const census = takeCensus();
        const child = spawn(program, [...options, ...shimArguments], {
          cwd: command.cwd,
          env: { ...command.environment },
          detached: true,
          stdio,
        });
        await once(child, 'spawn');
        return gateOf(child, command.token, census);
      });
    } catch (error) {
      throw asFailure(error, command);
    }
  },
  look: lookAtRuns,
  signal: signalRun,
});

/** Its three files, both ends of its gate, a pipe of Node's own for the spawn, and a look at it. */
const forOneStart = 7 + forOneLook;
/** The papers of a run are written meanwhile. */
const forItsPapers = 4;

/** A run that is named and then cannot be spawned would be one of the few launches of its task. */
const reserve = (): (() => void) => {
  try {
    holdDescriptors(forOneStart + forItsPapers)();
    return holdDescriptors(forOneStart);
  } catch (cause) {
    const [what = (cause as Error).message, hint] = explanations[codeOf(cause)] ?? [];
    throw new Failure('unavailable', `nothing new is started for now: ${what}`, { hint, cause });
  }
};

const refuseImpossible = ({ argv, cwd }: Command): void => {
  if (!argv[0])
    throw new Failure('invalid', 'there is no program to run', {
      hint: 'give the agent a "command" in agent-config.json',
    });
  // The system reports a missing folder as a missing program.
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Failure('unavailable', `cannot start ${argv[0]}: there is no folder ${cwd}`, {
      hint: 'create the folder, or give the task another one',
    });
  }
  try {
    accessSync(cwd, constants.X_OK);
  } catch (cause) {
    throw new Failure('unavailable', `cannot start ${argv[0]}: may not enter ${cwd}`, {
      hint: 'allow it to yourself (chmod +x), or give the task another folder',
      cause,
    });
  }
};

const withFiles = async <T>(
  { stdin }: Command,
  folder: string,
  use: (stdio: StdioOptions) => Promise<T>,
): Promise<T> => {
  const files: number[] = [];
  try {
    files.push(stdin === undefined ? openSync('/dev/null', 'r') : openToRead(stdin));
    files.push(openToAppend(join(folder, 'stdout')));
    files.push(openToAppend(join(folder, 'stderr')));
    return await use([...files, 'pipe']);
  } finally {
    for (const file of files) closeSync(file);
  }
};

const gateOf = (child: ChildProcess, token: string, census: Census | undefined): Gate => {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const pipe = child.stdio[3] as Socket;
  // A run that was killed behind its gate breaks the pipe; look() tells, not an exception.
  pipe.on('error', () => {});
  // The agent must not keep the one who queued it alive.
  child.unref();
  pipe.unref();
  let identity: Identity;
  try {
    identity = seen(child.pid);
  } catch (error) {
    pipe.destroy();
    throw error;
  }
  const handle = { launcher: 'local', identity, token };
  noteBirth(handle, census);
  return {
    handle,
    open() {
      pipe.write('go\n');
      pipe.destroySoon();
    },
    abandon: () => void pipe.destroy(),
    ended,
  };
};

const seen = (pid: number | undefined): Identity => {
  const identity = pid === undefined ? undefined : identityOf(pid);
  if (identity !== undefined) return identity;
  throw new Failure('unavailable', 'the process that was just started cannot be seen', {
    hint: 'a sandbox may hide /proc: run outside of it',
  });
};

const words: Readonly<Record<string, string>> = {
  E2BIG: 'one argument, or all of them with the environment, is too long for this machine',
  EACCES: 'permission denied',
  EAGAIN: 'no more processes are allowed',
  EMFILE: 'this process has too many files open',
  ENFILE: 'the machine has too many files open',
  ELOOP: 'links lead in a circle',
  ENOENT: 'a file is missing',
  ENOMEM: 'the machine is out of memory',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is where a folder should be',
};

const asFailure = (error: unknown, { argv }: Command): Failure => {
  if (error instanceof Failure) return error;
  const { code = '', message, path } = error as NodeJS.ErrnoException;
  const why = words[code] ? `${words[code]} (${code}${path ? `, ${path}` : ''})` : message;
  return new Failure('unavailable', `cannot start ${argv[0]}: ${why}`, {
    hint: 'try the program by hand; how it is called: orchestra show, with the number of the task',
    cause: error,
  });
};
