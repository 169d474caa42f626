import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CanaryResult, judgeCanary } from '../../src/cli/canary-report.ts';

const result = (part: Partial<CanaryResult>): CanaryResult => ({
  status: 'failed',
  exit: 1,
  hasWritten: false,
  hasAnswered: false,
  simulated: false,
  timeout: '3m',
  ...part,
});

describe('what came of a test', () => {
  const cases: [what: string, part: Partial<CanaryResult>, is: string, message: RegExp][] = [
    ['it wrote', { status: 'complete', hasWritten: true }, 'ok', /^it did what it was asked$/],
    [
      'it only talked',
      { status: 'complete', hasAnswered: true },
      'no_result',
      /^it answered, but did not write/,
    ],
    ['it did nothing', { status: 'complete' }, 'no_result', /without doing what it was asked$/],
    ['it is simulated', { status: 'complete', simulated: true }, 'ok', /no model was called$/],
    [
      'it is not logged in',
      { reason: 'auth', message: 'no key' },
      'not_logged_in',
      /^it is not logged in, or its key is refused: no key$/,
    ],
    ['it has no quota', { reason: 'quota', message: '' }, 'limited', /^its quota is used up$/],
    ['it is too fast', { reason: 'rate_limit' }, 'limited', /^its provider limits the rate$/],
    ['nobody answers it', { reason: 'network' }, 'unreachable', /cannot be reached$/],
    ['its provider fails', { reason: 'provider' }, 'unreachable', /is in trouble$/],
    ['its model is unknown', { reason: 'model_not_found' }, 'failed', /does not know the model$/],
    ['it may not act', { reason: 'permission_denied' }, 'not_permitted', /not permitted to act$/],
    ['it takes too long', { reason: 'timeout' }, 'timeout', /^it did not finish within 3m$/],
    [
      'its exit code decided',
      { reason: 'exit', message: 'exit code 3', exit: 3 },
      'failed',
      /^it failed: exit code 3$/,
    ],
    [
      'it said that it failed',
      { reason: 'agent_error', message: 'no', exit: 4 },
      'failed',
      /^it failed with exit code 4: no$/,
    ],
  ];
  for (const [what, part, is, message] of cases)
    it(what, () => {
      const judged = judgeCanary(result(part));
      assert.equal(judged.is, is);
      assert.match(judged.message, message);
      assert.equal(judged.ok, is === 'ok');
      if (is !== 'ok' && is !== 'failed') assert.ok(judged.hint);
    });
});
