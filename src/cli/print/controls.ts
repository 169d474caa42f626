import { formatMoment } from '../../lib/moment.ts';
import { oneLine } from '../../lib/text.ts';
import type { ControlView, PausedView } from '../../operations/controlled.ts';
import type { Paint } from '../style.ts';
import { type TableForm, tableLines } from './table.ts';

const form: TableForm<'what' | 'limit' | 'running' | 'waiting' | 'note'> = {
  headings: { what: '', limit: 'LIMIT', running: 'RUNNING', waiting: '', note: '' },
  right: ['limit', 'running', 'waiting'],
  flexible: 'note',
  dispensable: ['waiting', 'running'],
};

/** A line each: what limits it, how many run, and whether it is paused. */
export function printControls(
  views: readonly ControlView[],
  paint: Paint,
  columns: number | undefined,
  nowMs: number,
): string {
  const rows = views.map((view) => ({
    what: oneLine(wordsFor(view)),
    limit: view.maxParallel === undefined ? '-' : String(view.maxParallel),
    running: String(view.running),
    waiting: view.waiting === undefined ? '' : String(view.waiting),
    note: noteOn(view, paint, nowMs),
  }));
  const isCounted = views.some(({ waiting }) => waiting !== undefined);
  const headings = { ...form.headings, ...(isCounted && { waiting: 'WAITING' }) };
  return `${tableLines({ ...form, headings }, rows, paint, columns).join('\n')}\n`;
}

function noteOn(
  { paused, limitFrom, description }: ControlView,
  paint: Paint,
  nowMs: number,
): string {
  const notes = [
    ...(paused ? [paint('yellow', byWhom(paused, nowMs))] : []),
    ...(limitFrom === 'person' ? ['limit set by hand'] : []),
    ...(description === undefined ? [] : [oneLine(description)]),
  ];
  return notes.join('; ');
}

/** What is paused, by whom, and how that ends. */
export function pausedNote(view: PausedView): string {
  const flag = view.what === 'queue' ? '' : ` --${view.what} ${view.name}`;
  return oneLine(`${wordsFor(view)} is paused by ${view.by}: orchestra resume${flag}`);
}

const byWhom = ({ by, at }: { by: string; at: string }, nowMs: number): string =>
  oneLine(`paused by ${by}, ${formatMoment(at, nowMs)}`);

const wordsFor = ({ what, name }: Pick<PausedView, 'what' | 'name'>): string =>
  what === 'queue' ? 'the queue' : `${what} ${name}`;
