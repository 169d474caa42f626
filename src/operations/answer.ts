import { Failure } from '../core/failure.ts';
import { isAboutStart, type Request, requestIdOf } from '../core/request.ts';
import { boolean, object, optional, string } from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import { quoted } from '../lib/text.ts';
import { Answers, answerRequests } from './decide.ts';
import { operation } from './operation.ts';

/** Answers what an agent asks; it goes on with the answer. */
export const answer = operation({
  summary: 'Answer the question of an agent',
  examples: [
    'orchestra answer r5 "the one on main"',
    'orchestra answer 12 2',
    'orchestra answer r5 --free "neither: ask again tomorrow"',
  ],
  route: 'POST /requests/{request}/answer',
  positionals: ['request', 'answer'],
  rest: 'text',
  writes: true,
  input: object({
    request: string('The request, as r5 or by the task that waits: 12.'),
    answer: string('The answer; where there are options, one of them or its number.'),
    free: optional(boolean('Answer something else than the options that are offered.')),
  }),
  output: Answers,
  async run(context, { request, answer: text, free }) {
    if (text.trim() === '')
      throw new Failure('usage', 'the answer is empty', { hint: 'orchestra answer r5 "…"' });
    return answerRequests(context, [request], (one) => {
      if (isAboutStart(one)) throw undecided(one);
      return free ? text : chosen(one, text);
    });
  },
});

const undecided = ({ number }: Request): Failure => {
  const id = requestIdOf(number);
  return new Failure('usage', `${id} asks whether a task may start: that is a yes or a no`, {
    hint: `orchestra approve ${id}, or: orchestra reject ${id} "why"`,
  });
};

/** An option by its text, else by its number; where there are none, what was said. */
function chosen({ number, options = [] }: Request, text: string): string {
  if (options.length === 0) return text;
  const word = text.trim();
  const same = (option: string) => option.toLowerCase() === word.toLowerCase();
  const alike = options.filter(same);
  const found = options.find((option) => option === word) ?? (alike.length === 1 && alike[0]);
  if (found) return found;
  const nth = /^[1-9]\d{0,5}$/.test(word) ? options[Number(word) - 1] : undefined;
  if (nth !== undefined) return nth;
  const near = suggest(word, options);
  const meant = near === undefined ? '' : `; did you mean ${quoted(near)}?`;
  const offered = options.map((option, at) => `${at + 1} ${option}`).join(', ');
  throw new Failure('usage', `${requestIdOf(number)} does not offer ${quoted(text)}${meant}`, {
    hint: `it offers: ${offered}; --free says something else`,
  });
}
