import { standingOf } from '../core/lock.ts';
import { object, oneOf, optional, string } from '../lib/schema.ts';
import { dependencyOptions } from './dependencies.ts';
import { queueTask } from './new-task.ts';
import { operation } from './operation.ts';
import { TaskView, viewOf } from './show-task.ts';
import { draftOne } from './start.ts';

/** Accepts a task and starts nobody; who conducts already takes it up. */
export const enqueue = operation({
  summary: 'Queue a task for the default agent, and start nothing',
  examples: [
    'orchestra enqueue "add a test for the parser"',
    'orchestra enqueue --working-dir packages/core "add a test for the parser"',
  ],
  route: 'POST /tasks/enqueue',
  positionals: ['prompt'],
  rest: 'text',
  writes: true,
  input: object({
    prompt: string('What the agent should do; - reads stdin, @FILE a file.'),
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
    const { wanted } = await draftOne(context, {
      ...asked,
      ...(workingDir !== undefined && { cwd: workingDir }),
    });
    const task = queueTask(context, wanted);
    const isHeld = standingOf(context.store.lock.look()) === 'held';
    const conductor: 'there' | 'none' = isHeld ? 'there' : 'none';
    return { task: viewOf(context, task), conductor };
  },
});
