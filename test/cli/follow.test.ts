import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readerOf } from '../../src/adapters/agents/index.ts';
import { createTail } from '../../src/cli/follow.ts';
import type { Stage } from '../../src/cli/stage.ts';

interface Output {
  /** What each look finds; an empty one is followed by the next. */
  readonly chunks: readonly (string | Buffer)[];
  readonly format?: string;
  readonly isTerminal?: boolean;
  readonly raw?: boolean;
}

const json = (value: object): string => `${JSON.stringify(value)}\n`;
const said = (text: string): string =>
  json({ type: 'assistant', message: { content: [{ type: 'text', text }] } });

describe('what an agent says', () => {
  const cases: readonly [what: string, output: Output, shown: string][] = [
    ['whole lines as they come', { chunks: ['a\nb\n', 'c\n'] }, 'a\nb\nc\n'],
    [
      'a line that comes in pieces once it is whole',
      { chunks: ['he', '', 'llo\nx', 'y\n'] },
      'hello\nxy\n',
    ],
    ['a last line without its end when all is over', { chunks: ['a\nrest'] }, 'a\nrest\n'],
    [
      'letters that are torn between two looks',
      { chunks: [Buffer.from('日本\n').subarray(0, 4), Buffer.from('日本\n').subarray(4)] },
      '日本\n',
    ],
    [
      'control sequences as they are where nobody sees them',
      { chunks: ['\x1b[2Ja\n'] },
      '\x1b[2Ja\n',
    ],
    [
      'no control sequence on a terminal',
      { chunks: ['\x1b]0;me\x07\x1b[2Ja 10%\ra 90%\n'], isTerminal: true },
      'a 90%\n',
    ],
    [
      'every byte with --raw, on a terminal too',
      { chunks: ['\x1b[2Ja', '\r\nb'], isTerminal: true, raw: true },
      '\x1b[2Ja\r\nb',
    ],
    [
      'messages of a known language',
      { chunks: [said('hello'), said('two\nlines')], format: 'claude' },
      'hello\ntwo\nlines\n',
    ],
    [
      'no control sequence that a message hides',
      { chunks: [said('\x1b[2Jhello')], format: 'claude', isTerminal: true },
      'hello\n',
    ],
  ];
  for (const [what, output, shown] of cases)
    it(`is shown: ${what}`, async () => {
      assert.equal(await shownOf(output), shown);
    });

  it('with its tools, in every known language', async () => {
    const events: readonly [string, string, RegExp][] = [
      [
        'claude',
        json({
          type: 'assistant',
          message: {
            content: [{ type: 'tool_use', id: 't1', name: 'Bash', input: { command: 'ls -l' } }],
          },
        }),
        /^\$ Bash: .*ls -l/,
      ],
      [
        'codex',
        json({
          type: 'item.started',
          item: { id: '1', type: 'command_execution', command: 'ls -l' },
        }),
        /^\$ .*ls -l/,
      ],
    ];
    for (const [format, line, shown] of events)
      assert.match(await shownOf({ chunks: [line], format }), shown);
  });
});

/** Reads all there is, as `logs` does, and once more when the run is over. */
async function shownOf({
  chunks,
  format,
  isTerminal = false,
  raw = false,
}: Output): Promise<string> {
  const left = chunks.map((chunk) => Buffer.from(chunk));
  const seen: Buffer[] = [];
  const store = {
    runs: {
      spec: () => ({ format }),
      output: () => left.shift() ?? Buffer.alloc(0),
      exit: () => (left.length === 0 ? 0 : undefined),
    },
  };
  const terminal = {
    isTerminal,
    out: (text: string | Uint8Array) => void seen.push(Buffer.from(text as string)),
  };
  const context = { store, agents: async () => ({ readerOf }) };
  const stage = { context, terminal } as unknown as Stage;
  const read = await createTail(stage, 1, { stream: 'stdout', raw });
  while (read() || left.length > 0);
  read();
  return Buffer.concat(seen).toString('utf8');
}
