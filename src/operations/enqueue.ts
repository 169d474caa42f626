import { labelsOption, taskOptions } from '../core/asked.ts';
import { Failure } from '../core/failure.ts';
import { standingOf } from '../core/lock.ts';
import { type TaskRecord, taskIdOf } from '../core/task.ts';
import { boolean, type Infer, object, oneOf, optional, string } from '../lib/schema.ts';
import { changeTasks } from './change-tasks.ts';
import { type Context, operation } from './operation.ts';
import { rowOf, TaskView, viewOf } from './show-task.ts';
import { draftOne, queueOne } from './start.ts';
import { taskNamed } from './words.ts';

const { cwd: _cwd, ...options } = taskOptions;

const Output = object({
  task: TaskView,
  existing: optional(boolean('True when a live task has its key, so that none was queued.')),
  conductor: oneOf(['there', 'none'], 'Whether somebody conducts, and takes it up.'),
});

/** Accepts a task and starts nobody; who conducts already takes it up. */
export const enqueue = operation({
  summary: 'Queue a task for the default agent, or a draft, and start nothing',
  examples: [
    'orchestra enqueue "add a test for the parser"',
    'orchestra enqueue 12',
    'orchestra enqueue --working-dir packages/core "add a test for the parser"',
  ],
  route: 'POST /tasks/enqueue',
  positionals: ['prompt'],
  rest: 'text',
  writes: true,
  input: object({
    prompt: string('What the agent should do; - reads stdin, @FILE a file. A number: that draft.'),
    agent: optional(string('The agent; else the default one.')),
    workingDir: optional(string('The folder the agent works in; else this one.')),
    ...options,
    label: labelsOption,
  }),
  output: Output,
  async run(context, { prompt, ...more }): Promise<Infer<typeof Output>> {
    refuseSeveral(prompt);
    const isDraft = /^\s*(task_)?\d+\s*$/.test(prompt);
    const queued = isDraft
      ? { task: viewOf(context, await enqueueDraft(context, prompt.trim(), more)) }
      : await enqueueNew(context, { prompt, ...more });
    const isHeld = standingOf(context.store.lock.look()) === 'held';
    return { ...queued, conductor: isHeld ? 'there' : 'none' };
  },
});

type Input = Infer<typeof enqueue.input>;

async function enqueueNew(
  context: Context,
  { workingDir, label, ...asked }: Input,
): Promise<{ task: TaskView; existing?: true }> {
  const draft = await draftOne(context, {
    ...asked,
    ...(workingDir !== undefined && { cwd: workingDir }),
    ...(label && { labels: label }),
  });
  return queueOne(context, draft);
}

function refuseSeveral(prompt: string): void {
  if (!/^\s*(task_)?\d+(?:[\s,]+(task_)?\d+)+\s*$/.test(prompt)) return;
  throw new Failure('usage', 'enqueue takes one draft', {
    hint: `orchestra release ${prompt.trim()}`,
  });
}

/** Takes a draft into the queue. Throws a Failure for what is none. */
async function enqueueDraft(
  context: Context,
  word: string,
  more: Omit<Input, 'prompt'>,
): Promise<TaskRecord> {
  if (Object.keys(more).length > 0)
    throw new Failure('usage', 'a draft is enqueued as it is, without options', {
      hint: `orchestra edit ${word} changes it first`,
    });
  const task = taskNamed(context, word);
  const id = taskIdOf(task.number);
  if (!task.draft || task.settled)
    throw new Failure('conflict', `${id} is no draft: it is ${rowOf(context, task).status}`, {
      hint: `if ${word} is the whole prompt of a new task: orchestra start AGENT ${word}`,
    });
  const [result] = await changeTasks(context, [task.number], { clear: ['draft'] });
  if (result?.ok === 'yes') return taskNamed(context, word);
  throw new Failure('conflict', result?.message ?? 'it was refused', {
    hint: `orchestra show ${task.number}`,
  });
}
