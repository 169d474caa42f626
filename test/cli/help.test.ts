import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kebab, placeholder, readArguments } from '../../src/cli/arguments.ts';
import { commandPage, groups } from '../../src/cli/command-page.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { pageOf, renderHelp } from '../../src/cli/help.ts';
import { type Block, renderPage } from '../../src/cli/page.ts';
import type { Command } from '../../src/cli/stage.ts';
import { topics } from '../../src/cli/topics/index.ts';
import { Failure } from '../../src/core/failure.ts';
import { displayWidth } from '../../src/lib/text.ts';
import { callsIn } from '../support/examples.ts';

const loadAll = () =>
  Promise.all(
    Object.entries(commands).map(
      async ([name, load]) => [name, (await load()) as Command] as const,
    ),
  );

/** Lines that are to be typed, with the margin they are printed with. */
const typed = (blocks: readonly Block[]): ReadonlySet<string> =>
  new Set(
    blocks.flatMap((block) => ('lines' in block ? block.lines.map((line) => `  ${line}`) : [])),
  );

describe('help', () => {
  for (const columns of [40, 80, 120])
    it(`of every command and topic fits ${columns} columns, but for what is to be typed`, async () => {
      const names = new Set([...Object.keys(commands), ...Object.keys(topics)]);
      const pages = await Promise.all(
        [...names].map(async (name) => [name, await pageOf(name)] as const),
      );
      for (const [name, blocks] of pages) {
        const whole = typed(blocks);
        const page = await renderHelp(name, '1.2.3', columns);
        for (const line of page.trimEnd().split('\n')) {
          const isBreakable = line.trim().includes(' ') && !whole.has(line);
          assert.ok(!isBreakable || displayWidth(line) <= columns, `${name}: ${line}`);
          assert.equal(line, line.trimEnd(), name);
        }
        assert.ok(page.endsWith('\n') && !page.endsWith('\n\n'), name);
      }
    });

  for (const columns of [40, 80, 120])
    it(`of all lists each command, once and in a group, in ${columns} columns`, async () => {
      const page = await renderHelp(undefined, '1.2.3', columns);
      assert.match(page, /^orchestra 1\.2\.3: /);
      const grouped = Object.values(groups).flat();
      assert.equal(new Set(grouped).size, grouped.length);
      for (const name of Object.keys(commands)) {
        assert.ok(grouped.includes(name), `${name} is in no group`);
        assert.equal(page.match(new RegExp(`^ {2}${name}\\b`, 'gm'))?.length, 1, name);
      }
      for (const line of page.split('\n'))
        assert.ok(displayWidth(line) <= columns || /orchestra start coder/.test(line), line);
    });

  it('of a command tells every word, flag, form and exit code in a sentence', async () => {
    for (const [name, command] of await loadAll()) {
      const rows = rowsIn(commandPage(name, command));
      const told = (term: RegExp) =>
        rows.find(([known]) => term.test(known))?.[1] ?? assert.fail(`${name}: no ${term}`);
      for (const [field, { description = '' }] of Object.entries(command.input.properties ?? {})) {
        const isWord = command.positionals?.includes(field);
        if (isWord && command.forms && field === command.positionals?.[0]) continue;
        const term = isWord ? `^${placeholder(field)}$` : `--${kebab(field)}( |$)`;
        assert.ok(told(new RegExp(term)).startsWith(description), `${name} ${field}`);
        assert.match(description, /^[A-Z].*\.$/, `${name} ${field}`);
      }
      for (const letter of Object.keys(command.short ?? {})) told(new RegExp(`^-${letter}, --`));
      for (const form of Object.keys(command.forms ?? {})) assert.match(told(literal(form)), /\.$/);
      for (const code of Object.keys(command.ends ?? {})) assert.match(told(literal(code)), /\.$/);
      assert.doesNotMatch(command.summary, /\.$/);
    }
  });

  it('of a command with forms knows them all, and no others', async () => {
    for (const [name, { forms, positionals, input }] of await loadAll()) {
      if (!forms) continue;
      const words = input.properties?.[positionals?.[0] ?? '']?.enum ?? [];
      for (const form of Object.keys(forms))
        assert.ok(words.includes(form.split(' ')[0] ?? ''), `${name} ${form}`);
    }
  });

  it('shows examples that can be read, at least one for each command', async () => {
    for (const [name, command] of await loadAll()) {
      assert.notDeepEqual(command.examples ?? [], [], name);
      for (const example of command.examples ?? []) {
        const own = callsIn(example).find(([word]) => word === name);
        assert.ok(own, `${example} is not about ${name}`);
        readArguments(name, command, own.slice(1));
      }
    }
  });

  const strangers: [word: string, message: string][] = [
    ['statsu', 'there is no help on "statsu"; did you mean status?'],
    ['protocl', 'there is no help on "protocl"; did you mean protocol?'],
    ['exit', 'there is no help on "exit"; did you mean exit-codes?'],
    ['xyzzy', 'there is no help on "xyzzy"'],
    ['__proto__', 'there is no help on "__proto__"'],
  ];
  for (const [word, message] of strangers)
    it(`on ${word} is not there`, () =>
      assert.rejects(
        renderHelp(word, '1.2.3', 80),
        (error) => error instanceof Failure && error.code === 'usage' && error.message === message,
      ));

  it('lists the topics', async () => {
    const page = await renderHelp('topics', '1.2.3', 80);
    for (const name of Object.keys(topics)) assert.match(page, new RegExp(`help ${name}\\b`));
  });
});

describe('a page', () => {
  const rows = [
    ['--flag VALUE', 'What the flag means, in so many words that it takes another line.'],
    ['a-term-that-is-much-too-long-for-its-column', 'Below it.'],
  ] as const;
  const cases: [what: string, blocks: Block[], columns: number, lines: string[]][] = [
    [
      'has nothing between a heading and what it heads',
      [{ heading: 'A' }, { text: 'b' }, { heading: 'C' }],
      80,
      ['A:', 'b', '', 'C:'],
    ],
    ['breaks text between words', [{ text: 'one two three' }], 8, ['one two', 'three']],
    [
      'leaves a long word whole',
      [{ text: 'a incomprehensible b' }],
      8,
      ['a', 'incomprehensible', 'b'],
    ],
    [
      'never breaks what is to be typed',
      [{ lines: ['a b c d', '', 'e'] }],
      4,
      ['  a b c d', '', '  e'],
    ],
    [
      'puts meanings in a column',
      [{ rows }],
      60,
      [
        '  --flag VALUE  What the flag means, in so many words that',
        '                it takes another line.',
        '  a-term-that-is-much-too-long-for-its-column',
        '                Below it.',
      ],
    ],
    [
      'puts them below where it is narrow',
      [{ rows: rows.slice(0, 1) }],
      40,
      [
        '  --flag VALUE',
        '      What the flag means, in so many',
        '      words that it takes another line.',
      ],
    ],
  ];
  for (const [what, blocks, columns, lines] of cases)
    it(what, () => assert.equal(renderPage(blocks, columns), `${lines.join('\n')}\n`));
});

const rowsIn = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => ('rows' in block ? block.rows : []));

const literal = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
