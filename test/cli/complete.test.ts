import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kebab } from '../../src/cli/arguments.ts';
import { commands } from '../../src/cli/commands/index.ts';
import type { Command } from '../../src/cli/stage.ts';
import type { Project } from '../support/cli.ts';
import { finish, listing, projectOf, sh } from '../support/stories.ts';

/** What is offered for the last of some words: the first line, then the words. */
async function offered(
  { ask }: Project,
  ...typed: string[]
): Promise<{ also: string; words: string[] }> {
  const { code, stdout, stderr } = await ask(['__complete', 'words', ...typed]);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' }, typed.join(' '));
  const [also = '', ...words] = stdout.trimEnd().split('\n');
  return { also: stdout === '' ? '' : also, words };
}

describe('completion', () => {
  it('knows every command, its actions and its flags, from the registry', async (t) => {
    const project = projectOf(t);
    const { words: first } = await offered(project, '');
    assert.deepEqual(first, [...Object.keys(commands), 'help']);
    for (const [name, load] of Object.entries(commands)) {
      const { input, positionals = [], forms = {}, kinds = {} }: Command = await load();
      const fields = Object.keys(input.properties ?? {});
      const flags = fields.filter((one) => !positionals.includes(one));
      const { words } = await offered(project, name, '-');
      for (const flag of flags) assert.ok(words.includes(`--${kebab(flag)}`), `${name} ${flag}`);
      const actions = new Set(Object.keys(forms).map((form) => form.split(' ')[0] ?? ''));
      if (actions.size > 0)
        assert.deepEqual(
          (await offered(project, name, '')).words.sort(),
          [...actions].sort(),
          name,
        );
      for (const field of Object.keys(kinds)) assert.ok(fields.includes(field), `${name} ${field}`);
    }
  });

  it('offers what there is, by what is asked for, and changes nothing', async (t) => {
    const project = projectOf(t, {
      groups: { docs: { description: 'Texts' } },
      callbacks: { onIdle: [{ name: 'bell', argv: ['true'] }] },
      agents: { sh: { ...sh, description: 'A shell' } },
    });
    await finish(project, ['sh', 'true', '--title', 'one: the\tfirst']);
    await finish(project, ['sh', 'false', '--label', 'z=1']);
    const { code } = await project.ask(['start', 'sh', 'true', '--draft', '-q', '--label', 'a=b']);
    assert.equal(code, 0);
    const nightly = { cron: '0 3 * * *', task: { agent: 'sh', prompt: 'true' } };
    project.write('.orchestra/schedules/nightly.json', JSON.stringify(nightly));
    const before = listing(project.folder);
    const nothing: string[] = [];
    const typings: [typed: string[], words: string[], also?: string][] = [
      [['swi'], ['switch']],
      [['help', 'prot'], ['protocol']],
      [['help', 'conf'], ['config']],
      [['nonsense', ''], nothing],
      [['cancel', ''], ['3']],
      [['cancel', '3', ''], nothing],
      [['cancel', 't'], ['task_3']],
      [
        ['retry', ''],
        ['2', '1'],
      ],
      [['retry', '2,'], ['2,1']],
      [
        ['show', ''],
        ['3', '2', '1'],
      ],
      [['show', '1', ''], nothing],
      [
        ['clean', 'c'],
        ['complete', 'cancelled'],
      ],
      [['clean', 'complete', '2'], ['2']],
      [
        ['start', 's'],
        ['sh', 'simulated'],
      ],
      [
        ['start', '--title', 'x', 's'],
        ['sh', 'simulated'],
      ],
      [
        ['start', '-q', 's'],
        ['sh', 'simulated'],
      ],
      [['start', 'sh', ''], nothing],
      [['start', 'sh', 'x', '--group', ''], ['docs']],
      [['start', 'sh', 'x', '--group=d'], ['--group=docs']],
      [['start', 'sh', 'x', '-g', ''], ['docs']],
      [
        ['start', 'sh', 'x', '--after', '2,'],
        ['2,3', '2,1'],
      ],
      [
        ['start', 'sh', 'x', '--label', ''],
        ['a=', 'z='],
      ],
      [['start', 'sh', 'x', '--cwd', ''], nothing, 'folders'],
      [['start', '--batch', ''], nothing, 'files'],
      [['start', '--', '--gr'], nothing],
      [['start', '--dry-run', '--dry'], nothing],
      [['start', 'sh', 'x', '--if-exists', 's'], ['skip']],
      [['start', 'sh', 'x', '--retry-on', 'timeout,gat'], ['timeout,gate']],
      [['list', '--filter', 'sta'], ['status=']],
      [['list', '--filter', 'status!=complete,f'], ['status!=complete,failed']],
      [
        ['list', '--filter=agent=s'],
        ['--filter=agent=sh', '--filter=agent=simulated'],
      ],
      [
        ['list', '--filter', 'label'],
        ['label.a=', 'label.z='],
      ],
      [
        ['archive', '--label', ''],
        ['a=', 'z='],
      ],
      [
        ['stats', '--by', ''],
        ['agent', 'day', 'group', 'label.a', 'label.z'],
      ],
      [['list', '--filter', 'status=failed', '--fil'], ['--filter']],
      [['group', 'remove', ''], ['docs']],
      [['timeout', 'set', ''], ['3']],
      [['timeout', 'set', '3', ''], nothing],
      [['timeout', 'check', '2', ''], ['3']],
      [['schedule', 'show', ''], ['nightly']],
      [['callbacks', 'test', ''], ['bell']],
      [['schedule', 'add', 'x', '--tz', 'Europe/Berl'], ['Europe/Berlin']],
      [['config', 'path', ''], nothing],
      [['config', 'get', 'maxP'], ['maxParallel']],
      [
        ['config', 'get', 'agents.s'],
        ['agents.sh.', 'agents.simulated.'],
      ],
      [['config', 'get', 'agents.sh.max'], ['agents.sh.maxParallel']],
      [['config', 'get', 'agents.nobody.max'], ['agents.nobody.maxParallel']],
      [
        ['config', 'set', 'agents.sh.trustExit', ''],
        ['true', 'false'],
      ],
      [
        ['config', 'set', 'defaultAgent', 's'],
        ['sh', 'simulated'],
      ],
      [['--dir', ''], nothing, 'folders'],
      [['cancel', '--dir', ''], nothing, 'folders'],
      [['cancel', '--dir', '/nowhere', ''], nothing],
      [['--dir', project.folder, 'cancel', ''], ['3']],
      [['--json', 'ret'], ['retry']],
      [['--vers'], ['--version']],
      [["'ret"], ['retry']],
      [
        ['"show"', ''],
        ['3', '2', '1'],
      ],
    ];
    for (const [typed, words, also = ''] of typings)
      assert.deepEqual(await offered(project, ...typed), { also, words }, typed.join(' '));

    const { stdout } = await project.ask(['__complete', 'meanings', 'retry', '']);
    assert.equal(stdout, '\n2\tfailed, sh: false\n1\tcomplete, sh: one: the first\n');
    const agents = await project.ask(['__complete', 'meanings', 'start', 'sh']);
    assert.equal(agents.stdout, '\nsh\tA shell\n');
    assert.deepEqual(listing(project.folder), before);
  });

  it('says nothing where something is wrong', async (t) => {
    const project = projectOf(t, { maxParalel: 3 });
    for (const typed of [
      ['start', ''],
      ['list', '--filter', 'agent='],
      ['config', 'set', ''],
    ])
      assert.deepEqual(await offered(project, ...typed), { also: '', words: [] });
  });

  it('hands no word to a shell that could mean something there', async (t) => {
    const names = ['plain', 'a b', '$(touch x)', 'a;b', "it's", 'a*', '`id`', 'ü-1'];
    const project = projectOf(t, {
      agents: Object.fromEntries(names.map((name) => [name, sh])),
    });
    const { words } = await offered(project, 'start', '');
    assert.deepEqual(words.slice(0, 2), ['plain', 'ü-1']);
    assert.ok(words.every((word) => !/[\s;$*'`()]/.test(word)));
  });

  it('is asked for by a script for each shell, which says where it goes', async (t) => {
    const project = projectOf(t);
    for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
      const { code, stdout: script } = await project.ask(['completion', shell]);
      assert.equal(code, 0);
      assert.match(
        script,
        new RegExp(`^#.*\\n?# orchestra completion ${shell} >|^# orchestra completion ${shell} >`),
      );
      assert.match(script, / __complete (words|meanings) /);
      if (shell === 'powershell') assert.equal(openIn(script), '');
    }
  });
});

/** Brackets and quotes that a text leaves open, in a language that has no other use for them. */
function openIn(script: string): string {
  const texts = /"[^"]*"|'[^']*'|#.*/g;
  const brackets = script.replace(texts, '').replace(/[^(){}[\]"']/g, '');
  for (let left = brackets; ; ) {
    const next = left.replace(/\(\)|\{\}|\[\]/g, '');
    if (next === left) return left;
    left = next;
  }
}
