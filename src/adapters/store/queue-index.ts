import { join } from 'node:path';
import { emptyHead, foldJournal, Head } from '../../core/head.ts';
import { layout, readFinished, readOrder } from '../../core/layout.ts';
import type { Disk } from '../../core/ports.ts';
import type { QueueIndex } from '../../core/store.ts';
import { queueFolders } from '../../core/vocabulary.ts';
import { type JsonLines, readJsonLines } from '../../lib/jsonl.ts';
import { isNoFile, readRecord, replaceAnything, textOf } from './records.ts';

/** The journal is counted into the head when it grows beyond this. */
const journalLinesMax = 200;

/** `queue/`: live tasks by name, finished ones by day, and the head that answers for those. */
export function createQueueIndex(disk: Disk, root: string): QueueIndex {
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
      const entry = at(layout.finishedEntry(day, number, status));
      const shown = at(layout.entry(to, order));
      // Back among the finished after a power cut, it would pass for settled, and never run.
      if (!disk.move(entry, shown, { durable: true })) disk.mark(shown);
    },
    days: () => disk.list(at(layout.finished)).sort().reverse(),
    finishedOn: (day) => disk.list(at(layout.day(day))).flatMap((name) => readFinished(name) ?? []),
    enteredAt: (day, number, status) =>
      disk.renamedAt(at(layout.finishedEntry(day, number, status))) ?? 0,
    forget(entries) {
      for (const day of new Set(entries.map((entry) => entry.day))) {
        if (!disk.exists(at(layout.day(day)))) continue;
        const paths = entries
          .filter((entry) => entry.day === day)
          .map(({ number, status }) => at(layout.finishedEntry(day, number, status)));
        // One that is gone already may not have reached the disk: the fsync is for it as well.
        for (const path of paths) disk.erase(path, { durable: path === paths.at(-1) });
        if (disk.list(at(layout.day(day))).length === 0) disk.erase(at(layout.day(day)));
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

/** The folders that every index has. */
export const indexFolders = [...queueFolders.map(layout.queue), layout.finished];
