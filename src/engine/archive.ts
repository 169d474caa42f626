import { Failure } from '../core/failure.ts';
import type { IntentResult } from '../core/intent.ts';
import { taskIdOf } from '../core/task.ts';
import { stillOurs } from './batch.ts';
import { countAnew, takeNumbers } from './clean.ts';
import { type Judged, type Spare, sparing } from './settled.ts';
import type { State, World } from './world.ts';

/** So many are put away between two heartbeats, and share what has to be fsynced. */
const portion = 100;

/**
 * Puts finished tasks away. Of each: the numbers are taken for good, then its runs are packed and
 * moved, then its record, and its entry in the index last; then the head is counted anew. Each
 * step is a rename, and readers look in both places, so killed anywhere nothing is missing; what
 * the index still shows is put away by whoever meets the wish again, or keeps house. Once more
 * than `bytesMax` were packed, the rest is left for another time, and has no result.
 */
export async function archive(
  world: World,
  state: State,
  tasks: readonly number[],
  bytesMax = Number.POSITIVE_INFINITY,
): Promise<IntentResult[]> {
  const judge = sparing(world, state);
  const numbers = [...new Set(tasks)].sort((a, b) => a - b);
  const results: IntentResult[] = [];
  let bytesLeft = bytesMax;
  for (let at = 0; at < numbers.length && bytesLeft > 0; at += portion) {
    stillOurs(state.lease);
    const judged = numbers
      .slice(at, at + portion)
      .map((number) => unlessAsking(state, judge(number)));
    const done = await putAway(world, state, judged, bytesLeft);
    bytesLeft -= done.bytes;
    results.push(...done.results);
  }
  if (results.some(({ ok }) => ok === 'yes')) countAnew(world, state);
  return results;
}

/** A question that is open is closed first, by who finds that nobody waits for its answer. */
function unlessAsking({ requests }: State, judged: Judged): Judged {
  const { number } = judged;
  const isAsking = [...requests.values()].some((one) => one.task === number && !one.closed);
  return isAsking
    ? { number, kept: `${taskIdOf(number)} is kept: it has a question that is open` }
    : judged;
}

/** Each step for all of a portion before the next one: where one is refused, that task stays. */
async function putAway(
  world: World,
  state: State,
  judged: readonly Judged[],
  bytesMax: number,
): Promise<{ readonly results: IntentResult[]; readonly bytes: number }> {
  const { tasks, queue } = world.store;
  takeNumbers(world, judged.filter(isSpare));
  const moved: Spare[] = [];
  const results: IntentResult[] = [];
  let bytes = 0;
  for (const one of judged) {
    if (bytes > bytesMax) break;
    const { number: task } = one;
    const outcome = isSpare(one) ? await moveRuns(world, state, one) : one.kept;
    if (typeof outcome === 'string') {
      results.push({ ok: 'no', task, message: outcome });
      continue;
    }
    if (isSpare(one)) moved.push(one);
    bytes += outcome;
    results.push({ ok: 'yes', task, message: `${taskIdOf(task)} is in the archive` });
  }
  tasks.archive(moved.map(({ number }) => number));
  queue.archive(moved.flatMap(({ entries }) => entries));
  return { results, bytes };
}

const isSpare = (judged: Judged): judged is Spare => 'entries' in judged;

/** Answers with the bytes that were packed, or why the task has to stay. */
async function moveRuns(
  { store, wake }: World,
  { lease }: State,
  { number, task }: Spare,
): Promise<number | string> {
  if (!task) return `there is no ${taskIdOf(number)}`;
  const runs = task.runs.map(({ run }) => run);
  try {
    let bytes = 0;
    for (const run of runs) {
      bytes += await store.runs.pack(run, () => wake.breathe());
      if (bytes > 0) stillOurs(lease); // It took a while.
    }
    store.runs.archive(runs);
    return bytes;
  } catch (error) {
    // Such as what an agent made as another user.
    if (error instanceof Failure && lease.isMine()) return `${taskIdOf(number)}: ${error.message}`;
    throw error;
  }
}
