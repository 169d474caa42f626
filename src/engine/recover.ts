import { Failure } from '../core/failure.ts';
import type { IntentOf, IntentResult } from '../core/intent.ts';
import { repairsOf } from '../core/recovery.ts';
import type { Repair } from '../core/survey.ts';
import { stillOurs } from './batch.ts';
import { openBooks } from './discover.ts';
import type { State, World } from './world.ts';

/** So many repairs between two looks whether we still conduct. */
const portion = 100;

/**
 * Mends what is out of order: looks, decides, does, each repair harmless twice. What was
 * remembered until now may be about what is gone, so all of it is read again afterwards. Killed
 * anywhere, the wish is met again, and what is left to do is found by the next look.
 */
export async function recover(
  world: World,
  state: State,
  { scope }: IntentOf<'recover'>,
): Promise<IntentResult[]> {
  const survey = world.store.recovery.survey(Date.parse(world.clock.now().at));
  const repairs = repairsOf(survey, scope);
  const results: IntentResult[] = [];
  for (const [at, repair] of repairs.entries()) {
    if (at % portion === 0) stillOurs(state.lease);
    results.push(await resultOf(world, repair));
  }
  if (repairs.length > 0) beginAnew(world, state);
  return results;
}

/** What the disk refuses for one repair is told, and holds up no other. */
async function resultOf(world: World, repair: Repair): Promise<IntentResult> {
  const left = (why: string): IntentResult => ({ ok: 'no', message: `${repair.says}; but ${why}` });
  try {
    const refusal = await perform(world, repair);
    if (refusal !== undefined) return left(refusal);
    world.log(repair.says);
    return { ok: 'yes', message: repair.says };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return left(error.message);
  }
}

/** Carries out one repair; answers with why it had to be left. */
async function perform({ store, ...world }: World, repair: Repair): Promise<string | undefined> {
  const { queue, recovery } = store;
  switch (repair.do) {
    case 'enter':
      queue.enter(repair.folder, repair.order);
      return undefined;
    case 'leave':
      queue.leave(repair.folder, repair.order);
      return undefined;
    case 'finish':
      queue.finish(undefined, '', repair.day, repair.number, repair.status);
      return undefined;
    case 'unfinish':
      queue.forget([repair]);
      return undefined;
    case 'archive':
      queue.archive([repair]);
      return undefined;
    case 'count': // What follows every repair.
      return undefined;
    case 'quarantine-task':
      store.tasks.quarantine(repair.number);
      return undefined;
    case 'quarantine-run':
      return putRunAside({ store, ...world }, repair.run);
    case 'quarantine-request':
      recovery.putRequestAside(repair.number);
      return undefined;
    case 'quarantine':
      recovery.putAside(repair.path, repair.as);
      return undefined;
  }
}

/** What is alive of it is killed first: nobody would ever look after it. */
async function putRunAside({ store, launchers }: World, run: number): Promise<string | undefined> {
  const { runs, recovery } = store;
  const left = await endRun({ runs, launchers }, run);
  if (left === undefined) recovery.putRunAside(run);
  return left;
}

async function endRun(
  { runs, launchers }: Pick<World, 'launchers'> & Pick<World['store'], 'runs'>,
  run: number,
): Promise<string | undefined> {
  if (!runs.hasStarted(run)) return undefined; // The gate of a dead conductor is shut.
  const started = readable(() => runs.started(run));
  const launcher = started && launchers(started.handle.launcher);
  const cannotSee = `nobody can tell from here whether it is alive; once it is gone for good: touch ${runs.vouchPath(run)}`;
  const isKnownOver = () => runs.exit(run) !== undefined || runs.isVouchedGone(run);
  if (!launcher || !started) return isKnownOver() ? undefined : cannotSee;
  const watched = { handle: started.handle, folder: runs.folder(run) };
  const [before] = await launcher.look([watched]);
  if (!before || before.is === 'unknown') return isKnownOver() ? undefined : cannotSee;
  if (before.is === 'gone' || (before.is === 'ended' && before.strays === 0)) return undefined;
  await launcher.signal(watched, 'KILL');
  const [after] = await launcher.look([watched]);
  const isOver = after?.is === 'gone' || (after?.is === 'ended' && after.strays === 0);
  return isOver ? undefined : 'it does not end: look at what it hangs on, and run this again';
}

function readable<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

function beginAnew(world: World, state: State): void {
  for (const memory of [state.live, state.requests, state.standings, state.unreadable])
    memory.clear();
  openBooks(world, state, true);
}
