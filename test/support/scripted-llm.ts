import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from './root.ts';

/** A model that plays a script: what an agent CLI asks it, it answers from the prompt's `@@` lines. */
export interface ScriptedLlm {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts test/support/mock-llm.mjs, which lists its directives, on a free port of this machine. */
export async function startScriptedLlm(): Promise<ScriptedLlm> {
  const script = join(projectRoot, 'test/support/mock-llm.mjs');
  const child = spawn(process.execPath, [script, '--retry-after-ms', '50'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await firstLineOf(child);
  return {
    url,
    close: async () => {
      const closed = once(child, 'close');
      child.kill();
      await closed;
    },
  };
}

async function firstLineOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the scripted model has no stdout');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the scripted model ended before it said where it listens');
}
