import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { finish, isRunning, projectOf, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

describe('logs -n', { concurrency: 2 }, () => {
  it('shows the last lines, of any stream and attempt', async (t) => {
    const project = projectOf(t);
    const prompt = String.raw`printf '1\r\n2\r\nö3'; seq 5 >&2; [ $ORCHESTRA_ATTEMPT = 2 ]`;
    await finish(project, ['sh', prompt, '--retries', '1']);
    const said = async (...flags: string[]) => {
      const { code, stdout } = await project.ask(['logs', '1', ...flags]);
      return code === 0 ? stdout : code;
    };
    assert.equal(await said('-n', '1'), 'ö3\n');
    assert.equal(await said('-n2', '--raw'), '2\r\nö3');
    assert.equal(await said('--lines', '2', '--stderr', '--attempt', '1'), '4\n5\n');
    assert.equal(await said('-n', '99', '--stderr'), '1\n2\n3\n4\n5\n');
    assert.equal(await said('-n', '0'), '');
    assert.equal(await said('-n', '1', '--stderr', '--json'), '{"stream":"stderr","text":"5"}\n');
    assert.equal(await said('-n', '1', '-f'), 'ö3\n');
    assert.equal(await said('-n', 'x'), 2);
    assert.equal(await said('-n=-1'), 2);
  });

  it('with -f goes on from there, and shows all of the attempts that follow', async (t) => {
    const project = projectOf(t);
    const prompt = `echo old; echo $ORCHESTRA_ATTEMPT; ${untilGo}; echo new; [ $ORCHESTRA_ATTEMPT = 2 ]`;
    await project.ask(['start', 'sh', prompt, '--retries', '1', '-q']);
    await until('it runs', isRunning(project));
    await until('it has spoken', () => project.read('.orchestra/runs/1/stdout').includes('1\n'));
    const call = project.background(['logs', '1', '-f', '-n', '1']);
    await until('it shows the last line', () => call.said.stdout === '1\n');
    project.write('go', '');
    const { code, stdout } = await call.ended;
    assert.deepEqual({ code, stdout }, { code: 0, stdout: '1\nnew\nold\n2\nnew\n' });
  });
});
