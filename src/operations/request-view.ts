import { decisionIn, isForDecision, outcomeOf } from '../core/approval.ts';
import { timestamp } from '../core/instant.ts';
import { isAboutStart, isOpen, type Request, requestIdOf } from '../core/request.ts';
import { number, type TaskRecord, taskIdOf, titleOf } from '../core/task.ts';
import { awaitReasons } from '../core/vocabulary.ts';
import { anything, type Infer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { firstLine } from '../lib/text.ts';

/** A question to people, and what became of it. */
export const RequestView = object({
  id: string('Its id, such as r5.'),
  number: number('Its number.'),
  task: string('The task that waits.'),
  agent: optional(string('Who does it; absent where its record cannot be read.')),
  title: optional(string('Its title, or the first line of its prompt.')),
  kind: oneOf(awaitReasons, 'What is waited for.'),
  question: string('The question.'),
  options: list(string('A choice.'), 'What may be answered; empty where anything may.'),
  since: timestamp('When it was asked.'),
  is: oneOf(['open', 'approved', 'rejected', 'answered', 'superseded'], 'What became of it.'),
  answer: optional(anything('What was answered.')),
  note: optional(string('What was said about it.')),
  who: optional(string('Who answered, by login name.')),
  answeredAt: optional(timestamp('When.')),
  wayOut: optional(string('What to type, while it is open.')),
});
export type RequestView = Infer<typeof RequestView>;

/** A request as people see it. */
export function viewOfRequest(request: Request, task: TaskRecord | undefined): RequestView {
  const { number: own, kind, question, options = [], since, answer } = request;
  const title = task && firstLine(titleOf(task));
  const note = decisionIn(answer?.value)?.note;
  return {
    id: requestIdOf(own),
    number: own,
    task: taskIdOf(request.task),
    ...(task && { agent: task.agent }),
    ...(title !== undefined && { title }),
    kind,
    // What the task is now: somebody may have changed its title.
    question: isAboutStart(request) && title !== undefined ? `${question} ${title}` : question,
    options,
    since: since.at,
    is: outcomeOf(request) ?? (request.closed ? 'superseded' : 'open'),
    ...(answer && { answer: answer.value, answeredAt: answer.at.at }),
    ...(note !== undefined && { note }),
    ...(answer?.who !== undefined && { who: answer.who }),
    ...(isOpen(request) && { wayOut: wayOutOf(request) }),
  };
}

/** What a person can type. */
export function wayOutOf(request: Pick<Request, 'number' | 'kind'>): string {
  const id = requestIdOf(request.number);
  return isForDecision(request)
    ? `orchestra approve ${id}, or: orchestra reject ${id} "why"`
    : `orchestra answer ${id} "…"`;
}
