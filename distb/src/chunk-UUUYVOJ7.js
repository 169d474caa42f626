import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/adapters/disk-failure.js
function inWords(disk) {
  const saying = (verb, effect) => (path, ...rest) => within(path, () => effect(path, ...rest), verb);
  const sayingSoon = (effect) => (path, ...rest) => effect(path, ...rest).catch((error) => {
    throw explained(path, error, "write");
  });
  const { patient } = disk;
  return {
    read: saying("read", disk.read),
    list: saying("read", disk.list),
    exists: saying("read", disk.exists),
    size: saying("read", disk.size),
    renamedAt: saying("read", disk.renamedAt),
    changedAt: saying("read", disk.changedAt),
    create: saying("write", disk.create),
    replace: saying("write", disk.replace),
    mark: saying("write", disk.mark),
    append: saying("write", disk.append),
    makeFolder: saying("write", disk.makeFolder),
    move: (from, to, options) => within(`${from} to ${to}`, () => disk.move(from, to, options), "move"),
    remove: saying("remove", disk.remove),
    erase: saying("remove", disk.erase),
    readReport: saying("read", disk.readReport),
    readFrom: saying("read", disk.readFrom),
    ...patient && {
      patient: {
        create: sayingSoon(patient.create),
        replace: sayingSoon(patient.replace),
        makeFolder: sayingSoon(patient.makeFolder)
      }
    }
  };
}
function within(path, effect, verb = "write") {
  try {
    return effect();
  } catch (error) {
    throw explained(path, error, verb);
  }
}
function explained(path, error, verb) {
  const [what, hint] = explanations[codeOf(error)] ?? [ownWords(error)];
  if (what === void 0)
    return error;
  return new Failure("unavailable", `cannot ${verb} ${path}: ${what}`, { hint, cause: error });
}
function ownWords(error) {
  const { errno, message } = error;
  return errno === void 0 ? void 0 : message.split(", ")[0];
}
function codeOf(error) {
  const refusal = error instanceof Failure ? error.cause : error;
  return String(refusal?.code);
}
var isTrouble = (error) => ["EMFILE", "ENFILE", "ENOMEM", "EIO"].includes(codeOf(error));
var nothingHalf = "nothing half-written was kept";
var allow = "allow it to yourself, or use another folder: --dir";
var explanations = {
  ENOSPC: ["the disk is full", `make room; ${nothingHalf}`],
  EDQUOT: ["your disk quota is used up", `make room; ${nothingHalf}`],
  EFBIG: ["the file would be too large", `raise the limit (ulimit -f); ${nothingHalf}`],
  ERR_FS_FILE_TOO_LARGE: ["the file is too large", "move it out of the way"],
  ERR_STRING_TOO_LONG: ["the file is too large", "move it out of the way"],
  EROFS: ["the file system is read-only", "use a writable folder: --dir"],
  EACCES: ["permission denied", allow],
  EPERM: ["not permitted", allow],
  EIO: ["the disk has an error", "see what the system says of it: dmesg"],
  EMFILE: ["too many open files", "raise the limit: ulimit -n"],
  ENFILE: ["too many open files on this machine", "close some programs"],
  ENOTDIR: ["a file is where a folder should be", "move it out of the way"],
  EISDIR: ["a folder is where a file should be", "move it out of the way"],
  ENOENT: [
    "a folder on the way does not exist",
    "if .orchestra/ was removed meanwhile: orchestra init"
  ],
  ENAMETOOLONG: ["the name is too long", "use a folder with a shorter path: --dir"],
  ELOOP: ["its links lead in a circle", "remove the link"],
  NOT_A_FILE: [
    "something else is where a file of its own should be: a link, a pipe or a device",
    "move it out of the way"
  ],
  NOT_A_FOLDER: ["a link is in the place of its folder", "put the folder itself in its place"]
};

export {
  inWords,
  within,
  codeOf,
  isTrouble,
  explanations
};
