/** Words as they are typed into a shell: each arrives as it is, whatever it holds. */
export const quoteForShell = (words: readonly string[]): string => words.map(quote).join(' ');

/** No shell finds anything to interpret in these; `=` makes an assignment of a first word. */
const harmlessWord = /^(?:-[\w@%+=:,./-]*|[\w@%+:,./-]+)$/;

function quote(word: string): string {
  if (harmlessWord.test(word)) return word;
  // A terminal would obey control characters, so they are spelled; sh alone cannot read that.
  if (/[^\P{Cc}\n\t]/u.test(word)) return `$'${word.replace(/[\\'\p{Cc}]/gu, spell)}'`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

const spell = (character: string): string =>
  /[\\']/.test(character)
    ? `\\${character}`
    : [...new TextEncoder().encode(character)]
        .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
        .join('');
