import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { it } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import { fractionOf } from '../../src/lib/fraction.ts';
import { createProject, type Project } from '../support/cli.ts';
import { numberOption } from '../support/tiers.ts';
import { until } from '../support/until.ts';

/**
 * `npm run chaos -- --seconds 600 --seed 7`: real tasks, while whoever conducts is killed with -9
 * again and again. The agents keep a diary of their own, which knows nothing of orchestra's files.
 */
const seconds = numberOption('chaos', 'seconds');
const seed = numberOption('chaos', 'seed');

// Succeeds at the attempt that its prompt names. A second one at the same time collides in mkdir.
const agent = `need=$(cat) && need=\${need##* }
me="$ORCHESTRA_TASK_NUMBER $ORCHESTRA_ATTEMPT"
mkdir "busy-$ORCHESTRA_TASK_NUMBER" || echo "overlap $me" >>diary
echo "begin $me" >>diary
sleep 0.$need
rmdir "busy-$ORCHESTRA_TASK_NUMBER"
echo "end $me" >>diary
[ "$ORCHESTRA_ATTEMPT" -ge "$need" ]
`;

it(`${seconds} s of kill -9 lose nothing and repeat nothing (seed ${seed})`, async (t) => {
  const project = createProject(t, {
    maxParallel: 4,
    idleExit: '1s',
    agents: { worker: { script: agent, retry: { retries: 2, delay: '0' } } },
  });
  const dice = rollFrom(seed);
  const needs: number[] = [];
  const runsWhenCancelled = new Map<number, number>();
  let kills = 0;

  for (const startedMs = performance.now(); performance.now() - startedMs < seconds * 1000; ) {
    if (dice() < 0.7 || needs.length === 0) {
      needs.push(1 + Math.floor(dice() * 3));
      const prompt = `attempt ${needs.at(-1)}`;
      const flags = dice() < 0.5 ? ['--no-run'] : [];
      const { code, stderr } = await project.orchestra(['start', 'worker', prompt, ...flags]);
      assert.equal(code, 0, stderr);
    }
    if (dice() < 0.15) {
      const task = 1 + Math.floor(dice() * needs.length);
      const [result] = await cancel(project, task);
      if (result?.ok === 'yes' && !runsWhenCancelled.has(task))
        runsWhenCancelled.set(task, recordOf(project, task).runs.length);
    }
    if (dice() < 0.5) project.background(['run', '--parallel', '4']);
    await pass(dice() * 500);
    kills += killConductors(project);
  }

  await until('all are finished', async () => {
    await project.orchestra(['run']);
    return needs.every((_, at) => recordOf(project, at + 1).settled);
  });
  await until('nothing is left', () => project.processes().length === 0, { timeoutMs: 30_000 });
  t.diagnostic(`${needs.length} tasks, ${kills} conductors killed, ${runsIn(project)} runs`);

  assert.ok(kills >= seconds / 2, `only ${kills} conductors were there to be killed`);
  const diary = readDiary(project);
  assert.deepEqual(
    diary.filter(({ word }) => word === 'overlap'),
    [],
  );
  for (const [at, need] of needs.entries()) {
    const task = at + 1;
    const began = diary.filter((line) => line.task === task && line.word === 'begin');
    const record = recordOf(project, task);
    const told = `task ${task}: ${JSON.stringify(record)}`;
    assert.deepEqual(
      began.map(({ attempt }) => attempt),
      countTo(began.length),
      told,
    );
    for (const { run, outcome } of record.runs)
      assert.equal(verdictOf(project, run).status, outcome?.status, told);
    if (runsWhenCancelled.has(task)) {
      assert.equal(record.runs.length, runsWhenCancelled.get(task), `${told} ran once more`);
    } else {
      assert.equal(record.settled?.status, 'complete', told);
      assert.equal(began.length, need, told);
    }
  }
  assertBooksAgree(project, needs.length);
});

/** Dice that fall the same way for the same seed. */
function rollFrom(start: number): () => number {
  let rolls = 0;
  return () => fractionOf(`${start}/${++rolls}`);
}

interface Task {
  readonly runs: readonly {
    readonly run: number;
    readonly outcome?: { readonly status: string };
  }[];
  readonly settled?: { readonly status: string };
}

const recordOf = ({ read }: Project, task: number): Task =>
  JSON.parse(read('.orchestra/tasks', `task_${task}.json`));

const verdictOf = ({ read }: Project, run: number): { readonly status: string } =>
  JSON.parse(read('.orchestra/runs', `${run}`, 'verdict.json'));

const runsIn = ({ root }: Project): number =>
  readdirSync(`${root}/runs`).filter((name) => /^\d+$/.test(name)).length;

async function cancel(project: Project, task: number): Promise<{ readonly ok: string }[]> {
  const { stdout } = await project.orchestra(['cancel', `${task}`, '--json']);
  return JSON.parse(stdout).results;
}

/** Kills whoever may conduct now, with -9. */
function killConductors(project: Project): number {
  const conductors = project
    .processes()
    .filter(({ command }) => /main\.[jt]s (?:run|daemon) /.test(`${command} `));
  for (const { pid } of conductors) process.kill(pid, 'SIGKILL');
  return conductors.length;
}

function readDiary({ read }: Project) {
  return read('diary')
    .trim()
    .split('\n')
    .map((line) => {
      const [word, task, attempt] = line.split(' ');
      return { word, task: Number(task), attempt: Number(attempt) };
    });
}

const countTo = (last: number): number[] => Array.from({ length: last }, (_, at) => at + 1);

/** The index names every task once, and the counts of `status` are those of the index. */
function assertBooksAgree({ root, read }: Project, tasks: number): void {
  const finished = readdirSync(`${root}/queue/finished`).flatMap((day) =>
    readdirSync(`${root}/queue/finished/${day}`),
  );
  const numbers = finished.map((name) => Number.parseInt(name, 10)).sort((a, b) => a - b);
  assert.deepEqual(numbers, countTo(tasks));
  const head = JSON.parse(read('.orchestra/queue/head.json'));
  for (const status of ['complete', 'failed', 'cancelled'])
    assert.equal(head[status], finished.filter((name) => name.endsWith(`.${status}`)).length);
}
