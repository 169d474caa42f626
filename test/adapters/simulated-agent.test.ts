import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { simulatedProfile } from '../../src/adapters/agents/index.ts';
import { projectRoot } from '../support/root.ts';

const folder = mkdtempSync(join(tmpdir(), 'orchestra-simulated-'));
after(() => rmSync(folder, { recursive: true }));

const { command = '', args = [] } = simulatedProfile(
  join(projectRoot, 'templates/simulated-agent.sh'),
);
const { PATH } = process.env;
const run = (input: string, env: Record<string, string> = {}) =>
  spawnSync(command, args, {
    input,
    cwd: folder,
    encoding: 'utf8',
    env: { PATH, ...env },
  });

describe('the simulated agent', () => {
  it('says on every line that it is one, and completes', () => {
    const { status, stdout, stderr } = run('Write a poem', { ORCHESTRA_TASK_ID: 'task_7' });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    assert.match(stdout, /task_7.*\n.*Write a poem\n/);
    const lines = stdout.trimEnd().split('\n');
    assert.deepEqual(
      lines.filter((line) => !line.startsWith('[simulated] ')),
      [],
    );
  });

  it('leaves a plan where a run asks for one', () => {
    const plan = join(folder, 'plan.md');
    assert.equal(run('Plan it', { ORCHESTRA_PLAN_FILE: plan }).status, 0);
    assert.match(readFileSync(plan, 'utf8'), /^# Simulated plan\n/);
  });

  it('fails when asked to, with an error for the protocol', () => {
    const error = join(folder, 'error.json');
    assert.equal(run('x\nsimulate: fail\ny', { ORCHESTRA_ERROR_FILE: error }).status, 1);
    assert.deepEqual(JSON.parse(readFileSync(error, 'utf8')), {
      error: 'simulated failure',
      details: 'the prompt asked for it in attempt 1',
    });
  });

  for (const [attempt, status] of [
    ['1', 1],
    ['2', 0],
  ] as const) {
    it(`asked to fail once, ends attempt ${attempt} with ${status}`, () => {
      assert.equal(run('simulate: fail once', { ORCHESTRA_ATTEMPT: attempt }).status, status);
    });
  }

  it('sleeps as long as it is told', () => {
    const before = performance.now();
    assert.equal(run('simulate: sleep 1').status, 0);
    assert.ok(performance.now() - before >= 2_000);
  });

  it('never runs anything that the prompt says', () => {
    const names = readdirSync(folder);
    const prompt =
      '$(touch a) `touch b`; touch c\nsimulate: sleep $(touch d)\nsimulate: sleep 1;touch e';
    const { status, stdout } = run(prompt);
    assert.equal(status, 0);
    assert.ok(stdout.includes('$(touch a) `touch b`; touch c'));
    assert.deepEqual(readdirSync(folder), names);
  });
});
