import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createClock } from '../../src/adapters/clock.ts';
import { createDisk } from '../../src/adapters/disk.ts';
import { makeFolders } from '../../src/adapters/folders.ts';
import { bootId } from '../../src/adapters/processes/identity.ts';
import { createProcesses } from '../../src/adapters/processes/index.ts';
import { createStore, storeFolders, temporaryOf } from '../../src/adapters/store/index.ts';
import { createWake } from '../../src/adapters/wake.ts';
import { composeAgents, composeWorld, hold, onePass } from '../../src/app-engine.ts';
import { type Intent, intentOrder } from '../../src/core/intent.ts';
import { orderOf } from '../../src/core/layout.ts';
import type { Disk } from '../../src/core/ports.ts';
import type { Store } from '../../src/core/store.ts';
import { type NewTask, newRecord, type TaskRecord } from '../../src/core/task.ts';
import { queueFolders } from '../../src/core/vocabulary.ts';
import type { ConductOptions } from '../../src/engine/conductor.ts';
import { createProject, type Project } from '../support/cli.ts';
import { projectRoot } from '../support/root.ts';
import { agents } from './agents.ts';

type WishOf<I> = I extends Intent ? Omit<I, 'version' | 'at'> : never;

/** A project on the real disk, and what this very process does in it without a CLI. */
export interface Bench {
  readonly project: Project;
  readonly store: Store;
  /** Accepts a task, as `orchestra start --no-run` does. */
  queue(agent: keyof typeof agents, wanted?: Partial<NewTask>): TaskRecord;
  /** Leaves a wish; answers with its name. */
  wish(intent: WishOf<Intent>): string;
  record(number: number): TaskRecord;
  isLive(): boolean;
  /** What the agents wrote down, which know nothing of orchestra's files. */
  diary(): DiaryLine[];
  /** Conducts here until all is done, or `isDone`, and leaves in good order. */
  conduct(isDone?: () => boolean): Promise<void>;
  /** One pass of one who only looks in, over another disk if that is given. */
  reconcile(disk?: Disk): Promise<void>;
}

export interface DiaryLine {
  readonly word: string;
  readonly task: number;
  readonly run: number;
}

/** A bench with an empty queue. */
export function createBench(t: Pick<TestContext, 'after'>): Bench {
  const project = createProject(t as TestContext, {
    agents,
    idleExit: '0',
    maxParallel: 4,
    retry: { delay: '0' },
  });
  const { root, folder } = project;
  const clock = createClock(bootId());
  const processes = createProcesses();
  const ours = createDisk(temporaryOf(root));
  const store = createStore(ours, root, clock, processes);
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, ...variable(project.mark) };
  makeFolders(root, storeFolders);

  const worldOver = (disk: Disk) => {
    const parts = {
      store: createStore(disk, root, clock, processes),
      clock,
      agents: composeAgents(root, projectRoot, environment),
      wake: createWake(),
      log: () => undefined,
      warn: (line: string) => assert.fail(line),
    };
    return composeWorld(parts, disk, projectRoot, (launcher) => launcher);
  };
  const conductOver = async (disk: Disk, options: ConductOptions): Promise<void> => {
    const world = worldOver(disk);
    const session = await hold(world, options);
    world.wake.close();
    assert.ok(session.held, 'somebody else conducts');
  };

  let lastWishMs = 0;
  const bench: Bench = {
    project,
    store,
    queue(agent, wanted = {}) {
      const all = { agent, prompt: agent, cwd: folder, priority: 0, ...wanted };
      const task = store.tasks.create((number) => newRecord(number, all, clock.now().at), 0);
      store.queue.enter('pending', orderOf(task));
      return task;
    },
    wish(intent) {
      // Two of one millisecond would be carried out in any order.
      lastWishMs = Math.max(lastWishMs + 1, Date.now());
      const order = intentOrder(lastWishMs, randomBytes(8).toString('hex'));
      store.intents.leave(order, { version: 1, at: clock.now().at, ...intent } as Intent);
      return order;
    },
    record: (number) => store.tasks.read(number) ?? assert.fail(`task ${number} is lost`),
    isLive: () => queueFolders.some((folderName) => store.queue.live(folderName).length > 0),
    diary: () =>
      project
        .read('diary')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          const [word = '', task, run] = line.split(' ');
          return { word, task: Number(task), run: Number(run) };
        }),
    async conduct(isDone = () => false) {
      const world = { ...onePass('run'), launches: true, isDone };
      await conductOver(ours, world);
    },
    reconcile: (disk = ours) => conductOver(disk, onePass('once')),
  };
  return bench;
}

function variable(mark: string): Record<string, string> {
  const [name = '', value = ''] = mark.split('=');
  return { [name]: value };
}

/** What a wish that was left became, and where. */
export const runFile = ({ project }: Bench, run: number, file: string): string =>
  project.read(join('.orchestra', 'runs', String(run), file));
