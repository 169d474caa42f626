import type { Answered } from '../../src/core/intent.ts';
import type { RunSpec, Started, Stop, Verdict } from '../../src/core/run.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import type { Effect } from './disk.ts';
import { createHolders } from './holders.ts';
import type { Machine, Place } from './machine.ts';
import { checkRecord } from './records.ts';
import { isAliveFrom, type SimulatedRun } from './runs.ts';
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

/** A task that somebody was promised, or a wish. */
interface Promised {
  /** Counts up; what is promised after a hurt must be kept without another push. */
  readonly at: number;
}

/** What must be true, checked at every single effect. It knows what really happened. */
export interface Model {
  readonly violation: Violation | undefined;
  readonly accepted: ReadonlyMap<number, Promised>;
  readonly records: ReadonlyMap<number, TaskRecord>;
  /** Tasks that are not settled. */
  readonly open: ReadonlySet<number>;
  /** The task that a line of a batch became. */
  lineOf(order: string, line: number): number | undefined;
  /** Tasks that a conductor changed after it was followed by one that could not see it. */
  readonly tainted: ReadonlySet<number>;
  readonly verdicts: ReadonlyMap<number, Verdict>;
  begin(world: SimulatedWorld): void;
  saw(effect: Effect): void;
  /** The next effect will be seen, and its fsync will fail. */
  doubts(effect: Effect): void;
  letGo(run: SimulatedRun): void;
  /** A signal of a stop is on its way. */
  signalled(run: SimulatedRun): void;
  /** Its id was printed. `isSeen` says that somebody was seen who looks after it. */
  accept(task: number, isSeen: boolean): void;
  wished(order: string): void;
  readonly wishes: ReadonlySet<string>;
  hurt(): void;
  isPromised(task: number): boolean;
  powerCut(): void;
  bug(error: unknown): void;
  broken(rule: Rule, message: string): void;
  retriesOf(task: number): number;
  asksFor(task: number, order: string): void;
}

