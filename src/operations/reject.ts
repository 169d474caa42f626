import { Failure } from '../core/failure.ts';
import { object, string } from '../lib/schema.ts';
import { Answers, answerRequests, decided } from './decide.ts';
import { operation } from './operation.ts';

/** Cancels a task that waits to be approved, or refuses an agent what it asks leave for. */
export const reject = operation({
  summary: 'Keep a task from starting, or an agent from what it asks leave for, and say why',
  examples: ['orchestra reject r5 "not on a Friday"', 'orchestra reject 12 "this is done already"'],
  route: 'POST /requests/{request}/reject',
  positionals: ['request', 'why'],
  rest: 'text',
  writes: true,
  input: object({
    request: string('The request, as r5 or by the task that waits: 12.'),
    why: string('Why; the record keeps it, and an agent reads it.'),
  }),
  output: Answers,
  async run(context, { request, why }) {
    if (why.trim() === '')
      throw new Failure('usage', 'why? a rejection without a reason helps nobody', {
        hint: 'orchestra reject r5 "why"',
      });
    return answerRequests(context, [request], decided({ decision: 'reject', note: why }));
  },
});
