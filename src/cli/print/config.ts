import { alignColumns } from '../../lib/columns.ts';
import { harmless } from '../../lib/text.ts';
import type { ConfigAnswer } from '../../operations/config-setting.ts';
import type { Paint } from '../style.ts';

/** A line for each setting; with `origins`, where it stands as well. */
export function printSettings(
  settings: ConfigAnswer['settings'],
  paint: Paint,
  origins: boolean,
): string {
  const rows = settings.map(({ key, value, hidden, origin }) => [
    origin === 'default' ? paint('dim', key) : paint('cyan', key),
    hidden ? paint('dim', '(hidden)') : harmless(printValue(value)),
    ...(origins ? [paint('dim', origin)] : []),
  ]);
  return `${alignColumns(rows).join('\n')}\n`;
}

/** A value as a script wants it: text as it is, everything else as JSON. */
export const printValue = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
