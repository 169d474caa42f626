import type { Controls } from './controls.ts';
import type { Head, JournalLine } from './head.ts';
import type { Answered, BatchPlan, Intent } from './intent.ts';
import type {
  ClassicKind,
  DatedEntry,
  FinishedEntry,
  QueueEntry,
  RunFile,
  Stream,
} from './layout.ts';
import type { Holder, HolderKind } from './lock.ts';
import type { Request } from './request.ts';
import type { RunSpec, Started, Stop, Verdict } from './run.ts';
import type { Sentinel } from './sentinel.ts';
import type { Survey } from './survey.ts';
import type { TaskRecord } from './task.ts';
import type { Timetable } from './timetable.ts';
import type { QueueFolder, SettledStatus } from './vocabulary.ts';

/** All that is under `.orchestra/`. */
export interface Store {
  /** The absolute path of `.orchestra/`. */
  readonly root: string;
  /** Removes old leftovers. `nowMs` is the wall clock. */
  tidy(nowMs: number): void;
  /** Writes and takes away again what is as long as a record: throws what it would be refused with. */
  tryOut(): void;
  /** Names of damaged files that were put out of the way. */
  quarantined(): string[];
  readonly tasks: TaskFiles;
  readonly queue: QueueIndex;
  readonly runs: RunFiles;
  readonly intents: IntentFiles;
  readonly requests: RequestFiles;
  readonly controls: ControlFile;
  readonly timetables: TimetableFiles;
  readonly recovery: RecoveryFiles;
  readonly lock: Lock;
}

/** The right to change records and launch agents, held under one epoch. */
export interface Lease {
  readonly epoch: number;
  /** True when the holder before us died without leaving word: its caches are in doubt. */
  readonly isTakeover: boolean;
  /** True when the one before us held under another boot: what was never fsynced may be gone. */
  readonly isOtherBoot: boolean;
  readonly heartbeatMs: number | undefined;
  /** False once somebody followed us: then nothing may be done any more. */
  isMine(): boolean;
  beat(): void;
  release(): void;
  /** Gives up without a word: for this process it is abandoned now, for others once it has ended. */
  forsake(): void;
}

export type Taken = { taken: true; lease: Lease } | { taken: false; holder: Holder };

export interface Lock {
  /** Who conducts, or did last. Reads only. */
  look(): Holder | undefined;
  /** Takes the next epoch unless somebody holds. */
  take(kind: HolderKind): Taken;
}

export interface ControlFile {
  /** What people have changed; `noControls` where that is nothing. Throws a Failure for a damaged one. */
  read(): Controls;
  replace(controls: Controls): void;
  quarantine(): void;
}

export interface TimetableFiles {
  /** Names of the files in `schedules/`, whatever is in them. */
  scheduled(): string[];
  names(): string[];
  /** How far a schedule has come; undefined for a new one. Throws a Failure for a damaged one. */
  read(name: string): Timetable | undefined;
  replace(name: string, timetable: Timetable): void;
  remove(name: string): void;
  quarantine(name: string): void;
}

export interface TaskFiles {
  /** Creates a record under a new number, higher than all; `hint` is one known to be taken or 0. */
  create(make: (number: number) => TaskRecord, hint: number): TaskRecord;
  /** Creates a record under the number it has; false where one is. */
  createNumbered(record: TaskRecord): boolean;
  /** Undefined where there is none, archive included. Throws a Failure for a damaged one. */
  read(number: number): TaskRecord | undefined;
  replace(record: TaskRecord): void;
  /** The same, letting others work meanwhile. */
  replaceSoon(record: TaskRecord): Promise<void>;
  /** All numbers that have a record: a listing, for rebuilding only. */
  numbers(): number[];
  isTaken(number: number): boolean;
  /** A number with a record, from which no longer run of records follows. */
  highest(hint: number): number;
  floor(): number;
  raiseFloor(number: number): void;
  /** Sentinels of a task under classic names. */
  classics(number: number): ClassicKind[];
  readClassic(number: number, kind: ClassicKind): { text: string } | undefined;
  mark(number: number, kind: ClassicKind): void;
  consume(number: number, kind: ClassicKind): void;
  /** Moves a classic sentinel into the folder of a run. */
  putAside(number: number, kind: ClassicKind, run: number): void;
  quarantine(number: number): void;
  /** Moves records to the archive; when it returns, for good. Their numbers stay taken. */
  archive(numbers: readonly number[]): void;
  /** Removes what the archive has of a record that is back among the others. */
  unarchive(number: number): void;
  /** Where the plan and the log are that lie under classic names, if they do. */
  papers(number: number): { readonly plan?: string; readonly log?: string };
  logSize(number: number): number;
  logFrom(number: number, offset: number, bytesMax: number): Buffer;
  /** Removes what agents left under classic names; answers with its bytes. */
  eraseReports(number: number): number;
  /** Removes records, archived ones too; when it returns, for good. Their numbers stay taken. */
  forget(numbers: readonly number[]): void;
}

