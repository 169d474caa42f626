import {
  olderLabel,
  readOlderTask
} from "./chunk-47HMR6E6.js";
import {
  renderConfig
} from "./chunk-QB3GNPNU.js";
import {
  commandOf
} from "./chunk-R5YDI3EM.js";
import {
  alignColumns
} from "./chunk-DVSKCOC5.js";
import {
  readQuietly
} from "./chunk-6ULRSHSM.js";
import {
  operation
} from "./chunk-RLLTZYOD.js";
import "./chunk-IWPS5FU5.js";
import "./chunk-GPV7KN42.js";
import "./chunk-NLHJN4T6.js";
import {
  knownHoles
} from "./chunk-FOOOP7LM.js";
import {
  AgentSettings,
  Config
} from "./chunk-J6SEJHHY.js";
import "./chunk-JB5L447W.js";
import {
  holesIn
} from "./chunk-72PWSYF7.js";
import {
  parseDuration
} from "./chunk-TQN5J5DI.js";
import {
  dayOf,
  layout,
  orderOf
} from "./chunk-QEYDHFPW.js";
import {
  newRecord,
  taskIdOf
} from "./chunk-AYEYYZRK.js";
import {
  boolean,
  list,
  object,
  oneOf,
  optional,
  parse,
  readJson,
  string
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/core/older-holes.js
var toCamel = (name) => name.replace(/(?<=.)[_-]+([A-Za-z0-9])/g, (_all, letter) => letter.toUpperCase());
function argumentFrom(text) {
  let open = 0;
  return text.replace(/\{([A-Za-z]\w*)\}|[{}]/g, (token, name) => {
    const hole = name === void 0 ? void 0 : holeNamed(name);
    if (hole)
      return `{${hole}}`;
    if (name !== void 0)
      return `{{${name}}}`;
    if (token === "{")
      open += 1;
    else if (open === 0)
      return token;
    else
      open -= 1;
    return token + token;
  });
}
var templateFrom = (text) => text.replace(/\{\{\w*\}\}|\{([A-Za-z]\w*)\}/g, (token, name) => {
  if (name === void 0)
    return token;
  const hole = holeNamed(name);
  if (!hole)
    return `{${token}}`;
  return hole === "prompt" ? "{userPrompt}" : `{${hole}}`;
});
var holeNamed = (name) => knownHoles.find((hole) => hole === toCamel(name));

// ../ft/dist/src/core/older-config.js
function readOlderConfig({ text, textOf }) {
  const json = readJson(text.replace(/^\ufeff/, ""));
  if (!json.ok)
    return { problem: `it is no JSON: ${json.problem}` };
  if (!isObject(json.value))
    return { problem: "it is no JSON object" };
  const { agents: said, ...rest } = json.value;
  if (!isObject(said))
    return { problem: "it has no agents" };
  const left = [];
  const templates = {};
  const agents = {};
  for (const [name, settings] of Object.entries(said)) {
    const agent = agentFrom(`agents.${name}`, name, settings, { left, templates, textOf });
    if (agent)
      agents[name] = agent;
  }
  const general = settingsFrom("", rest, Config, { left, names: generalNames });
  const { defaultAgent } = general;
  if (defaultAgent !== void 0 && !Object.hasOwn(agents, defaultAgent)) {
    left.push({ path: "defaultAgent", why: `there is no agent ${defaultAgent}` });
    delete general["defaultAgent"];
  }
  return { config: { ...general, agents }, templates, left };
}
function agentFrom(path, name, said, into) {
  const leave = (why) => void into.left.push({ path, why });
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(name))
    return leave("no agent is named so");
  if (!isObject(said))
    return leave("it is no JSON object");
  const spelled = commandFrom(said);
  const read = settingsFrom(path, spelled, AgentSettings, { left: into.left, names: agentNames });
  if (read["command"] === void 0 && read["extends"] === void 0)
    return leave("it has no command");
  for (const key of ["args", "modelArgs"])
    if (Array.isArray(read[key]))
      read[key] = read[key].map(argumentFrom);
  return { classicNames: true, ...withTemplate(path, read, into) };
}
function commandFrom(said) {
  const words = (list2) => Array.isArray(list2) ? list2.map((one) => typeof one === "number" ? String(one) : one) : list2;
  const { command, args = [] } = said;
  if (!Array.isArray(command))
    return said["args"] === void 0 ? said : { ...said, args: words(args) };
  const [program, ...own] = command;
  return { ...said, command: program, args: words(Array.isArray(args) ? [...own, ...args] : own) };
}
function withTemplate(path, read, into) {
  const { promptTemplate, promptTemplateFile: file, ...settings } = read;
  const leave = (key, why) => into.left.push({ path: `${path}.${key}`, why });
  const inFile = file === void 0 ? void 0 : into.textOf(file);
  if (file !== void 0 && inFile === void 0)
    leave("promptTemplateFile", `there is no ${file}`);
  else if (file !== void 0 && inFile !== void 0) {
    const text2 = templateFrom(inFile);
    if (!isTemplate(text2))
      leave("promptTemplateFile", `${file} does not hold {userPrompt}`);
    else {
      if (promptTemplate !== void 0)
        leave("promptTemplate", "promptTemplateFile holds instead");
      const name = templateNameOf(file);
      into.templates[name] = text2;
      return { ...settings, promptTemplateFile: `${layout.prompts}/${name}` };
    }
  }
  const text = promptTemplate === void 0 ? void 0 : templateFrom(promptTemplate);
  if (text === void 0)
    return settings;
  if (isTemplate(text))
    return { ...settings, promptTemplate: text };
  leave("promptTemplate", "it does not hold {userPrompt}");
  return settings;
}
var isTemplate = (text) => holesIn(text).includes("userPrompt");
var templateNameOf = (file) => file.replace(/^(?:\.\/)*(?:\.orchestra-cli\/)?(?:prompts\/)?/, "").replace(/^\/+/, "").replaceAll("/", "-");
var generalNames = {
  default: "defaultAgent",
  defaultTimeout: "timeout",
  timeoutSeconds: "timeout",
  maxConcurrent: "maxParallel"
};
var agentNames = {
  timeoutSeconds: "timeout",
  maxConcurrent: "maxParallel"
};
function settingsFrom(path, said, schema, { left, names }) {
  const settings = {};
  for (const [key, value] of Object.entries(said)) {
    if (value === null || value === void 0)
      continue;
    const leave = (why) => left.push({ path: path === "" ? key : `${path}.${key}`, why });
    const camel = toCamel(key);
    const name = Object.hasOwn(names, camel) ? names[camel] ?? camel : camel;
    if (!Object.hasOwn(schema.properties ?? {}, name)) {
      leave("it has no counterpart here");
      continue;
    }
    const own = durations.has(name) ? durationFrom(value) : value;
    const read = parse(schema, { [name]: own });
    if (own === void 0)
      leave(`it is no duration: ${JSON.stringify(value)}`);
    else if (!read.ok)
      leave(read.issues.map((one) => `${one.path} ${one.message}`).join(", "));
    else if (Object.hasOwn(settings, name))
      leave(`${name} is there already`);
    else
      settings[name] = own;
  }
  return settings;
}
var durations = /* @__PURE__ */ new Set(["timeout", "grace", "linger", "idleExit"]);
function durationFrom(value) {
  if (typeof value === "string")
    return parseDuration(value) === void 0 ? void 0 : value;
  if (typeof value !== "number" || !(value > 0) || !Number.isFinite(value))
    return void 0;
  const unit = [3600, 60].find((seconds) => value % seconds === 0) ?? 1;
  const text = `${value / unit}${{ 3600: "h", 60: "m", 1: "s" }[unit]}`;
  return parseDuration(text) === void 0 ? void 0 : text;
}
var isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

