import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { classicKinds, layout } from '../../src/core/layout.ts';
import { queueFolders } from '../../src/core/vocabulary.ts';

const order = '00001767225600-00000001';
const runFiles = [
  ...(['spec.json', 'deadline', 'started', 'never', 'prompt.md', 'stdout', 'stderr'] as const),
  ...(['stop.json', 'overdue', 'exit', 'verdict.json'] as const),
];

/** Places outside of a workspace that nobody may write to, or tell of. */
export interface Canaries {
  readonly file: string;
  readonly folder: string;
  /** Throws when one was touched. */
  check(): void;
}

/** What is in a canary; it must not reach anybody's screen. */
export const song = 'a-canary-sings';

/** Makes canaries in a folder of their own. */
export function createCanaries(place: string): Canaries {
  const folder = join(place, 'cage');
  const file = join(place, 'canary');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'bird'), song);
  writeFileSync(file, song);
  return {
    file,
    folder,
    check() {
      assert.equal(readFileSync(file, 'utf8'), song);
      assert.deepEqual(readdirSync(folder), ['bird']);
      assert.equal(readFileSync(join(folder, 'bird'), 'utf8'), song);
      assert.deepEqual(readdirSync(place).sort(), ['cage', 'canary']);
    },
  };
}

/** What may be put in the place of a file or folder, by name. */
export const plants: Readonly<Record<string, (path: string, canaries: Canaries) => void>> = {
  'a link to a file': (path, { file }) => symlinkSync(file, path),
  'a link to a folder': (path, { folder }) => symlinkSync(folder, path),
  'a link to nowhere': (path, { folder }) => symlinkSync(`${folder}/made`, path),
  'a link to /dev/zero': (path) => symlinkSync('/dev/zero', path),
  'a link to itself': (path) => symlinkSync(path, path),
  'another name of a file': (path, { file }) => linkSync(file, path),
  'a pipe': (path) => make('mkfifo', path),
  'a folder': (path) => mkdirSync(path),
  ...(process.getuid?.() === 0 && {
    'a device': (path: string) => make('mknod', path, 'c', '1', '5'),
  }),
};

/** Puts a plant where something may be; that is moved out of the way. */
export function plant(kind: string, path: string, canaries: Canaries): void {
  mkdirSync(dirname(path), { recursive: true });
  if (lstatSync(path, { throwIfNoEntry: false })) rmSync(path, { recursive: true });
  plants[kind]?.(path, canaries);
}

function make(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

/** Every place of the layout, in a workspace with a task 1 that ran as run 1. */
export const places: readonly string[] = [
  ...[layout.ignore, layout.private, layout.temporary, layout.conductorLog, layout.shims],
  layout.olderConductorLog,
  ...[layout.lock, layout.epoch(1), layout.released(1), layout.beat(1), layout.epoch(9)],
  ...[layout.tasks, layout.task(1), layout.task(9), layout.floor, layout.classicPlan(1)],
  ...classicKinds.map((kind) => layout.classic(1, kind)),
  ...[layout.classicLog(1), layout.workspace, layout.runs, layout.runFloor, layout.run(1)],
  ...[layout.outbox(1), layout.inbox(1), layout.putAside(1), layout.run(2)],
  ...[`${layout.outbox(1)}/done`, `${layout.outbox(1)}/error`, `${layout.outbox(1)}/ask-1.json`],
  ...[`${layout.inbox(1)}/answer-1.json`],
  ...runFiles.map((file) => layout.inRun(1, file)),
  ...queueFolders.map((folder) => layout.queue(folder)),
  ...['queue', layout.finished, layout.head, layout.journal],
  ...[layout.entry('pending', '0999-0000000001-1'), layout.entry('running', '0999-0000000001-1')],
  ...[layout.day('2026-01-01'), layout.finishedEntry('2026-01-01', 1, 'complete')],
  ...[layout.intents, layout.intent(order), layout.plan(order), layout.answered],
  ...[layout.answer(order), layout.requests, layout.request(1), layout.requestFloor],
  ...[layout.archive, layout.archivedTask(1), layout.quarantine],
];
