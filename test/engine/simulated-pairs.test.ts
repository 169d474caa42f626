import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createDice } from '../simulation/dice.ts';
import { deaths, play } from '../simulation/pairs.ts';
import { scenarios } from '../simulation/scenarios.ts';

it('who is killed is followed by one who is killed as well, and nothing is lost', async () => {
  const dice = createDice(1);
  const effect = () => 1 + dice.below(dice.pick([4, 20]));
  let twice = 0;
  for (const scenario of scenarios)
    for (const [one, other] of deaths)
      for (let plays = 0; plays < 2; plays += 1) {
        const fates = [
          { at: effect(), is: one },
          { at: effect(), is: other },
        ] as const;
        if ((await play(scenario, fates)) === 2) twice += 1;
      }
  assert.ok(twice > 30, `only ${twice} pairs`);
});
