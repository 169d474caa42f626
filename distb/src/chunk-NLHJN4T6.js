// ../ft/dist/src/core/sentinel.js
var messageMax = 4e3;
function readSentinel(kind, text) {
  const plain = text.trim();
  const said = kind === "error" ? errorIn(plain) : plain;
  return said === "" ? { kind } : { kind, message: shorten(said) };
}
var shorten = (text) => text.length <= messageMax ? text : `${text.slice(0, messageMax)}\u2026`;
function errorIn(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === "string")
      return value;
    if (typeof value !== "object" || value === null)
      return text;
    const { error, message, details } = value;
    const parts = [error ?? message, details].filter((part) => part !== void 0 && part !== null);
    const words = parts.map((part) => typeof part === "string" ? part : JSON.stringify(part));
    return words.length === 0 ? text : words.join(": ");
  } catch {
    return text;
  }
}

export {
  readSentinel,
  shorten
};
