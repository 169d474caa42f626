import {
  commandOf
} from "./chunk-R5YDI3EM.js";
import {
  finishedTasks,
  liveTasks
} from "./chunk-6BLBWETH.js";
import {
  settleFirst
} from "./chunk-TDQQF3GW.js";
import {
  cellsOf,
  formatAgo
} from "./chunk-OEBKKQG6.js";
import "./chunk-TVO57TNB.js";
import {
  tableLines
} from "./chunk-E333RTSF.js";
import {
  painter
} from "./chunk-GI26EQSU.js";
import "./chunk-DVSKCOC5.js";
import {
  TaskRow,
  rowOf
} from "./chunk-2N4G7HPN.js";
import "./chunk-GTZ4KQI4.js";
import {
  readQuietly
} from "./chunk-6ULRSHSM.js";
import {
  operation
} from "./chunk-RLLTZYOD.js";
import "./chunk-IWPS5FU5.js";
import "./chunk-GPV7KN42.js";
import "./chunk-U6L365AJ.js";
import "./chunk-FBXUARIM.js";
import {
  parseDuration
} from "./chunk-TQN5J5DI.js";
import "./chunk-QEYDHFPW.js";
import {
  reasons,
  statuses,
  taskIdOf,
  titleOf
} from "./chunk-AYEYYZRK.js";
import {
  boolean,
  integer,
  list,
  object,
  oneOf,
  string
} from "./chunk-IJBGSXO5.js";
import {
  suggest
} from "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/filter.js
function readFilters(words, nowMs) {
  const conditions = words.map((word) => readCondition(word, nowMs));
  const tests = conditions.flatMap(({ record }) => record ?? []);
  const fromMs = Math.max(...conditions.map((one) => one.fromMs ?? Number.NEGATIVE_INFINITY));
  const untilMs = Math.min(...conditions.map((one) => one.untilMs ?? Number.POSITIVE_INFINITY));
  const isTimed = conditions.some((one) => one.fromMs !== void 0 || one.untilMs !== void 0);
  const isInTime = (task) => {
    const atMs = Date.parse(timeOf(task));
    return atMs >= fromMs && atMs < untilMs;
  };
  const all = isTimed ? [...tests, isInTime] : tests;
  return {
    admits: (status) => conditions.every((one) => one.status?.(status) ?? true),
    suits: (row) => conditions.every((one) => (one.status?.(row.status) ?? true) && (one.row?.(row.reason) ?? true)),
    matches: all.length === 0 ? void 0 : (task) => all.every((test) => test(task)),
    fromMs,
    untilMs
  };
}
var timeOf = ({ settled, createdAt }) => settled?.endedAt ?? createdAt;
var known = [
  "status",
  "reason",
  "agent",
  "title",
  "priority",
  "label",
  "after",
  "before"
];
var hint = `such as status=failed,cancelled, agent!=coder, title~parser, label.area=cli, after=2h; fields: ${known.join(", ")}`;
var texts = ["agent", "title", "label"];
function readCondition(word, nowMs) {
  const [, name = "", key, operator, text = ""] = /^([A-Za-z]+)(?:\.([^=~!]+))?(!=|=|~)(.*)$/s.exec(word) ?? [];
  if (operator === void 0)
    throw refusal(`takes FIELD=VALUE, got "${word}"`);
  const field = oneKnown("field", name, known);
  if (field === "label" !== (key !== void 0))
    throw refusal(field === "label" ? `takes label.NAME=VALUE, got "${word}"` : `knows no ${field}.${key}`);
  const is = operator;
  if (is === "~" && !texts.includes(field))
    throw refusal(`${field} knows = and !=, not ~`);
  switch (field) {
    case "status":
      return { status: among(is, oneOfEach(field, text, statuses)) };
    case "reason": {
      const test = among(is, oneOfEach(field, text, reasons));
      return {
        record: ({ settled }) => !settled || test(settled.reason ?? ""),
        row: (reason) => test(reason ?? "")
      };
    }
    case "agent":
      return { record: (task) => holds(task.agent, is, text) };
    case "title":
      return { record: (task) => holds(titleOf(task), is, text) };
    case "label":
      return { record: (task) => holds(labelOf(task, key ?? ""), is, text) };
    case "priority": {
      const test = among(is, wholeNumbers(text));
      return { record: (task) => test(String(task.priority)) };
    }
    case "after":
      return { fromMs: moment(field, is, text, nowMs) };
    case "before":
      return { untilMs: moment(field, is, text, nowMs) };
  }
}
var labelOf = ({ labels = {} }, key) => Object.hasOwn(labels, key) ? labels[key] : void 0;
var valuesIn = (text) => text.split(",").filter((value) => value !== "");
function holds(value, operator, text) {
  const wanted = valuesIn(text);
  if (operator === "~")
    return wanted.some((part) => value?.toLowerCase().includes(part.toLowerCase()));
  const isOne = value !== void 0 && (value === text || wanted.includes(value));
  return isOne === (operator === "=");
}
var among = (operator, wanted) => (value) => wanted.includes(value) === (operator === "=");
function oneOfEach(field, text, values) {
  const wanted = valuesIn(text);
  if (wanted.length === 0)
    throw refusal(`${field} needs a value, one of ${values.join(", ")}`);
  return wanted.map((value) => oneKnown(field, value, values));
}
function oneKnown(what, word, values) {
  const found = values.find((value) => value === word);
  if (found !== void 0)
    return found;
  const near = suggest(word, values);
  throw new Failure("usage", `--filter knows no ${what} "${word}"${near ? `; did you mean ${near}?` : ""}`, { hint: `known: ${values.join(", ")}` });
}
function wholeNumbers(text) {
  const wanted = valuesIn(text);
  if (wanted.length > 0 && wanted.every((value) => /^[+-]?\d+$/.test(value)))
    return wanted.map((value) => String(Number(value)));
  throw refusal(`priority takes whole numbers, got "${text}"`);
}
function moment(field, operator, text, nowMs) {
  if (operator !== "=")
    throw refusal(`${field} knows only =`);
  const agoMs = parseDuration(text);
  const isDate = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/.test(text);
  const atMs = agoMs !== void 0 ? nowMs - agoMs : isDate ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(atMs))
    return atMs;
  throw refusal(`${field} takes a date or how long ago, such as 2026-01-31 or 2h, got "${text}"`);
}
var refusal = (problem) => new Failure("usage", `--filter ${problem}`, { hint });

