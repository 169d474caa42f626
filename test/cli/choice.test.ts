import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askForOne, readChoice } from '../../src/cli/choice.ts';
import type { Terminal } from '../../src/core/ports.ts';

const names = ['claude', 'codex'];

describe('keys at a numbered choice', () => {
  const cases: [typed: string, read: ReturnType<typeof readChoice>][] = [
    ['1', { chosen: 'claude' }],
    ['2', { chosen: 'codex' }],
    ['\r', { chosen: 'claude' }],
    ['x 2', { chosen: 'codex' }],
    ['3', undefined],
    ['0', undefined],
    [' ', undefined],
    ['', undefined],
    ['\u001b[A', undefined],
    ['\u001b[1~', undefined],
    ['\u001b', { chosen: undefined }],
    ['\u0003', { chosen: undefined }],
    ['\u0004', { chosen: undefined }],
    ['q', { chosen: undefined }],
    ['q2', { chosen: undefined }],
  ];
  for (const [typed, read] of cases)
    it(JSON.stringify(typed), () => assert.deepEqual(readChoice(typed, names), read));
});

describe('who is asked', () => {
  it('is heard until a key counts, and then no more', async () => {
    const said: string[] = [];
    let hear: ((typed: string) => void) | undefined;
    const terminal: Partial<Terminal> = {
      err: (text) => void said.push(text),
      onKey: (listen) => {
        hear = listen;
        return () => {
          hear = undefined;
        };
      },
    };
    const options = names.map((name) => ({ name, note: '1.0' }));
    const answer = askForOne(terminal as Terminal, 'Which?', options);
    hear?.('x');
    assert.ok(hear);
    hear('2');
    assert.equal(await answer, 'codex');
    assert.equal(hear, undefined);
    assert.equal(
      said.join(''),
      'Which?\n  1  claude  1.0\n  2  codex   1.0\n1–2, or Enter for claude: codex\n\n',
    );
  });
});
