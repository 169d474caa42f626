import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { CallOptions } from '../support/cli.ts';
import { assertRefused, withoutPrivilege } from '../support/refusal.ts';
import { allGone, listing, projectOf } from '../support/stories.ts';

/** A shell that does something and becomes the CLI. */
const after = (script: string): string[] => ['sh', '-c', `${script}; exec "$@"`, 'sh'];
const closed = (streams: string): string[] => ['sh', '-c', `exec "$@" ${streams}`, 'sh'];

describe('ORCHESTRA_DIR', () => {
  const rows: readonly [what: string, dir: string, says: RegExp][] = [
    ['a file', 'a-file', /a-file is a file; it should be a folder$/],
    ['below a file', 'a-file/x', /a-file is a file; it should be a folder$/],
    ['a device', '/dev/null', /^\/dev\/null is a file; it should be a folder$/],
    ['not there', 'gone', /^no workspace at .*\/gone\/\.orchestra$/],
    ['not there, and absolute', '/nonexistent', /^no workspace at \/nonexistent\/\.orchestra$/],
    ['a blank', ' ', /^no workspace at .*\/ \/\.orchestra$/],
    ['what a shell would expand', '~/x', /^no workspace at .*\/~\/x\/\.orchestra$/],
    ['too long', 'x'.repeat(5_000), /^no workspace at /],
    ['a link to nowhere', 'dangling', /\/dangling is a link that leads nowhere$/],
    ['closed to us', 'closed', /^cannot read .*\/closed\/.*: permission denied$/],
    ['below what is closed to us', 'shut', /^cannot read .*\/shut\/.*: permission denied$/],
  ];

  it('that is no workspace is refused in one line, and nothing is made', async (t) => {
    const { ask, folder, orchestra, write } = projectOf(t);
    write('a-file', '');
    symlinkSync('/nonexistent/x', join(folder, 'dangling'));
    write('closed/.orchestra/tasks/task_1.json', '');
    write('shut/.orchestra/tasks/task_1.json', '');
    const before = listing(folder);
    const shut = ['closed/.orchestra', 'shut'].map((path) => join(folder, path));
    for (const path of shut) chmodSync(path, 0);
    try {
      for (const [what, dir, says] of rows)
        for (const args of [['status'], ['show', '1']])
          await t.test(`${args[0]}: ${what}`, async () => {
            const env = { ORCHESTRA_DIR: dir };
            const outcome = shut.some((path) => path.startsWith(join(folder, dir)))
              ? await orchestra(args, { env, under: withoutPrivilege })
              : await ask(args, { env });
            assertRefused(outcome, { code: 1, says });
          });
    } finally {
      for (const path of shut) chmodSync(path, 0o700);
    }
    assert.deepEqual(listing(folder), before);
  });

  it('that is empty is none', async (t) => {
    const { orchestra } = projectOf(t);
    assert.equal((await orchestra(['status'], { env: { ORCHESTRA_DIR: '' } })).code, 0);
  });
});

describe('surroundings that are odd', { concurrency: 3 }, () => {
  const fine: readonly [what: string, call: CallOptions][] = [
    ['no HOME', { under: ['env', '-u', 'HOME', '-u', 'XDG_CONFIG_HOME'] }],
    ['a HOME that is empty', { env: { HOME: '', XDG_CONFIG_HOME: '' } }],
    ['a HOME that is not there', { env: { HOME: '/nonexistent', XDG_CONFIG_HOME: '' } }],
    ['a HOME that is a device', { env: { HOME: '/dev/null', XDG_CONFIG_HOME: '' } }],
    ['a HOME of two lines', { env: { HOME: '/a\nb', XDG_CACHE_HOME: '' } }],
    ['a config folder below a file', { env: { XDG_CONFIG_HOME: '/dev/null' } }],
    ['no TMPDIR where it points', { env: { TMPDIR: '/nonexistent' } }],
    ['a language nobody speaks', { env: { LANG: 'xx_YY.foo', LC_ALL: '\u00ff', TZ: 'Foo/Bar' } }],
    ['a terminal of no width', { env: { COLUMNS: '-5', LINES: '0', TERM: '' } }],
    ['marks of a run that never was', { env: { ORCHESTRA_TASK_NUMBER: 'x', AGENT_DEBUG: 'x' } }],
    ['no stdin', { under: closed('<&-') }],
  ];
  for (const [what, call] of fine)
    it(`keep nobody from working: ${what}`, async (t) => {
      const { folder, orchestra } = projectOf(t);
      const { code, stderr } = await orchestra(['start', 'sh', 'true', '--wait', '-q'], call);
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
      const names = listing(folder).map((line) => line.split('/')[0]?.split(' ')[0]);
      assert.deepEqual([...new Set(names)], ['.orchestra']);
    });

  it('let a task be queued that cannot be told: no stdout, no stderr', async (t) => {
    const { json, orchestra } = projectOf(t);
    const call = { under: closed('<&- >&- 2>&-') };
    assert.equal((await orchestra(['start', 'sh', 'true', '--no-run'], call)).code, 0);
    const { counts } = (await json(['status'])) as { counts: { pending: number } };
    assert.equal(counts.pending, 1);
  });

  const refused: readonly [what: string, args: string[], call: CallOptions, says: RegExp][] = [
    [
      'no TMPDIR for a demo',
      ['demo'],
      { env: { TMPDIR: '/nonexistent' } },
      /^no folder can be made in \/nonexistent$/,
    ],
    ['no PATH', ['start', 'sh', 'true'], { env: { PATH: '' } }, /^agent sh needs the program "sh"/],
    [
      'a PATH without the program',
      ['start', 'sh', 'true'],
      { env: { PATH: '/nonexistent:.' } },
      /^agent sh needs the program "sh"/,
    ],
    [
      'no stdin to read the prompt from',
      ['start', 'sh', '-'],
      { under: closed('<&-') },
      /^the prompt is empty$/,
    ],
    [
      'a current folder that was removed',
      ['status'],
      { cwd: 'leave', under: after('rmdir "$PWD"') },
      /^the current folder does not exist any more$/,
    ],
    [
      'a folder that we may not write to',
      ['start', 'sh', 'true'],
      { under: ['sh', '-c', 'chmod 500 .orchestra; exec "$@"', 'sh', ...withoutPrivilege] },
      /^cannot write .*\/\.orchestra\/[^:]*: permission denied$/,
    ],
  ];
  for (const [what, args, call, says] of refused)
    it(`are told: ${what}`, async (t) => {
      const project = projectOf(t);
      mkdirSync(join(project.folder, 'leave'));
      const cwd = call.cwd === undefined ? project.folder : join(project.folder, call.cwd);
      const outcome = await project.orchestra(args, { ...call, cwd });
      assertRefused(outcome, { code: args[1] === 'sh' && args[2] === '-' ? 2 : 1, says });
      await allGone(project);
      const names = listing(join(project.folder, '.orchestra')).map((line) => line.split(' ')[0]);
      assert.deepEqual(names, ['agent-config.json']);
    });
});
