import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import { answer } from '../../src/operations/answer.ts';
import type { Context } from '../../src/operations/operation.ts';
import { reject } from '../../src/operations/reject.ts';
import { requests } from '../../src/operations/requests.ts';
import { createFakeWorld, type FakeWorld } from '../support/fake-world.ts';

/** What an operation sees of a world in which nobody conducts but who looks in. */
function contextOf(fake: FakeWorld): Context {
  const { store, clock } = fake;
  const settle = async () => {
    const conductor = fake.conductor();
    await conductor.tick({ launches: false });
    conductor.leave();
    return 'settled';
  };
  const context = {
    store,
    clock,
    conducting: { settle, ensure: async () => 'spawned' },
    wake: { watch: () => undefined, sleep: async (ms: number) => clock.pass(ms) },
    who: () => 'ada',
    insideTask: undefined,
  };
  return context as unknown as Context;
}

/** A world whose task 1 has asked, and nobody has looked since. */
async function asking(options?: readonly string[]) {
  const fake = createFakeWorld();
  const conductor = fake.conductor();
  fake.start();
  await conductor.tick();
  const ask = { question: 'Which?', ...(options && { options }) };
  fake.disk.put(`${fake.store.runs.outbox(1)}/ask-1.json`, JSON.stringify(ask));
  conductor.leave();
  return { fake, context: contextOf(fake) };
}

const colors = ['red', 'blue green', 'Red wine', '3', 'RED'];
const cases: readonly (readonly [text: string, options: readonly string[], given: string])[] = [
  ['anything', [], 'anything'],
  [' as it is ', [], ' as it is '],
  ['7', [], '7'],
  ['red', colors, 'red'],
  ['1', colors, 'red'],
  ['2', colors, 'blue green'],
  ['3', colors, '3'],
  ['BLUE GREEN', colors, 'blue green'],
  [' red wine ', colors, 'Red wine'],
];
const refused: readonly (readonly [text: string, says: RegExp])[] = [
  ['Red', /^r1 does not offer "Red"; did you mean "red"\?$/],
  ['blue gren', /; did you mean "blue green"\?$/],
  ['0', /^r1 does not offer "0"/],
  ['6', /^r1 does not offer "6"/],
  ['-1', /^r1 does not offer "-1"/],
  ['yellow', /^r1 does not offer "yellow"$/],
];

describe('an answer', () => {
  for (const [text, options, given] of cases)
    it(`of "${text}" to ${options.length} options is "${given}"`, async () => {
      const { fake, context } = await asking(options);
      const { results } = await answer.run(context, { request: '1', answer: text });
      assert.deepEqual(results, [
        { request: 'r1', task: 'task_1', ok: 'yes', message: 'r1 is answered' },
      ]);
      assert.equal(fake.store.requests.read(1)?.answer?.value, given);
      assert.equal(fake.store.requests.read(1)?.answer?.who, 'ada');
    });

  for (const [text, says] of refused)
    it(`of "${text}" is refused where it is not offered, and taken as free words`, async () => {
      const { fake, context } = await asking(colors);
      const given = { request: 'r1', answer: text };
      await requests.run(context, {});
      await assert.rejects(
        answer.run(context, given),
        (error) => error instanceof Failure && error.code === 'usage' && says.test(error.message),
      );
      assert.equal(fake.store.requests.read(1)?.answer, undefined);
      await answer.run(context, { ...given, free: true });
      assert.equal(fake.store.requests.read(1)?.answer?.value, text);
    });

  it('and a decision are told apart, whatever is named', async () => {
    const { fake, context } = await asking();
    fake.start({ approve: true });
    await requests.run(context, {});
    await assert.rejects(
      reject.run(context, { request: '1', why: 'no' }),
      /^Failure: r1 wants an answer \(question\), and no decision$/,
    );
    await assert.rejects(
      answer.run(context, { request: '2', answer: 'yes' }),
      /^Failure: r2 asks whether a task may start: that is a yes or a no$/,
    );
    assert.deepEqual(fake.store.intents.open(), []);
  });

  it('to what was answered meanwhile is no answer, and leaves no wish', async () => {
    const { fake, context } = await asking();
    await answer.run(context, { request: '1', answer: 'first' });
    const late = await answer.run(context, { request: 'r1', answer: 'second' });
    assert.deepEqual(late, {
      results: [
        {
          ok: 'no',
          message: 'r1 was answered already, by ada',
          hint: 'orchestra requests --all',
        },
      ],
      conductor: 'none',
    });
    assert.equal(fake.store.requests.read(1)?.answer?.value, 'first');
  });
});
