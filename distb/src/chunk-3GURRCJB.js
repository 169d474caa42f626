import {
  everything,
  finishedTasks
} from "./chunk-6BLBWETH.js";
import {
  settleFirst
} from "./chunk-TDQQF3GW.js";
import {
  TaskRow,
  rowOf
} from "./chunk-2N4G7HPN.js";
import {
  taskNamed
} from "./chunk-MSDGEEZV.js";
import {
  readQuietly
} from "./chunk-6ULRSHSM.js";
import {
  operation
} from "./chunk-RLLTZYOD.js";
import {
  describeHolder,
  spawnMs,
  standingOf
} from "./chunk-PUVSEIMK.js";
import {
  queueFolders,
  settledStatuses,
  taskIdOf
} from "./chunk-AYEYYZRK.js";
import {
  boolean,
  integer,
  list,
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";

// ../ft/dist/src/operations/status.js
var count = (description) => integer(description, { minimum: 0 });
var Output = object({
  tasks: list(TaskRow, "Running, then waiting in the order they would start, then finished."),
  counts: object({
    running: count("Live runs."),
    awaiting: count("Waiting for a person."),
    pending: count("May start when a slot is free."),
    blocked: count("Waiting for something else."),
    complete: count("Finished."),
    failed: count("Finished."),
    cancelled: count("Finished.")
  }, "All tasks, shown or not."),
  damaged: list(string("An id."), "Tasks whose record cannot be read."),
  quarantine: list(string("A file."), "Damaged files that were put out of the way."),
  conductor: object({
    is: oneOf(["conducting", "absent", "crashed", "unseen"], "Whether somebody conducts."),
    who: optional(string("Who.")),
    isLate: boolean("True when tasks that could start have waited in vain.")
  })
});
var status = operation({
  summary: "Show what runs, what waits and what ended last",
  examples: ["orchestra status --watch", "orchestra status 12", "orchestra status --all --json"],
  route: "GET /status",
  positionals: ["task"],
  writes: false,
  input: object({
    task: optional(string("Only this one.")),
    waiting: integer("Show at most this many that wait.", { default: 20, minimum: 0 }),
    finished: integer("Show at most this many that ended.", { default: 10, minimum: 0 }),
    all: optional(boolean("Show all there is, whatever that takes."))
  }),
  output: Output,
  async run(context, input) {
    const { store } = context;
    await settleFirst(context);
    if (input.task !== void 0)
      return statusOfOne(context, input.task);
    const damaged = [];
    const rows = (folder, entries) => entries.flatMap(({ number }) => {
      const task = readQuietly(() => store.tasks.read(number));
      if (!task)
        damaged.push(taskIdOf(number));
      return task ? [rowOf(context, task, folder)] : [];
    });
    const live = new Map(queueFolders.map((folder) => [folder, store.queue.live(folder)]));
    const of = (folder) => live.get(folder) ?? [];
    const head = headOf(context);
    const waiting = [...of("awaiting"), ...of("pending"), ...of("blocked")];
    const isShown = new Set(input.all ? waiting : waiting.slice(0, input.waiting));
    const tasks = [
      ...rows("running", of("running")),
      ...["awaiting", "pending", "blocked"].flatMap((folder) => rows(folder, of(folder).filter((entry) => isShown.has(entry)))),
      ...lastFinished(context, head, input.all ? Number.POSITIVE_INFINITY : input.finished)
    ];
    return {
      tasks,
      counts: countsOf(live, head),
      damaged,
      quarantine: store.quarantined(),
      conductor: conductorOf(context, tasks)
    };
  }
});
function statusOfOne(context, word) {
  const task = rowOf(context, taskNamed(context, word));
  const none = {
    running: 0,
    awaiting: 0,
    pending: 0,
    blocked: 0,
    complete: 0,
    failed: 0,
    cancelled: 0
  };
  const counts = task.status === "draft" ? none : { ...none, [task.status]: 1 };
  return {
    tasks: [task],
    counts,
    damaged: [],
    quarantine: [],
    conductor: conductorOf(context, [task])
  };
}
function countsOf(live, head) {
  const of = (folder) => live.get(folder)?.length ?? 0;
  const { complete, failed, cancelled } = head;
  return {
    running: of("running"),
    awaiting: of("awaiting"),
    pending: of("pending"),
    blocked: of("blocked"),
    complete,
    failed,
    cancelled
  };
}
function headOf({ store }) {
  const isSound = standingOf(store.lock.look()) !== "abandoned";
  const head = isSound ? store.queue.head() : void 0;
  if (head)
    return head;
  const counted = { complete: 0, failed: 0, cancelled: 0, last: [] };
  for (const day of store.queue.days())
    for (const { status: ended } of store.queue.finishedOn(day))
      if (settledStatuses.includes(ended))
        counted[ended] += 1;
  return counted;
}
function lastFinished(context, head, most) {
  const total = head.complete + head.failed + head.cancelled;
  if (head.last.length >= Math.min(most, total))
    return head.last.slice(0, most).map(finishedRow);
  const rows = [];
  for (const { number } of finishedTasks(context.store, everything, "latest")) {
    if (rows.length >= most)
      break;
    const task = readQuietly(() => context.store.tasks.read(number));
    if (task?.settled)
      rows.push(rowOf(context, task));
  }
  return rows;
}
function finishedRow({ number, at, simulated, ...shown }) {
  return {
    id: taskIdOf(number),
    number,
    priority: 0,
    endedAt: at,
    simulated: simulated === "yes",
    ...shown
  };
}
function conductorOf({ store, clock }, tasks) {
  const holder = store.lock.look();
  const standing = standingOf(holder);
  const nowMs = Date.parse(clock.now().at);
  const isLate = standing !== "held" && tasks.some(({ status: is, createdAt }) => is === "pending" && nowMs - Date.parse(createdAt ?? "") > spawnMs);
  if (!holder || standing === "free")
    return { is: "absent", isLate };
  const who = describeHolder(holder);
  if (standing === "abandoned")
    return { is: "crashed", who, isLate };
  return { is: holder.liveness === "alive" ? "conducting" : "unseen", who, isLate };
}

export {
  status
};
