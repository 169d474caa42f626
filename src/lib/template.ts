/** A text with every hole filled, or the holes nobody knows. */
export type Filled = { ok: true; value: string } | { ok: false; unknown: readonly string[] };

/**
 * Fills each `{name}` of `text` in one pass: a value is never searched for further holes.
 * `{{` and `}}` stand for single braces; a `}}` that no `{{` opened is two braces, so that
 * JSON in a template stays as it is.
 */
export function fillTemplate(text: string, holes: Readonly<Record<string, string>>): Filled {
  const unknown = holesIn(text).filter((name) => !Object.hasOwn(holes, name));
  if (unknown.length > 0) return { ok: false, unknown };

  const value = piecesOf(text).map((piece) =>
    'hole' in piece ? holes[piece.hole] : piece.literal,
  );
  return { ok: true, value: value.join('') };
}

/** The names of the holes in `text`, each once, in order of appearance. */
export function holesIn(text: string): string[] {
  const names = piecesOf(text).flatMap((piece) => ('hole' in piece ? [piece.hole] : []));
  return [...new Set(names)];
}

type Piece = { readonly hole: string } | { readonly literal: string };

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const open: ('{' | '{{')[] = [];
  const tokens = /\{([A-Za-z][A-Za-z0-9]*)\}|\{\{?|\}|[^{}]+/g;

  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    const [literal, hole] = token;
    if (hole !== undefined) {
      pieces.push({ hole });
      continue;
    }
    pieces.push({ literal: literal === '{{' ? '{' : literal });
    if (literal === '{' || literal === '{{') open.push(literal);
    if (literal === '}') {
      const closesTwo = open.at(-1) === '{{' && text[tokens.lastIndex] === '}';
      if (closesTwo) tokens.lastIndex += 1;
      if (closesTwo || open.at(-1) === '{') open.pop();
    }
  }
  return pieces;
}
