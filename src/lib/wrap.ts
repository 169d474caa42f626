import { displayWidth } from './text.ts';

/** Breaks text between words into lines of at most `width` columns; a longer word is left whole. */
export const wrapText = (text: string, width: number): string[] =>
  wrapWords(text.split(/\s+/).filter(Boolean), width);

/** The same for words that may hold blanks themselves. */
export function wrapWords(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
