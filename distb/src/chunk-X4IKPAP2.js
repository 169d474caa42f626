import {
  TaskRow,
  rowOf
} from "./chunk-2N4G7HPN.js";
import {
  durationOf,
  taskNamed
} from "./chunk-MSDGEEZV.js";
import {
  readQuietly
} from "./chunk-6ULRSHSM.js";
import {
  operation
} from "./chunk-RLLTZYOD.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import {
  queueFolders,
  taskIdOf
} from "./chunk-AYEYYZRK.js";
import {
  boolean,
  list,
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/wait.js
var pollMs = 200;
var WaitOutput = object({
  is: oneOf(["complete", "incomplete", "timeout", "interrupted"], "What became of them: all completed, or not all did; or they go on."),
  tasks: list(TaskRow, "The tasks that were waited for.")
});
var wait = operation({
  summary: "Wait until tasks are finished; the exit code tells whether all completed",
  examples: ["orchestra wait 12 13 --timeout 1h", "orchestra wait --any"],
  route: "POST /tasks/wait",
  positionals: ["tasks"],
  rest: "list",
  writes: true,
  input: object({
    tasks: list(string("A task."), "These; else all that are not finished.", { default: [] }),
    any: optional(boolean("Until the first of them is finished.")),
    timeout: optional(string("Give up after this long, with exit code 124."))
  }),
  output: WaitOutput,
  async run(context, { tasks, any, timeout }) {
    const numbers = tasks.length > 0 ? namedNumbers(context, tasks) : othersNumbers(context);
    const timeoutMs = timeout === void 0 ? void 0 : durationOf("timeout", timeout);
    return waitFor(context, numbers, { any: any ?? false, timeoutMs });
  }
});
async function waitFor(context, numbers, { any, timeoutMs }) {
  const { store, clock, conducting, wake, isInterrupted } = context;
  const since = clock.now().monotonicMs;
  wake.watch([
    `${store.root}/${layout.finished}`,
    ...queueFolders.map((folder) => `${store.root}/${layout.queue(folder)}`)
  ]);
  const open = new Set(numbers);
  for (; ; ) {
    const live = new Set(liveNumbers(context));
    for (const number of open) {
      if (live.has(number))
        continue;
      const task = store.tasks.read(number);
      if (!task)
        throw new Failure("not_found", `task_${number} was removed while it was waited for`, {
          hint: "orchestra status shows those that are left"
        });
      if (task.settled)
        open.delete(number);
    }
    if (open.size === 0 || any && open.size < numbers.length)
      break;
    const isLate = timeoutMs !== void 0 && clock.now().monotonicMs - since >= timeoutMs;
    if (isLate)
      return { is: "timeout", tasks: rowsOf(context, numbers) };
    if (isInterrupted())
      return { is: "interrupted", tasks: rowsOf(context, numbers) };
    await conducting.ensure();
    await wake.sleep(Math.min(pollMs, timeoutMs ?? pollMs));
  }
  return endOf(context, any ? numbers.filter((number) => !open.has(number)) : numbers);
}
function endOf(context, numbers) {
  const tasks = rowsOf(context, numbers);
  const isComplete = tasks.length === numbers.length && tasks.every(({ status }) => status === "complete");
  return { is: isComplete ? "complete" : "incomplete", tasks };
}
function namedNumbers(context, words) {
  const numbers = [...new Set(words.map((word) => taskNamed(context, word).number))];
  if (context.insideTask === void 0 || !numbers.includes(context.insideTask))
    return numbers;
  throw new Failure("usage", `${taskIdOf(context.insideTask)} cannot wait for its own end`, {
    hint: "its agent is what called this: name other tasks"
  });
}
var othersNumbers = (context) => liveNumbers(context).filter((number) => number !== context.insideTask);
var liveNumbers = ({ store }) => queueFolders.flatMap((folder) => store.queue.live(folder)).map(({ number }) => number);
var rowsOf = (context, numbers) => numbers.flatMap((number) => {
  const task = readQuietly(() => context.store.tasks.read(number));
  return task ? [rowOf(context, task)] : [];
});

export {
  WaitOutput,
  wait,
  waitFor,
  endOf,
  namedNumbers,
  othersNumbers
};
