import { Failure } from '../core/failure.ts';
import { standingOf } from '../core/lock.ts';
import type { Candidate } from '../core/observation.ts';
import type { Obstacle } from '../core/obstacle.ts';
import { policyFrom } from '../core/policy.ts';
import { type Circumstances, obstaclesOf, project } from '../core/projection.ts';
import { schedule, waitingLine } from '../core/schedule.ts';
import { liveRunOf, number, type TaskRecord } from '../core/task.ts';
import { once } from '../lib/once.ts';
import { type Infer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { circumstancesOf } from './circumstances.ts';
import { openRequests } from './open-requests.ts';
import { type Context, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { rowOf, TaskRow } from './show-task.ts';
import { type Impediment, impediments, tell } from './why-words.ts';
import { taskNamed } from './words.ts';

const Output = object({
  task: TaskRow,
  reasons: list(
    object({
      is: oneOf(impediments, 'What kind of reason.'),
      says: string('The reason, in one sentence.'),
      wayOut: optional(string('What a person can do about it.')),
      tasks: list(number('A task.'), 'The tasks that it is about.'),
    }),
    'Each reason why it does not run; what people must do comes first.',
  ),
});

/** Why a task does not run, by the very functions with which conductors decide. Reads only. */
export const why = operation({
  summary: 'Say why a task is not running, and what would change that',
  examples: ['orchestra why 12', 'orchestra why 12 --json'],
  route: 'GET /tasks/{task}/why',
  positionals: ['task'],
  writes: false,
  input: object({ task: string('Its number or id.') }),
  output: Output,
  async run(context, { task: word }): Promise<Infer<typeof Output>> {
    const task = taskNamed(context, word);
    const nowMs = Date.parse(context.clock.now().at);
    const found = await impedimentsOf(context, task);
    const reasons = found.map((one) => ({ is: one.is, ...tell(task, one, nowMs) }));
    return { task: rowOf(context, task), reasons };
  },
});

async function impedimentsOf(context: Context, task: TaskRecord): Promise<Impediment[]> {
  if (task.settled) return [{ is: 'settled', outcome: task.settled }];
  const shownIn = folderOf(context, task.number);
  if (liveRunOf(task)) {
    const asked = openRequests(context, new Set([task.number])).get(task.number) ?? [];
    if (asked.length > 0) return asked.map((request) => ({ is: 'person', request }));
    return [{ is: shownIn === 'awaiting' ? 'person' : 'running' }];
  }
  if (task.cancelled) return [{ is: 'cancelled' }, ...nobody(context)];

  const circumstances = circumstancesOf(context);
  const own: Impediment[] = [...obstaclesOf(task, circumstances)];
  if (own.length > 0) return [...own, ...nobody(context)];
  const others = [...(await othersInTheWay(context, task, circumstances)), ...nobody(context)];
  return others.length > 0 ? others : [{ is: 'nothing' }];
}

/** What keeps a task from starting that could: limits, and those who are before it. */
async function othersInTheWay(
  context: Context,
  task: TaskRecord,
  circumstances: Circumstances,
): Promise<Impediment[]> {
  try {
    const agents = await context.agents();
    const room = once((await context.machine()).look);
    const { nowMs, controls } = circumstances;
    const terms = {
      maxParallel: undefined,
      launches: true,
      only: undefined,
      needs: undefined,
      room,
      crowd: (await context.places()).look,
      nowMs,
    };
    const policy = policyFrom(agents.settings(), agents, controls, terms);
    const seen = candidates(context, circumstances);
    const { obstacles } = schedule(seen, new Set(), policy, task.number);
    const line = waitingLine(seen, new Set(), policy).map((one) => one.number);
    const before = line.slice(0, Math.max(0, line.indexOf(task.number)));
    // Who would be started first has no slot yet, least of all where nobody conducts.
    const isLive = new Set(seen.flatMap(({ task: other, run }) => (run ? [other.number] : [])));
    return obstacles.map((one: Obstacle) =>
      one.is === 'full'
        ? { ...one, running: one.running.filter((other) => isLive.has(other)), before }
        : one,
    );
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ is: 'config', message: error.message }];
  }
}

/** Whoever has a slot or may get one. */
function candidates({ store }: Context, circumstances: Circumstances): Candidate[] {
  return (['running', 'awaiting', 'pending'] as const).flatMap((folder) =>
    store.queue.live(folder).flatMap(({ number: other }) => {
      const task = readQuietly(() => store.tasks.read(other));
      if (!task) return [];
      const last = liveRunOf(task);
      const run = last && { spec: readQuietly(() => store.runs.spec(last.run)) };
      const isAwaiting = run !== undefined && folder === 'awaiting';
      const projection = isAwaiting ? { status: folder } : project(task, circumstances);
      return [{ task, projection, run }];
    }),
  );
}

const folderOf = ({ store }: Context, wanted: number) =>
  store.queue.live('awaiting').some((entry) => entry.number === wanted) ? 'awaiting' : undefined;

const nobody = ({ store }: Context): Impediment[] =>
  standingOf(store.lock.look()) === 'held' ? [] : [{ is: 'conductor' }];
