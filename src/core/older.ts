import { readSentinel } from './sentinel.ts';
import type { NewTask, Outcome } from './task.ts';

/** A task file of an older tool, with what lies beside it. */
export interface OlderFile {
  /** Its id, `task_1733000000`: the name of its file. */
  readonly id: string;
  readonly text: string;
  readonly changedAtMs: number;
  /** The text of each sentinel that is there, by kind. */
  readonly sentinels: Readonly<Partial<Record<'done' | 'error' | 'cancelled' | 'timeout', string>>>;
  /** Whether the process that it names may be alive. */
  readonly isAlive: (pid: number) => boolean;
}

/** What becomes of it here. */
export interface OlderTask {
  readonly id: string;
  readonly createdAt: string;
  readonly wanted: Omit<NewTask, 'cwd'>;
  /** Ids of those it waits for. */
  readonly after: readonly string[];
  /** Undefined for one that has yet to run. */
  readonly settled: (Omit<Outcome, 'elapsedMs'> & { elapsedMs?: number }) | undefined;
}

/** The label that a task keeps of its older self: what was imported is known by it. */
export const olderLabel = 'migrated';

/** There 5 is in the middle, as 0 is here. */
const middle = 5;

/** Reads one; or says in words why it cannot be taken over. Never throws. */
export function readOlderTask(file: OlderFile): OlderTask | { readonly problem: string } {
  const read = objectIn(file.text);
  if (!read) return { problem: 'it is no JSON object' };
  const { agent, prompt } = read;
  if (typeof agent !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(agent))
    return { problem: 'it names no agent' };
  if (typeof prompt !== 'string' || !/\S/.test(prompt)) return { problem: 'it has no prompt' };
  const pid = numberIn(read, 'pid');
  const settled = outcomeOf(read, file);
  if (!settled && read['status'] === 'running' && pid !== undefined && file.isAlive(pid))
    return {
      problem: `it may still run there, as process ${pid}: migrate again once it has ended`,
    };
  const seconds = numberIn(read, 'timeout');
  const retries = numberIn(read, 'maxRetries', 'max_retries') ?? 0;
  const tried = numberIn(read, 'retryCount', 'retry_count') ?? 0;
  const priority = Math.round(numberIn(read, 'priority') ?? middle) - middle;
  return {
    id: file.id,
    createdAt: momentIn(read, 'createdAt', 'created_at') ?? dateOf(file),
    wanted: {
      agent,
      prompt,
      priority: Math.min(999, Math.max(-999, priority)),
      labels: { [olderLabel]: file.id },
      ...(seconds !== undefined && seconds > 0 && { timeoutMs: Math.round(seconds * 1000) }),
      ...(first(read, 'autoRetry', 'auto_retry') === true && {
        retry: { retries: Math.max(0, Math.min(1000, Math.round(retries - tried))) },
      }),
    },
    after: textsIn(first(read, 'dependsOn', 'depends_on')),
    settled: settled ?? (read['status'] === 'running' ? lost(file) : undefined),
  };
}

type Read = Readonly<Record<string, unknown>>;

/** What its record says counts first; of one that was still to be settled, its sentinels. */
function outcomeOf(read: Read, file: OlderFile): OlderTask['settled'] {
  const { status } = read;
  const { done, error, cancelled, timeout } = file.sentinels;
  const endedAt =
    momentIn(read, 'completedAt', 'completed_at', 'timedOutAt', 'timed_out_at') ?? changeOf(file);
  const startedAt = momentIn(read, 'startedAt', 'started_at');
  const elapsedMs = startedAt && Date.parse(endedAt) - Date.parse(startedAt);
  const times = { endedAt, ...(elapsedMs && elapsedMs > 0 ? { elapsedMs } : {}) };
  const said = first(read, 'errorMessage', 'error_message');
  const failed = (text: string | undefined): OlderTask['settled'] => {
    const isLate = timeout !== undefined || first(read, 'timedOutAt', 'timed_out_at') != null;
    const told = typeof said === 'string' && said !== '' ? said : text;
    const message = told === undefined ? undefined : readSentinel('error', told).message;
    const reason = isLate ? 'timeout' : 'agent_error';
    return { status: 'failed', reason, ...(message !== undefined && { message }), ...times };
  };
  if (status === 'complete' || status === 'completed') return { status: 'complete', ...times };
  if (status === 'failed') return failed(error);
  if (status === 'cancelled') return { status: 'cancelled', reason: 'user', ...times };
  if (status !== 'running') return undefined;
  if (error !== undefined || timeout !== undefined) return failed(error);
  if (cancelled !== undefined) return { status: 'cancelled', reason: 'user', ...times };
  return done === undefined ? undefined : { status: 'complete', ...times };
}

const lost = (file: OlderFile): OlderTask['settled'] => ({
  status: 'failed',
  reason: 'lost',
  message: 'it was running there, and vanished without a word',
  endedAt: changeOf(file),
});

function objectIn(text: string): Read | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Read) : undefined;
  } catch {
    return undefined;
  }
}

const first = (read: Read, ...names: string[]): unknown =>
  names.map((name) => read[name]).find((value) => value !== undefined && value !== null);

function numberIn(read: Read, ...names: string[]): number | undefined {
  const value = first(read, ...names);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** A time without a zone is that of the machine that wrote it: mostly this one. */
function momentIn(read: Read, ...names: string[]): string | undefined {
  const value = first(read, ...names);
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return isWritable(ms) ? new Date(ms).toISOString() : undefined;
}

const isWritable = (ms: number): boolean => ms >= 0 && ms < Date.parse('9999-01-01T00:00:00Z');

const changeOf = ({ changedAtMs }: OlderFile): string =>
  new Date(isWritable(changedAtMs) ? Math.round(changedAtMs) : 0).toISOString();

/** Its number is the second, or the millisecond, in which it was made. */
function dateOf(file: OlderFile): string {
  const [, seconds, rest = '000'] = /^task_(\d{10})(\d{3})?$/.exec(file.id) ?? [];
  const ms = Number(`${seconds}${rest}`);
  return isWritable(ms) ? new Date(ms).toISOString() : changeOf(file);
}
