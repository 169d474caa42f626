import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
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
  const { options = {} } = tierOf(tier);
  const { told, words } = readArguments(rest);
  const stranger = Object.keys(told).find((option) => !Object.hasOwn(options, option));
  if (stranger !== undefined)
    return refuse(`tier ${tier} knows no --${stranger}, only: ${Object.keys(options).join(' ')}`);
  const files = filesOf(tier, words);
  if (files.length === 0) return refuse(`no test file of tier ${tier} matches ${words.join(' ')}`);

  const startedMs = performance.now();
  const { code, skipped } = await run(tier, files, { ...options, ...told });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  for (const test of skipped) console.log(`skipped: ${test}`);
  console.log(`tier ${tier}: ${files.length} files, ${seconds} s`);
  // Where everything was installed, a skipped test is one that nobody runs.
  return process.env['CI'] === 'true' && skipped.length > 0 ? code || 1 : code;
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

async function run(
  tier: TierName,
  files: readonly string[],
  told: Readonly<Record<string, string>>,
): Promise<{ code: number; skipped: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'orchestra-tests-'));
  try {
    const protocol = join(folder, 'protocol.tap');
    const { timeoutMs } = tierOf(tier);
    const flags = [
      '--enable-source-maps',
      '--test',
      // Node itself would leave a core idle; most of these tests wait for something anyway.
      `--test-concurrency=${availableParallelism()}`,
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
    return { code: code ?? 1, skipped: skippedIn(readFileSync(protocol, 'utf8')) };
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
