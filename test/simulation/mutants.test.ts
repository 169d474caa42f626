import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { liveHistory } from './history.ts';
import { mutants } from './mutants.ts';

const seeds = 150;
const steps = 400;

describe(`within ${seeds} histories of ${steps} steps the model finds that`, () => {
  for (const mutant of mutants)
    it(mutant.name, async (t) => {
      for (let seed = 1; seed <= seeds; seed += 1) {
        const { violation } = await liveHistory(seed, steps, mutant);
        if (!violation) continue;
        t.diagnostic(
          `seed ${seed}, step ${violation.step}: ${violation.rule}: ${violation.message}`,
        );
        return;
      }
      assert.fail('nobody has noticed');
    });
});
