import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Project } from '../support/cli.ts';
import { isConducted, projectOf } from '../support/stories.ts';
import { until } from '../support/until.ts';

interface Listed {
  readonly schedules: readonly {
    readonly name: string;
    readonly next: readonly { readonly at: string; readonly local: string }[];
    readonly last?: { readonly task?: { readonly id: string }; readonly skipped?: string };
    readonly paused?: { readonly by: string };
  }[];
  readonly problems: readonly { readonly name: string; readonly problem: string }[];
  readonly conductor: string;
}

const everyMinute = { cron: '* * * * *', tz: 'UTC' };
const list = async ({ json }: Project) => (await json(['schedule', 'list'])) as Listed;

/** As if somebody had conducted up to an hour ago. */
const conductedUntil = (project: Project, name: string, ms: number): void => {
  const until = new Date(ms).toISOString();
  const over = [{ after: until, until }];
  const decided = { fingerprint: `${everyMinute.cron} ${everyMinute.tz}`, over };
  const text = JSON.stringify({ version: 1, decided });
  project.write(`.orchestra/timetable/${name}.json`, text);
};

describe('schedules', { concurrency: 2 }, () => {
  it('are added, with all that is wrong at once, shown, run now, paused and removed', async (t) => {
    const project = projectOf(t);
    const { ask } = project;
    assert.match((await ask(['schedule'])).stderr, /^there is no schedule yet: /);
    const refused = await ask([
      ...['schedule', 'add', 'nightly', '--cron', '61 * 31 feb *', '--tz', 'Berlin'],
      ...['--agent', 'shh', '--timeout', 'soon'],
    ]);
    assert.equal(refused.code, 2);
    for (const says of [
      /--cron minute \(1st field\): 61 is above 59/,
      /--tz "Berlin" is no time zone; did you mean Europe\/Berlin\?/,
      /PROMPT is required/,
      /no agent is called "shh"; did you mean sh\?/,
      /--timeout is no duration: "soon"/,
    ])
      assert.match(refused.stderr, says);
    assert.equal(project.read('.orchestra/schedules/nightly.json'), '');

    project.write('docs/prompt.md', 'echo from a file');
    const added = await project.orchestra(
      [
        ...['schedule', 'add', 'nightly', '--cron', '0 3 * * *', '--tz', 'Europe/Berlin'],
        ...['--agent', 'sh', '--prompt-file', 'prompt.md', '--timeout', '30m', '--label', 'a=b'],
      ],
      { cwd: `${project.folder}/docs` },
    );
    assert.equal(added.code, 0, added.stderr);
    assert.match(
      added.stdout,
      /^next +\d{4}-\d\d-\d\d 03:00 \+0[12]:00 {2}\d{4}-\d\d-\d\d 0[12]:00 UTC$/m,
    );
    assert.deepEqual(JSON.parse(project.read('.orchestra/schedules/nightly.json')), {
      cron: '0 3 * * *',
      tz: 'Europe/Berlin',
      task: {
        agent: 'sh',
        timeout: '30m',
        cwd: 'docs',
        labels: { a: 'b' },
        promptFile: 'docs/prompt.md',
      },
    });
    // Though there is nothing to do, who was spawned stays for it: idleExit is 0 here.
    await until('somebody conducts', () => isConducted(project));
    await until('it is taken up', () => project.read('.orchestra/timetable/nightly.json'));
    const again = await ask([
      'schedule',
      'add',
      'nightly',
      '--cron',
      '@daily',
      '--agent',
      'sh',
      'x',
    ]);
    assert.equal(
      again.stderr,
      'error: there is a schedule nightly\nhint: --replace changes it; or take another name\n',
    );

    const ran = await ask(['schedule', 'run', 'nightly']);
    assert.match(ran.stdout, /^task_1 {2}sh {2}echo from a file\n$/);
    assert.equal((await ask(['wait', '1'])).code, 0);
    const task = (await project.json(['show', '1'])) as { cwd: string; labels: object };
    assert.equal(task.cwd, `${project.folder}/docs`);
    assert.deepEqual(task.labels, { a: 'b', schedule: 'nightly' });

    assert.equal(
      (await ask(['schedule', 'pause', 'nightly'])).stdout,
      'schedule nightly is paused\n',
    );
    const [paused] = (await list(project)).schedules;
    assert.ok(paused?.paused);
    assert.equal(paused?.last, undefined, 'what is run now is none of its times');
    await until('who conducted has left', async () => !(await isConducted(project)));
    assert.equal(
      (await ask(['schedule', 'remove', 'nightly'])).stdout,
      'schedule nightly is removed\n',
    );
    assert.deepEqual((await list(project)).schedules, []);
    assert.doesNotMatch(project.read('.orchestra/controls.json'), /nightly/);
    const gone = await ask(['schedule', 'show', 'nightly']);
    assert.equal(gone.code, 1);
    assert.match(gone.stderr, /^error: no schedule is called "nightly"\n/);
  });

  it('make up once for what was missed, and say so while nobody conducts', async (t) => {
    const project = projectOf(t);
    const task = { agent: 'sh', prompt: 'echo hello' };
    const write = (name: string, file: object) =>
      project.write(`.orchestra/schedules/${name}.json`, JSON.stringify(file, null, 2));
    write('once', { ...everyMinute, task });
    write('skip', { ...everyMinute, ifMissed: 'skip', task: { ...task, prompt: 'echo no' } });
    write('broken', { ...everyMinute, cron: '* * 30 feb *', task: { ...task, timeot: '1m' } });
    conductedUntil(project, 'once', Date.now() - 3_600_000);
    const checked = await project.ask(['schedule', 'check']);
    assert.equal(checked.code, 1);
    assert.match(checked.stderr, /broken\.json:2:11: cron .*30.*\n/);
    assert.match(
      checked.stderr,
      /broken\.json:7:5: task\.timeot is unknown; did you mean timeout\?\n/,
    );
    const status = await project.ask(['status']);
    assert.match(
      status.stdout,
      /^2 schedules wait for somebody to conduct: orchestra daemon start$/m,
    );
    assert.match(
      (await project.ask(['doctor'])).stdout,
      /nobody conducts, so 2 schedules will start nothing/,
    );

    assert.equal((await project.orchestra(['daemon', 'start'])).code, 0);
    const once = async () => (await list(project)).schedules.find(({ name }) => name === 'once');
    await until('it has made up for it', async () => (await once())?.last?.task?.id === 'task_1');
    const { schedules, problems, conductor } = await list(project);
    assert.equal(conductor, 'there');
    assert.equal(problems.length, 2);
    assert.equal(schedules.find(({ name }) => name === 'skip')?.last, undefined);
    assert.equal((await project.orchestra(['daemon', 'stop'])).code, 0);
  });

  it('are taken up when their files change, and never twice for one time', async (t) => {
    const project = projectOf(t);
    assert.equal((await project.orchestra(['daemon', 'start'])).code, 0);
    const times = { cron: '@yearly', tz: 'UTC' };
    const write = (file: object) =>
      project.write('.orchestra/schedules/yearly.json', JSON.stringify(file));
    const fingerprint = () => project.read('.orchestra/timetable/yearly.json');
    write({ ...times, task: { agent: 'sh', prompt: 'true' } });
    await until('it is there', () => fingerprint().includes('@yearly UTC'));
    write({ ...times, cron: '@monthly', task: { agent: 'sh', prompt: 'true' } });
    await until('it has other times', () => fingerprint().includes('@monthly UTC'));
    assert.deepEqual(await project.json(['list']), { tasks: [], more: false, damaged: [] });
    await project.ask(['schedule', 'remove', 'yearly']);
    await until('it is forgotten', () => fingerprint() === '');
    assert.equal((await project.orchestra(['daemon', 'stop'])).code, 0);
  });
});
