import type { AgentSettings } from '../../core/agent.ts';
import type { ReadLine } from '../../core/ports.ts';
import * as claude from './claude.ts';
import * as codex from './codex.ts';
import * as lines from './lines.ts';
import * as opencode from './opencode.ts';

export { simulatedProfile } from './simulated.ts';

/** The shipped profiles by name; `simulatedProfile` needs to know where its script is. */
export const profiles = {
  claude: claude.settings,
  codex: codex.settings,
  opencode: opencode.settings,
} satisfies Record<string, AgentSettings>;

const readers: ReadonlyMap<string | undefined, ReadLine> = new Map([
  ['claude', claude.readLine],
  ['codex', codex.readLine],
  ['opencode', opencode.readLine],
]);

/** How output of a format is read; plain lines where the format is absent or unknown. */
export const readerOf = (format: string | undefined): ReadLine =>
  readers.get(format) ?? lines.readLine;
