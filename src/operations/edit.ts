import { labelsOption } from '../core/asked.ts';
import { Failure } from '../core/failure.ts';
import { type TaskRecord, taskIdOf } from '../core/task.ts';
import { boolean, type Infer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { changeTasks } from './change-tasks.ts';
import { type Context, conductors, operation } from './operation.ts';
import { rowOf, TaskView, viewOf } from './show-task.ts';
import { promptOf, textOf } from './start.ts';
import { changeMeant, type EditProblem } from './task-edit.ts';
import { editBetween, nameOf, taskText } from './task-text.ts';
import { editable, type Word, wordNames } from './task-words.ts';
import { taskNamed } from './words.ts';

const { labels: _labels, ...flags } = editable;
// A zone is a word about another one.
const clearable = wordNames.filter((word) => word !== 'tz');

const Output = object({
  task: TaskView,
  changed: boolean('False where all was as it is wanted already.'),
  message: string('In words.'),
  conductor: oneOf(conductors, 'Who looks after it, where it may start now and could not before.'),
});
type Output = Infer<typeof Output>;

/** Changes what is wanted of a task that waits. */
export const edit = operation({
  summary: 'Change a task that waits: in $VISUAL or $EDITOR, or by options',
  examples: [
    'orchestra edit 12',
    'orchestra edit 12 --prompt "try it without the cache" --priority 5',
    'orchestra edit 12 --after 3,4 --clear group',
  ],
  route: 'POST /tasks/{task}/edit',
  positionals: ['task'],
  kinds: { task: 'live task' },
  writes: true,
  input: object({
    task: string('Its number or id.'),
    prompt: optional(string('What it should do; - reads stdin, @FILE a file.')),
    ...flags,
    label: labelsOption,
    clear: optional(
      list(oneOf(clearable.map(nameOf), 'A setting.'), 'What it is to lose, such as group,model.'),
    ),
    file: optional(string('Take all of it from this file (- is stdin), as the editor shows it.')),
  }),
  output: Output,
  async run(context, { task: word, file, prompt, label, clear = [], ...words }): Promise<Output> {
    const task = taskNamed(context, word);
    const isAny =
      prompt !== undefined || label || clear.length > 0 || Object.keys(words).length > 0;
    if (file !== undefined) {
      if (isAny) throw mixed();
      return editAs(context, task, await textOf(context, file));
    }
    if (!isAny) throw nothingSaid(task);
    refuseBoth({ ...words, ...(label && { labels: label }) }, clear);
    const meant = await changeMeant(context, task, {
      words: { ...words, ...(label && { labels: label }) },
      cleared: wordNames.filter((name) => clear.includes(nameOf(name))),
      ...(prompt !== undefined && { prompt: await promptOf(context, prompt) }),
    });
    if ('change' in meant) return carryOut(context, task, meant.change);
    const [first, ...others] = meant.problems.map(({ failure }) => failure);
    if (!first || others.length === 0) throw first;
    const messages = [first, ...others].map(({ message }) => message);
    throw new Failure(first.code, messages.join('; '), { hint: first.hint });
  },
});

const mixed = (): Failure =>
  new Failure('usage', '--file holds all of the task', {
    hint: 'orchestra edit 12 --file FILE, without other options',
  });

function refuseBoth(said: object, clear: readonly string[]): void {
  const both = wordNames.filter((word) => word in said && clear.includes(nameOf(word)));
  if (both.length === 0) return;
  const named = both.map((word) => `--${nameOf(word)}`).join(', ');
  throw new Failure('usage', `${named} cannot be set and cleared at once`, {
    hint: 'leave one of them out',
  });
}

const nothingSaid = ({ number }: TaskRecord): Failure =>
  new Failure('usage', 'nothing is to be changed', {
    hint: `such as: orchestra edit ${number} --priority 5`,
  });

/**
 * Changes a task to what an edited text says of it, where that differs from the text `before`.
 * Throws a Failure that names the lines.
 */
export async function editAs(
  context: Context,
  seen: TaskRecord,
  text: string,
  before = taskText(seen, Date.parse(context.clock.now().at)),
): Promise<Output> {
  if (text.trim() === '')
    throw new Failure('invalid', 'the text is empty: nothing was changed', {
      hint: 'to have it not run: orchestra cancel ID, or orchestra hold ID',
    });
  const edited = editBetween(before, text);
  const meant = await changeMeant(context, seen, edited);
  const found = 'problems' in meant ? meant.problems : [];
  const problems = [...edited.problems, ...found.map((one) => tellProblem(one, edited.lineOf))];
  if (problems.length > 0 || 'problems' in meant)
    throw new Failure('invalid', `nothing was changed:\n${problems.join('\n')}`, {
      hint: 'mend these lines',
    });
  refuseOverwrite(context, seen, meant.change);
  return carryOut(context, seen, meant.change);
}

function tellProblem(
  { part, failure }: EditProblem,
  lineOf: (part: Word | 'prompt') => number,
): string {
  const message = failure.message.replace(/^--/, '');
  return part === undefined ? message : `line ${lineOf(part)}: ${message}`;
}

type Change = Parameters<typeof changeTasks>[2];

/** A person may have had the text open for hours. */
function refuseOverwrite(context: Context, seen: TaskRecord, { set = {}, clear = [] }: Change) {
  const now = taskNamed(context, taskIdOf(seen.number));
  const fields = [...(Object.keys(set) as (keyof typeof set)[]), ...clear];
  const others = fields.filter((name) => JSON.stringify(seen[name]) !== JSON.stringify(now[name]));
  if (others.length === 0) return;
  throw new Failure(
    'conflict',
    `${taskIdOf(seen.number)} was changed by somebody else meanwhile: ${others.join(', ')}`,
    { hint: `orchestra show ${seen.number}` },
  );
}

async function carryOut(context: Context, task: TaskRecord, change: Change): Promise<Output> {
  const { number } = task;
  const isSame = !change.set && !change.clear;
  const before = rowOf(context, task).status;
  const [result] = isSame ? [] : await changeTasks(context, [number], change);
  if (!isSame && result?.ok !== 'yes')
    throw new Failure('conflict', result?.message ?? 'it was refused', {
      hint: `orchestra show ${number}`,
    });
  const now = taskNamed(context, taskIdOf(number));
  const isFree = before !== 'pending' && rowOf(context, now).status === 'pending';
  return {
    task: viewOf(context, now),
    changed: !isSame && now.by.join() !== task.by.join(),
    message: result?.message ?? 'nothing was changed',
    conductor: isFree ? await context.conducting.ensure() : 'none',
  };
}
