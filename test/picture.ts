import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from './support/root.ts';
import { screenToSvg } from './support/screen-svg.ts';
import { until } from './support/until.ts';

/** `npm run picture`: docs/status.svg, drawn from a real `status --watch` of a real run in tmux. */
const main = fileURLToPath(new URL(`../src/main${extname(import.meta.url)}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'orchestra-picture-'));
const env = { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8', TERM: 'xterm-256color' };

const orchestra = (...args: string[]): string =>
  execFileSync(process.execPath, [main, ...args], { cwd: folder, env, encoding: 'utf8' });
const tmux = (...args: string[]): string =>
  execFileSync('tmux', ['-S', join(folder, 'tmux'), '-f', '/dev/null', ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });

const agents = Object.fromEntries(
  ['coder', 'reviewer', 'writer'].map((name) => [name, { extends: 'simulated' }]),
);
const config = { maxParallel: 2, retry: { delay: '10m' }, agents };
const long = '\nsimulate: sleep 600';

try {
  mkdirSync(join(folder, '.orchestra'));
  writeFileSync(join(folder, '.orchestra/agent-config.json'), JSON.stringify(config));
  orchestra('start', 'coder', 'Add a test for the parser', '--wait');
  orchestra('start', 'writer', 'Write the changelog', '--wait');
  orchestra('start', 'coder', 'Mend the flaky retry test\nsimulate: fail', '--no-run');
  orchestra('start', 'coder', 'Find out why the cache misses\nsimulate: fail', '--retries', '3');
  await until(
    'both have failed',
    () => /blocked \(backoff\)/.test(orchestra('status')) && /failed/.test(orchestra('status')),
    { timeoutMs: 60_000 },
  );
  orchestra('start', 'coder', `Port the CLI to the new parser${long}`);
  orchestra('start', 'reviewer', `Review the error messages${long}`);
  orchestra('start', 'reviewer', 'Review what task_5 did', '--after', '5');
  orchestra('start', 'writer', 'Update the README', '--priority', '5');
  await until(
    'two run',
    () => orchestra('status', '--json').split('"status": "running"').length === 3,
    { timeoutMs: 60_000 },
  );
  tmux(
    'new-session',
    '-d',
    '-x',
    '96',
    '-y',
    '16',
    `'${process.execPath}' '${main}' status --watch`,
  );
  const screen = await until('all of it is shown', () => {
    const text = tmux('capture-pane', '-e', '-p');
    return text.includes('Port the CLI') && text.includes('Add a test') && text;
  });
  const path = join(projectRoot, 'docs/status.svg');
  writeFileSync(path, screenToSvg(screen, { title: 'orchestra status --watch' }));
  console.log(path);
} finally {
  tmux('kill-server');
  orchestra('cancel', '--all');
  orchestra('wait');
  orchestra('daemon', 'stop');
  rmSync(folder, { recursive: true });
}
