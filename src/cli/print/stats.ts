import type { Tally } from '../../core/statistics.ts';
import { cellsOfBar } from '../../lib/bar.ts';
import { formatDuration } from '../../lib/duration.ts';
import { formatMoment } from '../../lib/moment.ts';
import { oneLine } from '../../lib/text.ts';
import { wrapText } from '../../lib/wrap.ts';
import type { StatsOutput } from '../../operations/stats.ts';
import { looks, type Paint } from '../style.ts';
import { type TableForm, tableLines } from './table.ts';

type Key =
  | 'name'
  | 'tasks'
  | 'bar'
  | 'success'
  | 'complete'
  | 'failed'
  | 'cancelled'
  | 'retries'
  | 'p50'
  | 'p95';

const formOf = (by: string): TableForm<Key> => ({
  headings: {
    name: oneLine(by).toUpperCase(),
    tasks: 'TASKS',
    bar: '',
    success: 'SUCCESS',
    complete: 'DONE',
    failed: 'FAILED',
    cancelled: 'CANCELLED',
    retries: 'RETRIES',
    p50: 'P50',
    p95: 'P95',
  },
  right: ['tasks', 'success', 'complete', 'failed', 'cancelled', 'retries', 'p50', 'p95'],
  flexible: 'name',
  dispensable: ['complete', 'cancelled', 'retries', 'p95', 'failed', 'p50', 'bar', 'success'],
});

/** Where the screen is narrow, half a bar says as much. */
const barColumns = (columns = 80): number => (columns < 80 ? 10 : 20);

/** What has ended, group by group, with a bar for each; then all of it in a sentence or two. */
export function printStats(
  { by, groups, total, since }: StatsOutput,
  paint: Paint,
  columns: number | undefined,
  nowMs: number,
): string {
  const most = Math.max(...groups.map(({ tasks }) => tasks));
  const rows = groups.map((group) => ({
    ...cellsOf(group.name ?? '(none)', group),
    bar: barOf(group, most, barColumns(columns), paint),
  }));
  const all = groups.length > 1 ? [{ ...cellsOf('all', total), bar: '' }] : [];
  const notes = [
    sentenceOf(total, since, nowMs),
    ...(total.failed > 0 ? [`failed: ${namesOf(total.reasons)}`] : []),
  ].flatMap((line) => wrapText(line, columns ?? Infinity));
  return [...tableLines(formOf(by), [...rows, ...all], paint, columns), '', ...notes, ''].join(
    '\n',
  );
}

function cellsOf(name: string, tally: Tally): Omit<Record<Key, string>, 'bar'> {
  const { successPercent: percent, durationP50Ms: p50, durationP95Ms: p95 } = tally;
  return {
    name: oneLine(name),
    tasks: String(tally.tasks),
    success: percent === undefined ? '' : `${percent} %`,
    complete: String(tally.complete),
    failed: String(tally.failed),
    cancelled: String(tally.cancelled),
    retries: String(tally.retries),
    p50: p50 === undefined ? '' : formatDuration(p50),
    p95: p95 === undefined ? '' : formatDuration(p95),
  };
}

/** Signs differ as well, for who sees no colours. */
const segments = [
  ['complete', '█'],
  ['failed', '▒'],
  ['cancelled', '░'],
] as const;

function barOf(tally: Tally, most: number, width: number, paint: Paint): string {
  const parts = segments.map(([status]) => tally[status]);
  const cells = cellsOfBar(parts, most, width);
  return segments
    .map(([status, sign], at) => paint(looks[status].format, sign.repeat(cells[at] ?? 0)))
    .join('');
}

function sentenceOf(total: Tally, since: string | undefined, nowMs: number): string {
  const when = since === undefined ? '' : ` since ${formatMoment(since, nowMs)}`;
  const tasks = total.tasks === 1 ? '1 task has' : `${total.tasks} tasks have`;
  return `${tasks} ended${when}; agents worked for ${formatDuration(total.elapsedMs)}`;
}

const namesOf = (reasons: Tally['reasons']): string =>
  Object.entries(reasons)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ') || 'no reason is known';
