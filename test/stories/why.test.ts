import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRunning, projectOf, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

interface Answer {
  readonly reasons: readonly {
    readonly is: string;
    readonly says: string;
    readonly wayOut?: string;
    readonly tasks: readonly number[];
  }[];
}

describe('why', { concurrency: 2 }, () => {
  it('names each reason why a task does not run, and what would change it', async (t) => {
    const project = projectOf(t, { maxParallel: 2 });
    const why = async (number: number) =>
      ((await project.json(['why', String(number)])) as Answer).reasons;
    const start = (...words: string[]) => project.orchestra(['start', 'sh', ...words]);
    await start(untilGo);
    await until('it runs', isRunning(project));
    await start(untilGo);
    await until('it runs as well', isRunning(project, 2));
    await start('true', '--after', '1', '--delay', '1h');
    await start('true');
    await start('true', '--priority', '-1');

    assert.deepEqual(
      (await why(3)).map(({ is, wayOut, tasks }) => [is, wayOut, ...tasks]),
      [
        ['dependency', 'orchestra why 1', 1],
        ['until', 'orchestra edit 3 --clear delay'],
      ],
    );
    const [full] = await why(5);
    assert.deepEqual(full, {
      is: 'full',
      says: 'the queue: 2 of 2 running (1, 2), 1 before it (4)',
      wayOut: 'orchestra parallel 3, or orchestra priority 5 10',
      tasks: [1, 2, 4],
    });
    assert.deepEqual(
      (await why(1)).map(({ is }) => is),
      ['running'],
    );
    const { stdout } = await project.orchestra(['why', '4']);
    assert.match(stdout, /^○ task_4 {2}pending\nthe queue: 2 of 2 running \(1, 2\)\n {2}orchestra/);
    const status = await project.orchestra(['status']);
    assert.match(status.stdout, /3 +sh +blocked \(dependency 1\) /);
    project.write('go', '');
    assert.equal((await project.orchestra(['wait', '4', '5'])).code, 0);
  });

  it('tells of a machine that has too little, of nobody who conducts, and of an end', async (t) => {
    const project = projectOf(t, { maxParallel: 1 });
    const greedy = ['start', 'sh', 'true', '--min-free-memory', '8000T'];
    await project.orchestra([...greedy, '--no-run']);
    const shown = await project.orchestra(['show', '1']);
    assert.match(shown.stdout, /^needs +7\.8 PiB of free memory$/m);
    const waits = await project.ask(['why', '1']);
    assert.match(
      waits.stdout,
      /of memory are free, and 7\.8 PiB are asked for\n {2}orchestra edit 1 --clear min-free-memory\n/,
    );
    await project.orchestra(['start', 'sh', 'true', '--no-run']);
    await project.orchestra(['start', 'sh', 'true', '--no-run']);
    const behind = await project.ask(['why', '3']);
    assert.match(
      behind.stdout,
      /^the queue: 0 of 1 running, 2 before it \(1, 2\)\n {2}orchestra parallel 2,/m,
    );
    await project.orchestra(['cancel', '2', '3']);
    assert.match(waits.stdout, /nobody conducts\n {2}orchestra run, or orchestra daemon start\n$/);
    await project.ask(['cancel', '1']);
    const ended = await project.ask(['why', '1']);
    assert.match(ended.stdout, /it is cancelled \(user\)\n {2}orchestra retry 1\n$/);

    const modest = ['start', 'sh', 'true', '--min-free-memory', '1M', '--max-load', '1000'];
    assert.equal((await project.orchestra([...modest, '--wait', '-q'])).code, 0);
    const wrong = await project.orchestra(['start', 'sh', 'true', '--min-free-memory', 'much']);
    assert.match(wrong.stderr, /^error: --min-free-memory is no amount: "?much/);
  });
});
