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

/** What there is room for, from the narrowest screen on; the icon tells the status as well. */
const layouts: readonly (readonly [below: number, keys: readonly Key[]])[] = [
  [50, ['icon', 'number', 'title', 'ended']],
  [72, ['icon', 'number', 'status', 'title', 'ended']],
];

/** Tasks with how long ago they ended; on a narrow screen the title comes first. */
export function printList(
  tasks: readonly TaskRow[],
  paint: Paint,
  columns: number | undefined,
  nowMs: number,
): string {
  const narrow = layouts.find(([below]) => columns !== undefined && columns < below);
  const keys = narrow?.[1] ?? (Object.keys(headings) as Key[]);
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
