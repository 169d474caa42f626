import { boolean, oneOf, optional, string } from '../lib/schema.ts';
import { firstLine } from '../lib/text.ts';
import { type KeyPolicy, keyPolicies } from './batch-line.ts';
import { Failure } from './failure.ts';
import type { NewTask } from './task.ts';

/** How a new task comes into the queue, if it does. */
export const queueOptions = {
  hold: optional(boolean('Queue it, and keep it from starting until it is released.')),
  draft: optional(boolean('Keep it out of the queue until it is enqueued or released.')),
  key: optional(
    string('What it is about; where a live task has the same key, --if-exists decides.'),
  ),
  ifExists: optional(
    oneOf(
      keyPolicies,
      'With --key: skip queues nothing, replace cancels the others, queue waits for their end. Default skip.',
    ),
  ),
};

type Asked = {
  readonly hold?: boolean;
  readonly draft?: boolean;
  readonly key?: string;
  readonly ifExists?: KeyPolicy;
};

/** The fields that these options mean. Throws a Failure for what does not go together. */
export function queueFieldsOf(asked: Asked): Pick<NewTask, 'hold' | 'draft' | 'key'> {
  const { hold, draft, key, ifExists } = asked;
  if (ifExists !== undefined && key === undefined)
    throw new Failure('usage', '--if-exists is for tasks with a --key', {
      hint: `--key nightly --if-exists ${ifExists}`,
    });
  if (ifExists !== undefined && draft)
    throw new Failure('usage', '--if-exists is not for a --draft, which is in nobody’s way', {
      hint: 'leave one of them out',
    });
  if (key !== undefined && (firstLine(key) !== key || key.trim() === '' || /\p{Cc}/u.test(key)))
    throw new Failure('usage', '--key takes one line of text', {
      hint: 'such as --key nightly-docs',
    });
  return {
    ...(hold && { hold }),
    ...(draft && { draft }),
    ...(key !== undefined && { key }),
  };
}
