import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';
import { commandIn, shim, temporaryFolder } from '../support/local-run.ts';

it('what a launcher sets aside is enough to start with, and is not there where that is not', (t) => {
  const folder = temporaryFolder(t);
  const url = new URL(
    `../../src/adapters/launchers/local${import.meta.url.slice(-3)}`,
    import.meta.url,
  );
  const script = `
    const { closeSync, openSync } = require('node:fs');
    const [shim, folder, command] = JSON.parse(process.argv[1]);
    import(${JSON.stringify(url)}).then(async ({ createLocalLauncher }) => {
      const launcher = createLocalLauncher({ shim });
      const start = async () => (await launcher.start(command, folder)).abandon();
      await start();
      const open = [];
      try { for (;;) open.push(openSync('/dev/null')); } catch {}
      const said = new Set();
      for (;;) {
        try { launcher.reserve()(); break; } catch (error) { said.add(error.message); }
        closeSync(open.pop());
      }
      await start();
      console.log([...said].join());
      for (const file of open) closeSync(file);
    });`;
  const command = commandIn(folder, ['true'], {});
  const { stdout, stderr } = spawnSync(
    'sh',
    [
      ...['-c', 'ulimit -n 96; exec "$0" "$@"', process.execPath, '-e', script],
      JSON.stringify([shim, folder, command]),
    ],
    { encoding: 'utf8' },
  );
  assert.equal(stdout, 'nothing new is started for now: too many open files\n', stderr);
});
