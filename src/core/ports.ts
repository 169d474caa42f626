import type { ResolvedAgent } from './agent.ts';
import type { AgentEvent } from './events.ts';
import type { Instant } from './instant.ts';
import type { Sources } from './lineage.ts';
import type { OlderFile } from './older.ts';
import type { OlderConfigFile } from './older-config.ts';
import type { Handle, Identity } from './run.ts';
import type { Settings } from './settings.ts';

/** The clocks and the dice. Time enters everything else as a value. */
export interface Clock {
  /** Now, on the monotonic clock of this boot and on the wall. */
  now(): Instant;
  /** Random hexadecimal digits, unpredictable. */
  random(bytes: number): string;
}

/**
 * The one door to the disk. Paths are absolute. Everything that is created or replaced is
 * written elsewhere first, in full, and appears whole or not at all; unless `durable` is
 * false it is fsynced, and so is its folder, before the call returns.
 */
export interface Disk {
  /** The content, or undefined where nothing is. Throws for anything but a regular file. */
  read(path: string): string | undefined;
  /** The names in a folder, unsorted; none where it does not exist. */
  list(path: string): string[];
  exists(path: string): boolean;
  /** Milliseconds since the epoch of the last change of content, or undefined. */
  changedAt(path: string): number | undefined;
  /** How many bytes a file has; 0 where there is none. */
  size(path: string): number;
  /** Milliseconds since the epoch of the last change of its name or content, or undefined. */
  renamedAt(path: string): number | undefined;
  /** Creates by link. False, and nothing changed, where the name is taken. */
  create(path: string, text: string, options?: WriteOptions): boolean;
  /** Creates or replaces by rename. */
  replace(path: string, content: string | Uint8Array, options?: WriteOptions): void;
  /** Creates an empty entry; nothing happens where one is. Never durable. */
  mark(path: string): void;
  /** Appends one write; a torn last line of an earlier writer is cut off first. Never durable. */
  append(path: string, line: string): void;
  /** Creates one folder (0700). False where it exists; it is durable then as well. */
  makeFolder(path: string, options?: WriteOptions): boolean;
  /** Renames. False where there is nothing to move. */
  move(from: string, to: string, options?: WriteOptions): boolean;
  /** Removes a file; nothing happens where there is none. */
  remove(path: string): void;
  /**
   * Removes whatever has this name, a folder with all that is in it; no link is followed. Answers
   * with how many bytes it was. Only when `durable` is true, what was removed there stays removed.
   */
  erase(path: string, options?: WriteOptions): number;
  /** Reads an agent's report: no link followed, never blocking, regular files only, at most 1 MiB. */
  readReport(path: string): { text: string; cut: boolean } | undefined;
  /** Bytes of a file from `offset` on, at most `bytesMax`; empty where there are none. */
  readFrom(path: string, offset: number, bytesMax: number): Buffer;
  /** Absent where waiting gains nothing; then the three above do. */
  readonly patient?: PatientDisk;
}

/**
 * The same three, which let others work while the disk does: what is on its way at one time
 * becomes durable together. Each is durable when its promise resolves, and not before.
 */
export interface PatientDisk {
  create(path: string, text: string, options?: WriteOptions): Promise<boolean>;
  replace(path: string, text: string, options?: WriteOptions): Promise<void>;
  makeFolder(path: string, options?: WriteOptions): Promise<boolean>;
}

export interface WriteOptions {
  readonly durable?: boolean;
  readonly mode?: number;
}

/** A program to run, with nothing left to interpret. */
export interface Command {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The file that is the agent's stdin; absent means an empty one. */
  readonly stdin?: string;
  readonly stopSignal: string;
  readonly graceMs: number;
  readonly token: string;
}

/** A spawned run that waits behind its gate: nothing has been executed yet. */
export interface Gate {
  readonly handle: Handle;
  /** Lets it run. Only after `started` is durable. */
  open(): void;
  /** Makes it leave without running anything. */
  abandon(): void;
  /** Settles when its top process has ended; a wake-up, never a fact. */
  readonly ended: Promise<void>;
}

/** What one look at a run finds. `strays` counts its processes that outlived its end. */
export type Look =
  | { readonly is: 'alive' }
  | { readonly is: 'ended'; readonly exit: number; readonly strays: number }
  | { readonly is: 'gone' }
  | { readonly is: 'unknown' };

export interface Watched {
  readonly handle: Handle;
  /** The run's folder: the launcher's own files are `exit`, `overdue`, `deadline`, `stdout`, `stderr`. */
  readonly folder: string;
}

/** Runs programs somewhere and finds them again. A handle is plain JSON and survives a restart. */
export interface Launcher {
  /** Sets aside what a start takes, until its answer is called; a Failure where that is scarce. */
  reserve?(): () => void;
  /** Spawns behind a gate. Rejects with a Failure when it cannot; then nothing runs. */
  start(command: Command, folder: string): Promise<Gate>;
  /** One pass over the machine for all. What cannot be seen is `unknown`, never `gone`. */
  look(runs: readonly Watched[]): Promise<Look[]>;
  /** Sends one signal to the group of the run; KILL, STOP and CONT also to those that left it. */
  signal(
    run: Watched,
    signal: 'INT' | 'TERM' | 'HUP' | 'QUIT' | 'KILL' | 'STOP' | 'CONT',
  ): Promise<void>;
}

