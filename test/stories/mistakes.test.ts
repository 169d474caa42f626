import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { finish, listing, projectOf } from '../support/stories.ts';
import { until } from '../support/until.ts';

interface Mistake {
  readonly args: readonly string[];
  readonly says: RegExp;
  readonly input?: string;
}

const long = '7'.repeat(200);

/** What nobody could have meant: exit code 2. */
const usages: readonly Mistake[] = [
  { args: ['statsu'], says: /^unknown command "statsu"; did you mean status\?$/ },
  { args: ['xyzzy'], says: /^unknown command "xyzzy"$/ },
  { args: ['status', '--wach'], says: /^unknown option --wach; did you mean --watch\?$/ },
  { args: ['status', '-x'], says: /^unknown option -x$/ },
  { args: ['status', '--watch=1'], says: /^--watch takes no value$/ },
  { args: ['show'], says: /^TASK is required$/ },
  { args: ['show', '1', '2'], says: /^unexpected argument "2"$/ },
  { args: ['show', '../../x'], says: /^"\.\.\/\.\.\/x" is no task$/ },
  { args: ['show', 'task_0'], says: /^"task_0" is no task$/ },
  { args: ['show', '01'], says: /^"01" is no task$/ },
  { args: ['show', long], says: /^"7{39}…" is no task$/ },
  { args: ['show', '\x1b[2J1'], says: /^"1" is no task$/ },
  { args: ['logs', '-1'], says: /^"-1" is no task$/ },
  { args: ['logs', 'task_1/../task_2'], says: /is no task$/ },
  { args: ['cancel'], says: /^which task\?$/ },
  { args: ['cancel', '1', '--all'], says: /^cancel takes tasks or --all, not both$/ },
  { args: ['clean', 'all', '1'], says: /^clean takes tasks or a status, not both$/ },
  { args: ['cancel', '1', 'x'], says: /^"x" is no task$/ },
  { args: ['retry', '1', '--prompt', ' '], says: /^--prompt is empty$/ },
  { args: ['retry', '1', '--prompt='], says: /^--prompt is empty$/ },
  { args: ['wait', '1', '--timeout', 'soon'], says: /^--timeout is no duration: "soon"$/ },
  { args: ['run', '--parallel', '0'], says: /^--parallel must be at least 1$/ },
  { args: ['daemon', 'halt'], says: /^ACTION must be one of start, stop, status/ },
  { args: ['start'], says: /^AGENT is required; PROMPT is required$/ },
  { args: ['start', 'sh', 'explain', 'the', '-h', 'flag'], says: /^-h stands among the words/ },
  { args: ['start', 'sh'], says: /^PROMPT is required$/ },
  { args: ['start', 'sh', ' \n '], says: /^the prompt is empty$/ },
  { args: ['start', 'sh', '-'], says: /^the prompt is empty$/ },
  { args: ['start', 'sh', '-'], input: 'a\0b', says: /^the prompt holds a NUL byte/ },
  {
    args: ['start', 'sh', 'x', '--priority', 'high'],
    says: /^--priority takes a whole number, got "high"$/,
  },
  { args: ['start', 'sh', 'x', '--priority', '1000'], says: /^--priority must be at most 999$/ },
  {
    args: ['start', 'sh', 'x', '--priority', '-1000'],
    says: /^--priority must be at least -999$/,
  },
  { args: ['start', 'sh', 'x', '--priority'], says: /^--priority needs a value$/ },
  { args: ['start', 'sh', 'x', '--title', '-q'], says: /^--title needs a value; .*--title=-…$/ },
  { args: ['start', 'sh', 'x', '--retries', '1.5'], says: /^--retries takes a whole number/ },
  { args: ['start', 'sh', 'x', '--timeout', '0'], says: /^--timeout is no duration: "0"$/ },
  { args: ['start', 'sh', 'x', '--timeout', '-5'], says: /^--timeout is no duration: "-5"$/ },
  { args: ['start', 'sh', 'x', '--after', 'one'], says: /^"one" is no task$/ },
  { args: ['start', 'sh', 'x', '--env', 'COLOR'], says: /^--env takes NAME=VALUE, got "COLOR"$/ },
  { args: ['start', 'sh', 'x', '--env', '=x'], says: /^--env takes NAME=VALUE/ },
  { args: ['start', 'sh', 'x', '--env', 'A B=x'], says: /^--env: "A B" is no name of a variable$/ },
  { args: ['start', 'sh', 'x', '--env', 'ORCHESTRA_RUN=1'], says: /is set by orchestra itself$/ },
];

