import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from '../support/cli.ts';
import { readText } from '../support/local-run.ts';
import { until } from '../support/until.ts';
import { type Bench, createBench } from './bench.ts';
import {
  bearWitness,
  checkInvariants,
  checkLooking,
  outsideOf,
  type Witness,
} from './invariants.ts';
import type { Scenario } from './scenarios.ts';

/** Before, in the middle of, or after the K-th effect of a name: `middle:create lock:1`. */
export type Place = string;

export interface Played {
  /** Every place that the victim passed, where it was not killed. */
  readonly places: readonly Place[];
  /** Every place that those passed who came after the one that was killed last. */
  readonly followed: readonly Place[];
  /** How many of those that should have been killed were. */
  readonly killed: number;
}

const patienceMs = 60_000;

/**
 * Plays a scenario in a project of its own. The victim is killed at the first place, who follows
 * it at the second, and so on; then somebody brings everything to rest, and all that must be true
 * is checked. A failure says where the kills were.
 */
export async function play(
  scenario: Scenario,
  places: readonly Place[],
  { looks = false } = {},
): Promise<Played> {
  const afters: (() => unknown)[] = [];
  try {
    return await playIn(
      createBench({ after: (act) => afters.push(act as () => unknown) }),
      scenario,
      places,
      looks,
    );
  } catch (error) {
    const where = places.length === 0 ? 'unharmed' : `killed at ${places.join(', then at ')}`;
    (error as Error).message = `${scenario.name}, ${where}: ${(error as Error).message}`;
    throw error;
  } finally {
    for (const after of afters) await after();
  }
}

async function playIn(
  bench: Bench,
  scenario: Scenario,
  places: readonly Place[],
  looks: boolean,
): Promise<Played> {
  const { project } = bench;
  const [place, ...later] = places;
  await scenario.prepare(bench);
  const outside = outsideOf(bench);
  const seen: Witness[] = [];

  const trace = join(project.folder, 'trace');
  const setting = place ?? `trace:${trace}`;
  const ofSpawned = scenario.inBackground && { ORCHESTRA_FAILPOINT_OF_SPAWNED: setting };
  const env = scenario.env?.(bench);
  const victim = scenario.victim(bench, { ...env, ...failAt(setting), ...ofSpawned });
  let killed = await end(bench, scenario, victim, victim);
  seen.push(bearWitness(bench));
  if (looks && project.processes().length === 0) await checkLooking(bench);

  const traceOfOthers = join(project.folder, 'trace-of-others');
  for (const next of [...later, `trace:${traceOfOthers}`]) {
    const words = bench.isLive() ? ['run', '--json'] : ['status', '--json'];
    const follower = project.background(words, { env: { ...env, ...failAt(next) } });
    killed += await end(bench, scenario, follower);
    seen.push(bearWitness(bench));
  }
  await until(
    'all have left',
    () => {
      scenario.meanwhile?.(bench);
      return project.processes().length === 0;
    },
    { timeoutMs: patienceMs },
  );
  await bench.reconcile(); // What nobody was told of may be found only by who counts.
  if (bench.isLive()) await bench.conduct();
  await checkInvariants(bench, seen, outside);
  if (looks) await checkLooking(bench);
  scenario.expect(bench, victim.said.stdout);
  return { places: lines(trace), followed: lines(traceOfOthers), killed };
}

/** Waits for the end of a process; 1 when it was killed. */
async function end(bench: Bench, scenario: Scenario, call: Call, victim?: Call): Promise<number> {
  let signal: NodeJS.Signals | null | undefined;
  void call.ended.then((outcome) => {
    signal = outcome.signal;
  });
  const deadlineMs = performance.now() + patienceMs;
  while (signal === undefined) {
    assert.ok(performance.now() < deadlineMs, `it does not end: ${call.said.stderr}`);
    scenario.meanwhile?.(bench, victim);
    await pause(10);
  }
  return signal === 'SIGKILL' ? 1 : 0;
}

const failAt = (setting: string) => ({ ORCHESTRA_FAILPOINT: setting });

/** Two processes may have passed a place of the same name. */
const lines = (trace: string): string[] => [
  ...new Set(
    readText(trace)
      .split('\n')
      .filter((line) => line !== ''),
  ),
];
