import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { listPids, processTable } from '../../src/adapters/processes/table.ts';
import { callInside } from './inner-cli.ts';
import { readText, temporaryFolder } from './local-run.ts';
import { until } from './until.ts';

/** The path of the CLI, for agents that call it themselves. */
export const main = fileURLToPath(
  new URL(`../../src/main${extname(import.meta.url)}`, import.meta.url),
);
const patienceMs = 60_000;

/** How a call of the CLI ended; `code` is null when a signal ended it. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** A program, with its arguments, that is to call it: `unshare --pid …`. */
  readonly under?: readonly string[];
}

/** A call that was not waited for. */
export interface Call {
  readonly pid: number;
  /** What it has said so far. */
  readonly said: { readonly stdout: string; readonly stderr: string };
  readonly ended: Promise<Outcome>;
  kill(signal: NodeJS.Signals): void;
}

/** A folder of its own in which the real CLI is called. */
export interface Project {
  readonly folder: string;
  /** The absolute path of its `.orchestra/`. */
  readonly root: string;
  /** The variable, NAME=VALUE, that all its processes bear. */
  readonly mark: string;
  /** Calls the CLI and waits for its end. */
  orchestra(args: readonly string[], options?: CallOptions): Promise<Outcome>;
  /**
   * The same without a process of its own, for what is asked again and again: whether tables of
   * arguments are refused, and what became of something. It cannot be killed, piped or be late.
   */
  ask(
    args: readonly string[],
    options?: Pick<CallOptions, 'cwd' | 'env' | 'input'>,
  ): Promise<Outcome>;
  /** Asks, and must not be refused; answers with what was printed as JSON. */
  json(args: readonly string[], options?: Pick<CallOptions, 'cwd' | 'env'>): Promise<unknown>;
  background(args: readonly string[], options?: CallOptions): Call;
  /** The text of a file below the folder; empty where there is none. */
  read(...path: string[]): string;
  write(path: string, text: string): void;
  /** All living processes that come from here: commands, conductors, shims, agents, strays. */
  processes(): { readonly pid: number; readonly command: string }[];
}

/** Settings of an agent; with `script`, it is a shell script that reads its prompt from stdin. */
export type AgentEntry = Readonly<Record<string, unknown>> & { readonly script?: string };

/**
 * A project whose agents are shell scripts. After the test every process that comes from it is
 * killed, found by a mark in its environment, and its folder is removed.
 */
export const createProject = (
  t: TestContext,
  config: Readonly<Record<string, unknown>> & {
    readonly agents?: Readonly<Record<string, AgentEntry>>;
  } = {},
): Project => {
  const mark = markFor(t); // Before the folder is made: who lives may still write there at the end.
  const folder = temporaryFolder(t);
  const root = join(folder, '.orchestra');
  const write = (path: string, text: string): void => {
    const at = join(folder, path);
    mkdirSync(join(at, '..'), { recursive: true });
    writeFileSync(at, text);
  };
  const agents = Object.entries(config.agents ?? {}).map(([name, { script, ...settings }]) => {
    if (script === undefined) return [name, settings];
    write(`agents/${name}.sh`, script);
    const args = [join(folder, `agents/${name}.sh`)];
    return [name, { command: '/bin/sh', args, prompt: 'stdin', ...settings }];
  });
  const text = JSON.stringify({ ...config, agents: Object.fromEntries(agents) }, null, 2);
  write('.orchestra/agent-config.json', text);

  const [name = '', value = ''] = mark.split('=');
  const own = { ...environment(folder), [name]: value };
  const background = (args: readonly string[], options: CallOptions = {}): Call => {
    const env = { ...own, ...options.env };
    const [program = '', ...words] = [...(options.under ?? []), process.execPath, main, ...args];
    const child = spawn(program, words, { cwd: options.cwd ?? folder, env });
    const pid = child.pid ?? assert.fail(`cannot spawn ${main}`);
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (chunk: string) => {
        said[stream] += chunk;
      });
    child.stdin.on('error', () => undefined); // It need not read what it is given.
    child.stdin.end(options.input ?? '');
    const ended = new Promise<Outcome>((resolve) => {
      child.once('close', (code, signal) => resolve({ code, signal, ...said }));
    });
    return { pid, said, ended, kill: (signal) => void child.kill(signal) };
  };

  const orchestra = async (
    args: readonly string[],
    options: CallOptions = {},
  ): Promise<Outcome> => {
    const call = background(args, options);
    let isLate = false;
    const watchdog = setTimeout(() => {
      isLate = true;
      call.kill('SIGKILL');
    }, patienceMs);
    const outcome = await call.ended;
    clearTimeout(watchdog);
    assert.ok(!isLate, `orchestra ${args.join(' ')} does not end: ${outcome.stderr}`);
    return outcome;
  };

  const ask: Project['ask'] = async (args, { cwd = folder, env, input = '' } = {}) => {
    const environment = { ...own, ...env };
    const interruption = AbortSignal.timeout(patienceMs);
    const around = { environment, cwd, input, self: `node ${main}`, interruption };
    const answer = await callInside(args, around);
    assert.ok(!interruption.aborted, `orchestra ${args.join(' ')} does not end: ${answer.stderr}`);
    return { ...answer, signal: null };
  };

  return {
    folder,
    root,
    mark,
    orchestra,
    ask,
    async json(args, options) {
      const { code, stdout, stderr } = await ask([...args, '--json'], options);
      assert.equal(code, 0, `orchestra ${args.join(' ')}: ${stderr}`);
      return JSON.parse(stdout);
    },
    background,
    read: (...path) => readText(folder, ...path),
    write,
    processes: () => bearers(mark),
  };
};

/** Nothing of whoever runs the tests reaches a test: no workspace, no config, no color. */
function environment(home: string): Record<string, string> {
  const { PATH = '', LANG = 'C.UTF-8' } = process.env;
  return {
    PATH,
    LANG,
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'no-config'),
    XDG_CACHE_HOME: '/dev/null', // Or what Node compiles would be kept in the project.
    XDG_STATE_HOME: '/dev/null', // Nothing is remembered, but where a test asks for it.
    NO_COLOR: '1',
  };
}

/** A variable, NAME=VALUE, by which all that bear it are found and killed after the test. */
export function markFor(t: TestContext): string {
  const mark = `TEST_OF=${randomBytes(12).toString('hex')}`;
  t.after(() => endAll(mark));
  return mark;
}

function bearers(mark: string): { pid: number; command: string }[] {
  const found = listPids().filter((pid) => readProc(pid, 'environ').split('\0').includes(mark));
  const living = processTable().find(found);
  return found
    .filter((pid) => living.get(pid)?.ended === false)
    .map((pid) => ({ pid, command: readProc(pid, 'cmdline').replaceAll('\0', ' ').slice(0, 200) }));
}

const readProc = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
};

const endAll = (mark: string): Promise<unknown> =>
  until('no process of the test is left', () => {
    const left = bearers(mark);
    for (const { pid } of left) killQuietly(pid);
    return left.length === 0;
  });

/** Kills a process that may have ended a moment ago. */
export const killQuietly = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'ESRCH');
  }
};
