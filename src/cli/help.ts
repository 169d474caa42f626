import { alignColumns } from '../lib/columns.ts';
import type { JsonSchema } from '../lib/schema.ts';
import { kebab, placeholder } from './arguments.ts';
import { commands } from './commands/index.ts';
import type { Command } from './stage.ts';

/** The first page: what there is, and how one begins. */
export async function renderHelp(version: string): Promise<string> {
  const rows = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => {
      const command = await load();
      return [`  ${usage(name, command)}`, command.summary];
    }),
  );
  return [
    `orchestra ${version}: queue work for coding agents, run it, see what happens`,
    '',
    'Usage: orchestra <command> [options]          (without a command: status)',
    '',
    ...alignColumns(rows),
    '',
    'Options of every command:',
    ...alignColumns([...globalRows, ['  --version', 'Print the version, and do nothing.']]),
    '',
    'Begin:  orchestra start coder "add a test for the parser"',
    '        orchestra status --watch',
    '',
  ].join('\n');
}

/** One command: read off its schema. */
export function renderCommandHelp(name: string, command: Command): string {
  const fields = Object.entries(command.input.properties ?? {});
  const positional = fields.filter(([field]) => command.positionals?.includes(field));
  const flags = fields.filter(([field]) => !command.positionals?.includes(field));
  const rows = [
    ...positional.map(([field, schema]) => [`  ${placeholder(field)}`, describe(schema)]),
    ...flags.map(([field, schema]) => [`  ${flagOf(command, field, schema)}`, describe(schema)]),
    ...globalRows,
  ];
  const examples = (command.examples ?? []).map((example) => `  ${example}`);
  return [
    command.summary,
    '',
    `Usage: orchestra ${usage(name, command)} [options]`,
    '',
    ...alignColumns(rows),
    ...(examples.length > 0 ? ['', 'Examples:', ...examples] : []),
    '',
  ].join('\n');
}

const globalRows = [
  ['  --json', 'Print JSON.'],
  ['  --dir DIR', 'Use this workspace instead of the nearest .orchestra.'],
  ['  --debug', 'Tell on stderr what is done and why.'],
  ['  -h, --help', 'Show this.'],
];

function usage(name: string, command: Command): string {
  const words = (command.positionals ?? []).map((field, at, all) => {
    const isRest = command.rest && at === all.length - 1;
    const isNeeded = command.input.required?.includes(field);
    const word = `${placeholder(field)}${isRest ? '…' : ''}`;
    return isNeeded ? word : `[${word}]`;
  });
  return [name, ...words].join(' ');
}

function flagOf(command: Command, field: string, schema: JsonSchema): string {
  const letter = Object.entries(command.short ?? {}).find(([, of]) => of === field)?.[0];
  const value =
    schema.type === 'boolean'
      ? ''
      : schema.type === 'object'
        ? ' NAME=VALUE'
        : schema.type === 'integer'
          ? ' N'
          : ` ${field.toUpperCase()}`;
  return `${letter === undefined ? '' : `-${letter}, `}--${kebab(field)}${value}`;
}

const describe = (schema: JsonSchema): string =>
  [
    schema.description,
    schema.enum && `One of ${schema.enum.join(', ')}.`,
    schema.default !== undefined && !Array.isArray(schema.default) && `Default ${schema.default}.`,
  ]
    .filter(Boolean)
    .join(' ');
