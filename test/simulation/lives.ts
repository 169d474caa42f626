import { parentPort, workerData } from 'node:worker_threads';
import { mustHold } from './report.ts';

/** What one worker is told: these seeds, so many steps each. */
export interface Range {
  readonly from: number;
  readonly end: number;
  readonly steps: number;
}

/** What happened in its histories. */
export interface Lived {
  readonly tasks: number;
  readonly runs: number;
  readonly conductors: number;
}

// Beside the test runner, which follows every promise that is made.
if (parentPort) parentPort.postMessage(await live(workerData as Range));

async function live({ from, end, steps }: Range): Promise<Lived> {
  const lived = { tasks: 0, runs: 0, conductors: 0 };
  for (let seed = from; seed < end; seed += 1) {
    const { world } = await mustHold(seed, steps);
    lived.tasks += world.model.books.records.size;
    lived.runs += [...world.runs.all()].filter(({ goneMs }) => goneMs !== undefined).length;
    lived.conductors += world.conductors.size;
  }
  return lived;
}
