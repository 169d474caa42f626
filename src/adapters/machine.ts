import { freemem, loadavg } from 'node:os';
import type { Machine } from '../core/resources.ts';

/** This machine. Memory that caches could give back counts as free, as the kernel tells it. */
export const machine: Machine = {
  look: () => ({ freeMemoryBytes: freemem(), load: loadavg()[0] ?? 0 }),
};
