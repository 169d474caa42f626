import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { markFor } from '../support/cli.ts';
import { isAsShown, type Step, stepsIn } from '../support/console.ts';
import { temporaryFolder } from '../support/local-run.ts';
import { projectRoot } from '../support/root.ts';
import { until } from '../support/until.ts';

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');

test('a newcomer who follows the README sees what it shows', { timeout: 300_000 }, async (t) => {
  const shell = newcomer(t);
  const clone = join(shell.home, 'clone');
  copyOfSources(clone);

  const demo = await shell.run('npm run demo', clone);
  assert.equal(demo.code, 0, demo.text);
  assert.match(demo.text, /task_2 {2}complete, try 2 {2}Mend the flaky retry test\n/);

  const program = join(clone, 'dist/src/main.js');
  chmodSync(program, 0o755); // As `npm install -g` does.
  symlinkSync(program, join(shell.programs, 'orchestra'));
  const folder = join(shell.home, 'parser');
  mkdirSync(folder);
  execFileSync('git', ['init', '--quiet', folder]);
  for (const step of stepsIn(readme, 'console')) await follow(step);

  async function follow({ command, printed }: Step): Promise<void> {
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
});

interface Shell {
  readonly home: string;
  /** A folder at the front of PATH. */
  readonly programs: string;
  run(command: string, cwd: string): Promise<{ code: number; text: string }>;
}

/** Somebody with Node, npm and git, an empty HOME, and no terminal. */
function newcomer(t: TestContext): Shell {
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
  };
  return {
    home,
    programs,
    run: (command, cwd) =>
      new Promise((resolve) => {
        const argv = ['-c', `${command} 2>&1`];
        execFile('sh', argv, { cwd, env, encoding: 'utf8' }, (error, text) =>
          resolve({ code: error ? Number(error.code) : 0, text }),
        );
      }),
  };
}

/** All that is committed, or would be; what npm installs comes from here. */
function copyOfSources(to: string): void {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', list, { cwd: projectRoot, encoding: 'utf8' });
  for (const file of files.split('\0').filter((one) => one !== ''))
    cpSync(join(projectRoot, file), join(to, file), { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules'), join(to, 'node_modules'));
}
