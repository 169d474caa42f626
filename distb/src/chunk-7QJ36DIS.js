import {
  codeOf,
  within
} from "./chunk-UUUYVOJ7.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";
import {
  childProcess,
  fs
} from "./chunk-4V54GAD5.js";

// ../ft/dist/src/adapters/processes/table.js
var processTable = (platform = process.platform) => platform === "linux" ? procTable : psTable;
var procTable = {
  find: (pids) => byPid(pids.flatMap((pid) => readStat(pid) ?? [])),
  all: () => listPids().flatMap((pid) => readStat(pid) ?? [])
};
var psTable = {
  find: (pids) => byPid(pids.length === 0 ? [] : parsePs(runPs(["-p", pids.join(",")]))),
  all: () => parsePs(runPs(["-A"]))
};
var byPid = (entries) => new Map(entries.map((entry) => [entry.pid, entry]));
var listPids = () => within("/proc", () => fs.readdirSync("/proc"), "read").filter((name) => /^\d+$/.test(name)).map(Number);
var readStat = (pid) => {
  const text = readProc(pid, "stat");
  return text === void 0 ? void 0 : parseStat(text);
};
var hidden = ["ENOENT", "ESRCH", "EACCES", "EPERM"];
var readProc = (pid, file) => {
  const path = `/proc/${pid}/${file}`;
  try {
    return within(path, () => fs.readFileSync(path, "latin1"), "read");
  } catch (error) {
    if (hidden.includes(codeOf(error)))
      return void 0;
    throw error;
  }
};
var parseStat = (text) => {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return {
    pid: Number.parseInt(text, 10),
    ppid: Number(fields[1]),
    pgid: Number(fields[2]),
    session: Number(fields[3]),
    startTime: fields[19] ?? "",
    ended: /^[ZX]/i.test(fields[0] ?? "")
  };
};
var psColumns = "pid=,ppid=,pgid=,stat=,lstart=";
var psLine = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\d{4})(?:\s+(.*))?$/;
var runPs = (options, extra = "") => {
  const { error, stdout } = childProcess().spawnSync("ps", [...options, "-o", psColumns + extra], {
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    // lstart is a local time in the local language, unless told otherwise.
    env: { PATH: "/bin:/usr/bin", LC_ALL: "C", TZ: "UTC" }
  });
  if (error === void 0)
    return stdout;
  throw new Failure("unavailable", `cannot look at the processes: ${error.message}`, {
    hint: "check that ps works",
    cause: error
  });
};
var parsePs = (text) => text.split("\n").flatMap((line) => {
  const [found, pid, ppid, pgid, state = "", startTime = "", rest = ""] = psLine.exec(line) ?? [];
  if (found === void 0)
    return [];
  return {
    pid: Number(pid),
    ppid: Number(ppid),
    pgid: Number(pgid),
    session: void 0,
    startTime: startTime.replace(/\s+/g, " "),
    ended: /^[ZX]/.test(state),
    rest
  };
});

export {
  processTable,
  listPids,
  readProc,
  runPs,
  parsePs
};
