import { oneLine } from '../../lib/text.ts';
import type { WorkspaceView } from '../../operations/workspace-view.ts';
import { looks, type Paint } from '../style.ts';
import { printRows } from './status.ts';
import { type TableForm, tableLines } from './table.ts';

const form: TableForm<'name' | 'live' | 'finished' | 'conductor'> = {
  headings: { name: 'WORKSPACE', live: 'TASKS', finished: 'FINISHED', conductor: 'CONDUCTOR' },
  right: ['finished'],
  flexible: 'name',
  dispensable: ['finished', 'conductor'],
};

/** A line for each workspace. */
export function printWorkspaces(
  views: readonly WorkspaceView[],
  paint: Paint,
  columns: number | undefined,
): string {
  const rows = views.map((view) => ({
    name: oneLine(view.name),
    live:
      view.problem === undefined ? countsOf(view, live, paint) || '-' : paint('red', 'unreadable'),
    finished: String(finishedOf(view)),
    conductor: conductorOf(view),
  }));
  const lines = tableLines(form, rows, paint, columns);
  return `${[...lines, ...problemsOf(views)].join('\n')}\n`;
}

/** A paragraph for each: who conducts, how many tasks there are, what runs, and what awaits people. */
export function printEverywhere(
  views: readonly WorkspaceView[],
  paint: Paint,
  columns: number | undefined,
): string {
  const paragraphs = views.map((view) => {
    const head = `${oneLine(view.name)}  ${paint('dim', conductorOf(view))}`.trimEnd();
    if (view.problem !== undefined) return [head, `  ${oneLine(view.problem)}`];
    const counts = countsOf(view, [...live, ...finished], paint) || paint('dim', 'no tasks');
    const inside = columns === undefined ? undefined : Math.max(20, columns - indent.length);
    const [, ...rows] = view.tasks.length > 0 ? printRows(view.tasks, paint, inside) : [];
    return [head, ...[counts, ...rows].map((line) => `${indent}${line}`)];
  });
  return `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const indent = '  ';
const live = ['running', 'awaiting', 'pending', 'blocked', 'draft'] as const;
const finished = ['complete', 'failed', 'cancelled'] as const;
type Kind = (typeof live | typeof finished)[number];

function countsOf({ counts }: WorkspaceView, kinds: readonly Kind[], paint: Paint): string {
  if (!counts) return '';
  return kinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => paint(looks[kind].format, `${counts[kind]} ${kind}`))
    .join(', ');
}

const finishedOf = ({ counts }: WorkspaceView): number =>
  finished.reduce((sum, kind) => sum + (counts?.[kind] ?? 0), 0);

function conductorOf({ conductor, counts }: WorkspaceView): string {
  switch (conductor?.is) {
    case undefined:
      return '';
    case 'conducting':
      return `${conductor.who} conducts`;
    case 'unseen':
      return `${conductor.who} conducts; it cannot be seen from here`;
    case 'crashed':
    case 'absent': {
      const work = (counts?.running ?? 0) + (counts?.pending ?? 0);
      return work > 0 ? 'nobody conducts: orchestra run, there' : 'nobody conducts';
    }
  }
}

const problemsOf = (views: readonly WorkspaceView[]): string[] =>
  views.flatMap(({ name, problem }) =>
    problem === undefined ? [] : [`${oneLine(name)}: ${oneLine(problem)}`],
  );
