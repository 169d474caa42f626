import { layout } from '../../core/layout.ts';
import { taskIdOf } from '../../core/task.ts';
import { formatBytes } from '../../lib/bytes.ts';
import { alignColumns } from '../../lib/columns.ts';
import { formatDuration } from '../../lib/duration.ts';
import { formatMoment } from '../../lib/moment.ts';
import { oneLine } from '../../lib/text.ts';
import { type Due, standing } from '../../operations/standing.ts';
import { type Fact, factLines } from '../print/facts.ts';
import { printJson } from '../print/json.ts';
import { exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

/** `orchestra daemon status` */
export async function showDaemon({ context, terminal, json }: Stage): Promise<number> {
  const seen = await standing(context);
  if (json) printJson(terminal, seen);
  else {
    const facts = factsOf(seen, context.store.root, Date.parse(context.clock.now().at));
    const lines = factLines(facts, painter(terminal.color), terminal.columns());
    terminal.out([headline(seen), ...lines, ''].join('\n'));
  }
  return seen.is === 'conducting' ? exits.ok : exits.failed;
}

type Seen = Awaited<ReturnType<typeof standing>>;

function headline(seen: Seen): string {
  if (seen.is === 'absent') return 'nobody conducts';
  if (seen.is === 'crashed') return `${seen.who} conducted, and is gone`;
  return `${seen.who} conducts (${seen.kind}, since ${seen.since})`;
}

function factsOf(seen: Seen, root: string, nowMs: number): Fact[] {
  const { running, pending, awaiting, blocked, next } = seen;
  const work = alignColumns(
    running.map(({ number, agent, title, elapsedMs = 0 }) => [
      taskIdOf(number),
      oneLine(agent),
      formatDuration(elapsedMs),
      oneLine(title),
    ]),
    { gap: 2 },
  );
  const waiting = [
    [pending, 'pending'],
    [awaiting, 'awaiting a person'],
    [blocked, 'blocked'],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  const memory = seen.is === 'conducting' ? seen.memoryBytes : undefined;
  return [
    ['running', work.join('\n') || undefined],
    ['waiting', waiting.join(', ') || undefined],
    ['next', next && wordsOf(next, nowMs)],
    ['memory', memory === undefined ? undefined : formatBytes(memory)],
    ['log', seen.is === 'absent' ? undefined : `${root}/${layout.conductorLog}`],
  ];
}

const verbs = {
  start: 'may start',
  deadline: 'has used up its time',
  schedule: 'starts a task',
} as const;

function wordsOf({ task, schedule = '', is, at }: Due, nowMs: number): string {
  const who = task === undefined ? `schedule ${schedule}` : taskIdOf(task);
  return `${who} ${verbs[is]}: ${formatMoment(at, nowMs)}`;
}
