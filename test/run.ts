import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import {
  filesOf,
  isTier,
  pathOf,
  type TierName,
  tierOf,
  tiers,
  variableOf,
} from './support/tiers.ts';

/** `run.js TIER [--option value…] [part of a path…]`: runs the tests of one tier. */
process.exitCode = await main(process.argv.slice(2));

async function main([tier = '', ...rest]: readonly string[]): Promise<number> {
  if (!isTier(tier)) return refuse(`expected one of ${Object.keys(tiers).join(', ')}`);
  const { options = {}, perCore = 1 } = tierOf(tier);
  const { told, words } = readArguments(rest);
  const stranger = Object.keys(told).find((option) => !Object.hasOwn(options, option));
  if (stranger !== undefined)
    return refuse(`tier ${tier} knows no --${stranger}, only: ${Object.keys(options).join(' ')}`);
  const files = filesOf(tier, words);
  if (files.length === 0) return refuse(`no test file of tier ${tier} matches ${words.join(' ')}`);

  const startedMs = performance.now();
  const ran = await run(tier, files, { ...options, ...told }, perCore * availableParallelism());
  const code = await judged(tier, files, ran, { ...options, ...told });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  for (const test of ran.skipped) console.log(`skipped: ${test}`);
  console.log(`tier ${tier}: ${files.length} files, ${seconds} s`);
  // Where everything was installed, a skipped test is one that nobody runs.
  return process.env['CI'] === 'true' && ran.skipped.length > 0 ? code || 1 : code;
}

/**
 * The exit code of a run. Who runs many tiers names a file for what went wrong; then the files
 * that failed get a second chance, alone, for these tests share a machine with who knows what.
 * One that needs it is reported all the same: it is a defect of the test, or a rare one of ours.
 */
async function judged(
  tier: TierName,
  files: readonly string[],
  { code, failed }: Ran,
  told: Readonly<Record<string, string>>,
): Promise<number> {
  const report = process.env['ORCHESTRA_TEST_REPORT'];
  if (!report || code === 0) return code;
  const suspects = files.filter((file) => {
    const name = file.slice(0, -extname(file).length);
    return failed.some((block) => block.includes(`/${name}.`));
  });
  console.log(`again, alone: ${suspects.join(' ')}`);
  const again = suspects.length > 0 ? (await run(tier, suspects, told, 1)).code : code;
  const verdict = again === 0 ? 'passed the second time' : 'FAILED';
  for (const test of failed) appendFileSync(report, `tier ${tier}, ${verdict}:\n${test}\n`);
  return again;
}

function refuse(problem: string): number {
  console.error(`error: ${problem}`);
  return 2;
}

function readArguments(rest: readonly string[]) {
  const told: Record<string, string> = {};
  const words: string[] = [];
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? '';
    if (!word.startsWith('--')) words.push(word);
    else told[word.slice(2)] = rest[++at] ?? '';
  }
  return { told, words };
}

interface Ran {
  readonly code: number;
  readonly skipped: readonly string[];
  /** What was said of each. */
  readonly failed: readonly string[];
}

async function run(
  tier: TierName,
  files: readonly string[],
  told: Readonly<Record<string, string>>,
  concurrency: number,
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'orchestra-tests-'));
  try {
    const protocol = join(folder, 'protocol.tap');
    const { timeoutMs } = tierOf(tier);
    const flags = [
      '--enable-source-maps',
      '--test',
      // Node itself would leave a core idle.
      `--test-concurrency=${concurrency}`,
      ...(timeoutMs === undefined ? [] : [`--test-timeout=${timeoutMs}`]),
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=tap', `--test-reporter-destination=${protocol}`],
    ];
    const variables = Object.entries(told).map(([name, value]) => [variableOf(name), value]);
    const child = spawn(process.execPath, [...flags, ...files.map(pathOf)], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...Object.fromEntries(variables) },
    });
    const [code] = await once(child, 'close');
    const written = readFileSync(protocol, 'utf8');
    return { code: code ?? 1, skipped: skippedIn(written), failed: failedIn(written) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Tests, and whole suites, that did not run; the summary of a run counts no suites. */
function skippedIn(protocol: string): string[] {
  const lines = protocol.matchAll(/^ *(?:not )?ok \d+ - (.*) # (?:SKIP|TODO)(.*)$/gm);
  return [...lines].map(([, name = '', reason = '']) =>
    reason.trim() === '' ? name : `${name} (${reason.trim()})`,
  );
}

/** Failed tests with what was said of them; a suite that only holds them is left out. */
function failedIn(protocol: string): string[] {
  const blocks = protocol.matchAll(/^( *)not ok \d+ - .*\n(?: *---\n[\s\S]*?^ *\.\.\.$)?/gm);
  return [...blocks].map(([block]) => block).filter((block) => !/subtestsFailed/.test(block));
}
