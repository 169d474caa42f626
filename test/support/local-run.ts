import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createLocalLauncher } from '../../src/adapters/launchers/local.ts';
import { identityOf, livenessOf } from '../../src/adapters/processes/identity.ts';
import { type ProcessEntry, processTable } from '../../src/adapters/processes/table.ts';
import type { Command, Gate, Launcher, Look, Watched } from '../../src/core/ports.ts';
import { projectRoot } from './root.ts';
import { until } from './until.ts';

/** The path of the shim. */
export const shim = join(projectRoot, 'templates/shim.sh');

type Shell = readonly [string, ...string[]];
const known: readonly Shell[] = [['sh'], ['dash'], ['bash', '--posix'], ['busybox', 'sh']];

/** The shells of this machine that the shim must work in; one that has two names, once. */
export const shells: readonly Shell[] = known
  .map(([name, ...options]): Shell => [findProgram(name), ...options])
  .filter(
    ([path], index, all) => path !== '' && all.findIndex(([same]) => same === path) === index,
  );

function findProgram(name: string): string {
  const found = spawnSync('sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8' });
  return found.status === 0 ? realpathSync(found.stdout.trim()) : '';
}

/** A program that says `begun`, leaves a process behind in a session of its own, and ends. */
export const leavesStray = [
  process.execPath,
  '-e',
  `const { spawn } = require('node:child_process');
  spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
    .once('spawn', () => require('node:fs').writeFileSync('begun', ''))
    .unref();`,
];

/** A token that no other test has. */
export const newToken = (): string => randomBytes(16).toString('hex');

/** A folder that is removed after the test. */
export const temporaryFolder = (t: TestContext): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'orchestra-test-')));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
};

/** The text of a file, or nothing where it is not there. */
export const readText = (...path: string[]): string => {
  try {
    return readFileSync(join(...path), 'utf8');
  } catch {
    return '';
  }
};

/** A process of the test's own, killed after it. */
export const spawnOwn = async (
  t: TestContext,
  argv: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): Promise<number> => {
  const [program = '', ...args] = argv;
  const child = spawn(program, args, { ...options, detached: true, stdio: 'ignore' });
  const pid = child.pid ?? assert.fail(`cannot spawn ${program}`);
  t.after(() => endGroup(pid));
  await until(`${program} runs`, () => identityOf(pid));
  return pid;
};

const endGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'ESRCH');
  }
};

/** How a run of a test differs from a plain one. */
export interface Wishes {
  readonly shell?: Shell;
  readonly command?: Partial<Command>;
  readonly environment?: Record<string, string>;
  readonly deadlineS?: number;
}

/** A real run in a folder of its own, which is also where it works. */
export interface LocalRun extends Watched {
  readonly gate: Gate;
  readonly launcher: Launcher;
  read(file: string): string;
  look(): Promise<Look>;
  /** Waits for the shim to leave and tells what is found then. */
  end(): Promise<Look>;
}

/** The command of a plain run. */
export const commandIn = (folder: string, argv: readonly string[], wishes: Wishes): Command => {
  const token = wishes.command?.token ?? newToken();
  return {
    argv,
    cwd: folder,
    environment: {
      PATH: process.env['PATH'] ?? '',
      ORCHESTRA_RUN: token,
      ...wishes.environment,
    },
    stopSignal: 'TERM',
    graceMs: 1000,
    token,
    ...wishes.command,
  };
};

/** Starts a run behind its gate; whatever is left of it is killed after the test. */
export const startRun = async (
  t: TestContext,
  argv: readonly string[],
  wishes: Wishes = {},
): Promise<LocalRun> => {
  const folder = temporaryFolder(t);
  setDeadline(folder, wishes.deadlineS);
  const launcher = createLocalLauncher({ shim, shell: wishes.shell ?? ['/bin/sh'] });
  const gate = await launcher.start(commandIn(folder, argv, wishes), folder);
  const run = { handle: gate.handle, folder };
  const look = async (): Promise<Look> => {
    const [found] = await launcher.look([run]);
    return found ?? assert.fail('no answer');
  };
  t.after(async () => {
    gate.abandon();
    await launcher.signal(run, 'KILL');
  });
  return {
    ...run,
    gate,
    launcher,
    look,
    read: (file) => readText(folder, file),
    async end() {
      await until('the shim has left', () => livenessOf(gate.handle.identity) === 'dead');
      return restOf(look);
    },
  };
};

/** What is found when those that were killed with the shim have had time to die. */
const restOf = async (look: () => Promise<Look>): Promise<Look> => {
  let seen = await look();
  const isDying = () => seen.is === 'ended' && seen.strays > 0;
  for (let looks = 0; isDying() && looks < 200; looks += 1) {
    await wait(25);
    seen = await look();
  }
  return seen;
};

/** Starts a run and lets it go. */
export const runAgent = async (
  t: TestContext,
  argv: readonly string[],
  wishes: Wishes = {},
): Promise<LocalRun> => {
  const run = await startRun(t, argv, wishes);
  run.gate.open();
  return run;
};

/** A run of a shell script, once it has made a file named `begun`. */
export const runScript = async (
  t: TestContext,
  script: string,
  wishes: Wishes = {},
): Promise<LocalRun> => {
  const run = await runAgent(t, ['/bin/sh', '-c', script], wishes);
  await until('the script has begun', () => run.read('begun'));
  return run;
};

/** Seconds allowed since go; none empties the file. */
export const setDeadline = (folder: string, deadlineS: number | undefined): void =>
  writeFileSync(join(folder, 'deadline'), deadlineS === undefined ? '' : `${deadlineS}\n`);

/**
 * The `sleep` in which the watchdog of a shim waits; killing it makes the watchdog look around
 * now. The agent must have no children in its group.
 */
export const pauseOf = (shimPid: number): ProcessEntry | undefined => {
  const group = groupOf(shimPid);
  return group.find(({ ppid }) => ppid !== shimPid && group.some(({ pid }) => pid === ppid));
};

/** Writes another deadline and makes the watchdog read it now. */
export const rearm = async (
  folder: string,
  shimPid: number,
  deadlineS: number | undefined,
): Promise<void> => {
  const pause = await until('the watchdog pauses', () => pauseOf(shimPid));
  setDeadline(folder, deadlineS);
  process.kill(pause.pid, 'SIGKILL');
};

/** The living members of a process group. */
export const groupOf = (group: number): ProcessEntry[] =>
  processTable()
    .all()
    .filter(({ pgid, ended }) => pgid === group && !ended);
