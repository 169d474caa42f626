// ../ft/dist/src/adapters/builtins.js
import { createRequire } from "node:module";
var require2 = createRequire(import.meta.url);
var fs = require2("node:fs");
var childProcess = () => require2("node:child_process");

export {
  fs,
  childProcess
};
