// ../ft/dist/src/lib/shell-quote.js
var quoteForShell = (words) => words.map(quote).join(" ");
var harmlessWord = /^(?:-[\w@%+=:,./-]*|[\w@%+:,./-]+)$/;
function quote(word) {
  if (harmlessWord.test(word))
    return word;
  if (/[^\P{Cc}\n\t]/u.test(word))
    return `$'${word.replace(/[\\'\p{Cc}]/gu, spell)}'`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
var spell = (character) => /[\\']/.test(character) ? `\\${character}` : [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");

export {
  quoteForShell
};
