import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type News, tellNews } from '../../src/core/news.ts';

const work = { task: 12, run: 37, agent: 'coder', title: 'fix the login' };
const came = { task: 12, run: 37, elapsedMs: 184_000 };

describe('news are one line each', () => {
  const cases: [news: News, line: RegExp][] = [
    [{ is: 'started', attempt: 1, ...work }, /^task_12 started \(coder, run 37\): fix the login$/],
    [{ is: 'started', attempt: 3, ...work }, /^task_12 started \(coder, run 37, attempt 3\): /],
    [{ is: 'adopted', ...work }, /^task_12 goes on \(coder, run 37\): fix the login$/],
    [{ is: 'settled', status: 'complete', ...came }, /^task_12 complete after 3m 04s$/],
    [
      { is: 'settled', status: 'failed', reason: 'exit', message: 'no\n\u001b[2Jway', ...came },
      /^task_12 failed \(exit\) after 3m 04s: no way$/,
    ],
    [
      { is: 'settled', task: 5, status: 'cancelled', reason: 'user' },
      /^task_5 cancelled \(user\)$/,
    ],
    [
      {
        is: 'retrying',
        status: 'failed',
        reason: 'rate_limit',
        at: '2026-03-01T12:00:00Z',
        ...came,
      },
      /^task_12 failed \(rate_limit\) after 3m 04s; again at \d\d:\d\d:00$/,
    ],
    [
      { is: 'waiting', task: 12, request: 5, kind: 'question' },
      /^task_12 waits for a person \(question, r5\): orchestra requests$/,
    ],
    [
      { is: 'started', attempt: 1, ...work, title: 'x'.repeat(500) },
      /^task_12 started \(coder, run 37\): x{79}…$/,
    ],
  ];
  for (const [news, line] of cases)
    it(`${news.is} ${line.source}`, () => assert.match(tellNews(news), line));
});
