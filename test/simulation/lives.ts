import { parentPort, workerData } from 'node:worker_threads';
import type { History } from './history.ts';
import { mustHold } from './report.ts';
import { timed } from './timed.ts';

/** What one worker is told: these seeds, so many steps each. */
export interface Range {
  readonly from: number;
  readonly end: number;
  readonly steps: number;
}

/** What happened in its histories. */
export interface Lived {
  tasks: number;
  runs: number;
  conductors: number;
}

/** So many lives, and one more in which the clock starts things as well. */
const timedEvery = 5;

// Beside the test runner, which follows every promise that is made.
if (parentPort) parentPort.postMessage(await live(workerData as Range));

async function live({ from, end, steps }: Range): Promise<Lived> {
  const lived = { tasks: 0, runs: 0, conductors: 0 };
  for (let seed = from; seed < end; seed += 1) {
    add(lived, await mustHold(seed, steps));
    if (seed % timedEvery === 0) add(lived, await mustHold(seed, steps, timed));
  }
  return lived;
}

function add(lived: Lived, { world }: History): void {
  lived.tasks += world.model.books.records.size;
  lived.runs += [...world.runs.all()].filter(({ goneMs }) => goneMs !== undefined).length;
  lived.conductors += world.conductors.size;
}
