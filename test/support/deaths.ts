import type { Failpoints } from '../../src/adapters/failpoints.ts';

/** The one process that a crash is thrown for, so that it cannot be taken for a refusal. */
export class Killed extends Error {}

/** Notes down every effect; at the K-th, counted from 1, the process is killed. */
export const killAt = (
  effects: string[],
  at: { readonly when: 'before' | 'after'; readonly effect: number } | undefined,
): Failpoints => {
  return (name) => {
    effects.push(name);
    const isIt = at?.effect === effects.length;
    const die = (when: 'before' | 'after'): void => {
      if (isIt && at?.when === when) throw new Killed(`${when} ${name}`);
    };
    return { before: () => die('before'), after: () => die('after') };
  };
};

/** Does something at the first effect of this name, such as killing the process. */
export const onceAt = (when: 'before' | 'after', name: string, act: () => void): Failpoints => {
  let isOver = false;
  const once = (): void => {
    if (isOver) return;
    isOver = true;
    act();
  };
  return (effect) => ({
    before: () => (effect === name && when === 'before' ? once() : undefined),
    after: () => (effect === name && when === 'after' ? once() : undefined),
  });
};

/** The process is killed at the first effect of this name. */
export const killOn = (when: 'before' | 'after', name: string): Failpoints =>
  onceAt(when, name, () => {
    throw new Killed(`${when} ${name}`);
  });
