import { alignColumns } from '../../lib/columns.ts';
import { formatDuration } from '../../lib/duration.ts';
import { harmless, truncate } from '../../lib/text.ts';
import type { Timing } from '../../operations/timing.ts';
import type { Paint } from '../style.ts';

const looks = {
  fine: ['✔', 'green'],
  warning: ['!', 'yellow'],
  overdue: ['✖', 'red'],
  unlimited: ['▶', 'cyan'],
  waiting: ['?', 'magenta'],
  idle: ['○', 'white'],
  ended: ['·', 'dim'],
} as const satisfies Record<Timing['is'], readonly [icon: string, format: string]>;

const headings = ['', '#', 'USED', 'LIMIT', 'LEFT', 'TASK'] as const;

/** A line for each task: what it has used of its time, and what is left. */
export function printTimings(
  tasks: readonly Timing[],
  paint: Paint,
  columns: number | undefined,
): string {
  const rows = tasks.map((task) => {
    const [icon, format] = looks[task.is];
    const { usedMs, limitMs, percent } = task;
    const used = usedMs === undefined ? '' : formatDuration(usedMs);
    return [
      paint(format, icon),
      String(task.number),
      percent === undefined ? used : `${used} (${percent} %)`,
      limitMs === undefined ? '' : formatDuration(limitMs),
      paint(format, leftOf(task)),
      harmless(task.title).replaceAll('\t', ' '),
    ];
  });
  const lines = alignColumns([headings.map((heading) => paint('dim', heading)), ...rows], {
    right: [1, 2, 3],
    flexible: headings.indexOf('TASK'),
    ...(columns !== undefined && { width: columns }),
  });
  const cut = columns === undefined ? lines : lines.map((line) => truncate(line, columns));
  return `${cut.join('\n')}\n`;
}

const words = {
  overdue: 'overdue',
  unlimited: 'no limit',
  waiting: 'waits for you',
  idle: 'not running',
  ended: 'has ended',
} as const;

const leftOf = ({ is, remainingMs = 0 }: Timing): string =>
  is === 'fine' || is === 'warning' ? formatDuration(remainingMs) : words[is];
