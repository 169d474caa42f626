import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { printStatus } from '../../src/cli/print/status.ts';
import { printTask } from '../../src/cli/print/task.ts';
import { painter } from '../../src/cli/style.ts';
import { displayWidth } from '../../src/lib/text.ts';
import type { TaskRow, TaskView } from '../../src/operations/show-task.ts';
import type { StatusOutput } from '../../src/operations/status.ts';

const plain = painter(false);
const at = '2026-01-02T03:04:05.678Z';

const row = (number: number, more: Partial<TaskRow> = {}): TaskRow => ({
  id: `task_${number}`,
  number,
  agent: 'coder',
  title: 'do it',
  status: 'pending',
  priority: 0,
  attempt: 0,
  createdAt: at,
  simulated: false,
  ...more,
});

const none = {
  running: 0,
  awaiting: 0,
  pending: 0,
  blocked: 0,
  draft: 0,
  complete: 0,
  failed: 0,
  cancelled: 0,
};
const output = (tasks: TaskRow[], more: Partial<StatusOutput> = {}): StatusOutput => ({
  tasks,
  counts: { ...none, pending: tasks.length },
  paused: [],
  damaged: [],
  quarantine: [],
  conductor: { is: 'conducting', isLate: false },
  ...more,
});

const mixed = output(
  [
    row(9, {
      status: 'running',
      attempt: 2,
      elapsedMs: 61_000,
      title: 'a title that is much longer than any screen is wide 日本語',
    }),
    row(10, { status: 'blocked', reason: 'dependency' }),
    row(7, { status: 'failed', reason: 'timeout', attempt: 1, elapsedMs: 100, endedAt: at }),
  ],
  { counts: { ...none, running: 1, blocked: 1, failed: 1 } },
);

describe('the table of status', () => {
  it('is aligned, whole and without colours where nobody says how wide it may be', () => {
    assert.equal(
      printStatus(mixed, plain, undefined),
      [
        '    #  AGENT  STATUS                TASK                                                          TIME  TRY',
        '▶   9  coder  running               a title that is much longer than any screen is wide 日本語  1m 01s    2',
        '◌  10  coder  blocked (dependency)  do it',
        '✖   7  coder  failed (timeout)      do it                                                         0.1s    1',
        '',
        '1 running, 1 blocked, 1 failed',
        '',
      ].join('\n'),
    );
  });

  const screens: readonly [columns: number, header: string][] = [
    [100, '# AGENT STATUS TASK TIME TRY'],
    [69, '# AGENT STATUS TASK TIME TRY'],
    [60, '# AGENT STATUS TASK TIME'],
    [55, '# STATUS TASK TIME'],
    [40, '# TASK TIME'],
    [26, '# TASK'],
    [20, '# TASK'],
    [9, '# T…'],
  ];
  for (const [columns, header] of screens)
    it(`keeps to ${columns} columns, the title first`, () => {
      const crowded = output(mixed.tasks, {
        counts: { ...mixed.counts, pending: 1234, complete: 99, cancelled: 7 },
        conductor: { is: 'absent', isLate: true },
      });
      const lines = printStatus(crowded, plain, columns).split('\n');
      const isWhole = (line: string) => !line.includes(' ') || displayWidth(line) <= columns;
      const broken = lines.filter((line) => !isWhole(line));
      assert.deepEqual(broken.length > 0, columns < 13, broken.join('\n'));
      assert.equal(lines[0]?.trim().replace(/ +/g, ' '), header);
    });

  it('is aligned whatever signs a title is made of', () => {
    const titles = [
      '日本語',
      '👨‍👩‍👧‍👦 and 🇩🇪',
      '❤️ 1️⃣ 👍🏽',
      'e\u0301 กำ',
      'a\tb\u2028c',
      '\x1b[31mred\x1b[0m',
      '',
    ];
    const rows = titles.map((title, at) => row(at, { title, elapsedMs: 5_000, attempt: 1 }));
    const [header = '', ...lines] = printStatus(output(rows), plain, 80).split('\n');
    for (const line of lines.slice(0, titles.length)) {
      assert.equal(displayWidth(line), displayWidth(header), line);
      assert.match(line, / {2}5\.0s {4}1$/);
    }
  });

  it('colours only what it is told to', () => {
    const painted = printStatus(mixed, painter(true), 80);
    assert.ok(painted.includes('\x1b[36m▶\x1b[39m'));
    assert.equal(stripVTControlCharacters(painted), printStatus(mixed, plain, 80));
  });

  it('obeys no agent: control characters, links and turned text are taken out', () => {
    const evil = row(1, {
      title: '\x1b]0;owned\x07\x1b[2Jti\u202etle\t\x9b5m!',
      agent: 'co\x1b[31mder',
    });
    const shown = printStatus(output([evil]), plain, 80);
    assert.match(shown, /^○ +1 +coder +pending +title !$/m);
  });

  const remarks: readonly [what: string, status: StatusOutput, says: RegExp][] = [
    ['nothing at all', output([]), /^nothing queued yet; begin with: /],
    [
      'finished ones that are not shown',
      output([], { counts: { ...none, complete: 3 } }),
      /^3 complete\n$/,
    ],
    [
      'more that wait than it shows',
      output([row(1)], { counts: { ...none, pending: 5 } }),
      /\n4 more are waiting\n/,
    ],
    [
      'damaged records',
      output([row(1)], { counts: { ...none, pending: 2 }, damaged: ['task_2'] }),
      /\n2 pending\ncannot be read: task_2\n$/,
    ],
    [
      'what was put into quarantine',
      output([row(1)], { quarantine: ['task_2.17.json'] }),
      /\nin \.orchestra\/quarantine: task_2\.17\.json\n/,
    ],
    [
      'only damaged records',
      output([], { counts: { ...none, pending: 1 }, damaged: ['task_2'] }),
      /cannot be read: task_2\n$/,
    ],
    [
      'a pause of what is empty',
      output([], { paused: [{ what: 'queue', by: 'ann', at }] }),
      /^nothing queued yet.*\nthe queue is paused by ann: orchestra resume\n$/,
    ],
    [
      'what is paused, by whom, and the way out',
      output([row(1)], {
        paused: [
          { what: 'queue', by: 'ann', at },
          { what: 'group', name: 'slow', by: 'task_3', at },
        ],
      }),
      /\nthe queue is paused by ann: orchestra resume\ngroup slow is paused by task_3: orchestra resume --group slow\n/,
    ],
    [
      'nobody to start them',
      output([row(1)], { conductor: { is: 'absent', isLate: true } }),
      /\nnobody conducts: orchestra run/,
    ],
    [
      'an unseen conductor',
      output([row(1)], { conductor: { is: 'unseen', who: 'pid 7 on far', isLate: false } }),
      /\npid 7 on far conducts; it cannot be seen/,
    ],
    [
      'simulated work',
      output([row(1, { simulated: true })]),
      /coder \(simulated\)[\s\S]*\nsimulated: /,
    ],
  ];
  for (const [what, status, says] of remarks)
    it(`tells of ${what}`, () => {
      assert.match(printStatus(status, plain, undefined), says);
    });
});

