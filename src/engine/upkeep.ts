import { waitersOf } from '../core/clean.ts';
import { Failure } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import type { IntentResult } from '../core/intent.ts';
import type { FinishedEntry } from '../core/layout.ts';
import type { Policy } from '../core/observation.ts';
import { outlivedOf, overdueIn, type Retention } from '../core/retention.ts';
import type { QueueIndex } from '../core/store.ts';
import { archive } from './archive.ts';
import type { Done } from './chores.ts';
import { clean, countAnew } from './clean.ts';
import type { State, World } from './world.ts';

/** So often it is looked at what is too old. */
const everyMs = 3_600_000;
/** No more is put away, or removed, in one pass. */
const tasksMax = 50;
const bytesMax = 16 * 1024 * 1024;

/**
 * Puts finished tasks away as the config says, and removes for good what has been in the archive
 * for long, some in each pass. What is refused is told, and tried again after the next look.
 */
export async function keepHouse(
  world: World,
  state: State,
  _: Policy,
  now: Instant,
): Promise<Done> {
  const retention = retentionOf(world);
  if (!retention) return { acts: 0 };
  if (now.monotonicMs >= state.upkeep.lookAtMs) look(world, state, retention, now);
  const acts = await doSome(world, state, now);
  return { acts, dueMs: Date.parse(now.at) + state.upkeep.lookAtMs - now.monotonicMs };
}

/** Nothing is thrown away under a config that cannot be read. */
function retentionOf({ agents }: World): Retention | undefined {
  try {
    return agents.settings().retention;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return undefined;
  }
}

function look({ store }: World, state: State, retention: Retention, now: Instant): void {
  const { queue } = store;
  const nowMs = Date.parse(now.at);
  const waiters = waitersOf([...state.live.values()].map(({ task }) => task));
  const asking = new Set([...state.requests.values()].map(({ task }) => task));
  const finished = {
    days: queue.days(),
    on: queue.finishedOn,
    inOrder: (day: string) => inOrder(queue, day),
    isNeeded: (number: number) => waiters.has(number) || asking.has(number),
  };
  state.upkeep = {
    lookAtMs: now.monotonicMs + everyMs,
    archive: overdueIn(finished, retention, nowMs).map(({ number }) => number),
    remove: outlivedOf(queue.archivedDays(), retention, nowMs).flatMap((day) =>
      queue.archivedOn(day).map(({ number }) => number),
    ),
  };
}

const inOrder = (queue: QueueIndex, day: string): FinishedEntry[] =>
  queue
    .finishedOn(day)
    .map((entry) => ({ entry, atMs: queue.enteredAt(day, entry.number, entry.status) }))
    .sort((a, b) => a.atMs - b.atMs || a.entry.number - b.entry.number)
    .map(({ entry }) => entry);

/** Answers with how many have had their turn. What the disk refuses is no reason to try at once again. */
async function doSome(world: World, state: State, now: Instant): Promise<number> {
  const { upkeep } = state;
  const toArchive = upkeep.archive.slice(0, tasksMax);
  const toRemove = toArchive.length > 0 ? [] : upkeep.remove.slice(0, tasksMax);
  try {
    const results = [
      ...(toArchive.length > 0 ? await archive(world, state, toArchive, bytesMax) : []),
      ...(toRemove.length > 0 ? clean(world, state, toRemove) : []),
    ];
    const over = new Set(results.flatMap(({ task }) => task ?? []));
    const isLeft = (number: number) => !over.has(number);
    const { lookAtMs, archive: later, remove } = upkeep;
    state.upkeep = { lookAtMs, archive: later.filter(isLeft), remove: remove.filter(isLeft) };
    tell(world, results);
    return results.length;
  } catch (error) {
    if (!(error instanceof Failure) || !state.lease.isMine()) throw error;
    world.warn(error.message);
    state.upkeep = { lookAtMs: now.monotonicMs + everyMs, archive: [], remove: [] };
    for (const number of [...toArchive, ...toRemove]) state.standings.delete(number);
    countAnew(world, state);
    return 0;
  }
}

function tell(world: World, results: readonly IntentResult[]): void {
  for (const { ok, message } of results)
    if (ok === 'yes') world.log(message);
    else world.warn(message);
}
