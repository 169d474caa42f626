import {
  AgentSettings,
  Config,
  configDefaults,
  durationNote,
  type ResolvedAgent,
} from '../../core/agent.ts';
import { layout } from '../../core/layout.ts';
import { resolveAgent } from '../../core/resolve-agent.ts';
import { defaultRetry } from '../../core/retry.ts';
import { formatDuration } from '../../lib/duration.ts';
import type { JsonSchema } from '../../lib/schema.ts';
import { describe } from '../describe.ts';
import type { Row } from '../page.ts';
import type { Topic } from './index.ts';

/** A config that says something of everything that most people set. */
export const exampleConfig: Config = {
  defaultAgent: 'coder',
  maxParallel: 3,
  timeout: '1h',
  retry: { retries: 2, delay: '30s' },
  agents: {
    coder: { extends: 'claude', promptTemplateFile: 'prompts/default.md', maxParallel: 2 },
    own: { command: 'my-agent', args: ['--task', '{prompt}'] },
  },
};

/** `orchestra help config` */
export const config: Topic = {
  summary: `What ${layout.config} may hold.`,
  blocks: () => [
    {
      text: `It is read from .orchestra/${layout.config}, then from ~/.config/orchestra/${layout.config}: what the first does not say, the second may. Everything is optional. An edit holds from the next task on. Durations are written 90 (seconds), 30m, 1h30m or 2d. What holds, and where that stands: orchestra config show --origin; one setting is changed by orchestra config set KEY VALUE.`,
    },
    { heading: 'Example' },
    { lines: JSON.stringify(exampleConfig, null, 2).split('\n') },
    { heading: 'For all agents' },
    { rows: rowsOf(Config, configWords).filter(([key]) => key !== 'agents') },
    { heading: 'For one agent, in agents.NAME' },
    { rows: rowsOf(AgentSettings, agentWords()) },
    {
      text: 'Editors check it with templates/schemas/agent-config.schema.json. For the holes of arguments and templates: orchestra help templates.',
    },
  ],
};

type Defaults = Readonly<Record<string, unknown>>;

const configWords: Defaults = { ...configDefaults, retry: defaultRetry };

/** What an agent is that says no more than its command. */
function agentWords(): Defaults {
  const bare = { configs: [], places: [], profiles: { bare: { command: 'bare' } } };
  const resolved: ResolvedAgent = resolveAgent('bare', bare, () => undefined);
  return { ...resolved, command: undefined };
}

/** A row for every key; the keys of what is nested come after it, with a dot. */
function rowsOf(schema: JsonSchema, defaults: Defaults, prefix = ''): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]): Row[] => {
    const usual = defaultOf(key, defaults);
    const said = describe(field).replace(` ${durationNote}`, '');
    const meaning = usual === undefined ? said : `${said} Default ${usual}.`;
    const inner = rowsOf(field, (defaults[key] ?? {}) as Defaults, `${prefix}${key}.`);
    return [[`${prefix}${key}`, meaning], ...inner];
  });
}

function defaultOf(key: string, defaults: Defaults): string | undefined {
  const ms = defaults[`${key}Ms`];
  if (typeof ms === 'number') return spelled(ms);
  const value = defaults[key];
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : undefined;
  if (typeof value === 'string') return value || undefined;
  return typeof value === 'boolean' || Number.isFinite(value) ? String(value) : undefined;
}

/** As one would write it in the config: 5s, 10m. */
const spelled = (ms: number): string =>
  formatDuration(ms)
    .replace(/\.0(?=s$)/, '')
    .replace(/ 00[a-z]$/, '');
