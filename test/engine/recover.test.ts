import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { orderOf } from '../../src/core/layout.ts';
import { repairsOf } from '../../src/core/recovery.ts';
import { Killed, killAt } from '../support/deaths.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';

describe('the wish to recover', () => {
  it('mends what it finds, and finds nothing the second time', async () => {
    const fake = await brokenWorld();
    const files = fake.disk.paths();
    const conductor = fake.conductor();
    const first = await recover(fake, conductor);
    assert.ok(first.length > 8, first.join('\n'));
    assert.deepEqual(await recover(fake, conductor), []);
    check(fake, files);
  });

  it('killed before and after each of its effects, is carried out by who follows', async () => {
    const effects: string[] = [];
    await play(await brokenWorld(), effects, undefined);
    assert.ok(effects.length > 20, `${effects.length} effects`);
    for (let effect = 1; effect <= effects.length; effect += 1)
      for (const when of ['before', 'after'] as const)
        await play(await brokenWorld(), [], { when, effect }).catch((error: Error) => {
          error.message = `killed ${when} effect ${effect}, ${effects[effect - 1]}: ${error.message}`;
          throw error;
        });
  });

  it('of the index alone touches nothing else', async () => {
    const fake = await brokenWorld();
    const conductor = fake.conductor();
    await recover(fake, conductor, 'index');
    assert.ok(fake.disk.exists(`${fake.root}/runs/50`));
    assert.ok(fake.disk.exists(`${fake.root}/tasks/task_77.done`));
    assert.deepEqual(left(fake, 'index'), []);
  });

  it('does not disturb what runs, even where its record was the only thing left of it', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    const { number } = fake.start();
    await conductor.tick();
    const record = fake.record(number);
    fake.disk.remove(`${fake.root}/queue/running/${orderOf(record)}`);
    fake.disk.put(`${fake.root}/tasks/task_77.done`, '');
    await recover(fake, conductor);
    assert.equal(fake.launcher.runs.length, 1);
    assert.deepEqual(
      fake.store.queue.live('running').map((one) => one.number),
      [number],
    );
    endAll(fake);
    assert.equal((await fake.settle(conductor, number)).settled?.status, 'complete');
    assert.equal(fake.launcher.runs.length, 1);
  });

  it('ends what is alive of a run that no record names, before its folder is moved', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    const { number } = fake.start();
    await conductor.tick();
    const [run] = fake.launcher.runs;
    assert.equal(run?.state, 'alive');
    fake.launcher.escape(run.command.token, 2);
    fake.store.tasks.forget([number]);
    await recover(fake, conductor);
    assert.equal(run.state, 'over');
    assert.equal(run.strays, 0);
    assert.ok(!fake.disk.exists(`${fake.root}/runs/1`));
    assert.equal(fake.store.runs.next(0), 2, 'its number is not given again');
    assert.deepEqual(await recover(fake, conductor), []);
  });

  it('leaves a run that cannot be seen, until a person vouches that it is gone', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    const { number } = fake.start();
    await conductor.tick();
    const [run] = fake.launcher.runs;
    fake.launcher.hide(run?.command.token ?? '');
    fake.store.tasks.forget([number]);
    const refused = (await answers(fake, conductor)).find(({ ok }) => ok === 'no');
    assert.match(refused?.message ?? '', /but nobody can tell from here .* touch .*runs\/1\/gone$/);
    assert.ok(fake.disk.exists(`${fake.root}/runs/1`));
    fake.store.runs.vouchGone(1, fake.clock.now().at);
    const [moved] = await answers(fake, conductor);
    assert.equal(moved?.ok, 'yes');
    assert.deepEqual(left(fake), []);
  });
});

describe('a run of which a person vouches that it is gone', () => {
  it('is lost, and is tried again where that is wanted', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    const { number } = fake.start({ retry: { retries: 1, delayMs: 0 } });
    await conductor.tick();
    const [run] = fake.launcher.runs;
    fake.launcher.hide(run?.command.token ?? '');
    for (let passes = 0; passes < 5; passes += 1) await conductor.tick();
    assert.equal(fake.record(number).runs[0]?.outcome, undefined, 'unknown is never dead');
    fake.store.runs.vouchGone(1, fake.clock.now().at);
    await conductor.tick();
    fake.clock.pass(1_000);
    await conductor.tick();
    assert.equal(fake.record(number).runs[0]?.outcome?.reason, 'lost');
    endAll(fake);
    const { settled, runs } = await fake.settle(conductor, number);
    assert.deepEqual([settled?.status, runs.length], ['complete', 2]);
  });

  it('goes on all the same where it can be seen alive', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    const { number } = fake.start();
    await conductor.tick();
    fake.store.runs.vouchGone(1, fake.clock.now().at);
    await conductor.tick();
    assert.equal(fake.record(number).runs[0]?.outcome, undefined);
    endAll(fake);
    assert.equal((await fake.settle(conductor, number)).settled?.status, 'complete');
  });
});

