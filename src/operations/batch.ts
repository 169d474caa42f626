import { type Asked, type AskedTask, type ReadTask, readAsked } from '../core/asked.ts';
import { type Draft, type Drafted, draftedOrThrow } from '../core/draft.ts';
import { Failure } from '../core/failure.ts';
import { batchMax } from '../core/intent.ts';
import { number, protocolVersion, taskIdOf, titleOf } from '../core/task.ts';
import { readJson } from '../lib/json.ts';
import { boolean, type Infer, object, optional, string } from '../lib/schema.ts';
import { firstLine } from '../lib/text.ts';
import { createDrafter } from './new-task.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { wish } from './wishes.ts';

/** A task that a batch created. */
export const BatchTask = object({
  id: string('Its id.'),
  number: number('Its number.'),
  agent: string('Who does it.'),
  title: string('Its title, or the first line of its prompt.'),
  simulated: boolean('True when no real agent does it.'),
  existing: optional(boolean('True when it was there, with the same key, and none was queued.')),
  approve: optional(boolean('True where a person has to approve it before it starts.')),
});
export type BatchTask = Infer<typeof BatchTask>;

const lineCharactersMax = 1024 * 1024;
const problemsMax = 100;
/** Thousands of records take a conductor a while. */
const patiencePerTaskMs = 20;

/**
 * The tasks that a text of JSON lines asks for, with `defaults` for what a line does not say.
 * Throws a Failure with every problem of every line; then nothing was asked for.
 */
export async function draftBatch(
  context: Context,
  text: string,
  defaults: Omit<Asked, 'prompt'>,
): Promise<Drafted[]> {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const filled = lines.flatMap((line, at) => (line.trim() === '' ? [] : [{ line, at: at + 1 }]));
  if (filled.length === 0)
    throw new Failure('invalid', 'the batch holds no task', {
      hint: 'a line for each, such as {"prompt": "what to do"}',
    });
  if (filled.length > batchMax)
    throw new Failure(
      'invalid',
      `the batch holds ${filled.length} tasks; at most ${batchMax} go into one`,
      { hint: 'split it' },
    );
  const draft = await createDrafter(context);
  refuseDefaults(draft, defaults);
  const problems: string[] = [];
  const places = new Map(filled.map(({ at }, place) => [at, place + 1]));
  const drafts = filled.flatMap(({ line, at }): Drafted[] => {
    const read = readLine(line, at === lines.length);
    const placeOf = (named: number) => placeBefore(at, named, places);
    const drafted = read.value && draft(withDefaults(defaults, read.value), placeOf);
    if (drafted?.ok && read.problems.length === 0) return [drafted];
    const more = drafted && !drafted.ok ? drafted.problems.map(({ message }) => message) : [];
    const told = [...read.problems, ...more].map((problem) => problem.replace(/^--/, ''));
    problems.push(...told.map((problem) => `line ${at}: ${problem}`));
    return [];
  });
  if (problems.length > 0) throw refusal(problems);
  return drafts;
}

/** Lines wait for earlier ones only: so they cannot wait for each other. */
function placeBefore(at: number, named: number, places: ReadonlyMap<number, number>): number {
  const place = places.get(named);
  if (place !== undefined && named < at) return place;
  const problem =
    place === undefined
      ? `no task is in line ${named}`
      : `a line waits for earlier ones only, and #${named} is not one`;
  throw new Failure('invalid', problem, { hint: 'put the tasks that others wait for first' });
}

/** What is wrong with what holds for all is told once. The default agent need not be there. */
function refuseDefaults(draft: (asked: Asked) => Draft, defaults: Omit<Asked, 'prompt'>): void {
  const problemsOf = (asked: Omit<Asked, 'prompt'>) => {
    const drafted = draft({ ...asked, prompt: '?' });
    return drafted.ok ? [] : drafted.problems;
  };
  const bare = defaults.agent === undefined ? problemsOf({}).map(({ message }) => message) : [];
  const problems = problemsOf(defaults).filter(({ message }) => !bare.includes(message));
  if (problems.length > 0) draftedOrThrow({ ok: false, problems });
}

/** Leaves one wish for all of them, and resolves to what was created, in their order. */
export async function queueBatch(
  context: Context,
  drafts: readonly Drafted[],
): Promise<BatchTask[]> {
  const results = await wish(
    context,
    {
      version: protocolVersion,
      at: context.clock.now().at,
      kind: 'batch',
      tasks: drafts.map(({ wanted, lines, ifExists }) => ({
        ...wanted,
        ...lines,
        ...(ifExists && { ifExists }),
      })),
    },
    patiencePerTaskMs * drafts.length,
  );
  return drafts.map(({ wanted }, at) => {
    const result = results[at] ?? results[0];
    const { ok, task, message, existing } = result ?? { ok: 'no', message: 'refused' };
    if (ok === 'no' || task === undefined)
      throw new Failure('conflict', message, { hint: 'nothing was queued: give the batch again' });
    const there = existing && readQuietly(() => context.store.tasks.read(task));
    const { agent, simulated = false, approve } = there || wanted;
    const title = firstLine(titleOf(there || wanted));
    const named = { id: taskIdOf(task), number: task, agent, title, simulated };
    if (existing) return { ...named, existing };
    return approve ? { ...named, approve } : named;
  });
}

function readLine(line: string, isLast: boolean): ReadTask {
  if (line.length > lineCharactersMax)
    return {
      problems: [`has ${line.length} characters; at most ${lineCharactersMax} are read`],
    };
  // What was no UTF-8 has become this mark; who means the mark itself writes it as an escape.
  if (line.includes('\ufffd')) return { problems: ['holds bytes that are not UTF-8'] };
  const json = readJson(line);
  const torn = isLast ? '; nothing ends this line: was the file cut off?' : '';
  if (!json.ok) return { problems: [`is not JSON: ${json.problem}${torn}`] };
  return readAsked(json.value);
}

/** A line goes before what holds for all; variables and labels are joined. */
function withDefaults(defaults: Omit<Asked, 'prompt'>, line: AskedTask): Asked {
  const env = { ...defaults.env, ...line.env };
  const labels = { ...defaults.labels, ...line.labels };
  const { at, delay, tz, ...others } = defaults;
  const saysStart = line.at !== undefined || line.delay !== undefined;
  return {
    ...(saysStart ? others : defaults),
    ...line,
    ...(Object.keys(env).length > 0 && { env }),
    ...(Object.keys(labels).length > 0 && { labels }),
  };
}

function refusal(problems: readonly string[]): Failure {
  const left = problems.length - problemsMax;
  const shown = left > 0 ? [...problems.slice(0, problemsMax), `and ${left} more`] : problems;
  return new Failure('invalid', `nothing was queued:\n${shown.join('\n')}`, {
    hint: 'mend these lines, and give the whole batch again',
  });
}
