import {
  advance,
  emptyHead,
  exitIn,
  lastMax
} from "./chunk-V3QGCUGY.js";
import {
  Ask,
  isOpen,
  waitedMs
} from "./chunk-IX2KAQCM.js";
import {
  resolveAgent,
  retryOf
} from "./chunk-T5XR7PGE.js";
import {
  waitersOf,
  whyKept
} from "./chunk-AYYJCI5N.js";
import {
  repairsOf
} from "./chunk-6BI45MEC.js";
import {
  readSentinel,
  shorten
} from "./chunk-NLHJN4T6.js";
import {
  openToAppend,
  openToRead
} from "./chunk-EP3NMQW6.js";
import {
  defaultAgentOf,
  readConfig,
  tellProblem
} from "./chunk-FOOOP7LM.js";
import {
  sequelOf
} from "./chunk-76VGOSCX.js";
import {
  configDefaults,
  missingProgram
} from "./chunk-J6SEJHHY.js";
import {
  isPassing
} from "./chunk-PUVSEIMK.js";
import {
  limitMsOf,
  lostSpec
} from "./chunk-JB5L447W.js";
import {
  deadDependency,
  dependenciesOf,
  folderOf,
  project
} from "./chunk-U6L365AJ.js";
import {
  controlOf,
  noControls
} from "./chunk-FBXUARIM.js";
import {
  readPlainFile
} from "./chunk-ZJQLSK6V.js";
import {
  callFor,
  placesOf
} from "./chunk-I26GMW6K.js";
import "./chunk-72PWSYF7.js";
import {
  formatDuration,
  parseDuration
} from "./chunk-TQN5J5DI.js";
import {
  bearersOf,
  deliver,
  killBearers,
  signalAgain
} from "./chunk-PBIROSBO.js";
import {
  identityOf,
  livenessOf,
  livenessOfAll,
  placeOf
} from "./chunk-IJTZDC2R.js";
import {
  dayOf,
  layout,
  orderOf
} from "./chunk-QEYDHFPW.js";
import {
  elapsedMs,
  liveRunOf,
  newRecord,
  protocolVersion,
  queueFolders,
  taskIdOf,
  titleOf
} from "./chunk-AYEYYZRK.js";
import {
  parseText
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import {
  processTable
} from "./chunk-7QJ36DIS.js";
import {
  firstLine,
  once
} from "./chunk-QYHLQT45.js";
import {
  codeOf
} from "./chunk-UUUYVOJ7.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";
import "./chunk-4V54GAD5.js";

// ../ft/dist/src/app-engine.js
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join as join4 } from "node:path";

// ../ft/dist/src/core/provider-failure.js
function classifyFailure(status, message) {
  const known = status ?? statusIn(message);
  return saidBy(decisiveWords, message) ?? byStatus(known, message) ?? saidBy(plainWords, message) ?? "agent_error";
}
function sentenceIn(message) {
  const text = message.trim();
  if (!text.startsWith("{"))
    return text;
  try {
    return deepestMessage(JSON.parse(text)) ?? text;
  } catch {
    return text;
  }
}
var decisiveWords = [
  [
    "context_overflow",
    /context.?(?:length|window)|prompt is too long|input is too long|too many (?:input )?tokens|request.too.large/i
  ],
  ["rate_limit", /rate.?limit(?!s)|too many requests|per.(?:second|minute)\b/i],
  [
    "quota",
    /quota|billing|credit balance|insufficient.(?:funds|credits?|balance)|(?:usage|spending|\dh|hour|weekly|monthly).limit|hit your limit|payment required/i
  ],
  [
    "model_not_found",
    /model.not.found|(?:unknown|no such|selected) model|\bmodel\b.{0,80}\b(?:not found|(?:does|may) not exist|not (?:supported|available))/i
  ]
];
var plainWords = [
  ["auth", /unauthori[sz]ed|forbidden|authenticat|api.key|log(?:ged)? ?in\b|\boauth\b|credential/i],
  [
    "provider",
    /overloaded|high demand|at capacity|internal server error|service unavailable|bad gateway|temporarily unavailable/i
  ],
  [
    "network",
    /\bE(?:CONN\w+|NOTFOUND|AI_AGAIN|TIMEDOUT|HOSTUNREACH|NETUNREACH)\b|connection (?:\w+ )?(?:failed|refused|reset|closed|error)|(?:unable|cannot|could not|failed) to connect|cannot connect|network|\bdns\b|socket|fetch failed|stream disconnected|error sending request|timed? ?out/i
  ]
];
var saidBy = (words2, message) => words2.find(([, pattern]) => pattern.test(message))?.[0];
function byStatus(status, message) {
  if (status === void 0)
    return void 0;
  if (status === 401 || status === 403)
    return "auth";
  if (status === 402)
    return "quota";
  if (status === 404)
    return /\bmodel\b/i.test(message) ? "model_not_found" : "agent_error";
  if (status === 408 || status >= 500)
    return "provider";
  if (status === 413)
    return "context_overflow";
  if (status === 429)
    return "rate_limit";
  return void 0;
}
function statusIn(message) {
  const match = /\b(?:status(?: code)?|API error):? ([45]\d\d)\b/i.exec(message);
  return match ? Number(match[1]) : void 0;
}
function deepestMessage(value) {
  if (typeof value === "string")
    return value;
  if (typeof value !== "object" || value === null)
    return void 0;
  const { error, message, detail } = value;
  return deepestMessage(error) ?? deepestMessage(message) ?? deepestMessage(detail);
}

// ../ft/dist/src/adapters/agents/fields.js
function readFields(line) {
  if (!line.trimStart().startsWith("{"))
    return void 0;
  try {
    return fieldsOf(JSON.parse(line));
  } catch {
    return void 0;
  }
}
var fieldsOf = (value) => typeof value === "object" && value !== null ? value : {};
var listOf = (value) => Array.isArray(value) ? value.map((one) => fieldsOf(one)) : [];
var textOf = (value) => typeof value === "string" && value !== "" ? value : void 0;
var numberOf = (value) => typeof value === "number" ? value : void 0;
var wordOf = (value) => typeof value === "string" || typeof value === "number" ? String(value) : "";
function askOf(input) {
  const fields = fieldsOf(input);
  const told = asks.map((name) => textOf(fields[name])).find((text) => text !== void 0);
  return cut(told ?? JSON.stringify(fields), 300);
}
var asks = [
  "command",
  "file_path",
  "filePath",
  "path",
  "pattern",
  "query",
  "url",
  "description"
];
var outputOf = (text) => cut((text ?? "").trim(), 1e3);
var cut = (text, max) => text.length <= max ? text : `${text.slice(0, max)}\u2026`;

// ../ft/dist/src/adapters/agents/lines.js
var readLine = (line) => {
  const text = line.trimEnd();
  return text === "" ? [] : [{ type: "message", text }];
};
var readStranger = (line) => line.trimStart().startsWith("{") ? [] : readLine(line);

// ../ft/dist/src/adapters/agents/nesting.js
var nestingMarks = [
  "CLAUDECODE",
  "CLAUDE_CODE_CHILD_SESSION",
  "CLAUDE_CODE_ENTRYPOINT",
  "CLAUDE_CODE_EXECPATH",
  "CLAUDE_CODE_SESSION_ID",
  "CLAUDE_CODE_SSE_PORT",
  "CODEX_CI",
  "CODEX_MANAGED_BY_NPM",
  "CODEX_MANAGED_PACKAGE_ROOT",
  "CODEX_SANDBOX",
  "CODEX_SANDBOX_NETWORK_DISABLED",
  "CODEX_SESSION_ID",
  "CODEX_THREAD_ID",
  "CODEX_TOOL_CALL_ID",
  "OPENCODE",
  "OPENCODE_PID",
  "OPENCODE_RUN_ID"
];

// ../ft/dist/src/adapters/agents/claude.js
var settings = {
  description: "Claude Code",
  command: "claude",
  args: [
    "-p",
    "--output-format",
    "stream-json",
    "--verbose",
    // Not --dangerously-skip-permissions: claude refuses that to root, which is who works in most
    // containers. This lets commands and edits through as well, for root too, while git hooks,
    // the CLI's own settings and unapproved MCP tools stay shut, and a denial fails the task.
    "--permission-mode",
    "acceptEdits",
    "--allowedTools=Bash,Read,Glob,Grep,Edit,Write,NotebookEdit,Skill,WebFetch,WebSearch"
  ],
  modelArgs: ["--model", "{model}"],
  prompt: "stdin",
  format: "claude",
  // Interrupted by somebody's Ctrl-C it may leave with 0; done is only what its result says.
  trustExit: false,
  env: { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1", DISABLE_AUTOUPDATER: "1" },
  unset: nestingMarks,
  // On INT it ends its shell commands, which are in sessions of their own; on TERM it may go on.
  stopSignals: ["INT", "TERM"],
  // Its last words after the done file take one more answer of the model.
  linger: "1m",
  verified: true,
  install: "npm install -g @anthropic-ai/claude-code",
  probe: { version: ["--version"], help: ["--help"] }
};
var readLine2 = (line) => {
  const said = readFields(line);
  if (!said)
    return readStranger(line);
  switch (said.type) {
    case "system":
      return readSystem(said);
    case "assistant":
      return readAssistant(said);
    case "user":
      return readToolResults(said);
    case "rate_limit_event":
      return readRateLimit(fieldsOf(said.rate_limit_info));
    case "result":
      return [readResult(said)];
    default:
      return [];
  }
};
function readSystem(said) {
  if (said.subtype === "init") {
    const session = textOf(said.session_id);
    const model = textOf(said.model);
    return session === void 0 ? [] : [{ type: "session.started", session, ...model !== void 0 && { model } }];
  }
  if (said.subtype !== "api_retry")
    return [];
  const [attempt, most] = [wordOf(said.attempt), wordOf(said.max_retries)];
  const why = `${wordOf(said.error_status)} ${wordOf(said.error)}`.trim();
  return [{ type: "retry", text: `attempt ${attempt} of ${most}: ${why}` }];
}
function readAssistant(said) {
  const isSubagent = textOf(said.parent_tool_use_id) !== void 0;
  return blocksOf(said).flatMap((block) => {
    const text = textOf(block.text);
    const thinking = textOf(block.thinking);
    if (block.type === "text" && text !== void 0 && !isSubagent)
      return [{ type: "message", text }];
    if (block.type === "thinking" && thinking !== void 0 && !isSubagent)
      return [{ type: "thinking", text: thinking }];
    if (block.type !== "tool_use")
      return [];
    const tool = textOf(block.name) ?? "tool";
    return [{ type: "tool.called", tool, detail: askOf(block.input) }];
  });
}
var readToolResults = (said) => blocksOf(said).filter((block) => block.type === "tool_result").map((block) => ({
  type: "tool.finished",
  tool: "tool",
  ok: block.is_error !== true,
  detail: outputOf(contentOf(block.content))
}));
var blocksOf = (said) => listOf(fieldsOf(said.message).content);
var contentOf = (content) => textOf(content) ?? listOf(content).map((part) => textOf(part.text) ?? "").join("\n");
function readRateLimit(info) {
  const status = textOf(info.status);
  if (status === void 0 || status === "allowed")
    return [];
  const kind = textOf(info.rateLimitType) ?? "usage";
  return [{ type: "warning", text: `${kind} limit: ${status}` }];
}
function readResult(said) {
  const errors = Array.isArray(said.errors) ? said.errors.map(wordOf).join("; ") : void 0;
  const text = textOf(said.result) ?? textOf(errors);
  const subtype = wordOf(said.subtype);
  if (said.is_error === true || subtype.startsWith("error")) {
    const words2 = sentenceIn(text ?? subtype);
    return { type: "finished", ok: false, text: words2, reason: reasonOf(said, words2) };
  }
  const denied = listOf(said.permission_denials);
  if (denied.length > 0)
    return { type: "finished", ok: false, ...deniedBy(denied, text) };
  return { type: "finished", ok: true, ...text !== void 0 && { text } };
}
function reasonOf(said, words2) {
  if (said.subtype === "error_max_turns")
    return "max_turns";
  if (said.subtype === "error_max_budget_usd")
    return "budget";
  return classifyFailure(numberOf(said.api_error_status), words2);
}
function deniedBy(denied, text) {
  const asks2 = denied.map((one) => `${wordOf(one.tool_name)} (${askOf(one.tool_input)})`);
  const words2 = `not permitted: ${asks2.join(", ")}`;
  return {
    text: text === void 0 ? words2 : `${words2}. It said: ${text}`,
    reason: "permission_denied"
  };
}

// ../ft/dist/src/adapters/agents/codex.js
var settings2 = {
  description: "Codex",
  command: "codex",
  args: [
    "exec",
    "--json",
    "--skip-git-repo-check",
    // Not `-s workspace-write`: it forbids `git commit`, the network and every cache below HOME,
    // needs what many containers lack, and prints nothing about what it forbade, so that work
    // half done would pass for done. Who wants it says so in the `args` of an agent of their own.
    "--dangerously-bypass-approvals-and-sandbox",
    // Otherwise an API out of reach is waited for without end.
    "-c",
    "features.unbounded_connection_retries=false",
    "-c",
    "check_for_update_on_startup=false",
    "-c",
    "analytics.enabled=false",
    "-"
  ],
  modelArgs: ["--model", "{model}"],
  prompt: "stdin",
  format: "codex",
  unset: nestingMarks,
  // On INT it ends its shell commands, which are in sessions of their own; on TERM they live on.
  stopSignals: ["INT", "TERM"],
  // Its last words after the done file take one more answer of the model.
  linger: "1m",
  verified: true,
  install: "npm install -g @openai/codex",
  probe: { version: ["--version"], help: ["exec", "--help"] }
};
var readLine3 = (line) => {
  const said = readFields(line);
  if (!said)
    return readStranger(line);
  switch (said.type) {
    case "thread.started": {
      const session = textOf(said.thread_id);
      return session === void 0 ? [] : [{ type: "session.started", session }];
    }
    case "item.started":
      return readCall(fieldsOf(said.item));
    case "item.completed":
      return readItem(fieldsOf(said.item));
    case "error":
      return [readNotice(sentenceIn(textOf(said.message) ?? "error"))];
    case "turn.completed":
      return [{ type: "finished", ok: true }];
    case "turn.failed":
      return [readFailure(messageOf(said.error) ?? "the turn failed")];
    default:
      return [];
  }
};
var readNotice = (text) => text.startsWith("Reconnecting") ? { type: "retry", text } : { type: "warning", text };
var readFailure = (message) => ({
  type: "finished",
  ok: false,
  text: sentenceIn(message),
  reason: classifyFailure(void 0, message)
});
function readCall(item) {
  const call = callOf(item);
  return call ? [{ type: "tool.called", ...call }] : [];
}
function readItem(item) {
  const text = textOf(item.text);
  switch (item.type) {
    case "agent_message":
      return text === void 0 ? [] : [{ type: "message", text }];
    case "reasoning":
      return text === void 0 ? [] : [{ type: "thinking", text }];
    case "error":
      return [{ type: "warning", text: textOf(item.message) ?? "error" }];
  }
  const call = callOf(item);
  if (!call)
    return [];
  const output = textOf(item.aggregated_output) ?? messageOf(item.error);
  const ok = item.status !== "failed" && item.status !== "declined";
  return [{ type: "tool.finished", tool: call.tool, ok, detail: outputOf(output ?? call.detail) }];
}
function callOf(item) {
  switch (item.type) {
    case "command_execution":
      return { tool: "shell", detail: askOf({ command: bareCommand(item.command) }) };
    case "file_change": {
      const changes = listOf(item.changes).map((one) => `${wordOf(one.kind)} ${wordOf(one.path)}`);
      return { tool: "edit", detail: changes.join(", ") };
    }
    case "mcp_tool_call":
      return { tool: `${wordOf(item.server)}.${wordOf(item.tool)}`, detail: askOf(item.arguments) };
    case "web_search":
      return { tool: "web search", detail: askOf(item) };
    default:
      return void 0;
  }
}
var messageOf = (error) => textOf(fieldsOf(error).message);
var bareCommand = (command) => textOf(command)?.replace(/^\S*sh -l?c '([^']*)'$/, "$1");

