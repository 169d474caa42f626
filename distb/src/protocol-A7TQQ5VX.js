import {
  describe
} from "./chunk-HNI5JOZD.js";
import {
  Ask
} from "./chunk-IX2KAQCM.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";

// ../ft/dist/src/cli/topics/protocol.js
var variables = {
  ORCHESTRA_TASK_ID: "Its task, such as task_12.",
  ORCHESTRA_TASK_NUMBER: "The number of its task, such as 12.",
  ORCHESTRA_ATTEMPT: "Which attempt this is; 1 for the first.",
  ORCHESTRA_SLOT: "A number from 0 that no other running agent has: for ports and folders.",
  ORCHESTRA_DIR: "The workspace; `orchestra` typed by an agent finds it.",
  ORCHESTRA_OUT: "Its outbox: the folder for its reports.",
  ORCHESTRA_DONE_FILE: "Create it to say that the task is done.",
  ORCHESTRA_ERROR_FILE: "Create it to say that the task failed.",
  ORCHESTRA_PLAN_FILE: "Its plan, for people.",
  ORCHESTRA_LOG_FILE: "Its notes, for people.",
  ORCHESTRA_RUN: "The token of this run, by which its processes are found: leave it alone.",
  TRACEPARENT: "W3C trace context of the run."
};
var reports = {
  notes: ["# As it goes on, for people:", 'echo "parser read" >>"$ORCHESTRA_LOG_FILE"'],
  done: [
    "# Done, as its last act; with a line that sums up, or empty:",
    'echo "3 tests added" >"$ORCHESTRA_DONE_FILE"'
  ],
  error: [
    '# Or failed: why, as text, or as JSON with "error" and "details":',
    'echo "the branch is gone" >"$ORCHESTRA_ERROR_FILE"'
  ],
  ask: [
    "# Or a question to a person: whole at once, and the answer is a file, too:",
    `echo '{"question": "Which branch?"}' >"$ORCHESTRA_OUT/ask"`,
    'mv "$ORCHESTRA_OUT/ask" "$ORCHESTRA_OUT/ask-1.json"',
    'until [ -e "$ORCHESTRA_OUT/../in/answer-1.json" ]; do sleep 1; done'
  ]
};
var protocol = {
  summary: "How any program can be an agent: it reports by creating files.",
  blocks: () => [
    {
      text: "An agent gets its prompt as an argument, on stdin or as a file (orchestra help config), works in the folder of its task, and finds in its environment where to report. It need not report: then its exit code counts, and 0 is done."
    },
    { heading: "How it reports" },
    { lines: Object.values(reports).flat() },
    {
      text: "Tell an agent so in the text around its prompts: orchestra help templates."
    },
    { heading: "What it finds in its environment" },
    { rows: Object.entries(variables) },
    { heading: "What a question may hold" },
    { rows: Object.entries(Ask.properties ?? {}).map(([name, field]) => [name, describe(field)]) },
    { heading: "What decides how a run ended, in this order" },
    {
      rows: [
        ["stopped", "By us: cancelled, or out of time. What it says afterwards does not count."],
        ["reported", "The done or the error file."],
        ["told", "The last event that its CLI prints, where its `format` is known."],
        ["exited", "Its exit code, unless `trustExit` is false for it."],
        ["lost", "It is gone without any of these."]
      ]
    },
    { heading: "Where that is, in .orchestra/, for run 37 of task 12" },
    {
      rows: [
        [layout.task(12), "The task and its runs."],
        [`${layout.run(37)}/`, "Everything of one run."],
        [layout.inRun(37, "prompt.md"), "The prompt, as the agent got it."],
        [layout.inRun(37, "stdout"), "What it said, every byte; `stderr` beside it."],
        [`${layout.outbox(37)}/`, "Its outbox: done, error, plan.md, log, ask-1.json."],
        [`${layout.inbox(37)}/`, "Answers to what it asked."],
        [layout.inRun(37, "verdict.json"), "How it ended."]
      ]
    },
    { text: "The whole contract is docs/protocol.md; its schemas are in templates/schemas/." }
  ]
};
export {
  protocol,
  reports,
  variables
};
