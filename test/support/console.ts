/** A command that a document shows, and the lines it says are printed. */
export interface Step {
  readonly command: string;
  readonly printed: readonly string[];
}

/** The steps in the fenced blocks of a document whose info string is `info`, such as `console`. */
export function stepsIn(markdown: string, info: string): Step[] {
  const blocks = [...markdown.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)];
  return blocks
    .filter(([, tag]) => tag === info)
    .flatMap(([, , text = '']) => stepsOf(text.split('\n')));
}

function stepsOf(lines: readonly string[]): Step[] {
  const steps: { command: string; printed: string[] }[] = [];
  for (const line of lines)
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2), printed: [] });
    else steps.at(-1)?.printed.push(line);
  return steps.map(({ command, printed }) => ({ command, printed: trimmed(printed) }));
}

/**
 * Whether a text is what a document shows: durations, dates, temporary folders and the width of
 * columns differ from run to run, as do versions, and a line of `…` stands for any number of lines.
 */
export function isAsShown(printed: readonly string[], text: string): boolean {
  const pattern = printed
    .map(steady)
    .map((line) => (line === '…' ? '(?:.*\n)*' : `${escaped(line)}\n`));
  const actual = trimmed(text.split('\n')).map(steady);
  const whole = actual.length > 0 ? `${actual.join('\n')}\n` : '';
  return new RegExp(`^${pattern.join('')}$`).test(whole);
}

const steady = (line: string): string =>
  line
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?Z?)?/g, '‹when›')
    .replace(/(\/[^\s'"]*)?\/(tmp|T)\/[^\s'"/]+/g, '‹folder›')
    .replace(/\b\d+\.\d+\.\d+\b/g, '‹version›')
    .replace(/\b\d+(\.\d+)?(ms|s|m|h)\b( \d+s\b)?/g, '‹time›')
    .replace(/ +/g, ' ')
    .trimEnd();

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Without the empty lines around it. */
function trimmed(lines: readonly string[]): string[] {
  const isText = (line: string) => line.trim() !== '';
  const first = lines.findIndex(isText);
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(isText) + 1);
}
