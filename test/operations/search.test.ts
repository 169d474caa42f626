import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { orderOf } from '../../src/core/layout.ts';
import type { RunSpec } from '../../src/core/run.ts';
import type { NewTask, TaskRecord } from '../../src/core/task.ts';
import { parse } from '../../src/lib/schema.ts';
import type { Context } from '../../src/operations/operation.ts';
import { search } from '../../src/operations/search.ts';
import { createFakeWorld } from '../support/fake-world.ts';

interface Ran {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly message?: string;
  readonly format?: string;
}

const day = '2026-01-01';

/** A world in which tasks have run that said this and that. */
async function createScene() {
  const { store, start, disk, root } = createFakeWorld();
  const context = {
    store,
    clock: { now: () => ({ at: '2026-01-03T00:00:00.000Z', monotonicMs: 0 }) },
  } as unknown as Context;
  const ran = async (wanted: Partial<NewTask>, ...said: readonly Ran[]): Promise<TaskRecord> => {
    const task = start(wanted);
    const runs: TaskRecord['runs'] = [];
    for (const [at, { message, format, ...streams }] of said.entries()) {
      const run = await store.runs.allocate(0);
      for (const [stream, text] of Object.entries(streams))
        disk.put(`${root}/runs/${run}/${stream}`, text);
      if (format !== undefined) await store.runs.writeSpec({ ...spec, run, format });
      const outcome = {
        status: 'complete',
        endedAt: `${day}T00:00:00.000Z`,
        elapsedMs: 5,
      } as const;
      runs.push({
        run,
        ask: 1,
        attempt: at + 1,
        outcome: { ...outcome, ...(message !== undefined && { message }) },
      });
    }
    const settled = { status: 'complete', endedAt: `${day}T00:00:00.000Z` } as const;
    const record = { ...task, runs, settled };
    store.tasks.replace(record);
    store.queue.finish('pending', orderOf(task), day, task.number, 'complete');
    return record;
  };
  const archive = async ({ number, runs }: TaskRecord) => {
    for (const { run } of runs) await store.runs.pack(run, async () => undefined);
    store.tasks.archive([number]);
    store.queue.archive([{ day, number, status: 'complete' }]);
    store.runs.archive(runs.map(({ run }) => run));
  };
  const found = async (input: object) => {
    const read = parse(search.input, input);
    assert.ok(read.ok, JSON.stringify(read));
    return search.run(context, read.value);
  };
  /** Each hit as one line, with the match in brackets. */
  const hits = async (text: string, more: object = {}) =>
    (await found({ text, ...more })).hits.map(
      ({ number, where, attempt, line, text, at, length }) =>
        `${number} ${where}${attempt ?? ''}:${line} ${text.slice(0, at)}[${text.slice(at, at + length)}]${text.slice(at + length)}`,
    );
  return { ran, archive, found, hits, start, disk, root };
}

const spec: Omit<RunSpec, 'run'> = {
  version: 1,
  task: 1,
  attempt: 1,
  agent: 'told',
  argv: ['told'],
  cwd: '/',
  environment: [],
  stdin: 'prompt',
  launcher: 'local',
  token: '0'.repeat(32),
  epoch: 1,
  slot: 0,
  completion: 'either',
  trustExit: true,
  stopSignals: ['INT'],
  graceMs: 0,
  lingerMs: 0,
  classic: false,
  simulated: false,
};

