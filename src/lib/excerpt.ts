/** A part of a text that was found, and what is around it. */
export interface Excerpt {
  readonly text: string;
  /** Where in `text` it begins, and how long it is, in UTF-16 units. */
  readonly at: number;
  readonly length: number;
}

/** The surroundings of what was found, at most `max` long, with `…` where something was cut off. */
export function excerptOf({ text, at, length }: Excerpt, max: number): Excerpt {
  if (text.length <= max) return { text, at, length };
  const room = Math.max(0, max - length - 2);
  const before = Math.max(Math.floor(room / 3), room - (text.length - at - length));
  const start = wholeSign(text, Math.max(0, at - before));
  const end = wholeSign(text, Math.min(text.length, start + Math.max(1, max - 2)));
  const head = start > 0 ? '…' : '';
  const tail = end < text.length ? '…' : '';
  const found = at - start + head.length;
  return {
    text: `${head}${text.slice(start, end)}${tail}`,
    at: found,
    length: Math.min(length, end - at),
  };
}

/** A cut never goes through a sign of two units. */
const wholeSign = (text: string, at: number): number =>
  /[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]/.test(text.charAt(at - 1))
    ? at - 1
    : at;