// ../ft/dist/src/adapters/agents/opencode.js
var settings3 = {
  description: "OpenCode",
  command: "opencode",
  args: [
    "run",
    "--format",
    "json",
    // It asks before it leaves the folder it works in; unanswered, it stops there and exits with
    // 0. What its config denies stays denied.
    "--auto",
    // Saves the request to the model that would invent one.
    "--title",
    "{taskId}"
  ],
  modelArgs: ["--model", "{model}"],
  prompt: "stdin",
  format: "opencode",
  // Without the second every run leaves 5.6 MB in the folder for temporary files.
  env: { OPENCODE_DISABLE_AUTOUPDATE: "1", OPENCODE_DISABLE_FFF: "1" },
  unset: nestingMarks,
  // While it installs its plugins it swallows the first signal.
  stopSignals: ["INT", "TERM"],
  // Its last words after the done file take one more answer of the model.
  linger: "1m",
  verified: true,
  install: "npm install -g opencode-ai",
  probe: { version: ["--version"], help: ["run", "--help"] }
};
var readLine4 = (line) => {
  const said = readFields(line);
  if (!said)
    return readStranger(line);
  const part = fieldsOf(said.part);
  switch (said.type) {
    case "step_start":
      return readSession(said);
    case "text":
      return part.synthetic === true ? [] : readText("message", part);
    case "reasoning":
      return readText("thinking", part);
    case "tool_use":
      return readTool(textOf(part.tool) ?? "tool", fieldsOf(part.state));
    case "error":
      return [...readSession(said), readError(fieldsOf(said.error))];
    default:
      return [];
  }
};
function readSession(said) {
  const session = textOf(said.sessionID);
  return session === void 0 ? [] : [{ type: "session.started", session }];
}
function readText(type, part) {
  const text = textOf(part.text);
  return text === void 0 ? [] : [{ type, text }];
}
function readTool(tool, state) {
  const exit = numberOf(fieldsOf(state.metadata).exit) ?? 0;
  const error = textOf(state.error);
  const ok = state.status === "completed" && exit === 0;
  const detail = askOf(state.input);
  const events = [
    { type: "tool.called", tool, detail },
    { type: "tool.finished", tool, ok, detail: outputOf(error ?? textOf(state.output)) }
  ];
  if (error?.startsWith("The user rejected permission")) {
    const text = `not permitted: ${tool} (${detail})`;
    events.push({ type: "finished", ok: false, text, reason: "permission_denied" });
  }
  return events;
}
function readError(error) {
  const data = fieldsOf(error.data);
  const name = textOf(error.name) ?? "error";
  const text = sentenceIn(textOf(data.message) ?? name);
  if (name === "ContextOverflowError")
    return { type: "warning", text };
  const words2 = `${text} ${wordOf(data.responseBody)}`;
  const reason = name === "ProviderAuthError" ? "auth" : classifyFailure(numberOf(data.statusCode), words2);
  return { type: "finished", ok: false, text, reason };
}

// ../ft/dist/src/adapters/agents/simulated.js
var simulatedProfile = (script) => ({
  description: "A stand-in that shows how a task runs; no model, no work",
  command: "sh",
  args: [script],
  prompt: "stdin",
  verified: true,
  simulated: true
});

// ../ft/dist/src/adapters/agents/index.js
var profiles = {
  claude: settings,
  codex: settings2,
  opencode: settings3
};
var readers = /* @__PURE__ */ new Map([
  ["claude", readLine2],
  ["codex", readLine3],
  ["opencode", readLine4]
]);
var readerOf = (format) => readers.get(format) ?? readLine;

// ../ft/dist/src/adapters/config-files.js
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
function createAgents(options) {
  const load = cached(options.paths, () => readConfigs(options));
  const resolved = /* @__PURE__ */ new Map();
  const templates = /* @__PURE__ */ new Map();
  let known;
  const readTemplate = (name, files) => readFirst(name, [...files.flatMap(foldersOf), options.templates], readStamped);
  const foldersOf = ({ path }) => path === options.older ? [dirname(path), dirname(dirname(path))] : [dirname(path)];
  const readStamped = (path) => {
    templates.set(path, stampOf(path));
    return readPlainFile(path);
  };
  const sources = () => {
    const files = load();
    const isEdited = [...templates].some(([path, stamp]) => stampOf(path) !== stamp);
    if (files !== known || isEdited) {
      resolved.clear();
      templates.clear();
    }
    known = files;
    const configs = files.map(({ config }) => config);
    return {
      files,
      configs,
      places: files.map(({ path }) => path),
      profiles: options.profiles,
      locate: (file, path, what) => files.find((one) => one.path === file)?.locate(path, what)
    };
  };
  return {
    resolve(name) {
      const { files, ...from } = sources();
      const found = resolved.get(name);
      if (found)
        return found;
      const agent = resolveAgent(name, from, (path) => readTemplate(path, files)?.text);
      resolved.set(name, agent);
      return agent;
    },
    settings: () => settingsOf(sources()),
    sources,
    templateAt: (name) => readTemplate(name, sources().files)?.path,
    locate: (command, cwd) => locate(command, cwd, options.environment["PATH"] ?? ""),
    readerOf: options.readerOf,
    environment: () => options.environment
  };
}
function settingsOf(sources) {
  const first = (key) => sources.configs.find((config) => config[key] !== void 0)?.[key];
  const ms = (text) => text === void 0 ? void 0 : parseDuration(text);
  return {
    defaultAgent: defaultAgentOf(sources),
    maxParallel: first("maxParallel") ?? configDefaults.maxParallel,
    maxAwaiting: first("maxAwaiting") ?? configDefaults.maxAwaiting,
    idleExitMs: ms(first("idleExit")) ?? configDefaults.idleExitMs,
    agingMs: ms(first("aging")) ?? configDefaults.agingMs,
    ifDependencyFails: first("ifDependencyFails") ?? configDefaults.ifDependencyFails,
    groups: Object.assign({}, ...sources.configs.map(({ groups }) => groups).reverse()),
    timeoutMs: ms(first("timeout")),
    retry: retryOf(first("retry"))
  };
}
function readConfigs({ paths, older }) {
  const files = [];
  const problems = [];
  for (const path of paths) {
    const text = readPlainFile(path);
    if (text === void 0)
      continue;
    const read = readConfig(path, text);
    if (read.ok)
      files.push({ path, ...read });
    else if (path !== older || files.length === 0)
      problems.push(...read.problems);
  }
  if (problems.length === 0)
    return files;
  const isOlder = problems.every(({ file }) => file === older);
  throw new Failure("invalid", problems.map(tellProblem).join("\n"), {
    hint: isOlder ? "orchestra migrate makes .orchestra/agent-config.json from it" : "mend the file; orchestra help config tells all keys"
  });
}
function readFirst(name, folders, read) {
  for (const folder of folders) {
    const path = resolve(folder, name);
    const text = read(path);
    if (text !== void 0)
      return { path, text };
  }
  return void 0;
}
function cached(paths, read) {
  let seen2;
  let value;
  return () => {
    const now = paths.map(stampOf).join("|");
    if (value && now === seen2)
      return value.is;
    try {
      value = { is: read() };
    } catch (error) {
      if (!value || !(error instanceof Failure))
        throw error;
    }
    seen2 = now;
    return value.is;
  };
}
function stampOf(path) {
  try {
    const { ino, mtimeMs, size } = statSync(path);
    return `${ino}:${mtimeMs}:${size}`;
  } catch (error) {
    return codeOf(error);
  }
}
function locate(command, cwd, path) {
  if (command.includes("/"))
    return isProgram(resolve(cwd, command)) ? resolve(cwd, command) : void 0;
  return path.split(delimiter).filter((folder) => folder !== "").map((folder) => join(resolve(cwd, folder), command)).find(isProgram);
}
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

// ../ft/dist/src/adapters/launchers/local.js
import { spawn } from "node:child_process";
import { once as once2 } from "node:events";
import { accessSync as accessSync2, closeSync as closeSync2, constants as constants3, openSync as openSync2, statSync as statSync2 } from "node:fs";
import { join as join3 } from "node:path";

