import { Failure } from '../core/failure.ts';
import { taskIdOf } from '../core/task.ts';
import { list, object, optional, string } from '../lib/schema.ts';
import { Answers, answerRequests, decided } from './decide.ts';
import { operation } from './operation.ts';

/** Lets tasks start that wait for it, and agents do what they asked leave for. */
export const approve = operation({
  summary: 'Let a task start, or an agent do what it asks leave for',
  examples: ['orchestra approve r5', 'orchestra approve 12 13 --note "after the backup"'],
  route: 'POST /requests/approve',
  positionals: ['requests'],
  rest: 'list',
  writes: true,
  input: object({
    requests: list(string('A request.'), 'These, as r5 or by the task that waits: 12.'),
    note: optional(string('What is to be remembered about it; an agent reads it.')),
  }),
  output: Answers,
  async run(context, { requests, note }) {
    // Only an accident is kept away: what may do everything may do this in other ways.
    if (context.insideTask !== undefined)
      throw new Failure('conflict', `${taskIdOf(context.insideTask)} is no person`, {
        hint: 'a person has to approve it: orchestra requests',
      });
    return answerRequests(
      context,
      requests,
      decided({ decision: 'approve', ...(note !== undefined && { note }) }),
    );
  },
});