describe('search', () => {
  it('tells where the text is, the latest task first, as it is unless it is asked otherwise', async () => {
    const { ran, hits, start } = await createScene();
    await ran(
      { prompt: 'Mend it\n  the parser (all)', title: 'The Parser' },
      { stdout: 'no\nparser: cannot\n', stderr: 'parser?', message: 'exit 1: a parser' },
      { stdout: 'a\nb\nlast parser', message: 'last parser' },
    );
    start({ prompt: 'Parser too' });
    assert.deepEqual(await hits('parser'), [
      '1 prompt:2   the [parser] (all)',
      '1 stdout1:2 [parser]: cannot',
      '1 stderr1:1 [parser]?',
      '1 message1:1 exit 1: a [parser]',
      '1 stdout2:3 last [parser]',
    ]);
    assert.deepEqual(await hits('PARSER', { ignoreCase: true, in: 'prompt' }), [
      '2 prompt:1 [Parser] too',
      '1 title:1 The [Parser]',
      '1 prompt:2   the [parser] (all)',
    ]);
    assert.deepEqual(await hits('parser', { in: 'output', filter: ['status=pending'] }), []);
    assert.deepEqual(await hits('r (all)'), ['1 prompt:2   the parse[r (all)]']);
    assert.deepEqual(await hits('^p\\w+[:?]', { regex: true }), [
      '1 stdout1:2 [parser:] cannot',
      '1 stderr1:1 [parser?]',
    ]);
    assert.deepEqual(await hits('parser$', { regex: true, in: 'output', ignoreCase: true }), [
      '1 message1:1 exit 1: a [parser]',
      '1 stdout2:3 last [parser]',
    ]);
  });

  it('looks into events as they were said, and not at names of things', async () => {
    const { ran, hits } = await createScene();
    const events = [
      { type: 'system', session_id: 'needle', model: 'needle', uuid: 'needle', callID: 'needle' },
      { type: 'assistant', message: { content: [{ type: 'text', text: 'a\nb "needle"/é\nc' }] } },
      { type: 'user', result: ['one needle', 'one needle', { deep: 'other needle' }] },
    ];
    const stdout = `${events.map((event) => JSON.stringify(event)).join('\n')}\nplain needle\n{"half": "needle`;
    await ran({ prompt: 'x' }, { format: 'claude', stdout });
    assert.deepEqual(await hits('needle'), [
      '1 stdout1:2 b "[needle]"/é',
      '1 stdout1:3 one [needle]',
      '1 stdout1:3 other [needle]',
      '1 stdout1:4 plain [needle]',
      '1 stdout1:5 {"half": "[needle]',
    ]);
    assert.deepEqual(await hits('"needle"/é'), ['1 stdout1:2 b ["needle"/é]']);
    assert.deepEqual(await hits('"NEEDLE"/É', { ignoreCase: true }), [
      '1 stdout1:2 b ["needle"/é]',
    ]);
    assert.deepEqual(await hits('^c$', { regex: true }), ['1 stdout1:2 [c]']);
  });

  it('finds what was archived and packed, and says of what it cannot read all', async () => {
    const { ran, archive, hits, found, disk, root } = await createScene();
    const long = Array.from({ length: 30_000 }, (_, at) => `line ${at + 1} ü`).join('\n');
    const first = await ran({ prompt: 'the first' }, { stdout: long });
    await ran({ prompt: 'the second' }, { stdout: 'line 29999 ü' });
    await archive(first);
    assert.deepEqual(await hits('line 29999 ü'), [
      '2 stdout1:1 [line 29999 ü]',
      '1 stdout1:29999 [line 29999 ü]',
    ]);
    assert.deepEqual(await hits('the first'), ['1 prompt:1 [the first]']);
    disk.put(`${root}/archive/runs/0/1/stdout.gz`, 'broken');
    disk.put(`${root}/tasks/task_2.json`, '{');
    assert.deepEqual((await found({ text: 'first' })).damaged.sort(), ['task_1', 'task_2']);
  });

  it('looks only where something was said', async () => {
    const { ran, hits } = await createScene();
    await ran({ prompt: 'one\r\n\ntwo' }, { stdout: 'three\r\n' });
    assert.deepEqual(await hits('^.*$', { regex: true }), [
      '1 prompt:1 [one]',
      '1 prompt:2 []',
      '1 prompt:3 [two]',
      '1 stdout1:1 [three]',
    ]);
  });

  it('shows no more than is asked for, and of a long line what is around the match', async () => {
    const { ran, found } = await createScene();
    const stdout = `${'x'.repeat(5_000_000)}needle${'y'.repeat(5_000_000)}\nneedle\n`;
    await ran({ prompt: 'x' }, { stdout });
    const { hits, more } = await found({ text: 'needle', limit: 1 });
    assert.equal(more, true);
    const [hit] = hits;
    assert.ok(hit);
    assert.ok(hit.text.length <= 300, String(hit.text.length));
    assert.equal(hit.text.slice(hit.at, hit.at + hit.length), 'needle');
    const all = await found({ text: 'needle', limit: 0 });
    assert.deepEqual([all.more, ...all.hits.map(({ line }) => line)], [false, 1, 2]);
  });

  const refused: readonly [input: object, says: RegExp][] = [
    [{ text: '(', regex: true }, /"\(" is no regular expression: Unterminated group$/],
    [{ text: 'a\nb' }, /within a line, and this has several$/],
    [{ text: 'a', filter: ['stats=x'] }, /did you mean status\?$/],
  ];
  for (const [input, says] of refused)
    it(`refuses ${JSON.stringify(input)}`, async () => {
      const { found } = await createScene();
      await assert.rejects(found(input), { name: 'Failure', code: 'usage', message: says });
    });
});
