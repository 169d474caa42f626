// ../ft/dist/src/lib/once.js
function once(compute) {
  let known;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

// ../ft/dist/src/lib/text.js
var esc = "\x1B";
var stringStart = String.raw`(?:${esc}[\]PX^_]|[\u0090\u0098\u009d-\u009f])`;
var strings = String.raw`${stringStart}\P{Cc}*(?:\u0007|\u009c|${esc}\\)`;
var csi = String.raw`(?:${esc}\[|\u009b)[0-?]*[ -/]*[@-~]`;
var short = `${esc}[ -/]*[0-~]?`;
var reordering = /[\u202a-\u202e\u2066-\u2069]/g;
var plain = /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u22ff\u2500-\u25fc\u270c-\u2727]*$/;
var wideRanges = [
  String.raw`\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\ua4c6\ua960-\ua97c`,
  String.raw`\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6`,
  String.raw`\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}`
];
var commands = once(() => new RegExp(`(${strings}|${csi}|${short}|[^\\P{Cc}\\n\\t])`, "gu"));
var wide = once(() => new RegExp(`^[${wideRanges.join("")}]`, "u"));
var noRoom = once(() => /[\p{Cc}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7fb]/u);
var joined = once(() => /(\p{Extended_Pictographic})(?:\p{Emoji_Modifier}|\ufe0f|\u20e3|\u200d\p{Extended_Pictographic})+/gu);
var unseen = once(() => /(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/gu);
var graphemes = once(() => new Intl.Segmenter("en", { granularity: "grapheme" }));
function displayWidth(text) {
  if (plain.test(text))
    return text.length;
  let width = 0;
  for (const cell of cellsOf(text))
    width += cell.width;
  return width;
}
function truncate(text, width) {
  if (width < 1)
    return "";
  if (plain.test(text))
    return text.length > width ? `${text.slice(0, width - 1)}\u2026` : text;
  let used = 0;
  let end = 0;
  let at = 0;
  for (const cell of cellsOf(text)) {
    used += cell.width;
    at += cell.text.length;
    if (used > width)
      return `${text.slice(0, end)}\u2026${stylesIn(text.slice(end)).join("")}`;
    if (used < width)
      end = at;
  }
  return text;
}
function harmless(text) {
  if (plain.test(text))
    return text;
  const lines = text.split("\n").map(lastWritten);
  return lines.join("\n").replace(commands(), "").replace(reordering, "");
}
function oneLine(text) {
  if (plain.test(text))
    return text;
  return harmless(text).replace(/[\t\n\u2028\u2029]+/g, " ").replace(joined(), "$1").replace(unseen(), "");
}
function firstLine(text) {
  return /\S.*/.exec(text)?.[0].trimEnd() ?? "";
}
var quoted = (word) => `"${truncate(word.replace(/\s+/g, " "), 40)}"`;
var stylesIn = (text) => (text.match(commands()) ?? []).filter((command) => /^.(?:\[[\d;:]*m|\]8;)/.test(command));
var lastWritten = (line) => line.split("\r").findLast((written) => written !== "") ?? "";
function* cellsOf(text) {
  for (const [at, part] of text.split(commands()).entries()) {
    if (at % 2 === 1)
      yield { text: part, width: 0 };
    else if (plain.test(part))
      for (const character of part)
        yield { text: character, width: 1 };
    else
      for (const { segment } of graphemes().segment(part))
        yield { text: segment, width: widthOf(segment) };
  }
}
function widthOf(grapheme) {
  if (/^\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u.test(grapheme))
    return 2;
  let width = 0;
  for (const sign of grapheme)
    width += noRoom().test(sign) ? 0 : wide().test(sign) ? 2 : 1;
  return width;
}

export {
  once,
  displayWidth,
  truncate,
  harmless,
  oneLine,
  firstLine,
  quoted
};
