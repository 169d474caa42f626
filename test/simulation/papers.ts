import { layout } from '../../src/core/layout.ts';
import { isOpen } from '../../src/core/request.ts';
import type { RunSpec, Started, Stop, Verdict } from '../../src/core/run.ts';
import { liveRunOf, type TaskRecord } from '../../src/core/task.ts';
import type { Books } from './books.ts';
import type { Conductor } from './conductors.ts';
import type { Controlled } from './controlled.ts';
import { checkLaunch } from './launches.ts';
import { checkDeadline, limitMsOf } from './limits.ts';
import type { Machine, Place } from './machine.ts';
import { createPauses } from './pauses.ts';
import type { Rule } from './rules.ts';
import { isAliveFrom, type SimulatedRun } from './runs.ts';
import { checkVerdict } from './verdicts.ts';
import type { SimulatedWorld } from './world.ts';

interface Known {
  readonly machine: Machine;
  readonly world: () => SimulatedWorld;
  readonly books: Books;
  readonly controls: Controlled;
  readonly tainted: ReadonlySet<number>;
  readonly broken: (rule: Rule, message: string) => void;
  /** A file below the root. */
  readonly read: (inside: string) => string | undefined;
  readonly parse: <T>(inside: string) => T | undefined;
  /** Whether the power took a file whose fsync had failed. */
  readonly wasLost: (inside: string) => boolean;
}

