import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Project } from '../support/cli.ts';
import { listing, projectOf } from '../support/stories.ts';

interface Answer {
  readonly items: readonly {
    readonly path: string;
    readonly is: string;
    readonly as?: string;
    readonly says: string;
  }[];
  readonly config?: string;
}

const ours = '.orchestra/agent-config.json';
const brief = '.orchestra/prompts/brief.txt';

/** Agents of an older tool, of which one reports as its kind did: by a file in tasks/. */
function leaveOlder(project: Project, folder: string): void {
  const config = {
    default_agent: 'coder',
    agents: {
      coder: {
        command: 'sh',
        args: [
          '-c',
          'p=$1; printf "%s\\n" "$p" "{n}"; eval "$(printf %s "$p" | tail -n 1)"',
          '-',
          '{prompt}',
        ],
        timeout: 90,
        working_dir: '.',
        promptTemplateFile: '.orchestra-cli/prompts/brief.txt',
      },
      idle: { description: 'has no command' },
    },
  };
  project.write(`${folder}/.orchestra/tasks/note.txt`, 'none yet\n');
  project.write(`${folder}/.orchestra-cli/agent-config.json`, JSON.stringify(config));
  project.write(
    `${folder}/.orchestra-cli/prompts/brief.txt`,
    'Do {userPrompt} and leave {x}\ntouch .orchestra/tasks/{task_id}.done; exit 3',
  );
  project.write(`${folder}/.orchestra-cli/prompts/spare.txt`, 'Spare {x}\n');
}

const bare = (project: Project) => {
  rmSync(join(project.folder, ours));
  return project;
};

describe('orchestra migrate, of agents', { concurrency: true }, () => {
  for (const [where, folder] of [
    ['another project', 'old'],
    ['this project', '.'],
  ] as const)
    it(`translates the config of ${where}, and its agents work`, async (t) => {
      const project = bare(projectOf(t));
      leaveOlder(project, folder);
      const from = folder === '.' ? [] : [folder];
      if (folder === '.') {
        const { code, stderr } = await project.orchestra(['start', 'coder', 'x']);
        assert.equal(code, 1);
        assert.match(stderr, /\.orchestra-cli\/agent-config\.json:\d+:\d+: .*default_agent/);
        assert.match(stderr, /^hint: orchestra migrate makes \.orchestra\/agent-config\.json /m);
      }
      const before = listing(project.folder);
      const trial = (await project.json(['migrate', ...from, '--dry-run'])) as Answer;
      assert.deepEqual(listing(project.folder), before, 'a dry run writes nothing');
      const shown = await project.orchestra(['migrate', ...from, '--dry-run']);
      assert.match(shown.stdout, /imported +agent-config\.json +agent coder$/m);
      assert.ok(shown.stdout.endsWith(`\nagent-config.json would be\n${trial.config}`));

      const { items, config } = (await project.json(['migrate', ...from])) as Answer;
      assert.equal(config, undefined);
      assert.deepEqual(items, trial.items);
      assert.equal(project.read(ours), trial.config);
      assert.deepEqual(
        items.map(({ path, is, says }) => [path.replace(/.*\.orchestra-cli\//, ''), is, says]),
        [
          ['agent-config.json', 'imported', 'agent coder'],
          ['agent-config.json: agents.coder.working_dir', 'skipped', 'it has no counterpart here'],
          ['agent-config.json: agents.idle', 'skipped', 'it has no command'],
          ['agent-config.json: brief.txt', 'imported', 'copied'],
          ['prompts/spare.txt', 'imported', 'copied'],
        ],
      );
      assert.match(project.read(brief), /and leave \{\{x\}\}\n.*\{taskId\}\.done/);
      assert.equal(project.read('.orchestra/prompts/spare.txt'), 'Spare {x}\n');

      const done = await project.orchestra(['start', 'coder', 'it', '--wait']);
      assert.equal(done.code, 0, done.stderr);
      const { stdout } = await project.ask(['logs', '1']);
      assert.match(stdout, /^Do it and leave \{x\}$/m);
      assert.match(stdout, /^\{n\}$/m);
    });

  it('never changes a config or a prompt that is there', async (t) => {
    const project = projectOf(t);
    const config = project.read(ours);
    leaveOlder(project, '.');
    project.write(brief, 'mine {userPrompt}\n');
    for (const _time of [1, 2]) {
      const { items } = (await project.json(['migrate'])) as Answer;
      const said = new Map(items.map(({ as = '', is, says }) => [as, `${is}: ${says}`]));
      assert.equal(said.get('agent-config.json'), 'there: yours is there, and stays as it is');
      assert.equal(
        said.get('prompts/brief.txt'),
        'there: one of this name is there, and stays as it is',
      );
    }
    assert.equal(project.read(ours), config);
    assert.equal(project.read(brief), 'mine {userPrompt}\n');
  });

  for (const [where, words] of [
    ['of this project', []],
    ['of another project', ['old']],
  ] as const)
    it(`translates the config ${where} where nothing else is`, async (t) => {
      const project = bare(projectOf(t));
      const folder = words[0] ?? '.';
      leaveOlder(project, folder);
      rmSync(join(project.folder, folder, '.orchestra'), { recursive: true });
      const { items } = (await project.json(['migrate', ...words])) as Answer;
      assert.deepEqual(items[0]?.as, 'agent-config.json');
      const { code, stdout } = await project.orchestra(['agents', 'show', 'coder']);
      assert.equal(code, 0);
      assert.match(stdout, /1m 30s/);
    });

  it('says why it cannot translate, and goes on', async (t) => {
    const project = bare(projectOf(t));
    leaveOlder(project, 'old');
    project.write('old/.orchestra-cli/agent-config.json', '{"agents": ');
    const { items } = (await project.json(['migrate', 'old'])) as Answer;
    assert.match(items[0]?.says ?? '', /^it is no JSON: /);
    assert.equal(items.filter(({ is }) => is === 'imported').length, 2, 'the prompts');
    assert.ok(!existsSync(join(project.folder, ours)));
  });

  it('reads no template from outside of the older project', async (t) => {
    const project = bare(projectOf(t));
    leaveOlder(project, 'old');
    project.write('secret.txt', '{userPrompt}');
    const agent = { command: 'sh', promptTemplateFile: '../secret.txt' };
    project.write('old/.orchestra-cli/agent-config.json', JSON.stringify({ agents: { agent } }));
    const { items } = (await project.json(['migrate', 'old'])) as Answer;
    assert.match(items[1]?.says ?? '', /^there is no \.\.\/secret\.txt$/);
    assert.doesNotMatch(project.read(ours), /secret/);
  });
});
