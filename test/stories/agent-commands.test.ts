import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { AgentEntry, CallOptions, Outcome } from '../support/cli.ts';
import { projectOf } from '../support/stories.ts';
import { until } from '../support/until.ts';

/** Does what a test of an agent asks for. */
const obeys = `p=$(cat); w=$(printf %s "$p" | grep -o 'canary-[0-9a-f]*' | head -n 1)
echo "$w" >orchestra-canary.txt; echo "$w"`;

const entry = (script: string, more: object = {}): AgentEntry => ({ script, ...more });

interface View {
  readonly name: string;
  readonly isDefault: boolean;
  readonly installed: boolean;
  readonly path?: string;
  readonly version?: string;
  readonly missingFlags?: readonly string[];
  readonly problem?: string;
  readonly place?: string;
  readonly settings?: { readonly template?: string; readonly timeoutMs?: number };
  readonly origins: Readonly<Record<string, string>>;
}

interface Report {
  readonly ok: boolean;
  readonly is: string;
  readonly message: string;
  readonly said: readonly string[];
}

/** A project with fake agent CLIs first on PATH, and a folder for temporary files of its own. */
function prepare(t: TestContext, config: object, programs: Readonly<Record<string, string>> = {}) {
  const project = projectOf(t, config);
  for (const [name, script] of Object.entries(programs)) {
    project.write(`bin/${name}`, `#!/bin/sh\n${script}\n`);
    chmodSync(join(project.folder, 'bin', name), 0o755);
  }
  const temporary = join(project.folder, 'tmp');
  mkdirSync(temporary);
  const PATH = [join(project.folder, 'bin'), '/usr/bin', '/bin'].join(delimiter);
  const options: CallOptions = { env: { PATH, TMPDIR: temporary } };
  return {
    ...project,
    options,
    call: (...args: string[]): Promise<Outcome> => project.orchestra(['agents', ...args], options),
    list: async (...args: string[]) =>
      ((await project.json(['agents', ...args], options)) as { agents: View[] }).agents,
    test: async (name: string, ...more: string[]) => {
      const { code, stdout, stderr } = await project.orchestra(
        ['agents', 'test', name, '--json', ...more],
        options,
      );
      assert.equal(stderr, '');
      const report = JSON.parse(stdout) as Report;
      assert.deepEqual(readdirSync(temporary), [], 'something is left behind');
      assert.equal(code, report.ok ? 0 : 1);
      return report;
    },
  };
}

const claude = `case "$*" in
  --version) echo '9.8.7 (Claude Code)';;
  --help) echo '-p --output-format --verbose --model --allowedTools';;
  *) ${obeys};;
esac`;

describe('agents', { concurrency: 2 }, () => {
  it('are listed: configured ones first, with versions, and what is not installed', async (t) => {
    const config = {
      defaultAgent: 'coder',
      agents: { coder: { extends: 'claude' }, bad: { command: 'x', args: ['{nothing}'] } },
    };
    const { call, list, folder } = prepare(t, config, { claude, codex: 'exit 3' });
    const views = await list();
    assert.deepEqual(
      views.map(({ name, version, installed, isDefault }) => [name, version, installed, isDefault]),
      [
        ['coder', '9.8.7', true, true],
        ['bad', undefined, false, false],
        ['claude', '9.8.7', true, false],
        ['codex', undefined, true, false],
        ['opencode', undefined, false, false],
        ['simulated', undefined, true, false],
      ],
    );
    assert.match(
      views[1]?.problem ?? '',
      /bad\.args\[0\] holds \{nothing\}, which is no known hole/,
    );
    assert.equal(views[3]?.problem, 'codex --version exits with 3');
    assert.equal(views[0]?.path, join(folder, 'bin/claude'));

    const { code, stdout } = await call();
    assert.equal(code, 0);
    assert.match(stdout, /^ +AGENT +PROGRAM +VERSION +PROFILE +PROMPT +TIMEOUT\n/);
    assert.match(stdout, /^\* {2}coder +claude +9\.8\.7 +verified +stdin +-$/m);
    assert.match(stdout, /^ {3}opencode +opencode +not installed /m);
    assert.match(stdout, /^opencode is not installed: npm install -g opencode-ai$/m);
  });

  it('are listed without asking a program, on demand', async (t) => {
    const { list, read } = prepare(t, {}, { claude: 'echo asked >>"$HOME/asked"; echo 1.2.3' });
    const found = (await list('--no-probe')).find(({ name }) => name === 'claude');
    assert.deepEqual([found?.installed, found?.version, read('asked')], [true, undefined, '']);
  });

  it('are shown with what each setting is, where it stands, and flags that are gone', async (t) => {
    const coder = { extends: 'claude', promptTemplateFile: 'prompts/default.md' };
    const config = { timeout: '30m', agents: { coder } };
    const { list, call, root } = prepare(t, config, { claude });
    const [view] = await list('show', 'coder');
    const place = join(root, 'agent-config.json');
    assert.equal(view?.place, place);
    assert.deepEqual(view?.missingFlags, ['--permission-mode']);
    assert.match(view?.settings?.template ?? '', /\/templates\/prompts\/default\.md$/);
    assert.equal(view?.settings?.timeoutMs, 1_800_000);
    const { args, promptTemplateFile, timeout } = view?.origins ?? {};
    assert.deepEqual(
      [args, promptTemplateFile, timeout],
      ['shipped profile claude', `${place}: agents.coder`, `${place}: timeout`],
    );
    const { stdout } = await call('show', 'coder');
    assert.match(stdout, /^flags {4}unknown to its help: --permission-mode$/m);
    assert.match(stdout, /^shipped profile claude:\n {2}command +claude\n/m);
  });

  const refused: [what: string, args: string[], message: RegExp][] = [
    ['a slip', ['show', 'claud'], /^error: no agent is called "claud"; did you mean claude\?\n/],
    ['a slip in a test', ['test', 'codx'], /did you mean codex\?\nhint: known: /],
    ['no name', ['test'], /^error: which agent\?\nhint: orchestra agents /],
    ['a name too many', ['list', 'claude'], /hint: orchestra agents show claude\n$/],
    ['a duration that is none', ['test', 'simulated', '--timeout', 'soon'], /^error: --timeout/],
    [
      'a flag of another form',
      ['show', 'claude', '--timeout', '1m'],
      /is for agents test\nhint: orchestra agents test claude --timeout 1m\n$/,
    ],
  ];
  for (const [what, args, message] of refused)
    it(`refuse ${what}`, async (t) => {
      const { code, stdout, stderr } = await prepare(t, {}).call(...args);
      assert.ok(code === 1 || code === 2);
      assert.equal(stdout, '');
      assert.match(stderr, message);
    });
});

