import { type AgentSettings, missingProgram, type ResolvedAgent } from '../core/agent.ts';
import { type Intent, intentOrder } from '../core/intent.ts';
import { layout } from '../core/layout.ts';
import { standingOf } from '../core/lock.ts';
import { protocolVersion, type TaskRecord } from '../core/task.ts';
import { firstLine, harmless, truncate } from '../lib/text.ts';
import { start } from '../operations/start.ts';
import { waitFor } from '../operations/wait.ts';
import { type CanaryReport, judgeCanary } from './canary-report.ts';
import type { Stage } from './stage.ts';

/** The first of a fresh workspace. */
const number = 1;
const proofFile = 'orchestra-canary.txt';
const linesMax = 8;
const bytesMax = 64 * 1024;
const pollMs = 50;

/**
 * Gives an agent a real task of a minute, in a workspace of its own, and tells what came of it:
 * it is to write a word into a file. Nothing is left behind. Undefined when interrupted.
 */
export async function runCanary(
  stage: Stage,
  agent: ResolvedAgent,
  timeout: string,
): Promise<CanaryReport | undefined> {
  const { name: agentName, simulated } = agent;
  const { path, ...probed } = await stage.context.probe(agent, { flags: true });
  const { missingFlags = [], ...told } = probed;
  const about = { agent: agentName, simulated, missingFlags: [...missingFlags], ...told };
  if (path === undefined) {
    const { message, hint } = missingProgram(agent);
    return { ...about, ok: false, is: 'not_installed', message, ...(hint && { hint }), said: [] };
  }
  const { place, remove } = await stage.aside();
  try {
    const word = `canary-${place.context.clock.random(6)}`;
    const config = { idleExit: '0', agents: { [agentName]: settingsOf(agent, path) } };
    place.context.writeOnce(`${place.context.store.root}/${layout.config}`, JSON.stringify(config));
    const wanted = { agent: agentName, prompt: promptFor(word), noRun: true, retries: 0, timeout };
    await start.run(place.context, wanted);
    const isDone = await conduct(place);
    const record = place.context.store.tasks.read(number);
    if (!isDone || !record?.settled) return undefined;
    const said = await lastWords(place, record, agent);
    const proof = await readProof(place);
    const seen = {
      ...record.settled,
      exit: exitOf(place, record),
      hasWritten: proof.includes(word),
      hasAnswered: said.join('\n').includes(word),
      simulated,
      timeout,
    };
    const elapsedMs = record.runs.at(-1)?.outcome?.elapsedMs ?? 0;
    return { ...about, path, ...judgeCanary(seen), elapsedMs, said };
  } finally {
    remove();
  }
}

const promptFor = (word: string): string => `Answer with ${word}, after one small act:
create the file ${proofFile} in the current folder, with the one line ${word} in it.

This is a test of whether you can be reached and may write files. Read nothing, change nothing
else, and do not look for more to do.
`;

/** The agent as it is, under its own name, in a config that stands alone. */
function settingsOf(agent: ResolvedAgent, path: string): AgentSettings {
  const { model, template, format = 'lines', graceMs, lingerMs, ...rest } = agent;
  return {
    command: path,
    args: [...rest.args],
    modelArgs: [...rest.modelArgs],
    ...(model !== undefined && { model }),
    ...(template !== undefined && { promptTemplate: template }),
    prompt: rest.prompt,
    completion: rest.completion,
    format,
    trustExit: rest.trustExit,
    env: { ...rest.env },
    unset: [...rest.unset],
    stopSignals: [...rest.stopSignals],
    grace: `${graceMs}ms`,
    linger: `${lingerMs}ms`,
    classicNames: rest.classicNames,
    simulated: rest.simulated,
  };
}

/** True when it came to its end; interrupted, it is stopped, and everything it started. */
async function conduct(place: Stage): Promise<boolean> {
  const { context } = place;
  const interruption = place.listenForInterruption();
  const hold = (signal: AbortSignal) => place.hold({ kind: 'run', leaves: 'at once', signal });
  const held = await hold(interruption);
  if (!held.held) await waitFor(context, [number], { any: false, timeoutMs: undefined });
  if (interruption.aborted) {
    const { at } = context.clock.now();
    const order = intentOrder(Date.parse(at), context.clock.random(8));
    const stop: Intent = { version: protocolVersion, at, kind: 'cancel', tasks: [number] };
    context.store.intents.leave(order, stop);
    if (held.held) await hold(new AbortController().signal);
  }
  // Who conducted in the background may still write where we are about to remove.
  while (standingOf(context.store.lock.look()) === 'held') await context.wake.sleep(pollMs);
  return !interruption.aborted;
}

async function readProof({ context }: Stage): Promise<string> {
  try {
    return await context.readText({ file: proofFile });
  } catch {
    return '';
  }
}

function exitOf({ context: { store } }: Stage, { runs }: TaskRecord): number | undefined {
  const run = runs.at(-1)?.run;
  return run === undefined ? undefined : store.runs.exit(run);
}

/** The last lines of what it said, in its language if we know it, and of its stderr. */
async function lastWords(
  { context }: Stage,
  { runs }: TaskRecord,
  { format }: ResolvedAgent,
): Promise<string[]> {
  const run = runs.at(-1)?.run;
  if (run === undefined) return [];
  const read = (await context.agents()).readerOf(format);
  const events = tail(context, run, 'stdout').flatMap((line) => read(line));
  const texts = events.flatMap((event) => ('text' in event ? [event.text ?? ''] : []));
  return [...texts, ...tail(context, run, 'stderr')]
    .map((text) => truncate(harmless(firstLine(text)), 300))
    .filter((line, at, all) => line !== '' && line !== all[at - 1])
    .slice(-linesMax);
}

function tail(
  { store: { runs } }: Stage['context'],
  run: number,
  stream: 'stdout' | 'stderr',
): string[] {
  const offset = Math.max(0, runs.size(run, stream) - bytesMax);
  return runs.output(run, stream, offset, bytesMax).toString('utf8').split('\n');
}
