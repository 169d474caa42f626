import { alignColumns } from '../../lib/columns.ts';
import { migrate as operation } from '../../operations/migrate.ts';
import { commandOf } from '../command.ts';

/** `orchestra migrate [FROM]` */
export const migrate = commandOf(operation, ({ from, items, config }, { terminal }) => {
  const rows = items.map(({ path, is, as = '', says }) => [path, is, as, says]);
  terminal.out(
    rows.length === 0
      ? `nothing of an older tool is in ${from}\n`
      : `${alignColumns(rows).join('\n')}\n`,
  );
  if (config !== undefined) terminal.out(`\nagent-config.json would be\n${config}`);
});
