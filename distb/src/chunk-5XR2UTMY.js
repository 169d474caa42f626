import {
  suggest
} from "./chunk-6WEGTHHE.js";
import {
  quoted,
  truncate
} from "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/cli/arguments.js
import { parseArgs } from "node:util";
var globalFlags = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
  json: { type: "boolean" },
  debug: { type: "boolean" },
  dir: { type: "string" }
};
function readArguments(name, command, argv) {
  const fields = command.input.properties ?? {};
  const { values, positionals: words } = split(name, command, argv);
  const named = Object.entries(fields).flatMap(([key, field]) => {
    const value = values[kebab(key)];
    if (value === void 0)
      return [];
    return [[key, command.whole?.includes(key) ? value : coerce(kebab(key), field, value)]];
  });
  return Object.fromEntries([...named, ...place(name, command, words)]);
}
function isWithinText(name, command, argv, flag) {
  const at = argv.indexOf(flag);
  if (command.rest !== "text" || at < 0)
    return false;
  const { positionals } = split(name, command, argv.slice(0, at));
  return positionals.length >= (command.positionals ?? []).length;
}
function wordFor({ positionals }, path) {
  const [field = path] = path.split(/[.[]/);
  return positionals?.includes(field) ? placeholder(field) : `--${kebab(field)}`;
}
var placeholder = (field) => field.replace(/s$/, "").toUpperCase();
var kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
function split(name, command, argv) {
  const options = { ...globalFlags };
  const fields = Object.entries(command.input.properties ?? {});
  for (const [key, field] of fields) {
    if (command.positionals?.includes(key))
      continue;
    const letter = Object.entries(command.short ?? {}).find(([, of]) => of === key)?.[0];
    const isFlag = field.type === "boolean";
    const isMany = field.type === "array" || field.type === "object";
    options[kebab(key)] = {
      type: isFlag ? "boolean" : "string",
      multiple: isMany,
      ...letter !== void 0 && { short: letter }
    };
  }
  const veiled = argv.map(veil);
  refuseUnknown(name, command, veiled, Object.keys(options));
  try {
    const choices = fields.flatMap(([, field]) => field.enum ?? []);
    const dashed = choices.filter((choice) => choice.startsWith("-"));
    const args = joinNegative(veiled, options, dashed);
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const seen = Object.entries(values).map(([key, value]) => [key, unveil(value)]);
    return { values: Object.fromEntries(seen), positionals: positionals.map(unveil) };
  } catch (cause) {
    throw new Failure("usage", problemIn(cause.message), {
      cause,
      hint: `orchestra ${name} --help`
    });
  }
}
var veil = (word) => /^-+\s/.test(word) ? `\0${word}` : word;
function unveil(value) {
  if (Array.isArray(value))
    return value.map(unveil);
  return typeof value === "string" && value.startsWith("\0") ? value.slice(1) : value;
}
function problemIn(message) {
  const option = /'(?:-\w, )?(-[^' ]+)[^']*'/.exec(message)?.[1] ?? "";
  if (/does not take/.test(message))
    return `${option} takes no value`;
  if (/ambiguous/.test(message))
    return `${option} needs a value; one that begins with - is joined to it: ${option}${option.startsWith("--") ? "=" : ""}-\u2026`;
  return /missing/.test(message) ? `${option} needs a value` : `unknown option ${option}`;
}
function joinNegative(argv, options, dashed) {
  return argv.reduce((args, word) => {
    const last = args.at(-1);
    const isDashed = /^-\d/.test(word) || dashed.includes(word);
    const isValue = isDashed && last !== void 0 && /^--[^=]+$/.test(last);
    if (isValue && Object.hasOwn(options, last.slice(2)))
      args[args.length - 1] = `${last}=${word}`;
    else
      args.push(word);
    return args;
  }, []);
}
function refuseUnknown(name, { rest }, argv, known) {
  const end = argv.indexOf("--");
  const flags = (end < 0 ? argv : argv.slice(0, end)).filter((word) => /^--[^=\s]/.test(word));
  for (const flag of flags) {
    const key = flag.slice(2).split("=")[0] ?? "";
    if (known.includes(key))
      continue;
    const near = suggest(key, known);
    const prompt = rest === "text" ? "; words of a prompt that look like options go behind --" : "";
    throw new Failure("usage", `unknown option --${truncate(key, 60)}${near ? `; did you mean --${near}?` : ""}`, { hint: `orchestra ${name} --help${prompt}` });
  }
}
function place(name, command, words) {
  const names = command.positionals ?? [];
  const last = names.at(-1);
  const fixed = command.rest ? names.slice(0, -1) : names;
  const placed = words.slice(0, fixed.length).map((word, at) => [names[at] ?? "", word]);
  const rest = words.slice(fixed.length);
  if (rest.length === 0)
    return placed;
  if (!command.rest || last === void 0)
    throw new Failure("usage", `unexpected argument ${quoted(rest[0] ?? "")}`, {
      hint: `orchestra ${name} --help`
    });
  return [...placed, [last, command.rest === "list" ? rest.flatMap(splitList) : rest.join(" ")]];
}
function splitList(word) {
  const parts = word.split(",").filter((part) => part !== "");
  return parts.length > 0 ? parts : [word];
}
function coerce(flag, field, value) {
  if (field.type === "integer") {
    if (/^[+-]?\d+$/.test(String(value)))
      return Number(value);
    throw new Failure("usage", `--${flag} takes a whole number, got ${quoted(String(value))}`, {
      hint: `such as --${flag} 3`
    });
  }
  if (typeof value === "string" && value.trim() === "")
    throw new Failure("usage", `--${flag} is empty`, { hint: `leave --${flag} out, or name one` });
  if (!Array.isArray(value))
    return value;
  if (field.type === "array")
    return value.flatMap(splitList);
  return Object.fromEntries(value.map((pair) => {
    const at = pair.indexOf("=");
    if (at > 0)
      return [pair.slice(0, at), pair.slice(at + 1)];
    throw new Failure("usage", `--${flag} takes NAME=VALUE, got ${quoted(pair)}`, {
      hint: `such as --${flag} key=value`
    });
  }));
}

export {
  readArguments,
  isWithinText,
  wordFor,
  placeholder,
  kebab
};
