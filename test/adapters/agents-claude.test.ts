import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLine, settings } from '../../src/adapters/agents/claude.ts';
import type { Telling } from '../../src/core/events.ts';
import { eventsIn, strangeLines, tellingOf } from '../support/agent-events.ts';

const recordings: readonly [string, Telling['finished'], lastMessage?: string][] = [
  [
    'success',
    { type: 'finished', ok: true, text: 'MOCK DONE: 3 directive(s), 2 tool call(s), user turn 1' },
  ],
  [
    'edit',
    { type: 'finished', ok: true, text: 'MOCK DONE: 1 directive(s), 1 tool call(s), user turn 1' },
  ],
  [
    'resume',
    { type: 'finished', ok: true, text: 'MOCK DONE: 2 directive(s), 1 tool call(s), user turn 2' },
  ],
  [
    'retry',
    { type: 'finished', ok: true, text: 'MOCK DONE: 2 directive(s), 0 tool call(s), user turn 1' },
  ],
  [
    'fail400',
    { type: 'finished', ok: false, text: 'API Error: 400 mock failure 400', reason: 'agent_error' },
  ],
  [
    'fail500',
    {
      type: 'finished',
      ok: false,
      text: 'API Error: 500 mock failure 500. This is a server-side issue, usually temporary — try again in a moment. If it persists, check your inference gateway (127.0.0.1:8080).',
      reason: 'provider',
    },
  ],
  [
    'unreachable',
    {
      type: 'finished',
      ok: false,
      text: 'API Error: Unable to connect to API (ConnectionRefused)',
      reason: 'network',
    },
  ],
  [
    'max-turns',
    {
      type: 'finished',
      ok: false,
      text: 'Reached maximum number of turns (1)',
      reason: 'max_turns',
    },
  ],
  [
    'denied',
    {
      type: 'finished',
      ok: false,
      text: 'not permitted: Write (/repo/.git/hooks/x). It said: MOCK DONE: 1 directive(s), 1 tool call(s), user turn 1',
      reason: 'permission_denied',
    },
  ],
  ['sigint', undefined],
  ['sigterm', undefined],
];

describe('the claude reader', () => {
  for (const [recording, finished] of recordings) {
    it(`hears how ${recording} ends`, () => {
      const told = tellingOf(eventsIn(`claude.${recording}`, readLine));
      assert.deepEqual(told.finished, finished);
      assert.match(told.session ?? '', /^[0-9a-f-]{36}$/);
    });
  }

  it('tells a run as it goes', () => {
    const events = eventsIn('claude.success', readLine);
    assert.deepEqual(events.slice(0, -1), [
      {
        type: 'session.started',
        session: 'b56a59e5-6537-460e-a277-a9da77d92434',
        model: 'claude-opus-4-8[1m]',
      },
      { type: 'message', text: 'Working on it' },
      { type: 'tool.called', tool: 'Bash', detail: 'echo hi > out.txt' },
      { type: 'tool.finished', tool: 'tool', ok: true, detail: '(Bash completed with no output)' },
      { type: 'tool.called', tool: 'Bash', detail: 'cat out.txt; false' },
      { type: 'tool.finished', tool: 'tool', ok: false, detail: 'Exit code 1\nhi' },
      { type: 'message', text: 'MOCK DONE: 3 directive(s), 2 tool call(s), user turn 1' },
    ]);
  });

  it('names the file of an edit', () => {
    const called = eventsIn('claude.edit', readLine).filter(({ type }) => type === 'tool.called');
    assert.deepEqual(called, [{ type: 'tool.called', tool: 'Write', detail: '/repo/new.txt' }]);
  });

  it('hears each retry of a request', () => {
    const retries = eventsIn('claude.retry', readLine).filter(({ type }) => type === 'retry');
    assert.deepEqual(retries, [{ type: 'retry', text: 'attempt 1 of 1: 503 server_error' }]);
  });

  it('does not take the words of a subagent for those of the agent', () => {
    const line = JSON.stringify({
      type: 'assistant',
      parent_tool_use_id: 'toolu_1',
      message: {
        content: [
          { type: 'text', text: 'all done' },
          { type: 'tool_use', name: 'Bash', input: { command: 'ls' } },
        ],
      },
    });
    assert.deepEqual(readLine(line), [{ type: 'tool.called', tool: 'Bash', detail: 'ls' }]);
  });

  it('warns of a usage limit that comes near, and only then', () => {
    const event = (status: string) =>
      JSON.stringify({
        type: 'rate_limit_event',
        rate_limit_info: { status, rateLimitType: 'five_hour' },
      });
    assert.deepEqual(readLine(event('allowed')), []);
    assert.deepEqual(readLine(event('rejected')), [
      { type: 'warning', text: 'five_hour limit: rejected' },
    ]);
  });

  it('takes plain lines for messages, as without its JSON flag', () => {
    assert.deepEqual(readLine('I fixed it.'), [{ type: 'message', text: 'I fixed it.' }]);
  });

  for (const line of strangeLines) {
    it(`says nothing of ${JSON.stringify(line)}`, () => assert.deepEqual(readLine(line), []));
  }
});

describe('the claude profile', () => {
  it('does not believe exit code 0, which an interrupted claude may leave with', () => {
    assert.equal(settings.trustExit, false);
  });
});
