import type { Status } from './vocabulary.ts';

/** The whole life of a task. A missing entry means: that cannot happen there. */
export const lifecycle = {
  draft: { enqueue: 'pending', cancel: 'cancelled' },
  pending: { block: 'blocked', start: 'running', cancel: 'cancelled', fail: 'failed' },
  blocked: { unblock: 'pending', cancel: 'cancelled', fail: 'failed' },
  awaiting: {
    resume: 'running',
    succeed: 'complete',
    fail: 'failed',
    cancel: 'cancelled',
    again: 'pending',
  },
  running: {
    ask: 'awaiting',
    succeed: 'complete',
    fail: 'failed',
    cancel: 'cancelled',
    again: 'pending',
  },
  complete: { retry: 'pending' },
  failed: { retry: 'pending' },
  cancelled: { retry: 'pending' },
} as const satisfies Record<Status, Readonly<Partial<Record<string, Status>>>>;

type Table = typeof lifecycle;
type EventOf<S> = S extends Status ? keyof Table[S] & string : never;
export type LifeEvent = EventOf<Status>;

/** Where `event` leads from `status`, or undefined where it cannot happen. */
export const next = (status: Status, event: LifeEvent): Status | undefined =>
  (lifecycle[status] as Readonly<Partial<Record<LifeEvent, Status>>>)[event];
