import assert from 'node:assert/strict';
import { it } from 'node:test';
import { noControls } from '../../src/core/controls.ts';
import {
  deadDependency,
  dependenciesOf,
  type Standing,
  type Wanted,
} from '../../src/core/dependency.ts';
import { hopelessAmong } from '../../src/core/hopeless.ts';
import type { Observation, Policy } from '../../src/core/observation.ts';
import { project } from '../../src/core/projection.ts';
import { reconcile } from '../../src/core/reconcile.ts';
import type { DependencyPolicy, TaskRecord } from '../../src/core/task.ts';
import type { SettledStatus } from '../../src/core/vocabulary.ts';
import { createDice, type Dice } from '../simulation/dice.ts';
import { at, policyOf, runSeen, specOf, taskOf } from '../support/seen.ts';

const agents = ['a', 'b'] as const;
const groups = ['g', 'h', undefined] as const;

/** Tasks that wait for earlier ones in every way, and how each would end if it ran. */
function graphOf(dice: Dice, policies: readonly [DependencyPolicy, ...DependencyPolicy[]]) {
  const size = 1 + dice.below(40);
  const tasks: TaskRecord[] = [];
  const ends = new Map<number, SettledStatus>();
  for (let number = 1; number <= size; number += 1) {
    const earlier = Math.min(number - 1, dice.below(5));
    // Not both: whether such a task fails or is cancelled hangs on what is known first.
    const wanted = dice.pick(['after', 'afterFailed'] as const);
    const kinds = [wanted, 'afterAny'] as const;
    const waits = Array.from({ length: earlier }, () => ({
      kind: dice.pick(kinds),
      task: 1 + dice.below(number - 1),
    }));
    const named = kinds.flatMap((kind) => {
      const some = waits.filter((one) => one.kind === kind).map(({ task }) => task);
      return some.length > 0 ? [[kind, [...new Set(some)]]] : [];
    });
    const group = dice.pick(groups);
    const task = taskOf({
      number,
      agent: dice.pick(agents),
      priority: dice.below(3),
      ifDependencyFails: dice.pick(policies),
      ...(group !== undefined && { group }),
      ...Object.fromEntries(named),
    });
    tasks.push(task);
    ends.set(number, dice.pick(['complete', 'complete', 'failed', 'cancelled'] as const));
  }
  return { tasks, ends };
}

/** What the three ways to wait mean, said once more. */
function comes(standing: Standing, wants: Wanted): boolean | undefined {
  if (standing === 'open') return undefined;
  if (wants === 'end') return true;
  return standing === (wants === 'success' ? 'complete' : 'failed');
}

/** What should come of each, told without any schedule; undefined where it waits for ever. */
function foretell(tasks: readonly TaskRecord[], ends: ReadonlyMap<number, SettledStatus>) {
  const told = new Map<number, SettledStatus | undefined>();
  for (const task of tasks) {
    const stands = (other: number): Standing => told.get(other) ?? 'open';
    const dead = dependenciesOf(task).filter((one) => comes(stands(one.task), one.wants) === false);
    const open = dependenciesOf(task).some(({ task: other }) => stands(other) === 'open');
    if (dead.length === 0) told.set(task.number, open ? undefined : ends.get(task.number));
    else if (task.ifDependencyFails === 'block') told.set(task.number, undefined);
    else told.set(task.number, dead[0]?.wants === 'failure' ? 'cancelled' : 'failed');
  }
  return told;
}