/** A model that has seen nothing yet. */
export function createModel(root: string, machine: Machine): Model {
  let world: SimulatedWorld;
  let violation: Violation | undefined;
  let promises = 0;
  let hurtAt = 0;
  let doubtful: string | undefined;
  const accepted = new Map<number, Promised>();
  const wishes = new Set<string>();
  const retries = new Map<number, Set<string>>();
  const records = new Map<number, TaskRecord>();
  const open = new Set<number>();
  const lines = new Map<string, Map<number, number>>();
  const owners = new Map<number, number>();
  const verdicts = new Map<number, Verdict>();
  /** From where a run was judged: from elsewhere its last sweep cannot be seen. */
  const judges = new Map<number, Place>();
  const verdictTexts = new Map<number, string>();
  const specs = new Map<number, RunSpec>();
  const tainted = new Set<number>();
  const unsure = new Set<number>();
  /** What was fsynced, and must be there after any power cut. */
  const firm = new Map<string, string>();

  const broken = (rule: Rule, message: string): void => {
    violation ??= { rule, message };
  };
  const holders = createHolders(machine, broken);
  const parse = <T>(path: string): T | undefined => {
    const text = world.disk.read(`${root}/${path}`);
    try {
      return text === undefined ? undefined : (JSON.parse(text) as T);
    } catch {
      broken('durable is durable', `${path} is torn: ${JSON.stringify(text)}`);
      return undefined;
    }
  };

  const taskOf = (run: number): number | undefined => owners.get(run) ?? specs.get(run)?.task;

  const model: Model = {
    get violation() {
      return violation;
    },
    accepted,
    records,
    open,
    lineOf: (order, line) => lines.get(order)?.get(line),
    tainted,
    verdicts,
    wishes,
    broken,
    begin(made) {
      world = made;
    },
    bug: (error) => broken('no exceptions', (error as Error).stack ?? String(error)),
    hurt() {
      hurtAt = promises;
    },
    accept: (task, isSeen) => void accepted.set(task, { at: isSeen ? ++promises : 0 }),
    wished: (order) => void wishes.add(order),
    asksFor(task, order) {
      retries.set(task, (retries.get(task) ?? new Set()).add(order));
    },
    retriesOf: (task) => retries.get(task)?.size ?? 0,
    isPromised: (task) => (accepted.get(task)?.at ?? 0) > hurtAt,
    doubts({ path }) {
      doubtful = path;
      firm.delete(path);
    },

    saw({ actor, verb, path }) {
      if (violation || actor === 'nobody') return;
      const inside = path.slice(root.length + 1);
      const isFirm = doubtful !== path;
      doubtful = undefined;
      if (inside.startsWith('tmp/')) return;
      const conductor = world.conductors.get(actor);
      if (inside.startsWith('lock/')) {
        if (conductor) holders.saw(conductor.being, verb, inside.slice('lock/'.length));
        return;
      }
      if (!conductor) checkCommand(verb, inside);
      else if (holders.isFollowed(conductor.being, `${verb} ${inside}`)) taint(inside);
      if (verb === 'remove' || verb === 'move') firm.delete(path);
      else if (isFirm && mustLast.test(inside)) firm.set(path, world.disk.read(path) ?? '');

      const task = taskFile.exec(inside)?.[1];
      if (task !== undefined) return sawTask(Number(task), verb, isFirm);
      const paper = runFile.exec(inside);
      if (paper) return sawRun(Number(paper[1]), paper[2] ?? '', verb, conductor?.being.place);
      const order = answerFile.exec(inside)?.[1];
      if (order !== undefined && verb === 'create') sawAnswer(order, inside);
    },

    letGo(run) {
      if (tainted.has(run.task)) return;
      const told = `run ${run.run} of task ${run.task}`;
      const others = world.runs.ofTask(run.task).filter((one) => one !== run);
      const twin = others.find((one) => isAliveFrom(judges.get(one.run) ?? run.place, one));
      if (twin) broken('I2 one live run', `${told} is let go while run ${twin.run} is alive`);
      const record = records.get(run.task);
      const attempt = record?.runs.at(-1);
      if (attempt?.run !== run.run || attempt.outcome)
        broken('I2 one live run', `${told} is let go, and its record does not name it`);
      if (record?.cancelled) broken('I1 nothing is lost', `${told} is let go, and was cancelled`);
      if (!parse<Started>(`runs/${run.run}/started`))
        broken('I2 one live run', `${told} is let go, and nothing says that it was started`);
      const owner = world.conductors.get(run.owner);
      if (owner && !holders.holds(owner.being))
        broken('I8 one conductor', `${told} is let go by one who was followed`);
      const opened = new Set(others.filter(({ goneMs }) => goneMs !== undefined).map((r) => r.run));
      const used = record?.runs.filter((one) => one.ask === attempt?.ask && opened.has(one.run));
      const allowed = 1 + (record?.retry?.retries ?? 0);
      if ((used?.length ?? 0) >= allowed)
        broken('attempts are counted', `${told} is one more than the ${allowed} that are allowed`);
    },

    signalled(run) {
      const { disk } = world;
      const isFixed =
        disk.exists(`${run.folder}/stop.json`) || disk.exists(`${run.folder}/overdue`);
      if (!isFixed && !tainted.has(run.task))
        broken('reasons come first', `run ${run.run} gets a signal, and nothing says why`);
    },

    powerCut() {
      hurtAt = promises;
      doubtful = undefined;
      holders.forget();
      for (const [path, text] of firm) {
        const left = world.disk.read(path);
        if (left === text) continue;
        broken('durable is durable', `after a power cut ${path} is ${JSON.stringify(left)}`);
      }
      for (const number of accepted.keys()) {
        if (!world.disk.exists(`${root}/tasks/task_${number}.json`))
          broken('I1 nothing is lost', `after a power cut there is no task ${number}`);
      }
      for (const number of [...records.keys()]) {
        const record = parse<TaskRecord>(`tasks/task_${number}.json`);
        if (record) keep(record);
        else forget(number);
      }
      // Only one whose fsync had failed; what it said may be in the record, and stays known.
      for (const run of [...verdictTexts.keys()])
        if (!world.disk.exists(`${root}/runs/${run}/verdict.json`)) verdictTexts.delete(run);
      // What an agent said and nobody fsynced may be gone, and its exit with it.
      for (const run of world.runs.all()) {
        const left = world.disk.read(`${run.folder}/stdout`) ?? '';
        run.said.output = left;
      }
    },
  };
  return model;

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
    const number = /(?:task_|-)(\d+)(?:\.json|\.[a-z]+)?$/.exec(inside)?.[1];
    if (number !== undefined) tainted.add(Number(number));
    const run = /^runs\/(\d+)/.exec(inside)?.[1];
    const task = run === undefined ? undefined : taskOf(Number(run));
    if (task !== undefined) tainted.add(task);
  }

  function keep(record: TaskRecord): void {
    const { number, from, settled, runs } = record;
    records.set(number, record);
    if (settled) open.delete(number);
    else open.add(number);
    for (const { run } of runs) if (!owners.has(run)) owners.set(run, number);
    if (!from) return;
    const made = lines.get(from.intent) ?? new Map<number, number>();
    const twin = made.get(from.line);
    if (twin !== undefined && twin !== number)
      broken('wishes are carried out once', `tasks ${twin} and ${number} are the same line`);
    lines.set(from.intent, made.set(from.line, number));
  }

  function forget(number: number): void {
    records.delete(number);
    open.delete(number);
  }

  function sawTask(number: number, verb: string, isFirm: boolean): void {
    if (verb === 'remove') {
      if (accepted.has(number)) broken('I1 nothing is lost', `task ${number} is removed`);
      forget(number);
      return;
    }
    const record = parse<TaskRecord>(`tasks/task_${number}.json`);
    if (!record) return;
    // What was written although its fsync failed was promised to nobody, and may be taken back.
    const before = unsure.has(number) ? undefined : records.get(number);
    if (isFirm) unsure.delete(number);
    else unsure.add(number);
    if (verb === 'create' && before)
      broken('I1 nothing is lost', `task ${number} is created a second time`);
    keep(record);
    if (!tainted.has(number))
      checkRecord(before, record, {
        broken,
        verdictOf: (run) => verdicts.get(run),
        retriesAsked: model.retriesOf(number),
        isRetry: (order) => retries.get(number)?.has(order) === true,
        ownerOf: (run) => owners.get(run),
      });
  }

  function sawRun(run: number, file: string, verb: string, from: Place = 'here'): void {
    const path = `runs/${run}/${file}`;
    if (file === 'verdict.json') {
      const text = world.disk.read(`${root}/${path}`);
      const before = verdictTexts.get(run);
      if (text === undefined) broken('I3 one verdict', `the verdict of run ${run} is gone`);
      else if (before !== undefined && before !== text)
        broken('I3 one verdict', `the verdict of run ${run} changed: ${before} → ${text}`);
      const verdict = parse<Verdict>(path);
      if (!verdict || text === undefined) return;
      verdicts.set(run, verdict);
      judges.set(run, from);
      verdictTexts.set(run, text);
      checkVerdict(verdict, {
        broken,
        run: world.runs.of(run),
        from,
        isTainted: tainted.has(verdict.task),
        record: records.get(verdict.task),
        read: (name) => world.disk.read(`${root}/runs/${run}/${name}`),
        classicNames: specs.get(run)?.classic === true,
      });
    } else if (file === 'spec.json' && verb === 'create') {
      const spec = parse<RunSpec>(path);
      if (spec) specs.set(run, spec);
    } else if (file === 'stop.json') {
      const stop = parse<Stop>(path);
      if (stop?.reason === 'timeout') checkDeadline(run, stop);
    } else if (verb === 'replace' && (file === 'started' || file === 'spec.json')) {
      broken('I2 one live run', `${path} is written a second time`);
    }
  }

  /** However the clocks jump, nobody is stopped before its time. */
  function checkDeadline(run: number, { since }: Stop): void {
    const started = parse<Started>(`runs/${run}/started`);
    const { timeoutMs } = specs.get(run) ?? {};
    const ranMs = since.monotonicMs - (started?.since.monotonicMs ?? 0);
    const isSameBoot = started?.since.bootId === since.bootId;
    if (timeoutMs === undefined || !isSameBoot || ranMs < timeoutMs)
      broken('reasons come first', `run ${run} ran ${ranMs} ms of ${timeoutMs} and is out of time`);
  }

  /** An answer comes after its effect. */
  function sawAnswer(order: string, inside: string): void {
    const answered = parse<Answered>(inside);
    const intent = answered?.intent as { kind?: string; tasks?: unknown[] } | undefined;
    if (!answered || !intent) return;
    if (intent.kind === 'batch') {
      const made = [...(lines.get(order)?.values() ?? [])];
      if (made.length !== intent.tasks?.length || made.some((number) => !records.has(number)))
        broken('wishes are carried out once', `batch ${order} made ${made.length} tasks`);
      for (const number of made) model.accept(number, false);
    }
    for (const { ok, task } of answered.results) {
      if (ok !== 'yes' || task === undefined || tainted.has(task)) continue;
      const record = records.get(task);
      const isNamed = record?.by.includes(order) || record?.cancelled || record?.settled;
      if (intent.kind === 'cancel' && !isNamed)
        broken('wishes are carried out once', `the cancel ${order} is answered, and was not done`);
      if (intent.kind === 'retry' && !record?.by.includes(order))
        broken('wishes are carried out once', `the retry ${order} is answered, and was not done`);
    }
  }
}

const taskFile = /^tasks\/task_(\d+)\.json$/;
const runFile = /^runs\/(\d+)\/([a-z.]+)$/;
const answerFile = /^intents\/answered\/(.+)\.json$/;
const mustLast =
  /^(?:tasks\/(?:task_\d+\.json|floor)|runs\/\d+\/(?:spec\.json|started|stop\.json|verdict\.json)|intents\/.+\.json|requests\/.+)$/;
