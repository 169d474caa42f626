import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IntentOf } from '../../src/core/intent.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';
import { killAnywhere } from '../support/kill-anywhere.ts';

type Asked = Omit<IntentOf<'control'>, 'version' | 'at' | 'kind' | 'who'>;

const wishFor = (asked: Asked) => ({ kind: 'control', who: 'me', ...asked }) as const;

/** Leaves the wish, has it carried out, and answers with what was said. */
async function told(fake: FakeWorld, conductor: FakeConductor, asked: Asked): Promise<string> {
  const order = fake.wish(wishFor(asked));
  await conductor.tick();
  const [result] = fake.store.intents.answered(order)?.results ?? [];
  return `${result?.ok}: ${result?.message}`;
}

const begun = ({ launcher }: FakeWorld): number => launcher.runs.length;
const shown = ({ store }: FakeWorld, folder: 'pending' | 'blocked'): number[] =>
  store.queue.live(folder).map(({ number }) => number);

describe('the controls', () => {
  it('of a pause, killed at any effect, are written once, and nothing more starts', async () => {
    let order = '';
    await killAnywhere(
      async () => {
        const fake = createFakeWorld();
        order = fake.wish(wishFor({ what: 'queue', paused: true }));
        fake.start();
        return fake;
      },
      (fake) => {
        assert.equal(
          fake.store.intents.answered(order)?.results[0]?.message,
          'the queue is paused',
        );
        const { queue, by } = fake.store.controls.read();
        assert.deepEqual([queue.paused?.by, by], ['me', [order]]);
        assert.equal(begun(fake), 0);
        assert.deepEqual(shown(fake, 'blocked'), [1]);
      },
    );
  });

  it('pause the queue, an agent or a group; what runs goes on', async () => {
    const fake = createFakeWorld({ agents: { other: { command: 'other' } } });
    fake.settings.maxParallel = 9;
    fake.settings.groups = { slow: {} };
    const conductor = fake.conductor();
    fake.start();
    await conductor.tick();
    await told(fake, conductor, { what: 'agent', name: 'coder', paused: true });
    await told(fake, conductor, { what: 'group', name: 'slow', paused: true });
    fake.start();
    fake.start({ agent: 'other', group: 'slow' });
    fake.start({ agent: 'other' });
    await conductor.tick();
    assert.equal(begun(fake), 2);
    assert.deepEqual(shown(fake, 'blocked'), [2, 3]);
    assert.equal(fake.launcher.runs[0]?.state, 'alive');
    await told(fake, conductor, { what: 'agent', name: 'coder', paused: false });
    assert.equal(begun(fake), 3);
    const again = { what: 'group', name: 'slow', paused: true } as const;
    assert.equal(await told(fake, conductor, again), 'yes: group slow is paused already, by me');
  });

  it('outlive the conductor, and are followed by the next', async () => {
    const fake = createFakeWorld();
    const first = fake.conductor();
    await told(fake, first, { what: 'queue', paused: true });
    first.die();
    const next = fake.conductor();
    fake.start();
    await next.tick();
    assert.equal(begun(fake), 0);
    await told(fake, next, { what: 'queue', paused: false });
    assert.equal(begun(fake), 1);
    assert.deepEqual(fake.store.controls.read().queue, {});
  });

  it('that a newer orchestra wrote are left alone; damaged ones are put aside', async () => {
    const fake = createFakeWorld();
    const conductor = fake.conductor();
    await told(fake, conductor, { what: 'queue', maxParallel: 2 });
    const newer = JSON.stringify({ ...fake.store.controls.read(), colour: 'blue' });
    fake.disk.put(`${fake.root}/controls.json`, newer);
    const refused = await told(fake, conductor, { what: 'queue', paused: true });
    assert.match(refused, /^no: .*controls\.json holds what this orchestra does not know: colour/);
    assert.equal(fake.disk.read(`${fake.root}/controls.json`), newer);
    fake.disk.put(`${fake.root}/controls.json`, '{');
    await told(fake, conductor, { what: 'queue', paused: true });
    const { queue } = fake.store.controls.read();
    assert.deepEqual([queue.paused?.by, queue.maxParallel], ['me', 2]);
    assert.match(fake.store.quarantined().join(), /^controls\.json\.\d+$/);
  });

  it('make groups, and remove those that nobody uses', async () => {
    const fake = createFakeWorld();
    fake.settings.groups = { kept: {} };
    const conductor = fake.conductor();
    const group = (name: string, rest: Partial<Asked>) =>
      told(fake, conductor, { what: 'group', name, ...rest });
    assert.equal(await group('slow', { exists: true }), 'yes: group slow is there');
    assert.deepEqual(fake.store.controls.read().groups, { slow: {} });
    assert.equal(await group('slow', { maxParallel: 2 }), 'yes: group slow: at most 2 at once');
    await group('slow', { maxParallel: 0 });
    assert.deepEqual(fake.store.controls.read().groups, { slow: {} });
    for (let count = 0; count < 7; count += 1) fake.start({ group: 'slow', hold: true });
    assert.equal(
      await group('slow', { exists: false }),
      'no: group slow is in use by task_1, task_2, task_3, task_4, task_5 and 2 more',
    );
    fake.wish({ kind: 'cancel', tasks: [1, 2, 3, 4, 5, 6, 7] });
    for (let passes = 0; passes < 3; passes += 1) await conductor.tick();
    assert.equal(await group('slow', { exists: false }), 'yes: group slow is removed');
    assert.deepEqual(fake.store.controls.read().groups, {});
    assert.equal(await group('slow', { paused: true }), 'no: there is no group slow');
    assert.equal(await group('constructor', { paused: true }), 'no: there is no group constructor');
    assert.match(await group('kept', { exists: false }), /^no: group kept stands in agent-config/);
    await group('kept', { paused: true });
    await group('kept', { paused: false });
    assert.deepEqual(fake.store.controls.read().groups, {}, 'what says nothing is not kept');
  });
});
