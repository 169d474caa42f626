import { ruleFor } from '../core/approval.ts';
import { Failure } from '../core/failure.ts';
import { durationOf, promptFrom } from '../core/words.ts';
import { boolean, type Infer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { type Filter, readFilters } from './filter.ts';
import { type Context, conductors, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { settleFirst } from './settle-first.ts';
import { TaskResults, wishForTasks } from './task-results.ts';
import { finishedTasks } from './walk.ts';
import { tasksNamed } from './words.ts';

const Output = object({
  results: TaskResults,
  conductor: oneOf(conductors, 'Who looks after them.'),
});

/** Asks for another run of the same tasks; their numbers and their history stay. */
export const retry = operation({
  summary: 'Run finished tasks again, under their own numbers',
  examples: [
    'orchestra retry 12',
    'orchestra retry 12 --prompt "try it without the cache" --timeout 1h',
    'orchestra retry --all-failed --filter reason=timeout',
  ],
  route: 'POST /tasks/retry',
  positionals: ['tasks'],
  rest: 'list',
  whole: ['filter'],
  kinds: { tasks: 'finished task' },
  writes: true,
  input: object({
    tasks: list(string('A task.'), 'Their numbers or ids.', { default: [] }),
    allFailed: optional(boolean('Every failed task.')),
    filter: list(string('A condition.'), 'Of these, only such as --filter of list tells.', {
      default: [],
    }),
    prompt: optional(string('Replaces the prompt of the one task.')),
    timeout: optional(string('Replaces how long an attempt may take (30m).')),
  }),
  output: Output,
  async run(context, { tasks, allFailed, filter, prompt, timeout }): Promise<Infer<typeof Output>> {
    refuseMixed(tasks, allFailed, filter, prompt);
    const changes = {
      ...(prompt !== undefined && (await promptChange(context, tasks, promptFrom(prompt)))),
      ...(timeout !== undefined && { timeoutMs: durationOf('timeout', timeout) }),
    };
    const nowMs = Date.parse(context.clock.now().at);
    const numbers = allFailed
      ? await failedTasks(context, readFilters(filter, nowMs))
      : [...new Set(tasksNamed(context, tasks).map(({ number }) => number))];
    if (numbers.length === 0) return { results: [], conductor: 'none' };
    const asked = { kind: 'retry', tasks: numbers, ...changes } as const;
    const results = await wishForTasks(context, numbers, asked);
    const isAny = results.some(({ ok }) => ok === 'yes');
    return { results, conductor: isAny ? await context.conducting.ensure() : 'none' };
  },
});

/** Another prompt may be one that a rule of the config wants approved. */
async function promptChange(context: Context, tasks: readonly string[], prompt: string) {
  const { approve: rules } = (await context.agents()).settings();
  const [task] = tasksNamed(context, tasks);
  const isGated = task !== undefined && ruleFor(rules, { ...task, prompt }) !== undefined;
  return { prompt, ...(isGated && { approve: true }) };
}

function refuseMixed(
  tasks: readonly string[],
  allFailed: boolean | undefined,
  filter: readonly string[],
  prompt: string | undefined,
): void {
  const hint = 'orchestra retry ID… or orchestra retry --all-failed';
  if (tasks.length === 0 && !allFailed) throw new Failure('usage', 'which task?', { hint });
  if (tasks.length > 0 && allFailed)
    throw new Failure('usage', 'retry takes tasks or --all-failed, not both', { hint });
  if (filter.length > 0 && !allFailed)
    throw new Failure('usage', '--filter chooses among --all-failed', {
      hint: 'orchestra retry --all-failed --filter agent=coder',
    });
  if (prompt !== undefined && tasks.length !== 1)
    throw new Failure('usage', '--prompt is for one task', {
      hint: 'orchestra retry ID --prompt "what to do"',
    });
}

/** Failed tasks that a filter lets pass, in the order in which they were accepted. */
async function failedTasks(context: Context, filter: Filter): Promise<number[]> {
  await settleFirst(context);
  const { store } = context;
  const failed = { ...filter, admits: (status: string) => status === 'failed' };
  return [...finishedTasks(store, failed, 'earliest')]
    .map(({ number }) => number)
    .filter((number) => {
      const task = readQuietly(() => store.tasks.read(number));
      return task?.settled?.status === 'failed' && (filter.matches?.(task) ?? true);
    })
    .sort((a, b) => a - b);
}
