import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IntentOf } from '../../src/core/intent.ts';
import type { Request } from '../../src/core/request.ts';
import type { NewTask } from '../../src/core/task.ts';
import { Killed, killOn } from '../support/deaths.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';
import { killAnywhere } from '../support/kill-anywhere.ts';

type Answer = Omit<IntentOf<'answer'>, 'version' | 'at'>;

const answering = (answer: unknown, request = 1): Answer => ({
  kind: 'answer',
  request,
  answer,
  who: 'ada',
});
const approving = (note?: string): Answer =>
  answering({ decision: 'approve', ...(note !== undefined && { note }) });
const rejecting = (note: string): Answer => answering({ decision: 'reject', note });

/** A world with one task that must be approved, and what a pass makes of it. */
async function asked(wanted: Partial<NewTask> = {}) {
  const fake = createFakeWorld({
    onOpen: ({ command }, launcher) => launcher.end(command.token, 0),
  });
  const conductor = fake.conductor();
  fake.start({ approve: true, title: 'Deploy', ...wanted });
  await conductor.tick();
  return { fake, conductor };
}

/** Leaves the wish, has it carried out, and answers with what was said. */
async function told(fake: FakeWorld, conductor: FakeConductor, wish: Answer): Promise<string> {
  const order = fake.wish(wish);
  await conductor.tick();
  const [result] = fake.store.intents.answered(order)?.results ?? [];
  return `${result?.ok}: ${result?.message}`;
}

const shownIn = ({ store }: FakeWorld, folder: 'awaiting' | 'pending'): number[] =>
  store.queue.live(folder).map(({ number }) => number);
const requests = ({ store }: FakeWorld): (Request | undefined)[] =>
  store.requests.numbers().map((number) => store.requests.read(number));
const closedAs = (fake: FakeWorld): (string | undefined)[] =>
  requests(fake).map((request) => request?.closed?.as);

describe('a task that must be approved', () => {
  it('is not said to be approved where its question was taken back before that had an effect', async () => {
    const { fake, conductor } = await asked();
    conductor.leave();
    const order = fake.wish(approving());
    const request = fake.store.requests.read(1);
    assert.ok(request);
    const now = fake.clock.now();
    const answer = { by: order, at: now, value: { decision: 'approve' } };
    fake.store.requests.replace({ ...request, answer, closed: { at: now.at, as: 'superseded' } });
    await fake.conductor().tick();
    const [result] = fake.store.intents.answered(order)?.results ?? [];
    assert.deepEqual([result?.ok, result?.message], ['no', 'task_1 does not wait for r1 any more']);
    assert.equal(fake.launcher.runs.length, 0);
  });

  it('is asked for once, holds no slot, and starts when a person has said yes', async () => {
    const { fake, conductor } = await asked();
    for (let passes = 0; passes < 3; passes += 1) await conductor.tick();
    const [request, ...more] = requests(fake);
    assert.deepEqual(more, []);
    assert.equal(request?.kind, 'approval');
    assert.equal(request?.task, 1);
    assert.equal(request?.question, 'May it start?');
    assert.deepEqual(shownIn(fake, 'awaiting'), [1]);
    assert.equal(fake.launcher.runs.length, 0);

    assert.equal(await told(fake, conductor, approving('go on')), 'yes: task_1 is approved');
    const { approved } = fake.record(1);
    const { at = '' } = approved ?? {};
    assert.deepEqual(approved, { request: 1, by: 'ada', at, note: 'go on' });
    assert.equal(requests(fake)[0]?.answer?.who, 'ada');
    assert.equal((await fake.settle(conductor, 1)).settled?.status, 'complete');
    assert.deepEqual(closedAs(fake), ['answered']);
  });

  it('and is rejected is cancelled, with who said why; another run is asked for anew', async () => {
    const { fake, conductor } = await asked();
    assert.equal(await told(fake, conductor, rejecting('on a Friday?')), 'yes: task_1 is rejected');
    const { settled } = fake.record(1);
    assert.equal(settled?.status, 'cancelled');
    assert.equal(settled?.reason, 'rejected');
    assert.equal(settled?.message, 'rejected by ada: on a Friday?');

    fake.wish({ kind: 'retry', task: 1 });
    await conductor.tick();
    await conductor.tick();
    assert.deepEqual(closedAs(fake), ['answered', undefined]);
    assert.deepEqual(shownIn(fake, 'awaiting'), [1]);
  });

  it('and was approved is asked for again when somebody wants another run', async () => {
    const { fake, conductor } = await asked();
    await told(fake, conductor, approving());
    await fake.settle(conductor, 1);
    fake.wish({ kind: 'retry', task: 1 });
    for (let passes = 0; passes < 3; passes += 1) await conductor.tick();
    assert.equal(fake.record(1).approved, undefined);
    assert.deepEqual(shownIn(fake, 'awaiting'), [1]);
    assert.equal(fake.launcher.runs.length, 1);
    assert.deepEqual(closedAs(fake), ['answered', undefined]);
  });

  it('needs no other word for an attempt that follows by itself', async () => {
    let exit = 1;
    const fake = createFakeWorld({
      onOpen: ({ command }, launcher) => launcher.end(command.token, exit),
    });
    const conductor = fake.conductor();
    fake.start({ approve: true, retry: { retries: 1, delayMs: 0 } });
    await conductor.tick();
    await told(fake, conductor, approving());
    exit = 0;
    const { settled, runs } = await fake.settle(conductor, 1);
    assert.equal(settled?.status, 'complete');
    assert.equal(runs.length, 2);
    assert.equal(requests(fake).length, 1);
  });

  const ends: readonly (readonly [what: string, act: (fake: FakeWorld) => void])[] = [
    ['is cancelled', (fake) => void fake.wish({ kind: 'cancel', tasks: [1] })],
    [
      'has lost what it waits for',
      (fake) => {
        const task = fake.record(1);
        fake.store.tasks.replace({ ...task, after: [2] });
      },
    ],
  ];
  for (const [what, act] of ends)
    it(`and ${what} asks nobody any more`, async () => {
      const { fake, conductor } = await asked();
      conductor.leave();
      act(fake);
      const second = fake.conductor();
      await fake.settle(second, 1);
      assert.deepEqual(closedAs(fake), ['superseded']);
      const said = await told(fake, second, approving());
      assert.equal(said, 'no: task_1 does not wait for r1 any more');
      assert.equal(fake.launcher.runs.length, 0);
    });

  it('asks when it is put into the queue, and not as a draft or on hold', async () => {
    for (const kept of [{ draft: true }, { hold: true }] as const) {
      const { fake, conductor } = await asked(kept);
      assert.deepEqual(requests(fake), []);
      conductor.leave();
      fake.store.tasks.replace({ ...fake.record(1), draft: false, hold: false });
      fake.store.queue.enter('pending', '0999-0000000001-1');
      await fake.conductor().tick();
      assert.deepEqual(closedAs(fake), [undefined]);
    }
  });

  it('is decided by a decision alone, and by the first of them', async () => {
    const { fake, conductor } = await asked();
    const no = 'no: r1 is to be approved or rejected';
    for (const answer of ['yes', true, { decision: 'maybe' }, { decision: 'approve', by: 'me' }])
      assert.equal(await told(fake, conductor, answering(answer)), no);
    await told(fake, conductor, approving());
    const late = await told(fake, conductor, rejecting('too late'));
    assert.equal(late, 'no: r1 was approved already, by ada');
    assert.equal((await fake.settle(conductor, 1)).settled?.status, 'complete');
    const nobody = await told(fake, conductor, answering({ decision: 'approve' }, 9));
    assert.equal(nobody, 'no: there is no request r9');
  });

  it('and becomes another one is asked for anew: who read the old one approves nothing', async () => {
    const { fake, conductor } = await asked();
    fake.wish({ kind: 'change', tasks: [1], set: { title: 'Ship', priority: 5 } });
    await conductor.tick();
    assert.deepEqual(closedAs(fake), [undefined], 'a title is nothing to approve');
    conductor.leave();
    let order = '';
    await killAnywhere(
      async () => {
        const again = await asked();
        again.conductor.leave();
        again.fake.wish({ kind: 'change', tasks: [1], set: { prompt: 'rm -rf /' } });
        order = again.fake.wish(approving());
        return again.fake;
      },
      (again) => {
        const [result] = again.store.intents.answered(order)?.results ?? [];
        assert.equal(result?.message, 'task_1 does not wait for r1 any more');
        assert.equal(again.record(1).prompt, 'rm -rf /');
        assert.equal(again.launcher.runs.length, 0);
        assert.deepEqual(closedAs(again), ['superseded', undefined]);
      },
    );
  });

  it('is one of thousands that are asked for over several passes', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    for (let count = 0; count < 250; count += 1) fake.start({ approve: true });
    while (await conductor.tick());
    assert.deepEqual(
      new Set(requests(fake).map((request) => request?.task)).size,
      requests(fake).length,
    );
    assert.equal(requests(fake).length, 250);
  });
});

