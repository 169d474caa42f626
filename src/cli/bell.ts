import type { StatusOutput } from '../operations/status.ts';
import type { Stage } from './stage.ts';
import type { View } from './view.ts';

/** Rings once: on the screen that is looked at, else where messages go. */
export function ring({ terminal }: Stage): void {
  if (terminal.hasScreen) terminal.out('\x07');
  else terminal.err('\x07');
}

/** The same view, which rings whenever tasks have ended, or wait for a person. */
export function ringing(stage: Stage, view: View<StatusOutput>): View<StatusOutput> {
  let before: StatusOutput | undefined;
  return {
    ...view,
    draw(seen) {
      view.draw(seen);
      if (before && isNews(before, seen)) ring(stage);
      before = seen;
    },
  };
}

function isNews(before: StatusOutput, now: StatusOutput): boolean {
  const asked = new Set(awaiting(before));
  return endedIn(now) > endedIn(before) || awaiting(now).some((number) => !asked.has(number));
}

/** Of how many, so that it holds also of those that are not shown. */
const endedIn = ({ counts }: StatusOutput): number =>
  counts.complete + counts.failed + counts.cancelled;

const awaiting = ({ tasks }: StatusOutput): number[] =>
  tasks.filter(({ status }) => status === 'awaiting').map(({ number }) => number);
