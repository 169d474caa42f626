/** A promise that was broken: which one, and how. */
export interface Violation {
  readonly rule: Rule;
  readonly message: string;
}

/** The invariants, and what they rest on. */
export type Rule =
  | 'I1 nothing is lost'
  | 'I2 one live run'
  | 'I3 one verdict'
  | 'I4 nothing outlives its verdict'
  | 'I5 rest is rest'
  | 'I6 looking writes nothing'
  | 'I7 words and exit codes stay'
  | 'I8 one conductor'
  | 'I9 agents keep to themselves'
  | 'durable is durable'
  | 'reasons come first'
  | 'attempts are counted'
  | 'wishes are carried out once'
  | 'a time fires once'
  | 'nothing starts too early'
  | 'caches tell the truth'
  | 'no exceptions';