// ../ft/dist/src/adapters/launchers/local-look.js
import { closeSync, constants as constants2, fstatSync, openSync, readSync } from "node:fs";
import { join as join2 } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
var lookAtRuns = async (runs) => {
  const shims = livenessOfAll(runs.map(({ handle }) => handle.identity));
  const ended = runs.filter((_, index) => shims[index] === "dead");
  const remains = await findRemains(ended.map(({ handle }) => handle));
  return runs.map(({ handle, folder }, index) => {
    if (shims[index] === "alive")
      return { is: "alive" };
    const exit = readExit(folder);
    const count = remains.get(handle.token)?.size ?? 0;
    if (typeof exit === "number")
      return { is: "ended", exit, strays: count };
    if (shims[index] === "unknown" || exit === "unreadable")
      return { is: "unknown" };
    return { is: count > 0 ? "alive" : "gone" };
  });
};
var readExit = (folder) => {
  let file;
  try {
    file = openSync(join2(folder, "exit"), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (!fstatSync(file).isFile())
      return "absent";
    const bytes = Buffer.alloc(longerThanAnyExit);
    return exitIn(bytes.toString("latin1", 0, readSync(file, bytes))) ?? "absent";
  } catch (error) {
    return notAFile.includes(codeOf(error)) ? "absent" : "unreadable";
  } finally {
    if (file !== void 0)
      closeSync(file);
  }
};
var { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants2;
var longerThanAnyExit = 8;
var notAFile = ["ENOENT", "ENOTDIR", "ELOOP", "EMLINK", "ENXIO", "EOPNOTSUPP"];
var pausesMs = [1, 2, 4, 8, 16];
var findRemains = async (handles) => {
  const ours = handles.filter(({ identity }) => placeOf(identity) === "here");
  for (const pauseMs of pausesMs) {
    const { remains, inGroup } = scan(ours);
    if (!inGroup)
      return remains;
    await wait(pauseMs);
  }
  return scan(ours).remains;
};
var scan = (handles) => {
  if (handles.length === 0)
    return { remains: /* @__PURE__ */ new Map(), inGroup: false };
  const processes = processTable().all();
  const tokens = new Set(handles.map(({ token }) => token));
  const bearers2 = bearersOf(tokens, process.platform, bornWith(handles, processes));
  let inGroup = false;
  const remains = handles.map(({ identity, token }) => {
    const members = membersOf(identity.pid, processes);
    const all = [...members, ...bearers2.get(token) ?? []];
    inGroup ||= all.some(({ pgid }) => pgid === identity.pid);
    return [token, new Set(all.map(({ pid }) => pid))];
  });
  return { remains: new Map(remains), inGroup };
};
var bornWith = (handles, processes) => {
  const first = Math.min(...handles.map(({ identity }) => Number(identity.startTime)));
  return processes.filter(({ startTime, ended }) => !ended && !(Number(startTime) < first));
};
var membersOf = (pgid, processes) => {
  const living = processes.filter((entry) => entry.pgid === pgid && !entry.ended);
  if (living.some(({ pid }) => pid === pgid))
    return [];
  return living.filter(({ session = pgid, pid }) => session === pgid && pid !== process.pid);
};

// ../ft/dist/src/adapters/launchers/local-signal.js
var signalRun = async ({ handle }, name) => {
  if (placeOf(handle.identity) !== "here")
    return;
  if (isGroupOurs(handle)) {
    signalGroup(handle.identity.pid, `SIG${name}`);
    if (name !== "KILL" && name !== "STOP")
      signalGroup(handle.identity.pid, "SIGCONT");
  }
  if (name === "KILL")
    await killBearers(handle.token);
};
var isGroupOurs = ({ identity, token }) => livenessOf(identity) === "alive" || bearers(token).some(({ pgid }) => pgid === identity.pid);
var bearers = (token) => bearersOf(/* @__PURE__ */ new Set([token])).get(token) ?? [];
var signalGroup = (pgid, signal2) => {
  const table = processTable();
  if (table.find([process.pid]).get(process.pid)?.pgid !== pgid) {
    deliver(-pgid, signal2);
    return;
  }
  for (const entry of table.all())
    if (entry.pgid === pgid)
      signalAgain(entry, signal2);
};

// ../ft/dist/src/adapters/launchers/local.js
var createLocalLauncher = ({ shim, shell = ["/bin/sh"] }) => ({
  async start(command, folder) {
    const [program, ...options] = shell;
    const graceS = String(Math.ceil(command.graceMs / 1e3));
    const shimArguments = [shim, folder, command.stopSignal, graceS, ...command.argv];
    try {
      refuseImpossible(command);
      return await withFiles(command, folder, async (stdio) => {
        const child = spawn(program, [...options, ...shimArguments], {
          cwd: command.cwd,
          env: { ...command.environment },
          detached: true,
          stdio
        });
        await once2(child, "spawn");
        return gateOf(child, command.token);
      });
    } catch (error) {
      throw asFailure(error, command);
    }
  },
  look: lookAtRuns,
  signal: signalRun
});
var refuseImpossible = ({ argv, cwd }) => {
  if (!argv[0])
    throw new Failure("invalid", "there is no program to run", {
      hint: 'give the agent a "command" in agent-config.json'
    });
  if (!statSync2(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Failure("unavailable", `cannot start ${argv[0]}: there is no folder ${cwd}`, {
      hint: "create the folder, or give the task another one"
    });
  }
  try {
    accessSync2(cwd, constants3.X_OK);
  } catch (cause) {
    throw new Failure("unavailable", `cannot start ${argv[0]}: may not enter ${cwd}`, {
      hint: "allow it to yourself (chmod +x), or give the task another folder",
      cause
    });
  }
};
var withFiles = async ({ stdin }, folder, use) => {
  const files = [];
  try {
    files.push(stdin === void 0 ? openSync2("/dev/null", "r") : openToRead(stdin));
    files.push(openToAppend(join3(folder, "stdout")));
    files.push(openToAppend(join3(folder, "stderr")));
    return await use([...files, "pipe"]);
  } finally {
    for (const file of files)
      closeSync2(file);
  }
};
var gateOf = (child, token) => {
  const ended = new Promise((resolve2) => child.once("exit", () => resolve2()));
  const pipe = child.stdio[3];
  pipe.on("error", () => {
  });
  child.unref();
  pipe.unref();
  let identity;
  try {
    identity = seen(child.pid);
  } catch (error) {
    pipe.destroy();
    throw error;
  }
  return {
    handle: { launcher: "local", identity, token },
    open() {
      pipe.write("go\n");
      pipe.destroySoon();
    },
    abandon: () => void pipe.destroy(),
    ended
  };
};
var seen = (pid) => {
  const identity = pid === void 0 ? void 0 : identityOf(pid);
  if (identity !== void 0)
    return identity;
  throw new Failure("unavailable", "the process that was just started cannot be seen", {
    hint: "a sandbox may hide /proc: run outside of it"
  });
};
var words = {
  E2BIG: "one argument, or all of them with the environment, is too long for this machine",
  EACCES: "permission denied",
  EAGAIN: "no more processes are allowed",
  EMFILE: "this process has too many files open",
  ENFILE: "the machine has too many files open",
  ELOOP: "links lead in a circle",
  ENOENT: "a file is missing",
  ENOMEM: "the machine is out of memory",
  ENOSPC: "the disk is full",
  ENOTDIR: "a file is where a folder should be"
};
var asFailure = (error, { argv }) => {
  if (error instanceof Failure)
    return error;
  const { code = "", message, path } = error;
  const why = words[code] ? `${words[code]} (${code}${path ? `, ${path}` : ""})` : message;
  return new Failure("unavailable", `cannot start ${argv[0]}: ${why}`, {
    hint: "try the program by hand; how it is called: orchestra show, with the number of the task",
    cause: error
  });
};

// ../ft/dist/src/adapters/launchers/index.js
var launchers = {
  local: createLocalLauncher
};

// ../ft/dist/src/engine/deadline.js
function allowedSeconds(state, { task, run }, now) {
  const requests = [...state.requests.values()].filter((one) => one.run === run?.run);
  const limitMs = limitMsOf(liveRunOf(task), run?.spec);
  if (limitMs === void 0 || requests.some(isOpen))
    return void 0;
  return Math.ceil((limitMs + waitedMs(requests, now)) / 1e3);
}
function renewDeadline(world, state, live) {
  if (!live.run)
    return;
  const { runs } = world.store;
  runs.writeDeadline(live.run.run, allowedSeconds(state, live, world.clock.now()));
}

// ../ft/dist/src/engine/asks.js
var stillMs = 2e3;
function takeAsks(world, state, now) {
  for (const live of state.live.values()) {
    const { run } = live;
    if (!run?.started || run.stop || run.verdict)
      continue;
    for (const ask of world.store.runs.asks(run.run))
      if (!isKnown(world, state, run.run, ask))
        takeAsk(world, state, live, run.run, ask, now);
  }
}
function isKnown(world, state, run, ask) {
  const known = [...state.requests.values()].some((one) => one.run === run && one.ask === ask);
  return known || world.store.runs.isAnswered(run, ask);
}
function takeAsk(world, state, live, run, ask, now) {
  const { runs, requests } = world.store;
  const report = runs.readAsk(run, ask);
  if (!report)
    return;
  const read = parseText(Ask, report.text);
  if (!read.ok) {
    if (Math.abs(Date.parse(now.at) - report.changedAtMs) < stillMs)
      return;
    const problems = read.issues.map(({ path, message }) => `${path} ${message}`).join("; ");
    runs.writeAnswer(run, ask, {
      version: protocolVersion,
      error: `the ask is damaged: ${problems}`
    });
    return;
  }
  runs.writeDeadline(run, void 0);
  const request = requests.create((number) => ({
    version: protocolVersion,
    number,
    run,
    task: live.task.number,
    ask,
    ...read.value,
    since: now
  }), state.lastRequest);
  state.lastRequest = request.number;
  state.requests.set(request.number, request);
}
function answer(world, state, number, by, value) {
  const { requests } = world.store;
  const request = state.requests.get(number) ?? requests.read(number);
  if (!request)
    return { ok: false, message: `there is no request r${number}` };
  if (request.closed?.as === "superseded")
    return { ok: false, message: `the run that asked r${number} has ended` };
  if (request.answer && request.answer.by !== by)
    return { ok: false, message: `r${number} was answered already` };
  const answered = request.answer ? request : { ...request, answer: { by, at: world.clock.now(), value } };
  if (!request.answer)
    requests.replace(answered);
  state.requests.set(number, answered);
  deliver2(world, state, answered);
  return { ok: true, message: `r${number} is answered` };
}
function deliver2(world, state, request) {
  if (!request.answer || request.closed)
    return;
  const { runs, requests } = world.store;
  const { run, ask, answer: given } = request;
  const live = state.live.get(request.task);
  if (live?.run?.run === run && allowedSeconds(state, live, world.clock.now()) !== void 0)
    renewDeadline(world, state, live);
  runs.writeAnswer(run, ask, { version: protocolVersion, answer: given.value });
  const closed = { ...request, closed: { as: "answered", at: world.clock.now().at } };
  requests.replace(closed);
  state.requests.set(request.number, closed);
}
function supersede(world, state, run) {
  for (const request of state.requests.values()) {
    if (request.run !== run)
      continue;
    if (!request.closed) {
      const closed = { as: "superseded", at: world.clock.now().at };
      world.store.requests.replace({ ...request, closed });
    }
    state.requests.delete(request.number);
  }
}

// ../ft/dist/src/engine/mirror.js
var titleMax = 200;
function mirrorLive({ store }, live, projection) {
  const folder = folderOf(projection.status);
  const order = orderOf(live.task);
  const { entry } = live;
  if (entry?.folder === folder && entry?.order === order)
    return;
  if (!folder) {
    if (entry)
      store.queue.leave(entry.folder, entry.order);
    live.entry = void 0;
    return;
  }
  if (entry && entry.order === order)
    store.queue.move(entry.folder, folder, order);
  else {
    store.queue.enter(folder, order);
    if (entry)
      store.queue.leave(entry.folder, entry.order);
  }
  live.entry = { folder, order };
}
function mirrorSettled({ store }, state, live) {
  const { task, entry } = live;
  if (!task.settled)
    return;
  const { status, at } = settledFacts(task);
  const day = dayOf(at);
  const wasCounted = store.queue.isFinished(day, task.number, status);
  const order = entry?.order ?? orderOf(task);
  store.queue.finish(entry?.folder, order, day, task.number, status);
  if (!wasCounted)
    note(store, state, { seq: state.head.seq + 1, ...finishedOf(task) });
  state.standings.set(task.number, status);
  state.live.delete(task.number);
}
function mirrorRevived({ store }, state, live, before) {
  const order = orderOf(live.task);
  const day = dayOf(before.at);
  const wasCounted = store.queue.isFinished(day, live.task.number, before.status);
  store.queue.revive(day, live.task.number, before.status, "pending", order);
  live.entry = { folder: "pending", order };
  state.standings.delete(live.task.number);
  if (!wasCounted)
    return;
  const shown = { ...finishedOf(live.task), status: before.status, at: before.at };
  note(store, state, { seq: state.head.seq + 1, revived: before.status, ...shown });
}
function finishedOf(task) {
  const { status, reason, at, elapsedMs: elapsedMs2 } = settledFacts(task);
  return {
    number: task.number,
    status,
    ...reason && { reason },
    agent: task.agent,
    title: firstLine(titleOf(task)).slice(0, titleMax),
    at,
    ...elapsedMs2 !== void 0 && { elapsedMs: elapsedMs2 },
    attempt: task.runs.at(-1)?.attempt ?? 0,
    ...task.simulated && { simulated: "yes" }
  };
}
function settledFacts(task) {
  const { status = "failed", reason, endedAt = task.createdAt, elapsedMs: elapsedMs2 } = task.settled ?? {};
  return { status, reason, at: endedAt, elapsedMs: elapsedMs2 };
}
function note(store, state, line) {
  const head = advance(state.head, line);
  store.queue.append(line, head);
  state.head = head;
}

// ../ft/dist/src/engine/world.js
function awakeMs(leaps, since2, now) {
  const passedMs = elapsedMs(since2, now);
  if (passedMs === void 0)
    return void 0;
  const asleep = leaps.filter(({ untilMs }) => untilMs > since2.monotonicMs);
  return Math.max(0, passedMs - asleep.reduce((sum, { ms }) => sum + ms, 0));
}
var emptyState = (lease, head, leaps = []) => ({
  lease,
  live: /* @__PURE__ */ new Map(),
  requests: /* @__PURE__ */ new Map(),
  standings: /* @__PURE__ */ new Map(),
  unreadable: /* @__PURE__ */ new Set(),
  controls: noControls,
  head,
  lastRun: 0,
  lastRequest: 0,
  classicsMs: Number.NEGATIVE_INFINITY,
  leaps
});
var freshMemory = (run) => ({
  run,
  isUnread: false,
  spec: void 0,
  started: void 0,
  hasStarted: false,
  stop: void 0,
  verdict: void 0,
  isChild: false,
  offset: 0,
  told: {},
  reportedSince: void 0,
  straysSince: void 0,
  stage: void 0
});

// ../ft/dist/src/engine/discover.js
function discover(world, state) {
  const seen2 = /* @__PURE__ */ new Set();
  for (const folder of queueFolders) {
    for (const { number, order } of world.store.queue.live(folder)) {
      const known = state.live.get(number);
      if (known) {
        if (seen2.has(number) && known.entry?.folder !== folder)
          world.store.queue.leave(folder, order);
        else
          known.entry = { folder, order };
      } else if (!state.unreadable.has(number))
        adopt(world, state, number, { folder, order });
      seen2.add(number);
    }
  }
  for (const live of state.live.values())
    if (!seen2.has(live.task.number))
      live.entry = void 0;
}
function adopt(world, state, number, entry) {
  const task = readTask(world, state, number);
  if (task)
    keep(world, state, task, entry);
  else if (!state.unreadable.has(number))
    world.store.queue.leave(entry.folder, entry.order);
}
function keep(world, state, task, entry) {
  const live = remember(world, task, entry);
  state.live.set(task.number, live);
  if (!task.settled)
    return;
  world.store.tasks.replace(task);
  mirrorSettled(world, state, live);
}
function readTask(world, state, number) {
  try {
    return world.store.tasks.read(number);
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    world.warn(error.message);
    if (error.code === "invalid")
      world.store.tasks.quarantine(number);
    else
      state.unreadable.add(number);
    return void 0;
  }
}
function remember(world, task, entry) {
  const attempt = liveRunOf(task);
  return { task, entry, run: attempt && readRun(world, attempt.run) };
}
function readRun(world, run) {
  const { runs } = world.store;
  const putAside2 = (file) => () => runs.quarantine(run, file);
  try {
    return {
      ...freshMemory(run),
      spec: readable(world, () => runs.spec(run)),
      started: readable(world, () => runs.started(run)),
      hasStarted: runs.hasStarted(run),
      stop: readable(world, () => runs.stop(run), putAside2("stop.json")),
      verdict: readable(world, () => runs.verdict(run), putAside2("verdict.json"))
    };
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    world.warn(error.message);
    return { ...freshMemory(run), isUnread: true };
  }
}
function readable(world, read, onDamage = () => void 0) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    if (error.code === "unavailable" && error.cause !== void 0)
      throw error;
    world.warn(error.message);
    if (error.code === "invalid")
      onDamage();
    return void 0;
  }
}
function openBooks(world, state, isInDoubt) {
  const { store } = world;
  const head = isInDoubt ? void 0 : store.queue.head();
  state.head = head ?? rebuildHead(world, state);
  if (!head)
    store.queue.compact(state.head);
  discover(world, state);
  state.controls = readable(world, store.controls.read, store.controls.quarantine) ?? noControls;
  const { bootId } = world.clock.now();
  if (state.head.boot === bootId)
    accountFor(world, state, state.head.highest);
  else {
    accountForAll(world, state);
    state.head = { ...state.head, boot: bootId };
  }
  for (const number of store.requests.numbers()) {
    state.lastRequest = Math.max(state.lastRequest, number);
    const request = readable(world, () => store.requests.read(number));
    if (!request)
      continue;
    const isLive = state.live.get(request.task)?.run?.run === request.run;
    if (isLive || !request.closed)
      state.requests.set(number, request);
    if (!isLive && !request.closed)
      supersede(world, state, request.run);
  }
}
function accountFor(world, state, above) {
  const { tasks } = world.store;
  const highest = tasks.highest(state.head.highest);
  for (let number = above + 1; number <= highest; number += 1) {
    if (state.live.has(number) || state.standings.has(number))
      continue;
    if (state.unreadable.has(number) || !tasks.isTaken(number))
      continue;
    const task = readTask(world, state, number);
    if (task)
      keep(world, state, task, void 0);
  }
  if (highest > state.head.highest)
    state.head = { ...state.head, highest };
}
function accountForAll(world, state) {
  const { queue, tasks } = world.store;
  const finished = queue.days().flatMap((day) => queue.finishedOn(day).map(({ number }) => number));
  const indexed = /* @__PURE__ */ new Set([...state.live.keys(), ...state.unreadable, ...finished]);
  for (const number of tasks.numbers().filter((one) => !indexed.has(one))) {
    const task = readTask(world, state, number);
    if (task)
      keep(world, state, task, void 0);
  }
  state.head = { ...state.head, highest: tasks.highest(state.head.highest) };
}
function rebuildHead(world, state) {
  const { queue } = world.store;
  const { highest, boot } = queue.storedHead() ?? emptyHead;
  const head = { ...emptyHead, highest, ...boot !== void 0 && { boot } };
  const latest = [];
  for (const day of queue.days()) {
    const entries = queue.finishedOn(day);
    for (const { status } of entries)
      head[status] += 1;
    if (latest.length >= lastMax)
      continue;
    const byAge = entries.map((entry) => ({ ...entry, atMs: queue.enteredAt(day, entry.number, entry.status) })).sort((a, b) => b.atMs - a.atMs).slice(0, lastMax * 2);
    for (const { number } of byAge) {
      const task = readTask(world, state, number);
      if (task?.settled)
        latest.push(finishedOf(task));
    }
  }
  head.last = latest.sort((a, b) => a.at < b.at ? 1 : -1).slice(0, lastMax);
  return head;
}

// ../ft/dist/src/core/dependents.js
var canFall = ({ status, reason }) => status === "blocked" && reason !== "hold" || status === "awaiting";
function giveUp(task, dead, policy) {
  if ((task.ifDependencyFails ?? policy.ifDependencyFails) === "block")
    return [];
  const isUnneeded = dead.wants === "failure";
  return [
    {
      do: "settle",
      task: task.number,
      event: isUnneeded ? "cancel" : "fail",
      status: isUnneeded ? "cancelled" : "failed",
      reason: "dependency",
      message: isUnneeded ? `task ${dead.task}, whose failure it waits for, did not fail` : `task ${dead.task}, which it waits for, did not complete`
    }
  ];
}
function inTheirWake(seen2, settling, policy) {
  if (settling.length === 0)
    return [];
  const dependents = /* @__PURE__ */ new Map();
  for (const one of seen2.filter(({ dead, run, projection }) => !dead && !run && canFall(projection)))
    for (const { task } of dependenciesOf(one.task)) {
      const known = dependents.get(task);
      if (known)
        known.push(one);
      else
        dependents.set(task, [one]);
    }
  const settled = new Set(settling.map(({ task }) => task));
  const falling = [...settling];
  for (const { task: fallen, status } of falling)
    for (const { task } of dependents.get(fallen) ?? []) {
      const standing = (other) => other === fallen ? status : "open";
      const dead = deadDependency(task, standing);
      if (!dead || settled.has(task.number) || task.cancelled)
        continue;
      for (const one of giveUp(task, dead, policy)) {
        settled.add(task.number);
        falling.push(one);
      }
    }
  return falling.slice(settling.length);
}

// ../ft/dist/src/core/judge.js
function judge(seen2) {
  const { stop: stop2, overdue, completion } = seen2;
  if (stop2)
    return byStop(stop2, seen2);
  if (overdue)
    return { status: "failed", reason: "timeout", message: "it ran out of time", by: "overdue" };
  if (seen2.sentinel && completion !== "exit" && completion !== "event")
    return bySentinel(seen2);
  if (seen2.sentinel?.kind === "error")
    return bySentinel(seen2);
  if (completion === "sentinel")
    return withoutSentinel(seen2);
  if (seen2.told.finished && completion !== "exit")
    return byEvent(seen2);
  if (seen2.exit === void 0)
    return { status: "failed", reason: "lost", message: "it vanished without a word", by: "lost" };
  if (seen2.exit === 0 && completion === "event")
    return silent("its last event never came");
  if (seen2.exit === 0 && !seen2.trustExit)
    return silent("exit code 0 does not mean done for this agent");
  return byExit(seen2.exit, seen2);
}
function byStop(stop2, { sentinel, told }) {
  const word = stop2.by === "sentinel" ? sentinel?.message : void 0;
  const event = stop2.by === "sentinel" || stop2.by === "event" ? eventWords(told) : void 0;
  const message = stop2.message ?? word ?? event;
  return {
    status: stop2.status,
    ...stop2.reason && { reason: stop2.reason },
    ...message !== void 0 && { message: shorten(message) },
    by: "stop"
  };
}
function bySentinel({ sentinel, told }) {
  const message = sentinel?.message ?? eventWords(told);
  const words2 = message === void 0 ? {} : { message: shorten(message) };
  return sentinel?.kind === "error" ? { status: "failed", reason: sentinel.reason ?? "agent_error", ...words2, by: "sentinel" } : { status: "complete", ...words2, by: "sentinel" };
}
function withoutSentinel({ exit, ...seen2 }) {
  if (exit === void 0)
    return { status: "failed", reason: "lost", message: "it vanished without a word", by: "lost" };
  return exit === 0 ? silent("it ended without leaving its done file") : byExit(exit, { exit, ...seen2 });
}
function byEvent({ told }) {
  const { finished } = told;
  const words2 = eventWords(told);
  const message = words2 === void 0 ? {} : { message: shorten(words2) };
  return finished?.ok ? { status: "complete", ...message, by: "event" } : { status: "failed", reason: finished?.reason ?? "agent_error", ...message, by: "event" };
}
function byExit(exit, { told, lastWords }) {
  if (exit === 0) {
    const message = told.lastMessage;
    return { status: "complete", ...message && { message: shorten(message) }, by: "exit" };
  }
  const missing = exit === 127 || exit === 126;
  const words2 = lastWords.trim();
  return {
    status: "failed",
    reason: missing ? "missing_executable" : "exit",
    message: shorten(words2 === "" ? `exit code ${exit}` : `exit code ${exit}: ${words2}`),
    by: "exit"
  };
}
var eventWords = (told) => told.finished?.text ?? told.lastMessage;
var silent = (message) => ({
  status: "failed",
  reason: "empty_output",
  message,
  by: "exit"
});

// ../ft/dist/src/core/schedule.js
function schedule(seen2, leaving, policy, asked) {
  const starts = [];
  let obstacles = [];
  if (!policy.launches)
    return { starts, obstacles };
  const usage = usageOf(seen2, leaving, policy);
  for (const task of waitingLine(seen2, leaving, policy)) {
    if (asked === void 0 && isFull(usage, policy))
      break;
    const inTheWay = [...policy.scarce, ...limitsOn(task, usage, policy)];
    if (task.number === asked)
      obstacles = inTheWay;
    if (inTheWay.length > 0)
      continue;
    starts.push({ task: task.number, slot: usage.takeSlot() });
    hold(usage, task);
  }
  return { starts, obstacles };
}
function waitingLine(seen2, leaving, { only, nowMs, agingMs }) {
  return seen2.filter(({ projection, task }) => projection.status === "pending" && !task.cancelled).filter(({ task }) => !leaving.has(task.number) && (!only || only.has(task.number))).map(({ task }) => ({ task, weight: weightOf(task, nowMs, agingMs) })).sort((a, b) => b.weight - a.weight || placeOf2(a.task) - placeOf2(b.task)).map(({ task }) => task);
}
function weightOf(task, nowMs, agingMs) {
  if (agingMs <= 0)
    return task.priority;
  const since2 = Math.max(...waitedSince(task).map(Date.parse));
  return task.priority + Math.max(0, Math.floor((nowMs - since2) / agingMs));
}
var waitedSince = ({ queuedAt, createdAt, notBefore, runs }) => [queuedAt ?? createdAt, notBefore, runs.at(-1)?.outcome?.endedAt].filter((at) => at !== void 0);
var placeOf2 = ({ rank, number }) => rank ?? number;
function usageOf(seen2, leaving, policy) {
  const staying = seen2.filter(({ task, run }) => run && !leaving.has(task.number));
  const working = staying.filter(({ task, projection }) => projection.status !== "awaiting" && !isPaused(task));
  const usage = {
    all: [],
    groups: /* @__PURE__ */ new Map(),
    agents: /* @__PURE__ */ new Map(),
    crowd: Math.max(0, staying.length - working.length - policy.maxAwaiting),
    takeSlot: freeSlots(staying.map(({ run }) => run?.spec?.slot))
  };
  for (const { task } of working)
    hold(usage, task);
  return usage;
}
function isPaused(task) {
  const last = liveRunOf(task)?.pauses?.at(-1);
  return last !== void 0 && !last.until;
}
function hold({ all, groups, agents }, { number, group, agent }) {
  all.push(number);
  add(agents, agent, number);
  if (group !== void 0)
    add(groups, group, number);
}
function add(map, name, number) {
  const known = map.get(name);
  if (known)
    known.push(number);
  else
    map.set(name, [number]);
}
var isFull = ({ all, crowd }, { maxParallel, scarce }) => all.length + crowd >= maxParallel || scarce.length > 0;
function limitsOn(task, usage, policy) {
  const { agent, group } = task;
  const limits = [
    ["queue", void 0, policy.maxParallel - usage.crowd, usage.all],
    ["agent", agent, policy.maxParallelOf("agent", agent), usage.agents.get(agent) ?? []]
  ];
  if (group !== void 0)
    limits.push([
      "group",
      group,
      policy.maxParallelOf("group", group),
      usage.groups.get(group) ?? []
    ]);
  return limits.flatMap(([what, name, limit, held]) => held.length < limit ? [] : [{ is: "full", what, ...name !== void 0 && { name }, limit, running: [...held] }]);
}
function freeSlots(taken) {
  const held = new Set(taken);
  let slot = 0;
  return () => {
    while (held.has(slot))
      slot += 1;
    held.add(slot);
    return slot;
  };
}

// ../ft/dist/src/core/reconcile.js
var strayGraceMs = 400;
function reconcile(seen2, policy) {
  const decisions = seen2.flatMap((one) => decide(one, policy));
  const settling = decisions.filter((one) => one.do === "settle");
  decisions.push(...inTheirWake(seen2, settling, policy));
  const leaving = new Set(decisions.filter((one) => one.do === "settle" || one.do === "conclude").map(({ task }) => task));
  for (const start of schedule(seen2, leaving, policy).starts)
    decisions.push({ do: "start", ...start });
  return decisions;
}
function decide({ task, projection, dead, run }, policy) {
  if (run)
    return decideRun(task, run);
  if (liveRunOf(task) || task.settled)
    return [];
  if (task.cancelled)
    return [
      { do: "settle", task: task.number, event: "cancel", status: "cancelled", reason: "user" }
    ];
  return dead && canFall(projection) ? giveUp(task, dead, policy) : [];
}
function decideRun(task, run) {
  const at = { task: task.number, run: run.run };
  const conclude2 = (judgement2) => [{ do: "conclude", ...at, judgement: judgement2 }];
  if (run.verdict)
    return conclude2({ is: "given" });
  if (!run.started)
    return conclude2({ is: "judged", judgement: neverRan(run) });
  const spec = run.spec ?? lostSpec;
  switch (run.look.is) {
    case "unknown":
      return [];
    case "alive":
      return decideAlive(task, run, spec);
    case "ended":
      if (run.look.strays > 0)
        return [{ do: "signal", ...at, ...straySignal(run.straysMs ?? 0) }];
      break;
    case "gone":
      break;
  }
  const { completion, trustExit } = spec;
  const judgement = run.never ? neverRan(run) : judge({ ...run, completion, trustExit });
  return conclude2({ is: "judged", judgement });
}
function decideAlive(task, run, spec) {
  const at = { task: task.number, run: run.run };
  if (run.stop) {
    const { signal: signal2, stage } = stopSignalAt(spec, run.stoppingMs ?? Number.POSITIVE_INFINITY);
    return [{ do: "signal", ...at, signal: signal2, stage }];
  }
  const plan = planToStop(task, run, spec);
  return plan ? [{ do: "stop", ...at, plan }] : [];
}
function planToStop(task, run, spec) {
  const { cancelled } = task;
  const { runningMs, allowedMs: allowedMs2, reportedMs } = run;
  const isOverdue = runningMs !== void 0 && allowedMs2 !== void 0 && runningMs >= allowedMs2;
  if (cancelled && !run.overdue)
    return { status: "cancelled", reason: "user", by: cancelled.by };
  if (run.overdue || isOverdue)
    return { status: "failed", reason: "timeout", message: "it ran out of time", by: "deadline" };
  if (reportedMs === void 0 || reportedMs < spec.lingerMs)
    return void 0;
  const { completion, trustExit } = spec;
  const word = judge({ ...run, completion, trustExit, exit: void 0 });
  return word.by === "sentinel" || word.by === "event" ? { status: word.status, ...word.reason && { reason: word.reason }, by: word.by } : void 0;
}
function stopSignalAt(spec, stoppingMs) {
  const stage = spec.graceMs === 0 ? spec.stopSignals.length : Math.floor(stoppingMs / spec.graceMs);
  const signal2 = spec.stopSignals[stage];
  return signal2 ? { signal: signal2, stage } : { signal: "KILL", stage: spec.stopSignals.length };
}
var straySignal = (straysMs) => straysMs < strayGraceMs ? { signal: "TERM", stage: -2 } : { signal: "KILL", stage: -1 };
var neverRan = ({ stop: stop2 }) => stop2 ? { status: stop2.status, ...stop2.reason && { reason: stop2.reason }, by: "stop" } : { status: "failed", reason: "launch", message: "it was never let go", by: "launch" };

// ../ft/dist/src/core/alarm.js
var rescan = {
  idleMs: 3e4,
  /** Sentinels and output are found by looking, where watching fails. */
  runningMs: 1e3,
  /** The end of a run that is no child of ours reaches us only by looking. */
  adoptedMs: 250,
  /** While something is being stopped, its end is waited for. */
  stoppingMs: 30
};
function sleepMs(seen2, nowMs, adopted) {
  const due = [rescan.idleMs];
  for (const { run, projection } of seen2) {
    if (projection.untilMs !== void 0)
      due.push(Math.max(1, projection.untilMs - nowMs));
    if (!run)
      continue;
    due.push(adopted ? rescan.adoptedMs : rescan.runningMs);
    if (run.look.is === "unknown")
      continue;
    if (run.stop || run.overdue)
      due.push(rescan.stoppingMs);
    if (run.straysMs !== void 0)
      due.push(strayGraceMs - run.straysMs, rescan.stoppingMs);
    if (run.allowedMs !== void 0 && run.runningMs !== void 0)
      due.push(run.allowedMs - run.runningMs);
    if (run.reportedMs !== void 0 && run.spec)
      due.push(run.spec.lingerMs - run.reportedMs);
  }
  return Math.min(...due.filter((ms) => ms > 0));
}

// ../ft/dist/src/core/lifecycle.js
var lifecycle = {
  draft: { enqueue: "pending", cancel: "cancelled" },
  pending: { block: "blocked", start: "running", cancel: "cancelled", fail: "failed" },
  blocked: { unblock: "pending", cancel: "cancelled", fail: "failed" },
  awaiting: {
    resume: "running",
    succeed: "complete",
    fail: "failed",
    cancel: "cancelled",
    again: "pending"
  },
  running: {
    ask: "awaiting",
    succeed: "complete",
    fail: "failed",
    cancel: "cancelled",
    again: "pending"
  },
  complete: { retry: "pending" },
  failed: { retry: "pending" },
  cancelled: { retry: "pending" }
};
var next = (status, event) => lifecycle[status][event];

// ../ft/dist/src/engine/batch.js
function expandBatch(world, state, intent, order) {
  const { store } = world;
  const plan = store.intents.plan(order) ?? reserve(world, state, intent.tasks.length, order);
  return intent.tasks.map((wanted, at) => {
    if (at % beatEvery === 0)
      stillOurs(state.lease);
    const record2 = createLine(world, plan, order, at, (number) => ({
      ...newRecord(number, wanted, intent.at),
      from: { intent: order, line: at + 1 }
    }));
    if (!record2.settled && !state.live.has(record2.number))
      store.queue.enter("pending", orderOf(record2));
    return { ok: "yes", task: record2.number, message: `${taskIdOf(record2.number)} is queued` };
  });
}
var beatEvery = 100;
function stillOurs(lease) {
  if (!lease.isMine())
    throw new Failure("conflict", "another conductor has taken over", {
      hint: "it goes on with the queue; there is nothing to do"
    });
  if (lease.heartbeatMs !== void 0)
    lease.beat();
}
function reserve({ store }, state, count, order) {
  const highest = store.tasks.highest(state.head.highest);
  store.tasks.raiseFloor(highest + count);
  const numbers = Array.from({ length: count }, (_, at) => highest + 1 + at);
  const plan = { version: protocolVersion, numbers };
  store.intents.writePlan(order, plan);
  return plan;
}
function createLine({ store }, plan, order, at, make) {
  for (; ; ) {
    const record2 = make(plan.numbers[at] ?? 0);
    if (store.tasks.createNumbered(record2))
      return record2;
    const there = store.tasks.read(record2.number);
    if (there?.from?.intent === order && there.from.line === at + 1)
      return there;
    const number = store.tasks.highest(store.tasks.floor()) + 1;
    store.tasks.raiseFloor(number);
    plan.numbers[at] = number;
    store.intents.writePlan(order, plan);
  }
}

// ../ft/dist/src/engine/change.js
var rememberedMax = 20;
function liveTask(world, state, number) {
  const known = state.live.get(number);
  const task = known ? void 0 : readTask(world, state, number);
  if (!task || task.settled)
    return known;
  const live = remember(world, task, void 0);
  state.live.set(number, live);
  return live;
}
function change({ store }, live, by, task) {
  const changed = { ...task, by: [...task.by, by].slice(-rememberedMax) };
  store.tasks.replace(changed);
  live.task = changed;
}

// ../ft/dist/src/engine/situation.js
function situation(world, state, live, now) {
  const request = [...state.requests.values()].find((one) => one.run === live.run?.run && isOpen(one));
  const standing = (task) => standingOf(world, state, task);
  const projection = project(live.task, {
    nowMs: Date.parse(now.at),
    standing,
    controls: state.controls,
    ...request && { waitsFor: request.kind }
  });
  return { projection, dead: deadDependency(live.task, standing) };
}
function standingOf(world, state, task) {
  if (state.live.has(task))
    return "open";
  const known = state.standings.get(task);
  if (known)
    return known;
  const settled = readTask(world, state, task)?.settled;
  const standing = settled?.status ?? "missing";
  state.standings.set(task, standing);
  return standing;
}

// ../ft/dist/src/engine/clean.js
var portion = 100;
function clean(world, state, intent) {
  const waiters = waitersOf([...state.live.values()].map(({ task }) => task));
  const strays = once(() => strayEntries(world));
  const requests = once(() => requestsByTask(world));
  const numbers = [...new Set(intent.tasks)].sort((a, b) => b - a);
  const results = [];
  for (let at = 0; at < numbers.length; at += portion) {
    stillOurs(state.lease);
    const judged = numbers.slice(at, at + portion).map((number) => judge2(world, state, number, waiters, strays));
    results.push(...remove(world, state, judged, requests()));
  }
  if (results.some(({ ok }) => ok === "yes"))
    countAnew(world, state);
  return results.reverse();
}
function judge2(world, state, number, waiters, strays) {
  const { tasks } = world.store;
  const wasThere = tasks.isTaken(number);
  const live = state.live.get(number);
  const task = live?.task ?? readTask(world, state, number);
  if (task) {
    const status = live ? situation(world, state, live, world.clock.now()).projection.status : task.settled?.status ?? "pending";
    const kept = isOfAnother(task, number) ?? whyKept(task, status, waiters);
    return kept === void 0 ? { number, task, entries: entriesOf(task) } : { number, kept };
  }
  const id = taskIdOf(number);
  if (wasThere)
    return { number, kept: `the record of ${id} cannot be read; orchestra doctor` };
  const entries = strays().get(number) ?? [];
  if (entries.length > 0 || number <= tasks.floor())
    return { number, task: void 0, entries };
  return { number, kept: `there is no ${id}` };
}
var isOfAnother = (task, number) => task.number === number ? void 0 : `the record of ${taskIdOf(number)} is that of ${taskIdOf(task.number)}`;
var entriesOf = ({ number, settled }) => settled ? [{ number, status: settled.status, day: dayOf(settled.endedAt) }] : [];
function strayEntries({ store }) {
  const found = /* @__PURE__ */ new Map();
  for (const day of store.queue.days())
    for (const entry of store.queue.finishedOn(day))
      found.set(entry.number, [...found.get(entry.number) ?? [], { ...entry, day }]);
  return found;
}
function remove(world, state, judged, requests) {
  const { tasks, queue } = world.store;
  const doomed = judged.filter((one) => "entries" in one);
  takeNumbers(world, doomed, requests);
  const freed = new Map(doomed.map((one) => [one, eraseTraces(world, state, one, requests)]));
  const gone = doomed.filter((one) => typeof freed.get(one) === "number");
  queue.forget(gone.flatMap(({ entries }) => entries));
  tasks.forget(gone.flatMap(({ number, task }) => task ? [number] : []));
  for (const { number } of gone)
    state.standings.set(number, "missing");
  return judged.map((one) => {
    const outcome = "entries" in one ? freed.get(one) ?? 0 : one.kept;
    const { number: task } = one;
    return typeof outcome === "string" ? { ok: "no", task, message: outcome } : { ok: "yes", task, message: `${taskIdOf(task)} is removed`, bytes: outcome };
  });
}
function takeNumbers({ store }, doomed, requests) {
  const known = doomed.flatMap(({ task }) => task ?? []);
  const highest = (numbers) => Math.max(0, ...numbers);
  store.tasks.raiseFloor(highest(known.map(({ number }) => number)));
  store.runs.raiseFloor(highest(known.flatMap(({ runs }) => runs.map(({ run }) => run))));
  store.requests.raiseFloor(highest(known.flatMap(({ number }) => requests.get(number) ?? [])));
}
function requestsByTask({ store: { requests } }) {
  const found = /* @__PURE__ */ new Map();
  for (const number of requests.numbers()) {
    const read = unlessRefused(() => requests.read(number));
    if (!read || read instanceof Failure)
      continue;
    found.set(read.task, [...found.get(read.task) ?? [], number]);
  }
  return found;
}
function eraseTraces({ store }, state, { number, task }, requests) {
  if (!task)
    return 0;
  const erased = unlessRefused(() => {
    let bytes = 0;
    for (const { run } of task.runs)
      bytes += store.runs.erase(run);
    for (const request of requests.get(number) ?? []) {
      store.requests.remove(request);
      state.requests.delete(request);
    }
    return bytes + store.tasks.eraseReports(number);
  });
  return erased instanceof Failure ? `${taskIdOf(number)}: ${erased.message}` : erased;
}
function unlessRefused(act) {
  try {
    return act();
  } catch (error) {
    if (error instanceof Failure)
      return error;
    throw error;
  }
}
function countAnew(world, state) {
  const { complete, failed, cancelled, last } = rebuildHead(world, state);
  state.head = { ...state.head, complete, failed, cancelled, last };
  world.store.queue.compact(state.head);
}

// ../ft/dist/src/engine/recover.js
var portion2 = 100;
async function recover(world, state, { scope }) {
  const survey = world.store.recovery.survey(Date.parse(world.clock.now().at));
  const repairs = repairsOf(survey, scope);
  const results = [];
  for (const [at, repair] of repairs.entries()) {
    if (at % portion2 === 0)
      stillOurs(state.lease);
    results.push(await resultOf(world, repair));
  }
  if (repairs.length > 0)
    beginAnew(world, state);
  return results;
}
async function resultOf(world, repair) {
  const left = (why) => ({ ok: "no", message: `${repair.says}; but ${why}` });
  try {
    const refusal = await perform(world, repair);
    if (refusal !== void 0)
      return left(refusal);
    world.log(repair.says);
    return { ok: "yes", message: repair.says };
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    return left(error.message);
  }
}
async function perform({ store, ...world }, repair) {
  const { queue, recovery } = store;
  switch (repair.do) {
    case "enter":
      queue.enter(repair.folder, repair.order);
      return void 0;
    case "leave":
      queue.leave(repair.folder, repair.order);
      return void 0;
    case "finish":
      queue.finish(void 0, "", repair.day, repair.number, repair.status);
      return void 0;
    case "unfinish":
      queue.forget([repair]);
      return void 0;
    case "count":
      return void 0;
    case "quarantine-task":
      store.tasks.quarantine(repair.number);
      return void 0;
    case "quarantine-run":
      return putRunAside({ store, ...world }, repair.run);
    case "quarantine-request":
      recovery.putRequestAside(repair.number);
      return void 0;
    case "quarantine":
      recovery.putAside(repair.path, repair.as);
      return void 0;
  }
}
async function putRunAside({ store, launchers: launchers2 }, run) {
  const { runs, recovery } = store;
  const left = await endRun({ runs, launchers: launchers2 }, run);
  if (left === void 0)
    recovery.putRunAside(run);
  return left;
}
async function endRun({ runs, launchers: launchers2 }, run) {
  if (!runs.hasStarted(run))
    return void 0;
  const started = readable2(() => runs.started(run));
  const launcher = started && launchers2(started.handle.launcher);
  const cannotSee = `nobody can tell from here whether it is alive; once it is gone for good: touch ${runs.vouchPath(run)}`;
  const isKnownOver = () => runs.exit(run) !== void 0 || runs.isVouchedGone(run);
  if (!launcher || !started)
    return isKnownOver() ? void 0 : cannotSee;
  const watched = { handle: started.handle, folder: runs.folder(run) };
  const [before] = await launcher.look([watched]);
  if (!before || before.is === "unknown")
    return isKnownOver() ? void 0 : cannotSee;
  if (before.is === "gone" || before.is === "ended" && before.strays === 0)
    return void 0;
  await launcher.signal(watched, "KILL");
  const [after] = await launcher.look([watched]);
  const isOver = after?.is === "gone" || after?.is === "ended" && after.strays === 0;
  return isOver ? void 0 : "it does not end: look at what it hangs on, and run this again";
}
function readable2(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof Failure)
      return void 0;
    throw error;
  }
}
function beginAnew(world, state) {
  for (const memory of [state.live, state.requests, state.standings, state.unreadable])
    memory.clear();
  openBooks(world, state, true);
}

