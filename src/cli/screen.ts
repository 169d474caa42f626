import type { Terminal } from '../core/ports.ts';
import { truncate } from '../lib/text.ts';

const clearLine = '\x1b[K';
const clearBelow = '\x1b[J';

export interface Screen {
  /** Shows these lines, as far as they fit. */
  paint(lines: readonly string[]): void;
  close(): void;
}

/** A full screen. Only lines that differ are written, and nothing is cleared: nothing flickers. */
export function openScreen(terminal: Terminal, onLost: () => void): Screen {
  let shown: readonly string[] | undefined;
  const close = terminal.takeScreen(() => {
    shown = undefined;
    onLost();
  });
  return {
    paint(lines) {
      const columns = terminal.columns() ?? Infinity;
      const next = lines.slice(0, terminal.rows()).map((line) => truncate(line, columns));
      const text = repaint(shown, next, terminal.rows());
      shown = next;
      if (text !== '') terminal.out(text);
    },
    close,
  };
}

/** What makes a screen that shows `before`, or who knows what, show `after`. */
export function repaint(
  before: readonly string[] | undefined,
  after: readonly string[],
  rows: number,
): string {
  const changed = after.flatMap((line, at) =>
    // Cleared first: behind a line that is as long as the screen is wide, its end would be.
    before?.[at] === line ? [] : [`${position(at)}${clearLine}${line}`],
  );
  const isShorter = before === undefined || before.length > after.length;
  const hasBelow = isShorter && after.length < rows; // Or the last line would be cleared.
  return changed.join('') + (hasBelow ? `${position(after.length)}${clearBelow}` : '');
}

const position = (row: number): string => `\x1b[${row + 1};1H`;
