import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Project } from '../support/cli.ts';
import { isConducted, isRunning, projectOf, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

interface Known {
  readonly name: string;
  readonly workspace: string;
  readonly counts?: Record<string, number>;
  readonly conductor?: { readonly is: string };
  readonly tasks: readonly { readonly title: string; readonly status: string }[];
  readonly problem?: string;
}

/** Two workspaces of one user, whose home is `here`; one that nobody has used knows of none. */
const twoOf = (t: TestContext) => {
  const here = projectOf(t);
  const there = projectOf(t);
  const env = { HOME: here.folder, XDG_STATE_HOME: '' };
  return {
    here,
    there,
    env,
    known: async (...words: string[]): Promise<Known[]> => {
      const all = words.length > 0 ? words : ['workspaces'];
      const answer = await here.json(all, { env, cwd: '/' });
      return (answer as { workspaces: Known[] }).workspaces;
    },
  };
};

/** Somebody conducts there for a moment. */
const use = async (
  { ask }: Project,
  options: { env: Record<string, string>; cwd?: string },
): Promise<void> => {
  await ask(['start', 'sh', 'true', '--no-run'], options);
  const { code, stderr } = await ask(['run'], options);
  assert.equal(code, 0, stderr);
};

describe('many workspaces', { concurrency: 2 }, () => {
  it('are known once somebody conducts there, and shown from anywhere', async (t) => {
    const { here, there, env, known } = twoOf(t);
    await here.ask(['start', 'sh', 'true', '--no-run'], { env });
    const none = await here.ask(['status', '--everywhere'], { env, cwd: '/' });
    assert.deepEqual([none.code, none.stdout], [0, '']);
    assert.match(none.stderr, /^no workspace is known yet/);

    await here.orchestra(['run'], { env });
    there.background(['daemon'], { env });
    await until('it is conducted', () => isConducted(there));
    await there.ask(['start', 'sh', untilGo, '--title', 'the long one'], { env });
    await there.ask(['start', 'sh', 'true', '--approve', '--title', 'ask me'], { env });
    await until('it runs', isRunning(there));
    const everywhere = () => known('status', '--everywhere');
    const [first, second] = await until('somebody is asked', async () => {
      const all = await everywhere();
      const byFolder = [here, there].map(({ root }) => all.find((one) => one.workspace === root));
      return byFolder[1]?.counts?.['awaiting'] === 1 && byFolder;
    });
    assert.equal(first?.name, '~', 'the home itself');
    assert.deepEqual([first?.counts?.['complete'], first?.tasks], [1, []]);
    assert.equal(first?.conductor?.is, 'absent');
    assert.equal(second?.conductor?.is, 'conducting');
    assert.deepEqual(
      second?.tasks.map(({ title, status }) => `${status}: ${title}`),
      ['running: the long one', 'awaiting: ask me'],
    );
    const told = await here.ask(['status', '--everywhere'], { env, cwd: '/' });
    assert.match(told.stdout, /^~ {2}nobody conducts\n {2}1 complete$/m);
    assert.match(
      told.stdout,
      /^.*process \d+ on .* conducts\n {2}1 running, 1 awaiting\n {2}▶ +1 .*the long one.*\n {2}\? +2 .*ask me/m,
    );
    const table = await here.ask(['workspaces'], { env, cwd: '/' });
    assert.match(table.stdout, /^WORKSPACE +TASKS +FINISHED +CONDUCTOR\n/);
    assert.match(table.stdout, /^~ +- +1 +nobody conducts$/m);
    assert.match(table.stdout, / 1 running, 1 awaiting +0 +process \d+ on /);
    there.write('go', '');
  });

  it('are forgotten when they are gone, or when somebody says so', async (t) => {
    const { here, there, env, known } = twoOf(t);
    for (const project of [here, there]) await use(project, { env });
    symlinkSync(there.folder, join(here.folder, 'other-way'));
    await use(there, { env, cwd: join(here.folder, 'other-way') });
    assert.equal((await known()).length, 2, 'one that is reached by two ways is one');

    const wrong = await here.ask(['workspaces', 'forget', there.folder, '/no/where', 'x'], { env });
    assert.equal(wrong.code, 1);
    assert.match(
      wrong.stderr,
      /no workspace is known at \/no\/where; no workspace is known at x\n/,
    );
    assert.equal((await known()).length, 2, 'all or none');
    for (const words of [['forget'], ['list', 'x'], ['remove']])
      assert.equal((await here.ask(['workspaces', ...words], { env })).code, 2, words.join(' '));

    const said = await here.ask(['workspaces', 'forget', '.'], { env });
    assert.match(said.stdout, /^forgot \/.*\/\.orchestra; /);
    renameSync(there.root, join(there.folder, 'moved'));
    assert.deepEqual(await known(), []);
    await use(here, { env });
    assert.deepEqual(
      (await known()).map(({ workspace }) => workspace),
      [here.root],
    );
  });

  it('do not hide each other where one of them cannot be read', async (t) => {
    const { here, there, env, known } = twoOf(t);
    await use(there, { env });
    const state = join(here.folder, '.local/state/orchestra/workspaces');
    for (const name of readdirSync(state)) writeFileSync(join(state, name), '');
    assert.deepEqual(await known(), [], 'after a power cut');
    for (const project of [here, there]) await use(project, { env });
    assert.equal((await known()).length, 2);
    rmSync(there.root, { recursive: true });
    writeFileSync(there.root, 'a file');
    writeFileSync(join(state, 'torn.json'), '{"version": 1, "works');
    mkdirSync(join(state, 'folder.json'));
    const [first, second] = (await known()).sort((a) => (a.workspace === here.root ? -1 : 1));
    assert.equal(first?.problem, undefined);
    assert.match(second?.problem ?? '', /is a file; it should be a folder/);
    const told = await here.ask(['status', '--everywhere'], { env, cwd: '/' });
    assert.match(told.stdout, /\n {2}.* is a file; it should be a folder\n/);
    assert.match((await here.ask(['workspaces'], { env })).stdout, / unreadable /);
  });

  it('are conducted all the same where nothing can be remembered', async (t) => {
    const { here } = twoOf(t);
    writeFileSync(join(here.folder, 'file'), '');
    for (const place of ['/dev/null', join(here.folder, 'file'), 'relative', '/proc'])
      for (const HOME of place === 'relative' ? ['', 'home', '/proc'] : ['/nonexistent']) {
        const env = { XDG_STATE_HOME: place, HOME };
        await use(here, { env });
        assert.deepEqual(await here.json(['workspaces'], { env }), {
          workspaces: [],
          forgotten: [],
        });
      }
    assert.deepEqual(readdirSync(here.folder).sort(), ['.orchestra', 'file']);
  });

  it('--everywhere says what does not go with it', async (t) => {
    const { here, env } = twoOf(t);
    for (const word of ['--watch', '12']) {
      const { code, stderr } = await here.ask(['status', '--everywhere', word], { env });
      assert.equal(code, 2);
      assert.match(stderr, /--everywhere does not go with .*\nhint: orchestra status --dir/);
    }
  });
});
