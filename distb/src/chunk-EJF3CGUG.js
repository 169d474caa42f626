import {
  wish
} from "./chunk-FHOPYNV7.js";
import {
  exits
} from "./chunk-GPV7KN42.js";
import {
  repairsOf
} from "./chunk-6BI45MEC.js";
import {
  protocolVersion
} from "./chunk-AYEYYZRK.js";
import {
  list,
  object,
  oneOf,
  string
} from "./chunk-IJBGSXO5.js";

// ../ft/dist/src/cli/print/mended.js
function tellMended({ repairs }, { terminal }) {
  if (repairs.length === 0)
    terminal.out("nothing is out of order\n");
  for (const { is, says } of repairs)
    if (is === "left")
      terminal.err(`error: ${says}
`);
    else
      terminal.out(`${says}
`);
  const isTrial = repairs.some(({ is }) => is === "found");
  if (isTrial)
    terminal.err("nothing was changed; without --dry-run it is done\n");
}
var exitOfMended = ({ repairs }) => repairs.some(({ is }) => is === "left") ? exits.failed : exits.ok;

// ../ft/dist/src/operations/mend.js
var Mended = object({
  repairs: list(object({
    is: oneOf(["done", "found", "left"], "Found is what was only looked at, and would be done."),
    says: string("What was out of order, and what is done about it; or why it is left.")
  }), "In the order in which they are done.")
});
var betweenStepsMs = 300;
var patiencePerRepairMs = 50;
async function mend(context, scope, dryRun) {
  const found = await lookTwice(context, scope);
  if (dryRun)
    return { repairs: found.map((says) => ({ is: "found", says })) };
  if (found.length === 0)
    return { repairs: [] };
  const { at } = context.clock.now();
  const intent = { version: protocolVersion, at, kind: "recover", scope };
  const results = await wish(context, intent, found.length * patiencePerRepairMs);
  const left = new Set(look(context, scope));
  const told = results.map(({ message }) => message);
  const others = found.filter((says) => !told.some((message) => message.startsWith(says)));
  if (context.store.queue.live("running").length > 0)
    await context.conducting.ensure();
  return {
    repairs: [
      ...others.map((says) => ({ is: left.has(says) ? "left" : "done", says })),
      ...results.map(({ ok, message }) => ({ is: ok === "yes" ? "done" : "left", says: message }))
    ]
  };
}
async function lookTwice(context, scope) {
  const first = look(context, scope);
  if (first.length === 0)
    return first;
  await context.wake.sleep(betweenStepsMs);
  const second = new Set(look(context, scope));
  return first.filter((says) => second.has(says));
}
var look = ({ store, clock }, scope) => repairsOf(store.recovery.survey(Date.parse(clock.now().at)), scope).map(({ says }) => says);

export {
  Mended,
  mend,
  tellMended,
  exitOfMended
};
