// ../ft/dist/src/lib/template.js
function fillTemplate(text, holes) {
  const unknown = holesIn(text).filter((name) => !Object.hasOwn(holes, name));
  if (unknown.length > 0)
    return { ok: false, unknown };
  const value = piecesOf(text).map((piece) => "hole" in piece ? holes[piece.hole] : piece.literal);
  return { ok: true, value: value.join("") };
}
function holesIn(text) {
  const names = piecesOf(text).flatMap((piece) => "hole" in piece ? [piece.hole] : []);
  return [...new Set(names)];
}
function piecesOf(text) {
  const pieces = [];
  const open = [];
  const tokens = /\{([A-Za-z][A-Za-z0-9]*)\}|\{\{?|\}|[^{}]+/g;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    const [literal, hole] = token;
    if (hole !== void 0) {
      pieces.push({ hole });
      continue;
    }
    pieces.push({ literal: literal === "{{" ? "{" : literal });
    if (literal === "{" || literal === "{{")
      open.push(literal);
    if (literal === "}") {
      const closesTwo = open.at(-1) === "{{" && text[tokens.lastIndex] === "}";
      if (closesTwo)
        tokens.lastIndex += 1;
      if (closesTwo || open.at(-1) === "{")
        open.pop();
    }
  }
  return pieces;
}

export {
  fillTemplate,
  holesIn
};
