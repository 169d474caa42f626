import { taskIdOf } from '../../core/task.ts';
import { formatDuration } from '../../lib/duration.ts';
import { harmless, oneLine, truncate } from '../../lib/text.ts';
import type { Preview } from '../../operations/preview.ts';
import type { Paint } from '../style.ts';
import { type Fact, factLines } from './facts.ts';
import { agentOf } from './status.ts';

/** What a dry run shows of one task: all of it, the command to be pasted into a shell. */
export function printPreview(preview: Preview, paint: Paint, columns: number | undefined): string {
  const facts: Fact[] = [
    ['agent', agentOf(preview)],
    ['model', preview.model],
    ['title', preview.title],
    ['begins', preview.status],
    ['not before', preview.notBefore],
    ['after', preview.after.map(taskIdOf).join(', ') || undefined],
    ['after any', preview.afterAny?.map(taskIdOf).join(', ')],
    ['after failed', preview.afterFailed?.map(taskIdOf).join(', ')],
    ['group', preview.group],
    ['key', preview.key],
    ['priority', preview.priority === 0 ? undefined : String(preview.priority)],
    ['labels', labelsText(preview.labels)],
    ['timeout', preview.timeoutMs === undefined ? 'none' : formatDuration(preview.timeoutMs)],
    ['retries', String(preview.retries)],
    ['cwd', preview.cwd],
    ['stdin', preview.stdin === 'prompt' ? 'the prompt' : 'nothing'],
    ['env adds', preview.adds.join(' ')],
    ['env removes', preview.removes.join(' ') || 'nothing'],
  ];
  return [
    `${preview.id} would be queued`,
    ...factLines(facts, paint, columns),
    '',
    paint('dim', 'command:'),
    preview.command,
    '',
    paint('dim', 'prompt:'),
    harmless(preview.prompt.trimEnd()),
    '',
  ].join('\n');
}

/** The same as one line, for many. */
export function printPreviewRow(preview: Preview, _: Paint, columns: number | undefined): string {
  const cells = [preview.id, agentOf(preview), preview.status, preview.title];
  return `${truncate(cells.map(oneLine).join('  '), columns ?? Infinity)}\n`;
}

/** Labels as they are typed. */
export const labelsText = (
  labels: Readonly<Record<string, string>> | undefined,
): string | undefined =>
  labels &&
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join('  ');
