import { isOpen, type Request } from '../core/request.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';

/** Open requests by the task that they are about, the oldest first. */
export type OpenRequests = ReadonlyMap<number, readonly Request[]>;

/**
 * What people are asked. With `tasks` alone in mind it ends as soon as it knows a request of each:
 * open ones are mostly the latest.
 */
export function openRequests(
  { store }: Pick<Context, 'store'>,
  tasks?: ReadonlySet<number>,
): OpenRequests {
  const found = new Map<number, Request[]>();
  let missing = tasks?.size ?? Number.POSITIVE_INFINITY;
  for (const number of store.requests.numbers().reverse()) {
    if (missing === 0) break;
    const request = readQuietly(() => store.requests.read(number));
    if (!request || !isOpen(request)) continue;
    const known = found.get(request.task);
    if (known) known.unshift(request);
    else found.set(request.task, [request]);
    if (!known && tasks?.has(request.task)) missing -= 1;
  }
  return found;
}
