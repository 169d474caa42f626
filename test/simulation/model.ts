import type { Controls } from '../../src/core/controls.ts';
import type { Answered, Intent } from '../../src/core/intent.ts';
import { layout } from '../../src/core/layout.ts';
import type { Request } from '../../src/core/request.ts';
import type { RunSpec } from '../../src/core/run.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import { checkAnswer } from './answers.ts';
import { placeAway, placeBefore } from './away.ts';
import { type Books, createBooks } from './books.ts';
import { createChanges } from './changes.ts';
import type { Conductor } from './conductors.ts';
import { type Controlled, createControlled } from './controlled.ts';
import type { Effect } from './disk.ts';
import { createDurability } from './durability.ts';
import { createFired } from './fired.ts';
import { createHolders } from './holders.ts';
import type { Machine } from './machine.ts';
import { createPapers } from './papers.ts';
import { createPromises, type Promises } from './promises.ts';
import { checkRecord } from './records.ts';
import { whyKept } from './removals.ts';
import type { Rule, Violation } from './rules.ts';
import type { SimulatedRun } from './runs.ts';
import { aboutOf } from './taint.ts';
import type { SimulatedWorld } from './world.ts';

/** What must be true, checked at every single effect. It knows what really happened. */
export interface Model {
  readonly violation: Violation | undefined;
  readonly books: Books;
  readonly promises: Promises;
  readonly controls: Controlled;
  /** Tasks that a conductor changed after it was followed by one that could not see it. */
  readonly tainted: ReadonlySet<number>;
  /** Whether such a one has changed the counts, and nobody has counted anew since. */
  readonly areCountsInDoubt: boolean;
  begin(world: SimulatedWorld): void;
  saw(effect: Effect): void;
  /** The next effect will be seen, and its fsync will fail. */
  doubts(effect: Effect): void;
  letGo(run: SimulatedRun): void;
  /** A signal of a stop is on its way. */
  signalled(run: SimulatedRun): void;
  /** Its own watchdog begins to end it. */
  overdue(run: SimulatedRun): void;
  powerCut(): void;
  bug(error: unknown): void;
  broken(rule: Rule, message: string): void;
}

