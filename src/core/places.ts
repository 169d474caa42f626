import { type Infer, integer, object, string } from '../lib/schema.ts';
import { timestamp } from './instant.ts';
import { Identity } from './run.ts';
import { number, version } from './task.ts';

/**
 * `places/<host>/<place>.<turn>`: a run has one of the places of the machine. Of a place the highest
 * turn counts; it is free again when that run is over, or never began, and needs nobody's word.
 */
export const Place = object({
  version,
  place: integer('Which place.', { minimum: 1 }),
  turn: integer('Counts up with every run that gets it.', { minimum: 1 }),
  workspace: string('The absolute path of the `.orchestra/` of the run.'),
  run: number('The run.'),
  task: number('Its task.'),
  holder: Identity,
  since: timestamp('Since when.'),
});
export type Place = Infer<typeof Place>;

/** `line/<host>/<hash>.json`: a workspace that waits for a place; renewed for as long as it does. */
export const InLine = object({
  version,
  workspace: string('The absolute path of its `.orchestra/`.'),
  holder: Identity,
  since: timestamp('Since when.'),
});
export type InLine = Infer<typeof InLine>;

/** A run, and the task it belongs to. */
export type Occupant = Pick<Place, 'run' | 'task'>;

/** The places of the machine, as one workspace finds them. */
export interface Crowd {
  readonly limit: number;
  /** Who has one; workspaces by the names that people know. */
  readonly taken: readonly { readonly name: string; readonly task: number }[];
  /** How many workspaces have waited longer; each of them gets one first. */
  readonly ahead: number;
  /** Why nobody can tell; then nothing is given out. */
  readonly problem?: string;
}

/** How many of them may be taken now. */
export const freePlaces = ({ limit, taken, ahead, problem }: Crowd): number =>
  problem === undefined ? Math.max(0, limit - taken.length - ahead) : 0;

/** The places of this machine, which all workspaces of a user share. `limit` is how many there are. */
export interface Places {
  /** Reads only, and never throws. */
  look(limit: number): Crowd;
  /** Takes one for a run before it is launched; false where another was faster. */
  take(occupant: Occupant, limit: number): boolean;
  /** Lines up behind who waits already, or stays there. */
  lineUp(): void;
  /**
   * Exactly these runs of the workspace are at work: what has ended or waits gives up its place, and
   * what goes on has one again, beyond the limit if there is no other.
   */
  keep(working: readonly Occupant[]): void;
  /** Where it shows that one became free. */
  readonly folder: string;
}
