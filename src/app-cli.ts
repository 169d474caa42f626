import { basename, join } from 'node:path';
import { fs } from './adapters/builtins.ts';
import { createSignals } from './adapters/signals.ts';
import { createTerminal } from './adapters/terminal.ts';
import { composeStage, packageRoot } from './app.ts';
import { runCli } from './cli/run.ts';
import { Failure } from './core/failure.ts';

const environment = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  ),
);

const signals = createSignals(process);
const terminal = createTerminal(process, environment, leaveUnread);
const exitCode = await runCli(process.argv.slice(2), {
  terminal,
  get version() {
    const { version } = JSON.parse(fs.readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
      version: string;
    };
    return version;
  },
  stage: (options) =>
    composeStage(
      {
        environment,
        cwd: currentFolder(),
        terminal,
        readStdin,
        self: selfOf(process.argv[1] ?? ''),
        listenForInterruption: signals.listen,
        listenForOrders: signals.listenForOrders,
        isInterrupted: signals.isInterrupted,
      },
      options,
    ),
});
process.exitCode ||= exitCode; // What could not be written is a failure, however well the rest went.

function currentFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new Failure('invalid', 'the current folder does not exist any more', {
      hint: 'change to another one',
      cause,
    });
  }
}

/** In a fresh clone there is no `orchestra` on PATH yet. */
function selfOf(path: string): string {
  return basename(path) === 'orchestra' ? 'orchestra' : `node ${path}`;
}

/** Where nobody reads on, who has something to wind up does so; everything else just ends. */
function leaveUnread(code: number): void {
  if (!signals.interrupt()) process.exit(code);
  process.exitCode = code;
}

async function readStdin(): Promise<string> {
  const { readTextStream } = await import('./adapters/text-input.ts');
  return readTextStream('stdin', process.stdin);
}