// ../ft/dist/src/operations/migrate-config.js
var skip = (path, why) => ({ path, is: "skipped", says: why });
function importConfig(context, { config: older }, dryRun) {
  if (!older)
    return { items: [], templates: [] };
  const { path } = older;
  const read = readOlderConfig(older);
  if ("problem" in read)
    return { items: [skip(path, read.problem)], templates: [] };
  const { config, templates, left } = read;
  const prompts = Object.entries(templates).map(([name, text2]) => writePrompt(context, name, `${path}: ${name}`, text2, dryRun));
  const names = Object.keys(config.agents ?? {});
  const known = { templates: Object.keys(templates) };
  if (names.length === 0)
    return { ...known, items: [...left.map(leftIn(path)), skip(path, "it has no agent for us")] };
  const text = renderConfig(config);
  const isNew = writeNew(context, layout.config, text, dryRun);
  const as = layout.config;
  if (!isNew) {
    const says2 = "yours is there, and stays as it is";
    return { ...known, items: [{ path, is: "there", as, says: says2 }, ...prompts] };
  }
  const says = `${names.length === 1 ? "agent" : "agents"} ${names.join(", ")}`;
  const item = { path, is: "imported", as, says };
  return { ...known, text, items: [item, ...left.map(leftIn(path)), ...prompts] };
}
var leftIn = (file) => ({ path, why }) => skip(`${file}: ${path}`, why);
function writePrompt(context, name, path, text, dryRun) {
  const as = `${layout.prompts}/${name}`;
  const isNew = writeNew(context, as, text, dryRun);
  const says = isNew ? "copied" : "one of this name is there, and stays as it is";
  return { path, is: isNew ? "imported" : "there", as, says };
}
function writeNew({ store, readFile, writeOnce }, name, text, dryRun) {
  const path = `${store.root}/${name}`;
  return dryRun ? readFile(path) === void 0 : writeOnce(path, text);
}

