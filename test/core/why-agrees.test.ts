import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Controls, noControls } from '../../src/core/controls.ts';
import { deadDependency, type Standing } from '../../src/core/dependency.ts';
import type { Observation, Policy } from '../../src/core/observation.ts';
import { obstaclesOf, project } from '../../src/core/projection.ts';
import { reconcile } from '../../src/core/reconcile.ts';
import { schedule } from '../../src/core/schedule.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import { createDice, type Dice } from '../simulation/dice.ts';
import { at, instant, policyOf, runSeen, specOf, taskOf } from '../support/seen.ts';

const nowMs = Date.parse(at);
const states = 2_000;
const agents = ['claude', 'codex'] as const;
const groups = [undefined, 'slow', 'fast'] as const;
const standings = [
  'open',
  'complete',
  'failed',
  'cancelled',
  'missing',
] as const satisfies Standing[];
const none: ReadonlySet<number> = new Set();

/** A queue, and everything that its tasks depend on, as they may be found at any moment. */
interface Scene {
  readonly seen: readonly Observation[];
  readonly policy: Policy;
  readonly circumstances: Parameters<typeof obstaclesOf>[1];
}

test('who starts has nothing in its way, and who does not start is told what is', () => {
  for (let seed = 1; seed <= states; seed += 1) {
    const { seen, policy, circumstances } = sceneOf(createDice(seed));
    const started = new Set(
      reconcile(seen, policy).flatMap((one) => (one.do === 'start' ? [one.task] : [])),
    );
    for (const { task, run } of seen) {
      if (run || task.cancelled) continue;
      const own = [...obstaclesOf(task, circumstances)];
      const reasons = own.length > 0 ? own : schedule(seen, none, policy, task.number).obstacles;
      assert.equal(
        reasons.length === 0,
        started.has(task.number),
        `seed ${seed}: task ${task.number}: ${JSON.stringify(reasons)}`,
      );
    }
  }
});

test('no limit is ever exceeded, and nobody is passed over by one who is behind', () => {
  for (let seed = 1; seed <= states; seed += 1) {
    const { seen, policy } = sceneOf(createDice(seed));
    const { starts } = schedule(seen, none, policy);
    const isPaused = (task: TaskRecord) => task.runs[0]?.pauses !== undefined;
    const busy = seen.filter(
      ({ task, run, projection }) => run && projection.status === 'running' && !isPaused(task),
    );
    const started = starts.map(({ task }) => seen.find((one) => one.task.number === task));
    const holding = [...busy, ...started].flatMap((one) => (one ? [one.task] : []));
    if (started.length > 0) assert.ok(holding.length <= policy.maxParallel, `seed ${seed}`);
    for (const task of started.flatMap((one) => (one ? [one.task] : []))) {
      const { agent, group } = task;
      const alike = holding.filter((other) => other.agent === agent).length;
      const grouped = holding.filter((other) => other.group === group).length;
      assert.ok(alike <= policy.maxParallelOf('agent', agent), `seed ${seed}: ${agent}`);
      if (group)
        assert.ok(grouped <= policy.maxParallelOf('group', group), `seed ${seed}: ${group}`);
    }
    const slots = [...busy.map(({ run }) => run?.spec?.slot), ...starts.map(({ slot }) => slot)];
    assert.equal(new Set(slots).size, slots.length, `seed ${seed}: a slot was given twice`);
  }
});

test('whoever waits is started in the end, however many of higher priority keep coming', () => {
  const minuteMs = 60_000;
  const old = { ...taskOf({ number: 1, createdAt: at }), priority: 0 };
  for (let minute = 0; ; minute += 1) {
    assert.ok(minute <= 51, 'it starves');
    const now = nowMs + minute * minuteMs;
    const fresh = taskOf({
      number: minute + 2,
      priority: 10,
      createdAt: new Date(now).toISOString(),
    });
    const seen = [fresh, old].map((task) => waiting(task));
    const { starts } = schedule(seen, none, policyOf({ maxParallel: 1, nowMs: now }));
    if (starts[0]?.task === old.number) {
      assert.equal(minute, 50, 'ten of priority are worth ten times five minutes');
      return;
    }
  }
});

function sceneOf(dice: Dice): Scene {
  const standing = new Map(Array.from({ length: 6 }, (_, at) => [at + 1, dice.pick(standings)]));
  const circumstances = {
    nowMs,
    standing: (task: number) => standing.get(task) ?? 'missing',
    controls: controlsOf(dice),
  };
  const seen = Array.from({ length: dice.below(12) }, (_, at) =>
    observed(dice, 10 + at, at, circumstances),
  );
  const limit = () => (dice.oneIn(2) ? Number.POSITIVE_INFINITY : 1 + dice.below(3));
  const limits = new Map([...agents, 'slow', 'fast'].map((name) => [name, limit()]));
  const policy = policyOf({
    maxParallel: dice.below(5),
    maxAwaiting: dice.below(3),
    maxParallelOf: (_, name) => limits.get(name) ?? Number.POSITIVE_INFINITY,
    needs: dice.oneIn(10) ? { maxLoad: 8 } : undefined,
    agingMs: dice.pick([0, 60_000, 300_000]),
    ifDependencyFails: dice.pick(['fail', 'block'] as const),
  });
  return { seen, policy, circumstances };
}

function controlsOf(dice: Dice): Controls {
  const paused = { by: 'ann', at };
  const maybe = () => (dice.oneIn(5) ? { paused } : {});
  return {
    ...noControls,
    queue: dice.oneIn(10) ? { paused } : {},
    groups: { slow: maybe() },
    agents: { claude: maybe() },
  };
}

function observed(
  dice: Dice,
  number: number,
  slot: number,
  circumstances: Scene['circumstances'],
): Observation {
  const moment = (minutes: number) => new Date(nowMs + minutes * 60_000).toISOString();
  const some = () => [1 + dice.below(6)];
  const group = dice.pick(groups);
  const task = taskOf({
    number,
    agent: dice.pick(agents),
    priority: dice.below(5) - 2,
    createdAt: moment(-dice.below(60)),
    ...(group !== undefined && { group }),
    ...(dice.oneIn(10) && { hold: true }),
    ...(dice.oneIn(10) && { needs: { minFreeMemoryBytes: dice.below(2_048) } }),
    ...(dice.oneIn(10) && { draft: true }),
    ...(dice.oneIn(10) && { approve: true }),
    ...(dice.oneIn(10) && { after: some() }),
    ...(dice.oneIn(10) && { afterAny: some() }),
    ...(dice.oneIn(10) && { afterFailed: some() }),
    ...(dice.oneIn(5) && { notBefore: moment(dice.below(5) - 2) }),
  });
  if (!dice.oneIn(3)) return waiting(task, circumstances);
  const pauses = dice.oneIn(5) ? [{ since: instant(1) }] : undefined;
  const live = { run: number, ask: 1, attempt: 1, ...(pauses && { pauses }) };
  const run = runSeen({ run: number, spec: specOf({ run: number, task: number, slot }) });
  const status = dice.oneIn(5) ? 'awaiting' : 'running';
  return { task: { ...task, runs: [live] }, projection: { status }, dead: undefined, run };
}

function waiting(task: TaskRecord, circumstances?: Scene['circumstances']): Observation {
  if (!circumstances)
    return { task, projection: { status: 'pending' }, dead: undefined, run: undefined };
  return {
    task,
    projection: project(task, circumstances),
    dead: deadDependency(task, circumstances.standing),
    run: undefined,
  };
}
