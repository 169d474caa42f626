import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { extname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { createDisk } from '../../src/adapters/disk.ts';
import { within } from '../../src/adapters/disk-failure.ts';
import { createStore, storeFolders } from '../../src/adapters/store/index.ts';
import { Failure } from '../../src/core/failure.ts';
import type { Disk } from '../../src/core/ports.ts';
import { createFakeClock, createFakeProcesses } from '../support/fake-machine.ts';
import { temporaryFolder } from '../support/local-run.ts';

const execute = promisify(execFile);
const adapter = new URL(`../../src/adapters/disk${extname(import.meta.url)}`, import.meta.url).href;

const make = (t: TestContext) => {
  const folder = temporaryFolder(t);
  const temporary = join(folder, 'tmp');
  const at = (...path: string[]): string => join(folder, ...path);
  return { folder, at, temporary, disk: createDisk(temporary) };
};

const refused = (message: RegExp) => (error: unknown) =>
  error instanceof Failure && error.code === 'unavailable' && message.test(error.message);

/** Another process with a disk of its own in this folder; `script` calls it `disk`. */
const scriptIn = (folder: string, script: string): string[] => [
  '--input-type=module',
  '-e',
  `import { createDisk } from ${JSON.stringify(adapter)};
   process.chdir(${JSON.stringify(folder)});
   const disk = createDisk(${JSON.stringify(join(folder, 'tmp'))});
   ${script}`,
];

describe('the disk: what is created or replaced', () => {
  for (const durable of [true, false])
    it(`is there in full, readable by its owner alone, and leaves nothing elsewhere (${durable ? '' : 'not '}durable)`, (t) => {
      const { disk, at, temporary } = make(t);
      const text = 'ü\0\n'.repeat(70_000);
      assert.equal(disk.create(at('one'), text, { durable }), true);
      disk.replace(at('two'), 'old', { durable });
      disk.replace(at('two'), text, { durable });
      for (const name of ['one', 'two']) {
        assert.equal(disk.read(at(name)), text);
        assert.equal(statSync(at(name)).mode & 0o777, 0o600);
      }
      assert.deepEqual(readdirSync(temporary), []);
    });

  it('leaves a taken name as it was', (t) => {
    const { disk, at, temporary } = make(t);
    disk.create(at('one'), 'first');
    assert.equal(disk.create(at('one'), 'second'), false);
    assert.equal(disk.read(at('one')), 'first');
    assert.deepEqual(readdirSync(temporary), []);
  });

  it('is seen whole by a reader at any time', async (t) => {
    const { disk, at, folder } = make(t);
    const texts = ['a', 'b'].map((letter) => letter.repeat(300_000));
    disk.replace(at('record'), texts[0] ?? '');
    const writer = spawn(
      process.execPath,
      scriptIn(
        folder,
        `for (let n = 0; n < 400; n += 1)
           disk.replace('record', (n % 2 ? 'a' : 'b').repeat(300_000), { durable: false });`,
      ),
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const ended = once(writer, 'exit');
    let reads = 0;
    while (writer.exitCode === null) {
      assert.ok(texts.includes(disk.read(at('record')) ?? ''), 'a reader saw half of it');
      reads += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(await ended, [0, null]);
    assert.ok(reads > 10);
  });

  it('goes to one of many who create the same name', async (t) => {
    const { disk, at, folder } = make(t);
    const script =
      "process.stdout.write(disk.create('record', String(process.pid)) + ' ' + process.pid);";
    const said = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const { stdout } = await execute(process.execPath, scriptIn(folder, script));
        return stdout.split(' ');
      }),
    );
    const winners = said.filter(([created]) => created === 'true');
    assert.equal(winners.length, 1);
    assert.equal(disk.read(at('record')), winners[0]?.[1]);
  });

  it('is refused in words where a folder is missing or is a file, and nothing is left', (t) => {
    const { disk, at, temporary } = make(t);
    writeFileSync(at('file'), '');
    mkdirSync(at('folder'));
    assert.throws(() => disk.create(at('none', 'x'), 'x'), refused(/on the way does not exist/));
    assert.throws(() => disk.replace(at('file', 'x'), 'x'), refused(/a file is where a folder/));
    assert.throws(() => disk.replace(at('folder'), 'x'), refused(/a folder is where a file/));
    assert.deepEqual(readdirSync(temporary), []);
  });
});

