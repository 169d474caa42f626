import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Intent,
  type IntentKind,
  intentOrder,
  intents,
  isIntentOrder,
} from '../../src/core/intent.ts';
import { type JsonSchema, parse } from '../../src/lib/schema.ts';
import { at } from '../support/seen.ts';

const common = { version: 1, at };
const wanted = { agent: 'coder', prompt: 'do it', cwd: '/work', priority: 0 };
const samples: { [K in IntentKind]: Extract<Intent, { kind: K }> } = {
  cancel: { ...common, kind: 'cancel', tasks: [12, 13] },
  retry: { ...common, kind: 'retry', task: 12, prompt: 'again' },
  batch: { ...common, kind: 'batch', tasks: [wanted] },
  clean: { ...common, kind: 'clean', tasks: [12, 13] },
  archive: { ...common, kind: 'archive', tasks: [12, 13] },
  timeout: { ...common, kind: 'timeout', task: 12, mode: 'extend', ms: 300_000 },
  control: { ...common, kind: 'control', who: 'me', what: 'group', name: 'slow', paused: true },
  pause: { ...common, kind: 'pause', who: 'me', tasks: [12], paused: false },
  change: { ...common, kind: 'change', tasks: [12], set: { priority: -5 }, clear: ['hold'] },
  switch: { ...common, kind: 'switch', tasks: [12, 15] },
  deliver: { ...common, kind: 'deliver', deliveries: ['01767225600000-onIdle-idle-a'] },
  recover: { ...common, kind: 'recover', scope: 'index' },
  answer: { ...common, kind: 'answer', request: 5, answer: { any: ['thing'] } },
};
const kinds = Object.keys(intents) as IntentKind[];
const schemas: Readonly<Record<IntentKind, JsonSchema>> = intents;

for (const kind of kinds)
  test(`a wish to ${kind} reads back, and only as what it is`, () => {
    const written = JSON.parse(JSON.stringify(samples[kind]));
    assert.deepEqual(parse(schemas[kind], written), { ok: true, value: samples[kind] });
    const readAs = kinds.filter((other) => parse(schemas[other], written).ok);
    assert.deepEqual(readAs, [kind]);
  });

const refused: [kind: IntentKind, part: object, why: string][] = [
  ['cancel', { version: 2 }, 'another version'],
  ['cancel', { at: 'yesterday' }, 'no time'],
  ['cancel', { tasks: ['12'] }, 'a number in quotes'],
  ['cancel', { tasks: [0] }, 'a number that no task has'],
  ['cancel', { force: true }, 'a field that nobody knows'],
  ['retry', { task: 1.5 }, 'half a task'],
  ['retry', { prompt: ' ' }, 'a prompt that says nothing'],
  ['batch', { tasks: [{ ...wanted, prompt: '' }] }, 'a task without a prompt'],
  ['batch', { tasks: [{ ...wanted, agent: '../../x' }] }, 'an agent that is a path'],
  ['clean', { tasks: 'all' }, 'a word instead of tasks'],
  ['timeout', { mode: 'shorten' }, 'a mode that is none'],
  ['timeout', { ms: -1 }, 'less than no time'],
  ['timeout', { ms: 1e15 }, 'more than any life'],
  ['control', { what: 'machine' }, 'something that cannot be limited'],
  ['control', { name: '../x' }, 'a name that is a path'],
  ['control', { maxParallel: -1 }, 'less than none at once'],
  ['pause', { paused: 'yes' }, 'a word instead of yes or no'],
  ['pause', { who: undefined }, 'nobody who asks'],
  ['change', { set: { priority: 1000 } }, 'more than the highest priority'],
  ['change', { set: { number: 3 } }, 'another number'],
  ['change', { clear: ['prompt'] }, 'nothing left to do'],
  ['answer', { request: -1 }, 'a request that is none'],
];
for (const [kind, part, why] of refused)
  test(`a wish to ${kind} with ${why} is refused`, () =>
    assert.equal(parse(schemas[kind], { ...samples[kind], ...part }).ok, false));

test('names sort by time', () => {
  const times = [0, 999, 1_000, 1_772_366_400_000, 99_999_999_999_999];
  const names = times.map((time) => intentOrder(time, 'abcdef01'));
  assert.deepEqual([...names].reverse().sort(), names);
  assert.ok(names.every(isIntentOrder));
});

const strangers = [
  ...['', '..', 'x', '00000000000001', '00000000000001-', '1-abcdef01', '00000000000001-ABCDEF01'],
  ...['00000000000001-abc', '00000000000001-abcdef01.json', '00000000000001-abcdef01\n'],
  ...[
    '../0000000000001-abcdef01',
    `00000000000001-${'a'.repeat(33)}`,
    '00000000000001-abcdef01.plan',
  ],
];
for (const name of strangers)
  test(`${JSON.stringify(name)} is no name of a wish`, () =>
    assert.equal(isIntentOrder(name), false));