// ../ft/dist/src/engine/timeout.js
function changeTimeout(world, state, wish, by) {
  const { task: number, mode, ms } = wish;
  const answer2 = (ok, says) => ({
    ok,
    task: number,
    message: `${taskIdOf(number)} ${says}`
  });
  const live = liveTask(world, state, number);
  if (!live) {
    const task = readTask(world, state, number);
    if (!task)
      return { ok: "no", task: number, message: `there is no ${taskIdOf(number)}` };
    const status = task.settled?.status ?? "gone";
    return task.by.includes(by) ? answer2("yes", `is ${status}`) : answer2("no", `is already ${status}`);
  }
  if (!live.task.by.includes(by)) {
    const refusal = mode === "extend" ? whyNotExtended(world, state, live) : void 0;
    if (refusal !== void 0)
      return answer2("no", refusal);
    change(world, live, by, mode === "set" ? limited(world, live, ms) : extended(live, ms));
  }
  renewDeadline(world, state, live);
  return answer2("yes", describe(world, state, live));
}
var isEnding = ({ store }, { run }) => run !== void 0 && (run.stop !== void 0 || store.runs.isOverdue(run.run));
function whyNotExtended(world, state, live) {
  const attempt = liveRunOf(live.task);
  if (!attempt) {
    const { projection } = situation(world, state, live, world.clock.now());
    return `is ${projection.status}; only a run that runs now can be extended`;
  }
  if (isEnding(world, live))
    return "is being stopped";
  return limitMsOf(attempt, live.run?.spec) === void 0 ? "runs without a limit" : void 0;
}
var limited = (world, live, ms) => {
  const task = { ...live.task, timeoutMs: ms };
  return isEnding(world, live) ? task : withLimit(task, ms);
};
var extended = ({ task, run }, ms) => withLimit(task, (limitMsOf(liveRunOf(task), run?.spec) ?? 0) + ms);
function withLimit(task, timeoutMs) {
  const now = liveRunOf(task);
  return { ...task, runs: task.runs.map((one) => one === now ? { ...one, timeoutMs } : one) };
}
function describe(world, state, live) {
  const { task, run } = live;
  const limitMs = run ? limitMsOf(liveRunOf(task), run.spec) : task.timeoutMs || void 0;
  const says = limitMs === void 0 ? "may run without a limit" : `may run ${formatDuration(limitMs)}`;
  if (!run)
    return says;
  if (isEnding(world, live))
    return "is being stopped; later attempts may run longer";
  const now = world.clock.now();
  const allowed = allowedSeconds(state, live, now);
  const ranMs = run.started && elapsedMs(run.started.since, now);
  const isOver = allowed !== void 0 && ranMs !== void 0 && ranMs >= allowed * 1e3;
  return isOver ? `${says}; it has run longer, and is stopped` : says;
}

