import { list, oneOf, optional, string } from '../lib/schema.ts';
import { quoted } from '../lib/text.ts';
import { type DependencyKind, dependencyKinds, type LineKind, lineKindOf } from './dependency.ts';
import { Failure } from './failure.ts';
import { dependencyPolicies, taskIdOf } from './task.ts';
import { numberOf } from './words.ts';

const some = (description: string) => optional(list(string('A task.'), description));

/** What a new task may wait for, in words. */
export const dependencyOptions = {
  after: some('Start only when these have completed.'),
  afterAny: some('Start only when these have ended, however.'),
  afterFailed: some('Start only when these have failed.'),
  ifDependencyFails: optional(
    oneOf(
      dependencyPolicies,
      'Once that cannot happen any more: fail, or block until people help.',
    ),
  ),
};

type Words = { readonly [K in DependencyKind]?: readonly string[] };

/** What a task waits for: tasks by their numbers, and lines of its own batch by their places. */
export interface Awaited {
  readonly tasks: { [K in DependencyKind]?: number[] };
  readonly lines: { [K in LineKind]?: number[] };
}

/** Where a line is among the tasks of its batch. Throws a Failure for one that cannot be meant. */
export type PlaceOf = (line: number) => number;

/** Reads the words; `attempt` notes what is wrong with them, unknown tasks all at once. */
export function awaitedIn(
  words: Words,
  isTask: (number: number) => boolean,
  placeOf: PlaceOf,
  attempt: <T>(check: () => T) => T | undefined,
): Awaited {
  const awaited: Awaited = { tasks: {}, lines: {} };
  for (const kind of dependencyKinds)
    for (const word of words[kind] ?? [])
      attempt(() => {
        const line = /^#([1-9]\d{0,6})$/.exec(word)?.[1];
        if (line === undefined) note(awaited.tasks, kind, numberOf(word));
        else note(awaited.lines, lineKindOf[kind], placeOf(Number(line)));
      });
  attempt(() => refuseUnknown(awaited.tasks, isTask));
  attempt(() => refuseContradiction(words));
  return awaited;
}

function note<K extends string>(lists: { [_ in K]?: number[] }, kind: K, number: number): void {
  const known = lists[kind];
  if (!known) lists[kind] = [number];
  else if (!known.includes(number)) known.push(number);
}

/** Only a batch has lines. */
export const noPlaces: PlaceOf = (line) => {
  throw new Failure('usage', `#${line} names a line, and only a batch has lines`, {
    hint: 'tasks are named 12 or task_12',
  });
};

function refuseUnknown(tasks: Awaited['tasks'], isTask: (number: number) => boolean): void {
  const all = new Set(Object.values(tasks).flat());
  const unknown = [...all].filter((number) => !isTask(number));
  if (unknown.length === 0) return;
  throw new Failure('not_found', `there is no ${unknown.map(taskIdOf).join(', ')} to wait for`, {
    hint: 'orchestra list',
  });
}

/** Nothing both completes and fails. */
function refuseContradiction({ after = [], afterFailed = [] }: Words): void {
  const bare = (word: string) => word.replace(/^task_/, '');
  const failing = new Set(afterFailed.map(bare));
  const both = after.filter((word) => failing.has(bare(word)));
  if (both.length === 0) return;
  throw new Failure('usage', `${both.map(quoted).join(', ')} cannot both complete and fail`, {
    hint: '--after-any waits for the end, whatever it is',
  });
}
