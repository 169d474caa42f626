import { it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { createWake } from '../../src/adapters/wake.ts';

const longMs = 3_600_000;

it('a nudge before a sleep, one in it, and one in the next each end their own', {
  timeout: 10_000,
}, async () => {
  const wake = createWake();
  wake.nudge();
  const first = wake.sleep(longMs);
  wake.nudge();
  await first;
  const second = wake.sleep(longMs);
  await setImmediate();
  await setImmediate();
  wake.nudge();
  await second;
  wake.close();
});

it('two sleeps at once end both, by a nudge or by their time', { timeout: 10_000 }, async () => {
  const wake = createWake();
  const both = Promise.all([wake.sleep(longMs), wake.sleep(longMs)]);
  wake.nudge();
  await both;
  await Promise.all([wake.sleep(1), wake.sleep(2)]);
  wake.close();
});
