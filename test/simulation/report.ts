import { settledStatuses } from '../../src/core/vocabulary.ts';
import { describeEvent, type Event } from './events.ts';
import { type History, liveHistory, replay } from './history.ts';
import type { Mutant } from './mutants.ts';
import type { Violation } from './rules.ts';
import { shrink } from './shrink.ts';

const shrinkingMs = 20_000;

/** The shortest history found that breaks the same promise, with what was done in it. */
export async function reportOf(seed: number, history: History, mutant?: Mutant): Promise<string> {
  const { events, violation } = history;
  if (!violation) return 'nothing was wrong';
  const until = performance.now() + shrinkingMs;
  const kind = kindOf(violation);
  const shortest = await shrink(
    events,
    async (some) => kindOf((await replay(seed, some, mutant)).violation) === kind,
    () => performance.now() > until,
  );
  const lines: string[] = [];
  const again = await replay(seed, shortest, mutant, (event, { conductors }) => {
    lines.push(describeEvent(event));
    const one = event.do === 'turn' && conductors.get(event.conductor);
    if (!one) return;
    for (const effect of one.hand.done) lines.push(`           ${effect}`);
    if (one.end) lines.push(`           and it ${one.end.as === 'killed' ? 'dies' : one.end.as}`);
  });
  const { rule, message } = again.violation ?? violation;
  return [
    `seed ${seed}: "${rule}" is broken at step ${violation.step}: ${message}`,
    `${shortest.length} of ${events.length} events are enough:`,
    ...lines,
  ].join('\n');
}

/**
 * What is wrong in words that stay the same when other events are left out: without numbers,
 * paths, lists of ends, and who it was that did it.
 */
export function kindOf(violation: Violation | undefined): string | undefined {
  if (!violation) return undefined;
  const [told = ''] = violation.message.split('\n');
  const words = told
    .replace(/[{["].*$/, '')
    .replaceAll(/\S*[/\d]\S*/g, '')
    .match(/[A-Za-z]{2,}/g);
  const kept = (words ?? []).filter((word) => !passing.has(word));
  return `${violation.rule}: ${[...new Set(kept)].join(' ')}`;
}

const passing: ReadonlySet<string> = new Set([
  ...settledStatuses,
  ...['undefined', 'background', 'rest', 'visitor', 'heir'],
]);

/** Lives a history; throws its shortest form where it breaks a promise. */
export async function mustHold(
  seed: number,
  steps: number,
  before: readonly Event[] = [],
): Promise<History> {
  const history = await liveHistory(seed, steps, undefined, before);
  if (history.violation) throw new Error(await reportOf(seed, history));
  return history;
}

/** Lives these events, and throws where they break a promise. */
export async function mustHoldAlways(seed: number, events: readonly Event[]): Promise<History> {
  const history = await replay(seed, events);
  if (history.violation) throw new Error(await reportOf(seed, history));
  return history;
}
