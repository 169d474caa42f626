import { parseTaskNumber } from './task.ts';
import { type QueueFolder, type SettledStatus, settledStatuses } from './vocabulary.ts';

/** Where everything is, relative to `.orchestra/`. Nothing else in the program spells a path. */
export const layout = {
  ignore: '.gitignore',
  config: 'agent-config.json',
  configSchema: 'agent-config.schema.json',
  prompts: 'prompts',
  private: 'private.json',
  temporary: 'tmp',
  clock: 'tmp/clock',
  trial: 'tmp/trial',
  conductorLog: 'conductor.log',
  olderConductorLog: 'conductor.log.1',
  shims: 'shim',
  shim: (digest: string) => `shim/${digest}.sh`,

  lock: 'lock',
  epoch: (epoch: number) => `lock/${epoch}`,
  released: (epoch: number) => `lock/${epoch}.released`,
  beat: (epoch: number) => `lock/${epoch}.beat`,

  tasks: 'tasks',
  task: (number: number) => `tasks/task_${number}.json`,
  floor: 'tasks/floor',
  classic: (number: number, kind: ClassicKind) => `tasks/task_${number}.${kind}`,
  classicPlan: (number: number) => `plans/task_${number}_plan.md`,
  classicLog: (number: number) => `logs/task_${number}.log`,
  workspace: 'workspace',

  runs: 'runs',
  runFloor: 'runs/floor',
  run: (run: number) => `runs/${run}`,
  gone: (run: number) => `runs/${run}/gone`,
  outbox: (run: number) => `runs/${run}/out`,
  inbox: (run: number) => `runs/${run}/in`,
  inRun: (run: number, file: RunFile) => `runs/${run}/${file}`,
  putAside: (run: number) => `runs/${run}/classic`,

  controls: 'controls.json',
  schedules: 'schedules',
  schedule: (name: string) => `schedules/${name}.json`,
  timetables: 'timetable',
  timetable: (name: string) => `timetable/${name}.json`,
  queue: (folder: QueueFolder) => `queue/${folder}`,
  entry: (folder: QueueFolder, order: string) => `queue/${folder}/${order}`,
  finished: 'queue/finished',
  day: (day: string) => `queue/finished/${day}`,
  finishedEntry: (day: string, number: number, status: SettledStatus) =>
    `queue/finished/${day}/${number}.${status}`,
  head: 'queue/head.json',
  journal: 'queue/journal',

  intents: 'intents',
  intent: (order: string) => `intents/${order}.json`,
  plan: (order: string) => `intents/${order}.plan.json`,
  answered: 'intents/answered',
  answer: (order: string) => `intents/answered/${order}.json`,

  requests: 'requests',
  request: (number: number) => `requests/r${number}.json`,
  requestFloor: 'requests/floor',
  callbacks: 'callbacks',
  delivery: (id: string) => `callbacks/${id}.json`,
  carrier: (id: string) => `callbacks/${id}.pid`,
  delivered: 'callbacks/done',
  deliveredOne: (id: string) => `callbacks/done/${id}.json`,
  marks: 'callbacks/marks',
  mark: (name: string) => `callbacks/marks/${name}.json`,
  archive: 'archive',
  archivedTask: (number: number) => `archive/${Math.floor(number / 1000)}/task_${number}.json`,
  archivedRun: (run: number) => `archive/runs/${Math.floor(run / 1000)}/${run}`,
  archivedDays: 'archive/finished',
  archivedDay: (day: string) => `archive/finished/${day}`,
  archivedEntry: (day: string, number: number, status: SettledStatus) =>
    `archive/finished/${day}/${number}.${status}`,
  quarantine: 'quarantine',
} as const;

/** The sentinels that agents have known for long, beside the task records. */
export const classicKinds = ['done', 'error', 'cancelled', 'timeout'] as const;
export type ClassicKind = (typeof classicKinds)[number];

/** What an agent says, and where. */
export type Stream = 'stdout' | 'stderr';

export type RunFile =
  | 'spec.json'
  | 'deadline'
  | 'started'
  | 'never'
  | 'prompt.md'
  | Stream
  | `${Stream}.gz`
  | 'stop.json'
  | 'overdue'
  | 'exit'
  | 'verdict.json';

/** The number in the name of a record's file, or undefined for any other name. */
export function taskNumberOfFile(name: string): number | undefined {
  const match = /^task_([1-9][0-9]{0,9})\.json$/.exec(name);
  return match?.[1] === undefined ? undefined : parseTaskNumber(match[1]);
}

/** An entry of the live index: its name sorts by priority, then by rank. */
export interface QueueEntry {
  readonly order: string;
  readonly number: number;
  readonly priority: number;
}

const priorityMax = 999;

/** The name under which a live task is indexed: higher priority first, then first come. */
export const orderOf = (task: { number: number; priority: number; rank?: number }): string =>
  [
    String(priorityMax - task.priority).padStart(4, '0'),
    String(task.rank ?? task.number).padStart(10, '0'),
    String(task.number),
  ].join('-');

/** Reads such a name back; undefined for a stranger's. */
export function readOrder(order: string): QueueEntry | undefined {
  const match = /^(\d{4})-\d{10}-([1-9]\d{0,9})$/.exec(order);
  return match
    ? { order, number: Number(match[2]), priority: priorityMax - Number(match[1]) }
    : undefined;
}

/** The day folder of a moment: its UTC date. */
export const dayOf = (at: string): string => at.slice(0, 10);

export interface FinishedEntry {
  readonly number: number;
  readonly status: SettledStatus;
}

/** Such an entry, and the day folder it is in. */
export interface DatedEntry extends FinishedEntry {
  readonly day: string;
}

/** Reads `12.failed`; undefined for a stranger's name. */
export function readFinished(name: string): FinishedEntry | undefined {
  const match = /^([1-9]\d{0,9})\.([a-z]+)$/.exec(name);
  const status = settledStatuses.find((known) => known === match?.[2]);
  return match && status ? { number: Number(match[1]), status } : undefined;
}

/** The content of `.orchestra/.gitignore`: all is local but what people write. */
export const ignoreText = `# Made by orchestra: only what people write is worth committing.
/*
!/.gitignore
!/agent-config.json
!/agent-config.schema.json
!/prompts/
!/pipelines/
!/schedules/
`;
