import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { classifyFailure, sentenceIn } from '../../src/core/provider-failure.ts';

const cases: readonly [number | undefined, string, string][] = [
  [401, 'mock failure 401', 'auth'],
  [403, 'mock failure 403', 'auth'],
  [undefined, 'Not logged in · Please run /login', 'auth'],
  [undefined, 'Invalid API key · Fix external API key', 'auth'],
  [undefined, 'unexpected status 401 Unauthorized: no, url: http://127.0.0.1/v1/responses', 'auth'],

  [404, "There's an issue with the selected model (opus-9). It may not exist.", 'model_not_found'],
  [400, 'The model `gpt-9` does not exist or you do not have access to it.', 'model_not_found'],
  [400, "The 'gpt-9' model is not supported when using a ChatGPT account.", 'model_not_found'],
  [404, 'no such page', 'agent_error'],

  [408, '', 'provider'],
  [500, 'connection reset by the upstream', 'provider'],
  [529, 'Overloaded', 'provider'],
  [undefined, 'We’re currently experiencing high demand, which may cause errors.', 'provider'],
  [undefined, 'API Error: 503 try again', 'provider'],

  [429, 'slow down', 'rate_limit'],
  [undefined, 'exceeded retry limit, last status: 429 Too Many Requests', 'rate_limit'],
  [429, 'Quota exceeded for requests per minute', 'rate_limit'],
  [429, 'You exceeded your current quota, please check your plan and billing details.', 'quota'],
  [400, 'Your credit balance is too low to access the API.', 'quota'],
  [undefined, "You've hit your usage limit. Try again at 3 PM.", 'quota'],
  [undefined, "You've hit your limit · resets 3pm", 'quota'],
  [402, '', 'quota'],

  [400, 'prompt is too long: 210000 tokens > 200000 maximum', 'context_overflow'],
  [400, '{"error":{"code":"context_length_exceeded"}}', 'context_overflow'],
  [undefined, "Codex ran out of room in the model's context window.", 'context_overflow'],
  [413, 'mock failure 413', 'context_overflow'],

  [undefined, 'API Error: Unable to connect to API (ConnectionRefused)', 'network'],
  [undefined, 'Connection failed: error sending request', 'network'],
  [undefined, 'getaddrinfo ENOTFOUND api.example.com', 'network'],
  [undefined, 'stream disconnected before completion', 'network'],

  [400, 'mock failure 400', 'agent_error'],
  [undefined, 'Unexpected server error. Check server logs for details.', 'agent_error'],
  [undefined, '', 'agent_error'],
];

describe('the class of a failure', () => {
  for (const [status, message, reason] of cases) {
    it(`is ${reason} for ${status ?? 'no status'} and "${message}"`, () => {
      assert.equal(classifyFailure(status, message), reason);
    });
  }
});

describe('the sentence in a message', () => {
  const sentences = [
    ['plain words', 'plain words'],
    ['{"error":{"message":"too much","code":7}}', 'too much'],
    ['{"error":"too much"}', 'too much'],
    ['{"detail":"too much"}', 'too much'],
    ['{"message":"too much"}', 'too much'],
    ['{"code":7}', '{"code":7}'],
    ['{half', '{half'],
    [' padded ', 'padded'],
  ] as const;
  for (const [message, sentence] of sentences) {
    it(`of ${message} is ${sentence}`, () => assert.equal(sentenceIn(message), sentence));
  }
});