/** Runs them by what `reconcile` decides alone, ending what runs in any order. */
function execute(
  dice: Dice,
  tasks: readonly TaskRecord[],
  ends: ReadonlyMap<number, SettledStatus>,
  policy: Policy,
) {
  const records = new Map(tasks.map((task) => [task.number, task]));
  const slots = new Map<number, number>();
  const standing = (number: number): Standing => records.get(number)?.settled?.status ?? 'open';
  const nowMs = Date.parse(at);
  const put = (number: number, changes: Partial<TaskRecord>) =>
    records.set(number, { ...(records.get(number) ?? assert.fail()), ...changes });

  const runOf = (run: number) => {
    const slot = slots.get(run);
    return slot === undefined ? undefined : runSeen({ run, spec: specOf({ run, slot }) });
  };
  for (let passes = 0; ; passes += 1) {
    assert.ok(passes < 40 * tasks.length, 'it comes to an end');
    const seen = shuffled(
      dice,
      [...records.values()].filter(({ settled }) => !settled),
    ).map(
      (task): Observation => ({
        task,
        projection: project(task, { nowMs, standing, controls: noControls }),
        dead: deadDependency(task, standing),
        run: runOf(task.number),
      }),
    );
    const decisions = reconcile(seen, policy);
    for (const one of decisions)
      if (one.do === 'settle') {
        assert.ok(!slots.has(one.task), `${one.task} runs, and is settled`);
        put(one.task, { settled: { status: one.status, reason: one.reason, endedAt: at } });
      } else if (one.do === 'start') {
        const task = records.get(one.task) ?? assert.fail();
        for (const { task: other, wants } of dependenciesOf(task))
          assert.ok(comes(standing(other), wants), `${one.task} starts before ${other}`);
        assert.ok(!slots.has(one.task) && ![...slots.values()].includes(one.slot));
        slots.set(one.task, one.slot);
        put(one.task, { runs: [{ run: one.task, ask: 1, attempt: 1 }] });
      } else assert.fail(`nobody asked to ${one.do}`);

    keepsLimits(
      [...slots.keys()].flatMap((number) => records.get(number) ?? []),
      policy,
    );
    if (decisions.length === 0 && slots.size === 0) return records;
    const ending = shuffled(dice, [...slots.keys()]).slice(0, dice.below(slots.size + 1));
    for (const number of ending) {
      slots.delete(number);
      const status = ends.get(number) ?? 'failed';
      put(number, {
        runs: [{ run: number, ask: 1, attempt: 1, outcome: { status, endedAt: at, elapsedMs: 1 } }],
        settled: { status, endedAt: at },
      });
    }
  }
}

function shuffled<T>(dice: Dice, all: readonly T[]): T[] {
  return all
    .map((one) => ({ one, at: dice.below(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

function keepsLimits(running: readonly TaskRecord[], policy: Policy): void {
  assert.ok(running.length <= policy.maxParallel);
  const most = (what: 'agent' | 'group', name: string) =>
    assert.ok(
      running.filter((task) => task[what] === name).length <= policy.maxParallelOf(what, name),
      `too many of ${what} ${name}`,
    );
  for (const name of agents) most('agent', name);
  for (const name of groups) if (name !== undefined) most('group', name);
}

it('any graph runs in its order and within the limits, and comes to the end it must', () => {
  for (let seed = 1; seed <= 400; seed += 1)
    try {
      const dice = createDice(seed);
      const { tasks, ends } = graphOf(dice, dice.oneIn(2) ? ['fail'] : ['fail', 'block']);
      const limits = new Map(
        ['a', 'b', 'g', 'h'].map((name) => [name, dice.pick([1, 2, 9])] as const),
      );
      const policy = policyOf({
        maxParallel: 1 + dice.below(4),
        maxParallelOf: (_, name) => limits.get(name) ?? assert.fail(name),
      });
      assert.deepEqual(
        hopelessAmong(tasks, () => 'open'),
        [],
        'there is hope at first',
      );
      const records = execute(dice, tasks, ends, policy);
      const told = foretell(tasks, ends);
      const standing = (number: number): Standing => records.get(number)?.settled?.status ?? 'open';
      const left = [...records.values()].filter(({ settled }) => !settled);
      assert.deepEqual(
        left.map(({ number }) => number),
        tasks.map(({ number }) => number).filter((number) => told.get(number) === undefined),
        'all settle but those that wait for ever',
      );
      assert.deepEqual(
        hopelessAmong(left, standing)
          .map(({ task }) => task)
          .sort((a, b) => a - b),
        left.map(({ number }) => number),
        'and of those it is told',
      );
      for (const { number } of tasks)
        if (records.get(number)?.runs.length)
          assert.equal(records.get(number)?.settled?.status, told.get(number));
    } catch (error) {
      (error as Error).message = `seed ${seed}: ${(error as Error).message}`;
      throw error;
    }
});
