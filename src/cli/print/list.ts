import { alignColumns } from '../../lib/columns.ts';
import { formatDuration } from '../../lib/duration.ts';
import { truncate } from '../../lib/text.ts';
import type { TaskRow } from '../../operations/show-task.ts';
import type { Paint } from '../style.ts';
import { cellsOf } from './status.ts';

const headings = {
  icon: '',
  number: '#',
  agent: 'AGENT',
  status: 'STATUS',
  title: 'TASK',
  time: 'TIME',
  ended: 'ENDED',
} as const;
type Key = keyof typeof headings;

const narrowColumns = 72;
const narrow: readonly Key[] = ['icon', 'number', 'status', 'title', 'ended'];

/** Tasks with how long ago they ended; on a narrow screen the title comes first. */
export function printList(
  tasks: readonly TaskRow[],
  paint: Paint,
  columns: number | undefined,
  nowMs: number,
): string {
  const isNarrow = columns !== undefined && columns < narrowColumns;
  const keys = isNarrow ? narrow : (Object.keys(headings) as Key[]);
  const rows = tasks.map((task) => ({ ...cellsOf(task, paint), ended: agoOf(task, nowMs) }));
  const lines = alignColumns(
    [
      keys.map((key) => paint('dim', headings[key])),
      ...rows.map((cells) => keys.map((key) => cells[key])),
    ],
    {
      right: [keys.indexOf('number'), keys.indexOf('time'), keys.indexOf('ended')],
      flexible: keys.indexOf('title'),
      ...(columns !== undefined && { width: columns }),
    },
  );
  const cut = columns === undefined ? lines : lines.map((line) => truncate(line, columns));
  return `${cut.join('\n')}\n`;
}

function agoOf({ endedAt }: TaskRow, nowMs: number): string {
  return endedAt === undefined ? '' : `${formatDuration(nowMs - Date.parse(endedAt))} ago`;
}
