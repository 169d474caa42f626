import { liveRunOf, type TaskRecord } from '../core/task.ts';
import type { Context } from './operation.ts';

/** Who runs a task, where nobody can tell from here whether it is alive; else undefined. */
export function unseenOf(
  { store: { runs }, processes }: Pick<Context, 'store' | 'processes'>,
  task: TaskRecord,
): string | undefined {
  const run = liveRunOf(task)?.run;
  if (run === undefined || !quietly(() => runs.hasStarted(run))) return undefined;
  if (quietly(() => runs.exit(run)) !== undefined) return undefined;
  const identity = quietly(() => runs.started(run))?.handle.identity;
  if (!identity) return 'somebody whose name is damaged';
  if (processes.livenessOf(identity) !== 'unknown') return undefined;
  return `process ${identity.pid} on ${identity.host}`;
}

/** What cannot be read now is no reason to show nothing else of a task. */
function quietly<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
