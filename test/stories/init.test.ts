import assert from 'node:assert/strict';
import { chmodSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { projectOf } from '../support/stories.ts';

interface Answer {
  readonly files: readonly { readonly path: string; readonly is: string }[];
  readonly agents: readonly { readonly name: string; readonly usable: boolean }[];
  readonly agent?: string;
}

const config = '.orchestra/agent-config.json';

/** A folder without `.orchestra/`, where exactly these agent CLIs are installed. */
function prepare(t: TestContext) {
  const project = projectOf(t);
  rmSync(project.root, { recursive: true });
  const PATH = [join(project.folder, 'bin'), '/usr/bin', '/bin'].join(delimiter);
  const options = { env: { PATH } };
  return {
    ...project,
    call: (...args: string[]) => project.orchestra(args, options),
    init: async (...args: string[]) => (await project.json(['init', ...args], options)) as Answer,
    install(name: string, script = 'echo 1.2.3'): void {
      project.write(`bin/${name}`, `#!/bin/sh\n${script}\n`);
      chmodSync(join(project.folder, 'bin', name), 0o755);
    },
    coder: (): string => JSON.parse(project.read(config)).agents.coder.extends,
  };
}

const isOf = ({ files }: Answer): Record<string, string> =>
  Object.fromEntries(files.map(({ path, is }) => [path.split('/.orchestra/')[1] ?? path, is]));

describe('init', { concurrency: 2 }, () => {
  it('takes the first agent CLI that is installed and runs, and lists the others', async (t) => {
    const { install, init, coder, read } = prepare(t);
    install('claude', 'exit 3');
    install('codex');
    install('opencode');
    const answer = await init();
    assert.deepEqual(isOf(answer), {
      'agent-config.json': 'written',
      'agent-config.schema.json': 'written',
      'prompts/default.md': 'written',
      '.gitignore': 'written',
    });
    assert.deepEqual([answer.agent, coder()], ['codex', 'codex']);
    assert.deepEqual(Object.keys(JSON.parse(read(config)).agents), ['coder', 'opencode']);
    assert.match(read('.orchestra/prompts/default.md'), /\{userPrompt\}/);
    assert.match(read('.orchestra/.gitignore'), /!\/agent-config\.json/);
  });

  it('points editors at a schema that is there', async (t) => {
    const { init, read } = prepare(t);
    await init();
    const schema: string = JSON.parse(read(config)).$schema;
    const { title, description, properties } = JSON.parse(read(dirname(config), schema));
    assert.ok(title ?? description);
    assert.ok(properties.defaultAgent.description);
  });

  it('simulates where nothing is installed, says what can be, and takes it up later', async (t) => {
    const { call, install, init, coder } = prepare(t);
    const { code, stdout, stderr } = await call('init');
    assert.deepEqual({ code, stderr, coder: coder() }, { code: 0, stderr: '', coder: 'simulated' });
    assert.match(stdout, /^no agent CLI is installed, so coder is simulated/m);
    assert.match(stdout, /^ {2}claude +npm install -g @anthropic-ai\/claude-code$/m);
    assert.match(stdout, /^"maxParallel": 3 +At most this many agents/m);
    assert.match(stdout, /^now: {2}.* start coder "what to do"$/m);

    install('opencode');
    const answer = await init('--yes');
    assert.equal(isOf(answer)['agent-config.json'], 'renewed');
    assert.equal(coder(), 'opencode');
  });

  it('keeps what was edited, to the byte', async (t) => {
    const { init, read, write, call } = prepare(t);
    await init();
    for (const [path, text] of [
      [config, '{ "defaultAgent": "mine", "agents": { "mine": { "command": "x" } } }'],
      ['.orchestra/prompts/default.md', 'Mine: {userPrompt}'],
      ['.orchestra/.gitignore', '*'],
    ] as const) {
      write(path, text);
      const answer = await init('--yes');
      assert.equal(isOf(answer)[path.replace('.orchestra/', '')], 'kept');
      assert.equal(read(path), text);
    }
    const { stdout } = await call('init');
    assert.match(stdout, /^kept {2}.*agent-config\.json$/m);
    assert.match(stdout, /^agent-config\.json is yours: it stays as it is$/m);
  });

  it('keeps a broken config, too', async (t) => {
    const { init, read, write } = prepare(t);
    write(config, '{ "agents": ');
    assert.equal(isOf(await init())['agent-config.json'], 'kept');
    assert.equal(read(config), '{ "agents": ');
  });

  it('remembers a choice for as long as that agent is there', async (t) => {
    const { init, install, coder, folder } = prepare(t);
    for (const name of ['claude', 'codex']) install(name);
    await init('--agent', 'codex');
    assert.equal(coder(), 'codex');
    install('opencode');
    assert.equal(isOf(await init())['agent-config.json'], 'renewed');
    assert.equal(coder(), 'codex');
    rmSync(join(folder, 'bin/codex'));
    await init();
    assert.equal(coder(), 'claude');
  });

  it('takes one that is not installed on demand, and says so', async (t) => {
    const { call, coder } = prepare(t);
    const { code, stdout } = await call('init', '--agent', 'codex');
    assert.deepEqual([code, coder()], [0, 'codex']);
    assert.match(stdout, /^codex is not installed: npm install -g @openai\/codex$/m);
  });

  it('refuses what is no agent CLI, and writes nothing', async (t) => {
    const { call, read } = prepare(t);
    const { code, stderr } = await call('init', '--agent', 'codx');
    assert.equal(code, 2);
    assert.match(stderr, /^error: --agent: there is no profile "codx"; did you mean codex\?\n/);
    assert.equal(read(config), '');
  });

  it('makes a config with which the next command works', async (t) => {
    const { init, install, call, read } = prepare(t);
    install('claude', obeys);
    await init();
    const { code, stdout, stderr } = await call('start', 'coder', 'say hello', '--wait');
    assert.equal(code, 0, stderr + stdout);
    assert.match(read('.orchestra/runs/1/prompt.md'), /^say hello\n\n---\n/);
  });
});

/** Answers as claude does when all went well. */
const obeys = `case "$1" in --version) echo 1.2.3; exit;; esac
cat >/dev/null
echo '{"type":"result","subtype":"success","is_error":false,"result":"hello"}'`;
