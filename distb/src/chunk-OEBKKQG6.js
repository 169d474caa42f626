import {
  wrapText,
  wrapWords
} from "./chunk-TVO57TNB.js";
import {
  tableLines
} from "./chunk-E333RTSF.js";
import {
  looks
} from "./chunk-GI26EQSU.js";
import {
  formatDuration
} from "./chunk-TQN5J5DI.js";
import {
  isSettled
} from "./chunk-AYEYYZRK.js";
import {
  oneLine
} from "./chunk-QYHLQT45.js";

// ../ft/dist/src/lib/moment.js
var units = [
  ["d", 864e5],
  ["h", 36e5],
  ["m", 6e4]
];
var formatAgo = (ms) => `${roughly(ms)} ago`;
function formatMoment(iso, nowMs) {
  const moment = new Date(iso);
  const distanceMs = nowMs - moment.getTime();
  return `${wallTime(moment)}, ${distanceMs >= 0 ? formatAgo(distanceMs) : `in ${roughly(-distanceMs)}`}`;
}
var formatClock = (iso) => wallTime(new Date(iso)).slice(5, 16);
function roughly(ms) {
  const [unit, unitMs] = units.find(([, each]) => ms >= each) ?? ["s", 1e3];
  return `${Math.max(0, Math.floor(ms / unitMs))}${unit}`;
}
function wallTime(moment) {
  const parts = [moment.getMonth() + 1, moment.getDate()].map(twoDigits);
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(twoDigits);
  return `${moment.getFullYear()}-${parts.join("-")} ${time.join(":")}`;
}
var twoDigits = (value) => String(value).padStart(2, "0");

// ../ft/dist/src/cli/print/status.js
var form = {
  headings: {
    icon: "",
    number: "#",
    agent: "AGENT",
    status: "STATUS",
    title: "TASK",
    time: "TIME",
    attempt: "TRY"
  },
  right: ["number", "time", "attempt"],
  flexible: "title",
  dispensable: ["attempt", "agent", "status", "time"]
  // The icon tells the status as well.
};
function printStatus(status, paint, columns) {
  const { tasks, counts } = status;
  const width = columns ?? Infinity;
  const isEmpty = tasks.length === 0 && Object.values(counts).every((count) => count === 0);
  if (isEmpty && status.damaged.length === 0)
    return 'nothing queued yet; begin with: orchestra start coder "what to do"\n';
  const rows = tasks.length === 0 ? [] : [...printRows(tasks, paint, columns), ""];
  const notes = remarks(status, counts, tasks).flatMap((line) => wrapText(line, width));
  return [...rows, ...wrapWords(summary(status, paint), width), ...notes, ""].join("\n");
}
var printRows = (tasks, paint, columns) => tableLines(form, tasks.map((task) => cellsOf(task, paint)), paint, columns);
function cellsOf(task, paint) {
  const { icon, format } = looks[task.status];
  return {
    icon: paint(format, icon),
    number: String(task.number),
    agent: oneLine(agentOf(task)),
    status: paint(format, statusText(task)),
    title: oneLine(task.title),
    time: task.elapsedMs === void 0 ? "" : formatDuration(task.elapsedMs),
    attempt: task.attempt === 0 ? "" : String(task.attempt)
  };
}
function statusText({ status, reason, waitsFor }) {
  if (!reason)
    return status;
  if (waitsFor === void 0 || reason === "backoff")
    return `${status} (${reason})`;
  const what = reason === "until" ? formatClock(waitsFor) : waitsFor;
  return `${status} (${reason} ${oneLine(what)})`;
}
function summary({ counts }, paint) {
  const names = [
    "running",
    "awaiting",
    "pending",
    "blocked",
    "complete",
    "failed",
    "cancelled"
  ];
  const seen = names.filter((name) => counts[name] > 0);
  return seen.map((name, at) => {
    const comma = at < seen.length - 1 ? "," : "";
    return `${paint(looks[name].format, `${counts[name]} ${name}`)}${comma}`;
  });
}
function remarks({ damaged, quarantine, conductor }, counts, tasks) {
  const lines = [];
  const live = counts.running + counts.awaiting + counts.pending + counts.blocked;
  const shown = tasks.filter(({ status }) => !isSettled(status)).length;
  const hidden = live - shown - damaged.length;
  if (hidden > 0)
    lines.push(`${hidden} more are waiting`);
  if (conductor.isLate)
    lines.push("nobody conducts: orchestra run, or orchestra daemon start");
  if (live > 0 && conductor.is === "unseen")
    lines.push(`${conductor.who} conducts; it cannot be seen from here`);
  if (tasks.some(({ simulated }) => simulated))
    lines.push("simulated: no real agent did this; see orchestra init");
  if (quarantine.length > 0)
    lines.push(`in .orchestra/quarantine: ${quarantine.map(oneLine).join(", ")}`);
  if (damaged.length > 0)
    lines.push(`cannot be read: ${damaged.join(", ")}`);
  return lines;
}
var agentOf = ({ agent, simulated }) => simulated && agent !== "simulated" ? `${agent} (simulated)` : agent;

export {
  formatAgo,
  formatMoment,
  printStatus,
  printRows,
  cellsOf,
  statusText,
  agentOf
};
