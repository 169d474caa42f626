import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { finish, listing, projectOf, type Row } from '../support/stories.ts';

interface Listed {
  readonly tasks: readonly (Row & { readonly labels?: object; readonly endedAt?: string })[];
  readonly more: boolean;
  readonly damaged: readonly string[];
}

const numbersOf = ({ tasks }: Listed): number[] => tasks.map(({ number }) => number);

describe('list', { concurrency: 2 }, () => {
  it('finds tasks by what they have in common, live and finished', async (t) => {
    const project = projectOf(t);
    const lines = [1, 2, 3, 4].map((at) => ({
      prompt: `exit ${at % 2}`,
      priority: at,
      labels: { area: at < 3 ? 'cli' : 'core' },
    }));
    const input = lines.map((line) => JSON.stringify(line)).join('\n');
    assert.equal((await project.orchestra(['start', '--batch', '-', '-w'], { input })).code, 1);
    await project.ask(['start', 'sh', 'echo later', '--delay', '1h', '--no-run']);
    const listed = async (...words: string[]) => (await project.json(['list', ...words])) as Listed;
    const found = async (...filters: string[]) =>
      numbersOf(await listed('--sort', 'id', ...filters.flatMap((word) => ['--filter', word])));

    assert.deepEqual(await found(), [1, 2, 3, 4, 5]);
    assert.deepEqual(await found('status=failed'), [1, 3]);
    assert.deepEqual(await found('status=failed,blocked'), [1, 3, 5]);
    assert.deepEqual(await found('reason=until'), [5]);
    assert.deepEqual(await found('label.area=core', 'status!=failed'), [4]);
    assert.deepEqual(await found('title~LATER'), [5]);
    assert.deepEqual(await found('priority=1,4'), [1, 4]);
    assert.deepEqual(await found('after=2h'), [1, 2, 3, 4, 5]);
    assert.deepEqual(await found('before=2h'), []);

    const { tasks, more } = await listed('--sort', '-priority', '--limit', '2');
    assert.deepEqual(
      { numbers: numbersOf({ tasks, more, damaged: [] }), more },
      { numbers: [4, 3], more: true },
    );
    assert.deepEqual(tasks[0]?.labels, { area: 'core' });
    assert.deepEqual(await found('text~EXIT 1', 'since=2h'), [1, 3]);

    const printed = async (...words: string[]) => (await project.ask(['list', ...words])).stdout;
    const format = ['--format', '{number}\\t{status}\\t{labels.area}'];
    assert.equal(
      await printed('--sort', '-status,number', '--limit', '3', ...format),
      '1\tfailed\tcli\n3\tfailed\tcore\n2\tcomplete\tcli\n',
    );
    assert.equal(
      await printed('--sort', 'id', '--limit', '2', '--format', '{id}\\0'),
      'task_1\0task_2\0',
    );
    const refused = async (...words: string[]) => {
      const { code, stdout, stderr } = await project.ask(['list', ...words]);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
      return stderr;
    };
    assert.match(
      await refused('--format', '{numbr} {titel}'),
      /knows no \{numbr\}; did you mean \{number\}\?; knows no \{titel\}; did you mean \{title\}\?\nhint: known: \{id\}/,
    );
    assert.match(await refused('--format', '{id}', '--json'), /leave out one of them/);
    assert.match(
      await refused('--sort', 'number,stats'),
      /--sort must be one of .*did you mean status\?/,
    );
    assert.equal((await listed())?.tasks[0]?.number, 5, 'what has not ended is the newest');
  });

  it('is a table that tells how long ago each ended, and whether it is all', async (t) => {
    const project = projectOf(t);
    await finish(project, ['sh', 'true']);
    await project.ask(['start', 'sh', 'true', '--no-run']);
    const { stdout, stderr } = await project.ask(['list']);
    const [header = '', second = '', first = ''] = stdout.split('\n');
    assert.match(header, /^ +# +AGENT +STATUS +TASK +TIME +ENDED$/);
    assert.match(second, /^○ +2 +sh +pending +true$/);
    assert.match(first, /^✔ +1 +sh +complete +true +\S+ +.+ ago$/);
    assert.equal(stderr, '');
    const cut = await project.ask(['list', '--limit', '1']);
    assert.match(cut.stdout, /^○ +2 /m);
    assert.match(cut.stderr, /^there are more than these 1; --limit 0 shows all\n$/);
    const none = await project.ask(['list', '--filter', 'agent=x']);
    assert.deepEqual(
      { ...none },
      { code: 0, signal: null, stdout: '', stderr: 'nothing to list\n' },
    );
  });

  it('goes on past a damaged record, says what it does not know, and writes nothing', async (t) => {
    const project = projectOf(t);
    for (const prompt of ['true', 'true']) await project.ask(['start', 'sh', prompt, '--no-run']);
    project.write('.orchestra/tasks/task_1.json', '{"version": 1');
    const before = listing(project.folder);
    const { code, stdout, stderr } = await project.ask(['list']);
    assert.equal(code, 0);
    assert.match(stdout, /^○ +2 /m);
    assert.equal(stderr, 'cannot be read: task_1\n');
    const wrong = await project.ask(['list', '--filter', 'staus=failed']);
    assert.equal(wrong.code, 2);
    assert.match(
      wrong.stderr,
      /^error: --filter knows no field "staus"; did you mean status\?\nhint: /,
    );
    const unknown = await project.ask(['list', '--filter', 'status=runing']);
    assert.match(unknown.stderr, /did you mean running\?\nhint: known: draft, pending/);
    assert.deepEqual(listing(project.folder), before);
  });

  it('status --all cuts nothing off', async (t) => {
    const project = projectOf(t, { maxParallel: 8 });
    const input = '{"prompt":"true"}\n'.repeat(23);
    assert.equal(
      (await project.orchestra(['start', '--batch', '-', '-w', '-q'], { input })).code,
      0,
    );
    await project.ask(['start', '--batch', '-', '-q', '--no-run'], { input });
    const rows = async (...words: string[]) =>
      ((await project.json(['status', ...words])) as Listed).tasks.map(({ status }) => status);
    const count = (all: readonly string[], status: string) =>
      all.filter((one) => one === status).length;
    const short = await rows();
    assert.deepEqual([count(short, 'pending'), count(short, 'complete')], [20, 10]);
    const more = await rows('--finished', '22');
    assert.equal(count(more, 'complete'), 22);
    const all = await rows('--all');
    assert.deepEqual([count(all, 'pending'), count(all, 'complete')], [23, 23]);
    assert.doesNotMatch((await project.ask(['status', '--all'])).stdout, /more are waiting/);
  });
});
