import { type Dependency, dependenciesOf, fulfils, type Standing } from '../core/dependency.ts';
import { dayOf } from '../core/layout.ts';
import type { TaskRecord } from '../core/task.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { everything, finishedTasks, liveTasks } from './walk.ts';

/** Tasks that wait for each other, by their numbers. */
export interface Graph {
  readonly tasks: ReadonlyMap<number, TaskRecord>;
  readonly edges: readonly Edge[];
  readonly standing: (task: number) => Standing;
}

/** That a task waits for another one. */
export interface Edge extends Dependency {
  readonly waiter: number;
  readonly is: 'fulfilled' | 'open' | 'dead';
}

/**
 * All live tasks, what they wait for, and why that did not go well; of `asked`, also what fell with
 * it. With `all`, whatever has a record.
 */
export function graphOf(context: Context, asked: TaskRecord | undefined, all: boolean): Graph {
  const { store } = context;
  const read = (number: number) => readQuietly(() => store.tasks.read(number));
  const tasks = new Map<number, TaskRecord>();
  const add = (task: TaskRecord | undefined) => void (task && tasks.set(task.number, task));
  for (const { number } of liveTasks(store, everything)) add(read(number));
  if (all) for (const { number } of finishedTasks(store, everything, 'latest')) add(read(number));
  else if (asked?.settled) for (const one of fallenSince(context, asked.settled.endedAt)) add(one);
  add(asked);
  for (const task of tasks.values()) {
    if (task.settled?.status === 'complete' && task !== asked) continue; // All it waited for is well.
    for (const { task: other } of dependenciesOf(task)) if (!tasks.has(other)) add(read(other));
  }
  const standing = (number: number): Standing => {
    const task = tasks.get(number) ?? read(number);
    return task ? (task.settled?.status ?? 'open') : 'missing';
  };
  const edges = [...tasks.values()].flatMap((task) => edgesOf(task, standing));
  return { tasks, edges, standing };
}

/** What fell with others since that day. */
function fallenSince({ store }: Context, at: string): TaskRecord[] {
  const fromMs = Date.parse(`${dayOf(at)}T00:00:00.000Z`);
  const admits = (status: string) => status !== 'complete';
  return [...finishedTasks(store, { ...everything, admits, fromMs }, 'latest')].flatMap(
    ({ number }) => {
      const task = readQuietly(() => store.tasks.read(number));
      return task?.settled?.reason === 'dependency' ? [task] : [];
    },
  );
}

function edgesOf(task: TaskRecord, standing: (task: number) => Standing): Edge[] {
  const states = { yes: 'fulfilled', notYet: 'open', never: 'dead' } as const;
  return dependenciesOf(task).map((one) => ({
    ...one,
    waiter: task.number,
    is: states[fulfils(standing(one.task), one.wants)],
  }));
}

/** The edges at a task; with `far`, all that lead to it, or on from it, over others. */
export function edgesAround(edges: readonly Edge[], task: number, far: boolean): ReadonlySet<Edge> {
  const found = new Set<Edge>();
  for (const [from, to] of [
    ['task', 'waiter'],
    ['waiter', 'task'],
  ] as const) {
    const leaving = new Map<number, Edge[]>();
    for (const edge of edges) {
      const known = leaving.get(edge[from]);
      if (known) known.push(edge);
      else leaving.set(edge[from], [edge]);
    }
    const reached = new Set([task]);
    for (const at of reached)
      for (const edge of leaving.get(at) ?? []) {
        found.add(edge);
        if (far) reached.add(edge[to]);
      }
  }
  return found;
}
