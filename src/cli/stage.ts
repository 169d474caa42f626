import type { ConductorLog } from '../core/conductor-log.ts';
import type { FailureCode } from '../core/failure.ts';
import type { Holder, HolderKind } from '../core/lock.ts';
import type { Agents, EditText, Terminal } from '../core/ports.ts';
import type { Needs } from '../core/resources.ts';
import { type JsonSchema, object, oneOf, optional, string } from '../lib/schema.ts';
import type { Context } from '../operations/operation.ts';
import type { FieldKinds } from '../operations/word-kind.ts';

/** What a program asks for that conducts in the foreground. */
export interface HoldRequest {
  readonly kind: HolderKind;
  /** When to leave: at once when there is nothing to do, after the configured while, or never. */
  readonly leaves: 'at once' | 'when idle' | 'never';
  readonly maxParallel?: number | undefined;
  readonly needs?: Needs | undefined;
  readonly only?: ReadonlySet<number> | undefined;
  readonly isDone?: (live: ReadonlySet<number>) => boolean;
  readonly onTaken?: () => void;
  readonly signal: AbortSignal;
  /** Once aborted, nothing new starts, and it leaves when nothing runs any more. */
  readonly drain?: AbortSignal;
  /** Whether to wait for this holder of the lock to leave. */
  readonly waitsFor?: ((holder: Holder) => boolean) | undefined;
  /** Is told, line by line, what is done and met; else only what is wrong is told, on stderr. */
  readonly say?: (line: string) => void;
}

/** What a daemon is told by signals. */
export interface Orders {
  /** Leave at once; agents go on. */
  readonly leave: AbortSignal;
  /** Start nothing new, and leave when nothing runs any more. */
  readonly drain: AbortSignal;
}

export type Held =
  | { readonly held: false; readonly who: string }
  | {
      readonly held: true;
      readonly end: 'idle' | 'done' | 'aborted' | 'followed';
      readonly running: number;
      readonly waiting: number;
    };

/** Everything a command stands on. */
export interface Stage {
  readonly context: Context;
  readonly terminal: Terminal;
  /** What a person types to get here: `orchestra`, or node and a path in a fresh clone. */
  readonly self: string;
  /** Prints JSON instead of text. */
  readonly json: boolean;
  /**
   * From now on Ctrl-C, TERM and a reader that went away abort this signal instead of ending the
   * process: for who has something to wind up.
   */
  listenForInterruption(): AbortSignal;
  /**
   * The same for a daemon: INT says leave, TERM wind up within `drainMs` and then leave, USR2 wind
   * up however long that takes, and HUP that the config is to be looked at again.
   */
  listenForOrders(hearing: { drainMs(): number; reload(): void }): Orders;
  /** What conductors say of what they do. */
  conductorLog(): Promise<ConductorLog>;
  /** Agents as the config files have them now, whatever held so far. */
  freshAgents(): Promise<Agents>;
  /** Conducts in this process until there is nothing to do, or told to leave. */
  hold(request: HoldRequest): Promise<Held>;
  /** Has the person edit a text. */
  readonly edit: EditText;
  /** The same stage in another folder; without a name, a new temporary one. */
  elsewhere(folder: string | undefined): Promise<Stage>;
  /** The same stage in a fresh temporary folder, which `remove` ends, with all that is in it. */
  aside(): Promise<{ readonly place: Stage; remove(): void }>;
}

/** What `--json` puts on stdout: one value, or one on each line. */
export interface Printed {
  readonly schema: JsonSchema;
  readonly isLines?: true;
}

/** A word after `orchestra`. */
export interface Command {
  readonly summary: string;
  readonly examples?: readonly string[];
  readonly positionals?: readonly string[];
  readonly rest?: 'list' | 'text';
  /** The ways to type its words, where its fields alone do not tell them. */
  readonly usages?: readonly string[];
  /** Sub-words as they are typed, such as `set ID DURATION`, each with a sentence of what it does. */
  readonly forms?: Readonly<Record<string, string>>;
  /** Exit codes that mean something of their own here, each with a sentence. */
  readonly ends?: Readonly<Record<number, string>>;
  /** Lists whose words are taken whole, commas and all. */
  readonly whole?: readonly string[];
  /** One-letter flags: letter → field. */
  readonly short?: Readonly<Record<string, string>>;
  /** What the words of a field name, where the field's own name does not tell. */
  readonly kinds?: FieldKinds;
  /** False for commands that only look; then no folder is made. */
  readonly writes: boolean;
  readonly input: JsonSchema;
  /** What `--json` prints, whichever words are typed; else `prints` tells. */
  readonly output?: JsonSchema;
  /** What `--json` prints, by the words that are typed, where they lead to something of its own. */
  readonly prints?: Readonly<Record<string, Printed>>;
  /** Does it and resolves to the exit code. Throws a Failure. */
  run(stage: Stage, input: never): Promise<number>;
}

/** Commands by their names, each loaded when it is needed. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;

/** Exit codes, the same everywhere. */
export const exits = { ok: 0, failed: 1, usage: 2, timeout: 124, interrupted: 130 } as const;

/** The exit code of each kind of refusal. */
export const exitOfFailure = {
  usage: exits.usage,
  invalid: exits.failed,
  not_found: exits.failed,
  conflict: exits.failed,
  unavailable: exits.failed,
} as const satisfies Record<FailureCode, number>;

/** What a refusal is with `--json`: one line on stderr. */
export const ErrorOutput = object({
  error: object(
    {
      code: oneOf(Object.keys(exitOfFailure) as FailureCode[], 'What kind of refusal it is.'),
      message: string('What happened, and where.'),
      hint: optional(string('What to do.')),
    },
    'What is wrong.',
  ),
});

/** The exit codes of what waits for tasks, in words. */
export const endsOfWaiting: NonNullable<Command['ends']> = {
  [exits.ok]: 'All of them completed.',
  [exits.failed]: 'Not all of them completed.',
  [exits.interrupted]: 'Interrupted; what runs goes on.',
};
