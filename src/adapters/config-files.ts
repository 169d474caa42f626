import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import {
  type AgentSettings,
  type Config,
  configDefaults,
  type ResolvedAgent,
} from '../core/agent.ts';
import { callbacksIn } from '../core/callback.ts';
import {
  type ConfigProblem,
  type Locate,
  readConfig,
  tellProblem,
} from '../core/config-problem.ts';
import { Failure } from '../core/failure.ts';
import { defaultAgentOf, type Sources } from '../core/lineage.ts';
import type { Agents, ReadLine } from '../core/ports.ts';
import { resolveAgent, retryOf } from '../core/resolve-agent.ts';
import type { Needs } from '../core/resources.ts';
import type { Settings } from '../core/settings.ts';
import { parseBytes } from '../lib/bytes.ts';
import { parseDuration } from '../lib/duration.ts';
import { codeOf } from './disk-failure.ts';
import { readPlainFile } from './text-input.ts';

interface ConfigFile {
  readonly path: string;
  readonly config: Config;
  readonly locate: Locate;
}

export interface AgentsOptions {
  /** Config files that may exist, nearest first. */
  readonly paths: readonly string[];
  /**
   * That among them which an older tool made: what it says and we cannot read counts only while
   * there is no other, and its templates are named from the folder above it.
   */
  readonly older?: string;
  /** That among them which holds for all workspaces, and may say what no single one may. */
  readonly user?: string;
  /** What one of them would say: for who asks what came of an edit. */
  readonly supposed?: { readonly path: string; readonly text: string };
  readonly profiles: Readonly<Record<string, AgentSettings>>;
  readonly readerOf: (format: string | undefined) => ReadLine;
  readonly environment: Readonly<Record<string, string>>;
  /** Where shipped templates are. */
  readonly templates: string;
}

/** Agents from config files and templates, re-read when they change, over shipped profiles. */
export function createAgents(options: AgentsOptions): Agents {
  const load = cached(options.paths, () => readConfigs(options));
  const resolved = new Map<string, ResolvedAgent>();
  const templates = new Map<string, string>();
  let known: readonly ConfigFile[] | undefined;

  const readTemplate = (name: string, files: readonly ConfigFile[]) =>
    readFirst(name, [...files.flatMap(foldersOf), options.templates], readStamped);

  const foldersOf = ({ path }: ConfigFile): string[] =>
    path === options.older ? [dirname(path), dirname(dirname(path))] : [dirname(path)];

  const readStamped = (path: string): string | undefined => {
    templates.set(path, stampOf(path));
    return readPlainFile(path);
  };

  const sources = (): Sources & { files: readonly ConfigFile[] } => {
    const files = load();
    const isEdited = [...templates].some(([path, stamp]) => stampOf(path) !== stamp);
    if (files !== known || isEdited) {
      resolved.clear();
      templates.clear();
    }
    known = files;
    const configs = files.map(({ config }) => config);
    return {
      files,
      configs,
      places: files.map(({ path }) => path),
      profiles: options.profiles,
      locate: (file, path, what) => files.find((one) => one.path === file)?.locate(path, what),
    };
  };

  return {
    resolve(name) {
      const { files, ...from } = sources();
      const found = resolved.get(name);
      if (found) return found;
      const agent = resolveAgent(name, from, (path) => readTemplate(path, files)?.text);
      resolved.set(name, agent);
      return agent;
    },
    settings: () => settingsOf(sources()),
    sources,
    templateAt: (name) => readTemplate(name, sources().files)?.path,
    locate: (command, cwd) => locate(command, cwd, options.environment['PATH'] ?? ''),
    readerOf: options.readerOf,
    environment: () => options.environment,
  };
}

