import assert from 'node:assert/strict';
import type { TaskRecord } from '../../src/core/task.ts';
import type { Call, Outcome } from '../support/cli.ts';
import { isKind, isShort, kinds, promptOf, weights } from './agents.ts';
import type { Dice } from './dice.ts';
import type { Complaint, History } from './history.ts';
import type { Workspace } from './workspace.ts';

/** Tasks that one call asked for: all of them or none. */
export interface Wanted {
  readonly nonces: readonly string[];
  /** What was printed: from then on they are promised. */
  ids?: readonly string[];
}

/** How often something was asked for, and how often that was confirmed. */
export interface Asked {
  asked: number;
  confirmed: number;
}

/** What was asked of one workspace, and what was promised. */
export interface Crowd {
  /** Asks for something, and does not wait for it. */
  act(): void;
  /** Resolves when all calls have ended. */
  rest(): Promise<unknown>;
  readonly wanted: readonly Wanted[];
  /** Tasks that somebody may have cancelled: they may end earlier than their agents would. */
  readonly cancelled: ReadonlySet<number>;
  /** How many runs a task had when its cancelling was confirmed: there will not be more. */
  readonly runsWhenCancelled: ReadonlyMap<number, number>;
  /** How often a retry of a task was confirmed, and how often one was asked for. */
  readonly retries: ReadonlyMap<number, Asked>;
  /** Tasks that somebody asked to clean, as they were then, and whether that was confirmed. */
  readonly cleaned: ReadonlyMap<number, { readonly was: TaskRecord; readonly confirmed: boolean }>;
  /** How often a task was given `moreTimeMs`, and tasks that were given another limit. */
  readonly extensions: ReadonlyMap<number, Asked>;
  readonly limited: ReadonlyMap<number, Asked>;
  readonly complaints: readonly Complaint[];
}

const acts = {
  start: 45,
  batch: 8,
  cancel: 10,
  retry: 8,
  clean: 5,
  timeout: 8,
  run: 8,
  daemonStart: 4,
  daemonStop: 3,
  daemonDrain: 2,
  daemonRestart: 2,
  unlock: 3,
  status: 8,
  show: 3,
};

const daemonWords = {
  daemonStart: ['start'],
  daemonStop: ['stop'],
  daemonDrain: ['stop', '--drain', '--timeout', '1s'],
  daemonRestart: ['restart'],
} as const;

/** By how much a run is extended, and the limit that others get instead of none. */
export const moreTimeMs = 2_000;
export const otherLimitMs = 3_600_000;

const openMax = 6;
const liveMax = 8;

