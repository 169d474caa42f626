import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Callback,
  type Callbacks,
  callbackHoles,
  callbackProblems,
  callbacksIn,
} from '../../src/core/callback.ts';
import {
  afterAttempt,
  bodyOf,
  type Delivery,
  holesOf,
  isDeliveryId,
} from '../../src/core/delivery.ts';
import { deliveriesOfEnd, deliveriesOfRequest, deliveryOfTest } from '../../src/core/told.ts';
import { at, instant, taskOf } from '../support/seen.ts';

const echo = { argv: ['echo', '{id}'] };
const url = { url: 'https://example.org/hook' };

describe('the callbacks of configs', () => {
  it('are named by their place unless they have a name, and get the defaults', () => {
    const [first, second] = callbacksIn([
      { onFail: [echo, { ...url, name: 'chat', timeout: '5s' }] },
    ]);
    assert.deepEqual(first, {
      ...{ name: 'onFail.1', event: 'onFail', argv: ['echo', '{id}'] },
      ...{ timeoutMs: 30_000, retries: 7, only: [] },
    });
    assert.equal(second?.name, 'chat');
    assert.equal(second?.timeoutMs, 5_000);
  });

  it('are those of the nearest config that speaks of the event', () => {
    const near = { onFinish: [echo], onIdle: [] };
    const far = { onFinish: [url], onIdle: [url], onFail: [url] };
    const names = callbacksIn([near, undefined, far]).map(({ name, url: to }) => [name, to]);
    assert.deepEqual(names, [
      ['onFinish.1', undefined],
      ['onFail.1', url.url],
    ]);
  });
});

const wrong: readonly (readonly [callbacks: Callbacks, path: string, says: RegExp])[] = [
  [{ onFinish: [{}] }, 'callbacks.onFinish[0]', /neither argv nor url/],
  [{ onFinish: [echo, { ...echo, ...url }] }, 'callbacks.onFinish[1]', /both/],
  [{ onFinish: [{ argv: [] }] }, 'callbacks.onFinish[0].argv', /no program/],
  [{ onFail: [{ argv: ['a', '{titel}'] }] }, 'callbacks.onFail[0].argv[1]', /mean \{title\}\?/],
  [{ onIdle: [{ url: 'example.org' }] }, 'callbacks.onIdle[0].url', /no https/],
  [{ onIdle: [{ url: 'file:///etc/passwd' }] }, 'callbacks.onIdle[0].url', /no https/],
  [{ onIdle: [{ ...url, timeout: 'soon' }] }, 'callbacks.onIdle[0].timeout', /no duration/],
  [{ onIdle: [{ ...echo, secret: 'x' }] }, 'callbacks.onIdle[0].secret', /for a url/],
  [{ onIdle: [{ ...url, inherit: ['A'] }] }, 'callbacks.onIdle[0].inherit', /for a command/],
  [
    { onIdle: [{ ...url, secret: 'x', secretEnv: 'X' }] },
    'callbacks.onIdle[0].secretEnv',
    /one of them/,
  ],
  [
    { onIdle: [{ ...url, headers: { 'X-A': 'a\nX-B: b' } }] },
    'callbacks.onIdle[0].headers.X-A',
    /no header/,
  ],
  [{ onIdle: [{ ...url, name: 'a/b' }] }, 'callbacks.onIdle[0].name', /no name/],
  [
    { onFinish: [{ ...url, name: 'a' }], onFail: [{ ...url, name: 'a' }] },
    'callbacks.onFail[0].name',
    /is a, as that of callbacks\.onFinish\[0\]/,
  ],
];

describe('a callback that cannot be', () => {
  for (const [callbacks, path, says] of wrong)
    it(`is named: ${path} ${says.source}`, () => {
      const problems = callbackProblems(callbacks);
      assert.deepEqual(
        problems.map((one) => one.path),
        [path],
      );
      assert.match(problems[0]?.says ?? '', says);
    });

  it('is told with all others at once, and one that is right not at all', () => {
    assert.deepEqual(callbackProblems({ onFinish: [echo, url] }), []);
    assert.equal(callbackProblems({ onFinish: [{}, { url: 'x', timeout: 'y' }] }).length, 3);
  });
});

const named = (event: Callback['event'], more: Partial<Callback> = {}): Callback => ({
  ...{ name: `${event}.1`, event, timeoutMs: 1, retries: 2, only: [], ...more },
});
const failed = {
  ...taskOf({ group: 'docs', labels: { area: 'cli' }, title: 'Mend it\nnow' }),
  settled: { status: 'failed' as const, reason: 'exit' as const, message: 'no', endedAt: at },
};
const everywhere = [named('onFinish'), named('onFail'), named('onAwaiting')];

