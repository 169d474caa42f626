import type { Instant } from '../core/instant.ts';
import type { Policy } from '../core/observation.ts';
import { callbacksOf } from './addressees.ts';
import type { Done } from './chores.ts';
import type { PostMemory, State, World } from './world.ts';

/** Remembers what is to be told from now on, where somebody is to be told; else nothing is loaded. */
export async function openPost(world: World, state: State): Promise<PostMemory | undefined> {
  if (!world.post || callbacksOf(world).length === 0) return undefined;
  const { freshPost } = await import('./deliver.ts');
  state.post ??= freshPost(world, await world.post.load());
  return state.post;
}

/** Tells callbacks what is to be told. */
export async function tellCallbacks(
  world: World,
  state: State,
  _policy: Policy,
  now: Instant,
): Promise<Done> {
  const memory = await openPost(world, state);
  if (!memory) return { acts: 0 };
  const { deliver } = await import('./deliver.ts');
  return deliver(world, state, memory, now);
}
