import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { markFor } from './cli.ts';
import { isAsShown, type Step } from './console.ts';
import { temporaryFolder } from './local-run.ts';
import { until } from './until.ts';

export interface Shell {
  readonly home: string;
  /** A folder at the front of PATH. */
  readonly programs: string;
  /** What it prints, with /home/you for its home. */
  run(command: string, cwd: string): Promise<{ code: number; text: string }>;
}

/** Somebody with Node, npm and git, an empty HOME, and no terminal. */
export function newcomer(t: TestContext, more: Readonly<Record<string, string>> = {}): Shell {
  const [name = '', value = ''] = markFor(t).split('=');
  const home = temporaryFolder(t);
  const programs = join(home, 'bin');
  mkdirSync(programs);
  const path = [programs, dirname(process.execPath), process.env['PATH']].join(delimiter);
  const env = {
    PATH: path,
    HOME: home,
    LANG: 'C.UTF-8',
    [name]: value,
    npm_config_update_notifier: 'false',
    ...more,
  };
  return {
    home,
    programs,
    run: (command, cwd) =>
      new Promise((resolve) => {
        const argv = ['-c', `${command} 2>&1`];
        execFile('sh', argv, { cwd, env, encoding: 'utf8' }, (error, text) =>
          resolve({
            code: error ? Number(error.code) : 0,
            text: text.replaceAll(home, '/home/you'),
          }),
        );
      }),
  };
}

/**
 * Types what a document shows, step by step, in a new repository called `parser`; each must print
 * what is shown. A file that is shown by `cat` is what the reader has written.
 */
export async function follow(shell: Shell, steps: readonly Step[]): Promise<void> {
  const folder = join(shell.home, 'parser');
  mkdirSync(folder);
  execFileSync('git', ['init', '--quiet', folder]);
  for (const { command, printed } of steps) {
    const [, file] = /^cat (\S+)$/.exec(command) ?? [];
    if (file) writeFileSync(join(folder, file), `${printed.join('\n')}\n`);
    let last = '';
    const look = async (): Promise<boolean> => {
      last = (await shell.run(command, folder)).text;
      return isAsShown(printed, last);
    };
    // What only looks may be asked again, until what it looks at has come about.
    const isLook = /^orchestra (status|list|show|logs)\b/.test(command);
    const isRight = isLook ? await until(command, look).catch(() => false) : await look();
    if (!isRight) assert.equal(last, `${printed.join('\n')}\n`, `$ ${command}`);
  }
}
