import {
  standIn
} from "./chunk-FOOOP7LM.js";
import {
  AgentSettings,
  Config
} from "./chunk-J6SEJHHY.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";

// ../ft/dist/src/operations/init-config.js
var template = `${layout.prompts}/default.md`;
function configFor(coder, installed) {
  const others = installed.filter((name) => name !== coder);
  return {
    $schema: `./${layout.configSchema}`,
    defaultAgent: standIn,
    maxParallel: 3,
    timeout: "1h",
    agents: {
      [standIn]: {
        extends: coder ?? "simulated",
        description: coder === void 0 ? "Shows how a task runs; no model, no work" : "Writes code",
        promptTemplateFile: template
      },
      ...Object.fromEntries(others.map((name) => [name, { extends: name, promptTemplateFile: template }]))
    }
  };
}
var renderConfig = (config) => `${JSON.stringify(config, null, 2)}
`;
function isUnedited(text, names) {
  const choices = subsetsOf(names).flatMap((installed) => [void 0, ...names].map((coder) => renderConfig(configFor(coder, installed))));
  return choices.includes(text);
}
var subsetsOf = (names) => Array.from({ length: 2 ** names.length }, (_, bits) => names.filter((_name, at) => Math.floor(bits / 2 ** at) % 2 === 1));
function coderIn(text, names) {
  if (!isUnedited(text, names))
    return void 0;
  return JSON.parse(text).agents?.[standIn]?.extends;
}
function explainConfig(config) {
  const told = /* @__PURE__ */ new Set();
  return linesOf(Config, config, 0).map(({ line, says }) => {
    const isNew = !told.has(says);
    told.add(says);
    return { line, says: isNew ? says : "" };
  });
}
function linesOf(schema, value, depth) {
  return Object.entries(value).flatMap(([key, part]) => {
    const own = schema.properties?.[key] ?? (schema.additionalProperties || void 0);
    const start = `${"  ".repeat(depth)}"${key}"`;
    const isAgent = own?.properties === AgentSettings.properties;
    const says = isAgent ? `An agent: orchestra start ${standIn} "\u2026"` : firstSentence(own?.description ?? "");
    if (typeof part !== "object" || part === null)
      return [{ line: `${start}: ${JSON.stringify(part)}`, says }];
    return [{ line: start, says }, ...own ? linesOf(own, part, depth + 1) : []];
  });
}
var firstSentence = (text) => /^.*?\.(?= |$)/.exec(text)?.[0] ?? text;

export {
  configFor,
  renderConfig,
  isUnedited,
  coderIn,
  explainConfig
};
