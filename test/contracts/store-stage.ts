import type { TestContext } from 'node:test';
import { Failure } from '../../src/core/failure.ts';
import type { Disk } from '../../src/core/ports.ts';
import type { Store } from '../../src/core/store.ts';
import { newRecord, type TaskRecord } from '../../src/core/task.ts';
import type { FakeProcesses } from '../support/fake-machine.ts';

/** A store under test, as several processes see it. */
export interface StoreStage {
  readonly disk: Disk;
  readonly root: string;
  readonly processes: FakeProcesses;
  /** The store as the process with this pid opens it, over another disk if that is given. */
  storeOf(pid: number, disk?: Disk): Store;
  /** Writes a file below the root as it stands, torn or damaged as it may be. */
  put(path: string, text: string): void;
}

/** Makes a fresh store for one test. */
export type MakeStore = (t: TestContext) => StoreStage;

/** The moment at which everything here happens. */
export const at = '2026-01-01T00:00:00.000Z';
export const now = { bootId: 'boot-1', monotonicMs: 5, at };

/** A stage, and its store as the first process sees it. */
export const opener =
  (make: MakeStore) =>
  (t: TestContext): StoreStage & { readonly store: Store } => {
    const stage = make(t);
    return { ...stage, store: stage.storeOf(1) };
  };

/** A record whose text is not easy to keep. */
export const recordOf = (number: number): TaskRecord =>
  newRecord(
    number,
    { agent: 'coder', prompt: `do ${number}\n\n\u2028 {"a": "ü"}`, cwd: '/w', priority: 0 },
    at,
  );

/** Whether an error is a refusal of this kind. */
export const failure = (code: string, message: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === code && message.test(error.message);
