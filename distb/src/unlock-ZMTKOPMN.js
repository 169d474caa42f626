import {
  commandOf
} from "./chunk-R5YDI3EM.js";
import {
  conductors,
  operation
} from "./chunk-RLLTZYOD.js";
import "./chunk-IWPS5FU5.js";
import "./chunk-GPV7KN42.js";
import {
  describeHolder,
  standingOf
} from "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import {
  queueFolders
} from "./chunk-AYEYYZRK.js";
import {
  boolean,
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/unlock.js
var Output = object({
  is: oneOf(["free", "followed", "killed"], "What was found, or had to be done."),
  who: optional(string("Who held it.")),
  conductor: oneOf(conductors, "Who looks after the tasks now; none where there are none.")
});
var unlock = operation({
  summary: "Take the lock from a conductor that is dead, stopped or stuck",
  examples: ["orchestra unlock", "orchestra unlock --force"],
  route: "POST /unlock",
  writes: true,
  input: object({
    force: optional(boolean("Kill who conducts, even if it works; agents go on."))
  }),
  output: Output,
  async run(context, { force }) {
    const { store, processes, conducting } = context;
    const holder = store.lock.look();
    const standing = standingOf(holder);
    if (!holder || standing === "free")
      return { is: "free", conductor: await carryOn(context) };
    if (standing === "held") {
      if (!force)
        throw stillHeld(holder);
      if (holder.liveness !== "alive")
        throw outOfReach(context, holder);
      await processes.kill(holder.record.holder);
    }
    await conducting.settle();
    const is = standing === "held" ? "killed" : "followed";
    return { is, who: describeHolder(holder), conductor: await carryOn(context) };
  }
});
async function carryOn({ store, conducting }) {
  const isLive = queueFolders.some((folder) => store.queue.live(folder).length > 0);
  return isLive ? conducting.ensure() : "none";
}
var stillHeld = (holder) => new Failure("conflict", `${describeHolder(holder)} conducts since ${holder.record.since}`, {
  hint: "orchestra daemon stop has it leave in peace; orchestra unlock --force kills it"
});
var outOfReach = ({ store }, holder) => new Failure("conflict", `${describeHolder(holder)} cannot be seen from here, so nobody can tell whether it lives`, {
  hint: `stop it there; if that machine or container is gone for good: touch ${store.root}/${layout.released(holder.record.epoch)}`
});

// ../ft/dist/src/cli/commands/unlock.js
var words = {
  free: () => "nobody holds the lock",
  followed: (who) => `${who} is gone; what it left was taken up`,
  killed: (who) => `${who} was killed; what it left was taken up, agents go on`
};
var unlock2 = commandOf(unlock, ({ is, who = "", conductor }, { terminal }) => {
  terminal.out(`${words[is](who)}
`);
  if (conductor === "spawned")
    terminal.err("a new conductor looks after the tasks\n");
});
export {
  unlock2 as unlock
};