export interface QueueIndex {
  /** The live tasks of a folder in the order they would start. */
  live(folder: QueueFolder): QueueEntry[];
  enter(folder: QueueFolder, order: string): void;
  leave(folder: QueueFolder, order: string): void;
  move(from: QueueFolder, to: QueueFolder, order: string): void;
  finish(
    from: QueueFolder | undefined,
    order: string,
    day: string,
    number: number,
    status: SettledStatus,
  ): void;
  /** Takes an entry back from the finished ones, or from the archive. */
  revive(day: string, number: number, status: SettledStatus, to: QueueFolder, order: string): void;
  /** Days with finished tasks, latest first. */
  days(): string[];
  finishedOn(day: string): FinishedEntry[];
  /** The same for those in the archive, by the day on which they ended. */
  archivedDays(): string[];
  archivedOn(day: string): FinishedEntry[];
  /** Moves finished entries to the archive; when it returns, for good. */
  archive(entries: readonly DatedEntry[]): void;
  /** When a finished entry got its name, in wall-clock milliseconds; 0 when unknown. */
  enteredAt(day: string, number: number, status: SettledStatus): number;
  isFinished(day: string, number: number, status: SettledStatus): boolean;
  /** Takes entries out of the finished ones, archived ones too; when it returns, for good. */
  forget(entries: readonly DatedEntry[]): void;
  /** Head and journal counted together; undefined when in doubt. */
  head(): Head | undefined;
  /** The head as it was last written, without its journal. */
  storedHead(): Head | undefined;
  /** Appends a line; `head` is what it then adds up to. */
  append(line: JournalLine, head: Head): void;
  compact(head: Head): void;
}

/** What tells of a run that is over is found in the archive as well. */
export interface RunFiles {
  /** Makes the folder of a new run with its outbox and inbox. */
  allocate(hint: number): Promise<number>;
  /** The number that it would give; makes nothing. */
  next(hint: number): number;
  folder(run: number): string;
  path(run: number, file: RunFile): string;
  outbox(run: number): string;
  spec(run: number): RunSpec | undefined;
  writeSpec(spec: RunSpec): Promise<boolean>;
  started(run: number): Started | undefined;
  hasStarted(run: number): boolean;
  writeStarted(run: number, started: Started): Promise<boolean>;
  stop(run: number): Stop | undefined;
  /** Once: false when a reason is fixed already. */
  writeStop(run: number, stop: Stop): boolean;
  verdict(run: number): Verdict | undefined;
  /** Once, last, for ever. */
  writeVerdict(verdict: Verdict): Promise<boolean>;
  /** Seconds of running allowed since go; undefined while there is no limit. */
  deadline(run: number): number | undefined;
  writeDeadline(run: number, seconds: number | undefined): void;
  writePrompt(run: number, prompt: string): void;
  /** Classic sentinels that were moved into the run's folder. */
  putAside(run: number): string[];
  isOverdue(run: number): boolean;
  /** True when the shim left its gate without running anything. */
  neverRan(run: number): boolean;
  exit(run: number): number | undefined;
  sentinel(run: number): Sentinel | undefined;
  /** Numbers of the asks in the outbox. */
  asks(run: number): number[];
  readAsk(run: number, ask: number): { text: string; changedAtMs: number } | undefined;
  isAnswered(run: number, ask: number): boolean;
  writeAnswer(run: number, ask: number, answer: object): boolean;
  /** Whether a person has vouched that whatever ran it is gone for good. */
  isVouchedGone(run: number): boolean;
  /** The file by which a person vouches for it, for who has nothing but a shell. */
  vouchPath(run: number): string;
  vouchGone(run: number, at: string): void;
  /** Takes away a damaged paper whose place is needed. */
  quarantine(run: number, file: 'stop.json' | 'verdict.json'): void;
  /** How many bytes it has written; what is packed counts as it was. */
  size(run: number, stream: Stream): number;
  /** When its exit file was written, in wall-clock milliseconds. */
  endedAtMs(run: number): number | undefined;
  /** What it has written, unpacked. Throws a Failure where that is damaged. */
  output(run: number, stream: Stream, offset: number, bytesMax: number): Buffer;
  /** Packs what a run that is over has written, where that is long; answers with its bytes. */
  pack(run: number, breathe: () => Promise<void>): Promise<number>;
  /** Moves the folders of runs that are over to the archive. Their numbers must be taken before. */
  archive(runs: readonly number[]): void;
  /** From now on no number up to this one is given to a run. */
  raiseFloor(run: number): void;
  /** Removes the folder of a run with all that is in it, wherever it is; answers with its bytes. */
  erase(run: number): number;
}

export interface IntentFiles {
  leave(order: string, intent: Intent): void;
  /** Names of the open ones, oldest first. */
  open(): string[];
  /** Names of those of them that have decided something before their first effect. */
  planned(): string[];
  read(order: string): Intent | undefined;
  /** Files the answer and takes the wish away; last of all its effects. */
  answer(order: string, answered: Answered): void;
  /** Takes a wish away whose answer is there. */
  close(order: string): void;
  answered(order: string): Answered | undefined;
  plan(order: string): BatchPlan | undefined;
  writePlan(order: string, plan: BatchPlan): void;
  /** Puts a damaged wish out of the way. */
  quarantine(order: string): void;
  /** The same for a damaged answer. */
  quarantineAnswer(order: string): void;
}

export interface RequestFiles {
  numbers(): number[];
  read(number: number): Request | undefined;
  create(make: (number: number) => Request, hint: number): Request;
  replace(request: Request): void;
  /** From now on no number up to this one is given to a request. */
  raiseFloor(number: number): void;
  remove(number: number): void;
}

/** What is out of order, and how it is moved out of the way. */
export interface RecoveryFiles {
  /** Looks at everything; writes nothing. `nowMs` is the wall clock. */
  survey(nowMs: number): Survey;
  /** Moves what is at `path`, below the workspace, into quarantine/, where it is called `as`. */
  putAside(path: string, as: string): void;
  /** The same for the folder of a run, whose number stays taken. */
  putRunAside(run: number): void;
  /** The same for a request. */
  putRequestAside(number: number): void;
}
