import { alignColumns } from '../../lib/columns.ts';
import { displayWidth, truncate } from '../../lib/text.ts';
import type { Paint } from '../style.ts';

/** How a table with these columns is laid out. */
export interface TableForm<Key extends string> {
  readonly headings: Readonly<Record<Key, string>>;
  /** Columns of numbers, aligned to the right. */
  readonly right: readonly Key[];
  /** The column that is cut to the room that the others leave. */
  readonly flexible: Key;
  /** The columns that can be done without, the first of them first. */
  readonly dispensable: readonly Key[];
}

/** As much of the flexible column is worth another one. */
const enoughColumns = 16;
const gap = 2;
/** Without a terminal nothing is cut; one long title is no reason to widen every line. */
const padMax = 100;

/** Rows as lines below headings. On a narrow screen columns are left out, and no line is longer. */
export function tableLines<Key extends string>(
  form: TableForm<Key>,
  rows: readonly Readonly<Record<Key, string>>[],
  paint: Paint,
  columns: number | undefined,
): string[] {
  const { headings, right, flexible } = form;
  const keys = columns === undefined ? keysOf(headings) : fittingKeys(form, rows, columns);
  const lines = alignColumns(
    [
      keys.map((key) => paint('dim', headings[key])),
      ...rows.map((cells) => keys.map((key) => cells[key])),
    ],
    {
      gap,
      right: right.map((key) => keys.indexOf(key)),
      flexible: keys.indexOf(flexible),
      ...(columns === undefined ? { padMax } : { width: columns }),
    },
  );
  return columns === undefined ? lines : lines.map((line) => truncate(line, columns));
}

function fittingKeys<Key extends string>(
  { headings, flexible, dispensable }: TableForm<Key>,
  rows: readonly Readonly<Record<Key, string>>[],
  columns: number,
): Key[] {
  const keys = new Set(keysOf(headings));
  const widthOf = (key: Key) =>
    [headings, ...rows].reduce((most, cells) => Math.max(most, displayWidth(cells[key])), 0);
  const widths = new Map([...keys].map((key) => [key, widthOf(key) + gap]));
  const neededFor = (key: Key) => {
    const width = widths.get(key) ?? 0;
    return key === flexible ? Math.min(width, enoughColumns + gap) : width;
  };
  for (const key of dispensable) {
    const needed = [...keys].reduce((sum, each) => sum + neededFor(each), -gap);
    if (needed <= columns) break;
    keys.delete(key);
  }
  return [...keys];
}

const keysOf = <Key extends string>(headings: Readonly<Record<Key, string>>): Key[] =>
  Object.keys(headings) as Key[];
