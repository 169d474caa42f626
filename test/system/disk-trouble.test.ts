import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { TaskRecord } from '../../src/core/task.ts';
import { createProject, type Project } from '../support/cli.ts';
import { assertRefused } from '../support/refusal.ts';
import { until } from '../support/until.ts';

const system = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

const isAllowed = system('unshare', '-m', 'mount', '-t', 'tmpfs', 'none', '/mnt');
const skip = isAllowed ? false : 'mount is not allowed here: be root';

/** Says nothing: where there is no room, a line of output would end it. */
const waits = 'until [ -e "$GO" ]; do sleep 0.05; done';

const nothingNew = 'warning: nothing new is started for now:';

describe('a disk that refuses', { skip, concurrency: 3 }, () => {
  const limits: readonly [what: string, options: string][] = [
    ['bytes', 'size=256k'],
    ['inodes', 'size=1m,nr_inodes=200'],
  ];
  for (const [what, options] of limits)
    it(`for want of ${what} refuses a task in one line, and keeps nothing half-written`, async (t) => {
      const { disk, call, orchestra } = mounted(t, options);
      assert.equal((await orchestra(['start', 'sh', 'true', '--no-run', '-q'], call)).code, 0);
      fill(disk);
      const full = /^cannot write [^\n]*: the disk is full$/;
      for (const args of [
        ['start', 'sh', 'true'],
        ['cancel', '1'],
      ])
        assertRefused(await orchestra(args, call), { code: 1, says: full });
      assert.deepEqual(tasksOf(disk), ['task_1.json']);
      assert.deepEqual(readdirSync(join(disk, '.orchestra/tmp')), []);
      const { code, stderr } = await orchestra(['status'], call);
      assert.deepEqual([code, stderr], [0, `${nothingNew} the disk is full\n`]);

      makeRoom(disk);
      assert.equal((await orchestra(['start', 'sh', 'true', '--wait', '-q'], call)).code, 0);
      assert.equal((await orchestra(['wait', '1'], call)).code, 0);
    });

  it('is full for a while: who waits is told so, and who conducts goes on when there is room', async (t) => {
    const { disk, call, go, orchestra, background } = mounted(t, 'size=256k');
    await orchestra(['daemon', 'start'], call);
    await orchestra(['start', 'sh', waits, '-q'], call);
    const waiting = [background(['start', 'sh', waits, '--wait', '-q'], call)];
    await until('both are there', () => tasksOf(disk).length === 2);
    await until('one runs', () => readdirSync(join(disk, '.orchestra/queue/running')).length === 1);
    const conducts = async () =>
      (await orchestra(['daemon', 'status'], call)).stdout.split('\n', 1)[0];
    const who = await conducts();
    fill(disk);
    assert.equal((await orchestra(['start', 'sh', 'true'], call)).code, 1);
    assert.equal(await conducts(), who);
    waiting.push(background(['wait', '1', '2'], call));
    const told =
      /^warning: nothing new is started for now: cannot write [^\n]*: the disk is full\n$/;
    for (const { said } of waiting)
      await until('it is told', () => told.test(said.stderr), { timeoutMs: 30_000 });

    makeRoom(disk);
    go();
    for (const { ended } of waiting) {
      const { code, stderr } = await ended;
      assert.equal(code, 0);
      assert.match(stderr, told);
    }
    assert.equal(await conducts(), who);
    assert.deepEqual(tasksOf(disk), ['task_1.json', 'task_2.json']);
  });

  it('becomes read-only: looking works, everything else is refused, and conducting goes on', async (t) => {
    const { disk, call, orchestra, background } = mounted(t, 'size=1m');
    await orchestra(['start', 'sh', 'true', '--wait', '-q'], call);
    // A log that is open would keep the file system busy.
    rmSync(join(disk, '.orchestra/conductor.log'));
    mkdirSync(join(disk, '.orchestra/conductor.log'));
    const conductor = background(['daemon'], call);
    await until(
      'it conducts',
      async () => (await orchestra(['daemon', 'status'], call)).code === 0,
    );
    await until('nobody writes', () => system('mount', '-o', 'remount,ro', disk));
    for (const args of [
      ['show', '1'],
      ['logs', '1'],
    ])
      assert.equal((await orchestra(args, call)).code, 0, args.join(' '));
    const { code, stderr } = await orchestra(['status'], call);
    assert.deepEqual([code, stderr], [0, `${nothingNew} the file system is read-only\n`]);
    for (const args of [['start', 'sh', 'true'], ['retry', '1'], ['init']])
      assertRefused(await orchestra(args, call), {
        code: 1,
        says: /^cannot write [^\n]*: the file system is read-only$/,
      });

    assert.ok(system('mount', '-o', 'remount,rw', disk));
    assert.equal((await orchestra(['start', 'sh', 'true', '--wait', '-q'], call)).code, 0);
    conductor.kill('SIGINT');
    assert.equal((await conductor.ended).code, 0);
  });
});

describe('a process that may open few files', { skip }, () => {
  // Below that Node itself does not start.
  for (const files of [24, 28, 32, 36])
    it(`such as ${files}, does what it can, or says in one line that it cannot`, async (t) => {
      const { orchestra } = createProject(t);
      const under = ['prlimit', `--nofile=${files}:${files}`];
      const outcome = await orchestra(['status'], { under });
      if (outcome.code === 0) return;
      assertRefused(outcome, { code: 1, says: /too many open files/ });
    });
});