describe('the disk: what the system refuses', () => {
  const long = 'x'.repeat(300);
  const operations: Record<string, [verb: string, (disk: Disk, path: string) => unknown]> = {
    read: ['read', (disk, path) => disk.read(path)],
    list: ['read', (disk, path) => disk.list(path)],
    exists: ['read', (disk, path) => disk.exists(path)],
    size: ['read', (disk, path) => disk.size(path)],
    changedAt: ['read', (disk, path) => disk.changedAt(path)],
    renamedAt: ['read', (disk, path) => disk.renamedAt(path)],
    create: ['write', (disk, path) => disk.create(path, 'x')],
    replace: ['write', (disk, path) => disk.replace(path, 'x')],
    mark: ['write', (disk, path) => disk.mark(path)],
    append: ['write', (disk, path) => disk.append(path, 'x')],
    makeFolder: ['write', (disk, path) => disk.makeFolder(path)],
    move: ['move', (disk, path) => disk.move(path, `${path}2`)],
    remove: ['remove', (disk, path) => disk.remove(path)],
    erase: ['remove', (disk, path) => disk.erase(path)],
  };
  const says = (verb: string, path: string, why: string) => (error: unknown) => {
    assert.ok(error instanceof Failure, String(error));
    const to = verb === 'move' ? ` to ${path}2` : '';
    assert.equal(error.message, `cannot ${verb} ${path}${to}: ${why}`);
    return error.code === 'unavailable';
  };

  for (const [name, [verb, operate]] of Object.entries(operations))
    it(`${name} says in words, with the name of the file that was meant`, (t) => {
      const { disk, at, temporary } = make(t);
      assert.throws(() => operate(disk, at(long)), says(verb, at(long), 'the name is too long'));
      assert.deepEqual(existsSync(temporary) ? readdirSync(temporary) : [], []);
    });

  it('is a failure in every operation on a folder that one may not enter', (t) => {
    const { at, folder } = make(t);
    chmodSync(folder, 0o755);
    mkdirSync(at('locked'), { mode: 0 });
    mkdirSync(at('tmp'), { mode: 0o777 });
    chmodSync(at('tmp'), 0o777);
    const calls = Object.entries(operations)
      .filter(([name]) => name !== 'list')
      .map(([name, [, operate]]) => `[${JSON.stringify(name)}, ${operate}, 'locked/x']`);
    const script = `
      if (process.getuid() === 0) {
        process.setgroups([]);
        process.setgid(65534);
        process.setuid(65534);
      }
      const said = {};
      for (const [name, operate, path] of [${calls}, ['list', (disk) => disk.list('locked')]])
        try { said[name] = operate(disk, path) ?? null; }
        catch (error) { said[name] = error.code + ': ' + error.message; }
      process.stdout.write(JSON.stringify(said));`;
    const { stdout, stderr } = spawnSync(process.execPath, scriptIn(folder, script), {
      encoding: 'utf8',
    });
    chmodSync(at('locked'), 0o700);
    assert.equal(stderr, '');
    const expected = Object.entries(operations).map(([name, [verb]]) => {
      const path = name === 'list' ? 'locked' : 'locked/x';
      const whole = verb === 'move' ? `${path} to ${path}2` : path;
      return [name, `unavailable: cannot ${verb} ${whole}: permission denied`];
    });
    assert.deepEqual(JSON.parse(stdout), Object.fromEntries(expected));
  });

  it('has the words of the system where we have none, and a bug keeps its stack', () => {
    const odd = Object.assign(new Error("EXDEV: cross-device link not permitted, rename 'a'"), {
      code: 'EXDEV',
      errno: -18,
    });
    const meet = (error: Error) => () =>
      within('/w/file', () => {
        throw error;
      });
    const words = 'EXDEV: cross-device link not permitted';
    assert.throws(meet(odd), says('write', '/w/file', words));
    const bug = Object.assign(new TypeError('not a path'), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(meet(bug), (error) => error === bug);
  });

  it('is never taken for a report that is not there', (t) => {
    const { at, folder } = make(t);
    writeFileSync(at('done'), 'yes');
    const script = `
      const { openSync } = await import('node:fs');
      disk.readReport('done');
      try { for (;;) openSync('/dev/null'); } catch {}
      const read = () => { try { return disk.readReport('done'); } catch (error) { return error; } };
      const { code, message } = read() ?? {};
      process.stdout.write(code + ': ' + message);`;
    const argv = ['-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath];
    const { stdout, stderr } = spawnSync('sh', [...argv, ...scriptIn(folder, script)], {
      encoding: 'utf8',
    });
    assert.equal(stdout, 'unavailable: cannot read done: too many open files', stderr);
  });

  it("is not what a link that leads nowhere does: it is there, and in no one's way", (t) => {
    const { disk, at } = make(t);
    symlinkSync(at('loop'), at('loop'));
    assert.equal(disk.exists(at('loop')), true);
    assert.notEqual(disk.changedAt(at('loop')), undefined);
    assert.equal(disk.exists(at('loop', 'x')), false);
    disk.remove(at('loop'));
    assert.equal(disk.exists(at('loop')), false);
  });
});

describe('the disk: what is no file, or no folder', () => {
  it('is not read: no link followed, no pipe waited for', { timeout: 60_000 }, (t) => {
    const { disk, at } = make(t);
    writeFileSync(at('secret'), 'secret');
    symlinkSync(at('secret'), at('link'));
    mkfifo(at('pipe'));
    for (const path of [at('link'), at('pipe'), '/dev/zero'])
      assert.throws(() => disk.read(path), refused(/: something else is where a file/), path);
    mkdirSync(at('folder'));
    assert.throws(() => disk.read(at('folder')), refused(/a folder is where a file should be/));
  });

  it('is not written through: a link in the place of a folder, a link that leads nowhere', (t) => {
    const { disk, at } = make(t);
    mkdirSync(at('elsewhere'));
    symlinkSync(at('elsewhere'), at('tasks'));
    writeFileSync(at('one'), '1');
    const writes: Record<string, () => unknown> = {
      create: () => disk.create(at('tasks/x'), 'x'),
      replace: () => disk.replace(at('tasks/x'), 'x'),
      mark: () => disk.mark(at('tasks/x')),
      append: () => disk.append(at('tasks/x'), 'x'),
      makeFolder: () => disk.makeFolder(at('tasks/x')),
      move: () => disk.move(at('one'), at('tasks/x')),
    };
    for (const [name, write] of Object.entries(writes))
      assert.throws(write, refused(/a link is in the place of its folder/), name);
    symlinkSync(at('elsewhere/made'), at('mark'));
    disk.mark(at('mark'));
    assert.deepEqual(readdirSync(at('elsewhere')), []);
  });

  it('does not keep a workspace from being behind a link', (t) => {
    const { folder, at } = make(t);
    mkdirSync(at('real/tmp'), { recursive: true });
    symlinkSync(at('real'), at('linked'));
    const disk = createDisk(join(folder, 'linked/tmp'));
    disk.replace(at('linked/file'), 'text');
    assert.equal(disk.read(at('real/file')), 'text');
  });
});

describe('the disk: when there is no room', () => {
  /** Runs a script that may write at most so many blocks of 512 or 1,024 bytes to any file. */
  const limited = (folder: string, blocks: number, script: string): string => {
    const argv = scriptIn(
      folder,
      `try { ${script} } catch (error) { process.stdout.write(error.code + ': ' + error.message); }`,
    );
    const { stdout, stderr, status } = spawnSync(
      'sh',
      ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, ...argv],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    return stdout;
  };

  for (const [what, blocks] of [
    ['short', 4],
    ['not even begun', 0],
  ] as const)
    it(`a write that is ${what} fails in words, changes nothing and leaves nothing`, (t) => {
      const { disk, at, folder, temporary } = make(t);
      disk.replace(at('old'), 'as it was');
      for (const call of [`disk.create('new', text)`, `disk.replace('old', text)`]) {
        const said = limited(folder, blocks, `const text = 'x'.repeat(100_000); ${call};`);
        assert.match(said, /^unavailable: cannot write .*(too large|full)/);
      }
      assert.equal(existsSync(at('new')), false);
      assert.equal(disk.read(at('old')), 'as it was');
      assert.deepEqual(readdirSync(temporary), []);
    });

  it('an append that is short is cut off before the next line', (t) => {
    const { disk, at, folder } = make(t);
    disk.append(at('journal'), 'first');
    const said = limited(folder, 4, `disk.append('journal', 'x'.repeat(100_000));`);
    assert.match(said, /^unavailable: cannot write/);
    assert.ok(statSync(at('journal')).size > 'first\n'.length, 'it was written in part');
    disk.append(at('journal'), 'second');
    assert.equal(disk.read(at('journal')), 'first\nsecond\n');
  });

  it('are never written to what is no file of its own', (t) => {
    const { disk, at } = make(t);
    writeFileSync(at('canary'), 'sings');
    symlinkSync(at('canary'), at('link'));
    linkSync(at('canary'), at('other'));
    symlinkSync('/dev/full', at('device'));
    mkfifo(at('pipe'));
    for (const name of ['link', 'other', 'device', 'pipe'])
      assert.throws(() => disk.append(at(name), 'line'), refused(/something else is where/), name);
    assert.equal(disk.read(at('canary')), 'sings');
  });

  it('what a crash left without a byte is never a record, wherever it lies', async (t) => {
    const { disk, at, folder, temporary } = make(t);
    for (const name of storeFolders) mkdirSync(join(folder, name), { recursive: true });
    const store = createStore(disk, folder, createFakeClock(), createFakeProcesses().as(1));
    writeFileSync(join(temporary, '1.task_1.json'), '');
    assert.deepEqual(store.tasks.numbers(), []);
    writeFileSync(at('tasks', 'task_1.json'), '');
    assert.throws(() => store.tasks.read(1), /damaged/);
    const run = await store.runs.allocate(0);
    for (const file of ['spec.json', 'started', 'stop.json', 'verdict.json'])
      writeFileSync(at('runs', String(run), file), '');
    const { runs } = store;
    for (const read of [runs.spec, runs.started, runs.stop, runs.verdict])
      assert.throws(() => read(run), /damaged/);
    writeFileSync(at('runs', String(run), 'exit'), '');
    assert.equal(runs.exit(run), undefined);
  });
});

const mkfifo = (path: string) => assert.equal(spawnSync('mkfifo', [path]).status, 0);

describe('the disk: lines', () => {
  for (const [what, before, after] of [
    ['no file', undefined, 'new\n'],
    ['an empty file', '', 'new\n'],
    ['whole lines', 'a\nb\n', 'a\nb\nnew\n'],
    ['a torn last line', 'a\nb\n{"c', 'a\nb\nnew\n'],
    ['a torn only line', '{"c', 'new\n'],
    ['a long torn line', `a\n${'x'.repeat(300_000)}`, 'a\nnew\n'],
    ['a long torn only line', 'x'.repeat(300_000), 'new\n'],
  ] as const)
    it(`are appended to ${what}`, (t) => {
      const { disk, at } = make(t);
      if (before !== undefined) writeFileSync(at('lines'), before);
      disk.append(at('lines'), 'new');
      assert.ok(disk.read(at('lines')) === after); // Said in short: the lines are long.
    });
});

describe('the disk: small things', () => {
  it('finds nothing where nothing is, and says so without an error', (t) => {
    const { disk, at } = make(t);
    assert.equal(disk.read(at('x')), undefined);
    assert.deepEqual(disk.list(at('x')), []);
    assert.equal(disk.exists(at('x')), false);
    assert.equal(disk.size(at('x')), 0);
    assert.equal(disk.changedAt(at('x')), undefined);
    assert.equal(disk.move(at('x'), at('y')), false);
    disk.remove(at('x'));
    assert.equal(disk.readFrom(at('x'), 0, 10).length, 0);
    assert.equal(disk.readReport(at('x')), undefined);
  });

  it('marks without touching what is there, and makes a folder once', (t) => {
    const { disk, at } = make(t);
    disk.mark(at('mark'));
    assert.equal(disk.read(at('mark')), '');
    writeFileSync(at('mark'), 'kept');
    disk.mark(at('mark'));
    assert.equal(disk.read(at('mark')), 'kept');
    assert.deepEqual([disk.makeFolder(at('f')), disk.makeFolder(at('f'))], [true, false]);
    assert.equal(statSync(at('f')).mode & 0o777, 0o700);
    assert.equal(disk.move(at('mark'), at('f', 'mark'), { durable: true }), true);
    assert.deepEqual(disk.list(at('f')), ['mark']);
  });

  it('reads bytes from any offset', (t) => {
    const { disk, at } = make(t);
    writeFileSync(at('bytes'), '0123456789');
    assert.equal(disk.readFrom(at('bytes'), 4, 3).toString(), '456');
    assert.equal(disk.readFrom(at('bytes'), 8, 100).toString(), '89');
    assert.equal(disk.readFrom(at('bytes'), 100, 5).length, 0);
  });
});

describe('finding 19: the disk reads the report of an agent', () => {
  const outbox = (t: TestContext) => {
    const { disk, at } = make(t);
    mkdirSync(at('out'));
    writeFileSync(at('secret'), 'secret');
    return { disk, at };
  };

  it('when it is a file, empty or not', (t) => {
    const { disk, at } = outbox(t);
    writeFileSync(at('out', 'done'), 'ü\n');
    writeFileSync(at('out', 'empty'), '');
    assert.deepEqual(disk.readReport(at('out', 'done')), { text: 'ü\n', cut: false });
    assert.deepEqual(disk.readReport(at('out', 'empty')), { text: '', cut: false });
  });

  it('cut after 1 MiB, and says so', (t) => {
    const { disk, at } = outbox(t);
    const mib = 1024 * 1024;
    writeFileSync(at('out', 'exact'), 'x'.repeat(mib));
    writeFileSync(at('out', 'more'), 'x'.repeat(mib + 1));
    assert.equal(disk.readReport(at('out', 'exact'))?.cut, false);
    const more = disk.readReport(at('out', 'more'));
    assert.equal(more?.cut, true);
    assert.equal(more?.text.length, mib);
  });

  for (const [what, plant] of [
    ['a link to a secret', (at) => symlinkSync(at('secret'), at('out', 'done'))],
    ['a link to nothing', (at) => symlinkSync(at('nothing'), at('out', 'done'))],
    ['a link to itself', (at) => symlinkSync(at('out', 'done'), at('out', 'done'))],
    ['a folder', (at) => mkdirSync(at('out', 'done'))],
    ['a FIFO without a writer', (at) => fifo(at('out', 'done'))],
    ['a device', (at) => symlinkSync('/dev/zero', at('out', 'done'))],
  ] as const satisfies readonly (readonly [string, (at: (...path: string[]) => string) => void])[])
    it(`not at all, and without waiting, when it is ${what}`, { timeout: 10_000 }, (t) => {
      const { disk, at } = outbox(t);
      plant(at);
      assert.equal(disk.readReport(at('out', 'done')), undefined);
    });

  it('not through an outbox that is itself a link', (t) => {
    const { disk, at } = outbox(t);
    mkdirSync(at('other'));
    writeFileSync(at('other', 'done'), 'not mine');
    symlinkSync(at('other'), at('linked'));
    assert.equal(disk.readReport(at('linked', 'done')), undefined);
    assert.equal(readFileSync(at('linked', 'done'), 'utf8'), 'not mine');
  });

  for (const [what, plant] of [
    ['a file', (path) => writeFileSync(path, '')],
    ['a link to nothing', (path) => symlinkSync(`${path}-nothing`, path)],
    ['a link to itself', (path) => symlinkSync(path, path)],
    ['a FIFO', (path) => fifo(path)],
    ['a folder that nobody may enter', (path) => mkdirSync(path, { mode: 0 })],
    ['nothing at all', () => undefined],
  ] as const satisfies readonly (readonly [string, (path: string) => void])[])
    it(`as none where the outbox has become ${what}`, { timeout: 10_000 }, async (t) => {
      const { disk, folder, at } = make(t);
      mkdirSync(at('runs'));
      const processes = createFakeProcesses().as(1);
      const { runs } = createStore(disk, folder, createFakeClock(), processes);
      const run = await runs.allocate(0);
      rmSync(runs.outbox(run), { recursive: true });
      plant(runs.outbox(run));
      assert.deepEqual(runs.asks(run), []);
      assert.equal(runs.readAsk(run, 1), undefined);
      assert.equal(runs.sentinel(run), undefined);
    });
});

function fifo(path: string): void {
  assert.equal(spawnSync('mkfifo', [path]).status, 0, 'mkfifo');
}
