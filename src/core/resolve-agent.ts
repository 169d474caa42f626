import { parseDuration } from '../lib/duration.ts';
import { holesIn } from '../lib/template.ts';
import type { AgentSettings, ResolvedAgent } from './agent.ts';
import { problemsOf, problemsOfTemplate, type SettingProblem } from './agent-problems.ts';
import { type ConfigProblem, tellProblem } from './config-problem.ts';
import { Failure } from './failure.ts';
import { type Ancestor, lineageOf, type Sources } from './lineage.ts';
import type { RetryPolicy } from './task.ts';

export { type Hole, knownHoles } from './agent-problems.ts';

/**
 * One agent with all that it extends. `readTemplate` gives the text of a template file. Throws a
 * Failure that lists every problem at once and says what is known.
 */
export function resolveAgent(
  name: string,
  sources: Sources,
  readTemplate: (path: string) => string | undefined,
): ResolvedAgent {
  const lineage = lineageOf(name, sources);
  const settings = lineage.map((ancestor) => ancestor.settings).reduce(over);
  const { promptTemplate, promptTemplateFile: file } = settings;
  const template = promptTemplate ?? (file === undefined ? undefined : readTemplate(file));
  const problems = [
    ...problemsOf(settings),
    ...problemsOfTemplate(template, promptTemplate === undefined ? file : undefined),
  ];
  if (problems.length > 0)
    throw new Failure(
      'invalid',
      problems.map((one) => tellProblem(placed(one, lineage, sources))).join('\n'),
      { hint: 'mend agent-config.json: orchestra config edit' },
    );
  return finish(name, settings, template);
}

/** A problem belongs to the nearest one that says what is wrong: there it can be mended. */
function placed(
  { path, says }: SettingProblem,
  lineage: readonly Ancestor[],
  { locate }: Sources,
): ConfigProblem {
  const key = /^\w*/.exec(path)?.[0] ?? '';
  const owner = lineage.find(({ settings }) => Object.hasOwn(settings, key)) ?? lineage[0];
  const agent = `agents.${owner?.name}`;
  const whole = path === '' ? agent : `${agent}.${path}`;
  const file = owner?.place;
  const what = path === '' ? 'name' : 'value';
  const place = file === undefined ? undefined : locate?.(file, whole, what);
  return { file, place, says: `${whole} ${says}` };
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
    retry: retryOf(settings.retry, settings.retryOn),
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
export function retryOf(
  settings: AgentSettings['retry'],
  on?: AgentSettings['retryOn'],
): RetryPolicy | undefined {
  if (!settings && !on) return undefined;
  const { delay, ceiling, ...rest } = { ...(on && { on }), ...settings };
  const delayMs = delay === undefined ? undefined : parseDuration(delay);
  const ceilingMs = ceiling === undefined ? undefined : parseDuration(ceiling);
  return {
    ...rest,
    ...(delayMs !== undefined && { delayMs }),
    ...(ceilingMs !== undefined && { ceilingMs }),
  };
}
