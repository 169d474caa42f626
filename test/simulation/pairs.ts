import type { Conductor } from './conductors.ts';
import type { Event } from './events.ts';
import type { Fate } from './fate.ts';
import { happen } from './happen.ts';
import { begin } from './history.ts';
import type { Mutant } from './mutants.ts';
import { checkThatNobodyIsForgotten, comeToRest } from './rest.ts';
import type { Violation } from './rules.ts';
import type { Scenario } from './scenarios.ts';
import type { SimulatedWorld } from './world.ts';

/** How the first dies, and how the one who follows. */
export const deaths = [
  ['killed before', 'killed before'],
  ['killed before', 'cut off within'],
  ['cut off within', 'killed before'],
] as const satisfies readonly (readonly [Fate['is'], Fate['is']])[];
export type Deaths = (typeof deaths)[number];

/** How much was played. */
export interface Played {
  /** Effects of the first that it was killed at. */
  readonly effects: number;
  /** Plays in which the one who followed was killed as well. */
  readonly pairs: number;
}

/** A scenario with every pair of effects. Throws where one breaks a promise. */
export async function playAll(
  scenario: Scenario,
  [one, other]: Deaths,
  mutant?: Mutant,
): Promise<Played> {
  let pairs = 0;
  for (let first = 1; ; first += 1)
    for (let second = 1; ; second += 1) {
      const fates = [
        { at: first, is: one },
        { at: second, is: other },
      ] as const;
      const died = await play(scenario, fates, mutant);
      if (died === 0) return { pairs, effects: first - 1 };
      if (died === 1) break;
      pairs += 1;
    }
}

/**
 * The first of a scenario meets its fate, who follows meets another, and then everything comes to
 * rest; answers with how many have died. Throws where a promise is broken.
 */
export async function play(
  scenario: Scenario,
  fates: readonly [Fate, Fate],
  mutant?: Mutant,
): Promise<number> {
  // What a power cut leaves is up to the dice, which are others each time.
  const { world, names } = begin(fates[0].at * 100 + fates[1].at, mutant);
  const { typed, before } = scenario;
  for (const [at, event] of before.entries())
    await happen(world, names, { id: at + 1, ...event } as Event);
  const done: string[] = [];
  const conductUntil = async (fate: Fate): Promise<void> => {
    const one = world.living()[0] ?? world.conductor(`c${fate.at}`, 'here', 'run');
    await conduct(world, scenario, one, fate, done);
    done.push(`and it ${one.end?.as ?? 'stays'}; ${fate.is} ${fate.at}`);
  };

  const [first, second] = fates;
  if (typed === undefined) await conductUntil(first);
  else await happen(world, names, { id: before.length + 1, ...typed, fate: first } as Event);
  if (world.deaths > 0) await conductUntil(second);
  const died = world.deaths;
  if (!world.model.violation) await comeToRest(world);
  const { violation } = world.model;
  if (violation) throw new Error(report(scenario, fates, violation, done));
  return died;
}

const turnsMax = 60;

/** One conducts until it leaves or dies, and between its turns agents live on. */
async function conduct(
  world: SimulatedWorld,
  { agent = () => 0 }: Scenario,
  one: Conductor,
  { at, is }: Fate,
  done: string[],
): Promise<void> {
  const { hand } = one;
  const dueAt = hand.begun + at;
  for (let turns = 0; turns < turnsMax && !one.end; turns += 1) {
    await one.go({ at: dueAt - hand.begun, is }, false);
    done.push(...hand.done);
    checkThatNobodyIsForgotten(world);
    if (world.model.violation) return;
    for (const run of world.runs.active()) {
      const word = run.agent === 'alive' ? agent(run) : 'lives on';
      if (word !== 'lives on') world.runs.endAgent(run, word);
      world.runs.move(run);
    }
    world.machine.pass(1_000);
  }
}

function report(
  { name }: Scenario,
  fates: readonly [Fate, Fate],
  { rule, message }: Violation,
  done: readonly string[],
): string {
  const [first, second] = fates.map(({ is, at }) => `${is} ${at}`);
  return [
    `${name}: the first ${first}, who follows ${second}: "${rule}" is broken: ${message}`,
    ...done.map((one) => `    ${one}`),
  ].join('\n');
}
