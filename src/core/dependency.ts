import type { TaskRecord } from './task.ts';
import type { SettledStatus } from './vocabulary.ts';

/** How another task stands: `open` while it may still end one way or the other. */
export type Standing = 'open' | 'complete' | 'failed' | 'cancelled' | 'missing';

/** What a task waits for another one to do. */
export type Wanted = 'success' | 'end' | 'failure';

export interface Dependency {
  readonly task: number;
  readonly wants: Wanted;
}

/** The fields that name other tasks: what `--after`, `--after-any` and `--after-failed` ask for. */
export const dependencyKinds = ['after', 'afterAny', 'afterFailed'] as const;
export type DependencyKind = (typeof dependencyKinds)[number];

/** The fields in which a line of a batch names lines before it, whose numbers nobody knows yet. */
export const lineKindOf = {
  after: 'afterLines',
  afterAny: 'afterAnyLines',
  afterFailed: 'afterFailedLines',
} as const satisfies Record<DependencyKind, string>;
export type LineKind = (typeof lineKindOf)[DependencyKind];

/** All that a task waits for. */
export const dependenciesOf = ({
  after = [],
  afterAny = [],
  afterFailed = [],
}: Pick<TaskRecord, DependencyKind>): Dependency[] => [
  ...after.map((task) => ({ task, wants: 'success' as const })),
  ...afterAny.map((task) => ({ task, wants: 'end' as const })),
  ...afterFailed.map((task) => ({ task, wants: 'failure' as const })),
];

/** Whether a task that stands so does what is wanted of it: a retry can turn never into yes. */
export function fulfils(standing: Standing, wants: Wanted): 'yes' | 'notYet' | 'never' {
  if (standing === 'open') return 'notYet';
  switch (wants) {
    case 'success':
      return standing === 'complete' ? 'yes' : 'never';
    case 'failure':
      return standing === 'failed' ? 'yes' : 'never';
    case 'end': // Only what had ended can have been removed.
      return 'yes';
  }
}

/** Whether one that ended so let down who wanted this of it; of an end that nobody knows, that it may have. */
export const standsAgainst = (was: SettledStatus | undefined, wants: Wanted): boolean =>
  was === undefined ? wants !== 'end' : fulfils(was, wants) === 'never';

/** A dependency that cannot be fulfilled any more, and how the other task stands. */
export type Dead = Dependency & { readonly standing: Standing };

/** The first dependency of a task that cannot be fulfilled any more. */
export function deadDependency(
  task: TaskRecord,
  standing: (task: number) => Standing,
): Dead | undefined {
  for (const one of dependenciesOf(task)) {
    const stands = standing(one.task);
    if (fulfils(stands, one.wants) === 'never') return { ...one, standing: stands };
  }
  return undefined;
}
