import { anything, type Infer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { Instant, type Span, timestamp } from './instant.ts';
import { number, version } from './task.ts';
import { awaitReasons } from './vocabulary.ts';

/** `runs/37/out/ask-1.json`: what an agent writes to ask a person. */
export const Ask = object({
  kind: oneOf(awaitReasons, 'What it waits for.', { default: 'question' }),
  question: string('The question, for a person.', { pattern: '\\S' }),
  options: optional(list(string('A choice.'), 'Choices, where only some make sense.')),
});
export type Ask = Infer<typeof Ask>;

/** `requests/r5.json`: a question to a person: an ask of a run, or whether a task may start. */
export const Request = object({
  version,
  number: number('The request.'),
  run: optional(number('The run that asked; absent where a task waits to be approved.')),
  task: number('Its task.'),
  ask: optional(number('Its number among the asks of the run.')),
  kind: oneOf(awaitReasons, 'What is waited for.'),
  question: string('The question.'),
  options: optional(list(string('A choice.'), 'Choices.')),
  since: Instant,
  answer: optional(
    object({
      by: string('The intent that answered; the first wins.'),
      at: Instant,
      value: anything('What was answered.'),
      who: optional(string('Who answered, by login name.')),
    }),
  ),
  closed: optional(
    object({
      as: oneOf(['answered', 'superseded'], 'How it ended.'),
      at: timestamp('When.'),
    }),
  ),
});
export type Request = Infer<typeof Request>;

/** While its asker waited for people; running time allowed grows by it. */
export const waitOf = ({ since, answer }: Request): Span => ({ since, until: answer?.at });

/** True while a person has yet to answer. */
export const isOpen = (request: Request): boolean => !request.answer && !request.closed;

/** A request as people name it. */
export const requestIdOf = (number: number): string => `r${number}`;

/** The number in `r5`, or undefined: checked before it comes near a path. */
export function parseRequestNumber(text: string): number | undefined {
  const match = /^[rR]([1-9][0-9]{0,9})$/.exec(text);
  return match ? Number(match[1]) : undefined;
}

/** True where the question is whether a task may start; else an agent asks. */
export const isAboutStart = ({ run }: Pick<Request, 'run'>): boolean => run === undefined;
