import { isSettled } from '../../core/vocabulary.ts';
import { alignColumns } from '../../lib/columns.ts';
import { formatDuration } from '../../lib/duration.ts';
import { harmless, truncate } from '../../lib/text.ts';
import type { TaskRow } from '../../operations/show-task.ts';
import type { StatusOutput } from '../../operations/status.ts';
import { looks, type Paint } from '../style.ts';

/** The table of `status`: a line a task, then what the table does not show. */
export function printStatus(
  status: StatusOutput,
  paint: Paint,
  columns: number | undefined,
): string {
  const { tasks, counts } = status;
  const isEmpty = tasks.length === 0 && Object.values(counts).every((count) => count === 0);
  if (isEmpty && status.damaged.length === 0)
    return 'nothing queued yet; begin with: orchestra start coder "what to do"\n';
  const rows = tasks.length === 0 ? [] : [...printRows(tasks, paint, columns), ''];
  return [...rows, summary(status, paint), ...remarks(status, counts, tasks), ''].join('\n');
}

/** Tasks as table lines, the header included. On a narrow screen the title comes first. */
export function printRows(
  tasks: readonly TaskRow[],
  paint: Paint,
  columns: number | undefined,
): string[] {
  const isNarrow = columns !== undefined && columns < narrowColumns;
  const header: Cells = {
    icon: '',
    number: '#',
    agent: 'AGENT',
    status: 'STATUS',
    title: 'TASK',
    time: 'TIME',
    attempt: 'TRY',
  };
  const keys = Object.keys(header) as (keyof Cells)[];
  const shown = isNarrow ? keys.filter((key) => key !== 'agent' && key !== 'attempt') : keys;
  const rows = tasks.map((task) => cellsOf(task, paint));
  const lines = alignColumns(
    [
      shown.map((key) => paint('dim', header[key])),
      ...rows.map((cells) => shown.map((key) => cells[key])),
    ],
    {
      right: ['number', 'time', 'attempt'].map((key) => shown.indexOf(key as keyof Cells)),
      flexible: shown.indexOf('title'),
      ...(columns !== undefined && { width: columns }),
    },
  );
  return columns === undefined ? lines : lines.map((line) => truncate(line, columns));
}

const narrowColumns = 60;

type Cells = Record<'icon' | 'number' | 'agent' | 'status' | 'title' | 'time' | 'attempt', string>;

/** A task as the cells of its line. */
export function cellsOf(task: TaskRow, paint: Paint): Cells {
  const { icon, format } = looks[task.status];
  return {
    icon: paint(format, icon),
    number: String(task.number),
    agent: harmless(agentOf(task)),
    status: paint(format, task.reason ? `${task.status} (${task.reason})` : task.status),
    title: harmless(task.title).replaceAll('\t', ' '),
    time: task.elapsedMs === undefined ? '' : formatDuration(task.elapsedMs),
    attempt: task.attempt === 0 ? '' : String(task.attempt),
  };
}

function summary({ counts }: StatusOutput, paint: Paint): string {
  return (['running', 'awaiting', 'pending', 'blocked', 'complete', 'failed', 'cancelled'] as const)
    .filter((name) => counts[name] > 0)
    .map((name) => paint(looks[name].format, `${counts[name]} ${name}`))
    .join(', ');
}

/** What a reader would otherwise wonder about. */
function remarks(
  { damaged, quarantine, conductor }: StatusOutput,
  counts: StatusOutput['counts'],
  tasks: readonly TaskRow[],
): string[] {
  const lines: string[] = [];
  const live = counts.running + counts.awaiting + counts.pending + counts.blocked;
  const shown = tasks.filter(({ status }) => !isSettled(status)).length;
  const hidden = live - shown - damaged.length;
  if (hidden > 0) lines.push(`${hidden} more are waiting`);
  if (conductor.isLate) lines.push('nobody conducts: orchestra run, or orchestra daemon start');
  if (live > 0 && conductor.is === 'unseen')
    lines.push(`${conductor.who} conducts; it cannot be seen from here`);
  if (tasks.some(({ simulated }) => simulated))
    lines.push('simulated: no real agent did this; see orchestra init');
  if (quarantine.length > 0) lines.push(`in .orchestra/quarantine: ${quarantine.join(', ')}`);
  if (damaged.length > 0) lines.push(`cannot be read: ${damaged.join(', ')}`);
  return lines;
}

/** Whoever reads a result must know when no real agent gave it. */
export const agentOf = ({ agent, simulated }: Pick<TaskRow, 'agent' | 'simulated'>): string =>
  simulated && agent !== 'simulated' ? `${agent} (simulated)` : agent;
