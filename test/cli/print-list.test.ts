import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { printList } from '../../src/cli/print/list.ts';
import { printPreview } from '../../src/cli/print/preview.ts';
import { painter } from '../../src/cli/style.ts';
import { displayWidth } from '../../src/lib/text.ts';
import type { Preview } from '../../src/operations/preview.ts';
import type { TaskRow } from '../../src/operations/show-task.ts';

const plain = painter(false);
const nowMs = Date.parse('2026-01-02T03:04:05.678Z');

const rows: readonly TaskRow[] = [
  {
    id: 'task_12',
    number: 12,
    agent: 'coder',
    title: 'a title that is much longer than any screen is wide 日本語',
    status: 'failed',
    reason: 'timeout',
    priority: 0,
    attempt: 1,
    createdAt: '2026-01-02T01:00:00.000Z',
    endedAt: '2026-01-02T01:02:05.678Z',
    elapsedMs: 61_000,
    simulated: false,
  },
  {
    id: 'task_7',
    number: 7,
    agent: 'coder',
    title: '\x1b[2Jdo\tit',
    status: 'pending',
    priority: 0,
    attempt: 0,
    simulated: true,
  },
];

describe('the table of list', () => {
  it('is whole where nobody says how wide it may be, and obeys no agent', () => {
    assert.equal(
      printList(rows, plain, undefined, nowMs),
      [
        '    #  AGENT              STATUS            TASK                                                          TIME   ENDED',
        '✖  12  coder              failed (timeout)  a title that is much longer than any screen is wide 日本語  1m 01s  2h ago',
        '○   7  coder (simulated)  pending           do it',
        '',
      ].join('\n'),
    );
  });

  const screens: readonly [columns: number, header: string][] = [
    [120, '# AGENT STATUS TASK TIME ENDED'],
    [75, '# AGENT STATUS TASK ENDED'],
    [60, '# STATUS TASK ENDED'],
    [40, '# TASK ENDED'],
    [30, '# TASK'],
    [20, '# TASK'],
    [9, '# T…'],
    [1, '…'],
  ];
  for (const [columns, header] of screens)
    it(`keeps to ${columns} columns, the title first`, () => {
      const lines = printList(rows, plain, columns, nowMs).split('\n');
      for (const line of lines) assert.ok(displayWidth(line) <= columns, line);
      assert.equal(lines[0]?.trim().replace(/ +/g, ' '), header);
    });
});

describe('a dry run', () => {
  const preview: Preview = {
    id: 'task_3',
    number: 3,
    agent: 'coder',
    title: 'x',
    status: 'blocked',
    priority: -2,
    argv: ['/bin/x', 'a b'],
    command: "/bin/x 'a b'",
    cwd: '/here',
    stdin: 'prompt',
    adds: ['A', 'B'],
    removes: [],
    timeoutMs: 90_000,
    retries: 1,
    after: [1, 2],
    notBefore: '2026-01-02T03:04:05.678Z',
    model: 'big',
    labels: { area: 'cli', by: 'me' },
    prompt: 'do \x1b[2Jit\n',
    simulated: false,
  };

  it('tells all that would hold', () => {
    assert.equal(
      printPreview(preview, plain, undefined),
      [
        'task_3 would be queued',
        'agent        coder',
        'model        big',
        'title        x',
        'begins       blocked',
        'not before   2026-01-02T03:04:05.678Z',
        'after        task_1, task_2',
        'priority     -2',
        'labels       area=cli  by=me',
        'timeout      1m 30s',
        'retries      1',
        'cwd          /here',
        'stdin        the prompt',
        'env adds     A B',
        'env removes  nothing',
        '',
        'command:',
        "/bin/x 'a b'",
        '',
        'prompt:',
        'do it',
        '',
      ].join('\n'),
    );
  });
});
