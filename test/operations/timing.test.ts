import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Context } from '../../src/operations/operation.ts';
import { type Timing, timingOf } from '../../src/operations/timing.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';

type Act = (fake: FakeWorld, conductor: FakeConductor) => void | Promise<void>;

const pass =
  (seconds: number): Act =>
  (fake) =>
    fake.clock.pass(seconds * 1000);
const put =
  (file: string, text: string): Act =>
  (fake) =>
    fake.disk.put(`${fake.root}/runs/1/${file}`, text);

/** A task that may run ten minutes, what happens to it, and how it then stands. */
const cases: readonly (readonly [what: string, acts: readonly Act[], Partial<Timing>])[] = [
  ['has just begun', [], { is: 'fine', usedMs: 0, remainingMs: 600_000, percent: 0 }],
  ['has used 79 %', [pass(479)], { is: 'fine', percent: 79 }],
  ['has used 80 %', [pass(480)], { is: 'warning', percent: 80, remainingMs: 120_000 }],
  ['has used it all', [pass(600)], { is: 'overdue', percent: 100, remainingMs: 0 }],
  ['was found late by its watchdog', [put('overdue', 'overdue\n')], { is: 'overdue', usedMs: 0 }],
  ['has ended, which nobody has seen', [pass(900), put('exit', '0\n')], { is: 'ended', run: 1 }],
  [
    'asks a person',
    [
      put('out/ask-1.json', '{"question":"?"}'),
      async (_, conductor) => void (await conductor.tick()),
      pass(900),
    ],
    { is: 'waiting', usedMs: 900_000, limitMs: 600_000 },
  ],
  [
    'was given more',
    [
      (fake) => void fake.wish({ kind: 'timeout', task: 1, mode: 'extend', ms: 600_000 }),
      async (_, conductor) => void (await conductor.tick()),
      pass(600),
    ],
    { is: 'fine', limitMs: 1_200_000, remainingMs: 600_000 },
  ],
  [
    'was freed of its limit',
    [
      (fake) => void fake.wish({ kind: 'timeout', task: 1, mode: 'set', ms: 0 }),
      async (_, conductor) => void (await conductor.tick()),
    ],
    { is: 'unlimited', usedMs: 0 },
  ],
  [
    'runs on another machine, with another clock',
    [
      (fake) => {
        const started = fake.store.runs.started(1) ?? assert.fail();
        const since = { ...started.since, bootId: 'elsewhere', monotonicMs: 9 };
        fake.disk.put(`${fake.root}/runs/1/started`, JSON.stringify({ ...started, since }));
      },
      pass(480),
    ],
    { is: 'warning', usedMs: 480_000 },
  ],
];

describe('the time of a task that', () => {
  for (const [what, acts, expected] of cases)
    it(what, async () => {
      const fake = createFakeWorld();
      const conductor = fake.conductor();
      fake.start({ timeoutMs: 600_000 });
      await conductor.tick();
      for (const act of acts) await act(fake, conductor);
      const isAsking = fake.store.queue.live('awaiting').length > 0;
      const timing: Timing = timingOf(contextOf(fake), fake.record(1), isAsking);
      const told = Object.keys(expected).map((key) => [key, timing[key as keyof Timing]]);
      assert.deepEqual(Object.fromEntries(told), expected);
    });

  it('waits for its turn is its limit alone; one that has ended has none', async () => {
    const fake = createFakeWorld({
      onOpen: ({ command }, launcher) => launcher.end(command.token, 0),
    });
    const wanted = fake.start({ timeoutMs: 5_000 });
    const facts = { id: 'task_1', number: 1, title: 'work' };
    const context = contextOf(fake);
    assert.deepEqual(timingOf(context, wanted, false), { ...facts, is: 'idle', limitMs: 5_000 });
    const settled = await fake.settle(fake.conductor(), 1);
    assert.deepEqual(timingOf(context, settled, false), { ...facts, is: 'ended' });
  });
});

/** What it looks at of the world of an operation. */
const contextOf = ({ store, clock }: FakeWorld): Context =>
  ({ store, clock }) as Pick<Context, 'store' | 'clock'> as Context;