describe('agents test', { concurrency: 2 }, () => {
  const cases: [what: string, settings: AgentEntry, is: string, message: RegExp, said?: string][] =
    [
      ['says that all is well', entry(obeys), 'ok', /^it did what it was asked$/],
      [
        'sees one that only talks',
        entry('grep -o canary-[0-9a-f]*'),
        'no_result',
        /^it answered, but did not write/,
      ],
      ['sees one that does nothing', entry('cat >/dev/null'), 'no_result', /^it ended well/],
      [
        'sees one that crashes, with its last words',
        entry('echo begun; echo "out of cheese" >&2; exit 7'),
        'failed',
        /7/,
        'out of cheese',
      ],
      [
        'sees one that hangs, and ends it',
        entry('sleep 600', { grace: '100ms' }),
        'timeout',
        /^it did not finish within 1s$/,
      ],
      [
        'sees one that is not there',
        { command: 'no-such-program', install: 'get it' },
        'not_installed',
        /needs the program "no-such-program", which is not installed$/,
      ],
    ];
  for (const [what, settings, is, message, said] of cases)
    it(what, async (t) => {
      const { test } = prepare(t, { agents: { mine: settings } });
      const report = await test('mine', '--timeout', is === 'timeout' ? '1s' : '2m');
      assert.equal(report.is, is, JSON.stringify(report));
      assert.match(report.message, message);
      if (said !== undefined) assert.ok(report.said.includes(said), JSON.stringify(report.said));
    });

  it('sees one that is not logged in', async (t) => {
    const said = {
      type: 'result',
      subtype: 'success',
      is_error: true,
      result: 'Please run /login',
    };
    const line = JSON.stringify({ ...said, api_error_status: 401 });
    const { test } = prepare(t, {}, { claude: `echo '${line}'; exit 1` });
    const { is, message } = await test('claude');
    assert.equal(is, 'not_logged_in');
    assert.match(message, /: Please run \/login$/);
  });

  it('takes the prompt template and a path that is relative along', async (t) => {
    const coder = {
      command: 'agents/coder',
      promptTemplateFile: 'prompts/mine.md',
      prompt: 'file',
      args: ['{promptFile}'],
    };
    const { test, write, folder } = prepare(t, { agents: { coder } });
    write('.orchestra/prompts/mine.md', 'MINE {userPrompt}');
    write('agents/coder', `#!/bin/sh\nexec <"$1"; grep -q MINE "$1" || exit 9\n${obeys}\n`);
    chmodSync(join(folder, 'agents/coder'), 0o755);
    const report = await test('coder');
    assert.equal(report.is, 'ok', JSON.stringify(report));
  });

  it('tells people, and leaves when interrupted, with nothing and nobody left', async (t) => {
    const agents = { mine: entry(obeys), slow: entry('sleep 600', { grace: '100ms' }) };
    const { call, background, options, processes, folder } = prepare(t, { agents });
    const told = await call('test', 'mine');
    assert.match(told.stdout, /^✔ mine {2}it did what it was asked {2}\([\d.]+s\)\n$/);

    const slow = background(['agents', 'test', 'slow'], options);
    await until('it works', () => processes().some(({ command }) => command === 'sleep 600 '));
    slow.kill('SIGINT');
    assert.equal((await slow.ended).code, 130);
    assert.deepEqual(processes(), []);
    assert.deepEqual(readdirSync(join(folder, 'tmp')), []);
  });
});
