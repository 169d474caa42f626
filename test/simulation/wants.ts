import type { Dice } from './dice.ts';
import type { Changed, Event, Wanted } from './events.ts';

interface Limit {
  readonly mode: 'set' | 'extend';
  readonly ms: number;
}

type Controlling = Pick<
  Extract<Event, { do: 'control' }>,
  'what' | 'name' | 'exists' | 'paused' | 'maxParallel'
>;

/** What people say about the time that a run may take. */
export const limits: [Limit, ...Limit[]] = [
  { mode: 'set', ms: 0 },
  { mode: 'set', ms: 3_000 },
  { mode: 'set', ms: 60_000 },
  { mode: 'extend', ms: 5_000 },
  { mode: 'extend', ms: 5_000 },
  { mode: 'extend', ms: 60_000 },
];

/** A task that somebody wants; `known` are those that it may wait for. */
export function wanted(dice: Dice, known: readonly string[]): Wanted {
  const retries = dice.below(3);
  return {
    agent: agent(dice),
    prompt: 'work',
    priority: dice.below(3) - 1,
    ...(retries > 0 && { retry: { retries, delayMs: dice.pick([0, 5_000]) } }),
    ...(dice.oneIn(3) && { timeoutMs: 10_000 }),
    ...(known.length > 0 && dice.oneIn(5) && waits(dice, known)),
    ...(dice.oneIn(16) && { hold: true }),
    ...(dice.oneIn(16) && { approve: true }),
    ...(dice.oneIn(8) && { group: 'team' }),
  };
}

/** A line of a batch, which may have a key that others have. */
export const wantedLine = (dice: Dice, known: readonly string[]): Wanted => ({
  ...wanted(dice, known),
  ...(dice.oneIn(4) && {
    key: dice.pick(['one', 'other']),
    ifExists: dice.pick(['skip', 'skip', 'replace', 'queue']),
  }),
});

/** What somebody changes of tasks that wait. */
export function changeOf(dice: Dice, known: readonly string[]): Changed {
  return dice.pick<Changed>([
    { set: { hold: true } },
    { clear: ['hold'] },
    { clear: ['hold'] },
    { set: { priority: dice.below(5) - 2 } },
    { set: { prompt: `work ${dice.below(3)}` } },
    { set: { approve: true } },
    { set: { agent: agent(dice) } },
    { set: known.length > 0 ? waits(dice, known) : { priority: 1 } },
    { clear: ['after', 'afterAny', 'afterFailed'] },
  ]);
}

/** What somebody says of the queue, of a group or of an agent. */
export function controlOf(dice: Dice) {
  return {
    ...dice.pick<Controlling>([
      { what: 'queue' },
      { what: 'agent', name: 'coder' },
      { what: 'agent', name: 'classic' },
      { what: 'group', name: 'team', exists: true },
    ]),
    ...dice.pick<Omit<Controlling, 'what'>>([
      { paused: true },
      { paused: false },
      { paused: false },
      { maxParallel: 1 },
      { maxParallel: 2 },
      { maxParallel: 0 },
    ]),
  };
}

const waits = (dice: Dice, known: readonly string[]) => ({
  [dice.pick(['after', 'after', 'afterAny', 'afterFailed'])]: [dice.pick(known) ?? ''],
});

function agent(dice: Dice): string {
  const name = dice.weighed([
    [8, 'coder'],
    [1, 'classic'],
    [1, 'strict'],
  ]);
  return name ?? 'coder';
}
