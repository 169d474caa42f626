import { missedBeatsMax } from '../../src/core/lock.ts';
import type { Being, Machine } from './machine.ts';
import type { Rule } from './rules.ts';

interface Holding {
  readonly epoch: number;
  readonly being: Being;
  isReleased: boolean;
  beatMs: number;
}

const beatEveryMs = 5_000;

/** Who conducts, as the files in `lock/` come and go, and whether that was allowed. */
export function createHolders(
  machine: Machine,
  broken: (rule: Rule, message: string) => void,
  onTakenOver: (by: Being, from: Being) => void,
) {
  let top: Holding | undefined;
  const holdings = new Map<Being, Holding>();

  const follow = (being: Being, epoch: number): void => {
    if (top && epoch <= top.epoch) return;
    const told = `${being.name} takes epoch ${epoch} after ${top?.being.name}`;
    if (top && !top.isReleased && top.being.isAlive && top.being !== being) {
      const isSeen = machine.sees(being.place, top.being.identity);
      const silentMs = machine.stampMs() - top.beatMs;
      const isSilent = top.being.place !== 'here' && silentMs > beatEveryMs * missedBeatsMax;
      if (isSeen || !isSilent) broken('I8 one conductor', `${told}, who lives`);
    }
    if (top && !top.isReleased) onTakenOver(being, top.being);
    const holding = { epoch, being, isReleased: false, beatMs: machine.stampMs() };
    top = holding;
    holdings.set(being, holding);
  };

  return {
    saw(being: Being, verb: string, name: string): void {
      const [, number = '', kind] = /^(\d+)(?:\.(.+))?$/.exec(name) ?? [];
      const epoch = Number(number);
      if (verb === 'remove') return;
      if (kind === undefined && verb === 'create') follow(being, epoch);
      if (epoch !== top?.epoch) return;
      if (kind === 'released') top.isReleased = true;
      if (kind === 'beat') top.beatMs = machine.stampMs();
    },
    holds: (being: Being): boolean => top?.being === being && !top.isReleased,
    /** True for one who acts although it was followed by one that cannot see it. */
    isFollowed(being: Being, what: string): boolean {
      const own = holdings.get(being);
      if (own && own === top) {
        if (own.isReleased) broken('I8 one conductor', `${being.name} has left, and does ${what}`);
        return false;
      }
      const isSeen = top && machine.sees(top.being.place, being.identity);
      if (!own || isSeen)
        broken('I8 one conductor', `${being.name} does ${what}, and ${top?.being.name} holds`);
      return true;
    },
    /** Who held before a power cut is dead, and its file may be gone. */
    forget(): void {
      top = undefined;
      holdings.clear();
    },
  };
}
