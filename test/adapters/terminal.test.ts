import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { describe, it, test } from 'node:test';
import { quoteForShell } from '../../src/lib/shell-quote.ts';

const terminalModule = new URL(
  `../../src/adapters/terminal${extname(import.meta.url)}`,
  import.meta.url,
).href;

type Environment = Readonly<Record<string, string>>;

/** A program of one line that has `terminal`, its stdout being a pipe, or a terminal of script(1). */
function program(line: string, environment: Environment = {}, isInTerminal = false) {
  const code = `import { createTerminal } from ${JSON.stringify(terminalModule)};
    const environment = ${JSON.stringify(environment)};
    const terminal = createTerminal(process, environment, (code) => leave(code));
    let leave = process.exit;
    ${line}`;
  const words = [process.execPath, '--input-type=module', '-e', code];
  return isInTerminal
    ? spawn('script', ['-qec', quoteForShell(words), '/dev/null'])
    : spawn(process.execPath, words.slice(1));
}

async function outputOf(child: ReturnType<typeof program>) {
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, text: Buffer.concat(chunks).toString('utf8') };
}

test('text and bytes arrive in order, and are out before the process ends itself', async () => {
  const child = program(
    "terminal.out('ä'); terminal.out(new Uint8Array([66, 67])); process.exit(3);",
  );
  assert.deepEqual(await outputOf(child), { code: 3, text: 'äBC' });
});

test('a pipe is no terminal, has no colour, and needs no stream', async () => {
  const child = program(`
    Object.defineProperty(process, 'stdout', { get: () => { throw new Error('made'); } });
    terminal.out(JSON.stringify([terminal.isTerminal, terminal.color]));`);
  assert.deepEqual(await outputOf(child), { code: 0, text: '[false,false]' });
});

test('a pipe that is full and does not block loses nothing', async () => {
  // Making the stream makes the pipe non-blocking; the reader comes after it was filled.
  const child = program(`
    process.stdout;
    for (let at = 0; at < 40; at += 1) terminal.out(String(at).padStart(100_000) + '\\n');
    process.stderr.write('written');`);
  await once(child.stderr, 'data');
  const { code, text } = await outputOf(child);
  const lines = Array.from({ length: 40 }, (_, at) => `${String(at).padStart(100_000)}\n`);
  assert.equal(code, 0);
  assert.ok(text === lines.join(''), `${text.length} characters came`);
});

test('a reader that has seen enough is no failure', async () => {
  const child = program("for (;;) { terminal.out('more\\n'); await new Promise(setImmediate); }");
  await once(child.stdout, 'readable');
  child.stdout.destroy();
  const [code] = (await once(child, 'exit')) as [number | null];
  assert.equal(code, 0);
});

