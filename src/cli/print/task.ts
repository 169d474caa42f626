import { alignColumns } from '../../lib/columns.ts';
import { formatDuration } from '../../lib/duration.ts';
import { harmless } from '../../lib/text.ts';
import type { TaskView } from '../../operations/show-task.ts';
import { looks, type Paint } from '../style.ts';
import { agentOf } from './status.ts';

/** Everything about one task, for people. */
export function printTask(task: TaskView, paint: Paint): string {
  const { icon, format } = looks[task.status];
  const status = task.reason ? `${task.status} (${task.reason})` : task.status;
  const facts: [string, string | undefined][] = [
    ['agent', agentOf(task)],
    ['model', task.model],
    ['message', task.message],
    ['time', task.elapsedMs === undefined ? undefined : formatDuration(task.elapsedMs)],
    ['timeout', task.timeoutMs === undefined ? undefined : formatDuration(task.timeoutMs)],
    ['created', task.createdAt],
    ['not before', task.notBefore],
    ['after', task.after.length === 0 ? undefined : task.after.join(', ')],
    ['priority', task.priority === 0 ? undefined : String(task.priority)],
    ['env', task.env.length === 0 ? undefined : task.env.join(', ')],
    ['cwd', task.cwd],
    ['files', task.folder],
    ['put aside', task.putAside.length === 0 ? undefined : task.putAside.join(', ')],
  ];
  const known = facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  const margin = ' '.repeat(Math.max(...known.map(({ name }) => name.length)) + 2);
  const lines = alignColumns(
    known.map(({ name, value }) => [
      paint('dim', name),
      harmless(value).split('\n').join(`\n${margin}`),
    ]),
  );
  return [
    `${paint(format, `${icon} ${task.id}  ${status}`)}`,
    ...lines,
    ...attempts(task, paint),
    '',
    harmless(task.prompt.trimEnd()),
    '',
  ].join('\n');
}

function attempts({ runs }: TaskView, paint: Paint): string[] {
  if (runs.length < 2) return [];
  const rows = runs.map(({ run, attempt, outcome }) => [
    paint('dim', `try ${attempt}`),
    outcome
      ? outcome.reason
        ? `${outcome.status} (${outcome.reason})`
        : outcome.status
      : 'running',
    outcome ? formatDuration(outcome.elapsedMs) : '',
    `run ${run}`,
    harmless((outcome?.message ?? '').split('\n')[0] ?? ''),
  ]);
  return alignColumns(rows, { right: [2] });
}
