import type { ResolvedAgent } from '../core/agent.ts';
import { Failure } from '../core/failure.ts';
import { agentNames, lineageOf } from '../core/lineage.ts';
import type { Agents, Probed } from '../core/ports.ts';
import { completions, promptChannels, stopSignals } from '../core/run.ts';
import {
  boolean,
  type Infer,
  integer,
  list,
  object,
  oneOf,
  optional,
  record,
  string,
} from '../lib/schema.ts';
import { originsIn } from './agent-origins.ts';
import { type Context, operation } from './operation.ts';

const milliseconds = (description: string) => integer(description, { minimum: 0 });

const Settings = object(
  {
    command: string('The program.'),
    args: list(string('One argument; may hold holes.'), 'Its arguments.'),
    modelArgs: list(string('One argument.'), 'Put before them when a model is asked for.'),
    model: optional(string('The model it is asked to use.')),
    prompt: oneOf(promptChannels, 'How the prompt reaches it.'),
    template: optional(
      string('The file of the prompt template; "inline" where the config has it.'),
    ),
    completion: oneOf(completions, 'How its end is recognised.'),
    format: string('How its output is read.'),
    trustExit: boolean('Whether its exit code 0 means done.'),
    timeoutMs: optional(milliseconds('An attempt is stopped after this long.')),
    retries: integer('Attempts after the first.', { minimum: 0 }),
    maxParallel: optional(integer('At most this many at once.', { minimum: 1 })),
    env: list(string('A name.'), 'Names of what is added to its environment.'),
    unset: list(string('A name, or a prefix ending in *.'), 'What is taken from it.'),
    stopSignals: list(oneOf(stopSignals, 'A signal.'), 'Sent in this order, then KILL.'),
    graceMs: milliseconds('Wait after each signal.'),
    lingerMs: milliseconds('How long it may go on after it has reported.'),
    classicNames: boolean('Whether it uses the classic sentinel names.'),
  },
  'What it adds up to.',
);

const AgentView = object({
  name: string('How it is asked for.'),
  description: string('What it is for.'),
  isDefault: boolean('Whether it does what names none.'),
  place: optional(string('The config file it stands in; absent for a shipped one.')),
  simulated: boolean('True for the built-in stand-in, and who extends it.'),
  verified: boolean('False: its flags were only read in documentation.'),
  installed: boolean('Whether its program is there.'),
  path: optional(string('Where its program is.')),
  version: optional(string('What its program says its version is.')),
  missingFlags: optional(
    list(string('A flag.'), 'Flags we use that its help does not know; only with a name.'),
  ),
  install: optional(string('The command that installs it.')),
  problem: optional(string('Why it cannot be used.')),
  settings: optional(Settings),
  origins: record(
    string('A config file and an agent, or a profile.'),
    'Where each setting stands.',
  ),
});
export type AgentView = Infer<typeof AgentView>;

/** Every agent that can be asked for, or one of them in full. Runs no model. */
export const agents = operation({
  summary: 'List the agents there are; show one, or test it',
  examples: ['orchestra agents', 'orchestra agents show claude', 'orchestra agents test claude'],
  route: 'GET /agents',
  writes: false,
  input: object({
    name: optional(string('Only this one, with all that is known of it.')),
    noProbe: optional(boolean('Do not ask the programs for their versions.')),
  }),
  output: object({ agents: list(AgentView, 'Configured ones first.') }),
  async run(context, { name, noProbe }) {
    const known = await context.agents();
    const probe = noProbe ? locateOnly(known, context.cwd) : context.probe;
    const flags = name !== undefined;
    if (name !== undefined) known.resolve(name); // Throws where a table would only remark.
    const names = name === undefined ? agentNames(known.sources()) : [name];
    return { agents: await Promise.all(names.map((one) => viewOf(known, one, probe, flags))) };
  },
});

const locateOnly =
  ({ locate }: Agents, cwd: string): Context['probe'] =>
  async ({ command }) => {
    const path = locate(command, cwd);
    return path === undefined ? {} : { path };
  };

async function viewOf(
  agents: Agents,
  name: string,
  probe: Context['probe'],
  flags: boolean,
): Promise<AgentView> {
  const isDefault = agents.settings().defaultAgent === name;
  const place = placeOf(agents, name);
  const about = { name, isDefault, ...(place !== undefined && { place }) };
  const agent = resolveQuietly(agents, name);
  if (agent instanceof Failure) return { ...about, ...unusable, problem: agent.message };
  const { description, simulated, verified, install } = agent;
  const { path, missingFlags, ...probed }: Probed = await probe(agent, { flags });
  return {
    ...about,
    description,
    simulated,
    verified,
    installed: path !== undefined,
    ...(path !== undefined && { path }),
    ...(missingFlags && { missingFlags: [...missingFlags] }),
    ...probed,
    ...(install !== undefined && { install }),
    settings: settingsOf(agents, agent),
    origins: { ...generalOrigins(agents), ...originsIn(lineageOf(name, agents.sources())) },
  };
}

/** Where stands what holds for all agents that do not say otherwise. */
function generalOrigins(agents: Agents): Record<string, string> {
  const { configs, places } = agents.sources();
  return Object.fromEntries(
    (['timeout', 'retry'] as const).flatMap((key) => {
      const place = places[configs.findIndex((config) => config[key] !== undefined)];
      return place === undefined ? [] : [[key, `${place}: ${key}`]];
    }),
  );
}

/** The nearest file that says something about an agent of this name. */
function placeOf(agents: Agents, name: string): string | undefined {
  const { configs, places } = agents.sources();
  return places[configs.findIndex((config) => Object.hasOwn(config.agents ?? {}, name))];
}

const unusable = {
  description: '',
  simulated: false,
  verified: false,
  installed: false,
  origins: {},
};

function resolveQuietly(agents: Agents, name: string): ResolvedAgent | Failure {
  try {
    return agents.resolve(name);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

function settingsOf(agents: Agents, agent: ResolvedAgent): Infer<typeof Settings> {
  const { model, format, maxParallel, retry } = agent;
  const general = agents.settings();
  const timeoutMs = agent.timeoutMs ?? general.timeoutMs;
  const template = templateOf(agents, agent);
  return {
    command: agent.command,
    args: [...agent.args],
    modelArgs: [...agent.modelArgs],
    ...(model !== undefined && { model }),
    prompt: agent.prompt,
    ...(template !== undefined && { template }),
    completion: agent.completion,
    format: format ?? 'lines',
    trustExit: agent.trustExit,
    ...(timeoutMs !== undefined && { timeoutMs }),
    retries: retry?.retries ?? general.retry?.retries ?? 0,
    ...(Number.isFinite(maxParallel) && { maxParallel }),
    env: Object.keys(agent.env).sort(),
    unset: [...agent.unset],
    stopSignals: [...agent.stopSignals],
    graceMs: agent.graceMs,
    lingerMs: agent.lingerMs,
    classicNames: agent.classicNames,
  };
}

function templateOf(agents: Agents, agent: ResolvedAgent): string | undefined {
  if (agent.template === undefined) return undefined;
  for (const { settings } of lineageOf(agent.name, agents.sources())) {
    if (settings.promptTemplate !== undefined) return 'inline';
    if (settings.promptTemplateFile !== undefined)
      return agents.templateAt(settings.promptTemplateFile);
  }
  return undefined;
}
