import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { commands } from '../../src/cli/commands/index.ts';
import { jsonCalls, jsonConfig, jsonForms, problemsWith } from '../support/json-calls.ts';
import { examplesIn, jsonFile, recordExamples } from '../support/json-page.ts';
import { projectRoot } from '../support/root.ts';
import { projectOf, type Row, type Shown, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

const linesOf = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('--json of every command', () => {
  it('prints what the command declares and nothing else, and what docs/json.md shows', async (t) => {
    const forms = await jsonForms();
    assert.deepEqual(
      [...new Set(jsonCalls.map(({ of }) => of))].sort(),
      forms.map(({ words }) => words).sort(),
    );
    for (const name of Object.keys(commands))
      assert.ok(
        forms.some(({ command }) => command === name),
        `${name} does not declare what it prints`,
      );
    const recorded = await recordExamples(projectOf(t, jsonConfig), ({ schema }, value, { args }) =>
      assert.deepEqual(problemsWith(schema, value), [], `orchestra ${args.join(' ')} --json`),
    );
    const stored = examplesIn(readFileSync(join(projectRoot, jsonFile), 'utf8'));
    for (const [call, text] of recorded)
      if (!call.isOfMachine)
        assert.equal(stored.get(call), text, `${call.args.join(' ')}: npm run generate`);
  });
});

describe('--json', { concurrency: 2 }, () => {
  for (const flags of [['--no-run'], ['--wait'], ['--follow'], ['--quiet', '--no-run']])
    it(`of start ${flags.join(' ')} is the task and who looks after it`, async (t) => {
      const project = projectOf(t);
      const call = await project.orchestra(['start', 'sh', 'echo hello', '--json', ...flags]);
      assert.equal(call.code, 0, call.stderr);
      const { task, conductor } = JSON.parse(call.stdout) as { task: Shown; conductor: string };
      assert.equal(task.prompt, 'echo hello');
      assert.equal(task.status, flags.includes('--no-run') ? 'pending' : 'complete');
      assert.equal(conductor, flags.includes('--no-run') ? 'none' : 'spawned');
      assert.equal(call.stderr, flags.includes('--follow') ? 'hello\n' : '');
    });

  it('of logs is a line for each line, or for each event where the language is known', async (t) => {
    const event = { type: 'assistant', message: { content: [{ type: 'text', text: 'hello' }] } };
    const project = projectOf(t, {
      agents: {
        plain: { script: 'echo one; echo two; echo three >&2' },
        told: { script: `echo '${JSON.stringify(event)}'`, format: 'claude' },
      },
    });
    await project.orchestra(['start', 'plain', 'x', '--wait', '-q']);
    await project.orchestra(['start', 'told', 'x', '--wait', '-q']);
    const said = async (...args: string[]) =>
      linesOf((await project.orchestra(['logs', ...args, '--json'])).stdout);
    assert.deepEqual(await said('1'), [
      { stream: 'stdout', text: 'one' },
      { stream: 'stdout', text: 'two' },
    ]);
    assert.deepEqual(await said('1', '--stderr'), [{ stream: 'stderr', text: 'three' }]);
    assert.deepEqual(await said('2', '-f'), [{ type: 'message', text: 'hello' }]);
    assert.equal((await project.orchestra(['logs', '1', '--raw', '--json'])).code, 2);
  });

  it('of status --watch is a line for each change', async (t) => {
    const project = projectOf(t);
    await project.orchestra(['start', 'sh', untilGo]);
    const call = project.background(['status', '--watch', '--json']);
    await until('it shows the run', () => call.said.stdout.includes('"status":"running"'));
    project.write('go', '');
    await until('it shows the end', () => call.said.stdout.includes('"status":"complete"'));
    call.kill('SIGINT');
    const { code, stdout } = await call.ended;
    assert.equal(code, 0);
    const seen = linesOf(stdout) as { tasks: Row[] }[];
    assert.equal(seen.at(-1)?.tasks[0]?.status, 'complete');
    assert.ok(seen.length < 10, 'that time passes is no change');
  });

  it('of demo is what became of its tasks', async (t) => {
    const project = projectOf(t);
    const { tasks } = (await project.json(['demo', '--folder', 'there'])) as { tasks: Row[] };
    assert.deepEqual(
      tasks.map(({ status }) => status),
      ['complete', 'complete', 'complete'],
    );
  });
});
