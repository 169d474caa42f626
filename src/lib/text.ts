import { once } from './once.ts';

const esc = '\u001b';
const stringStart = String.raw`(?:${esc}[\]PX^_]|[\u0090\u0098\u009d-\u009f])`;
const strings = String.raw`${stringStart}\P{Cc}*(?:\u0007|\u009c|${esc}\\)`;
const csi = String.raw`(?:${esc}\[|\u009b)[0-?]*[ -/]*[@-~]`;
const short = `${esc}[ -/]*[0-~]?`;
/** Marks that reorder the text around them, so that it reads otherwise than it is. */
const reordering = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text of which every UTF-16 unit takes one column and nothing joins with its neighbour: Latin,
 * dashes, arrows, boxes, shapes. Most text is, and is measured and cut without the rules below.
 */
const plain =
  /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u22ff\u2500-\u25fc\u270c-\u2727]*$/;

const wideRanges = [
  String.raw`\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\ua4c6\ua960-\ua97c`,
  String.raw`\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6`,
  String.raw`\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}`,
];

// Made for the first text that is not plain: the tables behind them take longer to load than all
// that most commands do.
/** Everything a terminal obeys instead of showing it, line feeds and tabs apart. */
const commands = once(() => new RegExp(`(${strings}|${csi}|${short}|[^\\P{Cc}\\n\\t])`, 'gu'));
const wide = once(() => new RegExp(`^[${wideRanges.join('')}]`, 'u'));
/** What takes no room. A mark that has a place of its own (Mc) takes one in most terminals. */
const noRoom = once(
  () => /[\p{Cc}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7fb]/u,
);
/** An emoji with what makes another one of it: a colour, a style, further emoji. */
const joined = once(
  () =>
    /(\p{Extended_Pictographic})(?:\p{Emoji_Modifier}|\ufe0f|\u20e3|\u200d\p{Extended_Pictographic})+/gu,
);
/** What nobody sees, but for what joins or parts letters. */
const unseen = once(() => /(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/gu);
const graphemes = once(() => new Intl.Segmenter('en', { granularity: 'grapheme' }));

/** How many terminal columns `text` takes up. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const cell of cellsOf(text)) width += cell.width;
  return width;
}

/** Cuts `text` to `width` columns, with `…` at the cut; styles are closed as they would have been. */
export function truncate(text: string, width: number): string {
  if (width < 1) return '';
  if (plain.test(text)) return text.length > width ? `${text.slice(0, width - 1)}…` : text;
  let used = 0;
  let end = 0; // Where to cut, should the ellipsis be needed.
  let at = 0;
  for (const cell of cellsOf(text)) {
    used += cell.width;
    at += cell.text.length;
    if (used > width) return `${text.slice(0, end)}…${stylesIn(text.slice(end)).join('')}`;
    if (used < width) end = at;
  }
  return text;
}

/**
 * What may be shown of a stranger's text: no control character but `\n` and `\t`, so that nothing
 * in it can move the cursor, set the title or clear the screen. A line that was written over and
 * over, as progress bars are, is left as it was last.
 */
export function harmless(text: string): string {
  if (plain.test(text)) return text;
  const lines = text.split('\n').map(lastWritten);
  return lines.join('\n').replace(commands(), '').replace(reordering, '');
}

/**
 * A stranger's text as one line of a table. Signs of which terminals disagree how wide they are,
 * such as a family of joined emoji, become ones that are as wide everywhere.
 */
export function oneLine(text: string): string {
  if (plain.test(text)) return text;
  return harmless(text)
    .replace(/[\t\n\u2028\u2029]+/g, ' ')
    .replace(joined(), '$1')
    .replace(unseen(), '');
}

/** The first line that says something, trimmed; empty when none does. */
export function firstLine(text: string): string {
  return /\S.*/.exec(text)?.[0].trimEnd() ?? '';
}

/** A stranger's word in quotes, as one line that leaves room for what is said of it. */
export const quoted = (word: string): string => `"${truncate(word.replace(/\s+/g, ' '), 40)}"`;

/** The colours and links of `text`, without the text. */
const stylesIn = (text: string): readonly string[] =>
  (text.match(commands()) ?? []).filter((command) => /^.(?:\[[\d;:]*m|\]8;)/.test(command));

const lastWritten = (line: string): string =>
  line.split('\r').findLast((written) => written !== '') ?? '';

/** The graphemes of `text` and, taking no room, the commands between them. */
function* cellsOf(text: string): Generator<{ text: string; width: number }> {
  for (const [at, part] of text.split(commands()).entries()) {
    if (at % 2 === 1) yield { text: part, width: 0 };
    else if (plain.test(part)) for (const character of part) yield { text: character, width: 1 };
    else
      for (const { segment } of graphemes().segment(part))
        yield { text: segment, width: widthOf(segment) };
  }
}

function widthOf(grapheme: string): number {
  if (/^\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u.test(grapheme)) return 2;
  let width = 0;
  for (const sign of grapheme) width += noRoom().test(sign) ? 0 : wide().test(sign) ? 2 : 1;
  return width;
}

/** Words as people list them: one, two and three. */
export const and = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
