import { type Decision, isForDecision } from '../core/approval.ts';
import { Failure } from '../core/failure.ts';
import { type Request, requestIdOf } from '../core/request.ts';
import { protocolVersion, taskIdOf } from '../core/task.ts';
import { type Infer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { type Context, conductors } from './operation.ts';
import { requestNamed } from './request-named.ts';
import { wish } from './wishes.ts';

const Result = object({
  request: optional(string('Its id; absent where none was found.')),
  task: optional(string('The task that waits for it.')),
  ok: oneOf(['yes', 'no'], 'Whether it was done.'),
  message: string('In words.'),
  hint: optional(string('What to do, where it was not done.')),
});
type Result = Infer<typeof Result>;

/** What became of answers. */
export const Answers = object({
  results: list(Result, 'One for each that was named.'),
  conductor: oneOf(conductors, 'Who goes on with the tasks; none where nothing was answered.'),
});
export type Answers = Infer<typeof Answers>;

/**
 * Answers requests, each with what `answerFor` makes of it. What was answered meanwhile is told in
 * its result; where a name is wrong, or a request is of another kind, nothing is answered at all.
 */
export async function answerRequests(
  context: Context,
  words: readonly string[],
  answerFor: (request: Request) => unknown,
): Promise<Answers> {
  const named: (Result | { readonly request: Request; readonly answer: unknown })[] = [];
  const problems: Failure[] = [];
  for (const word of new Set(words))
    try {
      const request = await requestNamed(context, word);
      const answer = answerFor(request);
      // A task and its request are two names of one thing.
      if (!named.some((one) => 'answer' in one && one.request.number === request.number))
        named.push({ request, answer });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.code === 'conflict') named.push(refused(error));
      else problems.push(error);
    }
  refuse(problems);
  const results: Result[] = [];
  for (const one of named)
    results.push('answer' in one ? await leave(context, one.request, one.answer) : one);
  const isAnswered = results.some(({ ok }) => ok === 'yes');
  return { results, conductor: isAnswered ? await context.conducting.ensure() : 'none' };
}

const refused = ({ message, hint }: Failure): Result => ({
  ok: 'no',
  message,
  ...(hint !== undefined && { hint }),
});

function refuse(problems: readonly Failure[]): void {
  const [first, ...others] = problems;
  if (!first || others.length === 0) {
    if (first) throw first;
    return;
  }
  const messages = problems.map(({ message }) => message).join('; ');
  throw new Failure(first.code, messages, { hint: first.hint });
}

async function leave(context: Context, request: Request, answer: unknown): Promise<Result> {
  const [result] = await wish(context, {
    version: protocolVersion,
    at: context.clock.now().at,
    kind: 'answer',
    request: request.number,
    answer,
    who: context.who(),
  });
  const { ok = 'no', message = 'it was refused' } = result ?? {};
  return { request: requestIdOf(request.number), task: taskIdOf(request.task), ok, message };
}

/** The decision as an answer. Throws a Failure where nothing is to be decided. */
export const decided =
  (decision: Decision) =>
  (request: Request): Decision => {
    if (isForDecision(request)) return decision;
    const id = requestIdOf(request.number);
    throw new Failure('usage', `${id} wants an answer (${request.kind}), and no decision`, {
      hint: `orchestra answer ${id} "…"`,
    });
  };
