// ../ft/dist/src/core/probe.js
var versionIn = (text) => /(?<![\w.])v?(\d+\.\d+(?:\.\d+)*(?:[-+][\w.+-]*\w)?)/.exec(text)?.[1];
function flagsToFind({ args, modelArgs, probe }) {
  const command = (probe?.help ?? []).filter((word) => !word.startsWith("-"));
  if (command.some((word, index) => args[index] !== word))
    return [];
  const flags = [...args, ...modelArgs].flatMap((arg) => flag.exec(arg)?.[0] ?? []);
  return [...new Set(flags)];
}
var flag = /^--?[A-Za-z][\w-]*/;
function missingIn(help, flags) {
  const known = new Set(help.match(/(?<![\w-])--?[A-Za-z][\w-]*/g));
  return flags.filter((one) => !known.has(one));
}

export {
  versionIn,
  flagsToFind,
  missingIn
};
