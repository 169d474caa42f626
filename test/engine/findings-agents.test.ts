import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AgentSettings } from '../../src/core/agent.ts';
import { Killed, killOn } from '../support/deaths.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';

const agents: Readonly<Record<string, AgentSettings>> = {
  classic: { command: 'agent', args: [], prompt: 'stdin', linger: '1s', classicNames: true },
};

/** Task 1, running; its agent was given the classic names or not. */
async function running(agent: 'coder' | 'classic', wanted: Parameters<FakeWorld['start']>[0] = {}) {
  const fake = createFakeWorld({ agents });
  fake.start({ agent, ...wanted });
  const conductor = fake.conductor();
  await conductor.tick();
  const { command } = fake.launcher.runs[0] ?? assert.fail('nothing was launched');
  return { fake, conductor, token: command.token };
}

const plant = ({ disk, root }: FakeWorld, name: string, text: string): void =>
  disk.put(`${root}/tasks/${name}`, text);

async function pass(fake: FakeWorld, conductor: FakeConductor, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 1) {
    fake.clock.pass(1_000);
    await conductor.tick();
  }
}

describe('sentinels under classic names', () => {
  for (const kind of ['done', 'error'] as const)
    it(`finding 13: a .${kind} that anybody left for a run without classic names is put aside`, async () => {
      const { fake, conductor, token } = await running('coder');
      plant(fake, `task_1.${kind}`, 'forged');
      await pass(fake, conductor, 5);
      assert.equal(fake.launcher.runs[0]?.state, 'alive');
      assert.deepEqual(fake.store.tasks.classics(1), []);
      assert.equal(fake.disk.read(`${fake.root}/runs/1/classic/${kind}`), 'forged');
      fake.launcher.end(token, 0);
      const { settled } = await fake.settle(conductor, 1);
      assert.deepEqual([settled?.status, settled?.message], ['complete', undefined]);
    });

  it('finding 13: one for a task that has not begun neither settles it nor its first run', async () => {
    const fake = createFakeWorld({ agents });
    fake.start({ agent: 'classic', hold: true });
    plant(fake, 'task_1.done', 'forged');
    const conductor = fake.conductor();
    await pass(fake, conductor, 3);
    assert.equal(fake.record(1).settled, undefined);
    const { task } = conductor.state.live.get(1) ?? assert.fail();
    fake.store.tasks.replace({ ...task, hold: false });
    conductor.state.live.delete(1);
    await pass(fake, conductor, 5);
    assert.equal(fake.launcher.runs[0]?.state, 'alive');
    assert.equal(fake.disk.read(`${fake.root}/runs/1/classic/done`), 'forged');
  });

  it('finding 13: leftovers are gone before go, whatever their times say', async () => {
    const fake = createFakeWorld({
      agents,
      onOpen: () => assert.deepEqual(fake.store.tasks.classics(1), []),
    });
    plant(fake, 'task_1.done', 'from an older life');
    plant(fake, 'task_1.error', 'from an older life');
    fake.start({ agent: 'classic' });
    await fake.conductor().tick();
    assert.equal(fake.launcher.runs[0]?.opened, true);
    assert.equal(fake.disk.read(`${fake.root}/runs/1/classic/error`), 'from an older life');
  });

  for (const [name, text, status, reason, message] of [
    ['task_1.done', '', 'complete', undefined, undefined],
    ['task_1.done', 'all well\n', 'complete', undefined, 'all well'],
    ['task_1.error', '{"error":"no","details":"luck"}', 'failed', 'agent_error', 'no: luck'],
    ['task_1.error', 'plain words', 'failed', 'agent_error', 'plain words'],
  ] as const)
    it(`finding 13: ${name} with ${JSON.stringify(text)} ends a run that was given the names`, async () => {
      const { fake, conductor } = await running('classic');
      plant(fake, name, text);
      const { settled } = await fake.settle(conductor, 1);
      assert.deepEqual(
        [settled?.status, settled?.reason, settled?.message],
        [status, reason, message],
      );
      assert.equal(fake.launcher.runs[0]?.state, 'over');
      assert.equal(
        fake.disk.read(`${fake.root}/runs/1/classic/${name.slice('task_1.'.length)}`),
        text,
        'it is kept with the run',
      );
    });

  it('finding 13: the words of an .error are read after the tree is gone', async () => {
    const { fake, conductor, token } = await running('classic');
    plant(fake, 'task_1.error', '{"error":"half of it');
    await conductor.tick();
    plant(fake, 'task_1.error', '{"error":"all of it"}');
    fake.launcher.end(token, 1);
    assert.equal((await fake.settle(conductor, 1)).settled?.message, 'all of it');
  });

  it('finding 13: so are those of one that stays until it is stopped', async () => {
    const { fake, conductor, token } = await running('classic');
    fake.launcher.deafen(token);
    plant(fake, 'task_1.error', '{"error":"half of it');
    await pass(fake, conductor, 2);
    assert.equal(fake.store.runs.stop(1)?.reason, 'agent_error');
    plant(fake, 'task_1.error', '{"error":"all of it"}');
    assert.equal((await fake.settle(conductor, 1)).settled?.message, 'all of it');
  });

  it('finding 13: the word of a run that ended under a dead conductor still counts', async () => {
    const { fake, conductor, token } = await running('classic');
    conductor.die();
    plant(fake, 'task_1.error', 'no luck');
    fake.launcher.end(token, 0);
    const { settled } = await fake.settle(fake.conductor(), 1);
    assert.deepEqual([settled?.status, settled?.message], ['failed', 'no luck']);
  });

  it('finding 13: .timeout is a mark of ours, and no wish and no word', async () => {
    const { fake, conductor } = await running('classic', { timeoutMs: 10_000 });
    plant(fake, 'task_1.timeout', '');
    await pass(fake, conductor, 5);
    assert.equal(fake.launcher.runs[0]?.state, 'alive');
    const { settled } = await fake.settle(conductor, 1);
    assert.equal(settled?.reason, 'timeout');
    assert.deepEqual(fake.store.tasks.classics(1), ['timeout']);
  });
});

