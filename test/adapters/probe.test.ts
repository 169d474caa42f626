import assert from 'node:assert/strict';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createProbe } from '../../src/adapters/probe.ts';
import { listPids, readProc } from '../../src/adapters/processes/table.ts';
import type { ResolvedAgent } from '../../src/core/agent.ts';
import type { Probed } from '../../src/core/ports.ts';
import { newToken, readText, temporaryFolder } from '../support/local-run.ts';
import { agentOf } from '../support/seen.ts';
import { until } from '../support/until.ts';

const asks = { version: ['--version'], help: ['exec', '--help'] };
const args = ['exec', '--json', '-c', 'a=b', '--tools=Bash,Read', '-'];
const knowsHelp = (help: string) =>
  `if [ "$1" = exec ]; then printf '%s\\n' '${help}' >&2; else echo 'tool 1.2.3 (build 9)'; fi`;

describe('a program is asked about itself', () => {
  const cases: [what: string, script: string, probed: Omit<Probed, 'path'>][] = [
    [
      'and tells its version and that it knows our flags, on stderr as well',
      knowsHelp('  -c, --config KEY  --json  --tools <list>  -m, --model'),
      { version: '1.2.3', missingFlags: [] },
    ],
    [
      'and lacks flags of ours; a longer one of the same beginning is not it',
      knowsHelp('  --config KEY  --json-output  --tools'),
      { version: '1.2.3', missingFlags: ['--json', '-c'] },
    ],
    ['and crashes', 'echo no login >&2; exit 3', { problem: '--version exits with 3: no login' }],
    ['and dies', 'kill -SEGV $$', { problem: '--version dies of SIGSEGV' }],
    ['and prints garbage', "printf 'a\\033[2J\\nb'", { problem: '--version prints no version: a' }],
    ['and prints nothing', 'exit 0', { problem: '--version prints nothing' }],
    ['and prints without end', 'yes 1.2', { problem: '--version prints without end' }],
    [
      'and reads: there is nothing',
      'read line; echo "4.5.6 [$line]"',
      { version: '4.5.6', missingFlags: ['--json', '-c', '--tools'] },
    ],
    [
      'and wants a terminal: there is none',
      'exec 3</dev/tty && echo 1.0.0',
      { problem: /^tool --version exits with \d+: .*\/dev\/tty/ as never },
    ],
    [
      'in a neutral folder, without the marks of a run',
      '[ "$PWD" = / ] && [ -z "$ORCHESTRA_OUT$TOOLMARK" ] && [ "$OWN" = x ] && echo 7.0.0',
      { version: '7.0.0', missingFlags: ['--json', '-c', '--tools'] },
    ],
  ];
  for (const [what, script, expected] of cases)
    it(what, async (t) => {
      const { probe, path } = prepare(t, script);
      const { problem, ...probed } = await probe(agent(), { flags: true });
      const { problem: wanted, ...rest } = expected;
      assert.deepEqual(probed, { path, ...rest });
      if ((wanted as unknown) instanceof RegExp) assert.match(problem ?? '', wanted as never);
      else assert.equal(problem, wanted && `tool ${wanted}`);
    });

  it('and hangs: it is ended, with whatever it started, wherever that went', async (t) => {
    const { probe, path, mark } = prepare(t, 'setsid sleep 600 & sleep 601', 300);
    const { problem, ...rest } = await probe(agent());
    assert.deepEqual(rest, { path });
    assert.match(problem ?? '', /^tool --version does not end within 0\.3s$/);
    await until('nobody is left', () => bearers(mark).length === 0);
  });

  it('and leaves somebody behind who keeps its output open', async (t) => {
    const { probe, mark } = prepare(t, 'setsid sleep 600 & echo 1.2.3');
    assert.equal((await probe(agent())).version, '1.2.3');
    await until('nobody is left', () => bearers(mark).length === 0);
  });

  it('once, however many agents it is behind', async (t) => {
    const { probe, folder } = prepare(t, 'echo x >>"$LOG"; echo 1.2.3');
    await Promise.all([probe(agent()), probe(agent({ name: 'other' }))]);
    assert.equal(readText(folder, 'log'), 'x\n');
  });
});

describe('a program is not asked', () => {
  it('when it is not there', async (t) => {
    const { probe } = prepare(t, 'echo 1.2.3');
    assert.deepEqual(await probe(agent({ command: 'another' }), { flags: true }), {});
  });

  it('when nobody said how', async (t) => {
    const { probe, path, folder } = prepare(t, 'echo x >>"$LOG"');
    assert.deepEqual(await probe(agent({ probe: undefined }), { flags: true }), { path });
    assert.equal(existsSync(join(folder, 'log')), false);
  });

  it('for flags, when its help is about another sub-command than ours', async (t) => {
    const { probe, path } = prepare(t, knowsHelp('nothing'));
    const other = agent({ args: ['review', '--json'] });
    assert.deepEqual(await probe(other, { flags: true }), { path, version: '1.2.3' });
  });

  it('when it is no program after all', async (t) => {
    const { probe, path } = prepare(t, undefined);
    const { problem, ...rest } = await probe(agent());
    assert.deepEqual(rest, { path });
    assert.match(problem ?? '', /^tool --version cannot be run: /);
  });
});

const agent = (part: Partial<ResolvedAgent> = {}): ResolvedAgent =>
  agentOf({ command: 'tool', args, probe: asks, unset: ['TOOL*'], env: { OWN: 'x' }, ...part });

/** A folder on PATH with a program `tool`, a shell script; without one it cannot be executed. */
function prepare(t: TestContext, script: string | undefined, timeoutMs = 60_000) {
  const folder = temporaryFolder(t);
  const path = join(folder, 'tool');
  writeFileSync(path, script === undefined ? '#!/nowhere/sh\n' : `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  const { PATH = '' } = process.env;
  const mark = newToken();
  const marks = { TOOLMARK: '1', ORCHESTRA_OUT: '1', TEST_OF: mark };
  const agents = {
    locate: (command: string) => (command === 'tool' ? path : undefined),
    environment: () => ({ PATH, LOG: join(folder, 'log'), ...marks }),
  };
  return { folder, path, mark, probe: createProbe(agents, folder, timeoutMs) };
}

/** The living processes that a test's programs left. */
const bearers = (mark: string): number[] =>
  listPids().filter((pid) =>
    (readProc(pid, 'environ') ?? '').split('\0').includes(`TEST_OF=${mark}`),
  );
