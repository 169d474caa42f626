import type { BatchLine, KeyPolicy } from '../../src/core/batch-line.ts';
import type { Controlled } from '../../src/core/controls.ts';
import { type DependencyKind, dependencyKinds } from '../../src/core/dependency.ts';
import type { IntentOf } from '../../src/core/intent.ts';
import type { NewTask } from '../../src/core/task.ts';
import type { Purpose } from './conductors.ts';
import type { Condition, Fate } from './fate.ts';
import type { Place } from './machine.ts';
import type { SimulatedRun } from './runs.ts';

/**
 * One thing that happens. What it is about is named by the events that made it (`s12` is the task
 * of event 12, `b15/2` a line of a batch, `c7` a conductor), so that it means the same when other
 * events are left out, and nothing where what it is about was left out as well.
 */
export type Event = { readonly id: number } & (
  | {
      readonly do: 'start';
      readonly task: Wanted;
      readonly place: Place;
      readonly fate?: Fate | undefined;
      readonly meanwhile?: readonly Event[];
      /** It is parked between its record and its queue entry. */
      readonly isSlow: boolean;
    }
  | { readonly do: 'enter'; readonly task: string }
  | {
      readonly do: 'batch';
      readonly tasks: readonly Wanted[];
      readonly place: Place;
      readonly fate?: Fate | undefined;
    }
  | {
      readonly do: 'cancel' | 'retry';
      readonly task: string;
      readonly place: Place;
      readonly fate?: Fate | undefined;
    }
  | {
      readonly do: 'clean' | 'archive';
      readonly tasks: readonly string[];
      readonly place: Place;
      readonly fate?: Fate | undefined;
    }
  | {
      readonly do: 'timeout';
      readonly task: string;
      readonly mode: 'set' | 'extend';
      readonly ms: number;
      readonly place: Place;
      readonly fate?: Fate | undefined;
    }
  | {
      readonly do: 'schedule';
      readonly name: string;
      readonly cron: string;
      readonly overlap: KeyPolicy;
      readonly ifMissed: 'once' | 'skip';
    }
  | { readonly do: 'touch'; readonly task: string }
  | {
      readonly do: 'answer';
      readonly nth: number;
      /** Where the question is whether a task may start; it may, unless this says otherwise. */
      readonly approves?: boolean;
      readonly place: Place;
      readonly fate?: Fate | undefined;
    }
  | {
      readonly do: 'control';
      readonly what: Controlled;
      readonly name?: string;
      readonly exists?: boolean;
      readonly paused?: boolean;
      readonly maxParallel?: number;
      readonly place: Place;
      readonly fate?: Fate | undefined;
    }
  | {
      readonly do: 'pause';
      readonly task: string;
      readonly paused: boolean;
      readonly place: Place;
      readonly fate?: Fate | undefined;
    }
  | {
      readonly do: 'change';
      readonly tasks: readonly string[];
      readonly change: Changed;
      readonly place: Place;
      readonly fate?: Fate | undefined;
    }
  | {
      readonly do: 'switch';
      readonly tasks: readonly [string, string];
      readonly place: Place;
      readonly fate?: Fate | undefined;
    }
  | { readonly do: 'look'; readonly place: Place }
  | {
      readonly do: 'conduct';
      readonly purpose: Purpose;
      readonly place: Place;
      readonly reusesPid: boolean;
    }
  | {
      readonly do: 'turn';
      readonly conductor: string;
      readonly pauses: boolean;
      readonly fate?: Fate | undefined;
      /** What happens in the middle of it, where its fate says so. */
      readonly meanwhile?: readonly Event[];
    }
  | { readonly do: 'kill' | 'abort' | 'drain'; readonly conductor: string }
  | { readonly do: 'shim'; readonly run: string }
  | { readonly do: 'exit'; readonly run: string; readonly exit: number }
  | { readonly do: 'say'; readonly run: string; readonly what: 'done' | 'error' | 'ask' | 'words' }
  | {
      readonly do: 'forge';
      readonly run: string;
      readonly task: string;
      readonly kind: 'done' | 'error';
    }
  | { readonly do: 'escape' | 'help'; readonly run: string }
  | { readonly do: 'mood'; readonly run: string; readonly mood: SimulatedRun['mood'] }
  | { readonly do: 'lose'; readonly run: string; readonly what: 'shim' | 'all' }
  | { readonly do: 'time'; readonly ms: number }
  | {
      readonly do: 'clock';
      readonly place: Place;
      readonly ms: number;
      readonly isSuspended: boolean;
    }
  | { readonly do: 'disk'; readonly condition: Condition }
  | { readonly do: 'power' }
);

/** A task, or a line of a batch, that names those it waits for as events do. */
export type Wanted = Named<Omit<NewTask, 'cwd'>> & Pick<BatchLine, 'ifExists'>;

/** A change of a task that waits. */
export interface Changed {
  readonly set?: Partial<Named<NewTask>>;
  readonly clear?: NonNullable<IntentOf<'change'>['clear']>;
}

type Named<T> = Omit<T, DependencyKind> & { readonly [K in DependencyKind]?: readonly string[] };

