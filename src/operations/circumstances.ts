import { noControls } from '../core/controls.ts';
import type { Standing } from '../core/dependency.ts';
import type { Obstacle } from '../core/obstacle.ts';
import type { Circumstances } from '../core/projection.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';

/** What the status of a task depends on, as the files tell; each is read when it is asked for. */
export const circumstancesOf = ({ store, clock }: Context): Circumstances => ({
  nowMs: Date.parse(clock.now().at),
  // A record that cannot be read may yet say anything; one that was removed never will.
  standing: (other) =>
    readQuietly(() => store.tasks.read(other)?.settled?.status ?? missing(store, other)) ?? 'open',
  get controls() {
    return readQuietly(store.controls.read) ?? noControls;
  },
});

const missing = ({ tasks }: Context['store'], number: number): Standing =>
  tasks.isTaken(number) ? 'open' : 'missing';

/** What a task waits for, in a word for tables: a task, a request, a name or a time. */
export function nameOf(obstacle: Obstacle): string | undefined {
  switch (obstacle.is) {
    case 'dependency':
      return String(obstacle.task);
    case 'paused':
      return obstacle.what === 'queue' ? undefined : obstacle.name;
    case 'until':
    case 'backoff':
      return new Date(obstacle.atMs).toISOString();
    default:
      return undefined;
  }
}
