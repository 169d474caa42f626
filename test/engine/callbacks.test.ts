import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createOutbox } from '../../src/adapters/outbox.ts';
import { type Callback, type CallbackEvent, callbackKeys } from '../../src/core/callback.ts';
import type { Arrival, Delivery } from '../../src/core/delivery.ts';
import type { Courier } from '../../src/core/post.ts';
import { doChores } from '../../src/engine/chores.ts';
import { hold, onePass } from '../../src/engine/session.ts';
import { Killed, killAt } from '../support/deaths.ts';
import type { FakeRun } from '../support/fake-launcher.ts';
import { createFakeWorld, type FakeConductor } from '../support/fake-world.ts';
import { policyOf } from '../support/seen.ts';

/** Carries nothing until a test says what becomes of it. */
function fakeCourier() {
  const known = new Map<string, 'underway' | Arrival>();
  const sent: Delivery[] = [];
  const courier: Courier = {
    send: (delivery) => {
      sent.push(delivery);
      known.set(delivery.id, 'underway');
    },
    standing: (id) => known.get(id),
    forget: (id) => void known.delete(id),
    isBusy: () => [...known.values()].includes('underway'),
    endLeft: () => undefined,
    breakOff: () => known.clear(),
  };
  const answer = (arrival: Arrival) => {
    for (const [id, is] of known) if (is === 'underway') known.set(id, arrival);
  };
  const events = () =>
    sent.map(({ facts: { event, id, group } }) => `${event} ${group ?? id ?? ''}`.trim());
  return { courier, sent, answer, events };
}

const named = (event: CallbackEvent, more: Partial<Callback> = {}): Callback => ({
  ...{ name: `${event}.1`, event, argv: ['x'], timeoutMs: 30_000, retries: 2, only: [], ...more },
});

/** A world that tells everybody everything; `exits` is how its runs end. */
function telling(callbacks = callbackKeys.map((event) => named(event)), exits = 0) {
  const fake = createFakeWorld({
    onOpen: (run: FakeRun, launcher) => launcher.end(run.command.token, exits),
  });
  fake.settings.callbacks = callbacks;
  const carried = fakeCourier();
  fake.courier = carried.courier;
  const conductor = (from = carried.courier): FakeConductor => {
    fake.courier = from;
    return fake.conductor();
  };
  const outbox = createOutbox(fake.disk, fake.root);
  return { fake, ...carried, conductor, outbox };
}

