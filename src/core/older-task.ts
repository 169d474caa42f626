/**
 * True for the task file of an older tool, `tasks/task_1733000000.json`: its number is a time in
 * seconds, and would do for one of ours. What tells them apart is what is in it.
 */
export function isOlderTaskText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const { taskId, status } = value as Record<string, unknown>;
    return typeof taskId === 'string' && typeof status === 'string' && !('version' in value);
  } catch {
    return false;
  }
}

/**
 * True for a number that only a time in seconds has. One of ours would be as good, if it can be
 * read; damaged, it is taken for theirs: put away as ours it would take all numbers below it.
 */
export const isOlderNumber = (number: number): boolean => number >= 1_000_000_000;
