import { isSettled } from '../../core/vocabulary.ts';
import { formatDuration } from '../../lib/duration.ts';
import { formatClock } from '../../lib/moment.ts';
import { oneLine } from '../../lib/text.ts';
import { wrapText, wrapWords } from '../../lib/wrap.ts';
import type { TaskRow } from '../../operations/show-task.ts';
import type { StatusOutput } from '../../operations/status.ts';
import { looks, type Paint } from '../style.ts';
import { pausedNote } from './controls.ts';
import { type TableForm, tableLines } from './table.ts';

const form: TableForm<'icon' | 'number' | 'agent' | 'status' | 'title' | 'time' | 'attempt'> = {
  headings: {
    icon: '',
    number: '#',
    agent: 'AGENT',
    status: 'STATUS',
    title: 'TASK',
    time: 'TIME',
    attempt: 'TRY',
  },
  right: ['number', 'time', 'attempt'],
  flexible: 'title',
  dispensable: ['attempt', 'agent', 'status', 'time'], // The icon tells the status as well.
};

/** The table of `status`: a line a task, then what the table does not show. */
export function printStatus(
  status: StatusOutput,
  paint: Paint,
  columns: number | undefined,
): string {
  const { tasks, counts } = status;
  const width = columns ?? Infinity;
  const isEmpty = tasks.length === 0 && Object.values(counts).every((count) => count === 0);
  if (isEmpty && status.damaged.length === 0) {
    const begin = 'nothing queued yet; begin with: orchestra start coder "what to do"';
    return `${[begin, ...status.paused.map(pausedNote), ...scheduleNotes(status)].join('\n')}\n`;
  }
  const rows = tasks.length === 0 ? [] : [...printRows(tasks, paint, columns), ''];
  const notes = remarks(status, counts, tasks).flatMap((line) => wrapText(line, width));
  return [...rows, ...wrapWords(summary(status, paint), width), ...notes, ''].join('\n');
}

/** Tasks as table lines, the header included. */
export const printRows = (
  tasks: readonly TaskRow[],
  paint: Paint,
  columns: number | undefined,
): string[] =>
  tableLines(
    form,
    tasks.map((task) => cellsOf(task, paint)),
    paint,
    columns,
  );

type Cells = Record<keyof (typeof form)['headings'], string>;

/** A task as the cells of its line. */
export function cellsOf(task: TaskRow, paint: Paint): Cells {
  const { icon, format } = looks[task.status];
  return {
    icon: paint(format, icon),
    number: String(task.number),
    agent: oneLine(agentOf(task)),
    status: paint(format, statusText(task)),
    title: oneLine(task.title),
    time: task.elapsedMs === undefined ? '' : formatDuration(task.elapsedMs),
    attempt: task.attempt === 0 ? '' : String(task.attempt),
  };
}

/** Its status, why, and what it waits for: `blocked (dependency 12)`, `blocked (until 03-01 14:05)`. */
export function statusText({ status, reason, waitsFor }: TaskRow): string {
  if (!reason) return status;
  // A backoff is over too soon for its moment to say much.
  if (waitsFor === undefined || reason === 'backoff') return `${status} (${reason})`;
  const what = reason === 'until' ? formatClock(waitsFor) : waitsFor;
  return `${status} (${reason} ${oneLine(what)})`;
}

/** How many there are of each kind. */
function summary({ counts }: StatusOutput, paint: Paint): string[] {
  const names = [
    'running',
    'awaiting',
    'pending',
    'blocked',
    'draft',
    'complete',
    'failed',
    'cancelled',
  ] as const;
  const seen = names.filter((name) => counts[name] > 0);
  return seen.map((name, at) => {
    const comma = at < seen.length - 1 ? ',' : '';
    return `${paint(looks[name].format, `${counts[name]} ${name}`)}${comma}`;
  });
}

/** What a reader would otherwise wonder about. */
function remarks(
  status: StatusOutput,
  counts: StatusOutput['counts'],
  tasks: readonly TaskRow[],
): string[] {
  const { paused, damaged, quarantine, conductor } = status;
  const lines: string[] = [];
  const live = counts.running + counts.awaiting + counts.pending + counts.blocked + counts.draft;
  const shown = tasks.filter(({ status }) => !isSettled(status)).length;
  const hidden = live - shown - damaged.length;
  if (hidden > 0) lines.push(`${hidden} more are waiting`);
  lines.push(...paused.map(pausedNote));
  if (counts.awaiting > 0) lines.push('who waits for a person, and for what: orchestra requests');
  if (conductor.isLate) lines.push('nobody conducts: orchestra run, or orchestra daemon start');
  lines.push(...scheduleNotes(status));
  if (live > 0 && conductor.is === 'unseen')
    lines.push(`${conductor.who} conducts; it cannot be seen from here`);
  if (tasks.some(({ simulated }) => simulated))
    lines.push('simulated: no real agent did this; see orchestra init');
  if (quarantine.length > 0)
    lines.push(`in .orchestra/quarantine: ${quarantine.map(oneLine).join(', ')}`);
  if (damaged.length > 0) lines.push(`cannot be read: ${damaged.join(', ')}`);
  return lines;
}

function scheduleNotes({ schedules }: StatusOutput): string[] {
  if (schedules === undefined) return [];
  const what = schedules === 1 ? 'a schedule waits' : `${schedules} schedules wait`;
  return [`${what} for somebody to conduct: orchestra daemon start`];
}

/** Whoever reads a result must know when no real agent gave it. */
export const agentOf = ({ agent, simulated }: Pick<TaskRow, 'agent' | 'simulated'>): string =>
  simulated && agent !== 'simulated' ? `${agent} (simulated)` : agent;
