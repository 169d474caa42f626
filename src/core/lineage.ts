import type { Place } from '../lib/json.ts';
import { suggest } from '../lib/suggest.ts';
import { quoted } from '../lib/text.ts';
import type { AgentSettings, Config } from './agent.ts';
import { tellProblem } from './config-problem.ts';
import { Failure } from './failure.ts';

/** The agent that does what names none, and stands in while no agent is configured. */
export const standIn = 'coder';

/** Where settings come from, nearest first: config files, then shipped profiles. */
export interface Sources {
  readonly configs: readonly Config[];
  /** The file of each config. */
  readonly places: readonly string[];
  readonly profiles: Readonly<Record<string, AgentSettings>>;
  /** Where in one of these files a value stands, or its name. */
  readonly locate?: (file: string, path: string, what: 'value' | 'name') => Place | undefined;
}

/** Names of all agents that can be asked for. */
export function agentNames({ configs, profiles }: Sources): string[] {
  const configured = configs.flatMap(({ agents }) => Object.keys(agents ?? {}));
  const names = configured.length === 0 ? [standIn] : configured;
  return [...new Set([...names, ...Object.keys(profiles)])];
}

/** The name of the agent that does what names none. */
export const defaultAgentOf = ({ configs }: Sources): string =>
  configs.find((config) => config.defaultAgent !== undefined)?.defaultAgent ??
  configs.flatMap(({ agents }) => Object.keys(agents ?? {}))[0] ??
  standIn;

/** One of those whose settings add up to an agent. */
export interface Ancestor {
  readonly name: string;
  readonly settings: AgentSettings;
  /** The config file it stands in; undefined for a shipped profile. */
  readonly place: string | undefined;
}

/** An agent and all that it extends, nearest first. Throws a Failure for an unknown name. */
export function lineageOf(name: string, sources: Sources): Ancestor[] {
  const lineage: Ancestor[] = [];
  for (let at: string | undefined = name; at !== undefined; at = lineage.at(-1)?.settings.extends) {
    const found = find(at, sources, lineage);
    if (!found) throw unknownAgent(at, lineage, sources);
    lineage.push(found);
  }
  return lineage;
}

/** A config's `claude` that extends `claude` means the next one of that name. */
function find(
  name: string,
  { configs, places, profiles }: Sources,
  passed: readonly Ancestor[],
): Ancestor | undefined {
  const own = (from: Readonly<Record<string, AgentSettings>> | undefined, place?: string) =>
    from && Object.hasOwn(from, name)
      ? [{ name, settings: from[name] as AgentSettings, place }]
      : [];
  const found = [...configs.flatMap(({ agents }, at) => own(agents, places[at])), ...own(profiles)];
  const isBare = configs.every(({ agents }) => Object.keys(agents ?? {}).length === 0);
  if (name === standIn && isBare && found.length === 0)
    return own({ [standIn]: { extends: 'simulated' } })[0];
  return found.find(({ settings }) => passed.every((one) => one.settings !== settings));
}

function unknownAgent(name: string, lineage: readonly Ancestor[], sources: Sources): Failure {
  const names = agentNames(sources);
  const hint = `known: ${names.join(', ')}`;
  const near = suggest(name, names);
  const meant = near && near !== name ? `; did you mean ${near}?` : '';
  const asker = lineage.at(-1);
  if (!asker)
    return new Failure('not_found', `no agent is called ${quoted(name)}${meant}`, { hint });

  const path = `agents.${asker.name}.extends`;
  const circle = [...lineage.map((one) => one.name), name].slice(
    lineage.findIndex((one) => one.name === name),
  );
  const says =
    circle.length > 1
      ? `leads in a circle: ${circle.join(' → ')}`
      : `"${name}" is no agent${meant}`;
  const file = asker.place;
  const place = file === undefined ? undefined : sources.locate?.(file, path, 'value');
  const problem = tellProblem({ file, place, says: `${path} ${says}` });
  return new Failure('not_found', problem, { hint });
}