// ../ft/dist/src/operations/list.js
var keys = ["created", "ended", "priority", "id"];
var sorts = [...keys, ...keys.map((key) => `-${key}`)];
var Output = object({
  tasks: list(TaskRow, "In the order that was asked for."),
  more: boolean("True when the limit has left some out."),
  damaged: list(string("An id."), "Tasks met on the way whose record cannot be read.")
});
var list2 = operation({
  summary: "List tasks, live and finished, by what they have in common",
  examples: [
    "orchestra list --filter status=failed",
    "orchestra list --filter agent=codex,claude --filter label.area=parser",
    "orchestra list --filter title~flaky --filter after=2d --sort -priority --json"
  ],
  route: "GET /tasks",
  writes: false,
  whole: ["filter"],
  input: object({
    filter: list(string("A condition."), "FIELD=VALUE, FIELD!=VALUE or FIELD~TEXT, values with commas. Fields: status, reason, agent, title, priority, label.NAME, after, before.", { default: [] }),
    sort: oneOf(sorts, "What comes first; - turns it round.", { default: "-ended" }),
    limit: integer("Show at most this many; 0 shows all.", { default: 50, minimum: 0 })
  }),
  output: Output,
  async run(context, { filter: words, sort, limit }) {
    const filter = readFilters(words, Date.parse(context.clock.now().at));
    await settleFirst(context);
    const most = limit === 0 ? Number.POSITIVE_INFINITY : limit;
    const tasks = [];
    const damaged = [];
    const met = /* @__PURE__ */ new Set();
    for (const named of candidates(context, filter, sort)) {
      if (met.has(named.number))
        continue;
      met.add(named.number);
      if (tasks.length === most && !filter.matches)
        return { tasks, more: true, damaged };
      const task = readQuietly(() => context.store.tasks.read(named.number));
      if (!task)
        damaged.push(taskIdOf(named.number));
      if (!task || !(filter.matches?.(task) ?? true))
        continue;
      const row = rowOf(context, task, named.status);
      if (!filter.suits(row))
        continue;
      if (tasks.length === most)
        return { tasks, more: true, damaged };
      tasks.push(row);
    }
    return { tasks, more: false, damaged };
  }
});
function candidates(context, filter, sort) {
  const isDown = sort.startsWith("-");
  const key = sort.replace("-", "");
  const live = liveTasks(context.store, filter);
  if (key === "ended")
    return byEnd(context, filter, live, isDown);
  const all = [...live, ...finishedTasks(context.store, filter, "latest")];
  const compare = key === "priority" ? byPriority(context, all) : byNumber;
  return all.sort(isDown ? (a, b) => compare(b, a) : compare);
}
function* byEnd({ store }, filter, live, isDown) {
  if (isDown)
    yield* live;
  yield* finishedTasks(store, filter, isDown ? "latest" : "earliest");
  if (!isDown)
    yield* live.toReversed();
}
var byNumber = (a, b) => a.number - b.number;
function byPriority({ store }, all) {
  const priorities = new Map(all.map(({ number, priority }) => [
    number,
    priority ?? readQuietly(() => store.tasks.read(number))?.priority ?? 0
  ]));
  const of = ({ number }) => priorities.get(number) ?? 0;
  return (a, b) => of(a) - of(b) || byNumber(a, b);
}

// ../ft/dist/src/cli/print/list.js
var form = {
  headings: {
    icon: "",
    number: "#",
    agent: "AGENT",
    status: "STATUS",
    title: "TASK",
    time: "TIME",
    ended: "ENDED"
  },
  right: ["number", "time", "ended"],
  flexible: "title",
  dispensable: ["time", "agent", "status", "ended"]
  // The icon tells the status as well.
};
function printList(tasks, paint, columns, nowMs) {
  const rows = tasks.map((task) => ({ ...cellsOf(task, paint), ended: endOf(task, nowMs) }));
  return `${tableLines(form, rows, paint, columns).join("\n")}
`;
}
var endOf = ({ endedAt }, nowMs) => endedAt === void 0 ? "" : formatAgo(nowMs - Date.parse(endedAt));

// ../ft/dist/src/cli/commands/list.js
var list3 = commandOf(list2, ({ tasks, more, damaged }, { context, terminal }) => {
  const nowMs = Date.parse(context.clock.now().at);
  if (tasks.length > 0)
    terminal.out(printList(tasks, painter(terminal.color), terminal.columns(), nowMs));
  else
    terminal.err("nothing to list\n");
  if (more)
    terminal.err(`there are more than these ${tasks.length}; --limit 0 shows all
`);
  if (damaged.length > 0)
    terminal.err(`cannot be read: ${damaged.join(", ")}
`);
});
export {
  list3 as list
};