function settingsOf(sources: Sources): Settings {
  const first = <K extends keyof Config>(key: K): Config[K] | undefined =>
    sources.configs.find((config) => config[key] !== undefined)?.[key];
  const ms = (text: string | undefined) => (text === undefined ? undefined : parseDuration(text));
  return {
    defaultAgent: defaultAgentOf(sources),
    maxParallel: first('maxParallel') ?? configDefaults.maxParallel,
    ...machineLimit(first('machineMaxParallel')),
    maxAwaiting: first('maxAwaiting') ?? configDefaults.maxAwaiting,
    approve: first('approve') ?? [],
    callbacks: callbacksIn(sources.configs.map(({ callbacks }) => callbacks)),
    idleExitMs: ms(first('idleExit')) ?? configDefaults.idleExitMs,
    drainMs: ms(first('drain')) ?? configDefaults.drainMs,
    agingMs: ms(first('aging')) ?? configDefaults.agingMs,
    ifDependencyFails: first('ifDependencyFails') ?? configDefaults.ifDependencyFails,
    needs: needsOf(first('minFreeMemory'), first('maxLoad')),
    groups: Object.assign({}, ...sources.configs.map(({ groups }) => groups).reverse()),
    timeoutMs: ms(first('timeout')),
    retry: retryOf(first('retry'), first('retryOn')),
    retention: {
      completedDays: first('maxCompletedAgeDays') ?? configDefaults.maxCompletedAgeDays,
      failedDays: first('maxFailedAgeDays') ?? configDefaults.maxFailedAgeDays,
      queueSize: first('maxQueueSize') ?? configDefaults.maxQueueSize,
      archiveDays: first('maxArchiveAgeDays') ?? configDefaults.maxArchiveAgeDays,
    },
  };
}

const machineLimit = (most: number | undefined) =>
  most === undefined ? {} : { machineMaxParallel: most };

function needsOf(memory: string | undefined, maxLoad: number | undefined): Needs {
  const bytes = memory === undefined ? undefined : parseBytes(memory);
  return {
    ...(bytes !== undefined && { minFreeMemoryBytes: bytes }),
    ...(maxLoad !== undefined && { maxLoad }),
  };
}

/** The config files that are there. Throws a Failure with all their problems. */
function readConfigs({ paths, older, user, supposed }: AgentsOptions): ConfigFile[] {
  const files: ConfigFile[] = [];
  const problems: ConfigProblem[] = [];
  for (const path of paths) {
    const text = path === supposed?.path ? supposed.text : readPlainFile(path);
    if (text === undefined) continue;
    const read = readConfig(path, text, path === user ? undefined : user);
    if (read.ok) files.push({ path, ...read });
    else if (path !== older || files.length === 0) problems.push(...read.problems);
  }
  if (problems.length === 0) return files;
  const isOlder = problems.every(({ file }) => file === older);
  throw new Failure('invalid', problems.map(tellProblem).join('\n'), {
    hint: isOlder
      ? 'orchestra migrate makes .orchestra/agent-config.json from it'
      : 'mend the file; orchestra help config tells all keys',
  });
}

/** A template beside the nearest config that has it, else the shipped one. */
function readFirst(
  name: string,
  folders: readonly string[],
  read: (path: string) => string | undefined,
): { path: string; text: string } | undefined {
  for (const folder of folders) {
    const path = resolve(folder, name);
    const text = read(path);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}

/**
 * Reads again only when a file has changed: the conductor asks in every pass. While an edit is
 * broken, what held before it holds on; a typo must not stop the work of thirty agents.
 */
function cached<T>(paths: readonly string[], read: () => T): () => T {
  let seen: string | undefined;
  let value: { is: T } | undefined;
  return () => {
    const now = paths.map(stampOf).join('|');
    if (value && now === seen) return value.is;
    try {
      value = { is: read() };
    } catch (error) {
      if (!value || !(error instanceof Failure)) throw error;
    }
    seen = now;
    return value.is;
  };
}

/** Changes whenever a file does, or comes, or goes. */
export function stampOf(path: string): string {
  try {
    const facts = statSync(path, { throwIfNoEntry: false });
    return facts ? `${facts.ino}:${facts.mtimeMs}:${facts.size}` : 'ENOENT';
  } catch (error) {
    return codeOf(error); // Who reads it says so in words.
  }
}

function locate(command: string, cwd: string, path: string): string | undefined {
  if (command.includes('/'))
    return isProgram(resolve(cwd, command)) ? resolve(cwd, command) : undefined;
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(resolve(cwd, folder), command))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
