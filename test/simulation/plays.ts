import { parentPort, workerData } from 'node:worker_threads';
import { deaths, type Played, playAll } from './pairs.ts';
import { scenarios } from './scenarios.ts';

// Beside the test runner, which follows every promise that is made.
if (parentPort) parentPort.postMessage(await playEach(workerData as string));

/** All pairs of a scenario, with each pair of deaths. */
async function playEach(name: string): Promise<Played> {
  const played = { effects: 0, pairs: 0 };
  for (const scenario of scenarios.filter((one) => one.name === name))
    for (const both of deaths) {
      const { effects, pairs } = await playAll(scenario, both);
      played.effects = effects;
      played.pairs += pairs;
    }
  return played;
}
