import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyHead } from '../../src/core/head.ts';
import { orderOf } from '../../src/core/layout.ts';
import { repairsOf } from '../../src/core/recovery.ts';
import type { Repair, Survey } from '../../src/core/survey.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import { type QueueFolder, queueFolders } from '../../src/core/vocabulary.ts';
import { at, taskOf } from '../support/seen.ts';

const day = at.slice(0, 10);
const ended = { status: 'complete', endedAt: at, elapsedMs: 5 } as const;
const run = (number: number, isOver: boolean) => ({
  run: number,
  ask: 1,
  attempt: 1,
  ...(isOver && { outcome: ended }),
});
const waiting = taskOf();
const held = taskOf({ hold: true });
const draft = taskOf({ draft: true });
const running = taskOf({ runs: [run(37, false)] });
const settled = taskOf({ runs: [run(37, true)], settled: ended });
const order = orderOf(waiting);

const empty: Survey = {
  records: [],
  damaged: [],
  sealed: [],
  older: [],
  entries: [],
  finished: [],
  archived: [],
  away: new Set(),
  head: emptyHead,
  runs: [],
  sentinels: [],
  requests: [],
  leftovers: [],
  strangers: [],
  open: [],
};
const entry = (folder: QueueFolder, number = 12) => ({ folder, order, number });
const finished = (part: object = {}) => ({ number: 12, status: 'complete' as const, day, ...part });
const away = new Set([12]);
const counted = { ...emptyHead, complete: 1 };
const folderOfRun = (part: object = {}) => ({ run: 37, task: 12, damaged: [], ...part });

/** What is done, without the words. */
const done = (survey: Partial<Survey>, scope: 'all' | 'index' = 'all') =>
  repairsOf({ ...empty, ...survey }, scope).map(({ says: _, ...rest }: Repair) => rest);

const fine: [name: string, survey: Partial<Survey>][] = [
  ['an empty workspace', {}],
  ['a task in its folder', { records: [waiting], entries: [entry('pending')] }],
  ['one that waits for something', { records: [waiting], entries: [entry('blocked')] }],
  ['one that is held', { records: [held], entries: [entry('blocked')] }],
  ['a draft in its folder', { records: [draft], entries: [entry('draft')] }],
  ['one that runs', { records: [running], entries: [entry('running')], runs: [folderOfRun()] }],
  ['one that asks', { records: [running], entries: [entry('awaiting')] }],
  ['one that was put away', { records: [settled], away, archived: [finished()] }],
  [
    'a finished one',
    { records: [settled], finished: [finished()], head: counted, runs: [folderOfRun()] },
  ],
  [
    'a batch that is half made: its wish is open',
    { records: [taskOf({ from: { intent: 'i', line: 1 } })], open: ['i'] },
  ],
  ['a record of another version, and its entry', { sealed: [12], entries: [entry('running')] }],
  [
    'a run that says it belongs to a record of another version',
    { sealed: [12], runs: [folderOfRun()] },
  ],
  [
    'a run that does not say whose it is, where a record cannot be judged',
    { sealed: [7], runs: [folderOfRun({ task: undefined })] },
  ],
  [
    'sentinels of a task, of one of another version, of one of an older tool',
    {
      records: [draft],
      entries: [entry('draft')],
      sealed: [13],
      older: [1733000000],
      sentinels: [12, 13, 1733000000].map((number) => ({ number, kind: 'done' as const })),
    },
  ],
  [
    'a damaged `started` of a run that may be alive',
    {
      records: [running],
      entries: [entry('running')],
      runs: [folderOfRun({ damaged: ['started', 'spec.json'] })],
    },
  ],
];

