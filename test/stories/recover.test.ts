import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { killQuietly, type Project } from '../support/cli.ts';
import {
  allGone,
  conductors,
  finish,
  isConducted,
  isRunning,
  listing,
  projectOf,
  show,
  untilGo,
} from '../support/stories.ts';
import { until } from '../support/until.ts';

describe('orchestra recover', { concurrency: true }, () => {
  it('tells first, then mends, then has nothing to do', async (t) => {
    const project = projectOf(t);
    const { ask, orchestra, json } = project;
    assert.equal((await orchestra(['recover'])).stdout, 'nothing is out of order\n');
    await finish(project, ['sh', 'true']);
    await allGone(project);
    breakIt(project);
    const before = listing(project.folder);
    const trial = await orchestra(['recover', '--dry-run']);
    assert.equal(trial.code, 0);
    assert.match(trial.stderr, /^nothing was changed; without --dry-run it is done\n$/);
    assert.deepEqual(listing(project.folder), before);
    const found = (await json(['recover', '--dry-run'])) as Mended;
    assert.deepEqual(says(found, 'found'), trial.stdout.trim().split('\n'));

    const { code, stdout, stderr } = await orchestra(['recover']);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.deepEqual(stdout.trim().split('\n').sort(), says(found, 'found').sort());
    assert.equal((await orchestra(['recover'])).stdout, 'nothing is out of order\n');
    assert.equal((await show(project)).status, 'complete');
    assert.match((await ask(['status'])).stdout, /^1 complete$/m);
    assert.equal(quarantined(project).length, 5);
  });

  it('has it done by who conducts', async (t) => {
    const project = projectOf(t);
    const { ask, json } = project;
    await finish(project, ['sh', 'true']);
    await allGone(project);
    const daemon = project.background(['daemon']);
    await until('somebody conducts', () => isConducted(project));
    await ask(['start', 'sh', untilGo, '-q']);
    await until('it runs', isRunning(project, 2));
    breakIt(project);
    const mended = (await json(['recover'])) as Mended;
    assert.deepEqual(says(mended, 'left'), []);
    assert.ok(says(mended, 'done').length >= 5, JSON.stringify(mended));
    assert.deepEqual(await json(['recover']), { repairs: [] });
    assert.equal((await show(project, 2)).status, 'running');
    project.write('go', '');
    assert.equal((await ask(['wait', '2'])).code, 0);
    assert.deepEqual(await json(['recover']), { repairs: [] });
    daemon.kill('SIGTERM');
    await daemon.ended;
  });

  it('ends what is alive of a run that no record names', async (t) => {
    const project = projectOf(t);
    await project.ask(['start', 'sh', 'sleep 1000 & sleep 1000', '-q']);
    await until('it runs', isRunning(project));
    for (const { pid } of conductors(project)) process.kill(pid, 'SIGKILL');
    await until('nobody conducts', () => conductors(project).length === 0);
    assert.ok(project.processes().length > 0);
    rmSync(join(project.root, 'tasks/task_1.json'));
    const { code, stdout } = await project.orchestra(['recover']);
    assert.equal(code, 0);
    assert.match(stdout, /^runs\/1 is of no task: what is alive of it is ended, .*quarantine/m);
    await allGone(project);
    assert.deepEqual(quarantined(project), ['run_1']);
    const next = await project.orchestra(['start', 'sh', 'true', '--wait', '-q']);
    assert.equal(next.code, 0);
    assert.ok(existsSync(join(project.root, 'runs/2')), 'no number is used twice');
  });

  it('refuses what it does not know, and says how to go on', async (t) => {
    const project = projectOf(t);
    for (const [args, error, hint] of [
      [['recover', '3'], /^error: what is out of order is mended for all/, /recover --gone 3$/m],
      [['recover', '--gone'], /^error: which task\?/, /^hint: orchestra recover --gone ID…$/m],
      [['recover', '--gome', '3'], /did you mean --gone\?/, /^hint: /m],
      [['recover', '--gone', '3'], /^error: there is no task_3$/m, /^hint: orchestra status$/m],
      [['index', 'rebuld'], /did you mean rebuild\?/, /^hint: /m],
      [['recovr'], /did you mean recover\?/, /^hint: /m],
    ] as const) {
      const { code, stdout, stderr } = await project.orchestra(args);
      assert.notEqual(code, 0, args.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, error);
      assert.match(stderr, hint);
    }
  });
});

describe('orchestra index rebuild', { concurrency: true }, () => {
  it('mends the index alone', async (t) => {
    const project = projectOf(t);
    await finish(project, ['sh', 'true']);
    await allGone(project);
    breakIt(project);
    rmSync(join(project.root, 'queue'), { recursive: true });
    const { code, stdout } = await project.orchestra(['index', 'rebuild']);
    assert.equal(code, 0);
    assert.match(stdout, /^task_1 is complete and not shown: it gets its entry in queue\/finished/);
    assert.deepEqual(quarantined(project), []);
    assert.match((await project.ask(['status'])).stdout, /^1 complete$/m);
    const again = await project.ask(['index', 'rebuild']);
    assert.equal(again.stdout, 'nothing is out of order\n');
  });
});

