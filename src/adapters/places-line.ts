import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { InLine } from '../core/places.ts';
import { stateLayout } from '../core/state-layout.ts';
import { protocolVersion } from '../core/task.ts';
import type { PlacesParts } from './places.ts';
import { readRecord, textOf } from './store/records.ts';

/** Who waits says so again and again; after so long of silence it has lost its turn. */
const silenceMs = 5_000;

/** Where workspaces wait for a place of the machine: advice on whose turn it is, and no more. */
export interface Line {
  /** Lines up behind who is there, or stays. */
  join(): void;
  leave(): void;
  /** How many have waited longer than this workspace, and still do. */
  ahead(): number;
}

/** A file for each workspace that waits, which it renews for as long as it does. */
export function createLine(
  { state, disk, workspace, processes, clock }: PlacesParts,
  host: () => string,
): Line {
  const folder = () => join(state, stateLayout.line(host()));
  const own = () => join(state, stateLayout.inLine(host(), hashOf(workspace)));

  return {
    join() {
      const since = ticketAt(own())?.since ?? clock.now().at;
      const ticket: InLine = {
        version: protocolVersion,
        workspace,
        holder: processes.self(),
        since,
      };
      disk.replace(own(), textOf(ticket), { durable: false });
    },
    leave: () => disk.remove(own()),
    ahead() {
      const ours = ticketAt(own());
      const others = disk
        .list(folder())
        .map((name) => join(folder(), name))
        .filter((path) => path !== own());
      return others.filter((path) => {
        const other = ticketAt(path);
        if (!other || processes.livenessOf(other.holder) === 'dead') return false;
        return !ours || other.since < ours.since;
      }).length;
    },
  };

  /** Undefined for one that was not renewed, and for what cannot be read. */
  function ticketAt(path: string): InLine | undefined {
    const changedMs = disk.changedAt(path);
    if (changedMs === undefined) return undefined;
    if (Date.parse(clock.now().at) - changedMs > silenceMs) return undefined;
    try {
      return readRecord(disk, path, InLine);
    } catch (error) {
      if (error instanceof Failure) return undefined;
      throw error;
    }
  }
}

const hashOf = (workspace: string): string =>
  createHash('sha256').update(workspace).digest('hex').slice(0, 16);
