import { parseDuration } from '../lib/duration.ts';
import { readJson } from '../lib/json.ts';
import { type JsonSchema, parse, type Schema } from '../lib/schema.ts';
import { holesIn } from '../lib/template.ts';
import { AgentSettings, Config } from './agent.ts';
import { layout } from './layout.ts';
import { argumentFrom, templateFrom, toCamel } from './older-holes.ts';

/** The agent config of an older tool. */
export interface OlderConfigFile {
  readonly path: string;
  readonly text: string;
  /** The text of a file that it names; undefined where there is none. */
  readonly textOf: (name: string) => string | undefined;
}

/** What becomes of it here: it passes as a config of ours, whatever it was. */
export interface OlderConfig {
  readonly config: Config;
  /** Prompt templates that it needs, by their names below `prompts/`. */
  readonly templates: Readonly<Record<string, string>>;
  /** What could not be taken over, by its name there. */
  readonly left: readonly Left[];
}

interface Left {
  readonly path: string;
  readonly why: string;
}

/** Translates one; or says in words why it cannot be. Never throws. */
export function readOlderConfig({
  text,
  textOf,
}: Pick<OlderConfigFile, 'text' | 'textOf'>): OlderConfig | { readonly problem: string } {
  const json = readJson(text.replace(/^\ufeff/, ''));
  if (!json.ok) return { problem: `it is no JSON: ${json.problem}` };
  if (!isObject(json.value)) return { problem: 'it is no JSON object' };
  const { agents: said, ...rest } = json.value;
  if (!isObject(said)) return { problem: 'it has no agents' };

  const left: Left[] = [];
  const templates: Record<string, string> = {};
  const agents: Record<string, AgentSettings> = {};
  for (const [name, settings] of Object.entries(said)) {
    const agent = agentFrom(`agents.${name}`, name, settings, { left, templates, textOf });
    if (agent) agents[name] = agent;
  }
  const general = settingsFrom('', rest, Config, { left, names: generalNames });
  const { defaultAgent } = general as Config;
  if (defaultAgent !== undefined && !Object.hasOwn(agents, defaultAgent)) {
    left.push({ path: 'defaultAgent', why: `there is no agent ${defaultAgent}` });
    delete general['defaultAgent'];
  }
  return { config: { ...general, agents }, templates, left };
}

type Settings = Record<string, unknown>;

interface Into {
  readonly left: Left[];
  readonly templates: Record<string, string>;
  readonly textOf: (name: string) => string | undefined;
}

function agentFrom(
  path: string,
  name: string,
  said: unknown,
  into: Into,
): AgentSettings | undefined {
  const leave = (why: string): undefined => void into.left.push({ path, why });
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(name)) return leave('no agent is named so');
  if (!isObject(said)) return leave('it is no JSON object');
  const spelled = commandFrom(said);
  const read = settingsFrom(path, spelled, AgentSettings, { left: into.left, names: agentNames });
  if (read['command'] === undefined && read['extends'] === undefined)
    return leave('it has no command');
  for (const key of ['args', 'modelArgs'])
    if (Array.isArray(read[key])) read[key] = read[key].map(argumentFrom);
  // Its prompts, and the agents that have learnt from them, know the names in tasks/ only.
  return { classicNames: true, ...withTemplate(path, read, into) };
}

/** A program with its arguments in one list is both, and numbers among these are words. */
function commandFrom(said: Settings): Settings {
  const words = (list: unknown): unknown =>
    Array.isArray(list) ? list.map((one) => (typeof one === 'number' ? String(one) : one)) : list;
  const { command, args = [] } = said;
  if (!Array.isArray(command))
    return said['args'] === undefined ? said : { ...said, args: words(args) };
  const [program, ...own] = command;
  return { ...said, command: program, args: words(Array.isArray(args) ? [...own, ...args] : own) };
}

/** The file came before the text there; here the text does. */
function withTemplate(path: string, read: Settings, into: Into): AgentSettings {
  const { promptTemplate, promptTemplateFile: file, ...settings } = read as AgentSettings;
  const leave = (key: string, why: string) => into.left.push({ path: `${path}.${key}`, why });
  const inFile = file === undefined ? undefined : into.textOf(file);
  if (file !== undefined && inFile === undefined)
    leave('promptTemplateFile', `there is no ${file}`);
  else if (file !== undefined && inFile !== undefined) {
    const text = templateFrom(inFile);
    if (!isTemplate(text)) leave('promptTemplateFile', `${file} does not hold {userPrompt}`);
    else {
      if (promptTemplate !== undefined) leave('promptTemplate', 'promptTemplateFile holds instead');
      const name = templateNameOf(file);
      into.templates[name] = text;
      return { ...settings, promptTemplateFile: `${layout.prompts}/${name}` };
    }
  }
  const text = promptTemplate === undefined ? undefined : templateFrom(promptTemplate);
  if (text === undefined) return settings;
  if (isTemplate(text)) return { ...settings, promptTemplate: text };
  leave('promptTemplate', 'it does not hold {userPrompt}');
  return settings;
}

const isTemplate = (text: string): boolean => holesIn(text).includes('userPrompt');

/** Where a template goes below `prompts/`: all of them lie in one folder. */
const templateNameOf = (file: string): string =>
  file
    .replace(/^(?:\.\/)*(?:\.orchestra-cli\/)?(?:prompts\/)?/, '')
    .replace(/^\/+/, '')
    .replaceAll('/', '-');

const generalNames = {
  default: 'defaultAgent',
  defaultTimeout: 'timeout',
  timeoutSeconds: 'timeout',
  maxConcurrent: 'maxParallel',
} as const;

const agentNames = {
  timeoutSeconds: 'timeout',
  maxConcurrent: 'maxParallel',
} as const;

/** What our schema knows, under its name and in its form; the rest is left. */
function settingsFrom(
  path: string,
  said: Settings,
  schema: Schema<object> & JsonSchema,
  { left, names }: { readonly left: Left[]; readonly names: Readonly<Record<string, string>> },
): Settings {
  const settings: Settings = {};
  for (const [key, value] of Object.entries(said)) {
    if (value === null || value === undefined) continue; // That is how it says nothing.
    const leave = (why: string) => left.push({ path: path === '' ? key : `${path}.${key}`, why });
    const camel = toCamel(key);
    const name = Object.hasOwn(names, camel) ? (names[camel] ?? camel) : camel;
    if (!Object.hasOwn(schema.properties ?? {}, name)) {
      leave('it has no counterpart here');
      continue;
    }
    const own = durations.has(name) ? durationFrom(value) : value;
    const read = parse(schema, { [name]: own });
    if (own === undefined) leave(`it is no duration: ${JSON.stringify(value)}`);
    else if (!read.ok) leave(read.issues.map((one) => `${one.path} ${one.message}`).join(', '));
    else if (Object.hasOwn(settings, name)) leave(`${name} is there already`);
    else settings[name] = own;
  }
  return settings;
}

const durations = new Set(['timeout', 'grace', 'linger', 'idleExit']);

/** Numbers are seconds there. */
function durationFrom(value: unknown): string | undefined {
  if (typeof value === 'string') return parseDuration(value) === undefined ? undefined : value;
  if (typeof value !== 'number' || !(value > 0) || !Number.isFinite(value)) return undefined;
  const unit = ([3600, 60] as const).find((seconds) => value % seconds === 0) ?? 1;
  const text = `${value / unit}${{ 3600: 'h', 60: 'm', 1: 's' }[unit]}`;
  return parseDuration(text) === undefined ? undefined : text;
}

const isObject = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
