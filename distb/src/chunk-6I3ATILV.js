import {
  quoteForShell
} from "./chunk-HWDWT7WJ.js";
import {
  wish
} from "./chunk-FHOPYNV7.js";
import {
  batchMax
} from "./chunk-T3O5IXGE.js";
import {
  TaskView,
  viewOf
} from "./chunk-2N4G7HPN.js";
import {
  durationOf,
  numberOf,
  promptFrom
} from "./chunk-MSDGEEZV.js";
import {
  conductors,
  operation
} from "./chunk-RLLTZYOD.js";
import {
  defaultRetry
} from "./chunk-76VGOSCX.js";
import {
  missingProgram
} from "./chunk-J6SEJHHY.js";
import {
  folderOf,
  project
} from "./chunk-U6L365AJ.js";
import {
  noControls
} from "./chunk-FBXUARIM.js";
import {
  callFor,
  inheritedFor,
  placesOf
} from "./chunk-I26GMW6K.js";
import {
  orderOf
} from "./chunk-QEYDHFPW.js";
import {
  NewTask,
  newRecord,
  number,
  protocolVersion,
  statuses,
  taskIdOf,
  timestamp,
  titleOf
} from "./chunk-AYEYYZRK.js";
import {
  boolean,
  integer,
  list,
  object,
  oneOf,
  optional,
  parse,
  readJson,
  record,
  string
} from "./chunk-IJBGSXO5.js";
import {
  firstLine
} from "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/new-task.js
import { resolve } from "node:path";
var taskOptions = {
  priority: optional(integer("Higher runs first.", { minimum: -999, maximum: 999 })),
  timeout: optional(string("Stop an attempt after this long (30m; bare numbers are seconds).")),
  retries: optional(integer("Attempts after the first, if it fails.", { minimum: 0, maximum: 1e3 })),
  after: optional(list(string("A task."), "Start only when these have completed.")),
  delay: optional(string("Start no earlier than after this long (10m).")),
  cwd: optional(string("The folder the agent works in; else this one.")),
  env: optional(record(string("A value."), "Environment of the agent, NAME=VALUE.")),
  title: optional(string("A short name for tables.")),
  model: optional(string("The model the agent is asked to use."))
};
var labelsOption = optional(record(string("A value."), "A mark to filter by, such as area=parser."));
var TaskOptions = object({ ...taskOptions, labels: labelsOption });
async function createDrafter(context) {
  const agents = await context.agents();
  const { defaultAgent } = agents.settings();
  const isFolder = remembered(context.isFolder);
  const isTask = remembered((number2) => context.store.tasks.read(number2) !== void 0);
  const programIn = remembered((cwd) => remembered((command) => agents.locate(command, cwd)));
  return (asked) => {
    const problems = [];
    const attempt = (check) => noting(problems, check);
    const given = (value, read) => value === void 0 ? void 0 : attempt(() => read(value));
    const agent = attempt(() => agents.resolve(asked.agent ?? defaultAgent));
    const cwd = attempt(() => workingFolder(context.cwd, asked.cwd, isFolder));
    const fields = {
      prompt: attempt(() => promptFrom(asked.prompt)),
      title: asked.title,
      priority: asked.priority,
      timeoutMs: given(asked.timeout, (text) => durationOf("timeout", text)),
      retry: asked.retries === void 0 ? void 0 : { retries: asked.retries },
      after: given(asked.after, (words) => words.map((word) => dependency(word, isTask))),
      notBefore: given(asked.delay, (text) => momentAfter(context, text)),
      env: given(asked.env, environmentOf),
      labels: given(asked.labels, labelsOf),
      model: asked.model
    };
    if (!agent || cwd === void 0 || problems.length > 0)
      return { ok: false, problems };
    const simulated = agent.simulated || void 0;
    const wanted = attempt(() => checked({ ...fields, agent: agent.name, cwd, simulated }));
    const program = programIn(cwd)(agent.command);
    if (program === void 0)
      problems.push(missingProgram(agent));
    if (wanted)
      attempt(() => refuseUncallable(context, agent, wanted));
    return wanted && program !== void 0 && problems.length === 0 ? { ok: true, wanted, agent, program } : { ok: false, problems };
  };
}
function draftedOrThrow(draft) {
  if (draft.ok)
    return draft;
  const [first, ...others] = draft.problems;
  if (!first || others.length === 0)
    throw first;
  const messages = draft.problems.map(({ message }) => message);
  throw new Failure(first.code, messages.join("; "), { hint: first.hint });
}
function queueTask({ store, clock }, wanted) {
  const hint = store.queue.storedHead()?.highest ?? 0;
  const task = store.tasks.create((number2) => newRecord(number2, wanted, clock.now().at), hint);
  const nowMs = Date.parse(task.createdAt);
  const { status } = project(task, { nowMs, standing: () => "open", controls: noControls });
  store.queue.enter(folderOf(status) ?? "pending", orderOf(task));
  return task;
}
function noting(problems, check) {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    problems.push(error);
    return void 0;
  }
}
function remembered(look) {
  const known = /* @__PURE__ */ new Map();
  return (key) => {
    const found = known.has(key) ? known.get(key) : look(key);
    known.set(key, found);
    return found;
  };
}
function workingFolder(here, named, isFolder) {
  const cwd = resolve(here, named ?? ".");
  if (cwd.includes("\0"))
    throw new Failure("usage", "--cwd holds a NUL byte", { hint: "leave that byte out" });
  if (isFolder(cwd))
    return cwd;
  throw new Failure("invalid", `there is no folder ${cwd}`, { hint: "create it first" });
}
function dependency(word, isTask) {
  const number2 = numberOf(word);
  if (isTask(number2))
    return number2;
  throw new Failure("not_found", `there is no ${taskIdOf(number2)} to wait for`, {
    hint: "orchestra status"
  });
}
function momentAfter({ clock }, delay) {
  return new Date(Date.parse(clock.now().at) + durationOf("delay", delay)).toISOString();
}
function environmentOf(env) {
  const bad = Object.keys(env).filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name));
  const ours = Object.keys(env).filter((name) => name.startsWith("ORCHESTRA_"));
  const nul = Object.entries(env).filter(([, value]) => value.includes("\0"));
  if (bad.length > 0)
    throw new Failure("usage", `--env: "${bad.join('", "')}" is no name of a variable`, {
      hint: "letters, digits and _, not beginning with a digit"
    });
  if (ours.length > 0)
    throw new Failure("usage", `--env: ${ours.join(", ")} is set by orchestra itself`, {
      hint: "take another name; orchestra help protocol lists these"
    });
  if (nul.length > 0)
    throw new Failure("usage", "--env: a value holds a NUL byte", { hint: "leave that byte out" });
  return { ...env };
}
function labelsOf(labels) {
  const bad = Object.keys(labels).filter((key) => !/^[A-Za-z0-9][\w./-]{0,62}$/.test(key));
  if (bad.length > 0)
    throw new Failure("usage", `--label: "${bad.join('", "')}" is no name of a label`, {
      hint: "letters, digits and _ . / -, beginning with a letter or digit, at most 63"
    });
  const unclean = Object.entries(labels).find(([, value]) => /\p{Cc}/u.test(value));
  if (unclean)
    throw new Failure("usage", `--label: the value of ${unclean[0]} holds a control character`, {
      hint: "labels are for tables and filters: leave it out"
    });
  return { ...labels };
}
function checked(value) {
  const read = parse(NewTask, value);
  if (read.ok)
    return read.value;
  const problems = read.issues.map(({ path, message }) => `${path} ${message}`);
  throw new Failure("usage", problems.join("; "), { hint: "orchestra start --help" });
}
function refuseUncallable({ store, clock }, agent, wanted) {
  const places = placesOf(store.root, 1, 1, agent.classicNames);
  const trial = { places, attempt: 1, slot: 0, token: "", inherited: {} };
  callFor(agent, newRecord(1, wanted, clock.now().at), trial);
}

