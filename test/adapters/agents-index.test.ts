import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { profiles, readerOf, simulatedProfile } from '../../src/adapters/agents/index.ts';
import { AgentSettings } from '../../src/core/agent.ts';
import { parse } from '../../src/lib/schema.ts';

describe('the shipped profiles', () => {
  for (const [name, profile] of Object.entries({
    ...profiles,
    simulated: simulatedProfile('/s'),
  })) {
    it(`${name} is a valid value of the agent schema`, () => {
      assert.deepEqual(parse(AgentSettings, profile), { ok: true, value: profile });
    });

    it(`${name} takes the prompt on stdin, which no length and no leading dash can spoil`, () => {
      assert.equal(profile.prompt, 'stdin');
    });
  }
});

describe('the readers', () => {
  for (const format of [undefined, 'lines', 'toString', 'of-tomorrow']) {
    it(`read every line that is not empty as a message for format ${format}`, () => {
      const read = readerOf(format);
      assert.deepEqual(read('hello \r'), [{ type: 'message', text: 'hello' }]);
      assert.deepEqual(read('  '), []);
      assert.deepEqual(read('{"type":"result"}'), [{ type: 'message', text: '{"type":"result"}' }]);
    });
  }

  it('are found by the format that a profile names', () => {
    const formats = Object.values(profiles).map(({ format }) => format);
    const thread = '{"type":"thread.started","thread_id":"t1"}';
    assert.deepEqual(
      formats.map((format) => readerOf(format)(thread)),
      [[], [{ type: 'session.started', session: 't1' }], []],
    );
  });
});
