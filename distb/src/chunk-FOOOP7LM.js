import {
  Config
} from "./chunk-J6SEJHHY.js";
import {
  holesIn
} from "./chunk-72PWSYF7.js";
import {
  parseDuration
} from "./chunk-TQN5J5DI.js";
import {
  parse,
  placeAt,
  readJson,
  tokens
} from "./chunk-IJBGSXO5.js";
import {
  suggest
} from "./chunk-6WEGTHHE.js";
import {
  quoted
} from "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/core/agent-problems.js
function problemsOf(settings) {
  const { command, prompt, timeout, grace, linger, retry, args = [], modelArgs = [] } = settings;
  const holes = [...args, ...modelArgs].flatMap(argumentHoles);
  const hasPrompt = holes.includes("prompt") || holes.includes("userPrompt");
  return [
    ...command === void 0 ? [{ path: "", says: "has no command, and extends nothing that has one" }] : [],
    ...durationProblems({ timeout, grace, linger, ...retryDurations(retry) }),
    ...problemsIn("args", args),
    ...problemsIn("modelArgs", modelArgs),
    ...prompt === "arg" && !hasPrompt ? [{ path: "prompt", says: 'is "arg", but no argument holds {prompt}' }] : [],
    ...prompt === "file" && !holes.includes("promptFile") ? [{ path: "prompt", says: 'is "file", but no argument holds {promptFile}' }] : []
  ];
}
function problemsOfTemplate(text, file) {
  const path = file === void 0 ? "promptTemplate" : "promptTemplateFile";
  if (text === void 0)
    return file === void 0 ? [] : [{ path, says: `${file} does not exist` }];
  const holes = holesIn(text);
  const at = (hole) => {
    const { line, column } = placeAt(text, text.indexOf(`{${hole}}`));
    return file === void 0 ? "" : `${file}:${line}:${column} `;
  };
  const says = [
    ...holes.flatMap((hole) => unknownHole(hole).map((problem) => at(hole) + problem)),
    ...holes.includes("prompt") ? [`${at("prompt")}holds {prompt}; a template holds {userPrompt} instead`] : [],
    ...holes.includes("userPrompt") ? [] : [`${file === void 0 ? "" : `${file} `}does not hold {userPrompt}`]
  ];
  return says.map((problem) => ({ path, says: problem }));
}
var argumentHoles = (arg) => arg === "{modelArgs}" ? [] : holesIn(arg);
var problemsIn = (key, args) => args.flatMap((arg, index) => argumentHoles(arg).flatMap(unknownHole).map((says) => ({ path: `${key}[${index}]`, says })));
var retryDurations = (retry) => ({
  "retry.delay": retry?.delay,
  "retry.ceiling": retry?.ceiling
});
var durationProblems = (texts) => Object.entries(texts).filter(([, text]) => text !== void 0 && parseDuration(text) === void 0).map(([path, text]) => ({ path, says: `is no duration: "${text}" (such as 90, 30m, 1h30m)` }));
var knownHoles = [
  "prompt",
  "userPrompt",
  "promptFile",
  "taskId",
  "agent",
  "planFile",
  "logFile",
  "doneFile",
  "errorFile",
  "workspace",
  "model",
  "cwd",
  "attempt",
  "previousError"
];
var isKnownHole = (hole) => knownHoles.includes(hole);
function unknownHole(hole) {
  if (isKnownHole(hole))
    return [];
  const near = suggest(hole, knownHoles);
  const known = knownHoles.map((one) => `{${one}}`).join(" ");
  const meant = near ? `; did you mean {${near}}?` : ".";
  return [`holds {${hole}}, which is no known hole${meant} Known: ${known}`];
}

// ../ft/dist/src/lib/json-places.js
var depthMax = 32;
function placesIn(text) {
  const values = /* @__PURE__ */ new Map();
  const names = /* @__PURE__ */ new Map();
  const repeated = [];
  const open = [];
  const reader = new RegExp(`[ \\t\\r\\n]*(${tokens})`, "y");
  for (let token = reader.exec(text)?.[1]; token; token = reader.exec(text)?.[1]) {
    if (token === ":")
      continue;
    const level = open.at(-1);
    if (token === "}" || token === "]")
      open.pop();
    else if (token === ",")
      goOn(level);
    else
      found(token, reader.lastIndex - token.length, level);
  }
  return {
    find(path, what = "value") {
      const at = (what === "name" ? names : values).get(path);
      return at === void 0 ? void 0 : placeAt(text, at);
    },
    repeated: repeated.map(({ path, firstAt }) => ({ path, first: placeAt(text, firstAt) }))
  };
  function found(token, at, level) {
    const isName = level !== void 0 && level.index === void 0 && level.name === void 0;
    if (isName)
      level.name = JSON.parse(token);
    const path = open.length > depthMax ? void 0 : pathIn(level);
    if (token === "{")
      open.push({ path, index: void 0, name: void 0 });
    if (token === "[")
      open.push({ path, index: 0, name: void 0 });
    if (path === void 0)
      return;
    const firstAt = isName ? names.get(path) : void 0;
    if (firstAt !== void 0)
      repeated.push({ path, firstAt });
    (isName ? names : values).set(path, at);
  }
}
function goOn(level) {
  if (!level)
    return;
  level.name = void 0;
  if (level.index !== void 0)
    level.index += 1;
}
function pathIn(level) {
  if (!level)
    return "";
  const { path, index, name } = level;
  if (path === void 0)
    return void 0;
  if (index !== void 0)
    return `${path}[${index}]`;
  return path === "" ? name || void 0 : `${path}.${name}`;
}

