import { formatDuration } from '../../lib/duration.ts';
import { oneLine } from '../../lib/text.ts';
import type { Timing } from '../../operations/timing.ts';
import type { Paint } from '../style.ts';
import { type TableForm, tableLines } from './table.ts';

const looks = {
  fine: ['✔', 'green'],
  warning: ['!', 'yellow'],
  overdue: ['✖', 'red'],
  unlimited: ['▶', 'cyan'],
  waiting: ['?', 'magenta'],
  paused: ['▶', 'yellow'],
  idle: ['○', 'white'],
  ended: ['·', 'dim'],
} as const satisfies Record<Timing['is'], readonly [icon: string, format: string]>;

const form: TableForm<'icon' | 'number' | 'used' | 'limit' | 'left' | 'title'> = {
  headings: { icon: '', number: '#', used: 'USED', limit: 'LIMIT', left: 'LEFT', title: 'TASK' },
  right: ['number', 'used', 'limit'],
  flexible: 'title',
  dispensable: ['limit', 'used'],
};

/** A line for each task: what it has used of its time, and what is left. */
export function printTimings(
  tasks: readonly Timing[],
  paint: Paint,
  columns: number | undefined,
): string {
  const rows = tasks.map((task) => {
    const [icon, format] = looks[task.is];
    const { number, usedMs, limitMs, percent, title } = task;
    const used = usedMs === undefined ? '' : formatDuration(usedMs);
    return {
      icon: paint(format, icon),
      number: String(number),
      used: percent === undefined ? used : `${used} (${percent} %)`,
      limit: limitMs === undefined ? '' : formatDuration(limitMs),
      left: paint(format, leftOf(task)),
      title: oneLine(title),
    };
  });
  return `${tableLines(form, rows, paint, columns).join('\n')}\n`;
}

const words = {
  overdue: 'overdue',
  unlimited: 'no limit',
  waiting: 'waits for you',
  paused: 'is paused',
  idle: 'not running',
  ended: 'has ended',
} as const;

const leftOf = ({ is, remainingMs = 0 }: Timing): string =>
  is === 'fine' || is === 'warning' ? formatDuration(remainingMs) : words[is];
