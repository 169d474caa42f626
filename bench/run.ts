import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { alignColumns } from '../src/lib/columns.ts';
import { measureCosts } from './costs.ts';
import { quantile, type Samples } from './measure.ts';
import { type NodeVersion, nodeOf } from './nodes.ts';
import { measureShortCommands, unit } from './short-commands.ts';
import { measureChain, measureDrain, measureFall, measureNextStart } from './throughput.ts';

const usage = `usage: npm run bench -- [--node PATH|VERSION]… [--costs] [--quick]
  --node PATH|VERSION   measure with this Node as well; a version such as 24 is fetched from npm
  --costs               what each guarantee costs, and nothing else
  --quick               fewer rounds and smaller workspaces: to see that it works, not how fast
`;

const { values: flags } = parseArgs({
  options: {
    node: { type: 'string', multiple: true, default: [] },
    costs: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (flags.help) process.stdout.write(usage);
else if (flags.costs) await benchCosts([process.execPath, ...flags.node].map(nodeOf), flags.quick);
else await bench([process.execPath, ...flags.node].map(nodeOf), sizesOf(flags.quick));

interface Sizes {
  readonly rounds: number;
  readonly finished: number;
  readonly recorded: number;
  readonly starts: number;
  readonly drained: number;
  readonly drains: number;
}

function sizesOf(isQuick: boolean): Sizes {
  return isQuick
    ? { rounds: 3, finished: 1_000, recorded: 500, starts: 5, drained: 20, drains: 1 }
    : { rounds: 25, finished: 100_000, recorded: 10_000, starts: 30, drained: 500, drains: 3 };
}

/** Measures everything in one temporary folder, prints the table and keeps the numbers. */
async function bench(nodes: readonly NodeVersion[], sizes: Sizes): Promise<void> {
  const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'orchestra-bench-'));
  try {
    const paths = nodes.map(({ path }) => path);
    const short = await measureShortCommands(folder, paths, main, sizes);
    const results: Result[] = [];
    for (const [at, { path, version }] of nodes.entries()) {
      const next = await measureNextStart(join(folder, `next-${at}`), path, main, sizes.starts);
      const { drained: tasks, drains: rounds } = sizes;
      const whole = { tasks, parallel: 4, rounds };
      const waits = [
        next,
        await measureDrain(join(folder, `drain-${at}`), path, main, whole),
        await measureChain(join(folder, `chain-${at}`), path, main, whole),
        await measureFall(join(folder, `fall-${at}`), path, main, { ...whole, tasks: tasks * 10 }),
      ];
      results.push({ version, samples: [...(short[at] ?? []), ...waits] });
    }
    process.stdout.write(`${machine()}\n\n${results.map(tableOf).join('\n\n')}\n`);
    process.stdout.write(`\nkept in ${keep(results, sizes)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each guarantee taken away in turn; how much longer all of them take together than the rest. */
async function benchCosts(nodes: readonly NodeVersion[], isQuick: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'orchestra-bench-'));
  const sizes = { tasks: isQuick ? 20 : 500, parallel: 4, rounds: isQuick ? 1 : 5 };
  try {
    process.stdout.write(`${machine()}\n`);
    for (const [at, { path, version }] of nodes.entries()) {
      const samples = await measureCosts(join(folder, String(at)), path, sizes);
      process.stdout.write(`\n${costsTable(version, samples)}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The ratio is the median of those of the rounds: their times may be from different worlds. */
function costsTable(version: string, [all, ...lacks]: readonly Samples[]): string {
  const rows = [...(all ? [all] : []), ...lacks].map(({ name, values }) => {
    const ratios = values.map((ms, round) => ms / (all?.values[round] ?? Number.NaN));
    return [name, quantile(values, 0.5).toFixed(1), `${quantile(ratios, 0.5).toFixed(2)} ×`];
  });
  return alignColumns([[`Node ${version}`, 'median ms', 'of all'], ...rows], {
    right: [1, 2],
  }).join('\n');
}

interface Result {
  readonly version: string;
  readonly samples: readonly Samples[];
}

function machine(): string {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  return `${cpus().length} × ${cpu?.model.trim()}, ${memory}, ${type()} ${release()}`;
}

function tableOf({ version, samples }: Result): string {
  const base = quantile(samples.find(({ name }) => name === unit)?.values ?? [], 0.5);
  const rows = samples.map(({ name, values }, at) => {
    const median = quantile(values, 0.5);
    // Only whole commands are comparable with the start of Node.
    const ratio = at < samples.length - 4 ? `${(median / base).toFixed(2)} ×` : '';
    const shown = [median, quantile(values, 0), quantile(values, 0.99)].map((ms) => ms.toFixed(1));
    return [name, ...shown, ratio, String(values.length)];
  });
  const header = [`Node ${version}`, 'median ms', 'least', 'p99', 'ratio', 'samples'];
  return alignColumns([header, ...rows], { right: [1, 2, 3, 4, 5] }).join('\n');
}

/** Every sample, so that a later question can still be answered. */
function keep(results: readonly Result[], sizes: Sizes): string {
  const at = new Date().toISOString();
  const name = `bench/results/${at.replaceAll(':', '-')}.json`;
  mkdirSync('bench/results', { recursive: true });
  writeFileSync(name, `${JSON.stringify({ at, machine: machine(), sizes, results }, null, 2)}\n`);
  return name;
}