describe('callbacks', () => {
  it('are told of an end, and once that the queue is idle', async () => {
    const { fake, conductor, events, answer, outbox } = telling();
    const held = conductor();
    fake.start();
    fake.start();
    await fake.settle(held, 1);
    await fake.settle(held, 2);
    await held.tick();
    assert.deepEqual(events().sort(), ['onFinish task_1', 'onFinish task_2', 'onIdle']);
    answer({ ok: true });
    await held.tick();
    assert.deepEqual(outbox.open(), []);
    assert.equal(outbox.over().length, 3);
    for (let passes = 0; passes < 5; passes += 1) await held.tick();
    assert.equal(events().length, 3);
    fake.start();
    await fake.settle(held, 3);
    await held.tick();
    assert.deepEqual(events().slice(3).sort(), ['onFinish task_3', 'onIdle'], 'again after work');
  });

  it('that never answer hold up no task, nor those of others', async () => {
    const { fake, conductor, sent } = telling([
      named('onFinish'),
      named('onFinish', { name: 'b' }),
    ]);
    const held = conductor();
    for (let number = 1; number <= 12; number += 1) fake.start();
    for (let number = 1; number <= 12; number += 1) await fake.settle(held, number);
    for (const name of ['onFinish.1', 'b'])
      assert.equal(sent.filter(({ callback }) => callback === name).length, 4);
  });

  it('that never answer keep nobody who wants to leave for longer than a moment', async () => {
    const { fake, sent } = telling([named('onFinish')]);
    const base = fake.worldOf(7);
    fake.start();
    const startMs = fake.clock.now().monotonicMs;
    const sleep = async (ms: number): Promise<void> => fake.clock.pass(Math.min(ms, 1000));
    const session = await hold(
      { ...base, wake: { ...base.wake, sleep } },
      { ...onePass('run'), launches: true, isDone: () => false },
    );
    assert.deepEqual([session.held && session.end, sent.length], ['idle', 1]);
    assert.ok(fake.clock.now().monotonicMs - startMs < 10_000);
  });

  it('are told of a failure, later each time, until they are given up; and again when asked to', async () => {
    const { fake, conductor, events, sent, answer, outbox } = telling([named('onFail')], 3);
    const held = conductor();
    fake.start();
    await fake.settle(held, 1);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await held.tick();
      assert.equal(sent.length, attempt);
      answer({ ok: false, says: 'exits with 7' });
      await held.tick();
      assert.equal(sent.length, attempt, 'not at once');
      fake.clock.pass(60_000);
    }
    await held.tick();
    assert.deepEqual(events(), Array(3).fill('onFail task_1'));
    const [id = ''] = outbox.over();
    assert.equal(outbox.readOver(id)?.outcome?.is, 'given_up');
    assert.ok(fake.log.some((line) => /given up after 3 attempts: exits with 7/.test(line)));

    const order = fake.wish({ kind: 'deliver', deliveries: [id, 'nonsense'] });
    await held.tick();
    assert.deepEqual(
      fake.store.intents.answered(order)?.results.map(({ ok }) => ok),
      ['yes', 'no'],
    );
    assert.equal(sent.length, 4);
    answer({ ok: true });
    await held.tick();
    assert.equal(outbox.readOver(id)?.outcome?.is, 'delivered');
  });

  it('are told once of a group, when the last of it has ended', async () => {
    const { fake, conductor, events } = telling([named('onGroupFinished')]);
    const held = conductor();
    fake.start({ group: 'docs' });
    fake.start({ group: 'docs', after: [1] });
    fake.start({ group: 'docs', draft: true });
    fake.start();
    await fake.settle(held, 1);
    await fake.settle(held, 2);
    await held.tick();
    await held.tick();
    assert.deepEqual(events(), ['onGroupFinished docs']);
  });

  it('are told once that somebody is asked, but not what was answered meanwhile', async () => {
    const { fake, conductor, sent, answer, outbox } = telling([named('onAwaiting')]);
    const held = conductor();
    fake.start({ approve: true });
    for (let passes = 0; passes < 3; passes += 1) await held.tick();
    assert.deepEqual(
      sent.map(({ facts }) => [facts.request, facts.reason]),
      [['r1', 'approval']],
    );
    answer({ ok: false, says: 'no' });
    await held.tick();
    fake.wish({ kind: 'answer', request: 1, answer: { decision: 'approve' } });
    await fake.settle(held, 1);
    fake.clock.pass(60_000);
    await held.tick();
    assert.equal(sent.length, 1);
    assert.equal(outbox.readOver(outbox.over()[0] ?? '')?.outcome?.is, 'dropped');
  });

  it('are told by who follows what was under way when a conductor died, and nothing else', async () => {
    const { fake, conductor, sent } = telling();
    const first = conductor();
    fake.start();
    await fake.settle(first, 1);
    await first.tick();
    assert.equal(sent.length, 2);
    first.die();
    const second = fakeCourier();
    const held = conductor(second.courier);
    await held.tick();
    assert.deepEqual(second.events().sort(), ['onFinish task_1', 'onIdle']);
    assert.deepEqual(second.sent.map(({ id }) => id).sort(), sent.map(({ id }) => id).sort());
    second.answer({ ok: true });
    await held.tick();
    held.leave();
    const third = fakeCourier();
    await conductor(third.courier).tick();
    assert.deepEqual(third.events(), []);
  });

  it('are told of an end that a crash kept from the index', async () => {
    const { fake, conductor, outbox } = telling([named('onFinish')]);
    const task = fake.start();
    const settled = { status: 'complete' as const, endedAt: fake.clock.now().at };
    fake.store.tasks.replace({ ...task, settled });
    const held = conductor();
    await held.tick();
    assert.equal(outbox.open().length, 1);
  });

  it('that no config has any more are told nothing', async () => {
    const { fake, conductor, outbox } = telling([named('onFinish'), named('onIdle')]);
    const first = conductor();
    fake.start();
    await fake.settle(first, 1);
    first.leave();
    fake.settings.callbacks = [named('onIdle')];
    const second = fakeCourier();
    await conductor(second.courier).tick();
    assert.deepEqual(second.events(), ['onIdle']);
    assert.equal(outbox.readOver(outbox.over()[0] ?? '')?.outcome?.is, 'dropped');
  });

  it('are not told of what ended weeks ago', async () => {
    const { fake, conductor, outbox } = telling([named('onFinish')]);
    const task = fake.start();
    const settled = { status: 'complete' as const, endedAt: fake.clock.now().at };
    fake.store.tasks.replace({ ...task, settled });
    fake.clock.pass(14 * 86_400_000);
    await conductor().tick();
    assert.deepEqual(outbox.open(), []);
  });

  it('forget what was told more than a week ago', async () => {
    const { fake, conductor, answer, outbox } = telling([named('onFinish')]);
    const held = conductor();
    fake.start();
    await fake.settle(held, 1);
    await held.tick();
    answer({ ok: true });
    await held.tick();
    assert.equal(outbox.over().length, 1);
    fake.clock.pass(9 * 86_400_000);
    await held.tick();
    assert.deepEqual(outbox.over(), []);
  });

  it('put a damaged delivery out of the way, and go on', async () => {
    const { fake, conductor, events, outbox } = telling([named('onFinish')]);
    fake.disk.grow(`${fake.root}/callbacks`);
    fake.disk.put(`${fake.root}/callbacks/01767225600000-onFinish-9-onFinish.1.json`, '{');
    const held = conductor();
    fake.start();
    await fake.settle(held, 1);
    await held.tick();
    assert.deepEqual(events(), ['onFinish task_1']);
    assert.equal(outbox.open().length, 1);
    assert.equal(fake.store.quarantined().length, 1);
  });

  it('keep who conducts there while they are told, and in the background until they are', async () => {
    const { fake, conductor, answer } = telling([named('onFinish')]);
    const held = conductor();
    const chores = () =>
      doChores(held.world, held.state, policyOf(), async (act) => {
        await act();
      });
    fake.start();
    await fake.settle(held, 1);
    const underway = await chores();
    assert.deepEqual([underway.isWork, underway.isDuty], [true, true]);
    answer({ ok: false, says: 'no' });
    const waiting = await chores();
    assert.deepEqual([waiting.isWork, waiting.isDuty], [false, true]);
    assert.ok(waiting.dueMs > Date.parse(fake.clock.now().at));
  });

  it('leave nothing on the disk where no config has any', async () => {
    const { fake, conductor } = telling([]);
    const held = conductor();
    fake.start();
    await fake.settle(held, 1);
    await held.tick();
    assert.ok(!fake.disk.exists(`${fake.root}/callbacks`));
    assert.deepEqual(fake.disk.list(`${fake.root}/callbacks`), []);
  });
});

