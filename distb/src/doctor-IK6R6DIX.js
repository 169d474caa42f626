import {
  formatBytes
} from "./chunk-JKB46PSP.js";
import {
  quoteForShell
} from "./chunk-HWDWT7WJ.js";
import {
  commandOf
} from "./chunk-R5YDI3EM.js";
import {
  wrapText
} from "./chunk-TVO57TNB.js";
import {
  painter
} from "./chunk-GI26EQSU.js";
import {
  alignColumns
} from "./chunk-DVSKCOC5.js";
import {
  unseenOf
} from "./chunk-GTZ4KQI4.js";
import {
  operation
} from "./chunk-RLLTZYOD.js";
import "./chunk-IWPS5FU5.js";
import {
  exits
} from "./chunk-GPV7KN42.js";
import {
  agentNames,
  standIn,
  tellProblem
} from "./chunk-FOOOP7LM.js";
import "./chunk-J6SEJHHY.js";
import {
  describeHolder,
  standingOf
} from "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import "./chunk-72PWSYF7.js";
import {
  formatDuration
} from "./chunk-TQN5J5DI.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import {
  queueFolders,
  taskIdOf
} from "./chunk-AYEYYZRK.js";
import {
  integer,
  list,
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";
import {
  suggest
} from "./chunk-6WEGTHHE.js";
import {
  displayWidth,
  harmless,
  oneLine
} from "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/core/config-check.js
function configProblems(agents) {
  const told = linesOf(() => agents.sources());
  if (told.length > 0)
    return told;
  const sources = agents.sources();
  const names = sources.configs.flatMap((config) => Object.keys(config.agents ?? {}));
  const lines = names.flatMap((name) => linesOf(() => agents.resolve(name)));
  const known = agentNames(sources);
  const defaults = sources.configs.flatMap(({ defaultAgent: name }, index) => {
    if (name === void 0 || known.includes(name))
      return [];
    const file = sources.places[index];
    const near = suggest(name, known);
    const meant = near ? `did you mean ${near}?` : `known: ${known.join(", ")}`;
    const place = file === void 0 ? void 0 : sources.locate?.(file, "defaultAgent", "value");
    return [tellProblem({ file, place, says: `defaultAgent "${name}" is no agent; ${meant}` })];
  });
  return [.../* @__PURE__ */ new Set([...lines, ...defaults])];
}
function linesOf(ask) {
  try {
    ask();
    return [];
  } catch (error) {
    if (error instanceof Failure)
      return error.message.split("\n");
    throw error;
  }
}

// ../ft/dist/src/operations/doctor-finding.js
var fine = (check, says) => ({ check, is: "ok", says });
var warning = (check, says, fix) => ({
  check,
  is: "warning",
  says,
  ...fix !== void 0 && { fix }
});
var problem = (check, says, fix) => ({
  ...warning(check, says, fix),
  is: "problem"
});
function some(names, most = 3) {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(", ")} and ${more} more` : names.join(", ");
}
var count = (number, one, many2 = `${one}s`) => `${number} ${number === 1 ? one : many2}`;

// ../ft/dist/src/operations/doctor-agents.js
function agentFindings({ files, problems, wanted, agents }) {
  return [
    ...problems.map((line) => problem("config", line, fixOf(line))),
    ...problems.length === 0 && files.length > 0 ? [fine("config", files.join(", "))] : [],
    ...problems.length === 0 && files.length === 0 ? [warning("config", `no ${wanted}: a stand-in simulates all work`, "orchestra init")] : [],
    // What stands in for all agents is told above.
    ...agents.filter(({ simulated }) => files.length > 0 || !simulated).map(agentFinding)
  ];
}
function fixOf(line) {
  const place = /^(\/.*?):(\d+):\d+: /.exec(line);
  const unread = /^cannot read (\/.+?): /.exec(line)?.[1];
  if (unread !== void 0)
    return `see who may read it: ${quoteForShell(["ls", "-l", unread])}`;
  const meant = /; did you mean (.+?)\?/.exec(line)?.[1];
  const where = place ? `${place[1]}, line ${place[2]}` : "what it names";
  return meant === void 0 ? `edit ${where}` : `write ${meant} instead, in ${where}`;
}
function agentFinding({ name, command, simulated, install, isNeeded, probed }) {
  const check = `agent ${name}`;
  const { path, version, missingFlags = [], problem: refusal } = probed;
  if (path === void 0) {
    const fix = install ?? `put ${command} on PATH, or set the "command" of ${name}`;
    const says = `${command} is not installed`;
    return isNeeded ? problem(check, says, fix) : warning(check, says, fix);
  }
  if (simulated)
    return warning(check, "simulated: it does no real work", 'orchestra agents lists real ones; set its "extends"');
  if (refusal !== void 0)
    return warning(check, refusal, `see what it says: ${path}`);
  const told = version === void 0 ? path : `${command} ${version}, ${path}`;
  if (missingFlags.length > 0)
    return warning(check, `${told}: its help does not know ${some(missingFlags)}`, `update it${install === void 0 ? "" : `: ${install}`}, or mend its "args"; see orchestra agents show ${name}`);
  return fine(check, told);
}

// ../ft/dist/src/operations/doctor-folder.js
var mebibyte = 1024 * 1024;
var roomMin = { problem: 50 * mebibyte, warning: 500 * mebibyte };
var filesMin = { problem: 500, warning: 1e4 };
var skewMaxMs = 5e3;
function folderFindings(facts, user) {
  return [
    workspaceFinding(facts, user),
    ...openFindings(facts),
    ...foreignFindings(facts, user),
    roomFinding(facts),
    storageFinding(facts),
    ...trialFindings(facts),
    clockFinding(facts)
  ];
}
function workspaceFinding(facts, user) {
  const { root, exists, isWritable, owner } = facts;
  if (!isWritable) {
    const place = exists ? root : root.replace(/\/[^/]*$/, "") || "/";
    const isOwn = owner !== void 0 && owner === user;
    return problem("workspace", `${place} cannot be written${exists ? "" : `, and ${root} is not there yet`}`, isOwn ? quoteForShell(["chmod", "-R", "u+rwX", place]) : `sudo chown -R "$(id -u)" ${quoteForShell([place])}`);
  }
  return fine("workspace", exists ? root : `none yet; orchestra init makes ${root}`);
}
function openFindings({ open }) {
  if (open.length === 0)
    return [];
  return [
    problem("permissions", `everybody may write to ${some(open)}, and so have agents run as you`, quoteForShell(["chmod", "o-w", ...open]))
  ];
}
function foreignFindings({ root, foreign, isWritable }, user) {
  if (foreign.length === 0 || !isWritable)
    return [];
  const says = `${some(foreign)} ${foreign.length === 1 ? "belongs" : "belong"} to another user`;
  return user === 0 ? [warning("permissions", says, "work as the user who owns them")] : [warning("permissions", says, `sudo chown -R "$(id -u)" ${quoteForShell([root])}`)];
}
function roomFinding({ room, root }) {
  const check = "disk space";
  if (!room)
    return fine(check, "not told");
  const { bytes, files } = room;
  const free = `${formatBytes(bytes)} free`;
  const fix = `make room: ${quoteForShell(["df", "-h", root.replace(/\/[^/]*$/, "") || "/"])}`;
  if (bytes < roomMin.problem)
    return problem(check, `only ${free}`, fix);
  if (files !== void 0 && files < filesMin.problem)
    return problem(check, `room for ${count(files, "more file")} only`, fix.replace("-h", "-i"));
  if (bytes < roomMin.warning)
    return warning(check, `only ${free}`, fix);
  if (files !== void 0 && files < filesMin.warning)
    return warning(check, `room for ${count(files, "more file")} only`, fix.replace("-h", "-i"));
  return fine(check, free);
}
var elsewhere = "keep the workspace on a disk of this machine: --dir";
var doubts = {
  disk: void 0,
  unknown: void 0,
  memory: ["in memory: everything is gone with the next boot", elsewhere],
  network: [
    "over a network: slower, and what several machines see may differ for a while",
    elsewhere
  ],
  shared: ["a drive of another system: slow, and changes are noticed late", elsewhere],
  container: [
    "a container's own layer: everything is gone with the container",
    "mount a volume where the workspace is"
  ]
};
function storageFinding({ storage, fileSystem }) {
  const doubt = doubts[storage];
  if (!doubt)
    return fine("file system", fileSystem);
  return warning("file system", `${fileSystem}, ${doubt[0]}`, doubt[1]);
}
var trials = [
  ["write", "no file can be written"],
  ["link", "no hard links, on which the lock stands"],
  ["rename", "no renaming in one step, on which every record stands"],
  ["sync", "nothing can be made to last: a power cut may take what was written"]
];
function trialFindings({ trial, exists, isWritable }) {
  const check = "durability";
  if (!trial) {
    const untried = isWritable ? "there is no tmp/ to try it in" : "nothing can be written";
    return [fine(check, exists ? `not tried: ${untried}` : "tried once there is a workspace")];
  }
  const failed = trials.flatMap(([key, says]) => {
    const refusal = trial[key];
    return refusal === void 0 ? [] : [problem(check, `${says} (${refusal})`, elsewhere)];
  });
  return failed.length > 0 ? failed : [fine(check, "files are written, linked, renamed and synced")];
}
function clockFinding({ trial, ahead }) {
  const skewMs = trial?.aheadMs ?? 0;
  if (Math.abs(skewMs) > skewMaxMs)
    return warning("clock", `the file system is ${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? "ahead" : "behind"}`, "set both clocks: timedatectl set-ntp true");
  const [first] = [...ahead].sort((a, b) => b.ms - a.ms);
  if (!first)
    return fine("clock", "no file is from the future");
  return warning("clock", `${count(ahead.length, "file")} from the future: ${first.path} by ${formatDuration(first.ms)}`, "if the clock is wrong, set it: timedatectl set-ntp true; else: " + quoteForShell(["touch", first.path]));
}

// ../ft/dist/src/operations/doctor-machine.js
var nodeMin = [20, 12];
var nodeKeeping = [22, 8];
var filesMin2 = 1024;
function machineFindings(facts) {
  return [
    nodeFinding(facts),
    gitFinding(facts),
    shellFinding(facts),
    processFinding(facts),
    filesFinding(facts),
    ...facts.user === 0 ? [
      warning("user", "root: agents may change the whole machine, and some refuse to work at all", "work as an ordinary user")
    ] : []
  ];
}
function nodeFinding({ node, keepsCompiled }) {
  if (isBelow(node, nodeMin))
    return problem("node", `${node} is too old`, `install Node ${nodeMin.join(".")} or later`);
  if (keepsCompiled)
    return fine("node", `${node}, keeps what it compiles`);
  return fine("node", isBelow(node, nodeKeeping) ? `${node}; ${nodeKeeping.join(".")} or later starts faster` : `${node}; starts faster where ~/.cache can be written`);
}
function isBelow(version, [major, minor]) {
  const [ownMajor = 0, ownMinor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return ownMajor < major || ownMajor === major && ownMinor < minor;
}
function gitFinding({ git, repository }) {
  if (git.problem !== void 0)
    return warning("git", `${git.problem}; agents mostly want it`, "install git");
  const { root, problem: refusal } = repository;
  if (root !== void 0)
    return fine("git", `${git.version}, repository ${root}`);
  const owned = /dubious ownership in repository at '(.+?)'/.exec(refusal ?? "")?.[1];
  if (owned !== void 0)
    return warning("git", `${git.version} refuses ${owned}: it belongs to another user`, quoteForShell(["git", "config", "--global", "--add", "safe.directory", owned]));
  return warning("git", `${git.version}, but this is no repository: what agents change cannot be taken back`, "git init");
}
function shellFinding({ shellProblems }) {
  if (shellProblems.length === 0)
    return fine("shell", "/bin/sh does all that runs need");
  return problem("shell", `/bin/sh ${shellProblems.join("; ")}`, "install a POSIX shell, such as dash or bash, as /bin/sh, with coreutils and grep");
}
function processFinding({ platform, seesProcesses, isContained }) {
  if (!seesProcesses)
    return problem("processes", "the process table does not show our own: no conductor can tell who lives", platform === "linux" ? "mount a /proc of this pid namespace: mount -t proc proc /proc" : "check that ps works");
  if (platform !== "linux")
    return warning("processes", "no /proc here: a process that leaves its group and hides can outlive its run", "on Linux, or in a Linux container, none can");
  return fine("processes", isContained ? "a pid namespace of its own, as in a container: conductors elsewhere go by heartbeats" : "all of ours can be seen");
}
function filesFinding({ filesMax }) {
  if (filesMax === void 0)
    return fine("open files", "the limit is not told");
  if (filesMax >= filesMin2)
    return fine("open files", `at most ${filesMax === Infinity ? "as many as wanted" : filesMax}`);
  return warning("open files", `at most ${filesMax}: too few for many agents at once`, `ulimit -n ${filesMin2 * 4}`);
}

// ../ft/dist/src/operations/doctor-queue.js
var wishMaxMs = 6e4;
function queueFindings(facts) {
  return [
    conductorFinding(facts),
    ...wishFindings(facts),
    recordFinding(facts),
    ...unseenFindings(facts),
    ...quarantineFindings(facts),
    ...headFindings(facts),
    ...staleFindings(facts)
  ];
}
function conductorFinding({ conductor, running, pending }) {
  const { is, who = "somebody", fix } = conductor;
  const check = "conductor";
  const work = [
    ...running > 0 ? [`${running} running`] : [],
    ...pending > 0 ? [`${pending} pending`] : []
  ].join(", ");
  switch (is) {
    case "conducting":
      return fine(check, `${who}${work === "" ? "" : `: ${work}`}`);
    case "damaged":
      return problem(check, who, fix);
    case "crashed":
      return work === "" ? warning(check, `${who} crashed; nothing is left to do`, "orchestra status") : problem(check, `${who} crashed with ${work}; nothing is lost`, "orchestra daemon start");
    case "unseen":
      return warning(check, `${who} cannot be seen from here; whether it lives is known there alone`, "look there: orchestra daemon status; if it is gone for good: orchestra unlock");
    case "absent":
      return work === "" ? fine(check, "nobody, and nothing is to be done") : warning(check, `nobody, with ${work}`, "orchestra run, or orchestra daemon start");
  }
}
function wishFindings({ wishes, wishAgeMs, conductor }) {
  if (wishes === 0)
    return [];
  const says = `${count(wishes, "wish", "wishes")} unanswered for ${formatDuration(wishAgeMs)}`;
  if (conductor.is === "conducting")
    return wishAgeMs <= wishMaxMs ? [fine("wishes", says)] : [
      warning("wishes", `${says}, though somebody conducts`, "orchestra daemon stop, then orchestra daemon start")
    ];
  return [warning("wishes", says, "orchestra status carries them out")];
}
function recordFinding({ damaged, read }) {
  if (damaged.length === 0)
    return fine("records", read === 0 ? "none yet" : `${count(read, "task")} can be read`);
  return problem("records", `${some(damaged)} cannot be read`, "orchestra run puts them into .orchestra/quarantine; everything else goes on");
}
function unseenFindings({ unseen }) {
  return unseen.map(({ number, who }) => warning("runs", `${taskIdOf(number)} is run by ${who}, which cannot be seen from here`, `look there; if that machine or container is gone for good: orchestra recover --gone ${number}`));
}
function quarantineFindings({ quarantine, root }) {
  if (quarantine.length === 0)
    return [];
  return [
    warning("quarantine", `damaged, and put out of the way: ${some(quarantine)}`, `see what is in them, then: ${quoteForShell(["rm", "-r", `${root}/${layout.quarantine}`])}`)
  ];
}
function headFindings({ isHeadInDoubt }) {
  if (!isHeadInDoubt)
    return [];
  const says = "the counts of what has ended are in doubt; they are counted anew";
  return [warning("index", says, "orchestra status")];
}
function staleFindings({ stale, root }) {
  if (stale.length === 0)
    return [];
  return [
    warning("sentinels", `of tasks that are over, or never were: ${some(stale)}`, quoteForShell(["rm", ...stale.map((path) => `${root}/${path}`)]))
  ];
}

// ../ft/dist/src/operations/doctor.js
var settledMost = 1e3;
var Output = object({
  findings: list(object({
    check: string("What was looked at."),
    is: oneOf(["ok", "warning", "problem"], "How it is."),
    says: string("In words."),
    fix: optional(string("A command line that helps, or what to edit."))
  }), "The machine, the folder, the agents, then the queue."),
  problems: integer("How many keep orchestra from its work.", { minimum: 0 }),
  warnings: integer("How many are worth a look.", { minimum: 0 })
});
var doctor = operation({
  summary: "Check the machine, the folder, the agents and the queue, and say what helps",
  examples: ["orchestra doctor", "orchestra doctor --json"],
  route: "GET /doctor",
  writes: false,
  input: object({}),
  output: Output,
  async run(context) {
    const seen = orFailure(() => lookAtQueue(context));
    const live = seen instanceof Failure ? [] : seen.read.filter(({ settled }) => !settled);
    const [machine, folder, configs] = await Promise.all([
      context.checkup.machine(),
      context.checkup.folder(),
      lookAtAgents(context, new Set(live.map(({ agent }) => agent)))
    ]);
    const findings = [
      ...machineFindings(machine),
      ...folderFindings(folder, machine.user),
      ...agentFindings(configs),
      ...seen instanceof Failure ? [problem("queue", seen.message, seen.hint)] : folder.exists ? queueFindings({ ...seen.queue, stale: staleIn(folder, seen.read, context) }) : []
    ];
    const many2 = (is) => findings.filter((finding) => finding.is === is).length;
    return { findings, problems: many2("problem"), warnings: many2("warning") };
  }
});
function lookAtQueue(context) {
  const { store, clock } = context;
  const live = queueFolders.map((folder) => [folder, store.queue.live(folder)]);
  const of = (name) => live.find(([folder]) => folder === name)?.[1].length ?? 0;
  const last = store.tasks.numbers().sort((a, b) => b - a).slice(0, settledMost);
  const numbers = /* @__PURE__ */ new Set([
    ...live.flatMap(([, entries]) => entries.map(({ number }) => number)),
    ...last
  ]);
  const read = [];
  const damaged = [];
  for (const number of numbers) {
    const task = orFailure(() => store.tasks.read(number));
    if (task instanceof Failure)
      damaged.push(taskIdOf(number));
    else if (task)
      read.push(task);
  }
  const wishes = store.intents.open();
  const leftMs = Number.parseInt(wishes[0] ?? "", 10);
  const queue = {
    root: store.root,
    conductor: conductorIn(store),
    running: of("running"),
    pending: of("pending"),
    wishes: wishes.length,
    wishAgeMs: wishes.length === 0 ? 0 : Math.max(0, Date.parse(clock.now().at) - leftMs),
    damaged,
    read: read.length,
    unseen: read.flatMap((task) => {
      const who = unseenOf(context, task);
      return who === void 0 ? [] : [{ number: task.number, who }];
    }),
    quarantine: store.quarantined(),
    isHeadInDoubt: store.queue.head() === void 0
  };
  return { queue, read };
}
function staleIn({ sentinels }, read, { store }) {
  const isOver = new Map(read.map(({ number, settled }) => [number, settled !== void 0]));
  return sentinels.filter(({ task }) => isOver.get(task) ?? !store.tasks.isTaken(task)).map(({ task, kind }) => layout.classic(task, kind));
}
function conductorIn({ lock }) {
  const holder = orFailure(() => lock.look());
  if (holder instanceof Failure) {
    const { message: who2, hint: fix } = holder;
    return { is: "damaged", who: who2, ...fix !== void 0 && { fix } };
  }
  const standing = standingOf(holder);
  if (!holder || standing === "free")
    return { is: "absent" };
  const who = describeHolder(holder);
  if (standing === "abandoned")
    return { is: "crashed", who };
  return { is: holder.liveness === "alive" ? "conducting" : "unseen", who };
}
async function lookAtAgents(context, wanted) {
  const agents = await context.agents();
  const problems = configProblems(agents);
  const path = `${context.store.root}/${layout.config}`;
  const sources = orFailure(() => agents.sources());
  if (sources instanceof Failure)
    return { files: [], problems, wanted: path, agents: [] };
  const named = [...new Set(sources.configs.flatMap((config) => Object.keys(config.agents ?? {})))];
  const names = named.length === 0 ? [standIn] : named;
  const found = await Promise.all(names.map((name) => agentFacts(context, agents, name, wanted)));
  return { files: sources.places, problems, wanted: path, agents: found.flat() };
}
async function agentFacts({ probe }, agents, name, wanted) {
  const agent = orFailure(() => agents.resolve(name));
  if (agent instanceof Failure)
    return [];
  const { command, simulated, install } = agent;
  const isNeeded = wanted.has(name) || agents.settings().defaultAgent === name;
  return [
    { name, command, simulated, install, isNeeded, probed: await probe(agent, { flags: true }) }
  ];
}
function orFailure(ask) {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Failure)
      return error;
    throw error;
  }
}

// ../ft/dist/src/cli/print/doctor.js
var looks = {
  ok: { icon: "\u2714", format: "green" },
  warning: { icon: "!", format: "yellow" },
  problem: { icon: "\u2716", format: "red" }
};
function printDoctor({ findings, problems, warnings }, paint, columns = Infinity) {
  const margin = Math.max(...findings.map(({ check }) => displayWidth(check))) + "\u2714    ".length;
  const isNarrow = columns - margin < textMin;
  const width = isNarrow ? columns - "\u2714  ".length : columns - margin;
  const rows = findings.flatMap((finding) => {
    const { icon, format } = looks[finding.is];
    const head = [paint(format, icon), oneLine(finding.check)];
    const said = linesOf2(finding, paint, width);
    if (isNarrow)
      return [head, ...said.map((line) => ["", line])];
    const [first = "", ...more] = said;
    return [[...head, first], ...more.map((line) => ["", "", line])];
  });
  const verdict = paint(sumFormat(problems, warnings), sum(problems, warnings));
  return [...alignColumns(rows), "", verdict, ""].join("\n");
}
var textMin = 24;
function linesOf2({ is, says, fix }, paint, width) {
  const told = wrapText(harmless(says), width).map((line) => is === "ok" ? line : paint(looks[is].format, line));
  return fix === void 0 ? told : [...told, `${paint("dim", "fix:")} ${oneLine(fix)}`];
}
var sumFormat = (problems, warnings) => problems > 0 ? "red" : warnings > 0 ? "yellow" : "green";
function sum(problems, warnings) {
  const parts = [many(problems, "problem"), many(warnings, "warning")].flat();
  return parts.length === 0 ? "all is well" : parts.join(", ");
}
var many = (number, one) => number === 0 ? [] : [`${number} ${one}${number === 1 ? "" : "s"}`];

// ../ft/dist/src/cli/commands/doctor.js
var doctor2 = {
  ...commandOf(doctor, (findings, { terminal: { out, color, columns } }) => out(printDoctor(findings, painter(color), columns())), ({ problems }) => problems === 0 ? exits.ok : exits.failed),
  ends: { 0: "No problem; warnings are none.", 1: "A problem keeps orchestra from its work." }
};
export {
  doctor2 as doctor
};
