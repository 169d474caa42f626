import { readdirSync } from 'node:fs';
import { dirname, extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Tier {
  /** The folder whose tests it runs; without one, those that no other tier has. */
  readonly folder?: string;
  /** What its tests can be told by `--name value`, and what they are told else. */
  readonly options?: Readonly<Record<string, string>>;
  /** How many files at once for each core: more than one where they mostly wait for others. */
  readonly perCore?: number;
  /** A single test, or a file of them, that takes longer is hung. */
  readonly timeoutMs?: number;
}

const patienceMs = 10 * 60_000;

/** The tiers of tests, by the name that `npm run` knows; the plain one needs Node and git only. */
export const tiers = {
  test: { perCore: 2, timeoutMs: patienceMs },
  agents: { folder: 'agents', options: { agents: 'all' }, timeoutMs: patienceMs },
  system: { folder: 'system', timeoutMs: patienceMs },
  simulate: { folder: 'simulation', options: { seed: '1', steps: '1000', histories: '1000' } },
  fuzz: { folder: 'fuzz', options: { seed: '1', files: '100000', workspaces: '60' } },
  crash: {
    folder: 'crash',
    options: { seed: '1', seconds: '120', both: '0' },
    timeoutMs: 60 * 60_000,
  },
  chaos: { folder: 'chaos', options: { seed: '2', minutes: '0', seconds: '60' } },
} as const satisfies Record<string, Tier>;
export type TierName = keyof typeof tiers;

/** Narrows a word to a tier. */
export const isTier = (word: string): word is TierName => Object.hasOwn(tiers, word);

/** What is known of one tier. */
export const tierOf = (name: TierName): Tier => tiers[name];

/** The folder of all tests: sources where this file is one, else what they were compiled to. */
export const testFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * The test files of a tier, below the folder of all tests. They are found here because no two
 * versions of Node agree about globs; with `words`, only those whose path holds one of them.
 */
export function filesOf(name: TierName, words: readonly string[] = []): string[] {
  const ending = `.test${extname(import.meta.url)}`;
  return readdirSync(testFolder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll(sep, '/'))
    .filter((path) => path.endsWith(ending) && tierOfFile(path) === name)
    .filter((path) => words.length === 0 || words.some((word) => `/${path}`.includes(word)))
    .sort();
}

/** The one tier that a test file belongs to, by its path below the folder of all tests. */
export function tierOfFile(path: string): TierName {
  const names = Object.keys(tiers).filter(isTier);
  return (
    names.find((name) => {
      const { folder } = tierOf(name);
      return folder !== undefined && path.startsWith(`${folder}/`);
    }) ?? 'test'
  );
}

/** The absolute path of a test file. */
export const pathOf = (file: string): string => join(testFolder, file);

/** The variable by which tests are told of an option: `--seed 42` is ORCHESTRA_TEST_SEED=42. */
export const variableOf = (option: string): string =>
  `ORCHESTRA_TEST_${option.toUpperCase().replaceAll('-', '_')}`;

/** What a test of this tier was told by an option, as a number. */
export function numberOption(name: TierName, option: string): number {
  const text = process.env[variableOf(option)] ?? tierOf(name).options?.[option] ?? '';
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Error(`--${option} takes a whole number, got ${JSON.stringify(text)}`);
}
