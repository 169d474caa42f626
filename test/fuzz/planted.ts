import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createDisk } from '../../src/adapters/disk.ts';
import { makeFolders } from '../../src/adapters/folders.ts';
import {
  agentFolders,
  createStore,
  storeFolders,
  temporaryOf,
} from '../../src/adapters/store/index.ts';
import { Failure } from '../../src/core/failure.ts';
import { orderOf } from '../../src/core/layout.ts';
import type { Store } from '../../src/core/store.ts';
import { newRecord } from '../../src/core/task.ts';
import { hold } from '../../src/engine/session.ts';
import type { World } from '../../src/engine/world.ts';
import { createFakeLauncher } from '../support/fake-launcher.ts';
import { createFakeClock, createFakeProcesses } from '../support/fake-machine.ts';
import { createFakeWorld } from '../support/fake-world.ts';
import { temporaryFolder } from '../support/local-run.ts';
import { createCanaries, plant, song } from '../support/plants.ts';

const sleepsMax = 40;

/**
 * Puts one kind of plant into each of these places, each in a workspace of its own, and conducts:
 * nobody is led out of it, and either everything else goes on or it is told what is in the way.
 */
export async function plantIn(
  t: TestContext,
  kind: string,
  places: readonly string[],
): Promise<void> {
  const folder = temporaryFolder(t);
  for (const [at, place] of places.entries()) {
    const home = join(folder, String(at));
    mkdirSync(home);
    const root = join(home, '.orchestra');
    const canaries = createCanaries(join(home, 'outside'));
    const machine = createMachine(root);
    await machine.conduct(['first']);
    plant(kind, join(root, place), canaries);
    const said = await machine.conduct(['second', 'third']);
    canaries.check();
    assert.doesNotMatch(said, new RegExp(song), place);
    if (!machine.isDone('third'))
      assert.match(said, new RegExp(place.replaceAll('.', '\\.')), place);
  }
}

/** The real engine on the real disk; only processes and time are pretended. */
function createMachine(root: string) {
  const clock = createFakeClock();
  const processes = createFakeProcesses();
  const launcher = createFakeLauncher({ onOpen: (run, all) => all.end(run.command.token, 0) });
  const { agents } = createFakeWorld().worldOf(1);
  const numbers = new Map<string, number>();
  let pid = 1;

  const storeOf = (): Store => {
    makeFolders(root, storeFolders, agentFolders);
    return createStore(createDisk(temporaryOf(root)), root, clock, processes.as(pid));
  };
  const start = (store: Store, prompt: string): void => {
    const wanted = { agent: 'coder', prompt, cwd: root, priority: 0 };
    const { highest } = store.queue.storedHead() ?? { highest: 0 };
    const record = store.tasks.create(
      (number) => newRecord(number, wanted, clock.now().at),
      highest,
    );
    numbers.set(prompt, record.number);
    store.queue.enter('pending', orderOf(record));
  };
  /** Accepts tasks and conducts until all is quiet; answers with all that was said. */
  const conduct = async (prompts: readonly string[]): Promise<string> => {
    const said: string[] = [];
    const attempt = async (act: () => unknown): Promise<void> => {
      try {
        await act();
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        said.push(error.message);
      }
    };
    pid += 1;
    await attempt(async () => {
      const store = storeOf();
      for (const prompt of prompts) await attempt(() => start(store, prompt));
      const told = new AbortController();
      let sleeps = 0;
      const world: World = {
        store,
        launchers: () => launcher,
        clock,
        agents,
        wake: {
          watch: () => {},
          nudge: () => {},
          breathe: async () => {},
          async sleep(ms) {
            clock.pass(Math.min(ms, 60_000));
            sleeps += 1;
            if (sleeps > sleepsMax) told.abort();
          },
          close: () => {},
        },
        log: () => {},
        warn: (line) => said.push(line),
      };
      await hold(world, {
        kind: 'run',
        idleExitMs: 0,
        maxParallel: undefined,
        launches: true,
        only: undefined,
        isDone: () => false,
        signal: told.signal,
      });
    });
    processes.die(pid);
    return said.join('\n');
  };
  return {
    conduct,
    isDone(prompt: string): boolean {
      const number = numbers.get(prompt);
      return number !== undefined && storeOf().tasks.read(number)?.settled?.status === 'complete';
    },
  };
}
