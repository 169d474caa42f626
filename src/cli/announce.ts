import { type Paused, pausesIn } from '../core/controls.ts';
import type { Terminal } from '../core/ports.ts';
import { taskIdOf } from '../core/task.ts';
import { oneLine, truncate } from '../lib/text.ts';
import { controlsOf } from '../operations/controlled.ts';
import { readQuietly } from '../operations/read-quietly.ts';
import type { TaskView } from '../operations/show-task.ts';
import { pausedNote } from './print/controls.ts';
import type { Stage } from './stage.ts';

/** Tells of a task that was just queued: one line, or its id alone. */
export function announce(
  { out, columns }: Terminal,
  { id, agent, title }: { readonly id: string; readonly agent: string; readonly title: string },
  quiet: boolean,
): void {
  const line = quiet ? id : `${id}  ${agent}  ${oneLine(title)}`;
  out(`${truncate(line, columns() ?? Infinity)}\n`);
}

/** Said once, with the first task of all; tables mark every one that no real agent does. */
export function noteSimulated(
  { err }: Terminal,
  tasks: readonly {
    readonly number: number;
    readonly agent: string;
    readonly simulated: boolean;
  }[],
): void {
  const first = tasks.find(({ number }) => number === 1);
  if (first?.simulated && first.agent !== 'simulated')
    err(`note: no real agent is set up, so ${first.agent} is simulated; see orchestra init\n`);
}

/** Said of those that do not start before a person has approved them. */
export function noteApproval({ err }: Pick<Terminal, 'err'>, numbers: readonly number[]): void {
  const [first, ...others] = numbers;
  if (first === undefined) return;
  if (others.length > 0) err(`note: ${numbers.length} wait for approval: orchestra requests\n`);
  else err(`note: ${taskIdOf(first)} waits for approval: orchestra approve ${first}\n`);
}

/** Said where nothing comes of it for now, with what helps. */
export function noteWaiting(
  { err }: Pick<Terminal, 'err'>,
  { id, number, status, reason }: TaskView,
  isThere: boolean,
): void {
  if (isThere) err(`note: ${id} has that key and is ${status}: nothing was queued\n`);
  else if (status === 'draft') err(`note: a draft; orchestra enqueue ${number} queues it\n`);
  else if (reason === 'hold') err(`note: it is held; orchestra release ${number} lets it go\n`);
  else if (reason === 'approval') noteApproval({ err }, [number]);
}

/** Said to who queues or waits for what is kept from starting; without tasks, all that is paused. */
export function notePauses(
  { terminal, context }: Stage,
  tasks?: readonly { readonly agent: string; readonly group?: string }[],
): void {
  const isConcerned = ({ what, name }: Paused) =>
    !tasks || what === 'queue' || tasks.some((task) => task[what] === name);
  for (const one of pausesIn(controlsOf(context)).filter(isConcerned))
    terminal.err(`note: ${pausedNote(one)}\n`);
}

/** Said to who waits for what goes on only when a person says so. */
export function noteKept({ terminal, context }: Stage, awaited: readonly number[]): void {
  const { queue, tasks } = context.store;
  const isAwaited = new Set(awaited);
  const among = (folder: 'blocked' | 'awaiting') =>
    queue.live(folder).flatMap(({ number }) => (isAwaited.has(number) ? [number] : []));
  const held = among('blocked').filter((number) => readQuietly(() => tasks.read(number))?.hold);
  const asking = among('awaiting');
  const some = (numbers: readonly number[], is: string, are: string) =>
    numbers.length === 1 ? `${taskIdOf(numbers[0] ?? 0)} ${is}` : `${numbers.length} ${are}`;
  if (held.length > 0)
    terminal.err(`note: ${some(held, 'is', 'are')} held: orchestra release ${held.join(' ')}\n`);
  if (asking.length > 0)
    terminal.err(`note: ${some(asking, 'waits', 'wait')} for a person: orchestra requests\n`);
}
