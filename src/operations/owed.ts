import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';

/** Whether callbacks are still to be told something; asked only where a config has any. */
export async function isOwed({ agents, post }: Context): Promise<boolean> {
  const known = await agents();
  const callbacks = readQuietly(() => known.settings().callbacks) ?? [];
  return callbacks.length > 0 && (await post()).outbox.open().length > 0;
}
