import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createLocalLauncher } from '../../src/adapters/launchers/local.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Command } from '../../src/core/ports.ts';
import { commandIn, readText, runAgent, shim, temporaryFolder } from '../support/local-run.ts';
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
      'a working folder below a file',
      (folder) => ({ cwd: join(folder, 'stdout', 'x') }),
      // Newer Nodes say only that nothing is there.
      /^cannot start true: (a file is where a folder should be \(ENOTDIR, |there is no folder ).*\/stdout\/x\)?$/,
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
});

const extension = import.meta.url.slice(-3);
