/** What a file of JSON lines holds. */
export interface JsonLines {
  readonly values: unknown[];
  /** The end of the text when no newline follows it: a line still being written. */
  readonly torn: string | undefined;
  /** How many whole lines are not JSON. */
  readonly bad: number;
}

/** Reads every whole line of JSON; blank lines are nothing, damaged ones are counted. */
export function readJsonLines(text: string): JsonLines {
  const lines = text.split('\n');
  const torn = lines.pop() || undefined;
  const values: unknown[] = [];
  let bad = 0;

  for (const line of lines) {
    if (line.trim() === '') continue;
    try {
      values.push(JSON.parse(line));
    } catch {
      bad += 1;
    }
  }
  return { values, torn, bad };
}
