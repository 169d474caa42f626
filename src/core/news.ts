import { formatDuration } from '../lib/duration.ts';
import { formatStamp } from '../lib/moment.ts';
import { firstLine, oneLine, truncate } from '../lib/text.ts';
import { requestIdOf } from './request.ts';
import { type TaskRecord, taskIdOf, titleOf } from './task.ts';
import type { Reason, SettledStatus } from './vocabulary.ts';

interface AtWork {
  readonly task: number;
  readonly run: number;
  readonly agent: string;
  readonly title: string;
}

interface Ended {
  readonly task: number;
  readonly status: SettledStatus;
  readonly reason?: Reason;
  readonly message?: string;
}

/** What a conductor has just done, or met, that people may want to read of. */
export type News =
  | ({ readonly is: 'started'; readonly attempt: number } & AtWork)
  /** A conductor before us has started it. */
  | ({ readonly is: 'adopted' } & AtWork)
  /** An attempt has ended, and there will be another one. */
  | ({
      readonly is: 'retrying';
      readonly run: number;
      readonly elapsedMs: number;
      /** When it may start. */
      readonly at: string;
    } & Ended)
  /** Nothing more happens to the task by itself; `run` is the one that has just ended, if any. */
  | ({ readonly is: 'settled'; readonly run?: number; readonly elapsedMs?: number } & Ended)
  /** The machine is full: this task is the first that waits for a place. */
  | { readonly is: 'crowded'; readonly task: number; readonly limit: number }
  /** A person is asked. */
  | {
      readonly is: 'waiting';
      readonly task: number;
      readonly request: number;
      readonly kind: Reason;
    };

const titleMax = 80;
const messageMax = 200;

/** Who is at what, for such news. */
export const atWork = (task: TaskRecord, run: number): AtWork => ({
  task: task.number,
  run,
  agent: task.agent,
  title: firstLine(titleOf(task)),
});

/** News as one line, without a time. */
export function tellNews(news: News): string {
  const id = taskIdOf(news.task);
  switch (news.is) {
    case 'started':
      return `${id} started (${workOf(news, news.attempt)}): ${short(news.title, titleMax)}`;
    case 'adopted':
      return `${id} goes on (${workOf(news, 1)}): ${short(news.title, titleMax)}`;
    case 'retrying':
      return `${id} ${ended(news, news.elapsedMs)}; again at ${formatStamp(news.at).slice(11)}`;
    case 'settled':
      return `${id} ${ended(news, news.elapsedMs)}`;
    case 'crowded':
      return `${id} waits for ${news.limit === 1 ? 'the only place' : `one of the ${news.limit} places`} of this machine: orchestra why ${news.task}`;
    case 'waiting':
      return `${id} waits for a person (${news.kind}, ${requestIdOf(news.request)}): orchestra requests`;
  }
}

const workOf = ({ agent, run }: AtWork, attempt: number): string =>
  [agent, `run ${run}`, ...(attempt > 1 ? [`attempt ${attempt}`] : [])].join(', ');

function ended({ status, reason, message }: Ended, elapsedMs: number | undefined): string {
  const why = reason ? ` (${reason})` : '';
  const after = elapsedMs === undefined ? '' : ` after ${formatDuration(elapsedMs)}`;
  const says = message === undefined ? '' : `: ${short(message, messageMax)}`;
  return `${status}${why}${after}${says}`;
}

const short = (text: string, max: number): string => truncate(oneLine(text), max);
