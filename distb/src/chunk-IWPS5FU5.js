// ../ft/dist/src/cli/print/json.js
var printJson = ({ out }, value) => out(`${JSON.stringify(value, null, 2)}
`);
var printJsonLine = ({ out }, value) => out(`${JSON.stringify(value)}
`);

export {
  printJson,
  printJsonLine
};
