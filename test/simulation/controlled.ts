import {
  type Controls,
  controlOf,
  type Controlled as Limited,
  noControls,
} from '../../src/core/controls.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import type { Promises } from './promises.ts';
import type { Rule } from './rules.ts';

interface Known {
  readonly broken: (rule: Rule, message: string) => void;
  readonly wishOf: Promises['wishOf'];
  /** `controls.json` as processes see it. */
  readonly read: () => Controls | undefined;
}

type Subject = readonly [what: Limited, name?: string | undefined];

/** What people have paused and limited, and what of that they were told. */
export function createControlled({ broken, wishOf, read }: Known) {
  let now: Controls = noControls;
  /** As it was when the last wish was answered; what was changed since is promised to nobody yet. */
  let told: Controls = noControls;
  /** As it was before a write whose fsync failed: who wrote it was refused, and goes on from there. */
  let unsure: Controls | undefined;
  let isInDoubt = false;
  const once = (message: string) => broken('wishes are carried out once', message);

  return {
    saw(isFirm: boolean): void {
      const next = read();
      if (!next) return;
      const wrong = wrongIn(now, next, wishOf);
      const isWrong = wrong !== undefined && (!unsure || wrongIn(unsure, next, wishOf));
      if (isWrong && !isInDoubt) broken('wishes are carried out once', wrong);
      unsure = isFirm ? undefined : (unsure ?? now);
      now = next;
    },
    /** Who was followed unseen has written what it knew. */
    doubt(): void {
      isInDoubt = true;
    },
    answered(order: string): void {
      if (!now.by.includes(order) && !isInDoubt)
        once(`the control ${order} is answered, and nothing has changed`);
      told = now;
    },
    powerCut(): void {
      const left = read() ?? noControls;
      const lost = told.by.find((order) => now.by.includes(order) && !left.by.includes(order));
      if (lost !== undefined && !isInDoubt)
        broken('durable is durable', `after a power cut the control ${lost} is forgotten`);
      now = left;
      unsure = undefined;
    },
    /** What is paused, and has been since the last answer, so that this task may not start. */
    whyKept(task: TaskRecord): string | undefined {
      if (isInDoubt) return undefined;
      const paused = subjectsOf(task).find((one) =>
        [told, now].every((controls) => controlOf(controls, ...both(one))?.paused),
      );
      return paused && `${paused.filter((word) => word !== undefined).join(' ')} is paused`;
    },
    /** The limits of this task that hold now, and did at the last answer: of whom, and how many. */
    limitsOn: (task: TaskRecord): (readonly [Subject, number])[] =>
      isInDoubt
        ? []
        : subjectsOf(task).map((one) => {
            const own = one[0] === 'queue' ? queueMax : Number.POSITIVE_INFINITY;
            const limits = [told, now].map(
              (all) => controlOf(all, ...both(one))?.maxParallel ?? own,
            );
            return [one, Math.max(...limits)];
          }),
  };
}

export type Controlled = ReturnType<typeof createControlled>;

/** As the settings of the simulated workspace say. */
const queueMax = 3;

const both = ([what, name]: Subject) => [what, name] as const;

const subjectsOf = ({ agent, group }: TaskRecord): Subject[] => [
  ['queue'],
  ['agent', agent],
  ...(group === undefined ? [] : [['group', group] as const]),
];

/** One wish at a time changes what it names, as it says, and nothing else; else what is wrong. */
function wrongIn(before: Controls, now: Controls, wishOf: Promises['wishOf']): string | undefined {
  const [order, ...others] = now.by.filter((one) => !before.by.includes(one));
  // Written once more, so that it is there to stay, they are what they were.
  if (JSON.stringify(now) === JSON.stringify(before)) return undefined;
  const wish = order === undefined ? undefined : wishOf(order);
  if (wish?.kind !== 'control' || others.length > 0)
    return `controls change by ${[order, ...others].join() || 'nobody'}`;
  for (const [what, name] of subjectsIn(before, now)) {
    const isMeant = wish.what === what && (what === 'queue' || wish.name === name);
    const was = controlOf(before, what, name);
    const is = controlOf(now, what, name);
    const paused = (isMeant ? wish.paused : undefined) ?? was?.paused !== undefined;
    const limit = (isMeant ? wish.maxParallel : undefined) ?? was?.maxParallel ?? 0;
    if ((is?.paused !== undefined) !== paused || (is?.maxParallel ?? 0) !== limit)
      return `the control ${order} makes ${what} ${name} ${JSON.stringify(is)}`;
  }
  return undefined;
}

const subjectsIn = (...all: readonly Controls[]): Subject[] => [
  ['queue'],
  ...all.flatMap(({ groups }) => Object.keys(groups).map((name) => ['group', name] as const)),
  ...all.flatMap(({ agents }) => Object.keys(agents).map((name) => ['agent', name] as const)),
];
