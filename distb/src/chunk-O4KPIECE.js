import {
  exitOfWait,
  waitInterruptibly
} from "./chunk-2OBH7DFX.js";
import {
  WaitOutput,
  endOf,
  namedNumbers,
  othersNumbers,
  waitFor
} from "./chunk-X4IKPAP2.js";
import {
  showWhile
} from "./chunk-WRR5TNQP.js";
import {
  printJson
} from "./chunk-IWPS5FU5.js";
import {
  endsOfWaiting
} from "./chunk-GPV7KN42.js";
import {
  isSettled,
  taskIdOf
} from "./chunk-AYEYYZRK.js";
import {
  integer,
  list,
  object,
  optional,
  string
} from "./chunk-IJBGSXO5.js";

// ../ft/dist/src/cli/commands/run.js
var run = {
  summary: "Run the queue in the foreground until it is empty",
  examples: ["orchestra run", "orchestra run 12 13 --parallel 2"],
  positionals: ["tasks"],
  rest: "list",
  short: { p: "parallel" },
  ends: endsOfWaiting,
  writes: true,
  input: object({
    tasks: list(string("A task."), "Only these.", { default: [] }),
    parallel: optional(integer("At most this many at once.", { minimum: 1, maximum: 1e3 }))
  }),
  output: WaitOutput,
  async run(stage, { tasks, parallel }) {
    const { context, terminal, json } = stage;
    if (context.store.intents.open().length > 0)
      await context.conducting.settle();
    const named = namedNumbers(context, tasks);
    const numbers = named.length > 0 ? named : othersNumbers(context);
    const before = endOf(context, named);
    if (before.tasks.length === numbers.length && before.tasks.every(isOver)) {
      if (json)
        printJson(terminal, before);
      else
        terminal.out(alreadyOver(before));
      return exitOfWait(before);
    }
    const work = drain(stage, named, parallel);
    if (json)
      await work;
    else
      await showWhile(stage, { waiting: 20, finished: 10 }, work, {
        quits: false,
        of: new Set(numbers)
      });
    const interrupted = await work === "interrupted";
    const result = endOf(context, numbers);
    for (const number of numbers)
      if (!result.tasks.some((task) => task.number === number))
        terminal.err(`error: ${taskIdOf(number)} cannot be read
`);
    if (json)
      printJson(terminal, interrupted ? { ...result, is: "interrupted" } : result);
    return exitOfWait(interrupted ? void 0 : result);
  }
};
var isOver = ({ status }) => isSettled(status);
var alreadyOver = ({ tasks }) => tasks.map(({ id, status }) => `${id} is already ${status}
`).join("") || "nothing to run\n";
async function drain(stage, named, parallel) {
  const { context, terminal } = stage;
  const only = named.length > 0 ? new Set(named) : void 0;
  const before = new Set(context.store.queue.live("pending").map(({ number }) => number));
  const held = await stage.hold({
    kind: "run",
    leaves: "at once",
    maxParallel: parallel,
    ...only && { only, isDone: (live) => ![...only].some((number) => live.has(number)) },
    signal: stage.listenForInterruption()
  });
  if (!held.held) {
    terminal.err(`note: ${held.who} conducts already; waiting for it
`);
    const numbers = only ? [...only] : othersNumbers(context);
    const waited = await waitInterruptibly(stage, () => waitFor(context, numbers, { any: false, timeoutMs: void 0 }));
    return waited ? "done" : "interrupted";
  }
  if (held.end === "aborted") {
    if (held.running > 0 && await context.conducting.ensure() === "spawned")
      terminal.err(`${held.running} still running; they go on in the background (orchestra cancel --all)
`);
    return "interrupted";
  }
  const isNew = context.store.queue.live("pending").some(({ number }) => !before.has(number));
  if (held.end === "done" && (isNew || held.running > 0))
    await context.conducting.ensure();
  return "done";
}

export {
  run
};
