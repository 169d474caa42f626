import { Failure } from '../core/failure.ts';
import type { Terminal } from '../core/ports.ts';
import { parse } from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import { quoted } from '../lib/text.ts';
import { type CommandName, commands } from './commands/index.ts';
import { type Command, exitOfFailure, exits, type Stage } from './stage.ts';

/** How wide help is where nobody sees it. */
const helpColumns = 80;

/** What the program around us offers. */
export interface Host {
  readonly terminal: Terminal;
  readonly version: string;
  /** Opens the workspace. Throws a Failure. */
  stage(options: { dir?: string; debug: boolean; json: boolean; writes: boolean }): Promise<Stage>;
}

/** Runs one command line and resolves to its exit code. Only bugs are thrown. */
export async function runCli(argv: readonly string[], host: Host): Promise<number> {
  const globals = readGlobals(argv);
  try {
    return await dispatch(argv, globals, host);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    host.terminal.err(await explain(error, globals.json));
    return exitOfFailure[error.code];
  }
}

interface Globals {
  readonly json: boolean;
  readonly help: '--help' | '-h' | undefined;
  readonly version: boolean;
}

async function dispatch(argv: readonly string[], globals: Globals, host: Host): Promise<number> {
  if (argv[0] === '__complete')
    return (await import('./complete/index.ts')).complete(argv.slice(1), host);
  const at = argv.findIndex((word, index) => !word.startsWith('-') && argv[index - 1] !== '--dir');
  const word = at < 0 ? undefined : argv[at];
  if (word === 'help') return printHelp(argv.slice(at + 1).find(isNoFlag), host);
  if (word === undefined && globals.version) return printVersion(host);
  if (word === undefined && globals.help) return printHelp(undefined, host);
  const name = await commandNamed(word ?? 'status');
  const command = await commands[name]();
  const rest = at < 0 ? argv : argv.toSpliced(at, 1);
  if (globals.help) {
    if (globals.help === '-h') await refuseWithinText(name, command, rest, '-h');
    return printHelp(name, host);
  }
  if (globals.version) {
    await refuseWithinText(name, command, rest, '--version');
    return printVersion(host);
  }
  return execute(name, command, rest, host);
}

const isNoFlag = (word: string): boolean => !word.startsWith('-');

async function printHelp(word: string | undefined, { terminal, version }: Host): Promise<number> {
  const { renderHelp } = await import('./help.ts');
  terminal.out(await renderHelp(word, version, terminal.columns() ?? helpColumns));
  return exits.ok;
}

function printVersion({ terminal, version }: Host): number {
  terminal.out(`${version}\n`);
  return exits.ok;
}

/** A word of an unquoted prompt must not be taken for a flag that lets everything else be. */
async function refuseWithinText(
  name: string,
  command: Command,
  argv: readonly string[],
  flag: string,
): Promise<void> {
  const { isWithinText } = await import('./arguments.ts');
  if (isWithinText(name, command, argv, flag))
    throw new Failure('usage', `${flag} stands among the words of the prompt`, {
      hint: `quote the prompt, or put it behind --; for help: orchestra ${name} --help`,
    });
}

async function commandNamed(word: string): Promise<CommandName> {
  if (Object.hasOwn(commands, word)) return word as CommandName;
  // A sentence is what somebody wants done.
  if (/\S\s+\S/.test(word))
    throw new Failure('usage', `unknown command ${quoted(word)}`, {
      hint: `to queue it: orchestra enqueue "…", or orchestra start AGENT "…"`,
    });
  const { topics } = await import('./topics/index.ts');
  const near = suggest(word, [...Object.keys(commands), 'help']);
  const what = `unknown command ${quoted(word)}`;
  throw new Failure('usage', near ? `${what}; did you mean ${near}?` : what, {
    hint: Object.hasOwn(topics, word)
      ? `orchestra help ${word}`
      : 'orchestra --help lists all commands',
  });
}

async function execute(
  name: CommandName,
  command: Command,
  argv: readonly string[],
  host: Host,
): Promise<number> {
  const { dir, debug, json, ...raw } = await read(name, withGlobals(command), argv);
  const input = parse(command.input, raw);
  if (!input.ok) {
    const { wordFor } = await import('./arguments.ts');
    const problems = input.issues.map(
      ({ path, message }) => `${wordFor(command, path)} ${message}`,
    );
    throw new Failure('usage', problems.join('; '), { hint: `orchestra ${name} --help` });
  }
  const stage = await host.stage({
    ...(typeof dir === 'string' && { dir }),
    debug: debug === true,
    json: json === true,
    writes: command.writes,
  });
  return command.run(stage, input.value as never);
}

/** Where nothing was typed, as mostly behind `status`, nothing needs to be loaded to read it. */
async function read(
  name: CommandName,
  command: Command,
  argv: readonly string[],
): Promise<Record<string, unknown>> {
  if (argv.length === 0) return {};
  const { readArguments } = await import('./arguments.ts');
  return readArguments(name, command, argv);
}

/** The global flags are read with the command's own, and taken out again. */
const withGlobals = (command: Command): Command => ({
  ...command,
  input: {
    ...command.input,
    properties: {
      ...command.input.properties,
      dir: { type: 'string' },
      debug: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  },
});

function readGlobals(argv: readonly string[]): Globals {
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  return {
    json: flags.includes('--json'),
    help: (['--help', '-h'] as const).find((flag) => flags.includes(flag)),
    version: flags.includes('--version') || flags.includes('-V'),
  };
}

async function explain(failure: Failure, json: boolean): Promise<string> {
  const { code, message } = failure;
  const hint = failure.hint ?? (code === 'usage' ? 'orchestra --help' : undefined);
  if (json) return `${JSON.stringify({ error: { code, message, ...(hint && { hint }) } })}\n`;
  const { harmless } = await import('../lib/text.ts');
  return harmless(`error: ${message}\n${hint ? `hint: ${hint}\n` : ''}`);
}
