import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createDisk } from '../../src/adapters/disk.ts';
import { type Failpoints, withFailpoints } from '../../src/adapters/failpoints.ts';
import { listPids } from '../../src/adapters/processes/table.ts';
import { temporaryOf } from '../../src/adapters/store/index.ts';
import { classicKinds } from '../../src/core/layout.ts';
import { settledStatuses } from '../../src/core/vocabulary.ts';
import { listing } from '../support/stories.ts';
import { type Bench, runFile } from './bench.ts';

/** What was there right after a process was killed: none of it may be lost, or become another. */
export interface Witness {
  readonly tasks: readonly number[];
  readonly verdicts: ReadonlyMap<number, string>;
  readonly exits: ReadonlyMap<number, string>;
  readonly words: ReadonlyMap<number, string>;
}

/** Looks at everything, and checks what must be true at any time. */
export function bearWitness(bench: Bench): Witness {
  const { store } = bench;
  const tasks = store.tasks.numbers();
  for (const number of tasks) bench.record(number); // Whole, or it throws.
  const runs = runsOf(bench);
  const of = (file: string) => new Map(runs.map((run) => [run, runFile(bench, run, file)]));
  assertNobodyOutlivesVerdicts(bench);
  return { tasks, verdicts: of('verdict.json'), exits: of('exit'), words: of('stdout') };
}

/** I1 to I9, over the folder and the process table, when everything has come to rest. */
export async function checkInvariants(
  bench: Bench,
  seen: readonly Witness[],
  outside: readonly string[],
): Promise<void> {
  const { store, project } = bench;
  const gone = cleaned(bench);
  const tasks = store.tasks.numbers();

  for (const { tasks: accepted, ...before } of seen) {
    for (const number of accepted)
      if (!gone.has(number)) assert.ok(bench.record(number).settled, `I1: task ${number} is open`);
    for (const [what, kept] of Object.entries(before))
      for (const [run, text] of kept as ReadonlyMap<number, string>) {
        if (!runsOf(bench).includes(run)) continue;
        const file = { verdicts: 'verdict.json', exits: 'exit', words: 'stdout' }[what] ?? '';
        const now = runFile(bench, run, file);
        const isKept = file === 'stdout' ? now.startsWith(text) : text === '' || now === text;
        assert.ok(isKept, `I3, I7: ${file} of run ${run} was ${text}, is ${now}`);
      }
  }
  for (const number of tasks)
    assert.ok(bench.record(number).settled, `I1: task ${number} is still open`);

  const diary = bench.diary();
  assert.deepEqual(
    diary.filter(({ word }) => word === 'overlap'),
    [],
    'I2',
  );
  const begun = diary.filter(({ word }) => word === 'begin').map(({ run }) => run);
  assert.equal(new Set(begun).size, begun.length, `I2: a run was begun twice: ${begun}`);

  for (const number of tasks)
    for (const { run, outcome } of bench.record(number).runs) {
      const {
        status,
        reason,
        epoch = 0,
        exit,
      } = store.runs.verdict(run) ?? assert.fail(`I3: run ${run} has no verdict`);
      assert.deepEqual([status, reason], [outcome?.status, outcome?.reason], `I3: run ${run}`);
      assert.ok(epoch >= (store.runs.spec(run)?.epoch ?? 0), `I8: run ${run} was judged before`);
      if (!diary.some((line) => line.run === run && line.word === 'end')) continue;
      assert.match(
        runFile(bench, run, 'stdout'),
        new RegExp(`run ${run} of.*run ${run} ends\n$`, 's'),
        'I7',
      );
      assert.match(runFile(bench, run, 'exit'), /^\d+\n$/, 'I7');
      assert.equal(exit, store.runs.exit(run), `I7: how run ${run} ended`);
    }
  assertNobodyOutlivesVerdicts(bench);
  assert.deepEqual(project.processes(), [], 'I4: somebody is left');

  await assertRest(bench);
  const [epoch = ''] = readdirSync(`${project.root}/lock`);
  assert.deepEqual(readdirSync(`${project.root}/lock`).sort(), [epoch, `${epoch}.released`], 'I8');
  assert.deepEqual(outsideOf(bench), outside, 'I9: something was written outside');
  assertBooksAgree(bench);
}

