import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kebab } from '../../src/cli/arguments.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { runCli } from '../../src/cli/run.ts';
import type { Command } from '../../src/cli/stage.ts';
import { assertRefused } from '../support/refusal.ts';

type Row = readonly [args: readonly string[], says: RegExp];

describe('every command, whatever it will be,', () => {
  for (const [name, load] of Object.entries(commands))
    it(`refuses bad flags before it opens anything: ${name}`, async () => {
      const rows = rowsOf(await load());
      for (const [args, says] of rows)
        assertRefused(await call([name, ...args]), { code: 2, says });
      assert.ok(rows.length > 8);
    });
});

/** For every flag of a command, all that can be wrong with it before it means anything. */
const rowsOf = (command: Command): Row[] => [
  [['--xyzzy'], /^unknown option --xyzzy$/],
  [['--jsn'], /^unknown option --jsn; did you mean --json\?$/],
  [['-Z'], /^unknown option -Z$/],
  [['---'], /^unknown option ---$/],
  [['--=x'], /^unknown option --=x$/],
  [['--json=yes'], /^--json takes no value$/],
  [['--dir'], /^--dir needs a value/],
  [['--dir='], /^--dir is empty$/],
  [['--dir', '--debug'], /^--dir needs a value; one that begins with - is joined to it/],
  ...(command.rest === undefined
    ? ([
        [[...(command.positionals ?? []).map(() => '1'), 'x'], /^unexpected argument "x"$/],
      ] as const)
    : []),
  ...Object.entries(command.input.properties ?? {})
    .filter(([name]) => !command.positionals?.includes(name))
    .flatMap(([name, { type }]): Row[] => {
      const flag = `--${kebab(name)}`;
      if (type === 'boolean') return [[[`${flag}=1`], new RegExp(`^${flag} takes no value$`)]];
      const values = type === 'integer' ? ['', '1e9', '0x10', '\u0661', '1.5', 'x'] : [' '];
      return [
        [[flag], new RegExp(`^${flag} needs a value`)],
        ...(type === 'array' || type === 'object' ? [] : values).map(
          (value): Row => [
            [`${flag}=${value}`],
            new RegExp(`^${flag} (?:takes a (?:whole )?number, got|is empty)`),
          ],
        ),
      ];
    }),
];

async function call(argv: readonly string[]) {
  const said = { stdout: '', stderr: '' };
  const code = await runCli(argv, {
    version: '0.0.0',
    terminal: {
      out: (text) => {
        said.stdout += text;
      },
      err: (text) => {
        said.stderr += text;
      },
      isTerminal: false,
      hasScreen: false,
      isInteractive: false,
      color: false,
      columns: () => undefined,
      rows: () => 24,
      onKey: () => () => undefined,
      takeScreen: () => () => undefined,
    },
    stage: () => assert.fail(`${argv.join(' ')} opened the workspace`),
  });
  return { code, ...said };
}
