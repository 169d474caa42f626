import { Failure } from '../core/failure.ts';
import { number, type TaskRecord, taskIdOf } from '../core/task.ts';
import { statuses } from '../core/vocabulary.ts';
import { excerptOf } from '../lib/excerpt.ts';
import { lineBlocks } from '../lib/line-blocks.ts';
import {
  boolean,
  type Infer,
  integer,
  list,
  object,
  oneOf,
  optional,
  string,
} from '../lib/schema.ts';
import { filterOption, readFilters } from './filter.ts';
import { type Context, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { type FoundLine, foundIn, foundInJson, type Pattern, readPattern } from './search-lines.ts';
import { rowOf } from './show-task.ts';
import { latestTasks } from './walk.ts';

/** What is shown of a line that was found. */
const textMax = 300;

const places = ['title', 'prompt', 'message', 'stdout', 'stderr', 'log'] as const;

/** A line of a task that holds what was looked for. */
export const Hit = object({
  id: string('The id of the task.'),
  number: number('Its number.'),
  status: oneOf(statuses, 'Where that is in its life.'),
  where: oneOf(places, 'What the line is in.'),
  attempt: optional(integer('Of message, stdout and stderr: the attempt.', { minimum: 1 })),
  run: optional(number('The run of that attempt.')),
  line: integer('Which line of it, counted from 1.', { minimum: 1 }),
  text: string(
    `The line; of a longer one ${textMax} characters around the match, with … at the cut.`,
  ),
  at: integer('Where in the text the match begins, in UTF-16 units.', { minimum: 0 }),
  length: integer('How long the match is.', { minimum: 0 }),
});
export type Hit = Infer<typeof Hit>;

/** Looks through prompts, titles, messages and output, piece by piece, the latest task first. */
export const search = operation({
  summary: 'Find a text in prompts, titles, messages and all that agents have said',
  examples: [
    'orchestra search "connection refused"',
    'orchestra search -i flaky --in prompt --filter status=failed',
    "orchestra search --regex 'E[A-Z]+: .*port' --filter since=2d --json",
  ],
  route: 'GET /search',
  positionals: ['text'],
  rest: 'text',
  whole: ['filter'],
  short: { i: 'ignoreCase' },
  writes: false,
  input: object({
    text: string('What to look for, within a line, as it is.', { minLength: 1 }),
    regex: optional(boolean('Take it for a regular expression, as in JavaScript.')),
    ignoreCase: optional(boolean('Take capitals and small letters for the same.')),
    in: oneOf(
      ['prompt', 'output', 'all'],
      'Where: prompts and titles, messages and output, or both.',
      {
        default: 'all',
      },
    ),
    filter: filterOption,
    limit: integer('Show at most this many lines; 0 shows all.', { default: 50, minimum: 0 }),
  }),
  output: object({
    hits: list(Hit, 'The lines, the latest task first.'),
    more: boolean('True when the limit has left some out.'),
    damaged: list(string('An id.'), 'Tasks met on the way of which not all can be read.'),
  }),
  async run(context, { text, regex = false, ignoreCase = false, in: where, filter, limit }) {
    if (/[\r\n]/.test(text))
      throw new Failure('usage', 'what is looked for is within a line, and this has several', {
        hint: 'look for one of them',
      });
    const pattern = readPattern(text, regex, ignoreCase);
    const most = limit === 0 ? Number.POSITIVE_INFINITY : limit;
    const hits: Hit[] = [];
    const damaged: string[] = [];
    for (const { task, status } of tasksMeant(context, filter, damaged)) {
      const id = taskIdOf(task.number);
      const found = foundInTask(context, task, where, pattern);
      for (const one of untilDamaged(found, () => damaged.push(id))) {
        if (hits.length === most) return { hits, more: true, damaged };
        hits.push({ id, number: task.number, status, ...one });
      }
    }
    return { hits, more: false, damaged };
  },
});

type Meant = { readonly task: TaskRecord } & Pick<Hit, 'status'>;

function* tasksMeant(
  context: Context,
  words: readonly string[],
  damaged: string[],
): Generator<Meant> {
  const filter = readFilters(words, Date.parse(context.clock.now().at));
  const { store } = context;
  for (const named of latestTasks(store, filter, 'archive too')) {
    const task = readQuietly(() => store.tasks.read(named.number));
    if (!task) damaged.push(taskIdOf(named.number));
    if (!task || !(filter.matches?.(task) ?? true)) continue;
    if (words.length > 0 && !filter.suits(rowOf(context, task, named.status))) continue;
    yield { task, status: named.status };
  }
}

/** What was packed may be damaged: what was found before holds, and the next task is looked at. */
function* untilDamaged<T>(found: Iterable<T>, tell: () => void): Generator<T> {
  try {
    yield* found;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    tell();
  }
}

type Found = Omit<Hit, 'id' | 'number' | 'status'>;

function* foundInTask(
  context: Context,
  task: TaskRecord,
  where: 'prompt' | 'output' | 'all',
  pattern: Pattern,
): Generator<Found> {
  if (where !== 'output') {
    yield* hitsOf('title', foundInText(task.title, pattern));
    yield* hitsOf('prompt', foundInText(task.prompt, pattern));
  }
  if (where !== 'prompt') yield* foundInOutput(context, task, pattern);
}

function* foundInOutput(
  { store: { runs, tasks } }: Context,
  task: TaskRecord,
  pattern: Pattern,
): Generator<Found> {
  for (const { run, attempt, outcome } of task.runs) {
    const of = { attempt, run };
    const isEvents = readQuietly(() => runs.spec(run))?.format !== undefined;
    let untold = [...foundInText(outcome?.message, pattern)];
    for (const stream of ['stdout', 'stderr'] as const) {
      const find = stream === 'stdout' && isEvents ? foundInJson : foundIn;
      const readAt = (offset: number, bytesMax: number) =>
        runs.output(run, stream, offset, bytesMax);
      for (const block of lineBlocks(readAt))
        for (const found of find(block, pattern)) {
          yield hitOf(stream, found, of);
          // Mostly the message repeats what was said last.
          untold = untold.filter(({ text }) => !text.includes(found.text));
        }
    }
    for (const found of untold) yield hitOf('message', found, of);
  }
  const told = task.runs.at(-1)?.outcome?.message;
  const last = task.settled?.message;
  if (last !== told) yield* hitsOf('message', foundInText(last, pattern));
  if (tasks.logSize(task.number) === 0) return;
  const readLog = (offset: number, bytesMax: number) =>
    tasks.logFrom(task.number, offset, bytesMax);
  for (const block of lineBlocks(readLog)) yield* hitsOf('log', foundIn(block, pattern));
}

const foundInText = (text: string | undefined, pattern: Pattern): Iterable<FoundLine> =>
  text === undefined ? [] : foundIn({ text, line: 1 }, pattern);

function* hitsOf(where: Hit['where'], found: Iterable<FoundLine>): Generator<Found> {
  for (const one of found) yield hitOf(where, one);
}

const hitOf = (
  where: Hit['where'],
  { line, ...found }: FoundLine,
  of: Pick<Hit, 'attempt' | 'run'> = {},
): Found => ({ where, ...of, line, ...excerptOf(found, textMax) });
