import { parseDuration } from '../lib/duration.ts';
import { suggest } from '../lib/suggest.ts';
import { holesIn } from '../lib/template.ts';
import type { AgentSettings, Config, ResolvedAgent } from './agent.ts';
import { Failure } from './failure.ts';
import { lineageOf, type Sources } from './lineage.ts';
import type { RetryPolicy } from './task.ts';

/**
 * One agent with all that it extends. `readTemplate` gives the text of a template file. Throws a
 * Failure that lists every problem at once and says what is known.
 */
export function resolveAgent(
  name: string,
  sources: Sources,
  readTemplate: (path: string) => string | undefined,
): ResolvedAgent {
  const settings = lineageOf(name, sources)
    .map((ancestor) => ancestor.settings)
    .reduce(over);
  const problems = problemsOf(settings);
  const template = templateOf(settings, readTemplate, problems);
  if (problems.length > 0)
    throw new Failure(
      'invalid',
      problems.map((problem) => `agents.${name}: ${problem}`).join('\n'),
      {
        hint: 'mend agent-config.json; orchestra never changes it',
      },
    );
  return finish(name, settings, template);
}

/** Child over parent; `env` is joined, everything else replaced. */
function over(
  child: AgentSettings,
  { promptTemplate, probe, ...parent }: AgentSettings,
): AgentSettings {
  const env = { ...parent.env, ...child.env };
  // A child that names a template file has replaced the text of its parent as well.
  const isReplaced = promptTemplate === undefined || child.promptTemplateFile !== undefined;
  return {
    ...parent,
    ...(!isReplaced && { promptTemplate }),
    ...(probe && isSameProgram(child.command, parent.command) && { probe }),
    ...child,
    env,
  };
}

/** Another program must not be asked what it may take for work; a path to the same one may. */
const isSameProgram = (own: string | undefined, inherited: string | undefined): boolean =>
  own === undefined || own.split('/').at(-1) === inherited?.split('/').at(-1);

/** What is wrong with the settings that hold for all agents. */
export const problemsWithConfig = ({ timeout, idleExit, retry }: Config): string[] =>
  durationProblems({ timeout, idleExit, ...retryDurations(retry) });

function problemsOf(settings: AgentSettings): string[] {
  const problems: string[] = [];
  if (settings.command === undefined) problems.push('command is missing, and it extends nothing');
  const { timeout, grace, linger, retry } = settings;
  problems.push(...durationProblems({ timeout, grace, linger, ...retryDurations(retry) }));
  // {modelArgs} alone is a place among the arguments, not a hole in one.
  const args = [...(settings.args ?? []), ...(settings.modelArgs ?? [])].filter(
    (arg) => arg !== '{modelArgs}',
  );
  const holes = [...new Set(args.flatMap(holesIn))];
  problems.push(...holes.flatMap(holeProblem));
  if (settings.prompt === 'arg' && !holes.includes('prompt') && !holes.includes('userPrompt'))
    problems.push('prompt is "arg", but no argument holds {prompt}');
  if (settings.prompt === 'file' && !holes.includes('promptFile'))
    problems.push('prompt is "file", but no argument holds {promptFile}');
  return problems;
}

const retryDurations = (retry: AgentSettings['retry']) => ({
  'retry.delay': retry?.delay,
  'retry.ceiling': retry?.ceiling,
});

const durationProblems = (texts: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(texts)
    .filter(([, text]) => text !== undefined && parseDuration(text) === undefined)
    .map(([key, text]) => `${key} is no duration: "${text}" (such as 90, 30m, 1h30m)`);

/** Every hole that arguments and templates may hold. */
export const knownHoles = [
  'prompt',
  'userPrompt',
  'promptFile',
  'taskId',
  'agent',
  'planFile',
  'logFile',
  'doneFile',
  'errorFile',
  'workspace',
  'model',
  'cwd',
  'attempt',
  'previousError',
] as const;
export type Hole = (typeof knownHoles)[number];

const isKnownHole = (hole: string): hole is Hole =>
  (knownHoles as readonly string[]).includes(hole);

function holeProblem(hole: string): string[] {
  if (isKnownHole(hole)) return [];
  const near = suggest(hole, knownHoles);
  const known = knownHoles.map((one) => `{${one}}`).join(' ');
  const meant = near ? `; did you mean {${near}}?` : '.';
  return [`{${hole}} is no known hole${meant} Known: ${known}`];
}

function templateOf(
  settings: AgentSettings,
  readTemplate: (path: string) => string | undefined,
  problems: string[],
): string | undefined {
  const file = settings.promptTemplateFile;
  const text = settings.promptTemplate ?? (file === undefined ? undefined : readTemplate(file));
  if (text === undefined) {
    if (file !== undefined) problems.push(`promptTemplateFile ${file} does not exist`);
    return undefined;
  }
  const holes = holesIn(text);
  problems.push(...holes.flatMap(holeProblem));
  if (holes.includes('prompt')) problems.push('a prompt template holds {userPrompt}, not {prompt}');
  if (!holes.includes('userPrompt'))
    problems.push('the prompt template does not hold {userPrompt}');
  return text;
}

function finish(
  name: string,
  settings: AgentSettings,
  template: string | undefined,
): ResolvedAgent {
  const ms = (text: string | undefined) => (text === undefined ? undefined : parseDuration(text));
  const args = settings.args ?? [];
  return {
    name,
    description: settings.description ?? '',
    command: settings.command ?? '',
    args,
    modelArgs: settings.modelArgs ?? [],
    model: settings.model,
    prompt: settings.prompt ?? channelIn(args),
    template,
    completion: settings.completion ?? 'either',
    format: settings.format === 'lines' ? undefined : settings.format,
    trustExit: settings.trustExit ?? true,
    timeoutMs: ms(settings.timeout),
    retry: retryOf(settings.retry),
    maxParallel: settings.maxParallel ?? Number.POSITIVE_INFINITY,
    env: settings.env ?? {},
    unset: settings.unset ?? [],
    stopSignals: settings.stopSignals ?? ['INT', 'TERM'],
    graceMs: ms(settings.grace) ?? 5_000,
    lingerMs: ms(settings.linger) ?? 5_000,
    classicNames: settings.classicNames ?? false,
    verified: settings.verified ?? true,
    install: settings.install,
    probe: settings.probe,
    simulated: settings.simulated ?? false,
  };
}

/** How the prompt gets there when the config leaves it to the arguments to tell. */
function channelIn(args: readonly string[]): ResolvedAgent['prompt'] {
  const holes = args.flatMap(holesIn);
  if (holes.includes('prompt') || holes.includes('userPrompt')) return 'arg';
  return holes.includes('promptFile') ? 'file' : 'stdin';
}

/** The config's words for a retry policy, in milliseconds. */
export function retryOf(settings: AgentSettings['retry']): RetryPolicy | undefined {
  if (!settings) return undefined;
  const { delay, ceiling, ...rest } = settings;
  const delayMs = delay === undefined ? undefined : parseDuration(delay);
  const ceilingMs = ceiling === undefined ? undefined : parseDuration(ceiling);
  return {
    ...rest,
    ...(delayMs !== undefined && { delayMs }),
    ...(ceilingMs !== undefined && { ceilingMs }),
  };
}
