import { Failure } from '../core/failure.ts';
import type { Intent, IntentOf, IntentResult } from '../core/intent.ts';
import { protocolVersion, taskIdOf } from '../core/task.ts';
import { answer } from './answer.ts';
import { archive } from './archive.ts';
import { expandBatch } from './batch.ts';
import { change, liveTask } from './change.ts';
import { changeTasks } from './changes.ts';
import { clean } from './clean.ts';
import { control } from './controls.ts';
import { readTask } from './discover.ts';
import { pauseRuns } from './pause.ts';
import { recover } from './recover.ts';
import { retryTasks } from './retry.ts';
import { noteFired } from './schedules.ts';
import { switchPlaces } from './switch.ts';
import { changeTimeout } from './timeout.ts';
import type { State, World } from './world.ts';

export interface Handled {
  readonly order: string;
  readonly intent: Intent;
  readonly results: IntentResult[];
}

/**
 * Carries out every open wish, oldest first. Their answers are filed by `answerAll` after all
 * their effects, so a wish may be met again, half done: what it changed names it, and is only
 * answered then.
 */
export async function handleWishes(
  world: World,
  state: State,
  apart: (act: () => void | Promise<void>) => Promise<void>,
): Promise<Handled[]> {
  const handled: Handled[] = [];
  for (const order of world.store.intents.open())
    await apart(async () => {
      if (wasAnswered(world, order)) return;
      const intent = readWish(world, order);
      if (!intent) return;
      world.log(`intent ${order}: ${intent.kind}`);
      handled.push({ order, intent, results: await carryOutOrRefuse(world, state, order, intent) });
    });
  return handled;
}

/**
 * A power cut brings back a wish that was taken away, and its batch would be made twice. Where its
 * answer is damaged, it is carried out again: no effect is had twice.
 */
function wasAnswered(world: World, order: string): boolean {
  const { intents } = world.store;
  try {
    const answered = intents.answered(order);
    if (answered) intents.answer(order, answered);
    return answered !== undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code === 'unavailable' && error.cause !== undefined) throw error;
    world.warn(error.message);
    if (error.code !== 'invalid') {
      intents.close(order); // A later version has answered it.
      return true;
    }
    const isSpent = isSpentBatch(world, order);
    if (isSpent) intents.quarantine(order); // First: without its answer it would pass for a new one.
    intents.quarantineAnswer(order);
    return isSpent;
  }
}

/** The plan goes last of all: a batch that was answered and has none is over, and was brought back. */
function isSpentBatch(world: World, order: string): boolean {
  if (readWish(world, order)?.kind !== 'batch') return false;
  try {
    return world.store.intents.plan(order) === undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return false; // It is there.
  }
}

/** Files the answers; last of all. */
export function answerAll(world: World, handled: readonly Handled[]): void {
  for (const { order, intent, results } of handled)
    world.store.intents.answer(order, {
      version: protocolVersion,
      intent,
      at: world.clock.now().at,
      results,
    });
}

/** A wish, or undefined: a damaged one is put aside, one of another version stays. */
export function readWish(world: World, order: string): Intent | undefined {
  try {
    return world.store.intents.read(order);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.warn(error.message);
    if (error.code === 'invalid') world.store.intents.quarantine(order);
    return undefined;
  }
}

/** What a wish is about may be damaged; that is an answer, and no reason to hold up all others. */
async function carryOutOrRefuse(
  world: World,
  state: State,
  order: string,
  intent: Intent,
): Promise<IntentResult[]> {
  try {
    return await carryOut(world, state, order, intent);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'invalid') throw error;
    world.warn(error.message);
    return [{ ok: 'no', message: error.message }];
  }
}

function carryOut(
  world: World,
  state: State,
  order: string,
  intent: Intent,
): IntentResult[] | Promise<IntentResult[]> {
  switch (intent.kind) {
    case 'cancel':
      return intent.tasks.map((task) => cancelOne(world, state, task, order, intent.message));
    case 'retry':
      return retryTasks(world, state, intent, order);
    case 'batch':
      return batch(world, state, intent, order);
    case 'clean':
      return clean(world, state, intent.tasks);
    case 'archive':
      return archive(world, state, intent.tasks);
    case 'timeout':
      return [changeTimeout(world, state, intent, order)];
    case 'control':
      return [control(world, state, intent, order)];
    case 'pause':
      return pauseRuns(world, state, intent, order);
    case 'change':
      return changeTasks(world, state, intent, order);
    case 'switch':
      return switchPlaces(world, state, intent, order);
    case 'deliver':
      return import('./deliver-again.ts').then(({ deliverAgain }) =>
        deliverAgain(world, state, intent.deliveries),
      );
    case 'recover':
      return recover(world, state, intent);
    case 'answer':
      return [answer(world, state, intent, order)];
  }
}

function batch(
  world: World,
  state: State,
  intent: IntentOf<'batch'>,
  order: string,
): IntentResult[] {
  const results = expandBatch(world, state, intent, order);
  noteFired(world, state, intent, results);
  return results;
}

/** Records the wish to cancel a live task; its run is stopped in the same pass. */
export function cancelOne(
  world: World,
  state: State,
  number: number,
  by: string,
  message?: string,
): IntentResult {
  const live = liveTask(world, state, number);
  if (!live) return isOver(world, state, number, by);
  // Met again after a crash it is only answered: a person may have asked for another run since.
  if (!live.task.cancelled && !live.task.by.includes(by)) {
    const why = message !== undefined && { message };
    const cancelled = { by, at: world.clock.now().at, ...why };
    change(world, live, by, { ...live.task, cancelled });
  }
  const becomes = live.run ? 'is being stopped' : 'is cancelled';
  return { ok: 'yes', task: number, message: `${taskIdOf(number)} ${becomes}` };
}

/** What is not live any more cannot be cancelled; met again after a crash, it was. */
function isOver(world: World, state: State, number: number, by: string): IntentResult {
  const task = readTask(world, state, number);
  if (!task) return { ok: 'no', task: number, message: `there is no ${taskIdOf(number)}` };
  const status = task.settled?.status ?? 'gone';
  return task.by.includes(by)
    ? { ok: 'yes', task: number, message: `${taskIdOf(number)} is ${status}` }
    : { ok: 'no', task: number, message: `${taskIdOf(number)} is already ${status}` };
}
