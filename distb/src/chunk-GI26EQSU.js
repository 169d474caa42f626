// ../ft/dist/src/cli/style.js
var codes = {
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  magenta: [35, 39],
  cyan: [36, 39],
  white: [37, 39]
};
var painter = (color) => (format, text) => {
  const [on, off] = codes[format];
  return color && text !== "" ? `\x1B[${on}m${text}\x1B[${off}m` : text;
};
var looks = {
  draft: { icon: "\xB7", format: "dim" },
  pending: { icon: "\u25CB", format: "white" },
  blocked: { icon: "\u25CC", format: "dim" },
  awaiting: { icon: "?", format: "magenta" },
  running: { icon: "\u25B6", format: "cyan" },
  complete: { icon: "\u2714", format: "green" },
  failed: { icon: "\u2716", format: "red" },
  cancelled: { icon: "\u2298", format: "yellow" }
};

export {
  painter,
  looks
};
