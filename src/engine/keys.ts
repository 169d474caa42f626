import type { BatchLine } from '../core/batch-line.ts';
import { type NewTask, type TaskRecord, taskIdOf } from '../core/task.ts';
import { change } from './change.ts';
import type { Live, State, World } from './world.ts';

/** The live tasks of each key, but for drafts, which are in nobody's way. */
export type Keys = Map<string, Live[]>;

/** Reads them off once for a batch; where no line has a key, nothing is looked at. */
export function keysIn(state: State, lines: readonly BatchLine[]): Keys {
  const keys: Keys = new Map();
  if (lines.every(({ key }) => key === undefined)) return keys;
  for (const live of state.live.values()) addKey(keys, live);
  return keys;
}

export function addKey(keys: Keys, live: Live): void {
  const { key, draft, settled } = live.task;
  if (key === undefined || draft || settled) return;
  const known = keys.get(key);
  if (known) known.push(live);
  else keys.set(key, [live]);
}

/** A draft is not about to do anything, so it has none. */
const rivalsOf = (keys: Keys, { key, draft }: Pick<NewTask, 'key' | 'draft'>): readonly Live[] =>
  key === undefined || draft ? [] : (keys.get(key) ?? []);

/**
 * The task because of which a line is skipped, which may be planned by an earlier line; one that
 * is being cancelled is none.
 */
export function inTheWayOf(
  keys: Keys,
  line: BatchLine,
  planned: ReadonlyMap<string, number>,
): number | undefined {
  if (line.key === undefined || line.draft || (line.ifExists ?? 'skip') !== 'skip')
    return undefined;
  return (
    rivalsOf(keys, line).find(({ task }) => !task.cancelled)?.task.number ?? planned.get(line.key)
  );
}

/** The record of a line, which waits for the end of all that have its key. */
export function behindRivals(keys: Keys, record: TaskRecord): TaskRecord {
  const rivals = rivalsOf(keys, record).map(({ task }) => task.number);
  const others = rivals.filter((number) => number !== record.number);
  if (others.length === 0) return record;
  return { ...record, afterAny: [...new Set([...(record.afterAny ?? []), ...others])] };
}

/**
 * Cancels those that a task replaces: they have its key, and it waits for their end. Its record
 * is there by now, so that whoever goes on after a crash knows them.
 */
export function supersedeRivals(world: World, keys: Keys, record: TaskRecord, by: string): void {
  for (const live of rivalsOf(keys, record)) {
    const { task } = live;
    if (!record.afterAny?.includes(task.number)) continue;
    if (task.cancelled || task.by.includes(by)) continue;
    const { at } = world.clock.now();
    const message = `${taskIdOf(record.number)} replaces it`;
    change(world, live, by, { ...task, cancelled: { by, at, reason: 'superseded', message } });
  }
}
