/** What `doctor` says of one thing. */
export interface Finding {
  readonly check: string;
  readonly is: 'ok' | 'warning' | 'problem';
  readonly says: string;
  /** A command line, or what to edit. */
  readonly fix?: string;
}

export const fine = (check: string, says: string): Finding => ({ check, is: 'ok', says });

export const warning = (check: string, says: string, fix?: string): Finding => ({
  check,
  is: 'warning',
  says,
  ...(fix !== undefined && { fix }),
});

export const problem = (check: string, says: string, fix?: string): Finding => ({
  ...warning(check, says, fix),
  is: 'problem',
});

/** Some of many, and how many more there are. */
export function some(names: readonly string[], most = 3): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}

/** `1 file`, `2 files`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;
