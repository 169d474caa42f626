import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import type { Answered } from '../../src/core/intent.ts';
import { createFakeWorld, type FakeWorld } from '../support/fake-world.ts';
import { killAnywhere } from '../support/kill-anywhere.ts';

/** Every run ends at once: of the first task badly, of all others well. */
const quick = (): FakeWorld =>
  createFakeWorld({
    onOpen: ({ command }, launcher) =>
      launcher.end(command.token, command.environment['ORCHESTRA_TASK_NUMBER'] === '1' ? 1 : 0),
  });

/** A world in which so many tasks have ended, each with a run, and nobody conducts. */
async function finished(count: number): Promise<FakeWorld> {
  const fake = quick();
  const conductor = fake.conductor();
  for (let number = 1; number <= count; number += 1) {
    fake.start();
    await fake.settle(conductor, number);
  }
  conductor.leave();
  return fake;
}

/** What the first task may have left in every corner. */
function litter(fake: FakeWorld): void {
  for (const path of ['plans/task_1_plan.md', 'logs/task_1.log', 'tasks/task_1.error'])
    fake.disk.put(`${fake.root}/${path}`, 'left');
  fake.disk.put(`${fake.root}/runs/1/out/deep/er`, 'left');
  const since = fake.clock.now();
  fake.store.requests.create(
    (number) => ({
      version: 1,
      number,
      run: 1,
      task: 1,
      ask: 1,
      kind: 'question',
      question: 'which?',
      since,
      closed: { as: 'superseded', at: since.at },
    }),
    0,
  );
}

const indexed = ({ store }: FakeWorld): number[] =>
  store.queue
    .days()
    .flatMap((day) => store.queue.finishedOn(day).map(({ number }) => number))
    .sort((a, b) => a - b);

const answerOf = (fake: FakeWorld, order: string): Answered['results'] =>
  fake.store.intents.answered(order)?.results ?? assert.fail('it was not answered');

/** Leaves the wish and has somebody carry it out. */
async function cleaned(fake: FakeWorld, tasks: number[]): Promise<Answered['results']> {
  const order = fake.wish({ kind: 'clean', tasks });
  const conductor = fake.conductor();
  await conductor.tick();
  conductor.leave();
  return answerOf(fake, order);
}

