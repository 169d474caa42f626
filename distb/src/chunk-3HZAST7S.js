import {
  readQuietly
} from "./chunk-6ULRSHSM.js";
import {
  spawnMs,
  standingOf
} from "./chunk-PUVSEIMK.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import {
  failReasons,
  liveRunOf
} from "./chunk-AYEYYZRK.js";
import {
  boolean,
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";
import {
  harmless
} from "./chunk-QYHLQT45.js";

// ../ft/dist/src/cli/follow.js
import { StringDecoder } from "node:string_decoder";
var chunkBytes = 256 * 1024;
var pollMs = 200;
var logLines = {
  event: object({
    type: oneOf([
      "session.started",
      "message",
      "thinking",
      "tool.called",
      "tool.finished",
      "retry",
      "warning",
      "finished"
    ], "What happened."),
    session: optional(string("Of session.started: its id, in the words of the agent CLI.")),
    model: optional(string("Of session.started: the model, where it is told.")),
    text: optional(string("What was said: of message, thinking, retry, warning; mostly of finished.")),
    tool: optional(string("Of tool.called and tool.finished: which.")),
    detail: optional(string("Of tool.called and tool.finished: with what, or what came of it.")),
    ok: optional(boolean("Of tool.finished and finished: whether it went well.")),
    reason: optional(oneOf(failReasons, "Of finished: why it did not go well."))
  }, "An event, of an agent whose output is understood (its `format`)."),
  plain: object({ stream: oneOf(["stdout", "stderr"], "Where it was said."), text: string("A line.") }, "A line of output; also of stdout, of an agent whose output is not understood.")
};
async function followTask(stage, number, choice, keep) {
  const { store, wake, clock } = stage.context;
  const interrupted = stage.listenForInterruption();
  let aloneSince;
  let shown;
  let { last } = choice;
  while (!interrupted.aborted) {
    const task = store.tasks.read(number);
    const run = task?.runs.at(-1)?.run;
    if (run !== void 0 && run !== shown?.run) {
      shown?.read();
      shown = { run, read: await createTail(stage, run, { ...choice, last }) };
    }
    last = void 0;
    const nowMs = clock.now().monotonicMs;
    aloneSince = task && !keep && isLeftAlone(stage, task) ? aloneSince ?? nowMs : void 0;
    const isGivenUp = aloneSince !== void 0 && nowMs - aloneSince >= spawnMs;
    const isOver = !task || task.settled !== void 0 || isGivenUp;
    while (shown?.read())
      ;
    if (isOver)
      return;
    await keep?.();
    wake.watch([
      `${store.root}/${layout.tasks}`,
      ...run === void 0 ? [] : [store.runs.folder(run)]
    ]);
    await wake.sleep(pollMs);
  }
}
function isLeftAlone({ context: { store } }, task) {
  if (standingOf(store.lock.look()) === "held")
    return false;
  const run = liveRunOf(task);
  return !run || store.runs.exit(run.run) !== void 0;
}
async function createTail(stage, run, { stream, raw, last }) {
  const { store } = stage.context;
  const render = raw ? void 0 : await rendererFor(stage, run, stream);
  const decoder = new StringDecoder("utf8");
  let { offset, skipped } = await beginning();
  let rest = "";
  return () => {
    const bytes = store.runs.output(run, stream, offset, chunkBytes);
    offset += bytes.length;
    if (!render) {
      stage.terminal.out(bytes);
      return bytes.length > 0;
    }
    const lines = (rest + decoder.write(bytes)).split("\n");
    rest = lines.pop() ?? "";
    if (bytes.length === 0 && rest !== "" && isOver()) {
      lines.push(rest);
      rest = "";
    }
    for (const line of lines)
      stage.terminal.out(remaining(render(line)));
    return bytes.length > 0;
  };
  async function beginning() {
    if (last === void 0)
      return { offset: 0, skipped: 0 };
    const { lastRaw, lastShown } = await import("./log-tail-5YDR623G.js");
    const written = {
      isOver: isOver(),
      // Before the size: what it says last is then in it.
      size: store.runs.size(run, stream),
      readAt: (at, bytesMax) => store.runs.output(run, stream, at, bytesMax)
    };
    return render ? lastShown(written, last, render) : lastRaw(written, last);
  }
  function remaining(text) {
    let from = 0;
    for (; skipped > 0 && from < text.length; skipped -= 1)
      from = text.indexOf("\n", from) + 1;
    return text.slice(from);
  }
  function isOver() {
    return store.runs.exit(run) !== void 0;
  }
}
async function rendererFor(stage, run, stream) {
  const { store, agents } = stage.context;
  const format = stream === "stdout" ? readQuietly(() => store.runs.spec(run))?.format : void 0;
  const disarm = stage.terminal.isTerminal ? harmless : (line) => line;
  const lineOf = (value) => `${JSON.stringify(value)}
`;
  if (format === void 0)
    return (text) => stage.json ? lineOf({ stream, text }) : `${disarm(text)}
`;
  const readLine = (await agents()).readerOf(format);
  if (stage.json)
    return (line) => readLine(line).map(lineOf).join("");
  return (line) => {
    const told = readLine(line).flatMap(renderEvent);
    return told.map((one) => `${disarm(one)}
`).join("");
  };
}
function renderEvent(event) {
  switch (event.type) {
    case "message":
      return [event.text];
    case "tool.called":
      return [`$ ${event.tool}: ${event.detail}`];
    case "tool.finished":
      return event.detail === "" ? [] : event.detail.split("\n").map((line) => `  ${line}`);
    case "retry":
    case "warning":
      return [`! ${event.text}`];
    case "finished":
      return event.ok ? [] : [`\u2716 ${event.text ?? "it failed"}`];
    default:
      return [];
  }
}

export {
  logLines,
  followTask,
  createTail
};
