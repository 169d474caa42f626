#!/usr/bin/env node
import {
  fs
} from "./chunk-4V54GAD5.js";

// ../ft/dist/src/main.js
import module from "node:module";
import { isAbsolute, join } from "node:path";
keepCompiled();
try {
  await import("./app-cli-JNZDJDDF.js");
} catch (error) {
  tellRefusal(error);
}
function tellRefusal(error) {
  if (typeof error.errno !== "number" || process.env["AGENT_DEBUG"] === "1")
    throw error;
  const [, words = error.message] = /^[A-Z0-9]+: (.*)/.exec(error.message) ?? [];
  fs.writeSync(2, `error: ${words}
hint: AGENT_DEBUG=1 shows where that was
`);
  process.exitCode = 1;
}
function keepCompiled() {
  const { enableCompileCache } = module;
  const cache = process.env["XDG_CACHE_HOME"] || join(process.env["HOME"] ?? "", ".cache");
  const folder = join(cache, "orchestra");
  if (enableCompileCache && isAbsolute(folder) && isThere(cache) && isThere(folder))
    enableCompileCache(folder);
}
function isThere(folder) {
  try {
    fs.mkdirSync(folder, 448);
    return true;
  } catch (error) {
    return error.code === "EEXIST";
  }
}