// ../ft/dist/src/core/config-problem.js
function tellProblem({ file, place, says }) {
  if (file === void 0)
    return says;
  return place ? `${file}:${place.line}:${place.column}: ${says}` : `${file}: ${says}`;
}
function readConfig(file, written) {
  const text = written.replace(/^\ufeff/, "");
  const json = readJson(text);
  if (!json.ok) {
    const says = `is no JSON: ${json.problem}`;
    return { ok: false, problems: [{ file, place: json.place, says }] };
  }
  const places = placesIn(text);
  const locate = (path, what) => {
    for (let at = path; at !== ""; at = at.replace(/(?:\.?[^.[]*|\[[^[]*)$/, "")) {
      const place = places.find(at, what) ?? places.find(at);
      if (place)
        return place;
    }
    return places.find("");
  };
  const read = parse(Config, json.value);
  const wrong = read.ok ? durationProblemsIn(read.value) : read.issues.map(({ path, message, isName }) => ({
    path: path === "(root)" ? "" : path,
    says: `${path === "(root)" ? "it" : path} ${message}`,
    what: isName ? "name" : "value"
  }));
  const problems = [
    ...places.repeated.map(({ path, first }) => ({
      file,
      place: locate(path, "name"),
      says: `${path} is there already, at line ${first.line}, column ${first.column}`
    })),
    ...wrong.map(({ path, what, says }) => ({ file, place: locate(path, what), says }))
  ];
  if (read.ok && problems.length === 0)
    return { ok: true, config: read.value, locate };
  return { ok: false, problems: problems.sort(byPlace) };
}
var durationProblemsIn = ({ timeout, idleExit, retry }) => durationProblems({ timeout, idleExit, ...retryDurations(retry) }).map(({ path, says }) => ({
  path,
  says: `${path} ${says}`,
  what: "value"
}));
function byPlace({ place: a }, { place: b }) {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

// ../ft/dist/src/core/lineage.js
var standIn = "coder";
function agentNames({ configs, profiles }) {
  const configured = configs.flatMap(({ agents }) => Object.keys(agents ?? {}));
  const names = configured.length === 0 ? [standIn] : configured;
  return [.../* @__PURE__ */ new Set([...names, ...Object.keys(profiles)])];
}
var defaultAgentOf = ({ configs }) => configs.find((config) => config.defaultAgent !== void 0)?.defaultAgent ?? configs.flatMap(({ agents }) => Object.keys(agents ?? {}))[0] ?? standIn;
function lineageOf(name, sources) {
  const lineage = [];
  for (let at = name; at !== void 0; at = lineage.at(-1)?.settings.extends) {
    const found = find(at, sources, lineage);
    if (!found)
      throw unknownAgent(at, lineage, sources);
    lineage.push(found);
  }
  return lineage;
}
function find(name, { configs, places, profiles }, passed) {
  const own = (from, place) => from && Object.hasOwn(from, name) ? [{ name, settings: from[name], place }] : [];
  const found = [...configs.flatMap(({ agents }, at) => own(agents, places[at])), ...own(profiles)];
  const isBare = configs.every(({ agents }) => Object.keys(agents ?? {}).length === 0);
  if (name === standIn && isBare && found.length === 0)
    return own({ [standIn]: { extends: "simulated" } })[0];
  return found.find(({ settings }) => passed.every((one) => one.settings !== settings));
}
function unknownAgent(name, lineage, sources) {
  const names = agentNames(sources);
  const hint = `known: ${names.join(", ")}`;
  const near = suggest(name, names);
  const meant = near && near !== name ? `; did you mean ${near}?` : "";
  const asker = lineage.at(-1);
  if (!asker)
    return new Failure("not_found", `no agent is called ${quoted(name)}${meant}`, { hint });
  const path = `agents.${asker.name}.extends`;
  const circle = [...lineage.map((one) => one.name), name].slice(lineage.findIndex((one) => one.name === name));
  const says = circle.length > 1 ? `leads in a circle: ${circle.join(" \u2192 ")}` : `"${name}" is no agent${meant}`;
  const file = asker.place;
  const place = file === void 0 ? void 0 : sources.locate?.(file, path, "value");
  const problem = tellProblem({ file, place, says: `${path} ${says}` });
  return new Failure("not_found", problem, { hint });
}

export {
  problemsOf,
  problemsOfTemplate,
  knownHoles,
  tellProblem,
  readConfig,
  standIn,
  agentNames,
  defaultAgentOf,
  lineageOf
};
