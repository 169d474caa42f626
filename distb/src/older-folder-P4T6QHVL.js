import {
  isOlderTaskText
} from "./chunk-Y2LCZ7AB.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";

// ../ft/dist/src/adapters/older-folder.js
import { constants, copyFileSync, existsSync, linkSync, lstatSync, readdirSync, readFileSync, unlinkSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
var kinds = ["done", "error", "cancelled", "timeout"];
function readOlderFolder(from, temporary) {
  const roots = [resolve(from), resolve(from, ".orchestra")];
  const root = roots.find((one) => existsSync(join(one, "tasks"))) ?? roots.find((one) => basename(one) === ".orchestra" && existsSync(`${one}-cli`));
  if (root === void 0)
    return void 0;
  const files = [];
  const skipped = [];
  for (const folder of ["tasks", "archive"])
    for (const name of namesIn(join(root, folder))) {
      const id = /^(task_\d+)\.json$/.exec(name)?.[1];
      if (id === void 0)
        continue;
      const path = join(root, folder, name);
      const text = textOf(path);
      if (text !== void 0 && isOlderTaskText(text))
        files.push(fileOf(root, id, path, text));
      else if (id.length > "task_".length + 9 && !isOurs(text))
        skipped.push({ path, why: "it cannot be read as a task" });
    }
  const home = dirname(root);
  const beside = join(home, ".orchestra-cli", "prompts");
  const config = join(home, ".orchestra-cli", layout.config);
  const said = textOf(config);
  return {
    root,
    cwd: basename(root) === ".orchestra" ? home : root,
    files,
    skipped,
    papers: (id) => ({
      plan: find(root, [`plans/${id}_plan.md`, `archive/${id}_plan.md`]),
      log: find(root, [`logs/${id}.log`, `archive/${id}.log`])
    }),
    prompts: namesIn(beside).flatMap((name) => {
      const path = join(beside, name);
      return isFile(path) ? [{ name, path }] : [];
    }),
    config: said === void 0 ? void 0 : { path: config, text: said, textOf: (name) => textNamed(home, name) },
    copy: (path, to) => copyOnce(path, to, temporary)
  };
}
function fileOf(root, id, path, text) {
  const sentinels = kinds.flatMap((kind) => {
    const said = textOf(join(root, "tasks", `${id}.${kind}`));
    return said === void 0 ? [] : [[kind, said]];
  });
  const changedAtMs = lstatSync(path).mtimeMs;
  return { id, text, changedAtMs, sentinels: Object.fromEntries(sentinels), isAlive };
}
function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0)
    return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
var isOurs = (text) => /"version":\s*\d/.test(text ?? "");
var find = (root, paths) => paths.map((path) => join(root, path)).find(isFile);
var isFile = (path) => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
var sizeMax = 16 * 1024 * 1024;
function textOf(path) {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  return facts?.isFile() && facts.size <= sizeMax ? readFileSync(path, "utf8") : void 0;
}
function textNamed(home, name) {
  const places = [resolve(home, name), resolve(home, ".orchestra-cli", name)];
  const path = places.find((one) => one.startsWith(`${home}/`) && isFile(one));
  return path === void 0 ? void 0 : textOf(path);
}
var namesIn = (folder) => existsSync(folder) ? readdirSync(folder).sort() : [];
function copyOnce(path, to, temporary) {
  const copy = join(temporary, `${process.pid}.${process.hrtime.bigint()}.${basename(to)}`);
  copyFileSync(path, copy, constants.COPYFILE_EXCL);
  try {
    linkSync(copy, to);
    return true;
  } catch (error) {
    if (error.code === "EEXIST")
      return false;
    throw error;
  } finally {
    unlinkSync(copy);
  }
}
export {
  readOlderFolder
};
