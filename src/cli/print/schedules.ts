import { formatDistance, formatMoment } from '../../lib/moment.ts';
import { oneLine } from '../../lib/text.ts';
import type { ScheduleView } from '../../operations/schedule-view.ts';
import { kebab } from '../arguments.ts';
import type { Paint } from '../style.ts';
import { type Fact, factLines } from './facts.ts';
import { type TableForm, tableLines } from './table.ts';

const form: TableForm<'name' | 'cron' | 'next' | 'last' | 'note'> = {
  headings: { name: 'NAME', cron: 'WHEN', next: 'NEXT', last: 'LAST', note: '' },
  right: [],
  flexible: 'note',
  dispensable: ['note', 'last', 'cron'],
};

/** A line each: when it comes, when next, and what came of it last. */
export function printSchedules(
  views: readonly ScheduleView[],
  paint: Paint,
  columns: number | undefined,
  nowMs: number,
): string {
  const rows = views.map((view) => ({
    name: view.name,
    cron: oneLine(view.tz === undefined ? view.cron : `${view.cron} ${view.tz}`),
    next: view.paused
      ? paint('yellow', `paused by ${oneLine(view.paused.by)}`)
      : nextOf(view, nowMs),
    last: lastOf(view, nowMs),
    note: oneLine(view.description ?? ''),
  }));
  return `${tableLines(form, rows, paint, columns).join('\n')}\n`;
}

function nextOf({ next: [first] }: ScheduleView, nowMs: number): string {
  return first ? `${first.local}, ${formatDistance(first.at, nowMs)}` : 'never again';
}

function lastOf({ last }: ScheduleView, nowMs: number): string {
  if (!last) return '-';
  const { task, skipped } = last;
  const what = skipped === undefined && task ? `${task.id} ${task.status}` : 'started nothing';
  return `${what}, ${formatDistance(last.at, nowMs)}`;
}

/** All that is known of one: what its file says, its next times, and its last one. */
export function printSchedule(
  view: ScheduleView,
  paint: Paint,
  columns: number | undefined,
  nowMs: number,
): string {
  const { last, paused } = view;
  const facts: Fact[] = [
    ['name', view.name],
    ['file', view.path],
    ['description', view.description],
    ['when', view.cron],
    ['zone', view.tz ?? `${view.zone}, as this machine has it`],
    ['overlap', view.overlap],
    ['if missed', view.ifMissed],
    ...taskFacts(view.task),
    ['paused', paused && `by ${paused.by}, ${formatMoment(paused.at, nowMs)}`],
    ['next', timesOf(view)],
    ['last', last && `${last.at}, ${formatDistance(last.at, nowMs)}`],
    [
      'started',
      last?.task && last.skipped === undefined ? `${last.task.id} ${last.task.status}` : undefined,
    ],
    ['not started', last?.skipped],
    ['missed', view.missed === undefined ? undefined : `${view.missed} since then`],
  ];
  return `${factLines(facts, paint, columns).join('\n')}\n`;
}

/** The settings of its task, under the names of the flags that say the same. */
const taskFacts = (task: unknown): Fact[] =>
  Object.entries(task as object).map(([key, value]) => [
    kebab(key).replaceAll('-', ' '),
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);

const timesOf = ({ next }: ScheduleView): string =>
  next.length === 0
    ? 'never again'
    : next.map(({ at, local }) => `${local}  ${at.slice(0, 16).replace('T', ' ')} UTC`).join('\n');
