import { join } from 'node:path';
import { emptyHead, foldJournal, Head } from '../../core/head.ts';
import {
  type DatedEntry,
  type FinishedEntry,
  layout,
  readFinished,
  readOrder,
} from '../../core/layout.ts';
import type { Disk } from '../../core/ports.ts';
import type { QueueIndex } from '../../core/store.ts';
import { queueFolders } from '../../core/vocabulary.ts';
import { type JsonLines, readJsonLines } from '../../lib/jsonl.ts';
import { createMoveAway, type Move } from './archive-folders.ts';
import { isNoFile, readRecord, replaceAnything, textOf } from './records.ts';

/** The journal is counted into the head when it grows beyond this. */
const journalLinesMax = 200;

/** `queue/`: live tasks by name, finished ones by day, and the head that answers for those. */
export function createQueueIndex(
  disk: Disk,
  root: string,
  moveAway = createMoveAway(disk, root),
): QueueIndex {
  const at = (path: string) => join(root, path);
  let lines = 0;

  const index: QueueIndex = {
    live: (folder) =>
      disk
        .list(at(layout.queue(folder)))
        .sort()
        .flatMap((name) => readOrder(name) ?? []),
    enter: (folder, order) => disk.mark(at(layout.entry(folder, order))),
    leave: (folder, order) => disk.remove(at(layout.entry(folder, order))),
    move: (from, to, order) =>
      disk.move(at(layout.entry(from, order)), at(layout.entry(to, order))) ||
      disk.mark(at(layout.entry(to, order))),
    finish(from, order, day, number, status) {
      disk.makeFolder(at(layout.day(day)), { durable: false });
      const entry = at(layout.finishedEntry(day, number, status));
      if (!from || !disk.move(at(layout.entry(from, order)), entry)) disk.mark(entry);
    },
    revive(day, number, status, to, order) {
      const shown = at(layout.entry(to, order));
      // Back among the finished after a power cut, it would pass for settled, and never run.
      const wasThere = [layout.finishedEntry, layout.archivedEntry].map((entry) =>
        disk.move(at(entry(day, number, status)), shown, { durable: true }),
      );
      if (!wasThere.includes(true)) disk.mark(shown);
    },
    days: () => disk.list(at(layout.finished)).sort().reverse(),
    finishedOn: (day) => namedIn(layout.day(day)),
    enteredAt: (day, number, status) =>
      disk.renamedAt(at(layout.finishedEntry(day, number, status))) ??
      disk.renamedAt(at(layout.archivedEntry(day, number, status))) ??
      0,
    archivedDays: () => disk.list(at(layout.archivedDays)).sort().reverse(),
    archivedOn: (day) => namedIn(layout.archivedDay(day)),
    archive(entries) {
      for (const [day, ofDay] of byDay(entries)) {
        const moves = ofDay.map(
          ({ number, status }): Move => [
            layout.finishedEntry(day, number, status),
            layout.archivedEntry(day, number, status),
          ],
        );
        moveAway(moves);
        for (const [, to] of moves) if (!disk.exists(at(to))) disk.create(at(to), '');
        dropEmpty(layout.day(day));
      }
    },
    forget(entries) {
      for (const [day, ofDay] of byDay(entries))
        for (const [folder, entryIn] of [
          [layout.day(day), layout.finishedEntry],
          [layout.archivedDay(day), layout.archivedEntry],
        ] as const) {
          if (!disk.exists(at(folder))) continue;
          const paths = ofDay.map(({ number, status }) => at(entryIn(day, number, status)));
          // One that is gone already may not have reached the disk: the fsync is for it as well.
          for (const path of paths) disk.erase(path, { durable: path === paths.at(-1) });
          dropEmpty(folder);
        }
    },
    isFinished: (day, number, status) => disk.exists(at(layout.finishedEntry(day, number, status))),

    head() {
      // The journal first: it is cut only after the head, so whatever it lacks the head has.
      const journal = readJournal();
      const head = readHead();
      lines = journal?.values.length ?? 0;
      return head && journal && journal.bad === 0 ? foldJournal(head, journal.values) : undefined;
    },
    storedHead: readHead,
    append(line, head) {
      disk.append(at(layout.journal), JSON.stringify(line));
      lines += 1;
      if (lines >= journalLinesMax) index.compact(head);
    },
    compact(head) {
      // Lines that the head has counted in already are known by their seq, and count no more.
      replaceAnything(disk, at(layout.head), textOf(head), { durable: false });
      replaceAnything(disk, at(layout.journal), '', { durable: false });
      lines = 0;
    },
  };
  return index;

  function namedIn(folder: string): FinishedEntry[] {
    return disk.list(at(folder)).flatMap((name) => readFinished(name) ?? []);
  }

  function dropEmpty(folder: string): void {
    if (disk.exists(at(folder)) && disk.list(at(folder)).length === 0) disk.erase(at(folder));
  }

  /** Undefined where something else has its name: then it tells nothing, and is replaced. */
  function readJournal(): JsonLines | undefined {
    try {
      return readJsonLines(disk.read(at(layout.journal)) ?? '');
    } catch (error) {
      if (isNoFile(error)) return undefined;
      throw error;
    }
  }

  /** A head that was never written is empty, as long as the journal tells the whole story. */
  function readHead(): Head | undefined {
    try {
      const head = readRecord(disk, at(layout.head), Head);
      if (head) return head;
      const tellsAll = disk.size(at(layout.journal)) > 0 || index.days().length === 0;
      return tellsAll ? emptyHead : undefined;
    } catch {
      return undefined;
    }
  }
}

function byDay(entries: readonly DatedEntry[]): ReadonlyMap<string, readonly DatedEntry[]> {
  const days = new Map<string, DatedEntry[]>();
  for (const entry of entries) days.set(entry.day, [...(days.get(entry.day) ?? []), entry]);
  return days;
}

/** The folders that every index has. */
export const indexFolders = [...queueFolders.map(layout.queue), layout.finished];
