import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { installAgentCli } from '../support/agent-clis.ts';
import { stepsIn } from '../support/console.ts';
import { follow, newcomer } from '../support/newcomer.ts';
import { projectRoot } from '../support/root.ts';

const main = fileURLToPath(new URL(`../../src/main${extname(import.meta.url)}`, import.meta.url));
const skip = process.env['ORCHESTRA_TEST_AGENTS'] !== 'all' && 'not all agents were asked for';

test('who has the three CLIs sees what the README shows of them', { skip }, async (t) => {
  const shell = newcomer(t);
  for (const name of ['claude', 'codex', 'opencode'] as const) {
    const { bin } = await installAgentCli(name);
    symlinkSync(bin, join(shell.programs, name));
  }
  chmodSync(main, 0o755); // As `npm install -g` does.
  symlinkSync(main, join(shell.programs, 'orchestra'));
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
  await follow(shell, stepsIn(readme, 'console agents'));
});
