import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import type { Started } from '../../src/core/run.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import { createProject } from '../support/cli.ts';
import { psOnly } from '../support/ps-only-environment.ts';
import { until } from '../support/until.ts';

/** A process in a session of its own: only its environment tells whose it is. */
const leaves = `${process.execPath} -e "
  require('node:child_process').spawn('sleep', ['61'], { detached: true, stdio: 'ignore' }).unref()
";`;

it('a machine without /proc: what ps shows is enough to cancel, to sweep and to adopt', async (t) => {
  const { folder, mark, orchestra, processes, read, write } = createProject(t, {
    maxParallel: 2,
    agents: {
      waits: { script: ': > waits\nuntil [ -e go ]; do sleep 0.05; done\nexit 0\n' },
      strays: { script: `${leaves} : > begun; exec sleep 61\n`, grace: '200ms' },
    },
  });
  const call = async (...args: string[]) => {
    const outcome = await orchestra(args, { env: psOnly });
    assert.equal(outcome.code, 0, `${args.join(' ')}: ${outcome.stderr}`);
    return outcome.stdout;
  };
  const record = (number: number): TaskRecord =>
    JSON.parse(read(`.orchestra/tasks/task_${number}.json`));
  const living = (what: string) => processes().filter(({ command }) => command.includes(what));

  await call('daemon', 'start');
  await call('start', 'waits', 'x', '-q');
  await call('start', 'strays', 'x', '-q');
  for (const name of ['waits', 'begun'])
    await until(`${name} is there`, () => existsSync(join(folder, name)));
  assert.equal(living('sleep 61').length, 2);
  const started: Started = JSON.parse(read('.orchestra/runs/1/started'));
  assert.match(started.handle.identity.startTime, /^\w{3} \w{3} \d+ [\d:]{8} \d{4}$/);

  await call('cancel', '2');
  await orchestra(['wait', '2'], { env: psOnly }); // It does not complete.
  assert.equal(record(2).settled?.status, 'cancelled');
  assert.deepEqual(living('sleep 61'), []);

  const [conductor] = living('daemon run');
  process.kill(conductor?.pid ?? assert.fail(`nobody conducts: ${mark}`), 'SIGKILL');
  await until('it is dead', () => living('daemon run').length === 0);
  await call('daemon', 'start');
  assert.match(await call('status'), /1 running/);
  write('go', '');
  await call('wait', '1');
  const { settled, runs } = record(1);
  assert.deepEqual([settled?.status, runs.length], ['complete', 1]);
  await call('daemon', 'stop');
  await until('nothing is left', () => processes().length === 0);
});
