import {
  dayOf
} from "./chunk-QEYDHFPW.js";
import {
  queueFolders
} from "./chunk-AYEYYZRK.js";

// ../ft/dist/src/operations/walk.js
var everything = {
  admits: () => true,
  fromMs: Number.NEGATIVE_INFINITY,
  untilMs: Number.POSITIVE_INFINITY
};
var liveTasks = ({ queue }, { admits }) => queueFolders.filter((folder) => admits(folder)).flatMap((status) => queue.live(status).map(({ number, priority }) => ({ number, priority, status }))).sort((a, b) => b.number - a.number);
function* finishedTasks({ queue }, { admits, fromMs, untilMs }, first) {
  const days = queue.days().filter((day) => isWithin(day, fromMs, untilMs));
  for (const day of first === "latest" ? days : days.reverse()) {
    const ended = endedOn(queue, day, admits);
    yield* first === "latest" ? ended : ended.reverse();
  }
}
function endedOn(queue, day, admits) {
  return queue.finishedOn(day).filter(({ status }) => admits(status)).map((entry) => ({ entry, at: queue.enteredAt(day, entry.number, entry.status) })).sort((a, b) => b.at - a.at || b.entry.number - a.entry.number).map(({ entry }) => entry);
}
function isWithin(day, fromMs, untilMs) {
  const from = Number.isFinite(fromMs) ? dayOf(new Date(fromMs).toISOString()) : "";
  const until = Number.isFinite(untilMs) ? dayOf(new Date(untilMs).toISOString()) : "9";
  return day >= from && day <= until;
}

export {
  everything,
  liveTasks,
  finishedTasks
};
