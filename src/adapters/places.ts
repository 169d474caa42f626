import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { layout } from '../core/layout.ts';
import {
  type Crowd,
  freePlaces,
  InLine,
  type Occupant,
  Place,
  type Places,
} from '../core/places.ts';
import type { Clock, Disk, Processes } from '../core/ports.ts';
import { Started } from '../core/run.ts';
import { stateLayout } from '../core/state-layout.ts';
import { protocolVersion } from '../core/task.ts';
import type { Schema } from '../lib/schema.ts';
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

/** Who waits says so again and again; after so long of silence it has lost its turn. */
const silenceMs = 5_000;

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
  const host = processes.self().host.replace(/[^\w.-]|^\.+$/g, '_');
  const folder = join(state, stateLayout.places(host));
  const line = join(state, stateLayout.line(host));
  const ourTicket = join(state, stateLayout.inLine(host, hashOf(workspace)));
  let kept = '';

  return {
    folder,
    look(limit) {
      try {
        return crowd(limit);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return { limit, taken: [], ahead: 0, problem: error.message };
      }
    },
    take: (occupant, limit) => told(() => take(occupant, limit)) ?? false,
    lineUp: () => told(lineUp),
    keep(working) {
      const now = working.map(({ run }) => run).join();
      if (now === kept) return;
      told(() => {
        keep(working);
        kept = now;
      });
    },
  };

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
    return { limit, taken, ahead: aheadOfUs() };
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
      disk.remove(ourTicket); // Who comes again lines up behind the others.
      return true;
    }
  }

  /** Takes the lowest free place; undefined where somebody else got it, or none is left. */
  function occupy({ run, task }: Occupant, limit: number): Turn | undefined {
    parts.prepare([stateLayout.temporary, stateLayout.places(host)]);
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
    const path = join(state, stateLayout.place(host, place, turn));
    if (!disk.create(path, textOf(by), { durable: false })) return undefined;
    const names = namesByPlace().get(place) ?? [];
    if (names.some((other) => other.turn > turn)) {
      // We were parked before our link, and this turn had long passed and been pruned.
      disk.remove(path);
      return undefined;
    }
    for (const old of names) if (old.turn < turn) disk.remove(join(folder, old.name));
    return { place, turn, by, isTaken: true };
  }

  function giveUp({ place, turn }: Turn): void {
    disk.mark(join(state, stateLayout.givenUp(host, place, turn)));
  }

  function keep(working: readonly Occupant[]): void {
    const ours = turns().filter(({ by }) => by?.workspace === workspace);
    // That it is over, anybody can see for themselves; the mark wakes those who wait.
    for (const one of ours) if (!working.some(({ run }) => run === one.by?.run)) giveUp(one);
    for (const occupant of working)
      if (!ours.some(({ by, isTaken }) => isTaken && by?.run === occupant.run))
        while (!occupy(occupant, unlimited));
  }

  function lineUp(): void {
    parts.prepare([stateLayout.temporary, stateLayout.places(host), stateLayout.line(host)]);
    const before = isSilent(ourTicket) ? undefined : readQuietly(ourTicket, InLine);
    const since = before?.since ?? clock.now().at;
    const ticket: InLine = { version: protocolVersion, workspace, holder: processes.self(), since };
    disk.replace(ourTicket, textOf(ticket), { durable: false });
  }

  /** Those who wait, have waited longer than we have, and still do. */
  function aheadOfUs(): number {
    const ours = isSilent(ourTicket) ? undefined : readQuietly(ourTicket, InLine);
    return disk.list(line).filter((name) => {
      const path = join(line, name);
      if (path === ourTicket || isSilent(path)) return false;
      const other = readQuietly(path, InLine);
      if (!other || processes.livenessOf(other.holder) === 'dead') return false;
      return !ours || other.since < ours.since;
    }).length;
  }

  function isSilent(path: string): boolean {
    const changedMs = disk.changedAt(path);
    return changedMs === undefined || Date.parse(clock.now().at) - changedMs > silenceMs;
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
    for (const name of disk.list(folder)) {
      const [, place, turn] = /^([1-9]\d{0,5})\.([1-9]\d{0,14})(?:\.released)?$/.exec(name) ?? [];
      if (place === undefined) continue;
      const names = found.get(Number(place)) ?? [];
      found.set(Number(place), [...names, { name, turn: Number(turn) }]);
    }
    return found;
  }

  function occupantOf(place: number, turn: number): Pick<Turn, 'by' | 'isTaken'> {
    try {
      const path = join(state, stateLayout.place(host, place, turn));
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

const hashOf = (workspace: string): string =>
  createHash('sha256').update(workspace).digest('hex').slice(0, 16);
