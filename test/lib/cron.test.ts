import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Cron, cronProblemText, parseCron } from '../../src/lib/cron.ts';

const all = (least: number, most: number): number[] =>
  Array.from({ length: most - least + 1 }, (_, at) => least + at);
const always: Cron = {
  minutes: all(0, 59),
  hours: all(0, 23),
  days: all(1, 31),
  months: all(1, 12),
  weekdays: all(0, 6),
  isEitherDay: false,
  isThroughDay: true,
};
const midnight = { ...always, minutes: [0], hours: [0], isThroughDay: false };

const read: [text: string, cron: Cron][] = [
  ['* * * * *', always],
  [' *\t*  * * *\n', always],
  ['? ? ? ? ?', always],
  ['0 0 * * *', midnight],
  ['00 00 * * *', midnight],
  ['5,1,5,3-4 * * * *', { ...always, minutes: [1, 3, 4, 5] }],
  ['*/20 * * * *', { ...always, minutes: [0, 20, 40] }],
  ['10-40/15 * * * *', { ...always, minutes: [10, 25, 40] }],
  ['* */6 * * *', { ...always, hours: [0, 6, 12, 18] }],
  ['* 9-17/4 * * *', { ...always, hours: [9, 13, 17] }],
  ['* 9-10 * * *', { ...always, hours: [9, 10], isThroughDay: false }],
  ['* * * jan,Mar-MAY *', { ...always, months: [1, 3, 4, 5] }],
  ['* * * * mon-fri', { ...always, weekdays: [1, 2, 3, 4, 5] }],
  ['* * * * 0', { ...always, weekdays: [0] }],
  ['* * * * 7', { ...always, weekdays: [0] }],
  ['* * * * 0,7', { ...always, weekdays: [0] }],
  ['* * * * 6-7', { ...always, weekdays: [0, 6] }],
  ['* * * * fri-sun', { ...always, weekdays: [0, 5, 6] }],
  ['* * * * */2', { ...always, weekdays: [0, 2, 4, 6] }],
  ['* * 1 * mon', { ...always, days: [1], weekdays: [1], isEitherDay: true }],
  ['* * */10 * mon', { ...always, days: [1, 11, 21, 31], weekdays: [1] }],
  ['* * 1 * ?', { ...always, days: [1] }],
  ['* * 29 2 *', { ...always, days: [29], months: [2] }],
  ['* * 30,31 2-3 *', { ...always, days: [30, 31], months: [2, 3] }],
  ['* * 30 2 mon', { ...always, days: [30], months: [2], weekdays: [1], isEitherDay: true }],
  ['@hourly', { ...always, minutes: [0] }],
  ['@daily', midnight],
  ['@Midnight', midnight],
  ['@weekly', { ...midnight, weekdays: [0] }],
  ['@monthly', { ...midnight, days: [1] }],
  ['@yearly', { ...midnight, days: [1], months: [1] }],
  ['@annually', { ...midnight, days: [1], months: [1] }],
];
for (const [text, cron] of read)
  test(`${JSON.stringify(text)} is read`, () =>
    assert.deepEqual(parseCron(text), { ok: true, cron }));

const shape = '(minute, hour, day of month, month, day of week)';
const noItem = 'is none of *, 5, 1-5, */10, 1-30/10 or a list of them';
const refused: [text: string, ...problems: string[]][] = [
  ['', `has 0 fields, needs 5 ${shape}`],
  ['*', `has 1 field, needs 5 ${shape}`],
  ['* * * *', `has 4 fields, needs 5 ${shape}`],
  ['0 * * * * *', `has 6 fields, needs 5 ${shape}; there is no field for seconds, or years`],
  ['61 * * * *', 'minute (1st field): 61 is above 59'],
  ['* 24 * * *', 'hour (2nd field): 24 is above 23'],
  ['* * 0 * *', 'day of month (3rd field): 0 is below 1'],
  ['* * * 13 *', 'month (4th field): 13 is above 12'],
  ['* * * * 8', 'day of week (5th field): 8 is above 7'],
  ['1-61 * * 0 *', 'minute (1st field): 61 is above 59', 'month (4th field): 0 is below 1'],
  ['60,x,5 * * * *', 'minute (1st field): 60 is above 59', 'minute (1st field): "x" is no number'],
  ['* * * * monday', 'day of week (5th field): "monday" is no number or name; did you mean mon?'],
  ['* * * june *', 'month (4th field): "june" is no number or name; did you mean jun?'],
  ['* * jan * *', 'day of month (3rd field): "jan" is no number'],
  ['* * L * *', 'day of month (3rd field): "L" is no number'],
  ['1, * * * *', 'minute (1st field): a number is missing'],
  ['1-2-3 * * * *', `minute (1st field): "1-2-3" ${noItem}`],
  ['-5 * * * *', `minute (1st field): "-5" ${noItem}`],
  ['*/5/5 * * * *', `minute (1st field): "*/5/5" ${noItem}`],
  ['*-5 * * * *', `minute (1st field): "*-5" ${noItem}`],
  ['5- * * * *', `minute (1st field): "5-" ${noItem}`],
  ['1.5 * * * *', 'minute (1st field): "1.5" is no number'],
  ['٣ * * * *', 'minute (1st field): "٣" is no number'],
  ['** * * * *', 'minute (1st field): "**" is no number'],
  ['*/0 * * * *', 'minute (1st field): the step is 0'],
  ['*/x * * * *', 'minute (1st field): the step "x" is no number'],
  ['*/90 * * * *', 'minute (1st field): the step 90 is above 59'],
  ['5/15 * * * *', 'minute (1st field): a step needs a range: 5-59/15, not 5/15'],
  ['* 22-2 * * *', 'hour (2nd field): 22-2 runs backwards: write 22-23,0-2'],
  ['* * * * fri-mon', 'day of week (5th field): fri-mon runs backwards: write fri-7,0-mon'],
  ['0 0 30 2 *', 'day of month (3rd field): day 30 never comes in feb'],
  ['0 0 30 feb */2', 'day of month (3rd field): day 30 never comes in feb'],
  ['0 0 31 4 *', 'day of month (3rd field): day 31 never comes in apr'],
  [
    '0 0 31 2,4,6,9,11 ?',
    'day of month (3rd field): day 31 never comes in feb, apr, jun, sep, nov',
  ],
  ['@dayly', '@dayly is no name of a time; did you mean @daily?'],
  [
    '@reboot',
    '@reboot is no name of a time; known: @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually',
  ],
  ['@daily * * * *', '@daily stands alone, without fields'],
];
for (const [text, ...problems] of refused)
  test(`${JSON.stringify(text)} is refused: ${problems[0]}`, () => {
    const parsed = parseCron(text);
    assert.deepEqual(parsed.ok ? [] : parsed.problems.map(cronProblemText), problems);
  });

test('what a range that runs backwards is told to be instead can be read', () => {
  for (const text of ['* 22-23,0-2 * * *', '* * * * fri-7,0-mon', '5-59/15 * * * *'])
    assert.equal(parseCron(text).ok, true, text);
});
