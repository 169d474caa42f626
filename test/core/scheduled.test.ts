import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSchedule } from '../../src/core/scheduled.ts';

const problemsOf = (file: unknown, name = 'nightly'): readonly string[] => {
  const read = readSchedule(name, typeof file === 'string' ? file : JSON.stringify(file), 'UTC');
  return read.ok ? [] : read.problems;
};
const task = { prompt: 'tidy up' };
const file = { cron: '0 3 * * *', task };

describe('the file of a schedule', () => {
  const good: readonly [what: string, file: unknown][] = [
    ['with a prompt', file],
    ['with a file of one', { cron: '@daily', task: { promptFile: 'nightly.md' } }],
    ['with all there is', { ...file, tz: 'Europe/Berlin', overlap: 'queue', ifMissed: 'skip' }],
    ['behind a byte order mark', `\ufeff${JSON.stringify(file)}`],
    [
      'with durations as bare numbers, as in a batch',
      { ...file, task: { ...task, timeout: 90, delay: 5 } },
    ],
  ];
  for (const [what, text] of good)
    it(`is read: ${what}`, () => assert.deepEqual(problemsOf(text), []));

  it('has its defaults filled in', () => {
    const read = readSchedule('nightly', JSON.stringify(file), 'Asia/Kathmandu');
    assert.ok(read.ok);
    assert.deepEqual(read.schedule.file, { ...file, overlap: 'skip', ifMissed: 'once' });
    assert.equal(read.schedule.timing.zone.name, 'Asia/Kathmandu');
  });

  const bad: readonly [what: string, file: unknown, problems: readonly string[]][] = [
    [
      'that is torn',
      '{"cron": "@daily",',
      ['1:19: is no JSON: expected a key in double quotes, got the end'],
    ],
    ['that is a list', '[]', ['1:1: it must be an object, is a list']],
    ['without times', { task }, ['cron is required']],
    ['without a task', { cron: '@daily' }, ['task is required']],
    [
      'with no prompt',
      { cron: '@daily', task: {} },
      ['1:25: task needs a prompt, or a promptFile'],
    ],
    [
      'with two prompts',
      { cron: '@daily', task: { ...task, promptFile: 'x' } },
      ['1:25: task has a prompt and a promptFile: leave out one of them'],
    ],
    [
      'with all of it wrong',
      '{\n  "cron": "60 24 * * *",\n  "tz": "Mars",\n  "overlap": "wait",\n  "task": {\n    "prompt": "x",\n    "timeot": "1h"\n  }\n}',
      [
        '4:14: overlap must be one of skip, replace, queue, is "wait"',
        '2:11: cron minute (1st field): 60 is above 59',
        '2:11: cron hour (2nd field): 24 is above 23',
        '3:9: tz "Mars" is no time zone; such as Europe/Berlin, or UTC',
        '7:5: task.timeot is unknown; did you mean timeout?',
      ],
    ],
    [
      'with what makes sense only once',
      { cron: '@daily', task: { ...task, key: 'x', after: [1] } },
      [
        '1:45: task.key is not for what is started again and again: a schedule has one of its own',
        '1:55: task.after is not for what is started again and again: a schedule outlives what it would wait for',
      ],
    ],
    [
      'that says something twice',
      '{"cron": "@daily", "cron": "@hourly", "task": {"prompt": "x"}}',
      ['1:20: cron is there twice'],
    ],
  ];
  for (const [what, text, problems] of bad)
    it(`${what} is refused, with each place`, () => {
      const told = problemsOf(text);
      for (const problem of problems) assert.ok(told.includes(problem), told.join('\n'));
    });

  for (const name of ['my name', '-x', 'a/b', '', 'x'.repeat(65)])
    it(`is none of the name ${JSON.stringify(name.slice(0, 10))}`, () =>
      assert.match(problemsOf(file, name).join(), /its name is none for a schedule/));
});
