import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createLocalLauncher } from '../../src/adapters/launchers/local.ts';
import { identityOf } from '../../src/adapters/processes/identity.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Command } from '../../src/core/ports.ts';
import {
  commandIn,
  groupOf,
  newToken,
  pauseOf,
  readText,
  runAgent,
  runScript,
  shim,
  spawnOwn,
  temporaryFolder,
} from '../support/local-run.ts';
import { settled, until } from '../support/until.ts';

const launcher = createLocalLauncher({ shim });

describe('the local launcher', { concurrency: 8 }, () => {
  const refusals: [string, (folder: string) => Partial<Command>, RegExp][] = [
    [
      'a missing working folder',
      (folder) => ({ cwd: join(folder, 'nowhere') }),
      /^cannot start true: there is no folder .*\/nowhere$/,
    ],
    [
      'a working folder that is a file',
      (folder) => ({ cwd: join(folder, 'stdout') }),
      /^cannot start true: there is no folder /,
    ],
    [
      'a missing file for its input',
      (folder) => ({ stdin: join(folder, 'nowhere') }),
      /^cannot start true: a file is missing \(ENOENT, .*\/nowhere\)$/,
    ],
    [
      'an argument that is too long',
      () => ({ argv: ['true', 'x'.repeat(4 * 1024 * 1024)] }),
      /^cannot start true: one argument, or .* is too long for this machine \(E2BIG/,
    ],
    ['an empty command', () => ({ argv: [] }), /^there is no program to run$/],
  ];
  for (const [what, change, message] of refusals) {
    it(`refuses ${what} in words`, async (t) => {
      const folder = temporaryFolder(t);
      writeFileSync(join(folder, 'stdout'), '');
      const command = { ...commandIn(folder, ['true'], {}), ...change(folder) };
      await assert.rejects(launcher.start(command, folder), (error) => {
        assert.ok(error instanceof Failure);
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it('refuses in words when there is no shell', async (t) => {
    const folder = temporaryFolder(t);
    const shell = ['/nowhere/sh'] as const;
    await assert.rejects(
      createLocalLauncher({ shim, shell }).start(commandIn(folder, ['true'], {}), folder),
      {
        name: 'Failure',
        code: 'unavailable',
        message: /a file is missing \(ENOENT, \/nowhere\/sh/,
      },
    );
  });

  it('gives the agent a file as its input, and an empty one without', async (t) => {
    const folder = temporaryFolder(t);
    const stdin = join(folder, 'prompt');
    writeFileSync(stdin, 'do this\n');
    const fed = await runAgent(t, ['cat'], { command: { stdin } });
    const unfed = await runAgent(t, ['cat']);
    assert.deepEqual(await fed.end(), { is: 'ended', exit: 0, strays: 0 });
    assert.deepEqual(await unfed.end(), { is: 'ended', exit: 0, strays: 0 });
    assert.equal(fed.read('stdout'), 'do this\n');
    assert.equal(unfed.read('stdout'), '');
  });

  it('appends what the agent says to files of its own, for nobody else to read', async (t) => {
    const folder = temporaryFolder(t);
    for (const word of ['one', 'two']) {
      const command = commandIn(folder, ['sh', '-c', `echo ${word}; echo ${word}! >&2`], {});
      const gate = await launcher.start(command, folder);
      gate.open();
      await settled('the run has ended', gate.ended);
    }
    assert.equal(readText(folder, 'stdout'), 'one\ntwo\n');
    assert.equal(readText(folder, 'stderr'), 'one!\ntwo!\n');
    for (const file of ['stdout', 'stderr']) {
      assert.equal(statSync(join(folder, file)).mode & 0o777, 0o600);
    }
  });

  it('lets its starter leave while the agent goes on', async (t) => {
    const folder = temporaryFolder(t);
    const command = commandIn(folder, ['sh', '-c', ': >begun; exec sleep 60'], {});
    const url = new URL(`../../src/adapters/launchers/local${extension}`, import.meta.url);
    const script = `
      const [shim, command, folder] = JSON.parse(process.argv[1]);
      import(${JSON.stringify(url)})
        .then(({ createLocalLauncher }) => createLocalLauncher({ shim }).start(command, folder))
        .then((gate) => { console.log(JSON.stringify(gate.handle)); gate.open(); });`;
    const argument = JSON.stringify([shim, command, folder]);
    const options = { encoding: 'utf8', timeout: 10_000 } as const;
    const starter = spawnSync(process.execPath, ['-e', script, argument], options);
    assert.equal(starter.status, 0, starter.stderr);
    const run = { handle: JSON.parse(starter.stdout), folder };
    t.after(() => launcher.signal(run, 'KILL'));
    await until('the agent has begun', () =>
      statSync(join(folder, 'begun'), { throwIfNoEntry: false }),
    );
    assert.deepEqual(await launcher.look([run]), [{ is: 'alive' }]);
    await launcher.signal(run, 'TERM');
    await until('its end is found', async () => (await launcher.look([run]))[0]?.is === 'ended');
    assert.equal(readText(folder, 'exit'), '143\n');
  });

  it('takes a run whose shim alone was killed as alive, and then as gone', async (t) => {
    const run = await runScript(t, 'echo $$ >begun; exec sleep 60');
    const agent = Number(run.read('begun'));
    process.kill(run.handle.identity.pid, 'SIGKILL');
    assert.deepEqual(await run.end(), { is: 'alive' });
    process.kill(agent, 'SIGKILL');
    await until('the agent is gone', () => identityOf(agent) === undefined);
    // The watchdog looks around whenever it wakes, at the latest after a minute: wake it.
    await until('the watchdog has left', async () => {
      const pause = pauseOf(run.handle.identity.pid);
      if (pause !== undefined) process.kill(pause.pid, 'SIGKILL');
      return (await run.look()).is === 'gone';
    });
    assert.equal(run.read('exit'), '');
  });

  it('takes an exit file without its newline as not written', async (t) => {
    const run = await runScript(t, ': >begun; echo . >begun; exec sleep 60');
    process.kill(-run.handle.identity.pid, 'SIGKILL');
    writeFileSync(join(run.folder, 'exit'), '0');
    assert.deepEqual(await run.end(), { is: 'gone' });
    writeFileSync(join(run.folder, 'exit'), '0\n');
    assert.deepEqual(await run.look(), { is: 'ended', exit: 0, strays: 0 });
  });

  it('finding 17: a group whose shim is gone is signalled only after a member shows the token', async (t) => {
    const run = await runScript(t, 'echo $$ >begun; exec sleep 60');
    process.kill(run.handle.identity.pid, 'SIGKILL');
    await run.end();
    // The number of another run's shim was given to a stranger, who leads a group of that name…
    const stranger = await spawnOwn(t, ['sleep', '60']);
    // …or has left the group to its children.
    const group = await spawnOwn(t, ['sh', '-c', 'sleep 60 & wait']);
    await until('it has children', () => groupOf(group).length === 2);
    process.kill(group, 'SIGKILL');
    await until('the leader is gone', () => identityOf(group) === undefined);
    for (const pid of [stranger, group]) {
      const identity = { ...run.handle.identity, pid };
      const handle = { ...run.handle, identity, token: newToken() };
      for (const signal of ['TERM', 'KILL'] as const) {
        await launcher.signal({ handle, folder: run.folder }, signal);
      }
    }
    assert.notEqual(identityOf(stranger), undefined);
    assert.equal(groupOf(group).length, 1);

    const agent = Number(run.read('begun'));
    assert.notEqual(identityOf(agent), undefined);
    await launcher.signal(run, 'TERM');
    await until('the agent heard it', () => identityOf(agent) === undefined);
  });

  it('takes a number that a stranger leads now as not its own', async (t) => {
    const run = await runScript(t, 'echo . >begun; exec sleep 60');
    process.kill(-run.handle.identity.pid, 'SIGKILL');
    await run.end();
    const pid = await spawnOwn(t, ['sleep', '60']);
    const handle = { ...run.handle, identity: { ...run.handle.identity, pid } };
    assert.deepEqual(await launcher.look([{ handle, folder: run.folder }]), [{ is: 'gone' }]);
  });

  it('spares the process that signals, even inside of the run', async (t) => {
    const folder = temporaryFolder(t);
    const url = new URL(`../../src/adapters/launchers/local-signal${extension}`, import.meta.url);
    const identity = new URL(`../../src/adapters/processes/identity${extension}`, import.meta.url);
    const script = `
      Promise.all([import(${JSON.stringify(url)}), import(${JSON.stringify(identity)})])
        .then(async ([{ signalRun }, { selfIdentity }]) => {
          const handle = { identity: selfIdentity(), token: process.env.ORCHESTRA_RUN };
          await signalRun({ handle, folder: '.' }, 'KILL');
          require('node:fs').writeFileSync('begun', 'spared');
        });`;
    const token = newToken();
    await spawnOwn(t, ['sh', '-c', 'sleep 60 & exec "$0" -e "$1"', process.execPath, script], {
      cwd: folder,
      env: { ...process.env, ORCHESTRA_RUN: token },
    });
    assert.equal(await until('it is spared', () => readText(folder, 'begun')), 'spared');
  });
});

const extension = import.meta.url.slice(-3);
