import { isPaused } from '../../src/core/pause.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import type { Rule } from './rules.ts';
import type { SimulatedRun } from './runs.ts';

interface Known {
  readonly broken: (rule: Rule, message: string) => void;
  /** A clock that nobody sets. */
  readonly nowMs: () => number;
}

/** For how long runs have truly stood still, from the answer on until the record says otherwise. */
export function createPauses({ broken, nowMs }: Known) {
  const since = new Map<number, number>();
  const pausedMs = new Map<number, number>();

  return {
    /** Somebody was told that it stands still, or goes on: it was sent that by now. */
    told(record: TaskRecord, run: SimulatedRun, isSure: boolean): void {
      if (isPaused(record) && !since.has(run.run)) since.set(run.run, nowMs());
      if (isSure && run.isStopped !== isPaused(record) && run.agent === 'alive')
        broken(
          'wishes are carried out once',
          `run ${run.run} is said to ${isPaused(record) ? 'stand still' : 'go on'}, and does not`,
        );
    },
    recorded(record: TaskRecord): void {
      const run = record.runs.at(-1)?.run ?? 0;
      const from = since.get(run);
      if (from === undefined || isPaused(record)) return;
      since.delete(run);
      pausedMs.set(run, (pausedMs.get(run) ?? 0) + nowMs() - from);
    },
    /** All the time that it stood still. */
    of: (run: number): number => (pausedMs.get(run) ?? 0) + nowMs() - (since.get(run) ?? nowMs()),
  };
}

export type Pauses = ReturnType<typeof createPauses>;
