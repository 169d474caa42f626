import assert from 'node:assert/strict';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type CallOptions, createProject, type Project } from './cli.ts';
import { until } from './until.ts';

/** An agent that takes its prompt for a shell script: each story says what it does. */
export const sh = { command: 'sh', args: ['-c', '{prompt}'], grace: '200ms', linger: '2s' };

/** A prompt for `sh`: works until the story creates the file `go`. */
export const untilGo = 'until [ -e go ]; do sleep 0.05; done';

/** A prompt for `sh`: asks a person, and prints the answer when it is there. */
export const asking = (ask: object): string =>
  [
    `echo '${JSON.stringify(ask)}' >"$ORCHESTRA_OUT/ask"`,
    'mv "$ORCHESTRA_OUT/ask" "$ORCHESTRA_OUT/ask-1.json"',
    'until [ -e "$ORCHESTRA_OUT/../in/answer-1.json" ]; do sleep 0.05; done',
    'cat "$ORCHESTRA_OUT/../in/answer-1.json"',
  ].join('; ');

/** A condition: a person is asked, and nobody has answered. */
export const isAsked =
  ({ read }: Project, request = 1) =>
  (): boolean => {
    const text = read(`.orchestra/requests/r${request}.json`);
    return text !== '' && !text.includes('"answer"');
  };

/** A project with the agent `sh`, no pauses between attempts, and conductors that do not linger. */
export const projectOf = (t: TestContext, config: object = {}): Project =>
  createProject(t, { idleExit: '0', retry: { delay: '0' }, agents: { sh }, ...config });

/** The part of a row of `--json` that stories look at. */
export interface Row {
  readonly number: number;
  readonly status: string;
  readonly reason?: string;
}

/** The part of `show --json` that stories look at. */
export interface Shown extends Row {
  readonly message?: string;
  readonly title: string;
  readonly prompt: string;
  readonly priority: number;
  readonly timeoutMs?: number;
  readonly cwd: string;
  readonly after: readonly number[];
  readonly env: readonly string[];
  readonly model?: string;
  readonly runs: readonly {
    readonly run: number;
    readonly outcome?: { readonly reason?: string; readonly message?: string };
  }[];
}

/**
 * Starts a task, with the words of `start`, and runs all that is queued to its end, right here:
 * afterwards nobody is at work.
 */
export const finish = async (
  { ask }: Pick<Project, 'ask'>,
  words: readonly string[],
  options: Pick<CallOptions, 'cwd' | 'input'> = {},
): Promise<void> => {
  const { code, stderr } = await ask(['start', '--no-run', '-q', ...words], options);
  assert.equal(code, 0, stderr);
  await ask(['run']);
};

export const show = async ({ json }: Project, number = 1): Promise<Shown> =>
  (await json(['show', String(number)])) as Shown;

/** A condition: a run was let go. */
export const isRunning =
  ({ read }: Project, run = 1) =>
  (): boolean =>
    read(`.orchestra/runs/${run}/started`) !== '';

export const isConducted = async ({ ask }: Project): Promise<boolean> =>
  (await ask(['daemon', 'status'])).code === 0;

/** Resolves when no process of the project is left. */
export const allGone = ({ processes }: Project): Promise<unknown> =>
  until('all have left', () => processes().length === 0);

/** The conductors in the background. */
export const conductors = ({ processes }: Project): { pid: number; command: string }[] =>
  processes().filter(({ command }) => / daemon run --background /.test(command));

export const environmentOf = (pid: number): string[] =>
  readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');

/** Whether a process watches folders by now, which a command that waits does last. */
export const isWatching = (pid: number): boolean =>
  readdirSync(`/proc/${pid}/fd`).some((name) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${name}`) === 'anon_inode:inotify';
    } catch {
      return false; // Closed meanwhile.
    }
  });

/** Every name below a folder, with what would show that it was written to. */
export function listing(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true }) as string[];
  return names.sort().map((name) => {
    const { size, mtimeMs, ino } = lstatSync(join(folder, name));
    return `${name} ${size} ${mtimeMs} ${ino}`;
  });
}
