import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  describeHolder,
  type Holder,
  LockRecord,
  missedBeatsMax,
  standingOf,
} from '../../src/core/lock.ts';
import { parse } from '../../src/lib/schema.ts';
import { at } from '../support/seen.ts';

const record: LockRecord = {
  version: 1,
  epoch: 7,
  kind: 'background',
  holder: { host: 'box', pidNamespace: 'pid:[1]', bootId: 'boot', pid: 42, startTime: '9' },
  since: at,
};
const beatMs = 5_000;
const holder = (part: Partial<Holder> = {}): Holder => ({
  record,
  released: false,
  liveness: 'alive',
  beatAgeMs: undefined,
  ...part,
});
const beating = (beatAgeMs: number | undefined, liveness: Holder['liveness'] = 'unknown') =>
  holder({ record: { ...record, heartbeatMs: beatMs }, liveness, beatAgeMs });

const cases: [name: string, holder: Holder | undefined, standing: ReturnType<typeof standingOf>][] =
  [
    ['a lock that nobody ever took is free', undefined, 'free'],
    ['a released lock is free', holder({ released: true }), 'free'],
    [
      'a released lock is free, dead or alive',
      holder({ released: true, liveness: 'dead' }),
      'free',
    ],
    ['who is alive holds', holder(), 'held'],
    ['who is proven dead has abandoned it', holder({ liveness: 'dead' }), 'abandoned'],
    [
      'who cannot be seen and has no heartbeat holds for ever',
      holder({ liveness: 'unknown' }),
      'held',
    ],
    [
      'silence of one that never promised a heartbeat proves nothing',
      holder({ liveness: 'unknown', beatAgeMs: Number.MAX_SAFE_INTEGER }),
      'held',
    ],
    ['who cannot be seen but beats holds', beating(0), 'held'],
    ['missed heartbeats are counted in full', beating(beatMs * missedBeatsMax), 'held'],
    ['too many missed heartbeats abandon it', beating(beatMs * missedBeatsMax + 1), 'abandoned'],
    ['a heartbeat whose age nobody knows holds', beating(undefined), 'held'],
    ['who is seen alive holds, however silent', beating(Number.MAX_SAFE_INTEGER, 'alive'), 'held'],
    [
      'who is proven dead has abandoned it, however late its heartbeat',
      beating(0, 'dead'),
      'abandoned',
    ],
  ];
for (const [name, seen, standing] of cases)
  test(name, () => assert.equal(standingOf(seen), standing));

test('people learn who holds it', () =>
  assert.equal(describeHolder(holder()), 'process 42 on box'));

test('a holder can be read back, and another version is refused', () => {
  assert.deepEqual(parse(LockRecord, JSON.parse(JSON.stringify(record))), {
    ok: true,
    value: record,
  });
  assert.equal(parse(LockRecord, { ...record, version: 2 }).ok, false);
  assert.equal(parse(LockRecord, { ...record, epoch: 0 }).ok, false);
});
