/**
 * Reads TypeScript as far as messages are written in it: strings, templates, calls, conditionals.
 * Positions count from 0; whoever asks for the end of something gets the position behind it.
 */

/** The arguments of a call, each as its source, by the position of the opening parenthesis. */
export function argumentsAt(text: string, open: number): string[] {
  const end = behindBracket(text, open);
  return splitAtTop(text.slice(open + 1, end - 1), ',').filter((part) => part !== '');
}

/** The parts between a separator that stands in no bracket, string or comment; trimmed. */
export function splitAtTop(text: string, separator: ',' | ';'): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at = behindToken(text, at))
    if (text[at] === separator) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  return [...parts, text.slice(from).trim()];
}

/** `a ? b : c` as [b, c], where it stands in no bracket; undefined for anything else. */
export function branchesOf(expression: string): [string, string] | undefined {
  let question: number | undefined;
  let depth = 0;
  for (let at = 0; at < expression.length; at = behindToken(expression, at)) {
    const isQuestion = expression[at] === '?' && !/^\?[.?]/.test(expression.slice(at));
    if (isQuestion && expression[at - 1] !== '?') {
      question ??= at;
      depth += 1;
    }
    if (expression[at] === ':' && question !== undefined && --depth === 0)
      return [expression.slice(question + 1, at).trim(), expression.slice(at + 1).trim()];
  }
  return undefined;
}

/** The pieces of a template literal: text, and what stands in its holes. */
export function piecesOf(template: string): ({ text: string } | { hole: string })[] {
  const pieces: ({ text: string } | { hole: string })[] = [];
  let text = '';
  for (let at = 1; at < template.length - 1; )
    if (template.startsWith('${', at)) {
      const end = behindBracket(template, at + 1);
      pieces.push({ text }, { hole: template.slice(at + 2, end - 1).trim() });
      text = '';
      at = end;
    } else if (template[at] === '\\') {
      text += unescaped(template.slice(at, at + 2));
      at += 2;
    } else text += template[at++];
  return [...pieces, { text }];
}

/** What a string literal says. */
export const textOf = (literal: string): string =>
  literal.slice(1, -1).replace(/\\./g, (pair) => unescaped(pair));

const unescaped = (pair: string): string => (pair === '\\n' ? '\n' : pair.slice(1));

/** Whether an expression is one string or template literal, and nothing more. */
export const isLiteral = (expression: string): boolean =>
  /^['"`]/.test(expression) && behindToken(expression, 0) === expression.length;

/** Whether an expression is in parentheses as a whole. */
export const isBracketed = (expression: string): boolean =>
  expression.startsWith('(') && behindBracket(expression, 0) === expression.length;

function behindToken(text: string, at: number): number {
  const character = text[at] ?? '';
  if (character === "'" || character === '"') return behindQuote(text, at);
  if (character === '`') return behindTemplate(text, at);
  if ('([{'.includes(character)) return behindBracket(text, at);
  if (text.startsWith('//', at)) return lineEnd(text, at);
  return at + 1;
}

function behindBracket(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && !')]}'.includes(text[at] ?? '')) at = behindToken(text, at);
  return at + 1;
}

function behindQuote(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && text[at] !== text[open]) at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function behindTemplate(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && text[at] !== '`')
    if (text[at] === '\\') at += 2;
    else at = text.startsWith('${', at) ? behindBracket(text, at + 1) : at + 1;
  return at + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
