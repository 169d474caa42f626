import type { FolderFacts } from '../core/checkup.ts';
import { configProblems } from '../core/config-check.ts';
import { Failure } from '../core/failure.ts';
import { layout } from '../core/layout.ts';
import { standIn } from '../core/lineage.ts';
import { describeHolder, standingOf } from '../core/lock.ts';
import type { Agents } from '../core/ports.ts';
import { type TaskRecord, taskIdOf } from '../core/task.ts';
import { queueFolders } from '../core/vocabulary.ts';
import { type Infer, integer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { type AgentFacts, agentFindings, type ConfigFacts } from './doctor-agents.ts';
import { problem } from './doctor-finding.ts';
import { folderFindings } from './doctor-folder.ts';
import { machineFindings } from './doctor-machine.ts';
import { placesFindings } from './doctor-places.ts';
import { type QueueFacts, queueFindings } from './doctor-queue.ts';
import { scheduleFindings } from './doctor-schedules.ts';
import { type Context, operation } from './operation.ts';
import { unseenOf } from './unseen.ts';

/** Of tasks that are over, this many of the last are read: enough to see whether a disk rots. */
const settledMost = 1000;

const Output = object({
  findings: list(
    object({
      check: string('What was looked at.'),
      is: oneOf(['ok', 'warning', 'problem'], 'How it is.'),
      says: string('In words.'),
      fix: optional(string('A command line that helps, or what to edit.')),
    }),
    'The machine, the folder, the agents, then the queue.',
  ),
  problems: integer('How many keep orchestra from its work.', { minimum: 0 }),
  warnings: integer('How many are worth a look.', { minimum: 0 }),
});
export type DoctorOutput = Infer<typeof Output>;

/** Looks at everything that orchestra stands on. Reads only; what it tries out it takes away. */
export const doctor = operation({
  summary: 'Check the machine, the folder, the agents and the queue, and say what helps',
  examples: ['orchestra doctor', 'orchestra doctor --json'],
  route: 'GET /doctor',
  writes: false,
  input: object({}),
  output: Output,
  async run(context) {
    const seen = orFailure(() => lookAtQueue(context));
    const live = seen instanceof Failure ? [] : seen.read.filter(({ settled }) => !settled);
    const [machine, folder, configs] = await Promise.all([
      context.checkup.machine(),
      context.checkup.folder(),
      lookAtAgents(context, new Set(live.map(({ agent }) => agent))),
    ]);
    const findings = [
      ...machineFindings(machine),
      ...(await placesFindings(context)),
      ...folderFindings(folder, machine.user),
      ...agentFindings(configs),
      ...(seen instanceof Failure
        ? [problem('queue', seen.message, seen.hint)]
        : folder.exists
          ? queueFindings({ ...seen.queue, stale: staleIn(folder, seen.read, context) })
          : []),
      ...(folder.exists ? await scheduleFindings(context) : []),
    ];
    const many = (is: string) => findings.filter((finding) => finding.is === is).length;
    return { findings, problems: many('problem'), warnings: many('warning') };
  },
});

/** What the workspace holds, and every record that could be read. */
function lookAtQueue(context: Context) {
  const { store, clock } = context;
  const live = queueFolders.map((folder) => [folder, store.queue.live(folder)] as const);
  const of = (name: string) => live.find(([folder]) => folder === name)?.[1].length ?? 0;
  const last = store.tasks
    .numbers()
    .sort((a, b) => b - a)
    .slice(0, settledMost);
  const numbers = new Set([
    ...live.flatMap(([, entries]) => entries.map(({ number }) => number)),
    ...last,
  ]);
  const read: TaskRecord[] = [];
  const damaged: string[] = [];
  for (const number of numbers) {
    const task = orFailure(() => store.tasks.read(number));
    if (task instanceof Failure) damaged.push(taskIdOf(number));
    else if (task) read.push(task);
  }

  const wishes = store.intents.open();
  const leftMs = Number.parseInt(wishes[0] ?? '', 10);
  const queue: Omit<QueueFacts, 'stale'> = {
    root: store.root,
    conductor: conductorIn(store),
    running: of('running'),
    pending: of('pending'),
    wishes: wishes.length,
    wishAgeMs: wishes.length === 0 ? 0 : Math.max(0, Date.parse(clock.now().at) - leftMs),
    damaged,
    read: read.length,
    unseen: read.flatMap((task) => {
      const who = unseenOf(context, task);
      return who === undefined ? [] : [{ number: task.number, who }];
    }),
    quarantine: store.quarantined(),
    isHeadInDoubt: store.queue.head() === undefined,
  };
  return { queue, read };
}

/** Sentinels under classic names that no conductor will ever look at. */
function staleIn(
  { sentinels }: FolderFacts,
  read: readonly TaskRecord[],
  { store }: Context,
): string[] {
  const isOver = new Map(read.map(({ number, settled }) => [number, settled !== undefined]));
  return sentinels
    .filter(({ task }) => isOver.get(task) ?? !store.tasks.isTaken(task))
    .map(({ task, kind }) => layout.classic(task, kind));
}

function conductorIn({ lock }: Context['store']): QueueFacts['conductor'] {
  const holder = orFailure(() => lock.look());
  if (holder instanceof Failure) {
    const { message: who, hint: fix } = holder;
    return { is: 'damaged', who, ...(fix !== undefined && { fix }) };
  }
  const standing = standingOf(holder);
  if (!holder || standing === 'free') return { is: 'absent' };
  const who = describeHolder(holder);
  if (standing === 'abandoned') return { is: 'crashed', who };
  return { is: holder.liveness === 'alive' ? 'conducting' : 'unseen', who };
}

async function lookAtAgents(context: Context, wanted: ReadonlySet<string>): Promise<ConfigFacts> {
  const agents = await context.agents();
  const problems = configProblems(agents);
  const path = `${context.store.root}/${layout.config}`;
  const sources = orFailure(() => agents.sources());
  if (sources instanceof Failure) return { files: [], problems, wanted: path, agents: [] };
  const named = [...new Set(sources.configs.flatMap((config) => Object.keys(config.agents ?? {})))];
  const names = named.length === 0 ? [standIn] : named;
  const found = await Promise.all(names.map((name) => agentFacts(context, agents, name, wanted)));
  return { files: sources.places, problems, wanted: path, agents: found.flat() };
}

/** None for an agent whose settings are broken: that is told already. */
async function agentFacts(
  { probe }: Context,
  agents: Agents,
  name: string,
  wanted: ReadonlySet<string>,
): Promise<AgentFacts[]> {
  const agent = orFailure(() => agents.resolve(name));
  if (agent instanceof Failure) return [];
  const { command, simulated, install } = agent;
  const isNeeded = wanted.has(name) || agents.settings().defaultAgent === name;
  return [
    { name, command, simulated, install, isNeeded, probed: await probe(agent, { flags: true }) },
  ];
}

/** What is asked for, or why it cannot be had. */
function orFailure<T>(ask: () => T): T | Failure {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
