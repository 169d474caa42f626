import { type JsonSchema, list, object, oneOf, optional, type Schema } from '../lib/schema.ts';
import { and } from '../lib/text.ts';
import { dependenciesOf } from './dependency.ts';
import { NewTask, type TaskRecord } from './task.ts';

/** What of a task can be taken away again. */
type Clearable = Exclude<keyof NewTask, 'agent' | 'prompt' | 'cwd' | 'priority'>;

const fields = Object.entries(NewTask.properties ?? {});
const clearable = fields
  .map(([name]) => name)
  .filter((name) => !['agent', 'prompt', 'cwd', 'priority'].includes(name)) as Clearable[];

/** Nothing is filled in: what is not said stays as it is. */
const bare = ({ default: _, ...field }: JsonSchema): JsonSchema => field;

/** The fields of a wish that changes tasks. */
export const changeFields = {
  set: optional(
    object(
      Object.fromEntries(fields.map(([name, field]) => [name, optional(bare(field))])),
      'What they get.',
    ) as Schema<Partial<NewTask>>,
  ),
  clear: optional(list(oneOf(clearable, 'A field.'), 'What they lose.')),
};

/** What is set, and what is taken away. */
export interface TaskChange {
  readonly set?: Partial<NewTask>;
  readonly clear?: readonly (keyof NewTask)[];
}

/** What nobody has acted upon while a run is alive: the next attempt, or a table, will see it. */
const changeableInARun: readonly string[] = ['title', 'labels', 'priority', 'retry', 'key'];

/** What a person has read who approved a task: of another one they have said nothing. */
const approvedFields: readonly string[] = ['agent', 'prompt', 'cwd', 'env', 'model'];

/** What of a task whose run is alive cannot become another one any more. */
export const tooLateIn = (before: TaskRecord, after: TaskRecord): string[] =>
  differences(before, after)
    .filter((name) => !changeableInARun.includes(name))
    .map(nameOf);

/** The record as a change would leave it. Who is let go waits from then on. */
export function changed(task: TaskRecord, change: TaskChange, at: string): TaskRecord {
  const { set = {}, clear = [] } = change;
  const kept = Object.entries(task).filter(([name]) => !(clear as string[]).includes(name));
  const next = { ...Object.fromEntries(kept), ...set } as TaskRecord;
  const isLetGo = (task.hold && !next.hold) || (task.draft && !next.draft);
  const { approved, ...unapproved } = next;
  return {
    ...(isAnother(task, next) && approved ? unapproved : next),
    ...(isLetGo && { queuedAt: at }),
  };
}

/** Whether who has read the one has not read the other. */
export const isAnother = (before: TaskRecord, after: TaskRecord): boolean =>
  differences(before, after).some((name) => approvedFields.includes(name));

/** The tasks that it waits for now, and did not before. */
export const addedDependencies = (before: TaskRecord, after: TaskRecord): number[] => {
  const known = new Set(dependenciesOf(before).map(({ task }) => task));
  return [...new Set(dependenciesOf(after).map(({ task }) => task))].filter(
    (task) => !known.has(task),
  );
};

/** What has become of a task, such as: is held; changed: prompt. Empty where nothing has. */
export function tellChange(before: TaskRecord, after: TaskRecord): string {
  const names = differences(before, after);
  const said = [
    ...(names.includes('priority') ? [`has priority ${after.priority}`] : []),
    ...(names.includes('draft') ? [after.draft ? 'is a draft' : 'is in the queue'] : []),
    ...(names.includes('hold') ? [after.hold ? 'is held' : 'is released'] : []),
  ];
  const others = names.filter((name) => !['priority', 'draft', 'hold'].includes(name)).map(nameOf);
  return [and(said), others.length > 0 ? `changed: ${others.join(', ')}` : '']
    .filter((words) => words !== '')
    .join('; ');
}

const differences = (before: TaskRecord, after: TaskRecord): (keyof NewTask)[] =>
  (fields as [keyof NewTask, JsonSchema][])
    .map(([name]) => name)
    .filter((name) => textOf(before[name]) !== textOf(after[name]));

/** Whether they say the same, as far as a record tells: false is as good as nothing. */
const textOf = (value: unknown): string => JSON.stringify(value === false ? null : (value ?? null));

const names: Partial<Record<keyof NewTask, string>> = {
  timeoutMs: 'timeout',
  notBefore: 'time to start',
  afterAny: 'after-any',
  afterFailed: 'after-failed',
  ifDependencyFails: 'policy for failed dependencies',
  cwd: 'folder',
  env: 'environment',
};

const nameOf = (field: keyof NewTask): string => names[field] ?? field;
