import { configChanges } from '../../core/config-change.ts';
import { configProblems } from '../../core/config-check.ts';
import { configSaid } from '../../core/config-said.ts';
import type { Agents } from '../../core/ports.ts';
import { readQuietly } from '../../operations/read-quietly.ts';
import type { Stage } from '../stage.ts';

/** Tells, when asked, what of the config has changed since the last time, and what is wrong with it. */
export function configWatch(
  { freshAgents }: Stage,
  agents: Agents,
): { changes(): Promise<string[]> } {
  let before = readQuietly(() => configSaid(agents.sources()));
  return {
    async changes() {
      const fresh = await freshAgents();
      const now = readQuietly(() => configSaid(fresh.sources()));
      const problems = configProblems(fresh);
      const changed = now ? configChanges(before ?? [], now) : [];
      const held = before;
      before = now ?? before;
      const lines = [...changed, ...problems];
      if (!now)
        lines.push(held ? 'what held before holds on' : 'nothing starts before it is mended');
      else if (lines.length === 0) lines.push('nothing has changed');
      return lines.map((line) => `config: ${line}`);
    },
  };
}
