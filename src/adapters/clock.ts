import type { Clock } from '../core/ports.ts';

/** The clocks of this machine; `bootId` says which boot the monotonic one belongs to. */
export const createClock = (bootId: string): Clock => ({
  now: () => ({
    bootId,
    // One clock for all processes of a boot; it stands still while the machine is suspended.
    monotonicMs: Math.floor(Number(process.hrtime.bigint() / 1_000_000n)),
    at: new Date(Date.now()).toISOString(),
  }),
  // The global is loaded when used; node:crypto would be by every command, most of which throw no dice.
  random: (bytes) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex'),
});
