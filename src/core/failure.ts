/** What kind of refusal it is; each window maps these to its own codes. */
export type FailureCode = 'usage' | 'invalid' | 'not_found' | 'conflict' | 'unavailable';

/**
 * Something that can go wrong on purpose: `message` says what happened and where, `hint`
 * says what to do next. Any other error is a bug and keeps its stack.
 */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly hint: string | undefined;

  constructor(
    code: FailureCode,
    message: string,
    options: { hint?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.hint = options.hint;
  }
}
