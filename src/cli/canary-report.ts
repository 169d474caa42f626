import type { Reason, SettledStatus } from '../core/vocabulary.ts';
import {
  boolean,
  type Infer,
  integer,
  list,
  object,
  oneOf,
  optional,
  string,
} from '../lib/schema.ts';

/** What `agents test --json` prints. */
export const CanaryReport = object({
  agent: string('Who was tested.'),
  ok: boolean('Whether it did what it was asked.'),
  is: oneOf(
    [
      'ok',
      'not_installed',
      'not_logged_in',
      'limited',
      'unreachable',
      'not_permitted',
      'no_result',
      'timeout',
      'failed',
    ],
    'What came of it.',
  ),
  message: string('In words.'),
  hint: optional(string('What to do.')),
  simulated: boolean('True when no real agent did it.'),
  path: optional(string('Its program.')),
  version: optional(string('What its program says its version is.')),
  problem: optional(string('What its program did when it was asked for its version.')),
  missingFlags: list(string('A flag.'), 'Flags we use that its help does not know.'),
  elapsedMs: optional(integer('How long it took.', { minimum: 0 })),
  said: list(string('A line.'), 'Its last lines.'),
});
export type CanaryReport = Infer<typeof CanaryReport>;

/** What is known after the task. */
export interface CanaryResult {
  readonly status: SettledStatus;
  readonly reason?: Reason;
  readonly message?: string;
  readonly exit: number | undefined;
  readonly hasWritten: boolean;
  readonly hasAnswered: boolean;
  readonly simulated: boolean;
  readonly timeout: string;
}

type Judged = Pick<CanaryReport, 'ok' | 'is' | 'message' | 'hint'>;

/** Names what failed, as exactly as it can be known. */
export function judgeCanary(result: CanaryResult): Judged {
  const { status, reason, message, simulated, hasWritten, hasAnswered, timeout } = result;
  if (status === 'complete') {
    if (simulated) return { ok: true, is: 'ok', message: 'it is simulated: no model was called' };
    if (hasWritten) return { ok: true, is: 'ok', message: 'it did what it was asked' };
    return {
      ok: false,
      is: 'no_result',
      message: hasAnswered
        ? 'it answered, but did not write the file it was asked for'
        : 'it ended well without doing what it was asked',
      hint: 'see whether its arguments let it act unattended, and whether it gets the prompt',
    };
  }
  if (reason === 'timeout')
    return {
      ok: false,
      is: 'timeout',
      message: `it did not finish within ${timeout}`,
      hint: 'it may wait for an answer, or its provider is slow: --timeout gives it longer',
    };
  const known = reason && told[reason];
  const how = known?.message ?? `it failed${exitWords(result)}`;
  const words = message === undefined || message === '' ? how : `${how}: ${message}`;
  return {
    ok: false,
    is: known?.is ?? 'failed',
    message: words,
    ...(known?.hint !== undefined && { hint: known.hint }),
  };
}

/** Its message says so already when the exit code was what decided. */
const exitWords = ({ exit, reason }: CanaryResult): string =>
  exit === undefined || exit === 0 || reason === 'exit' ? '' : ` with exit code ${exit}`;

const told: { readonly [reason in Reason]?: Judged } = {
  auth: {
    ok: false,
    is: 'not_logged_in',
    message: 'it is not logged in, or its key is refused',
    hint: 'start the program by itself once and log in, or set its API key',
  },
  quota: {
    ok: false,
    is: 'limited',
    message: 'its quota is used up',
    hint: 'wait until it is renewed, or use another account or agent',
  },
  rate_limit: {
    ok: false,
    is: 'limited',
    message: 'its provider limits the rate',
    hint: 'try again later',
  },
  provider: {
    ok: false,
    is: 'unreachable',
    message: 'its provider is in trouble',
    hint: 'try again later',
  },
  network: {
    ok: false,
    is: 'unreachable',
    message: 'its provider cannot be reached',
    hint: 'see to the network, a proxy, or the base URL it is set to',
  },
  model_not_found: {
    ok: false,
    is: 'failed',
    message: 'its provider does not know the model',
    hint: 'set "model" of the agent to one it knows',
  },
  permission_denied: {
    ok: false,
    is: 'not_permitted',
    message: 'it was not permitted to act',
    hint: 'its arguments must let it act unattended',
  },
};
