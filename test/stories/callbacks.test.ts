import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { CallbacksOutput } from '../../src/operations/callbacks.ts';
import type { Project } from '../support/cli.ts';
import { allGone, finish, isConducted, projectOf, sh } from '../support/stories.ts';
import { until } from '../support/until.ts';

/** A callback that is a shell script, in which $1 is the task. */
const told = (name: string, script: string, more: object = {}) => ({
  ...{ name, argv: ['sh', '-c', script, 'sh', '{id}', '{status}'], inherit: ['TEST_OF'] },
  ...more,
});

const lines = ({ read }: Project, name: string): string[] => read(name).split('\n').filter(Boolean);

const said = async ({ json }: Project, ...words: string[]): Promise<CallbacksOutput> =>
  (await json(['callbacks', ...words])) as CallbacksOutput;

describe('callbacks', () => {
  it('tell what ended; one that hangs holds up nothing, and is told again by who follows', async (t) => {
    const project = projectOf(t, {
      groups: { docs: {} },
      callbacks: {
        onFinish: [
          told('slow', 'echo "$1" >>begun; until [ -e go ]; do sleep 0.05; done; echo "$1" >>slow'),
          told('quick', 'echo "$1 $2" >>quick'),
        ],
        onGroupFinished: [told('group', 'cat >>group')],
        onIdle: [told('idle', 'echo idle >>idle')],
      },
    });
    const { background, ask, processes, write } = project;
    const first = background(['daemon']);
    await until('it conducts', () => isConducted(project));
    assert.equal((await ask(['start', 'sh', 'true', '--group', 'docs', '--wait', '-q'])).code, 0);
    await until('the slow one is under way', () => lines(project, 'begun').length === 1);
    assert.equal((await ask(['start', 'sh', 'true', '--group', 'docs', '--wait', '-q'])).code, 0);
    await until('the others were told', () => lines(project, 'quick').length === 2);
    await until('the slow one is told of both', () => lines(project, 'begun').length === 2);

    const waiting = async () =>
      (await said(project)).deliveries.map(({ callback, about }) => `${callback} ${about}`).join();
    const isSlow = async () => (await waiting()) === 'slow task_1,slow task_2';
    await until('only what is slow is not told', isSlow);

    first.kill('SIGINT');
    assert.equal((await first.ended).code, 0);
    await until('what was under way has ended', () => processes().length === 0);
    assert.ok(await isSlow());

    write('go', '');
    const { stderr } = await ask(['run']);
    assert.match(stderr, /^$|nothing/);
    await until('who follows has told it', () => lines(project, 'slow').length === 2);
    await allGone(project);
    assert.deepEqual(lines(project, 'quick').sort(), ['task_1 complete', 'task_2 complete']);
    assert.deepEqual([...new Set(lines(project, 'idle'))], ['idle']);
    assert.ok(lines(project, 'group').every((line) => JSON.parse(line).group === 'docs'));
    const log = (await said(project, 'log')).deliveries;
    assert.ok(log.length >= 6 && log.every(({ is }) => is === 'delivered'));
  });

  it('that are left by a conductor that was killed are ended by the next, and told again', async (t) => {
    const project = projectOf(t, {
      callbacks: {
        onFinish: [told('slow', 'echo "$1" >>begun; exec sleep 600', { timeout: '1h' })],
      },
    });
    const { background, ask, processes } = project;
    const first = background(['daemon']);
    await until('it conducts', () => isConducted(project));
    assert.equal((await ask(['start', 'sh', 'true', '--wait', '-q'])).code, 0);
    await until('it is under way', () => lines(project, 'begun').length === 1);
    const sleeping = () => processes().filter(({ command }) => command.startsWith('sleep'));
    await until('it sleeps', () => sleeping().length === 1);
    const [left] = sleeping();
    const carriers = () =>
      readdirSync(join(project.root, 'callbacks')).filter((name) => name.endsWith('.pid'));
    await until('it is known who carries it', () => carriers().length === 1);
    first.kill('SIGKILL');
    await first.ended;
    assert.deepEqual(sleeping(), [left]);

    const second = background(['daemon']);
    await until('it is told again', () => lines(project, 'begun').length === 2);
    await until('what was left is gone', () => !sleeping().some(({ pid }) => pid === left?.pid));
    second.kill('SIGINT');
    assert.equal((await second.ended).code, 0);
    await until('nothing is left', () => processes().length === 0);
  });

  it('that were given up are told again once they are mended', async (t) => {
    const config = (argv: readonly string[]) => ({
      agents: { sh },
      idleExit: '0',
      callbacks: { onFail: [told('bad', '', { argv, retries: 0 })] },
    });
    const project = projectOf(t, config(['no-such-program']));
    const { ask, write } = project;
    await finish(project, ['sh', 'exit 3']);
    const [given] = (await said(project)).deliveries;
    assert.equal(given?.is, 'given_up');
    assert.match(given?.message ?? '', /cannot be run/);
    const table = (await ask(['callbacks'])).stdout;
    assert.match(table, /bad +onFail/);
    assert.match(table, /bad +task_1 +given up/);

    const failed = await ask(['callbacks', 'test', 'bad']);
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /^error: bad: cannot be run/);
    const unknown = await ask(['callbacks', 'test', 'bda']);
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /did you mean bad\?/);

    const mended = ['sh', '-c', 'echo {id} >>told'];
    write('.orchestra/agent-config.json', JSON.stringify(config(mended)));
    assert.match((await ask(['callbacks', 'test', 'bad'])).stdout, /^bad got it/);
    const { code, stdout } = await ask(['callbacks', 'retry']);
    assert.equal(code, 0);
    assert.match(stdout, /is on its way again/);
    await until('it was told', () => lines(project, 'told').length === 2);
    await allGone(project);
    assert.match((await ask(['callbacks', 'retry'])).stderr, /nothing was given up/);
  });

  it('leave no trace where a config has none, and say where to begin', async (t) => {
    const project = projectOf(t);
    await finish(project, ['sh', 'true']);
    const { stderr, code } = await project.ask(['callbacks']);
    assert.equal(code, 0);
    assert.match(stderr, /orchestra help callbacks/);
    assert.throws(() => project.read(join('.orchestra', 'callbacks')) || assert.fail('nothing'));
    for (const words of [
      ['wait', '1', '--bell'],
      ['wait', '1'],
    ]) {
      const waited = await project.ask(words);
      assert.equal(waited.stderr.includes('\x07'), words.includes('--bell'));
    }
    assert.equal((await project.ask(['status', '--bell'])).code, 2);
  });

  it('that cannot be are refused with all that is wrong with them, and where', async (t) => {
    const project = projectOf(t, {
      callbacks: { onFinish: [{ argv: ['x', '{titel}'] }, { url: 'ftp://x', timeout: 'soon' }] },
    });
    const { stderr, code } = await project.ask(['start', 'sh', 'x', '--no-run']);
    assert.equal(code, 1);
    assert.match(stderr, /agent-config\.json:\d+:\d+: callbacks\.onFinish\[0\]\.argv\[1\] .*title/);
    assert.match(stderr, /onFinish\[1\]\.url .*https/);
    assert.match(stderr, /onFinish\[1\]\.timeout .*no duration/);
  });
});
