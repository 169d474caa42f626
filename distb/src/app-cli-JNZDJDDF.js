import {
  commands
} from "./chunk-BOZ6SLTQ.js";
import {
  isOlderNumber,
  isOlderTaskText
} from "./chunk-Y2LCZ7AB.js";
import {
  Answered,
  BatchPlan,
  intents,
  isIntentOrder,
  runPapers
} from "./chunk-T3O5IXGE.js";
import {
  exitOfFailure,
  exits
} from "./chunk-GPV7KN42.js";
import {
  Head,
  emptyHead,
  exitIn,
  foldJournal
} from "./chunk-V3QGCUGY.js";
import {
  Request
} from "./chunk-IX2KAQCM.js";
import {
  readSentinel,
  shorten
} from "./chunk-NLHJN4T6.js";
import {
  notAFile,
  openToAppend,
  readEdited,
  readRegular,
  refuseLinked
} from "./chunk-EP3NMQW6.js";
import {
  LockRecord,
  describeHolder,
  isPassing,
  spawnMs,
  standingOf
} from "./chunk-PUVSEIMK.js";
import {
  RunSpec,
  Started,
  Stop,
  Verdict
} from "./chunk-JB5L447W.js";
import {
  Controls,
  noControls
} from "./chunk-FBXUARIM.js";
import {
  bootId,
  inInitialPidNamespace,
  livenessOf,
  selfIdentity
} from "./chunk-IJTZDC2R.js";
import {
  classicKinds,
  ignoreText,
  layout,
  readFinished,
  readOrder,
  taskNumberOfFile
} from "./chunk-QEYDHFPW.js";
import {
  TaskRecord,
  parseTaskNumber,
  protocolVersion,
  queueFolders,
  version
} from "./chunk-AYEYYZRK.js";
import {
  anything,
  object,
  parse,
  parseText,
  string
} from "./chunk-IJBGSXO5.js";
import {
  suggest
} from "./chunk-6WEGTHHE.js";
import "./chunk-7QJ36DIS.js";
import {
  once,
  quoted
} from "./chunk-QYHLQT45.js";
import {
  codeOf,
  explanations,
  inWords,
  isTrouble,
  within
} from "./chunk-UUUYVOJ7.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";
import {
  fs
} from "./chunk-4V54GAD5.js";

// ../ft/dist/src/app-cli.js
import { basename as basename4, join as join17 } from "node:path";

// ../ft/dist/src/lib/signs.js
var stands = {
  "\u2714": "v",
  "\u2716": "x",
  "\u25B6": ">",
  "\u25CB": "o",
  "\u25CC": ".",
  "\u2298": "/",
  "\xB7": ".",
  "\u2026": "+",
  "\u2013": "-",
  "\u2212": "-",
  "\u2192": ">",
  "\xD7": "x"
};
var signs = new RegExp(`[${Object.keys(stands).join("")}]`, "g");
var withAsciiSigns = (text) => text.replace(signs, (sign) => stands[sign] ?? sign);

// ../ft/dist/src/adapters/terminal-screen.js
var enter = "\x1B[?1049h\x1B[?25l\x1B[?7l\x1B[H\x1B[2J";
var leave = "\x1B[?7h\x1B[?25h\x1B[?1049l";
var suspendKey = "";
var suspendedMs = 100;
var screenTaker = (process2) => (onLost) => {
  let isTaken2 = false;
  let resumption;
  const take = () => {
    isTaken2 = true;
    process2.on("SIGTSTP", suspend);
    process2.stdout.write(enter);
  };
  const giveBack = () => {
    if (isTaken2)
      process2.stdout.write(leave);
    isTaken2 = false;
    process2.off("SIGTSTP", suspend);
  };
  const suspend = () => {
    giveBack();
    process2.kill(process2.pid, "SIGTSTP");
    resumption = setTimeout(resume, suspendedMs);
  };
  const resume = () => {
    take();
    onLost();
  };
  take();
  process2.on("exit", giveBack);
  process2.stdout.on("resize", onLost);
  return () => {
    giveBack();
    clearTimeout(resumption);
    process2.off("exit", giveBack);
    process2.stdout.off("resize", onLost);
  };
};
var keyListener = (process2) => (listen) => {
  const { stdin } = process2;
  if (!stdin.isTTY)
    return () => void 0;
  let resumption;
  const hear = (bytes) => {
    const typed = bytes.toString("utf8");
    if (typed !== suspendKey)
      return listen(typed);
    stdin.setRawMode(false);
    process2.kill(0, "SIGTSTP");
    resumption = setTimeout(() => stdin.setRawMode(true), suspendedMs);
  };
  stdin.setRawMode(true).resume().on("data", hear);
  return () => {
    clearTimeout(resumption);
    stdin.off("data", hear).setRawMode(false).pause();
  };
};

// ../ft/dist/src/adapters/terminal.js
function createTerminal(process2, environment2, leave2) {
  const stdout = once(() => process2.stdout.on("error", close));
  const stderr = once(() => process2.stderr.on("error", () => void 0));
  const isTerminal = fs.fstatSync(1).isCharacterDevice() && stdout().isTTY === true;
  const hasScreen = isTerminal && environment2["TERM"] !== "dumb";
  const isLegible = speaksUnicode(environment2);
  const write = isTerminal ? (text) => stdout().write(text) : writer(1, stdout);
  const writeError = writer(2, stderr);
  const err = (text) => writeError(isLegible ? text : withAsciiSigns(text));
  let isClosed = false;
  return {
    out(text) {
      if (isClosed)
        return;
      const isOdd = isTerminal && !isLegible && typeof text === "string";
      write(isOdd ? withAsciiSigns(text) : text);
    },
    err,
    isTerminal,
    hasScreen,
    get isInteractive() {
      return hasScreen && process2.stdin.isTTY === true;
    },
    color: wantsColor(hasScreen, environment2),
    columns: () => isTerminal ? stdout().columns || sizeIn(environment2["COLUMNS"]) || 80 : void 0,
    rows: () => stdout().rows || sizeIn(environment2["LINES"]) || 24,
    onKey: keyListener(process2),
    takeScreen: screenTaker(process2)
  };
  function close(error) {
    if (isClosed)
      return;
    isClosed = true;
    const isFailure = error.code !== "EPIPE";
    const [what = error.message] = explanations[codeOf(error)] ?? [];
    if (isFailure)
      err(`error: cannot write the output: ${what}
`);
    leave2(isFailure ? 1 : 0);
  }
}
function writer(file, stream) {
  let isRefused = false;
  return (text) => {
    let rest = typeof text === "string" ? Buffer.from(text) : text;
    try {
      while (!isRefused && rest.length > 0)
        rest = rest.subarray(fs.writeSync(file, rest));
    } catch {
      isRefused = true;
    }
    if (rest.length > 0)
      stream().write(rest);
  };
}
function wantsColor(hasScreen, environment2) {
  const { FORCE_COLOR, NO_COLOR, CLICOLOR_FORCE } = environment2;
  if (FORCE_COLOR !== void 0)
    return ["", "1", "2", "3", "true"].includes(FORCE_COLOR);
  if (NO_COLOR)
    return false;
  return hasScreen || CLICOLOR_FORCE !== void 0 && !["", "0"].includes(CLICOLOR_FORCE);
}
function speaksUnicode({ LC_ALL, LC_CTYPE, LANG }) {
  const locale = LC_ALL || LC_CTYPE || LANG || "";
  const encoding = /\.([^@]*)/.exec(locale)?.[1];
  if (encoding === void 0)
    return locale !== "C" && locale !== "POSIX";
  return /^utf-?8$/i.test(encoding);
}
var sizeIn = (text = "") => /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;

// ../ft/dist/src/app.js
import { dirname as dirname8, extname, join as join16, resolve as resolve2 } from "node:path";
import { fileURLToPath } from "node:url";

// ../ft/dist/src/adapters/clock.js
var createClock = (bootId2) => ({
  now: () => ({
    bootId: bootId2,
    // One clock for all processes of a boot; it stands still while the machine is suspended.
    monotonicMs: Math.floor(Number(process.hrtime.bigint() / 1000000n)),
    at: new Date(Date.now()).toISOString()
  }),
  // The global is loaded when used; node:crypto would be by every command, most of which throw no dice.
  random: (bytes) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("hex")
});

// ../ft/dist/src/adapters/conducting.js
function createConducting(parts) {
  const { lock, clock, isInsideRun, spawn, passOnce } = parts;
  let spawnedMs = Number.NEGATIVE_INFINITY;
  return {
    async ensure() {
      const holder = lock.look();
      if (holder && standingOf(holder) === "held" && !isPassing(holder))
        return holder.liveness === "alive" ? "there" : "unseen";
      const nowMs = clock.now().monotonicMs;
      if (nowMs - spawnedMs < spawnMs)
        return "there";
      spawnedMs = nowMs;
      await spawn(["--leave"]);
      return "spawned";
    },
    async settle() {
      const before = standingOf(lock.look());
      if (isInsideRun || before === "held")
        return "elsewhere";
      const held = await unlessRefused(passOnce);
      if (!held?.held)
        return "elsewhere";
      return before === "abandoned" ? "crashed" : "settled";
    },
    spawnDaemon: () => spawn([])
  };
}
async function unlessRefused(act) {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Failure)
      return void 0;
    throw error;
  }
}