// ../ft/dist/src/operations/migrate.js
var migrate = operation({
  summary: "Take over the tasks, agents, plans, logs and prompts of an older .orchestra folder",
  examples: ["orchestra migrate --dry-run", "orchestra migrate"],
  route: "POST /migrate",
  positionals: ["from"],
  writes: true,
  input: object({
    from: optional(string("The older folder, or the project it is in; else this workspace itself.")),
    queue: optional(boolean("Take over those that have yet to run, too; they start.")),
    dryRun: optional(boolean("Only tell what would be done."))
  }),
  output: object({
    from: string("The older folder."),
    items: list(object({
      path: string("What it was."),
      is: oneOf(["imported", "there", "skipped"], "What became of it."),
      as: optional(string("What it is here.")),
      says: string("In words.")
    }), "In the order in which they were made."),
    config: optional(string("Of a dry run: the text that agent-config.json would have."))
  }),
  async run(context, { from = context.store.root, queue = false, dryRun = false }) {
    const older = await context.older(from);
    if (!older)
      throw new Failure("not_found", `no tasks/ in ${from}, nor in an .orchestra/ there`, {
        hint: "orchestra migrate FOLDER, with the folder in which the older tool worked"
      });
    const skipped = older.skipped.map(({ path, why }) => skip(path, why));
    const config = importConfig(context, older, dryRun);
    const tasks = importTasks(context, older, { queue, dryRun });
    const prompts = importPrompts(context, older, config.templates, dryRun);
    if (!dryRun)
      await context.conducting.settle();
    if (queue && !dryRun && tasks.some(({ is }) => is === "imported"))
      await context.conducting.ensure();
    return {
      from: older.root,
      items: [...tasks, ...config.items, ...prompts, ...skipped],
      ...dryRun && config.text !== void 0 && { config: config.text }
    };
  }
});
function importTasks(context, older, options) {
  const items = [];
  const read = [];
  for (const file of older.files) {
    const task = readOlderTask(file);
    if ("problem" in task)
      items.push(skip(file.id, task.problem));
    else
      read.push(task);
  }
  read.sort((a, b) => `${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? -1 : 1);
  const known = imported(context);
  for (const task of read) {
    const before = known.get(keyOf(task.id, task.createdAt));
    const why = before ? void 0 : whyLeft(task, known, options.queue);
    if (why !== void 0) {
      items.push(skip(task.id, why));
      continue;
    }
    const record = before ?? create(context, older, task, known, options.dryRun);
    known.set(keyOf(task.id, task.createdAt), record);
    if (!options.dryRun)
      complete(context, older, task.id, record);
    items.push({
      path: task.id,
      is: before ? "there" : "imported",
      ...(before || !options.dryRun) && { as: taskIdOf(record.number) },
      says: before ? "imported before" : task.settled?.status ?? "pending"
    });
  }
  return items;
}
function whyLeft(task, known, queue) {
  if (task.settled)
    return void 0;
  if (!queue)
    return "it has yet to run: with --queue it is taken over, and starts";
  const missing = task.after.find((id) => numbersOf(id, known).length === 0);
  return missing && `it waits for ${missing}, which is not here`;
}
var numbersOf = (id, known) => [...known].flatMap(([key, { number }]) => key.startsWith(`${id} `) ? number : []);
var keyOf = (id, createdAt) => `${id} ${createdAt}`;
function imported({ store }) {
  const known = /* @__PURE__ */ new Map();
  for (const task of store.recovery.survey(0).records) {
    const id = task.labels?.[olderLabel];
    if (id !== void 0)
      known.set(keyOf(id, task.createdAt), task);
  }
  return known;
}
function create({ store }, { cwd }, { wanted, after, settled, createdAt }, known, dryRun) {
  const numbers = after.flatMap((id) => numbersOf(id, known));
  const task = { ...wanted, cwd, ...numbers.length > 0 && { after: numbers } };
  const make = (number) => ({
    ...newRecord(number, task, createdAt),
    ...settled && { settled }
  });
  return dryRun ? make(0) : store.tasks.create(make, store.queue.storedHead()?.highest ?? 0);
}
function complete({ store }, older, id, record) {
  const { number, settled } = record;
  const { plan, log } = older.papers(id);
  const at = (path) => `${store.root}/${path}`;
  if (plan)
    older.copy(plan, at(layout.classicPlan(number)));
  if (log)
    older.copy(log, at(layout.classicLog(number)));
  const isShown = settled ? store.queue.isFinished(dayOf(settled.endedAt), number, settled.status) : record.runs.length > 0;
  if (!isShown && readQuietly(() => store.tasks.read(number)))
    store.queue.enter("pending", orderOf(record));
}
function importPrompts(context, older, translated, dryRun) {
  return older.prompts.filter(({ name }) => !translated.includes(name)).map(({ name, path }) => writePrompt(context, name, path, context.readFile(path) ?? "", dryRun));
}

// ../ft/dist/src/cli/commands/migrate.js
var migrate2 = commandOf(migrate, ({ from, items, config }, { terminal }) => {
  const rows = items.map(({ path, is, as = "", says }) => [path, is, as, says]);
  terminal.out(rows.length === 0 ? `nothing of an older tool is in ${from}
` : `${alignColumns(rows).join("\n")}
`);
  if (config !== void 0)
    terminal.out(`
agent-config.json would be
${config}`);
});
export {
  migrate2 as migrate
};
