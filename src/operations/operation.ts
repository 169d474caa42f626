import type { ResolvedAgent } from '../core/agent.ts';
import type { Checkup } from '../core/checkup.ts';
import type { ConfigFiles } from '../core/config-files.ts';
import type { Places } from '../core/places.ts';
import type {
  Agents,
  Clock,
  Conducting,
  OlderFolder,
  Probe,
  Processes,
  Wake,
} from '../core/ports.ts';
import type { Post } from '../core/post.ts';
import type { Registry } from '../core/registered.ts';
import type { Machine } from '../core/resources.ts';
import type { Schedules } from '../core/scheduled.ts';
import type { Store } from '../core/store.ts';
import type { Infer, JsonSchema } from '../lib/schema.ts';
import type { FieldKinds } from './word-kind.ts';

/** The world of an operation. */
export interface Context {
  readonly store: Store;
  readonly clock: Clock;
  /** Loaded when asked for: reading configs is not for every command to pay. */
  readonly agents: () => Promise<Agents>;
  /** For who reads and changes the configs themselves; loaded when asked for. */
  readonly configs: () => Promise<ConfigFiles>;
  /** What is left of this machine; loaded when asked for. */
  readonly machine: () => Promise<Machine>;
  readonly probe: Probe;
  /** For who asks how the machine and the folder are; loaded when asked. */
  readonly checkup: Checkup;
  /** The agents that come with orchestra, as they are without any config. */
  readonly shipped: () => Promise<readonly ResolvedAgent[]>;
  /** What an older tool left in a folder; undefined where that is nothing. */
  readonly older: (from: string) => Promise<OlderFolder | undefined>;
  /** Who has the places of this machine; loaded when asked for. */
  readonly places: () => Promise<Pick<Places, 'look'>>;
  /** What is to be started when; loaded when asked for. */
  readonly schedules: () => Promise<Schedules>;
  /** All workspaces of this user; loaded when asked for. */
  readonly workspaces: () => Promise<Workspaces>;
  /** What callbacks are told, and how; loaded when asked for. */
  readonly post: () => Promise<Post>;
  readonly processes: Processes;
  readonly wake: Wake;
  readonly conducting: Conducting;
  /** Tells a person what is wrong, and goes on; the same thing once. */
  readonly warn: (line: string) => void;
  /** What keeps everybody from writing to the workspace, as far as it shows without trying. */
  readonly refusal: () => string | undefined;
  /** True once nobody listens any more: then a long wait ends. */
  readonly isInterrupted: () => boolean;
  /** The task whose agent calls us, when one does: it cannot wait for its own end. */
  readonly insideTask: number | undefined;
  /** Who asks: the login name, or the task whose agent it is. */
  readonly who: () => string;
  /** Where the person, or the agent, is. */
  readonly cwd: string;
  readonly isFolder: (path: string) => boolean;
  /** Text that came in on stdin, or from a file: for prompts. Throws a Failure. */
  readonly readText: (from: { stdin: true } | { file: string }) => Promise<string>;
  /** The text of a file that comes with orchestra. */
  readonly templates: (name: string) => string;
  /** Writes a file that people then edit; false, and nothing changed, where it exists. */
  readonly writeOnce: (path: string, text: string) => boolean;
  /** Replaces such a file, which nobody has edited. */
  readonly writeOver: (path: string, text: string) => void;
  /** The text of a file of the workspace; undefined where there is none. */
  readonly readFile: (path: string) => string | undefined;
}

/** The workspaces of this user, and the way into each of them. */
export interface Workspaces extends Pick<Registry, 'known' | 'forget'> {
  /** The `.orchestra/` that a folder means, as somebody typed it. */
  rootOf(folder: string): string;
  /** Its folder, as people write it. */
  nameOf(root: string): string;
  /** Looks into one of them; nobody is spawned there. */
  look<T>(root: string, use: (context: Context) => Promise<T>): Promise<T>;
}

/**
 * Who looks after tasks: a conductor that was there, one that was spawned, or one on another
 * host or in another container, which cannot be seen from here.
 */
export const conductors = ['there', 'spawned', 'unseen', 'none'] as const;
export type Conductor = (typeof conductors)[number];

/** One thing a person, or a program, can ask for: CLI, HTTP, help and docs are read off it. */
export interface AnyOperation {
  readonly summary: string;
  /** Shown below the options in `--help`; each is a line that works. */
  readonly examples?: readonly string[];
  readonly route: `${'GET' | 'POST' | 'DELETE'} /${string}`;
  /** Fields that are given without a flag; the last may take all remaining words. */
  readonly positionals?: readonly string[];
  /** How the remaining words fill the last positional: as a list, or joined as one text. */
  readonly rest?: 'list' | 'text';
  /** Lists whose words are taken whole, commas and all. */
  readonly whole?: readonly string[];
  /** One-letter flags. */
  readonly short?: Readonly<Record<string, string>>;
  /** What the words of a field name, where the field's own name does not tell. */
  readonly kinds?: FieldKinds;
  /** False for what only looks: such an operation makes no folder and writes no file. */
  readonly writes: boolean;
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  run(context: Context, input: never): Promise<unknown>;
}

export interface Operation<I extends JsonSchema, O extends JsonSchema> extends AnyOperation {
  readonly positionals?: readonly (keyof Infer<I> & string)[];
  readonly input: I;
  readonly output: O;
  run(context: Context, input: Infer<I>): Promise<Infer<O>>;
}

/** Ties `run` to its schemas, so that a handler is typed without an annotation. */
export const operation = <I extends JsonSchema, O extends JsonSchema>(
  definition: Operation<I, O>,
): Operation<I, O> => definition;
