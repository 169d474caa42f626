import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggest } from '../../src/lib/suggest.ts';

const commands = ['add', 'ls', 'status', 'start', 'stop', 'cancel', 'schedules', 'workspace'];

const cases: [name: string, word: string, expected: string | undefined][] = [
  ['two letters swapped', 'satrt', 'start'],
  ['a letter too many', 'addd', 'add'],
  ['a letter missing', 'cancl', 'cancel'],
  ['a wrong letter', 'stap', 'stop'],
  ['two slips in a longer word', 'canzle', 'cancel'],
  ['three slips in a long word', 'wrkspaec', 'workspace'],
  ['three slips are too many in a short word', 'xxxtus', undefined],
  ['capitals do not matter', 'STATUS', 'status'],
  ['a beginning wins over a nearer word', 'sch', 'schedules'],
  ['of several beginnings the shortest', 'st', 'stop'],
  ['a word known already is itself', 'ls', 'ls'],
  ['one letter is no typing slip for another word', 'x', undefined],
  ['a stranger has no suggestion', 'frobnicate', undefined],
  ['nothing typed has no suggestion', '', undefined],
];

for (const [name, word, expected] of cases) {
  test(name, () => assert.equal(suggest(word, commands), expected));
}

test('nothing known has no suggestion', () => assert.equal(suggest('add', []), undefined));

test('a megabyte is no slip of anything, and costs no time to tell', { timeout: 60_000 }, () =>
  assert.equal(suggest('x'.repeat(1024 * 1024), commands), undefined),
);