describe('a conductor that may open few files', { skip }, () => {
  for (const [what, spare] of [
    ['too few to start anything', 6],
    ['one alone', 1],
    ['none', 0],
  ] as const)
    it(`more, ${what}, leaves agents alone, says so, and goes on when it may`, async (t) => {
      const { folder, background, read, orchestra } = createProject(t, {
        maxParallel: 3,
        agents: { sh: { command: 'sh', args: ['-c', '{prompt}'] } },
      });
      const go = join(folder, 'go');
      const env = { GO: go };
      const conductor = background(['daemon'], { env });
      const idle = await until('it watches', () => watchingWith(conductor.pid));
      await orchestra(['start', 'sh', `: > begun; ${waits}`, '-q']);
      const runs = (number: number): number =>
        (JSON.parse(read(`.orchestra/tasks/task_${number}.json`)) as TaskRecord).runs.length;
      await until('it runs', () => existsSync(join(folder, 'begun')));
      await until('its gate is closed', () => freeFile(conductor.pid) <= idle);
      allowFiles(conductor.pid, freeFile(conductor.pid) + spare);
      assert.equal((await orchestra(['start', 'sh', 'true', '-q'])).stdout, 'task_2\n');
      await until('it says so', () => /too many open files/.test(conductor.said.stderr));
      assert.equal(runs(2), 0);
      assert.match((await orchestra(['status'])).stdout, /1 running/);

      writeFileSync(go, '');
      allowFiles(conductor.pid, 1024);
      assert.equal((await orchestra(['wait', '--timeout', '60'])).code, 0);
      assert.deepEqual([runs(1), runs(2)], [1, 1]);
      conductor.kill('SIGINT');
      assert.equal((await conductor.ended).code, 0);
      const lines = conductor.said.stderr
        .trim()
        .split('\n')
        .filter((line) => !/^[\d:]{8} task_/.test(line));
      assert.deepEqual(lines, [...new Set(lines)], 'what is still wrong is not said again');
      for (const line of lines)
        assert.match(line, /too many open files|^conducting|^stopped|^left/);
    });
});

/** The lowest number that its next file would get: from there on a limit counts. */
function freeFile(pid: number): number {
  const taken = new Set(readdirSync(`/proc/${pid}/fd`).map(Number));
  let number = 0;
  while (taken.has(number)) number += 1;
  return number;
}

/** The same for a conductor that has come to rest; undefined before. */
function watchingWith(pid: number): number | undefined {
  const files = readdirSync(`/proc/${pid}/fd`).map((name) => readLink(`/proc/${pid}/fd/${name}`));
  return files.includes('anon_inode:inotify') ? freeFile(pid) : undefined;
}

const readLink = (path: string): string | undefined => {
  try {
    return readlinkSync(path);
  } catch {
    return undefined; // It was closed meanwhile.
  }
};

function allowFiles(pid: number, most: number): void {
  assert.ok(system('prlimit', `--pid=${pid}`, `--nofile=${most}:`));
}

interface Mounted extends Pick<Project, 'orchestra' | 'background'> {
  /** A small file system with a workspace. */
  readonly disk: string;
  readonly call: { readonly cwd: string; readonly env: Record<string, string> };
  /** Lets agents end that wait for it; the file is on a disk with room. */
  go(): void;
}

function mounted(t: TestContext, options: string): Mounted {
  let disk = '';
  t.after(() => system('umount', '-l', disk)); // Before its folder is removed.
  const { folder, orchestra, background } = createProject(t);
  disk = join(folder, 'disk');
  mkdirSync(disk);
  assert.ok(system('mount', '-t', 'tmpfs', '-o', options, 'none', disk));
  mkdirSync(join(disk, '.orchestra'));
  const config = {
    maxParallel: 1,
    idleExit: '0',
    retry: { delay: '0' },
    agents: { sh: { command: 'sh', args: ['-c', '{prompt}'], grace: '200ms' } },
  };
  writeFileSync(join(disk, '.orchestra/agent-config.json'), JSON.stringify(config));
  const go = join(folder, 'go');
  return {
    disk,
    call: { cwd: disk, env: { GO: go } },
    go: () => writeFileSync(go, ''),
    orchestra,
    background,
  };
}

/** Takes all inodes and all bytes that are left. */
function fill(disk: string): void {
  mkdirSync(join(disk, 'ballast'), { recursive: true });
  for (let count = 0; ; count += 1) {
    try {
      const file = openSync(join(disk, `ballast/${count}`), 'w');
      try {
        while (writeSync(file, Buffer.alloc(4096)) > 0);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
      if (count > 0 && readdirSync(join(disk, 'ballast')).length <= count) return;
      if (count > 300) return;
    }
  }
}

const makeRoom = (disk: string): void => rmSync(join(disk, 'ballast'), { recursive: true });

const tasksOf = (disk: string): string[] =>
  readdirSync(join(disk, '.orchestra/tasks')).filter((name) => name.startsWith('task_'));
