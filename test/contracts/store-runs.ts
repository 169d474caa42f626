import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunSpec, Started, Stop, Verdict } from '../../src/core/run.ts';
import { at, type MakeStore, now, opener } from './store-stage.ts';

/** The promises of `Store` for the folders of runs. */
export const runsContract = (name: string, make: MakeStore): void => {
  const open = opener(make);

  describe(`${name}: runs`, () => {
    it('makes folders with an outbox and an inbox, under numbers that count up', async (t) => {
      const { store, disk, root } = open(t);
      assert.deepEqual([await store.runs.allocate(0), await store.runs.allocate(0)], [1, 2]);
      assert.deepEqual([store.runs.next(0), store.runs.next(2)], [3, 3]);
      assert.equal(await store.runs.allocate(2), 3);
      assert.deepEqual(disk.list(`${root}/runs/3`).sort(), ['in', 'out']);
      assert.equal(store.runs.outbox(3), `${root}/runs/3/out`);
    });

    it('never reuses the number of a run below the floor', async (t) => {
      const { store, put } = open(t);
      put('runs/floor', '7\n');
      assert.equal(store.runs.next(0), 8);
      assert.equal(await store.runs.allocate(0), 8);
    });

    it('erases a run with all that is in it, and never gives its number again', async (t) => {
      const { store, put, disk, root } = open(t);
      const run = await store.runs.allocate(0);
      put(`runs/${run}/out/deep/file`, 'seven b');
      store.runs.raiseFloor(run);
      store.runs.raiseFloor(0); // A floor never sinks.
      assert.equal(store.runs.erase(run), 7);
      assert.equal(store.runs.erase(run), 0);
      assert.deepEqual(disk.list(`${root}/runs`), ['floor']);
      assert.equal(await store.runs.allocate(0), run + 1);
    });

    it('links spec, started, stop and verdict once: the first stays', async (t) => {
      const { store } = open(t);
      const { runs } = store;
      const run = await runs.allocate(0);
      const [spec, started, stop, verdict] = papersOf(run);
      assert.deepEqual(
        [runs.spec(run), runs.started(run), runs.stop(run), runs.verdict(run)],
        [undefined, undefined, undefined, undefined],
      );
      assert.equal(await runs.writeSpec(spec), true);
      assert.equal(await runs.writeStarted(run, started), true);
      assert.equal(runs.writeStop(run, stop), true);
      assert.equal(await runs.writeVerdict(verdict), true);
      assert.equal(await runs.writeSpec({ ...spec, cwd: '/other' }), false);
      assert.equal(
        await runs.writeStarted(run, {
          ...started,
          since: { ...now, monotonicMs: 9 },
        }),
        false,
      );
      assert.equal(runs.writeStop(run, { ...stop, reason: 'timeout', status: 'failed' }), false);
      assert.equal(await runs.writeVerdict({ ...verdict, status: 'complete' }), false);
      assert.deepEqual(
        [runs.spec(run), runs.started(run), runs.stop(run), runs.verdict(run)],
        [spec, started, stop, verdict],
      );
    });

    it('writes a deadline anew, and an empty one is none', async (t) => {
      const { store, put } = open(t);
      const run = await store.runs.allocate(0);
      assert.equal(store.runs.deadline(run), undefined);
      store.runs.writeDeadline(run, 90);
      assert.equal(store.runs.deadline(run), 90);
      store.runs.writeDeadline(run, undefined);
      assert.equal(store.runs.deadline(run), undefined);
      put(`runs/${run}/deadline`, 'soon\n');
      assert.equal(store.runs.deadline(run), undefined);
    });

    for (const [text, exit] of [
      ['0\n', 0],
      ['143\n', 143],
      ['0', undefined],
      ['14', undefined],
      ['', undefined],
      ['\n', undefined],
      ['x\n', undefined],
      ['-1\n', undefined],
    ] as const)
      it(`reads ${JSON.stringify(text)} in an exit file as ${exit}`, async (t) => {
        const { store, put } = open(t);
        const run = await store.runs.allocate(0);
        put(`runs/${run}/exit`, text);
        assert.equal(store.runs.exit(run), exit);
      });

    it('reads what the shim left: overdue, never, the end', async (t) => {
      const { store, put } = open(t);
      const run = await store.runs.allocate(0);
      assert.deepEqual(
        [store.runs.isOverdue(run), store.runs.neverRan(run), store.runs.endedAtMs(run)],
        [false, false, undefined],
      );
      put(`runs/${run}/overdue`, 'overdue\n');
      put(`runs/${run}/never`, '');
      put(`runs/${run}/exit`, '0\n');
      assert.deepEqual([store.runs.isOverdue(run), store.runs.neverRan(run)], [true, true]);
      assert.ok(store.runs.endedAtMs(run));
    });

    for (const [what, files, sentinel] of [
      ['no file', {}, undefined],
      ['an empty done', { done: '' }, { kind: 'done' }],
      ['a done with words', { done: 'all well\n' }, { kind: 'done', message: 'all well' }],
      ['an error in JSON', { error: '{"error":"no"}' }, { kind: 'error', message: 'no' }],
      ['a half-written error', { error: '{"err' }, { kind: 'error', message: '{"err' }],
      ['an error beside a done', { done: '', error: 'no' }, { kind: 'error', message: 'no' }],
      ['other names', { 'done.tmp': '', note: 'x' }, undefined],
    ] as const)
      it(`reads ${what} in the outbox`, async (t) => {
        const { store, put } = open(t);
        const run = await store.runs.allocate(0);
        for (const [file, text] of Object.entries(files)) put(`runs/${run}/out/${file}`, text);
        assert.deepEqual(store.runs.sentinel(run), sentinel);
      });

    it('lists asks by number, reads them, and answers each once', async (t) => {
      const { store, put } = open(t);
      const { runs } = store;
      const run = await runs.allocate(0);
      for (const file of ['ask-10.json', 'ask-2.json', 'ask-0.json', 'ask-x.json', 'ask-3.txt'])
        put(`runs/${run}/out/${file}`, `{"question":"${file}"}`);
      assert.deepEqual(runs.asks(run), [2, 10]);
      assert.equal(runs.readAsk(run, 2)?.text, '{"question":"ask-2.json"}');
      assert.ok((runs.readAsk(run, 2)?.changedAtMs ?? 0) > 0);
      assert.equal(runs.readAsk(run, 5), undefined);
      assert.equal(runs.isAnswered(run, 2), false);
      assert.equal(runs.writeAnswer(run, 2, { answer: 'first' }), true);
      assert.equal(runs.writeAnswer(run, 2, { answer: 'second' }), false);
      assert.equal(runs.isAnswered(run, 2), true);
    });

    it('reads output from any place, and none beyond its end', async (t) => {
      const { store, put } = open(t);
      const run = await store.runs.allocate(0);
      put(`runs/${run}/stdout`, 'héllo\n');
      assert.equal(store.runs.size(run, 'stdout'), 7);
      assert.equal(store.runs.size(run, 'stderr'), 0);
      assert.equal(store.runs.output(run, 'stdout', 3, 100).toString(), 'llo\n');
      assert.equal(store.runs.output(run, 'stdout', 0, 1).toString(), 'h');
      assert.equal(store.runs.output(run, 'stdout', 50, 10).length, 0);
    });
  });
};

function papersOf(run: number): [RunSpec, Started, Stop, Verdict] {
  const token = 'a'.repeat(32);
  const identity = { host: 'h', pidNamespace: '', bootId: 'boot-1', pid: 5, startTime: '9' };
  return [
    {
      version: 1,
      run,
      task: 1,
      attempt: 1,
      agent: 'coder',
      argv: ['/bin/true', '', 'a b'],
      cwd: '/w',
      environment: ['A'],
      stdin: 'prompt',
      launcher: 'local',
      token,
      epoch: 1,
      slot: 0,
      completion: 'either',
      trustExit: true,
      stopSignals: ['INT', 'TERM'],
      graceMs: 5_000,
      lingerMs: 5_000,
      timeoutMs: 60_000,
      classic: false,
      simulated: false,
    },
    { version: 1, handle: { launcher: 'local', identity, token }, since: now },
    { version: 1, status: 'cancelled', reason: 'user', by: 'me', since: now },
    {
      version: 1,
      run,
      task: 1,
      attempt: 1,
      status: 'failed',
      reason: 'exit',
      endedAt: at,
      elapsedMs: 4,
      by: 'exit',
      exit: 1,
      epoch: 1,
    },
  ];
}
