import { parseDuration } from '../lib/duration.ts';
import { placeAt } from '../lib/json.ts';
import { suggest } from '../lib/suggest.ts';
import { holesIn } from '../lib/template.ts';
import type { AgentSettings } from './agent.ts';

/** What is wrong with one setting of an agent. */
export interface SettingProblem {
  /** Of the setting, below the agent: `timeout`, `args[1]`; '' is the agent itself. */
  readonly path: string;
  /** A predicate to the path. */
  readonly says: string;
}

/** What is wrong with the settings of an agent, those that it extends included. */
export function problemsOf(settings: AgentSettings): SettingProblem[] {
  const { command, prompt, timeout, grace, linger, retry, args = [], modelArgs = [] } = settings;
  const holes = [...args, ...modelArgs].flatMap(argumentHoles);
  const hasPrompt = holes.includes('prompt') || holes.includes('userPrompt');
  return [
    ...(command === undefined
      ? [{ path: '', says: 'has no command, and extends nothing that has one' }]
      : []),
    ...durationProblems({ timeout, grace, linger, ...retryDurations(retry) }),
    ...problemsIn('args', args),
    ...problemsIn('modelArgs', modelArgs),
    ...(prompt === 'arg' && !hasPrompt
      ? [{ path: 'prompt', says: 'is "arg", but no argument holds {prompt}' }]
      : []),
    ...(prompt === 'file' && !holes.includes('promptFile')
      ? [{ path: 'prompt', says: 'is "file", but no argument holds {promptFile}' }]
      : []),
  ];
}

/** What is wrong with a prompt template: the text of `file`, or one that stands in the config. */
export function problemsOfTemplate(
  text: string | undefined,
  file: string | undefined,
): SettingProblem[] {
  const path = file === undefined ? 'promptTemplate' : 'promptTemplateFile';
  if (text === undefined)
    return file === undefined ? [] : [{ path, says: `${file} does not exist` }];
  const holes = holesIn(text);
  /** The file a person has to open, and the line in it. */
  const at = (hole: string): string => {
    const { line, column } = placeAt(text, text.indexOf(`{${hole}}`));
    return file === undefined ? '' : `${file}:${line}:${column} `;
  };
  const says = [
    ...holes.flatMap((hole) => unknownHole(hole).map((problem) => at(hole) + problem)),
    ...(holes.includes('prompt')
      ? [`${at('prompt')}holds {prompt}; a template holds {userPrompt} instead`]
      : []),
    ...(holes.includes('userPrompt')
      ? []
      : [`${file === undefined ? '' : `${file} `}does not hold {userPrompt}`]),
  ];
  return says.map((problem) => ({ path, says: problem }));
}

/** {modelArgs} alone is a place among the arguments, not a hole in one. */
const argumentHoles = (arg: string): string[] => (arg === '{modelArgs}' ? [] : holesIn(arg));

const problemsIn = (key: 'args' | 'modelArgs', args: readonly string[]): SettingProblem[] =>
  args.flatMap((arg, index) =>
    argumentHoles(arg)
      .flatMap(unknownHole)
      .map((says) => ({ path: `${key}[${index}]`, says })),
  );

/** The durations of a retry policy, by path. */
export const retryDurations = (retry: AgentSettings['retry']) => ({
  'retry.delay': retry?.delay,
  'retry.ceiling': retry?.ceiling,
});

/** Which of these texts are no durations. */
export const durationProblems = (
  texts: Readonly<Record<string, string | undefined>>,
): SettingProblem[] =>
  Object.entries(texts)
    .filter(([, text]) => text !== undefined && parseDuration(text) === undefined)
    .map(([path, text]) => ({ path, says: `is no duration: "${text}" (such as 90, 30m, 1h30m)` }));

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

function unknownHole(hole: string): string[] {
  if (isKnownHole(hole)) return [];
  const near = suggest(hole, knownHoles);
  const known = knownHoles.map((one) => `{${one}}`).join(' ');
  const meant = near ? `; did you mean {${near}}?` : '.';
  return [`holds {${hole}}, which is no known hole${meant} Known: ${known}`];
}
