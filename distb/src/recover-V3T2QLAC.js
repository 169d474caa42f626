import {
  Mended,
  exitOfMended,
  mend,
  tellMended
} from "./chunk-EJF3CGUG.js";
import "./chunk-FHOPYNV7.js";
import "./chunk-T3O5IXGE.js";
import {
  commandOf
} from "./chunk-R5YDI3EM.js";
import {
  unseenOf
} from "./chunk-GTZ4KQI4.js";
import {
  taskNamed
} from "./chunk-MSDGEEZV.js";
import "./chunk-6ULRSHSM.js";
import {
  operation
} from "./chunk-RLLTZYOD.js";
import "./chunk-IWPS5FU5.js";
import "./chunk-GPV7KN42.js";
import "./chunk-6BI45MEC.js";
import {
  describeHolder,
  standingOf
} from "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import "./chunk-TQN5J5DI.js";
import "./chunk-QEYDHFPW.js";
import {
  liveRunOf,
  taskIdOf
} from "./chunk-AYEYYZRK.js";
import {
  boolean,
  list,
  object,
  optional,
  string
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/vouch-gone.js
var patienceMs = 15e3;
var pollMs = 100;
async function vouchGone(context, words, dryRun) {
  const tasks = words.map((word) => taskNamed(context, word));
  const repairs = [];
  for (const task of new Map(tasks.map((one) => [one.number, one])).values()) {
    const refusal = whyNot(context, task);
    if (refusal !== void 0)
      repairs.push({ is: "left", says: refusal });
    else if (dryRun)
      repairs.push({ is: "found", says: `${whoRuns(context, task)}: it is given up` });
    else
      repairs.push(await giveUp(context, task));
  }
  return { repairs };
}
var whoRuns = (context, task) => `${taskIdOf(task.number)} is run by ${unseenOf(context, task)}, which cannot be seen from here`;
function whyNot(context, task) {
  const { store, processes } = context;
  const id = taskIdOf(task.number);
  if (task.settled)
    return `${id} is ${task.settled.status} already`;
  const live = liveRunOf(task);
  if (!live)
    return `${id} is not running`;
  if (unseenOf(context, task) !== void 0)
    return void 0;
  const identity = store.runs.hasStarted(live.run) ? store.runs.started(live.run)?.handle.identity : void 0;
  return identity && processes.livenessOf(identity) === "alive" ? `${id} can be seen from here, and is alive: orchestra cancel ${task.number} ends it` : `${id} can be seen from here, and has ended: orchestra status settles it`;
}
async function giveUp(context, task) {
  const { store, clock, conducting, wake } = context;
  const run = liveRunOf(task)?.run ?? 0;
  const who = whoRuns(context, task);
  store.runs.vouchGone(run, clock.now().at);
  const settled = await conducting.settle();
  const since = clock.now().monotonicMs;
  for (; ; ) {
    const now = store.tasks.read(task.number);
    const outcome = now?.runs.find((one) => one.run === run)?.outcome;
    if (now && outcome) {
      const is = now.settled ? `it is ${now.settled.status}` : "it is tried again";
      if (!now.settled)
        await conducting.ensure();
      return { is: "done", says: `${who}, and is given up: ${is}` };
    }
    const holder = settled === "elsewhere" ? store.lock.look() : void 0;
    const isStuck = holder && standingOf(holder) === "held" && holder.liveness !== "alive";
    if (isStuck)
      return {
        is: "left",
        says: `${who}: your word is kept, but ${describeHolder(holder)}, who conducts, cannot be seen either: orchestra unlock tells how to go on`
      };
    if (settled === "elsewhere")
      await conducting.ensure();
    if (clock.now().monotonicMs - since > patienceMs)
      return { is: "left", says: `${who}: your word is kept, and counts once somebody conducts` };
    await wake.sleep(pollMs);
  }
}

// ../ft/dist/src/operations/recover.js
var recover = operation({
  summary: "Find what is out of order, and mend it; nothing is lost",
  examples: ["orchestra recover --dry-run", "orchestra recover", "orchestra recover --gone 12"],
  route: "POST /recover",
  positionals: ["tasks"],
  rest: "list",
  writes: true,
  input: object({
    tasks: list(string("A task."), "With --gone: these.", { default: [] }),
    gone: optional(boolean("I vouch that the machine or container they ran in is gone for good.")),
    dryRun: optional(boolean("Only tell what would be done."))
  }),
  output: Mended,
  async run(context, { tasks, gone, dryRun = false }) {
    if (gone && tasks.length === 0)
      throw new Failure("usage", "which task?", { hint: "orchestra recover --gone ID\u2026" });
    if (!gone && tasks.length > 0)
      throw new Failure("usage", "what is out of order is mended for all tasks at once", {
        hint: `orchestra recover; where what ran a task is gone for good: orchestra recover --gone ${tasks.join(" ")}`
      });
    return gone ? vouchGone(context, tasks, dryRun) : mend(context, "all", dryRun);
  }
});

// ../ft/dist/src/cli/commands/recover.js
var recover2 = {
  ...commandOf(recover, tellMended, exitOfMended),
  usages: ["", "--gone TASK\u2026"],
  ends: { 0: "All is in order now.", 1: "Something had to be left as it is." }
};
export {
  recover2 as recover
};
