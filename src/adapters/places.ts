import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { layout } from '../core/layout.ts';
import { type Crowd, freePlaces, type Occupant, Place, type Places } from '../core/places.ts';
import type { Clock, Disk, Processes } from '../core/ports.ts';
import { Started } from '../core/run.ts';
import { stateLayout } from '../core/state-layout.ts';
import { protocolVersion } from '../core/task.ts';
import { once } from '../lib/once.ts';
import type { Schema } from '../lib/schema.ts';
import { createLine } from './places-line.ts';
import { readRecord, textOf } from './store/records.ts';

export interface PlacesParts {
  /** The folder in which orchestra remembers things for the user. */
  readonly state: string;
  readonly disk: Disk;
  /** The `.orchestra/` for whose runs places are taken. */
  readonly workspace: string;
  readonly processes: Processes;
  readonly clock: Clock;
  readonly nameOf: (workspace: string) => string;
  readonly warn: (line: string) => void;
  /** Makes the folders, which are missing at first. */
  readonly prepare: (folders: readonly string[]) => void;
}

const unlimited = Number.POSITIVE_INFINITY;

/** The latest turn of a place. */
interface Turn {
  readonly place: number;
  readonly turn: number;
  /** Whose it is, or was; undefined where it was given up, and where nobody can read it. */
  readonly by: Place | undefined;
  readonly isTaken: boolean;
}

/**
 * Places are taken as the lock is: by linking the next turn of one, so that of all who reach for
 * it exactly one gets it, and who was parked meanwhile sees that a higher one is there. Nothing is
 * stolen, and nothing need be given back: a place is free when its run is over.
 */
