import {
  status
} from "./chunk-3GURRCJB.js";
import {
  printStatus
} from "./chunk-OEBKKQG6.js";
import {
  painter
} from "./chunk-GI26EQSU.js";
import {
  printJsonLine
} from "./chunk-IWPS5FU5.js";
import {
  exits
} from "./chunk-GPV7KN42.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import {
  isSettled,
  queueFolders
} from "./chunk-AYEYYZRK.js";
import {
  oneLine,
  truncate
} from "./chunk-QYHLQT45.js";

// ../ft/dist/src/cli/screen.js
var clearLine = "\x1B[K";
var clearBelow = "\x1B[J";
function openScreen(terminal, onLost) {
  let shown;
  const close = terminal.takeScreen(() => {
    shown = void 0;
    onLost();
  });
  return {
    paint(lines) {
      const columns = terminal.columns() ?? Infinity;
      const next = lines.slice(0, terminal.rows()).map((line) => truncate(line, columns));
      const text = repaint(shown, next, terminal.rows());
      shown = next;
      if (text !== "")
        terminal.out(text);
    },
    close
  };
}
function repaint(before, after, rows) {
  const changed = after.flatMap((line, at) => (
    // Cleared first: behind a line that is as long as the screen is wide, its end would be.
    before?.[at] === line ? [] : [`${position(at)}${clearLine}${line}`]
  ));
  const isShorter = before === void 0 || before.length > after.length;
  const hasBelow = isShorter && after.length < rows;
  return changed.join("") + (hasBelow ? `${position(after.length)}${clearBelow}` : "");
}
var position = (row) => `\x1B[${row + 1};1H`;

// ../ft/dist/src/cli/watch.js
var frameMs = 1e3;
var frameLeastMs = 100;
var quitKeys = ["q", "Q", "", ""];
async function watchStatus(stage, input) {
  await showWhile(stage, input, new Promise(() => void 0), { quits: true });
  return exits.ok;
}
async function showWhile(stage, input, end, { quits, of }) {
  const over = new AbortController();
  const stop = () => over.abort();
  const interrupted = stage.listenForInterruption();
  if (interrupted.aborted)
    stop();
  interrupted.addEventListener("abort", stop, { once: true });
  end.then(stop, stop);
  const whole = { ...input, finished: Math.max(input.finished, of?.size ?? 0) };
  const view = stage.json ? recorder(stage) : stage.terminal.hasScreen ? screen(stage, quits ? stop : void 0) : ticker(stage, of ? await othersEnded(stage, whole, of) : []);
  try {
    for (let last; !over.signal.aborted; ) {
      last = await lookAgain(stage, input, last);
      view.draw(last);
      await changeOrTick(stage, over.signal);
    }
  } finally {
    view.close();
  }
  view.leave(await status.run(stage.context, whole));
}
async function othersEnded({ context }, whole, of) {
  const { tasks } = await status.run(context, whole);
  return tasks.filter(({ number, status: status2 }) => isSettled(status2) && !of.has(number));
}
async function lookAgain({ context }, input, last) {
  const now = await status.run(context, input);
  const ended = last ? endedIn(now) - endedIn(last) : 0;
  return ended > input.finished ? status.run(context, { ...input, finished: ended }) : now;
}
var endedIn = ({ counts }) => counts.complete + counts.failed + counts.cancelled;
function screen({ terminal, context }, quit) {
  const paint = painter(terminal.color);
  const deafen = quit ? terminal.onKey((typed) => [...typed].some((key) => quitKeys.includes(key)) && quit()) : void 0;
  const { paint: show, close } = openScreen(terminal, () => context.wake.nudge());
  const footer = paint("dim", quit && terminal.isInteractive ? "q quits" : "Ctrl-C leaves; agents go on");
  return {
    draw(status2) {
      const text = printStatus(status2, paint, terminal.columns());
      show([...fitHeight(text, terminal.rows() - 2), "", footer]);
    },
    close() {
      close();
      deafen?.();
    },
    leave: (last) => terminal.out(printStatus(last, paint, terminal.columns()))
  };
}
function fitHeight(text, rows) {
  const lines = text.trimEnd().split("\n");
  const gap = lines.indexOf("");
  const table = gap < 0 ? lines : lines.slice(0, gap);
  const below = lines.slice(table.length);
  const room = Math.max(2, rows - below.length);
  return [...table.slice(0, room), ...below].slice(0, Math.max(1, rows));
}
function ticker({ terminal }, before) {
  const seen = /* @__PURE__ */ new Map();
  changes(before, seen);
  const draw = ({ tasks }) => {
    for (const line of changes(tasks, seen))
      terminal.out(`${line}
`);
  };
  return { draw, close: () => void 0, leave: draw };
}
function recorder({ terminal }) {
  let last;
  const draw = (status2) => {
    const now = JSON.stringify(status2, (key, value) => key === "elapsedMs" ? void 0 : value);
    if (now !== last)
      printJsonLine(terminal, status2);
    last = now;
  };
  return { draw, close: () => void 0, leave: draw };
}
function changes(tasks, seen) {
  return [...tasks].sort((a, b) => a.number - b.number).flatMap(({ number, id, status: status2, reason, attempt, title }) => {
    const state = `${reason ? `${status2} (${reason})` : status2}${attempt > 1 ? `, try ${attempt}` : ""}`;
    if (seen.get(number) === state)
      return [];
    seen.set(number, state);
    return [`${id}  ${state}  ${oneLine(title)}`];
  });
}
async function changeOrTick({ context }, over) {
  const { root } = context.store;
  const dueMs = context.clock.now().monotonicMs + frameLeastMs;
  const restMs = () => dueMs - context.clock.now().monotonicMs;
  const folders = [...queueFolders.map(layout.queue), layout.finished];
  context.wake.watch(folders.map((folder) => `${root}/${folder}`));
  if (over.aborted)
    return;
  const nudge = () => context.wake.nudge();
  over.addEventListener("abort", nudge, { once: true });
  await context.wake.sleep(frameMs);
  while (restMs() > 0 && !over.aborted)
    await context.wake.sleep(restMs());
  over.removeEventListener("abort", nudge);
}

export {
  watchStatus,
  showWhile,
  fitHeight,
  changes
};
