import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TaskRecord } from '../../src/core/task.ts';
import { Killed, killAt } from '../support/deaths.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';

/** What one conductor does from beginning to end, and what must be true after any crash in it. */
interface Story {
  readonly name: string;
  readonly options?: Parameters<typeof createFakeWorld>[0];
  /** Before anybody conducts. */
  prepare(fake: FakeWorld): void;
  /** Everything else, under a conductor that may be killed in the middle. */
  play(fake: FakeWorld, conductor: FakeConductor): Promise<void>;
  /** The same wishes again where the killed one never got to leave them. */
  repeat?(fake: FakeWorld): void;
  check(fake: FakeWorld): void;
}

const stories: readonly Story[] = [
  {
    name: 'a launch and a finish',
    prepare: (fake) => void fake.start(),
    async play(fake, conductor) {
      await conductor.tick();
      endAll(fake, 0);
      await fake.settle(conductor, 1);
    },
    check(fake) {
      assert.equal(fake.record(1).settled?.status, 'complete');
      assert.equal(begun(fake), 1);
      assert.equal(last(fake.record(1)).attempt, 1);
    },
  },
  {
    name: 'a cancel of a running task',
    prepare: (fake) => void fake.start({ retry: { retries: 3, delayMs: 0 } }),
    async play(fake, conductor) {
      await conductor.tick();
      fake.wish({ kind: 'cancel', tasks: [1] });
      await fake.settle(conductor, 1);
    },
    repeat(fake) {
      if (!fake.record(1).settled) fake.wish({ kind: 'cancel', tasks: [1] });
    },
    check(fake) {
      assert.equal(fake.record(1).settled?.status, 'cancelled');
      assert.ok(begun(fake) <= 1);
    },
  },
  {
    name: 'a failure that is retried, and then a retry by a person',
    prepare: (fake) => void fake.start({ retry: { retries: 1, delayMs: 0 } }),
    async play(fake, conductor) {
      await conductor.tick();
      endAll(fake, 1);
      await until(conductor, fake, () => fake.record(1).runs.length === 2);
      endAll(fake, 1);
      await fake.settle(conductor, 1);
      fake.wish({ kind: 'retry', task: 1 });
      await until(conductor, fake, () => fake.record(1).runs.at(-1)?.ask === 2);
      endAll(fake, 0);
      await fake.settle(conductor, 1);
    },
    repeat(fake) {
      const { settled, asked } = fake.record(1);
      if (settled && asked === 1) fake.wish({ kind: 'retry', task: 1 });
    },
    check(fake) {
      const { settled, asked, runs } = fake.record(1);
      assert.equal(settled?.status, 'complete');
      assert.equal(asked, 2);
      const counted = runs.filter(({ outcome }) => outcome?.reason !== 'launch');
      assert.deepEqual(
        counted.map(({ ask, attempt, outcome }) => [ask, attempt, outcome?.status]),
        [
          [1, 1, 'failed'],
          [1, 2, 'failed'],
          [2, 1, 'complete'],
        ],
      );
      assert.equal(begun(fake), 3);
    },
  },
  {
    name: 'a batch',
    prepare: (fake) =>
      void fake.wish({
        kind: 'batch',
        tasks: ['a', 'b', 'c'].map((prompt) => ({
          agent: 'coder',
          prompt,
          cwd: '/fake',
          priority: 0,
        })),
      }),
    async play(fake, conductor) {
      await until(conductor, fake, () => fake.launcher.runs.length === 3);
      endAll(fake, 0);
      for (const number of fake.store.tasks.numbers()) await fake.settle(conductor, number);
    },
    check(fake) {
      const records = fake.store.tasks.numbers().map(fake.record);
      assert.deepEqual(records.map(({ prompt }) => prompt).sort(), ['a', 'b', 'c']);
      assert.deepEqual(
        records.map(({ settled }) => settled?.status),
        ['complete', 'complete', 'complete'],
      );
      assert.equal(begun(fake), 3);
    },
  },
  {
    name: 'a question and its answer',
    options: {
      onOpen: ({ folder }) => ask(folder),
    },
    prepare: (fake) => {
      asking = fake;
      fake.start({ timeoutMs: 600_000 });
    },
    async play(fake, conductor) {
      await conductor.tick();
      await conductor.tick();
      fake.wish({ kind: 'answer', request: 1, answer: 'blue' });
      await conductor.tick();
      endAll(fake, 0);
      await fake.settle(conductor, 1);
    },
    repeat(fake) {
      const request = fake.store.requests.read(1);
      if (request && !request.answer) fake.wish({ kind: 'answer', request: 1, answer: 'blue' });
    },
    check(fake) {
      assert.equal(fake.record(1).settled?.status, 'complete');
      assert.equal(begun(fake), 1);
      const { root, store, disk } = fake;
      const run = last(fake.record(1)).run;
      assert.deepEqual(store.requests.numbers(), [1], 'one request for one ask');
      assert.match(disk.read(`${root}/runs/${run}/in/answer-1.json`) ?? '', /"answer": "blue"/);
      assert.equal(store.requests.read(1)?.closed?.as, 'answered');
    },
  },
];