/** Two finished tasks, one that waits, and everything that can be out of order. */
async function brokenWorld(): Promise<FakeWorld> {
  const fake = createFakeWorld();
  const { disk, root } = fake;
  const first = fake.conductor();
  for (const number of [fake.start().number, fake.start().number]) {
    await first.tick();
    endAll(fake);
    await fake.settle(first, number);
  }
  fake.start({ hold: true });
  await first.tick();
  first.leave();
  const [day = ''] = fake.store.queue.days();
  disk.remove(`${root}/queue/finished/${day}/1.complete`);
  disk.put(`${root}/queue/finished/${day}/2.failed`, '');
  disk.put(`${root}/queue/finished/${day}/9.failed`, '');
  disk.remove(`${root}/queue/blocked/${orderOf(fake.record(3))}`);
  disk.grow(`${root}/runs/50`);
  disk.put(`${root}/runs/1/verdict.json`, '{');
  disk.put(`${root}/tasks/task_77.done`, 'by nobody');
  disk.put(`${root}/tasks/task_5.json`, '{ "version": 1');
  disk.put(`${root}/requests/r3.json`, '');
  disk.put(`${root}/tmp/1.x.task_4.json`, '{');
  disk.put(`${root}/intents/hello`, 'world');
  fake.clock.pass(2 * 3_600_000);
  return fake;
}

async function play(
  fake: FakeWorld,
  effects: string[],
  at: { when: 'before' | 'after'; effect: number } | undefined,
): Promise<void> {
  const files = fake.disk.paths();
  fake.wish({ kind: 'recover', scope: 'all' });
  let first: FakeConductor | undefined;
  try {
    first = fake.conductor(killAt(effects, at));
    await first.tick();
    assert.equal(at, undefined, 'nobody was killed');
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    first?.die();
    await fake.conductor().tick();
  }
  check(fake, files);
}

/** Nothing is out of order, nothing runs, and whatever was moved is in quarantine. */
function check(fake: FakeWorld, before: readonly string[]): void {
  assert.deepEqual(left(fake), []);
  assert.deepEqual(fake.store.intents.open(), []);
  const { complete, failed } = fake.store.queue.head() ?? {};
  assert.deepEqual([complete, failed], [2, 0]);
  const aside = fake.store.quarantined().map((name) => name.replace(/\.\d{10,}/, ''));
  assert.deepEqual(aside.sort(), [
    `finished.${fake.store.queue.days()[0]}.9.failed`,
    'intent.hello',
    'request_r3.json',
    'run_1.verdict.json',
    'run_50',
    'task_5.json',
    'task_77.done',
    'tmp.1.x.task_4.json',
  ]);
  assert.deepEqual(
    before.filter((path) => /\/runs\/[1-3]\//.test(path) && !fake.disk.exists(path)),
    [`${fake.root}/runs/1/verdict.json`],
    'of the runs that records name nothing else is moved',
  );
  assert.equal(fake.store.tasks.create((number) => ({ ...fake.record(3), number }), 3).number, 6);
}

async function answers(fake: FakeWorld, conductor: FakeConductor, scope: 'all' | 'index' = 'all') {
  const order = fake.wish({ kind: 'recover', scope });
  await conductor.tick({ launches: false });
  return fake.store.intents.answered(order)?.results ?? assert.fail('it was not answered');
}

const recover = async (fake: FakeWorld, conductor: FakeConductor, scope: 'all' | 'index' = 'all') =>
  (await answers(fake, conductor, scope)).map(({ ok, message }) => {
    assert.equal(ok, 'yes', message);
    return message;
  });

const left = ({ store, clock }: FakeWorld, scope: 'all' | 'index' = 'all') =>
  repairsOf(store.recovery.survey(Date.parse(clock.now().at)), scope).map(({ says }) => says);

const endAll = (fake: FakeWorld): void => {
  for (const { command, state } of fake.launcher.runs)
    if (state === 'alive') fake.launcher.end(command.token, 0);
};
