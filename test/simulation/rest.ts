import { layout } from '../../src/core/layout.ts';
import { queueFolders, settledStatuses } from '../../src/core/vocabulary.ts';
import type { Conductor } from './conductors.ts';
import { type Place, places } from './machine.ts';
import { isFree, letGoOfAll } from './release.ts';
import { isAlive } from './runs.ts';
import type { SimulatedWorld } from './world.ts';

const roundsMax = 400;
const alonePassesMax = 60;

/** Nobody is harmed any more, and every agent succeeds: then everything must come to its end. */
export async function comeToRest(world: SimulatedWorld): Promise<void> {
  const { model } = world;
  world.condition = 'fine';
  for (const name of world.schedules.all().keys()) world.schedules.remove(name);
  await leaveAlone(world);
  if (model.violation) return;
  await lookAfter(world);
  if (model.violation) return;
  checkEnd(world);
  if (model.violation) return;
  await checkThatNothingIsDone(world);
}

/** No new push from outside: who was promised something after the last accident must get it. */
async function leaveAlone(world: SimulatedWorld): Promise<void> {
  const { model } = world;
  for (let pass = 0; pass < alonePassesMax; pass += 1) {
    const living = world.living();
    if (living.length === 0) break;
    for (const one of living) await takeTurn(one);
    letRunsEnd(world);
    world.machine.pass(1_000);
    if (model.violation) return;
  }
  checkThatNobodyIsForgotten(world);
}

/** Where everybody has left, nothing is open that somebody was promised since the last accident. */
export function checkThatNobodyIsForgotten(world: SimulatedWorld): void {
  const { model } = world;
  if (world.living().length > 0) return; // They have something to wait for.
  const forgotten = open(world).find(
    (task) => model.promises.isPromised(task.number) && isFree(world, task),
  );
  if (forgotten)
    model.broken('I1 nothing is lost', `everybody has left, and task ${forgotten.number} is open`);
}

/** Somebody conducts, now here, now there, until nothing is left to do. */
async function lookAfter(world: SimulatedWorld): Promise<void> {
  for (let round = 0; round < roundsMax; round += 1) {
    if (isOver(world)) break;
    letGoOfAll(world, round);
    const from = places[round % places.length] as Place;
    const next = world.conductor(`rest ${round}`, from, 'run');
    for (let pass = 0; pass < 20 && !next.end; pass += 1) {
      for (const one of world.living()) await takeTurn(one);
      letRunsEnd(world);
      world.machine.pass(pass < 10 ? 1_000 : 600_000);
      if (world.model.violation) return;
    }
    if (next.end) checkThatAllIsSeen(world, next);
    for (const one of world.living()) {
      one.abort();
      await takeTurn(one);
      await takeTurn(one);
    }
  }
  if (isOver(world)) return;
  const [left] = open(world);
  const what = left ? JSON.stringify(left) : `wish ${world.store.intents.open()[0]}`;
  world.model.broken('I1 nothing is lost', `it never comes to its end: ${what}`);
}

/** Who held the lock and left because nothing was to be done has overlooked nothing it could see. */
function checkThatAllIsSeen(world: SimulatedWorld, { name, being }: Conductor): void {
  const { model, runs, store } = world;
  const holder = store.lock.look()?.record.holder;
  if (holder?.startTime !== being.identity.startTime) return;
  const isElsewhere = (task: number) => runs.ofTask(task).some((run) => run.place !== being.place);
  const { books, promises } = model;
  const overlooked = [...books.records.values()].find(
    (task) =>
      promises.accepted.has(task.number) &&
      !task.settled &&
      !isElsewhere(task.number) &&
      isFree(world, task),
  );
  if (overlooked)
    model.broken('I1 nothing is lost', `${name} has left, and task ${overlooked.number} is open`);
}

const takeTurn = (one: Conductor): Promise<void> => one.go(undefined, false);

