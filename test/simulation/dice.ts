/** Randomness that is the same for the same seed, on every machine. */
export interface Dice {
  /** A whole number from 0 on, below the limit. */
  below(limit: number): number;
  /** True once in so many times. */
  oneIn(times: number): boolean;
  pick<T>(all: readonly [T, ...T[]]): T;
  pick<T>(all: readonly T[]): T | undefined;
  /** One of these, as often as its weight says. */
  weighed<T>(all: readonly (readonly [weight: number, what: T])[]): T | undefined;
}

/** Dice for a seed (mulberry32). */
export function createDice(seed: number): Dice {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    below,
    oneIn: (times) => below(times) === 0,
    pick: <T>(all: readonly T[]) => all[below(all.length)] as T,
    weighed(all) {
      let roll = below(all.reduce((sum, [weight]) => sum + weight, 0));
      for (const [weight, what] of all) {
        roll -= weight;
        if (roll < 0) return what;
      }
      return undefined;
    },
  };
}