/** People, and programs, that use one workspace; `hasKilled` tells which calls did not end by themselves. */
export function createCrowd(
  workspace: Workspace,
  dice: Dice,
  history: History,
  hasKilled: (pid: number) => boolean,
): Crowd {
  const wanted: Wanted[] = [];
  const cancelled = new Set<number>();
  const runsWhenCancelled = new Map<number, number>();
  const retries = new Map<number, Asked>();
  const cleaned = new Map<number, { was: TaskRecord; confirmed: boolean }>();
  const extensions = new Map<number, Asked>();
  const limited = new Map<number, Asked>();
  const complaints: Complaint[] = [];
  const open = new Set<Promise<unknown>>();
  let nonces = 0;
  let unlocks = 0; // Under way.
  let unlockedMs = 0;

  const oneBy = <T extends string>(of: Readonly<Record<T, number>>): T =>
    dice.shuffled(of)[0] ?? assert.fail('nothing to choose from');

  /** Calls the CLI; what it answers counts if nobody killed it. */
  const call = (
    args: readonly string[],
    codes: readonly number[],
    answered: (outcome: Outcome) => void = () => undefined,
    input = '',
  ): void => {
    const began: Call = workspace.background(args, { input });
    history.note(`${workspace.name} ${began.pid}: ${args.join(' ')}`);
    const beganMs = performance.now();
    if (args[0] === 'unlock') unlocks += 1;
    const ended = began.ended.then((outcome) => {
      // Whoever holds the lock is killed by an `unlock --force`, and that is all that it may kill.
      const isUnlocked = unlocks > 0 || unlockedMs > beganMs;
      if (args[0] === 'unlock') {
        unlocks -= 1;
        unlockedMs = performance.now();
      }
      open.delete(ended);
      history.note(`${workspace.name} ${began.pid} ended: ${outcome.code ?? outcome.signal}`);
      answered(outcome);
      if (outcome.signal === 'SIGKILL' && (isUnlocked || hasKilled(began.pid))) return;
      const { code, signal, stderr } = outcome;
      if (code === null || !codes.includes(code) || /\n {4}at /.test(stderr))
        complaints.push({
          workspace: workspace.name,
          text: `orchestra ${args.join(' ')} (${began.pid}) ended with ${code ?? signal}: ${stderr}`,
        });
    });
    open.add(ended);
  };

  const newTask = (): { agent: string; prompt: string; nonce: string } => {
    const nonce = `${workspace.name}-${++nonces}`;
    const agent = oneBy(weights);
    return { agent, nonce, prompt: promptOf(nonce, dice.between(1, 3)) };
  };
  const start = (): void => {
    const { agent, prompt, nonce } = newTask();
    const want: Wanted = { nonces: [nonce] };
    wanted.push(want);
    const flags = dice.chance(0.3) ? ['--no-run'] : [];
    call(['start', agent, prompt, '--quiet', ...flags], [0], ({ stdout }) => promise(want, stdout));
  };
  const batch = (): void => {
    const tasks = Array.from({ length: dice.between(2, 6) }, newTask);
    const want: Wanted = { nonces: tasks.map(({ nonce }) => nonce) };
    wanted.push(want);
    const lines = tasks.map(({ agent, prompt }) => `${JSON.stringify({ agent, prompt })}\n`);
    const answered = ({ stdout }: Outcome) => promise(want, stdout);
    call(['start', '--batch', '-', '--quiet'], [0], answered, lines.join(''));
  };
  const cancel = (): void => {
    const which = dice.fraction();
    const tasks = workspace.tasks().filter(({ settled }) => !settled);
    const endless = tasks.filter(({ agent }) => agent === 'endless');
    const choices = endless.length > 0 && which < 0.8 ? endless : tasks;
    const number = choices[Math.floor(which * choices.length)]?.number;
    if (number === undefined) return;
    cancelled.add(number);
    call(['cancel', `${number}`, '--json'], [0, 1], ({ stdout }) => {
      if (!/"ok": "yes"/.test(stdout) || runsWhenCancelled.has(number)) return;
      const record = workspace.tasks().find((task) => task.number === number);
      runsWhenCancelled.set(number, record?.runs.length ?? 0);
    });
  };
  const retry = (): void => {
    const which = dice.fraction();
    const settled = workspace
      .tasks()
      .filter((task) => task.settled && !cancelled.has(task.number) && isKind(task.agent));
    const number = settled[Math.floor(which * settled.length)]?.number;
    if (number === undefined) return;
    const count = countOf(retries, number);
    call(['retry', `${number}`], [0, 1], ({ code }) => {
      if (code === 0) count.confirmed += 1;
    });
  };
  const clean = (): void => {
    const was = dice.oneOf(workspace.tasks().filter(({ settled }) => settled));
    if (!was) return;
    const { number } = was;
    const wish = { was, confirmed: false };
    cleaned.set(number, wish);
    call(['clean', `${number}`, '--json'], [0, 1], ({ stdout }) => {
      if (/"ok": "yes"/.test(stdout)) wish.confirmed = true;
    });
  };
  /** Those that run out of time get more of it, all others a limit that they never reach. */
  const timeout = (): void => {
    const live = workspace.tasks().filter(({ settled }) => !settled);
    const short = live.filter(({ agent, runs }) => isShort(agent) && runs.length > 0);
    const task = dice.oneOf(short.length > 0 && dice.chance(0.7) ? short : live);
    if (!task) return;
    const [mode, ms, counts] = isShort(task.agent)
      ? (['extend', moreTimeMs, extensions] as const)
      : (['set', otherLimitMs, limited] as const);
    const count = countOf(counts, task.number);
    const args = ['timeout', mode, `${task.number}`, `${ms / 1000}s`, '--json'];
    call(args, [0, 1], ({ stdout }) => {
      if (/"ok": "yes"/.test(stdout)) count.confirmed += 1;
    });
  };
  const show = (): void => {
    const number = dice.oneOf(workspace.tasks())?.number;
    // It may have been cleaned meanwhile.
    if (number !== undefined) call(['show', `${number}`], [0, 1]);
  };

  return {
    wanted,
    cancelled,
    runsWhenCancelled,
    retries,
    cleaned,
    extensions,
    limited,
    complaints,
    act() {
      const what = oneBy(acts);
      if (open.size >= openMax) return;
      if (what === 'start' || what === 'batch') {
        if (workspace.live() >= liveMax) return;
        return what === 'start' ? start() : batch();
      }
      if (what === 'cancel') return cancel();
      if (what === 'retry') return retry();
      if (what === 'clean') return clean();
      if (what === 'timeout') return timeout();
      if (what === 'show') return show();
      if (what === 'run') return call(['run'], [0, 1]);
      if (what === 'status') return call(['status'], [0]);
      // Refused while the holder is well, or when there is none.
      if (what === 'unlock') return call(['unlock', '--force'], [0, 1]);
      call(['daemon', ...daemonWords[what]], [0, 1]);
    },
    rest: () => Promise.all(open),
  };
}

/** Once more: the count of it, which is confirmed later or never. */
function countOf(counts: Map<number, Asked>, number: number): Asked {
  const count = counts.get(number) ?? { asked: 0, confirmed: 0 };
  count.asked += 1;
  counts.set(number, count);
  return count;
}

/** Whole ids only: one that was killed while it printed has promised what can be read. */
function promise(want: Wanted, stdout: string): void {
  const ids = stdout.match(/^task_\d+$(?=\n)/gm) ?? [];
  if (ids.length > 0) want.ids = ids;
}

/** How the runs of one request end if nobody harms them; undefined for a stranger's agent. */
export const endsOf = (agent: string, need: number): readonly string[] | undefined =>
  isKind(agent) ? kinds[agent].ends(need) : undefined;
