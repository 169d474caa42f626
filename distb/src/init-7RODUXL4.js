import {
  coderIn,
  configFor,
  explainConfig,
  isUnedited,
  renderConfig
} from "./chunk-QB3GNPNU.js";
import {
  withExtra
} from "./chunk-R5YDI3EM.js";
import {
  painter
} from "./chunk-GI26EQSU.js";
import {
  alignColumns
} from "./chunk-DVSKCOC5.js";
import {
  operation
} from "./chunk-RLLTZYOD.js";
import {
  printJson
} from "./chunk-IWPS5FU5.js";
import {
  exits
} from "./chunk-GPV7KN42.js";
import "./chunk-FOOOP7LM.js";
import "./chunk-J6SEJHHY.js";
import "./chunk-JB5L447W.js";
import "./chunk-72PWSYF7.js";
import "./chunk-TQN5J5DI.js";
import {
  ignoreText,
  layout
} from "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import {
  boolean,
  list,
  object,
  oneOf,
  optional,
  string
} from "./chunk-IJBGSXO5.js";
import {
  suggest
} from "./chunk-6WEGTHHE.js";
import {
  harmless
} from "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/init.js
var Candidate = object({
  name: string("A shipped profile."),
  usable: boolean("Whether its program is there, and runs."),
  version: optional(string("What it says its version is.")),
  problem: optional(string("Why it is not usable although it is there.")),
  install: optional(string("The command that installs it."))
});
var File = object({
  path: string("A file."),
  is: oneOf(["written", "renewed", "kept"], "Renewed is what nobody had edited; what was is kept as it is.")
});
var init = operation({
  summary: "Make .orchestra, with a config for the agents that are installed",
  examples: ["orchestra init", "orchestra init --agent codex"],
  route: "POST /init",
  writes: true,
  input: object({
    agent: optional(string("The agent CLI behind `coder`; else the first that is installed."))
  }),
  output: object({
    root: string("The workspace."),
    files: list(File, "What was written."),
    agents: list(Candidate, "The agent CLIs there are, in the order of preference."),
    agent: optional(string("The one behind `coder`; absent when it is simulated, or config kept.")),
    config: list(object({ line: string("A line of the config."), says: string("What it means.") }), "The config line by line; empty where one was kept.")
  }),
  async run(context, { agent }) {
    const { store, templates, readFile } = context;
    const found = await lookAround(context);
    const names = found.map(({ name }) => name);
    const path = (name) => `${store.root}/${name}`;
    const chosen = choose(found, agent ?? chosenBefore(context, found));
    const config = configFor(chosen, usableOf(found));
    const text = renderConfig(config);
    const ignore = write(context, path(layout.ignore), ignoreText);
    const files = [
      write(context, path(layout.config), text, (old) => isUnedited(old, names)),
      // Ours alone: it describes what this version takes.
      write(context, path(layout.configSchema), templates(schemaFile), () => true),
      write(context, path(promptFile), templates(`templates/${promptFile}`)),
      ignore
    ];
    const isOurs = readFile(path(layout.config)) === text;
    return {
      root: store.root,
      files,
      agents: found,
      ...chosen !== void 0 && isOurs && { agent: chosen },
      config: isOurs ? explainConfig(config) : []
    };
  }
});
var promptFile = `${layout.prompts}/default.md`;
var schemaFile = "templates/schemas/agent-config.schema.json";
async function lookAround({ shipped, probe }) {
  const known = (await shipped()).filter(({ simulated }) => !simulated);
  return Promise.all(known.map(async (agent) => {
    const { path, version, problem } = await probe(agent);
    return {
      name: agent.name,
      usable: path !== void 0 && problem === void 0,
      ...version !== void 0 && { version },
      ...problem !== void 0 && { problem },
      ...agent.install !== void 0 && { install: agent.install }
    };
  }));
}
var usableOf = (found) => found.filter(({ usable }) => usable).map(({ name }) => name);
function isOpen(context, found) {
  const old = context.readFile(`${context.store.root}/${layout.config}`);
  const names = found.map(({ name }) => name);
  return old === void 0 || isUnedited(old, names) && !chosenBefore(context, found);
}
function chosenBefore({ store, readFile }, found) {
  const names = found.map(({ name }) => name);
  const before = coderIn(readFile(`${store.root}/${layout.config}`) ?? "", names);
  return usableOf(found).find((name) => name === before);
}
function choose(found, wanted) {
  if (wanted === void 0)
    return usableOf(found)[0];
  const names = found.map(({ name }) => name);
  if (wanted === "simulated")
    return void 0;
  if (names.includes(wanted))
    return wanted;
  const near = suggest(wanted, names);
  throw new Failure("usage", `--agent: there is no profile "${wanted}"${near ? `; did you mean ${near}?` : ""}`, { hint: `one of ${[...names, "simulated"].join(", ")}` });
}
function write({ readFile, writeOnce, writeOver }, path, text, isOurs = () => false) {
  const old = readFile(path);
  if (old === void 0) {
    writeOnce(path, text);
    return { path, is: "written" };
  }
  if (old === text || !isOurs(old))
    return { path, is: "kept" };
  writeOver(path, text);
  return { path, is: "renewed" };
}

