import { displayWidth, truncate } from './text.ts';

/** How to lay out a table; columns count from 0. */
export interface Layout {
  /** Spaces between columns; 2 if not given. */
  readonly gap?: number;
  /** Columns aligned to the right. */
  readonly right?: readonly number[];
  /** The columns of the terminal, and the one column of the table that is cut to fit them. */
  readonly width?: number;
  readonly flexible?: number;
  /** Of what is longer in that column nothing is cut, and the others are not padded to it. */
  readonly padMax?: number;
}

/** Lays out rows as lines of aligned columns; no line ends in spaces. */
export function alignColumns(rows: readonly (readonly string[])[], layout: Layout = {}): string[] {
  const { gap = 2, right = [], flexible, padMax } = layout;
  const widths = fit(widestCells(rows), gap, layout);

  return rows.map((cells) => {
    const padded = cells.map((whole, column) => {
      const width = widths[column] ?? 0;
      if (column === flexible && padMax !== undefined)
        return whole + ' '.repeat(Math.max(0, Math.min(width, padMax) - displayWidth(whole)));
      const cell = column === flexible ? truncate(whole, width) : whole;
      const padding = ' '.repeat(width - displayWidth(cell));
      return right.includes(column) ? padding + cell : cell + padding;
    });
    return padded.join(' '.repeat(gap)).trimEnd();
  });
}

function widestCells(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = [];
  for (const cells of rows)
    for (const [column, cell] of cells.entries())
      widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
  return widths;
}

function fit(widths: readonly number[], gap: number, { width, flexible }: Layout): number[] {
  const whole = widths.reduce((sum, each) => sum + each, gap * Math.max(0, widths.length - 1));
  const excess = Math.max(0, whole - (width ?? whole));
  return widths.map((each, column) =>
    column === flexible ? Math.max(each - excess, Math.min(each, 1)) : each,
  );
}
