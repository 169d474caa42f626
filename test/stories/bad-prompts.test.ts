import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { assertRefused } from '../support/refusal.ts';
import { allGone, listing, projectOf, show } from '../support/stories.ts';

const stdinAgent = { command: 'sh', prompt: 'stdin', grace: '200ms', linger: '2s' };
const argAgent = { command: 'sh', args: ['-c', '{prompt}'], grace: '200ms', linger: '2s' };
const agents = { sh: argAgent, reads: stdinAgent };
const megabytes = (count: number): string => `:${' '.repeat(count * 1024 * 1024)}`;

describe('a prompt from a file', () => {
  const files: readonly [what: string, bytes: Uint8Array | string, code: number, says: RegExp][] = [
    ['empty', '', 2, /^the prompt is empty$/],
    ['blank', ' \n\t\u3000\n', 2, /^the prompt is empty$/],
    ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff]), 1, /\/prompt is no UTF-8 text$/],
    ['Latin-1', Buffer.from('\u00c4pfel', 'latin1'), 1, /\/prompt is no UTF-8 text$/],
    ['with a NUL', 'a\0b', 2, /^the prompt holds a NUL byte, which no agent can read$/],
    ['too long for one argument', megabytes(1), 1, /^the prompt has 1048577 bytes; one argument /],
  ];
  it('that no agent can read is refused, and nothing is queued', async (t) => {
    const { folder, ask, orchestra } = projectOf(t, { agents });
    const before = listing(join(folder, '.orchestra'));
    for (const [what, bytes, code, says] of files)
      await t.test(what, async () => {
        writeFileSync(join(folder, 'prompt'), bytes);
        assertRefused(await ask(['start', 'sh', '@prompt']), { code, says });
        // What stdin cannot hold either is refused with its own name.
        const input = typeof bytes === 'string' ? bytes : undefined;
        if (input !== undefined)
          assertRefused(await ask(['start', 'sh', '-'], { input }), { code, says });
      });
    await t.test('a FIFO without a writer', async () => {
      execFileSync('mkfifo', [join(folder, 'fifo')]);
      const says = /^the prompt is empty$/;
      assertRefused(await orchestra(['start', 'sh', '@fifo']), { code: 2, says });
    });
    assert.deepEqual(listing(join(folder, '.orchestra')), before);
  });

  it('may be a pipe, and may begin with a byte order mark', async (t) => {
    const project = projectOf(t, { agents });
    const { orchestra, write } = project;
    const piped = ['sh', '-c', '{ sleep 0.2; echo true; } | exec "$@"', 'sh'];
    const call = { under: piped };
    assert.equal((await orchestra(['start', 'sh', '@/dev/stdin', '--no-run'], call)).code, 0);
    assert.equal((await show(project, 1)).prompt, 'true\n');
    write('prompt', '\ufefftrue');
    assert.equal((await orchestra(['start', 'sh', '@prompt', '--no-run'])).code, 0);
    assert.equal((await show(project, 2)).prompt, 'true');
  });

  it('may have megabytes where the agent reads it from stdin', async (t) => {
    const project = projectOf(t, { agents });
    const input = megabytes(2);
    const call = { input };
    assert.equal((await project.orchestra(['start', 'reads', '-', '--wait', '-q'], call)).code, 0);
    assert.equal((await show(project)).prompt.length, input.length);
    await allGone(project);
  });
});
