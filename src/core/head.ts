import {
  type Infer,
  integer,
  list,
  object,
  oneOf,
  optional,
  parse,
  string,
} from '../lib/schema.ts';
import { timestamp } from './instant.ts';
import { number, version } from './task.ts';
import { reasons, type SettledStatus, settledStatuses } from './vocabulary.ts';

const finishedFields = {
  number: number('The task.'),
  status: oneOf(settledStatuses, 'How it ended.'),
  reason: optional(oneOf(reasons, 'Why, unless it completed.')),
  agent: string('Who did it.'),
  title: string('What it was.'),
  at: timestamp('When.'),
  elapsedMs: optional(integer('How long the last run took.', { minimum: 0 })),
  attempt: integer('Which attempt it was; 0 when it never ran.', { minimum: 0 }),
  simulated: optional(oneOf(['yes'], 'Set when no real agent did it.')),
};

/** A finished task as tables show it, so that `status` opens no record of one. */
export const Finished = object(finishedFields);
export type Finished = Infer<typeof Finished>;

/** `queue/head.json`: counts and the last of the finished. A cache; the folders are the truth. */
export const Head = object({
  version,
  seq: integer('Journal lines up to this one are counted in.', { minimum: 0 }),
  complete: integer('How many.', { minimum: 0 }),
  failed: integer('How many.', { minimum: 0 }),
  cancelled: integer('How many.', { minimum: 0 }),
  highest: integer('Every number up to it has been seen by a conductor.', { minimum: 0 }),
  last: list(Finished, 'The last ones, latest first.'),
  boot: optional(string('The boot under which every record was last accounted for.')),
});
export type Head = Infer<typeof Head>;

/** `queue/journal`: one line for each task that finished, or came back to life. */
export const JournalLine = object({
  seq: integer('Counts up without gaps.', { minimum: 1 }),
  revived: optional(oneOf(settledStatuses, 'What it was before somebody asked for another run.')),
  ...finishedFields,
});
export type JournalLine = Infer<typeof JournalLine>;

export const emptyHead: Head = {
  version: 1,
  seq: 0,
  complete: 0,
  failed: 0,
  cancelled: 0,
  highest: 0,
  last: [],
};

/** How many of the last finished a head names. */
export const lastMax = 20;

/** Adds one line; a line that is counted in already changes nothing. */
export function advance(head: Head, line: JournalLine): Head {
  if (line.seq <= head.seq) return head;
  const { seq, revived, ...finished } = line;
  const others = head.last.filter((one) => one.number !== finished.number);
  if (revived) return { ...counted(head, revived, -1), seq, last: others };
  return {
    ...counted(head, finished.status, 1),
    seq,
    last: [finished, ...others].slice(0, lastMax),
  };
}

/**
 * The head with its journal counted in, or undefined when the two do not fit together: lines
 * are missing between them, or a line is damaged.
 */
export function foldJournal(head: Head, lines: readonly unknown[]): Head | undefined {
  let folded: Head | undefined = head;
  for (const value of lines) {
    const line = parse(JournalLine, value);
    if (!line.ok || !folded || line.value.seq > folded.seq + 1) return undefined;
    folded = advance(folded, line.value);
  }
  return folded;
}

const counted = (head: Head, status: SettledStatus, by: 1 | -1): Head => ({
  ...head,
  [status]: Math.max(0, head[status] + by),
});
