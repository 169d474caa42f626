import type { Event } from './events.ts';
import type { SimulatedRun } from './runs.ts';

/** An event without its number, which it gets by its place. */
export type Told = Event extends infer E ? (E extends unknown ? Omit<E, 'id'> : never) : never;

/** Something short that two processes in a row are killed in. */
export interface Scenario {
  readonly name: string;
  /** What has happened before; the conductor that the first event spawned is `u1 background`. */
  readonly before: readonly Told[];
  /** What is typed; without it, who conducts is killed first. */
  readonly typed?: Told;
  /** What a living agent does between two turns; it ends well unless this says otherwise. */
  readonly agent?: (run: SimulatedRun) => 'lives on' | number;
}

const work = { agent: 'coder', prompt: 'work', priority: 0 };
const here = { place: 'here' } as const;
const start: Told = { do: 'start', task: work, ...here, isSlow: false };
const wanted = (more: object): Told => ({ ...start, task: { ...work, ...more } }) as Told;
const batch: Told = { do: 'batch', tasks: [work, work, work], ...here };
const turn: Told = { do: 'turn', conductor: 'u1 background', pauses: false };
const cancel: Told = { do: 'cancel', task: 's1', ...here };
const retry: Told = { do: 'retry', task: 's1', ...here };
const clean: Told = { do: 'clean', tasks: ['s1', 's2'], ...here };
const archive: Told = { do: 'archive', tasks: ['s1', 's2'], ...here };
const answer: Told = { do: 'answer', nth: 0, ...here };
const more: Told = { do: 'timeout', task: 's1', mode: 'extend', ms: 5_000, ...here };
const time: Told = { do: 'time', ms: 1_000 };
const began: readonly Told[] = [turn, { do: 'shim', run: 's1' }];
const asks: Told = { do: 'say', run: 's1', what: 'ask' };
const deaf: Told = { do: 'mood', run: 's1', mood: 'deaf' };

const lives = () => 'lives on' as const;
const asked: readonly Told[] = [start, ...began, asks, turn, time, turn];
/** One settled, one settled and awaited, and one that waits for it and for a run. */
const ended: readonly Told[] = [
  ...[start, start, cancel, { ...cancel, task: 's2' } as Told, turn, turn, start, ...began],
  { do: 'start', task: { ...work, after: ['s2', 's7'] }, ...here, isSlow: false },
];

const pause = (isPaused: boolean): Told => ({ do: 'pause', task: 's1', paused: isPaused, ...here });
const paused: readonly Told[] = [start, ...began, pause(true), turn, time];
const control: Told = { do: 'control', what: 'queue', paused: true, ...here };
const change: Told = { do: 'change', tasks: ['s2'], change: { set: { hold: true } }, ...here };
const release: Told = { do: 'change', tasks: ['s2'], change: { clear: ['hold'] }, ...here };
const switched: Told = { do: 'switch', tasks: ['s2', 's3'], ...here };
const no: Told = { ...answer, approves: false } as Told;
const fallen: readonly Told[] = [
  ...[control, start, wanted({ after: ['s2'] }), wanted({ after: ['s3'] })],
  ...[{ ...cancel, task: 's2' } as Told, turn, turn],
];

const often: Told = {
  ...{ do: 'schedule', name: 'often', cron: '* * * * *' },
  ...{ overlap: 'skip', ifMissed: 'once' },
};
/** It is taken up by a conductor that was there for something else. */
const taken: readonly Told[] = [start, often, turn, turn, turn];
const minute: Told = { do: 'time', ms: 60_000 };

/** Everything that a conductor does, and what is typed. */
export const scenarios: readonly Scenario[] = [
  { name: 'create', before: [], typed: start },
  { name: 'a batch, typed', before: [], typed: batch },
  { name: 'a batch', before: [batch] },
  { name: 'launch and finish', before: [start] },
  { name: 'strays', before: [start, ...began, { do: 'escape', run: 's1' }] },
  {
    name: 'fail and retry',
    before: [wanted({ retry: { retries: 1, delayMs: 0 } })],
    agent: ({ attempt }) => (attempt === 1 ? 1 : 0),
  },
  { name: 'retry by a person, typed', before: [start, cancel, turn, turn], typed: retry },
  { name: 'retry by a person', before: [start, cancel, turn, turn, retry] },
  { name: 'timeout', before: [wanted({ timeoutMs: 2_000 }), ...began, deaf], agent: lives },
  { name: 'more time, typed', before: [wanted({ timeoutMs: 2_000 }), ...began], typed: more },
  { name: 'more time', before: [wanted({ timeoutMs: 2_000 }), ...began, more], agent: lives },
  { name: 'cancel, typed', before: [start, ...began], typed: cancel, agent: lives },
  { name: 'cancel', before: [start, ...began, deaf, cancel], agent: lives },
  { name: 'clean, typed', before: ended, typed: clean },
  { name: 'clean', before: [...ended, clean] },
  { name: 'archive', before: [...ended, archive] },
  { name: 'what was archived comes back', before: [...ended, archive, turn, turn, retry] },
  {
    name: 'take over',
    before: [start, start, ...began, start, { do: 'kill', conductor: 'u1 background' }],
  },
  { name: 'leave', before: [start, ...began, { do: 'abort', conductor: 'u1 background' }] },
  { name: 'wind up', before: [start, ...began, { do: 'drain', conductor: 'u1 background' }] },
  { name: 'pause', before: [start, ...began, pause(true)] },
  { name: 'resume', before: [...paused, pause(false)] },
  { name: 'a pause, and a cancel', before: [...paused, cancel] },
  { name: 'change', before: [control, start, turn, change, turn, release] },
  { name: 'switch', before: [control, start, start, turn, switched] },
  { name: 'approve', before: [control, wanted({ approve: true }), turn, answer] },
  { name: 'reject', before: [control, wanted({ approve: true }), turn, no] },
  { name: 'control', before: [start, control, turn, { ...control, paused: false } as Told] },
  { name: 'what fell comes back', before: [...fallen, { ...retry, task: 's2' } as Told] },
  { name: 'a schedule fires', before: [...taken, minute] },
  { name: 'a schedule fires, and is skipped', before: [...taken, minute, turn, turn, minute] },
  { name: 'answer, typed', before: asked, typed: answer },
  { name: 'answer', before: [...asked, answer] },
];