// ../ft/dist/src/engine/wishes.js
async function handleWishes(world, state, apart2) {
  const handled = [];
  for (const order of world.store.intents.open())
    await apart2(async () => {
      if (wasAnswered(world, order))
        return;
      const intent = readWish(world, order);
      if (!intent)
        return;
      world.log(`intent ${order}: ${intent.kind}`);
      handled.push({ order, intent, results: await carryOutOrRefuse(world, state, order, intent) });
    });
  return handled;
}
function wasAnswered(world, order) {
  const { intents } = world.store;
  try {
    const answered = intents.answered(order);
    if (answered)
      intents.answer(order, answered);
    return answered !== void 0;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "invalid")
      throw error;
    world.warn(error.message);
    const isSpent = isSpentBatch(world, order);
    if (isSpent)
      intents.quarantine(order);
    intents.quarantineAnswer(order);
    return isSpent;
  }
}
function isSpentBatch(world, order) {
  if (readWish(world, order)?.kind !== "batch")
    return false;
  try {
    return world.store.intents.plan(order) === void 0;
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    return false;
  }
}
function answerAll(world, handled) {
  for (const { order, intent, results } of handled)
    world.store.intents.answer(order, {
      version: protocolVersion,
      intent,
      at: world.clock.now().at,
      results
    });
}
function readWish(world, order) {
  try {
    return world.store.intents.read(order);
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    world.warn(error.message);
    if (error.code === "invalid")
      world.store.intents.quarantine(order);
    return void 0;
  }
}
async function carryOutOrRefuse(world, state, order, intent) {
  try {
    return await carryOut(world, state, order, intent);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "invalid")
      throw error;
    world.warn(error.message);
    return [{ ok: "no", message: error.message }];
  }
}
function carryOut(world, state, order, intent) {
  switch (intent.kind) {
    case "cancel":
      return intent.tasks.map((task) => cancelOne(world, state, task, order));
    case "retry":
      return [retryOne(world, state, intent, order)];
    case "batch":
      return expandBatch(world, state, intent, order);
    case "clean":
      return clean(world, state, intent);
    case "timeout":
      return [changeTimeout(world, state, intent, order)];
    case "recover":
      return recover(world, state, intent);
    case "answer": {
      const { ok, message } = answer(world, state, intent.request, order, intent.answer);
      return [{ ok: ok ? "yes" : "no", message }];
    }
  }
}
function cancelOne(world, state, number, by) {
  const live = liveTask(world, state, number);
  if (!live)
    return refuse(world, state, number, by, "cancel");
  if (!live.task.cancelled && !live.task.by.includes(by)) {
    const cancelled = { by, at: world.clock.now().at };
    change(world, live, by, { ...live.task, cancelled });
  }
  const message = live.run ? "is being stopped" : "is cancelled";
  return { ok: "yes", task: number, message: `${taskIdOf(number)} ${message}` };
}
function retryOne(world, state, intent, by) {
  const { task: number, prompt } = intent;
  const done = { ok: "yes", task: number, message: `${taskIdOf(number)} is queued again` };
  const known = liveTask(world, state, number);
  if (known?.task.by.includes(by)) {
    for (const end of endsShown(world, number))
      mirrorRevived(world, state, known, end);
    return done;
  }
  if (known)
    return refuse(world, state, number, by, "retry");
  const task = readTask(world, state, number);
  if (!task)
    return refuse(world, state, number, by, "retry");
  if (task.by.includes(by)) {
    showNewEnd(world, state, task);
    return done;
  }
  if (!task.settled || !next(task.settled.status, "retry"))
    return refuse(world, state, number, by, "retry");
  const { settled, cancelled: _, notBefore: __, ...rest } = task;
  const live = { task, entry: void 0, run: void 0 };
  world.store.tasks.consume(number, "cancelled");
  const asked = { ...rest, asked: task.asked + 1, ...prompt !== void 0 && { prompt } };
  change(world, live, by, asked);
  state.live.set(number, live);
  mirrorRevived(world, state, live, { status: settled.status, at: settled.endedAt });
  return done;
}
function showNewEnd(world, state, task) {
  const shown = endsShown(world, task.number);
  const { settled } = task;
  const isNew = ({ status, at }) => status === settled?.status && dayOf(at) === dayOf(settled.endedAt);
  if (shown.every(isNew))
    return;
  const live = { task, entry: void 0, run: void 0 };
  for (const end of shown)
    mirrorRevived(world, state, live, end);
  mirrorSettled(world, state, live);
}
function refuse(world, state, number, by, event) {
  const no = (message) => ({ ok: "no", task: number, message });
  const live = state.live.get(number);
  if (live) {
    const { projection } = situation(world, state, live, world.clock.now());
    return no(`${taskIdOf(number)} is ${projection.status}; only a finished task can be retried`);
  }
  const task = readTask(world, state, number);
  if (!task)
    return no(`there is no ${taskIdOf(number)}`);
  if (event === "cancel" && task.by.includes(by))
    return { ok: "yes", task: number, message: `${taskIdOf(number)} is ${task.settled?.status}` };
  return no(`${taskIdOf(number)} is already ${task.settled?.status ?? "gone"}`);
}
var endsShown = ({ store: { queue } }, number) => queue.days().flatMap((day) => queue.finishedOn(day).filter((entry) => entry.number === number).map(({ status }) => ({ status, at: `${day}T00:00:00.000Z` })));

