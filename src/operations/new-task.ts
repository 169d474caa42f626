import type { Asked } from '../core/asked.ts';
import type { PlaceOf } from '../core/awaited.ts';
import { createDrafter as createOver, type Draft } from '../core/draft.ts';
import { groupNames } from '../core/groups.ts';
import { orderOf } from '../core/layout.ts';
import { folderOf, project } from '../core/projection.ts';
import { type NewTask, newRecord, type TaskRecord } from '../core/task.ts';
import { controlsOf } from './controlled.ts';
import type { Context } from './operation.ts';

/** What turns the wishes of a person into tasks. Throws a Failure when the config cannot be read. */
export async function createDrafter(
  context: Context,
): Promise<(asked: Asked, placeOf?: PlaceOf) => Draft> {
  const { store, clock, cwd, isFolder } = context;
  const agents = await context.agents();
  return createOver({
    agents,
    groups: groupNames(agents.settings(), controlsOf(context)),
    cwd,
    root: store.root,
    now: clock.now,
    isFolder,
    isTask: (number) => store.tasks.read(number) !== undefined,
  });
}

/** Makes the task's record, which accepts it for good, and shows it in the queue. */
export function queueTask(context: Context, wanted: NewTask): TaskRecord {
  const { store, clock } = context;
  const hint = store.queue.storedHead()?.highest ?? 0;
  const task = store.tasks.create((number) => newRecord(number, wanted, clock.now().at), hint);
  const nowMs = Date.parse(task.createdAt);
  const controls = controlsOf(context);
  const { status } = project(task, { nowMs, standing: () => 'open', controls });
  store.queue.enter(folderOf(status) ?? 'pending', orderOf(task));
  return task;
}
