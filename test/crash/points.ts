import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { type Place, play } from './play.ts';
import type { Scenario } from './scenarios.ts';

/** A trial is mostly spent waiting for others. */
const parallel = availableParallelism() + 1;

/** Every place of a scenario, by playing it unharmed. */
export async function placesOf(scenario: Scenario): Promise<readonly Place[]> {
  return (await play(scenario, [], { looks: true })).places;
}

/**
 * The places that differ. After one effect and before the next is the same, for there is nothing
 * between that leaves anything behind; but who acts on processes waits there for what they do.
 */
export const distinct = (places: readonly Place[]): Place[] =>
  places.filter(
    (place, at) =>
      !place.startsWith('after:') ||
      !places[at + 1]?.startsWith('before:') ||
      /^after:(launch|signal|spawn|kill)/.test(place),
  );

/** Plays a scenario once for each of these places, with a kill there. Throws with all that failed. */
export async function killAtEach(
  scenario: Scenario,
  places: readonly Place[],
): Promise<ReadonlyMap<Place, readonly Place[]>> {
  const followed = new Map<Place, readonly Place[]>();
  const problems: Error[] = [];
  let missed = 0;
  await inParallel(places, async (place, at) => {
    try {
      const played = await play(scenario, [place], { looks: at % 40 === 7 });
      followed.set(place, played.followed);
      if (played.killed === 0) missed += 1;
    } catch (error) {
      problems.push(error as Error);
    }
  });
  throwAll(problems);
  assert.ok(missed * 5 <= places.length || scenario.inBackground, `${missed} places were missed`);
  return followed;
}

/** Does it with each, a few at a time. */
export async function inParallel<T>(
  all: Iterable<T>,
  act: (one: T, at: number) => Promise<void>,
): Promise<void> {
  const left = all[Symbol.iterator]();
  let at = 0;
  const work = async () => {
    for (let next = left.next(); !next.done; next = left.next()) await act(next.value, at++);
  };
  await Promise.all(Array.from({ length: parallel }, work));
}

/** One error for all: the first ones in full. */
export function throwAll(problems: readonly Error[]): void {
  if (problems.length === 0) return;
  const told = problems.slice(0, 5).map(({ message }) => message);
  throw new Error(`${problems.length} failed\n${told.join('\n\n')}`, { cause: problems[0] });
}
