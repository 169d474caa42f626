import type { Callback } from '../core/callback.ts';
import { Failure } from '../core/failure.ts';
import type { World } from './world.ts';

/** Whom to tell what; nobody, where no config can be read. */
export function callbacksOf({ agents }: World): readonly Callback[] {
  try {
    return agents.settings().callbacks;
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}
