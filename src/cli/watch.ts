import { isSettled } from '../core/vocabulary.ts';
import { truncate } from '../lib/text.ts';
import { status as operation, type StatusOutput } from '../operations/status.ts';
import { printJsonLine } from './print/json.ts';
import { printStatus } from './print/status.ts';
import { exits, type Stage } from './stage.ts';
import { painter } from './style.ts';

const frameMs = 1_000;
const enter = '\x1b[?1049h\x1b[?25l';
const leave = '\x1b[?25h\x1b[?1049l';
const toTop = '\x1b[H';
const clearLine = '\x1b[K';
const clearBelow = '\x1b[J';
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
  /** With these, what of the others has ended before is not told, where it is told in lines. */
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
  const view = stage.json
    ? recorder(stage)
    : stage.terminal.isTerminal
      ? screen(stage, quits ? stop : undefined)
      : ticker(stage, of);
  try {
    while (!over.signal.aborted) {
      view.draw(await operation.run(stage.context, input));
      await changeOrTick(stage, over.signal);
    }
  } finally {
    view.close(); // Before anything that may fail: the terminal is somebody's.
  }
  view.leave(await operation.run(stage.context, input));
}

interface View {
  draw(status: StatusOutput): void;
  close(): void;
  /** What stays to be read. */
  leave(last: StatusOutput): void;
}

/** A full screen that is painted over, never cleared: nothing flickers. */
function screen({ terminal, context }: Stage, quit: (() => void) | undefined): View {
  const paint = painter(terminal.color);
  // Who listens to keys hears Ctrl-C as one of them; else it stays the signal that it is.
  const deafen = quit
    ? terminal.onKey((typed) => [...typed].some((key) => quitKeys.includes(key)) && quit())
    : undefined;
  const unsize = terminal.onResize(() => context.wake.nudge());
  const footer = paint('dim', quit ? 'q quits' : 'Ctrl-C leaves; agents go on');
  terminal.out(enter);
  return {
    draw(status) {
      const columns = terminal.columns();
      const lines = fitHeight(printStatus(status, paint, columns), terminal.rows() - 2);
      const shown = [...lines, '', footer].map((line) => truncate(line, columns));
      terminal.out(
        `${toTop}${shown.map((line) => `${line}${clearLine}`).join('\r\n')}${clearBelow}`,
      );
    },
    close() {
      deafen?.();
      unsize();
      terminal.out(leave);
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

/** Plain lines, one for each change of a task. */
function ticker({ terminal }: Stage, of: ReadonlySet<number> | undefined): View {
  const seen = new Map<number, string>();
  let isFirst = true;
  const draw = ({ tasks }: StatusOutput) => {
    if (of && isFirst)
      changes(
        tasks.filter(({ number, status }) => isSettled(status) && !of.has(number)),
        seen,
      );
    isFirst = false;
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
      return [`${id}  ${state}  ${title}`];
    });
}

/** Until something changes on the disk, and never longer than a second: times tick. */
function changeOrTick({ context }: Stage, over: AbortSignal): Promise<void> {
  const { root } = context.store;
  context.wake.watch(
    ['running', 'pending', 'blocked', 'awaiting', 'finished'].map(
      (name) => `${root}/queue/${name}`,
    ),
  );
  if (over.aborted) return Promise.resolve();
  const nudge = () => context.wake.nudge();
  over.addEventListener('abort', nudge, { once: true });
  return context.wake.sleep(frameMs).finally(() => over.removeEventListener('abort', nudge));
}