/** What is written about runs, and what may be done to them because of that. */
export function createPapers(known: Known) {
  const { machine, world, books, tainted, broken, read, parse, wasLost } = known;
  const pauses = createPauses({ broken, nowMs: machine.stampMs });
  const specs = new Map<number, RunSpec>();
  const verdicts = new Map<number, { readonly verdict: Verdict; readonly from: Place }>();
  const verdictTexts = new Map<number, string>();
  const erased = new Set<number>();
  /** How long a run may take by what people were told; infinite without a limit. */
  const promisedMs = new Map<number, number>();

  const taskOf = (run: number): number | undefined => books.ownerOf(run) ?? specs.get(run)?.task;
  const limitOf = (task: number, run: number): number | undefined => {
    const attempt = books.records.get(task)?.runs.find((one) => one.run === run);
    return limitMsOf(attempt, specs.get(run));
  };

  return {
    taskOf,
    specOf: (run: number): RunSpec | undefined => specs.get(run),
    verdictOf: (run: number): Verdict | undefined => verdicts.get(run)?.verdict,

    saw(run: number, inside: string, verb: string, from: Place): void {
      const file = inside.slice(layout.run(run).length + 1);
      if (file === 'verdict.json') sawVerdict(run, from);
      else if (file === 'spec.json' && verb === 'create') sawSpec(run, inside);
      else if (file === 'stop.json') sawStop(run, inside);
      else if (verb === 'replace' && (file === 'started' || file === 'spec.json'))
        broken('I2 one live run', `${inside} is written a second time`);
    },
    erased(run: number): void {
      verdictTexts.delete(run);
      erased.add(run);
    },

    letGo(run: SimulatedRun): void {
      if (tainted.has(run.task)) return;
      checkLaunch(run, {
        broken,
        record: books.records.get(run.task),
        others: world().runs.ofTask(run.task),
        judgeOf: (one) => verdicts.get(one)?.from,
        books,
        tainted,
        controls: known.controls,
        isWorking,
        isSeeingAll: world().conductors.get(run.owner)?.hand.refusals === 0,
        isStarted: parse<Started>(`runs/${run.run}/started`) !== undefined,
      });
    },
    /** A signal of a stop is on its way. */
    signalled({ run, task }: SimulatedRun): void {
      if (!isEnding(run) && !tainted.has(task))
        broken('reasons come first', `run ${run} gets a signal, and nothing says why`);
    },
    /** Its own watchdog begins to end it. */
    overdue({ run, task, place, goneMs = 0 }: SimulatedRun): void {
      const ranMs = machine.monotonicMs(place) - goneMs - pauses.of(run);
      const wasPromisedMs = promisedMs.get(run) ?? 0;
      if (ranMs < wasPromisedMs && !tainted.has(task))
        broken('reasons come first', `run ${run} ran ${ranMs} ms, and was given ${wasPromisedMs}`);
    },

    /** Who takes time away again is told when that is done, which may be later. */
    recorded(record: TaskRecord): void {
      pauses.recorded(record);
      const run = liveRunOf(record)?.run ?? 0;
      const limitMs = promisedMs.get(run);
      if (limitMs === undefined) return;
      promisedMs.set(run, Math.min(limitMs, limitOf(record.number, run) ?? Infinity));
    },
    /** From now on it has that much time, unless it was being ended before it was told so. */
    givenTime(task: number): void {
      const record = books.records.get(task);
      const run = record && liveRunOf(record)?.run;
      if (run !== undefined && !isEnding(run)) promisedMs.set(run, limitOf(task, run) ?? Infinity);
    },

    /** Who could not read a file of it has not seen that it lives, and stops it in the next pass. */
    toldOfPause(task: number, by: Conductor | undefined): void {
      const record = books.records.get(task);
      const run = world().runs.of((record && liveRunOf(record)?.run) ?? 0);
      if (!record || !by || run?.place !== by.being.place || isEnding(run.run)) return;
      pauses.told(record, run, by.hand.refusals === 0);
    },

    powerCut(): void {
      // Only one whose fsync had failed; what it said may be in the record, and stays known.
      for (const run of [...verdictTexts.keys()])
        if (read(`runs/${run}/verdict.json`) === undefined) verdictTexts.delete(run);
      // What an agent said and nobody fsynced may be gone, and its exit with it.
      for (const run of world().runs.all()) run.said.output = read(`runs/${run.run}/stdout`) ?? '';
    },
  };

  function isEnding(run: number): boolean {
    return ['stop.json', 'overdue'].some((one) => read(`runs/${run}/${one}`) !== undefined);
  }

  /** Whether it is alive as far as somebody there can tell, and waits for no person. */
  function isWorking(run: number, from: Place): boolean {
    const one = world().runs.of(run);
    if (!one || !isAliveFrom(from, one)) return false;
    const { requests } = world().store;
    return !requests.numbers().some((number) => {
      const request = requests.read(number);
      return request?.run === run && isOpen(request);
    });
  }

  function sawSpec(run: number, inside: string): void {
    const spec = parse<RunSpec>(inside);
    if (!spec) return;
    specs.set(run, spec);
    promisedMs.set(run, spec.timeoutMs ?? Infinity);
    const { timeoutMs } = books.records.get(spec.task) ?? {};
    if (spec.timeoutMs !== (timeoutMs || undefined) && !tainted.has(spec.task))
      broken('reasons come first', `run ${run} may take ${spec.timeoutMs} ms of ${timeoutMs}`);
  }

  function sawStop(run: number, inside: string): void {
    const stop = parse<Stop>(inside);
    const task = taskOf(run);
    if (stop?.reason !== 'timeout' || task === undefined || tainted.has(task)) return;
    // Its watchdog was faster than who was changing the limit: the reason is fixed.
    if (read(`runs/${run}/overdue`) !== undefined) return;
    const started = parse<Started>(`runs/${run}/started`);
    const ageMs = machine.stampMs() - (world().runs.of(run)?.spawnedMs ?? 0) - pauses.of(run);
    checkDeadline(stop, started, ageMs, limitOf(task, run), (how) =>
      broken('reasons come first', `run ${run} ${how}`),
    );
  }

  function sawVerdict(run: number, from: Place): void {
    const text = read(`runs/${run}/verdict.json`);
    const before = verdictTexts.get(run);
    if (text === undefined) broken('I3 one verdict', `the verdict of run ${run} is gone`);
    else if (before !== undefined && before !== text)
      broken('I3 one verdict', `the verdict of run ${run} changed: ${before} → ${text}`);
    const verdict = parse<Verdict>(`runs/${run}/verdict.json`);
    // What was erased may come back by a power cut, without what its agent said: it is nobody's.
    if (!verdict || text === undefined || erased.has(run)) return;
    verdicts.set(run, { verdict, from });
    verdictTexts.set(run, text);
    checkVerdict(verdict, {
      broken,
      run: world().runs.of(run),
      from,
      isTainted: tainted.has(verdict.task),
      isReasonLost: wasLost(`runs/${run}/stop.json`),
      record: books.records.get(verdict.task),
      read: (name) => read(`runs/${run}/${name}`),
      classicNames: specs.get(run)?.classic === true,
    });
  }
}