export function createPlaces(parts: PlacesParts): Places {
  const { state, disk, workspace, processes, clock, warn } = parts;
  // Who we are is asked only where there is a limit: it may take a while, or be hidden.
  const hostName = once(() => processes.self().host.replace(/[^\w.-]|^\.+$/g, '_'));
  const at = (path: (host: string) => string) => join(state, path(hostName()));
  const folder = () => at(stateLayout.places);
  const line = createLine(parts, hostName);
  let kept = '';

  return {
    get folder() {
      return folder();
    },
    look(limit) {
      try {
        return crowd(limit);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return { limit, taken: [], ahead: 0, problem: error.message };
      }
    },
    take: (occupant, limit) => told(() => take(occupant, limit)) ?? false,
    lineUp: () =>
      told(() => {
        prepare(stateLayout.places, stateLayout.line);
        line.join();
      }),
    keep(working) {
      const now = working.map(({ run }) => run).join();
      if (now === kept) return;
      told(() => {
        keep(working);
        kept = now;
      });
    },
  };

  function prepare(...folders: ((host: string) => string)[]): void {
    parts.prepare([stateLayout.temporary, ...folders.map((folderOf) => folderOf(hostName()))]);
  }

  function told<T>(act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      warn(`machineMaxParallel cannot be kept: ${error.message}`);
      return undefined;
    }
  }

  function crowd(limit: number): Crowd {
    const taken = turns()
      .filter(({ isTaken }) => isTaken)
      .map(({ by }) => ({
        name: by ? parts.nameOf(by.workspace) : 'somebody',
        task: by?.task ?? 0,
      }));
    return { limit, taken, ahead: line.ahead() };
  }

  function take(occupant: Occupant, limit: number): boolean {
    for (;;) {
      if (freePlaces(crowd(limit)) === 0) return false;
      const mine = occupy(occupant, limit);
      if (!mine) continue;
      // With some beyond the limit, two may have passed the count at once.
      if (turns().filter(({ isTaken }) => isTaken).length > limit) {
        giveUp(mine);
        return false;
      }
      line.leave(); // Who comes again lines up behind the others.
      return true;
    }
  }

  /** Takes the lowest free place; undefined where somebody else got it, or none is left. */
  function occupy({ run, task }: Occupant, limit: number): Turn | undefined {
    prepare(stateLayout.places);
    const known = new Map(turns().map((one) => [one.place, one]));
    let place = 1;
    while (known.get(place)?.isTaken) place += 1;
    if (place > limit) return undefined;
    const turn = (known.get(place)?.turn ?? 0) + 1;
    const by: Place = {
      version: protocolVersion,
      place,
      turn,
      workspace,
      run,
      task,
      holder: processes.self(),
      since: clock.now().at,
    };
    const path = at((host) => stateLayout.place(host, place, turn));
    if (!disk.create(path, textOf(by), { durable: false })) return undefined;
    const names = namesByPlace().get(place) ?? [];
    if (names.some((other) => other.turn > turn)) {
      // We were parked before our link, and this turn had long passed and been pruned.
      disk.remove(path);
      return undefined;
    }
    for (const old of names) if (old.turn < turn) disk.remove(join(folder(), old.name));
    return { place, turn, by, isTaken: true };
  }

  function giveUp({ place, turn }: Turn): void {
    disk.mark(at((host) => stateLayout.givenUp(host, place, turn)));
  }

  function keep(working: readonly Occupant[]): void {
    const ours = turns().filter(({ by }) => by?.workspace === workspace);
    // That it is over, anybody can see for themselves; the mark wakes those who wait.
    for (const one of ours) if (!working.some(({ run }) => run === one.by?.run)) giveUp(one);
    for (const occupant of working)
      if (!ours.some(({ by, isTaken }) => isTaken && by?.run === occupant.run))
        while (!occupy(occupant, unlimited));
  }

  /** The latest turn of each place that ever was taken. */
  function turns(): Turn[] {
    return [...namesByPlace()].map(([place, names]) => {
      const turn = Math.max(...names.map((one) => one.turn));
      const latest = names.filter((one) => one.turn === turn);
      const isGivenUp = latest.some(({ name }) => name.endsWith('.released'));
      if (isGivenUp) return { place, turn, by: undefined, isTaken: false };
      return { place, turn, ...occupantOf(place, turn) };
    });
  }

  function namesByPlace(): Map<number, { name: string; turn: number }[]> {
    const found = new Map<number, { name: string; turn: number }[]>();
    for (const name of disk.list(folder())) {
      const [, place, turn] = /^([1-9]\d{0,5})\.([1-9]\d{0,14})(?:\.released)?$/.exec(name) ?? [];
      if (place === undefined) continue;
      const names = found.get(Number(place)) ?? [];
      found.set(Number(place), [...names, { name, turn: Number(turn) }]);
    }
    return found;
  }

  function occupantOf(place: number, turn: number): Pick<Turn, 'by' | 'isTaken'> {
    try {
      const path = at((host) => stateLayout.place(host, place, turn));
      const by = readRecord(disk, path, Place);
      // What was pruned since we looked has had a later turn.
      return { by, isTaken: !by || !isOver(by) };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // What a power cut left of one belongs to nobody who lives; what cannot be read may.
      return { by: undefined, isTaken: error.code !== 'invalid' };
    }
  }

  /**
   * It has a verdict, or was cleaned away; or who took the place for it has died, and it never
   * began, or is dead as well. In this order: who is dead begins nothing any more.
   */
  function isOver({ workspace: root, run, holder }: Place): boolean {
    if (!disk.exists(join(root, layout.run(run)))) return true;
    if (disk.exists(join(root, layout.inRun(run, 'verdict.json')))) return true;
    if (processes.livenessOf(holder) !== 'dead') return false;
    const path = join(root, layout.inRun(run, 'started'));
    if (!disk.exists(path)) return true;
    const started = readQuietly(path, Started);
    return started !== undefined && processes.livenessOf(started.handle.identity) === 'dead';
  }

  function readQuietly<T>(path: string, schema: Schema<T>): T | undefined {
    try {
      return readRecord(disk, path, schema);
    } catch (error) {
      if (error instanceof Failure) return undefined;
      throw error;
    }
  }
}
