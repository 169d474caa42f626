import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLine, settings } from '../../src/adapters/agents/codex.ts';
import type { Telling } from '../../src/core/events.ts';
import { eventsIn, strangeLines, tellingOf } from '../support/agent-events.ts';

const done: Telling['finished'] = { type: 'finished', ok: true };
const recordings: readonly [string, Telling['finished'], lastMessage?: string][] = [
  ['success', done, 'MOCK DONE: 3 directive(s), 2 tool call(s), user turn 1'],
  ['edit', done, 'MOCK DONE: 1 directive(s), 1 tool call(s), user turn 1'],
  ['resume', done, 'MOCK DONE: 2 directive(s), 1 tool call(s), user turn 2'],
  ['retry', done, 'MOCK DONE: 2 directive(s), 0 tool call(s), user turn 1'],
  ['fail400', { type: 'finished', ok: false, text: 'mock failure 400', reason: 'agent_error' }],
  [
    'fail401',
    {
      type: 'finished',
      ok: false,
      text: 'unexpected status 401 Unauthorized: mock failure 401, url: http://127.0.0.1:8080/v1/responses',
      reason: 'auth',
    },
  ],
  [
    'fail500',
    {
      type: 'finished',
      ok: false,
      text: 'We’re currently experiencing high demand, which may cause temporary errors.',
      reason: 'provider',
    },
  ],
  ['sigint', undefined],
  ['sigterm', undefined],
];

describe('the codex reader', () => {
  for (const [recording, finished, lastMessage] of recordings) {
    it(`hears how ${recording} ends`, () => {
      const told = tellingOf(eventsIn(`codex.${recording}`, readLine));
      assert.deepEqual(told.finished, finished);
      assert.equal(told.lastMessage, lastMessage);
      assert.match(told.session ?? '', /^[0-9a-f-]{36}$/);
    });
  }

  it('tells a run as it goes', () => {
    assert.deepEqual(eventsIn('codex.success', readLine), [
      { type: 'session.started', session: '01a1fc7f-2ad2-7f00-b6ad-af219f581db4' },
      { type: 'message', text: 'Working on it' },
      { type: 'tool.called', tool: 'shell', detail: 'echo hi > out.txt' },
      { type: 'tool.finished', tool: 'shell', ok: true, detail: 'echo hi > out.txt' },
      { type: 'tool.called', tool: 'shell', detail: 'cat out.txt; false' },
      { type: 'tool.finished', tool: 'shell', ok: false, detail: 'hi' },
      { type: 'message', text: 'MOCK DONE: 3 directive(s), 2 tool call(s), user turn 1' },
      { type: 'finished', ok: true },
    ]);
  });

  it('names the files of an edit', () => {
    const called = eventsIn('codex.edit', readLine).filter(({ type }) => type === 'tool.called');
    assert.deepEqual(called, [{ type: 'tool.called', tool: 'edit', detail: 'add /repo/new.txt' }]);
  });

  it('takes neither an error line nor an error item for the end', () => {
    const error = '{"type":"error","message":"Reconnecting... 1/5 (Connection failed)"}';
    const item =
      '{"type":"item.completed","item":{"type":"error","message":"Model metadata for `x` not found."}}';
    assert.deepEqual([error, item].flatMap(readLine), [
      { type: 'retry', text: 'Reconnecting... 1/5 (Connection failed)' },
      { type: 'warning', text: 'Model metadata for `x` not found.' },
    ]);
  });

  it('finds the class of a failure in the codes around its sentence', () => {
    const answer = { error: { message: 'No more today.', code: 'insufficient_quota' } };
    const line = { type: 'turn.failed', error: { message: JSON.stringify(answer) } };
    assert.deepEqual(readLine(JSON.stringify(line)), [
      { type: 'finished', ok: false, text: 'No more today.', reason: 'quota' },
    ]);
  });

  it('takes plain lines for messages, as without its JSON flag', () => {
    assert.deepEqual(readLine('I fixed it.'), [{ type: 'message', text: 'I fixed it.' }]);
  });

  for (const line of strangeLines) {
    it(`says nothing of ${JSON.stringify(line)}`, () => assert.deepEqual(readLine(line), []));
  }
});

describe('the codex profile', () => {
  it('reads the prompt from stdin, where a leading dash or its length cannot hurt', () => {
    assert.equal(settings.prompt, 'stdin');
    assert.equal(settings.args?.at(-1), '-');
  });
});
