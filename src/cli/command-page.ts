import type { JsonSchema } from '../lib/schema.ts';
import { kebab, placeholder } from './arguments.ts';
import { type CommandName, commands } from './commands/index.ts';
import { describe } from './describe.ts';
import type { Block, Row } from './page.ts';
import type { Command } from './stage.ts';
import { topics } from './topics/index.ts';

/** Commands by what people do, in the order in which they come to it. */
export const groups: Readonly<Record<string, readonly string[]>> = {
  Begin: ['init', 'start', 'enqueue', 'demo'],
  Look: ['status', 'why', 'deps', 'list', 'search', 'show', 'logs', 'stats', 'wait'],
  Steer: ['cancel', 'retry', 'timeout'],
  Decide: ['requests', 'approve', 'reject', 'answer'],
  Arrange: ['edit', 'priority', 'switch', 'hold', 'release'],
  'On time': ['schedule'],
  Conduct: ['run', 'daemon', 'pause', 'resume', 'parallel', 'group', 'callbacks'],
  'Set up and mend': [
    'config',
    'agents',
    'doctor',
    'workspaces',
    'archive',
    'clean',
    'recover',
    'index',
    'migrate',
    'unlock',
    'completion',
  ],
};

/** Options of every command. */
export const globalRows: readonly Row[] = [
  ['--json', 'Print JSON.'],
  ['--dir DIR', 'Use this workspace instead of the nearest .orchestra.'],
  ['--debug', 'Tell on stderr what is done and why.'],
  ['-h, --help', 'Show this.'],
  ['-V, --version', 'Print the version, and do nothing.'],
];

/** The first page: what there is, and how one begins. */
export async function frontPage(version: string): Promise<Block[]> {
  const blocks = Object.entries(groups).map(async ([heading, names]): Promise<Block[]> => {
    const rows = names.filter(isCommand).map(async (name): Promise<Row> => {
      const command = await commands[name]();
      return [shortUsage(name, command), command.summary];
    });
    return section(heading, await Promise.all(rows));
  });
  return [
    { text: `orchestra ${version}: queue work for coding agents, run it, see what happens` },
    { text: 'Usage: orchestra [command] [options]; without a command: status' },
    ...(await Promise.all(blocks)).flat(),
    { heading: 'Options of every command' },
    { rows: globalRows },
    { heading: 'More' },
    {
      rows: [
        ['orchestra help COMMAND', 'A command: its options and examples.'],
        ['orchestra help TOPIC', `One of ${Object.keys(topics).join(', ')}.`],
      ],
    },
    { heading: 'For a start' },
    { lines: ['orchestra start coder "add a test for the parser"', 'orchestra status --watch'] },
  ];
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);

/** One command: read off its schema. */
export function commandPage(name: string, command: Command): Block[] {
  const { forms, examples = [], ends } = command;
  const fields = Object.entries(command.input.properties ?? {});
  const words = fields
    .filter(([field]) => command.positionals?.includes(field) && !isOfForms(command, field))
    .map(([field, schema]): Row => [placeholder(field), describe(schema)]);
  const flags = fields
    .filter(([field]) => !command.positionals?.includes(field))
    .map(([field, schema]): Row => [flagOf(command, field, schema), describe(schema)]);
  return [
    { text: command.summary },
    { heading: 'Usage' },
    { lines: usages(name, command) },
    ...section('Actions', Object.entries(forms ?? {})),
    ...section('Arguments', words),
    ...section('Options', flags),
    ...section('Options of every command', globalRows),
    ...(examples.length > 0 ? [{ heading: 'Examples' }, { lines: examples }] : []),
    ...section('Exit codes', Object.entries(ends ?? {})),
  ];
}

const section = (heading: string, rows: readonly Row[]): Block[] =>
  rows.length > 0 ? [{ heading }, { rows }] : [];

/** The first word of a command with forms is which of them is meant. */
const isOfForms = ({ forms, positionals }: Command, field: string): boolean =>
  forms !== undefined && positionals?.[0] === field;

/** Every way to type a command, without its options. */
export function usages(name: string, command: Command): string[] {
  const { forms, positionals: [first = ''] = [] } = command;
  const tail = hasFlags(command) ? ' [options]' : '';
  const words = forms ? Object.keys(forms) : (command.usages ?? [wordsOf(command)]);
  const isBareAllowed = forms && !command.input.required?.includes(first);
  return [...(isBareAllowed ? [''] : []), ...words].map((rest) =>
    `orchestra ${name} ${rest}`.trimEnd().concat(tail),
  );
}

const hasFlags = ({ input, positionals }: Command): boolean =>
  Object.keys(input.properties ?? {}).some((field) => !positionals?.includes(field));

function shortUsage(name: string, command: Command): string {
  const { forms, positionals: [first = ''] = [] } = command;
  if (!forms) return `${name} ${command.usages?.[0] ?? wordsOf(command)}`.trimEnd();
  const actions = shortened(Object.keys(forms).map((form) => form.split(' ')[0] ?? ''));
  const isNeeded = command.input.required?.includes(first);
  return isNeeded ? `${name} ${actions}` : `${name} [${actions}]`;
}

/** Longer, it would not fit beside what it says on a narrow screen. */
const actionsLength = 34;

function shortened(words: readonly string[]): string {
  const all = words.join('|');
  if (all.length <= actionsLength) return all;
  return `${all.slice(0, all.lastIndexOf('|', actionsLength - 1))}|…`;
}

const wordsOf = ({ positionals = [], rest, input }: Command): string =>
  positionals
    .map((field, at) => {
      const isRest = rest && at === positionals.length - 1;
      const word = `${placeholder(field)}${isRest ? '…' : ''}`;
      return input.required?.includes(field) ? word : `[${word}]`;
    })
    .join(' ');

function flagOf(command: Command, field: string, schema: JsonSchema): string {
  const letter = Object.entries(command.short ?? {}).find(([, of]) => of === field)?.[0];
  const flag = `--${kebab(field)}${valueWord(field, schema)}`;
  return letter === undefined ? flag : `-${letter}, ${flag}`;
}

function valueWord(field: string, { type }: JsonSchema): string {
  if (type === 'boolean') return '';
  if (type === 'object') return ' NAME=VALUE';
  return type === 'integer' || type === 'number'
    ? ' N'
    : ` ${valueWords[field] ?? placeholder(kebab(field))}`;
}

/** What kind of word some flags take, where their name does not say it. */
const valueWords: Readonly<Record<string, string>> = {
  after: 'TASK',
  afterAny: 'TASK',
  afterFailed: 'TASK',
  at: 'WHEN',
  batch: 'FILE',
  by: 'WHAT',
  clear: 'SETTING',
  cwd: 'DIR',
  delay: 'DURATION',
  filter: 'CONDITION',
  format: 'FORMAT',
  ifDependencyFails: 'POLICY',
  minFreeMemory: 'SIZE',
  ifExists: 'POLICY',
  ifMissed: 'POLICY',
  in: 'PLACE',
  olderThan: 'DURATION',
  overlap: 'POLICY',
  promptFile: 'FILE',
  retryCeiling: 'DURATION',
  retryDelay: 'DURATION',
  retryOn: 'REASON',
  since: 'WHEN',
  sort: 'FIELD',
  timeout: 'DURATION',
  tz: 'ZONE',
  workingDir: 'DIR',
};
