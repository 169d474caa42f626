import { liveRunOf } from '../../src/core/task.ts';
import type { Dice } from './dice.ts';
import type { Event } from './events.ts';
import type { Fate } from './fate.ts';
import { type Place, places } from './machine.ts';
import type { Names } from './names.ts';
import { changeOf, controlOf, limits, wanted, wantedLine } from './wants.ts';
import type { SimulatedWorld } from './world.ts';

type Doing = Event extends infer E ? (E extends unknown ? Omit<E, 'id'> : never) : never;
type Kind = Event['do'];

const liveMax = 7;
const conductorsMax = 3;

/** What may happen next, by chance: it depends on the dice and on what there is. */
export function imagine(world: SimulatedWorld, names: Names, dice: Dice, id: number): Event {
  const { runs, model } = world;
  const living = world.living().map(({ name }) => name);
  const { records, open: openTasks } = model.books;
  const nameOf = (task: number) => names.of(records.get(task) ?? { number: task }) ?? [];
  const open = openTasks.size;
  const known = [...new Set([...names.latest(), ...[...openTasks].flatMap(nameOf)])];
  const waiting = [...openTasks]
    .filter((one) => !liveRunOf(records.get(one) ?? { runs: [] }))
    .flatMap(nameOf);
  const running = runs.active().flatMap((run) => nameOf(run.task));
  const isFine = world.condition === 'fine';
  // Now and then there is little to do, so that somebody leaves.
  const isQuiet = id % 200 > 100;

  const weights: (readonly [number, Kind])[] = [
    [living.length > 0 ? 50 : 0, 'turn'],
    [living.length < conductorsMax ? (living.length === 0 ? 12 : 2) : 0, 'conduct'],
    [open < (isQuiet ? 1 : liveMax) ? 10 : 0, 'start'],
    [open < (isQuiet ? 0 : liveMax / 2) ? 1 : 0, 'batch'],
    [names.parked.size > 0 ? 4 : 0, 'enter'],
    [known.length > 0 ? 4 : 0, 'cancel'],
    [known.length > 0 ? (isQuiet ? 1 : 4) : 0, 'retry'],
    [known.length > 0 ? 1 : 0, 'touch'],
    [1, 'look'],
    [living.length > 0 ? (isQuiet ? 0.5 : 4) : 0, 'kill'],
    [living.length > 0 ? (isQuiet ? 0.5 : 2) : 0, 'abort'],
    [living.length > 0 ? (isQuiet ? 0.5 : 2) : 0, 'drain'],
    [running.length > 0 ? (isQuiet ? 40 : 20) : 0, 'shim'],
    [running.length > 0 ? (isQuiet ? 30 : 12) : 0, 'exit'],
    [running.length > 0 ? 8 : 0, 'say'],
    [running.length > 0 ? 1 : 0, 'forge'],
    [running.length > 0 ? 4 : 0, 'escape'],
    [running.length > 0 ? 1 : 0, 'help'],
    [running.length > 0 ? 3 : 0, 'mood'],
    [running.length > 0 ? 3 : 0, 'lose'],
    [2, 'answer'],
    [known.length > 0 ? 2 : 0, 'clean'],
    [known.length > 0 ? 3 : 0, 'archive'],
    [known.length > 0 ? 3 : 0, 'timeout'],
    [1, 'control'],
    [running.length > 0 ? 2 : 0, 'pause'],
    [known.length > 0 ? 2 : 0, 'change'],
    [waiting.length > 1 ? 1 : 0, 'switch'],
    [16, 'time'],
    [1, 'clock'],
    [isFine ? 1 : 6, 'disk'],
    [isFine ? 0.5 : 0, 'power'],
  ];
  const rolled = dice.weighed(weights.map(([weight, kind]) => [weight * 2, kind] as const));
  return { id, ...doing(rolled ?? 'time') } as Event;

  function doing(kind: Kind): Doing {
    const run = () => dice.pick(running) ?? '';
    const task = () => dice.pick(known) ?? '';
    const waiter = () => (dice.oneIn(4) ? task() : (dice.pick(waiting) ?? task()));
    const conductor = () => dice.pick(living) ?? '';
    switch (kind) {
      case 'start':
        return {
          do: kind,
          task: wanted(dice, known),
          place: place(dice),
          ...(dice.oneIn(6) && mishap(6, meanwhile.start)),
          isSlow: dice.oneIn(8),
        };
      case 'enter':
        return { do: kind, task: dice.pick([...names.parked.keys()]) ?? '' };
      case 'batch': {
        const tasks = Array.from({ length: 1 + dice.below(4) }, () => wantedLine(dice, known));
        return { do: kind, tasks, place: place(dice) };
      }
      case 'cancel':
      case 'retry':
        return {
          do: kind,
          task: task(),
          place: place(dice),
          ...doomed(10),
        };
      case 'clean':
      case 'archive': {
        const tasks = [...new Set(Array.from({ length: 1 + dice.below(4) }, task))];
        return { do: kind, tasks, place: place(dice), ...doomed(10) };
      }
      case 'timeout':
        return {
          do: kind,
          task: dice.oneIn(4) ? task() : (dice.pick(running) ?? task()),
          ...dice.pick(limits),
          place: place(dice),
          ...doomed(10),
        };
      case 'touch':
        return { do: kind, task: task() };
      case 'answer':
        return { do: kind, nth: dice.below(4), approves: !dice.oneIn(4), place: place(dice) };
      case 'control':
        return { do: kind, ...controlOf(dice), place: place(dice), ...doomed(10) };
      case 'pause': {
        const paused = dice.oneIn(2);
        return { do: kind, task: run(), paused, place: place(dice), ...doomed(10) };
      }
      case 'change': {
        const tasks = [...new Set(Array.from({ length: 1 + dice.below(2) }, waiter))];
        const change = changeOf(dice, known);
        return { do: kind, tasks, change, place: place(dice), ...doomed(10) };
      }
      case 'switch':
        return { do: kind, tasks: [waiter(), waiter()], place: place(dice), ...doomed(10) };
      case 'look':
        return { do: kind, place: place(dice) };
      case 'conduct': {
        const purpose = dice.weighed([
          [4, 'run'],
          [3, 'once'],
          [2, 'background'],
          [1, 'daemon'],
          [1, 'force'],
        ] as const);
        return {
          do: kind,
          purpose: purpose ?? 'run',
          place: place(dice),
          reusesPid: dice.oneIn(2),
        };
      }
      case 'turn':
        return {
          do: kind,
          conductor: conductor(),
          pauses: dice.oneIn(4),
          ...(dice.oneIn(isQuiet ? 2 : 3) && mishap(30, meanwhile.turn)),
        };
      case 'kill':
      case 'abort':
      case 'drain':
        return { do: kind, conductor: conductor() };
      case 'shim':
      case 'escape':
      case 'help':
        return { do: kind, run: run() };
      case 'exit':
        return { do: kind, run: run(), exit: dice.oneIn(2) ? 0 : dice.below(256) };
      case 'say':
        return { do: kind, run: run(), what: dice.pick(['done', 'error', 'ask', 'words']) };
      case 'forge':
        return { do: kind, run: run(), task: task(), kind: dice.pick(['done', 'error']) };
      case 'mood':
        return { do: kind, run: run(), mood: dice.pick(['dies', 'deaf', 'exits 0']) };
      case 'lose':
        return { do: kind, run: run(), what: dice.pick(['shim', 'shim', 'all']) };
      case 'time':
        return {
          do: kind,
          ms: dice.pick([dice.below(500), dice.below(3_000), dice.below(20_000)]),
        };
      case 'clock': {
        const isSuspended = dice.oneIn(2);
        const ms = dice.below(7_200_000) - (isSuspended ? 0 : 3_600_000);
        return { do: kind, place: place(dice), ms, isSuspended };
      }
      case 'disk':
        return {
          do: kind,
          condition: isFine
            ? dice.pick(['full', 'read-only', 'closed tasks', 'closed runs', 'closed queue'])
            : 'fine',
        };
      default:
        return { do: 'power' };
    }
  }

  function doomed(times: number) {
    return dice.oneIn(times) && { fate: fate(dice, 3) };
  }

  /** What goes wrong in the middle of something, and who comes in between. */
  function mishap(effectsMax: number, kinds: (typeof meanwhile)[keyof typeof meanwhile]) {
    const doom = fate(dice, effectsMax);
    if (doom.is !== 'others first') return { fate: doom };
    const events = Array.from({ length: 1 + dice.below(3) }, (_, nth) => {
      const kind = dice.weighed<Kind>(kinds) ?? 'time';
      // Names of what is made in the middle of an event lie between it and the next.
      return { id: id + (nth + 1) / 10, ...doing(kind) } as Event;
    });
    return { fate: doom, meanwhile: events };
  }
}

