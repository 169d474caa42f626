import { Failure } from '../core/failure.ts';
import { durationOf, numberOf } from '../core/words.ts';
import { type Infer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { type Context, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { TaskResult, wishForTasks } from './task-results.ts';
import { Timing, timingOf } from './timing.ts';
import { taskNamed } from './words.ts';

const Output = object({
  results: list(TaskResult, 'One for each task whose time was to be changed; none for a check.'),
  tasks: list(Timing, 'How they stand; without names, all that run.'),
});
type Output = Infer<typeof Output>;

/** Shows and changes how long tasks may run. */
export const timeout = operation({
  summary: 'Show how much time tasks have left, or give them more or less',
  examples: [
    'orchestra timeout check',
    'orchestra timeout extend 12 30m',
    'orchestra timeout set 12 2h',
    'orchestra timeout set 12 none',
  ],
  route: 'POST /tasks/timeout',
  positionals: ['action', 'tasks'],
  rest: 'list',
  kinds: { tasks: 'live task' },
  writes: true,
  input: object({
    action: oneOf(['set', 'extend', 'check'], 'What to do.', { default: 'check' }),
    tasks: list(string('A task.'), 'These; to check, all that run unless some are named.', {
      default: [],
    }),
    duration: optional(
      string('How long, such as 90 (seconds), 30m or 2h; none takes a limit away.'),
    ),
  }),
  output: Output,
  async run(context, { action, tasks: words, duration }): Promise<Output> {
    if (action === 'check') return { results: [], tasks: look(context, words) };
    if (words.length === 0 || duration === undefined)
      throw new Failure('usage', `timeout ${action} takes a task and a duration`, {
        hint: `orchestra timeout ${action} 12 30m`,
      });
    const ms = msOf(action, duration);
    const numbers = [...new Set(words.map((word) => taskNamed(context, word).number))];
    const results: TaskResult[] = [];
    for (const task of numbers)
      results.push(
        ...(await wishForTasks(context, [task], { kind: 'timeout', task, mode: action, ms })),
      );
    return { results, tasks: look(context, words) };
  },
});

function msOf(action: 'set' | 'extend', duration: string): number {
  if (duration !== 'none') return durationOf('duration', duration);
  if (action === 'set') return 0;
  throw new Failure('usage', 'none is no time to extend by', {
    hint: 'orchestra timeout set ID none takes the limit away',
  });
}

function look(context: Context, words: readonly string[]): Timing[] {
  const { store } = context;
  const running = store.queue.live('running').map(({ number }) => number);
  const asking = new Set(store.queue.live('awaiting').map(({ number }) => number));
  const named = words.map(numberOf);
  for (const word of words) taskNamed(context, word);
  const numbers = words.length > 0 ? new Set(named) : new Set([...running, ...asking]);
  return [...numbers]
    .sort((a, b) => a - b)
    .flatMap((number) => readQuietly(() => store.tasks.read(number)) ?? [])
    .map((task) => timingOf(context, task, asking.has(task.number)));
}
