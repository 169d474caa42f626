import { formatAgo } from '../../lib/moment.ts';
import type { TaskRow } from '../../operations/show-task.ts';
import type { Paint } from '../style.ts';
import { cellsOf } from './status.ts';
import { type TableForm, tableLines } from './table.ts';

const form: TableForm<'icon' | 'number' | 'agent' | 'status' | 'title' | 'time' | 'ended'> = {
  headings: {
    icon: '',
    number: '#',
    agent: 'AGENT',
    status: 'STATUS',
    title: 'TASK',
    time: 'TIME',
    ended: 'ENDED',
  },
  right: ['number', 'time', 'ended'],
  flexible: 'title',
  dispensable: ['time', 'agent', 'status', 'ended'], // The icon tells the status as well.
};

/** Tasks with how long ago they ended. */
export function printList(
  tasks: readonly TaskRow[],
  paint: Paint,
  columns: number | undefined,
  nowMs: number,
): string {
  const rows = tasks.map((task) => ({ ...cellsOf(task, paint), ended: endOf(task, nowMs) }));
  return `${tableLines(form, rows, paint, columns).join('\n')}\n`;
}

const endOf = ({ endedAt }: TaskRow, nowMs: number): string =>
  endedAt === undefined ? '' : formatAgo(nowMs - Date.parse(endedAt));
