import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { commands } from '../src/cli/commands/index.ts';
import { exitOfFailure } from '../src/cli/stage.ts';
import { errorCatalogue, errorsFile } from './support/error-catalogue.ts';
import { allFailures, failuresIn } from './support/failures.ts';
import { jsonForms, problemsWith } from './support/json-calls.ts';
import { examplesIn, jsonFile, jsonPage } from './support/json-page.ts';
import { manFile, manPage } from './support/man-page.ts';
import { projectRoot } from './support/root.ts';

const stored = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

describe('what is made from the code', () => {
  it(`${manFile} is up to date; if not: npm run generate`, async () =>
    assert.equal(stored(manFile), await manPage()));

  it(`${errorsFile} is up to date; if not: npm run generate`, () =>
    assert.equal(stored(errorsFile), errorCatalogue()));

  it(`${jsonFile} is up to date, but for its examples; if not: npm run generate`, async () =>
    assert.equal(stored(jsonFile), await jsonPage(examplesIn(stored(jsonFile)))));
});

describe('an example of JSON', async () => {
  const forms = await jsonForms();
  for (const [{ of, args }, text] of examplesIn(stored(jsonFile)))
    it(`is what its command says: ${args.join(' ')}`, () => {
      const { schema, isLines } = forms.find(({ words }) => words === of) ?? assert.fail(of);
      for (const value of isLines ? text.trimEnd().split('\n') : [text])
        assert.deepEqual(problemsWith(schema, JSON.parse(value)), []);
    });
});

describe('the man page', () => {
  const lines = stored(manFile).trimEnd().split('\n');

  it('has every command', () => {
    for (const name of Object.keys(commands)) assert.ok(lines.includes(`.SS "orchestra ${name}"`));
  });

  it('holds only macros that groff and mandoc share, in pairs where they come in pairs', () => {
    const open: string[] = [];
    for (const line of lines) {
      assert.doesNotMatch(line, /^'|^$|[^ -~]/, line);
      const macro = /^\.(\S+)/.exec(line)?.[1];
      if (macro === undefined) continue;
      assert.match(macro, /^(?:TH|SH|SS|PP|TP|RS|RE|EX|EE|nh|ad)$/, line);
      if (macro === 'RS' || macro === 'EX') open.push(macro);
      if (macro === 'EE') assert.equal(open.pop(), 'EX');
      if (macro === 'RE') assert.equal(open.pop(), 'RS');
      if (macro === 'SH' || macro === 'SS') assert.deepEqual(open, [], line);
    }
    assert.deepEqual(open, []);
  });

  it('holds only escapes that stand for a character or a font', () => {
    for (const line of lines)
      assert.doesNotMatch(
        line.replace(/\\(?:-|&|f[BR]|\((?:rs|aq|ga|ha|ti|dq)|\[u[\dA-F]+\])/g, ''),
        /\\/,
      );
  });
});

/** Refusals whose message itself says what to do. */
const tellingItself = [
  '--raw is no JSON: leave out one of them',
  '--timeout is for agents test', // Without it, it works.
];

describe('every refusal', () => {
  it('is of a known kind, and says what to do', () => {
    for (const { file, code, messages, hints } of allFailures()) {
      const what = `${file}: ${messages.join(' or ')}`;
      assert.ok(code in exitOfFailure, `${what}: ${code}`);
      assert.ok(hints.length > 0 || messages.every((one) => tellingItself.includes(one)), what);
    }
  });

  it('is one sentence that begins small and has no full stop', () => {
    for (const { file, messages, hints } of allFailures())
      for (const text of [...messages, ...hints]) {
        assert.match(text, /^(?:[^A-Z]|[A-Z]{2})/, `${file}: ${text}`);
        assert.doesNotMatch(text, /[^.]\.$|undefined|\$\{/, `${file}: ${text}`);
      }
  });
});

describe('a refusal in the source', () => {
  const cases: [source: string, code: string, messages: string[], hints: string[]][] = [
    [`new Failure('usage', 'it\\'s "so"', { hint: 'do' })`, 'usage', [`it's "so"`], ['do']],
    [`new Failure('invalid', \`a \${taskIdOf(n)} b\`)`, 'invalid', ['a <task id> b'], []],
    [`new Failure('invalid', \`x\${a ? \`; \${b.near}\` : ''}\`)`, 'invalid', ['x[; <near>]'], []],
    [
      `new Failure('usage', \`is (\${a ? 'one' : 'two'}), (\`)`,
      'usage',
      ['is ((one | two)), ('],
      [],
    ],
    [
      `new Failure('conflict', a ?? b ? 'one' : \`two\`, { cause, hint: c ? 'x' : \`y\` })`,
      'conflict',
      ['one', 'two'],
      ['x', 'y'],
    ],
    [
      `const what = a ? 'one' : 'two';\nthrow new Failure('usage', what, { hint, cause })`,
      'usage',
      ['one', 'two'],
      ['<hint>'],
    ],
    [
      `new Failure('usage', say(x));
       function say(x) {\n  if (x) return 'one';\n  return \`two \${x}\`;\n}\n`,
      'usage',
      ['one', 'two <x>'],
      [],
    ],
    [
      `new Failure('usage', problems.map((p) => \`\${p}, \`).join('; '))`,
      'usage',
      ['<problems>'],
      [],
    ],
  ];
  for (const [source, code, messages, hints] of cases)
    it(`is read from ${JSON.stringify(source)}`, () =>
      assert.deepEqual(failuresIn('x.ts', source), [{ file: 'x.ts', code, messages, hints }]));

  it('that only passes another one on is none', () =>
    assert.deepEqual(failuresIn('x.ts', 'new Failure(first.code, first.message)'), []));
});
