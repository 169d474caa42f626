import { styleText } from 'node:util';
import type { Status } from '../core/vocabulary.ts';

type Format = Parameters<typeof styleText>[0];

/** Colours text, or leaves it as it is where nobody could see them. */
export const painter =
  (color: boolean) =>
  (format: Format, text: string): string =>
    color && text !== '' ? styleText(format, text, { validateStream: false } as never) : text;

export type Paint = ReturnType<typeof painter>;

/** How each status looks. */
export const looks = {
  draft: { icon: '·', format: 'dim' },
  pending: { icon: '○', format: 'white' },
  blocked: { icon: '◌', format: 'dim' },
  awaiting: { icon: '?', format: 'magenta' },
  running: { icon: '▶', format: 'cyan' },
  complete: { icon: '✔', format: 'green' },
  failed: { icon: '✖', format: 'red' },
  cancelled: { icon: '⊘', format: 'yellow' },
} as const satisfies Record<Status, { icon: string; format: Format }>;
