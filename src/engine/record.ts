import type { TaskRecord } from '../core/task.ts';
import type { Live, World } from './world.ts';

/** The disk first: where it refuses, memory must not be ahead of it, or the queue would follow. */
export async function keepRecord({ store }: World, live: Live, task: TaskRecord): Promise<void> {
  await store.tasks.replaceSoon(task);
  live.task = task;
}
