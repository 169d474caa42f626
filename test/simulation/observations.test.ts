import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meetObservations } from '../support/observations.ts';

test('every observation of a run yields at most one decision, and a lawful one', () => {
  const count = meetObservations(1);
  assert.ok(count > 1_000_000, `${count} observations`);
});
