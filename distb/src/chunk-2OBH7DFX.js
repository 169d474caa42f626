import {
  wait
} from "./chunk-X4IKPAP2.js";
import {
  printRows
} from "./chunk-OEBKKQG6.js";
import {
  painter
} from "./chunk-GI26EQSU.js";
import {
  printJson
} from "./chunk-IWPS5FU5.js";
import {
  endsOfWaiting,
  exits
} from "./chunk-GPV7KN42.js";

// ../ft/dist/src/cli/commands/wait.js
var wait2 = {
  ...wait,
  ends: { ...endsOfWaiting, [exits.timeout]: "The time of --timeout was up; they go on." },
  async run(stage, input) {
    const { terminal, context, json } = stage;
    const heard = stage.listenForInterruption();
    heard.addEventListener("abort", () => context.wake.nudge(), { once: true });
    const waited = await wait.run(context, input);
    if (json)
      printJson(terminal, waited);
    else if (waited.is !== "interrupted" && waited.tasks.length > 0)
      terminal.out(`${printRows(waited.tasks, painter(terminal.color), terminal.columns()).join("\n")}
`);
    else if (waited.is === "complete")
      terminal.err("nothing to wait for\n");
    if (waited.is === "timeout")
      terminal.err("gave up waiting; the tasks go on\n");
    return exitOfWait(waited);
  }
};
function waitInterruptibly(stage, wait3) {
  const interrupted = stage.listenForInterruption();
  return new Promise((resolve, reject) => {
    if (interrupted.aborted)
      return resolve(void 0);
    interrupted.addEventListener("abort", () => resolve(void 0), { once: true });
    wait3().then(resolve, reject);
  });
}
var exitOfWait = (waited) => waited === void 0 ? exits.interrupted : exitOfEnd[waited.is];
var exitOfEnd = {
  complete: exits.ok,
  incomplete: exits.failed,
  timeout: exits.timeout,
  interrupted: exits.interrupted
};

export {
  wait2 as wait,
  waitInterruptibly,
  exitOfWait
};
