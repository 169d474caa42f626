import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLine } from '../../src/adapters/agents/opencode.ts';
import type { Telling } from '../../src/core/events.ts';
import { eventsIn, strangeLines, tellingOf } from '../support/agent-events.ts';

const failed = (text: string, reason: 'agent_error' | 'provider' | 'permission_denied') =>
  ({ type: 'finished', ok: false, text, reason }) as const;

/** It has no last event of success: there its exit code speaks. */
const recordings: readonly [string, Telling['finished'], lastMessage?: string][] = [
  ['success', undefined, 'MOCK DONE: 3 directive(s), 2 tool call(s), user turn 1'],
  ['edit', undefined, 'MOCK DONE: 1 directive(s), 1 tool call(s), user turn 1'],
  ['resume', undefined, 'MOCK DONE: 2 directive(s), 1 tool call(s), user turn 2'],
  ['retry', undefined, 'recovered\nMOCK DONE: 2 directive(s), 0 tool call(s), user turn 1'],
  ['fail400', failed('mock failure 400', 'agent_error')],
  ['fail500', failed('mock failure 500', 'provider')],
  ['denied', failed('not permitted: write (/elsewhere/x.txt)', 'permission_denied')],
  ['sigint', undefined],
  ['sigterm', undefined],
];

describe('the opencode reader', () => {
  for (const [recording, finished, lastMessage] of recordings) {
    it(`hears how ${recording} ends`, () => {
      const told = tellingOf(eventsIn(`opencode.${recording}`, readLine));
      assert.deepEqual(told.finished, finished);
      assert.equal(told.lastMessage, lastMessage);
      assert.match(told.session ?? '', /^ses_\w+$/);
    });
  }

  it('tells a run as it goes', () => {
    const session = { type: 'session.started', session: 'ses_e0380b942ffeT2Ka70JlnfAXgx' } as const;
    assert.deepEqual(eventsIn('opencode.success', readLine), [
      session,
      { type: 'message', text: 'Working on it' },
      { type: 'tool.called', tool: 'bash', detail: 'echo hi > out.txt' },
      { type: 'tool.finished', tool: 'bash', ok: true, detail: '(no output)' },
      session,
      { type: 'tool.called', tool: 'bash', detail: 'cat out.txt; false' },
      { type: 'tool.finished', tool: 'bash', ok: false, detail: 'hi' },
      session,
      { type: 'message', text: 'MOCK DONE: 3 directive(s), 2 tool call(s), user turn 1' },
    ]);
  });

  it('names the file of an edit', () => {
    const called = eventsIn('opencode.edit', readLine).filter(({ type }) => type === 'tool.called');
    assert.deepEqual(called, [{ type: 'tool.called', tool: 'write', detail: '/repo/new.txt' }]);
  });

  it('takes a context that overflowed for a warning, since it is made shorter and work goes on', () => {
    const told = eventsIn('opencode.overflow', readLine);
    assert.deepEqual(
      told.filter(({ type }) => type === 'warning' || type === 'finished'),
      [{ type: 'warning', text: 'mock failure 413' }],
    );
  });

  it('does not take what opencode says to itself for the words of the agent', () => {
    assert.equal(
      tellingOf(eventsIn('opencode.overflow', readLine)).lastMessage?.startsWith('MOCK DONE'),
      true,
    );
  });

  it('takes plain lines for messages, as without its JSON flag', () => {
    assert.deepEqual(readLine('I fixed it.'), [{ type: 'message', text: 'I fixed it.' }]);
  });

  for (const line of strangeLines) {
    it(`says nothing of ${JSON.stringify(line)}`, () => assert.deepEqual(readLine(line), []));
  }
});
