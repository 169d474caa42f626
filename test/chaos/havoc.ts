import { signalAgain } from '../../src/adapters/processes/sweep.ts';
import { census, type Member, type Role } from './census.ts';
import type { Dice } from './dice.ts';
import type { History } from './history.ts';

/** Whoever kills and stops. */
export interface Havoc {
  /** Harms one process, or lets go on those that were stopped for long enough. */
  strike(): void;
  /** Lets all go on that are still stopped. */
  relent(): void;
  /** True for a process, by its number, that was killed: what it answers counts for nothing. */
  hasKilled(pid: number): boolean;
  /** The runs, by token, of which a process was killed. */
  readonly harmed: ReadonlySet<string>;
  readonly counts: { readonly kills: Record<Role, number>; readonly stops: Record<Role, number> };
}

const targets: Record<Role, number> = {
  conductor: 10,
  command: 4,
  shim: 2,
  watchdog: 1,
  agent: 3,
};

/** The marks name the workspaces: nobody who does not bear one of them is ever touched. */
export function createHavoc(
  names: ReadonlyMap<string, string>,
  dice: Dice,
  history: History,
): Havoc {
  const marks = new Set(names.keys());
  const killed = new Set<number>();
  const harmed = new Set<string>();
  const stopped = new Map<number, { readonly victim: Member; readonly untilMs: number }>();
  const none = { conductor: 0, command: 0, shim: 0, watchdog: 0, agent: 0 };
  const counts = { kills: { ...none }, stops: { ...none } };

  const signal = (victim: Member, name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): boolean => {
    if (!signalAgain(victim, name)) return false;
    const { pid, role, command, mark } = victim;
    history.note(`${names.get(mark)} ${name} ${role} ${pid} ${command}`);
    return true;
  };
  const kill = (victim: Member): void => {
    // Noted before: whoever hears of it must not take the death for its own.
    killed.add(victim.pid);
    if (victim.token !== undefined) harmed.add(victim.token);
    if (signal(victim, 'SIGKILL')) counts.kills[victim.role] += 1;
    stopped.delete(victim.pid);
  };
  const stop = (victim: Member, forMs: number): void => {
    if (!signal(victim, 'SIGSTOP')) return;
    stopped.set(victim.pid, { victim, untilMs: performance.now() + forMs });
    counts.stops[victim.role] += 1;
  };
  const goOn = (isDue: (untilMs: number) => boolean): void => {
    for (const [pid, { victim, untilMs }] of stopped) {
      if (!isDue(untilMs)) continue;
      stopped.delete(pid);
      signal(victim, 'SIGCONT');
    }
  };

  return {
    harmed,
    counts,
    hasKilled: (pid) => killed.has(pid),
    strike() {
      goOn((untilMs) => untilMs <= performance.now());
      // All dice are rolled each time: who happens to live does not change what comes later.
      const roles = dice.shuffled(targets);
      const [which, kills, forMs] = [dice.fraction(), dice.chance(0.7), dice.between(20, 2_500)];
      const living = census(marks);
      const role = roles.find((one) => living.some((member) => member.role === one));
      const members = living.filter((member) => member.role === role);
      const victim = members[Math.floor(which * members.length)];
      if (!victim) return;
      if (kills) kill(victim);
      else stop(victim, forMs);
    },
    relent: () => goOn(() => true),
  };
}
