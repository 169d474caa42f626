import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { commands } from '../src/cli/commands/index.ts';
import { projectRoot } from './support/root.ts';

const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md'];
const pages = execFileSync('git', list, { cwd: projectRoot, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(projectRoot, path)));
const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

describe('the documentation', () => {
  for (const page of pages)
    it(`${page} links to nothing that is not there`, () => {
      const targets = [...read(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, to = '']) => to);
      const missing = targets.filter(
        (to) => !/^https?:/.test(to) && !existsSync(join(projectRoot, dirname(page), to)),
      );
      assert.deepEqual(missing, []);
    });

  it('is found by its index', () => {
    const index = read('docs/README.md');
    const own = pages.filter((page) => /^docs\/[a-z]+\.md$/.test(page));
    assert.deepEqual(
      own.filter((page) => !index.includes(`(${page.slice('docs/'.length)})`)),
      [],
    );
  });

  it('names no command that does not exist', () => {
    const isKnown = (word: string) =>
      Object.hasOwn(commands, word) || ['help', 'COMMAND'].includes(word);
    const named = pages
      .filter((page) => page === 'README.md' || /^docs\/(?!errors)[a-z]+\.md$/.test(page))
      .flatMap((page) => codeIn(read(page)).map((code) => ({ page, code })))
      .flatMap(({ page, code }) =>
        [...code.matchAll(/(?:^|[ (])orchestra ([a-z]+)/gm)].map(([, word = '']) => ({
          page,
          word,
        })),
      );
    assert.ok(named.length > 30);
    assert.deepEqual(
      named.filter(({ word }) => !isKnown(word)),
      [],
    );
  });

  it('is shown, every command of it, in the README', () => {
    const readme = read('README.md');
    const hidden = Object.keys(commands).filter((name) => !readme.includes(`\`${name}`));
    assert.deepEqual(hidden, []);
  });
});

/** What stands between backticks, and the blocks between fences. */
const codeIn = (markdown: string): string[] =>
  [...markdown.matchAll(/^```.*\n([\s\S]*?)^```$|`([^`\n]+)`/gm)].map(
    ([, block, span]) => block ?? span ?? '',
  );
