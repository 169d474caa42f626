import {
  suggest
} from "./chunk-6WEGTHHE.js";

// ../ft/dist/src/lib/json.js
function readJson(text) {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const { at, problem } = problemIn(text) ?? { at: 0, problem: String(error) };
    return { ok: false, problem, place: placeAt(text, at) };
  }
}
function placeAt(text, at) {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
var accepted = {
  "a value": /^["\d\-tfn{[]/,
  'a value or "]"': /^["\d\-tfn{[\]]/,
  "a key in double quotes": /^"/,
  'a key in double quotes or "}"': /^["}]/,
  '":"': /^:/,
  '"," or "}"': /^[,}]/,
  '"," or "]"': /^[,\]]/,
  "nothing more": /(?!)/
};
var plain = String.raw`[^"\\\u0000-\u001f]*`;
var openString = String.raw`"${plain}(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})${plain})*`;
var number = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
var tokens = `${openString}"|${number}|true|false|null|[{}[\\]:,]`;
function problemIn(text) {
  const reader = new RegExp(`[ \\t\\r\\n]*(${tokens})?`, "y");
  const open = [];
  for (let expected = "a value"; ; ) {
    const token = reader.exec(text)?.[1] ?? "";
    const at = reader.lastIndex - token.length;
    if (at === text.length && expected === "nothing more")
      return void 0;
    if (!accepted[expected].test(token))
      return describe(text, at, expected);
    if (token === "{" || token === "[")
      open.push(token);
    if (token === "}" || token === "]")
      open.pop();
    expected = following(token, open.at(-1), expected);
  }
}
function following(token, within, place) {
  if (token === "{")
    return 'a key in double quotes or "}"';
  if (token === "[")
    return 'a value or "]"';
  if (token === ":")
    return "a value";
  if (token === ",")
    return within === "{" ? "a key in double quotes" : "a value";
  if (place.startsWith("a key") && token !== "}")
    return '":"';
  if (within === void 0)
    return "nothing more";
  return within === "{" ? '"," or "}"' : '"," or "]"';
}
function describe(text, tokenAt, expected) {
  const isBrokenString = text[tokenAt] === '"' && accepted[expected].test('"');
  const string2 = new RegExp(openString, "y");
  string2.lastIndex = tokenAt;
  const at = isBrokenString ? tokenAt + (string2.exec(text)?.[0].length ?? 0) : tokenAt;
  const wanted = isBrokenString ? "a closing quote" : expected;
  const found = text.codePointAt(at);
  const got = found === void 0 ? "the end" : JSON.stringify(String.fromCodePoint(found));
  const isComment = !isBrokenString && /^(?:\/[/*]|#)/.test(text.slice(at, at + 2));
  const note = isComment ? " (JSON has no comments)" : "";
  return { at, problem: `expected ${wanted}, got ${got}${note}` };
}

// ../ft/dist/src/lib/schema.js
var isOptional = /* @__PURE__ */ Symbol("optional");
var string = (description, notes = {}) => ({
  type: "string",
  description,
  ...notes
});
var integer = (description, notes = {}) => ({
  type: "integer",
  description,
  ...notes
});
var boolean = (description, notes = {}) => ({
  type: "boolean",
  description,
  ...notes
});
var anything = (description) => ({ description });
var oneOf = (values, description, notes = {}) => ({
  type: "string",
  enum: values,
  description,
  ...notes
});
var list = (items, description, notes = {}) => ({
  type: "array",
  items,
  description,
  ...notes
});
var record = (values, description) => ({
  type: "object",
  additionalProperties: values,
  description
});
var object = (properties, description = "") => ({
  type: "object",
  description,
  properties,
  required: Object.entries(properties).filter(([, field]) => !(isOptional in field) && field.default === void 0).map(([name]) => name),
  additionalProperties: false
});
var optional = (schema) => ({
  ...schema,
  [isOptional]: true
});
function parse(schema, input) {
  const issues = [];
  try {
    const value = check(schema, input, "", issues);
    return issues.length === 0 ? { ok: true, value } : { ok: false, issues };
  } catch (error) {
    if (!(error instanceof RangeError))
      throw error;
    return { ok: false, issues: [{ path: "(root)", message: "is nested too deeply" }] };
  }
}
function parseText(schema, text) {
  const read = readJson(text.replace(/^\ufeff/, ""));
  if (read.ok)
    return parse(schema, read.value);
  const { problem, place } = read;
  const where = `line ${place.line}, column ${place.column}`;
  const message = `is not JSON: ${problem} at ${where}`;
  return { ok: false, issues: [{ path: "(root)", message }] };
}
function check(schema, input, path, issues) {
  const value = input === void 0 ? schema.default : input;
  const reject = (message) => void issues.push({ path: path || "(root)", message });
  if (schema.type === void 0) {
    if (value === void 0)
      return reject("must be there");
    return isDeeper(value, levelsMax) ? reject("is nested too deeply") : value;
  }
  switch (schema.type) {
    case "string": {
      const problem = problemWithText(schema, value);
      return problem ? reject(problem) : value;
    }
    case "number":
    case "integer": {
      const problem = problemWithNumber(schema, value);
      return problem ? reject(problem) : value;
    }
    case "boolean":
      return typeof value === "boolean" ? value : reject(`must be true or false, is ${kindOf(value)}`);
    case "array": {
      if (!Array.isArray(value))
        return reject(`must be a list, is ${kindOf(value)}`);
      const { items } = schema;
      return items ? value.map((item, at) => check(items, item, `${path}[${at}]`, issues)) : value;
    }
    case "object":
      if (!isObject(value))
        return reject(`must be an object, is ${kindOf(value)}`);
      return checkObject(schema, value, path, issues);
  }
}
var levelsMax = 500;
var isDeeper = (value, levels) => typeof value === "object" && value !== null && (levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1)));
function problemWithText(schema, value) {
  if (typeof value !== "string")
    return `must be text, is ${kindOf(value)}`;
  if (schema.enum && !schema.enum.includes(value))
    return `must be one of ${schema.enum.join(", ")}, is ${kindOf(value)}${meant(value, schema.enum)}`;
  if (schema.pattern !== void 0 && !new RegExp(schema.pattern, "u").test(value))
    return `must match ${schema.pattern}`;
  const { minLength = 0, maxLength = Infinity } = schema;
  if (value.length >= 2 * minLength && value.length <= maxLength)
    return void 0;
  const length = [...value].length;
  if (length < minLength)
    return `must have ${minLength} or more characters, has ${length}`;
  if (length > maxLength)
    return `must have ${maxLength} or fewer characters, has ${length}`;
  return void 0;
}
function problemWithNumber(schema, value) {
  const isWhole = schema.type === "integer";
  if (!(isWhole ? Number.isSafeInteger(value) : Number.isFinite(value)))
    return `must be a ${isWhole ? "whole " : ""}number, is ${kindOf(value)}`;
  if (Number(value) < (schema.minimum ?? -Infinity))
    return `must be at least ${schema.minimum}`;
  if (Number(value) > (schema.maximum ?? Infinity))
    return `must be at most ${schema.maximum}`;
  return void 0;
}
function checkObject(schema, value, path, issues) {
  const known = schema.properties ?? {};
  const at = (key) => path ? `${path}.${key}` : key;
  const entries = [];
  for (const [key, field] of Object.entries(known)) {
    const given = Object.hasOwn(value, key) ? value[key] : void 0;
    const isAbsent = given === void 0 && field.default === void 0;
    if (!isAbsent)
      entries.push([key, check(field, given, at(key), issues)]);
    else if (schema.required?.includes(key))
      issues.push({ path: at(key), message: "is required" });
  }
  for (const key of Object.keys(value).filter((key2) => !Object.hasOwn(known, key2))) {
    if (!schema.additionalProperties)
      issues.push({ path: at(key), message: unknownField(key, Object.keys(known)), isName: true });
    else if (key === "__proto__")
      issues.push({ path: at(key), message: "is a name no entry may have", isName: true });
    else
      entries.push([key, check(schema.additionalProperties, value[key], at(key), issues)]);
  }
  return Object.fromEntries(entries);
}
var unknownField = (key, known) => `is unknown${meant(key, known) || `; known: ${known.join(", ") || "none"}`}`;
function meant(word, known) {
  const near = suggest(word, known);
  return near === void 0 ? "" : `; did you mean ${near}?`;
}
var isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function kindOf(value) {
  if (value === void 0)
    return "missing";
  if (typeof value === "string")
    return JSON.stringify(value.slice(0, 80));
  if (Array.isArray(value))
    return "a list";
  return isObject(value) ? "an object" : String(value);
}

export {
  readJson,
  placeAt,
  tokens,
  string,
  integer,
  boolean,
  anything,
  oneOf,
  list,
  record,
  object,
  optional,
  parse,
  parseText
};