const broken: [name: string, survey: Partial<Survey>, repairs: object[]][] = [
  ['a task that is not shown', { records: [waiting] }, [{ do: 'enter', folder: 'pending', order }]],
  ['a held one that is not', { records: [held] }, [{ do: 'enter', folder: 'blocked', order }]],
  [
    'a running one that is not',
    { records: [running], runs: [folderOfRun()] },
    [{ do: 'enter', folder: 'running', order }],
  ],
  [
    'a task that is shown twice',
    { records: [waiting], entries: [entry('pending'), entry('blocked')] },
    [{ do: 'leave', folder: 'blocked', order }],
  ],
  [
    'one that waits and is shown as running',
    { records: [waiting], entries: [entry('running')] },
    [
      { do: 'enter', folder: 'pending', order },
      { do: 'leave', folder: 'running', order },
    ],
  ],
  [
    'one that is shown in a place that it has lost',
    { records: [waiting], entries: [{ ...entry('pending'), order: '0001-0000000012-12' }] },
    [
      { do: 'enter', folder: 'pending', order },
      { do: 'leave', folder: 'pending', order: '0001-0000000012-12' },
    ],
  ],
  [
    'a draft in the queue',
    { records: [draft], entries: [entry('pending')] },
    [
      { do: 'enter', folder: 'draft', order },
      { do: 'leave', folder: 'pending', order },
    ],
  ],
  [
    'an entry of nobody',
    { entries: [entry('pending')] },
    [{ do: 'leave', folder: 'pending', order }],
  ],
  [
    'a finished task in the queue',
    { records: [settled], entries: [entry('running')], finished: [finished()], head: counted },
    [{ do: 'leave', folder: 'running', order }],
  ],
  ['a finished task that no day shows', { records: [settled] }, [{ do: 'finish', ...finished() }]],
  [
    'a finished task under another day and outcome',
    {
      records: [settled],
      finished: [finished(), finished({ status: 'failed' }), finished({ day: '2026-01-01' })],
      head: { ...emptyHead, complete: 2, failed: 1 },
    },
    [
      { do: 'unfinish', ...finished({ status: 'failed' }) },
      { do: 'unfinish', ...finished({ day: '2026-01-01' }) },
    ],
  ],
  [
    'a task that is shown as finished and is not',
    { records: [waiting], entries: [entry('pending')], finished: [finished()], head: counted },
    [{ do: 'unfinish', ...finished() }],
  ],
  [
    'a finished entry of nobody: it is the last that is known of it',
    { finished: [finished()], head: counted },
    [
      {
        do: 'quarantine',
        path: `queue/finished/${day}/12.complete`,
        as: `finished.${day}.12.complete`,
      },
    ],
  ],
  [
    'a record in the archive that the queue still shows',
    { records: [settled], away, finished: [finished()], head: counted },
    [{ do: 'archive', ...finished() }],
  ],
  [
    'a record in the archive that is shown as it ended before',
    { records: [settled], away, archived: [finished({ status: 'failed' })] },
    [
      { do: 'unfinish', ...finished({ status: 'failed' }) },
      { do: 'archive', ...finished() },
    ],
  ],
  [
    'a record that is shown in the archive, and is not there',
    { records: [settled], archived: [finished()], finished: [finished()], head: counted },
    [
      { do: 'unfinish', ...finished() },
      { do: 'finish', ...finished() },
    ],
  ],
  [
    'an entry of nobody in the archive',
    { archived: [finished()] },
    [
      {
        do: 'quarantine',
        path: `archive/finished/${day}/12.complete`,
        as: `finished.${day}.12.complete`,
      },
    ],
  ],
  ['a head that counts too much', { head: counted }, [{ do: 'count' }]],
  ['a head that cannot be read', { head: undefined }, [{ do: 'count' }]],
  [
    'a damaged record, its entry and its run',
    {
      damaged: [{ number: 12, path: 'tasks/task_12.json' }],
      entries: [entry('running')],
      runs: [folderOfRun()],
    },
    [
      { do: 'quarantine-task', number: 12 },
      { do: 'leave', folder: 'running', order },
      { do: 'quarantine-run', run: 37 },
    ],
  ],
  [
    'a damaged record in the archive',
    { damaged: [{ number: 12, path: 'archive/0/task_12.json' }] },
    [{ do: 'quarantine', path: 'archive/0/task_12.json', as: 'archived.task_12.json' }],
  ],
  [
    'a run of nobody',
    { records: [settled], finished: [finished()], head: counted, runs: [folderOfRun({ run: 38 })] },
    [{ do: 'quarantine-run', run: 38 }],
  ],
  [
    'papers of a run that is over',
    {
      records: [settled],
      finished: [finished()],
      head: counted,
      runs: [folderOfRun({ damaged: ['started', 'verdict.json'] })],
    },
    ['started', 'verdict.json'].map((file) => ({
      do: 'quarantine',
      path: `runs/37/${file}`,
      as: `run_37.${file}`,
    })),
  ],
  [
    'a damaged verdict of a run that is not over: it is in the way of one',
    {
      records: [running],
      entries: [entry('running')],
      runs: [folderOfRun({ damaged: ['started', 'verdict.json'] })],
    },
    [{ do: 'quarantine', path: 'runs/37/verdict.json', as: 'run_37.verdict.json' }],
  ],
  [
    'sentinels of nobody',
    { sentinels: [{ number: 12, kind: 'cancelled' }] },
    [{ do: 'quarantine', path: 'tasks/task_12.cancelled', as: 'task_12.cancelled' }],
  ],
  ['a damaged request', { requests: [5] }, [{ do: 'quarantine-request', number: 5 }]],
  [
    'what was never finished, and what is no wish',
    { leftovers: ['tmp/1.a.task_1.json'], strangers: ['intents/hello'] },
    [
      { do: 'quarantine', path: 'intents/hello', as: 'intent.hello' },
      { do: 'quarantine', path: 'tmp/1.a.task_1.json', as: 'tmp.1.a.task_1.json' },
    ],
  ],
];