/** What may happen in the middle of a conductor's turn, and of somebody's start. */
const meanwhile = {
  turn: [
    [24, 'start'],
    [3, 'cancel'],
    [3, 'retry'],
    [1, 'batch'],
    [1, 'clean'],
    [1, 'archive'],
    [1, 'timeout'],
    [1, 'control'],
    [1, 'pause'],
    [1, 'change'],
    [4, 'exit'],
    [4, 'shim'],
    [3, 'say'],
    [2, 'lose'],
    [2, 'escape'],
    [2, 'time'],
    [1, 'kill'],
    [1, 'power'],
  ],
  start: [
    [6, 'start'],
    [1, 'shim'],
    [1, 'power'],
  ],
} as const;

const place = (dice: Dice): Place => (dice.oneIn(4) ? dice.pick(places) : 'here');

function fate(dice: Dice, effectsMax: number): Fate {
  const is = dice.weighed<Fate['is']>([
    [8, 'killed before'],
    [8, 'killed after'],
    [1, 'cut off within'],
    [3, 'refused'],
    [2, 'not synced'],
    [2, 'cannot read'],
    [16, 'others first'],
  ]);
  // Much of what is done is short: leaving is three effects.
  const at = 1 + dice.below(dice.pick([4, effectsMax]));
  return { at, is: is ?? 'killed before' };
}
