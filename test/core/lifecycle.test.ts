import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LifeEvent, lifecycle, next } from '../../src/core/lifecycle.ts';
import { isSettled, type Status, statuses } from '../../src/core/vocabulary.ts';

const eventsOf = (status: Status): [event: string, to: Status][] =>
  Object.entries(lifecycle[status]);
const events = [...new Set(statuses.flatMap((one) => eventsOf(one).map(([event]) => event)))];

test('the table is the only truth', () => {
  for (const status of statuses)
    for (const event of events) {
      const told = Object.fromEntries(eventsOf(status))[event];
      assert.equal(next(status, event as LifeEvent), told, `${event} from ${status}`);
    }
});

for (const status of statuses.filter(isSettled))
  test(`${status} is left by a retry only`, () =>
    assert.deepEqual(eventsOf(status), [['retry', 'pending']]));

for (const status of statuses.filter((one) => !isSettled(one)))
  test(`${status} can be cancelled`, () => assert.equal(next(status, 'cancel'), 'cancelled'));

test('a run begins where a task is pending, and nowhere else', () =>
  assert.deepEqual(
    statuses.filter((status) => next(status, 'start')),
    ['pending'],
  ));

test('only what has run succeeds', () =>
  assert.deepEqual(
    statuses.filter((status) => next(status, 'succeed')),
    ['awaiting', 'running'],
  ));

for (const from of statuses)
  test(`from ${from} every status but draft can still be reached`, () => {
    const reached = new Set<Status>([from]);
    for (const status of reached) for (const [, to] of eventsOf(status)) reached.add(to);
    assert.deepEqual(
      [...reached].filter((one) => one !== 'draft').sort(),
      [...statuses].filter((one) => one !== 'draft').sort(),
    );
    assert.equal(reached.has('draft'), from === 'draft');
  });
