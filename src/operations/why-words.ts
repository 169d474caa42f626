import type { Standing, Wanted } from '../core/dependency.ts';
import type { Obstacle } from '../core/obstacle.ts';
import { pauseOf } from '../core/pause.ts';
import type { Crowd } from '../core/places.ts';
import type { Request } from '../core/request.ts';
import type { TaskRecord } from '../core/task.ts';
import type { Reason, SettledStatus } from '../core/vocabulary.ts';
import { formatBytes } from '../lib/bytes.ts';
import { formatMoment } from '../lib/moment.ts';
import { firstLine } from '../lib/text.ts';
import { wayOutOf } from './request-view.ts';

/** What kinds of reasons there are, obstacles of the scheduler and what is in nobody's way. */
export const impediments = [
  'draft',
  'hold',
  'approval',
  'dependency',
  'paused',
  'until',
  'backoff',
  'full',
  'scarce',
  'crowded',
  'conductor',
  'config',
  'cancelled',
  'person',
  'running',
  'settled',
  'nothing',
] as const;

/** One reason why a task does not run now. */
export type Impediment =
  | Exclude<Obstacle, { is: 'full' }>
  | (Extract<Obstacle, { is: 'full' }> & { readonly before?: readonly number[] })
  | { readonly is: 'conductor' | 'cancelled' | 'running' | 'nothing' }
  | { readonly is: 'person'; readonly request?: Request }
  | { readonly is: 'config'; readonly message: string }
  | {
      readonly is: 'settled';
      readonly outcome: {
        readonly status: SettledStatus;
        readonly reason?: Reason;
        readonly message?: string;
      };
    };

export interface Told {
  readonly says: string;
  readonly wayOut?: string;
  readonly tasks: number[];
}

/** A reason in one sentence, with what a person can do about it. `nowMs` is the wall clock. */
export function tell(task: TaskRecord, one: Impediment, nowMs: number): Told {
  const { number, agent } = task;
  const moment = (ms: number) => formatMoment(new Date(ms).toISOString(), nowMs);
  const plain = (says: string, wayOut?: string): Told => ({
    says,
    ...(wayOut !== undefined && { wayOut }),
    tasks: [],
  });
  switch (one.is) {
    case 'draft':
      return plain('it is a draft', `orchestra enqueue ${number}`);
    case 'hold':
      return plain('it is held', `orchestra release ${number}`);
    case 'approval':
      return plain('it waits for approval', `orchestra approve ${number}`);
    case 'dependency':
      return { ...ofDependency(one), tasks: [one.task] };
    case 'paused':
      return plain(
        `${subject(one)} is paused by ${one.by} since ${formatMoment(one.at, nowMs)}`,
        `orchestra resume${flagOf(one)}`,
      );
    case 'until':
      return plain(`not before ${moment(one.atMs)}`, `orchestra edit ${number} --clear delay`);
    case 'backoff':
      return plain(
        `${becauseOf(one.reason)}; it is tried again at ${moment(one.atMs)}`,
        `orchestra edit ${number} --clear delay`,
      );
    case 'full':
      return ofLimit(one, number);
    case 'scarce':
      return plain(
        one.what === 'load'
          ? `the load of the machine is ${one.has.toFixed(2)}, and may be ${one.wants}`
          : `${formatBytes(one.has)} of memory are free, and ${formatBytes(one.wants)} are asked for`,
        ofItself(task, one),
      );
    case 'crowded':
      return plain(ofCrowd(one), 'orchestra status --everywhere');
    case 'conductor':
      return plain('nobody conducts', 'orchestra run, or orchestra daemon start');
    case 'config':
      return plain(`the config cannot be used: ${firstLine(one.message)}`, 'orchestra doctor');
    case 'cancelled':
      return plain('it is being cancelled');
    case 'person':
      return one.request
        ? plain(`its agent asks: ${firstLine(one.request.question)}`, wayOutOf(one.request))
        : plain('its agent waits for an answer', 'orchestra requests');
    case 'running':
      return ofRun(task, nowMs);
    case 'settled':
      return ofEnd(one.outcome, number);
    case 'nothing':
      return plain(`nothing is in its way: ${agent} starts at any moment`);
  }
}

function ofRun(task: TaskRecord, nowMs: number): Told {
  const pause = pauseOf(task);
  if (!pause)
    return { says: 'it is running', wayOut: `orchestra logs ${task.number} --follow`, tasks: [] };
  const by = pause.by === undefined ? '' : ` by ${pause.by}`;
  const since = formatMoment(pause.since.at, nowMs);
  return {
    says: `it has begun, and is paused${by} since ${since}`,
    wayOut: `orchestra resume ${task.number}`,
    tasks: [],
  };
}

