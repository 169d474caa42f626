import { alignColumns } from '../../lib/columns.ts';
import { oneLine, truncate } from '../../lib/text.ts';
import type { DepsOutput, EdgeView, Node } from '../../operations/deps.ts';
import { looks, type Paint } from '../style.ts';

const looksOf = (status: Node['status']) =>
  status === 'missing' ? ({ icon: '∅', format: 'red' } as const) : looks[status];

/** How it waits, where that is not for success. */
const notes = { success: '', end: 'however it ends', failure: 'if it fails' } as const;

/** One task with what it waits for, and what waits for it. */
export function printNeighbours(
  { tasks, edges }: DepsOutput,
  number: number,
  paint: Paint,
  columns: number | undefined,
): string {
  const nodes = byNumber(tasks);
  const table = (heading: string, some: readonly EdgeView[], end: 'task' | 'on'): string[] => {
    if (some.length === 0) return [`${heading} nothing`];
    const rows = some.map((edge) => ['', ...cellsOf(nodes, edge[end], paint), notes[edge.wants]]);
    return [heading, ...alignColumns(rows, { right: [2] })];
  };
  return linesOf(columns, [
    cellsOf(nodes, number, paint).join('  '),
    ...table(
      'waits for',
      edges.filter(({ task }) => task === number),
      'on',
    ),
    ...table(
      'is waited for by',
      edges.filter(({ on }) => on === number),
      'task',
    ),
  ]);
}

/**
 * Each task below the one it waits for. What waits for several is drawn below the first of them, and
 * named below the others; a chain goes straight down, however long.
 */
export function printTree(
  { tasks, edges }: DepsOutput,
  paint: Paint,
  columns: number | undefined,
): string {
  const nodes = byNumber(tasks);
  const below = new Map<number, EdgeView[]>();
  for (const edge of edges) {
    const known = below.get(edge.on);
    if (known) known.push(edge);
    else below.set(edge.on, [edge]);
  }
  const waiting = new Set(edges.map(({ task }) => task));
  const drawn = new Set<number>();
  const lines: string[] = [];
  const draw = (root: number) => {
    const left = [{ number: root, indent: '', arm: '', note: '' }];
    for (let one = left.pop(); one; one = left.pop()) {
      const { number, indent, arm, note } = one;
      const isAgain = drawn.has(number);
      const ends = [note, isAgain ? '(see above)' : ''].filter((text) => text !== '').join(' ');
      const cells = cellsOf(nodes, number, paint).join('  ');
      lines.push(`${indent}${arm}${cells}${ends === '' ? '' : `  ${paint('dim', ends)}`}`);
      if (isAgain) continue;
      drawn.add(number);
      const children = below.get(number) ?? [];
      const inner = indent + ({ '├─ ': '│  ', '└─ ': '   ' }[arm] ?? '');
      const isChain = children.length === 1;
      for (const [at, edge] of [...children.entries()].reverse()) {
        const last = at === children.length - 1;
        const childArm = isChain ? '↓ ' : last ? '└─ ' : '├─ ';
        left.push({ number: edge.task, indent: inner, arm: childArm, note: notes[edge.wants] });
      }
    }
  };
  for (const { number } of tasks) if (!waiting.has(number)) draw(number);
  for (const { number } of tasks) if (!drawn.has(number)) draw(number); // What waits in a circle.
  return linesOf(columns, lines);
}

/** What is wrong, each with what helps. */
export const printProblems = (
  { problems }: DepsOutput,
  paint: Paint,
  columns: number | undefined,
): string =>
  linesOf(
    columns,
    problems.flatMap(({ says, wayOut }) => [
      says,
      ...(wayOut ? [paint('dim', `  ${wayOut}`)] : []),
    ]),
  );

const byNumber = (tasks: readonly Node[]): ReadonlyMap<number, Node> =>
  new Map(tasks.map((task) => [task.number, task]));

function cellsOf(nodes: ReadonlyMap<number, Node>, number: number, paint: Paint): string[] {
  const { status = 'missing', reason, title = '' } = nodes.get(number) ?? {};
  const { icon, format } = looksOf(status);
  const words = reason ? `${status} (${reason})` : status;
  return [paint(format, icon), String(number), paint(format, words), oneLine(title)];
}

const linesOf = (columns: number | undefined, lines: readonly string[]): string =>
  lines
    .map((line) => `${columns === undefined ? line : truncate(line, columns)}`.trimEnd())
    .map((line) => `${line}\n`)
    .join('');