// ../ft/dist/src/operations/batch.js
var BatchLine = object({
  agent: optional(string("The agent; else the one that the command names, or the default one.")),
  prompt: string("What it should do, byte for byte."),
  ...taskOptions,
  labels: labelsOption
});
var BatchTask = object({
  id: string("Its id."),
  number: number("Its number."),
  agent: string("Who does it."),
  title: string("Its title, or the first line of its prompt."),
  simulated: boolean("True when no real agent does it.")
});
var lineCharactersMax = 1024 * 1024;
var problemsMax = 100;
var patiencePerTaskMs = 20;
async function draftBatch(context, text, defaults) {
  const lines = text.replace(/^\ufeff/, "").split("\n");
  const filled = lines.flatMap((line, at) => line.trim() === "" ? [] : [{ line, at: at + 1 }]);
  if (filled.length === 0)
    throw new Failure("invalid", "the batch holds no task", {
      hint: 'a line for each, such as {"prompt": "what to do"}'
    });
  if (filled.length > batchMax)
    throw new Failure("invalid", `the batch holds ${filled.length} tasks; at most ${batchMax} go into one`, { hint: "split it" });
  const draft = await createDrafter(context);
  refuseDefaults(draft, defaults);
  const problems = [];
  const drafts = filled.flatMap(({ line, at }) => {
    const read = readLine(line, at === lines.length);
    const drafted = read.value && draft(withDefaults(defaults, read.value));
    if (drafted?.ok && read.problems.length === 0)
      return [drafted];
    const more = drafted && !drafted.ok ? drafted.problems.map(({ message }) => message) : [];
    const told = [...read.problems, ...more].map((problem) => problem.replace(/^--/, ""));
    problems.push(...told.map((problem) => `line ${at}: ${problem}`));
    return [];
  });
  if (problems.length > 0)
    throw refusal(problems);
  return drafts;
}
function refuseDefaults(draft, defaults) {
  const problemsOf = (asked) => {
    const drafted = draft({ ...asked, prompt: "?" });
    return drafted.ok ? [] : drafted.problems;
  };
  const bare = defaults.agent === void 0 ? problemsOf({}).map(({ message }) => message) : [];
  const problems = problemsOf(defaults).filter(({ message }) => !bare.includes(message));
  if (problems.length > 0)
    draftedOrThrow({ ok: false, problems });
}
async function queueBatch(context, drafts) {
  const results = await wish(context, {
    version: protocolVersion,
    at: context.clock.now().at,
    kind: "batch",
    tasks: drafts.map(({ wanted }) => wanted)
  }, patiencePerTaskMs * drafts.length);
  return drafts.map(({ wanted }, at) => {
    const { ok, task, message } = results[at] ?? results[0] ?? { ok: "no", message: "refused" };
    if (ok === "no" || task === void 0)
      throw new Failure("conflict", message, { hint: "nothing was queued: give the batch again" });
    const title = firstLine(titleOf(wanted));
    const { agent, simulated = false } = wanted;
    return { id: taskIdOf(task), number: task, agent, title, simulated };
  });
}
function readLine(line, isLast) {
  if (line.length > lineCharactersMax)
    return {
      problems: [`has ${line.length} characters; at most ${lineCharactersMax} are read`]
    };
  if (line.includes("\uFFFD"))
    return { problems: ["holds bytes that are not UTF-8"] };
  const json = readJson(line);
  const torn = isLast ? "; nothing ends this line: was the file cut off?" : "";
  if (!json.ok)
    return { problems: [`is not JSON: ${json.problem}${torn}`] };
  const value = spelled(json.value);
  const read = parse(BatchLine, value);
  if (read.ok)
    return { value: read.value, problems: [] };
  const problems = read.issues.map(({ path, message }) => path === "(root)" ? message : `${path} ${message}`);
  const bad = new Set(read.issues.map(({ path }) => path.split(/[.[]/)[0]));
  if (bad.has("(root)"))
    return { problems };
  const good = Object.entries(value).filter(([key]) => !bad.has(key));
  const rest = parse(BatchLine, {
    ...bad.has("prompt") && { prompt: "?" },
    ...Object.fromEntries(good)
  });
  return { ...rest.ok && { value: rest.value }, problems };
}
function spelled(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return value;
  const spell = (given) => typeof given === "number" ? String(given) : given;
  const entries = Object.entries(value).map(([key, given]) => {
    if (key === "timeout" || key === "delay")
      return [key, spell(given)];
    if (key !== "after")
      return [key, given];
    return [key, (Array.isArray(given) ? given : [given]).map(spell)];
  });
  return Object.fromEntries(entries);
}
function withDefaults(defaults, line) {
  const env = { ...defaults.env, ...line.env };
  const labels = { ...defaults.labels, ...line.labels };
  return {
    ...defaults,
    ...line,
    ...Object.keys(env).length > 0 && { env },
    ...Object.keys(labels).length > 0 && { labels }
  };
}
function refusal(problems) {
  const left = problems.length - problemsMax;
  const shown = left > 0 ? [...problems.slice(0, problemsMax), `and ${left} more`] : problems;
  return new Failure("invalid", `nothing was queued:
${shown.join("\n")}`, {
    hint: "mend these lines, and give the whole batch again"
  });
}

// ../ft/dist/src/operations/preview.js
var Preview = object({
  id: string("The id it would get now."),
  number: number("That number."),
  agent: string("Who would do it."),
  title: string("Its title, or the first line of its prompt."),
  status: oneOf(statuses, "Where it would begin."),
  priority: integer("Higher runs first."),
  argv: list(string("A word."), "The program and its arguments, exactly."),
  command: string("The same, quoted for a shell."),
  cwd: string("Where the agent would work."),
  stdin: oneOf(["prompt", "none"], "What the agent would read on stdin."),
  adds: list(string("A name."), "Variables it gets besides those around it, or with other values."),
  removes: list(string("A name."), "Variables that are around it, and kept from it."),
  timeoutMs: optional(integer("An attempt would be stopped after this long.")),
  retries: integer("Attempts after the first, if it fails."),
  after: list(number("A task."), "Tasks it would wait for."),
  notBefore: optional(timestamp("It would not start earlier.")),
  model: optional(string("The model it would be asked to use.")),
  labels: optional(record(string("A value."), "Its labels.")),
  prompt: string("The whole prompt as the agent would get it."),
  simulated: boolean("True when no real agent would do it.")
});
async function previewsOf(context, drafts) {
  const { store } = context;
  const agents = await context.agents();
  const task = store.tasks.highest(store.queue.storedHead()?.highest ?? 0) + 1;
  const run = store.runs.next(0);
  return drafts.map((draft, at) => previewOf(context, agents, draft, task + at, run + at));
}
function previewOf({ store, clock }, agents, { wanted, agent, program }, taskNumber, run) {
  const task = newRecord(taskNumber, wanted, clock.now().at);
  const inherited = agents.environment();
  const places = placesOf(store.root, run, taskNumber, agent.classicNames);
  const call = callFor(agent, task, { places, attempt: 1, slot: 0, token: "", inherited });
  const kept = inheritedFor(agent, inherited);
  const argv = [program, ...call.argv.slice(1)];
  const settings = agents.settings();
  const timeoutMs = wanted.timeoutMs ?? agent.timeoutMs ?? settings.timeoutMs;
  const retries = [wanted.retry, agent.retry, settings.retry].find((policy) => policy?.retries !== void 0)?.retries;
  const model = wanted.model ?? agent.model;
  const standing = (other) => store.tasks.read(other)?.settled?.status ?? "open";
  const circumstances = {
    nowMs: Date.parse(task.createdAt),
    standing,
    controls: store.controls.read()
  };
  return {
    id: taskIdOf(taskNumber),
    number: taskNumber,
    agent: agent.name,
    title: firstLine(titleOf(wanted)),
    status: project(task, circumstances).status,
    priority: wanted.priority,
    argv,
    command: quoteForShell(argv),
    cwd: wanted.cwd,
    stdin: call.stdin,
    adds: [...call.added],
    removes: Object.keys(inherited).filter((name) => !Object.hasOwn(kept, name) && !call.added.includes(name)).sort(),
    ...timeoutMs !== void 0 && { timeoutMs },
    retries: retries ?? defaultRetry.retries,
    after: wanted.after ?? [],
    ...wanted.notBefore !== void 0 && { notBefore: wanted.notBefore },
    ...model !== void 0 && { model },
    ...wanted.labels && { labels: wanted.labels },
    prompt: call.prompt,
    simulated: agent.simulated
  };
}

// ../ft/dist/src/operations/start.js
var Output = object({
  task: optional(TaskView),
  tasks: optional(list(BatchTask, "The tasks of a batch, in the order of its lines.")),
  preview: optional(list(Preview, "What would be queued, of a dry run.")),
  conductor: oneOf(conductors, "Who looks after it; none with --no-run, or a dry run.")
});
var start = operation({
  summary: "Queue a task for an agent, and see to it that it runs",
  examples: [
    'orchestra start coder "add a test for the parser"',
    "orchestra start claude @prompt.md --timeout 30m --retries 2 --label area=parser",
    "git diff | orchestra start codex - --title review --wait",
    'orchestra start coder "tidy up" --dry-run',
    "orchestra start coder --batch tasks.jsonl --retries 1"
  ],
  route: "POST /tasks",
  positionals: ["agent", "prompt"],
  rest: "text",
  writes: true,
  input: object({
    agent: optional(string("The agent, by its name in agent-config.json or a shipped profile.")),
    prompt: optional(string("What it should do; - reads stdin, @FILE a file.")),
    ...taskOptions,
    label: labelsOption,
    batch: optional(string("Queue the tasks of this file (- is stdin), a line of JSON for each: all or none.")),
    dryRun: optional(boolean("Only show how the agent would be called; nothing is written.")),
    noRun: optional(boolean("Only queue it; the next conductor takes it up."))
  }),
  output: Output,
  async run(context, { batch, dryRun, noRun, label, agent, prompt, ...options }) {
    const asked = {
      ...options,
      ...agent !== void 0 && { agent },
      ...label && { labels: label }
    };
    if (batch !== void 0 && prompt !== void 0)
      throw new Failure("usage", "with --batch there is no PROMPT", {
        hint: "each line of the batch holds its own; one AGENT before --batch holds for all lines"
      });
    const drafts = batch === void 0 ? [await draftOne(context, { ...asked, prompt: required(agent, prompt) })] : await draftBatch(context, await textOf(context, batch), asked);
    if (dryRun)
      return { preview: await previewsOf(context, drafts), conductor: "none" };
    const made = await queueAll(context, drafts, batch !== void 0);
    const conductor = noRun ? "none" : await ensureFor(context, made.task?.id ?? "the batch");
    return { ...made, conductor };
  }
});
function required(agent, prompt) {
  if (agent !== void 0 && prompt !== void 0)
    return prompt;
  const missing = [...agent === void 0 ? ["AGENT"] : [], "PROMPT"];
  throw new Failure("usage", missing.map((word) => `${word} is required`).join("; "), {
    hint: 'orchestra start AGENT "what to do"; for the default agent: orchestra enqueue "what to do"'
  });
}
async function draftOne(context, asked) {
  const draft = await createDrafter(context);
  return draftedOrThrow(draft({ ...asked, prompt: await promptOf(context, asked.prompt) }));
}
async function promptOf({ readText }, words) {
  if (words === "-")
    return readText({ stdin: true });
  return /^@\S/.test(words) ? readText({ file: words.slice(1) }) : words;
}
var textOf = ({ readText }, from) => readText(from === "-" ? { stdin: true } : { file: from });
async function queueAll(context, drafts, isBatch) {
  if (isBatch)
    return { tasks: await queueBatch(context, drafts) };
  const [task] = drafts.map(({ wanted }) => queueTask(context, wanted));
  return task ? { task: viewOf(context, task) } : {};
}
async function ensureFor({ conducting }, what) {
  try {
    return await conducting.ensure();
  } catch (cause) {
    if (!(cause instanceof Failure))
      throw cause;
    const { code, message, hint } = cause;
    throw new Failure(code, `${what} is queued, but nobody conducts: ${message}`, { hint, cause });
  }
}

export {
  queueTask,
  start,
  draftOne
};
