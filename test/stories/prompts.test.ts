import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { finish, projectOf, show } from '../support/stories.ts';

describe('a prompt', () => {
  const nasty =
    '$(rm -rf /) `id` "double" \'single\' \\ \\n %s $HOME {taskId} {prompt} {{x}} }} {"a":1}\n\t🦜 e\u0301 -- --flag !! ; && | > < * ~ #\r\n  the end  \n\n';
  const reads = {
    arg: { command: 'sh', args: ['-c', 'printf %s "$1"', 'sh', '{prompt}'] },
    stdin: { command: 'cat' },
    file: { command: 'cat', args: ['{promptFile}'] },
    around: { command: 'cat', promptTemplate: '<{userPrompt}>' },
  };

  it('reaches the agent byte for byte, however it came and however it goes', async (t) => {
    const project = projectOf(t, { agents: reads, maxParallel: 4 });
    project.write('prompt.md', nasty);
    const expected: string[] = [];
    for (const name of Object.keys(reads)) {
      await project.ask(['start', name, nasty, '--no-run']);
      await project.ask(['start', name, '-', '--no-run'], { input: nasty });
      await project.ask(['start', name, '@prompt.md', '--no-run']);
      const seen = name === 'around' ? `<${nasty}>` : nasty;
      expected.push(seen, seen, seen);
    }
    assert.equal((await project.orchestra(['run'])).code, 0);
    for (const [at, text] of expected.entries()) {
      const { runs } = await show(project, at + 1);
      const got = readFileSync(join(project.root, `runs/${runs[0]?.run}/stdout`));
      assert.deepEqual(got.toString('utf8'), text);
    }
  });

  it('may look like an option, behind --', async (t) => {
    const project = projectOf(t, { agents: reads });
    await finish(project, ['stdin', '--', '--help', '-x', '@y']);
    assert.equal(project.read('.orchestra/runs/1/stdout'), '--help -x @y');
  });

  it('too long for one argument is refused with a way out, not cut', async (t) => {
    const project = projectOf(t, { agents: reads });
    const input = 'x'.repeat(200_000);
    const refused = await project.orchestra(['start', 'arg', '-', '-q'], { input });
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /200000 bytes; one argument holds 131071\nhint: .*stdin/);
    await finish(project, ['stdin', '-'], { input });
    assert.equal(
      project.read('.orchestra/runs', String((await show(project)).runs[0]?.run), 'stdout'),
      input,
    );
  });
});