function ofDependency(one: {
  task: number;
  wants: Wanted;
  standing: Standing;
}): Omit<Told, 'tasks'> {
  const { task, wants, standing } = one;
  const wanted = { success: 'complete', end: 'end', failure: 'fail' }[wants];
  if (standing === 'open')
    return { says: `task ${task} has yet to ${wanted}`, wayOut: `orchestra why ${task}` };
  const is = standing === 'missing' ? 'is gone' : stood[standing];
  return standing === 'missing'
    ? { says: `task ${task} ${is}, and would have had to ${wanted}` }
    : { says: `task ${task} ${is}, and has to ${wanted}`, wayOut: `orchestra retry ${task}` };
}

const stood = { complete: 'is complete', failed: 'failed', cancelled: 'was cancelled' };

function ofLimit(one: Extract<Impediment, { is: 'full' }>, number: number): Told {
  const { limit, running, before = [] } = one;
  const waiting = before.filter((other) => !running.includes(other));
  const says = [
    `${subject(one)}: ${running.length} of ${limit} running${listed(running)}`,
    ...(waiting.length > 0 ? [`${waiting.length} before it${listed(waiting)}`] : []),
  ];
  const more = `orchestra parallel ${limit + 1}${flagOf(one)}`;
  return {
    says: says.join(', '),
    wayOut: waiting.length > 0 ? `${more}, or orchestra priority ${number} 10` : more,
    tasks: [...running, ...waiting],
  };
}

function ofCrowd({ limit, taken, ahead, problem }: Crowd): string {
  if (problem !== undefined) return `machineMaxParallel cannot be kept: ${problem}`;
  const names = [...new Set(taken.map(({ name }) => name))];
  const counted = names.map((name) => ({
    name,
    count: taken.filter((one) => one.name === name).length,
  }));
  const by = counted
    .sort((a, b) => b.count - a.count)
    .map(({ name, count }) => `${count} by ${name}`)
    .join(', ');
  const who = by === '' ? '' : `: ${by}`;
  if (taken.length > limit)
    return `${taken.length} agents run on this machine, and ${limit} may${who}`;
  if (taken.length === limit)
    return limit === 1
      ? `the only place of this machine is taken${who}`
      : `all ${limit} places of this machine are taken${who}`;
  const others = ahead === 1 ? 'another workspace has' : `${ahead} other workspaces have`;
  return `${others} waited longer, and ${taken.length} of ${limit} places of this machine are taken${who}`;
}

/** What the task itself asks for can be taken back; what a run or the config asks for cannot, here. */
function ofItself(
  { number, needs }: TaskRecord,
  { what, wants }: Extract<Obstacle, { is: 'scarce' }>,
): string | undefined {
  if (what === 'load')
    return needs?.maxLoad === wants ? `orchestra edit ${number} --clear max-load` : undefined;
  return needs?.minFreeMemoryBytes === wants
    ? `orchestra edit ${number} --clear min-free-memory`
    : undefined;
}

/** Of many, the first few. */
const namedMax = 8;
function listed(numbers: readonly number[]): string {
  if (numbers.length === 0) return '';
  const more = numbers.length > namedMax ? ` and ${numbers.length - namedMax} more` : '';
  return ` (${numbers.slice(0, namedMax).join(', ')}${more})`;
}

const subject = ({ what, name = '' }: Extract<Obstacle, { what: 'queue' | 'group' | 'agent' }>) =>
  what === 'queue' ? 'the queue' : `${what} ${name}`;

const flagOf = ({ what, name = '' }: Extract<Obstacle, { what: 'queue' | 'group' | 'agent' }>) =>
  what === 'queue' ? '' : ` --${what} ${name}`;

const becauseOf = (reason: Reason | undefined): string =>
  reason === 'rate_limit'
    ? 'it is rate-limited'
    : `its last attempt failed${reason ? ` (${reason})` : ''}`;

function ofEnd(
  { status, reason, message }: Extract<Impediment, { is: 'settled' }>['outcome'],
  number: number,
): Told {
  const how = reason ? `${status} (${reason})` : status;
  const said = message === undefined ? '' : `: ${firstLine(message)}`;
  // What it waited for comes first: retried, that brings it back as well.
  const first = /^task (\d+), /.exec(reason === 'dependency' ? (message ?? '') : '')?.[1];
  const other = first === undefined ? undefined : Number(first);
  return {
    says: `it is ${how}${said}`,
    wayOut: `orchestra retry ${other ?? number}`,
    tasks: other === undefined ? [] : [other],
  };
}
