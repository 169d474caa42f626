import { join } from 'node:path';
import { exitIn } from '../../core/exit.ts';
import { layout, type RunFile } from '../../core/layout.ts';
import type { Disk } from '../../core/ports.ts';
import { RunSpec, Started, Stop, Verdict } from '../../core/run.ts';
import { readSentinel } from '../../core/sentinel.ts';
import type { RunFiles } from '../../core/store.ts';
import { protocolVersion } from '../../core/task.ts';
import type { Schema } from '../../lib/schema.ts';
import { createMoveAway, folderOfRun } from './archive-folders.ts';
import { createFloor, firstFree, numbersLike } from './numbers.ts';
import { patienceOf } from './patience.ts';
import { putAside } from './quarantine.ts';
import { readRecord, textOf } from './records.ts';
import { createTranscripts } from './transcripts.ts';

/** `runs/`: a folder for each attempt, its outbox and inbox. */
export function createRunFiles(
  disk: Disk,
  root: string,
  moveAway = createMoveAway(disk, root),
): RunFiles {
  const at = (path: string) => join(root, path);
  const isTaken = (run: number) => disk.exists(at(layout.run(run)));
  const patient = patienceOf(disk);
  const folderOf = (run: number): string => folderOfRun(disk, root, run);
  const link = (run: number, file: 'spec.json' | 'started' | 'verdict.json') => ({
    async with(value: object) {
      // Somebody may have removed the whole folder; a run is judged all the same. Who was followed
      // may still hold a verdict of one that has been put away since: it has one, and keeps it.
      const folder = folderOf(run);
      if (folder === layout.run(run) && !isTaken(run)) await patient.makeFolder(at(folder));
      return patient.create(at(`${folder}/${file}`), textOf(value));
    },
  });

  /** What is missing here may be in the archive, where a run goes with all that it has. */
  const inEither = <T>(run: number, file: RunFile, read: (path: string) => T | undefined) => {
    const found = read(at(layout.inRun(run, file)));
    if (found !== undefined || isTaken(run)) return found;
    return read(at(`${layout.archivedRun(run)}/${file}`));
  };
  const paper =
    <T>(file: RunFile, schema: Schema<T>) =>
    (run: number): T | undefined =>
      inEither(run, file, (path) => readRecord(disk, path, schema));
  const { floor, raiseFloor } = createFloor(disk, at(layout.runFloor), () =>
    numbersLike(/^([1-9]\d{0,9})$/, disk.list(at(layout.runs))),
  );
  const next = (hint: number): number => firstFree(Math.max(floor(), hint), isTaken);

  return {
    next,
    async allocate(hint) {
      for (let run = next(hint); ; run += 1) {
        if (!(await patient.makeFolder(at(layout.run(run))))) continue;
        disk.makeFolder(at(layout.outbox(run)), { durable: false });
        disk.makeFolder(at(layout.inbox(run)), { durable: false });
        return run;
      }
    },
    folder: (run) => at(folderOf(run)),
    path: (run, file) => at(layout.inRun(run, file)),
    outbox: (run) => at(layout.outbox(run)),

    spec: paper('spec.json', RunSpec),
    writeSpec: (spec) => link(spec.run, 'spec.json').with(spec),
    started: paper('started', Started),
    hasStarted: (run) =>
      inEither(run, 'started', (path) => disk.exists(path) || undefined) ?? false,
    writeStarted: (run, started) => link(run, 'started').with(started),
    stop: paper('stop.json', Stop),
    writeStop(run, stop) {
      // Somebody may have removed the whole folder; a run is stopped all the same.
      const folder = folderOf(run);
      if (folder === layout.run(run) && !isTaken(run)) disk.makeFolder(at(folder));
      return disk.create(at(`${folder}/stop.json`), textOf(stop));
    },
    verdict: paper('verdict.json', Verdict),
    writeVerdict: (verdict) => link(verdict.run, 'verdict.json').with(verdict),

    deadline(run) {
      const text = disk.readReport(at(layout.inRun(run, 'deadline')))?.text.trim();
      return text && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
    },
    // An empty one says the same as none, so nothing is lost with it.
    writeDeadline: (run, seconds) =>
      disk.replace(at(layout.inRun(run, 'deadline')), `${seconds ?? ''}\n`, {
        durable: seconds !== undefined,
      }),
    writePrompt: (run, prompt) =>
      disk.replace(at(layout.inRun(run, 'prompt.md')), prompt, { mode: 0o600, durable: false }),

    putAside: (run) => disk.list(at(`${folderOf(run)}/classic`)),
    isOverdue: (run) => disk.exists(at(layout.inRun(run, 'overdue'))),
    neverRan: (run) => disk.exists(at(layout.inRun(run, 'never'))),
    // In reach of the agent: it may have become anything.
    exit: (run) => exitIn(inEither(run, 'exit', disk.readReport)?.text ?? ''),
    sentinel(run) {
      for (const kind of ['error', 'done'] as const) {
        const report = disk.readReport(at(`${layout.outbox(run)}/${kind}`));
        if (report) return readSentinel(kind, report.text);
      }
      return undefined;
    },
    asks: (run) =>
      numbersLike(/^ask-([1-9]\d{0,5})\.json$/, namesIn(disk, at(layout.outbox(run)))).sort(
        (a, b) => a - b,
      ),
    readAsk(run, ask) {
      const path = at(`${layout.outbox(run)}/ask-${ask}.json`);
      const report = disk.readReport(path);
      return report && { text: report.text, changedAtMs: disk.changedAt(path) ?? 0 };
    },
    isAnswered: (run, ask) => disk.exists(at(`${layout.inbox(run)}/answer-${ask}.json`)),
    writeAnswer: (run, ask, answer) =>
      disk.create(at(`${layout.inbox(run)}/answer-${ask}.json`), textOf(answer)),
    isVouchedGone: (run) => disk.exists(at(layout.gone(run))),
    vouchPath: (run) => at(layout.gone(run)),
    vouchGone: (run, since) =>
      void disk.create(at(layout.gone(run)), textOf({ version: protocolVersion, at: since })),
    quarantine: (run, file) => putAside(disk, root, layout.inRun(run, file), `run_${run}.${file}`),
    endedAtMs: (run) => inEither(run, 'exit', disk.changedAt),
    ...createTranscripts(disk, root),
    raiseFloor,
    archive: (runs) => moveAway(runs.map((run) => [layout.run(run), layout.archivedRun(run)])),
    erase: (run) => disk.erase(at(layout.run(run))) + disk.erase(at(layout.archivedRun(run))),
  };
}

/** An agent may have put anything in the place of its outbox, or locked it up. */
function namesIn(disk: Disk, outbox: string): string[] {
  try {
    return disk.list(outbox);
  } catch {
    return [];
  }
}
