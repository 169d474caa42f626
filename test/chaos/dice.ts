import { fractionOf } from '../../src/lib/fraction.ts';

/** Dice that fall the same way for the same seed. */
export interface Dice {
  /** A number in [0, 1). */
  fraction(): number;
  /** True this often. */
  chance(probability: number): boolean;
  /** A whole number between two, both included. */
  between(least: number, most: number): number;
  /** All of these in a random order; the heavier, the sooner. */
  shuffled<T extends string>(weights: Readonly<Record<T, number>>): T[];
  /** One of these; nothing where there are none. */
  oneOf<T>(choices: readonly T[]): T | undefined;
}

/** Dice of their own for each purpose: how often one is rolled changes nothing for the others. */
export function rollFrom(seed: string): Dice {
  let rolls = 0;
  const fraction = (): number => fractionOf(`${seed}/${++rolls}`);
  const between = (least: number, most: number): number =>
    least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    between,
    chance: (probability) => fraction() < probability,
    oneOf: (choices) => choices[Math.floor(fraction() * choices.length)],
    shuffled: (weights) =>
      (Object.entries<number>(weights) as [keyof typeof weights, number][])
        .map(([name, weight]) => ({ name, key: fraction() ** (1 / weight) }))
        .sort((a, b) => b.key - a.key)
        .map(({ name }) => name),
  };
}
