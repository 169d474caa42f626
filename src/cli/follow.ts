import { StringDecoder } from 'node:string_decoder';
import type { AgentEvent } from '../core/events.ts';
import { layout } from '../core/layout.ts';
import { spawnMs, standingOf } from '../core/lock.ts';
import type { ReadLine } from '../core/ports.ts';
import { liveRunOf, type TaskRecord } from '../core/task.ts';
import { failReasons } from '../core/vocabulary.ts';
import { boolean, type Infer, object, oneOf, optional, string } from '../lib/schema.ts';
import { harmless } from '../lib/text.ts';
import { readQuietly } from '../operations/read-quietly.ts';
import type { Beginning } from './log-tail.ts';
import type { Stage } from './stage.ts';

const chunkBytes = 256 * 1024;
const pollMs = 200;

/** What `logs --json` prints, a line for each. */
export const logLines = {
  event: object(
    {
      type: oneOf(
        [
          'session.started',
          'message',
          'thinking',
          'tool.called',
          'tool.finished',
          'retry',
          'warning',
          'finished',
        ],
        'What happened.',
      ),
      session: optional(string('Of session.started: its id, in the words of the agent CLI.')),
      model: optional(string('Of session.started: the model, where it is told.')),
      text: optional(
        string('What was said: of message, thinking, retry, warning; mostly of finished.'),
      ),
      tool: optional(string('Of tool.called and tool.finished: which.')),
      detail: optional(string('Of tool.called and tool.finished: with what, or what came of it.')),
      ok: optional(boolean('Of tool.finished and finished: whether it went well.')),
      reason: optional(oneOf(failReasons, 'Of finished: why it did not go well.')),
    },
    'An event, of an agent whose output is understood (its `format`).',
  ),
  plain: object(
    { stream: oneOf(['stdout', 'stderr'], 'Where it was said.'), text: string('A line.') },
    'A line of output; also of stdout, of an agent whose output is not understood.',
  ),
};
type LogLine = Infer<typeof logLines.event> | Infer<typeof logLines.plain>;

export interface LogChoice {
  readonly stream: 'stdout' | 'stderr';
  readonly raw: boolean;
  /** Only this many of the last lines that are there already. */
  readonly last?: number | undefined;
}

/**
 * Shows what a task's runs say, one after the other, until the task is finished. `keep` is called
 * again and again by who wants it to finish; who only looks ends when nothing can happen any more.
 */
export async function followTask(
  stage: Stage,
  number: number,
  choice: LogChoice,
  keep?: () => Promise<unknown>,
): Promise<void> {
  const { store, wake, clock } = stage.context;
  const interrupted = stage.listenForInterruption();
  let aloneSince: number | undefined;
  let shown: { run: number; read: () => boolean } | undefined;
  let { last } = choice;
  while (!interrupted.aborted) {
    const task = store.tasks.read(number);
    const run = task?.runs.at(-1)?.run;
    if (run !== undefined && run !== shown?.run) {
      shown?.read();
      shown = { run, read: await createTail(stage, run, { ...choice, last }) };
    }
    last = undefined; // What comes from now on is new.
    const nowMs = clock.now().monotonicMs;
    aloneSince = task && !keep && isLeftAlone(stage, task) ? (aloneSince ?? nowMs) : undefined;
    const isGivenUp = aloneSince !== undefined && nowMs - aloneSince >= spawnMs;
    const isOver = !task || task.settled !== undefined || isGivenUp;
    while (shown?.read()); // All there is.
    if (isOver) return;
    await keep?.();
    wake.watch([
      `${store.root}/${layout.tasks}`,
      ...(run === undefined ? [] : [store.runs.folder(run)]),
    ]);
    await wake.sleep(pollMs);
  }
}

/** True when nobody conducts, and no agent is at work either. */
function isLeftAlone({ context: { store } }: Stage, task: TaskRecord): boolean {
  if (standingOf(store.lock.look()) === 'held') return false;
  const run = liveRunOf(task);
  return !run || store.runs.exit(run.run) !== undefined;
}

/** Reads on where it stopped and shows it; false when there was nothing new. */
export async function createTail(
  stage: Stage,
  run: number,
  { stream, raw, last }: LogChoice,
): Promise<() => boolean> {
  const { store } = stage.context;
  const render = raw ? undefined : await rendererFor(stage, run, stream);
  const decoder = new StringDecoder('utf8');
  let { offset, skipped } = await beginning();
  let rest = '';
  return () => {
    const bytes = store.runs.output(run, stream, offset, chunkBytes);
    offset += bytes.length;
    if (!render) {
      stage.terminal.out(bytes);
      return bytes.length > 0;
    }
    const lines = (rest + decoder.write(bytes)).split('\n');
    rest = lines.pop() ?? '';
    // Asked once: it may end between two answers, and its last words would be lost.
    if (bytes.length === 0 && rest !== '' && isOver()) {
      lines.push(rest);
      rest = '';
    }
    for (const line of lines) stage.terminal.out(remaining(render(line)));
    return bytes.length > 0;
  };

  async function beginning(): Promise<Beginning> {
    if (last === undefined) return { offset: 0, skipped: 0 };
    const { lastRaw, lastShown } = await import('./log-tail.ts');
    const written = {
      isOver: isOver(), // Before the size: what it says last is then in it.
      size: store.runs.size(run, stream),
      readAt: (at: number, bytesMax: number) => store.runs.output(run, stream, at, bytesMax),
    };
    return render ? lastShown(written, last, render) : lastRaw(written, last);
  }

  /** What is left of text in whole lines when those to be left out are gone. */
  function remaining(text: string): string {
    let from = 0;
    for (; skipped > 0 && from < text.length; skipped -= 1) from = text.indexOf('\n', from) + 1;
    return text.slice(from);
  }

  function isOver(): boolean {
    return store.runs.exit(run) !== undefined;
  }
}

/** What a line of output looks like: told events where the CLI's language is known. */
async function rendererFor(
  stage: Stage,
  run: number,
  stream: LogChoice['stream'],
): Promise<(line: string) => string> {
  const { store, agents } = stage.context;
  const format = stream === 'stdout' ? readQuietly(() => store.runs.spec(run))?.format : undefined;
  // What an agent prints must not move the cursor or set the title of our terminal.
  const disarm = stage.terminal.isTerminal ? harmless : (line: string) => line;
  const lineOf = (value: LogLine) => `${JSON.stringify(value)}\n`;
  if (format === undefined)
    return (text) => (stage.json ? lineOf({ stream, text }) : `${disarm(text)}\n`);
  const readLine: ReadLine = (await agents()).readerOf(format);
  if (stage.json) return (line) => readLine(line).map(lineOf).join('');
  return (line) => {
    const told = readLine(line).flatMap(renderEvent);
    return told.map((one) => `${disarm(one)}\n`).join('');
  };
}

function renderEvent(event: AgentEvent): string[] {
  switch (event.type) {
    case 'message':
      return [event.text];
    case 'tool.called':
      return [`$ ${event.tool}: ${event.detail}`];
    case 'tool.finished':
      return event.detail === '' ? [] : event.detail.split('\n').map((line) => `  ${line}`);
    case 'retry':
    case 'warning':
      return [`! ${event.text}`];
    case 'finished':
      return event.ok ? [] : [`✖ ${event.text ?? 'it failed'}`];
    default:
      return [];
  }
}
