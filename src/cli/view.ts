import { printJsonLine } from './print/json.ts';
import { openScreen } from './screen.ts';
import type { Stage } from './stage.ts';
import { painter } from './style.ts';

const frameMs = 1_000;
/** Nobody reads faster, and who conducts beside us has better things to do. */
const frameLeastMs = 100;
/** The last two are Ctrl-C and Ctrl-D. */
const quitKeys = ['q', 'Q', '\x03', '\x04'];

/** What is seen, shown. */
export interface View<T> {
  draw(seen: T): void;
  close(): void;
  /** What stays to be read. */
  leave(last: T): void;
}

/** Looks and shows, whenever something below `folders` changes, until it is over or interrupted. */
export async function keepShowing<T>(
  stage: Stage,
  view: View<T>,
  look: () => Promise<T>,
  folders: readonly string[],
  over: AbortController,
): Promise<void> {
  const interrupted = stage.listenForInterruption();
  const stop = () => over.abort();
  if (interrupted.aborted) stop();
  interrupted.addEventListener('abort', stop, { once: true });
  try {
    while (!over.signal.aborted) {
      view.draw(await look());
      await changeOrTick(stage, folders, over.signal);
    }
  } finally {
    view.close(); // Before anything that may fail: the terminal is somebody's.
  }
}

/** The whole screen, painted over; with `quit`, keys end it. */
export function screenView<T>(
  { terminal, context }: Stage,
  print: (seen: T) => string,
  quit: (() => void) | undefined,
): View<T> {
  // Who listens to keys hears Ctrl-C as one of them; else it stays the signal that it is.
  const deafen = quit
    ? terminal.onKey((typed) => [...typed].some((key) => quitKeys.includes(key)) && quit())
    : undefined;
  const { paint: show, close } = openScreen(terminal, () => context.wake.nudge());
  const footer = painter(terminal.color)(
    'dim',
    quit && terminal.isInteractive ? 'q quits' : 'Ctrl-C leaves; agents go on',
  );
  return {
    draw: (seen) => show([...fitHeight(print(seen), terminal.rows() - 2), '', footer]),
    close() {
      close();
      deafen?.();
    },
    leave: (last) => terminal.out(print(last)),
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

/** All of it for a program, a line for each change; that time passes is none. */
export function recordView<T>({ terminal }: Stage): View<T> {
  let last: string | undefined;
  const draw = (seen: T) => {
    const now = JSON.stringify(seen, (key, value) => (key === 'elapsedMs' ? undefined : value));
    if (now !== last) printJsonLine(terminal, seen as object);
    last = now;
  };
  return { draw, close: () => undefined, leave: draw };
}

/** Until something changes on the disk, and never longer than a second: times tick. */
async function changeOrTick(
  { context }: Stage,
  folders: readonly string[],
  over: AbortSignal,
): Promise<void> {
  const { root } = context.store;
  const dueMs = context.clock.now().monotonicMs + frameLeastMs;
  const restMs = () => dueMs - context.clock.now().monotonicMs;
  context.wake.watch(folders.map((folder) => `${root}/${folder}`));
  if (over.aborted) return;
  const nudge = () => context.wake.nudge();
  over.addEventListener('abort', nudge, { once: true });
  await context.wake.sleep(frameMs);
  while (restMs() > 0 && !over.aborted) await context.wake.sleep(restMs());
  over.removeEventListener('abort', nudge);
}
