import { Failure } from '../core/failure.ts';
import { protocolVersion } from '../core/task.ts';
import { object, oneOf, optional, string } from '../lib/schema.ts';
import { conductors, operation } from './operation.ts';
import { rowOf, TaskRow } from './show-task.ts';
import { wish } from './wishes.ts';
import { promptFrom, taskNamed } from './words.ts';

/** Asks for another run of the same task; its number and its history stay. */
export const retry = operation({
  summary: 'Run a finished task again, under its own number',
  examples: ['orchestra retry 12', 'orchestra retry 12 --prompt "try it without the cache"'],
  route: 'POST /tasks/{task}/retry',
  positionals: ['task'],
  writes: true,
  input: object({
    task: string('Its number or id.'),
    prompt: optional(string('Replaces its prompt.')),
  }),
  output: object({ task: TaskRow, conductor: oneOf(conductors, 'Who looks after it.') }),
  async run(context, { task: word, prompt }) {
    const { number } = taskNamed(context, word);
    const [result] = await wish(context, {
      version: protocolVersion,
      at: context.clock.now().at,
      kind: 'retry',
      task: number,
      ...(prompt !== undefined && { prompt: promptFrom(prompt) }),
    });
    if (result?.ok !== 'yes')
      throw new Failure('conflict', result?.message ?? 'it was refused', {
        hint: `orchestra show ${number}`,
      });
    const conductor = await context.conducting.ensure();
    return { task: rowOf(context, taskNamed(context, word)), conductor };
  },
});
