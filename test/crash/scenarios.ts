import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClock } from '../../src/adapters/clock.ts';
import { createDisk } from '../../src/adapters/disk.ts';
import { createOutbox } from '../../src/adapters/outbox.ts';
import { createPlaces } from '../../src/adapters/places.ts';
import { bootId, selfIdentity } from '../../src/adapters/processes/identity.ts';
import { createProcesses } from '../../src/adapters/processes/index.ts';
import { temporaryOf } from '../../src/adapters/store/index.ts';
import type { Head } from '../../src/core/head.ts';
import type { Crowd } from '../../src/core/places.ts';
import type { Call } from '../support/cli.ts';
import type { Bench } from './bench.ts';

type Env = Readonly<Record<string, string>>;

/** What one process does, and what must have come of it whatever became of that process. */
export interface Scenario {
  readonly name: string;
  /** What there is before, made by this very process. */
  prepare(bench: Bench): void | Promise<void>;
  /** Who is killed may be one that the victim spawned. */
  readonly inBackground?: true;
  /** What else is in the environment of who is killed, and of who follows. */
  env?(bench: Bench): Env;
  /** The process that may be killed. */
  victim(bench: Bench, env: Env): Call;
  /** What people and agents do meanwhile, again and again: with the victim, and without it. */
  meanwhile?(bench: Bench, victim?: Call): void;
  /** What must be true at rest; `said` is what the victim had printed. */
  expect(bench: Bench, said: string): void;
}

const conductor = ({ project }: Bench, env: Env): Call =>
  project.background(['run', '--json'], { env });
const lookIn = ({ project }: Bench, env: Env): Call =>
  project.background(['status', '--json'], { env });

