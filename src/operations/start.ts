import { type Asked, labelsOption, taskOptions } from '../core/asked.ts';
import { type Drafted, draftedOrThrow } from '../core/draft.ts';
import { Failure } from '../core/failure.ts';
import { boolean, type Infer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { BatchTask, draftBatch, queueBatch } from './batch.ts';
import { createDrafter, queueTask } from './new-task.ts';
import { type Conductor, type Context, conductors, operation } from './operation.ts';
import { Preview, previewsOf } from './preview.ts';
import { TaskView, viewOf } from './show-task.ts';
import { taskNamed } from './words.ts';

const Output = object({
  task: optional(TaskView),
  tasks: optional(list(BatchTask, 'The tasks of a batch, in the order of its lines.')),
  existing: optional(boolean('True when a live task has its key, so that none was queued.')),
  preview: optional(list(Preview, 'What would be queued, of a dry run.')),
  conductor: oneOf(conductors, 'Who looks after it; none with --no-run, or a dry run.'),
});

/** Accepts a task, or a batch of them. When its id is printed it is on the disk for good. */
export const start = operation({
  summary: 'Queue a task for an agent, and see to it that it runs',
  examples: [
    'orchestra start coder "add a test for the parser"',
    'orchestra start claude @prompt.md --timeout 30m --retries 2 --label area=parser',
    'git diff | orchestra start codex - --title review --wait',
    'orchestra start coder "tidy up" --dry-run',
    'orchestra start coder --batch tasks.jsonl --retries 1',
    'orchestra start coder "update the docs" --key docs --if-exists replace',
    'orchestra start coder "think it over" --draft',
  ],
  route: 'POST /tasks',
  positionals: ['agent', 'prompt'],
  rest: 'text',
  writes: true,
  input: object({
    agent: optional(string('The agent, by its name in agent-config.json or a shipped profile.')),
    prompt: optional(string('What it should do; - reads stdin, @FILE a file.')),
    ...taskOptions,
    label: labelsOption,
    batch: optional(
      string('Queue the tasks of this file (- is stdin), a line of JSON for each: all or none.'),
    ),
    dryRun: optional(boolean('Only show how the agent would be called; nothing is written.')),
    noRun: optional(boolean('Only queue it; the next conductor takes it up.')),
  }),
  output: Output,
  async run(
    context,
    { batch, dryRun, noRun, label, agent, prompt, ...options },
  ): Promise<Infer<typeof Output>> {
    const asked = {
      ...options,
      ...(agent !== undefined && { agent }),
      ...(label && { labels: label }),
    };
    if (batch !== undefined && prompt !== undefined)
      throw new Failure('usage', 'with --batch there is no PROMPT', {
        hint: 'each line of the batch holds its own; one AGENT before --batch holds for all lines',
      });
    const drafts =
      batch === undefined
        ? [await draftOne(context, { ...asked, prompt: required(agent, prompt) })]
        : await draftBatch(context, await textOf(context, batch), asked);
    if (dryRun) return { preview: await previewsOf(context, drafts), conductor: 'none' };
    const made = await queueAll(context, drafts, batch !== undefined);
    // Only now, with the files visible: who is about to leave looks again after its marker.
    const mayRun = !noRun && drafts.some(({ wanted }) => !wanted.hold && !wanted.draft);
    const conductor = !mayRun ? 'none' : await ensureFor(context, made.task?.id ?? 'the batch');
    return { ...made, conductor };
  },
});

function required(agent: string | undefined, prompt: string | undefined): string {
  if (agent !== undefined && prompt !== undefined) return prompt;
  const missing = [...(agent === undefined ? ['AGENT'] : []), 'PROMPT'];
  throw new Failure('usage', missing.map((word) => `${word} is required`).join('; '), {
    hint: 'orchestra start AGENT "what to do"; for the default agent: orchestra enqueue "what to do"',
  });
}

/** One task. Throws a Failure with all that speaks against it. */
export async function draftOne(context: Context, asked: Asked): Promise<Drafted> {
  const draft = await createDrafter(context);
  return draftedOrThrow(draft({ ...asked, prompt: await promptOf(context, asked.prompt) }));
}

/** A prompt as it was typed, or what stdin or a file holds. */
export async function promptOf({ readText }: Context, words: string): Promise<string> {
  if (words === '-') return readText({ stdin: true });
  return /^@\S/.test(words) ? readText({ file: words.slice(1) }) : words;
}

/** The text of a file, or of stdin. */
export const textOf = ({ readText }: Context, from: string): Promise<string> =>
  readText(from === '-' ? { stdin: true } : { file: from });

async function queueAll(
  context: Context,
  drafts: readonly Drafted[],
  isBatch: boolean,
): Promise<{ task?: TaskView; tasks?: BatchTask[]; existing?: true }> {
  if (isBatch) return { tasks: await queueBatch(context, drafts) };
  const [draft] = drafts;
  return draft ? queueOne(context, draft) : {};
}

/** Takes a task in, unless a live one has its key. */
export async function queueOne(
  context: Context,
  draft: Drafted,
): Promise<{ task: TaskView; existing?: true }> {
  if (draft.wanted.key === undefined)
    return { task: viewOf(context, queueTask(context, draft.wanted)) };
  // Only who conducts sees all live tasks at once: two who ask at one moment get one task.
  const [queued] = await queueBatch(context, [draft]);
  const task = viewOf(context, taskNamed(context, queued?.id ?? ''));
  return queued?.existing ? { task, existing: true } : { task };
}

/** What was taken in stays; whoever is told of a failure here must not queue it again. */
async function ensureFor({ conducting }: Context, what: string): Promise<Conductor> {
  try {
    return await conducting.ensure();
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    const { code, message, hint } = cause;
    throw new Failure(code, `${what} is queued, but nobody conducts: ${message}`, { hint, cause });
  }
}
