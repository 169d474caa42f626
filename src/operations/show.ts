import { object, string } from '../lib/schema.ts';
import { operation } from './operation.ts';
import { TaskView, viewOf } from './show-task.ts';
import { taskNamed } from './words.ts';

/** Everything about one task. Writes nothing, ever. */
export const show = operation({
  summary: 'Show everything about one task',
  examples: ['orchestra show 12', 'orchestra show 12 --json'],
  route: 'GET /tasks/{task}',
  positionals: ['task'],
  writes: false,
  input: object({ task: string('Its number or id.') }),
  output: TaskView,
  run: async (context, { task }) => viewOf(context, taskNamed(context, task)),
});
