import type { Status } from '../core/vocabulary.ts';

/** The codes of a terminal: on, and off again. */
const codes = {
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  magenta: [35, 39],
  cyan: [36, 39],
  white: [37, 39],
} as const;

type Format = keyof typeof codes;

/** Colours text, or leaves it as it is where nobody could see them. */
export const painter =
  (color: boolean) =>
  (format: Format, text: string): string => {
    const [on, off] = codes[format];
    return color && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  };

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