function letRunsEnd({ runs }: SimulatedWorld): void {
  for (const run of runs.active()) {
    if (run.isStopped) continue;
    if (run.agent === 'alive') runs.endAgent(run, 0);
    while (runs.move(run));
    run.helpers = 0;
    run.escaped = 0;
  }
}

const open = ({ model }: SimulatedWorld) =>
  [...model.books.open].flatMap((number) => model.books.records.get(number) ?? []);

const isOver = (world: SimulatedWorld): boolean =>
  open(world).length === 0 &&
  world.store.intents.open().length === 0 &&
  !world.runs.active().some(isAlive) &&
  queueFolders.every((folder) => world.store.queue.live(folder).length === 0);

/** Every promise was kept, and the index says so. */
function checkEnd(world: SimulatedWorld): void {
  const { model, store } = world;
  for (const number of model.promises.accepted.keys())
    if (!model.books.isOver(number))
      model.broken('I1 nothing is lost', `task ${number} was promised, and is not settled`);
  for (const order of model.promises.wishes)
    if (!store.intents.answered(order))
      model.broken('wishes are carried out once', `the wish ${order} was never answered`);
  for (const { number, settled, runs } of model.books.records.values()) {
    if (settled?.status !== 'complete' || model.tainted.has(number)) continue;
    if (!runs.some(({ outcome }) => outcome?.status === 'complete'))
      model.broken('I3 one verdict', `task ${number} is complete without a run that is`);
  }
}

/** Looking at what is settled changes nothing; taking over renews but the lock and the caches. */
async function checkThatNothingIsDone(world: SimulatedWorld): Promise<void> {
  const { model } = world;
  const visitor = world.conductor('visitor', 'here', 'daemon');
  for (let pass = 0; pass < 3; pass += 1) await visitor.go(undefined, false);
  checkCaches(world);
  const settled = contentOf(world, []);
  for (let pass = 0; pass < 3; pass += 1) {
    world.machine.pass(60_000);
    await visitor.go(undefined, false);
  }
  if (contentOf(world, []) !== settled)
    model.broken('I5 rest is rest', 'a conductor with nothing to do has done something');

  const caches = [layout.lock, layout.head, layout.journal, layout.temporary];
  const records = contentOf(world, caches);
  visitor.kill();
  const heir = world.conductor('heir', 'here', 'daemon');
  for (let pass = 0; pass < 3; pass += 1) await heir.go(undefined, false);
  if (contentOf(world, caches) !== records)
    model.broken('I5 rest is rest', 'who takes over what is settled has changed it');
  checkCaches(world);
}

/** The index names each task once, as its record does, and the head has counted it so. */
function checkCaches({ model, store }: SimulatedWorld): void {
  const { books, tainted, areCountsInDoubt } = model;
  const entries = store.queue.days().flatMap((day) => store.queue.finishedOn(day));
  const away = store.queue.archivedDays().flatMap((day) => store.queue.archivedOn(day));
  const namesOf = (all: Iterable<{ number: number; status: string | undefined }>): string =>
    [...all]
      .filter(({ number }) => !tainted.has(number))
      .map(({ number, status }) => `${number} ${status}`)
      .sort()
      .join();
  const records = [...books.records.values()];
  const shown = namesOf([...entries, ...away]);
  const wanted = namesOf(
    records.map(({ number, settled }) => ({ number, status: settled?.status })),
  );
  if (shown !== wanted)
    model.broken('caches tell the truth', `the index shows [${shown}], and not [${wanted}]`);
  const head = store.queue.head();
  for (const status of settledStatuses) {
    const count = entries.filter((one) => one.status === status).length;
    if (head?.[status] !== count && !areCountsInDoubt)
      model.broken(
        'caches tell the truth',
        `the head counts ${head?.[status]} ${status}, not ${count}`,
      );
  }
}

const contentOf = ({ disk, root }: SimulatedWorld, without: readonly string[]): string =>
  disk
    .files()
    .filter(([path]) => !without.some((part) => path.startsWith(`${root}/${part}`)))
    .map(([path, text]) => `${path} ${text}`)
    .join('\n');
