import {
  lineageOf,
  problemsOf,
  problemsOfTemplate,
  tellProblem
} from "./chunk-FOOOP7LM.js";
import {
  holesIn
} from "./chunk-72PWSYF7.js";
import {
  parseDuration
} from "./chunk-TQN5J5DI.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/core/resolve-agent.js
function resolveAgent(name, sources, readTemplate) {
  const lineage = lineageOf(name, sources);
  const settings = lineage.map((ancestor) => ancestor.settings).reduce(over);
  const { promptTemplate, promptTemplateFile: file } = settings;
  const template = promptTemplate ?? (file === void 0 ? void 0 : readTemplate(file));
  const problems = [
    ...problemsOf(settings),
    ...problemsOfTemplate(template, promptTemplate === void 0 ? file : void 0)
  ];
  if (problems.length > 0)
    throw new Failure("invalid", problems.map((one) => tellProblem(placed(one, lineage, sources))).join("\n"), { hint: "mend agent-config.json; orchestra never changes it" });
  return finish(name, settings, template);
}
function placed({ path, says }, lineage, { locate }) {
  const key = /^\w*/.exec(path)?.[0] ?? "";
  const owner = lineage.find(({ settings }) => Object.hasOwn(settings, key)) ?? lineage[0];
  const agent = `agents.${owner?.name}`;
  const whole = path === "" ? agent : `${agent}.${path}`;
  const file = owner?.place;
  const what = path === "" ? "name" : "value";
  const place = file === void 0 ? void 0 : locate?.(file, whole, what);
  return { file, place, says: `${whole} ${says}` };
}
function over(child, { promptTemplate, probe, ...parent }) {
  const env = { ...parent.env, ...child.env };
  const isReplaced = promptTemplate === void 0 || child.promptTemplateFile !== void 0;
  return {
    ...parent,
    ...!isReplaced && { promptTemplate },
    ...probe && isSameProgram(child.command, parent.command) && { probe },
    ...child,
    env
  };
}
var isSameProgram = (own, inherited) => own === void 0 || own.split("/").at(-1) === inherited?.split("/").at(-1);
function finish(name, settings, template) {
  const ms = (text) => text === void 0 ? void 0 : parseDuration(text);
  const args = settings.args ?? [];
  return {
    name,
    description: settings.description ?? "",
    command: settings.command ?? "",
    args,
    modelArgs: settings.modelArgs ?? [],
    model: settings.model,
    prompt: settings.prompt ?? channelIn(args),
    template,
    completion: settings.completion ?? "either",
    format: settings.format === "lines" ? void 0 : settings.format,
    trustExit: settings.trustExit ?? true,
    timeoutMs: ms(settings.timeout),
    retry: retryOf(settings.retry),
    maxParallel: settings.maxParallel ?? Number.POSITIVE_INFINITY,
    env: settings.env ?? {},
    unset: settings.unset ?? [],
    stopSignals: settings.stopSignals ?? ["INT", "TERM"],
    graceMs: ms(settings.grace) ?? 5e3,
    lingerMs: ms(settings.linger) ?? 5e3,
    classicNames: settings.classicNames ?? false,
    verified: settings.verified ?? true,
    install: settings.install,
    probe: settings.probe,
    simulated: settings.simulated ?? false
  };
}
function channelIn(args) {
  const holes = args.flatMap(holesIn);
  if (holes.includes("prompt") || holes.includes("userPrompt"))
    return "arg";
  return holes.includes("promptFile") ? "file" : "stdin";
}
function retryOf(settings) {
  if (!settings)
    return void 0;
  const { delay, ceiling, ...rest } = settings;
  const delayMs = delay === void 0 ? void 0 : parseDuration(delay);
  const ceilingMs = ceiling === void 0 ? void 0 : parseDuration(ceiling);
  return {
    ...rest,
    ...delayMs !== void 0 && { delayMs },
    ...ceilingMs !== void 0 && { ceilingMs }
  };
}

export {
  resolveAgent,
  retryOf
};
