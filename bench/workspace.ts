import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClock } from '../src/adapters/clock.ts';
import { createDisk } from '../src/adapters/disk.ts';
import { makeFolders } from '../src/adapters/folders.ts';
import { bootId, selfIdentity } from '../src/adapters/processes/identity.ts';
import { createProcesses } from '../src/adapters/processes/index.ts';
import { createStore, storeFolders, temporaryOf } from '../src/adapters/store/index.ts';
import { emptyHead, type Finished, lastMax } from '../src/core/head.ts';
import { dayOf, layout, orderOf } from '../src/core/layout.ts';
import type { Clock } from '../src/core/ports.ts';
import type { Store } from '../src/core/store.ts';
import { type NewTask, newRecord, protocolVersion } from '../src/core/task.ts';
import { hasty } from './guarantees.ts';

/** What a workspace holds before anything is measured in it. */
export interface Contents {
  readonly running?: number;
  readonly pending?: number;
  readonly finished?: number;
  /** Finished tasks have their records and what was said, as searching needs them. */
  readonly isRecorded?: boolean;
  readonly agent?: string;
  /** Each live task waits for the one before it. */
  readonly isChain?: boolean;
}

const finishedPerDay = 1_000;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Fills `folder` with a workspace whose tasks were never run, in seconds where running them would
 * take an hour. Finished tasks have their index and head, as `status` needs, and mostly no records.
 */
export async function buildWorkspace(folder: string, contents: Contents): Promise<Store> {
  const root = join(folder, '.orchestra');
  makeFolders(root, storeFolders);
  const clock = createClock(bootId());
  const disk = hasty(createDisk(temporaryOf(root)));
  const store = createStore(disk, root, clock, createProcesses());
  const { running = 0, pending = 0, finished = 0, agent = 'coder', isChain = false } = contents;
  disk.replace(join(root, layout.config), configText);
  for (let number = 1; number <= finished; number += 1) {
    const endedAt = addFinished(root, clock, number);
    if (contents.isRecorded) addRecord(store, folder, number, endedAt);
  }
  addHead(store, clock, finished);
  for (let live = 1; live <= running + pending; live += 1)
    await addLive(store, folder, clock, {
      number: finished + live,
      agent,
      ...(isChain && live > 1 && { after: [finished + live - 1] }),
      isRunning: live <= running,
    });
  return store;
}

/** Makes this very process the conductor, so that nobody who is measured becomes it. */
export function conductFor(store: Store): void {
  store.lock.take('daemon');
}

/** Agents that cost next to nothing: what is left is ours. */
const configText = JSON.stringify({
  agents: {
    coder: { command: 'true', prompt: 'stdin' },
    fails: { command: 'false', prompt: 'stdin' },
    clock: { command: 'date', args: ['+%s%N'], prompt: 'stdin' },
  },
});

const statusOf = (number: number): Finished['status'] =>
  number % 10 > 0 ? 'complete' : number % 100 > 0 ? 'failed' : 'cancelled';

function addFinished(root: string, clock: Clock, number: number): string {
  const at = new Date(
    Date.parse(clock.now().at) - Math.floor(number / finishedPerDay) * dayMs,
  ).toISOString();
  const entry = join(root, layout.finishedEntry(dayOf(at), number, statusOf(number)));
  if (number === 1 || number % finishedPerDay === 0)
    mkdirSync(join(root, layout.day(dayOf(at))), { recursive: true });
  closeSync(openSync(entry, 'w'));
  return at;
}

const said = Array.from({ length: 40 }, (_, at) => `line ${at + 1}: all tests have passed\n`).join(
  '',
);

function addRecord({ tasks, runs }: Store, cwd: string, number: number, endedAt: string): void {
  const outcome = { status: statusOf(number), endedAt, elapsedMs: 60_000 + (number % 977) * 1000 };
  const prompt = `Add a test for the parser, number ${number}.\nIt should fail first.`;
  const task = newRecord(number, { agent: 'coder', prompt, cwd, priority: 0 }, endedAt);
  task.runs.push({ run: number, ask: 1, attempt: 1, outcome });
  tasks.createNumbered({ ...task, settled: outcome });
  mkdirSync(runs.folder(number));
  writeFileSync(runs.path(number, 'stdout'), said);
}

function addHead({ queue }: Store, clock: Clock, finished: number): void {
  const head = { ...emptyHead, highest: finished };
  for (let number = 1; number <= finished; number += 1) head[statusOf(number)] += 1;
  head.last = Array.from({ length: Math.min(lastMax, finished) }, (_, at) => ({
    number: at + 1,
    status: statusOf(at + 1),
    agent: 'coder',
    title: `finished long ago, number ${at + 1}`,
    at: clock.now().at,
    elapsedMs: 61_000,
    attempt: 1,
  }));
  queue.compact(head);
}

interface Place {
  readonly number: number;
  readonly isRunning: boolean;
}

async function addLive(
  store: Store,
  cwd: string,
  clock: Clock,
  { number, isRunning, ...wishes }: Pick<NewTask, 'agent' | 'after'> & Place,
): Promise<void> {
  const prompt = `Add a test for the parser, number ${number}.\nIt should fail first.`;
  const wanted = { ...wishes, prompt, cwd, priority: 0 };
  const task = newRecord(number, wanted, clock.now().at);
  if (isRunning) {
    const run = await store.runs.allocate(number - 1);
    const handle = { launcher: 'local', identity: selfIdentity(), token: clock.random(16) };
    await store.runs.writeStarted(run, { version: protocolVersion, handle, since: clock.now() });
    task.runs.push({ run, ask: 1, attempt: 1 });
  }
  store.tasks.createNumbered(task);
  store.queue.enter(isRunning ? 'running' : 'pending', orderOf(task));
}