// ../ft/dist/src/engine/classics.js
var everyMs = 1e3;
function takeClassics(world, state, monotonicMs) {
  if (monotonicMs - state.classicsMs < everyMs)
    return;
  state.classicsMs = monotonicMs;
  for (const live of state.live.values()) {
    const { number } = live.task;
    for (const kind of world.store.tasks.classics(number)) {
      if (kind === "cancelled") {
        cancelOne(world, state, number, `classic-${live.task.asked}`);
        world.store.tasks.consume(number, kind);
      } else if (kind !== "timeout" && !live.run?.spec?.classic)
        putAside(world, live, kind);
    }
  }
}
function classicSentinel({ store }, task) {
  for (const kind of ["error", "done"]) {
    const report = store.tasks.readClassic(task, kind);
    if (report)
      return readSentinel(kind, report.text);
  }
  return void 0;
}
function keepClassics({ store }, task, run) {
  for (const kind of store.tasks.classics(task))
    if (kind === "done" || kind === "error")
      store.tasks.putAside(task, kind, run);
}
function putAside(world, { task, run }, kind) {
  const last = run?.run ?? task.runs.at(-1)?.run;
  world.warn(`${taskIdOf(task.number)}: somebody left a .${kind} that is not its own; put aside`);
  if (last !== void 0)
    world.store.tasks.putAside(task.number, kind, last);
}

