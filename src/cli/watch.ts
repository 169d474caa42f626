import { layout } from '../core/layout.ts';
import { isSettled, queueFolders } from '../core/vocabulary.ts';
import { oneLine } from '../lib/text.ts';
import { status as operation, type StatusOutput } from '../operations/status.ts';
import { printJsonLine } from './print/json.ts';
import { printStatus } from './print/status.ts';
import { openScreen } from './screen.ts';
import { exits, type Stage } from './stage.ts';
import { painter } from './style.ts';

const frameMs = 1_000;
/** Nobody reads faster, and who conducts beside us has better things to do. */
const frameLeastMs = 100;
/** The last two are Ctrl-C and Ctrl-D. */
const quitKeys = ['q', 'Q', '\x03', '\x04'];

type Input = Parameters<typeof operation.run>[1];

/** Shows the table until q, Ctrl-C, or for ever; piped, a line for each change. */
export async function watchStatus(stage: Stage, input: Input): Promise<number> {
  await showWhile(stage, input, new Promise(() => undefined), { quits: true });
  return exits.ok;
}

export interface Watching {
  /** Whether a key ends it. */
  readonly quits: boolean;
  /** With these, all that end are told in the end; in lines, none of the others that ended before. */
  readonly of?: ReadonlySet<number>;
}

/** Shows what happens until `end` settles, or a person quits. */
export async function showWhile(
  stage: Stage,
  input: Input,
  end: Promise<unknown>,
  { quits, of }: Watching,
): Promise<void> {
  const over = new AbortController();
  const stop = () => over.abort();
  const interrupted = stage.listenForInterruption();
  if (interrupted.aborted) stop();
  interrupted.addEventListener('abort', stop, { once: true });
  end.then(stop, stop);
  const whole = { ...input, finished: Math.max(input.finished, of?.size ?? 0) };
  const view = stage.json
    ? recorder(stage)
    : stage.terminal.hasScreen
      ? screen(stage, quits ? stop : undefined)
      : ticker(stage, of ? await othersEnded(stage, whole, of) : []);
  try {
    for (let last: StatusOutput | undefined; !over.signal.aborted; ) {
      last = await lookAgain(stage, input, last);
      view.draw(last);
      await changeOrTick(stage, over.signal);
    }
  } finally {
    view.close(); // Before anything that may fail: the terminal is somebody's.
  }
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

interface View {
  draw(status: StatusOutput): void;
  close(): void;
  /** What stays to be read. */
  leave(last: StatusOutput): void;
}

function screen({ terminal, context }: Stage, quit: (() => void) | undefined): View {
  const paint = painter(terminal.color);
  // Who listens to keys hears Ctrl-C as one of them; else it stays the signal that it is.
  const deafen = quit
    ? terminal.onKey((typed) => [...typed].some((key) => quitKeys.includes(key)) && quit())
    : undefined;
  const { paint: show, close } = openScreen(terminal, () => context.wake.nudge());
  const footer = paint(
    'dim',
    quit && terminal.isInteractive ? 'q quits' : 'Ctrl-C leaves; agents go on',
  );
  return {
    draw(status) {
      const text = printStatus(status, paint, terminal.columns());
      show([...fitHeight(text, terminal.rows() - 2), '', footer]);
    },
    close() {
      close();
      deafen?.();
    },
    leave: (last) => terminal.out(printStatus(last, paint, terminal.columns())),
  };
}

/** Cuts what ended longest ago, and keeps what is said below the table. */
export function fitHeight(text: string, rows: number): string[] {
  const lines = text.trimEnd().split('\n');
  const gap = lines.indexOf('');
  const table = gap < 0 ? lines : lines.slice(0, gap);
  const below = lines.slice(table.length);
  const room = Math.max(2, rows - below.length);
  return [...table.slice(0, room), ...below].slice(0, Math.max(1, rows));
}

/** Plain lines, one for each change of a task since `before`. */
function ticker({ terminal }: Stage, before: StatusOutput['tasks']): View {
  const seen = new Map<number, string>();
  changes(before, seen);
  const draw = ({ tasks }: StatusOutput) => {
    for (const line of changes(tasks, seen)) terminal.out(`${line}\n`);
  };
  return { draw, close: () => undefined, leave: draw };
}

/** All of it for a program, a line for each change; that time passes is none. */
function recorder({ terminal }: Stage): View {
  let last: string | undefined;
  const draw = (status: StatusOutput) => {
    const now = JSON.stringify(status, (key, value) => (key === 'elapsedMs' ? undefined : value));
    if (now !== last) printJsonLine(terminal, status);
    last = now;
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

/** Until something changes on the disk, and never longer than a second: times tick. */
async function changeOrTick({ context }: Stage, over: AbortSignal): Promise<void> {
  const { root } = context.store;
  const dueMs = context.clock.now().monotonicMs + frameLeastMs;
  const restMs = () => dueMs - context.clock.now().monotonicMs;
  const folders = [...queueFolders.map(layout.queue), layout.finished];
  context.wake.watch(folders.map((folder) => `${root}/${folder}`));
  if (over.aborted) return;
  const nudge = () => context.wake.nudge();
  over.addEventListener('abort', nudge, { once: true });
  await context.wake.sleep(frameMs);
  while (restMs() > 0 && !over.aborted) await context.wake.sleep(restMs());
  over.removeEventListener('abort', nudge);
}
