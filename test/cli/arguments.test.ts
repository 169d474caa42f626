import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readArguments, wordFor } from '../../src/cli/arguments.ts';
import { Failure } from '../../src/core/failure.ts';
import {
  boolean,
  integer,
  list,
  object,
  oneOf,
  optional,
  record,
  string,
} from '../../src/lib/schema.ts';

const text = {
  positionals: ['agent', 'prompt'],
  rest: 'text',
  short: { q: 'quiet', w: 'wait' },
  input: object({
    agent: string(''),
    prompt: string(''),
    priority: optional(integer('')),
    after: optional(list(string(''), '')),
    env: optional(record(string(''), '')),
    title: optional(string('')),
    noRun: optional(boolean('')),
    quiet: optional(boolean('')),
    wait: optional(boolean('')),
  }),
} as const;
const many = {
  positionals: ['tasks'],
  rest: 'list',
  input: object({ tasks: list(string(''), '') }),
} as const;
const whole = {
  whole: ['filter'],
  input: object({
    filter: optional(list(string(''), '')),
    sort: optional(oneOf(['id', '-id'], '')),
  }),
} as const;
const one = { positionals: ['task'], input: object({ task: string('') }) } as const;

describe('arguments', () => {
  const readings: readonly [
    shape: typeof text | typeof many | typeof whole | typeof one,
    argv: string[],
    read: object,
  ][] = [
    [text, [], {}],
    [text, ['coder', 'do', 'it  now'], { agent: 'coder', prompt: 'do it  now' }],
    [text, ['coder', '-'], { agent: 'coder', prompt: '-' }],
    [
      text,
      ['-q', 'coder', '--priority=7', 'do', '-w', 'it'],
      { quiet: true, agent: 'coder', priority: 7, prompt: 'do it', wait: true },
    ],
    [text, ['-qw'], { quiet: true, wait: true }],
    [text, ['--priority', '-5'], { priority: -5 }],
    [text, ['--priority', '+5'], { priority: 5 }],
    [text, ['--no-run'], { noRun: true }],
    [text, ['--after', '1,2', '--after', 'task_3,'], { after: ['1', '2', 'task_3'] }],
    [text, ['--env', 'A=1', '--env', 'B=x=y', '--env', 'A=2'], { env: { A: '2', B: 'x=y' } }],
    [text, ['--title=-x'], { title: '-x' }],
    [text, ['coder', '--', '--help', '-q'], { agent: 'coder', prompt: '--help -q' }],
    [many, ['1', '2,3', 'task_4'], { tasks: ['1', '2', '3', 'task_4'] }],
    [many, [], {}],
    [
      text,
      ['coder', '- one\n- two', '--title', '-- x', '--after', '- a'],
      { agent: 'coder', prompt: '- one\n- two', title: '-- x', after: ['- a'] },
    ],
    [text, ['coder', '---\ntopic: x\n---\n'], { agent: 'coder', prompt: '---\ntopic: x\n---\n' }],
    [many, ['', ',', '1,,2'], { tasks: ['', ',', '1', '2'] }],
    [whole, ['--filter', 'a=b,c', '--filter', 'd'], { filter: ['a=b,c', 'd'] }],
    [whole, ['--sort', '-id'], { sort: '-id' }],
    [whole, ['--sort', 'id', '--filter', '-1'], { sort: 'id', filter: ['-1'] }],
    [one, ['12'], { task: '12' }],
  ];
  for (const [shape, argv, read] of readings)
    it(`reads ${JSON.stringify(argv)}`, () => {
      assert.deepEqual(readArguments('do', shape, argv), read);
    });

  const refusals: readonly [
    shape: Parameters<typeof readArguments>[1],
    argv: string[],
    says: string,
  ][] = [
    [one, ['1', '2'], 'unexpected argument "2"'],
    [text, ['--priorty', '3'], 'unknown option --priorty; did you mean --priority?'],
    [text, ['--xyzzy'], 'unknown option --xyzzy'],
    [text, ['coder', 'x', '--retries 2'], 'unknown option --retries 2'],
    [text, ['-z'], 'unknown option -z'],
    [text, ['--priority'], '--priority needs a value'],
    [
      text,
      ['--title', '-q'],
      '--title needs a value; one that begins with - is joined to it: --title=-…',
    ],
    [
      { ...text, short: { n: 'priority' } },
      ['-n', '-z'],
      '-n needs a value; one that begins with - is joined to it: -n-…',
    ],
    [text, ['--title', ''], '--title is empty'],
    [text, ['--title= '], '--title is empty'],
    [one, ['1', 'a\nb'.repeat(30)], `unexpected argument "${'a b'.repeat(13)}…"`],
    [text, ['--wait=yes'], '--wait takes no value'],
    [text, ['--no-run=no'], '--no-run takes no value'],
    [text, ['--priority', 'NaN'], '--priority takes a whole number, got "NaN"'],
    [text, ['--priority', '1e3'], '--priority takes a whole number, got "1e3"'],
    [text, ['--priority', '0x10'], '--priority takes a whole number, got "0x10"'],
    [text, ['--priority='], '--priority takes a whole number, got ""'],
    [text, ['--env', 'A'], '--env takes NAME=VALUE, got "A"'],
    [text, ['--env', '=1'], '--env takes NAME=VALUE, got "=1"'],
  ];
  for (const [shape, argv, message] of refusals)
    it(`refuses ${JSON.stringify(argv)}`, () => {
      assert.throws(
        () => readArguments('do', shape, argv),
        (error) =>
          (error instanceof Failure && error.code === 'usage' && error.message === message) ||
          assert.equal(String(error), message),
      );
    });

  it('points to the help of the command', () => {
    for (const argv of [['1', '2'], ['-x'], ['--xyzzy']])
      assert.throws(() => readArguments('show', one, argv), { hint: /^orchestra show --help/ });
  });

  it('names a field as it is typed', () => {
    assert.equal(wordFor(text, 'agent'), 'AGENT');
    assert.equal(wordFor(many, 'tasks[3]'), 'TASK');
    assert.equal(wordFor(text, 'noRun'), '--no-run');
    assert.equal(wordFor(text, 'env.A'), '--env');
  });
});
