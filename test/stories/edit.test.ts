import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Project } from '../support/cli.ts';
import { isRunning, listing, projectOf, show, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

/** Calls `edit` with a shell script as the editor; $1 is the text. */
async function editedBy(project: Project, script: string, ...args: string[]) {
  project.write('editor.sh', script);
  const env = { EDITOR: `sh ${join(project.folder, 'editor.sh')}`, TMPDIR: project.folder };
  const { code, stdout, stderr } = await project.orchestra(['edit', ...args], { env });
  return { code, stdout, stderr };
}

async function said(project: Project, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await project.ask(args);
  return `${code}: ${stdout}${stderr}`;
}

const record = ({ read }: Project, number = 1) =>
  JSON.parse(read(`.orchestra/tasks/task_${number}.json`));

describe('edit', { concurrency: 2 }, () => {
  it('opens an editor on what a task is, and changes what was changed there', async (t) => {
    const project = projectOf(t);
    await project.orchestra(['start', 'sh', 'false', '--no-run', '--timeout', '90m', '-q']);
    await project.orchestra(['start', 'sh', 'echo two >>order', '--no-run', '-q']);
    const before = listing(join(project.folder, '.orchestra'));
    const unchanged = await editedBy(project, 'cp "$1" seen', '1');
    assert.deepEqual(unchanged, { code: 0, stdout: '', stderr: 'nothing was changed\n' });
    const failed = await editedBy(project, 'echo x >"$1"; exit 3', '1');
    assert.equal(failed.code, 1);
    assert.match(
      failed.stderr,
      /^error: the editor ended with 3: nothing was changed\nhint: what it wrote is kept in (\S+)\n$/,
    );
    const { stderr: empty } = await editedBy(project, 'true >"$1"', '1');
    assert.match(empty, /^error: the text is empty: nothing was changed\nhint: /);
    assert.deepEqual(listing(join(project.folder, '.orchestra')), before);
    assert.match(
      project.read('seen'),
      /^agent: sh\npriority: 0\ntimeout: 1h30m\n(?:.*\n)*\nfalse\n$/m,
    );

    const script =
      'sed -i "s/^priority:.*/priority: 5/; s/^after:/after: 2/; s/^timeout:.*/timeout:/; s/^false/echo one >>order/" "$1"';
    assert.deepEqual(await editedBy(project, script, 'task_1'), {
      code: 0,
      stdout: 'task_1 has priority 5; changed: prompt, timeout, after\n',
      stderr: '',
    });
    const { prompt, priority, after, timeoutMs } = record(project);
    assert.deepEqual([prompt, priority, after, timeoutMs], ['echo one >>order', 5, [2], undefined]);
    assert.equal((await project.orchestra(['run'])).code, 0);
    assert.equal(project.read('order'), 'two\none\n');
    const left = listing(project.folder).filter((name) => name.startsWith('orchestra-edit-'));
    assert.equal(left.length, 2, 'the text of the editor that failed, and its folder');
    const late = await editedBy(project, 'touch called', '1');
    assert.match(late.stderr, /^error: task_1 is already complete\nhint: to run it again: /);
    assert.equal(project.read('called'), '');
  });

  it('keeps a text that is wrong, tells its lines, and takes it when it was mended', async (t) => {
    const project = projectOf(t);
    await project.orchestra(['start', 'sh', 'true', '--no-run', '-q']);
    const script =
      'sed -i "s/^priority:.*/priorty: 5/; s/^timeout:.*/timeout: soon/; s/^after:.*/after: 8, 9/; s/^agent:.*/agent: nobody/" "$1"';
    const { code, stderr } = await editedBy(project, script, '1');
    assert.equal(code, 1);
    const [, path = ''] = /--file (\S+) takes the text/.exec(stderr) ?? [];
    const lines = readFileSync(path, 'utf8').split('\n');
    const place = (line: string) => lines.indexOf(line) + 1;
    assert.ok(
      stderr.startsWith(
        `error: nothing was changed:\nline ${place('priorty: 5')}: "priorty" is no setting; did you mean priority?\n`,
      ),
      stderr,
    );
    for (const says of [
      `line ${place('timeout: soon')}: timeout is no duration: "soon"`,
      `line ${place('after: 8, 9')}: there is no task_8, task_9 to wait for`,
      `line ${place('agent: nobody')}: no agent is called "nobody"`,
    ])
      assert.ok(stderr.includes(says), `${says} is not in ${stderr}`);
    assert.deepEqual(record(project).by, []);

    const mended = lines
      .map((line) => line.replace('priorty', 'priority').replace('soon', '2h'))
      .map((line) => line.replace('8, 9', '').replace('nobody', 'sh'));
    const taken = await project.ask(['edit', '1', '--file', '-'], {
      input: mended.join('\n'),
    });
    assert.equal(taken.stdout, 'task_1 has priority 5; changed: timeout\n');
  });

  it('does with options what they say, checked as a new task is', async (t) => {
    const project = projectOf(t, { groups: { slow: { maxParallel: 1 } } });
    for (const _ of [1, 2, 3]) await project.orchestra(['start', 'sh', 'true', '--no-run', '-q']);
    assert.equal(
      await said(
        project,
        'edit',
        '1',
        '--prompt',
        'echo hello',
        '--priority',
        '-2',
        '--group',
        'slow',
        '--label',
        'a=b',
        '--retries',
        '2',
      ),
      '0: task_1 has priority -2; changed: prompt, retry, group, labels\n',
    );
    assert.equal(
      await said(
        project,
        'edit',
        '1',
        '--retry-delay',
        '5s',
        '--clear',
        'group,label',
        '--timeout',
        'none',
      ),
      '0: task_1 changed: timeout, retry, group, labels\n',
    );
    const { retry, group, labels, timeoutMs } = record(project);
    assert.deepEqual(
      [retry, group, labels, timeoutMs],
      [{ retries: 2, delayMs: 5000 }, undefined, undefined, 0],
    );
    assert.equal(
      await said(project, 'edit', '1', '--priority', '-2'),
      '0: task_1 is as it is wanted already\n',
    );

    await project.ask(['edit', '2', '--after', '1']);
    await project.ask(['edit', '3', '--after-any', '2']);
    for (const [args, says] of [
      [['1', '--after', '3'], /^1: error: task_1 would wait for itself: 1 → 3 → 2 → 1\n/],
      [['1', '--after', '1'], /^1: error: task_1 would wait for itself: 1 → 1\n/],
      [
        ['1', '--after', '8,9', '--timeout', 'x'],
        /^[12]: error: .*(?=.*no duration: "x")(?=.*there is no task_8, task_9 to wait for)/,
      ],
      [['1', '--group', 'slw'], /no group is called "slw"; did you mean slow\?/],
      [['1', '--agent', 'shh'], /no agent is called "shh"/],
      [['1', '--cwd', 'nowhere'], /there is no folder .*nowhere/],
      [['1', '--clear', 'agent'], /^2: error: agent must be there\n/],
      [['1', '--clear', 'agnt'], /did you mean agent\?/],
      [['1', '--title', 'x', '--clear', 'title'], /^2: error: --title cannot be set and cleared/],
      [['1', '--prompt', ' '], /^2: error: --prompt is empty/],
      [['1', '--file', 'x', '--title', 'y'], /^2: error: --file holds all of the task\n/],
      [['9', '--title', 'y'], /^1: error: there is no task_9\n/],
      [['9'], /^1: error: there is no task_9\n/],
      [['1'], /^1: error: no editor is set\nhint: export EDITOR=vi; /],
    ] as const)
      assert.match(await said(project, 'edit', ...args), says, args.join(' '));
    assert.equal(record(project).after, undefined);
  });

  it('asks for an approval where a rule wants one for what it has become', async (t) => {
    const project = projectOf(t, { approve: [{ words: ['deploy'] }] });
    await project.orchestra(['start', 'sh', 'true', '--no-run', '-q']);
    await project.ask(['edit', '1', '--prompt', 'echo deploy']);
    const { status, reason } = await show(project);
    assert.deepEqual([status, reason], ['awaiting', 'approval']);
    await project.ask(['edit', '1', '--prompt', 'echo nothing']);
    assert.equal((await show(project)).status, 'awaiting', 'who edits does not approve');
  });

  it('is refused for a task that runs, and sees to it that what is freed is run', async (t) => {
    const project = projectOf(t);
    await project.orchestra(['start', 'sh', untilGo, '-q']);
    await project.orchestra(['start', 'sh', 'echo 2 >>order', '-q', '--after', '1']);
    await until('it runs', isRunning(project));
    const late = await editedBy(
      project,
      'sed -i "s/^until.*/true/; s/^title:/title: x/" "$1"',
      '1',
    );
    assert.match(
      late.stderr,
      /^error: task_1 is running: its prompt cannot be changed any more\nhint: orchestra edit 1 --file \S+ takes/,
    );
    assert.equal(
      await said(project, 'edit', '1', '--title', 'a long one'),
      '0: task_1 changed: title\n',
    );
    assert.equal(
      await said(project, 'edit', '2', '--clear', 'after'),
      '0: task_2 changed: after\n',
    );
    assert.equal((await project.orchestra(['wait', '2'])).code, 0);
    assert.equal((await show(project)).status, 'running');
    project.write('go', '');
    assert.equal((await project.orchestra(['wait', '1'])).code, 0);
  });

  it('does not undo what somebody else has changed while the text was open', async (t) => {
    const project = projectOf(t);
    await project.orchestra(['start', 'sh', 'true', '--no-run', '-q']);
    const path = '.orchestra/tasks/task_1.json';
    const other = (to: string) => `sed -i 's/"priority": 0/"priority": ${to}/' ${path}`;
    const lost = await editedBy(
      project,
      `${other('3')}; sed -i "s/^priority:.*/priority: 5/" "$1"`,
      '1',
    );
    assert.match(lost.stderr, /^error: task_1 was changed by somebody else meanwhile: priority\n/);
    assert.equal(record(project).priority, 3);
    const kept = await editedBy(
      project,
      `${other('4')}; sed -i "s/^title:/title: mine/" "$1"`,
      '1',
    );
    assert.equal(kept.stdout, 'task_1 changed: title\n');
    assert.equal(record(project).priority, 3);
  });
});