// ../ft/dist/src/adapters/disk.js
import { basename as basename2, dirname as dirname4 } from "node:path";

// ../ft/dist/src/adapters/disk-erase.js
import { dirname } from "node:path";
var { chmodSync, closeSync, constants, lstatSync, openSync, readdirSync, rmdirSync, unlinkSync } = fs;
function erase(path) {
  const folder = dirname(path);
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Failure("unavailable", `${folder} is a link, and nothing is removed behind it`, {
      hint: `put the folder itself in its place, or remove ${path} by hand`
    });
  return eraseTree(Buffer.from(path));
}
function eraseTree(path) {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (!facts)
    return 0;
  if (!facts.isDirectory()) {
    unlinkSync(path);
    return facts.size;
  }
  if ((facts.mode & 448) !== 448)
    chmodSync(path, 448);
  const bytes = emptyFolder(path);
  rmdirSync(path);
  return bytes;
}
function emptyFolder(path) {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
  const folder = openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    const inside = process.platform === "linux" ? Buffer.from(`/proc/self/fd/${folder}`) : path;
    let bytes = 0;
    for (const name of readdirSync(inside, { encoding: "buffer" }))
      bytes += eraseTree(Buffer.concat([inside, slash, name]));
    return bytes;
  } finally {
    closeSync(folder);
  }
}
var slash = Buffer.from("/");

// ../ft/dist/src/adapters/disk-patient.js
import { dirname as dirname2 } from "node:path";

// ../ft/dist/src/adapters/disk-write.js
import { join } from "node:path";
var { closeSync: closeSync2, fsync, fsyncSync, mkdirSync, openSync: openSync2, unlinkSync: unlinkSync2 } = fs;
function wholeFile(folder, name, bytes, options) {
  const path = join(folder, name);
  const file = openFresh(folder, path, options.mode ?? 384);
  try {
    for (let done = 0; done < bytes.length; )
      done += fs.writeSync(file, bytes, done);
    if (options.durable !== false)
      fsyncSync(file);
  } catch (error) {
    discard(path);
    throw error;
  } finally {
    closeSync2(file);
  }
  return path;
}
function discard(path) {
  try {
    unlinkSync2(path);
  } catch {
  }
}
function openFresh(folder, path, mode) {
  try {
    return openSync2(path, "wx", mode);
  } catch (error) {
    if (codeOf(error) !== "ENOENT")
      throw error;
    mkdirSync(folder, { mode: 448 });
    return openSync2(path, "wx", mode);
  }
}
function isTaken(create) {
  try {
    create();
    return false;
  } catch (error) {
    if (codeOf(error) === "EEXIST")
      return true;
    throw error;
  }
}
function syncFolder(path) {
  const folder = openSync2(path, "r");
  try {
    fsyncSync(folder);
  } catch (error) {
    if (!canOnlyHope(error))
      throw error;
  } finally {
    closeSync2(folder);
  }
}
var canOnlyHope = (error) => ["EINVAL", "EPERM", "EISDIR"].includes(codeOf(error));
var flushFolder = (path) => flush(path).catch((error) => {
  if (!canOnlyHope(error))
    throw error;
});
async function flush(path) {
  const file = openSync2(path, "r");
  try {
    await new Promise((resolve3, reject) => {
      fsync(file, (error) => error ? reject(error) : resolve3());
    });
  } finally {
    closeSync2(file);
  }
}

// ../ft/dist/src/adapters/disk-patient.js
var { linkSync, renameSync } = fs;
function patiently(disk, guard, writeElsewhere) {
  const write = async (path, text, options, name) => {
    guard(path);
    const elsewhere = writeElsewhere(path, text, { ...options, durable: false });
    try {
      await flush(elsewhere);
      guard(path);
      return name(elsewhere);
    } finally {
      discard(elsewhere);
    }
  };
  return {
    async create(path, text, options = {}) {
      if (options.durable === false)
        return disk.create(path, text, options);
      const isNew = await write(path, text, options, (elsewhere) => !isTaken(() => linkSync(elsewhere, path)));
      if (isNew)
        await flushFolder(dirname2(path));
      return isNew;
    },
    async replace(path, text, options = {}) {
      if (options.durable === false)
        return disk.replace(path, text, options);
      await write(path, text, options, (elsewhere) => renameSync(elsewhere, path));
      await flushFolder(dirname2(path));
    },
    async makeFolder(path, options = {}) {
      const isNew = disk.makeFolder(path, { ...options, durable: false });
      if (isNew && options.durable !== false)
        await flushFolder(dirname2(path));
      return isNew;
    }
  };
}