describe('whoever is killed', () => {
  it('at any effect while it asks: there is one request', async () => {
    const effects = await killAnywhere(
      async () => {
        const fake = createFakeWorld();
        fake.start({ approve: true });
        return fake;
      },
      (fake) => {
        assert.deepEqual(closedAs(fake), [undefined]);
        assert.deepEqual(shownIn(fake, 'awaiting'), [1]);
      },
    );
    assert.ok(effects.includes('create requests/r.json'));
  });

  for (const [what, wish, becomes] of [
    ['approves', approving('go on'), undefined],
    ['rejects', rejecting('no'), 'rejected'],
  ] as const)
    it(`at any effect while it ${what}: that is done once`, async () => {
      let order = '';
      const effects = await killAnywhere(
        async () => {
          const { fake, conductor } = await asked();
          conductor.leave();
          order = fake.wish(wish);
          return fake;
        },
        (fake) => {
          assert.equal(fake.store.intents.answered(order)?.results[0]?.ok, 'yes');
          const { settled, approved, by } = fake.record(1);
          assert.equal(settled?.reason, becomes);
          assert.equal(approved?.note, becomes ? undefined : 'go on');
          assert.deepEqual(by, [order]);
          assert.deepEqual(closedAs(fake), ['answered']);
        },
      );
      const [answered, closed] = effects.flatMap((name, at) =>
        name === 'replace requests/r.json' ? [at] : [],
      );
      const record = effects.indexOf('replace tasks/task.json');
      assert.ok((answered ?? 9) < record && record < (closed ?? 0), 'request, record, request');
    });

  it('with the answer recorded, and its wish lost with the power, has decided all the same', async () => {
    const { fake, conductor } = await asked();
    conductor.leave();
    const order = fake.wish(approving());
    const second = fake.conductor(killOn('before', 'replace tasks/task.json'));
    await assert.rejects(second.tick(), Killed);
    second.die();
    fake.disk.remove(`${fake.root}/intents/${order}.json`);
    assert.equal((await fake.settle(fake.conductor(), 1)).settled?.status, 'complete');
    assert.deepEqual(closedAs(fake), ['answered']);
  });
});
