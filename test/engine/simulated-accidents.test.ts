import { describe, it } from 'node:test';
import type { Event } from '../simulation/events.ts';
import type { Fate } from '../simulation/fate.ts';
import { mustHoldAlways } from '../simulation/report.ts';

/** Whether a name survives the power cut is up to the dice: with some of these it does not. */
const seeds = Array.from({ length: 40 }, (_, at) => at);

type Told = Event extends infer E ? (E extends unknown ? Omit<E, 'id'> : never) : never;

const first = 'u1 background';
const task = { agent: 'coder', prompt: 'work', priority: 0 };
const start: Told = {
  do: 'start',
  task,
  place: 'here',
  isSlow: false,
};
const turn = (conductor: string, fate?: Fate): Told => ({
  do: 'turn',
  conductor,
  pauses: false,
  fate,
});
const ask = (what: 'cancel' | 'retry'): Told => ({ do: what, task: 's1', place: 'here' });
const retry = (of: string): Told => ({ do: 'retry', task: of, place: 'here' });
const clean: Told = { do: 'clean', tasks: ['s1'], place: 'here' };
const archive: Told = { ...clean, do: 'archive' };
const conduct: Told = { do: 'conduct', purpose: 'run', place: 'here', reusesPid: false };
const shim: Told = { do: 'shim', run: 's1' };
const power: Told = { do: 'power' };

const accidents: readonly (readonly [what: string, events: readonly Told[]])[] = [
  [
    'a retry is accepted, and the power fails: its task does not pass for settled',
    [start, ask('cancel'), turn(first), ask('retry'), turn(first), power],
  ],
  [
    'the power fails after a batch was answered: its wish comes back, and is not carried out again',
    [{ do: 'batch', tasks: [task, task], place: 'here' }, turn(first), power],
  ],
  [
    'the fsync of an answer fails: its wish does not go before the answer is there to stay',
    [start, ask('cancel'), turn(first, { at: 7, is: 'not synced' }), turn(first), power],
  ],
  [
    'the fsync of a settled record fails: the index does not outlive it',
    [start, ask('cancel'), turn(first, { at: 3, is: 'not synced' }), turn(first), power],
  ],
  [
    'a task comes back and ends again while the queue cannot be written: its new end is shown',
    [
      ...[start, ask('cancel'), { ...start, task: { ...task, after: ['s1'] } } as const],
      ...[{ do: 'cancel', task: 's3', place: 'here' } as const, turn(first)],
      ...([{ do: 'disk', condition: 'closed queue' }, retry('s3'), turn(first)] as const),
    ],
  ],
  [
    'the power fails, and who recovers is killed: the next one recovers',
    [
      ...[start, turn(first), { do: 'abort', conductor: first } as const, turn(first), power],
      ...[conduct, turn('c6', { at: 2, is: 'killed before' }), conduct],
    ],
  ],
  [
    'one dies before it has counted, and the next is told to leave before it has: the third counts',
    [
      ...[{ ...conduct, purpose: 'once' } as const, turn('c1'), start],
      ...[turn('u3 background'), { do: 'shim', run: 's3' } as const],
      ...[{ do: 'exit', run: 's3', exit: 0 } as const, { do: 'shim', run: 's3' } as const],
      ...[{ do: 'shim', run: 's3' } as const],
      ...[turn('u3 background', { at: 5, is: 'killed before' }), conduct],
      ...[{ do: 'abort', conductor: 'c10' } as const, turn('c10')],
    ],
  ],
  [
    'a task comes back while the queue cannot be written, and ends on another day: one end is shown',
    [
      ...[start, ask('cancel'), { ...start, task: { ...task, after: ['s1'] } } as const, start],
      ...[turn(first), turn(first), turn(first), retry('s3')],
      { do: 'disk', condition: 'closed queue' },
      { do: 'turn', conductor: first, pauses: true },
      { do: 'disk', condition: 'fine' },
      { do: 'clock', place: 'here', ms: -3_600_000, isSuspended: false },
      ...[turn(first), turn(first), turn(first)],
    ],
  ],
  [
    'a task is cleaned in the pass in which a batch begins to wait for it: it is kept',
    [
      ...[start, ask('cancel'), turn(first)],
      { do: 'batch', tasks: [{ ...task, after: ['s1'] }], place: 'here' },
      ...[clean, turn(first)],
    ],
  ],
  [
    'the fsync of a removal fails: its wish does not go before the task has gone to stay',
    [
      ...[start, ask('cancel'), turn(first), turn(first), clean],
      ...[turn(first, { at: 4, is: 'not synced' }), turn(first), power],
    ],
  ],
  [
    'a run is paused while its shim sweeps, and judged from elsewhere: its shim does not stand still',
    [
      ...[start, turn(first), shim, { do: 'exit', run: 's1', exit: 0 } as const, shim],
      { do: 'pause', task: 's1', paused: true, place: 'here' },
      ...[turn(first), { do: 'abort', conductor: first } as const, turn(first)],
      ...[{ ...conduct, place: 'there' } as const, turn('c10'), turn('c10')],
    ],
  ],
  [
    'the disk refuses two switches that have one task in common: later both are carried out, in turn',
    [
      ...[{ do: 'control', what: 'queue', paused: true, place: 'here' } as const],
      ...[start, start, start, turn(first)],
      { do: 'switch', tasks: ['s2', 's3'], place: 'here' },
      { do: 'switch', tasks: ['s3', 's4'], place: 'here' },
      ...([{ do: 'disk', condition: 'closed tasks' }, turn(first), turn(first)] as const),
      ...([{ do: 'disk', condition: 'fine' }, turn(first)] as const),
    ],
  ],
  [
    'a task falls on the day before the one that it waited for ended: it comes back with that',
    [
      ...[start, turn(first), shim, { ...start, task: { ...task, afterFailed: ['s1'] } } as const],
      ...[{ do: 'exit', run: 's1', exit: 0 } as const, shim, shim, turn(first)],
      { do: 'clock', place: 'here', ms: -3_600_000, isSuspended: false },
      ...[turn(first), turn(first), retry('s1'), turn(first)],
    ],
  ],
];

