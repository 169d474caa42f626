import {
  identityOf,
  inInitialPidNamespace
} from "./chunk-IJTZDC2R.js";
import {
  versionIn
} from "./chunk-FBX7OUKA.js";
import {
  classicKinds,
  layout
} from "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import {
  readProc
} from "./chunk-7QJ36DIS.js";
import {
  firstLine
} from "./chunk-QYHLQT45.js";
import "./chunk-UUUYVOJ7.js";
import "./chunk-5VHG2WDS.js";
import "./chunk-4V54GAD5.js";

// ../ft/dist/src/adapters/checkup-folder.js
import { randomBytes } from "node:crypto";
import { accessSync, closeSync, constants, existsSync, fsyncSync, linkSync, lstatSync, openSync, readdirSync, renameSync, rmSync, statfsSync, statSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";

// ../ft/dist/src/adapters/file-systems.js
var known = {
  [61267]: ["ext", "disk"],
  [1481003842]: ["xfs", "disk"],
  [2435016766]: ["btrfs", "disk"],
  [801189825]: ["zfs", "disk"],
  [4076150800]: ["f2fs", "disk"],
  [3393526350]: ["bcachefs", "disk"],
  [19780]: ["vfat", "disk"],
  [538032816]: ["exfat", "disk"],
  [1397118030]: ["ntfs", "disk"],
  [1936094318]: ["ntfs3", "disk"],
  [16914836]: ["tmpfs", "memory"],
  [2240043254]: ["ramfs", "memory"],
  [2035054128]: ["overlay", "container"],
  [26985]: ["nfs", "network"],
  [20859]: ["smb", "network"],
  [4283649346]: ["cifs", "network"],
  [4266872130]: ["smb2", "network"],
  [12805120]: ["ceph", "network"],
  [1397113167]: ["afs", "network"],
  [198183888]: ["lustre", "network"],
  [1196443219]: ["gpfs", "network"],
  [16914839]: ["9p", "shared"],
  [1702057286]: ["fuse", "shared"],
  [2020557398]: ["vboxsf", "shared"],
  [3133910204]: ["vmhgfs", "shared"]
};
function fileSystemOf(type, platform = process.platform) {
  if (type === void 0 || platform !== "linux")
    return { name: "not told", storage: "unknown" };
  const magic = type >>> 0;
  const [name, storage] = known[magic] ?? [`type 0x${magic.toString(16)}`, "unknown"];
  return { name, storage };
}

// ../ft/dist/src/adapters/checkup-folder.js
var guarded = [
  "",
  layout.config,
  layout.private,
  layout.prompts,
  layout.tasks,
  layout.lock,
  layout.runs,
  layout.intents,
  "queue"
];
var dated = ["", layout.lock, layout.tasks, layout.intents, "queue"];
var namesMost = 500;
var aheadMinMs = 6e4;
function examineFolder(root) {
  const exists = existsSync(root);
  const place = exists ? root : nearest(root);
  const trial = join(root, layout.temporary);
  const facts = guarded.flatMap((name) => {
    const path = join(root, name);
    const found = attempt(() => lstatSync(path));
    return found && !found.isSymbolicLink() ? [{ path, found }] : [];
  });
  const { storage, name: fileSystem } = fileSystemOf(attempt(() => statfsSync(place).type));
  return {
    root,
    exists,
    isWritable: isAllowed(place),
    owner: attempt(() => statSync(place).uid),
    open: facts.filter(({ found }) => found.mode & 2).map(({ path }) => path),
    foreign: facts.filter(({ found }) => found.uid !== process.geteuid?.()).map(({ path }) => path),
    ahead: exists ? dated.flatMap((folder) => aheadIn(join(root, folder))) : [],
    room: attempt(() => roomAt(place)),
    storage,
    fileSystem,
    trial: isFolder(trial) && isAllowed(place) ? tryOut(trial) : void 0,
    sentinels: sentinelsIn(join(root, layout.tasks))
  };
}
var isFolder = (path) => attempt(() => lstatSync(path).isDirectory()) ?? false;
function nearest(path) {
  return existsSync(path) ? path : nearest(dirname(path));
}
function isAllowed(folder) {
  return attempt(() => accessSync(folder, constants.W_OK | constants.X_OK) ?? true) ?? false;
}
function aheadIn(folder) {
  const nowMs = Date.now();
  return namesIn(folder).slice(-namesMost).map((name) => join(folder, name)).map((path) => ({ path, ms: (attempt(() => lstatSync(path).mtimeMs) ?? 0) - nowMs })).filter(({ ms }) => ms > aheadMinMs).map(({ path, ms }) => ({ path, ms: Math.round(ms) }));
}
function roomAt(place) {
  const { bavail, bsize, files, ffree } = statfsSync(place);
  return { bytes: bavail * bsize, files: files === 0 ? void 0 : ffree };
}
function tryOut(folder) {
  const first = join(folder, `doctor.${process.pid}.${randomBytes(6).toString("hex")}`);
  const [second, third] = [`${first}.link`, `${first}.moved`];
  try {
    const write = refusalOf(() => {
      const file = openSync(first, "wx", 384);
      try {
        writeSync(file, "doctor\n");
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    });
    if (write !== void 0)
      return { write };
    const aheadMs = Math.round(statSync(first).mtimeMs - Date.now());
    const link = refusalOf(() => linkSync(first, second)) ?? // Who comes second must not get it.
    (refusalOf(() => linkSync(first, second)) === "EEXIST" ? void 0 : "a name was given twice");
    const rename = refusalOf(() => renameSync(first, third));
    const sync = refusalOf(() => syncFolder(folder));
    return {
      ...link !== void 0 && { link },
      ...rename !== void 0 && { rename },
      ...sync !== void 0 && { sync },
      aheadMs
    };
  } finally {
    for (const path of [first, second, third])
      rmSync(path, { force: true });
  }
}
function syncFolder(folder) {
  const file = openSync(folder, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
function refusalOf(act) {
  try {
    act();
    return void 0;
  } catch (error) {
    return error.code ?? String(error);
  }
}
function sentinelsIn(tasks) {
  return namesIn(tasks).flatMap((name) => {
    const [, number, suffix] = /^task_([1-9]\d{0,9})\.([a-z]+)$/.exec(name) ?? [];
    const kind = classicKinds.find((known2) => known2 === suffix);
    return kind ? [{ task: Number(number), kind }] : [];
  });
}
var namesIn = (folder) => attempt(() => readdirSync(folder).sort()) ?? [];
function attempt(ask2) {
  try {
    return ask2();
  } catch {
    return void 0;
  }
}

// ../ft/dist/src/adapters/checkup-machine.js
import { spawn } from "node:child_process";
import module from "node:module";
var patienceMs = 1e4;
async function examineMachine(cwd, environment) {
  const git = (...args) => ask("git", args, {
    cwd,
    environment: { ...environment, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" }
  });
  const [version, repository, shellProblems, filesMax] = await Promise.all([
    git("--version"),
    git("rev-parse", "--show-toplevel"),
    examineShell(environment),
    readFilesMax(environment)
  ]);
  return {
    platform: process.platform,
    node: process.version,
    keepsCompiled: keepsCompiled(),
    git: version.code === 0 ? { version: versionIn(version.stdout) ?? firstLine(version.stdout) } : { problem: version.problem ?? `git exits with ${version.code}` },
    repository: repository.code === 0 ? { root: repository.stdout.trimEnd() } : { problem: repository.problem ?? firstLine(repository.stderr) },
    shellProblems,
    seesProcesses: seesOwn(),
    isContained: !inInitialPidNamespace(),
    filesMax,
    user: process.geteuid?.()
  };
}
function keepsCompiled() {
  const { getCompileCacheDir } = module;
  return getCompileCacheDir?.() !== void 0;
}
var shellTrial = `
fail() { printf '%s\\n' "$1"; }
IFS= read -r line && [ "$line" = 'a  b' ] || fail 'cannot read a line'
( exit 7 ); [ $? -eq 7 ] || fail 'loses exit codes'
n=$((2 + 3)); n=\${n#x}; case $n in 5) ;; *) fail 'cannot calculate' ;; esac
trap : HUP && trap '' HUP && trap - HUP || fail 'has no traps'
kill -s 0 -- -$$ 2>/dev/null || fail 'cannot signal a process group'
( exec sleep 0 ) || fail 'finds no sleep'
rm -f /dev/null/none 2>/dev/null; command -v rm >/dev/null || fail 'finds no rm'
[ ! -e /proc/self/environ ] || printf 'A=1\\0B=2\\0' | grep -qzxF B=2 || fail 'finds no grep that knows -z'
`;
async function examineShell(environment) {
  const path = `/usr/bin:/bin:${environment["PATH"] ?? ""}`;
  const { code, stdout, problem } = await ask("/bin/sh", ["-c", shellTrial], {
    cwd: "/",
    environment: { ...environment, PATH: path },
    input: "a  b\n"
  });
  if (problem !== void 0)
    return [problem];
  const said = stdout.split("\n").filter((line) => line !== "");
  return said.length === 0 && code !== 0 ? [`exits with ${code}`] : said;
}
async function readFilesMax(environment) {
  const { stdout } = await ask("/bin/sh", ["-c", "ulimit -n"], { cwd: "/", environment });
  const limit = stdout.trim();
  if (limit === "unlimited")
    return Number.POSITIVE_INFINITY;
  return /^\d+$/.test(limit) ? Number(limit) : void 0;
}
function seesOwn() {
  try {
    if (identityOf(process.pid) === void 0)
      return false;
    return process.platform !== "linux" || readProc(process.pid, "environ") !== void 0;
  } catch {
    return false;
  }
}
var ask = (program, args, { cwd, environment, input = "" }) => new Promise((resolve) => {
  const said = { stdout: "", stderr: "" };
  const child = spawn(program, args, { cwd, env: environment, detached: true });
  const leave = (code, problem) => {
    clearTimeout(deadline);
    resolve({ code, ...said, ...problem !== void 0 && { problem } });
  };
  const deadline = setTimeout(() => {
    child.kill("SIGKILL");
    leave(null, `${program} does not end`);
  }, patienceMs);
  for (const stream of ["stdout", "stderr"])
    child[stream].setEncoding("utf8").on("data", (text) => {
      said[stream] = (said[stream] + text).slice(0, 64 * 1024);
    });
  child.stdin.on("error", () => void 0);
  child.stdin.end(input);
  child.once("error", ({ code, message }) => leave(null, code === "ENOENT" ? `${program} is not there` : message));
  child.once("close", (code) => leave(code));
});

// ../ft/dist/src/adapters/checkup.js
var createCheckup = (root, cwd, environment) => ({
  machine: () => examineMachine(cwd, environment),
  folder: async () => examineFolder(root)
});
export {
  createCheckup
};
