import { it } from 'node:test';
import { numberOption } from '../support/tiers.ts';
import { mustHold } from './report.ts';

// npm run simulate -- --seed 42 --steps 100000 --histories 1
const seed = numberOption('simulate', 'seed');
const steps = numberOption('simulate', 'steps');
const histories = numberOption('simulate', 'histories');
const together = 50;

for (let from = seed; from < seed + histories; from += together) {
  const end = Math.min(from + together, seed + histories);
  it(`${steps} steps of a world that goes wrong, with each seed from ${from} to ${end - 1}`, async (t) => {
    const count = { tasks: 0, runs: 0, conductors: 0 };
    for (let one = from; one < end; one += 1) {
      const { world } = await mustHold(one, steps);
      count.tasks += world.model.records.size;
      count.runs += [...world.runs.all()].filter(({ goneMs }) => goneMs !== undefined).length;
      count.conductors += world.conductors.size;
    }
    t.diagnostic(`${count.tasks} tasks, ${count.runs} runs, ${count.conductors} conductors`);
  });
}
