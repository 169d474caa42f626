import type { ClassicKind } from './layout.ts';

/** What a program around us answers: its version, or why it does not. */
export interface Answer {
  readonly version?: string;
  readonly problem?: string;
}

/** What the machine offers to orchestra. */
export interface MachineFacts {
  readonly platform: string;
  readonly node: string;
  /** False where this Node cannot keep what it compiles; true where it does. */
  readonly keepsCompiled: boolean;
  readonly git: Answer;
  /** The repository around the current folder. */
  readonly repository: Answer & { readonly root?: string };
  /** What /bin/sh cannot do of what runs need; empty when all is well. */
  readonly shellProblems: readonly string[];
  /** Whether this very process can be seen in the process table. */
  readonly seesProcesses: boolean;
  /** Whether others may be unable to see our processes, as in a container. */
  readonly isContained: boolean;
  readonly filesMax: number | undefined;
  /** The user this process acts as; undefined where there is no such thing. */
  readonly user: number | undefined;
}

/** What kind of file system something is on, as far as it matters. */
export type Storage = 'disk' | 'memory' | 'network' | 'shared' | 'container' | 'unknown';

/** What was tried on a file system; each is the refusal of the system, or undefined. */
export interface Trial {
  readonly write?: string;
  readonly link?: string;
  readonly rename?: string;
  readonly sync?: string;
  /** How far the clock of the file system is ahead of ours. */
  readonly aheadMs?: number;
}

/** What `.orchestra/` stands on, or would stand on. */
export interface FolderFacts {
  /** The workspace. */
  readonly root: string;
  readonly exists: boolean;
  readonly isWritable: boolean;
  readonly owner: number | undefined;
  /** Paths that everybody may write to. */
  readonly open: readonly string[];
  /** Paths that belong to somebody else. */
  readonly foreign: readonly string[];
  /** Paths from a time that has not come yet, with how far it is away. */
  readonly ahead: readonly { readonly path: string; readonly ms: number }[];
  /** Undefined where the system does not tell. */
  readonly room:
    | {
        readonly bytes: number;
        /** Undefined where files are not counted. */
        readonly files: number | undefined;
      }
    | undefined;
  readonly storage: Storage;
  /** What the file system is called. */
  readonly fileSystem: string;
  /** Undefined where nothing could be tried without leaving a trace. */
  readonly trial: Trial | undefined;
  /** How many bytes its files take, by the folder that they are in; absent where there is none. */
  readonly taken?: { readonly runs: number; readonly archive: number; readonly other: number };
  /** Sentinels under classic names. */
  readonly sentinels: readonly { readonly task: number; readonly kind: ClassicKind }[];
}

/** Looks at what is around the workspace; what it has to write for that, it takes away again. */
export interface Checkup {
  machine(): Promise<MachineFacts>;
  folder(): Promise<FolderFacts>;
}