// ../ft/dist/src/engine/record.js
async function keepRecord({ store }, live, task) {
  await store.tasks.replaceSoon(task);
  live.task = task;
}

// ../ft/dist/src/engine/conclude.js
async function conclude(world, state, live, conclusion) {
  const { store } = world;
  const { run } = live;
  if (!run)
    return;
  const now = world.clock.now();
  const verdict = conclusion.is === "given" ? run.verdict : await give(world, state, live, run, conclusion.judgement, now);
  if (!verdict)
    return;
  supersede(world, state, run.run);
  if (run.spec?.classic)
    keepClassics(world, live.task.number, run.run);
  if (verdict.reason === "timeout")
    store.tasks.mark(live.task.number, "timeout");
  await keepRecord(world, live, record(world, live.task, verdict, now));
  live.run = void 0;
  mirrorSettled(world, state, live);
}
async function settle(world, state, live, { status, reason, message }) {
  const settled = {
    status,
    ...reason && { reason },
    ...message !== void 0 && { message },
    endedAt: world.clock.now().at
  };
  await keepRecord(world, live, { ...live.task, settled });
  mirrorSettled(world, state, live);
}
async function give(world, state, live, run, judgement, now) {
  const { runs } = world.store;
  const { status, reason, message, by } = judgement;
  const exit = runs.exit(run.run);
  const verdict = {
    version: protocolVersion,
    run: run.run,
    task: live.task.number,
    attempt: live.task.runs.at(-1)?.attempt ?? 1,
    status,
    ...reason && { reason },
    ...message !== void 0 && { message },
    by,
    ...exit !== void 0 && { exit },
    ...run.told.session !== void 0 && { session: run.told.session },
    ...run.started && { startedAt: run.started.since.at },
    ...ending(world, run, now),
    epoch: state.lease.epoch
  };
  return await runs.writeVerdict(verdict) ? verdict : runs.verdict(run.run);
}
function ending(world, run, now) {
  if (!run.started)
    return { endedAt: now.at, elapsedMs: 0 };
  const { since: since2 } = run.started;
  const passedMs = elapsedMs(since2, now) ?? 0;
  const endedAtMs = world.store.runs.endedAtMs(run.run);
  if (endedAtMs === void 0)
    return { endedAt: now.at, elapsedMs: passedMs };
  const ranMs = Math.min(Math.max(0, Math.round(endedAtMs - Date.parse(since2.at))), passedMs);
  return { endedAt: new Date(Date.parse(since2.at) + ranMs).toISOString(), elapsedMs: ranMs };
}
function record({ agents }, task, verdict, now) {
  const { status, reason, message, endedAt, elapsedMs: ranMs } = verdict;
  const outcome = {
    status,
    ...reason && { reason },
    ...message !== void 0 && { message },
    endedAt,
    elapsedMs: ranMs
  };
  const runs = task.runs.map((one) => one.run === verdict.run ? { ...one, outcome } : one);
  const { notBefore: _, ...rest } = task;
  const policies = [task.retry, ...policiesOf(agents, task.agent)];
  const sequel = sequelOf({ ...task, runs }, verdict, policies, Date.parse(now.at));
  if (sequel.is === "settled")
    return { ...rest, runs, settled: outcome };
  return { ...rest, runs, notBefore: new Date(sequel.notBeforeMs).toISOString() };
}
var policiesOf = (agents, agent) => [() => agents.resolve(agent).retry, () => agents.settings().retry].map((read) => {
  try {
    return read();
  } catch {
    return void 0;
  }
});

// ../ft/dist/src/engine/launch.js
var launcherName = "local";
async function launch(world, state, live, slot) {
  const { store } = world;
  const run = await store.runs.allocate(state.lastRun);
  state.lastRun = Math.max(state.lastRun, run);
  const prepared = await prepare(world, state, live.task, run, slot);
  const attempt = nextAttempt(live.task);
  const task = {
    ...live.task,
    ...prepared.ok && prepared.spec.simulated && { simulated: true },
    runs: [...live.task.runs, { run, ask: live.task.asked, attempt }]
  };
  await keepRecord(world, live, task);
  live.run = { ...freshMemory(run), spec: prepared.ok ? prepared.spec : void 0 };
  if (prepared.ok)
    world.log(`run ${run}: ${JSON.stringify(prepared.spec.argv)}`);
  if (!prepared.ok)
    return fail(world, state, live, prepared.failure, prepared.reason);
  mirrorLive(world, live, { status: "running" });
  try {
    await spawn2(world, state, live, prepared);
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    await fail(world, state, live, error, "launch");
  }
}
async function prepare(world, state, task, run, slot) {
  const { store, agents } = world;
  let reason = "config";
  try {
    const launcher = world.launchers(launcherName);
    if (!launcher)
      throw new Failure("invalid", `no launcher is called ${launcherName}`, {
        hint: "this orchestra is damaged: install it again"
      });
    const agent = agents.resolve(task.agent);
    const places = placesOf(store.root, run, task.number, agent.classicNames);
    const token = world.clock.random(16);
    const call = callFor(agent, task, {
      places,
      attempt: nextAttempt(task),
      slot,
      token,
      inherited: agents.environment()
    });
    const [command = "", ...args] = call.argv;
    const program = agents.locate(command, task.cwd);
    reason = "missing_executable";
    if (!program)
      throw missingProgram(agent);
    reason = "launch";
    for (const kind of store.tasks.classics(task.number))
      if (kind !== "cancelled")
        store.tasks.putAside(task.number, kind, run);
    const wantedMs = task.timeoutMs ?? agent.timeoutMs ?? agents.settings().timeoutMs;
    const timeoutMs = wantedMs === 0 ? void 0 : wantedMs;
    const spec = {
      version: protocolVersion,
      run,
      task: task.number,
      attempt: nextAttempt(task),
      agent: agent.name,
      argv: [program, ...args],
      cwd: task.cwd,
      environment: [...call.added],
      stdin: call.stdin,
      launcher: launcherName,
      token,
      epoch: state.lease.epoch,
      slot,
      completion: agent.completion,
      ...agent.format && { format: agent.format },
      trustExit: agent.trustExit,
      stopSignals: [...agent.stopSignals],
      graceMs: agent.graceMs,
      lingerMs: agent.lingerMs,
      ...timeoutMs !== void 0 && { timeoutMs },
      classic: agent.classicNames,
      simulated: agent.simulated
    };
    store.runs.writePrompt(run, call.prompt);
    await store.runs.writeSpec(spec);
    store.runs.writeDeadline(run, timeoutMs === void 0 ? void 0 : Math.ceil(timeoutMs / 1e3));
    return { ok: true, spec, environment: call.environment, launcher };
  } catch (error) {
    if (error instanceof Failure)
      return { ok: false, failure: error, reason };
    throw error;
  }
}
async function spawn2(world, state, live, prepared) {
  const { store, wake } = world;
  const { spec, environment, launcher } = prepared;
  const gate = await launcher.start({
    argv: spec.argv,
    cwd: spec.cwd,
    environment,
    ...spec.stdin === "prompt" && { stdin: store.runs.path(spec.run, "prompt.md") },
    stopSignal: spec.stopSignals[0] ?? "TERM",
    graceMs: spec.graceMs,
    token: spec.token
  }, store.runs.folder(spec.run));
  await open(world, state, live, gate);
  void gate.ended.then(() => wake.nudge());
}
async function open(world, state, live, gate) {
  const { run } = live;
  if (!run)
    return;
  const started = { version: protocolVersion, handle: gate.handle, since: world.clock.now() };
  try {
    await world.store.runs.writeStarted(run.run, started);
    if (!state.lease.isMine())
      throw new Failure("conflict", "another conductor has taken over", {
        hint: "it goes on with the queue; there is nothing to do"
      });
  } catch (error) {
    gate.abandon();
    throw error;
  }
  run.started = started;
  run.hasStarted = true;
  run.isChild = true;
  gate.open();
}
async function fail(world, state, live, failure, reason) {
  if (!state.lease.isMine())
    throw failure;
  const message = failure.hint ? `${failure.message} (${failure.hint})` : failure.message;
  const judgement = { status: "failed", reason, message, by: "launch" };
  await conclude(world, state, live, { is: "judged", judgement });
}
function nextAttempt(task) {
  const counted = task.runs.filter(({ ask, outcome }) => ask === task.asked && outcome?.reason !== "launch");
  return counted.length + 1;
}

// ../ft/dist/src/core/events.js
function tell(told, event) {
  switch (event.type) {
    case "session.started":
      return { ...told, session: event.session };
    case "message":
      return { ...told, lastMessage: event.text };
    case "finished":
      return { ...told, finished: event };
    default:
      return told;
  }
}

// ../ft/dist/src/engine/observe.js
var bytesPerLook = 4 * 1024 * 1024;
var lastWordsBytes = 2e3;
var unlaunched = { is: "gone" };
async function observe(world, state, now) {
  const lives = [...state.live.values()].map((live) => ({ live, order: orderOf(live.task) })).sort((a, b) => a.order < b.order ? -1 : 1).map(({ live }) => live);
  for (const live of lives)
    if (live.run?.isUnread)
      live.run = readRun(world, live.run.run);
  const looks = await lookAtAll(world, lives);
  return lives.map((live) => {
    const run = live.run && seeOrNot(world, state, live.run, looks.get(live.run.run) ?? unlaunched, now);
    return { task: live.task, run, ...situation(world, state, live, now) };
  });
}
async function lookAtAll(world, lives) {
  const looks = /* @__PURE__ */ new Map();
  for (const { run } of lives)
    if (run && !run.started)
      looks.set(run.run, lookBlind(world, run));
  const groups = /* @__PURE__ */ new Map();
  for (const { run } of lives) {
    if (!run?.started || run.verdict)
      continue;
    const { launcher } = run.started.handle;
    groups.set(launcher, [...groups.get(launcher) ?? [], { run: run.run, started: run.started }]);
  }
  for (const [name, runs] of groups) {
    const launcher = world.launchers(name);
    const watched = runs.map(({ run, started }) => ({
      handle: started.handle,
      folder: world.store.runs.folder(run)
    }));
    const found = launcher ? await launcher.look(watched) : [];
    for (const [at, { run }] of runs.entries())
      looks.set(run, found[at] ?? { is: "unknown" });
  }
  return looks;
}
function lookBlind({ store }, { run, hasStarted }) {
  if (!hasStarted)
    return unlaunched;
  const exit = store.runs.exit(run);
  return exit === void 0 ? { is: "unknown" } : { is: "ended", exit, strays: 0 };
}
function seeOrNot(...[world, state, run, look, now]) {
  const nothing = { ...unseen, run: run.run, spec: run.spec, stop: run.stop, told: run.told };
  if (run.isUnread)
    return nothing;
  try {
    return seeRun(world, state, run, vouched(world, run.run, look), now);
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    world.warn(error.message);
    return nothing;
  }
}
var vouched = ({ store }, run, look) => look.is === "unknown" && store.runs.isVouchedGone(run) ? { is: "gone" } : look;
var unseen = {
  started: true,
  never: false,
  look: { is: "unknown" },
  verdict: void 0,
  stoppingMs: void 0,
  overdue: false,
  sentinel: void 0,
  lastWords: "",
  exit: void 0,
  runningMs: void 0,
  allowedMs: void 0,
  reportedMs: void 0,
  straysMs: void 0
};
function seeRun(world, state, run, look, now) {
  const { runs } = world.store;
  const isOver = look.is === "ended" || look.is === "gone";
  if (run.hasStarted && !run.verdict)
    listen(world, run, isOver);
  const sentinel = run.hasStarted ? sentinelOf(world, run) : void 0;
  const hasReported = sentinel !== void 0 || run.told.finished !== void 0;
  run.reportedSince = hasReported ? run.reportedSince ?? now.monotonicMs : void 0;
  const strays = look.is === "ended" ? look.strays : 0;
  run.straysSince = strays > 0 ? run.straysSince ?? now.monotonicMs : void 0;
  return {
    run: run.run,
    spec: run.spec,
    started: run.hasStarted,
    never: isOver && runs.neverRan(run.run),
    look,
    verdict: run.verdict,
    stop: run.stop,
    stoppingMs: run.stop && awakeMs(state.leaps, run.stop.since, now),
    overdue: runs.isOverdue(run.run),
    sentinel,
    told: run.told,
    lastWords: isOver ? lastWordsOf(world, run.run) : "",
    exit: look.is === "ended" ? look.exit : void 0,
    runningMs: run.started && awakeMs(state.leaps, run.started.since, now),
    allowedMs: allowedMs(world, state, run, now),
    reportedMs: since(run.reportedSince, now),
    straysMs: since(run.straysSince, now)
  };
}
var sentinelOf = (world, { run, spec }) => world.store.runs.sentinel(run) ?? (spec?.classic ? classicSentinel(world, spec.task) : void 0);
function allowedMs(world, state, run, now) {
  const task = run.spec && state.live.get(run.spec.task)?.task;
  const own = task && allowedSeconds(state, { task, run }, now);
  if (task && liveRunOf(task)?.timeoutMs !== void 0)
    return own && own * 1e3;
  if ([...state.requests.values()].some((one) => one.run === run.run && isOpen(one)))
    return void 0;
  const seconds = world.store.runs.deadline(run.run);
  return seconds === void 0 ? void 0 : Math.max(seconds, own ?? 0) * 1e3;
}
function listen(world, run, isOver) {
  const { runs } = world.store;
  const readLine5 = world.agents.readerOf(run.spec?.format);
  if (isOver)
    run.offset = Math.max(run.offset, runs.size(run.run, "stdout") - 2 * bytesPerLook);
  for (; ; ) {
    const bytes = runs.output(run.run, "stdout", run.offset, bytesPerLook);
    const isTail = isOver || bytes.length === bytesPerLook;
    const end = bytes.lastIndexOf(10) + 1 || (isTail ? bytes.length : 0);
    run.offset += end;
    for (const line of bytes.toString("utf8", 0, end).split("\n"))
      for (const event of readLine5(line))
        run.told = tell(run.told, event);
    if (end === 0 || !isOver)
      return;
  }
}
function lastWordsOf(world, run) {
  const { runs } = world.store;
  const size = runs.size(run, "stderr");
  const text = runs.output(run, "stderr", Math.max(0, size - lastWordsBytes), lastWordsBytes).toString("utf8");
  return text.trim().split("\n").slice(-5).join("\n");
}
var since = (first, now) => first === void 0 ? void 0 : now.monotonicMs - first;

