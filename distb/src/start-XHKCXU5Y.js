import {
  printPreview,
  printPreviewRow,
  printTask
} from "./chunk-E37UM35T.js";
import "./chunk-6ECU6I6U.js";
import {
  followTask
} from "./chunk-3HZAST7S.js";
import {
  exitOfWait,
  waitInterruptibly
} from "./chunk-2OBH7DFX.js";
import {
  waitFor
} from "./chunk-X4IKPAP2.js";
import {
  announce,
  noteSimulated
} from "./chunk-JNKTHR7J.js";
import {
  start
} from "./chunk-6I3ATILV.js";
import "./chunk-HWDWT7WJ.js";
import "./chunk-FHOPYNV7.js";
import "./chunk-T3O5IXGE.js";
import {
  withExtra
} from "./chunk-R5YDI3EM.js";
import {
  printRows
} from "./chunk-OEBKKQG6.js";
import "./chunk-TVO57TNB.js";
import "./chunk-E333RTSF.js";
import {
  painter
} from "./chunk-GI26EQSU.js";
import "./chunk-DVSKCOC5.js";
import {
  viewOf
} from "./chunk-2N4G7HPN.js";
import "./chunk-GTZ4KQI4.js";
import "./chunk-MSDGEEZV.js";
import "./chunk-6ULRSHSM.js";
import "./chunk-RLLTZYOD.js";
import {
  printJson
} from "./chunk-IWPS5FU5.js";
import {
  exits
} from "./chunk-GPV7KN42.js";
import "./chunk-76VGOSCX.js";
import "./chunk-J6SEJHHY.js";
import "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import "./chunk-U6L365AJ.js";
import "./chunk-FBXUARIM.js";
import "./chunk-I26GMW6K.js";
import "./chunk-72PWSYF7.js";
import "./chunk-TQN5J5DI.js";
import "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import {
  boolean,
  object,
  optional
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/cli/commands/start.js
var extra = object({
  wait: optional(boolean("Wait until it is finished; the exit code tells how it ended.")),
  follow: optional(boolean("Show what the agent says until it is finished; on stderr with --json.")),
  quiet: optional(boolean("Print the id alone; --json goes first."))
});
var start2 = {
  ...withExtra(start, extra),
  positionals: ["agent", "prompt"],
  usages: ["AGENT PROMPT\u2026", "[AGENT] --batch FILE"],
  ends: {
    0: "It is on the disk for good; with --wait or --follow, it completed.",
    1: "It was not accepted; with --wait or --follow, it did not complete.",
    130: "Interrupted while waiting; the task goes on."
  },
  short: { q: "quiet", w: "wait", f: "follow" },
  async run(stage, { wait, follow, quiet, ...input }) {
    if (follow && input.batch !== void 0)
      throw new Failure("usage", "--follow shows one task, and --batch queues many", {
        hint: "queue them, then: orchestra status --watch"
      });
    const answer = await start.run(stage.context, input);
    const { task, tasks, preview, conductor } = answer;
    if (preview)
      return showPreviews(stage, answer, input.batch !== void 0);
    const flags = { ...wait && { wait }, ...follow && { follow }, ...quiet && { quiet } };
    if (tasks)
      return afterBatch(stage, tasks, conductor, flags);
    return task ? afterOne(stage, task, conductor, flags) : exits.ok;
  }
};
function showPreviews(stage, answer, isBatch) {
  const { terminal, json } = stage;
  const { preview = [] } = answer;
  if (json)
    printJson(terminal, answer);
  else {
    const paint = painter(terminal.color);
    const columns = terminal.columns();
    const print = isBatch ? printPreviewRow : printPreview;
    for (const one of preview)
      terminal.out(print(one, paint, columns));
    terminal.err("dry run: nothing was queued or written\n");
  }
  return exits.ok;
}
async function afterBatch(stage, tasks, conductor, { wait, quiet }) {
  const { context, terminal, json } = stage;
  if (!json) {
    for (const task of tasks)
      announce(terminal, task, quiet ?? false);
    if (!quiet)
      noteUnseen(terminal, conductor);
    if (!quiet)
      noteSimulated(terminal, tasks);
  }
  const numbers = tasks.map((task) => task.number);
  const waited = wait ? await waitInterruptibly(stage, () => waitFor(context, numbers, { any: false, timeoutMs: void 0 })) : void 0;
  if (json)
    printJson(terminal, { tasks, conductor });
  else if (waited && !quiet)
    terminal.out(`
${printRows(waited.tasks, painter(terminal.color), terminal.columns()).join("\n")}
`);
  return wait ? exitOfWait(waited) : exits.ok;
}
async function afterOne(stage, task, conductor, { wait, follow, quiet }) {
  const { context, terminal, json } = stage;
  if (!json)
    announce(terminal, task, quiet ?? false);
  if (!json && !quiet) {
    noteSimulated(terminal, [task]);
    noteUnseen(terminal, conductor);
  }
  if (follow)
    await followTask(json ? onStderr(stage) : stage, task.number, agentWords, () => context.conducting.ensure());
  const isAwaited = wait || follow;
  const waited = isAwaited ? await waitInterruptibly(stage, () => waitFor(context, [task.number], { any: false, timeoutMs: void 0 })) : void 0;
  const record = isAwaited ? context.store.tasks.read(task.number) : void 0;
  const last = record ? viewOf(context, record) : task;
  if (json)
    printJson(terminal, { task: last, conductor });
  else if (isAwaited && !quiet) {
    const nowMs = Date.parse(context.clock.now().at);
    terminal.out(printTask(last, painter(terminal.color), nowMs, terminal.columns()));
  }
  return isAwaited ? exitOfWait(waited) : exits.ok;
}
var agentWords = { stream: "stdout", raw: false };
function noteUnseen({ err }, conductor) {
  if (conductor === "unseen")
    err("note: another host or container conducts; it will take the task up\n");
}
var onStderr = (stage) => ({
  ...stage,
  json: false,
  terminal: {
    ...stage.terminal,
    isTerminal: true,
    out: (text) => stage.terminal.err(String(text))
  }
});
export {
  start2 as start
};
