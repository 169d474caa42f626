import { isPassing } from '../../core/lock.ts';
import type { Infer } from '../../lib/schema.ts';
import { schedule as operation, type ScheduleOutput } from '../../operations/schedule.ts';
import { toldOf } from '../../operations/schedule-view.ts';
import { announce } from '../announce.ts';
import { printJson } from '../print/json.ts';
import { tellResults } from '../print/results.ts';
import { printSchedule, printSchedules } from '../print/schedules.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

type Input = Infer<typeof operation.input>;

/** `orchestra schedule [list|show|add|check|pause|resume|run|remove]` */
export const schedule: Command = {
  ...operation,
  forms: {
    'list [NAME]': 'Show what is started when: the next time of each, and what came of its last.',
    'show NAME': 'All of one: what it starts, its next five times, and its last.',
    'add NAME PROMPT…': 'Make one: .orchestra/schedules/NAME.json, which people may edit as well.',
    'check [FILE]': 'Tell what is wrong with a file, or with all that are there.',
    'pause NAME': 'Have it start nothing; its times go by.',
    'resume NAME': 'Have it go on, from now.',
    'run NAME': 'Start what it starts, now; its times stay as they are.',
    'remove NAME': 'Take its file away; what it has started goes on.',
  },
  ends: { 1: 'It was refused; or there is something wrong with what was checked.' },
  async run(stage: Stage, input: Input) {
    const { context, terminal, json } = stage;
    const answer = await operation.run(context, input);
    if (json) printJson(terminal, answer);
    else tell(stage, input, answer);
    const isWrong = input.action === 'check' && answer.problems.length > 0;
    return isWrong || answer.result?.ok === 'no' ? exits.failed : exits.ok;
  },
};

function tell(stage: Stage, { action, name }: Input, answer: ScheduleOutput): void {
  const { context, terminal } = stage;
  const paint = painter(terminal.color);
  const columns = terminal.columns();
  const nowMs = Date.parse(context.clock.now().at);
  const { schedules, problems, result, task } = answer;
  const word = action === 'check' ? 'error' : 'warning';
  for (const { path, problem } of problems) terminal.err(`${word}: ${toldOf(path, problem)}\n`);
  if (action === 'check') {
    if (problems.length === 0) terminal.out(`${counted(answer.checked ?? 0)} in order\n`);
    return;
  }
  if (result) tellResults(terminal, [result]);
  if (task) {
    announce(terminal, task, false);
    if (answer.existing) terminal.err(`note: ${task.id} has not ended: nothing was queued\n`);
    return;
  }
  const [first] = schedules;
  if (first && (action === 'show' || action === 'add'))
    terminal.out(printSchedule(first, paint, columns, nowMs));
  else if (first && action === 'list')
    terminal.out(printSchedules(schedules, paint, columns, nowMs));
  else if (action === 'list' && name === undefined && problems.length === 0)
    terminal.err(
      'there is no schedule yet: orchestra schedule add NAME --cron "0 3 * * *" "what to do"\n',
    );
  if (action !== 'pause' && schedules.some(({ paused }) => !paused))
    noteClock(stage, answer.conductor);
}

const counted = (count: number): string =>
  count === 0
    ? 'there is no schedule, and so all'
    : count === 1
      ? 'one schedule, and it is'
      : `${count} schedules, all`;

/** Said where nobody watches the clock, or not for long. */
function noteClock({ context, terminal }: Stage, conductor: ScheduleOutput['conductor']): void {
  const holder = context.store.lock.look();
  if (conductor === 'none')
    terminal.err('note: nobody conducts, so nothing starts by the clock: orchestra daemon start\n');
  else if (holder?.record.kind === 'run' && !isPassing(holder))
    terminal.err(
      'note: who conducts now leaves when its work is done; then: orchestra daemon start\n',
    );
}