/** An event as people read it. */
export function describeEvent(event: Event): string {
  return `${String(event.id).padStart(5)}  ${words(event)}`;
}

function words(event: Event): string {
  switch (event.do) {
    case 'start': {
      const isParked = event.isSlow ? ', parked' : '';
      const rest = `${from(event.place)}${isParked}${fateOf(event.fate)}${amid(event.meanwhile)}`;
      return `somebody starts task s${event.id}${wishesOf(event.task)}${rest}`;
    }
    case 'enter':
      return `who started ${event.task} goes on to its queue entry`;
    case 'batch':
      return `somebody leaves a batch b${event.id} of ${event.tasks.length}${event.tasks.map(wishesOf).join('')}${from(event.place)}${fateOf(event.fate)}`;
    case 'cancel':
    case 'retry':
      return `somebody asks to ${event.do} ${event.task}${from(event.place)}${fateOf(event.fate)}`;
    case 'clean':
    case 'archive':
      return `somebody asks to ${event.do} ${event.tasks.join(' and ')}${from(event.place)}${fateOf(event.fate)}`;
    case 'timeout': {
      const what = event.mode === 'set' ? 'may run for' : 'gets more time:';
      return `somebody says that ${event.task} ${what} ${event.ms} ms${from(event.place)}${fateOf(event.fate)}`;
    }
    case 'schedule':
      return `schedule ${event.name} is written: ${event.cron}, ${event.overlap}, ${event.ifMissed}`;
    case 'touch':
      return `somebody touches the .cancelled of ${event.task}`;
    case 'answer':
      return `somebody answers request ${event.nth}${from(event.place)}${fateOf(event.fate)}`;
    case 'control': {
      const isPaused = event.paused ? 'is paused' : 'goes on';
      const says = event.paused === undefined ? `has limit ${event.maxParallel}` : isPaused;
      const rest = `${from(event.place)}${fateOf(event.fate)}`;
      return `somebody says that ${event.what} ${event.name ?? ''} ${says}${rest}`;
    }
    case 'pause':
      return `somebody says that ${event.task} ${event.paused ? 'stands still' : 'goes on'}${from(event.place)}${fateOf(event.fate)}`;
    case 'change':
      return `somebody changes ${event.tasks.join(' and ')}: ${JSON.stringify(event.change)}${from(event.place)}${fateOf(event.fate)}`;
    case 'switch':
      return `${event.tasks.join(' and ')} are to change places${from(event.place)}${fateOf(event.fate)}`;
    case 'look':
      return `somebody looks${from(event.place)}`;
    case 'conduct':
      return `conductor c${event.id} (${event.purpose}) is spawned${from(event.place)}${
        event.reusesPid ? ', under the pid of a dead process' : ''
      }`;
    case 'turn': {
      const pauses = event.pauses ? ' to its next system call' : '';
      return `${event.conductor} goes on${pauses}${fateOf(event.fate)}${amid(event.meanwhile)}`;
    }
    case 'kill':
      return `${event.conductor} is killed`;
    case 'abort':
      return `${event.conductor} is told to leave`;
    case 'drain':
      return `${event.conductor} is told to wind up`;
    case 'shim':
      return `the shim of ${event.run} goes on`;
    case 'exit':
      return `the agent of ${event.run} exits with ${event.exit}`;
    case 'say':
      return `the agent of ${event.run} says ${event.what}`;
    case 'forge':
      return `the agent of ${event.run} leaves a .${event.kind} for ${event.task}`;
    case 'escape':
      return `a process of ${event.run} leaves its group`;
    case 'help':
      return `the agent of ${event.run} starts a helper`;
    case 'mood':
      return `the agent of ${event.run} from now on ${event.mood === 'deaf' ? 'is deaf' : event.mood} when asked to end`;
    case 'lose':
      return `${event.what === 'shim' ? 'the shim' : 'every process'} of ${event.run} is killed by a stranger`;
    case 'time':
      return `${event.ms} ms pass`;
    case 'clock':
      return event.isSuspended
        ? `the machine sleeps for ${event.ms} ms${from(event.place)}`
        : `the wall clock jumps by ${event.ms} ms${from(event.place)}`;
    case 'disk':
      return `the disk is ${event.condition}`;
    case 'power':
      return 'the power fails';
  }
}

const from = (place: Place): string => (place === 'here' ? '' : ` (${place})`);

const amid = (meanwhile: readonly Event[] = []): string =>
  meanwhile.map((one) => `; ${words(one)}`).join('');

const fateOf = (fate: Fate | undefined): string =>
  fate ? `; ${fate.is} at its effect ${fate.at}` : '';

function wishesOf({ agent, timeoutMs, retry, hold, approve, key, ...wanted }: Wanted): string {
  const told = [
    agent === 'coder' ? '' : `agent ${agent}`,
    ...dependencyKinds.map((kind) => (wanted[kind] ? `${kind} ${wanted[kind].join()}` : '')),
    timeoutMs === undefined ? '' : `${timeoutMs} ms`,
    retry ? `${retry.retries} retries` : '',
    hold ? 'held' : '',
    approve ? 'to be approved' : '',
    key === undefined ? '' : `key ${key}, ${wanted.ifExists}`,
  ].filter((one) => one !== '');
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
}
