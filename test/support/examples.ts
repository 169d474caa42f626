/**
 * The calls of orchestra in a line of shell as examples have it: words, "quoted words", pipes and
 * redirections, and nothing else of a shell's language. Each call is what follows `orchestra`.
 */
export function callsIn(line: string): string[][] {
  const words = line.match(/"[^"]*"|'[^']*'|[|>]|[^\s|>"']+/g) ?? [];
  const calls: string[][] = [[]];
  for (const word of words)
    if (word === '|' || word === '>') calls.push(word === '>' ? ['(file)'] : []);
    else calls.at(-1)?.push(word.replace(/^(["'])(.*)\1$/s, '$2'));
  return calls.flatMap(([program, ...rest]) => (program === 'orchestra' ? [rest] : []));
}
