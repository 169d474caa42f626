import {
  describe
} from "./chunk-HNI5JOZD.js";
import {
  resolveAgent
} from "./chunk-T5XR7PGE.js";
import "./chunk-FOOOP7LM.js";
import {
  defaultRetry
} from "./chunk-76VGOSCX.js";
import {
  AgentSettings,
  Config,
  configDefaults,
  durationNote
} from "./chunk-J6SEJHHY.js";
import "./chunk-JB5L447W.js";
import "./chunk-72PWSYF7.js";
import {
  formatDuration
} from "./chunk-TQN5J5DI.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import "./chunk-5VHG2WDS.js";

// ../ft/dist/src/cli/topics/config.js
var exampleConfig = {
  defaultAgent: "coder",
  maxParallel: 3,
  timeout: "1h",
  retry: { retries: 2, delay: "30s" },
  agents: {
    coder: { extends: "claude", promptTemplateFile: "prompts/default.md", maxParallel: 2 },
    own: { command: "my-agent", args: ["--task", "{prompt}"] }
  }
};
var config = {
  summary: `What ${layout.config} may hold.`,
  blocks: () => [
    {
      text: `It is read from .orchestra/${layout.config}, then from ~/.config/orchestra/${layout.config}: what the first does not say, the second may. Everything is optional. An edit holds from the next task on. Durations are written 90 (seconds), 30m, 1h30m or 2d.`
    },
    { heading: "Example" },
    { lines: JSON.stringify(exampleConfig, null, 2).split("\n") },
    { heading: "For all agents" },
    { rows: rowsOf(Config, configWords).filter(([key]) => key !== "agents") },
    { heading: "For one agent, in agents.NAME" },
    { rows: rowsOf(AgentSettings, agentWords()) },
    {
      text: "Editors check it with templates/schemas/agent-config.schema.json. For the holes of arguments and templates: orchestra help templates."
    }
  ]
};
var configWords = { ...configDefaults, retry: defaultRetry };
function agentWords() {
  const bare = { configs: [], places: [], profiles: { bare: { command: "bare" } } };
  const resolved = resolveAgent("bare", bare, () => void 0);
  return { ...resolved, command: void 0 };
}
function rowsOf(schema, defaults, prefix = "") {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const usual = defaultOf(key, defaults);
    const said = describe(field).replace(` ${durationNote}`, "");
    const meaning = usual === void 0 ? said : `${said} Default ${usual}.`;
    const inner = rowsOf(field, defaults[key] ?? {}, `${prefix}${key}.`);
    return [[`${prefix}${key}`, meaning], ...inner];
  });
}
function defaultOf(key, defaults) {
  const ms = defaults[`${key}Ms`];
  if (typeof ms === "number")
    return spelled(ms);
  const value = defaults[key];
  if (Array.isArray(value))
    return value.length > 0 ? value.join(", ") : void 0;
  if (typeof value === "string")
    return value || void 0;
  return typeof value === "boolean" || Number.isFinite(value) ? String(value) : void 0;
}
var spelled = (ms) => formatDuration(ms).replace(/\.0(?=s$)/, "").replace(/ 00[a-z]$/, "");
export {
  config,
  exampleConfig
};