describe('what is told', () => {
  it('of a task that failed goes to both who hear of ends and of failures', () => {
    const told = deliveriesOfEnd(everywhere, '/w', failed);
    assert.deepEqual(
      told.map(({ callback }) => callback),
      ['onFinish.1', 'onFail.1'],
    );
    const { status, reason, title, group, message } = told[0]?.facts ?? {};
    assert.deepEqual(
      [status, reason, title, group, message],
      ['failed', 'exit', 'Mend it', 'docs', 'no'],
    );
    const done = { ...failed, settled: { status: 'complete' as const, endedAt: at } };
    assert.equal(deliveriesOfEnd(everywhere, '/w', done).length, 1);
  });

  it('has the same name whenever it is made, and another one after another run', () => {
    const ids = (task: typeof failed) =>
      deliveriesOfEnd(everywhere, '/w', task).map(({ id }) => id);
    assert.deepEqual(ids(failed), ids(failed));
    assert.ok(ids(failed).every(isDeliveryId));
    const later = {
      ...failed,
      settled: { ...failed.settled, endedAt: '2031-01-01T00:00:00.000Z' },
    };
    assert.notDeepEqual(ids(failed), ids(later));
  });

  const rules = [
    [{ agent: failed.agent }, true],
    [{ agent: 'nobody' }, false],
    [{ group: 'docs', status: 'failed' }, true],
    [{ group: 'docs', status: 'complete' }, false],
    [{ label: 'area=cli' }, true],
    [{ label: 'area=web' }, false],
    [{ reason: 'timeout' }, false],
  ] as const;
  for (const [rule, isTold] of rules)
    it(`is ${isTold ? 'told' : 'kept'} where the rule is ${JSON.stringify(rule)}`, () => {
      const told = deliveriesOfEnd([named('onFinish', { only: [rule] })], '/w', failed);
      assert.equal(told.length, isTold ? 1 : 0);
    });

  it('of a request says who asks what, also where the task cannot be read', () => {
    const request = {
      ...{ version: 1, number: 5, task: 12, run: 1, ask: 1, kind: 'question' as const },
      ...{ question: 'Which?', since: instant(0) },
    };
    for (const task of [failed, undefined]) {
      const [told] = deliveriesOfRequest(everywhere, '/w', request, task);
      const { request: id, message, number } = told?.facts ?? {};
      assert.deepEqual([id, message, number], ['r5', 'Which?', 12]);
    }
  });

  it('fills holes, with nothing where there is nothing to say', () => {
    const [told = assert.fail()] = deliveriesOfEnd(everywhere, '/w', {
      ...failed,
      settled: { ...failed.settled, message: 'a\0b' },
    });
    const holes = holesOf(told, callbackHoles);
    assert.deepEqual(
      [holes['id'], holes['message'], holes['request'], holes['workspace']],
      ['task_12', 'ab', '', '/w'],
    );
    assert.equal(JSON.parse(bodyOf(told)).delivery, told.id);
  });

  it('may be tried without anything having happened', () => {
    const told = deliveryOfTest(named('onFinish', { only: [{ agent: 'x' }] }), '/w', at);
    assert.equal(told?.facts.test, 'yes');
  });
});

describe('an attempt', () => {
  const [first = assert.fail()] = deliveriesOfEnd(everywhere, '/w', failed);
  const no = { ok: false, says: 'exits with 1' } as const;
  const waitMs = ({ notBefore = at }: Delivery) => Date.parse(notBefore) - Date.parse(at);

  it('that arrives ends it', () => {
    const { outcome, attempts } = afterAttempt(first, { ok: true }, 2, at);
    assert.deepEqual([outcome?.is, attempts], ['delivered', 1]);
  });

  it('that fails is repeated later each time, until it is given up', () => {
    const once = afterAttempt(first, no, 2, at);
    const twice = afterAttempt(once, no, 2, at);
    const thrice = afterAttempt(twice, no, 2, at);
    assert.ok(waitMs(once) >= 5_000 && waitMs(once) <= 10_000);
    assert.ok(waitMs(twice) >= 15_000);
    assert.equal(once.problem, 'exits with 1');
    assert.deepEqual(thrice.outcome, { is: 'given_up', at, message: 'exits with 1' });
    assert.equal(thrice.notBefore, undefined);
  });
});