let asking: FakeWorld | undefined;

function ask(folder: string): void {
  asking?.disk.put(`${folder}/out/ask-1.json`, '{"question":"which color?"}');
}

describe('a conductor killed at any effect', () => {
  for (const story of stories) {
    it(`of ${story.name} is followed by one who brings it to the same end`, async () => {
      const effects: string[] = [];
      await play(story, effects, undefined);
      assert.ok(effects.length > 10);
      for (let effect = 1; effect <= effects.length; effect += 1)
        for (const when of ['before', 'after'] as const)
          await play(story, [], { when, effect }).catch((error: Error) => {
            const where = `killed ${when} effect ${effect}, ${effects[effect - 1]}`;
            error.message = `${where}: ${error.message}`;
            throw error;
          });
    });
  }
});

async function play(
  story: Story,
  effects: string[],
  at: { when: 'before' | 'after'; effect: number } | undefined,
): Promise<void> {
  const fake = createFakeWorld(story.options);
  story.prepare(fake);
  fake.conductor().leave(); // So that nothing is found only because nobody ever counted.
  const failpoints = killAt(effects, at);
  let first: FakeConductor | undefined;
  try {
    first = fake.conductor(failpoints);
    await story.play(fake, first);
    assert.equal(at, undefined, 'nobody was killed');
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    first?.die();
    const second = fake.conductor();
    await second.tick();
    story.repeat?.(fake);
    await finish(fake, second, story);
  }
  story.check(fake);
  checkWorld(fake);
}

/** The follower carries on: agents that still run end, and a person asks for what was not done. */
async function finish(fake: FakeWorld, conductor: FakeConductor, story: Story): Promise<void> {
  const { store } = fake;
  for (let passes = 0; passes < 60; passes += 1) {
    if (store.intents.open().length === 0) story.repeat?.(fake);
    const isOver = store.tasks.numbers().every((number) => fake.record(number).settled);
    if (isOver && store.intents.open().length === 0) break;
    await conductor.tick();
    assertSingle(fake);
    if (passes % 4 === 3) endAll(fake, exitOf(fake));
    fake.clock.pass(1_000);
  }
}

/** A task that is retried fails until a person has asked for it again. */
const exitOf = (fake: FakeWorld): number => {
  const task = fake.record(fake.store.tasks.numbers()[0] ?? 1);
  return task.retry?.retries === 1 && task.asked === 1 ? 1 : 0;
};

/** Never two live runs of one task. */
function assertSingle({ launcher }: FakeWorld): void {
  const alive = launcher.runs.filter(({ state }) => state !== 'over' && state !== 'gated');
  const tasks = alive.map(({ command }) => command.environment['ORCHESTRA_TASK_ID']);
  assert.equal(new Set(tasks).size, tasks.length, `two live runs of one task: ${tasks.join(' ')}`);
}

/** What holds at the end of every story. */
function checkWorld(fake: FakeWorld): void {
  const { store, launcher } = fake;
  assert.deepEqual(
    launcher.runs.map(({ state }) => state),
    launcher.runs.map(() => 'over'),
    'no run is left',
  );
  for (const number of store.tasks.numbers()) {
    const { runs, settled } = fake.record(number);
    for (const { run, outcome } of runs)
      assert.equal(store.runs.verdict(run)?.status, outcome?.status, `verdict of run ${run}`);
    const days = store.queue.days().flatMap((day) => store.queue.finishedOn(day));
    const shown = days.filter((entry) => entry.number === number).map(({ status }) => status);
    assert.deepEqual(shown, [settled?.status], `the index shows task ${number} once`);
  }
  for (const folder of ['pending', 'blocked', 'awaiting', 'running'] as const)
    assert.deepEqual(store.queue.live(folder), [], `queue/${folder} is empty`);
  const counted = store.queue.head();
  const total = (counted?.complete ?? 0) + (counted?.failed ?? 0) + (counted?.cancelled ?? 0);
  assert.equal(total, store.tasks.numbers().length, 'the head counts each task once');
  assert.deepEqual(store.intents.open(), [], 'every wish is answered');
}

async function until(
  conductor: FakeConductor,
  fake: FakeWorld,
  isSo: () => boolean,
): Promise<void> {
  for (let passes = 0; passes < 60; passes += 1) {
    if (isSo()) return;
    await conductor.tick();
    fake.clock.pass(500);
  }
  assert.ok(isSo(), 'it never came to that');
}

const endAll = (fake: FakeWorld, exit: number): void => {
  for (const { command, state } of fake.launcher.runs)
    if (state === 'alive') fake.launcher.end(command.token, exit);
};

const begun = ({ launcher }: FakeWorld): number =>
  launcher.runs.filter(({ opened }) => opened).length;

const last = (task: TaskRecord) => task.runs.at(-1) ?? assert.fail('it has no run');
