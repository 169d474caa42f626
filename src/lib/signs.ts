/** Signs of one column, and what stands for each of them where nothing but ASCII can be shown. */
const stands: Readonly<Record<string, string>> = {
  '✔': 'v',
  '✖': 'x',
  '▶': '>',
  '○': 'o',
  '◌': '.',
  '⊘': '/',
  '∅': '0',
  '├': '|',
  '└': '`',
  '│': '|',
  '─': '-',
  '·': '.',
  '…': '+',
  '–': '-',
  '−': '-',
  '→': '>',
  '↓': 'v',
  '×': 'x',
  '█': '#',
  '▒': 'x',
  '░': '.',
};

const signs = new RegExp(`[${Object.keys(stands).join('')}]`, 'g');

/** The text with signs that every screen can show, as wide as it was. */
export const withAsciiSigns = (text: string): string =>
  text.replace(signs, (sign) => stands[sign] ?? sign);