describe('one task', () => {
  const { TZ } = process.env;
  before(() => {
    process.env['TZ'] = 'UTC';
  });
  after(() => {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });

  const view: TaskView = {
    ...row(12, { status: 'failed', reason: 'exit', attempt: 2, elapsedMs: 1_000 }),
    prompt: 'first line\n\x1b[2Jsecond',
    cwd: '/work',
    message: 'exit code 1: no\nmore of it',
    after: [],
    env: ['TOKEN'],
    putAside: [],
    requests: [],
    runs: [
      {
        run: 3,
        ask: 1,
        attempt: 1,
        outcome: {
          status: 'failed',
          reason: 'timeout',
          message: 'late\nvery',
          endedAt: at,
          elapsedMs: 90_000,
        },
      },
      {
        run: 4,
        ask: 1,
        attempt: 2,
        outcome: { status: 'failed', reason: 'exit', endedAt: at, elapsedMs: 1_000 },
      },
    ],
  };

  it('is shown with what is known, its attempts and its prompt', () => {
    assert.equal(
      printTask(view, plain, Date.parse(at) + 61_000, undefined),
      [
        '✖ task_12  failed (exit)',
        'agent    coder',
        'message  exit code 1: no',
        '         more of it',
        'time     1.0s',
        'created  2026-01-02 03:04:05, 1m ago',
        'env      TOKEN',
        'cwd      /work',
        'try 1  failed (timeout)  1m 30s  run 3  late',
        'try 2  failed (exit)       1.0s  run 4',
        '',
        'first line',
        'second',
        '',
      ].join('\n'),
    );
  });

  it('breaks on a screen what is too long, beside its name, and cuts what attempts said', () => {
    const long = 'exit code 1: nothing could be done about it at all';
    const lines = printTask({ ...view, message: long }, plain, 0, 40).split('\n');
    assert.deepEqual(lines.slice(2, 4), [
      'message  exit code 1: nothing could be',
      '         done about it at all',
    ]);
    assert.ok(lines.includes('try 1  failed (timeout)  1m 30s  run 3 …'));
    const facts = lines.slice(0, lines.indexOf(''));
    for (const line of facts) assert.ok(displayWidth(line) <= 40, line);
  });

  it('tells attempts in a row that went the same way in one line', () => {
    const message = 'there is no program';
    const failure = { status: 'failed', reason: 'launch', message, endedAt: at } as const;
    const run = (attempt: number, elapsedMs: number) => ({
      run: attempt + 4,
      ask: 1,
      attempt,
      outcome: { ...failure, elapsedMs },
    });
    const lines = printTask(
      { ...view, runs: [run(1, 0), run(2, 1), run(3, 900)] },
      plain,
      0,
      undefined,
    );
    assert.deepEqual(
      lines.split('\n').filter((line) => line.startsWith('try')),
      [
        'try 1–2  failed (launch)    0s  run 5–6  there is no program',
        'try 3    failed (launch)  0.9s  run 7    there is no program',
      ],
    );
  });
});
