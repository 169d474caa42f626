import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isAsShown, stepsIn } from './console.ts';

const page = [
  'Text.',
  '```console',
  '$ orchestra start coder "x"',
  'task_1  coder  x',
  '',
  '$ true',
  '```',
  '```sh',
  '$ not this',
  '```',
  '```console agents',
  '$ orchestra start claude "y"',
  '```',
].join('\n');

describe('what a document shows of a terminal', () => {
  it('is read as commands with what they print, by the tag of the block', () => {
    assert.deepEqual(stepsIn(page, 'console'), [
      { command: 'orchestra start coder "x"', printed: ['task_1  coder  x'] },
      { command: 'true', printed: [] },
    ]);
    assert.deepEqual(stepsIn(page, 'console agents'), [
      { command: 'orchestra start claude "y"', printed: [] },
    ]);
  });

  const rows: [what: string, shown: string[], actual: string, is: boolean][] = [
    ['the same', ['a  b'], 'a  b\n', true],
    ['another word', ['a  b'], 'a  c\n', false],
    ['a line more', ['a'], 'a\nb\n', false],
    ['a line less', ['a', 'b'], 'a\n', false],
    ['nothing for nothing', [], '\n', true],
    ['something for nothing', [], 'a\n', false],
    ['other durations and widths', ['done  1.2s  x'], 'done   2m 13s x\n', true],
    ['another folder', ['in /tmp/demo-1a'], 'in /tmp/demo-2b\n', true],
    ['another date', ['at 2026-01-02 10:11'], 'at 2027-03-04 05:06\n', true],
    ['left out lines', ['a', '…', 'z'], 'a\nb\nc\nz\n', true],
    ['left out lines, but not the last', ['a', '…', 'z'], 'a\nb\n', false],
    ['signs that patterns know', ['(a|b) [c]* $x'], '(a|b) [c]* $x\n', true],
  ];
  for (const [what, shown, actual, is] of rows)
    it(`${is ? 'may' : 'may not'} differ by: ${what}`, () =>
      assert.equal(isAsShown(shown, actual), is));
});