describe('an accident that the simulator found once', () => {
  for (const [what, events] of accidents)
    it(what, async () => {
      for (const seed of seeds) await mustHoldAlways(seed, numbered(events));
    });

  it('a task is cleaned before the batch that made it was answered: it is not made once more', async () => {
    for (let at = 1; at <= 12; at += 1) {
      const line = 'b1/1';
      const events: readonly Told[] = [
        { do: 'batch', tasks: [task], place: 'here' },
        turn(first, { at: 6, is: 'killed before' }), // The answer.
        { ...ask('cancel'), task: line } as Told,
        turn('u3 background', { at: 10, is: 'killed before' }), // The same.
        { ...clean, tasks: [line] } as Told,
        ...[turn('u5 background', { at, is: 'killed before' }), conduct],
      ];
      await mustHoldAlways(1, numbered(events));
    }
  });

  it('an fsync fails while a task is cleaned, and the power takes what it was for: all of it goes', async () => {
    for (let at = 1; at <= 8; at += 1) {
      const events: readonly Told[] = [
        ...[start, ask('cancel'), turn(first), { do: 'abort', conductor: first } as const],
        ...[turn(first), clean, turn('u6 background', { at, is: 'not synced' })],
        ...[turn('u6 background'), power],
      ];
      for (const seed of seeds) await mustHoldAlways(seed, numbered(events));
    }
  });

  it('the fsync of a folder of the archive fails, and it is there: what is moved into it later stays', async () => {
    for (let at = 1; at <= 12; at += 1)
      for (const next of ['u6 background', 'c9']) {
        const events: readonly Told[] = [
          ...[start, ask('cancel'), turn(first), { do: 'abort', conductor: first } as const],
          ...[turn(first), archive, turn('u6 background', { at, is: 'not synced' })],
          ...(next === 'c9' ? [{ do: 'kill', conductor: 'u6 background' } as const, conduct] : []),
          ...[turn(next), power],
        ];
        for (const seed of seeds.slice(0, 10)) await mustHoldAlways(seed, numbered(events));
      }
  });

  it('who brings back what fell with a task is killed, or refused, halfway: it is back, and shown once', async () => {
    const next = 'u6 background';
    const dependent: Told = { ...start, task: { ...task, after: ['s1'] } };
    for (let at = 1; at <= 12; at += 1)
      for (const is of ['killed after', 'not synced', 'refused'] as const)
        for (const away of [[], [{ ...archive, tasks: ['s6'] } as const, turn(next)]]) {
          const events: readonly Told[] = [
            ...[start, ask('cancel'), turn(first), { do: 'abort', conductor: first } as const],
            ...[turn(first), dependent, turn(next), ...away],
            ...[ask('retry'), turn(next, { at, is }), conduct],
          ];
          await mustHoldAlways(1, numbered(events));
        }
  });

  it('a clean is refused halfway, and then its runs cannot be removed: what stays is still shown', async () => {
    const next = 'u10 background';
    for (let at = 1; at <= 10; at += 1) {
      const events: readonly Told[] = [
        ...[start, turn(first), shim, { do: 'exit', run: 's1', exit: 0 } as const, shim, shim],
        ...[turn(first), { do: 'abort', conductor: first } as const, turn(first), clean],
        ...[turn(next, { at, is: 'refused' }), { do: 'disk', condition: 'closed runs' } as const],
        turn(next),
      ];
      await mustHoldAlways(1, numbered(events));
    }
  });

  it('an fsync fails while the queue is paused, and the power takes what it was for: it stays so', async () => {
    const pause: Told = { do: 'control', what: 'queue', paused: true, place: 'here' };
    for (let at = 1; at <= 4; at += 1) {
      const events: readonly Told[] = [
        ...[start, ask('cancel'), turn(first), pause, turn(first, { at, is: 'not synced' })],
        ...[{ do: 'kill', conductor: first } as const, start, turn('u7 background'), power],
      ];
      for (const seed of seeds) await mustHoldAlways(seed, numbered(events));
    }
  });

  it('the disk fails in the middle of a switch: no place is had twice, and who has ended stays where it was', async () => {
    const swap: Told = { do: 'switch', tasks: ['s2', 's3'], place: 'here' };
    const pause: Told = { do: 'control', what: 'queue', paused: true, place: 'here' };
    const next: readonly Told[] = [
      { do: 'cancel', task: 's3', place: 'here' },
      { ...swap, tasks: ['s3', 's4'] },
      { ...swap, tasks: ['s2', 's4'] },
      { do: 'change', tasks: ['s2'], change: { set: { priority: 3 } }, place: 'here' },
    ];
    for (const other of next)
      for (let at = 1; at <= 4; at += 1)
        for (const is of ['not synced', 'refused', 'killed after'] as const)
          await mustHoldAlways(
            1,
            numbered([
              ...[pause, start, start, start, turn(first), swap, other],
              ...[turn(first, { at, is }), conduct, turn(first)],
            ]),
          );
  });

  it('the power took the queue entry of a task, and who counts anew after a clean is killed', async () => {
    for (let at = 1; at <= 20; at += 1) {
      const events: readonly Told[] = [
        ...[start, ask('cancel'), turn(first), start, turn(first), power],
        ...[clean, turn('u7 background', { at, is: 'killed before' })],
      ];
      for (const seed of seeds.slice(0, 4)) await mustHoldAlways(seed, numbered(events));
    }
  });

  it('the disk fails to read one record, whichever it is: its task, and who waits for it, go on', async () => {
    for (let at = 1; at <= 60; at += 1) {
      await mustHoldAlways(1, numbered([start, turn(first, { at, is: 'cannot read' })]));
      const events: readonly Told[] = [
        ...[start, ask('cancel'), turn(first), { do: 'kill', conductor: first } as const],
        { ...start, task: { ...task, afterAny: ['s1'] } },
        turn('u5 background', { at, is: 'cannot read' }),
      ];
      await mustHoldAlways(1, numbered(events));
    }
  });

  it('a clean is refused halfway, and its task comes back: a sentinel left for it holds up nothing', async () => {
    for (let at = 1; at <= 8; at += 1) {
      const events: readonly Told[] = [
        ...[start, turn(first), shim, { do: 'exit', run: 's1', exit: 0 } as const, shim, shim],
        ...[turn(first), start, turn(first), { do: 'shim', run: 's8' } as const],
        { do: 'control', what: 'queue', paused: true, place: 'here' },
        ...[clean, turn(first, { at, is: 'not synced' }), ask('retry'), turn(first)],
        { do: 'forge', run: 's8', task: 's1', kind: 'done' },
        ...[{ do: 'time', ms: 1_000 } as const, turn(first)],
      ];
      await mustHoldAlways(1, numbered(events));
    }
  });

  it('the disk fails to read a record that fell with another one: the retry of that waits for it', async () => {
    for (let at = 1; at <= 40; at += 1) {
      const events: readonly Told[] = [
        ...[start, ask('cancel'), { ...start, task: { ...task, after: ['s1'] } } as const],
        ...[turn(first), turn(first), ask('retry'), turn(first, { at, is: 'cannot read' })],
      ];
      await mustHoldAlways(1, numbered(events));
    }
  });

  it('the fsync of a limit fails, and something else is paused in the same pass: both hold in the end', async () => {
    for (let at = 1; at <= 2; at += 1) {
      const events: readonly Told[] = [
        ...[start, turn(first), { do: 'control', what: 'queue', maxParallel: 1, place: 'here' }],
        { do: 'control', what: 'agent', name: 'coder', paused: true, place: 'here' },
        ...[turn(first, { at, is: 'not synced' }), turn(first), power],
      ] as readonly Told[];
      for (const seed of seeds.slice(0, 8)) await mustHoldAlways(seed, numbered(events));
    }
  });

  it('the disk fails to read one file of a run, whichever it is: nothing is taken for missing', async () => {
    for (let at = 1; at <= 90; at += 1) {
      const events: readonly Told[] = [
        ...[start, turn(first), shim, ask('cancel'), turn(first)],
        ...[{ do: 'kill', conductor: first } as const, { do: 'escape', run: 's1' } as const],
        ...[{ do: 'exit', run: 's1', exit: 0 } as const, shim, conduct],
        turn('c10', { at, is: 'cannot read' }),
      ];
      await mustHoldAlways(1, numbered(events));
    }
  });
});

const numbered = (events: readonly Told[]): Event[] =>
  events.map((event, at) => ({ id: at + 1, ...event }) as Event);
