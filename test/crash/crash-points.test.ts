import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fractionOf } from '../../src/lib/fraction.ts';
import { numberOption } from '../support/tiers.ts';
import { type Place, play } from './play.ts';
import { distinct, inParallel, killAtEach, placesOf, throwAll } from './points.ts';
import { type Scenario, scenarios } from './scenarios.ts';

/**
 * `npm run crash -- --seed 7 --seconds 600`: every scenario, killed at every place; then for so
 * many seconds killed at one, and who follows at another, as the dice of this seed fall. With
 * `--both 1` it is killed on both sides of each effect, though nothing is between two of them.
 */
const seed = numberOption('crash', 'seed');
const seconds = numberOption('crash', 'seconds');
const both = numberOption('crash', 'both') > 0;

describe('a process that kills itself', () => {
  const found = new Map<Scenario, ReadonlyMap<Place, readonly Place[]>>();

  for (const scenario of scenarios)
    it(`at any effect of "${scenario.name}" leaves what is brought to the same end`, async (t) => {
      const all = await placesOf(scenario);
      const places = both ? all : distinct(all);
      assert.ok(places.length >= 5, all.join('\n'));
      const startedMs = performance.now();
      found.set(scenario, await killAtEach(scenario, places));
      const effects = all.filter((place) => place.startsWith('before:')).length;
      const took = ((performance.now() - startedMs) / 1000).toFixed(1);
      t.diagnostic(`${effects} effects, ${places.length} places, ${took} s`);
    });

  it(`at one, and who follows at another, leaves the same (${seconds} s, seed ${seed})`, async (t) => {
    const pairs = [...found].flatMap(([scenario, followed]) =>
      [...followed].flatMap(([first, others]) =>
        distinct(others).map((second) => ({ scenario, places: [first, second] })),
      ),
    );
    const drawn = pairs
      .map((pair, at) => ({ ...pair, lot: fractionOf(`${seed}/${at}/${pair.places.join()}`) }))
      .sort((a, b) => a.lot - b.lot);
    const problems: Error[] = [];
    const endMs = performance.now() + seconds * 1000;
    let played = 0;
    let twice = 0;
    await inParallel(drawn, async ({ scenario, places }) => {
      if (performance.now() > endMs) return;
      try {
        if ((await play(scenario, places)).killed === 2) twice += 1;
        played += 1;
      } catch (error) {
        problems.push(error as Error);
      }
    });
    const places = [...found.values()].reduce((sum, { size }) => sum + size, 0);
    t.diagnostic(`${places} places; ${played} of ${pairs.length} pairs, ${twice} killed twice`);
    throwAll(problems);
  });
});
