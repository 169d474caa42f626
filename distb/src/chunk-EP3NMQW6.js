import {
  codeOf,
  within
} from "./chunk-UUUYVOJ7.js";
import {
  fs
} from "./chunk-4V54GAD5.js";

// ../ft/dist/src/adapters/disk-open.js
var { closeSync, constants, existsSync, fstatSync, lstatSync, openSync, readFileSync, realpathSync } = fs;
var { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR } = constants;
var notAFile = "NOT_A_FILE";
var notAFolder = "NOT_A_FOLDER";
function readRegular(path) {
  const file = openRegular(path, O_RDONLY);
  if (file === void 0)
    return void 0;
  try {
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}
var readEdited = (path) => within(path, () => readRegular(existsSync(path) ? realpathSync(path) : path), "read");
function openToRead(path) {
  const file = openRegular(path, O_RDONLY);
  if (file === void 0)
    throw refusal("ENOENT", path);
  return file;
}
function openToAppend(path) {
  const file = openRegular(path, O_RDWR | O_APPEND | O_CREAT);
  if (file === void 0)
    throw refusal("ENOENT", path);
  if (fstatSync(file).nlink <= 1)
    return file;
  closeSync(file);
  throw refusal(notAFile, path);
}
function refuseLinked(folder) {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
    throw refusal(notAFolder, folder);
}
function openRegular(path, flags) {
  let file;
  try {
    file = openSync(path, flags | O_NOFOLLOW | O_NONBLOCK, 384);
  } catch (error) {
    if (codeOf(error) === "ENOENT")
      return void 0;
    throw saysNoFile(error, path) ? refusal(notAFile, path) : error;
  }
  let facts;
  try {
    facts = fstatSync(file);
    if (facts.isFile())
      return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
  closeSync(file);
  throw refusal(facts.isDirectory() ? "EISDIR" : notAFile, path);
}
function saysNoFile(error, path) {
  if (["ENXIO", "EOPNOTSUPP", "EMLINK", "ENODEV"].includes(codeOf(error)))
    return true;
  if (codeOf(error) !== "ELOOP")
    return false;
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
var refusal = (code, path) => Object.assign(new Error(`${code}: ${path}`), { code, path, errno: 0 });

export {
  notAFile,
  readRegular,
  readEdited,
  openToRead,
  openToAppend,
  refuseLinked
};
