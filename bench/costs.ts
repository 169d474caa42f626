import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Lack, lacking } from './guarantees.ts';
import { type Samples, timeOf } from './measure.ts';
import { buildWorkspace } from './workspace.ts';

/**
 * Drains the same queue with all guarantees and without each; milliseconds for each task. They
 * take turns, so that what disturbs the machine disturbs all of them.
 */
export async function measureCosts(
  folder: string,
  node: string,
  { tasks, parallel, rounds }: { tasks: number; parallel: number; rounds: number },
): Promise<Samples[]> {
  const conduct = fileURLToPath(new URL('conduct.js', import.meta.url));
  const samples = (Object.keys(lacking) as Lack[]).map((name): Samples => ({ name, values: [] }));
  for (let round = 0; round < rounds; round += 1)
    for (const [at, { name, values }] of samples.entries()) {
      const cwd = join(folder, `${round}-${at}`);
      mkdirSync(cwd, { recursive: true });
      const store = await buildWorkspace(cwd, { pending: tasks });
      const args = [conduct, store.root, String(parallel), name];
      values.push(timeOf({ name, program: node, args, cwd }) / tasks);
      if (store.queue.head()?.complete !== tasks) throw new Error(`${name}: not all completed`);
    }
  return samples;
}
