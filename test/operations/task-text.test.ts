import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TaskRecord } from '../../src/core/task.ts';
import { editBetween, readTaskText, taskText } from '../../src/operations/task-text.ts';
import { fieldsBehind, shownWords, wordNames, wordsOf } from '../../src/operations/task-words.ts';
import { at, taskOf } from '../support/seen.ts';

const nowMs = Date.parse(at);
const full: Partial<TaskRecord> = {
  prompt: 'one\n\n# two\nagent: three',
  title: 'a title: short',
  model: 'big',
  priority: -7,
  timeoutMs: 5_400_000,
  retry: {
    retries: 2,
    on: ['exit', 'lost'],
    delayMs: 250,
    factor: 1.5,
    ceilingMs: 90_000,
    jitter: 0,
  },
  needs: { minFreeMemoryBytes: 2 * 1024 ** 3, maxLoad: 7.5 },
  group: 'slow',
  key: 'nightly docs',
  after: [3, 5],
  afterAny: [6],
  afterFailed: [7],
  ifDependencyFails: 'block',
  notBefore: new Date(nowMs + 90_000).toISOString(),
  labels: { area: 'parser', 'x.y': 'a=b, c' },
};

/** The text with one line in another way. */
const edited = (task: TaskRecord, from: string | RegExp, to: string) => {
  const before = taskText(task, nowMs);
  const after = before.replace(from, to);
  assert.notEqual(after, before, String(from));
  return editBetween(before, after);
};

describe('the text of a task', () => {
  for (const [name, task] of [
    ['says everything', taskOf(full)],
    ['says nothing more than it must', taskOf()],
    ['has a prompt that begins and ends with empty lines', taskOf({ prompt: '\n\nx\n\n' })],
  ] as const)
    it(`that ${name} reads back as it was written`, () => {
      const { words, prompt, problems } = readTaskText(taskText(task, nowMs));
      assert.deepEqual(problems, []);
      assert.deepEqual(words, wordsOf(task, nowMs));
      assert.equal(prompt, task.prompt);
    });

  it('has a line for everything that can be set, and a field behind each', () => {
    const task = taskOf({ ...full, runs: [] });
    assert.deepEqual(Object.keys(wordsOf(task, nowMs)).sort(), [...shownWords].sort());
    for (const word of wordNames)
      assert.ok(
        fieldsBehind[word].some((field) => task[field] !== undefined),
        word,
      );
  });

  it('never shows what is secret', () =>
    assert.doesNotMatch(taskText(taskOf({ env: { TOKEN: 'hunter2' } }), nowMs), /hunter2|TOKEN/));

  it('says what was changed in it, and nothing else', () => {
    const task = taskOf(full);
    const same = taskText(task, nowMs);
    const unchanged = editBetween(same, same);
    assert.deepEqual([unchanged.words, unchanged.cleared, unchanged.prompt], [{}, [], undefined]);
    for (const [from, to, words, cleared] of [
      ['priority: -7', 'priority: 12', { priority: 12 }, []],
      ['after: 3, 5', 'after: 3 task_9,10', { after: ['3', 'task_9', '10'] }, []],
      ['group: slow', 'group:', {}, ['group']],
      [/^group: slow\n/m, '', {}, ['group']],
      ['label: area=parser\n', '', { labels: { 'x.y': 'a=b, c' } }, []],
      ['retry-factor: 1.5', 'retry-factor:  2 ', { retryFactor: 2 }, []],
      ['model: big', 'model: big\r', {}, []],
    ] as const) {
      const edit = edited(task, from, to);
      assert.deepEqual([edit.problems, edit.prompt], [[], undefined], to);
      const set = Object.fromEntries(
        Object.entries(edit.words).filter(([, one]) => one !== undefined),
      );
      assert.deepEqual([set, edit.cleared], [words, cleared], to);
    }
    assert.equal(edited(task, /agent: three$/m, 'agent: four').prompt, 'one\n\n# two\nagent: four');
  });

  it('with an empty line among its settings loses the last one, which has to be there', () => {
    for (const setting of shownWords.slice(0, -1)) {
      const name = setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const before = taskText(taskOf(full), nowMs);
      const line = new RegExp(`^(${name === 'labels' ? 'label' : name}:.*\n)`, 'm');
      const { cleared } = editBetween(before, before.replace(line, '$1\n'));
      assert.ok(cleared.includes('cwd'), setting);
    }
  });

  it('that is wrong is told with every line', () => {
    const text = [
      '# a comment',
      'agent: coder',
      'priorty: 5',
      'priority: 5000',
      'hello',
      'retry-on: exit, moon',
      'model: a',
      'model: b',
      'label: nothing',
      ': x',
      '',
      'do it',
    ].join('\n');
    const { problems, prompt } = readTaskText(text);
    assert.equal(prompt, 'do it');
    assert.deepEqual(
      problems.map((one) => one.replace(/(?<=moon"|known:|must be one of).*/, '')),
      [
        'line 3: "priorty" is no setting; did you mean priority?',
        'line 5: "hello" is no setting, such as priority: 5',
        'line 8: model is there twice',
        'line 10: "" is no setting; known:',
        'line 4: priority must be at most 999',
        'line 6: retry-on must be one of',
        'line 9: label takes NAME=VALUE, such as area=parser',
      ],
    );
  });
});
