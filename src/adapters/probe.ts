import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { ResolvedAgent } from '../core/agent.ts';
import { inheritedFor } from '../core/command.ts';
import type { Agents, Probe, Probed } from '../core/ports.ts';
import { flagsToFind, missingIn, versionIn } from '../core/probe.ts';
import { formatDuration } from '../lib/duration.ts';
import { firstLine, harmless, truncate } from '../lib/text.ts';
import { deliver, killBearers } from './processes/sweep.ts';

/** Long for a version, and short for a person: a cold start on a busy machine takes seconds. */
const patienceMs = 15_000;
const leftoverMs = 500;
const bytesMax = 256 * 1024;

/** Asks programs about themselves, each question once. */
export function createProbe(
  agents: Pick<Agents, 'locate' | 'environment'>,
  cwd: string,
  timeoutMs = patienceMs,
): Probe {
  const asked = new Map<string, Promise<Said>>();
  const ask = (agent: ResolvedAgent, path: string, args: readonly string[]): Promise<Said> => {
    const environment = { ...inheritedFor(agent, agents.environment()), ...agent.env };
    const key = JSON.stringify([path, args, agent.env, agent.unset]);
    const answer = asked.get(key) ?? run(path, args, environment, timeoutMs);
    asked.set(key, answer);
    return answer;
  };

  return async (agent, { flags = false } = {}) => {
    const { command, probe } = agent;
    const path = agents.locate(command, cwd);
    if (path === undefined) return {};
    const problem = (args: readonly string[], what: string): string =>
      [command, ...args, what].join(' ');
    if (!probe?.version) return { path, ...(flags && (await flagsOf(path))) };
    const said = await ask(agent, path, probe.version);
    const version = versionIn(said.stdout) ?? versionIn(said.stderr);
    if (said.problem !== undefined || version === undefined)
      return { path, problem: problem(probe.version, said.problem ?? noVersion(said)) };
    return { path, version, ...(flags && (await flagsOf(path))) };

    async function flagsOf(at: string): Promise<Probed> {
      const wanted = flagsToFind(agent);
      if (!probe?.help || wanted.length === 0) return {};
      const help = await ask(agent, at, probe.help);
      if (help.problem !== undefined) return { problem: problem(probe.help, help.problem) };
      return { missingFlags: missingIn(help.stdout + help.stderr, wanted) };
    }
  };
}

const noVersion = ({ stdout, stderr }: Said): string => {
  const line = lineOf(stdout.trim() || stderr.trim());
  return line === '' ? 'prints nothing' : `prints no version: ${line}`;
};

interface Said {
  readonly stdout: string;
  readonly stderr: string;
  /** A predicate: what went wrong. */
  readonly problem?: string;
}

/**
 * Runs a program for its words. Its session is its own, so that it has no terminal to wait at, and
 * whatever it started and left is ended with it, wherever that went.
 */
async function run(
  path: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<Said> {
  const token = randomBytes(16).toString('hex');
  const env = { ...environment, ORCHESTRA_RUN: token };
  const said = await new Promise<Said>((resolve) => {
    const child = spawn(path, args, {
      cwd: '/',
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = { stdout: '', stderr: '' };
    // While it is not reaped, no stranger can have the number of its group.
    const end = (): unknown => child.exitCode ?? child.signalCode ?? endGroup(child.pid);
    const forget = onInterruption(end);
    const leave = (how: { problem?: string }): void => {
      clearTimeout(deadline);
      forget();
      end();
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ ...text, ...how });
    };
    const deadline = setTimeout(
      () => leave({ problem: `does not end within ${formatDuration(timeoutMs)}` }),
      timeoutMs,
    );
    let bytes = 0;
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (chunk: string) => {
        bytes += chunk.length;
        if (bytes > bytesMax) leave({ problem: 'prints without end' });
        else text[stream] += chunk;
      });
    child.once('error', ({ message }) => leave({ problem: `cannot be run: ${message}` }));
    child.once('close', (code, signal) => leave(problemOf(code, signal, text)));
    // What it left behind may keep its pipes open for ever.
    child.once('exit', (code, signal) => {
      setTimeout(() => leave(problemOf(code, signal, text)), leftoverMs).unref();
    });
  }).catch(({ message }: Error) => ({
    stdout: '',
    stderr: '',
    problem: `cannot be run: ${message}`,
  }));
  await killBearers(token);
  return said;
}

const endGroup = (pid: number | undefined): unknown =>
  pid === undefined ? undefined : deliver(-pid, 'SIGKILL');

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const interrupted = new Set<() => unknown>();

/** A session of its own hears no Ctrl-C of ours. Who else listens decides what becomes of us. */
function onInterruption(act: () => unknown): () => void {
  if (interrupted.size === 0) for (const signal of signals) process.on(signal, passOn);
  interrupted.add(act);
  return () => {
    interrupted.delete(act);
    if (interrupted.size === 0) for (const signal of signals) process.off(signal, passOn);
  };
}

function passOn(signal: NodeJS.Signals): void {
  for (const act of interrupted) act();
  interrupted.clear();
  for (const name of signals) process.off(name, passOn);
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function problemOf(
  code: number | null,
  signal: NodeJS.Signals | null,
  { stdout, stderr }: Said,
): { problem?: string } {
  if (code === 0) return {};
  const how = signal ? `dies of ${signal}` : `exits with ${code}`;
  const line = lineOf(stderr.trim() || stdout.trim());
  return { problem: line === '' ? how : `${how}: ${line}` };
}

const lineOf = (text: string): string => truncate(harmless(firstLine(text)), 200);
