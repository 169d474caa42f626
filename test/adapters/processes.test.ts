import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { identityOf } from '../../src/adapters/processes/identity.ts';
import { createProcesses } from '../../src/adapters/processes/index.ts';
import { spawnOwn } from '../support/local-run.ts';
import { until } from '../support/until.ts';

const processes = createProcesses();

describe('the processes of this machine', { concurrency: 4 }, () => {
  it('know this one, and see it live', () => {
    assert.equal(processes.self().pid, process.pid);
    assert.equal(processes.livenessOf(processes.self()), 'alive');
  });

  it('kill exactly one, and are back when it is gone', async (t) => {
    const deaf = ['sh', '-c', 'trap "" TERM; while :; do sleep 0.1; done'];
    const [one, other] = [await spawnOwn(t, deaf), await spawnOwn(t, deaf)];
    const identity = identityOf(one) ?? assert.fail('not seen');
    await processes.kill(identity);
    assert.equal(processes.livenessOf(identity), 'dead');
    assert.notEqual(identityOf(other), undefined);
    await processes.kill(identity);
  });

  it('ask one to end, and say whether there was one to ask', async (t) => {
    const pid = await spawnOwn(t, ['sleep', '60']);
    const identity = identityOf(pid) ?? assert.fail('not seen');
    assert.equal(await processes.signal({ ...identity, startTime: '1' }, 'TERM'), false);
    assert.equal(await processes.signal(identity, 'TERM'), true);
    await until('it is gone', () => processes.livenessOf(identity) === 'dead');
    assert.equal(await processes.signal(identity, 'TERM'), false);
  });
});
