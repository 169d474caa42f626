import { userInfo } from 'node:os';
import { taskIdOf } from '../core/task.ts';

/** Who asks: the task whose agent it is, or a login name; its number where the machine knows no name. */
export function whoAsks(insideTask: number | undefined): string {
  if (insideTask !== undefined) return taskIdOf(insideTask);
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'somebody');
  }
}
