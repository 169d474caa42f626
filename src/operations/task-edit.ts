import type { Asked } from '../core/asked.ts';
import type { TaskChange } from '../core/change.ts';
import { Failure } from '../core/failure.ts';
import type { NewTask, TaskRecord } from '../core/task.ts';
import { createDrafter } from './new-task.ts';
import type { Context } from './operation.ts';
import { nameOf } from './task-text.ts';
import {
  fieldsBehind,
  startWords,
  type Word,
  type Words,
  wordNames,
  wordsOf,
} from './task-words.ts';

/** What is said anew of a task: settings, those that it loses, and its prompt. */
export interface Edit {
  readonly words: Words;
  readonly cleared: readonly Word[];
  readonly prompt?: string;
}

type Part = Word | 'prompt';

/** What is wrong with an edit, and with which part of it; undefined where only with all of it. */
export interface EditProblem {
  readonly part: Part | undefined;
  readonly failure: Failure;
}

/**
 * The change that an edit means, checked as a new task is: an agent can still be called with what
 * comes out. Else all that is wrong.
 */
export async function changeMeant(
  context: Context,
  task: TaskRecord,
  edit: Edit,
): Promise<{ readonly change: TaskChange } | { readonly problems: EditProblem[] }> {
  const parts = partsOf(edit);
  const missing = edit.cleared.filter((word) => word === 'agent' || word === 'cwd');
  const needed = missing.map((part) => ({ part, failure: mustBeThere(part) }));
  if (parts.length === 0 || needed.length > 0)
    return needed.length > 0 ? { problems: needed } : { change: {} };

  const draft = await createDrafter(context);
  const asked = (some: readonly Part[]) => askedFor(context, task, edit, some);
  const before = draft(asked([]));
  const known = new Set(before.ok ? [] : before.problems.map(({ message }) => message));
  const problemsOf = (some: readonly Part[]): Failure[] => {
    const drafted = draft(asked(some));
    return drafted.ok ? [] : drafted.problems.filter(({ message }) => !known.has(message));
  };
  const alone = parts.filter((part) => !isBeside(part, parts));
  const own = alone.flatMap((part) => problemsOf([part]).map((failure) => ({ part, failure })));
  if (own.length > 0) return { problems: own };
  const drafted = draft(asked(parts));
  if (!drafted.ok)
    return { problems: drafted.problems.map((failure) => ({ part: undefined, failure })) };
  return { change: changeTo(task, drafted.wanted, edit, parts) };
}

const partsOf = ({ words, cleared, prompt }: Edit): Part[] => [
  ...wordNames.filter((word) => words[word] !== undefined || cleared.includes(word)),
  ...(prompt === undefined ? [] : ['prompt' as const]),
];

const isStart = (part: Part): boolean => startWords.some((word) => word === part);

/** Of the words about one start, the first is where its problems are told. */
const isBeside = (part: Part, parts: readonly Part[]): boolean =>
  isStart(part) && parts.find(isStart) !== part;

const mustBeThere = (word: Word): Failure =>
  new Failure('usage', `${nameOf(word)} must be there`, { hint: `orchestra edit --help` });

/** The task as it would be asked for, with nothing but some parts of the edit. */
function askedFor({ clock }: Context, task: TaskRecord, edit: Edit, parts: readonly Part[]): Asked {
  const fields = new Set(parts.flatMap((part) => fieldsBehind[part]));
  const old = wordsOf(task, Date.parse(clock.now().at));
  // Words about one field stand together: who edits one of them does not mean to lose the others.
  const related = wordNames.filter((word) => fieldsBehind[word].some((field) => fields.has(field)));
  // What else decides whether it can be called, and whether a person must approve it.
  const called = ['agent', 'cwd', 'model', 'labels'] as const;
  const saysStart = parts.some(isStart);
  const isSaid = (word: Word) => parts.includes(word) || (saysStart && isStart(word));
  const words = Object.fromEntries(
    [...new Set([...called, ...related])].map((word) => [
      word,
      isSaid(word) ? edit.words[word] : old[word],
    ]),
  ) as Words;
  const { timeout, ...others } = words;
  const prompt = parts.includes('prompt') ? edit.prompt : undefined;
  return {
    ...defined(others),
    ...(timeout !== undefined && timeout !== 'none' && { timeout }),
    ...(task.env && { env: task.env }),
    prompt: prompt ?? task.prompt,
  };
}

const defined = (words: Words): Words =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));

function changeTo(
  task: TaskRecord,
  wanted: NewTask,
  edit: Edit,
  parts: readonly Part[],
): TaskChange {
  // A rule of the config may ask for it now; what was asked for before is for a person to give.
  const isGated = wanted.approve && !task.approve;
  const set: Record<string, unknown> = { ...(isGated && { approve: true }) };
  const clear: (keyof NewTask)[] = [];
  for (const field of new Set(parts.flatMap((part) => fieldsBehind[part]))) {
    const isEndless = field === 'timeoutMs' && edit.words.timeout === 'none';
    const value = isEndless ? 0 : wanted[field];
    if (value === undefined) clear.push(field);
    else set[field] = value;
  }
  return {
    ...(Object.keys(set).length > 0 && { set: set as Partial<NewTask> }),
    ...(clear.length > 0 && { clear }),
  };
}
