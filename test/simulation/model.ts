import type { Answered } from '../../src/core/intent.ts';
import { layout } from '../../src/core/layout.ts';
import type { Request } from '../../src/core/request.ts';
import type { RunSpec, Started, Stop, Verdict } from '../../src/core/run.ts';
import { liveRunOf, type TaskRecord } from '../../src/core/task.ts';
import { checkAnswer } from './answers.ts';
import { type Books, createBooks } from './books.ts';
import type { Effect } from './disk.ts';
import { createDurability } from './durability.ts';
import { createHolders } from './holders.ts';
import { checkLaunch } from './launches.ts';
import { checkDeadline, limitMsOf } from './limits.ts';
import type { Machine, Place } from './machine.ts';
import { createPromises, type Promises } from './promises.ts';
import { checkRecord } from './records.ts';
import { whyKept } from './removals.ts';
import type { SimulatedRun } from './runs.ts';
import { aboutOf } from './taint.ts';
import { checkVerdict } from './verdicts.ts';
import type { SimulatedWorld } from './world.ts';

/** A promise that was broken: which one, and how. */
export interface Violation {
  readonly rule: Rule;
  readonly message: string;
}

/** The invariants, and what they rest on. */
export type Rule =
  | 'I1 nothing is lost'
  | 'I2 one live run'
  | 'I3 one verdict'
  | 'I4 nothing outlives its verdict'
  | 'I5 rest is rest'
  | 'I6 looking writes nothing'
  | 'I7 words and exit codes stay'
  | 'I8 one conductor'
  | 'I9 agents keep to themselves'
  | 'durable is durable'
  | 'reasons come first'
  | 'attempts are counted'
  | 'wishes are carried out once'
  | 'caches tell the truth'
  | 'no exceptions';

/** What must be true, checked at every single effect. It knows what really happened. */
export interface Model {
  readonly violation: Violation | undefined;
  readonly books: Books;
  readonly promises: Promises;
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
  const read = (path: string) => world.disk.read(`${root}/${path}`);
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
  const durability = createDurability({ root, broken, read: (path) => world.disk.read(path) });
  const holders = createHolders(machine, broken, () => {
    areCountsInDoubt = false;
  });
  const verdicts = new Map<number, { readonly verdict: Verdict; readonly from: Place }>();
  const verdictTexts = new Map<number, string>();
  const specs = new Map<number, RunSpec>();
  /** How long a run may take by what people were told; infinite without a limit. */
  const promisedMs = new Map<number, number>();
  const tainted = new Set<number>();
  const unsure = new Set<number>();
  const removed = new Set<number>();

  const taskOf = (run: number): number | undefined => books.ownerOf(run) ?? specs.get(run)?.task;
  const limitOf = (task: number, run: number): number | undefined =>
    limitMsOf(
      books.records.get(task)?.runs.find((one) => one.run === run),
      specs.get(run),
    );

  return {
    get violation() {
      return violation;
    },
    get areCountsInDoubt() {
      return areCountsInDoubt;
    },
    books,
    promises,
    tainted,
    broken,
    begin(made) {
      world = made;
    },
    bug: (error) => broken('no exceptions', (error as Error).stack ?? String(error)),
    doubts: ({ path }) => durability.doubts(path),

    saw({ actor, verb, path }) {
      if (violation || actor === 'nobody') return;
      const isFirm = durability.saw(verb, path);
      const inside = path.slice(root.length + 1);
      if (inside.startsWith('tmp/')) return;
      const conductor = world.conductors.get(actor);
      if (inside.startsWith('lock/')) {
        if (conductor) holders.saw(conductor.being, verb, inside.slice('lock/'.length));
        return;
      }
      if (!conductor) checkCommand(verb, inside);
      else if (holders.isFollowed(conductor.being, `${verb} ${inside}`)) taint(inside);

      const about = aboutOf(inside);
      if (verb === 'erase') return sawErased(inside);
      const task = taskFile.exec(inside)?.[1];
      if (task !== undefined) return sawTask(Number(task), verb, isFirm);
      if (about?.is === 'run')
        return sawRun(about.number, inside, verb, conductor?.being.place ?? 'here');
      const order = answerFile.exec(inside)?.[1];
      if (order !== undefined && verb === 'create') sawAnswer(order, inside);
    },

    letGo(run) {
      const owner = world.conductors.get(run.owner);
      if (owner && !holders.holds(owner.being))
        broken('I8 one conductor', `run ${run.run} is let go by one who was followed`);
      if (tainted.has(run.task)) return;
      checkLaunch(run, {
        broken,
        record: books.records.get(run.task),
        others: world.runs.ofTask(run.task),
        judgeOf: (one) => verdicts.get(one)?.from,
        isStarted: parse<Started>(`runs/${run.run}/started`) !== undefined,
      });
    },

    signalled(run) {
      const { disk } = world;
      const isFixed =
        disk.exists(`${run.folder}/stop.json`) || disk.exists(`${run.folder}/overdue`);
      if (!isFixed && !tainted.has(run.task))
        broken('reasons come first', `run ${run.run} gets a signal, and nothing says why`);
    },

    overdue({ run, task, place, goneMs = 0 }) {
      const ranMs = machine.monotonicMs(place) - goneMs;
      const wasPromisedMs = promisedMs.get(run) ?? 0;
      if (ranMs < wasPromisedMs && !tainted.has(task))
        broken('reasons come first', `run ${run} ran ${ranMs} ms, and was given ${wasPromisedMs}`);
    },

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
      // Only one whose fsync had failed; what it said may be in the record, and stays known.
      for (const run of [...verdictTexts.keys()])
        if (read(`runs/${run}/verdict.json`) === undefined) verdictTexts.delete(run);
      // What an agent said and nobody fsynced may be gone, and its exit with it.
      for (const run of world.runs.all())
        run.said.output = world.disk.read(`${run.folder}/stdout`) ?? '';
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
    const about = aboutOf(inside);
    if (about?.is === 'counts') areCountsInDoubt = true;
    else if (about) {
      const task = ownerOf(about);
      if (task !== undefined) tainted.add(task);
    }
  }