describe('a conductor killed at any effect of telling', () => {
  /** Everything is told at once, to one who remembers; all of it by `killed`, or who follows it. */
  async function play(effects: string[], at: Parameters<typeof killAt>[1]): Promise<string[]> {
    const { fake, answer, events } = telling();
    const carry = async (held: FakeConductor) => {
      await fake.settle(held, 1);
      for (let passes = 0; passes < 4; passes += 1) {
        await held.tick();
        answer({ ok: true });
      }
    };
    fake.start({ group: 'docs' });
    fake.conductor().leave();
    let first: FakeConductor | undefined;
    try {
      first = fake.conductor(killAt(effects, at));
      await carry(first);
      assert.equal(at, undefined, 'nobody was killed');
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      first?.die();
      fake.courier?.breakOff();
      await carry(fake.conductor());
    }
    const outbox = createOutbox(fake.disk, fake.root);
    assert.deepEqual([outbox.open(), outbox.marks()], [[], []]);
    return events();
  }

  it('is followed by one who tells what it had not told', async () => {
    const effects: string[] = [];
    const told = [...new Set(await play(effects, undefined))].sort();
    assert.deepEqual(told, ['onFinish docs', 'onGroupFinished docs', 'onIdle']);
    assert.ok(effects.filter((name) => name.includes('callbacks')).length > 10);
    for (let effect = 1; effect <= effects.length; effect += 1)
      for (const when of ['before', 'after'] as const) {
        const where = `killed ${when} effect ${effect}, ${effects[effect - 1]}`;
        const events = await play([], { when, effect });
        assert.deepEqual([...new Set(events)].sort(), told, where);
        assert.ok(events.length <= told.length * 2, where);
      }
  });
});
