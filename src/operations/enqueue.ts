import { Failure } from '../core/failure.ts';
import { standingOf } from '../core/lock.ts';
import { type TaskRecord, taskIdOf } from '../core/task.ts';
import { object, oneOf, optional, string } from '../lib/schema.ts';
import { changeTasks } from './change-tasks.ts';
import { dependencyOptions } from './dependencies.ts';
import { queueTask } from './new-task.ts';
import { type Context, operation } from './operation.ts';
import { rowOf, TaskView, viewOf } from './show-task.ts';
import { draftOne } from './start.ts';
import { taskNamed } from './words.ts';

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
    group: optional(string('The group whose limit it shares.')),
    workingDir: optional(string('The folder the agent works in; else this one.')),
    ...dependencyOptions,
  }),
  output: object({
    task: TaskView,
    conductor: oneOf(['there', 'none'], 'Whether somebody conducts, and takes it up.'),
  }),
  async run(context, { workingDir, ...asked }) {
    const isHeld = standingOf(context.store.lock.look()) === 'held';
    const conductor: 'there' | 'none' = isHeld ? 'there' : 'none';
    refuseSeveral(asked.prompt);
    if (/^\s*(task_)?\d+\s*$/.test(asked.prompt))
      return { task: viewOf(context, await enqueueDraft(context, asked.prompt.trim())), conductor };
    const { wanted } = await draftOne(context, {
      ...asked,
      ...(workingDir !== undefined && { cwd: workingDir }),
    });
    const task = queueTask(context, wanted);
    return { task: viewOf(context, task), conductor };
  },
});

function refuseSeveral(prompt: string): void {
  if (!/^\s*(task_)?\d+(?:[\s,]+(task_)?\d+)+\s*$/.test(prompt)) return;
  throw new Failure('usage', 'enqueue takes one draft', {
    hint: `orchestra release ${prompt.trim()}`,
  });
}

/** Takes a draft into the queue. Throws a Failure for what is none. */
async function enqueueDraft(context: Context, word: string): Promise<TaskRecord> {
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
