import { fractionOf } from '../../src/lib/fraction.ts';
import { Killed, killAt } from './deaths.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from './fake-world.ts';

/** A random life of a workspace: the same for the same seed, whatever machine plays it. */
export interface History {
  readonly fake: FakeWorld;
  /** How often a conductor was killed in the middle of something. */
  readonly kills: number;
  /** Lets one thing happen, and says what. */
  step(): Promise<string>;
  /** One pass of a conductor that nobody kills. */
  tick(): Promise<boolean>;
  /** Kills who conducts, so that the next one takes over. */
  kill(): void;
  /** The runs that have processes. */
  live(): FakeWorld['launcher']['runs'];
}

/** Begins one. */
export function beginHistory(seed: number): History {
  const fake = createFakeWorld();
  const dice = createDice(seed);
  let tasks = 0;
  let kills = 0;
  let conductor: FakeConductor | undefined;

  const kill = (): void => {
    conductor?.die();
    conductor = undefined;
  };
  const unlessKilled = async (act: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      kills += 1;
      kill();
      return true;
    }
  };
  const conduct = (isDoomed: boolean): Promise<boolean> =>
    unlessKilled(() => {
      const at = { when: dice.pick(['before', 'after'] as const), effect: 1 + dice.below(40) };
      conductor ??= fake.conductor(isDoomed ? killAt([], at) : undefined);
      return conductor.tick();
    });
  const leave = (): Promise<boolean> =>
    unlessKilled(async () => {
      conductor?.leave();
      conductor = undefined;
      return true;
    });
  const live = () => fake.launcher.runs.filter(({ state, strays }) => state !== 'over' || strays);
  const withRun = (act: (token: string, folder: string) => void): void => {
    const running = live().filter(({ opened, state }) => opened && state !== 'over');
    const run = dice.pick(running);
    if (run) act(run.command.token, run.folder);
  };
  const someTask = (): number => 1 + dice.below(tasks);

  /** What may happen, and how often it does. */
  const happenings: readonly (readonly [weight: number, what: string, act: () => unknown])[] = [
    [40, 'a pass', () => conduct(false)],
    [25, 'a doomed pass', () => conduct(true)],
    [12, 'a kill', kill],
    [3, 'leaving', leave],
    [14, 'a new task', () => fake.start(newTask(dice, ++tasks))],
    [2, 'half a new task', () => halfStart(fake, newTask(dice, ++tasks))],
    [6, 'a cancel', () => tasks && fake.wish({ kind: 'cancel', tasks: [someTask()] })],
    [6, 'a retry', () => tasks && fake.wish({ kind: 'retry', task: someTask() })],
    [10, 'success', () => withRun((token) => fake.launcher.end(token, 0))],
    [10, 'failure', () => withRun((token) => fake.launcher.end(token, 1 + dice.below(255)))],
    [4, 'done', () => withRun((_, folder) => fake.disk.put(`${folder}/out/done`, 'well'))],
    [3, 'error', () => withRun((_, folder) => fake.disk.put(`${folder}/out/error`, 'ill'))],
    [3, 'vanishing', () => withRun((token) => fake.launcher.vanish(token))],
    [3, 'a stray', () => withRun((token) => fake.launcher.escape(token))],
    [2, 'deafness', () => withRun((token) => fake.launcher.deafen(token))],
    [20, 'time', () => fake.clock.pass(dice.below(20_000))],
  ];
  const total = happenings.reduce((sum, [weight]) => sum + weight, 0);

  return {
    fake,
    get kills() {
      return kills;
    },
    async step() {
      let roll = dice.below(total);
      for (const [weight, what, act] of happenings) {
        roll -= weight;
        if (roll >= 0) continue;
        await act();
        return what;
      }
      return 'nothing';
    },
    tick: () => conduct(false),
    kill,
    live,
  };
}

interface Dice {
  /** A whole number from 0 on, below the limit. */
  below(limit: number): number;
  pick<T>(all: readonly [T, ...T[]]): T;
  pick<T>(all: readonly T[]): T | undefined;
}

function createDice(seed: number): Dice {
  let rolls = 0;
  const below = (limit: number): number => {
    rolls += 1;
    return Math.floor(fractionOf(`${seed}/${rolls}`) * limit);
  };
  return { below, pick: <T>(all: readonly T[]) => all[below(all.length)] as T };
}

/** A creator that is killed between the record and its queue entry. */
function halfStart(fake: FakeWorld, wanted: Parameters<FakeWorld['start']>[0]): void {
  const { number } = fake.start(wanted);
  const entry = fake.store.queue.live('pending').find((one) => one.number === number);
  if (entry) fake.store.queue.leave('pending', entry.order);
}

function newTask(dice: Dice, number: number): Parameters<FakeWorld['start']>[0] {
  const retries = dice.below(3);
  return {
    prompt: `work ${number}`,
    priority: dice.below(3) - 1,
    retry: { retries, delayMs: dice.pick([0, 5_000]) },
    ...(dice.below(3) === 0 && { timeoutMs: 10_000 }),
    ...(number > 1 && dice.below(4) === 0 && { after: [1 + dice.below(number - 1)] }),
  };
}
