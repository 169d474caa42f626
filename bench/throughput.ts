import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../src/core/store.ts';
import { type Samples, timeOf } from './measure.ts';
import { buildWorkspace, type Contents } from './workspace.ts';

/**
 * How long a slot stays empty: from the last word of one agent to the first of the next. The
 * agents tell the time themselves, so that nothing of ours is left out.
 */
export async function measureNextStart(
  folder: string,
  node: string,
  main: string,
  tasks: number,
): Promise<Samples> {
  mkdirSync(folder);
  const store = await buildWorkspace(folder, { pending: tasks + 1, agent: 'clock' });
  timeOf({
    name: 'next start',
    program: node,
    args: [main, 'run', '--parallel', '1'],
    cwd: folder,
  });
  const spoken = Array.from({ length: tasks + 1 }, (_, at) => wordOf(store, at + 1));
  const values = spoken.slice(1).map((ns, at) => Number(ns - (spoken[at] ?? 0n)) / 1e6);
  return { name: 'finish → next start', values };
}

interface Drain {
  readonly tasks: number;
  readonly parallel: number;
  readonly rounds: number;
}

/** A queue of `true`, drained by a foreground conductor; milliseconds for each task. */
export const measureDrain = (folder: string, node: string, main: string, drain: Drain) =>
  drained(folder, node, main, {
    ...drain,
    name: `${drain.tasks} × true, ${drain.parallel} at a time: a task`,
    contents: { pending: drain.tasks },
  });

/** The same, of tasks that wait each for the one before it. */
export const measureChain = (folder: string, node: string, main: string, drain: Drain) =>
  drained(folder, node, main, {
    ...drain,
    name: `${drain.tasks} × true in a chain: a task`,
    contents: { pending: drain.tasks, isChain: true },
  });

/** A chain whose first task fails. */
export const measureFall = (folder: string, node: string, main: string, drain: Drain) =>
  drained(folder, node, main, {
    ...drain,
    name: `${drain.tasks} that fall with the first: a task`,
    contents: { pending: drain.tasks, isChain: true, agent: 'fails' },
    code: 1,
  });

type Named = Drain & { readonly name: string; readonly contents: Contents; readonly code?: number };

async function drained(
  folder: string,
  node: string,
  main: string,
  { name, contents, tasks, parallel, rounds, ...call }: Named,
): Promise<Samples> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const cwd = join(folder, String(round));
    mkdirSync(cwd, { recursive: true });
    await buildWorkspace(cwd, contents);
    const args = [main, 'run', '--parallel', String(parallel)];
    values.push(timeOf({ name, program: node, args, cwd, ...call }) / tasks);
  }
  return { name, values };
}

/** What the agent of a task said: the time, in nanoseconds. */
function wordOf({ tasks, runs }: Store, number: number): bigint {
  const run = tasks.read(number)?.runs[0]?.run ?? 0;
  return BigInt(runs.output(run, 'stdout', 0, 100).toString('utf8').trim());
}