/** What was meant, and cannot be: exit code 1. */
const failures: readonly Mistake[] = [
  { args: ['start', 'shh', 'x'], says: /^no agent is called "shh"; did you mean sh\?$/ },
  { args: ['start', '../sh', 'x'], says: /^no agent is called "\.\.\/sh"/ },
  { args: ['start', '__proto__', 'x'], says: /^no agent is called "__proto__"$/ },
  { args: ['start', 'absent', 'x'], says: /^agent absent needs the program "no-such-program"/ },
  { args: ['start', 'text', 'x'], says: /which is no executable file$/ },
  {
    args: ['start', 'hole', 'x'],
    says: /holds \{promt\}, which is no known hole; did you mean \{prompt\}\?/,
  },
  { args: ['start', 'sh', 'x', '--cwd', 'nowhere'], says: /^there is no folder .*\/nowhere$/ },
  { args: ['start', 'sh', 'x', '--after', '99'], says: /^there is no task_99 to wait for$/ },
  { args: ['start', 'sh', '@nowhere.md'], says: /^there is no file .*\/nowhere\.md$/ },
  { args: ['start', 'sh', '@.'], says: /^cannot read / },
  { args: ['show', '99'], says: /^there is no task_99$/ },
  { args: ['status', '99'], says: /^there is no task_99$/ },
  { args: ['logs', '99'], says: /^there is no task_99$/ },
  { args: ['wait', '99'], says: /^there is no task_99$/ },
  { args: ['cancel', '99'], says: /^there is no task_99$/ },
  { args: ['retry', '99'], says: /^there is no task_99$/ },
  { args: ['run', '9999999999'], says: /^there is no task_9999999999$/ },
  { args: ['logs', '1', '--attempt', '7'], says: /^task_1 has no attempt 7; it has 1$/ },
  { args: ['status', '--dir', 'gone'], says: /^no workspace at .*\/gone\/\.orchestra$/ },
  { args: ['show', '1', '--dir', 'gone'], says: /^no workspace at / },
  { args: ['status', '--dir', 'a-file'], says: /a-file is a file; it should be a folder$/ },
  { args: ['start', 'sh', 'x', '--dir', 'a-file/below'], says: /a-file is a file; it should be/ },
];

const agents = {
  sh: { command: 'sh', args: ['-c', '{prompt}'] },
  absent: { command: 'no-such-program' },
  text: { command: './a-file' },
  hole: { command: 'sh', args: ['-c', '{promt}'] },
};

for (const [code, mistakes] of [
  [2, usages],
  [1, failures],
] as const)
  it(`a mistake is told in one line, ends with ${code} and changes nothing`, {
    concurrency: 4,
  }, async (t) => {
    const project = projectOf(t, { agents });
    project.write('a-file', 'no program\n');
    await finish(project, ['sh', 'true']);
    await until('all have left', () => project.processes().length === 0);
    const before = listing(project.folder);
    await Promise.all(
      mistakes.map(({ args, input, says }) =>
        t.test(
          `orchestra ${args.map((arg) => JSON.stringify(arg).slice(0, 40)).join(' ')}`,
          async () => {
            const ended = await project.ask(args, { ...(input !== undefined && { input }) });
            assert.equal(ended.code, code);
            assert.equal(ended.stdout, '');
            const [, message] = /^error: ([^\n]+)\n(?:hint: [^\n]+\n)?$/.exec(ended.stderr) ?? [];
            assert.match(message ?? ended.stderr, says);
          },
        ),
      ),
    );
    assert.deepEqual(listing(project.folder), before);
  });

describe('a workspace that is not there', () => {
  it('is not made by a mistake, nor by looking', async (t) => {
    const project = projectOf(t);
    mkdirSync(join(project.folder, 'fresh'));
    const dir = ['--dir', 'fresh'];
    const calls = [
      ['start', 'nobody', 'x'],
      ['start', 'coder', ''],
      ['status'],
      ['show', '1'],
      ['run'],
      ['wait'],
      ['cancel', '--all'],
      ['cancel', '1'],
      ['logs', '1'],
      ['daemon', 'status'],
      ['daemon', 'stop'],
    ];
    for (const args of calls) {
      const { stderr } = await project.ask([...args, ...dir]);
      assert.doesNotMatch(stderr, stack);
      assert.deepEqual(readdirSync(join(project.folder, 'fresh')), [], args.join(' '));
    }
  });

  it('cannot be made where a file has its name', async (t) => {
    const project = projectOf(t);
    project.write('blocked/.orchestra', '');
    for (const args of [
      ['status'],
      ['start', 'coder', 'x'],
      ['init'],
      ['run'],
      ['daemon', 'start'],
    ]) {
      const { code, stderr } = await project.ask(args, { cwd: join(project.folder, 'blocked') });
      assert.equal(code, 1, args.join(' '));
      assert.match(stderr, /^error: .*\.orchestra is a file; it should be a folder\nhint: .*\n$/);
    }
  });
});

const stack = /^ {4}at /m;
