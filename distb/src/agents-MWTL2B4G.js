import {
  factLines
} from "./chunk-6ECU6I6U.js";
import {
  waitFor
} from "./chunk-X4IKPAP2.js";
import {
  start
} from "./chunk-6I3ATILV.js";
import "./chunk-HWDWT7WJ.js";
import "./chunk-FHOPYNV7.js";
import {
  intentOrder
} from "./chunk-T3O5IXGE.js";
import "./chunk-TVO57TNB.js";
import {
  tableLines
} from "./chunk-E333RTSF.js";
import {
  painter
} from "./chunk-GI26EQSU.js";
import "./chunk-DVSKCOC5.js";
import "./chunk-2N4G7HPN.js";
import "./chunk-GTZ4KQI4.js";
import {
  durationOf
} from "./chunk-MSDGEEZV.js";
import "./chunk-6ULRSHSM.js";
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
  agentNames,
  lineageOf
} from "./chunk-FOOOP7LM.js";
import "./chunk-76VGOSCX.js";
import {
  missingProgram
} from "./chunk-J6SEJHHY.js";
import {
  standingOf
} from "./chunk-PUVSEIMK.js";
import {
  completions,
  promptChannels,
  stopSignals
} from "./chunk-JB5L447W.js";
import "./chunk-U6L365AJ.js";
import "./chunk-FBXUARIM.js";
import "./chunk-I26GMW6K.js";
import "./chunk-72PWSYF7.js";
import {
  formatDuration
} from "./chunk-TQN5J5DI.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import {
  protocolVersion
} from "./chunk-AYEYYZRK.js";
import {
  boolean,
  integer,
  list,
  object,
  oneOf,
  optional,
  record,
  string
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import {
  firstLine,
  harmless,
  oneLine,
  truncate
} from "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/agent-origins.js
function originsIn(lineage) {
  const origins = {};
  for (const ancestor of lineage)
    for (const key of keysOf(ancestor))
      if (!(key === "promptTemplate" && "promptTemplateFile" in origins))
        origins[key] ??= originOf(ancestor);
  return origins;
}
var keysOf = ({ settings }) => Object.entries(settings).flatMap(([key, value]) => key === "env" ? Object.keys(value).map((name) => `env.${name}`) : [key]);
var originOf = ({ name, place, settings }) => {
  if (place !== void 0)
    return `${place}: agents.${name}`;
  return settings.command === void 0 ? "built in" : `shipped profile ${name}`;
};

// ../ft/dist/src/operations/agents.js
var milliseconds = (description) => integer(description, { minimum: 0 });
var Settings = object({
  command: string("The program."),
  args: list(string("One argument; may hold holes."), "Its arguments."),
  modelArgs: list(string("One argument."), "Put before them when a model is asked for."),
  model: optional(string("The model it is asked to use.")),
  prompt: oneOf(promptChannels, "How the prompt reaches it."),
  template: optional(string('The file of the prompt template; "inline" where the config has it.')),
  completion: oneOf(completions, "How its end is recognised."),
  format: string("How its output is read."),
  trustExit: boolean("Whether its exit code 0 means done."),
  timeoutMs: optional(milliseconds("An attempt is stopped after this long.")),
  retries: integer("Attempts after the first.", { minimum: 0 }),
  maxParallel: optional(integer("At most this many at once.", { minimum: 1 })),
  env: list(string("A name."), "Names of what is added to its environment."),
  unset: list(string("A name, or a prefix ending in *."), "What is taken from it."),
  stopSignals: list(oneOf(stopSignals, "A signal."), "Sent in this order, then KILL."),
  graceMs: milliseconds("Wait after each signal."),
  lingerMs: milliseconds("How long it may go on after it has reported."),
  classicNames: boolean("Whether it uses the classic sentinel names.")
}, "What it adds up to.");
var AgentView = object({
  name: string("How it is asked for."),
  description: string("What it is for."),
  isDefault: boolean("Whether it does what names none."),
  place: optional(string("The config file it stands in; absent for a shipped one.")),
  simulated: boolean("True for the built-in stand-in, and who extends it."),
  verified: boolean("False: its flags were only read in documentation."),
  installed: boolean("Whether its program is there."),
  path: optional(string("Where its program is.")),
  version: optional(string("What its program says its version is.")),
  missingFlags: optional(list(string("A flag."), "Flags we use that its help does not know; only with a name.")),
  install: optional(string("The command that installs it.")),
  problem: optional(string("Why it cannot be used.")),
  settings: optional(Settings),
  origins: record(string("A config file and an agent, or a profile."), "Where each setting stands.")
});
var agents = operation({
  summary: "List the agents there are; show one, or test it",
  examples: ["orchestra agents", "orchestra agents show claude", "orchestra agents test claude"],
  route: "GET /agents",
  writes: false,
  input: object({
    name: optional(string("Only this one, with all that is known of it.")),
    noProbe: optional(boolean("Do not ask the programs for their versions."))
  }),
  output: object({ agents: list(AgentView, "Configured ones first.") }),
  async run(context, { name, noProbe }) {
    const known = await context.agents();
    const probe = noProbe ? locateOnly(known, context.cwd) : context.probe;
    const flags = name !== void 0;
    if (name !== void 0)
      known.resolve(name);
    const names = name === void 0 ? agentNames(known.sources()) : [name];
    return { agents: await Promise.all(names.map((one) => viewOf(known, one, probe, flags))) };
  }
});
var locateOnly = ({ locate }, cwd) => async ({ command }) => {
  const path = locate(command, cwd);
  return path === void 0 ? {} : { path };
};
async function viewOf(agents3, name, probe, flags) {
  const isDefault = agents3.settings().defaultAgent === name;
  const place = placeOf(agents3, name);
  const about = { name, isDefault, ...place !== void 0 && { place } };
  const agent = resolveQuietly(agents3, name);
  if (agent instanceof Failure)
    return { ...about, ...unusable, problem: agent.message };
  const { description, simulated, verified, install } = agent;
  const { path, missingFlags, ...probed } = await probe(agent, { flags });
  return {
    ...about,
    description,
    simulated,
    verified,
    installed: path !== void 0,
    ...path !== void 0 && { path },
    ...missingFlags && { missingFlags: [...missingFlags] },
    ...probed,
    ...install !== void 0 && { install },
    settings: settingsOf(agents3, agent),
    origins: { ...generalOrigins(agents3), ...originsIn(lineageOf(name, agents3.sources())) }
  };
}
function generalOrigins(agents3) {
  const { configs, places } = agents3.sources();
  return Object.fromEntries(["timeout", "retry"].flatMap((key) => {
    const place = places[configs.findIndex((config) => config[key] !== void 0)];
    return place === void 0 ? [] : [[key, `${place}: ${key}`]];
  }));
}
function placeOf(agents3, name) {
  const { configs, places } = agents3.sources();
  return places[configs.findIndex((config) => Object.hasOwn(config.agents ?? {}, name))];
}
var unusable = {
  description: "",
  simulated: false,
  verified: false,
  installed: false,
  origins: {}
};
function resolveQuietly(agents3, name) {
  try {
    return agents3.resolve(name);
  } catch (error) {
    if (error instanceof Failure)
      return error;
    throw error;
  }
}
function settingsOf(agents3, agent) {
  const { model, format, maxParallel, retry } = agent;
  const general = agents3.settings();
  const timeoutMs = agent.timeoutMs ?? general.timeoutMs;
  const template = templateOf(agents3, agent);
  return {
    command: agent.command,
    args: [...agent.args],
    modelArgs: [...agent.modelArgs],
    ...model !== void 0 && { model },
    prompt: agent.prompt,
    ...template !== void 0 && { template },
    completion: agent.completion,
    format: format ?? "lines",
    trustExit: agent.trustExit,
    ...timeoutMs !== void 0 && { timeoutMs },
    retries: retry?.retries ?? general.retry?.retries ?? 0,
    ...Number.isFinite(maxParallel) && { maxParallel },
    env: Object.keys(agent.env).sort(),
    unset: [...agent.unset],
    stopSignals: [...agent.stopSignals],
    graceMs: agent.graceMs,
    lingerMs: agent.lingerMs,
    classicNames: agent.classicNames
  };
}
function templateOf(agents3, agent) {
  if (agent.template === void 0)
    return void 0;
  for (const { settings } of lineageOf(agent.name, agents3.sources())) {
    if (settings.promptTemplate !== void 0)
      return "inline";
    if (settings.promptTemplateFile !== void 0)
      return agents3.templateAt(settings.promptTemplateFile);
  }
  return void 0;
}

// ../ft/dist/src/cli/canary-report.js
var CanaryReport = object({
  agent: string("Who was tested."),
  ok: boolean("Whether it did what it was asked."),
  is: oneOf([
    "ok",
    "not_installed",
    "not_logged_in",
    "limited",
    "unreachable",
    "not_permitted",
    "no_result",
    "timeout",
    "failed"
  ], "What came of it."),
  message: string("In words."),
  hint: optional(string("What to do.")),
  simulated: boolean("True when no real agent did it."),
  path: optional(string("Its program.")),
  version: optional(string("What its program says its version is.")),
  problem: optional(string("What its program did when it was asked for its version.")),
  missingFlags: list(string("A flag."), "Flags we use that its help does not know."),
  elapsedMs: optional(integer("How long it took.", { minimum: 0 })),
  said: list(string("A line."), "Its last lines.")
});
function judgeCanary(result) {
  const { status, reason, message, simulated, hasWritten, hasAnswered, timeout } = result;
  if (status === "complete") {
    if (simulated)
      return { ok: true, is: "ok", message: "it is simulated: no model was called" };
    if (hasWritten)
      return { ok: true, is: "ok", message: "it did what it was asked" };
    return {
      ok: false,
      is: "no_result",
      message: hasAnswered ? "it answered, but did not write the file it was asked for" : "it ended well without doing what it was asked",
      hint: "see whether its arguments let it act unattended, and whether it gets the prompt"
    };
  }
  if (reason === "timeout")
    return {
      ok: false,
      is: "timeout",
      message: `it did not finish within ${timeout}`,
      hint: "it may wait for an answer, or its provider is slow: --timeout gives it longer"
    };
  const known = reason && told[reason];
  const how = known?.message ?? `it failed${exitWords(result)}`;
  const words2 = message === void 0 || message === "" ? how : `${how}: ${message}`;
  return {
    ok: false,
    is: known?.is ?? "failed",
    message: words2,
    ...known?.hint !== void 0 && { hint: known.hint }
  };
}
var exitWords = ({ exit, reason }) => exit === void 0 || exit === 0 || reason === "exit" ? "" : ` with exit code ${exit}`;
var told = {
  auth: {
    ok: false,
    is: "not_logged_in",
    message: "it is not logged in, or its key is refused",
    hint: "start the program by itself once and log in, or set its API key"
  },
  quota: {
    ok: false,
    is: "limited",
    message: "its quota is used up",
    hint: "wait until it is renewed, or use another account or agent"
  },
  rate_limit: {
    ok: false,
    is: "limited",
    message: "its provider limits the rate",
    hint: "try again later"
  },
  provider: {
    ok: false,
    is: "unreachable",
    message: "its provider is in trouble",
    hint: "try again later"
  },
  network: {
    ok: false,
    is: "unreachable",
    message: "its provider cannot be reached",
    hint: "see to the network, a proxy, or the base URL it is set to"
  },
  model_not_found: {
    ok: false,
    is: "failed",
    message: "its provider does not know the model",
    hint: 'set "model" of the agent to one it knows'
  },
  permission_denied: {
    ok: false,
    is: "not_permitted",
    message: "it was not permitted to act",
    hint: "its arguments must let it act unattended"
  }
};

// ../ft/dist/src/cli/canary.js
var number = 1;
var proofFile = "orchestra-canary.txt";
var linesMax = 8;
var bytesMax = 64 * 1024;
var pollMs = 50;
async function runCanary(stage, agent, timeout) {
  const { name: agentName, simulated } = agent;
  const { path, ...probed } = await stage.context.probe(agent, { flags: true });
  const { missingFlags = [], ...told2 } = probed;
  const about = { agent: agentName, simulated, missingFlags: [...missingFlags], ...told2 };
  if (path === void 0) {
    const { message, hint } = missingProgram(agent);
    return { ...about, ok: false, is: "not_installed", message, ...hint && { hint }, said: [] };
  }
  const { place, remove } = await stage.aside();
  try {
    const word = `canary-${place.context.clock.random(6)}`;
    const config = { idleExit: "0", agents: { [agentName]: settingsOf2(agent, path) } };
    place.context.writeOnce(`${place.context.store.root}/${layout.config}`, JSON.stringify(config));
    const wanted = { agent: agentName, prompt: promptFor(word), noRun: true, retries: 0, timeout };
    await start.run(place.context, wanted);
    const isDone = await conduct(place);
    const record2 = place.context.store.tasks.read(number);
    if (!isDone || !record2?.settled)
      return void 0;
    const said = await lastWords(place, record2, agent);
    const proof = await readProof(place);
    const seen = {
      ...record2.settled,
      exit: exitOf(place, record2),
      hasWritten: proof.includes(word),
      hasAnswered: said.join("\n").includes(word),
      simulated,
      timeout
    };
    const elapsedMs = record2.runs.at(-1)?.outcome?.elapsedMs ?? 0;
    return { ...about, path, ...judgeCanary(seen), elapsedMs, said };
  } finally {
    remove();
  }
}
var promptFor = (word) => `Answer with ${word}, after one small act:
create the file ${proofFile} in the current folder, with the one line ${word} in it.

This is a test of whether you can be reached and may write files. Read nothing, change nothing
else, and do not look for more to do.
`;
function settingsOf2(agent, path) {
  const { model, template, format = "lines", graceMs, lingerMs, ...rest } = agent;
  return {
    command: path,
    args: [...rest.args],
    modelArgs: [...rest.modelArgs],
    ...model !== void 0 && { model },
    ...template !== void 0 && { promptTemplate: template },
    prompt: rest.prompt,
    completion: rest.completion,
    format,
    trustExit: rest.trustExit,
    env: { ...rest.env },
    unset: [...rest.unset],
    stopSignals: [...rest.stopSignals],
    grace: `${graceMs}ms`,
    linger: `${lingerMs}ms`,
    classicNames: rest.classicNames,
    simulated: rest.simulated
  };
}
async function conduct(place) {
  const { context } = place;
  const interruption = place.listenForInterruption();
  const hold = (signal) => place.hold({ kind: "run", leaves: "at once", signal });
  const held = await hold(interruption);
  if (!held.held)
    await waitFor(context, [number], { any: false, timeoutMs: void 0 });
  if (interruption.aborted) {
    const { at } = context.clock.now();
    const order = intentOrder(Date.parse(at), context.clock.random(8));
    const stop = { version: protocolVersion, at, kind: "cancel", tasks: [number] };
    context.store.intents.leave(order, stop);
    if (held.held)
      await hold(new AbortController().signal);
  }
  while (standingOf(context.store.lock.look()) === "held")
    await context.wake.sleep(pollMs);
  return !interruption.aborted;
}
async function readProof({ context }) {
  try {
    return await context.readText({ file: proofFile });
  } catch {
    return "";
  }
}
function exitOf({ context: { store } }, { runs }) {
  const run = runs.at(-1)?.run;
  return run === void 0 ? void 0 : store.runs.exit(run);
}
async function lastWords({ context }, { runs }, { format }) {
  const run = runs.at(-1)?.run;
  if (run === void 0)
    return [];
  const read = (await context.agents()).readerOf(format);
  const events = tail(context, run, "stdout").flatMap((line) => read(line));
  const texts = events.flatMap((event) => "text" in event ? [event.text ?? ""] : []);
  return [...texts, ...tail(context, run, "stderr")].map((text) => truncate(harmless(firstLine(text)), 300)).filter((line, at, all) => line !== "" && line !== all[at - 1]).slice(-linesMax);
}
function tail({ store: { runs } }, run, stream) {
  const offset = Math.max(0, runs.size(run, stream) - bytesMax);
  return runs.output(run, stream, offset, bytesMax).toString("utf8").split("\n");
}

// ../ft/dist/src/cli/print/agents.js
var form = {
  headings: {
    isDefault: "",
    agent: "AGENT",
    program: "PROGRAM",
    version: "VERSION",
    profile: "PROFILE",
    prompt: "PROMPT",
    timeout: "TIMEOUT"
  },
  right: [],
  flexible: "agent",
  dispensable: ["prompt", "timeout", "profile", "program"]
};
function printAgents(agents3, paint, columns) {
  const rows = agents3.map((agent) => ({
    isDefault: agent.isDefault ? "*" : "",
    agent: oneLine(agent.name),
    program: oneLine(agent.settings?.command ?? ""),
    version: stateOf(agent, paint),
    profile: agent.simulated ? "simulated" : agent.verified ? "verified" : "",
    prompt: agent.settings?.prompt ?? "",
    timeout: timeOf(agent.settings?.timeoutMs)
  }));
  const remarks = [...new Set(agents3.flatMap(remarksOn))];
  return [
    ...tableLines(form, rows, paint, columns),
    "",
    ...remarks,
    ...agents3.some(({ isDefault }) => isDefault) ? ["* does what names no agent"] : [],
    ""
  ].join("\n");
}
function stateOf({ installed, version, problem, simulated }, paint) {
  if (problem !== void 0)
    return paint("red", "broken");
  if (!installed)
    return paint("yellow", "not installed");
  return oneLine(version ?? "") || (simulated ? "built in" : "installed");
}
function remarksOn({ name, problem, installed, install, settings }) {
  if (problem !== void 0)
    return [harmless(`${name}: ${problem}`)];
  if (installed || install === void 0)
    return [];
  return [`${settings?.command ?? name} is not installed: ${install}`];
}
function printAgent(agent, paint, columns) {
  const { settings, origins } = agent;
  const facts = [
    ["program", agent.path ?? "not installed"],
    ["install", agent.installed ? void 0 : agent.install],
    ["version", agent.version],
    ["problem", agent.problem],
    ["flags", agent.missingFlags && flagsOf(agent.missingFlags)],
    ["profile", agent.verified ? void 0 : "not verified: flags only read in documentation"]
  ];
  const groups = settings ? groupByOrigin(settingRows(settings), origins) : [];
  return [
    `${agent.name}  ${harmless(agent.description)}${agent.isDefault ? "  (default)" : ""}`,
    ...factLines(facts, paint, columns),
    ...groups.flatMap(([origin, rows]) => [
      "",
      paint("dim", harmless(`${origin}:`)),
      ...factLines(rows.map(([name, value]) => [`  ${name}`, value]), plainly, columns)
    ]),
    ""
  ].join("\n");
}
var plainly = (_, text) => text;
var flagsOf = (missing) => missing.length === 0 ? "all known to its help" : `unknown to its help: ${missing.join(" ")}`;
function groupByOrigin(rows, origins) {
  const groups = new Map(Object.values(origins).map((origin) => [origin, []]));
  groups.set(byDefault, []);
  for (const row of rows)
    groups.get(origins[row[2]] ?? byDefault)?.push(row);
  return [...groups].filter(([, members]) => members.length > 0);
}
var byDefault = "by default";
function settingRows(settings) {
  const { template, timeoutMs, maxParallel } = settings;
  const rows = [
    ["command", settings.command, "command"],
    ["args", words(settings.args), "args"],
    ["modelArgs", words(settings.modelArgs), "modelArgs"],
    settings.model === void 0 ? void 0 : ["model", settings.model, "model"],
    ["prompt", settings.prompt, "prompt"],
    template === void 0 ? void 0 : ["template", template, template === "inline" ? "promptTemplate" : "promptTemplateFile"],
    ["completion", settings.completion, "completion"],
    ["format", settings.format, "format"],
    ["trustExit", String(settings.trustExit), "trustExit"],
    ["timeout", timeoutMs === void 0 ? "none" : timeOf(timeoutMs), "timeout"],
    ["retries", String(settings.retries), "retry"],
    maxParallel === void 0 ? void 0 : ["maxParallel", String(maxParallel), "maxParallel"],
    ...settings.env.map((name) => ["env", name, `env.${name}`]),
    settings.unset.length === 0 ? void 0 : ["unset", settings.unset.join(" "), "unset"],
    ["stopSignals", settings.stopSignals.join(" "), "stopSignals"],
    ["grace", formatDuration(settings.graceMs), "grace"],
    ["linger", formatDuration(settings.lingerMs), "linger"]
  ];
  return rows.filter((row) => row !== void 0);
}
var words = (args) => args.map((arg) => /^[\w@%+=:,./{}-]+$/.test(arg) ? arg : JSON.stringify(arg)).join(" ") || "-";
var timeOf = (ms) => ms === void 0 ? "-" : formatDuration(ms);
function printCanary(report, paint) {
  const { ok, agent, message, hint, version, elapsedMs, missingFlags, problem, said } = report;
  const about = [version, elapsedMs === void 0 ? void 0 : formatDuration(elapsedMs)].filter((fact) => fact !== void 0);
  const more = about.length === 0 ? "" : `  (${about.join(", ")})`;
  const mark = ok ? paint("green", `\u2714 ${agent}`) : paint("red", `\u2716 ${agent}`);
  return [
    `${mark}  ${harmless(message)}${more}`,
    ...problem === void 0 ? [] : [harmless(`  ${problem}`)],
    ...missingFlags.length === 0 ? [] : [`  its help does not know ${missingFlags.join(" ")}`],
    ...ok ? [] : said.map((line) => paint("dim", `  | ${line}`)),
    ...hint === void 0 ? [] : [`  ${hint}`],
    ""
  ].join("\n");
}

// ../ft/dist/src/cli/commands/agents.js
var agents2 = {
  ...agents,
  positionals: ["action", "name"],
  forms: {
    list: "All that can be asked for: configured ones first, then the shipped profiles.",
    "show NAME": "One of them in full, and where each setting stands.",
    "test NAME": "Give it a tiny real task, in a temporary folder, and tell what came of it."
  },
  ends: { 1: "`agents test`: it did not do what it was asked." },
  input: {
    ...agents.input,
    properties: {
      action: oneOf(["list", "show", "test"], "What to do.", { default: "list" }),
      ...agents.input.properties,
      timeout: optional(string("How long a test may take; else 3m."))
    }
  },
  prints: { "test NAME": { schema: CanaryReport } },
  async run(stage, { action, name, noProbe, timeout }) {
    if (action === "list" && name !== void 0)
      throw new Failure("usage", `unexpected argument "${name}"`, {
        hint: `orchestra agents show ${name}`
      });
    if (action !== "test" && timeout !== void 0)
      throw new Failure("usage", "--timeout is for agents test", {
        hint: `orchestra agents test ${name ?? "NAME"} --timeout ${timeout}`
      });
    if (action === "list")
      return show(stage, void 0, noProbe);
    if (name === void 0)
      throw new Failure("usage", "which agent?", { hint: "orchestra agents lists them" });
    if (action === "show")
      return show(stage, name, noProbe);
    return test(stage, name, timeout ?? "3m");
  }
};
async function show({ context, terminal, json }, name, noProbe = false) {
  const answer = await agents.run(context, { noProbe, ...name !== void 0 && { name } });
  const paint = painter(terminal.color);
  if (json)
    printJson(terminal, answer);
  else if (name === void 0)
    terminal.out(printAgents(answer.agents, paint, terminal.columns()));
  else
    for (const agent of answer.agents)
      terminal.out(printAgent(agent, paint, terminal.columns()));
  return exits.ok;
}
async function test(stage, name, timeout) {
  const { context, terminal, json } = stage;
  durationOf("timeout", timeout);
  const agent = (await context.agents()).resolve(name);
  if (terminal.isTerminal && !json)
    terminal.err(`${name} gets a tiny task; this calls its model
`);
  const report = await runCanary(stage, agent, timeout);
  if (!report)
    return exits.interrupted;
  if (json)
    printJson(terminal, report);
  else
    terminal.out(printCanary(report, painter(terminal.color)));
  return report.ok ? exits.ok : exits.failed;
}
export {
  agents2 as agents
};
