import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readerOf } from '../../src/adapters/agents/index.ts';
import { createTail } from '../../src/cli/follow.ts';
import type { Stage } from '../../src/cli/stage.ts';

interface Scene {
  readonly written: string;
  readonly last: number;
  /** What is written after the first look; then the run is over. */
  readonly later?: string;
  readonly format?: string;
  readonly raw?: boolean;
  readonly json?: boolean;
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;
const said = (text: string): string =>
  line({ type: 'assistant', message: { content: [{ type: 'text', text }] } });
const nothing = line({ type: 'system', subtype: 'of no interest' });

describe('the last of what an agent has said', () => {
  const cases: readonly [what: string, scene: Scene, shown: string][] = [
    ['lines', { written: 'a\nb\nc\n', last: 2 }, 'b\nc\n'],
    ['more than there are', { written: 'a\nb\n', last: 5 }, 'a\nb\n'],
    ['nothing', { written: 'a\nb\n', last: 0 }, ''],
    ['nothing of nothing', { written: '', last: 3 }, ''],
    ['a line without its end', { written: 'a\nb', last: 1 }, 'b\n'],
    ['no line without its end', { written: 'a\nb', last: 0 }, ''],
    ['every byte of it', { written: 'a\r\nb\x1b[2J', last: 1, raw: true }, 'b\x1b[2J'],
    ['lines, and what comes', { written: 'a\nb\n', last: 1, later: 'c\n' }, 'b\nc\n'],
    ['only what comes', { written: 'a\nb\n', last: 0, later: 'c\nd' }, 'c\nd\n'],
    ['a line that ends later, whole', { written: 'a\nhal', last: 0, later: 'f\nc\n' }, 'half\nc\n'],
    [
      'a line, and the one that ends later',
      { written: 'a\nb\nhal', last: 1, later: 'f\n' },
      'b\nhalf\n',
    ],
    ['bytes that come', { written: 'a\nhal', last: 0, later: 'f\n', raw: true }, 'f\n'],
    [
      'words, however many events say none',
      { written: said('one') + said('two') + nothing.repeat(50), last: 1, format: 'claude' },
      'two\n',
    ],
    [
      'lines of a message of many',
      { written: said('one') + said('two\nthree\nfour'), last: 2, format: 'claude' },
      'three\nfour\n',
    ],
    [
      'all words, where there are not more',
      { written: nothing + said('one') + nothing, last: 9, format: 'claude' },
      'one\n',
    ],
    [
      'lines of JSON',
      { written: 'a\nb\n', last: 1, json: true },
      '{"stream":"stdout","text":"b"}\n',
    ],
    [
      'a very long line',
      { written: `a\n${'日'.repeat(300_000)}\n`, last: 1 },
      `${'日'.repeat(300_000)}\n`,
    ],
  ];
  for (const [what, scene, shown] of cases)
    it(`is shown: ${what}`, async () => {
      assert.ok((await shownOf(scene)) === shown, (await shownOf(scene)).slice(0, 200));
    });
});

async function shownOf({
  written,
  last,
  later,
  format,
  raw = false,
  json = false,
}: Scene): Promise<string> {
  let file = Buffer.from(written);
  let isOver = later === undefined;
  const seen: Buffer[] = [];
  const store = {
    runs: {
      spec: () => ({ format }),
      size: () => file.length,
      output: (_run: number, _stream: string, offset: number, bytesMax: number) =>
        file.subarray(offset, offset + bytesMax),
      exit: () => (isOver ? 0 : undefined),
    },
  };
  const terminal = {
    isTerminal: false,
    out: (text: string | Uint8Array) => void seen.push(Buffer.from(text as string)),
  };
  const context = { store, agents: async () => ({ readerOf }) };
  const read = await createTail({ context, terminal, json } as unknown as Stage, 1, {
    stream: 'stdout',
    raw,
    last,
  });
  while (read());
  if (later !== undefined) {
    file = Buffer.concat([file, Buffer.from(later)]);
    isOver = true;
    while (read());
  }
  return Buffer.concat(seen).toString('utf8');
}
