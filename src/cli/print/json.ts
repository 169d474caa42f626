import type { Terminal } from '../../core/ports.ts';

/** One value for a program to read: all that `--json` puts on stdout. */
export const printJson = ({ out }: Terminal, value: object): void =>
  out(`${JSON.stringify(value, null, 2)}\n`);

/** One of many values, each on a line of its own. */
export const printJsonLine = ({ out }: Terminal, value: object): void =>
  out(`${JSON.stringify(value)}\n`);
