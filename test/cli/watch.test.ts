import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openScreen, repaint } from '../../src/cli/screen.ts';
import type { Stage } from '../../src/cli/stage.ts';
import { fitHeight } from '../../src/cli/view.ts';
import { changes, showWhile } from '../../src/cli/watch.ts';
import { noControls } from '../../src/core/controls.ts';
import { emptyHead } from '../../src/core/head.ts';
import type { Terminal } from '../../src/core/ports.ts';
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

describe('what a screen is sent', () => {
  const cases: readonly [
    what: string,
    before: readonly string[] | undefined,
    after: readonly string[],
    sent: string,
  ][] = [
    ['all of it at first', undefined, ['a', 'b'], '<1>a<2>b<3-'],
    ['nothing when nothing changed', ['a', 'b'], ['a', 'b'], ''],
    ['the line that changed', ['a', 'b'], ['a', 'c'], '<2>c'],
    ['a line that is new', ['a'], ['a', 'b'], '<2>b'],
    ['that there is less', ['a', 'b', 'c'], ['a'], '<2-'],
    ['never that there is nothing below the last row', undefined, ['a', 'b', 'c'], '<1>a<2>b<3>c'],
  ];
  for (const [what, before, after, sent] of cases)
    it(`is ${what}`, () => {
      const text = repaint(before, after, 3);
      // Shorter: `<2>` goes to row 2 and clears it, `<2-` clears that and all below.
      const short = text.replaceAll('\x1b[K', '>').replaceAll('\x1b[J', '-');
      assert.equal(short.replaceAll('\x1b[', '<').replaceAll(';1H', ''), sent);
    });

  it('is cut to its size, and all of it once more when it was lost', () => {
    const said: string[] = [];
    let lose = (): void => undefined;
    let isNudged = false;
    const screen = openScreen(
      {
        out: (text: string) => said.push(text),
        columns: () => 4,
        rows: () => 2,
        takeScreen: (onLost: () => void) => {
          lose = onLost;
          return () => undefined;
        },
      } as unknown as Terminal,
      () => {
        isNudged = true;
      },
    );
    screen.paint(['a long line', 'b', 'c']);
    screen.paint(['a long line', 'b', 'c']);
    assert.deepEqual(said, ['\x1b[1;1H\x1b[Ka l…\x1b[2;1H\x1b[Kb']);
    lose();
    assert.ok(isNudged);
    screen.paint(['a long line', 'b', 'c']);
    assert.equal(said[1], said[0]);
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

  it('is taken, painted over, given back, and then told once more in plain', async () => {
    const { stage, said, press } = stageOf();
    const shown = showWhile(stage, input, new Promise(() => undefined), { quits: true });
    press('x');
    press('\x1b[A');
    press('q');
    await shown;
    const [first = '', ...rest] = said;
    assert.equal(first, 'taken');
    const left = rest.indexOf('given back');
    assert.ok(left > 0);
    for (const frame of rest.slice(0, left))
      assert.ok(frame.startsWith('\x1b[1;1H') && frame.includes('q quits'), frame);
    assert.match(rest.slice(left + 1).join(''), /^nothing queued yet/);
  });

  it('is left before anything else when the disk cannot be read', async () => {
    const { stage, said } = stageOf({ fails: true });
    await assert.rejects(
      showWhile(stage, input, Promise.resolve(), { quits: true }),
      /the disk is gone/,
    );
    assert.equal(said.at(-1), 'given back');
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
    hasScreen: true,
    isInteractive: true,
    color: false,
    columns: () => 80,
    rows: () => 24,
    onKey(hear: (key: string) => void) {
      heard += 1;
      listen = hear;
      return () => undefined;
    },
    takeScreen() {
      said.push('taken');
      return () => void said.push('given back');
    },
  };
  const live = () => {
    if (fails) throw new Error('the disk is gone');
    return [];
  };
  const context = {
    store: {
      root: '/nowhere',
      timetables: { scheduled: () => [] },
      queue: { live, head: () => emptyHead },
      lock: { look: () => undefined },
      intents: { open: () => [] },
      requests: { numbers: () => [] },
      controls: { read: () => noControls },
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
