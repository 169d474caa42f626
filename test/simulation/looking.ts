import { createStore } from '../../src/adapters/store/index.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Disk } from '../../src/core/ports.ts';
import { queueFolders } from '../../src/core/vocabulary.ts';
import type { Context } from '../../src/operations/operation.ts';
import { viewOf } from '../../src/operations/show-task.ts';
import type { Place } from './machine.ts';
import type { SimulatedWorld } from './world.ts';

/** Looks at everything, as commands do that only look: they write nothing, whatever they find. */
export function lookAround(world: SimulatedWorld, place: Place): boolean {
  const { machine, model } = world;
  const being = machine.bear('reader', place, false);
  const clock = machine.clockAt(place);
  const processes = machine.processesFor(being, () => {});
  const disk = onlyToRead(world.disk.as('reader'), (what) =>
    model.broken('I6 looking writes nothing', `somebody looks, and does ${what}`),
  );
  const store = createStore(disk, world.root, clock, processes);
  try {
    store.lock.look();
    store.queue.head();
    for (const folder of queueFolders) store.queue.live(folder);
    for (const number of store.tasks.numbers()) {
      const task = store.tasks.read(number);
      if (task) viewOf({ store, clock, processes } as Context, task);
    }
  } catch (error) {
    if (!(error instanceof Failure)) model.bug(error);
  } finally {
    machine.bury(being);
  }
  return true;
}

function onlyToRead(disk: Disk, onEffect: (what: string) => void): Disk {
  const refused =
    <T>(verb: string, answer: T) =>
    (path: string): T => {
      onEffect(`${verb} ${path}`);
      return answer;
    };
  return {
    ...disk,
    create: refused('create', false),
    replace: refused('replace', undefined),
    mark: refused('mark', undefined),
    append: refused('append', undefined),
    makeFolder: refused('folder', false),
    move: refused('move', false),
    remove: refused('remove', undefined),
    erase: refused('erase', 0),
  };
}
