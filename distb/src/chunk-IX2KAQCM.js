import {
  Instant,
  awaitReasons,
  elapsedMs,
  number,
  timestamp,
  version
} from "./chunk-AYEYYZRK.js";
import {
  anything,
  list,
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";

// ../ft/dist/src/core/request.js
var Ask = object({
  kind: oneOf(awaitReasons, "What it waits for.", { default: "question" }),
  question: string("The question, for a person.", { pattern: "\\S" }),
  options: optional(list(string("A choice."), "Choices, where only some make sense."))
});
var Request = object({
  version,
  number: number("The request."),
  run: number("The run that asked."),
  task: number("Its task."),
  ask: number("Its number among the asks of the run."),
  kind: oneOf(awaitReasons, "What is waited for."),
  question: string("The question."),
  options: optional(list(string("A choice."), "Choices.")),
  since: Instant,
  answer: optional(object({
    by: string("The intent that answered; the first wins."),
    at: Instant,
    value: anything("What was answered.")
  })),
  closed: optional(object({
    as: oneOf(["answered", "superseded"], "How it ended."),
    at: timestamp("When.")
  }))
});
function waitedMs(requests, now) {
  const spans = requests.filter(({ since }) => since.bootId === now.bootId).map(({ since, answer }) => ({
    from: since.monotonicMs,
    to: since.monotonicMs + (elapsedMs(since, answer?.at ?? now) ?? 0)
  })).sort((a, b) => a.from - b.from);
  let total = 0;
  let covered = 0;
  for (const { from, to } of spans) {
    total += Math.max(0, to - Math.max(from, covered));
    covered = Math.max(covered, to);
  }
  return total;
}
var isOpen = (request) => !request.answer && !request.closed;

export {
  Ask,
  Request,
  waitedMs,
  isOpen
};
