import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conductors, isRunning, listing, projectOf, show, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

describe('a config with mistakes', { concurrency: 3 }, () => {
  const configs: readonly [what: string, text: string, says: readonly RegExp[]][] = [
    [
      'is no JSON',
      '{\n  "agents": {\n    "a": { "command": "x" "args": [] }\n',
      [/agent-config\.json:3:27: is no JSON: expected "," or "\}", got /],
    ],
    ['is empty', '', [/agent-config\.json:1:1: is no JSON: expected a value, got the end$/]],
    [
      'has many of them',
      JSON.stringify({
        maxParalel: 3,
        defaultAgent: 7,
        agents: { sh: { comand: 'x', prompt: 'mail' }, b: { env: [] } },
      }),
      [
        /:1:32: defaultAgent must be text, is 7$/,
        /agents\.sh\.prompt must be one of arg, stdin, file/,
        /agents\.sh\.comand is unknown; did you mean command\?$/,
        /agents\.b\.env must be an object, is a list$/,
        /maxParalel is unknown; did you mean maxParallel\?$/,
      ],
    ],
    [
      'has durations that are none',
      JSON.stringify({ idleExit: '9 weeks', timeout: '3 weeks' }),
      [/timeout is no duration: "3 weeks"/, /idleExit is no duration: "9 weeks"/],
    ],
    [
      'has an agent with many of them',
      JSON.stringify({
        agents: {
          sh: {
            command: 'cat',
            args: ['{promt}', '{x}'],
            timeout: '3 weeks',
            prompt: 'arg',
            promptTemplateFile: 'nope.md',
          },
        },
      }),
      [
        /timeout is no duration/,
        /args\[0\] holds \{promt\}, which is no known hole; did you mean \{prompt\}\? Known: \{prompt\} /,
        /args\[1\] holds \{x\}, which is no known hole\. Known: /,
        /no argument holds \{prompt\}$/,
        /promptTemplateFile nope\.md does not exist$/,
      ],
    ],
    [
      'extends in a circle',
      JSON.stringify({ agents: { sh: { extends: 'b' }, b: { extends: 'sh' } } }),
      [/agent-config\.json:1:\d+: agents\.b\.extends leads in a circle: sh → b → sh$/],
    ],
  ];
  for (const [what, text, says] of configs)
    it(`that ${what}: each is told in a line of its own, and nothing is queued`, async (t) => {
      const project = projectOf(t);
      project.write('.orchestra/agent-config.json', text);
      const before = listing(project.folder);
      const { code, stdout, stderr } = await project.ask(['start', 'sh', 'x']);
      assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
      const lines = stderr
        .trimEnd()
        .split('\n')
        .filter((line) => !line.startsWith('hint: '));
      assert.match(lines[0] ?? '', /^error: /);
      assert.equal(lines.length, says.length, stderr);
      for (const one of says)
        assert.ok(
          lines.some((line) => one.test(line)),
          `${one}:\n${stderr}`,
        );
      assert.deepEqual(listing(project.folder), before);
      // Looking needs no agents.
      assert.equal((await project.ask(['status'])).code, 0);
    });

  it('does not keep anybody from what runs already', async (t) => {
    const project = projectOf(t);
    await project.ask(['start', 'sh', untilGo]);
    await until('it runs', isRunning(project));
    for (const { pid } of conductors(project)) process.kill(pid, 'SIGKILL');
    project.write('.orchestra/agent-config.json', '{');
    project.write('go', '');
    const { code } = await project.ask(['wait', '1', '--timeout', '50']);
    assert.equal(code, 0);
    assert.equal((await show(project)).status, 'complete');
  });
});
