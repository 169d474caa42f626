import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createDisk } from '../../src/adapters/disk.ts';
import { createLocalLauncher } from '../../src/adapters/launchers/local.ts';
import { identityOf } from '../../src/adapters/processes/identity.ts';
import { createRunFiles } from '../../src/adapters/store/run-files.ts';
import type { Handle } from '../../src/core/run.ts';
import {
  groupOf,
  newToken,
  pauseOf,
  readText,
  runScript,
  shim,
  spawnOwn,
  temporaryFolder,
} from '../support/local-run.ts';
import { comesToSee, until } from '../support/until.ts';

const launcher = createLocalLauncher({ shim });

describe('a look of the local launcher, and its signals', { concurrency: 8 }, () => {
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
    await comesToSee(run.look, { is: 'ended', exit: 0, strays: 0 });
  });

  for (const [what, plant, exit] of [
    ['a status', (path) => writeFileSync(path, '255\n'), 255],
    ['a status without its newline', (path) => writeFileSync(path, '0'), undefined],
    ['more than a status', (path) => writeFileSync(path, '0\n0\n'), undefined],
    ['a number that is no status', (path) => writeFileSync(path, '1000\n'), undefined],
    ['a folder', (path) => mkdirSync(path), undefined],
    ['a link to a status', (path) => linkToStatus(path), undefined],
    ['a link to itself', (path) => symlinkSync(path, path), undefined],
    ['a FIFO', (path) => spawnSync('mkfifo', [path]), undefined],
  ] as const satisfies readonly (readonly [
    string,
    (path: string) => unknown,
    number | undefined,
  ])[])
    it(`reads ${what} in the place of an exit file as the store does`, async (t) => {
      const root = temporaryFolder(t);
      const runs = createRunFiles(createDisk(join(root, 'tmp')), root);
      mkdirSync(runs.folder(7), { recursive: true });
      plant(runs.path(7, 'exit'));
      assert.equal(runs.exit(7), exit);
      const run = { handle: await endedHandle(t), folder: runs.folder(7) };
      const expected = exit === undefined ? { is: 'gone' } : { is: 'ended', exit, strays: 0 };
      await comesToSee<unknown>(() => launcher.look([run]), [expected]);
    });

  it('takes an exit file that it may not read as unknown', async (t) => {
    const root = temporaryFolder(t);
    writeFileSync(join(root, 'exit'), '0\n', { mode: 0 });
    chmodSync(root, 0o755);
    const url = new URL(`../../src/adapters/launchers/local-look${extension}`, import.meta.url);
    const script = `
      import(${JSON.stringify(url)}).then(async ({ lookAtRuns }) => {
        if (process.getuid() === 0) process.setuid(65534);
        const [look] = await lookAtRuns([JSON.parse(process.argv[1])]);
        console.log(look.is);
      });`;
    const argument = JSON.stringify({ handle: await endedHandle(t), folder: root });
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script, argument], {
      encoding: 'utf8',
    });
    assert.equal(stdout, 'unknown\n', stderr);
  });

  it('never says gone when it ran out of files to look with', async (t) => {
    const run = await runScript(t, 'echo . >begun; exec sleep 60');
    process.kill(run.handle.identity.pid, 'SIGKILL');
    assert.deepEqual(await run.end(), { is: 'alive' });
    const url = new URL(`../../src/adapters/launchers/local-look${extension}`, import.meta.url);
    const script = `
      const { closeSync, openSync } = require('node:fs');
      const run = JSON.parse(process.argv[1]);
      import(${JSON.stringify(url)}).then(async ({ lookAtRuns }) => {
        await lookAtRuns([run]);
        const open = [];
        try { for (;;) open.push(openSync('/dev/null')); } catch {}
        const looks = [];
        while (open.length > 0 && looks.at(-1) !== 'alive') {
          looks.push(await lookAtRuns([run]).then(([look]) => look.is, (error) => error.code));
          closeSync(open.pop());
        }
        for (const file of open) closeSync(file);
        console.log(looks.join(' '));
      });`;
    const argument = JSON.stringify({ handle: run.handle, folder: run.folder });
    const limited = [
      '-c',
      'ulimit -n 64; exec "$0" "$@"',
      process.execPath,
      '-e',
      script,
      argument,
    ];
    const { stdout, stderr } = spawnSync('sh', limited, { encoding: 'utf8' });
    // How many it needs, and how many Node itself takes meanwhile, is not the point.
    assert.match(stdout, /^((unavailable|unknown) )+alive\n$/, stderr);
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

/** The handle of a run that was here and is not any more. */
const endedHandle = async (t: TestContext): Promise<Handle> => {
  const pid = await spawnOwn(t, ['sleep', '60']);
  const identity = identityOf(pid) ?? assert.fail('it has ended');
  process.kill(-pid, 'SIGKILL');
  await until('it has ended', () => identityOf(pid) === undefined);
  return { launcher: 'local', identity, token: newToken() };
};

const linkToStatus = (path: string): void => {
  writeFileSync(`${path}-good`, '0\n');
  symlinkSync(`${path}-good`, path);
};