  function ownerOf(about: { is: 'task' | 'run' | 'request'; number: number }): number | undefined {
    if (about.is === 'task') return about.number;
    if (about.is === 'run') return taskOf(about.number);
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
    const isAnswered = (order: string) => world.store.intents.answered(order) !== undefined;
    const kept = whyKept(number, { ...books, promises, isAnswered });
    if (kept !== undefined && !tainted.has(number))
      broken('I1 nothing is lost', `${inside} of task ${number} is erased, and ${kept}`);
    if (about.is === 'run') verdictTexts.delete(about.number);
    if (taskFile.test(inside)) books.clean(number);
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
    if (verb === 'create' && before)
      broken('I1 nothing is lost', `task ${number} is created a second time`);
    books.keep(record);
    const run = liveRunOf(record)?.run;
    // Who takes time away again is told when that is done, which may be later.
    if (run !== undefined && promisedMs.has(run))
      promisedMs.set(run, Math.min(promisedMs.get(run) ?? 0, limitOf(number, run) ?? Infinity));
    if (!tainted.has(number))
      checkRecord(before, record, {
        broken,
        verdictOf: (run) => verdicts.get(run)?.verdict,
        specOf: (run) => specs.get(run),
        wishOf: promises.wishOf,
        retriesAsked: promises.ofKind(number, 'retry').length,
        ownerOf: books.ownerOf,
      });
  }

  function sawRun(run: number, inside: string, verb: string, from: Place): void {
    const file = inside.slice(layout.run(run).length + 1);
    if (file === 'verdict.json') sawVerdict(run, from);
    else if (file === 'spec.json' && verb === 'create') {
      const spec = parse<RunSpec>(inside);
      if (!spec) return;
      specs.set(run, spec);
      promisedMs.set(run, spec.timeoutMs ?? Infinity);
      const { timeoutMs } = books.records.get(spec.task) ?? {};
      if (spec.timeoutMs !== (timeoutMs || undefined) && !tainted.has(spec.task))
        broken('reasons come first', `run ${run} may take ${spec.timeoutMs} ms of ${timeoutMs}`);
    } else if (file === 'stop.json') {
      const stop = parse<Stop>(inside);
      const task = taskOf(run);
      if (stop?.reason !== 'timeout' || task === undefined || tainted.has(task)) return;
      // Its watchdog was faster than who was changing the limit: the reason is fixed.
      if (read(`runs/${run}/overdue`) !== undefined) return;
      const started = parse<Started>(`runs/${run}/started`);
      checkDeadline(stop, started, limitOf(task, run), (how) =>
        broken('reasons come first', `run ${run} ${how}`),
      );
    } else if (verb === 'replace' && (file === 'started' || file === 'spec.json'))
      broken('I2 one live run', `${inside} is written a second time`);
  }

  function sawVerdict(run: number, from: Place): void {
    const text = read(`runs/${run}/verdict.json`);
    const before = verdictTexts.get(run);
    if (text === undefined) broken('I3 one verdict', `the verdict of run ${run} is gone`);
    else if (before !== undefined && before !== text)
      broken('I3 one verdict', `the verdict of run ${run} changed: ${before} → ${text}`);
    const verdict = parse<Verdict>(`runs/${run}/verdict.json`);
    if (!verdict || text === undefined) return;
    verdicts.set(run, { verdict, from });
    verdictTexts.set(run, text);
    checkVerdict(verdict, {
      broken,
      run: world.runs.of(run),
      from,
      isTainted: tainted.has(verdict.task),
      isReasonLost: durability.wasLost(`runs/${run}/stop.json`),
      record: books.records.get(verdict.task),
      read: (name) => read(`runs/${run}/${name}`),
      classicNames: specs.get(run)?.classic === true,
    });
  }

  function sawAnswer(order: string, inside: string): void {
    const answered = parse<Answered>(inside);
    if (!answered) return;
    const isTainted = (task: number) => tainted.has(task);
    checkAnswer(order, answered, { broken, ...books, isTainted });
    const wish = promises.wishOf(order);
    if (wish?.kind === 'batch') for (const one of books.madeBy(order)) promises.accept(one, false);
    for (const { ok, task } of answered.results) {
      if (ok !== 'yes' || task === undefined) continue;
      if (wish?.kind === 'clean' && books.cleaned.has(task)) removed.add(task);
      if (wish?.kind === 'timeout') givenTime(task);
    }
  }

  /** From now on it has that much time, unless it was being ended before it was told so. */
  function givenTime(task: number): void {
    const record = books.records.get(task);
    const run = record && liveRunOf(record)?.run;
    if (run === undefined) return;
    const isEnding = ['stop.json', 'overdue'].some(
      (one) => read(`runs/${run}/${one}`) !== undefined,
    );
    if (!isEnding) promisedMs.set(run, limitOf(task, run) ?? Infinity);
  }
}

const taskFile = /^tasks\/task_(\d+)\.json$/;
const answerFile = /^intents\/answered\/(.+)\.json$/;
