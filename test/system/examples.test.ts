import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { commands } from '../../src/cli/commands/index.ts';
import { createProject, type Project } from '../support/cli.ts';

/** Examples that somebody has to end, or whose end depends on the machine and the moment. */
const notHere =
  /^orchestra (?:status --watch|requests --watch|daemon logs .*|unlock|agents test .*|doctor.*)$/;

/** Examples about tasks in another state than those of the test, and how they end then. */
const otherEnds = (example: string): number => (refused.test(example) ? 1 : 0);
const refused = new RegExp(
  `^orchestra (?:${[
    '(?:cancel|pause|resume) 12 13',
    'enqueue 12',
    'group remove slow',
    '(?:priority|switch|edit|hold|release|approve|reject|answer) .*',
    'recover --gone 12',
    'search .*',
    'callbacks test onFinish.1',
    'workspaces forget .*',
    'timeout (?:set|extend) .*',
  ].join('|')})$`,
);

describe('the examples of help', () => {
  it('work as they stand', async (t) => {
    const done = { script: 'cat >/dev/null\n' };
    const project = createProject(t, {
      idleExit: '0',
      groups: { slow: {} },
      agents: { coder: done, claude: done, codex: done },
    });
    project.write('prompt.md', 'Add a test.\n');
    project.write('review.md', 'Look for what is wrong.\n');
    project.write('tasks.jsonl', '{"prompt": "one"}\n{"prompt": "two"}\n');
    project.write('packages/core/index.js', '');
    project.write('.orchestra/tasks/floor', '11\n'); // Examples are about tasks 12 and 13.
    spawnSync('git', ['init', '-q'], { cwd: project.folder });
    spawnSync('git', ['add', '-N', 'prompt.md'], { cwd: project.folder });
    for (const number of [12, 13]) {
      const { stdout } = await project.orchestra(['start', 'coder', 'x', '--wait', '-q']);
      assert.equal(stdout, `task_${number}\n`);
    }
    const wrong: string[] = [];
    for (const load of Object.values(commands))
      for (const example of (await load()).examples ?? []) {
        if (notHere.test(example)) continue;
        if (otherEnds(example) === 0) await project.ask(['wait']); // What the one before started is not in the way.
        const { code, stderr } = await typed(project, example);
        if (code !== otherEnds(example)) wrong.push(`${example}: ${code}, ${stderr}`);
      }
    await project.ask(['daemon', 'stop']);
    assert.deepEqual(wrong, []);
  });
});

/** Types a line into a shell that knows `orchestra`. */
const typed = (project: Project, line: string) =>
  project.orchestra([], {
    under: ['sh', '-c', `node=$0 main=$1; orchestra() { "$node" "$main" "$@"; }\n${line}`],
    env: { TMPDIR: project.folder },
  });
