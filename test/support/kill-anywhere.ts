import assert from 'node:assert/strict';
import { Killed, killAt } from './deaths.ts';
import type { FakeConductor, FakeWorld } from './fake-world.ts';

/**
 * One conductor opens the books, makes so many passes and leaves, in a fresh world each time: first
 * unharmed, then killed on both sides of each of its effects and followed by another one. What
 * came out is checked every time. Answers with the names of the effects.
 */
export async function killAnywhere(
  make: () => Promise<FakeWorld>,
  check: (fake: FakeWorld) => void | Promise<void>,
  passes = 1,
): Promise<readonly string[]> {
  const effects: string[] = [];
  const unharmed = await make();
  await pass(unharmed.conductor(killAt(effects, undefined)), passes);
  await check(unharmed);
  for (let effect = 1; effect <= effects.length; effect += 1)
    for (const when of ['before', 'after'] as const)
      try {
        const fake = await make();
        await die(fake, when, effect, passes);
        await pass(fake.conductor(), passes);
        await check(fake);
      } catch (error) {
        const where = `killed ${when} effect ${effect}, ${effects[effect - 1]}`;
        (error as Error).message = `${where}: ${(error as Error).message}`;
        throw error;
      }
  return effects;
}

async function pass(conductor: FakeConductor, passes: number): Promise<void> {
  for (let made = 0; made < passes; made += 1) await conductor.tick();
  conductor.leave();
}

async function die(
  fake: FakeWorld,
  when: 'before' | 'after',
  effect: number,
  passes: number,
): Promise<void> {
  let conductor: FakeConductor | undefined;
  try {
    conductor = fake.conductor(killAt([], { when, effect }));
    await pass(conductor, passes);
    assert.fail('nobody was killed');
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    conductor?.die();
  }
}