const question = '{"question":"which color?","options":["red","blue"]}';

const ask = ({ disk, store }: FakeWorld, number: number, text = question): void =>
  disk.put(`${store.runs.outbox(1)}/ask-${number}.json`, text);

const answerOf = ({ disk, root }: FakeWorld, number: number): unknown =>
  JSON.parse(disk.read(`${root}/runs/1/in/answer-${number}.json`) ?? 'null');

describe('the deadline while a person is asked', () => {
  it('finding 14: is empty while a question is open, and then written anew with the time waited', async () => {
    const { fake, conductor } = await running('coder', { timeoutMs: 60_000 });
    await pass(fake, conductor, 10);
    assert.equal(fake.store.runs.deadline(1), 60);
    ask(fake, 1);
    await conductor.tick();
    assert.equal(fake.store.runs.deadline(1), undefined, 'the watchdog sleeps');
    assert.deepEqual(
      fake.store.queue.live('awaiting').map(({ number }) => number),
      [1],
    );
    await pass(fake, conductor, 100);
    assert.equal(fake.store.runs.stop(1), undefined);
    fake.wish({ kind: 'answer', request: 1, answer: 'blue' });
    await conductor.tick();
    assert.equal(fake.store.runs.deadline(1), 160);
    await pass(fake, conductor, 49);
    assert.equal(fake.store.runs.stop(1), undefined);
    await pass(fake, conductor, 1);
    assert.equal(fake.store.runs.stop(1)?.reason, 'timeout');
  });

  it('finding 14: counts the time of two open questions once, and stays empty until both are answered', async () => {
    const { fake, conductor } = await running('coder', { timeoutMs: 60_000 });
    ask(fake, 1);
    await pass(fake, conductor, 1);
    ask(fake, 2);
    await pass(fake, conductor, 10);
    fake.wish({ kind: 'answer', request: 1, answer: 'blue' });
    await conductor.tick();
    assert.equal(fake.store.runs.deadline(1), undefined);
    await pass(fake, conductor, 10);
    fake.wish({ kind: 'answer', request: 2, answer: 'red' });
    await conductor.tick();
    const deadline = fake.store.runs.deadline(1) ?? 0;
    assert.ok(deadline >= 80 && deadline <= 81, `${deadline}`);
  });

  for (const when of ['before', 'after'] as const)
    it(`finding 14: is empty before anybody can be asked: nobody's death (${when}) leaves it armed`, async () => {
      const fake = createFakeWorld();
      fake.start({ timeoutMs: 60_000 });
      const first = fake.conductor(killOn(when, 'create requests/r.json'));
      await first.tick();
      ask(fake, 1);
      await assert.rejects(first.tick(), Killed);
      assert.equal(fake.store.runs.deadline(1), undefined);
    });

  it('finding 14: is written before the answer is there', async () => {
    const fake = createFakeWorld();
    fake.start({ timeoutMs: 60_000 });
    const first = fake.conductor(killOn('before', 'create runs/in/answer-.json'));
    await first.tick();
    ask(fake, 1);
    await first.tick();
    fake.clock.pass(30_000);
    fake.wish({ kind: 'answer', request: 1, answer: 'blue' });
    await assert.rejects(first.tick(), Killed);
    assert.equal(fake.store.runs.deadline(1), 90);
    assert.equal(fake.store.requests.read(1)?.answer?.value, 'blue');
    first.die();
    await fake.conductor().tick();
    assert.deepEqual(answerOf(fake, 1), { version: 1, answer: 'blue' });
    assert.equal(fake.store.runs.deadline(1), 90);
  });
});

