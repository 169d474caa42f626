import { imagine } from './chance.ts';
import { createDice } from './dice.ts';
import type { Event } from './events.ts';
import { happen } from './happen.ts';
import type { Mutant } from './mutants.ts';
import { createNames, type Names } from './names.ts';
import { checkThatNobodyIsForgotten, comeToRest } from './rest.ts';
import type { Violation } from './rules.ts';
import { createWorld, type SimulatedWorld } from './world.ts';

/** A life of a workspace, and what was wrong with it. */
export interface History {
  readonly events: readonly Event[];
  readonly world: SimulatedWorld;
  readonly violation: (Violation & { readonly step: number }) | undefined;
}

/**
 * Lives a history that the dice make up as it goes, behind what has happened before, and then lets
 * everything come to rest.
 */
export async function liveHistory(
  seed: number,
  steps: number,
  mutant?: Mutant,
  before: readonly Event[] = [],
): Promise<History> {
  const dice = createDice(seed);
  const { world, names } = begin(seed, mutant);
  const events: Event[] = [];
  while (events.length < steps) {
    const event = before[events.length] ?? imagine(world, names, dice, events.length + 1);
    events.push(event);
    await happen(world, names, event);
    checkThatNobodyIsForgotten(world);
    const { violation } = world.model;
    if (violation) return { events, world, violation: { ...violation, step: events.length } };
  }
  return { events, world, violation: await atRest(world, steps) };
}

/** Lives the same again, or what is left of it. */
export async function replay(
  seed: number,
  events: readonly Event[],
  mutant?: Mutant,
  tell: (event: Event, world: SimulatedWorld) => void = () => {},
): Promise<History> {
  const { world, names } = begin(seed, mutant);
  for (const [at, event] of events.entries()) {
    await happen(world, names, event);
    checkThatNobodyIsForgotten(world);
    tell(event, world);
    const { violation } = world.model;
    if (violation) return { events, world, violation: { ...violation, step: at + 1 } };
  }
  return { events, world, violation: await atRest(world, events.length) };
}

/** A workspace in which nothing has happened. */
export const begin = (seed: number, mutant?: Mutant): { world: SimulatedWorld; names: Names } => ({
  world: createWorld(seed, mutant),
  names: createNames(),
});

async function atRest(world: SimulatedWorld, step: number): Promise<History['violation']> {
  await comeToRest(world);
  return world.model.violation && { ...world.model.violation, step };
}
