import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type ScriptedLlm, startScriptedLlm } from './scripted-llm.ts';

describe('the scripted model', () => {
  let llm: ScriptedLlm;
  before(async () => {
    llm = await startScriptedLlm();
  });
  after(() => llm.close());

  const ask = async (path: string, body: object) => {
    const response = await fetch(llm.url + path, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, text: await response.text() };
  };
  const messages = (content: string) => ({ messages: [{ role: 'user', content }] });
  const shapes = [
    ['/v1/messages', messages('hello')],
    ['/v1/chat/completions', messages('hello')],
    ['/v1/responses', { input: 'hello' }],
  ] as const;

  it('listens on this machine only', () => {
    assert.match(llm.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  });

  for (const [path, body] of shapes) {
    it(`answers on ${path}`, async () => {
      const { status, text } = await ask(path, body);
      assert.equal(status, 200);
      assert.match(text, /MOCK DONE: hello/);
    });
  }

  it('fails with the status that the prompt asks for', async () => {
    const { status, text } = await ask('/v1/messages', messages('please\n@@fail 400'));
    assert.equal(status, 400);
    assert.match(text, /mock failure 400/);
  });

  it('calls the shell tool that it is offered', async () => {
    const tools = [{ name: 'Bash', input_schema: { properties: { command: { type: 'string' } } } }];
    const { text } = await ask('/v1/messages', { ...messages('@@shell make test'), tools });
    assert.match(text, /"name":"Bash","input":\{"command":"make test"\}/);
  });
});