describe('asks and requests', () => {
  it('finding 16: one ask is one request, however often it is looked at and by whom', async () => {
    const { fake, conductor } = await running('coder');
    ask(fake, 1);
    await pass(fake, conductor, 3);
    conductor.die();
    const second = fake.conductor();
    await pass(fake, second, 3);
    assert.deepEqual(fake.store.requests.numbers(), [1]);
    ask(fake, 2);
    await pass(fake, second, 3);
    assert.deepEqual(fake.store.requests.numbers(), [1, 2]);
  });

  it('finding 16: a half-written ask becomes a request when it is whole', async () => {
    const { fake, conductor } = await running('coder');
    ask(fake, 1, '{"quest');
    await pass(fake, conductor, 1);
    assert.deepEqual(fake.store.requests.numbers(), []);
    ask(fake, 1);
    await pass(fake, conductor, 1);
    assert.equal(fake.store.requests.read(1)?.question, 'which color?');
  });

  it('finding 16: one that stays damaged is answered with the error: nobody waits for ever', async () => {
    const { fake, conductor } = await running('coder');
    ask(fake, 1, '{"quest');
    await pass(fake, conductor, 3);
    assert.match((answerOf(fake, 1) as { error: string }).error, /damaged/);
    assert.deepEqual(fake.store.requests.numbers(), []);
    assert.equal(fake.launcher.runs[0]?.state, 'alive');
  });

  it('finding 16: the first answer wins, and the second is told', async () => {
    const { fake, conductor } = await running('coder');
    ask(fake, 1);
    await conductor.tick();
    const orders = ['red', 'blue'].map((answer) => {
      fake.clock.pass(1);
      return fake.wish({ kind: 'answer', request: 1, answer });
    });
    await conductor.tick();
    assert.deepEqual(answerOf(fake, 1), { version: 1, answer: 'red' });
    assert.deepEqual(
      orders.map((order) => fake.store.intents.answered(order)?.results[0]?.ok),
      ['yes', 'no'],
    );
  });

  it('finding 16: a question whose run has ended is superseded, and answering it says so', async () => {
    const { fake, conductor, token } = await running('coder');
    ask(fake, 1);
    await conductor.tick();
    fake.launcher.end(token, 1);
    await fake.settle(conductor, 1);
    assert.equal(fake.store.requests.read(1)?.closed?.as, 'superseded');
    const order = fake.wish({ kind: 'answer', request: 1, answer: 'late' });
    await conductor.tick();
    const [result] = fake.store.intents.answered(order)?.results ?? [];
    assert.equal(result?.ok, 'no');
    assert.match(result?.message ?? '', /has ended/);
    assert.equal(answerOf(fake, 1), null);
  });

  it('finding 16: who waits for a person holds no slot', async () => {
    const { fake, conductor } = await running('coder');
    fake.settings.maxParallel = 1;
    fake.start();
    await conductor.tick();
    assert.equal(fake.launcher.runs.length, 1);
    ask(fake, 1);
    await pass(fake, conductor, 2);
    assert.equal(fake.launcher.runs.length, 2);
  });
});

