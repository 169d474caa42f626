import { spawnSync } from 'node:child_process';

/** A command line that is measured against others, from its start to its end. */
export interface Call {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The exit code that it should have; else 0. */
  readonly code?: number;
}

/** What was measured, in milliseconds, in the order in which it was. */
export interface Samples {
  readonly name: string;
  readonly values: number[];
}

/**
 * Calls each once, then each once more, and so on: what disturbs the machine meanwhile disturbs
 * all of them. The first round fills caches and does not count. Throws when a call fails.
 */
export function interleave(calls: readonly Call[], rounds: number): Samples[] {
  const samples = calls.map(({ name }): Samples => ({ name, values: [] }));
  for (let round = 0; round <= rounds; round += 1)
    for (const [at, call] of calls.entries()) {
      const tookMs = timeOf(call);
      if (round > 0) samples[at]?.values.push(tookMs);
    }
  return samples;
}

/** How long one call takes. Throws when it ends otherwise than it should. */
export function timeOf({ name, program, args, cwd, code = 0 }: Call): number {
  const since = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(program, args, {
    cwd,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  const tookMs = Number(process.hrtime.bigint() - since) / 1e6;
  if (status !== code)
    throw new Error(`${name} failed: ${error?.message ?? stderr.toString('utf8')}`);
  return tookMs;
}

/** The value below which this share of all lies; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const last = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return last ?? Number.NaN;
}

/** Nothing of a run or workspace that may be around us. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('ORCHESTRA_'));
  return { ...Object.fromEntries(own), XDG_STATE_HOME: '/dev/null' };
}
