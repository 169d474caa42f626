import {
  type Infer,
  integer,
  list,
  number,
  object,
  oneOf,
  optional,
  string,
} from '../lib/schema.ts';
import type { RetryPolicy } from './task.ts';
import { failReasons } from './vocabulary.ts';
import { durationOf } from './words.ts';

/** What can be said of the attempts after the first. */
export const retryOptions = {
  retries: optional(
    integer('Attempts after the first, if it fails.', { minimum: 0, maximum: 1000 }),
  ),
  retryOn: optional(
    list(oneOf(failReasons, 'A reason.'), 'Repeat only what fails for one of these reasons.'),
  ),
  retryDelay: optional(string('Wait so long before the second attempt.')),
  retryFactor: optional(
    number('Wait so many times longer before each further one.', { minimum: 1, maximum: 1000 }),
  ),
  retryCeiling: optional(string('Never wait longer than this.')),
  retryJitter: optional(
    number('How much of each wait is left to chance: 0 is none of it, 1 is all.', {
      minimum: 0,
      maximum: 1,
    }),
  ),
};
const RetryOptions = object(retryOptions);
type RetryOptions = Infer<typeof RetryOptions>;

/** The policy of a task in the words of a person; undefined where nothing is said. Throws a Failure. */
export function retryPolicyOf(asked: RetryOptions): RetryPolicy | undefined {
  const {
    retries,
    retryOn: on,
    retryDelay,
    retryFactor: factor,
    retryCeiling,
    retryJitter: jitter,
  } = asked;
  const policy: RetryPolicy = {
    ...(retries !== undefined && { retries }),
    ...(on && { on }),
    ...(retryDelay !== undefined && { delayMs: durationOf('retry-delay', retryDelay) }),
    ...(factor !== undefined && { factor }),
    ...(retryCeiling !== undefined && { ceilingMs: durationOf('retry-ceiling', retryCeiling) }),
    ...(jitter !== undefined && { jitter }),
  };
  return Object.keys(policy).length > 0 ? policy : undefined;
}
