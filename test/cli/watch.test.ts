import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Stage } from '../../src/cli/stage.ts';
import { changes, fitHeight, showWhile } from '../../src/cli/watch.ts';
import { emptyHead } from '../../src/core/head.ts';
import type { TaskRow } from '../../src/operations/show-task.ts';

const row = (number: number, more: Partial<TaskRow> = {}): TaskRow => ({
  id: `task_${number}`,
  number,
  agent: 'coder',
  title: 'do it',
  status: 'pending',
  priority: 0,
  attempt: 0,
  simulated: false,
  ...more,
});

describe('watching, piped', () => {
  it('tells each change once, in the order of the numbers', () => {
    const seen = new Map<number, string>();
    assert.deepEqual(changes([row(2), row(1, { status: 'running', attempt: 1 })], seen), [
      'task_1  running  do it',
      'task_2  pending  do it',
    ]);
    assert.deepEqual(
      changes([row(2), row(1, { status: 'running', attempt: 1, elapsedMs: 5 })], seen),
      [],
    );
    assert.deepEqual(
      changes(
        [
          row(1, { status: 'blocked', reason: 'backoff', attempt: 1 }),
          row(2, { status: 'running', attempt: 2 }),
        ],
        seen,
      ),
      ['task_1  blocked (backoff)  do it', 'task_2  running, try 2  do it'],
    );
  });
});

describe('a screen', () => {
  const text = ['head', 'a', 'b', 'c', 'd', '', 'sum', 'remark', ''].join('\n');
  const fits: readonly [rows: number, lines: string[]][] = [
    [20, ['head', 'a', 'b', 'c', 'd', '', 'sum', 'remark']],
    [7, ['head', 'a', 'b', 'c', '', 'sum', 'remark']],
    [5, ['head', 'a', '', 'sum', 'remark']],
    [3, ['head', 'a', '']],
    [0, ['head']],
  ];
  for (const [rows, lines] of fits)
    it(`of ${rows} rows shows ${lines.length} lines, the summary as long as it can`, () => {
      assert.deepEqual(fitHeight(text, rows), lines);
    });

  it('is entered, painted over, left, and then told once more in plain', async () => {
    const { stage, said, press } = stageOf();
    const shown = showWhile(stage, input, new Promise(() => undefined), { quits: true });
    press('x');
    press('\x1b[A');
    press('q');
    await shown;
    const [first = '', ...rest] = said;
    assert.equal(first, '\x1b[?1049h\x1b[?25l');
    const left = rest.indexOf('\x1b[?25h\x1b[?1049l');
    assert.ok(left > 0);
    for (const frame of rest.slice(0, left)) {
      assert.ok(frame.startsWith('\x1b[H') && frame.endsWith('\x1b[J'), JSON.stringify(frame));
      assert.ok(!frame.includes('\x1b[2J'), 'clearing flickers');
    }
    assert.match(rest.slice(left + 1).join(''), /^nothing queued yet/);
  });

  it('is left before anything else when the disk cannot be read', async () => {
    const { stage, said } = stageOf({ fails: true });
    await assert.rejects(
      showWhile(stage, input, Promise.resolve(), { quits: true }),
      /the disk is gone/,
    );
    assert.equal(said.at(-1), '\x1b[?25h\x1b[?1049l');
  });

  it('that ends by itself leaves the keys alone, so that Ctrl-C is a signal', async () => {
    const { stage, listeners, said } = stageOf();
    await showWhile(stage, input, Promise.resolve(), { quits: false });
    assert.equal(listeners(), 0);
    assert.match(said.join(''), /Ctrl-C leaves/);
  });
});

const input = { waiting: 20, finished: 10 };

/** A stage over an empty workspace, with a terminal that remembers what it was told. */
function stageOf({ fails = false } = {}) {
  const said: string[] = [];
  let listen: ((key: string) => void) | undefined;
  let wakeUp: () => void = () => undefined;
  let heard = 0;
  const terminal = {
    out: (text: string) => void said.push(text),
    isTerminal: true,
    color: false,
    columns: () => 80,
    rows: () => 24,
    onKey(hear: (key: string) => void) {
      heard += 1;
      listen = hear;
      return () => undefined;
    },
    onResize: () => () => undefined,
  };
  const live = () => {
    if (fails) throw new Error('the disk is gone');
    return [];
  };
  const context = {
    store: {
      root: '/nowhere',
      queue: { live, head: () => emptyHead },
      lock: { look: () => undefined },
      intents: { open: () => [] },
      quarantined: () => [],
    },
    clock: { now: () => ({ at: '2026-01-02T03:04:05.678Z', monotonicMs: 0, bootId: '' }) },
    wake: {
      watch: () => undefined,
      nudge: () => wakeUp(),
      sleep: () =>
        new Promise<void>((resolve) => {
          wakeUp = resolve;
        }),
    },
  };
  const stage = { terminal, context, listenForInterruption: () => new AbortController().signal };
  return {
    stage: stage as unknown as Stage,
    said,
    press: (key: string) => listen?.(key),
    listeners: () => heard,
  };
}
