import { parseBytes } from '../lib/bytes.ts';
import { type Place, readJson } from '../lib/json.ts';
import { placesIn } from '../lib/json-places.ts';
import { parse } from '../lib/schema.ts';
import { Config } from './agent.ts';
import { durationProblems, retryDurations } from './agent-problems.ts';
import { callbackProblems } from './callback.ts';

/** Something that is wrong in a config file. */
export interface ConfigProblem {
  /** Undefined for what no file says. */
  readonly file: string | undefined;
  readonly place: Place | undefined;
  /** In words, the path of what is wrong included. */
  readonly says: string;
}

/** Where a value of a config file stands, or the name in front of it; at worst, what it is in. */
export type Locate = (path: string, what: 'value' | 'name') => Place | undefined;

/** A problem as one line: `FILE:LINE:COLUMN: agents.coder.timeut is unknown`. */
export function tellProblem({ file, place, says }: ConfigProblem): string {
  if (file === undefined) return says;
  return place ? `${file}:${place.line}:${place.column}: ${says}` : `${file}: ${says}`;
}

export type ReadConfig =
  | { readonly ok: true; readonly config: Config; readonly locate: Locate }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads the text of a config file; all that is wrong with it is told at once. `user` is the file
 * that holds for all workspaces, unless this is the one.
 */
export function readConfig(file: string, written: string, user?: string): ReadConfig {
  const text = written.replace(/^\ufeff/, '');
  const json = readJson(text);
  if (!json.ok) {
    const says = `is no JSON: ${json.problem}`;
    return { ok: false, problems: [{ file, place: json.place, says }] };
  }
  const places = placesIn(text);
  const locate: Locate = (path, what) => {
    for (let at = path; at !== ''; at = at.replace(/(?:\.?[^.[]*|\[[^[]*)$/, '')) {
      const place = places.find(at, what) ?? places.find(at);
      if (place) return place;
    }
    return places.find('');
  };

  const read = parse(Config, json.value);
  const wrong = read.ok
    ? [
        ...durationProblemsIn(read.value),
        ...amountProblemsIn(read.value),
        ...callbackProblemsIn(read.value),
        ...problemsOfMachine(read.value, user),
      ]
    : read.issues.map(({ path, message, isName }) => ({
        path: path === '(root)' ? '' : path,
        says: `${path === '(root)' ? 'it' : path} ${message}`,
        what: isName ? ('name' as const) : ('value' as const),
      }));
  const problems: ConfigProblem[] = [
    ...places.repeated.map(({ path, first }) => ({
      file,
      place: locate(path, 'name'),
      says: `${path} is there already, at line ${first.line}, column ${first.column}`,
    })),
    ...wrong.map(({ path, what, says }) => ({ file, place: locate(path, what), says })),
  ];
  if (read.ok && problems.length === 0) return { ok: true, config: read.value, locate };
  return { ok: false, problems: problems.sort(byPlace) };
}

const amountProblemsIn = ({ minFreeMemory: text }: Config) =>
  text === undefined || parseBytes(text) !== undefined
    ? []
    : [
        {
          path: 'minFreeMemory',
          says: `minFreeMemory is no amount: "${text}" (such as 512M, 2G)`,
          what: 'value' as const,
        },
      ];

const durationProblemsIn = ({ timeout, idleExit, drain, aging, retry }: Config) =>
  durationProblems({ timeout, idleExit, drain, aging, ...retryDurations(retry) }).map(
    ({ path, says }) => ({
      path,
      says: `${path} ${says}`,
      what: 'value' as const,
    }),
  );

/** One workspace must not decide for the others. */
const problemsOfMachine = ({ machineMaxParallel }: Config, user: string | undefined) =>
  machineMaxParallel === undefined || user === undefined
    ? []
    : [
        {
          path: 'machineMaxParallel',
          says: `machineMaxParallel is for all workspaces of the machine: it belongs in ${user}`,
          what: 'name' as const,
        },
      ];

const callbackProblemsIn = ({ callbacks }: Config) =>
  callbackProblems(callbacks).map(({ path, says }) => ({
    path,
    says: `${path} ${says}`,
    what: 'value' as const,
  }));

function byPlace({ place: a }: ConfigProblem, { place: b }: ConfigProblem): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}