test('who has something to wind up is told once that nobody reads on, and may go on', async () => {
  const child = program(`
    let told = 0;
    leave = () => { told += 1; };
    for (let left = 3; left > 0; left -= told) {
      terminal.out('more\\n');
      await new Promise(setImmediate);
    }
    process.stderr.write(String(told));`);
  await once(child.stdout, 'readable');
  child.stdout.destroy();
  const [text] = (await once(child.stderr, 'data')) as [Buffer];
  assert.equal(text.toString(), '1');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

describe('colour', () => {
  const rows: readonly [environment: Environment, inTerminal: boolean, piped: boolean][] = [
    [{}, true, false],
    [{ NO_COLOR: '1' }, false, false],
    [{ NO_COLOR: '0' }, false, false],
    [{ NO_COLOR: '' }, true, false],
    [{ FORCE_COLOR: '0' }, false, false],
    [{ FORCE_COLOR: 'false' }, false, false],
    [{ FORCE_COLOR: '' }, true, true],
    [{ FORCE_COLOR: 'true' }, true, true],
    [{ FORCE_COLOR: '1' }, true, true],
    [{ FORCE_COLOR: '2' }, true, true],
    [{ FORCE_COLOR: '3' }, true, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, true],
    [{ CLICOLOR_FORCE: '1' }, true, true],
    [{ CLICOLOR_FORCE: '0' }, true, false],
    [{ CLICOLOR_FORCE: '1', NO_COLOR: '1' }, false, false],
    [{ TERM: 'dumb' }, false, false],
    [{ TERM: 'dumb', FORCE_COLOR: '1' }, true, true],
  ];
  const all = `process.stdout.setMaxListeners(99);
    const rows = ${JSON.stringify(rows.map(([environment]) => environment))};
    const colors = rows.map((row) => createTerminal(process, row, () => undefined).color);
    terminal.out(JSON.stringify(colors));`;
  for (const isInTerminal of [true, false])
    it(`is as the environment says ${isInTerminal ? 'in a terminal' : 'in a pipe'}`, async () => {
      const { text } = await outputOf(program(all, {}, isInTerminal));
      const colors = JSON.parse(text) as boolean[];
      const expected = rows.map(([of, shown, piped]) => ({ of, is: isInTerminal ? shown : piped }));
      assert.deepEqual(
        rows.map(([of], at) => ({ of, is: colors[at] })),
        expected,
      );
    });
});

describe('a terminal', () => {
  const facts =
    'terminal.out([terminal.isTerminal, terminal.hasScreen, terminal.columns()].join())';
  const rows: readonly [what: string, environment: Environment, text: string][] = [
    ['whose size nobody knows is 80 columns wide', {}, 'true,true,80'],
    ['is as wide as COLUMNS says, where nobody else knows', { COLUMNS: '43' }, 'true,true,43'],
    ['is not as wide as COLUMNS says, where that is no width', { COLUMNS: '-5' }, 'true,true,80'],
    ['that is dumb has no screen, but a width', { TERM: 'dumb' }, 'true,false,80'],
  ];
  for (const [what, environment, text] of rows)
    it(what, async () => {
      assert.equal((await outputOf(program(facts, environment, true))).text, text);
    });

  it('is none where it is a pipe, however wide', async () => {
    assert.equal((await outputOf(program(facts, { COLUMNS: '43' }))).text, 'false,false,');
  });
});

describe('signs', () => {
  const rows: readonly [locale: Environment, isUnicode: boolean][] = [
    [{}, true],
    [{ LANG: 'C.UTF-8' }, true],
    [{ LANG: 'de_DE.utf8@euro' }, true],
    [{ LANG: 'de_DE' }, true],
    [{ LANG: 'C', LC_CTYPE: 'UTF-8' }, true],
    [{ LANG: 'C', LC_ALL: 'en_US.UTF-8' }, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'POSIX' }, false],
    [{ LANG: 'en_US.UTF-8', LC_CTYPE: 'de_DE.ISO-8859-1' }, false],
    [{ LANG: 'C', LC_ALL: '' }, false],
  ];
  for (const [locale, isUnicode] of rows)
    it(`are ${isUnicode ? 'whole' : 'of ASCII'} in a terminal with ${JSON.stringify(locale)}`, async () => {
      const child = program("terminal.out('✔ naïve…')", locale, true);
      assert.equal((await outputOf(child)).text, isUnicode ? '✔ naïve…' : 'v naïve+');
    });

  it('are whole in a pipe, whatever the locale; messages go by it', async () => {
    const child = program("terminal.out('✔…'); terminal.err('✔…');", { LC_ALL: 'C' });
    const errors: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    assert.equal((await outputOf(child)).text, '✔…');
    assert.equal(Buffer.concat(errors).toString(), 'v+');
  });
});

describe('a screen', () => {
  const enter = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[H\x1b[2J';
  const leave = '\x1b[?7h\x1b[?25h\x1b[?1049l';
  const ends: readonly [how: string, line: string, said: string][] = [
    ['is given back', "giveBack(); terminal.out('after');", 'shown<after'],
    ['is given back once', "giveBack(); giveBack(); terminal.out('after');", 'shown<after'],
    ['is given back where the process ends itself', 'process.exit(3);', 'shown<'],
    ['is given back after a mistake of ours', "setImmediate(() => { throw 'oh'; });", 'shown<'],
    [
      'is given back while the process is suspended',
      `process.kill = (pid, signal) => terminal.out('(' + [pid === process.pid, signal] + ')');
       process.emit('SIGTSTP');
       setTimeout(() => giveBack(), 500);`,
      'shown<(true,SIGTSTP)>lost<',
    ],
  ];
  for (const [what, line, said] of ends)
    it(what, async () => {
      const child = program(
        `const giveBack = terminal.takeScreen(() => terminal.out('lost'));
         terminal.out('shown'); ${line}`,
        {},
        true,
      );
      const { text } = await outputOf(child);
      assert.ok(text.startsWith(enter), JSON.stringify(text));
      const rest = text.slice(enter.length).replaceAll(leave, '<').replaceAll(enter, '>');
      assert.equal(rest.slice(0, said.length), said, JSON.stringify(rest));
      assert.ok(!rest.slice(said.length).includes('\x1b[?'), JSON.stringify(rest));
    });
});
