import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  bornSince,
  type Census,
  noteBirth,
  reachOf,
  takeCensus,
} from '../../src/adapters/processes/births.ts';
import { identityOf } from '../../src/adapters/processes/identity.ts';
import { processTable } from '../../src/adapters/processes/table.ts';
import { newToken, spawnOwn } from '../support/local-run.ts';

const then: Census = { begun: 1_000_000, living: 100, numbers: 32_768 };

describe('who was born since a run', () => {
  // 50 were begun, 100 were there with at most three numbers each, and 300 are left out.
  for (const [what, first, pid, isInReach] of [
    ['the run itself', 5_000, 5_000, true],
    ['the next number', 5_000, 5_001, true],
    ['the last that may have been given out', 5_000, 5_650, true],
    ['one that cannot have been', 5_000, 5_651, false],
    ['the number before', 5_000, 4_999, false],
    ['one from below, after the highest', 32_700, 500, true],
    ['one from below that cannot have been', 32_700, 583, false],
    ['the first of all', 5_000, 1, false],
  ] as const)
    it(`may be ${what}: ${isInReach}`, () => {
      assert.equal(reachOf(first, then, { ...then, begun: then.begun + 50 })(pid), isInReach);
    });

  for (const [what, before, now] of [
    ['nobody counted before it', undefined, then],
    ['nobody counts now', then, undefined],
    ['the machine counts nothing', then, then],
    ['the counter is another one', then, { ...then, begun: 7 }],
    ['numbers go further now', then, { ...then, begun: then.begun + 1, numbers: 4_194_304 }],
    ['all numbers have been given out since', then, { ...then, begun: then.begun + 33_000 }],
  ] as const satisfies readonly (readonly [string, Census | undefined, Census | undefined])[])
    it(`may be anybody where ${what}`, () => {
      const isInReach = reachOf(5_000, before, now);
      assert.deepEqual(
        [1, 4_999, 5_000, 32_767].filter((pid) => !isInReach(pid)),
        [],
      );
    });

  it('finds a process that left its group, and leaves out who is older', async (t) => {
    const census = takeCensus();
    const [first, second] = [
      await spawnOwn(t, ['sleep', '60']),
      await spawnOwn(t, ['sleep', '60']),
    ];
    const identity = identityOf(first) ?? assert.fail('it has ended');
    const handle = { launcher: 'local', identity, token: newToken() };
    const everybody = bornSince([handle]).length;
    noteBirth(handle, census);
    const young = bornSince([handle]);
    const pids = young.map(({ pid }) => pid);
    assert.deepEqual(
      [first, second].filter((pid) => !pids.includes(pid)),
      [],
    );
    const seen = processTable().find([second]).get(second);
    assert.deepEqual(
      young.find(({ pid }) => pid === second),
      seen,
    );
    if (process.platform === 'linux') assert.ok(young.length < everybody, 'it looked at everybody');
    // A handle that was read back knows nothing of when it was made.
    assert.ok(bornSince([structuredClone(handle)]).some(({ pid }) => pid === process.pid));
  });

  it('counts every birth', { skip: process.platform !== 'linux' && 'Linux counts' }, async (t) => {
    const before = takeCensus() ?? assert.fail('it counts nothing');
    await spawnOwn(t, ['sleep', '60']);
    const after = takeCensus() ?? assert.fail('it counts nothing');
    assert.ok(after.begun > before.begun);
    assert.ok(after.living > 1 && after.numbers > 300);
  });

  it('is told by nobody but Linux', () => {
    assert.equal(takeCensus('darwin'), undefined);
  });
});
