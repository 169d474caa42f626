import {
  wish
} from "./chunk-FHOPYNV7.js";
import "./chunk-T3O5IXGE.js";
import {
  tableLines
} from "./chunk-E333RTSF.js";
import {
  painter
} from "./chunk-GI26EQSU.js";
import "./chunk-DVSKCOC5.js";
import {
  durationOf,
  numberOf,
  taskNamed
} from "./chunk-MSDGEEZV.js";
import {
  readQuietly
} from "./chunk-6ULRSHSM.js";
import {
  operation
} from "./chunk-RLLTZYOD.js";
import {
  printJson
} from "./chunk-IWPS5FU5.js";
import {
  exits
} from "./chunk-GPV7KN42.js";
import "./chunk-PUVSEIMK.js";
import {
  limitMsOf
} from "./chunk-JB5L447W.js";
import {
  formatDuration
} from "./chunk-TQN5J5DI.js";
import "./chunk-QEYDHFPW.js";
import {
  elapsedMs,
  liveRunOf,
  number,
  protocolVersion,
  taskIdOf,
  timestamp,
  titleOf
} from "./chunk-AYEYYZRK.js";
import {
  integer,
  list,
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import {
  firstLine,
  oneLine
} from "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/timing.js
var states = ["fine", "warning", "overdue", "unlimited", "waiting", "idle", "ended"];
var warningPercent = 80;
var Timing = object({
  id: string("Its id."),
  number: number("Its number."),
  title: string("Its title, or the first line of its prompt."),
  is: oneOf(states, `How it stands: warning from ${warningPercent} % on; waiting for a person, which costs no time; idle before its run.`),
  run: optional(number("The run that runs now.")),
  startedAt: optional(timestamp("When that began.")),
  usedMs: optional(integer("How long it has run.", { minimum: 0 })),
  limitMs: optional(integer("How long it may run in all; absent without a limit.")),
  remainingMs: optional(integer("How long it still may; 0 when that is over.", { minimum: 0 })),
  percent: optional(integer("The share of its time that it has used.", { minimum: 0 })),
  endsAt: optional(timestamp("When it is stopped, if nobody gives it more time."))
});
function timingOf(context, task, isAsking) {
  const { store, clock } = context;
  const facts = { id: taskIdOf(task.number), number: task.number, title: firstLine(titleOf(task)) };
  if (task.settled)
    return { ...facts, is: "ended" };
  const attempt = liveRunOf(task);
  const started = attempt && readQuietly(() => store.runs.started(attempt.run));
  const ownMs = limitMsOf(attempt, attempt && readQuietly(() => store.runs.spec(attempt.run)));
  if (!attempt || !started)
    return { ...facts, is: "idle", ...limitOf(ownMs ?? task.timeoutMs) };
  const { run } = attempt;
  if (store.runs.exit(run) !== void 0)
    return { ...facts, is: "ended", run };
  const now = clock.now();
  const { since } = started;
  const wallMs = Math.max(0, Date.parse(now.at) - Date.parse(since.at));
  const usedMs = Math.round(elapsedMs(since, now) ?? wallMs);
  const running = { ...facts, run, startedAt: since.at, usedMs };
  const seconds = store.runs.deadline(run);
  if (seconds === void 0)
    return isAsking || ownMs !== void 0 ? { ...running, is: "waiting", ...limitOf(ownMs) } : { ...running, is: "unlimited" };
  const limitMs = seconds * 1e3;
  const remainingMs = Math.max(0, limitMs - usedMs);
  const percent = Math.floor(usedMs * 100 / limitMs);
  const isOver = remainingMs === 0 || store.runs.isOverdue(run);
  const endsAt = new Date(Date.parse(now.at) + limitMs - usedMs).toISOString();
  const is = isOver ? "overdue" : percent >= warningPercent ? "warning" : "fine";
  return { ...running, is, limitMs, remainingMs, percent, endsAt };
}
var limitOf = (limitMs) => limitMs ? { limitMs } : {};

// ../ft/dist/src/operations/timeout.js
var Output = object({
  results: list(object({
    task: string("Its id."),
    ok: oneOf(["yes", "no"], "Whether it was done."),
    message: string("In words.")
  }), "One for each task whose time was to be changed; none for a check."),
  tasks: list(Timing, "How they stand; without names, all that run.")
});
var timeout = operation({
  summary: "Show how much time tasks have left, or give them more or less",
  examples: [
    "orchestra timeout check",
    "orchestra timeout extend 12 30m",
    "orchestra timeout set 12 2h",
    "orchestra timeout set 12 none"
  ],
  route: "POST /tasks/timeout",
  positionals: ["action", "tasks"],
  rest: "list",
  writes: true,
  input: object({
    action: oneOf(["set", "extend", "check"], "What to do.", { default: "check" }),
    tasks: list(string("A task."), "These; to check, all that run unless some are named.", {
      default: []
    }),
    duration: optional(string("How long, such as 90 (seconds), 30m or 2h; none takes a limit away."))
  }),
  output: Output,
  async run(context, { action, tasks: words2, duration }) {
    if (action === "check")
      return { results: [], tasks: look(context, words2) };
    if (words2.length === 0 || duration === void 0)
      throw new Failure("usage", `timeout ${action} takes a task and a duration`, {
        hint: `orchestra timeout ${action} 12 30m`
      });
    const ms = msOf(action, duration);
    const numbers = [...new Set(words2.map((word) => taskNamed(context, word).number))];
    const results = [];
    for (const number2 of numbers)
      results.push(await change(context, number2, action, ms));
    return { results, tasks: look(context, words2) };
  }
});
function msOf(action, duration) {
  if (duration !== "none")
    return durationOf("duration", duration);
  if (action === "set")
    return 0;
  throw new Failure("usage", "none is no time to extend by", {
    hint: "orchestra timeout set ID none takes the limit away"
  });
}
async function change(context, task, mode, ms) {
  const { at } = context.clock.now();
  const intent = { version: protocolVersion, at, kind: "timeout", task, mode, ms };
  const [result] = await wish(context, intent);
  const { ok = "no", message = "it was refused" } = result ?? {};
  return { task: taskIdOf(task), ok, message };
}
function look(context, words2) {
  const { store } = context;
  const running = store.queue.live("running").map(({ number: number2 }) => number2);
  const asking = new Set(store.queue.live("awaiting").map(({ number: number2 }) => number2));
  const named = words2.map(numberOf);
  for (const word of words2)
    taskNamed(context, word);
  const numbers = words2.length > 0 ? new Set(named) : /* @__PURE__ */ new Set([...running, ...asking]);
  return [...numbers].sort((a, b) => a - b).flatMap((number2) => readQuietly(() => store.tasks.read(number2)) ?? []).map((task) => timingOf(context, task, asking.has(task.number)));
}

// ../ft/dist/src/cli/print/timeout.js
var looks = {
  fine: ["\u2714", "green"],
  warning: ["!", "yellow"],
  overdue: ["\u2716", "red"],
  unlimited: ["\u25B6", "cyan"],
  waiting: ["?", "magenta"],
  idle: ["\u25CB", "white"],
  ended: ["\xB7", "dim"]
};
var form = {
  headings: { icon: "", number: "#", used: "USED", limit: "LIMIT", left: "LEFT", title: "TASK" },
  right: ["number", "used", "limit"],
  flexible: "title",
  dispensable: ["limit", "used"]
};
function printTimings(tasks, paint, columns) {
  const rows = tasks.map((task) => {
    const [icon, format] = looks[task.is];
    const { number: number2, usedMs, limitMs, percent, title } = task;
    const used = usedMs === void 0 ? "" : formatDuration(usedMs);
    return {
      icon: paint(format, icon),
      number: String(number2),
      used: percent === void 0 ? used : `${used} (${percent} %)`,
      limit: limitMs === void 0 ? "" : formatDuration(limitMs),
      left: paint(format, leftOf(task)),
      title: oneLine(title)
    };
  });
  return `${tableLines(form, rows, paint, columns).join("\n")}
`;
}
var words = {
  overdue: "overdue",
  unlimited: "no limit",
  waiting: "waits for you",
  idle: "not running",
  ended: "has ended"
};
var leftOf = ({ is, remainingMs = 0 }) => is === "fine" || is === "warning" ? formatDuration(remainingMs) : words[is];

// ../ft/dist/src/cli/commands/timeout.js
var timeout2 = {
  ...timeout,
  forms: {
    "set ID DURATION": "Let it run so long in all, now and in later attempts; none: without a limit.",
    "extend ID DURATION": "Give the run that runs now so much more; later attempts keep their limit.",
    "check [ID\u2026]": "Show the time that running tasks have used and have left; changes nothing."
  },
  ends: { 1: "`timeout check`: a task is overdue; else: what was asked for was refused." },
  async run(stage, input) {
    const { context, terminal, json } = stage;
    const answer = await timeout.run(context, withDuration(input));
    const { results, tasks } = answer;
    if (json)
      printJson(terminal, answer);
    else if (input.action === "check") {
      if (tasks.length > 0)
        terminal.out(printTimings(tasks, painter(terminal.color), terminal.columns()));
      else
        terminal.err("nothing runs\n");
    } else
      for (const { ok, message } of results)
        if (ok === "yes")
          terminal.out(`${message}
`);
        else
          terminal.err(`error: ${message}
`);
    const isBad = input.action === "check" ? tasks.some(({ is }) => is === "overdue") : results.some(({ ok }) => ok === "no");
    return isBad ? exits.failed : exits.ok;
  }
};
function withDuration(input) {
  const { action, tasks, duration } = input;
  if (action === "check" || duration !== void 0 || tasks.length < 2)
    return input;
  return { action, tasks: tasks.slice(0, -1), duration: tasks.at(-1) ?? "" };
}
export {
  timeout2 as timeout
};
