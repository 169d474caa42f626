import { tellCycle } from '../core/cycle.ts';
import { Failure } from '../core/failure.ts';
import { type Hopeless, hopelessAmong } from '../core/hopeless.ts';
import { type Circumstances, project } from '../core/projection.ts';
import { number, type TaskRecord, taskIdOf, titleOf } from '../core/task.ts';
import { reasons, statuses } from '../core/vocabulary.ts';
import { boolean, type Infer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { firstLine } from '../lib/text.ts';
import { circumstancesOf } from './circumstances.ts';
import { edgesAround, type Graph, graphOf } from './dependency-graph.ts';
import { operation } from './operation.ts';
import { settleFirst } from './settle-first.ts';
import { taskNamed } from './words.ts';

const Node = object({
  number: number('Its number.'),
  status: oneOf([...statuses, 'missing'], 'Where it is in its life; missing: it has no record.'),
  reason: optional(oneOf(reasons, 'Why.')),
  agent: string('Who does it.'),
  title: string('Its title, or the first line of its prompt.'),
});
export type Node = Infer<typeof Node>;

const EdgeView = object({
  task: number('The task that waits.'),
  on: number('The one it waits for.'),
  wants: oneOf(['success', 'end', 'failure'], 'What it waits for that one to come to.'),
  is: oneOf(['fulfilled', 'open', 'dead'], 'Whether that has happened; dead: it cannot any more.'),
});
export type EdgeView = Infer<typeof EdgeView>;

const Output = object({
  tasks: list(Node, 'Those that wait, or are waited for, the oldest first.'),
  edges: list(EdgeView, 'Who waits for whom.'),
  problems: list(
    object({
      task: number('The task.'),
      is: oneOf(['dead', 'missing', 'cycle', 'stuck'], 'Why it cannot start whatever runs.'),
      says: string('In words.'),
      wayOut: optional(string('What a person can do.')),
    }),
    'Tasks of these that wait for ever unless people help.',
  ),
});
export type DepsOutput = Infer<typeof Output>;

/** Who waits for whom, from three sides: one task, all of them, and what is wrong. */
export const deps = operation({
  summary: 'Show which tasks wait for which, and whether any waits in vain',
  examples: [
    'orchestra deps show 12',
    'orchestra deps graph',
    'orchestra deps graph 12 --format mermaid',
    'orchestra deps check',
  ],
  route: 'GET /dependencies',
  positionals: ['action', 'task'],
  writes: false,
  input: object({
    action: oneOf(['show', 'graph', 'check'], 'What to show.', { default: 'graph' }),
    task: optional(string('Only what it waits for, and what waits for it.')),
    all: optional(boolean('Also what is finished, whatever that takes.')),
  }),
  output: Output,
  async run(context, { action, task: word, all = false }): Promise<DepsOutput> {
    if (action === 'show' && word === undefined)
      throw new Failure('usage', 'which task?', { hint: 'orchestra deps show ID' });
    await settleFirst(context);
    const asked = word === undefined ? undefined : taskNamed(context, word);
    const graph = graphOf(context, asked, all);
    const edges = asked
      ? [...edgesAround(graph.edges, asked.number, action !== 'show')]
      : graph.edges;
    const circumstances = { ...circumstancesOf(context), standing: graph.standing };
    const shown = new Set(edges.flatMap(({ waiter, task }) => [waiter, task]));
    if (asked) shown.add(asked.number);
    return {
      tasks: [...shown].sort((a, b) => a - b).map((one) => nodeOf(graph, one, circumstances)),
      edges: edges
        .map(({ waiter, task, wants, is }) => ({ task: waiter, on: task, wants, is }))
        .sort((a, b) => a.task - b.task || a.on - b.on),
      problems: problemsIn(graph).filter(({ task }) => shown.has(task)),
    };
  },
});

function nodeOf({ tasks }: Graph, number: number, circumstances: Circumstances): Node {
  const task = tasks.get(number);
  if (!task) return { number, status: 'missing', agent: '', title: '' };
  const { status, reason } = project(task, circumstances);
  const title = firstLine(titleOf(task));
  return { number, status, ...(reason && { reason }), agent: task.agent, title };
}

function problemsIn({ tasks, standing }: Graph): DepsOutput['problems'] {
  const live = [...tasks.values()].filter(({ settled }) => !settled);
  return hopelessAmong(live, standing).map((one) => ({
    task: one.task,
    is: one.is === 'dead' && one.dead.standing === 'missing' ? 'missing' : one.is,
    ...tell(one, tasks),
  }));
}

const wished = { success: 'to complete', end: 'to end', failure: 'to fail' } as const;

function tell(
  one: Hopeless,
  tasks: ReadonlyMap<number, TaskRecord>,
): { says: string; wayOut?: string } {
  const id = taskIdOf(one.task);
  switch (one.is) {
    case 'dead': {
      const { task: other, wants, standing } = one.dead;
      if (standing === 'missing')
        return {
          says: `${id} waits for ${taskIdOf(other)}, which is gone`,
          wayOut: `orchestra edit ${one.task}, or orchestra cancel ${one.task}`,
        };
      const came = tasks.get(other)?.settled?.status ?? standing;
      return {
        says: `${id} waits for ${taskIdOf(other)} ${wished[wants]}, and that is ${came}`,
        wayOut: `orchestra retry ${other}, or orchestra cancel ${one.task}`,
      };
    }
    case 'cycle':
      return {
        says: `tasks that wait for each other: ${tellCycle(one.cycle)}`,
        wayOut: `orchestra edit ${one.task}, or orchestra cancel ${one.task}`,
      };
    case 'stuck':
      return { says: `${id} waits for ${taskIdOf(one.on)}, which cannot start` };
  }
}
