import { displayWidth } from '../lib/text.ts';
import { wrapText } from '../lib/wrap.ts';

/** A piece of a page. The help of the terminal and the man page are made of the same pieces. */
export type Block =
  | { readonly heading: string }
  | { readonly text: string }
  /** Terms and what they mean. */
  | { readonly rows: readonly Row[] }
  /** Lines to be typed or copied: never broken. */
  | { readonly lines: readonly string[] };
export type Row = readonly [term: string, meaning: string];

const widest = 100;
const narrow = 60;

/** A page as lines that fit `columns`; only what is to be typed may be longer. */
export function renderPage(blocks: readonly Block[], columns: number): string {
  const width = Math.min(columns, widest);
  const column = meaningColumn(blocks, width);
  const lines = blocks.flatMap((block, at) => {
    const before = blocks[at - 1];
    const isFirst = before === undefined || 'heading' in before;
    return [...(isFirst ? [] : ['']), ...linesOf(block, width, column)];
  });
  return `${lines.join('\n')}\n`;
}

function linesOf(block: Block, width: number, column: number): string[] {
  if ('heading' in block) return wrapText(`${block.heading}:`, width);
  if ('text' in block) return wrapText(block.text, width);
  if ('lines' in block) return block.lines.map((line) => (line === '' ? '' : `  ${line}`));
  return width < narrow ? stacked(block.rows, width) : beside(block.rows, width, column);
}

/** Term above meaning, where there is no room for both. */
const stacked = (rows: readonly Row[], width: number): string[] =>
  rows.flatMap(([term, meaning]) => [
    ...indent(wrapText(term, width - 2), 2),
    ...indent(wrapText(meaning, width - 6), 6),
  ]);

/** Meanings in one column down the page; a term that is too long for it gets its own lines. */
const beside = (rows: readonly Row[], width: number, column: number): string[] =>
  rows.flatMap(([term, meaning]) => {
    const [first = '', ...more] = wrapText(meaning, width - column);
    const gap = column - 2 - displayWidth(term);
    return gap >= 2
      ? [`  ${term}${' '.repeat(gap)}${first}`.trimEnd(), ...indent(more, column)]
      : [...indent(wrapText(term, width - 2), 2), ...indent([first, ...more], column)];
  });

function meaningColumn(blocks: readonly Block[], width: number): number {
  const terms = blocks.flatMap((block) =>
    'rows' in block ? block.rows.map(([term]) => term) : [],
  );
  const widths = terms.map(displayWidth).filter((wide) => wide <= width * 0.4);
  return Math.max(0, ...widths) + 4;
}

const indent = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => `${' '.repeat(by)}${line}`);