describe('a clean', () => {
  it('removes nothing while a task that may wait for it cannot be read', async () => {
    const fake = await finished(1);
    const { number } = fake.start({ after: [1] });
    const path = `${fake.root}/tasks/task_${number}.json`;
    const text = fake.disk.read(path) ?? '';
    fake.disk.put(path, text.replace('"version": 1', '"version": 2'));
    const [kept] = await cleaned(fake, [1]);
    assert.deepEqual(
      [kept?.ok, kept?.message],
      ['no', 'task_1 is kept: task_2 cannot be read, and may wait for it'],
    );
    fake.disk.put(path, text);
    const [waited] = await cleaned(fake, [1]);
    assert.deepEqual(waited?.message, 'task_1 is kept: task_2 waits for it');
  });

  it('killed at any effect is carried on: all is gone, the counts add up, no number comes back', async () => {
    let order = '';
    const effects = await killAnywhere(
      async () => {
        const fake = await finished(3);
        litter(fake);
        order = fake.wish({ kind: 'clean', tasks: [1, 3] });
        return fake;
      },
      async (fake) => {
        const { store, disk, root } = fake;
        assert.deepEqual(
          answerOf(fake, order).map(({ ok, task }) => [ok, task]),
          [
            ['yes', 1],
            ['yes', 3],
          ],
        );
        assert.deepEqual(store.tasks.numbers(), [2]);
        assert.deepEqual(indexed(fake), [2]);
        const { complete, failed, cancelled, last } = store.queue.head() ?? assert.fail();
        assert.deepEqual([complete, failed, cancelled], [1, 0, 0]);
        assert.deepEqual(
          last.map(({ number }) => number),
          [2],
        );
        const traces = /task_[13]\b|\/runs\/[13]\b|\/requests\/r/;
        assert.deepEqual(
          disk.paths().filter((path) => traces.test(path)),
          [],
        );
        assert.ok(disk.exists(`${root}/runs/2/verdict.json`));
        assert.equal(fake.start().number, 4);
        const conductor = fake.conductor();
        assert.equal((await fake.settle(conductor, 4)).runs.at(-1)?.run, 4);
        assert.equal(store.requests.create((number) => ({ ...request, number }), 0).number, 2);
      },
    );
    for (const effect of ['erase runs', 'erase queue/finished/complete', 'erase tasks/task.json'])
      assert.ok(effects.includes(effect), effect);
    const [floor = 0, runs = 0, record = 0] = [
      'replace tasks/floor',
      'erase runs',
      'erase tasks/task.json',
    ].map((effect) => effects.indexOf(effect));
    assert.ok(floor < runs && runs < record, 'numbers first, records last');
  });

  it('leaves what is not finished, what a live task waits for, and what never was, and says why', async () => {
    const fake = await finished(3);
    fake.start({ after: [2], hold: true });
    fake.start({ hold: true });
    const results = await cleaned(fake, [1, 2, 4, 5, 9, 1]);
    assert.deepEqual(
      results.map(({ ok, task, message }) => [ok, task, message]),
      [
        ['yes', 1, 'task_1 is removed'],
        ['no', 2, 'task_2 is kept: task_4 waits for it'],
        ['no', 4, 'task_4 is blocked; only a finished task can be removed or archived'],
        ['no', 5, 'task_5 is blocked; only a finished task can be removed or archived'],
        ['no', 9, 'there is no task_9'],
      ],
    );
    assert.deepEqual(fake.store.tasks.numbers(), [2, 3, 4, 5]);
  });

  it('does not take one that a person asked to run again a moment before', async () => {
    const fake = await finished(2);
    const conductor = fake.conductor();
    fake.wish({ kind: 'retry', task: 2 });
    const order = fake.wish({ kind: 'clean', tasks: [2] });
    await conductor.tick({ launches: false });
    assert.equal(answerOf(fake, order)[0]?.ok, 'no');
    assert.equal((await fake.settle(conductor, 2)).asked, 2);
  });

  it('tells how many bytes it freed', async () => {
    const fake = await finished(1);
    fake.disk.put(`${fake.root}/runs/1/stdout`, 'x'.repeat(5_000));
    const [result] = await cleaned(fake, [1]);
    assert.ok((result?.bytes ?? 0) > 5_000, JSON.stringify(result));
  });

  it('skips a damaged record with a word, and takes its entry away when asked again', async () => {
    const fake = await finished(2);
    fake.disk.put(`${fake.root}/tasks/task_2.json`, '{"version": 1');
    const [yes, no] = await cleaned(fake, [2, 1]);
    assert.match(no?.message ?? '', /^the record of task_2 cannot be read; orchestra doctor/);
    assert.deepEqual([no?.ok, yes?.ok], ['no', 'yes']);
    assert.deepEqual(indexed(fake), [2]);
    assert.equal((await cleaned(fake, [2]))[0]?.ok, 'yes');
    assert.deepEqual(indexed(fake), []);
    assert.equal(fake.store.queue.head()?.complete, 0);
  });

  it('takes nothing of a task whose record stands under the number of another', async () => {
    const fake = await finished(2);
    const copy = fake.disk.read(`${fake.root}/tasks/task_1.json`) ?? '';
    fake.disk.put(`${fake.root}/tasks/task_7.json`, copy);
    const [result] = await cleaned(fake, [7]);
    assert.deepEqual(result, {
      ok: 'no',
      task: 7,
      message: 'the record of task_7 is that of task_1',
    });
    assert.ok(fake.disk.exists(`${fake.root}/runs/1/verdict.json`));
    assert.deepEqual(indexed(fake), [1, 2]);
  });

  it('keeps a task of which the system refuses something, goes on with the others, and can be asked again', async () => {
    const fake = await finished(2);
    const refused = `${fake.root}/runs/1`;
    const { erase } = fake.disk;
    fake.disk.erase = (path) => {
      if (path === refused)
        throw new Failure('unavailable', `cannot remove ${path}: permission denied`);
      return erase(path);
    };
    const [no, yes] = await cleaned(fake, [1, 2]);
    assert.equal(no?.message, `task_1: cannot remove ${refused}: permission denied`);
    assert.deepEqual([no?.ok, yes?.ok], ['no', 'yes']);
    assert.deepEqual([fake.store.tasks.numbers(), indexed(fake)], [[1], [1]]);
    fake.disk.erase = erase;
    assert.equal((await cleaned(fake, [1]))[0]?.ok, 'yes');
    assert.deepEqual(indexed(fake), []);
  });

  it('of many beats the heart of a lock that others can only hear', async () => {
    const fake = await finished(1);
    const conductor = fake.conductor();
    let beats = 0;
    Object.assign(conductor.state.lease, { heartbeatMs: 5_000, beat: () => (beats += 1) });
    const order = fake.wish({
      kind: 'clean',
      tasks: Array.from({ length: 1_000 }, (_, at) => at + 1),
    });
    await conductor.tick();
    assert.ok(beats >= 10, String(beats));
    assert.equal(answerOf(fake, order).length, 1_000);
  });
});

const request = {
  version: 1,
  run: 2,
  task: 2,
  ask: 1,
  kind: 'question',
  question: 'which?',
  since: { bootId: 'boot-1', monotonicMs: 1, at: '2026-01-01T00:00:00.000Z' },
} as const;