// ../ft/dist/src/adapters/disk-report.js
import { basename, dirname as dirname3, join as join2 } from "node:path";
var { closeSync: closeSync3, constants: constants2, fstatSync, openSync: openSync3, readSync } = fs;
var reportBytesMax = 1024 * 1024;
function readReport(path) {
  const file = openConfined(path);
  if (file === void 0)
    return void 0;
  try {
    const facts = fstatSync(file);
    if (!facts.isFile())
      return void 0;
    const bytes = Buffer.alloc(Math.min(facts.size, reportBytesMax));
    let done = 0;
    for (let got = 1; got > 0 && done < bytes.length; done += got)
      got = readSync(file, bytes, done, bytes.length - done, done);
    return { text: bytes.toString("utf8", 0, done), cut: facts.size > reportBytesMax };
  } finally {
    closeSync3(file);
  }
}
function readFrom(path, offset, bytesMax) {
  const file = openConfined(path);
  if (file === void 0)
    return Buffer.alloc(0);
  try {
    const facts = fstatSync(file);
    const size = facts.isFile() ? facts.size : 0;
    const bytes = Buffer.alloc(Math.max(0, Math.min(size - offset, bytesMax)));
    const got = readSync(file, bytes, 0, bytes.length, offset);
    return bytes.subarray(0, got);
  } finally {
    closeSync3(file);
  }
}
function openConfined(path) {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants2;
  let folder;
  try {
    folder = openSync3(dirname3(path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    const inside = process.platform === "linux" ? `/proc/self/fd/${folder}` : dirname3(path);
    return openSync3(join2(inside, basename(path)), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (isTrouble(error))
      throw error;
    return void 0;
  } finally {
    if (folder !== void 0)
      closeSync3(folder);
  }
}

// ../ft/dist/src/adapters/disk.js
var { closeSync: closeSync4, fstatSync: fstatSync2, ftruncateSync, linkSync: linkSync2, lstatSync: lstatSync2, mkdirSync: mkdirSync2, openSync: openSync4, readdirSync: readdirSync2, readSync: readSync2, renameSync: renameSync2, unlinkSync: unlinkSync3 } = fs;
var self = `${process.pid}.${process.hrtime.bigint().toString(36)}`;
var counter = 0;
function createDisk(temporary) {
  const home = dirname4(temporary);
  const writeElsewhere = (path, text, options) => {
    counter += 1;
    const name = `${self}.${counter}.${basename2(path)}`;
    return wholeFile(temporary, name, Buffer.from(text), options);
  };
  const guard = (path) => {
    const folder = dirname4(path);
    if (folder !== home)
      refuseLinked(folder);
  };
  const disk = {
    read: readRegular,
    list: (path) => orAbsent(() => readdirSync2(path)) ?? [],
    exists: (path) => factsOf(path) !== void 0,
    size: (path) => factsOf(path)?.size ?? 0,
    // A rename changes the inode's status time, not its modification time.
    renamedAt: (path) => factsOf(path)?.ctimeMs,
    changedAt: (path) => factsOf(path)?.mtimeMs,
    create(path, text, options = {}) {
      guard(path);
      const written = writeElsewhere(path, text, options);
      try {
        const isNew = !isTaken(() => linkSync2(written, path));
        if (isNew && options.durable !== false)
          syncFolder(dirname4(path));
        return isNew;
      } finally {
        discard(written);
      }
    },
    replace(path, text, options = {}) {
      guard(path);
      const written = writeElsewhere(path, text, options);
      try {
        renameSync2(written, path);
      } catch (error) {
        discard(written);
        throw error;
      }
      if (options.durable !== false)
        syncFolder(dirname4(path));
    },
    mark(path) {
      guard(path);
      isTaken(() => closeSync4(openSync4(path, "wx", 384)));
    },
    append(path, line) {
      guard(path);
      appendLine(path, line);
    },
    makeFolder(path, options = {}) {
      guard(path);
      if (isTaken(() => mkdirSync2(path, { mode: options.mode ?? 448 })))
        return false;
      if (options.durable !== false)
        syncFolder(dirname4(path));
      return true;
    },
    move(from, to, options = {}) {
      guard(to);
      const isMoved = orAbsent(() => renameSync2(from, to) ?? true) ?? false;
      if (isMoved && options.durable) {
        syncFolder(dirname4(to));
        syncFolder(dirname4(from));
      }
      return isMoved;
    },
    remove: (path) => orAbsent(() => unlinkSync3(path)),
    erase(path, options = {}) {
      const bytes = erase(path);
      if (options.durable)
        syncFolder(dirname4(path));
      return bytes;
    },
    readReport,
    readFrom
  };
  return inWords({ ...disk, patient: patiently(disk, guard, writeElsewhere) });
}
function factsOf(path) {
  try {
    return lstatSync2(path, { throwIfNoEntry: false });
  } catch (error) {
    if (["ENOTDIR", "ELOOP"].includes(codeOf(error)))
      return void 0;
    throw error;
  }
}
function appendLine(path, line) {
  const file = openToAppend(path);
  try {
    cutTornLine(file);
    const bytes = Buffer.from(`${line}
`);
    for (let done = 0; done < bytes.length; )
      done += fs.writeSync(file, bytes, done);
  } finally {
    closeSync4(file);
  }
}
function cutTornLine(file) {
  const { size } = fstatSync2(file);
  const block = Buffer.alloc(Math.min(size, 64 * 1024));
  for (let end = size; ; ) {
    const start = Math.max(0, end - block.length);
    readSync2(file, block, 0, end - start, start);
    const whole = start + block.subarray(0, end - start).lastIndexOf(10) + 1;
    if (whole > start || start === 0) {
      if (whole < size)
        ftruncateSync(file, whole);
      return;
    }
    end = start;
  }
}
function orAbsent(read2) {
  try {
    return read2();
  } catch (error) {
    if (codeOf(error) === "ENOENT")
      return void 0;
    throw error;
  }
}

// ../ft/dist/src/adapters/folders.js
import { mkdirSync as mkdirSync3, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname as dirname5, join as join3 } from "node:path";
function makeFolders(root, folders, linkable = []) {
  const ways = folders.flatMap((folder) => linkable.includes(folder) ? [] : waysTo(folder));
  for (const way of new Set(ways))
    within(join3(root, way), () => refuseLinked(join3(root, way)));
  for (const folder of ["", ...folders])
    within(join3(root, folder), () => makeWay(join3(root, folder)));
}
function temporaryFolder(prefix) {
  try {
    return mkdtempSync(join3(tmpdir(), prefix));
  } catch (cause) {
    throw new Failure("unavailable", `no folder can be made in ${tmpdir()}`, {
      hint: "let TMPDIR name a folder that you may write to",
      cause
    });
  }
}
var waysTo = (folder) => folder.split("/").map((_, at, names) => names.slice(0, at + 1).join("/"));
function makeWay(path) {
  try {
    makeOne(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT")
      throw error;
    makeWay(dirname5(path));
    makeOne(path);
  }
}
function makeOne(path) {
  try {
    mkdirSync3(path, { mode: 448 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST")
      throw error;
  }
}

// ../ft/dist/src/adapters/processes/index.js
var patienceMs = 1e4;
var pollMs = 10;
var createProcesses = () => {
  let self2;
  return {
    self: () => self2 ??= selfIdentity(),
    livenessOf,
    isHidden: () => !inInitialPidNamespace(),
    async kill(identity) {
      const { setTimeout: sleep } = await import("node:timers/promises");
      await signalTo(identity, "SIGKILL");
      for (let waitedMs = 0; livenessOf(identity) !== "dead"; waitedMs += pollMs) {
        if (waitedMs > patienceMs)
          throw new Failure("unavailable", `process ${identity.pid} does not die of KILL`, {
            hint: "it hangs in the system, mostly on a disk or a network folder: see to that first"
          });
        await sleep(pollMs);
      }
    },
    terminate: (identity) => signalTo(identity, "SIGTERM")
  };
};
var signalTo = async (identity, signal) => {
  if (livenessOf(identity) !== "alive")
    return false;
  const { signalAgain } = await import("./sweep-WY6KDJBB.js");
  return signalAgain({ pid: identity.pid, startTime: identity.startTime, pgid: 0 }, signal);
};

// ../ft/dist/src/adapters/store/index.js
import { join as join14 } from "node:path";

// ../ft/dist/src/adapters/store/control-file.js
import { join as join6 } from "node:path";

// ../ft/dist/src/adapters/store/quarantine.js
import { join as join4 } from "node:path";
function putAside(disk, root, path, as) {
  const at = (name2) => join4(root, layout.quarantine, name2);
  const stamped = `${as}.${Math.round(disk.changedAt(join4(root, path)) ?? 0)}`;
  let name = stamped;
  for (let copy = 2; disk.exists(at(name)); copy += 1)
    name = `${stamped}.${copy}`;
  disk.makeFolder(join4(root, layout.quarantine), { durable: false });
  disk.move(join4(root, path), at(name), { durable: true });
}

// ../ft/dist/src/adapters/store/records.js
import { basename as basename3, dirname as dirname6, join as join5 } from "node:path";
var textOf = (value) => `${JSON.stringify(value, null, 2)}
`;
function readRecord(disk, path, schema) {
  const text = readWhole(disk, path);
  if (text === void 0)
    return void 0;
  const read2 = parseText(schema, text);
  if (read2.ok)
    return read2.value;
  refuseOtherVersion(path, text);
  if (read2.issues.every(({ isName }) => isName))
    throw newer(path, read2.issues);
  const problems = read2.issues.map(({ path: at, message }) => `${at} ${message}`).join("; ");
  throw new Failure("invalid", `${path} is damaged: ${shorten(problems)}`, {
    hint: "the conductor puts it into .orchestra/quarantine; everything else goes on"
  });
}
var isNoFile = (error) => ["EISDIR", notAFile].includes(codeOf(error));
function replaceAnything(disk, path, text, options) {
  try {
    disk.replace(path, text, options);
  } catch (error) {
    if (codeOf(error) !== "EISDIR")
      throw error;
    const quarantine = join5(dirname6(dirname6(path)), layout.quarantine);
    const name = `${basename3(dirname6(path))}.${Math.round(disk.renamedAt(path) ?? 0)}.${basename3(path)}`;
    disk.makeFolder(quarantine, { durable: false });
    disk.move(path, join5(quarantine, name), options);
    disk.replace(path, text, options);
  }
}
function readWhole(disk, path) {
  try {
    return disk.read(path);
  } catch (cause) {
    if (cause instanceof Failure && !isNoFile(cause))
      throw cause;
    throw new Failure("invalid", cause.message, {
      hint: "the conductor puts it into .orchestra/quarantine; everything else goes on",
      cause
    });
  }
}
function newer(path, issues) {
  const names = issues.map((issue) => issue.path).join(", ");
  return new Failure("unavailable", `${path} holds what this orchestra does not know: ${shorten(names)}`, {
    hint: "a newer one wrote it: use that one, or another folder: --dir"
  });
}
function refuseOtherVersion(path, text) {
  const version2 = /"version":\s*(\d+)/.exec(text.slice(0, 200))?.[1];
  if (version2 === void 0 || Number(version2) === protocolVersion)
    return;
  throw new Failure("unavailable", `${path} is of protocol version ${version2}; this orchestra knows version ${protocolVersion}`, { hint: "use the orchestra that wrote it, or another folder: --dir" });
}

// ../ft/dist/src/adapters/store/control-file.js
function createControlFile(disk, root) {
  const path = join6(root, layout.controls);
  return {
    read: () => readRecord(disk, path, Controls) ?? noControls,
    replace: (controls) => disk.replace(path, textOf(controls)),
    quarantine: () => putAside(disk, root, layout.controls, layout.controls)
  };
}

// ../ft/dist/src/adapters/store/intent-files.js
import { join as join7 } from "node:path";
var kinds = Object.keys(intents);
function createIntentFiles(disk, root) {
  const at = (path) => join7(root, path);
  return {
    leave(order, intent) {
      disk.create(at(layout.intent(order)), textOf(intent), { mode: 384 });
    },
    open: () => disk.list(at(layout.intents)).flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []).filter(isIntentOrder).sort(),
    read: (order) => readIntent(disk, at(layout.intent(order))),
    answer(order, answered) {
      keepAnswer(disk, at(layout.answer(order)), textOf(answered));
      disk.remove(at(layout.intent(order)));
      disk.remove(at(layout.plan(order)));
    },
    answered: (order) => readRecord(disk, at(layout.answer(order)), Answered),
    plan: (order) => readRecord(disk, at(layout.plan(order)), BatchPlan),
    writePlan: (order, plan) => disk.replace(at(layout.plan(order)), textOf(plan)),
    quarantine: (order) => putAside(disk, root, layout.intent(order), `intent-${order}.json`),
    quarantineAnswer: (order) => putAside(disk, root, layout.answer(order), `answered-${order}.json`)
  };
}
function keepAnswer(disk, path, text) {
  const options = { mode: 384 };
  if (!disk.create(path, text, options))
    disk.replace(path, disk.read(path) ?? text, options);
}
function readIntent(disk, path) {
  const common = readRecord(disk, path, anything("An intent."));
  if (common === void 0)
    return void 0;
  const kind = Object.keys(intents).find((known) => known === common?.kind);
  if (!kind)
    throw new Failure("invalid", `${path} is damaged: its kind is none of ${kinds.join(", ")}`, {
      hint: "the conductor puts it into .orchestra/quarantine; everything else goes on"
    });
  return readRecord(disk, path, intents[kind]);
}

// ../ft/dist/src/adapters/store/lock.js
import { join as join8 } from "node:path";
var heartbeatMs = 5e3;
function createLock(disk, root, clock, processes) {
  const at = (path) => join8(root, path);
  return {
    // Who only looks writes nothing, and takes our own clock for that of the file server.
    look: () => see(() => Date.parse(clock.now().at)).holder,
    take(kind) {
      for (; ; ) {
        const { epoch, holder } = see(fileServerMs);
        if (holder && standingOf(holder) === "held")
          return { taken: false, holder };
        const lease = link(kind, epoch + 1, holder);
        if (lease)
          return { taken: true, lease };
      }
    }
  };
  function highest() {
    return disk.list(at(layout.lock)).filter((name) => /^[1-9]\d{0,14}$/.test(name)).reduce((top, name) => Math.max(top, Number(name)), 0);
  }
  function see(nowMs) {
    for (; ; ) {
      const epoch = highest();
      const holder = epoch === 0 ? void 0 : holderOf(epoch, nowMs);
      if (holder || highest() <= epoch)
        return { epoch, holder };
    }
  }
  function holderOf(epoch, nowMs) {
    const released = disk.exists(at(layout.released(epoch)));
    const record = readEpoch(epoch, released);
    if (!record)
      return void 0;
    if (released)
      return { record, released, liveness: "dead", beatAgeMs: void 0 };
    const liveness = processes.livenessOf(record.holder);
    const beatAgeMs = liveness === "unknown" && record.heartbeatMs ? ageOfBeat(epoch, nowMs()) : void 0;
    return { record, released, liveness, beatAgeMs };
  }
  function readEpoch(epoch, released) {
    try {
      return readRecord(disk, at(layout.epoch(epoch)), LockRecord);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "invalid")
        throw error;
      if (released)
        return void 0;
      throw new Failure("conflict", `${at(layout.epoch(epoch))} is damaged; who conducts is unknown`, {
        hint: `if no orchestra runs here: touch ${at(layout.released(epoch))}`
      });
    }
  }
  function ageOfBeat(epoch, nowMs) {
    const beat = disk.changedAt(at(layout.beat(epoch))) ?? disk.changedAt(at(layout.epoch(epoch)));
    return beat === void 0 || nowMs === void 0 ? void 0 : Math.max(0, nowMs - beat);
  }
  function fileServerMs() {
    const probe = at(layout.clock);
    disk.replace(probe, "", { durable: false });
    return disk.changedAt(probe);
  }
  function link(kind, epoch, before) {
    const record = {
      version: protocolVersion,
      epoch,
      kind,
      holder: processes.self(),
      since: clock.now().at,
      ...processes.isHidden() && { heartbeatMs }
    };
    const text = textOf(record);
    if (!disk.create(at(layout.epoch(epoch)), text))
      return void 0;
    if (highest() !== epoch) {
      disk.remove(at(layout.epoch(epoch)));
      return void 0;
    }
    prune(epoch);
    return leaseOf(record, text, before);
  }
  function leaseOf(record, text, before) {
    const { epoch, holder } = record;
    const isOurs = () => highest() === epoch && disk.read(at(layout.epoch(epoch))) === text;
    return {
      epoch,
      isTakeover: standingOf(before) === "abandoned",
      isOtherBoot: before !== void 0 && before.record.holder.bootId !== holder.bootId,
      heartbeatMs: record.heartbeatMs,
      isMine: () => isOurs() && !disk.exists(at(layout.released(epoch))),
      beat: () => disk.replace(at(layout.beat(epoch)), "", { durable: false }),
      release: () => isOurs() ? disk.mark(at(layout.released(epoch))) : void 0
    };
  }
  function prune(epoch) {
    for (const name of disk.list(at(layout.lock))) {
      const number = Number.parseInt(name, 10);
      if (number < epoch)
        disk.remove(at(`${layout.lock}/${name}`));
    }
  }
}

// ../ft/dist/src/adapters/store/queue-index.js
import { join as join9 } from "node:path";

// ../ft/dist/src/lib/jsonl.js
function readJsonLines(text) {
  const lines = text.split("\n");
  const torn = lines.pop() || void 0;
  const values = [];
  let bad = 0;
  for (const line of lines) {
    if (line.trim() === "")
      continue;
    try {
      values.push(JSON.parse(line));
    } catch {
      bad += 1;
    }
  }
  return { values, torn, bad };
}

// ../ft/dist/src/adapters/store/queue-index.js
var journalLinesMax = 200;
function createQueueIndex(disk, root) {
  const at = (path) => join9(root, path);
  let lines = 0;
  const index = {
    live: (folder) => disk.list(at(layout.queue(folder))).sort().flatMap((name) => readOrder(name) ?? []),
    enter: (folder, order) => disk.mark(at(layout.entry(folder, order))),
    leave: (folder, order) => disk.remove(at(layout.entry(folder, order))),
    move: (from, to, order) => disk.move(at(layout.entry(from, order)), at(layout.entry(to, order))) || disk.mark(at(layout.entry(to, order))),
    finish(from, order, day, number, status) {
      disk.makeFolder(at(layout.day(day)), { durable: false });
      const entry = at(layout.finishedEntry(day, number, status));
      if (!from || !disk.move(at(layout.entry(from, order)), entry))
        disk.mark(entry);
    },
    revive(day, number, status, to, order) {
      const entry = at(layout.finishedEntry(day, number, status));
      const shown = at(layout.entry(to, order));
      if (!disk.move(entry, shown, { durable: true }))
        disk.mark(shown);
    },
    days: () => disk.list(at(layout.finished)).sort().reverse(),
    finishedOn: (day) => disk.list(at(layout.day(day))).flatMap((name) => readFinished(name) ?? []),
    enteredAt: (day, number, status) => disk.renamedAt(at(layout.finishedEntry(day, number, status))) ?? 0,
    forget(entries) {
      for (const day of new Set(entries.map((entry) => entry.day))) {
        const paths = entries.filter((entry) => entry.day === day).map(({ number, status }) => at(layout.finishedEntry(day, number, status))).filter((path) => disk.exists(path));
        for (const path of paths)
          disk.erase(path, { durable: path === paths.at(-1) });
        if (disk.list(at(layout.day(day))).length === 0)
          disk.erase(at(layout.day(day)));
      }
    },
    isFinished: (day, number, status) => disk.exists(at(layout.finishedEntry(day, number, status))),
    head() {
      const journal = readJournal();
      const head = readHead();
      lines = journal?.values.length ?? 0;
      return head && journal && journal.bad === 0 ? foldJournal(head, journal.values) : void 0;
    },
    storedHead: readHead,
    append(line, head) {
      disk.append(at(layout.journal), JSON.stringify(line));
      lines += 1;
      if (lines >= journalLinesMax)
        index.compact(head);
    },
    compact(head) {
      replaceAnything(disk, at(layout.head), textOf(head), { durable: false });
      replaceAnything(disk, at(layout.journal), "", { durable: false });
      lines = 0;
    }
  };
  return index;
  function readJournal() {
    try {
      return readJsonLines(disk.read(at(layout.journal)) ?? "");
    } catch (error) {
      if (isNoFile(error))
        return void 0;
      throw error;
    }
  }
  function readHead() {
    try {
      const head = readRecord(disk, at(layout.head), Head);
      if (head)
        return head;
      const tellsAll = disk.size(at(layout.journal)) > 0 || index.days().length === 0;
      return tellsAll ? emptyHead : void 0;
    } catch {
      return void 0;
    }
  }
}
var indexFolders = [...queueFolders.map(layout.queue), layout.finished];

// ../ft/dist/src/adapters/store/recovery-files.js
import { join as join10 } from "node:path";

// ../ft/dist/src/adapters/store/older-task.js
function isOlderTask(disk, root, number) {
  if (isOlderNumber(number))
    return true;
  const report = disk.readReport(`${root}/${layout.task(number)}`);
  return report !== void 0 && isOlderTaskText(report.text);
}

// ../ft/dist/src/adapters/store/recovery-files.js
var onItsWayMs = 36e5;
function createRecoveryFiles(disk, root, parts) {
  const at = (path) => join10(root, path);
  const aside = (path, as) => putAside(disk, root, path, as);
  return {
    survey: (nowMs) => ({
      ...recordsIn(disk, root),
      entries: queueFolders.flatMap((folder) => parts.queue.live(folder).map(({ order, number }) => ({ folder, order, number }))),
      finished: parts.queue.days().flatMap((day) => parts.queue.finishedOn(day).map((entry) => ({ ...entry, day }))),
      head: parts.queue.head(),
      runs: disk.list(at(layout.runs)).flatMap((name) => parseRun(name) ?? []).sort((a, b) => a - b).map((run) => runFacts(parts.runs, run)),
      sentinels: sentinelsIn(disk, at(layout.tasks)),
      requests: parts.requests.numbers().filter((number) => standingOf2(() => parts.requests.read(number)) === "damaged"),
      leftovers: disk.list(at(layout.temporary)).map((name) => `${layout.temporary}/${name}`).filter((path) => nowMs - (disk.changedAt(at(path)) ?? nowMs) > onItsWayMs).filter((path) => path !== layout.clock),
      strangers: strangersIn(disk, root, parts.intents),
      open: parts.intents.open()
    }),
    putAside: aside,
    putRunAside(run) {
      parts.runs.raiseFloor(run);
      aside(layout.run(run), `run_${run}`);
    },
    putRequestAside(number) {
      parts.requests.raiseFloor(number);
      aside(layout.request(number), `request_r${number}.json`);
    }
  };
}
function recordsIn(disk, root) {
  const records = /* @__PURE__ */ new Map();
  const damaged = [];
  const sealed = [];
  const older = [];
  for (const folder of [layout.tasks, ...archiveFolders(disk, root)])
    for (const number of numbersIn(disk, join10(root, folder))) {
      const path = `${folder}/task_${number}.json`;
      const read2 = standingOf2(() => readRecord(disk, join10(root, path), TaskRecord));
      if (read2 === "sealed")
        sealed.push(number);
      else if (read2 !== "damaged") {
        if (read2 && !records.has(number))
          records.set(number, read2);
      } else if (isOlderTask(disk, root, number))
        older.push(number);
      else
        damaged.push({ number, path });
    }
  return { records: [...records.values()], damaged, sealed, older };
}
var archiveFolders = (disk, root) => disk.list(join10(root, layout.archive)).filter((name) => /^\d+$/.test(name)).map((name) => `${layout.archive}/${name}`);
var numbersIn = (disk, folder) => disk.list(folder).flatMap((name) => taskNumberOfFile(name) ?? []).sort((a, b) => a - b);
function standingOf2(read2) {
  try {
    return read2();
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    return error.code === "invalid" ? "damaged" : "sealed";
  }
}
function runFacts(runs, run) {
  const readers = {
    "spec.json": () => runs.spec(run),
    started: () => runs.started(run),
    "stop.json": () => runs.stop(run),
    "verdict.json": () => runs.verdict(run)
  };
  const damaged = runPapers.filter((paper) => standingOf2(readers[paper]) === "damaged");
  const spec = standingOf2(() => runs.spec(run));
  return { run, task: typeof spec === "object" ? spec.task : void 0, damaged };
}
var parseRun = (name) => /^[1-9]\d{0,9}$/.test(name) ? Number(name) : void 0;
function sentinelsIn(disk, tasks) {
  return disk.list(tasks).sort().flatMap((name) => {
    const [id = "", suffix] = name.split(".");
    const number = id.startsWith("task_") ? parseTaskNumber(id) : void 0;
    const kind = classicKinds.find((known) => name === `${id}.${known}` && known === suffix);
    return number !== void 0 && kind ? [{ number, kind }] : [];
  });
}
function strangersIn(disk, root, intents2) {
  return disk.list(join10(root, layout.intents)).sort().map((name) => `${layout.intents}/${name}`).filter((path) => path !== layout.answered).filter((path) => {
    const [order = ""] = path.slice(layout.intents.length + 1).split(".");
    if (!isIntentOrder(order))
      return true;
    if (path === layout.plan(order))
      return !disk.exists(join10(root, layout.intent(order)));
    if (path !== layout.intent(order))
      return true;
    return standingOf2(() => intents2.read(order)) === "damaged";
  });
}

// ../ft/dist/src/adapters/store/request-files.js
import { join as join11 } from "node:path";

// ../ft/dist/src/adapters/store/numbers.js
var createFloor = (disk, path, inUse) => {
  const stored = () => {
    const text = readOrDamage(disk, path);
    if (text === void 0)
      return 0;
    return /^\d{1,10}\n?$/.test(text) ? Number(text) : void 0;
  };
  const floor = () => stored() ?? inUse().reduce((top, number) => Math.max(top, number), 0);
  const raiseFloor = (number) => {
    const now = stored();
    if (now === void 0 || number > now)
      replaceAnything(disk, path, `${Math.max(number, floor())}
`);
  };
  const mendFloor = () => {
    if (stored() === void 0)
      replaceAnything(disk, path, `${floor()}
`);
  };
  return { floor, raiseFloor, mendFloor };
};
function readOrDamage(disk, path) {
  try {
    return disk.read(path);
  } catch (error) {
    if (isNoFile(error))
      return "damaged";
    throw error;
  }
}
function firstFree(above, isTaken2) {
  let low = above;
  let step = 1;
  while (isTaken2(low + step)) {
    low += step;
    step *= 2;
  }
  let high = low + step;
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (isTaken2(middle))
      low = middle;
    else
      high = middle;
  }
  return high;
}
var numbersLike = (form, names) => names.flatMap((name) => form.exec(name)?.[1] ?? []).map(Number);

// ../ft/dist/src/adapters/store/request-files.js
function createRequestFiles(disk, root) {
  const at = (path) => join11(root, path);
  const numbers = () => numbersLike(/^r([1-9]\d{0,9})\.json$/, disk.list(at(layout.requests))).sort((a, b) => a - b);
  const { floor, raiseFloor } = createFloor(disk, at(layout.requestFloor), numbers);
  return {
    numbers,
    read: (number) => readRecord(disk, at(layout.request(number)), Request),
    create(make, hint) {
      const above = Math.max(floor(), hint);
      const number = firstFree(above, (taken) => disk.exists(at(layout.request(taken))));
      const request = make(number);
      disk.create(at(layout.request(number)), textOf(request), { mode: 384 });
      return request;
    },
    replace: (request) => disk.replace(at(layout.request(request.number)), textOf(request)),
    raiseFloor,
    remove: (number) => disk.remove(at(layout.request(number)))
  };
}

// ../ft/dist/src/adapters/store/run-files.js
import { join as join12 } from "node:path";

// ../ft/dist/src/adapters/store/patience.js
var patienceOf = (disk) => disk.patient ?? {
  create: async (path, text, options) => disk.create(path, text, options),
  replace: async (path, text, options) => disk.replace(path, text, options),
  makeFolder: async (path, options) => disk.makeFolder(path, options)
};

// ../ft/dist/src/adapters/store/run-files.js
function createRunFiles(disk, root) {
  const at = (path) => join12(root, path);
  const isTaken2 = (run) => disk.exists(at(layout.run(run)));
  const patient = patienceOf(disk);
  const link = (run, file) => ({
    async with(value) {
      if (!isTaken2(run))
        await patient.makeFolder(at(layout.run(run)));
      return patient.create(at(layout.inRun(run, file)), textOf(value));
    }
  });
  const { floor, raiseFloor } = createFloor(disk, at(layout.runFloor), () => numbersLike(/^([1-9]\d{0,9})$/, disk.list(at(layout.runs))));
  const next = (hint) => firstFree(Math.max(floor(), hint), isTaken2);
  return {
    next,
    async allocate(hint) {
      for (let run = next(hint); ; run += 1) {
        if (!await patient.makeFolder(at(layout.run(run))))
          continue;
        disk.makeFolder(at(layout.outbox(run)), { durable: false });
        disk.makeFolder(at(layout.inbox(run)), { durable: false });
        return run;
      }
    },
    folder: (run) => at(layout.run(run)),
    path: (run, file) => at(layout.inRun(run, file)),
    outbox: (run) => at(layout.outbox(run)),
    spec: (run) => readRecord(disk, at(layout.inRun(run, "spec.json")), RunSpec),
    writeSpec: (spec) => link(spec.run, "spec.json").with(spec),
    started: (run) => readRecord(disk, at(layout.inRun(run, "started")), Started),
    hasStarted: (run) => disk.exists(at(layout.inRun(run, "started"))),
    writeStarted: (run, started) => link(run, "started").with(started),
    stop: (run) => readRecord(disk, at(layout.inRun(run, "stop.json")), Stop),
    writeStop(run, stop) {
      if (!isTaken2(run))
        disk.makeFolder(at(layout.run(run)));
      return disk.create(at(layout.inRun(run, "stop.json")), textOf(stop));
    },
    verdict: (run) => readRecord(disk, at(layout.inRun(run, "verdict.json")), Verdict),
    writeVerdict: (verdict) => link(verdict.run, "verdict.json").with(verdict),
    deadline(run) {
      const text = disk.readReport(at(layout.inRun(run, "deadline")))?.text.trim();
      return text && /^\d{1,12}$/.test(text) ? Number(text) : void 0;
    },
    // An empty one says the same as none, so nothing is lost with it.
    writeDeadline: (run, seconds) => disk.replace(at(layout.inRun(run, "deadline")), `${seconds ?? ""}
`, {
      durable: seconds !== void 0
    }),
    writePrompt: (run, prompt) => disk.replace(at(layout.inRun(run, "prompt.md")), prompt, { mode: 384, durable: false }),
    putAside: (run) => disk.list(at(layout.putAside(run))),
    isOverdue: (run) => disk.exists(at(layout.inRun(run, "overdue"))),
    neverRan: (run) => disk.exists(at(layout.inRun(run, "never"))),
    // In reach of the agent: it may have become anything.
    exit: (run) => exitIn(disk.readReport(at(layout.inRun(run, "exit")))?.text ?? ""),
    sentinel(run) {
      for (const kind of ["error", "done"]) {
        const report = disk.readReport(at(`${layout.outbox(run)}/${kind}`));
        if (report)
          return readSentinel(kind, report.text);
      }
      return void 0;
    },
    asks: (run) => numbersLike(/^ask-([1-9]\d{0,5})\.json$/, namesIn(disk, at(layout.outbox(run)))).sort((a, b) => a - b),
    readAsk(run, ask) {
      const path = at(`${layout.outbox(run)}/ask-${ask}.json`);
      const report = disk.readReport(path);
      return report && { text: report.text, changedAtMs: disk.changedAt(path) ?? 0 };
    },
    isAnswered: (run, ask) => disk.exists(at(`${layout.inbox(run)}/answer-${ask}.json`)),
    writeAnswer: (run, ask, answer) => disk.create(at(`${layout.inbox(run)}/answer-${ask}.json`), textOf(answer)),
    isVouchedGone: (run) => disk.exists(at(layout.gone(run))),
    vouchPath: (run) => at(layout.gone(run)),
    vouchGone: (run, since) => void disk.create(at(layout.gone(run)), textOf({ version: protocolVersion, at: since })),
    quarantine: (run, file) => putAside(disk, root, layout.inRun(run, file), `run_${run}.${file}`),
    size: (run, stream) => disk.size(at(layout.inRun(run, stream))),
    endedAtMs: (run) => disk.changedAt(at(layout.inRun(run, "exit"))),
    output: (run, stream, offset, bytesMax) => disk.readFrom(at(layout.inRun(run, stream)), offset, bytesMax),
    raiseFloor,
    erase: (run) => disk.erase(at(layout.run(run)))
  };
}
function namesIn(disk, outbox) {
  try {
    return disk.list(outbox);
  } catch {
    return [];
  }
}

// ../ft/dist/src/adapters/store/task-files.js
import { join as join13 } from "node:path";
function createTaskFiles(disk, root) {
  const at = (path) => join13(root, path);
  const patient = patienceOf(disk);
  const { floor, raiseFloor, mendFloor } = createFloor(disk, at(layout.floor), () => numbersIn2(disk.list(at(layout.tasks))));
  const isTaken2 = (number) => disk.exists(at(layout.task(number)));
  const link = (record) => disk.create(at(layout.task(record.number)), textOf(record), { mode: 384 });
  const readOwn = (number) => {
    const path = at(layout.task(number));
    try {
      return readRecord(disk, path, TaskRecord);
    } catch (error) {
      if (error instanceof Failure && error.code === "invalid" && isOlderTask(disk, root, number))
        return void 0;
      throw error;
    }
  };
  return {
    create(make, hint) {
      mendFloor();
      for (let above = Math.max(floor(), hint); ; ) {
        const record = make(firstFree(above, isTaken2));
        if (!link(record)) {
          above = record.number;
          continue;
        }
        const low = floor();
        if (record.number > low)
          return record;
        disk.remove(at(layout.task(record.number)));
        above = low;
      }
    },
    createNumbered: link,
    read: (number) => readOwn(number) ?? readRecord(disk, at(layout.archivedTask(number)), TaskRecord) ?? // It may have been archived between the two looks.
    readOwn(number),
    replace: (record) => disk.replace(at(layout.task(record.number)), textOf(record)),
    replaceSoon: (record) => patient.replace(at(layout.task(record.number)), textOf(record)),
    numbers: () => numbersIn2(disk.list(at(layout.tasks))),
    isTaken: isTaken2,
    highest: (hint) => firstFree(Math.max(floor(), hint), isTaken2) - 1,
    floor,
    raiseFloor,
    classics: (number) => classicKinds.filter((kind) => disk.exists(at(layout.classic(number, kind)))),
    readClassic: (number, kind) => disk.readReport(at(layout.classic(number, kind))),
    mark: (number, kind) => disk.mark(at(layout.classic(number, kind))),
    consume: (number, kind) => disk.remove(at(layout.classic(number, kind))),
    putAside(number, kind, run) {
      disk.makeFolder(at(layout.putAside(run)), { durable: false });
      disk.move(at(layout.classic(number, kind)), at(`${layout.putAside(run)}/${kind}`));
    },
    quarantine(number) {
      raiseFloor(number);
      putAside(disk, root, layout.task(number), `task_${number}.json`);
    },
    archive(record) {
      const path = layout.archivedTask(record.number);
      disk.makeFolder(at(layout.archive));
      disk.makeFolder(at(path.slice(0, path.lastIndexOf("/"))));
      disk.create(at(path), textOf(record));
    },
    remove: (number) => disk.remove(at(layout.task(number))),
    papers(number) {
      const plan = at(layout.classicPlan(number));
      const log = at(layout.classicLog(number));
      return { ...disk.exists(plan) && { plan }, ...disk.exists(log) && { log } };
    },
    logSize: (number) => disk.size(at(layout.classicLog(number))),
    logFrom: (number, offset, bytesMax) => disk.readFrom(at(layout.classicLog(number)), offset, bytesMax),
    eraseReports: (number) => [
      ...classicKinds.map((kind) => layout.classic(number, kind)),
      layout.classicPlan(number),
      layout.classicLog(number)
    ].filter((path) => disk.exists(at(path))).reduce((bytes, path) => bytes + disk.erase(at(path)), 0),
    forget(numbers) {
      const archived = numbers.map(layout.archivedTask).filter((path) => disk.exists(at(path)));
      for (const path of archived)
        disk.erase(at(path), { durable: true });
      for (const number of numbers)
        disk.erase(at(layout.task(number)), { durable: number === numbers.at(-1) });
    }
  };
}
var numbersIn2 = (names) => names.flatMap((name) => taskNumberOfFile(name) ?? []);

// ../ft/dist/src/adapters/store/index.js
var createStore = (disk, root, clock, processes) => {
  const parts = {
    tasks: createTaskFiles(disk, root),
    queue: createQueueIndex(disk, root),
    runs: createRunFiles(disk, root),
    intents: createIntentFiles(disk, root),
    requests: createRequestFiles(disk, root),
    controls: createControlFile(disk, root)
  };
  return {
    root,
    quarantined: () => disk.list(join14(root, layout.quarantine)).sort(),
    tidy: (nowMs) => tidy(disk, root, nowMs),
    ...parts,
    recovery: createRecoveryFiles(disk, root, parts),
    lock: createLock(disk, root, clock, processes)
  };
};
var hourMs = 36e5;
var keptMs = { [layout.temporary]: 36 * hourMs, [layout.answered]: 7 * 24 * hourMs };
function tidy(disk, root, nowMs) {
  for (const [folder, ageMs] of Object.entries(keptMs))
    for (const name of disk.list(join14(root, folder))) {
      const path = join14(root, folder, name);
      if (nowMs - (disk.changedAt(path) ?? nowMs) > ageMs)
        disk.remove(path);
    }
}
var agentFolders = [layout.workspace, "plans", "logs"];
var storeFolders = [
  layout.temporary,
  layout.lock,
  layout.tasks,
  layout.runs,
  ...indexFolders,
  layout.intents,
  layout.answered,
  layout.requests,
  ...agentFolders
];
var temporaryOf = (root) => join14(root, layout.temporary);

// ../ft/dist/src/adapters/wake.js
function createWake() {
  const watchers = /* @__PURE__ */ new Map();
  const sleepers = /* @__PURE__ */ new Set();
  let isDue = false;
  const nudge = () => {
    isDue = true;
    for (const end of [...sleepers])
      end();
  };
  const forget = (folder) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  return {
    nudge,
    watch(folders) {
      for (const folder of [...watchers.keys()])
        if (!folders.includes(folder))
          forget(folder);
      for (const folder of folders) {
        if (watchers.has(folder))
          continue;
        try {
          const watcher = fs.watch(folder, { persistent: false }, nudge);
          watcher.on("error", () => forget(folder));
          watchers.set(folder, watcher);
          nudge();
        } catch {
        }
      }
    },
    breathe: () => new Promise((resolve3) => setImmediate(resolve3)),
    sleep(ms) {
      return new Promise((resolve3) => {
        const end = () => {
          if (!sleepers.delete(end))
            return;
          clearTimeout(timer);
          isDue = false;
          resolve3();
        };
        const timer = setTimeout(end, Math.min(ms, 2 ** 31 - 1));
        sleepers.add(end);
        if (isDue)
          setImmediate(end);
      });
    },
    close() {
      for (const folder of [...watchers.keys()])
        forget(folder);
      nudge();
    }
  };
}

// ../ft/dist/src/adapters/workspace.js
import { dirname as dirname7, isAbsolute, join as join15, resolve } from "node:path";
var { existsSync, lstatSync: lstatSync3, statSync } = fs;
var folderName = ".orchestra";
var Private = object({
  version,
  run: string("The run it belongs to."),
  workspace: string("The real `.orchestra/`, absolute.")
});
function findWorkspace(cwd, named, fromEnvironment) {
  const given = named ?? fromEnvironment;
  const root = given === void 0 ? nearest(cwd) : asRoot(resolve(cwd, given));
  if (!root) {
    const fresh = join15(repositoryOf(cwd) ?? cwd, folderName);
    refuseFile(fresh);
    return { root: fresh, exists: false };
  }
  refuseFile(root);
  const exists = existsSync(root);
  return { root: exists ? followPrivate(root) : root, exists };
}
function refuseFile(root) {
  let path = root;
  while (!existsSync(path)) {
    if (isLink(path))
      throw new Failure("invalid", `${path} is a link that leads nowhere`, {
        hint: "mend the link or remove it, or name another folder: --dir"
      });
    path = dirname7(path);
  }
  if (statSync(path).isDirectory())
    return;
  throw new Failure("invalid", `${path} is a file; it should be a folder`, {
    hint: "move it out of the way, or name another folder: --dir"
  });
}
function isLink(path) {
  try {
    const read2 = () => lstatSync3(path, { throwIfNoEntry: false });
    return within(path, read2, "read")?.isSymbolicLink() ?? false;
  } catch (error) {
    if (codeOf(error) === "EACCES")
      throw error;
    return false;
  }
}
var asRoot = (path) => path.endsWith(`/${folderName}`) || existsSync(join15(path, layout.tasks)) ? path : join15(path, folderName);
function nearest(cwd) {
  for (let folder = cwd; ; folder = dirname7(folder)) {
    const root = join15(folder, folderName);
    if (existsSync(root))
      return root;
    if (dirname7(folder) === folder)
      return void 0;
  }
}
function repositoryOf(cwd) {
  for (let folder = cwd; ; folder = dirname7(folder)) {
    if (existsSync(join15(folder, ".git")))
      return folder;
    if (dirname7(folder) === folder)
      return void 0;
  }
}
function followPrivate(root) {
  const path = join15(root, layout.private);
  if (!existsSync(path))
    return root;
  const read2 = parseText(Private, within(path, () => readRegular(path) ?? "", "read"));
  const real = read2.ok && isAbsolute(read2.value.workspace) ? read2.value.workspace : void 0;
  if (real && existsSync(join15(real, layout.tasks)))
    return real;
  throw new Failure("unavailable", `${root} belongs to one run; the real one cannot be reached`, {
    hint: real ? `it should be at ${real}; to name another: --dir` : `${path} is damaged, or of another version; name the real one: --dir`
  });
}

// ../ft/dist/src/app-failpoints.js
async function wrappingFor(setting) {
  if (!setting)
    return unwrapped;
  const { readFailpoints, wrapWith } = await import("./failpoints-TWIKDE2W.js");
  const failpoints = readFailpoints(setting);
  return failpoints ? wrapWith(failpoints) : unwrapped;
}
var unwrapped = {
  disk: (disk) => disk,
  launcher: (launcher) => launcher,
  processes: (processes) => processes,
  effect: (_, act) => act()
};

// ../ft/dist/src/app.js
var here = fileURLToPath(import.meta.url);
var main = join16(dirname8(here), `main${extname(here)}`);
var packageRoot = (() => {
  let folder = dirname8(here);
  while (!fs.existsSync(join16(folder, "package.json")))
    folder = dirname8(folder);
  return folder;
})();
async function composeStage(around, options) {
  const { environment: environment2, terminal: terminal2, cwd } = around;
  const { root, exists } = findWorkspace(cwd, options.dir, environment2["ORCHESTRA_DIR"]);
  const isNamed = (options.dir ?? environment2["ORCHESTRA_DIR"]) !== void 0;
  if (!exists && isNamed && !options.writes)
    throw new Failure("not_found", `no workspace at ${root}`, { hint: "orchestra init makes one" });
  const clock = createClock(bootId());
  const wrap = await wrappingFor(environment2["ORCHESTRA_FAILPOINT"]);
  const processes = wrap.processes(createProcesses());
  const opened = wrap.disk(createDisk(temporaryOf(root)), root);
  const disk = options.writes ? onFirstWrite(opened, () => prepare(opened, root)) : opened;
  const store = createStore(disk, root, clock, processes);
  const wake = createWake();
  const debug = options.debug || environment2["AGENT_DEBUG"] === "1";
  const log = debug ? (line) => terminal2.err(`debug: ${line}
`) : () => void 0;
  const warn = unlessRepeated((line) => terminal2.err(`warning: ${line}
`));
  const agents = once(async () => {
    const { composeAgents } = await import("./app-engine-MTLGKFI7.js");
    return composeAgents(root, packageRoot, environment2);
  });
  const prober = once(async () => {
    const { createProbe } = await import("./probe-AX7TNTH2.js");
    return createProbe(await agents(), cwd);
  });
  const checkup = once(async () => {
    const { createCheckup } = await import("./checkup-JPAHNXSU.js");
    return createCheckup(root, cwd, environment2);
  });
  const engine = once(async () => {
    const { composeWorld, hold, onePass, idleExitOf } = await import("./app-engine-MTLGKFI7.js");
    const parts = { store, clock, agents: await agents(), wake: createWake(), log, warn };
    const world = composeWorld(parts, disk, packageRoot, wrap.launcher);
    return { world, hold, onePass, idleExitMs: () => idleExitOf(parts.agents) };
  });
  const isInsideRun = environment2["ORCHESTRA_RUN"] !== void 0;
  const isOurs = isInsideRun && environment2["ORCHESTRA_DIR"] === root;
  const spawn = async (args) => {
    const { spawnConductor } = await import("./background-YL44N4J3.js");
    prepare(disk, root);
    const words = [...args, ...debug ? ["--debug"] : []];
    await wrap.effect("spawn conductor", async () => {
      spawnConductor(root, main, environment2, words);
    });
  };
  const conducting = createConducting({
    lock: store.lock,
    clock,
    isInsideRun,
    spawn,
    async passOnce() {
      const { world, hold, onePass } = await engine();
      return hold(world, onePass("once"));
    }
  });
  const context = {
    store,
    clock,
    agents,
    shipped: async () => (await import("./app-engine-MTLGKFI7.js")).shippedAgents(packageRoot),
    probe: async (agent, options2) => (await prober())(agent, options2),
    checkup: {
      machine: async () => (await checkup()).machine(),
      folder: async () => (await checkup()).folder()
    },
    older: async (from) => {
      const { readOlderFolder } = await import("./older-folder-P4T6QHVL.js");
      return readOlderFolder(resolve2(cwd, from), temporaryOf(root));
    },
    processes,
    wake,
    conducting,
    isInterrupted: around.isInterrupted,
    insideTask: isOurs ? Number(environment2["ORCHESTRA_TASK_NUMBER"]) : void 0,
    cwd,
    isFolder: (path) => fs.existsSync(`${path}/.`),
    readText: (from) => readText(from, around),
    templates: (name) => fs.readFileSync(join16(packageRoot, name), "utf8"),
    writeOnce: (path, text) => {
      makeFolders(root, [layout.prompts]);
      return disk.create(path, text, { mode: 420 });
    },
    writeOver: (path, text) => disk.replace(path, text, { mode: 420 }),
    readFile: readEdited
  };
  return {
    context,
    terminal: terminal2,
    self: around.self,
    json: options.json,
    listenForInterruption: around.listenForInterruption,
    hold: (request) => holdHere(request),
    aside: stageAside,
    elsewhere: (folder) => {
      const place = folder ?? temporaryFolder("orchestra-demo-");
      const dir = join16(resolve2(cwd, place), ".orchestra");
      return composeStage({ ...around, cwd: resolve2(cwd, place) }, { ...options, dir, writes: true });
    }
  };
  async function stageAside() {
    const folder = temporaryFolder("orchestra-aside-");
    const remove = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    const dir = join16(folder, ".orchestra");
    const place = await composeStage({ ...around, cwd: folder }, { ...options, dir, writes: true });
    return {
      place,
      remove: () => {
        place.context.wake.close();
        remove();
      }
    };
  }
  async function holdHere(request) {
    if (isInsideRun) {
      await conducting.ensure();
      return { held: false, who: "a conductor in the background" };
    }
    const { world, hold, idleExitMs: configured } = await engine();
    const { onTaken, leaves, ...rest } = request;
    const idleExitMs = {
      "at once": () => 0,
      "when idle": configured,
      never: () => void 0
    }[leaves]();
    const held = await hold(world, {
      launches: true,
      maxParallel: void 0,
      only: void 0,
      isDone: () => false,
      ...rest,
      idleExitMs
    }, onTaken);
    world.wake.close();
    if (held.held && held.end === "followed" && !store.lock.look())
      throw new Failure("unavailable", `${root} was removed while it was conducted`, {
        hint: "what was queued is lost; agents that still run are stopped within minutes"
      });
    return held.held ? held : { held: false, who: describeHolder(held.holder) };
  }
}
function onFirstWrite(disk, makeReady) {
  let isReady = false;
  const ready = (write) => (...args) => {
    if (!isReady)
      makeReady();
    isReady = true;
    return write(...args);
  };
  const { patient } = disk;
  return {
    ...disk,
    ...patient && {
      patient: {
        create: ready(patient.create),
        replace: ready(patient.replace),
        makeFolder: ready(patient.makeFolder)
      }
    },
    create: ready(disk.create),
    replace: ready(disk.replace),
    mark: ready(disk.mark),
    append: ready(disk.append),
    makeFolder: ready(disk.makeFolder)
  };
}
function prepare(disk, root) {
  makeFolders(root, storeFolders, agentFolders);
  const ignore = join16(root, layout.ignore);
  if (!disk.exists(ignore))
    disk.create(ignore, ignoreText, { mode: 420 });
}
function unlessRepeated(say) {
  let last;
  return (line) => {
    if (line !== last)
      say(line);
    last = line;
  };
}
async function readText(from, { cwd, readStdin: readStdin2 }) {
  if ("stdin" in from)
    return readStdin2();
  const { readTextFile } = await import("./text-input-ZJFV2NP3.js");
  return readTextFile(resolve2(cwd, from.file));
}

// ../ft/dist/src/cli/run.js
var helpColumns = 80;
async function runCli(argv, host) {
  const globals = readGlobals(argv);
  try {
    return await dispatch(argv, globals, host);
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    host.terminal.err(await explain(error, globals.json));
    return exitOfFailure[error.code];
  }
}
async function dispatch(argv, globals, host) {
  const at = argv.findIndex((word2, index) => !word2.startsWith("-") && argv[index - 1] !== "--dir");
  const word = at < 0 ? void 0 : argv[at];
  if (word === "help")
    return printHelp(argv.slice(at + 1).find(isNoFlag), host);
  if (word === void 0 && globals.version)
    return printVersion(host);
  if (word === void 0 && globals.help)
    return printHelp(void 0, host);
  const name = await commandNamed(word ?? "status");
  const command = await commands[name]();
  const rest = at < 0 ? argv : argv.toSpliced(at, 1);
  if (globals.help) {
    if (globals.help === "-h")
      await refuseWithinText(name, command, rest, "-h");
    return printHelp(name, host);
  }
  if (globals.version) {
    await refuseWithinText(name, command, rest, "--version");
    return printVersion(host);
  }
  return execute(name, command, rest, host);
}
var isNoFlag = (word) => !word.startsWith("-");
async function printHelp(word, { terminal: terminal2, version: version2 }) {
  const { renderHelp } = await import("./help-TZ4MOGVE.js");
  terminal2.out(await renderHelp(word, version2, terminal2.columns() ?? helpColumns));
  return exits.ok;
}
function printVersion({ terminal: terminal2, version: version2 }) {
  terminal2.out(`${version2}
`);
  return exits.ok;
}
async function refuseWithinText(name, command, argv, flag) {
  const { isWithinText } = await import("./arguments-OSXBLIZC.js");
  if (isWithinText(name, command, argv, flag))
    throw new Failure("usage", `${flag} stands among the words of the prompt`, {
      hint: `quote the prompt, or put it behind --; for help: orchestra ${name} --help`
    });
}
async function commandNamed(word) {
  if (Object.hasOwn(commands, word))
    return word;
  if (/\S\s+\S/.test(word))
    throw new Failure("usage", `unknown command ${quoted(word)}`, {
      hint: `to queue it: orchestra enqueue "\u2026", or orchestra start AGENT "\u2026"`
    });
  const { topics } = await import("./topics-MEHULYD2.js");
  const near = suggest(word, [...Object.keys(commands), "help"]);
  const what = `unknown command ${quoted(word)}`;
  throw new Failure("usage", near ? `${what}; did you mean ${near}?` : what, {
    hint: Object.hasOwn(topics, word) ? `orchestra help ${word}` : "orchestra --help lists all commands"
  });
}
async function execute(name, command, argv, host) {
  const { dir, debug, json, ...raw } = await read(name, withGlobals(command), argv);
  const input = parse(command.input, raw);
  if (!input.ok) {
    const { wordFor } = await import("./arguments-OSXBLIZC.js");
    const problems = input.issues.map(({ path, message }) => `${wordFor(command, path)} ${message}`);
    throw new Failure("usage", problems.join("; "), { hint: `orchestra ${name} --help` });
  }
  const stage = await host.stage({
    ...typeof dir === "string" && { dir },
    debug: debug === true,
    json: json === true,
    writes: command.writes
  });
  return command.run(stage, input.value);
}
async function read(name, command, argv) {
  if (argv.length === 0)
    return {};
  const { readArguments } = await import("./arguments-OSXBLIZC.js");
  return readArguments(name, command, argv);
}
var withGlobals = (command) => ({
  ...command,
  input: {
    ...command.input,
    properties: {
      ...command.input.properties,
      dir: { type: "string" },
      debug: { type: "boolean" },
      json: { type: "boolean" }
    }
  }
});
function readGlobals(argv) {
  const end = argv.indexOf("--");
  const flags = end < 0 ? argv : argv.slice(0, end);
  return {
    json: flags.includes("--json"),
    help: ["--help", "-h"].find((flag) => flags.includes(flag)),
    version: flags.includes("--version") || flags.includes("-V")
  };
}
async function explain(failure, json) {
  const { code, message } = failure;
  const hint = failure.hint ?? (code === "usage" ? "orchestra --help" : void 0);
  if (json)
    return `${JSON.stringify({ error: { code, message, ...hint && { hint } } })}
`;
  const { harmless } = await import("./text-NK7PTESM.js");
  return harmless(`error: ${message}
${hint ? `hint: ${hint}
` : ""}`);
}

// ../ft/dist/src/app-cli.js
var environment = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => value === void 0 ? [] : [[name, value]]));
var interruption;
var terminal = createTerminal(process, environment, leaveUnread);
var exitCode = await runCli(process.argv.slice(2), {
  terminal,
  get version() {
    const { version: version2 } = JSON.parse(fs.readFileSync(join17(packageRoot, "package.json"), "utf8"));
    return version2;
  },
  stage: (options) => composeStage({
    environment,
    cwd: currentFolder(),
    terminal,
    readStdin,
    self: selfOf(process.argv[1] ?? ""),
    listenForInterruption,
    isInterrupted: () => interruption?.signal.aborted ?? false
  }, options)
});
process.exitCode ||= exitCode;
function currentFolder() {
  try {
    return process.cwd();
  } catch (cause) {
    throw new Failure("invalid", "the current folder does not exist any more", {
      hint: "change to another one",
      cause
    });
  }
}
function selfOf(path) {
  return basename4(path) === "orchestra" ? "orchestra" : `node ${path}`;
}
function listenForInterruption() {
  if (!interruption) {
    const heard = new AbortController();
    interruption = heard;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
      process.on(signal, () => {
        if (heard.signal.aborted)
          process.exit(130);
        heard.abort();
      });
  }
  return interruption.signal;
}
function leaveUnread(code) {
  if (!interruption)
    process.exit(code);
  process.exitCode = code;
  interruption.abort();
}
async function readStdin() {
  const { readTextStream } = await import("./text-input-ZJFV2NP3.js");
  return readTextStream("stdin", process.stdin);
}
