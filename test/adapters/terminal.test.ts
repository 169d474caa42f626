import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { test } from 'node:test';

const terminalModule = new URL(
  `../../src/adapters/terminal${extname(import.meta.url)}`,
  import.meta.url,
).href;

/** A program of one line that has `terminal`, its stdout being a pipe. */
function program(line: string) {
  const code = `import { createTerminal } from ${JSON.stringify(terminalModule)};
    const terminal = createTerminal(process, {}, (code) => leave(code));
    let leave = process.exit;
    ${line}`;
  return spawn(process.execPath, ['--input-type=module', '-e', code]);
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
