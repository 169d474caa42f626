import { pauseOf } from '../../core/pause.ts';
import type { Attempt } from '../../core/task.ts';
import { isSettled } from '../../core/vocabulary.ts';
import { formatBytes } from '../../lib/bytes.ts';
import { alignColumns } from '../../lib/columns.ts';
import { formatDuration } from '../../lib/duration.ts';
import { formatMoment } from '../../lib/moment.ts';
import { firstLine, harmless, oneLine, truncate } from '../../lib/text.ts';
import type { TaskView } from '../../operations/show-task.ts';
import { looks, type Paint } from '../style.ts';
import { type Fact, factLines } from './facts.ts';
import { labelsText } from './preview.ts';
import { printAsked } from './requests.ts';
import { agentOf, statusText } from './status.ts';

/** Everything about one task, for people. */
export function printTask(
  task: TaskView,
  paint: Paint,
  nowMs: number,
  columns: number | undefined,
): string {
  const { icon, format } = looks[task.status];
  const moment = (iso: string | undefined) => iso && formatMoment(iso, nowMs);
  const facts: Fact[] = [
    ['agent', agentOf(task)],
    ['group', task.group],
    ['key', task.key],
    ['model', task.model],
    ['message', task.message],
    ['time', task.elapsedMs === undefined ? undefined : formatDuration(task.elapsedMs)],
    ['timeout', limitOf(task)],
    ['paused', pausedBy(task, nowMs)],
    ['created', moment(task.createdAt)],
    ['not before', moment(task.notBefore)],
    ['ended', isSettled(task.status) ? moment(task.endedAt) : undefined],
    ['after', task.after.join(', ') || undefined],
    ['after any', task.afterAny?.join(', ')],
    ['after failed', task.afterFailed?.join(', ')],
    ['if that fails', task.ifDependencyFails],
    ['retry', retryOf(task)],
    ['needs', needsOf(task)],
    ['labels', labelsText(task.labels)],
    ['priority', task.priority === 0 ? undefined : String(task.priority)],
    ['env', task.env.length === 0 ? undefined : task.env.join(', ')],
    ['cwd', task.cwd],
    ['unseen', unseenNote(task)],
    ['files', task.folder],
    ['approved', approvalOf(task, nowMs)],
    ['plan', task.plan],
    ['log', task.log],
    ['put aside', task.putAside.length === 0 ? undefined : task.putAside.join(', ')],
  ];
  return [
    `${paint(format, `${icon} ${task.id}  ${statusText(task)}`)}`,
    ...factLines(facts, paint, columns),
    ...attempts(task, paint, columns),
    ...task.requests.flatMap((request) => printAsked(request, columns)),
    '',
    harmless(task.prompt.trimEnd()),
    '',
  ].join('\n');
}

function approvalOf({ approved }: TaskView, nowMs: number): string | undefined {
  if (!approved) return undefined;
  const { by, at, note } = approved;
  return [`by ${by}, ${formatMoment(at, nowMs)}`, ...(note === undefined ? [] : [note])].join(': ');
}

const unseenNote = ({ unseen, number }: TaskView): string | undefined =>
  unseen &&
  `${unseen} runs it, and cannot be seen from here; gone for good? orchestra recover --gone ${number}`;

/** By whom, and since when. */
function pausedBy(task: TaskView, nowMs: number): string | undefined {
  const pause = pauseOf(task);
  if (!pause) return undefined;
  const by = pause.by === undefined ? '' : `by ${pause.by}, `;
  return `${by}${formatMoment(pause.since.at, nowMs)}; orchestra resume ${task.number}`;
}

/** That of the run that runs now may be another than that of the next. */
function retryOf({ retry }: TaskView): string | undefined {
  if (!retry) return undefined;
  const { retries, on, delayMs, factor, ceilingMs, jitter } = retry;
  const said: readonly (readonly [name: string, value: string | number | undefined])[] = [
    ['retries', retries],
    ['on', on?.join(',')],
    ['delay', delayMs === undefined ? undefined : formatDuration(delayMs)],
    ['factor', factor],
    ['ceiling', ceilingMs === undefined ? undefined : formatDuration(ceilingMs)],
    ['jitter', jitter],
  ];
  return said
    .flatMap(([name, value]) => (value === undefined ? [] : `${name} ${value}`))
    .join('  ');
}

function needsOf({ needs }: TaskView): string | undefined {
  if (!needs) return undefined;
  const { minFreeMemoryBytes: bytes, maxLoad } = needs;
  return [
    ...(bytes === undefined ? [] : [`${formatBytes(bytes)} of free memory`]),
    ...(maxLoad === undefined ? [] : [`a load of at most ${maxLoad}`]),
  ].join('  ');
}

function limitOf({ runs, timeoutMs }: TaskView): string | undefined {
  const last = runs.at(-1);
  const limitMs = (last?.outcome ? undefined : last?.timeoutMs) ?? timeoutMs;
  if (limitMs === undefined) return undefined;
  return limitMs === 0 ? 'none' : formatDuration(limitMs);
}

/** A line for each attempt, or for several in a row that went the same way. */
function attempts({ runs }: TaskView, paint: Paint, columns: number | undefined): string[] {
  if (runs.length < 2) return [];
  const groups: { first: Attempt; last: Attempt; told: Told }[] = [];
  for (const run of runs) {
    const told = tell(run);
    const group = groups.at(-1);
    if (group && group.told.join() === told.join()) group.last = run;
    else groups.push({ first: run, last: run, told });
  }
  const rows = groups.map(({ first, last, told: [status, time, message] }) => [
    paint('dim', span('try', first.attempt, last.attempt)),
    status,
    time,
    span('run', first.run, last.run),
    message,
  ]);
  const lines = alignColumns(rows, { right: [2] });
  return columns === undefined ? lines : lines.map((line) => truncate(line, columns));
}

type Told = readonly [status: string, time: string, message: string];

function tell({ outcome }: Attempt): Told {
  if (!outcome) return ['running', '', ''];
  const { status, reason, message = '', elapsedMs } = outcome;
  const said = oneLine(firstLine(message));
  return [reason ? `${status} (${reason})` : status, formatDuration(elapsedMs), said];
}

const span = (what: string, first: number, last: number): string =>
  first === last ? `${what} ${first}` : `${what} ${first}–${last}`;