describe('one damaged file stops nothing else', () => {
  for (const file of ['stop.json', 'verdict.json'] as const)
    it(`${file} of a run`, async () => {
      const { fake, conductor, token } = await running('coder');
      conductor.die();
      fake.disk.put(`${fake.store.runs.folder(1)}/${file}`, '{');
      fake.wish({ kind: 'cancel', tasks: [1] });
      fake.start({ prompt: 'another one' });
      const second = fake.conductor();
      await pass(fake, second, 10);
      for (const { command } of fake.launcher.runs)
        if (command.token !== token) fake.launcher.end(command.token, 0);
      await pass(fake, second, 2);
      assert.equal(fake.record(2).settled?.status, 'complete');
      assert.equal(fake.record(1).settled?.status, 'cancelled');
      assert.equal(fake.launcher.runs.length, 2);
    });

  it('a request', async () => {
    const { fake, conductor } = await running('coder');
    ask(fake, 1);
    await conductor.tick();
    conductor.die();
    fake.disk.put(`${fake.root}/requests/r1.json`, '{');
    const order = fake.wish({ kind: 'answer', request: 1, answer: 'blue' });
    fake.start({ prompt: 'another one' });
    await pass(fake, fake.conductor(), 2);
    assert.equal(fake.store.intents.answered(order)?.results[0]?.ok, 'no');
    assert.equal(fake.launcher.runs.length, 2);
  });

  it('the plan of a batch, which is answered with what is wrong', async () => {
    const fake = createFakeWorld();
    const wanted = { agent: 'coder', prompt: 'x', cwd: '/fake', priority: 0 };
    const order = fake.wish({ kind: 'batch', tasks: [wanted] });
    fake.disk.put(`${fake.root}/intents/${order}.plan.json`, '{');
    fake.start();
    await pass(fake, fake.conductor(), 3);
    assert.equal(fake.launcher.runs.length, 1);
    assert.deepEqual(fake.store.intents.open(), []);
    assert.match(fake.store.intents.answered(order)?.results[0]?.message ?? '', /damaged/);
  });

  it('the answer to a wish, which is carried out again and answered anew', async () => {
    const { fake, conductor } = await running('coder');
    const order = fake.wish({ kind: 'cancel', tasks: [1] });
    fake.disk.put(`${fake.root}/intents/answered/${order}.json`, '{');
    fake.start({ prompt: 'another one' });
    await pass(fake, conductor, 2);
    assert.equal(fake.store.intents.answered(order)?.results[0]?.ok, 'yes');
    assert.equal(fake.record(1).cancelled?.by, order);
    assert.deepEqual(fake.store.intents.open(), []);
    assert.equal(fake.launcher.runs.length, 2);
    assert.equal(fake.store.quarantined().length, 1);
  });

  it('the answer of a later version, which counts, and is left as it is', async () => {
    const { fake, conductor } = await running('coder');
    const order = fake.wish({ kind: 'cancel', tasks: [1] });
    const path = `${fake.root}/intents/answered/${order}.json`;
    fake.disk.put(path, '{"version": 2}');
    await pass(fake, conductor, 2);
    assert.equal(fake.record(1).cancelled, undefined);
    assert.deepEqual(fake.store.intents.open(), []);
    assert.equal(fake.disk.read(path), '{"version": 2}');
  });

  it('the answer to a batch that a power cut brought back: nothing is made twice', async () => {
    const fake = createFakeWorld();
    const wanted = { agent: 'coder', prompt: 'x', cwd: '/fake', priority: 0 };
    const order = fake.wish({ kind: 'batch', tasks: [wanted] });
    const path = `${fake.root}/intents/${order}.json`;
    const text = fake.disk.read(path) ?? '';
    const conductor = fake.conductor();
    await pass(fake, conductor, 2);
    fake.disk.put(path, text);
    fake.disk.put(`${fake.root}/intents/answered/${order}.json`, '{');
    await pass(fake, conductor, 2);
    assert.deepEqual(fake.store.tasks.numbers(), [1]);
    assert.deepEqual(fake.store.intents.open(), []);
    assert.equal(fake.store.quarantined().length, 2);
  });
});
