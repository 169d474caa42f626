import { Failure, type FailureCode } from '../core/failure.ts';
import type { Terminal } from '../core/ports.ts';
import { parse } from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import { type CommandName, commands } from './commands/index.ts';
import { type Command, exits, type Stage } from './stage.ts';

/** What the program around us offers. */
export interface Host {
  readonly terminal: Terminal;
  readonly version: string;
  /** Opens the workspace. Throws a Failure. */
  stage(options: { dir?: string; debug: boolean; json: boolean; writes: boolean }): Promise<Stage>;
}

const exitOf = {
  usage: exits.usage,
  invalid: exits.failed,
  not_found: exits.failed,
  conflict: exits.failed,
  unavailable: exits.failed,
} satisfies Record<FailureCode, number>;

/** Runs one command line and resolves to its exit code. Only bugs are thrown. */
export async function runCli(argv: readonly string[], host: Host): Promise<number> {
  const globals = readGlobals(argv);
  try {
    return await dispatch(argv, globals, host);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    host.terminal.err(await explain(error, globals.json));
    return exitOf[error.code];
  }
}

interface Globals {
  readonly json: boolean;
  readonly help: boolean;
}

async function dispatch(argv: readonly string[], globals: Globals, host: Host): Promise<number> {
  const at = argv.findIndex((word, index) => !word.startsWith('-') && argv[index - 1] !== '--dir');
  const word = at < 0 ? undefined : argv[at];
  if (word === undefined && argv.includes('--version')) {
    host.terminal.out(`${host.version}\n`);
    return exits.ok;
  }
  if (word === 'help') return dispatch(argv.toSpliced(at, 1), { ...globals, help: true }, host);
  if (word === undefined && globals.help) {
    const { renderHelp } = await import('./help.ts');
    host.terminal.out(await renderHelp(host.version));
    return exits.ok;
  }
  const name = commandNamed(word ?? 'status');
  const command = await commands[name]();
  const rest = at < 0 ? argv : argv.toSpliced(at, 1);
  if (globals.help) {
    const { isWithinText } = await import('./arguments.ts');
    if (!rest.includes('--help') && isWithinText(command, rest, '-h'))
      throw new Failure('usage', '-h stands among the words of the prompt', {
        hint: `quote the prompt, or put it behind --; for help: orchestra ${name} --help`,
      });
    const { renderCommandHelp } = await import('./help.ts');
    host.terminal.out(renderCommandHelp(name, command));
    return exits.ok;
  }
  return execute(name, command, rest, host);
}

function commandNamed(word: string): CommandName {
  if (Object.hasOwn(commands, word)) return word as CommandName;
  const near = suggest(word, Object.keys(commands));
  throw new Failure('usage', `unknown command "${word}"${near ? `; did you mean ${near}?` : ''}`, {
    hint: 'orchestra --help',
  });
}

async function execute(
  name: CommandName,
  command: Command,
  argv: readonly string[],
  host: Host,
): Promise<number> {
  const { dir, debug, json, ...raw } = await read(withGlobals(command), argv);
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
async function read(command: Command, argv: readonly string[]): Promise<Record<string, unknown>> {
  if (argv.length === 0) return {};
  const { readArguments } = await import('./arguments.ts');
  return readArguments(command, argv);
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
    help: flags.includes('--help') || flags.includes('-h'),
  };
}

async function explain({ code, message, hint }: Failure, json: boolean): Promise<string> {
  if (json) return `${JSON.stringify({ error: { code, message, ...(hint && { hint }) } })}\n`;
  const { harmless } = await import('../lib/text.ts');
  return harmless(`error: ${message}\n${hint ? `hint: ${hint}\n` : ''}`);
}
