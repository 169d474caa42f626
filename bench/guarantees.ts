import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalLauncher } from '../src/adapters/launchers/local.ts';
import { livenessOfAll } from '../src/adapters/processes/identity.ts';
import type { Disk, Launcher } from '../src/core/ports.ts';
import type { Store } from '../src/core/store.ts';

/** What a conductor is made of, before one of its guarantees is taken away. */
export interface Parts {
  readonly disk: Disk;
  readonly launcher: (launcher: Launcher, store: Store) => Launcher;
}

const whole: Parts = { disk: undefined as never, launcher: (launcher) => launcher };

/**
 * A conductor that lacks one of its guarantees, to be timed beside one that has all. Nobody but
 * the bench can have one: there is no setting for it.
 */
export const lacking = {
  'all guarantees': (disk: Disk): Parts => ({ ...whole, disk }),
  'no fsync': (disk: Disk): Parts => ({ ...whole, disk: hasty(disk) }),
  'no sweep for what outlives a run': (disk: Disk): Parts => ({
    disk,
    launcher: (launcher, { runs }) => ({
      ...launcher,
      look: async (watched) =>
        livenessOfAll(watched.map(({ handle }) => handle.identity)).map((is, at) => {
          const run = Number(watched[at]?.folder.split('/').at(-1));
          const exit = is === 'dead' ? runs.exit(run) : undefined;
          if (exit !== undefined) return { is: 'ended', exit, strays: 0 };
          return is === 'dead' ? { is: 'gone' } : { is };
        }),
    }),
  }),
  'no gate: it runs before its identity is on the disk': (disk: Disk): Parts => ({
    disk,
    launcher: (launcher) => ({
      ...launcher,
      async start(command, folder) {
        const gate = await launcher.start(command, folder);
        gate.open();
        return { ...gate, open: () => undefined };
      },
    }),
  }),
  'no watchdog: deadlines die with the conductor': (disk: Disk): Parts => ({
    disk,
    launcher: (_, store) => createLocalLauncher({ shim: shimWithoutWatchdog(store.root) }),
  }),
  'none of these': (disk: Disk): Parts => ({
    disk: hasty(disk),
    launcher: (_, store) => {
      const bare = createLocalLauncher({ shim: shimWithoutWatchdog(store.root) });
      const ungated = lacking['no gate: it runs before its identity is on the disk'](disk);
      const unswept = lacking['no sweep for what outlives a run'](disk);
      return unswept.launcher(ungated.launcher(bare, store), store);
    },
  }),
} as const satisfies Record<string, (disk: Disk) => Parts>;

export type Lack = keyof typeof lacking;

/** Nobody misses a benchmark's files after a power cut. */
export const hasty = ({ patient: _, ...disk }: Disk): Disk => ({
  ...disk,
  create: (path, text, options) => disk.create(path, text, { ...options, durable: false }),
  replace: (path, text, options) => disk.replace(path, text, { ...options, durable: false }),
  makeFolder: (path, options) => disk.makeFolder(path, { ...options, durable: false }),
});

function shimWithoutWatchdog(root: string): string {
  const text = readFileSync(new URL('../../templates/shim.sh', import.meta.url), 'utf8');
  const bare = text.replace(/\ntrap '' INT[^\n]*\n\(\n[\s\S]*?\n\) 4>&- &\n/, '\n');
  if (bare === text) throw new Error('the shim has no watchdog to take away');
  const path = join(root, 'shim-without-watchdog.sh');
  writeFileSync(path, bare);
  return path;
}