// ../ft/dist/src/cli/choice.js
function askForOne({ err, onKey }, question, options) {
  const rows = options.map(({ name, note }, at) => [`  ${at + 1}`, name, note]);
  const names = options.map(({ name }) => name);
  err(`${question}
${alignColumns(rows).join("\n")}
`);
  return new Promise((resolve) => {
    const stop = onKey((typed) => {
      const read = readChoice(typed, names);
      if (!read)
        return;
      stop();
      err(`${read.chosen ?? ""}

`);
      resolve(read.chosen);
    });
    err(`1\u2013${names.length}, or Enter for ${names[0]}: `);
  });
}
function readChoice(typed, names) {
  if (typed === "\x1B")
    return { chosen: void 0 };
  if (typed.startsWith("\x1B"))
    return void 0;
  for (const key of typed) {
    if (leavingKeys.includes(key))
      return { chosen: void 0 };
    const chosen = enterKeys.includes(key) ? names[0] : names[Number(key) - 1];
    if (chosen !== void 0)
      return { chosen };
  }
  return void 0;
}
var leavingKeys = ["", "", "q"];
var enterKeys = ["\r", "\n"];

// ../ft/dist/src/cli/commands/init.js
var extra = object({
  yes: optional(boolean("Take what is proposed; ask nothing."))
});
var init2 = {
  ...withExtra(init, extra),
  short: { y: "yes" },
  ends: { 130: "Interrupted at the question; nothing was written." },
  async run(stage, { yes, ...input }) {
    const { context, terminal, json } = stage;
    const isAsking = terminal.isInteractive && !json && !yes && input.agent === void 0;
    const choice = isAsking ? await ask(stage) : "proposed";
    if (choice === void 0) {
      terminal.err("nothing was written\n");
      return exits.interrupted;
    }
    const answer = await init.run(context, choice === "proposed" ? input : { agent: choice });
    if (json)
      printJson(terminal, answer);
    else
      terminal.out(tell(answer, stage));
    return exits.ok;
  }
};
async function ask({ context, terminal }) {
  const found = await lookAround(context);
  const usable = found.filter((one) => one.usable);
  if (usable.length < 2 || !isOpen(context, found))
    return "proposed";
  const options = usable.map(({ name, version = "" }) => ({ name, note: version }));
  return askForOne(terminal, "Which one is to be your coder?", options);
}
function tell({ files, agents, agent, config }, { self, terminal }) {
  const paint = painter(terminal.color);
  const isNew = files[0]?.is !== "kept" && config.length > 0;
  const isThere = agents.some(({ name, usable }) => name === agent && usable);
  const next = [
    ["now:", `${self} start coder "what to do"`],
    ...isThere ? [["", `${self} agents test coder`, "is it logged in, may it write?"]] : []
  ];
  return [
    ...alignColumns(files.map(({ path, is }) => [is, path])),
    "",
    ...isNew ? [...alignColumns(config.map(({ line, says }) => [line, paint("dim", says)])), ""] : [],
    ...remarks(agents, agent, config.length > 0),
    ...alignColumns(next),
    ""
  ].join("\n");
}
function remarks(agents, agent, isOurs) {
  const missing = agents.find(({ name, usable }) => name === agent && !usable);
  const lines = agents.flatMap(({ problem }) => problem === void 0 ? [] : [harmless(problem)]);
  if (missing && missing.problem === void 0)
    lines.push(`${missing.name} is not installed: ${missing.install}`);
  if (!isOurs)
    lines.push("agent-config.json is yours: it stays as it is");
  if (usableOf(agents).length === 0 && !missing)
    lines.push(`no agent CLI is installed${isOurs ? ", so coder is simulated; install one, then init again" : ""}:`, ...alignColumns(agents.map(({ name, install = "" }) => [`  ${name}`, install])));
  return lines.length === 0 ? [] : [...lines, ""];
}
export {
  init2 as init
};