/** I5: one more pass touches the lock and writes the same counts again, and that is all. */
async function assertRest(bench: Bench): Promise<void> {
  const { root } = bench.project;
  const names: string[] = [];
  const note: Failpoints = (name) => {
    names.push(name);
    return { before: () => undefined, after: () => undefined };
  };
  const before = bench.store.queue.head();
  await bench.reconcile(withFailpoints(createDisk(temporaryOf(root)), root, note));
  const others = names.filter(
    (name) => !/^\w+ lock|^replace queue\/(head\.json|journal)$/.test(name),
  );
  assert.deepEqual(others, [], 'I5: rest is no rest');
  assert.deepEqual(bench.store.queue.head(), before, 'I5: the counts changed');
}

/** I6: commands that only look leave every file as it was. */
export async function checkLooking(bench: Bench): Promise<void> {
  const { project } = bench;
  const before = listing(project.root);
  const [number = 1] = bench.store.tasks.numbers();
  for (const words of [
    ['show', `${number}`, '--json'],
    ['logs', `${number}`],
  ])
    await project.orchestra(words);
  assert.deepEqual(listing(project.root), before, 'I6');
}

/** The index shows each task once, as its record says, and the counts are those of the index. */
function assertBooksAgree({ store, record }: Bench): void {
  const { queue, tasks } = store;
  const shown = queue.days().flatMap((day) => queue.finishedOn(day));
  const numbers = shown.map(({ number }) => number).sort((a, b) => a - b);
  assert.deepEqual(numbers, [...new Set(numbers)], 'the index shows a task twice');
  for (const { number, status } of shown) assert.equal(record(number).settled?.status, status);
  const inFolder = tasks.numbers().filter((number) => !numbers.includes(number));
  assert.deepEqual(inFolder, [], 'the index does not show a task');
  for (const folder of ['pending', 'blocked', 'awaiting', 'running'] as const)
    assert.deepEqual(queue.live(folder), [], `queue/${folder}`);
  const head = queue.head() ?? assert.fail('the head is in doubt');
  for (const status of settledStatuses)
    assert.equal(head[status], shown.filter((one) => one.status === status).length, status);
  assert.deepEqual(store.intents.open(), [], 'a wish has no answer');
  assert.deepEqual(store.quarantined(), [], 'something of ours was damaged');
  for (const number of tasks.numbers())
    assert.deepEqual(
      tasks.classics(number).filter((kind) => kind !== 'timeout'),
      [],
      classicKinds.join(),
    );
}

/** I4, by the mark that everything of a run carries. */
function assertNobodyOutlivesVerdicts(bench: Bench): void {
  const judged = runsOf(bench).flatMap((run) => {
    const token = bench.store.runs.verdict(run) && bench.store.runs.spec(run)?.token;
    return token ? [`ORCHESTRA_RUN=${token}`] : [];
  });
  if (judged.length === 0) return;
  for (const pid of listPids()) {
    const mark = judged.find((one) => environmentOf(pid).includes(one));
    assert.equal(mark, undefined, `I4: process ${pid} lives on after the verdict of its run`);
  }
}

/** A process that has ended has none any more. */
function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
  } catch {
    return [];
  }
}

const runsOf = ({ project }: Bench): number[] =>
  readdirSync(`${project.root}/runs`)
    .map(Number)
    .filter((run) => run > 0);

/** What is in the project beside the workspace and what the agents themselves write. */
export const outsideOf = ({ project }: Bench): string[] =>
  readdirSync(project.folder).filter(
    (name) => !/^(\.orchestra|diary|busy-\d+|go|trace.*)$/.test(name),
  );

/** Tasks that somebody has asked to remove, which was done. */
function cleaned({ project, store }: Bench): ReadonlySet<number> {
  const orders = readdirSync(`${project.root}/intents/answered`).map((name) =>
    name.replace('.json', ''),
  );
  const results = orders.flatMap((order) => {
    const { intent, results: told = [] } = store.intents.answered(order) ?? {};
    return (intent as { kind?: string })?.kind === 'clean' ? told : [];
  });
  return new Set(results.flatMap(({ ok, task }) => (ok === 'yes' && task ? [task] : [])));
}
