import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { layout } from '../../src/core/layout.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import type { FakeWorld } from '../support/fake-world.ts';
import { beginHistory, type History } from '../support/history.ts';
import { numberOption } from '../support/tiers.ts';

// npm run simulate -- --seed 42 --steps 2000 --histories 1
const seed = numberOption('simulate', 'seed');
const steps = numberOption('simulate', 'steps');
const histories = numberOption('simulate', 'histories');
const passesMax = 2_000;

describe(`the real engine, ${steps} random steps over a disk in memory`, () => {
  for (let one = seed; one < seed + histories; one += 1)
    it(`keeps its promises with seed ${one}`, async (t) => {
      const history = beginHistory(one);
      const told = remember(history);
      for (let step = 1; step <= steps; step += 1) {
        const what = await history.step();
        told.check(`seed ${one}, step ${step}, ${what}`);
      }
      await calmDown(history, told);
      checkEnd(history);
      await checkThatNothingIsDone(history);
      const { launcher, store } = history.fake;
      const runs = launcher.runs.filter(({ opened }) => opened).length;
      t.diagnostic(`${store.tasks.numbers().length} tasks, ${runs} runs, ${history.kills} kills`);
    });
});

/** What must hold at every moment, with what was seen before. */
function remember({ fake, live }: History) {
  const verdicts = new Map<number, string>();
  const cancelled = new Map<number, { by: string; runs: number }>();
  let highest = 0;
  return {
    check(when: string): void {
      const running = live().map(({ command }) => command.environment['ORCHESTRA_TASK_NUMBER']);
      assert.equal(new Set(running).size, running.length, `${when}: two runs of a task are alive`);

      const records = recordsOf(fake);
      assert.ok(records.length >= highest, `${when}: a task is lost`);
      highest = records.length;
      for (const task of records) checkRecord(fake, task, cancelled, when);
      for (const run of runNumbers(fake)) {
        const text = fake.disk.read(fake.store.runs.path(run, 'verdict.json'));
        const before = verdicts.get(run);
        if (before !== undefined) assert.equal(text, before, `${when}: a verdict has changed`);
        if (text !== undefined) verdicts.set(run, text);
      }
    },
  };
}

function checkRecord(
  fake: FakeWorld,
  task: TaskRecord,
  cancelled: Map<number, { by: string; runs: number }>,
  when: string,
): void {
  const told = `${when}: ${JSON.stringify(task)}`;
  for (const { run, outcome } of task.runs) {
    const verdict = fake.store.runs.verdict(run);
    if (outcome) assert.equal(verdict?.status, outcome.status, told);
    if (task.settled) assert.ok(outcome, told);
    if (verdict) assert.equal(verdict.task, task.number, told);
  }
  assert.ok(
    task.runs.slice(0, -1).every(({ outcome }) => outcome),
    told,
  );

  const before = cancelled.get(task.number);
  if (!task.cancelled) cancelled.delete(task.number);
  else if (before?.by === task.cancelled.by)
    assert.equal(task.runs.length, before.runs, `${told} was cancelled and runs again`);
  else cancelled.set(task.number, { by: task.cancelled.by, runs: task.runs.length });
}

/** Nobody is killed any more and every agent succeeds: then everything must come to its end. */
async function calmDown(history: History, told: ReturnType<typeof remember>): Promise<void> {
  const { fake } = history;
  for (let pass = 1; pass <= passesMax; pass += 1) {
    if (pass === 1) history.kill(); // Whoever comes next finds what nobody accounted for.
    const did = await history.tick();
    told.check(`pass ${pass} of the end`);
    const isOver = recordsOf(fake).every(({ settled }) => settled) && history.live().length === 0;
    if (isOver && !did && fake.store.intents.open().length === 0) return;
    for (const { command, opened, state } of history.live())
      if (opened && state !== 'over') fake.launcher.end(command.token, 0);
    fake.clock.pass(1_000);
  }
  const left = recordsOf(fake).filter(({ settled }) => !settled);
  assert.fail(`not settled after ${passesMax} passes: ${JSON.stringify(left)}`);
}

function checkEnd({ fake }: History): void {
  const named = new Set<number>();
  for (const task of recordsOf(fake)) {
    const told = JSON.stringify(task);
    for (const { run, ask, attempt } of task.runs) {
      assert.ok(!named.has(run), `two tasks name run ${run}`);
      named.add(run);
      assert.ok(ask <= task.asked && attempt <= 1 + (task.retry?.retries ?? 0), told);
    }
    const ran = task.runs.filter(({ run }) => fake.store.runs.verdict(run)?.by !== 'launch');
    if (task.settled?.status === 'complete') assert.ok(ran.length > 0, told);
  }
  for (const { command, opened } of fake.launcher.runs) {
    const run = runNumbers(fake).find((one) => fake.store.runs.spec(one)?.token === command.token);
    assert.ok(run !== undefined && named.has(run), 'a run belongs to no task');
    const { by } = fake.store.runs.verdict(run) ?? {};
    assert.ok(by === 'stop' || opened === (by !== 'launch'), `run ${run} is judged by ${by}`);
  }
  for (const folder of ['pending', 'blocked', 'awaiting', 'running'] as const)
    assert.deepEqual(fake.store.queue.live(folder), []);
  checkCounts(fake);
}

/** The index names each task once, as its record does, and the head has counted it so. */
function checkCounts({ store, ...fake }: FakeWorld): void {
  const { queue } = store;
  const finished = queue.days().flatMap((day) => queue.finishedOn(day));
  const wanted = recordsOf({ store, ...fake }).map(({ number, settled }) => ({
    number,
    status: settled?.status,
  }));
  assert.deepEqual(
    finished.sort((a, b) => a.number - b.number),
    wanted,
  );
  const head = queue.head() ?? assert.fail('the head is in doubt');
  for (const status of ['complete', 'failed', 'cancelled'] as const)
    assert.equal(head[status], wanted.filter((one) => one.status === status).length);
}

/** Looking at what is settled changes nothing; taking over renews but the lock and the caches. */
async function checkThatNothingIsDone(history: History): Promise<void> {
  const { fake, kill, tick } = history;
  const caches = [layout.lock, layout.head, layout.journal, layout.temporary];
  const settled = contentOf(fake, []);
  const records = contentOf(fake, caches);
  for (let pass = 1; pass <= 3; pass += 1) {
    fake.clock.pass(60_000);
    assert.equal(await tick(), false);
  }
  assert.deepEqual(contentOf(fake, []), settled);
  kill();
  assert.equal(await tick(), false);
  assert.deepEqual(contentOf(fake, caches), records);
  checkCounts(fake);
}

const recordsOf = ({ store }: FakeWorld): TaskRecord[] =>
  store.tasks
    .numbers()
    .sort((a, b) => a - b)
    .map((number) => store.tasks.read(number) ?? assert.fail(`task ${number} cannot be read`));

const runNumbers = ({ disk, root }: FakeWorld): number[] =>
  disk
    .list(`${root}/${layout.runs}`)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

const contentOf = ({ disk, root }: FakeWorld, without: readonly string[]): string[] =>
  disk
    .paths()
    .filter((path) => !without.some((part) => path.startsWith(`${root}/${part}`)))
    .map((path) => `${path} ${disk.size(path) > 0 ? disk.read(path) : ''}`);
