import { alignColumns } from '../../lib/columns.ts';
import { displayWidth, harmless } from '../../lib/text.ts';
import { wrapText } from '../../lib/wrap.ts';
import type { Paint } from '../style.ts';

/** A name, and what is known under it. */
export type Fact = readonly [name: string, value: string | undefined];

const gap = 2;
/** On a screen that leaves less, the terminal has to break the lines. */
const leastWidth = 8;

/** What is known, each beside its name; on a screen, what is too long goes on below itself. */
export function factLines(
  facts: readonly Fact[],
  paint: Paint,
  columns: number | undefined,
): string[] {
  const known = facts.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
  const margin = Math.max(0, ...known.map(({ key }) => displayWidth(key))) + gap;
  const width = columns === undefined ? Infinity : Math.max(leastWidth, columns - margin);
  const rows = known.flatMap(({ key, value }) => {
    const lines = harmless(value).split('\n');
    const [first = '', ...more] = lines.flatMap((line) => brokenTo(line, width));
    return [[paint('dim', key), first], ...more.map((line) => ['', line])];
  });
  return alignColumns(rows, { gap });
}

const brokenTo = (line: string, width: number): string[] =>
  displayWidth(line) <= width ? [line] : wrapText(line, width);
