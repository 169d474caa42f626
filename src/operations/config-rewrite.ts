import { isDeepStrictEqual } from 'node:util';
import { configProblems } from '../core/config-check.ts';
import type { ConfigFiles } from '../core/config-files.ts';
import type { ConfigKey } from '../core/config-key.ts';
import { type ConfigProblem, readConfig, tellProblem } from '../core/config-problem.ts';
import { Failure } from '../core/failure.ts';
import { readJson } from '../lib/json.ts';
import { valueAt } from '../lib/json-edit.ts';
import type { Context } from './operation.ts';

/** A change of a config file. */
export interface Rewrite {
  readonly file: string;
  readonly key: ConfigKey;
  /** The text with the change in it. Throws a Failure where it cannot be made. */
  change(text: string): string;
  /** Whether what was wrong before is a reason to refuse it as well. */
  readonly refuses: 'all' | 'new';
}

interface Rewritten {
  /** What the key was set to; undefined where that was nothing. */
  readonly was: unknown;
  readonly isChanged: boolean;
  /** What is wrong all the same. */
  readonly warnings: readonly string[];
}

const attemptsMax = 20;

/**
 * Changes a config file, unless that would break anything. Where somebody else changes it at the
 * same time, the change is made to what they have written. Throws a Failure.
 */
export async function rewrite(
  context: Context,
  files: ConfigFiles,
  { file, key, change, refuses }: Rewrite,
): Promise<Rewritten> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const before = files.read(file);
    const text = before === undefined || before.trim() === '' ? '{}\n' : before;
    const value = jsonIn(text);
    if (value === undefined) throw broken(file, text);
    const was = valueAt(value, key.path);
    const after = change(text);
    if (isDeepStrictEqual(jsonIn(after), value)) return { was, isChanged: false, warnings: [] };
    const warnings = await check(context, files, file, { text, after, refuses });
    if (files.replace(file, before, after)) return { was, isChanged: true, warnings };
  }
  throw overtaken(file);
}

/** Replaces the text of a config file. Throws a Failure that tells all that is wrong with it. */
export async function replaceConfig(
  context: Context,
  files: ConfigFiles,
  file: string,
  before: string | undefined,
  after: string,
): Promise<void> {
  const wrong = problemsOf(file, after).map(tellProblem);
  const lines = wrong.length > 0 ? wrong : await worsenedAgents(context, files, file, after);
  if (lines.length > 0)
    throw new Failure('invalid', lines.join('\n'), { hint: 'nothing was changed' });
  if (!files.replace(file, before, after)) throw overtaken(file);
}

interface Edit {
  readonly text: string;
  readonly after: string;
  readonly refuses: Rewrite['refuses'];
}

/** Refuses what an edit makes wrong; what was wrong before may have to be mended one by one. */
async function check(
  context: Context,
  files: ConfigFiles,
  file: string,
  { text, after, refuses }: Edit,
): Promise<readonly string[]> {
  const old = problemsOf(file, text);
  const left = problemsOf(file, after);
  const fresh = left.filter(({ says }) => !old.some((one) => one.says === says));
  if (fresh.length > 0) throw refused(fresh.map(({ says }) => says));
  if (left.length > 0 && refuses === 'all') throw broken(file, text);
  if (left.length > 0) return left.map(tellProblem);
  const worse = (await worsenedAgents(context, files, file, after)).map(withoutPlace);
  if (worse.length === 0 || old.length > 0) return worse;
  throw refused(worse);
}

function problemsOf(file: string, text: string): readonly ConfigProblem[] {
  const read = readConfig(file, text);
  return read.ok ? [] : read.problems;
}

/** What is wrong with agents, in any file, that was not before. */
async function worsenedAgents(
  context: Context,
  files: ConfigFiles,
  file: string,
  after: string,
): Promise<string[]> {
  const before = configProblems(await context.agents()).map(withoutPlace);
  return configProblems(files.supposing(file, after)).filter(
    (line) => !before.includes(withoutPlace(line)),
  );
}

/** The place would be that in a text which nobody sees. */
const withoutPlace = (line: string): string => line.replace(/^.*?:\d+:\d+: /, '');

const refused = (lines: readonly string[]): Failure =>
  new Failure('invalid', lines.join('\n'), {
    hint: 'nothing was changed; orchestra help config tells all keys',
  });

const broken = (file: string, text: string): Failure =>
  new Failure('invalid', problemsOf(file, text).map(tellProblem).join('\n'), {
    hint: 'nothing was changed; mend that first: orchestra config edit',
  });

const overtaken = (file: string): Failure =>
  new Failure('conflict', `${file} was changed by somebody else meanwhile`, {
    hint: 'nothing of yours was written; try again',
  });

/** What a text holds; undefined where that is no JSON. */
export function jsonIn(text: string): unknown {
  const read = readJson(text.replace(/^\ufeff/, ''));
  return read.ok ? read.value : undefined;
}