describe('a survey', () => {
  for (const [name, survey] of fine)
    it(`of ${name} finds nothing to mend`, () => assert.deepEqual(done(survey), []));

  for (const [name, survey, repairs] of broken)
    it(`of ${name} finds how it is mended`, () => assert.deepEqual(done(survey), repairs));

  it('of the index alone leaves all else, and what is shown for a record it cannot read', () => {
    const damaged = [{ number: 12, path: 'tasks/task_12.json' }];
    const runs = [folderOfRun()];
    const files = { leftovers: ['tmp/x'], strangers: ['intents/x'], requests: [1] };
    const shown = { entries: [entry('running')], finished: [finished()], head: counted };
    assert.deepEqual(done({ damaged, runs, ...files, ...shown }, 'index'), []);
    assert.deepEqual(done({ records: [waiting], runs, ...files }, 'index'), [
      { do: 'enter', folder: 'pending', order },
    ]);
  });
});

describe('every repair of the index', () => {
  const records = { waiting, held, draft, running, settled, none: undefined };
  const marks = ['complete', 'failed', undefined] as const;

  it('leaves nothing to mend, whatever was there', () => {
    let cases = 0;
    for (const [kind, record] of Object.entries(records))
      for (const folders of subsets(queueFolders))
        for (const status of marks)
          for (const head of [undefined, emptyHead, counted]) {
            const entries = folders.map((folder) => entry(folder));
            const before: Survey = {
              ...empty,
              records: record ? [record] : [],
              entries,
              finished: status ? [finished({ status })] : [],
              runs: record && record.runs.length > 0 ? [folderOfRun()] : [],
              head,
            };
            const after = mended(before, record);
            const where = JSON.stringify({ kind, folders, status, head: head?.complete });
            assert.deepEqual(repairsOf(after, 'all'), [], where);
            cases += 1;
          }
    assert.equal(cases, 6 * 32 * 3 * 3);
  });

  it('says something of its own', () => {
    for (const [name, survey] of broken) {
      const says = repairsOf({ ...empty, ...survey }, 'all').map((repair) => repair.says);
      assert.equal(new Set(says).size, says.length, name);
      for (const line of says) assert.match(line, /: |again/, name);
    }
  });
});

/** The survey after the repairs, carried out as the engine does. */
function mended(survey: Survey, record: TaskRecord | undefined): Survey {
  let { entries, finished: shown } = survey;
  for (const repair of repairsOf(survey, 'all'))
    if (repair.do === 'enter')
      entries = [...entries, { folder: repair.folder, order: repair.order, number: 12 }];
    else if (repair.do === 'leave')
      entries = entries.filter(
        ({ folder, order: name }) => folder !== repair.folder || name !== repair.order,
      );
    else if (repair.do === 'finish') shown = [...shown, repair];
    else if (repair.do === 'unfinish')
      shown = shown.filter(({ status }) => status !== repair.status);
    else if (repair.do === 'quarantine' && !record) shown = [];
  const head = { ...emptyHead };
  for (const { status } of shown) head[status] += 1;
  return { ...survey, entries, finished: shown, head };
}

function subsets<T>(all: readonly T[]): T[][] {
  const [first, ...rest] = all;
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((set) => [set, [first, ...set]]);
}
