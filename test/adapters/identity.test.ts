import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import {
  bootId,
  identityOf,
  inInitialPidNamespace,
  livenessOf,
  livenessOfAll,
  selfIdentity,
} from '../../src/adapters/processes/identity.ts';
import { parsePs, parseStat, processTable } from '../../src/adapters/processes/table.ts';
import { spawnOwn } from '../support/local-run.ts';
import { until } from '../support/until.ts';

const self = selfIdentity();

describe('the identity of a process', { concurrency: 8 }, () => {
  it('knows this very process as alive', () => {
    assert.equal(self.pid, process.pid);
    assert.equal(self.bootId, bootId());
    assert.notEqual(self.startTime, '');
    assert.equal(livenessOf(self), 'alive');
    assert.deepEqual(identityOf(process.pid), self);
  });

  for (const [what, change, is] of [
    ['another start time under the same number is dead', { startTime: '1' }, 'dead'],
    ['another host is unknown', { host: 'elsewhere' }, 'unknown'],
    ['another boot of another host is unknown', { host: 'x', bootId: 'another' }, 'unknown'],
    ['another boot of this host is dead', { bootId: 'another' }, 'dead'],
    [
      'another boot of this host is dead whatever its namespace was called',
      { bootId: 'another', pidNamespace: 'pid:[1]' },
      'dead',
    ],
    ['an untold boot is unknown', { bootId: '' }, 'unknown'],
    [
      'finding 5: a process of another pid namespace is unknown, never dead',
      { pidNamespace: 'pid:[1]', pid: 4_194_304 },
      'unknown',
    ],
  ] as const) {
    it(what, () => assert.equal(livenessOf({ ...self, ...change }), is));
  }

  it('is dead once its process has ended', async (t) => {
    const pid = await spawnOwn(t, ['sleep', '60']);
    const identity = identityOf(pid) ?? assert.fail('not seen');
    assert.deepEqual(livenessOfAll([identity, self]), ['alive', 'alive']);
    process.kill(pid, 'SIGKILL');
    await until('it is dead', () => livenessOf(identity) === 'dead');
    assert.deepEqual(livenessOfAll([identity, self]), ['dead', 'alive']);
    assert.equal(identityOf(pid), undefined);
  });

  it('is a failure, forgotten when it is over, while files cannot be opened', () => {
    const extension = import.meta.url.slice(-3);
    const url = (name: string) =>
      JSON.stringify(new URL(`../../src/adapters/processes/${name}${extension}`, import.meta.url));
    const script = `
      const { closeSync, openSync } = require('node:fs');
      Promise.all([import(${url('identity')}), import(${url('table')})])
        .then(([{ bootId, livenessOf, selfIdentity }, { processTable }]) => {
          const identity = JSON.parse(process.argv[1]);
          const calls = [
            bootId,
            selfIdentity,
            () => livenessOf(identity),
            () => processTable().all(),
            () => processTable('darwin').all(),
          ];
          const open = [];
          try { for (;;) open.push(openSync('/dev/null')); } catch {}
          const said = calls.map((call) => {
            try { return call(); } catch (error) { return error.code; }
          });
          for (const file of open) closeSync(file);
          console.log(JSON.stringify([...said, bootId(), livenessOf(identity)]));
        });`;
    const argv = ['-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath, '-e', script];
    const { stdout, stderr } = spawnSync('sh', [...argv, JSON.stringify(self)], {
      encoding: 'utf8',
    });
    const said = stdout && JSON.parse(stdout);
    assert.deepEqual(said, [...Array(5).fill('unavailable'), bootId(), 'alive'], stderr);
  });

  it('takes a zombie for dead', async (t) => {
    const parent = await spawnOwn(t, ['sh', '-c', 'sleep 0 & exec sleep 60']);
    const zombie = await until('there is a zombie', () =>
      processTable()
        .all()
        .find(({ ppid, ended }) => ppid === parent && ended),
    );
    assert.equal(livenessOf({ ...self, ...zombie }), 'dead');
    assert.equal(identityOf(zombie.pid), undefined);
  });

  it('tells whether numbers mean the same to everybody on this machine', () => {
    const inside = /^(pid:\[4026531836\])?$/.test(self.pidNamespace);
    assert.equal(inInitialPidNamespace(), inside);
  });
});

describe('the process table', () => {
  it('reads /proc/<pid>/stat after the last parenthesis', () => {
    const rest = 'S 10 20 30 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 777 1 1';
    for (const name of ['node', 'a b', '(', ') Z 1 2 (']) {
      assert.deepEqual(parseStat(`42 (${name}) ${rest}\n`), {
        pid: 42,
        ppid: 10,
        pgid: 20,
        session: 30,
        startTime: '777',
        ended: false,
      });
    }
    assert.equal(parseStat(`42 (x) Z${rest.slice(1)}`).ended, true);
    assert.equal(parseStat(`42 (x) X${rest.slice(1)}`).ended, true);
  });

  it('reads the lines of ps', () => {
    const text =
      '  42    10    20 Ss+  Sat Nov  1 09:11:36 2026 sh -c x\n1 0 1 Z Sat Nov 1 09:11:36 2026\n';
    const common = { session: undefined, startTime: 'Sat Nov 1 09:11:36 2026' };
    assert.deepEqual(parsePs(text), [
      { ...common, pid: 42, ppid: 10, pgid: 20, ended: false, rest: 'sh -c x' },
      { ...common, pid: 1, ppid: 0, pgid: 1, ended: true, rest: '' },
    ]);
    assert.deepEqual(parsePs('ps: no such thing\n'), []);
  });

  it('shows by ps what it shows natively', async (t) => {
    const pid = await spawnOwn(t, ['sleep', '60']);
    const byPs = processTable('darwin');
    const seen = byPs.find([pid, process.pid, 4_194_304]);
    const native = processTable().find([pid, process.pid]);
    assert.deepEqual([...seen.keys()].sort(), [...native.keys()].sort());
    for (const [key, { ppid, pgid, ended }] of native) {
      const { startTime = '', ...other } = seen.get(key) ?? {};
      assert.match(startTime, /^\w{3} \w{3} \d+ [\d:]{8} \d{4}$/);
      assert.deepEqual(
        { ppid: seen.get(key)?.ppid, pgid: seen.get(key)?.pgid, ended: seen.get(key)?.ended },
        { ppid, pgid, ended },
        JSON.stringify(other),
      );
    }
    assert.ok(byPs.all().some((entry) => entry.pid === pid && entry.ppid === process.pid));
    assert.equal(byPs.find([]).size, 0);
  });

  it('leaves out what does not exist', () => {
    const { pid } = spawnSync('true');
    assert.equal(processTable().find([pid]).size, 0);
  });
});
