import {
  taskIdOf
} from "./chunk-AYEYYZRK.js";

// ../ft/dist/src/core/clean.js
function waitersOf(live) {
  const waiters = /* @__PURE__ */ new Map();
  for (const { number, after = [] } of live)
    for (const one of after)
      if (!waiters.has(one))
        waiters.set(one, number);
  return waiters;
}
function whyKept(task, status, waiters) {
  const id = taskIdOf(task.number);
  if (!task.settled)
    return `${id} is ${status}; only a finished task can be removed`;
  const waiter = waiters.get(task.number);
  return waiter === void 0 ? void 0 : `${id} is kept: ${taskIdOf(waiter)} waits for it`;
}

export {
  waitersOf,
  whyKept
};
