import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { readTextStream } from '../../src/adapters/text-input.ts';
import { composeStage } from '../../src/app.ts';
import { runCli } from '../../src/cli/run.ts';
import type { Terminal } from '../../src/core/ports.ts';
import { projectRoot } from './root.ts';

export interface Surroundings {
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly input: string;
  /** What a person types to get here. */
  readonly self: string;
  /** Ends what goes on and on, as Ctrl-C would. */
  readonly interruption: AbortSignal;
}

/** What a call said and how it ended. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The CLI without a process of its own: what `main` does, over a terminal that is a pipe. Starting
 * a process takes far longer than most of what is asked of it.
 */
export async function callInside(args: readonly string[], around: Surroundings): Promise<Answer> {
  const { environment, cwd, input, self, interruption } = around;
  const said = { out: [] as Uint8Array[], err: '' };
  const terminal = pipe(said);
  const wakes: { close(): void }[] = [];
  const code = await runCli(args, {
    terminal,
    version: JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).version,
    async stage(options) {
      const stage = await composeStage(
        {
          environment,
          cwd,
          terminal,
          readStdin: () => readTextStream('stdin', Readable.from([Buffer.from(input)])),
          self,
          listenForInterruption: () => interruption,
          listenForOrders: () => ({ leave: interruption, drain: new AbortController().signal }),
          isInterrupted: () => interruption.aborted,
        },
        options,
      );
      wakes.push(stage.context.wake);
      return stage;
    },
  });
  for (const wake of wakes) wake.close(); // Nobody ends it here by leaving.
  return { code, stdout: Buffer.concat(said.out).toString(), stderr: said.err };
}

/** A terminal where nobody sees, hears or types anything. */
function pipe(said: { out: Uint8Array[]; err: string }): Terminal {
  return {
    out: (text) => void said.out.push(Buffer.from(text as string)),
    err: (text) => {
      said.err += text;
    },
    isTerminal: false,
    hasScreen: false,
    isInteractive: false,
    color: false,
    columns: () => undefined,
    rows: () => 24,
    onKey: () => () => undefined,
    takeScreen: () => () => undefined,
  };
}