// ../ft/dist/src/engine/tick.js
async function tick(world, state, policy) {
  discover(world, state);
  const trouble = [];
  const handled = await handleWishes(world, state, (act) => apart(state, trouble, act));
  const now = world.clock.now();
  takeClassics(world, state, now.monotonicMs);
  takeAsks(world, state, now);
  const seen2 = await observe(world, state, now);
  const decisions = reconcile(seen2, policy);
  let acts = handled.length;
  await together(decisions, (decision) => apart(state, trouble, async () => {
    if (await perform2(world, state, decision))
      acts += 1;
  }));
  for (const live of [...state.live.values()])
    await apart(state, trouble, () => mirror(world, state, live));
  answerAll(world, handled);
  if (trouble[0])
    throw trouble[0];
  const adopted = [...state.live.values()].some(({ run }) => run?.started && !run.isChild);
  const after = world.clock.now();
  return { didSomething: acts > 0, sleepMs: sleepMs(seen2, Date.parse(after.at), adopted) };
}
async function apart({ lease }, trouble, act) {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Failure) || !lease.isMine())
      throw error;
    trouble.push(error);
  }
}
async function together(all, act) {
  for (const done of await Promise.allSettled(all.map(act)))
    if (done.status === "rejected")
      throw done.reason;
}
function mirror(world, state, live) {
  if (live.task.settled)
    mirrorSettled(world, state, live);
  else
    mirrorLive(world, live, situation(world, state, live, world.clock.now()).projection);
}
async function perform2(world, state, decision) {
  const live = state.live.get(decision.task);
  if (!live)
    return false;
  if (decision.do !== "signal")
    world.log(JSON.stringify(decision));
  switch (decision.do) {
    case "settle":
      await settle(world, state, live, decision);
      return true;
    case "conclude":
      await conclude(world, state, live, decision.judgement);
      return true;
    case "stop":
      return stop(world, live, decision.plan);
    case "signal":
      return signal(world, live, decision);
    case "start":
      await launch(world, state, live, decision.slot);
      return true;
  }
}
function stop(world, live, plan) {
  const { run } = live;
  if (!run)
    return false;
  const wanted = { version: protocolVersion, ...plan, since: world.clock.now() };
  run.stop = world.store.runs.writeStop(run.run, wanted) ? wanted : world.store.runs.stop(run.run);
  return true;
}
async function signal(world, live, { signal: name, stage }) {
  const { run } = live;
  const launcher = run?.started && world.launchers(run.started.handle.launcher);
  if (!run?.started || !launcher)
    return false;
  if (run.stage === stage && name !== "KILL")
    return false;
  const isNew = run.stage !== stage;
  run.stage = stage;
  const watched = {
    handle: run.started.handle,
    folder: world.store.runs.folder(run.run)
  };
  if (isNew)
    world.log(`run ${run.run}: ${name}`);
  await launcher.signal(watched, name);
  return isNew;
}

// ../ft/dist/src/engine/conductor.js
var retryMs = 1e3;
var leapMs = 15e3;
var passesMax = 100;
async function conduct(world, lease, options) {
  let state;
  let isInDoubt = lease.isTakeover || lease.isOtherBoot;
  let idleSince;
  const leaps = [];
  let dueMs = Number.POSITIVE_INFINITY;
  for (let passes = 0; ; passes += 1) {
    try {
      if (!lease.isMine())
        return ending2("followed", state);
      if (options.signal.aborted)
        return ending2("aborted", state);
      const wokeMs = world.clock.now().monotonicMs;
      if (wokeMs - dueMs > leapMs)
        leaps.push({ untilMs: wokeMs, ms: wokeMs - dueMs });
      dueMs = Number.POSITIVE_INFINITY;
      state ??= begin(world, lease, isInDoubt, leaps);
      if (lease.heartbeatMs !== void 0)
        lease.beat();
      const policy = policyOf(world, state, options);
      const { didSomething, sleepMs: sleepMs2 } = await tick(world, state, policy);
      if (options.isDone(new Set(state.live.keys())))
        return ending2("done", state);
      const nowMs = world.clock.now().monotonicMs;
      idleSince = hasWork(state, options) || didSomething ? void 0 : idleSince ?? nowMs;
      const idleLeftMs = leftMs(options.idleExitMs, idleSince, nowMs);
      if (idleLeftMs <= 0)
        return ending2("idle", state);
      if (didSomething && passes < passesMax) {
        await world.wake.breathe();
        continue;
      }
      passes = 0;
      world.wake.watch(foldersToWatch(world, state));
      const pauseMs = Math.min(sleepMs2, idleLeftMs, lease.heartbeatMs ?? sleepMs2);
      dueMs = world.clock.now().monotonicMs + pauseMs;
      await world.wake.sleep(pauseMs);
    } catch (error) {
      if (!(error instanceof Failure))
        throw error;
      if (options.kind === "once")
        throw error;
      if (options.signal.aborted)
        return ending2("aborted", state);
      world.warn(error.message);
      state = void 0;
      isInDoubt = true;
      await world.wake.sleep(retryMs);
    }
  }
}
function closeBooks(world, state) {
  accountFor(world, state, Math.max(state.head.highest, world.store.tasks.floor()));
  for (const live of [...state.live.values()])
    if (!live.entry)
      mirror(world, state, live);
  world.store.queue.compact(state.head);
}
function begin(world, lease, isInDoubt, leaps) {
  const state = emptyState(lease, emptyHead, leaps);
  openBooks(world, state, isInDoubt);
  world.store.tidy(Date.parse(world.clock.now().at));
  return state;
}
function policyOf(world, { controls }, options) {
  const settings4 = settingsOf2(world);
  const unlimited = Number.POSITIVE_INFINITY;
  const ofAgent = (name) => {
    try {
      return world.agents.resolve(name).maxParallel;
    } catch {
      return unlimited;
    }
  };
  const ofGroup = (name) => settings4?.groups[name]?.maxParallel ?? unlimited;
  return {
    maxParallel: options.maxParallel ?? controls.queue.maxParallel ?? settings4?.maxParallel ?? 0,
    maxAwaiting: settings4?.maxAwaiting ?? 0,
    maxParallelOf: (what, name) => controlOf(controls, what, name)?.maxParallel ?? (what === "agent" ? ofAgent(name) : ofGroup(name)),
    // Without a config that can be read nothing new starts; what runs is looked after.
    launches: options.launches && settings4 !== void 0,
    only: options.only,
    scarce: [],
    agingMs: settings4?.agingMs ?? 0,
    nowMs: Date.parse(world.clock.now().at),
    ifDependencyFails: settings4?.ifDependencyFails ?? "block"
  };
}
function settingsOf2({ agents, warn }) {
  try {
    return agents.settings();
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    warn(error.message);
    return void 0;
  }
}
function hasWork(state, { only }) {
  return [...state.live.values()].some(({ task, run, entry }) => {
    if (run)
      return true;
    if (only && !only.has(task.number))
      return false;
    return entry?.folder === "pending" || task.notBefore !== void 0;
  });
}
var leftMs = (limit, since2, now) => limit === void 0 || since2 === void 0 ? Number.POSITIVE_INFINITY : limit - (now - since2);
function foldersToWatch({ store }, state) {
  const outboxes = [...state.live.values()].flatMap(({ run }) => run?.started ? [store.runs.outbox(run.run)] : []);
  const doorbells = [...queueFolders.map(layout.queue), layout.intents];
  return [...doorbells.map((folder) => `${store.root}/${folder}`), ...outboxes];
}
function ending2(end, state) {
  const lives = [...state?.live.values() ?? []];
  const running = lives.filter(({ run }) => run).length;
  return { end, running, waiting: lives.length - running, state };
}

// ../ft/dist/src/engine/session.js
var passingMs = 20;
async function hold2(world, options, onTaken = () => void 0) {
  options.signal.addEventListener("abort", () => world.wake.nudge(), { once: true });
  for (; ; ) {
    const taken = world.store.lock.take(options.kind);
    if (!taken.taken) {
      const { holder } = taken;
      if (!isPassing(holder) || options.kind === "once" || options.signal.aborted)
        return { held: false, holder };
      await world.wake.sleep(passingMs);
      continue;
    }
    world.log(`conducting under epoch ${taken.lease.epoch}`);
    onTaken();
    const { state, ...conducted } = await conduct(world, taken.lease, options);
    if (conducted.end === "followed")
      return { held: true, ...conducted };
    if (state) {
      closeBooks(world, state);
      taken.lease.release();
    }
    world.log(`left: ${conducted.end}`);
    if (conducted.end !== "idle" || !hasLeftovers(world, state))
      return { held: true, ...conducted };
  }
}
function hasLeftovers(world, state) {
  const { queue, intents } = world.store;
  const isNew = ({ number }) => !state?.live.has(number) && !state?.unreadable.has(number);
  return queueFolders.some((folder) => queue.live(folder).some(isNew)) || intents.open().some((order) => readWish(world, order));
}
var onePass = (kind) => ({
  kind,
  idleExitMs: 0,
  maxParallel: void 0,
  launches: false,
  only: void 0,
  isDone: () => true,
  signal: new AbortController().signal
});

// ../ft/dist/src/app-engine.js
function composeAgents(root, packageRoot, environment) {
  const home = environment["XDG_CONFIG_HOME"] ?? join4(environment["HOME"] ?? "/", ".config");
  const older = join4(root, "..", ".orchestra-cli", layout.config);
  return createAgents({
    paths: [join4(root, layout.config), older, join4(home, "orchestra", layout.config)],
    older,
    profiles: profilesFrom(packageRoot),
    readerOf,
    environment,
    templates: join4(packageRoot, "templates")
  });
}
var profilesFrom = (packageRoot) => ({
  ...profiles,
  simulated: simulatedProfile(join4(packageRoot, "templates", "simulated-agent.sh"))
});
function shippedAgents(packageRoot) {
  const sources = { configs: [], places: [], profiles: profilesFrom(packageRoot) };
  return Object.keys(sources.profiles).map((name) => resolveAgent(name, sources, () => void 0));
}
function composeWorld(parts, disk, packageRoot, wrap) {
  const shim = installShim(disk, parts.store.root, packageRoot);
  const made = new Map(Object.entries(launchers).map(([name, create]) => [name, wrap(create({ shim }))]));
  return { ...parts, launchers: (name) => made.get(name) };
}
function installShim(disk, root, packageRoot) {
  const text = readFileSync(join4(packageRoot, "templates", "shim.sh"), "utf8");
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);
  const path = join4(root, layout.shim(digest));
  if (!disk.exists(path)) {
    disk.makeFolder(join4(root, layout.shims));
    disk.create(path, text);
  }
  return path;
}
function idleExitOf(agents) {
  try {
    return agents.settings().idleExitMs;
  } catch {
    return configDefaults.idleExitMs;
  }
}
export {
  composeAgents,
  composeWorld,
  hold2 as hold,
  idleExitOf,
  onePass,
  shippedAgents
};