/** Everything that orchestra does to a disk or a process, each of it in one scenario at least. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'create',
    prepare: () => undefined,
    victim: ({ project }, env) => project.background(['start', 'quick', 'x', '--no-run'], { env }),
    expect: (bench, said) => isDone(bench, /task_1/.test(said) ? [1] : bench.store.tasks.numbers()),
  },
  {
    name: 'create, and spawn who conducts',
    inBackground: true,
    prepare: () => undefined,
    victim: ({ project }, env) => project.background(['start', 'quick', 'x'], { env }),
    expect: (bench, said) => isDone(bench, /task_1/.test(said) ? [1] : bench.store.tasks.numbers()),
  },
  {
    name: 'a batch',
    prepare: (bench) =>
      void bench.wish({
        kind: 'batch',
        tasks: ['a', 'b', 'c'].map((prompt) => quick(bench, prompt)),
      }),
    victim: lookIn,
    expect(bench) {
      const prompts = bench.store.tasks.numbers().map((number) => bench.record(number).prompt);
      assert.deepEqual(prompts.sort(), ['a', 'b', 'c']);
      isDone(bench, bench.store.tasks.numbers());
    },
  },
  {
    name: 'a batch, typed',
    inBackground: true,
    prepare: ({ project }) =>
      project.write('lines', ['a', 'b'].map((prompt) => JSON.stringify({ prompt })).join('\n')),
    victim: ({ project }, env) =>
      project.background(['start', 'quick', '--batch', 'lines'], { env }),
    expect(bench, said) {
      const numbers = bench.store.tasks.numbers();
      assert.ok([...(/task_/.test(said) ? [] : [0]), 2].includes(numbers.length), 'all or none');
      isDone(bench, numbers);
    },
  },
  {
    name: 'a schedule fires',
    prepare(bench) {
      const { project, store } = bench;
      bench.queue('quick'); // Whoever is followed is followed by one who conducts.
      const yearly = {
        cron: '@yearly',
        tz: 'UTC',
        task: { agent: 'quick', prompt: 'by the clock' },
      };
      project.write('.orchestra/schedules/yearly.json', JSON.stringify(yearly));
      const over = [{ after: lastYear, until: lastYear }];
      const decided = { fingerprint: '@yearly UTC', over };
      store.timetables.replace('yearly', { version: 1, decided });
    },
    victim: conductor,
    expect(bench) {
      const { store } = bench;
      const [scheduled, ...others] = store.tasks.numbers().filter((number) => number !== 1);
      assert.deepEqual(others, [], 'it fired once');
      assert.equal(store.timetables.read('yearly')?.last?.task, scheduled);
      isDone(bench, [1, scheduled ?? assert.fail('it did not fire')]);
    },
  },
  {
    name: 'launch and finish',
    prepare: (bench) => void bench.queue('quick'),
    victim: conductor,
    expect: (bench) => isDone(bench, [1]),
  },
  {
    name: 'take a place of the machine, and give it up',
    env: ({ project: { folder } }) => ({
      XDG_CONFIG_HOME: join(folder, 'user'),
      XDG_STATE_HOME: join(folder, 'state'),
    }),
    prepare(bench) {
      const config = JSON.stringify({ machineMaxParallel: 1 });
      bench.project.write('user/orchestra/agent-config.json', config);
      bench.project.write('state/of-others', '');
      for (const agent of ['quick', 'quick'] as const) bench.queue(agent);
    },
    victim: conductor,
    expect(bench) {
      isDone(bench, [1, 2]);
      assert.deepEqual(crowdOf(bench).taken, []);
    },
  },
  {
    name: 'fail',
    prepare: (bench) => void bench.queue('broken'),
    victim: conductor,
    expect: (bench) => endedAs(bench, 'failed', 'exit', 1),
  },
  {
    name: 'retry',
    prepare: (bench) => void bench.queue('twice', { retry: { retries: 1, delayMs: 0 } }),
    victim: conductor,
    expect: (bench) => endedAs(bench, 'complete', undefined, 2),
  },
  {
    name: 'retry, by a person',
    async prepare(bench) {
      bench.queue('twice');
      await bench.conduct();
      bench.project.write('mended', '');
      bench.wish({ kind: 'retry', task: 1 });
    },
    victim: lookIn,
    expect(bench) {
      endedAs(bench, 'complete', undefined, 2);
      assert.equal(bench.record(1).asked, 2);
    },
  },
  {
    name: 'retry, by a person, of what another fell with',
    async prepare(bench) {
      bench.queue('twice');
      bench.queue('quick', { after: [1] });
      await bench.conduct();
      bench.project.write('mended', '');
      bench.wish({ kind: 'retry', task: 1 });
    },
    victim: lookIn,
    expect(bench) {
      for (const number of [1, 2]) assert.equal(bench.record(number).settled?.status, 'complete');
      const begun = bench.diary().filter(({ word }) => word === 'begin');
      assert.equal(begun.length, 3, 'twice the first, and the second once');
      assert.deepEqual(
        [1, 2].map((number) => bench.record(number).asked),
        [2, 1],
      );
    },
  },
  {
    name: 'timeout',
    prepare: (bench) => void bench.queue('stays', { timeoutMs: 1000 }),
    victim: conductor,
    expect: (bench) => endedAs(bench, 'failed', 'timeout', 1),
  },
  {
    name: 'cancel',
    async prepare(bench) {
      await launch(bench, 'stays', { retry: { retries: 3, delayMs: 0 } });
      bench.wish({ kind: 'cancel', tasks: [1] });
    },
    victim: conductor,
    expect: (bench) => endedAs(bench, 'cancelled', 'user', 1),
  },
  {
    name: 'more time',
    async prepare(bench) {
      await launch(bench, 'waits', { timeoutMs: 60_000 });
      bench.wish({ kind: 'timeout', task: 1, mode: 'extend', ms: 60_000 });
    },
    victim: conductor,
    meanwhile: ({ project, store }) =>
      store.intents.open().length === 0 ? project.write('go', '') : undefined,
    expect(bench) {
      endedAs(bench, 'complete', undefined, 1);
      assert.equal(bench.record(1).runs[0]?.timeoutMs, 120_000, 'it was given once');
    },
  },
  {
    name: 'stand still, and go on',
    async prepare(bench) {
      await launch(bench, 'waits', { timeoutMs: 60_000 });
      bench.wish({ kind: 'control', who: 'ada', what: 'queue', maxParallel: 2 });
      bench.wish({ kind: 'pause', who: 'ada', tasks: [1], paused: true });
    },
    victim: conductor,
    meanwhile(bench) {
      const last = bench.record(1).runs.at(-1)?.pauses?.at(-1);
      if (!last || bench.store.intents.open().length > 0) return;
      if (last.until) bench.project.write('go', '');
      else bench.wish({ kind: 'pause', who: 'ada', tasks: [1], paused: false });
    },
    expect(bench) {
      endedAs(bench, 'complete', undefined, 1);
      assert.equal(bench.record(1).runs[0]?.pauses?.length, 1, 'it stood still once');
      const { queue, by } = bench.store.controls.read();
      assert.deepEqual([queue, by.length], [{ maxParallel: 2 }, 1]);
    },
  },
  {
    name: 'clean',
    async prepare(bench) {
      for (const agent of ['twice', 'quick'] as const) bench.queue(agent);
      await bench.conduct();
      bench.wish({ kind: 'clean', tasks: [1] });
    },
    victim: lookIn,
    expect(bench) {
      const { store } = bench;
      assert.deepEqual(store.tasks.numbers(), [2]);
      const runs = bench.record(2).runs.map(({ run }) => run);
      for (const run of [1, 2])
        assert.equal(existsSync(store.runs.folder(run)), runs.includes(run), `run ${run}`);
      assert.ok(bench.queue('quick').number > 2, 'a number was given twice');
    },
  },
  {
    name: 'take over',
    prepare(bench) {
      const { store, project } = bench;
      bench.queue('quick');
      const holder = { ...selfIdentity(), startTime: '1' };
      const since = bench.record(1).createdAt;
      const record = { version: 1, epoch: 1, kind: 'run', holder, since };
      project.write('.orchestra/lock/1', JSON.stringify(record));
      assert.equal(store.lock.look()?.liveness, 'dead');
    },
    victim: conductor,
    expect: (bench) => isDone(bench, [1]),
  },
  {
    name: 'leave',
    inBackground: true,
    prepare: (bench) => void bench.queue('waits'),
    victim: conductor,
    meanwhile({ diary, project }, victim) {
      if (!victim) project.write('go', '');
      else if (diary().length > 0 && !told.has(victim)) {
        told.add(victim); // Told twice, it would leave at once.
        victim.kill('SIGTERM');
      }
    },
    expect: (bench) => endedAs(bench, 'complete', undefined, 1),
  },
  {
    name: 'wind up',
    async prepare(bench) {
      bench.queue('waits');
      await bench.conduct(() => bench.diary().length > 0);
    },
    // Nobody conducts: what runs is cancelled, and seen through by who wants it so.
    victim: ({ project }, env) => project.background(['daemon', 'stop', '--now'], { env }),
    meanwhile({ project }, victim) {
      if (!victim) project.write('go', '');
    },
    expect(bench) {
      const { status, reason } = bench.record(1).settled ?? {};
      if (status === 'complete') endedAs(bench, 'complete', undefined, 1);
      else assert.deepEqual([status, reason], ['cancelled', 'user']);
    },
  },
  {
    name: 'answer wishes',
    prepare(bench) {
      for (const agent of ['stays', 'stays'] as const) bench.queue(agent);
      bench.wish({ kind: 'cancel', tasks: [1, 9] });
      bench.wish({ kind: 'retry', task: 9 });
      bench.wish({ kind: 'cancel', tasks: [2] });
    },
    victim: lookIn,
    expect(bench) {
      for (const number of [1, 2]) assert.equal(bench.record(number).settled?.status, 'cancelled');
      assert.deepEqual(bench.diary(), []);
    },
  },
  {
    name: 'answer an ask',
    prepare: (bench) => void bench.queue('asks', { timeoutMs: 600_000 }),
    victim: conductor,
    meanwhile(bench) {
      const { store } = bench;
      const isAsked = store.requests.numbers().length > 0 && !store.requests.read(1)?.answer;
      if (isAsked && store.intents.open().length === 0)
        bench.wish({ kind: 'answer', request: 1, answer: 'blue' });
    },
    expect(bench) {
      endedAs(bench, 'complete', undefined, 1);
      assert.deepEqual(bench.store.requests.numbers(), [1], 'it was asked once');
      assert.equal(bench.store.requests.read(1)?.closed?.as, 'answered');
      const { run = 0 } = bench.diary()[0] ?? {};
      assert.match(bench.project.read(`.orchestra/runs/${run}/stdout`), /"answer": "blue"/);
    },
  },
  {
    name: 'approve, and reject',
    async prepare(bench) {
      bench.queue('quick', { approve: true });
      await bench.conduct();
      bench.queue('quick', { approve: true });
      bench.wish({ kind: 'answer', request: 1, answer: { decision: 'approve' }, who: 'ada' });
    },
    victim: conductor,
    meanwhile(bench) {
      const { store } = bench;
      const isAsked = store.requests.numbers().includes(2) && !store.requests.read(2)?.answer;
      const answer = { decision: 'reject', note: 'no' };
      if (isAsked && store.intents.open().length === 0)
        bench.wish({ kind: 'answer', request: 2, answer, who: 'ada' });
    },
    expect(bench) {
      endedAs(bench, 'complete', undefined, 1);
      assert.equal(bench.record(1).approved?.by, 'ada');
      assert.equal(bench.record(2).settled?.message, 'rejected by ada: no');
      const { requests } = bench.store;
      assert.deepEqual(requests.numbers(), [1, 2], 'each was asked for once');
      for (const number of [1, 2]) assert.equal(requests.read(number)?.closed?.as, 'answered');
    },
  },
  {
    name: 'change, switch, replace',
    prepare(bench) {
      bench.queue('quick', { hold: true, key: 'docs' });
      bench.queue('quick', { hold: true });
      bench.wish({ kind: 'switch', tasks: [1, 2] });
      const line = { ...quick(bench, 'new'), key: 'docs', ifExists: 'replace' as const };
      bench.wish({ kind: 'batch', tasks: [line] });
      bench.wish({ kind: 'change', tasks: [2], set: { priority: 5 }, clear: ['hold'] });
    },
    victim: lookIn,
    expect(bench) {
      const { settled, runs } = bench.record(1);
      assert.deepEqual([settled?.status, settled?.reason, runs], ['cancelled', 'superseded', []]);
      const [, second = 0, third = 0, ...more] = bench.store.tasks.numbers().sort((a, b) => a - b);
      assert.deepEqual(more, [], 'one took its place');
      assert.deepEqual(bench.record(third).afterAny, [1]);
      const places = [1, second].map(bench.record).map(({ rank, priority }) => [rank, priority]);
      assert.deepEqual(places, [
        [2, 0],
        [1, 5],
      ]);
      isDone(bench, [second, third]);
    },
  },
  {
    name: 'archive',
    async prepare(bench) {
      for (const agent of ['quick', 'quick'] as const) bench.queue(agent);
      await bench.conduct();
      const { run = 0 } = bench.record(2).runs[0] ?? {};
      writeFileSync(bench.store.runs.path(run, 'stdout'), muchSaid);
      bench.wish({ kind: 'archive', tasks: [2] });
    },
    victim: lookIn,
    expect(bench) {
      const { store } = bench;
      assert.deepEqual(store.tasks.numbers(), [1]);
      assert.equal(bench.record(2).settled?.status, 'complete', 'it can be read for good');
      const { run = 0 } = bench.record(2).runs[0] ?? {};
      assert.equal(store.runs.verdict(run)?.status, 'complete');
      assert.equal(store.runs.output(run, 'stdout', 0, 1e6).toString(), muchSaid);
      assert.ok(existsSync(join(store.runs.folder(run), 'stdout.gz')), 'it is packed');
      const away = store.queue.archivedDays().flatMap((day) => store.queue.archivedOn(day));
      assert.deepEqual(away, [{ number: 2, status: 'complete' }]);
      assert.ok(bench.queue('quick').number > 2, 'a number was given twice');
    },
  },
  {
    name: 'tell callbacks',
    prepare(bench) {
      tellAll(bench);
      bench.queue('quick', { group: 'docs' });
    },
    victim: conductor,
    expect(bench) {
      isDone(bench, [1]);
      isTold(bench, 'onFinish', '');
      isTold(bench, 'onGroupFinished', 'group.docs');
      isTold(bench, 'onIdle', 'idle');
    },
  },
  {
    name: 'compact the journal',
    async prepare(bench) {
      bench.queue('quick');
      await bench.conduct();
      fillJournal(bench, 198);
      for (const agent of ['quick', 'quick'] as const) bench.queue(agent);
    },
    victim: conductor,
    expect: (bench) => isDone(bench, [1, 2, 3]),
  },
];

/** Everything that is told is written down, by commands that take no time. */
function tellAll({ project }: Bench): void {
  const path = '.orchestra/agent-config.json';
  const told = { argv: ['sh', '-c', 'cat >>told'], inherit: [project.mark.split('=')[0] ?? ''] };
  const callbacks = { onFinish: [told], onGroupFinished: [told], onIdle: [told] };
  project.write(path, JSON.stringify({ ...JSON.parse(project.read(path)), callbacks }));
  project.write('told', '');
}

