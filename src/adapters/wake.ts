import type { FSWatcher } from 'node:fs';
import type { Wake } from '../core/ports.ts';
import { timerMsMax } from '../lib/duration.ts';
import { fs } from './builtins.ts';

/**
 * Wakes by file watching where the system offers it. Watching loses events and fails on some
 * file systems, which costs nothing but time: who sleeps here always looks for himself.
 */
export function createWake(): Wake {
  const watchers = new Map<string, FSWatcher>();
  /** A command may sleep in two places at once: in what it shows, and in what it waits for. */
  const sleepers = new Set<() => void>();
  let isDue = false;
  const nudge = () => {
    isDue = true;
    for (const end of [...sleepers]) end();
  };
  const forget = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };

  return {
    nudge,
    watch(folders) {
      for (const folder of [...watchers.keys()]) if (!folders.includes(folder)) forget(folder);
      for (const folder of folders) {
        if (watchers.has(folder)) continue;
        try {
          const watcher = fs.watch(folder, { persistent: false }, nudge);
          watcher.on('error', () => forget(folder));
          watchers.set(folder, watcher);
          nudge(); // Something may have changed before the watch was there.
        } catch {
          // Too many watches, or no such folder yet: the rescan does the same job.
        }
      }
    },
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    sleep(ms) {
      return new Promise((resolve) => {
        const end = () => {
          if (!sleepers.delete(end)) return; // Over already: the next sleep is not ours to end.
          clearTimeout(timer);
          isDue = false;
          resolve();
        };
        const timer = setTimeout(end, Math.min(ms, timerMsMax));
        sleepers.add(end);
        if (isDue) setImmediate(end);
      });
    },
    close() {
      for (const folder of [...watchers.keys()]) forget(folder);
      nudge();
    },
  };
}
