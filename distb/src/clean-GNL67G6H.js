import {
  formatBytes
} from "./chunk-JKB46PSP.js";
import {
  wish
} from "./chunk-FHOPYNV7.js";
import "./chunk-T3O5IXGE.js";
import {
  settleFirst
} from "./chunk-TDQQF3GW.js";
import {
  rowOf
} from "./chunk-2N4G7HPN.js";
import "./chunk-GTZ4KQI4.js";
import {
  durationOf
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
import {
  waitersOf,
  whyKept
} from "./chunk-AYYJCI5N.js";
import "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import "./chunk-U6L365AJ.js";
import "./chunk-FBXUARIM.js";
import "./chunk-TQN5J5DI.js";
import {
  dayOf
} from "./chunk-QEYDHFPW.js";
import {
  parseTaskNumber,
  protocolVersion,
  queueFolders,
  settledStatuses,
  statuses,
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
import {
  suggest
} from "./chunk-6WEGTHHE.js";
import {
  harmless,
  quoted
} from "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/clean.js
var choices = [...settledStatuses, "all"];
var hint = `orchestra clean ${choices.join("|")} [--older-than 7d], or orchestra clean ID\u2026`;
var patiencePerTaskMs = 20;
var Output = object({
  results: list(object({
    task: string("Its id."),
    ok: oneOf(["yes", "no"], "Whether it was removed, or would be."),
    message: string("In words.")
  }), "One for each task that was chosen."),
  removed: integer("How many were removed, or would be.", { minimum: 0 }),
  bytes: optional(integer("How many that freed, as files are long; absent for a dry run.")),
  dryRun: boolean("True when nothing was done.")
});
var clean = operation({
  summary: "Remove finished tasks with all they left; numbers are never used again",
  examples: [
    "orchestra clean complete --older-than 7d",
    "orchestra clean all --dry-run",
    "orchestra clean 12 13"
  ],
  route: "POST /tasks/clean",
  positionals: ["what"],
  rest: "list",
  writes: true,
  input: object({
    what: list(string("A status or a task."), `What to remove: ${choices.join(", ")}, or tasks by their ids; with nothing, nothing is.`, { default: [] }),
    olderThan: optional(string("Of these, only what ended longer ago, such as 7d.")),
    dryRun: optional(boolean("Only tell what would be removed; writes nothing."))
  }),
  output: Output,
  async run(context, { what, olderThan, dryRun = false }) {
    const asked = read(what);
    if (olderThan !== void 0 && asked.statuses.size === 0)
      throw new Failure("usage", "--older-than chooses among what has ended", {
        hint: `orchestra clean all --older-than ${olderThan}`
      });
    if (asked.numbers.length > 0 && asked.statuses.size > 0)
      throw new Failure("usage", "clean takes tasks or a status, not both", { hint });
    const ageMs = olderThan === void 0 ? void 0 : durationOf("older-than", olderThan);
    for (const number of asked.numbers)
      known(context, number);
    if (!dryRun)
      await settleFirst(context);
    const chosen = ended(context, asked.statuses, ageMs);
    const numbers = [.../* @__PURE__ */ new Set([...asked.numbers, ...chosen])];
    if (dryRun)
      return foresee(context, numbers);
    return numbers.length === 0 ? nothing : remove(context, numbers);
  }
});
var nothing = { results: [], removed: 0, bytes: 0, dryRun: false };
async function remove(context, tasks) {
  const { at } = context.clock.now();
  const answered = await wish(context, { version: protocolVersion, at, kind: "clean", tasks }, patiencePerTaskMs * tasks.length);
  const results = answered.map(({ ok, task, message }) => ({
    task: task === void 0 ? "" : taskIdOf(task),
    ok,
    message
  }));
  const bytes = answered.reduce((sum, one) => sum + (one.bytes ?? 0), 0);
  return { results, removed: countOf(results), bytes, dryRun: false };
}
function foresee(context, numbers) {
  const { store } = context;
  const live = queueFolders.flatMap((folder) => store.queue.live(folder));
  const waiters = waitersOf(live.flatMap(({ number }) => readQuietly(() => store.tasks.read(number)) ?? []));
  const results = numbers.map((number) => {
    const task = readQuietly(() => store.tasks.read(number));
    const id = taskIdOf(number);
    if (!task && store.tasks.isTaken(number))
      return {
        task: id,
        ok: "no",
        message: `the record of ${id} cannot be read; orchestra doctor`
      };
    const kept = task && whyKept(task, rowOf(context, task).status, waiters);
    return kept === void 0 ? { task: id, ok: "yes", message: `${id} would be removed` } : { task: id, ok: "no", message: kept };
  });
  return { results, removed: countOf(results), dryRun: true };
}
var countOf = (results) => results.filter(({ ok }) => ok === "yes").length;
function read(words) {
  if (words.length === 0)
    throw new Failure("usage", "clean what?", { hint });
  const numbers = words.map(parseTaskNumber);
  const chosen = words.filter((_, at) => numbers[at] === void 0).map(statusesIn);
  return { statuses: new Set(chosen.flat()), numbers: numbers.flatMap((one) => one ?? []) };
}
function statusesIn(word) {
  if (word === "all")
    return settledStatuses;
  const status = settledStatuses.find((one) => one === word);
  if (status)
    return [status];
  if (statuses.some((one) => one === word))
    throw new Failure("usage", `only what is finished can be removed, and ${word} is not`, {
      hint: `orchestra cancel stops tasks; ${hint}`
    });
  const near = suggest(word, choices);
  throw new Failure("usage", `${quoted(word)} is neither a status nor a task${near ? `; did you mean ${near}?` : ""}`, { hint });
}
function known({ store }, number) {
  const { tasks, queue } = store;
  if (tasks.isTaken(number) || readQuietly(() => tasks.read(number)))
    return;
  const isIndexed = () => queue.days().some((day) => queue.finishedOn(day).some((entry) => entry.number === number));
  if (isIndexed())
    return;
  throw new Failure("not_found", `there is no ${taskIdOf(number)}`, { hint: "orchestra list" });
}
function ended({ store, clock }, wanted, ageMs) {
  if (wanted.size === 0)
    return [];
  const until = new Date(Date.parse(clock.now().at) - (ageMs ?? 0)).toISOString();
  const isOld = (day, number) => {
    if (ageMs === void 0 || day < dayOf(until))
      return true;
    if (day > dayOf(until))
      return false;
    const settled = readQuietly(() => store.tasks.read(number))?.settled;
    return settled !== void 0 && settled.endedAt <= until;
  };
  return store.queue.days().flatMap((day) => store.queue.finishedOn(day).filter(({ status, number }) => wanted.has(status) && isOld(day, number))).map(({ number }) => number).sort((a, b) => a - b);
}

// ../ft/dist/src/cli/print/clean.js
var linesMax = 20;
function printClean({ results, removed, bytes, dryRun }) {
  const kept = results.filter(({ ok }) => ok === "no").map(({ message }) => harmless(message));
  const gone = results.filter(({ ok }) => ok === "yes").map(({ message }) => message);
  const sum = results.length === 0 ? "nothing to remove" : sumOf(removed, bytes, dryRun);
  return { out: textOf([...gone.length > linesMax ? [] : gone, sum]), err: textOf(kept) };
}
function sumOf(removed, bytes, dryRun) {
  const tasks = removed === 1 ? "1 task" : `${removed || "no"} tasks`;
  if (dryRun)
    return `${tasks} would be removed`;
  return `removed ${tasks}${bytes === void 0 ? "" : `, ${formatBytes(bytes)}`}`;
}
var textOf = (lines) => lines.map((line) => `${line}
`).join("");

// ../ft/dist/src/cli/commands/clean.js
var clean2 = {
  ...clean,
  usages: ["complete|failed|cancelled|all", "ID\u2026"],
  ends: { 1: "A task that was named could not be removed." },
  async run({ context, terminal, json }, input) {
    const answer = await clean.run(context, input);
    if (json)
      printJson(terminal, answer);
    else {
      const { out, err } = printClean(answer);
      terminal.out(out);
      if (err !== "")
        terminal.err(err);
    }
    const named = new Set(input.what.flatMap((word) => parseTaskNumber(word) ?? []).map(taskIdOf));
    const isRefused = answer.results.some(({ ok, task }) => ok === "no" && named.has(task));
    return isRefused ? exits.failed : exits.ok;
  }
};
export {
  clean2 as clean
};