/** Each is told, or noted down, so that who conducts next will tell it. */
function isTold({ project, store }: Bench, event: string, name: string): void {
  const lines = project.read('told').split('\n').filter(Boolean);
  const times = lines.filter((line) => JSON.parse(line).event === event).length;
  assert.ok(times <= 2, `${event} was told ${times} times`);
  const outbox = createOutbox(createDisk(temporaryOf(store.root)), store.root);
  const isNoted = outbox.marks().includes(name) || outbox.open().some((id) => id.includes(event));
  assert.ok(times > 0 || isNoted, `${event} was lost`);
}

/** The last time but one of what comes at the beginning of each year. */
const lastYear = new Date(Date.UTC(new Date(Date.now()).getUTCFullYear() - 1, 0, 1)).toISOString();

const told = new WeakSet<Call>();

/** More than is left unpacked. */
const muchSaid = 'it was said\n'.repeat(1_000);

const quick = ({ project }: Bench, prompt: string) => ({
  agent: 'quick',
  prompt,
  cwd: project.folder,
  priority: 0,
});

/** A run that was let go by this process, which has left since. */
async function launch(bench: Bench, ...[agent, wanted]: Parameters<Bench['queue']>): Promise<void> {
  bench.queue(agent, wanted);
  await bench.conduct(() => bench.diary().length > 0);
}