describe('orchestra recover --gone', { concurrency: true }, () => {
  it('gives up a run that nobody can see, and only such a one', async (t) => {
    const project = projectOf(t);
    const { ask, orchestra } = project;
    await finish(project, ['sh', 'true']);
    await ask(['start', 'sh', untilGo, '-q']);
    await until('it runs', isRunning(project, 2));
    await ask(['start', 'sh', 'true', '--no-run', '--after', '2', '-q']);
    for (const [number, why] of [
      ['1', /^error: task_1 is complete already$/m],
      ['2', /^error: task_2 can be seen from here, and is alive: orchestra cancel 2 ends it$/m],
      ['3', /^error: task_3 is not running$/m],
    ] as const) {
      const { code, stderr } = await orchestra(['recover', '--gone', number]);
      assert.equal(code, 1);
      assert.match(stderr, why);
    }
    assert.ok(!existsSync(join(project.root, 'runs/2/gone')));

    await moveElsewhere(project, 2);
    assert.match((await ask(['status'])).stdout, /^▶ +2 +sh +running/m);
    const shown = (await ask(['show', '2'])).stdout;
    assert.match(shown, /^unseen +process \d+ on elsewhere runs it, .* recover --gone 2$/m);
    assert.match(
      (await orchestra(['doctor'])).stdout,
      /task_2 is run by .* cannot be seen from here/,
    );
    const trial = await orchestra(['recover', '--gone', '2', '--dry-run']);
    assert.match(trial.stdout, /^task_2 is run by process \d+ on elsewhere, .*: it is given up$/m);
    assert.ok(!existsSync(join(project.root, 'runs/2/gone')));

    const { code, stdout } = await orchestra(['recover', '--gone', 'task_2']);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^task_2 is run by process \d+ on elsewhere, .* is given up: it is failed$/m,
    );
    const { status, reason } = await show(project, 2);
    assert.deepEqual({ status, reason }, { status: 'failed', reason: 'lost' });
    const again = await orchestra(['recover', '--gone', '2']);
    assert.match(again.stderr, /^error: task_2 is failed already$/m);
  });

  it('lets it be tried again where that is wanted', async (t) => {
    const project = projectOf(t, { retry: { retries: 1, delay: '0' } });
    await project.ask(['start', 'sh', untilGo, '-q']);
    await until('it runs', isRunning(project));
    await moveElsewhere(project, 1);
    const { code, stdout } = await project.orchestra(['recover', '--gone', '1']);
    assert.equal(code, 0);
    assert.match(stdout, /is given up: it is tried again$/m);
    project.write('go', '');
    assert.equal((await project.ask(['wait', '1'])).code, 0);
    assert.deepEqual(
      (await show(project)).runs.map(({ outcome }) => outcome?.reason),
      ['lost', undefined],
    );
    await allGone(project);
  });

  it('keeps the word, where who conducts cannot be seen either', async (t) => {
    const project = projectOf(t);
    await project.ask(['start', 'sh', untilGo, '-q']);
    await until('it runs', isRunning(project));
    await moveElsewhere(project, 1);
    const lock = JSON.parse(project.read('.orchestra/lock/1'));
    rmSync(join(project.root, 'lock'), { recursive: true });
    const holder = { ...lock.holder, host: 'elsewhere' };
    project.write('.orchestra/lock/1', JSON.stringify({ ...lock, holder }));
    const { code, stderr } = await project.orchestra(['recover', '--gone', '1']);
    assert.equal(code, 1);
    assert.match(stderr, /your word is kept, but .* who conducts, cannot be seen either: .*unlock/);
    assert.ok(existsSync(join(project.root, 'runs/1/gone')));
    project.write('.orchestra/lock/1.released', '');
    await project.ask(['status']);
    assert.equal((await show(project)).reason, 'lost');
  });
});

interface Mended {
  readonly repairs: readonly { readonly is: string; readonly says: string }[];
}

const says = ({ repairs }: Mended, is: string): string[] =>
  repairs.filter((one) => one.is === is).map((one) => one.says);

const quarantined = ({ root }: Project): string[] => {
  const folder = join(root, 'quarantine');
  return existsSync(folder) ? readdirSync(folder).map((name) => name.replace(/\.\d{10,}/, '')) : [];
};

/** What a crash, a careless hand or another program may leave; task 1 is complete. */
function breakIt(project: Project): void {
  const finished = join(project.root, 'queue/finished');
  for (const day of readdirSync(finished)) rmSync(join(finished, day), { recursive: true });
  project.write('.orchestra/runs/50/stdout', 'hello\n');
  project.write('.orchestra/runs/1/verdict.json', '{');
  project.write('.orchestra/tasks/task_77.done', '');
  project.write('.orchestra/intents/not-ours.json', 'nonsense');
  project.write('.orchestra/tmp/1.abc.1.task_9.json', '{');
  const longAgo = Date.now() / 1000 - 4 * 3600;
  utimesSync(join(project.root, 'tmp/1.abc.1.task_9.json'), longAgo, longAgo);
}

/** Everybody dies, and what ran the task turns out to have been on another machine. */
async function moveElsewhere(project: Project, run: number): Promise<void> {
  const isAgent = ({ command }: { command: string }) => /^\S*\bsh -c /.test(command);
  await until('its agent is at work', () => project.processes().some(isAgent));
  for (const { pid } of conductors(project)) killQuietly(pid);
  await until('nobody conducts', () => conductors(project).length === 0);
  for (const { pid } of project.processes()) killQuietly(pid);
  await allGone(project);
  const path = `.orchestra/runs/${run}/started`;
  const started = JSON.parse(project.read(path));
  const identity = { ...started.handle.identity, host: 'elsewhere' };
  project.write(path, JSON.stringify({ ...started, handle: { ...started.handle, identity } }));
}