/** A model that has seen nothing yet. */
export function createModel(root: string, machine: Machine): Model {
  let world: SimulatedWorld;
  let violation: Violation | undefined;
  let areCountsInDoubt = false;
  const broken = (rule: Rule, message: string): void => {
    violation ??= { rule, message };
  };
  const read = (path: string) =>
    world.disk.read(`${root}/${path}`) ?? world.disk.read(`${root}/${placeAway(path) ?? path}`);
  const parse = <T>(path: string): T | undefined => {
    const text = read(path);
    try {
      return text === undefined ? undefined : (JSON.parse(text) as T);
    } catch {
      broken('durable is durable', `${path} is torn: ${JSON.stringify(text)}`);
      return undefined;
    }
  };

  const books = createBooks(broken);
  const promises = createPromises();
  const durability = createDurability({ root, broken, read });
  const holders = createHolders(machine, broken, (by, from) => {
    areCountsInDoubt = false;
    // Who relied on one that was parked, and is followed by one that only passes, has nobody.
    const { purpose } = world.conductors.get(by.name) ?? {};
    if (from.isAlive && (purpose === 'once' || purpose === 'force')) promises.hurt();
  });
  const controls = createControlled({
    broken,
    wishOf: promises.wishOf,
    read: () => parse<Controls>(layout.controls),
  });
  const isAnswered = (order: string) => world.store.intents.answered(order) !== undefined;
  const changes = createChanges({
    broken,
    wishOf: promises.wishOf,
    records: books.records,
    isTainted: (task) => tainted.has(task),
    isAnswered,
  });
  const fired = createFired({ broken, parse, records: books.records, wishOf: promises.wishOf });
  const tainted = new Set<number>();
  const unsure = new Set<number>();
  const removed = new Set<number>();

  const papers = createPapers({
    machine,
    world: () => world,
    books,
    controls,
    tainted,
    broken,
    read,
    parse,
    wasLost: durability.wasLost,
  });

  return {
    get violation() {
      return violation;
    },
    get areCountsInDoubt() {
      return areCountsInDoubt;
    },
    books,
    promises,
    controls,
    tainted,
    broken,
    begin(made) {
      world = made;
    },
    bug: (error) => broken('no exceptions', (error as Error).stack ?? String(error)),
    doubts: ({ path }) => durability.doubts(path),

    saw({ actor, verb, path }) {
      if (violation || actor === 'nobody') return;
      const place = path.slice(root.length + 1);
      const inside = placeBefore(place) ?? place;
      const isAway = inside !== place;
      // What has come back leaves a copy in the archive, which goes.
      if (isAway && verb === 'remove' && world.disk.exists(`${root}/${inside}`)) return;
      const isFirm = durability.saw(
        isAway && verb === 'move' ? 'put away' : verb,
        `${root}/${inside}`,
      );
      if (inside.startsWith('tmp/')) return;
      const conductor = world.conductors.get(actor);
      const left = wishFile.exec(inside)?.[1];
      if (left !== undefined && conductor && verb === 'create') {
        const intent = parse<Intent>(inside);
        if (intent) promises.asks(left, intent);
      }
      if (inside.startsWith('lock/')) {
        if (conductor) holders.saw(conductor.being, verb, inside.slice('lock/'.length));
        return;
      }
      if (!conductor) checkCommand(verb, inside);
      else if (holders.isFollowed(conductor.being, `${verb} ${inside}`)) taint(inside);

      if (inside === layout.controls) return controls.saw(isFirm);
      const about = aboutOf(inside);
      if (verb === 'erase') return sawErased(inside);
      if (isAway) return verb === 'move' ? sawPutAway(inside) : undefined;
      const task = taskFile.exec(inside)?.[1];
      if (task !== undefined) return sawTask(Number(task), verb, isFirm);
      if (about?.is === 'run')
        return papers.saw(about.number, inside, verb, conductor?.being.place ?? 'here');
      const order = answerFile.exec(inside)?.[1];
      if (order !== undefined && verb === 'create') sawAnswer(order, inside, conductor);
    },

    letGo(run) {
      const owner = world.conductors.get(run.owner);
      if (owner && !holders.holds(owner.being))
        broken('I8 one conductor', `run ${run.run} is let go by one who was followed`);
      papers.letGo(run);
    },
    signalled: papers.signalled,
    overdue: papers.overdue,

    powerCut() {
      promises.hurt();
      holders.forget();
      durability.checkAfterPowerCut();
      for (const number of promises.accepted.keys())
        if (!books.cleaned.has(number) && read(layout.task(number)) === undefined)
          broken('I1 nothing is lost', `after a power cut there is no task ${number}`);
      for (const number of removed)
        if (read(layout.task(number)) !== undefined && !tainted.has(number))
          broken('durable is durable', `after a power cut task ${number} is back`);
      for (const number of new Set([...books.records.keys(), ...books.cleaned])) {
        const record = parse<TaskRecord>(layout.task(number));
        if (record) books.keep(record);
        else if (!books.cleaned.has(number)) books.forget(number);
      }
      controls.powerCut();
      papers.powerCut();
    },
  };

  /** Whoever does not hold the lock creates tasks, entries and wishes, and nothing else. */
  function checkCommand(verb: string, inside: string): void {
    const isAllowed =
      (taskFile.test(inside) && (verb === 'create' || verb === 'remove')) ||
      (inside.startsWith('queue/') && verb === 'mark') ||
      (inside.startsWith('intents/') && verb === 'create') ||
      /^tasks\/task_\d+\.cancelled$/.test(inside);
    if (!isAllowed) broken('I8 one conductor', `a command may not ${verb} ${inside}`);
  }

  function taint(inside: string): void {
    if (inside === layout.controls) controls.doubt();
    const about = aboutOf(inside);
    if (about?.is === 'counts') areCountsInDoubt = true;
    else if (about) {
      const task = ownerOf(about);
      if (task !== undefined) tainted.add(task);
    }
  }

  function ownerOf(about: { is: 'task' | 'run' | 'request'; number: number }): number | undefined {
    if (about.is === 'task') return about.number;
    if (about.is === 'run')
      // Before the record names the run, only its spec says whose it is.
      return (
        papers.taskOf(about.number) ?? parse<RunSpec>(layout.inRun(about.number, 'spec.json'))?.task
      );
    return parse<Request>(layout.request(about.number))?.task;
  }

  /** Only `clean` erases: a task, its runs and what is shown of it. */
  function sawErased(inside: string): void {
    const about = aboutOf(inside);
    if (about?.is !== 'task' && about?.is !== 'run') return;
    // What was refused while a run was prepared leaves nothing of it.
    const isRun = about.is === 'run' && books.ownerOf(about.number) === undefined;
    if (isRun && world.runs.of(about.number) === undefined) return;
    const number = ownerOf(about);
    if (number === undefined) return;
    const kept = whyKept(number, 'clean', { ...books, promises, isAnswered });
    if (kept !== undefined && !tainted.has(number))
      broken('I1 nothing is lost', `${inside} of task ${number} is erased, and ${kept}`);
    if (about.is === 'run') papers.erased(about.number);
    if (taskFile.test(inside)) books.clean(number);
  }

  /** Only `archive` puts away: a task, its runs and what is shown of it. */
  function sawPutAway(inside: string): void {
    if (/^runs\/\d+\//.test(inside)) return; // Something of it was moved where the rest is.
    const about = aboutOf(inside);
    const number = about?.is === 'task' || about?.is === 'run' ? ownerOf(about) : undefined;
    if (number === undefined) return;
    const kept = whyKept(number, 'archive', { ...books, promises, isAnswered });
    if (kept !== undefined && !tainted.has(number))
      broken('I1 nothing is lost', `${inside} of task ${number} is put away, and ${kept}`);
  }

  function sawTask(number: number, verb: string, isFirm: boolean): void {
    if (verb === 'remove') {
      if (promises.accepted.has(number)) broken('I1 nothing is lost', `task ${number} is removed`);
      books.forget(number);
      return;
    }
    const record = parse<TaskRecord>(layout.task(number));
    if (!record) return;
    if (books.cleaned.has(number) && !tainted.has(number))
      broken('I1 nothing is lost', `task ${number} was removed, and there it is again`);
    // What was written although its fsync failed was promised to nobody, and may be taken back.
    const before = unsure.has(number) ? undefined : books.records.get(number);
    if (isFirm) unsure.delete(number);
    else unsure.add(number);
    if (verb === 'create' && !tainted.has(number)) fired.made(record);
    if (verb === 'create' && before)
      broken('I1 nothing is lost', `task ${number} is created a second time`);
    const last = books.records.get(number);
    books.keep(record);
    papers.recorded(record);
    if (before && !tainted.has(number)) changes.check(before, record, isFirm);
    changes.kept(last, record, isFirm);
    if (!tainted.has(number))
      checkRecord(before, record, {
        broken,
        verdictOf: papers.verdictOf,
        specOf: papers.specOf,
        wishOf: promises.wishOf,
        retriesAsked: promises.ofKind(number, 'retry').length,
        ownerOf: books.ownerOf,
      });
  }

  function checkAway(order: string, task: number): void {
    const isThere = world.disk.exists(`${root}/${layout.task(task)}`);
    const { settled, by = [] } = books.records.get(task) ?? {};
    // Another wish may have come right after it, in the same pass.
    const last = by.at(-1) ?? order;
    const isLast = last === order || world.store.intents.answered(last) !== undefined;
    if (isThere && settled && isLast && !tainted.has(task))
      broken('wishes are carried out once', `archive ${order} is answered, and ${task} is there`);
  }

  /** Who was followed unseen does not know what came after it. */
  function isExcused(by: Conductor | undefined): boolean {
    return by !== undefined && !holders.holds(by.being);
  }

  function sawAnswer(order: string, inside: string, by: Conductor | undefined): void {
    const answered = parse<Answered>(inside);
    if (!answered) return;
    const isTainted = (task: number) => tainted.has(task);
    if (promises.wishOf(order)?.kind === 'switch') changes.switched(answered);
    checkAnswer(order, answered, { broken, ...books, isTainted, isAnswered });
    const wish = promises.wishOf(order);
    if (wish?.kind === 'batch' && wish.schedule && !isExcused(by)) fired.answered(wish.schedule);
    if (wish?.kind === 'batch') for (const one of books.madeBy(order)) promises.accept(one, false);
    for (const { ok, task } of answered.results) {
      if (ok !== 'yes' || task === undefined) continue;
      if (wish?.kind === 'clean' && books.cleaned.has(task)) removed.add(task);
      if (wish?.kind === 'archive') checkAway(order, task);
      if (wish?.kind === 'timeout') papers.givenTime(task);
      if (wish?.kind === 'pause' && !tainted.has(task)) papers.toldOfPause(task, by);
    }
    if (wish?.kind === 'control' && answered.results.some(({ ok }) => ok === 'yes'))
      controls.answered(order);
  }
}

const taskFile = /^tasks\/task_(\d+)\.json$/;
const wishFile = /^intents\/([^/.]+)\.json$/;
const answerFile = /^intents\/answered\/(.+)\.json$/;