/** How one agent CLI talks: turns a line of its stdout into events. */
export type ReadLine = (line: string) => AgentEvent[];

/** Processes of this machine, by identity. */
export interface Processes {
  self(): Identity;
  /** What cannot be seen (another host, another pid namespace) is `unknown`, never `dead`. */
  livenessOf(identity: Identity): 'alive' | 'dead' | 'unknown';
  /** True where others may be unable to see us live, as in a container. */
  isHidden(): boolean;
  /** Sends KILL to exactly this process and resolves when it is gone. */
  kill(identity: Identity): Promise<void>;
  /** Sends a signal to exactly this process; false when it is gone already. */
  signal(identity: Identity, signal: 'INT' | 'TERM' | 'HUP' | 'USR2'): Promise<boolean>;
  /** How much of the machine's memory it takes; undefined where that cannot be told. */
  memoryOf(identity: Identity): number | undefined;
}

/** Agents as configured: files, PATH and environment behind one door. */
export interface Agents {
  /** An agent with all that it extends. Throws a Failure that names what is wrong and what is known. */
  resolve(name: string): ResolvedAgent;
  settings(): Settings;
  /** Where the names come from, for lists and suggestions. */
  sources(): Sources;
  /** The path of a prompt template: beside the nearest config that has it, else the shipped one. */
  templateAt(file: string): string | undefined;
  /** The path of a program, or undefined when it is not installed. */
  locate(command: string, cwd: string): string | undefined;
  readerOf(format: string | undefined): ReadLine;
  /** The conductor's own environment. */
  environment(): Readonly<Record<string, string>>;
}

/** What an installed program says about itself. */
export interface Probed {
  /** Where it is; absent where it is not installed. */
  readonly path?: string;
  /** Its version; absent where nobody said how to ask, or it did not tell. */
  readonly version?: string;
  /** Flags of the agent's `args` that its help does not know; absent where no help was read. */
  readonly missingFlags?: readonly string[];
  /** Why it could not be asked, in one line. */
  readonly problem?: string;
}

/**
 * Looks for an agent's program and, where its settings say how, asks it for its version and, with
 * `flags`, for its help: in a neutral folder, without input, for a short time. Never throws.
 */
export type Probe = (
  agent: ResolvedAgent,
  options?: { readonly flags?: boolean },
) => Promise<Probed>;

/** Wakes a sleeping loop; never tells it anything. */
export interface Wake {
  /** Watches exactly these folders from now on, as far as the system lets us. */
  watch(folders: readonly string[]): void;
  nudge(): void;
  /** Lets signals, children and watchers have their turn. */
  breathe(): Promise<void>;
  /** Resolves after `ms`, or earlier when nudged or when something changed. */
  sleep(ms: number): Promise<void>;
  close(): void;
}

/** Who looks after the queue, as seen from a command. */
export interface Conducting {
  /** Sees to it that somebody conducts; spawns one in the background if nobody does. */
  ensure(): Promise<'there' | 'spawned' | 'unseen'>;
  /**
   * Settles what has ended and carries out wishes, once, if nobody conducts and we may; launches
   * nothing and waits for nothing. `crashed` says that the one before us died in the middle.
   */
  settle(): Promise<'settled' | 'crashed' | 'elsewhere'>;
  /** Spawns a background conductor that stays until it is stopped. */
  spawnDaemon(): Promise<void>;
}

/** A text that a person had before them. */
export interface EditedText {
  readonly text: string;
  /** Where it is kept until it is discarded. */
  readonly path: string;
  discard(): void;
}

/** Resolves when they have closed it. Throws a Failure where the editor fails, or there is none. */
export type EditText = (name: string, text: string) => Promise<EditedText>;

/** Where a command's words go: data to `out`, messages to `err`. */
export interface Terminal {
  out(text: string | Uint8Array): void;
  err(text: string): void;
  /** True when a person reads `out`. */
  readonly isTerminal: boolean;
  /** True when that is on a screen that can be painted over. */
  readonly hasScreen: boolean;
  /** True when that person can answer, too: `onKey` hears somebody. */
  readonly isInteractive: boolean;
  readonly color: boolean;
  /** How wide the screen is; undefined where nobody reads, so that nothing need be cut. */
  readonly columns: () => number | undefined;
  readonly rows: () => number;
  /** Calls back for each key a person presses, until the returned function is called. */
  onKey(listen: (key: string) => void): () => void;
  /**
   * Takes the whole screen, without its cursor, until the returned function is called, or the
   * process ends or is suspended. Calls back when all of it is to be painted anew.
   */
  takeScreen(onLost: () => void): () => void;
}

/** What an older tool left, to be looked at and copied from; never changed. */
export interface OlderFolder {
  readonly root: string;
  /** Where its agents worked. */
  readonly cwd: string;
  readonly files: readonly OlderFile[];
  /** What looks like a task and is none that can be read. */
  readonly skipped: readonly { readonly path: string; readonly why: string }[];
  papers(id: string): { readonly plan: string | undefined; readonly log: string | undefined };
  readonly prompts: readonly { readonly name: string; readonly path: string }[];
  /** The config of its agents. */
  readonly config: OlderConfigFile | undefined;
  /** Copies a file, whole or not at all; false where something is there. */
  copy(path: string, to: string): boolean;
}
