import {
  fillTemplate
} from "./chunk-72PWSYF7.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import {
  taskIdOf
} from "./chunk-AYEYYZRK.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/core/command.js
var argumentBytesMax = 128 * 1024 - 1;
function callFor(agent, task, context) {
  const { places } = context;
  const model = task.model ?? agent.model;
  const holes = {
    userPrompt: task.prompt,
    promptFile: places.promptFile,
    taskId: taskIdOf(task.number),
    agent: agent.name,
    planFile: places.planFile,
    logFile: places.logFile,
    doneFile: places.doneFile,
    errorFile: places.errorFile,
    workspace: places.workspace,
    model: model ?? "",
    cwd: task.cwd,
    attempt: String(context.attempt),
    previousError: previousErrorOf(task)
  };
  const prompt = agent.template === void 0 ? task.prompt : fill(agent.template, holes);
  const modelArgs = model === void 0 ? [] : agent.modelArgs;
  const args = placeModel(agent.args, modelArgs).map((arg) => fill(arg, { ...holes, prompt }));
  const argv = [agent.command, ...args];
  argv.forEach(refuseLong);
  const added = addedEnvironment(agent, task, context);
  return {
    argv,
    prompt,
    stdin: agent.prompt === "stdin" ? "prompt" : "none",
    environment: { ...inheritedFor(agent, context.inherited), ...added },
    added: Object.keys(added).sort()
  };
}
function placesOf(root, run, task, classicNames) {
  const at = (path) => `${root}/${path}`;
  const outbox = at(layout.outbox(run));
  const shared = {
    root,
    outbox,
    promptFile: at(layout.inRun(run, "prompt.md")),
    workspace: at(layout.workspace)
  };
  return classicNames ? {
    ...shared,
    doneFile: at(layout.classic(task, "done")),
    errorFile: at(layout.classic(task, "error")),
    planFile: at(layout.classicPlan(task)),
    logFile: at(layout.classicLog(task))
  } : {
    ...shared,
    doneFile: `${outbox}/done`,
    errorFile: `${outbox}/error`,
    planFile: `${outbox}/plan.md`,
    logFile: `${outbox}/log`
  };
}
function previousErrorOf(task) {
  const last = task.runs.filter(({ ask, outcome: outcome2 }) => ask === task.asked && outcome2 && outcome2.reason !== "launch").at(-1);
  const { outcome } = last ?? {};
  if (outcome?.status !== "failed")
    return "";
  return outcome.message ?? outcome.reason ?? "";
}
function placeModel(args, modelArgs) {
  const at = args.indexOf("{modelArgs}");
  return at < 0 ? [...modelArgs, ...args] : [...args.slice(0, at), ...modelArgs, ...args.slice(at + 1)];
}
function fill(text, holes) {
  const filled = fillTemplate(text, holes);
  if (filled.ok)
    return filled.value;
  throw new Failure("invalid", `unknown hole {${filled.unknown.join("}, {")}}`, {
    hint: "orchestra help templates lists all holes"
  });
}
function refuseLong(argument) {
  const bytes = new TextEncoder().encode(argument).length;
  if (bytes <= argumentBytesMax)
    return;
  throw new Failure("invalid", `the prompt has ${bytes} bytes; one argument holds ${argumentBytesMax}`, {
    hint: 'set "prompt": "stdin" or "file" for this agent'
  });
}
function inheritedFor(agent, inherited) {
  const isUnset = (name) => name.startsWith("ORCHESTRA_") || agent.unset.some((rule) => rule.endsWith("*") ? name.startsWith(rule.slice(0, -1)) : name === rule);
  return Object.fromEntries(Object.entries(inherited).filter(([name]) => !isUnset(name)));
}
function addedEnvironment(agent, task, { places, attempt, slot, token }) {
  return {
    ...agent.env,
    ...task.env,
    ORCHESTRA_TASK_ID: taskIdOf(task.number),
    ORCHESTRA_TASK_NUMBER: String(task.number),
    ORCHESTRA_ATTEMPT: String(attempt),
    ORCHESTRA_SLOT: String(slot),
    ORCHESTRA_DIR: places.root,
    ORCHESTRA_RUN: token,
    ORCHESTRA_OUT: places.outbox,
    ORCHESTRA_DONE_FILE: places.doneFile,
    ORCHESTRA_ERROR_FILE: places.errorFile,
    ORCHESTRA_PLAN_FILE: places.planFile,
    ORCHESTRA_LOG_FILE: places.logFile,
    // W3C Trace Context: version, trace id, parent id, sampled.
    TRACEPARENT: `00-${token}-${token.slice(0, 16)}-01`
  };
}

export {
  callFor,
  placesOf,
  inheritedFor
};
