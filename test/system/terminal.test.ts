import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openTerminal } from '../support/tmux.ts';
import { until } from '../support/until.ts';

const isThere = spawnSync('tmux', ['-V']).status === 0;
const sizes = [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 20 },
];
const long = 'Find out why the cache of the parser misses after every second build, and mend it';
const esc = String.fromCharCode(27);
const green = new RegExp(`${esc}\\[32m`);
const sequence = new RegExp(`${esc}\\[\\d`);
const has = (words: string) => (lines: readonly string[]) =>
  lines.some((line) => line.includes(words));

describe('in a real terminal', { skip: isThere ? false : 'needs tmux' }, () => {
  for (const size of sizes)
    describe(`of ${size.columns} × ${size.rows}`, { concurrency: true }, () => {
      it('nothing that is printed wraps, and every row is whole', async (t) => {
        const terminal = await openTerminal(t, size);
        await terminal.enter(`orchestra start coder '${long}' --wait`);
        await terminal.enter("orchestra start coder '構文解析器のテスト 👩‍👩‍👧 を書く' --wait");
        await terminal.enter(`orchestra start coder 'simulate: fail' --title '${long}' --wait`);
        for (const line of [
          'orchestra',
          'orchestra list',
          'orchestra wait 1 2 3',
          'orchestra timeout',
          // Lines to copy are never broken.
          ...(size.columns < 80 ? [] : ['orchestra --help', 'orchestra agents --no-probe']),
        ]) {
          const lines = await terminal.enter(line);
          assert.ok(lines.length > 0, line);
          assert.equal(await terminal.wrapped(), 0, `${line}\n${lines.join('\n')}`);
        }
      });

      it('status --watch shows what happens, fits itself to the window, and leaves it as it was', async (t) => {
        const terminal = await openTerminal(t, size);
        await terminal.enter("orchestra start coder 'simulate: sleep 600' -q");
        for (const [leave, back] of [
          ['q', 'orchestra status --watch'],
          ['C-c', 'orchestra status -w'],
        ] as const) {
          await terminal.keys(`'${back}'`, 'Enter');
          await terminal.shows('it runs', has('running'));
          const { text } = await terminal.aside(`orchestra start coder 'seen at ${leave}' -q`);
          await terminal.shows('the new one', has(text.trim().replace('task_', '')));
          await terminal.resize(size.columns - 10, size.rows - 6);
          await terminal.shows(
            'all of it',
            (lines) => has('running')(lines) && lines.length <= size.rows - 6,
          );
          assert.equal(await terminal.wrapped(), 0);
          await terminal.resize(size.columns, size.rows);
          await terminal.keys(leave);
          await until('the shell is back', () => terminal.isBack());
        }
      });

      it('logs -f and run give the terminal back at Ctrl-C', async (t) => {
        const terminal = await openTerminal(t, size);
        await terminal.enter("orchestra start coder 'simulate: sleep 600' -q");
        for (const [line, words] of [
          ['orchestra logs 1 -f', '[simulated]'],
          ['orchestra run', 'running'],
        ] as const) {
          await terminal.keys(`'${line}'`, 'Enter');
          await terminal.shows(line, has(words));
          await terminal.keys('C-c');
          await until('the shell is back', () => terminal.isBack());
        }
      });
    });

  const [size = { columns: 80, rows: 24 }] = sizes;

  it('status --watch gives the screen back while it is suspended', async (t) => {
    const terminal = await openTerminal(t, size);
    await terminal.enter('orchestra start coder x --wait -q');
    await terminal.keys("'orchestra status --watch'", 'Enter');
    await terminal.shows('the screen', has('q quits'));
    await terminal.keys('C-z');
    await until('the shell is back', () => terminal.isBack());
    await terminal.keys('fg', 'Enter');
    await terminal.shows('the screen again', has('q quits'));
    await terminal.keys('q');
    await until('the shell is back', () => terminal.isBack());
  });

  it('run gives the screen back, however impatient somebody is', async (t) => {
    const terminal = await openTerminal(t, size);
    await terminal.enter("orchestra enqueue 'simulate: sleep 600' -q");
    await terminal.keys("'orchestra run'", 'Enter');
    await terminal.shows('it runs', has('Ctrl-C leaves'));
    await terminal.keys('C-c', 'C-c', 'C-c');
    await until('the shell is back', () => terminal.isBack());
  });

  it('twenty columns are enough for what matters, and one row for something', async (t) => {
    const terminal = await openTerminal(t, { columns: 20, rows: 10 });
    await terminal.enter(`orchestra start coder '${long}' --wait -q`);
    for (const line of ['orchestra', 'orchestra list', 'orchestra wait 1']) {
      const lines = await terminal.enter(line);
      assert.match(lines[1] ?? '', /^✔ {2}1 {2}Find out why…?/);
      assert.equal(await terminal.wrapped(), 0, lines.join('\n'));
    }
    await terminal.keys("'orchestra -w'", 'Enter');
    await terminal.shows('the screen', has('q quits'));
    await terminal.resize(20, 1);
    await terminal.shows('one row', (lines) => lines.length === 1);
    await terminal.resize(20, 10);
    await terminal.shows('the screen', has('q quits'));
    await terminal.keys('q');
    await until('the shell is back', () => terminal.isBack());
  });

  it('there are colours, and NO_COLOR takes them away', async (t) => {
    const terminal = await openTerminal(t, size);
    await terminal.enter('orchestra start coder x --wait');
    await terminal.enter('orchestra status');
    assert.match(await terminal.colours(), green);
    await terminal.enter('NO_COLOR=1 orchestra status');
    assert.doesNotMatch(await terminal.colours(), sequence);
  });

  it('TERM=dumb gets neither colours nor a cursor that moves, and a watch in lines', async (t) => {
    const terminal = await openTerminal(t, size);
    await terminal.enter('orchestra start coder x --wait');
    const written = await terminal.record();
    await terminal.keys("'TERM=dumb orchestra status --watch'", 'Enter');
    await terminal.shows('the task', has('task_1  complete'));
    await terminal.keys('C-c');
    await until('the shell is back', () => terminal.isBack());
    assert.ok(!written().includes(esc), written());
  });

  it('init asks who is to be the coder where there is a choice', async (t) => {
    const terminal = await openTerminal(t, size);
    for (const name of ['claude', 'codex']) {
      const path = join(terminal.programs, name);
      writeFileSync(path, '#!/bin/sh\necho 1.2.3\n');
      chmodSync(path, 0o755);
    }
    await terminal.keys("'orchestra init'", 'Enter');
    await terminal.shows('the question', has('Enter for claude'));
    await terminal.keys('2');
    await until('the shell is back', () => terminal.isBack());
    const config = JSON.parse(
      readFileSync(join(terminal.programs, '../parser/.orchestra/agent-config.json'), 'utf8'),
    );
    assert.equal(config.agents.coder.extends, 'codex');
  });
});
