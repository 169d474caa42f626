import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newRecord, type TaskRecord } from '../../src/core/task.ts';
import type { Status } from '../../src/core/vocabulary.ts';
import { readFilters } from '../../src/operations/filter.ts';

const nowMs = Date.parse('2026-01-02T12:00:00.000Z');

const task = (more: Partial<TaskRecord> = {}): TaskRecord => ({
  ...newRecord(
    1,
    { agent: 'coder', prompt: 'Mend the parser', cwd: '/', priority: 5 },
    '2026-01-02T09:00:00.000Z',
  ),
  labels: { area: 'cli, core', empty: '' },
  ...more,
});
const failed = task({
  settled: { status: 'failed', reason: 'timeout', endedAt: '2026-01-02T11:00:00.000Z' },
});

/** As a list does it: status and reason as its row would show them. */
function passes(one: TaskRecord, ...words: string[]): boolean {
  const filter = readFilters(words, nowMs);
  const status: Status = one.settled?.status ?? 'pending';
  const reason = one.settled?.reason;
  const row = { status, ...(reason && { reason }) };
  return filter.admits(status) && (filter.matches?.(one) ?? true) && filter.suits(row);
}

describe('a filter', () => {
  const yes: readonly [one: TaskRecord, ...words: string[]][] = [
    [task()],
    [failed, 'status=failed'],
    [failed, 'status=cancelled,failed'],
    [task(), 'status!=failed,cancelled'],
    [failed, 'reason=timeout', 'status=failed'],
    [failed, 'reason!=exit'],
    [task({ group: 'slow' }), 'group=slow,other'],
    [task(), 'group!=slow'],
    [task({ key: 'docs' }), 'key=docs', 'key~oc', 'key!=x'],
    [task(), 'key!=docs'],
    [task(), 'agent=x,coder'],
    [task(), 'agent~COD'],
    [task(), 'agent!=x'],
    [task(), 'title=Mend the parser'],
    [task(), 'title~PARSER'],
    [task(), 'title~nothing,parser'],
    [task({ title: 'other' }), 'text~PARSER'],
    [task({ title: 'other' }), 'text~Oth'],
    [task({ prompt: 'First\nsecond' }), 'text~first\ns', 'text~x,second'],
    [task({ title: 'a=b' }), 'title=a=b'],
    [task({ title: 'two\nlines' }), 'title~two\nl'],
    [task(), 'priority=+5'],
    [task({ priority: -5 }), 'priority=-5,7'],
    [task(), 'label.area~CORE'],
    [task(), 'label.empty='],
    [task(), 'label.area=cli, core'],
    [task(), 'label.none!=x'],
    [failed, 'after=1h'],
    [failed, 'since=1h', 'since=2026-01-02'],
    [failed, 'after=2026-01-02T11:00:00Z'],
    [task(), 'before=1h'],
    [task(), 'after=2026-01-02', 'before=2026-01-03'],
  ];
  for (const [one, ...words] of yes)
    it(`${words.join(' ')} finds it`, () => assert.ok(passes(one, ...words)));

  const no: readonly [one: TaskRecord, ...words: string[]][] = [
    [task(), 'status=failed'],
    [failed, 'status!=failed'],
    [failed, 'reason=exit'],
    [task(), 'reason=timeout'],
    [task(), 'agent=Coder'],
    [task(), 'title=parser'],
    [task(), 'title~parser', 'agent=x'],
    [task(), 'label.none='],
    [task(), 'label.none~x'],
    [task(), 'label.constructor~native'],
    [task(), 'priority!=5'],
    [task({ title: 'x' }), 'text~y'],
    [failed, 'since=59m'],
    [failed, 'after=59m'],
    [failed, 'before=2026-01-02T11:00:00.000Z'],
    [task(), 'after=1h'],
  ];
  for (const [one, ...words] of no)
    it(`${words.join(' ')} leaves it out`, () => assert.ok(!passes(one, ...words)));

  const bad: readonly [word: string, says: RegExp][] = [
    ['failed', /takes FIELD=VALUE, got "failed"$/],
    ['', /takes FIELD=VALUE/],
    ['=x', /takes FIELD=VALUE/],
    ['stats=failed', /no field "stats"; did you mean status\?$/],
    ['status=faild', /no status "faild"; did you mean failed\?$/],
    ['status=', /status needs a value, one of draft, pending/],
    ['status~fail', /status knows = and !=, not ~$/],
    ['reason=timeot', /no reason "timeot"; did you mean timeout\?$/],
    ['status.x=failed', /knows no status\.x$/],
    ['label=x', /takes label\.NAME=VALUE, got "label=x"$/],
    ['label.=x', /takes FIELD=VALUE/],
    ['priority=high', /priority takes whole numbers, got "high"$/],
    ['priority=', /priority takes whole numbers/],
    ['after=soon', /after takes a date or how long ago.*got "soon"$/],
    ['after=2026-13-01', /after takes a date/],
    ['after=2026-02-31', /after takes a date/],
    ['since=soon', /since takes a date or how long ago/],
    ['text=x', /text knows only ~$/],
    ['before!=2h', /before knows only =$/],
  ];
  for (const [word, says] of bad)
    it(`refuses ${JSON.stringify(word)}`, () => {
      assert.throws(() => readFilters([word], nowMs), {
        name: 'Failure',
        code: 'usage',
        message: says,
      });
    });

  it('tells all that is wrong at once', () => {
    assert.throws(() => readFilters(['stats=failed', 'agent=x', 'status=faild'], nowMs), {
      code: 'usage',
      message: /"stats"; did you mean status\?; .*"faild"; did you mean failed\?$/,
    });
  });

  it('of the status alone needs no record, and knows how far back to look', () => {
    assert.equal(readFilters(['status=failed'], nowMs).matches, undefined);
    assert.equal(readFilters([], nowMs).fromMs, Number.NEGATIVE_INFINITY);
    const { fromMs, untilMs } = readFilters(['after=2h', 'after=1h', 'before=30m'], nowMs);
    assert.deepEqual([nowMs - fromMs, nowMs - untilMs], [3_600_000, 1_800_000]);
  });
});
