import {
  number,
  reasons,
  settledStatuses,
  timestamp,
  version
} from "./chunk-AYEYYZRK.js";
import {
  integer,
  list,
  object,
  oneOf,
  optional,
  parse,
  string
} from "./chunk-IJBGSXO5.js";

// ../ft/dist/src/core/head.js
var finishedFields = {
  number: number("The task."),
  status: oneOf(settledStatuses, "How it ended."),
  reason: optional(oneOf(reasons, "Why, unless it completed.")),
  agent: string("Who did it."),
  title: string("What it was."),
  at: timestamp("When."),
  elapsedMs: optional(integer("How long the last run took.", { minimum: 0 })),
  attempt: integer("Which attempt it was; 0 when it never ran.", { minimum: 0 }),
  simulated: optional(oneOf(["yes"], "Set when no real agent did it."))
};
var Finished = object(finishedFields);
var Head = object({
  version,
  seq: integer("Journal lines up to this one are counted in.", { minimum: 0 }),
  complete: integer("How many.", { minimum: 0 }),
  failed: integer("How many.", { minimum: 0 }),
  cancelled: integer("How many.", { minimum: 0 }),
  highest: integer("Every number up to it has been seen by a conductor.", { minimum: 0 }),
  last: list(Finished, "The last ones, latest first."),
  boot: optional(string("The boot under which every record was last accounted for."))
});
var JournalLine = object({
  seq: integer("Counts up without gaps.", { minimum: 1 }),
  revived: optional(oneOf(settledStatuses, "What it was before somebody asked for another run.")),
  ...finishedFields
});
var emptyHead = {
  version: 1,
  seq: 0,
  complete: 0,
  failed: 0,
  cancelled: 0,
  highest: 0,
  last: []
};
var lastMax = 20;
function advance(head, line) {
  if (line.seq <= head.seq)
    return head;
  const { seq, revived, ...finished } = line;
  const others = head.last.filter((one) => one.number !== finished.number);
  if (revived)
    return { ...counted(head, revived, -1), seq, last: others };
  return {
    ...counted(head, finished.status, 1),
    seq,
    last: [finished, ...others].slice(0, lastMax)
  };
}
function foldJournal(head, lines) {
  let folded = head;
  for (const value of lines) {
    const line = parse(JournalLine, value);
    if (!line.ok || !folded || line.value.seq > folded.seq + 1)
      return void 0;
    folded = advance(folded, line.value);
  }
  return folded;
}
var counted = (head, status, by) => ({
  ...head,
  [status]: Math.max(0, head[status] + by)
});

// ../ft/dist/src/core/exit.js
var exitFile = /^(\d{1,3})\n$/;
function exitIn(text) {
  const status = exitFile.exec(text)?.[1];
  return status === void 0 ? void 0 : Number(status);
}

export {
  Head,
  emptyHead,
  lastMax,
  advance,
  foldJournal,
  exitIn
};
