import {
  printJson
} from "./chunk-IWPS5FU5.js";
import {
  exits
} from "./chunk-GPV7KN42.js";
import {
  LockRecord,
  describeHolder,
  isPassing,
  standingOf
} from "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import {
  boolean,
  integer,
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/cli/commands/daemon.js
var patienceMs = 1e4;
var pollMs = 20;
var Started = object({
  is: oneOf(["conducting"], "That it conducts."),
  who: string("Who, in words.")
});
var Stopped = object({
  is: oneOf(["absent"], "That nobody conducts any more."),
  running: integer("Runs that go on; the next conductor takes them over.", { minimum: 0 })
});
var Standing = object({
  is: oneOf(["conducting", "absent", "crashed"], "Whether somebody conducts."),
  who: optional(string("Who, in words; all that follows is there too unless it is absent.")),
  ...optionalFields(LockRecord)
});
function optionalFields({ properties = {} }) {
  return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, optional(field)]));
}
var daemon = {
  summary: "Conduct the queue for good: in the background, or bare, right here",
  examples: ["orchestra daemon start", "orchestra daemon status", "orchestra daemon stop"],
  positionals: ["action"],
  forms: {
    start: "Conduct in the background until told to stop.",
    stop: "Have who conducts in the background leave; agents that run go on.",
    status: "Tell who conducts."
  },
  ends: { 1: "`daemon status`: nobody conducts." },
  writes: true,
  input: object({
    action: oneOf(["start", "stop", "status", "run"], "What to do.", { default: "run" }),
    background: optional(boolean("Say nothing; how start and daemon start call it.")),
    leave: optional(boolean("Leave when the queue has been empty for a while (idleExit)."))
  }),
  prints: {
    start: { schema: Started },
    stop: { schema: Stopped },
    status: { schema: Standing },
    "": { schema: Stopped }
  },
  async run(stage, input) {
    switch (input.action) {
      case "start":
        return startDaemon(stage);
      case "stop":
        return stopDaemon(stage);
      case "status":
        return showDaemon(stage);
      case "run":
        return conductHere(stage, input);
    }
  }
};
async function conductHere(stage, { background, leave }) {
  const { terminal, json } = stage;
  const held = await stage.hold({
    kind: leave ? "background" : "daemon",
    leaves: leave ? "when idle" : "never",
    signal: stage.listenForInterruption(),
    onTaken: () => background ? void 0 : terminal.err("conducting; Ctrl-C leaves, agents go on\n")
  });
  if (!held.held) {
    if (!background)
      throw new Failure("conflict", `${held.who} conducts already`, {
        hint: "orchestra daemon stop has it leave; orchestra daemon status tells of it"
      });
    return exits.ok;
  }
  if (background)
    return exits.ok;
  if (json)
    printJson(terminal, { is: "absent", running: held.running });
  else if (held.running > 0)
    terminal.err(stillRunning(held.running));
  return exits.ok;
}
async function startDaemon({ context, terminal, json }) {
  const seen = context.store.lock.look();
  const isLeaving = seen?.record.kind === "background" && seen.liveness === "alive";
  if (isLeaving)
    await end(context, seen);
  const was = !isLeaving && standingOf(seen) === "held" ? seen : void 0;
  if (!was)
    await context.conducting.spawnDaemon();
  const holder = was ?? await until(context, () => {
    const now = context.store.lock.look();
    return now && standingOf(now) === "held" ? now : void 0;
  });
  if (!holder)
    throw new Failure("unavailable", "the daemon did not start", {
      hint: `see ${context.store.root}/${layout.conductorLog}`
    });
  const who = describeHolder(holder);
  if (json)
    printJson(terminal, { is: "conducting", who });
  else
    terminal.out(was ? `${who} conducts already
` : `${who} conducts
`);
  return exits.ok;
}
async function stopDaemon({ context, terminal, json }) {
  const { store } = context;
  await until(context, () => !isLookedInto(context));
  const holder = store.lock.look();
  const isHeld = holder && standingOf(holder) === "held";
  if (isHeld && holder.record.kind === "run")
    throw new Failure("conflict", `${describeHolder(holder)} conducts in the foreground`, {
      hint: "press Ctrl-C where `orchestra run` was typed"
    });
  if (isHeld && holder.liveness !== "alive")
    throw new Failure("conflict", `${describeHolder(holder)} conducts, and cannot be reached from here`, { hint: "stop it where it runs; if it is gone for good: orchestra unlock" });
  if (isHeld)
    await end(context, holder);
  const running = store.queue.live("running").length;
  if (json)
    printJson(terminal, { is: "absent", running });
  else {
    terminal.out(isHeld ? "stopped\n" : "nobody conducts\n");
    if (running > 0)
      terminal.err(stillRunning(running));
  }
  return exits.ok;
}
var stillRunning = (running) => `${running} still running; the next conductor takes them over
`;
async function end(context, holder) {
  const { processes } = context;
  const { holder: identity } = holder.record;
  if (!await processes.terminate(identity))
    return;
  if (await until(context, () => processes.livenessOf(identity) === "dead"))
    return;
  throw new Failure("unavailable", `${describeHolder(holder)} does not leave`, {
    hint: "orchestra unlock --force kills it; its agents go on"
  });
}
function isLookedInto({ store }) {
  const holder = store.lock.look();
  return holder !== void 0 && standingOf(holder) === "held" && isPassing(holder);
}
async function showDaemon({ context, terminal, json }) {
  const holder = context.store.lock.look();
  const standing = standingOf(holder);
  const is = standing === "held" ? "conducting" : standing === "free" ? "absent" : "crashed";
  if (json) {
    const facts = holder && is !== "absent" ? { who: describeHolder(holder), ...holder.record } : {};
    printJson(terminal, { is, ...facts });
  } else if (holder && is !== "absent")
    terminal.out(`${describeHolder(holder)} ${is === "crashed" ? "conducted, and is gone" : `conducts (${holder.record.kind}, since ${holder.record.since})`}
`);
  else
    terminal.out("nobody conducts\n");
  return is === "conducting" ? exits.ok : exits.failed;
}
async function until({ clock, wake }, look) {
  const since = clock.now().monotonicMs;
  for (; ; ) {
    const found = look();
    if (found)
      return found;
    if (clock.now().monotonicMs - since > patienceMs)
      return void 0;
    await wake.sleep(pollMs);
  }
}
export {
  daemon
};
