import { layout } from '../core/layout.ts';
import { isSettled, queueFolders } from '../core/vocabulary.ts';
import { oneLine } from '../lib/text.ts';
import { status as operation, type StatusOutput } from '../operations/status.ts';
import { ringing } from './bell.ts';
import { printStatus } from './print/status.ts';
import { exits, type Stage } from './stage.ts';
import { painter } from './style.ts';
import { keepShowing, recordView, screenView, type View } from './view.ts';

const folders = [...queueFolders.map(layout.queue), layout.finished];

type Input = Parameters<typeof operation.run>[1];

/** Shows the table until q, Ctrl-C, or for ever; piped, a line for each change. */
export async function watchStatus(
  stage: Stage,
  { bell = false, ...input }: Input & { readonly bell?: boolean },
): Promise<number> {
  await showWhile(stage, input, new Promise(() => undefined), { quits: true, bell });
  return exits.ok;
}

export interface Watching {
  /** Whether a key ends it. */
  readonly quits: boolean;
  /** Whether it rings when tasks end or wait for a person. */
  readonly bell?: boolean;
  /** With these, all that end are told in the end; in lines, none of the others that ended before. */
  readonly of?: ReadonlySet<number>;
}

/** Shows what happens until `end` settles, or a person quits. */
export async function showWhile(
  stage: Stage,
  input: Input,
  end: Promise<unknown>,
  { quits, of, bell = false }: Watching,
): Promise<void> {
  const over = new AbortController();
  const stop = () => over.abort();
  end.then(stop, stop);
  const whole = { ...input, finished: Math.max(input.finished, of?.size ?? 0) };
  const { terminal } = stage;
  const print = (status: StatusOutput) =>
    printStatus(status, painter(terminal.color), terminal.columns());
  const view: View<StatusOutput> = stage.json
    ? recordView(stage)
    : terminal.hasScreen
      ? screenView(stage, print, quits ? stop : undefined)
      : ticker(stage, of ? await othersEnded(stage, whole, of) : []);
  let last: StatusOutput | undefined;
  const look = async () => {
    last = await lookAgain(stage, input, last);
    return last;
  };
  await keepShowing(stage, bell ? ringing(stage, view) : view, look, folders, over);
  view.leave(await operation.run(stage.context, whole));
}

async function othersEnded({ context }: Stage, whole: Input, of: ReadonlySet<number>) {
  const { tasks } = await operation.run(context, whole);
  return tasks.filter(({ number, status }) => isSettled(status) && !of.has(number));
}

/** At least what has ended since the last look; opening every record each time would be dear. */
async function lookAgain({ context }: Stage, input: Input, last: StatusOutput | undefined) {
  const now = await operation.run(context, input);
  const ended = last ? endedIn(now) - endedIn(last) : 0;
  return ended > input.finished ? operation.run(context, { ...input, finished: ended }) : now;
}

const endedIn = ({ counts }: StatusOutput): number =>
  counts.complete + counts.failed + counts.cancelled;

/** Plain lines, one for each change of a task since `before`. */
function ticker({ terminal }: Stage, before: StatusOutput['tasks']): View<StatusOutput> {
  const seen = new Map<number, string>();
  changes(before, seen);
  const draw = ({ tasks }: StatusOutput) => {
    for (const line of changes(tasks, seen)) terminal.out(`${line}\n`);
  };
  return { draw, close: () => undefined, leave: draw };
}

/** A line for each task whose state is another than `seen`, which then knows it. */
export function changes(tasks: StatusOutput['tasks'], seen: Map<number, string>): string[] {
  return [...tasks]
    .sort((a, b) => a.number - b.number)
    .flatMap(({ number, id, status, reason, attempt, title }) => {
      const state = `${reason ? `${status} (${reason})` : status}${attempt > 1 ? `, try ${attempt}` : ''}`;
      if (seen.get(number) === state) return [];
      seen.set(number, state);
      return [`${id}  ${state}  ${oneLine(title)}`];
    });
}
