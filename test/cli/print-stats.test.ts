import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { printStats } from '../../src/cli/print/stats.ts';
import { painter } from '../../src/cli/style.ts';
import { withAsciiSigns } from '../../src/lib/signs.ts';
import { displayWidth } from '../../src/lib/text.ts';
import type { StatsOutput } from '../../src/operations/stats.ts';

const tally = (complete: number, failed: number, cancelled: number) => ({
  tasks: complete + failed + cancelled,
  complete,
  failed,
  cancelled,
  successPercent: 90,
  retries: 3,
  durationP50Ms: 62_000,
  durationP95Ms: 723_000,
  elapsedMs: 3_600_000,
  reasons: {},
});

const answer: StatsOutput = {
  by: 'label.area',
  since: '2026-01-01T00:00:00.000Z',
  groups: [{ name: 'c\x1b[2Jli', ...tally(45, 4, 1) }, { ...tally(10, 0, 0) }],
  total: { ...tally(55, 4, 1), reasons: { exit: 3, timeout: 1 } },
  damaged: [],
};
const nowMs = Date.parse('2026-01-08T00:00:00.000Z');
const print = (columns?: number) => printStats(answer, painter(false), columns, nowMs);

describe('the table of stats', () => {
  it('has a bar for each group, and tells all of it in words', () => {
    const [heading, ...lines] = print().split('\n');
    assert.equal(
      heading,
      'LABEL.AREA  TASKS                        SUCCESS  DONE  FAILED  CANCELLED  RETRIES     P50      P95',
    );
    assert.deepEqual(lines.slice(0, 3), [
      'cli            50  █████████████████▒▒░     90 %    45       4          1        3  1m 02s  12m 03s',
      '(none)         10  ████                     90 %    10       0          0        3  1m 02s  12m 03s',
      'all            60                           90 %    55       4          1        3  1m 02s  12m 03s',
    ]);
    assert.match(
      lines[4] ?? '',
      /^60 tasks have ended since .*, 7d ago; agents worked for 1h 00m$/,
    );
    assert.equal(lines[5], 'failed: exit 3, timeout 1');
  });

  it('has bars of ASCII, whose parts can still be told apart', () => {
    assert.match(withAsciiSigns(print()), /^cli +50 +#{17}xx\. /m);
  });

  for (const columns of [120, 80, 60, 40, 20])
    it(`keeps to ${columns} columns`, () => {
      const lines = print(columns).split('\n');
      for (const line of lines) assert.ok(displayWidth(line) <= columns, line);
      if (columns >= 60) assert.match(lines[1] ?? '', /█▒+░/);
    });
});
