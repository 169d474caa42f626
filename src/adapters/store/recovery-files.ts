import { join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { isIntentOrder } from '../../core/intent.ts';
import { classicKinds, layout, taskNumberOfFile } from '../../core/layout.ts';
import type { Disk } from '../../core/ports.ts';
import type { RecoveryFiles, Store } from '../../core/store.ts';
import { type RunFacts, type RunPaper, runPapers, type Survey } from '../../core/survey.ts';
import { parseTaskNumber, TaskRecord } from '../../core/task.ts';
import { queueFolders } from '../../core/vocabulary.ts';
import { isOlderTask } from './older-task.ts';
import { putAside } from './quarantine.ts';
import { readRecord } from './records.ts';

/** What is younger may still be on its way, by somebody who was stopped for a while. */
const onItsWayMs = 3_600_000;

type Parts = Pick<Store, 'tasks' | 'queue' | 'runs' | 'intents' | 'requests'>;

/** Looks at everything that can be out of order, and moves things out of the way. */
export function createRecoveryFiles(disk: Disk, root: string, parts: Parts): RecoveryFiles {
  const at = (path: string) => join(root, path);

  const aside = (path: string, as: string): void => putAside(disk, root, path, as);

  return {
    survey: (nowMs) => ({
      ...recordsIn(disk, root),
      entries: queueFolders.flatMap((folder) =>
        parts.queue.live(folder).map(({ order, number }) => ({ folder, order, number })),
      ),
      finished: parts.queue
        .days()
        .flatMap((day) => parts.queue.finishedOn(day).map((entry) => ({ ...entry, day }))),
      archived: parts.queue
        .archivedDays()
        .flatMap((day) => parts.queue.archivedOn(day).map((entry) => ({ ...entry, day }))),
      head: parts.queue.head(),
      runs: disk
        .list(at(layout.runs))
        .flatMap((name) => parseRun(name) ?? [])
        .sort((a, b) => a - b)
        .map((run) => runFacts(parts.runs, run)),
      sentinels: sentinelsIn(disk, at(layout.tasks)),
      requests: parts.requests
        .numbers()
        .filter((number) => standingOf(() => parts.requests.read(number)) === 'damaged'),
      leftovers: disk
        .list(at(layout.temporary))
        .map((name) => `${layout.temporary}/${name}`)
        .filter((path) => nowMs - (disk.changedAt(at(path)) ?? nowMs) > onItsWayMs)
        .filter((path) => path !== layout.clock),
      strangers: strangersIn(disk, root, parts.intents),
      open: parts.intents.open(),
    }),
    putAside: aside,
    putRunAside(run) {
      parts.runs.raiseFloor(run); // Or its number would be free again.
      aside(layout.run(run), `run_${run}`);
    },
    putRequestAside(number) {
      parts.requests.raiseFloor(number);
      aside(layout.request(number), `request_r${number}.json`);
    },
  };
}

type Records = Pick<Survey, 'records' | 'damaged' | 'sealed' | 'older' | 'away'>;

/** The record in tasks/ counts before its archived copy, as for every reader. */
function recordsIn(disk: Disk, root: string): Records {
  const records = new Map<number, TaskRecord>();
  const damaged: { number: number; path: string }[] = [];
  const sealed: number[] = [];
  const older: number[] = [];
  const away = new Set<number>();
  for (const folder of [layout.tasks, ...archiveFolders(disk, root)])
    for (const number of numbersIn(disk, join(root, folder))) {
      const path = `${folder}/task_${number}.json`;
      const read = standingOf(() => readRecord(disk, join(root, path), TaskRecord));
      if (read === 'sealed') sealed.push(number);
      else if (read !== 'damaged') {
        if (!read || records.has(number)) continue;
        records.set(number, read);
        if (folder !== layout.tasks) away.add(number);
      } else if (isOlderTask(disk, root, number)) older.push(number);
      else damaged.push({ number, path });
    }
  return { records: [...records.values()], damaged, sealed, older, away };
}

const archiveFolders = (disk: Disk, root: string): string[] =>
  disk
    .list(join(root, layout.archive))
    .filter((name) => /^\d+$/.test(name))
    .map((name) => `${layout.archive}/${name}`);

const numbersIn = (disk: Disk, folder: string): number[] =>
  disk
    .list(folder)
    .flatMap((name) => taskNumberOfFile(name) ?? [])
    .sort((a, b) => a - b);

/** What is read; or that it is damaged; or that it is nothing to be judged here and now. */
function standingOf<T>(read: () => T): T | 'damaged' | 'sealed' {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.code === 'invalid' ? 'damaged' : 'sealed';
  }
}

function runFacts(runs: Store['runs'], run: number): RunFacts {
  const readers: Record<RunPaper, () => unknown> = {
    'spec.json': () => runs.spec(run),
    started: () => runs.started(run),
    'stop.json': () => runs.stop(run),
    'verdict.json': () => runs.verdict(run),
  };
  const damaged = runPapers.filter((paper) => standingOf(readers[paper]) === 'damaged');
  const spec = standingOf(() => runs.spec(run));
  return { run, task: typeof spec === 'object' ? spec.task : undefined, damaged };
}

const parseRun = (name: string): number | undefined =>
  /^[1-9]\d{0,9}$/.test(name) ? Number(name) : undefined;

function sentinelsIn(disk: Disk, tasks: string): Survey['sentinels'] {
  return disk
    .list(tasks)
    .sort()
    .flatMap((name) => {
      const [id = '', suffix] = name.split('.');
      const number = id.startsWith('task_') ? parseTaskNumber(id) : undefined;
      const kind = classicKinds.find((known) => name === `${id}.${known}` && known === suffix);
      return number !== undefined && kind ? [{ number, kind }] : [];
    });
}

/** Files in intents/ under no name of a wish, damaged wishes, and plans of wishes that are gone. */
function strangersIn(disk: Disk, root: string, intents: Store['intents']): string[] {
  return disk
    .list(join(root, layout.intents))
    .sort()
    .map((name) => `${layout.intents}/${name}`)
    .filter((path) => path !== layout.answered)
    .filter((path) => {
      const [order = ''] = path.slice(layout.intents.length + 1).split('.');
      if (!isIntentOrder(order)) return true;
      if (path === layout.plan(order)) return !disk.exists(join(root, layout.intent(order)));
      if (path !== layout.intent(order)) return true;
      return standingOf(() => intents.read(order)) === 'damaged';
    });
}
