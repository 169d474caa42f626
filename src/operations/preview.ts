import { wantedOf } from '../core/batch-line.ts';
import { callFor, inheritedFor, placesOf } from '../core/command.ts';
import type { Drafted } from '../core/draft.ts';
import { timestamp } from '../core/instant.ts';
import { project } from '../core/projection.ts';
import { defaultRetry } from '../core/retry.ts';
import { newRecord, number, taskIdOf, titleOf } from '../core/task.ts';
import { statuses } from '../core/vocabulary.ts';
import {
  boolean,
  type Infer,
  integer,
  list,
  object,
  oneOf,
  optional,
  record,
  string,
} from '../lib/schema.ts';
import { quoteForShell } from '../lib/shell-quote.ts';
import { firstLine } from '../lib/text.ts';
import { circumstancesOf } from './circumstances.ts';
import type { Context } from './operation.ts';

/** What a task would be, and how its agent would be called; values of variables are never shown. */
export const Preview = object({
  id: string('The id it would get now.'),
  number: number('That number.'),
  agent: string('Who would do it.'),
  title: string('Its title, or the first line of its prompt.'),
  status: oneOf(statuses, 'Where it would begin.'),
  group: optional(string('The group whose limit it would share.')),
  key: optional(string('What it would be about.')),
  priority: integer('Higher runs first.'),
  argv: list(string('A word.'), 'The program and its arguments, exactly.'),
  command: string('The same, quoted for a shell.'),
  cwd: string('Where the agent would work.'),
  stdin: oneOf(['prompt', 'none'], 'What the agent would read on stdin.'),
  adds: list(string('A name.'), 'Variables it gets besides those around it, or with other values.'),
  removes: list(string('A name.'), 'Variables that are around it, and kept from it.'),
  timeoutMs: optional(integer('An attempt would be stopped after this long.')),
  retries: integer('Attempts after the first, if it fails.'),
  after: list(number('A task.'), 'Tasks it would wait for.'),
  afterAny: optional(list(number('A task.'), 'Tasks whose end it would wait for.')),
  afterFailed: optional(list(number('A task.'), 'Tasks whose failure it would wait for.')),
  notBefore: optional(timestamp('It would not start earlier.')),
  model: optional(string('The model it would be asked to use.')),
  labels: optional(record(string('A value.'), 'Its labels.')),
  prompt: string('The whole prompt as the agent would get it.'),
  simulated: boolean('True when no real agent would do it.'),
});
export type Preview = Infer<typeof Preview>;

/**
 * What would become of drafts if they were queued now, and ran one after the other with nothing
 * else in between. Writes nothing.
 */
export async function previewsOf(context: Context, drafts: readonly Drafted[]): Promise<Preview[]> {
  const { store } = context;
  const agents = await context.agents();
  const task = store.tasks.highest(store.queue.storedHead()?.highest ?? 0) + 1;
  const run = store.runs.next(0);
  return drafts.map(({ lines, ...draft }, at) => {
    const wanted = wantedOf({ ...draft.wanted, ...lines }, (line) => task + line - 1);
    return previewOf(context, agents, { ...draft, wanted }, task + at, run + at);
  });
}

function previewOf(
  context: Context,
  agents: Awaited<ReturnType<Context['agents']>>,
  { wanted, agent, program }: Omit<Drafted, 'lines'>,
  taskNumber: number,
  run: number,
): Preview {
  const { store, clock } = context;
  const task = newRecord(taskNumber, wanted, clock.now().at);
  const inherited = agents.environment();
  const places = placesOf(store.root, run, taskNumber, agent.classicNames);
  const call = callFor(agent, task, { places, attempt: 1, slot: 0, token: '', inherited });
  const kept = inheritedFor(agent, inherited);
  const argv = [program, ...call.argv.slice(1)];
  const settings = agents.settings();
  const timeoutMs = wanted.timeoutMs ?? agent.timeoutMs ?? settings.timeoutMs;
  const retries = [wanted.retry, agent.retry, settings.retry].find(
    (policy) => policy?.retries !== undefined,
  )?.retries;
  const model = wanted.model ?? agent.model;
  const circumstances = { ...circumstancesOf(context), nowMs: Date.parse(task.createdAt) };
  return {
    id: taskIdOf(taskNumber),
    number: taskNumber,
    agent: agent.name,
    title: firstLine(titleOf(wanted)),
    status: project(task, circumstances).status,
    ...(wanted.group !== undefined && { group: wanted.group }),
    ...(wanted.key !== undefined && { key: wanted.key }),
    priority: wanted.priority,
    argv,
    command: quoteForShell(argv),
    cwd: wanted.cwd,
    stdin: call.stdin,
    adds: [...call.added],
    removes: Object.keys(inherited)
      .filter((name) => !Object.hasOwn(kept, name) && !call.added.includes(name))
      .sort(),
    ...(timeoutMs !== undefined && { timeoutMs }),
    retries: retries ?? defaultRetry.retries,
    after: wanted.after ?? [],
    ...(wanted.afterAny && { afterAny: wanted.afterAny }),
    ...(wanted.afterFailed && { afterFailed: wanted.afterFailed }),
    ...(wanted.notBefore !== undefined && { notBefore: wanted.notBefore }),
    ...(model !== undefined && { model }),
    ...(wanted.labels && { labels: wanted.labels }),
    prompt: call.prompt,
    simulated: agent.simulated,
  };
}
