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
      const changed = now && before ? configChanges(before, now) : [];
      const lines = [...changed, ...problems];
      if (!now)
        lines.push(before ? 'what held before holds on' : 'nothing starts before it is mended');
      else if (!before) lines.push('it can be read by now');
      else if (lines.length === 0) lines.push('nothing has changed');
      before = now ?? before;
      return lines.map((line) => `config: ${line}`);
    },
  };
}