/** Every task completed, each done once and in full. */
function isDone(bench: Bench, numbers: readonly number[]): void {
  for (const number of numbers) {
    assert.equal(bench.record(number).settled?.status, 'complete', `task ${number}`);
    const words = bench.diary().filter(({ task }) => task === number);
    assert.deepEqual(
      words.map(({ word }) => word),
      ['begin', 'end'],
      `task ${number} was done once`,
    );
  }
}

/** How task 1 ended, and how often it was begun: what never ran counts for nothing. */
function endedAs(bench: Bench, status: string, reason: string | undefined, times: number): void {
  const { settled, runs } = bench.record(1);
  assert.deepEqual([settled?.status, settled?.reason], [status, reason]);
  const begun = bench.diary().filter(({ word }) => word === 'begin');
  assert.equal(begun.length, times, 'how often it was begun');
  const ran = runs.filter(({ outcome }) => outcome?.reason !== 'launch');
  assert.deepEqual(
    ran.map(({ run }) => run),
    begun.map(({ run }) => run),
  );
}

/** The same task, finished and asked for again many times: no pair of lines changes a count. */
function fillJournal({ store }: Bench, lines: number): void {
  const head = store.queue.head() ?? assert.fail('no head');
  const [finished] = head.last;
  assert.ok(finished);
  let now: Head = head;
  for (let left = lines; left > 0; left -= 1) {
    const revived = left % 2 === 1 ? undefined : ('complete' as const);
    now = { ...now, seq: now.seq + 1 };
    store.queue.append({ seq: now.seq, ...(revived && { revived }), ...finished }, now);
  }
}

/** Who has the places of the machine, for a conductor of another workspace. */
function crowdOf({ project }: Bench): Crowd {
  const state = join(project.folder, 'state', 'orchestra');
  return createPlaces({
    state,
    disk: createDisk(join(state, 'tmp')),
    workspace: '/another/.orchestra',
    processes: createProcesses(),
    clock: createClock(bootId()),
    nameOf: (workspace) => workspace,
    warn: (line) => assert.fail(line),
    prepare: () => undefined,
  }).look(1);
}
