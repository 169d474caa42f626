#!/usr/bin/env node
var __defProp = Object.defineProperty;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __esm = (fn, res, err) => function __init() {
  if (err) throw err[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e) {
    throw err = [e], e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};

// ../ft/dist/src/adapters/builtins.js
import { createRequire } from "node:module";
var require2, fs, childProcess;
var init_builtins = __esm({
  "../ft/dist/src/adapters/builtins.js"() {
    "use strict";
    require2 = createRequire(import.meta.url);
    fs = require2("node:fs");
    childProcess = () => require2("node:child_process");
  }
});

// ../ft/dist/src/lib/once.js
function once(compute) {
  let known4;
  return () => {
    known4 ??= { value: compute() };
    return known4.value;
  };
}
var init_once = __esm({
  "../ft/dist/src/lib/once.js"() {
    "use strict";
  }
});

// ../ft/dist/src/lib/signs.js
var stands, signs, withAsciiSigns;
var init_signs = __esm({
  "../ft/dist/src/lib/signs.js"() {
    "use strict";
    stands = {
      "\u2714": "v",
      "\u2716": "x",
      "\u25B6": ">",
      "\u25CB": "o",
      "\u25CC": ".",
      "\u2298": "/",
      "\xB7": ".",
      "\u2026": "+",
      "\u2013": "-",
      "\u2212": "-",
      "\u2192": ">",
      "\xD7": "x"
    };
    signs = new RegExp(`[${Object.keys(stands).join("")}]`, "g");
    withAsciiSigns = (text) => text.replace(signs, (sign) => stands[sign] ?? sign);
  }
});

// ../ft/dist/src/core/failure.js
var Failure;
var init_failure = __esm({
  "../ft/dist/src/core/failure.js"() {
    "use strict";
    Failure = class extends Error {
      code;
      hint;
      constructor(code, message, options = {}) {
        super(message, { cause: options.cause });
        this.name = "Failure";
        this.code = code;
        this.hint = options.hint;
      }
    };
  }
});

// ../ft/dist/src/adapters/disk-failure.js
function inWords(disk) {
  const saying = (verb, effect) => (path, ...rest) => within(path, () => effect(path, ...rest), verb);
  const sayingSoon = (effect) => (path, ...rest) => effect(path, ...rest).catch((error) => {
    throw explained(path, error, "write");
  });
  const { patient } = disk;
  return {
    read: saying("read", disk.read),
    list: saying("read", disk.list),
    exists: saying("read", disk.exists),
    size: saying("read", disk.size),
    renamedAt: saying("read", disk.renamedAt),
    changedAt: saying("read", disk.changedAt),
    create: saying("write", disk.create),
    replace: saying("write", disk.replace),
    mark: saying("write", disk.mark),
    append: saying("write", disk.append),
    makeFolder: saying("write", disk.makeFolder),
    move: (from, to, options) => within(`${from} to ${to}`, () => disk.move(from, to, options), "move"),
    remove: saying("remove", disk.remove),
    erase: saying("remove", disk.erase),
    readReport: saying("read", disk.readReport),
    readFrom: saying("read", disk.readFrom),
    ...patient && {
      patient: {
        create: sayingSoon(patient.create),
        replace: sayingSoon(patient.replace),
        makeFolder: sayingSoon(patient.makeFolder)
      }
    }
  };
}
function within(path, effect, verb = "write") {
  try {
    return effect();
  } catch (error) {
    throw explained(path, error, verb);
  }
}
function explained(path, error, verb) {
  const [what, hint3] = explanations[codeOf(error)] ?? [ownWords(error)];
  if (what === void 0)
    return error;
  return new Failure("unavailable", `cannot ${verb} ${path}: ${what}`, { hint: hint3, cause: error });
}
function ownWords(error) {
  const { errno, message } = error;
  return errno === void 0 ? void 0 : message.split(", ")[0];
}
function codeOf(error) {
  const refusal4 = error instanceof Failure ? error.cause : error;
  return String(refusal4?.code);
}
var isTrouble, nothingHalf, allow, explanations;
var init_disk_failure = __esm({
  "../ft/dist/src/adapters/disk-failure.js"() {
    "use strict";
    init_failure();
    isTrouble = (error) => ["EMFILE", "ENFILE", "ENOMEM", "EIO"].includes(codeOf(error));
    nothingHalf = "nothing half-written was kept";
    allow = "allow it to yourself, or use another folder: --dir";
    explanations = {
      ENOSPC: ["the disk is full", `make room; ${nothingHalf}`],
      EDQUOT: ["your disk quota is used up", `make room; ${nothingHalf}`],
      EFBIG: ["the file would be too large", `raise the limit (ulimit -f); ${nothingHalf}`],
      ERR_FS_FILE_TOO_LARGE: ["the file is too large", "move it out of the way"],
      ERR_STRING_TOO_LONG: ["the file is too large", "move it out of the way"],
      EROFS: ["the file system is read-only", "use a writable folder: --dir"],
      EACCES: ["permission denied", allow],
      EPERM: ["not permitted", allow],
      EIO: ["the disk has an error", "see what the system says of it: dmesg"],
      EMFILE: ["too many open files", "raise the limit: ulimit -n"],
      ENFILE: ["too many open files on this machine", "close some programs"],
      ENOTDIR: ["a file is where a folder should be", "move it out of the way"],
      EISDIR: ["a folder is where a file should be", "move it out of the way"],
      ENOENT: [
        "a folder on the way does not exist",
        "if .orchestra/ was removed meanwhile: orchestra init"
      ],
      ENAMETOOLONG: ["the name is too long", "use a folder with a shorter path: --dir"],
      ELOOP: ["its links lead in a circle", "remove the link"],
      NOT_A_FILE: [
        "something else is where a file of its own should be: a link, a pipe or a device",
        "move it out of the way"
      ],
      NOT_A_FOLDER: ["a link is in the place of its folder", "put the folder itself in its place"]
    };
  }
});

// ../ft/dist/src/adapters/terminal-screen.js
var enter, leave, suspendKey, suspendedMs, screenTaker, keyListener;
var init_terminal_screen = __esm({
  "../ft/dist/src/adapters/terminal-screen.js"() {
    "use strict";
    enter = "\x1B[?1049h\x1B[?25l\x1B[?7l\x1B[H\x1B[2J";
    leave = "\x1B[?7h\x1B[?25h\x1B[?1049l";
    suspendKey = "";
    suspendedMs = 100;
    screenTaker = (process2) => (onLost) => {
      let isTaken2 = false;
      let resumption;
      const take = () => {
        isTaken2 = true;
        process2.on("SIGTSTP", suspend);
        process2.stdout.write(enter);
      };
      const giveBack = () => {
        if (isTaken2)
          process2.stdout.write(leave);
        isTaken2 = false;
        process2.off("SIGTSTP", suspend);
      };
      const suspend = () => {
        giveBack();
        process2.kill(process2.pid, "SIGTSTP");
        resumption = setTimeout(resume, suspendedMs);
      };
      const resume = () => {
        take();
        onLost();
      };
      take();
      process2.on("exit", giveBack);
      process2.stdout.on("resize", onLost);
      return () => {
        giveBack();
        clearTimeout(resumption);
        process2.off("exit", giveBack);
        process2.stdout.off("resize", onLost);
      };
    };
    keyListener = (process2) => (listen2) => {
      const { stdin } = process2;
      if (!stdin.isTTY)
        return () => void 0;
      let resumption;
      const hear = (bytes) => {
        const typed = bytes.toString("utf8");
        if (typed !== suspendKey)
          return listen2(typed);
        stdin.setRawMode(false);
        process2.kill(0, "SIGTSTP");
        resumption = setTimeout(() => stdin.setRawMode(true), suspendedMs);
      };
      stdin.setRawMode(true).resume().on("data", hear);
      return () => {
        clearTimeout(resumption);
        stdin.off("data", hear).setRawMode(false).pause();
      };
    };
  }
});

// ../ft/dist/src/adapters/terminal.js
function createTerminal(process2, environment2, leave4) {
  const stdout = once(() => process2.stdout.on("error", close));
  const stderr = once(() => process2.stderr.on("error", () => void 0));
  const isTerminal = fs.fstatSync(1).isCharacterDevice() && stdout().isTTY === true;
  const hasScreen = isTerminal && environment2["TERM"] !== "dumb";
  const isLegible = speaksUnicode(environment2);
  const write2 = isTerminal ? (text) => stdout().write(text) : writer(1, stdout);
  const writeError = writer(2, stderr);
  const err = (text) => writeError(isLegible ? text : withAsciiSigns(text));
  let isClosed = false;
  return {
    out(text) {
      if (isClosed)
        return;
      const isOdd = isTerminal && !isLegible && typeof text === "string";
      write2(isOdd ? withAsciiSigns(text) : text);
    },
    err,
    isTerminal,
    hasScreen,
    get isInteractive() {
      return hasScreen && process2.stdin.isTTY === true;
    },
    color: wantsColor(hasScreen, environment2),
    columns: () => isTerminal ? stdout().columns || sizeIn(environment2["COLUMNS"]) || 80 : void 0,
    rows: () => stdout().rows || sizeIn(environment2["LINES"]) || 24,
    onKey: keyListener(process2),
    takeScreen: screenTaker(process2)
  };
  function close(error) {
    if (isClosed)
      return;
    isClosed = true;
    const isFailure = error.code !== "EPIPE";
    const [what = error.message] = explanations[codeOf(error)] ?? [];
    if (isFailure)
      err(`error: cannot write the output: ${what}
`);
    leave4(isFailure ? 1 : 0);
  }
}
function writer(file, stream) {
  let isRefused = false;
  return (text) => {
    let rest = typeof text === "string" ? Buffer.from(text) : text;
    try {
      while (!isRefused && rest.length > 0)
        rest = rest.subarray(fs.writeSync(file, rest));
    } catch {
      isRefused = true;
    }
    if (rest.length > 0)
      stream().write(rest);
  };
}
function wantsColor(hasScreen, environment2) {
  const { FORCE_COLOR, NO_COLOR, CLICOLOR_FORCE } = environment2;
  if (FORCE_COLOR !== void 0)
    return ["", "1", "2", "3", "true"].includes(FORCE_COLOR);
  if (NO_COLOR)
    return false;
  return hasScreen || CLICOLOR_FORCE !== void 0 && !["", "0"].includes(CLICOLOR_FORCE);
}
function speaksUnicode({ LC_ALL, LC_CTYPE, LANG }) {
  const locale = LC_ALL || LC_CTYPE || LANG || "";
  const encoding = /\.([^@]*)/.exec(locale)?.[1];
  if (encoding === void 0)
    return locale !== "C" && locale !== "POSIX";
  return /^utf-?8$/i.test(encoding);
}
var sizeIn;
var init_terminal = __esm({
  "../ft/dist/src/adapters/terminal.js"() {
    "use strict";
    init_once();
    init_signs();
    init_builtins();
    init_disk_failure();
    init_terminal_screen();
    sizeIn = (text = "") => /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  }
});

// ../ft/dist/src/adapters/clock.js
var createClock;
var init_clock = __esm({
  "../ft/dist/src/adapters/clock.js"() {
    "use strict";
    createClock = (bootId2) => ({
      now: () => ({
        bootId: bootId2,
        // One clock for all processes of a boot; it stands still while the machine is suspended.
        monotonicMs: Math.floor(Number(process.hrtime.bigint() / 1000000n)),
        at: new Date(Date.now()).toISOString()
      }),
      // The global is loaded when used; node:crypto would be by every command, most of which throw no dice.
      random: (bytes) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString("hex")
    });
  }
});

// ../ft/dist/src/lib/json.js
function readJson(text) {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const { at, problem: problem2 } = problemIn(text) ?? { at: 0, problem: String(error) };
    return { ok: false, problem: problem2, place: placeAt(text, at) };
  }
}
function placeAt(text, at) {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
function problemIn(text) {
  const reader = new RegExp(`[ \\t\\r\\n]*(${tokens})?`, "y");
  const open2 = [];
  for (let expected = "a value"; ; ) {
    const token = reader.exec(text)?.[1] ?? "";
    const at = reader.lastIndex - token.length;
    if (at === text.length && expected === "nothing more")
      return void 0;
    if (!accepted[expected].test(token))
      return describe(text, at, expected);
    if (token === "{" || token === "[")
      open2.push(token);
    if (token === "}" || token === "]")
      open2.pop();
    expected = following(token, open2.at(-1), expected);
  }
}
function following(token, within2, place2) {
  if (token === "{")
    return 'a key in double quotes or "}"';
  if (token === "[")
    return 'a value or "]"';
  if (token === ":")
    return "a value";
  if (token === ",")
    return within2 === "{" ? "a key in double quotes" : "a value";
  if (place2.startsWith("a key") && token !== "}")
    return '":"';
  if (within2 === void 0)
    return "nothing more";
  return within2 === "{" ? '"," or "}"' : '"," or "]"';
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
  const note2 = isComment ? " (JSON has no comments)" : "";
  return { at, problem: `expected ${wanted}, got ${got}${note2}` };
}
var accepted, plain, openString, number, tokens;
var init_json = __esm({
  "../ft/dist/src/lib/json.js"() {
    "use strict";
    accepted = {
      "a value": /^["\d\-tfn{[]/,
      'a value or "]"': /^["\d\-tfn{[\]]/,
      "a key in double quotes": /^"/,
      'a key in double quotes or "}"': /^["}]/,
      '":"': /^:/,
      '"," or "}"': /^[,}]/,
      '"," or "]"': /^[,\]]/,
      "nothing more": /(?!)/
    };
    plain = String.raw`[^"\\\u0000-\u001f]*`;
    openString = String.raw`"${plain}(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})${plain})*`;
    number = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
    tokens = `${openString}"|${number}|true|false|null|[{}[\\]:,]`;
  }
});

// ../ft/dist/src/lib/suggest.js
function suggest(word, known4) {
  const typed = word.toLowerCase();
  if (typed === "")
    return void 0;
  const begun = known4.filter((name) => name.toLowerCase().startsWith(typed));
  if (begun.length > 0)
    return least(begun, (name) => name.length);
  const slips = (name) => distance(typed, name.toLowerCase());
  const allowed = typed.length < 2 ? 0 : Math.min(3, Math.ceil(typed.length / 4));
  const near = known4.filter((name) => Math.abs(name.length - typed.length) <= allowed);
  const nearest3 = least(near, slips);
  return nearest3 !== void 0 && slips(nearest3) <= allowed ? nearest3 : void 0;
}
function least(names, measure) {
  const [first2, ...rest] = names;
  if (first2 === void 0)
    return void 0;
  return rest.reduce((best, name) => measure(name) < measure(best) ? name : best, first2);
}
function distance(from, to) {
  const rows = [Array.from({ length: to.length + 1 }, (_, at) => at)];
  const cost = (row, column) => rows[row]?.[column] ?? Infinity;
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1];
      const isSwap = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      row[j] = Math.min(cost(i - 1, j) + 1, cost(i, j - 1) + 1, cost(i - 1, j - 1) + (isSame ? 0 : 1), isSwap ? cost(i - 2, j - 2) + 1 : Infinity);
    }
  }
  return cost(from.length, to.length);
}
var init_suggest = __esm({
  "../ft/dist/src/lib/suggest.js"() {
    "use strict";
  }
});

// ../ft/dist/src/lib/schema.js
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
  const read3 = readJson(text.replace(/^\ufeff/, ""));
  if (read3.ok)
    return parse(schema, read3.value);
  const { problem: problem2, place: place2 } = read3;
  const where = `line ${place2.line}, column ${place2.column}`;
  const message = `is not JSON: ${problem2} at ${where}`;
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
      const problem2 = problemWithText(schema, value);
      return problem2 ? reject(problem2) : value;
    }
    case "number":
    case "integer": {
      const problem2 = problemWithNumber(schema, value);
      return problem2 ? reject(problem2) : value;
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
  const known4 = schema.properties ?? {};
  const at = (key) => path ? `${path}.${key}` : key;
  const entries = [];
  for (const [key, field] of Object.entries(known4)) {
    const given = Object.hasOwn(value, key) ? value[key] : void 0;
    const isAbsent = given === void 0 && field.default === void 0;
    if (!isAbsent)
      entries.push([key, check(field, given, at(key), issues)]);
    else if (schema.required?.includes(key))
      issues.push({ path: at(key), message: "is required" });
  }
  for (const key of Object.keys(value).filter((key2) => !Object.hasOwn(known4, key2))) {
    if (!schema.additionalProperties)
      issues.push({ path: at(key), message: unknownField(key, Object.keys(known4)), isName: true });
    else if (key === "__proto__")
      issues.push({ path: at(key), message: "is a name no entry may have", isName: true });
    else
      entries.push([key, check(schema.additionalProperties, value[key], at(key), issues)]);
  }
  return Object.fromEntries(entries);
}
function meant(word, known4) {
  const near = suggest(word, known4);
  return near === void 0 ? "" : `; did you mean ${near}?`;
}
function kindOf(value) {
  if (value === void 0)
    return "missing";
  if (typeof value === "string")
    return JSON.stringify(value.slice(0, 80));
  if (Array.isArray(value))
    return "a list";
  return isObject(value) ? "an object" : String(value);
}
var isOptional, string, integer, boolean, anything, oneOf, list, record, object, optional, levelsMax, isDeeper, unknownField, isObject;
var init_schema = __esm({
  "../ft/dist/src/lib/schema.js"() {
    "use strict";
    init_json();
    init_suggest();
    isOptional = /* @__PURE__ */ Symbol("optional");
    string = (description, notes = {}) => ({
      type: "string",
      description,
      ...notes
    });
    integer = (description, notes = {}) => ({
      type: "integer",
      description,
      ...notes
    });
    boolean = (description, notes = {}) => ({
      type: "boolean",
      description,
      ...notes
    });
    anything = (description) => ({ description });
    oneOf = (values, description, notes = {}) => ({
      type: "string",
      enum: values,
      description,
      ...notes
    });
    list = (items, description, notes = {}) => ({
      type: "array",
      items,
      description,
      ...notes
    });
    record = (values, description) => ({
      type: "object",
      additionalProperties: values,
      description
    });
    object = (properties, description = "") => ({
      type: "object",
      description,
      properties,
      required: Object.entries(properties).filter(([, field]) => !(isOptional in field) && field.default === void 0).map(([name]) => name),
      additionalProperties: false
    });
    optional = (schema) => ({
      ...schema,
      [isOptional]: true
    });
    levelsMax = 500;
    isDeeper = (value, levels) => typeof value === "object" && value !== null && (levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1)));
    unknownField = (key, known4) => `is unknown${meant(key, known4) || `; known: ${known4.join(", ") || "none"}`}`;
    isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  }
});

// ../ft/dist/src/core/instant.js
var timestamp, Instant, elapsedMs;
var init_instant = __esm({
  "../ft/dist/src/core/instant.js"() {
    "use strict";
    init_schema();
    timestamp = (description) => string(description, { pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" });
    Instant = object({
      bootId: string("Which boot of the machine."),
      monotonicMs: integer("Milliseconds on the monotonic clock of that boot.", { minimum: 0 }),
      at: timestamp("The same on the wall clock, for people.")
    });
    elapsedMs = (since2, now) => since2.bootId === now.bootId ? Math.max(0, now.monotonicMs - since2.monotonicMs) : void 0;
  }
});

// ../ft/dist/src/core/vocabulary.js
var statuses, settledStatuses, isSettled, queueFolders, blockReasons, awaitReasons, failReasons, cancelReasons, reasons;
var init_vocabulary = __esm({
  "../ft/dist/src/core/vocabulary.js"() {
    "use strict";
    statuses = [
      "draft",
      "pending",
      "blocked",
      "awaiting",
      "running",
      "complete",
      "failed",
      "cancelled"
    ];
    settledStatuses = ["complete", "failed", "cancelled"];
    isSettled = (status3) => settledStatuses.includes(status3);
    queueFolders = ["pending", "blocked", "awaiting", "running"];
    blockReasons = [
      "dependency",
      "until",
      "backoff",
      "quota",
      "budget",
      "rate_limit",
      "group",
      "paused",
      "hold",
      "resources"
    ];
    awaitReasons = [
      "approval",
      "permission",
      "question",
      "information",
      "decision",
      "conflict"
    ];
    failReasons = [
      "agent_error",
      "exit",
      "timeout",
      "idle",
      "lost",
      "launch",
      "dependency",
      "gate",
      "check",
      "output_limit",
      "budget",
      "auth",
      "quota",
      "rate_limit",
      "provider",
      "network",
      "model_not_found",
      "context_overflow",
      "config",
      "missing_executable",
      "version_unsupported",
      "permission_denied",
      "empty_output",
      "max_turns"
    ];
    cancelReasons = ["user", "parent", "rejected", "superseded", "dependency"];
    reasons = [
      .../* @__PURE__ */ new Set([...blockReasons, ...awaitReasons, ...failReasons, ...cancelReasons])
    ];
  }
});

// ../ft/dist/src/core/task.js
function parseTaskNumber(text) {
  const match = /^(?:task_)?([1-9][0-9]{0,9})$/.exec(text);
  return match ? Number(match[1]) : void 0;
}
var protocolVersion, taskIdOf, number2, version, RetryPolicy, outcomeFields, Outcome, Attempt, dependencyPolicies, namePattern, newTaskFields, NewTask, TaskRecord, liveRunOf, titleOf, newRecord;
var init_task = __esm({
  "../ft/dist/src/core/task.js"() {
    "use strict";
    init_schema();
    init_instant();
    init_vocabulary();
    protocolVersion = 1;
    taskIdOf = (number4) => `task_${number4}`;
    number2 = (description) => integer(description, { minimum: 1, maximum: 9999999999 });
    version = integer("The version of the on-disk protocol.", {
      minimum: protocolVersion,
      maximum: protocolVersion
    });
    RetryPolicy = object({
      retries: optional(integer("Attempts after the first.", { minimum: 0, maximum: 1e3 })),
      delayMs: optional(integer("Wait before the second attempt.", { minimum: 0 })),
      factor: optional(integer("Each further wait is this many times longer.", { minimum: 1 })),
      ceilingMs: optional(integer("No wait is longer.", { minimum: 0 })),
      on: optional(list(oneOf(reasons, "A reason."), "Only these failures are repeated."))
    }, "When and how often a failed attempt is repeated.");
    outcomeFields = {
      status: oneOf(settledStatuses, "How the run ended."),
      reason: optional(oneOf(reasons, "Why, unless it completed.")),
      message: optional(string("What the agent or orchestra said about it.")),
      endedAt: timestamp("When the verdict was given."),
      elapsedMs: integer("How long the agent ran.", { minimum: 0 })
    };
    Outcome = object(outcomeFields);
    Attempt = object({
      run: number2("The run, as in runs/37."),
      ask: integer("Which request for a run this belongs to: 1 is the first.", { minimum: 1 }),
      attempt: integer("Counts from 1 within the request.", { minimum: 1 }),
      timeoutMs: optional(integer("Running time allowed, where somebody changed it while it ran; 0: no limit.", {
        minimum: 0
      })),
      pauses: optional(list(object({ since: Instant, until: optional(Instant) }), "When people had its processes stopped; without an end it still is.")),
      outcome: optional(Outcome)
    });
    dependencyPolicies = ["fail", "block"];
    namePattern = "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$";
    newTaskFields = {
      agent: string("The agent that does it, by its name in the config.", { pattern: namePattern }),
      prompt: string("What the agent should do, byte for byte.", { pattern: "\\S" }),
      title: optional(string("A short name for tables; else the first line of the prompt.")),
      cwd: string("The folder the agent works in, absolute."),
      priority: integer("Higher runs first.", { default: 0, minimum: -999, maximum: 999 }),
      timeoutMs: optional(integer("An attempt is stopped after this long; 0: never.", { minimum: 0 })),
      retry: optional(RetryPolicy),
      group: optional(string("The group whose limit it shares.", { pattern: namePattern })),
      after: optional(list(number2("A task."), "Starts only when all of these completed.")),
      afterAny: optional(list(number2("A task."), "Starts only when all of these ended, however.")),
      afterFailed: optional(list(number2("A task."), "Starts only when all of these failed.")),
      ifDependencyFails: optional(oneOf(dependencyPolicies, "What becomes of it when what it waits for can no longer happen.")),
      approve: optional(boolean("True keeps it from starting until a person approves.")),
      key: optional(string("What it is about: two live tasks of one key can be told apart.", {
        minLength: 1,
        maxLength: 200
      })),
      env: optional(record(string("A value."), "Environment of the agent; values are never shown.")),
      model: optional(string("The model that the agent is asked to use.")),
      hold: optional(boolean("True keeps it in the queue until it is released.")),
      draft: optional(boolean("True keeps it out of the queue until it is enqueued.")),
      notBefore: optional(timestamp("It does not start earlier.")),
      labels: optional(record(string("A value."), "Free text for filters.")),
      simulated: optional(boolean("True when no real agent is configured under this name."))
    };
    NewTask = object(newTaskFields);
    TaskRecord = object({
      version,
      number: number2("The number, never reused."),
      createdAt: timestamp("When it was accepted."),
      ...newTaskFields,
      from: optional(object({
        intent: string("The intent that asked for it."),
        line: integer("Its line there.", { minimum: 1 })
      }, "Set on tasks that a batch created.")),
      rank: optional(number2("Its place among equals instead of its number.")),
      queuedAt: optional(timestamp("Since when it waits, where that is not since its creation.")),
      approved: optional(object({
        request: number2("The request."),
        by: string("Who approved it."),
        at: timestamp("When."),
        note: optional(string("What was said."))
      }, "Set once a person has approved it; falls when it is retried.")),
      asked: integer("Runs asked for so far: 1, and one more for each retry by a person.", {
        minimum: 1
      }),
      cancelled: optional(object({ by: string("The wish."), at: timestamp("When.") }, "Set while it is to be cancelled.")),
      by: list(string("An intent."), "The intents that changed this record, the latest last."),
      runs: list(Attempt, "Its runs, oldest first."),
      settled: optional(object({ ...outcomeFields, elapsedMs: optional(outcomeFields.elapsedMs) }, "How it ended, until somebody asks for another run."))
    });
    liveRunOf = (task) => {
      const last = task.runs.at(-1);
      return last && !last.outcome ? last : void 0;
    };
    titleOf = (task) => task.title ?? task.prompt.split("\n").map((line) => line.trim()).find((line) => line !== "") ?? "";
    newRecord = (number4, wanted, createdAt) => ({
      version: protocolVersion,
      number: number4,
      createdAt,
      ...wanted,
      asked: 1,
      by: [],
      runs: []
    });
  }
});

// ../ft/dist/src/core/run.js
var completions, promptChannels, stopSignals, RunSpec, lostSpec, Identity, Started, Stop, Verdict, limitMsOf;
var init_run = __esm({
  "../ft/dist/src/core/run.js"() {
    "use strict";
    init_schema();
    init_instant();
    init_task();
    init_vocabulary();
    completions = ["either", "sentinel", "exit", "event"];
    promptChannels = ["arg", "stdin", "file"];
    stopSignals = ["INT", "TERM", "HUP", "QUIT"];
    RunSpec = object({
      version,
      run: number2("The run."),
      task: number2("The task."),
      attempt: integer("Counts from 1 within one request for a run.", { minimum: 1 }),
      agent: string("The agent."),
      argv: list(string("One argument."), "Program and arguments, exactly."),
      cwd: string("Where it runs."),
      environment: list(string("A name."), "Names of the variables that were added for this run."),
      stdin: oneOf(["prompt", "none"], "What the agent reads."),
      launcher: string("Which launcher runs it."),
      token: string("Secret mark of every process of this run.", { pattern: "^[0-9a-f]{32}$" }),
      epoch: integer("The epoch of the conductor that wrote this.", { minimum: 1 }),
      slot: integer("A dense number from 0 among the running.", { minimum: 0 }),
      completion: oneOf(completions, "How its end is recognised."),
      format: optional(string("How its output is read; absent means plain lines.")),
      trustExit: boolean("Whether exit code 0 means done."),
      stopSignals: list(oneOf(stopSignals, "A signal."), "Sent in this order; KILL follows."),
      graceMs: integer("Wait after each signal.", { minimum: 0 }),
      lingerMs: integer("How long it may go on after it has reported.", { minimum: 0 }),
      timeoutMs: optional(integer("Running time allowed.", { minimum: 1 })),
      classic: boolean("Whether sentinels under the classic names count for this run."),
      simulated: boolean("True when no real agent ran.")
    });
    lostSpec = {
      completion: "either",
      trustExit: true,
      stopSignals: ["INT", "TERM"],
      graceMs: 5e3,
      lingerMs: 5e3
    };
    Identity = object({
      host: string("Host name."),
      pidNamespace: string("The pid namespace, as the kernel names it; empty where there is none."),
      bootId: string("Which boot of the machine."),
      pid: integer("Process id.", { minimum: 1 }),
      startTime: string("When the process began, in the unit of the machine.")
    });
    Started = object({
      version,
      handle: object({
        launcher: string("The launcher that understands this handle."),
        identity: Identity,
        token: string("The secret mark of the run.")
      }),
      since: Instant
    });
    Stop = object({
      version,
      status: oneOf(settledStatuses, "What the verdict will be."),
      reason: optional(oneOf(reasons, "Why, unless it completed.")),
      message: optional(string("In words.")),
      by: string("The intent, or which rule of ours."),
      since: Instant
    });
    Verdict = object({
      version,
      run: number2("The run."),
      task: number2("The task."),
      attempt: integer("The attempt.", { minimum: 1 }),
      ...outcomeFields,
      by: string("What decided: stop, overdue, sentinel, event, exit, lost or launch."),
      exit: optional(integer("The exit status of the agent, as its shell saw it.", { minimum: 0 })),
      session: optional(string("The agent CLI's own session id.")),
      startedAt: optional(timestamp("When it was let go.")),
      epoch: integer("The epoch of the conductor that judged.", { minimum: 1 })
    });
    limitMsOf = (attempt3, spec) => (attempt3?.timeoutMs ?? spec?.timeoutMs) || void 0;
  }
});

// ../ft/dist/src/core/lock.js
function standingOf(holder) {
  if (!holder || holder.released)
    return "free";
  if (holder.liveness === "dead")
    return "abandoned";
  const { heartbeatMs: heartbeatMs2 } = holder.record;
  if (holder.liveness === "alive" || heartbeatMs2 === void 0)
    return "held";
  const isSilent = (holder.beatAgeMs ?? 0) > heartbeatMs2 * missedBeatsMax;
  return isSilent ? "abandoned" : "held";
}
var holderKinds, LockRecord, missedBeatsMax, spawnMs, describeHolder, isPassing;
var init_lock = __esm({
  "../ft/dist/src/core/lock.js"() {
    "use strict";
    init_schema();
    init_instant();
    init_run();
    init_task();
    holderKinds = ["run", "background", "daemon", "once"];
    LockRecord = object({
      version,
      epoch: integer("Counts up with every holder.", { minimum: 1 }),
      kind: oneOf(holderKinds, "What it is."),
      holder: Identity,
      since: timestamp("Since when."),
      heartbeatMs: optional(integer("It renews lock/<epoch>.beat this often; absent where others can see it live.", {
        minimum: 1
      }))
    });
    missedBeatsMax = 3;
    spawnMs = 3e3;
    describeHolder = ({ record: record3 }) => `process ${record3.holder.pid} on ${record3.holder.host}`;
    isPassing = ({ record: record3, liveness }) => record3.kind === "once" && liveness === "alive";
  }
});

// ../ft/dist/src/adapters/conducting.js
function createConducting(parts) {
  const { lock, clock, isInsideRun, spawn: spawn6, passOnce } = parts;
  let spawnedMs = Number.NEGATIVE_INFINITY;
  return {
    async ensure() {
      const holder = lock.look();
      if (holder && standingOf(holder) === "held" && !isPassing(holder))
        return holder.liveness === "alive" ? "there" : "unseen";
      const nowMs = clock.now().monotonicMs;
      if (nowMs - spawnedMs < spawnMs)
        return "there";
      spawnedMs = nowMs;
      await spawn6(["--leave"]);
      return "spawned";
    },
    async settle() {
      const before = standingOf(lock.look());
      if (isInsideRun || before === "held")
        return "elsewhere";
      const held = await unlessRefused(passOnce);
      if (!held?.held)
        return "elsewhere";
      return before === "abandoned" ? "crashed" : "settled";
    },
    spawnDaemon: () => spawn6([])
  };
}
async function unlessRefused(act) {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Failure)
      return void 0;
    throw error;
  }
}
var init_conducting = __esm({
  "../ft/dist/src/adapters/conducting.js"() {
    "use strict";
    init_failure();
    init_lock();
  }
});

// ../ft/dist/src/adapters/disk-erase.js
import { dirname } from "node:path";
function erase(path) {
  const folder = dirname(path);
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Failure("unavailable", `${folder} is a link, and nothing is removed behind it`, {
      hint: `put the folder itself in its place, or remove ${path} by hand`
    });
  return eraseTree(Buffer.from(path));
}
function eraseTree(path) {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (!facts)
    return 0;
  if (!facts.isDirectory()) {
    unlinkSync(path);
    return facts.size;
  }
  if ((facts.mode & 448) !== 448)
    chmodSync(path, 448);
  const bytes = emptyFolder(path);
  rmdirSync(path);
  return bytes;
}
function emptyFolder(path) {
  const { O_RDONLY: O_RDONLY3, O_DIRECTORY, O_NOFOLLOW: O_NOFOLLOW3 } = constants;
  const folder = openSync(path, O_RDONLY3 | O_DIRECTORY | O_NOFOLLOW3);
  try {
    const inside = process.platform === "linux" ? Buffer.from(`/proc/self/fd/${folder}`) : path;
    let bytes = 0;
    for (const name of readdirSync(inside, { encoding: "buffer" }))
      bytes += eraseTree(Buffer.concat([inside, slash, name]));
    return bytes;
  } finally {
    closeSync(folder);
  }
}
var chmodSync, closeSync, constants, lstatSync, openSync, readdirSync, rmdirSync, unlinkSync, slash;
var init_disk_erase = __esm({
  "../ft/dist/src/adapters/disk-erase.js"() {
    "use strict";
    init_failure();
    init_builtins();
    ({ chmodSync, closeSync, constants, lstatSync, openSync, readdirSync, rmdirSync, unlinkSync } = fs);
    slash = Buffer.from("/");
  }
});

// ../ft/dist/src/adapters/disk-open.js
function readRegular(path) {
  const file = openRegular(path, O_RDONLY);
  if (file === void 0)
    return void 0;
  try {
    return readFileSync(file, "utf8");
  } finally {
    closeSync2(file);
  }
}
function openToRead(path) {
  const file = openRegular(path, O_RDONLY);
  if (file === void 0)
    throw refusal("ENOENT", path);
  return file;
}
function openToAppend(path) {
  const file = openRegular(path, O_RDWR | O_APPEND | O_CREAT);
  if (file === void 0)
    throw refusal("ENOENT", path);
  if (fstatSync(file).nlink <= 1)
    return file;
  closeSync2(file);
  throw refusal(notAFile, path);
}
function refuseLinked(folder) {
  if (lstatSync2(folder, { throwIfNoEntry: false })?.isSymbolicLink())
    throw refusal(notAFolder, folder);
}
function openRegular(path, flags) {
  let file;
  try {
    file = openSync2(path, flags | O_NOFOLLOW | O_NONBLOCK, 384);
  } catch (error) {
    if (codeOf(error) === "ENOENT")
      return void 0;
    throw saysNoFile(error, path) ? refusal(notAFile, path) : error;
  }
  let facts;
  try {
    facts = fstatSync(file);
    if (facts.isFile())
      return file;
  } catch (error) {
    closeSync2(file);
    throw error;
  }
  closeSync2(file);
  throw refusal(facts.isDirectory() ? "EISDIR" : notAFile, path);
}
function saysNoFile(error, path) {
  if (["ENXIO", "EOPNOTSUPP", "EMLINK", "ENODEV"].includes(codeOf(error)))
    return true;
  if (codeOf(error) !== "ELOOP")
    return false;
  try {
    return lstatSync2(path).isSymbolicLink();
  } catch {
    return false;
  }
}
var closeSync2, constants2, existsSync, fstatSync, lstatSync2, openSync2, readFileSync, realpathSync, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR, notAFile, notAFolder, readEdited, refusal;
var init_disk_open = __esm({
  "../ft/dist/src/adapters/disk-open.js"() {
    "use strict";
    init_builtins();
    init_disk_failure();
    ({ closeSync: closeSync2, constants: constants2, existsSync, fstatSync, lstatSync: lstatSync2, openSync: openSync2, readFileSync, realpathSync } = fs);
    ({ O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR } = constants2);
    notAFile = "NOT_A_FILE";
    notAFolder = "NOT_A_FOLDER";
    readEdited = (path) => within(path, () => readRegular(existsSync(path) ? realpathSync(path) : path), "read");
    refusal = (code, path) => Object.assign(new Error(`${code}: ${path}`), { code, path, errno: 0 });
  }
});

// ../ft/dist/src/adapters/disk-write.js
import { join } from "node:path";
function wholeFile(folder, name, bytes, options) {
  const path = join(folder, name);
  const file = openFresh(folder, path, options.mode ?? 384);
  try {
    for (let done = 0; done < bytes.length; )
      done += fs.writeSync(file, bytes, done);
    if (options.durable !== false)
      fsyncSync(file);
  } catch (error) {
    discard(path);
    throw error;
  } finally {
    closeSync3(file);
  }
  return path;
}
function discard(path) {
  try {
    unlinkSync2(path);
  } catch {
  }
}
function openFresh(folder, path, mode) {
  try {
    return openSync3(path, "wx", mode);
  } catch (error) {
    if (codeOf(error) !== "ENOENT")
      throw error;
    mkdirSync(folder, { mode: 448 });
    return openSync3(path, "wx", mode);
  }
}
function isTaken(create2) {
  try {
    create2();
    return false;
  } catch (error) {
    if (codeOf(error) === "EEXIST")
      return true;
    throw error;
  }
}
function syncFolder(path) {
  const folder = openSync3(path, "r");
  try {
    fsyncSync(folder);
  } catch (error) {
    if (!canOnlyHope(error))
      throw error;
  } finally {
    closeSync3(folder);
  }
}
async function flush(path) {
  const file = openSync3(path, "r");
  try {
    await new Promise((resolve6, reject) => {
      fsync(file, (error) => error ? reject(error) : resolve6());
    });
  } finally {
    closeSync3(file);
  }
}
var closeSync3, fsync, fsyncSync, mkdirSync, openSync3, unlinkSync2, canOnlyHope, flushFolder;
var init_disk_write = __esm({
  "../ft/dist/src/adapters/disk-write.js"() {
    "use strict";
    init_builtins();
    init_disk_failure();
    ({ closeSync: closeSync3, fsync, fsyncSync, mkdirSync, openSync: openSync3, unlinkSync: unlinkSync2 } = fs);
    canOnlyHope = (error) => ["EINVAL", "EPERM", "EISDIR"].includes(codeOf(error));
    flushFolder = (path) => flush(path).catch((error) => {
      if (!canOnlyHope(error))
        throw error;
    });
  }
});

// ../ft/dist/src/adapters/disk-patient.js
import { dirname as dirname2 } from "node:path";
function patiently(disk, guard, writeElsewhere) {
  const write2 = async (path, text, options, name) => {
    guard(path);
    const elsewhere2 = writeElsewhere(path, text, { ...options, durable: false });
    try {
      await flush(elsewhere2);
      guard(path);
      return name(elsewhere2);
    } finally {
      discard(elsewhere2);
    }
  };
  return {
    async create(path, text, options = {}) {
      if (options.durable === false)
        return disk.create(path, text, options);
      const isNew = await write2(path, text, options, (elsewhere2) => !isTaken(() => linkSync(elsewhere2, path)));
      if (isNew)
        await flushFolder(dirname2(path));
      return isNew;
    },
    async replace(path, text, options = {}) {
      if (options.durable === false)
        return disk.replace(path, text, options);
      await write2(path, text, options, (elsewhere2) => renameSync(elsewhere2, path));
      await flushFolder(dirname2(path));
    },
    async makeFolder(path, options = {}) {
      const isNew = disk.makeFolder(path, { ...options, durable: false });
      if (isNew && options.durable !== false)
        await flushFolder(dirname2(path));
      return isNew;
    }
  };
}
var linkSync, renameSync;
var init_disk_patient = __esm({
  "../ft/dist/src/adapters/disk-patient.js"() {
    "use strict";
    init_builtins();
    init_disk_write();
    ({ linkSync, renameSync } = fs);
  }
});

// ../ft/dist/src/adapters/disk-report.js
import { basename, dirname as dirname3, join as join2 } from "node:path";
function readReport(path) {
  const file = openConfined(path);
  if (file === void 0)
    return void 0;
  try {
    const facts = fstatSync2(file);
    if (!facts.isFile())
      return void 0;
    const bytes = Buffer.alloc(Math.min(facts.size, reportBytesMax));
    let done = 0;
    for (let got = 1; got > 0 && done < bytes.length; done += got)
      got = readSync(file, bytes, done, bytes.length - done, done);
    return { text: bytes.toString("utf8", 0, done), cut: facts.size > reportBytesMax };
  } finally {
    closeSync4(file);
  }
}
function readFrom(path, offset, bytesMax3) {
  const file = openConfined(path);
  if (file === void 0)
    return Buffer.alloc(0);
  try {
    const facts = fstatSync2(file);
    const size = facts.isFile() ? facts.size : 0;
    const bytes = Buffer.alloc(Math.max(0, Math.min(size - offset, bytesMax3)));
    const got = readSync(file, bytes, 0, bytes.length, offset);
    return bytes.subarray(0, got);
  } finally {
    closeSync4(file);
  }
}
function openConfined(path) {
  const { O_RDONLY: O_RDONLY3, O_DIRECTORY, O_NOFOLLOW: O_NOFOLLOW3, O_NONBLOCK: O_NONBLOCK3 } = constants3;
  let folder;
  try {
    folder = openSync4(dirname3(path), O_RDONLY3 | O_DIRECTORY | O_NOFOLLOW3);
    const inside = process.platform === "linux" ? `/proc/self/fd/${folder}` : dirname3(path);
    return openSync4(join2(inside, basename(path)), O_RDONLY3 | O_NOFOLLOW3 | O_NONBLOCK3);
  } catch (error) {
    if (isTrouble(error))
      throw error;
    return void 0;
  } finally {
    if (folder !== void 0)
      closeSync4(folder);
  }
}
var closeSync4, constants3, fstatSync2, openSync4, readSync, reportBytesMax;
var init_disk_report = __esm({
  "../ft/dist/src/adapters/disk-report.js"() {
    "use strict";
    init_builtins();
    init_disk_failure();
    ({ closeSync: closeSync4, constants: constants3, fstatSync: fstatSync2, openSync: openSync4, readSync } = fs);
    reportBytesMax = 1024 * 1024;
  }
});

// ../ft/dist/src/adapters/disk.js
import { basename as basename2, dirname as dirname4 } from "node:path";
function createDisk(temporary) {
  const home = dirname4(temporary);
  const writeElsewhere = (path, text, options) => {
    counter += 1;
    const name = `${self}.${counter}.${basename2(path)}`;
    return wholeFile(temporary, name, Buffer.from(text), options);
  };
  const guard = (path) => {
    const folder = dirname4(path);
    if (folder !== home)
      refuseLinked(folder);
  };
  const disk = {
    read: readRegular,
    list: (path) => orAbsent(() => readdirSync2(path)) ?? [],
    exists: (path) => factsOf(path) !== void 0,
    size: (path) => factsOf(path)?.size ?? 0,
    // A rename changes the inode's status time, not its modification time.
    renamedAt: (path) => factsOf(path)?.ctimeMs,
    changedAt: (path) => factsOf(path)?.mtimeMs,
    create(path, text, options = {}) {
      guard(path);
      const written = writeElsewhere(path, text, options);
      try {
        const isNew = !isTaken(() => linkSync2(written, path));
        if (isNew && options.durable !== false)
          syncFolder(dirname4(path));
        return isNew;
      } finally {
        discard(written);
      }
    },
    replace(path, text, options = {}) {
      guard(path);
      const written = writeElsewhere(path, text, options);
      try {
        renameSync2(written, path);
      } catch (error) {
        discard(written);
        throw error;
      }
      if (options.durable !== false)
        syncFolder(dirname4(path));
    },
    mark(path) {
      guard(path);
      isTaken(() => closeSync5(openSync5(path, "wx", 384)));
    },
    append(path, line) {
      guard(path);
      appendLine(path, line);
    },
    makeFolder(path, options = {}) {
      guard(path);
      if (isTaken(() => mkdirSync2(path, { mode: options.mode ?? 448 })))
        return false;
      if (options.durable !== false)
        syncFolder(dirname4(path));
      return true;
    },
    move(from, to, options = {}) {
      guard(to);
      const isMoved = orAbsent(() => renameSync2(from, to) ?? true) ?? false;
      if (isMoved && options.durable) {
        syncFolder(dirname4(to));
        syncFolder(dirname4(from));
      }
      return isMoved;
    },
    remove: (path) => orAbsent(() => unlinkSync3(path)),
    erase(path, options = {}) {
      const bytes = erase(path);
      if (options.durable)
        syncFolder(dirname4(path));
      return bytes;
    },
    readReport,
    readFrom
  };
  return inWords({ ...disk, patient: patiently(disk, guard, writeElsewhere) });
}
function factsOf(path) {
  try {
    return lstatSync3(path, { throwIfNoEntry: false });
  } catch (error) {
    if (["ENOTDIR", "ELOOP"].includes(codeOf(error)))
      return void 0;
    throw error;
  }
}
function appendLine(path, line) {
  const file = openToAppend(path);
  try {
    cutTornLine(file);
    const bytes = Buffer.from(`${line}
`);
    for (let done = 0; done < bytes.length; )
      done += fs.writeSync(file, bytes, done);
  } finally {
    closeSync5(file);
  }
}
function cutTornLine(file) {
  const { size } = fstatSync3(file);
  const block = Buffer.alloc(Math.min(size, 64 * 1024));
  for (let end2 = size; ; ) {
    const start3 = Math.max(0, end2 - block.length);
    readSync2(file, block, 0, end2 - start3, start3);
    const whole = start3 + block.subarray(0, end2 - start3).lastIndexOf(10) + 1;
    if (whole > start3 || start3 === 0) {
      if (whole < size)
        ftruncateSync(file, whole);
      return;
    }
    end2 = start3;
  }
}
function orAbsent(read3) {
  try {
    return read3();
  } catch (error) {
    if (codeOf(error) === "ENOENT")
      return void 0;
    throw error;
  }
}
var closeSync5, fstatSync3, ftruncateSync, linkSync2, lstatSync3, mkdirSync2, openSync5, readdirSync2, readSync2, renameSync2, unlinkSync3, self, counter;
var init_disk = __esm({
  "../ft/dist/src/adapters/disk.js"() {
    "use strict";
    init_builtins();
    init_disk_erase();
    init_disk_failure();
    init_disk_open();
    init_disk_patient();
    init_disk_report();
    init_disk_write();
    ({ closeSync: closeSync5, fstatSync: fstatSync3, ftruncateSync, linkSync: linkSync2, lstatSync: lstatSync3, mkdirSync: mkdirSync2, openSync: openSync5, readdirSync: readdirSync2, readSync: readSync2, renameSync: renameSync2, unlinkSync: unlinkSync3 } = fs);
    self = `${process.pid}.${process.hrtime.bigint().toString(36)}`;
    counter = 0;
  }
});

// ../ft/dist/src/adapters/folders.js
import { mkdirSync as mkdirSync3, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname as dirname5, join as join3 } from "node:path";
function makeFolders(root, folders, linkable = []) {
  const ways = folders.flatMap((folder) => linkable.includes(folder) ? [] : waysTo(folder));
  for (const way of new Set(ways))
    within(join3(root, way), () => refuseLinked(join3(root, way)));
  for (const folder of ["", ...folders])
    within(join3(root, folder), () => makeWay(join3(root, folder)));
}
function temporaryFolder(prefix) {
  try {
    return mkdtempSync(join3(tmpdir(), prefix));
  } catch (cause) {
    throw new Failure("unavailable", `no folder can be made in ${tmpdir()}`, {
      hint: "let TMPDIR name a folder that you may write to",
      cause
    });
  }
}
function makeWay(path) {
  try {
    makeOne(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT")
      throw error;
    makeWay(dirname5(path));
    makeOne(path);
  }
}
function makeOne(path) {
  try {
    mkdirSync3(path, { mode: 448 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST")
      throw error;
  }
}
var waysTo;
var init_folders = __esm({
  "../ft/dist/src/adapters/folders.js"() {
    "use strict";
    init_failure();
    init_disk_failure();
    init_disk_open();
    waysTo = (folder) => folder.split("/").map((_, at, names) => names.slice(0, at + 1).join("/"));
  }
});

// ../ft/dist/src/adapters/processes/table.js
var processTable, procTable, psTable, byPid, listPids, readStat, hidden, readProc, parseStat, psColumns, psLine, runPs, parsePs;
var init_table = __esm({
  "../ft/dist/src/adapters/processes/table.js"() {
    "use strict";
    init_failure();
    init_builtins();
    init_disk_failure();
    processTable = (platform = process.platform) => platform === "linux" ? procTable : psTable;
    procTable = {
      find: (pids) => byPid(pids.flatMap((pid) => readStat(pid) ?? [])),
      all: () => listPids().flatMap((pid) => readStat(pid) ?? [])
    };
    psTable = {
      find: (pids) => byPid(pids.length === 0 ? [] : parsePs(runPs(["-p", pids.join(",")]))),
      all: () => parsePs(runPs(["-A"]))
    };
    byPid = (entries) => new Map(entries.map((entry) => [entry.pid, entry]));
    listPids = () => within("/proc", () => fs.readdirSync("/proc"), "read").filter((name) => /^\d+$/.test(name)).map(Number);
    readStat = (pid) => {
      const text = readProc(pid, "stat");
      return text === void 0 ? void 0 : parseStat(text);
    };
    hidden = ["ENOENT", "ESRCH", "EACCES", "EPERM"];
    readProc = (pid, file) => {
      const path = `/proc/${pid}/${file}`;
      try {
        return within(path, () => fs.readFileSync(path, "latin1"), "read");
      } catch (error) {
        if (hidden.includes(codeOf(error)))
          return void 0;
        throw error;
      }
    };
    parseStat = (text) => {
      const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
      return {
        pid: Number.parseInt(text, 10),
        ppid: Number(fields[1]),
        pgid: Number(fields[2]),
        session: Number(fields[3]),
        startTime: fields[19] ?? "",
        ended: /^[ZX]/i.test(fields[0] ?? "")
      };
    };
    psColumns = "pid=,ppid=,pgid=,stat=,lstart=";
    psLine = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\d{4})(?:\s+(.*))?$/;
    runPs = (options, extra5 = "") => {
      const { error, stdout } = childProcess().spawnSync("ps", [...options, "-o", psColumns + extra5], {
        encoding: "utf8",
        maxBuffer: 256 * 1024 * 1024,
        // lstart is a local time in the local language, unless told otherwise.
        env: { PATH: "/bin:/usr/bin", LC_ALL: "C", TZ: "UTC" }
      });
      if (error === void 0)
        return stdout;
      throw new Failure("unavailable", `cannot look at the processes: ${error.message}`, {
        hint: "check that ps works",
        cause: error
      });
    };
    parsePs = (text) => text.split("\n").flatMap((line) => {
      const [found, pid, ppid, pgid, state = "", startTime = "", rest = ""] = psLine.exec(line) ?? [];
      if (found === void 0)
        return [];
      return {
        pid: Number(pid),
        ppid: Number(ppid),
        pgid: Number(pgid),
        session: void 0,
        startTime: startTime.replace(/\s+/g, " "),
        ended: /^[ZX]/.test(state),
        rest
      };
    });
  }
});

// ../ft/dist/src/adapters/processes/identity.js
import { hostname } from "node:os";
var selfIdentity, identityOf, livenessOf, livenessOfAll, placeOf, bootId, inInitialPidNamespace, isLinux, machine, readLine, attempt, canSee, isNumberTaken;
var init_identity = __esm({
  "../ft/dist/src/adapters/processes/identity.js"() {
    "use strict";
    init_failure();
    init_once();
    init_builtins();
    init_disk_failure();
    init_table();
    selfIdentity = () => {
      const self2 = identityOf(process.pid);
      if (self2 !== void 0)
        return self2;
      throw new Failure("unavailable", "cannot see this very process in the process table", {
        hint: isLinux ? "mount a /proc that belongs to this pid namespace" : "check that ps works"
      });
    };
    identityOf = (pid) => {
      const entry = canSee() ? processTable().find([pid]).get(pid) : void 0;
      if (entry === void 0 || entry.ended)
        return void 0;
      return { ...machine(), pid, startTime: entry.startTime };
    };
    livenessOf = (identity) => livenessOfAll([identity])[0] ?? "unknown";
    livenessOfAll = (identities) => {
      const here2 = identities.filter((identity) => placeOf(identity) === "here");
      const seen2 = canSee() ? processTable().find(here2.map(({ pid }) => pid)) : /* @__PURE__ */ new Map();
      return identities.map((identity) => {
        const place2 = placeOf(identity);
        if (place2 !== "here")
          return place2 === "past" ? "dead" : "unknown";
        const entry = seen2.get(identity.pid);
        if (entry === void 0)
          return isNumberTaken(identity.pid) ? "unknown" : "dead";
        return entry.ended || entry.startTime !== identity.startTime ? "dead" : "alive";
      });
    };
    placeOf = (identity) => {
      const own = machine();
      if (identity.host !== own.host)
        return "elsewhere";
      if (identity.bootId !== own.bootId) {
        return identity.bootId === "" || own.bootId === "" ? "elsewhere" : "past";
      }
      return identity.pidNamespace === own.pidNamespace ? "here" : "elsewhere";
    };
    bootId = () => machine().bootId;
    inInitialPidNamespace = () => !isLinux || machine().pidNamespace === "pid:[4026531836]";
    isLinux = process.platform === "linux";
    machine = once(() => ({
      host: hostname(),
      pidNamespace: isLinux ? attempt("/proc/self/ns/pid", fs.readlinkSync) : "",
      bootId: isLinux ? attempt("/proc/sys/kernel/random/boot_id", readLine) : (childProcess().spawnSync("sysctl", ["-n", "kern.bootsessionuuid"], { encoding: "utf8" }).stdout ?? "").trim()
    }));
    readLine = (path) => fs.readFileSync(path, "utf8").trim();
    attempt = (path, read3) => {
      try {
        return within(path, () => read3(path), "read");
      } catch (error) {
        if (isTrouble(error))
          throw error;
        return "";
      }
    };
    canSee = once(() => !isLinux || attempt("/proc/self", fs.readlinkSync) === String(process.pid));
    isNumberTaken = (pid) => {
      try {
        process.kill(pid, 0);
        return true;
      } catch (error) {
        return error.code !== "ESRCH";
      }
    };
  }
});

// ../ft/dist/src/adapters/processes/sweep.js
var sweep_exports = {};
__export(sweep_exports, {
  bearersOf: () => bearersOf,
  deliver: () => deliver,
  killBearers: () => killBearers,
  signalAgain: () => signalAgain
});
var bearersOf, scansMax, killBearers, sightings, carriedBy, scanProc, scanPs, variable, tokensIn, signalAgain, deliver;
var init_sweep = __esm({
  "../ft/dist/src/adapters/processes/sweep.js"() {
    "use strict";
    init_table();
    bearersOf = (tokens2, platform = process.platform, among2) => {
      const bearers2 = /* @__PURE__ */ new Map();
      if (tokens2.size === 0)
        return bearers2;
      for (const { entry, carried } of sightings(tokens2, platform, among2)) {
        if (entry.ended || entry.pid === process.pid)
          continue;
        const { pid, startTime, pgid } = entry;
        for (const token of new Set(carried)) {
          if (!tokens2.has(token))
            continue;
          bearers2.set(token, [...bearers2.get(token) ?? [], { pid, startTime, pgid }]);
        }
      }
      return bearers2;
    };
    scansMax = 100;
    killBearers = async (token) => {
      const { setTimeout: wait4 } = await import("node:timers/promises");
      const tokens2 = /* @__PURE__ */ new Set([token]);
      for (let empty = 0, scans = 0; empty < 2 && scans < scansMax; scans += 1) {
        const left = bearersOf(tokens2).get(token) ?? [];
        empty = left.length === 0 ? empty + 1 : 0;
        for (const bearer of left)
          signalAgain(bearer, "SIGKILL");
        if (left.length > 0)
          await wait4(10);
      }
    };
    sightings = (tokens2, platform, among2) => {
      if (platform !== "linux")
        return scanPs(platform);
      return among2 ? among2.map((entry) => ({ entry, carried: carriedBy(entry.pid) })) : scanProc(tokens2);
    };
    carriedBy = (pid) => tokensIn((readProc(pid, "environ") ?? "").split("\0"));
    scanProc = (tokens2) => listPids().flatMap((pid) => {
      const carried = carriedBy(pid);
      const entry = carried.some((token) => tokens2.has(token)) ? processTable("linux").find([pid]).get(pid) : void 0;
      return entry === void 0 ? [] : { entry, carried };
    });
    scanPs = (platform) => parsePs(runPs([platform === "darwin" ? "-AEww" : "axeww"], ",command=")).map((entry) => ({
      entry,
      carried: tokensIn(entry.rest.split(" "))
    }));
    variable = "ORCHESTRA_RUN=";
    tokensIn = (entries) => entries.flatMap((entry) => entry.startsWith(variable) ? entry.slice(variable.length) : []);
    signalAgain = (ref, signal2) => {
      if (ref.pid === process.pid)
        return false;
      const entry = processTable().find([ref.pid]).get(ref.pid);
      if (entry === void 0 || entry.ended || entry.startTime !== ref.startTime)
        return false;
      return deliver(ref.pid, signal2);
    };
    deliver = (target, signal2) => {
      try {
        return process.kill(target, signal2);
      } catch (error) {
        const { code } = error;
        if (code === "ESRCH" || code === "EPERM")
          return false;
        throw error;
      }
    };
  }
});

// ../ft/dist/src/adapters/processes/index.js
var patienceMs, pollMs, createProcesses, signalTo;
var init_processes = __esm({
  "../ft/dist/src/adapters/processes/index.js"() {
    "use strict";
    init_failure();
    init_identity();
    patienceMs = 1e4;
    pollMs = 10;
    createProcesses = () => {
      let self2;
      return {
        self: () => self2 ??= selfIdentity(),
        livenessOf,
        isHidden: () => !inInitialPidNamespace(),
        async kill(identity) {
          const { setTimeout: sleep } = await import("node:timers/promises");
          await signalTo(identity, "SIGKILL");
          for (let waitedMs2 = 0; livenessOf(identity) !== "dead"; waitedMs2 += pollMs) {
            if (waitedMs2 > patienceMs)
              throw new Failure("unavailable", `process ${identity.pid} does not die of KILL`, {
                hint: "it hangs in the system, mostly on a disk or a network folder: see to that first"
              });
            await sleep(pollMs);
          }
        },
        terminate: (identity) => signalTo(identity, "SIGTERM")
      };
    };
    signalTo = async (identity, signal2) => {
      if (livenessOf(identity) !== "alive")
        return false;
      const { signalAgain: signalAgain2 } = await Promise.resolve().then(() => (init_sweep(), sweep_exports));
      return signalAgain2({ pid: identity.pid, startTime: identity.startTime, pgid: 0 }, signal2);
    };
  }
});

// ../ft/dist/src/core/layout.js
function taskNumberOfFile(name) {
  const match = /^task_([1-9][0-9]{0,9})\.json$/.exec(name);
  return match?.[1] === void 0 ? void 0 : parseTaskNumber(match[1]);
}
function readOrder(order) {
  const match = /^(\d{4})-\d{10}-([1-9]\d{0,9})$/.exec(order);
  return match ? { order, number: Number(match[2]), priority: priorityMax - Number(match[1]) } : void 0;
}
function readFinished(name) {
  const match = /^([1-9]\d{0,9})\.([a-z]+)$/.exec(name);
  const status3 = settledStatuses.find((known4) => known4 === match?.[2]);
  return match && status3 ? { number: Number(match[1]), status: status3 } : void 0;
}
var layout, classicKinds, priorityMax, orderOf, dayOf, ignoreText;
var init_layout = __esm({
  "../ft/dist/src/core/layout.js"() {
    "use strict";
    init_task();
    init_vocabulary();
    layout = {
      ignore: ".gitignore",
      config: "agent-config.json",
      configSchema: "agent-config.schema.json",
      prompts: "prompts",
      private: "private.json",
      temporary: "tmp",
      clock: "tmp/clock",
      conductorLog: "conductor.log",
      shims: "shim",
      shim: (digest) => `shim/${digest}.sh`,
      lock: "lock",
      epoch: (epoch) => `lock/${epoch}`,
      released: (epoch) => `lock/${epoch}.released`,
      beat: (epoch) => `lock/${epoch}.beat`,
      tasks: "tasks",
      task: (number4) => `tasks/task_${number4}.json`,
      floor: "tasks/floor",
      classic: (number4, kind) => `tasks/task_${number4}.${kind}`,
      classicPlan: (number4) => `plans/task_${number4}_plan.md`,
      classicLog: (number4) => `logs/task_${number4}.log`,
      workspace: "workspace",
      runs: "runs",
      runFloor: "runs/floor",
      run: (run3) => `runs/${run3}`,
      gone: (run3) => `runs/${run3}/gone`,
      outbox: (run3) => `runs/${run3}/out`,
      inbox: (run3) => `runs/${run3}/in`,
      inRun: (run3, file) => `runs/${run3}/${file}`,
      putAside: (run3) => `runs/${run3}/classic`,
      controls: "controls.json",
      queue: (folder) => `queue/${folder}`,
      entry: (folder, order) => `queue/${folder}/${order}`,
      finished: "queue/finished",
      day: (day) => `queue/finished/${day}`,
      finishedEntry: (day, number4, status3) => `queue/finished/${day}/${number4}.${status3}`,
      head: "queue/head.json",
      journal: "queue/journal",
      intents: "intents",
      intent: (order) => `intents/${order}.json`,
      plan: (order) => `intents/${order}.plan.json`,
      answered: "intents/answered",
      answer: (order) => `intents/answered/${order}.json`,
      requests: "requests",
      request: (number4) => `requests/r${number4}.json`,
      requestFloor: "requests/floor",
      archive: "archive",
      archivedTask: (number4) => `archive/${Math.floor(number4 / 1e3)}/task_${number4}.json`,
      quarantine: "quarantine"
    };
    classicKinds = ["done", "error", "cancelled", "timeout"];
    priorityMax = 999;
    orderOf = (task) => [
      String(priorityMax - task.priority).padStart(4, "0"),
      String(task.rank ?? task.number).padStart(10, "0"),
      String(task.number)
    ].join("-");
    dayOf = (at) => at.slice(0, 10);
    ignoreText = `# Made by orchestra: only what people write is worth committing.
/*
!/.gitignore
!/agent-config.json
!/agent-config.schema.json
!/prompts/
!/pipelines/
!/schedules/
`;
  }
});

// ../ft/dist/src/core/controls.js
var Pause, Control, Controls, noControls, controlOf;
var init_controls = __esm({
  "../ft/dist/src/core/controls.js"() {
    "use strict";
    init_schema();
    init_instant();
    init_task();
    Pause = object({ by: string("Who."), at: timestamp("When.") }, "Set while nothing new of it starts.");
    Control = object({
      paused: optional(Pause),
      maxParallel: optional(integer("At most this many at once.", { minimum: 1, maximum: 1e3 }))
    });
    Controls = object({
      version,
      queue: Control,
      groups: record(Control, "Groups by name; also those that only exist here."),
      agents: record(Control, "Agents by name."),
      by: list(string("An intent."), "The intents that changed this, the latest last.")
    });
    noControls = {
      version: protocolVersion,
      queue: {},
      groups: {},
      agents: {},
      by: []
    };
    controlOf = (controls, what, name) => {
      if (what === "queue")
        return controls.queue;
      const all = what === "group" ? controls.groups : controls.agents;
      return name !== void 0 && Object.hasOwn(all, name) ? all[name] : void 0;
    };
  }
});

// ../ft/dist/src/adapters/store/quarantine.js
import { join as join4 } from "node:path";
function putAside(disk, root, path, as) {
  const at = (name2) => join4(root, layout.quarantine, name2);
  const stamped = `${as}.${Math.round(disk.changedAt(join4(root, path)) ?? 0)}`;
  let name = stamped;
  for (let copy = 2; disk.exists(at(name)); copy += 1)
    name = `${stamped}.${copy}`;
  disk.makeFolder(join4(root, layout.quarantine), { durable: false });
  disk.move(join4(root, path), at(name), { durable: true });
}
var init_quarantine = __esm({
  "../ft/dist/src/adapters/store/quarantine.js"() {
    "use strict";
    init_layout();
  }
});

// ../ft/dist/src/core/sentinel.js
function readSentinel(kind, text) {
  const plain3 = text.trim();
  const said = kind === "error" ? errorIn(plain3) : plain3;
  return said === "" ? { kind } : { kind, message: shorten(said) };
}
function errorIn(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === "string")
      return value;
    if (typeof value !== "object" || value === null)
      return text;
    const { error, message, details } = value;
    const parts = [error ?? message, details].filter((part) => part !== void 0 && part !== null);
    const words5 = parts.map((part) => typeof part === "string" ? part : JSON.stringify(part));
    return words5.length === 0 ? text : words5.join(": ");
  } catch {
    return text;
  }
}
var messageMax, shorten;
var init_sentinel = __esm({
  "../ft/dist/src/core/sentinel.js"() {
    "use strict";
    messageMax = 4e3;
    shorten = (text) => text.length <= messageMax ? text : `${text.slice(0, messageMax)}\u2026`;
  }
});

// ../ft/dist/src/adapters/store/records.js
import { basename as basename3, dirname as dirname6, join as join5 } from "node:path";
function readRecord(disk, path, schema) {
  const text = readWhole(disk, path);
  if (text === void 0)
    return void 0;
  const read3 = parseText(schema, text);
  if (read3.ok)
    return read3.value;
  refuseOtherVersion(path, text);
  if (read3.issues.every(({ isName }) => isName))
    throw newer(path, read3.issues);
  const problems = read3.issues.map(({ path: at, message }) => `${at} ${message}`).join("; ");
  throw new Failure("invalid", `${path} is damaged: ${shorten(problems)}`, {
    hint: "the conductor puts it into .orchestra/quarantine; everything else goes on"
  });
}
function replaceAnything(disk, path, text, options) {
  try {
    disk.replace(path, text, options);
  } catch (error) {
    if (codeOf(error) !== "EISDIR")
      throw error;
    const quarantine = join5(dirname6(dirname6(path)), layout.quarantine);
    const name = `${basename3(dirname6(path))}.${Math.round(disk.renamedAt(path) ?? 0)}.${basename3(path)}`;
    disk.makeFolder(quarantine, { durable: false });
    disk.move(path, join5(quarantine, name), options);
    disk.replace(path, text, options);
  }
}
function readWhole(disk, path) {
  try {
    return disk.read(path);
  } catch (cause) {
    if (cause instanceof Failure && !isNoFile(cause))
      throw cause;
    throw new Failure("invalid", cause.message, {
      hint: "the conductor puts it into .orchestra/quarantine; everything else goes on",
      cause
    });
  }
}
function newer(path, issues) {
  const names = issues.map((issue) => issue.path).join(", ");
  return new Failure("unavailable", `${path} holds what this orchestra does not know: ${shorten(names)}`, {
    hint: "a newer one wrote it: use that one, or another folder: --dir"
  });
}
function refuseOtherVersion(path, text) {
  const version2 = /"version":\s*(\d+)/.exec(text.slice(0, 200))?.[1];
  if (version2 === void 0 || Number(version2) === protocolVersion)
    return;
  throw new Failure("unavailable", `${path} is of protocol version ${version2}; this orchestra knows version ${protocolVersion}`, { hint: "use the orchestra that wrote it, or another folder: --dir" });
}
var textOf, isNoFile;
var init_records = __esm({
  "../ft/dist/src/adapters/store/records.js"() {
    "use strict";
    init_failure();
    init_layout();
    init_sentinel();
    init_task();
    init_schema();
    init_disk_failure();
    init_disk_open();
    textOf = (value) => `${JSON.stringify(value, null, 2)}
`;
    isNoFile = (error) => ["EISDIR", notAFile].includes(codeOf(error));
  }
});

// ../ft/dist/src/adapters/store/control-file.js
import { join as join6 } from "node:path";
function createControlFile(disk, root) {
  const path = join6(root, layout.controls);
  return {
    read: () => readRecord(disk, path, Controls) ?? noControls,
    replace: (controls) => disk.replace(path, textOf(controls)),
    quarantine: () => putAside(disk, root, layout.controls, layout.controls)
  };
}
var init_control_file = __esm({
  "../ft/dist/src/adapters/store/control-file.js"() {
    "use strict";
    init_controls();
    init_layout();
    init_quarantine();
    init_records();
  }
});

// ../ft/dist/src/core/survey.js
var runPapers, recoveryScopes;
var init_survey = __esm({
  "../ft/dist/src/core/survey.js"() {
    "use strict";
    runPapers = ["spec.json", "started", "stop.json", "verdict.json"];
    recoveryScopes = ["all", "index"];
  }
});

// ../ft/dist/src/core/intent.js
var common, limitMsMax, intents, Answered, BatchPlan, intentOrder, isIntentOrder, batchMax;
var init_intent = __esm({
  "../ft/dist/src/core/intent.js"() {
    "use strict";
    init_schema();
    init_instant();
    init_survey();
    init_task();
    common = {
      version,
      at: timestamp("When it was left.")
    };
    limitMsMax = 10 * 365 * 864e5;
    intents = {
      cancel: object({
        ...common,
        kind: oneOf(["cancel"], "Stops tasks for good."),
        tasks: list(number2("A task."), "These.")
      }),
      retry: object({
        ...common,
        kind: oneOf(["retry"], "Asks for another run of a settled task."),
        task: number2("This one."),
        prompt: optional(string("Replaces the prompt.", { pattern: "\\S" }))
      }),
      batch: object({
        ...common,
        kind: oneOf(["batch"], "Creates tasks, all or none."),
        tasks: list(NewTask, "One a line.")
      }),
      clean: object({
        ...common,
        kind: oneOf(["clean"], "Removes finished tasks with all they left."),
        tasks: list(number2("A task."), "These.")
      }),
      timeout: object({
        ...common,
        kind: oneOf(["timeout"], "Changes how long a task may run."),
        task: number2("This one."),
        mode: oneOf(["set", "extend"], "Another limit, or more time for the run that runs now."),
        ms: integer("How long; 0 sets no limit at all.", { minimum: 0, maximum: limitMsMax })
      }),
      recover: object({
        ...common,
        kind: oneOf(["recover"], "Mends what is out of order."),
        scope: oneOf(recoveryScopes, "All there is, or the index alone.")
      }),
      answer: object({
        ...common,
        kind: oneOf(["answer"], "Answers a request."),
        request: number2("The request."),
        answer: anything("What the asker gets.")
      })
    };
    Answered = object({
      version,
      intent: anything("The wish as it was left."),
      at: timestamp("When it was answered."),
      results: list(object({
        ok: oneOf(["yes", "no"], "Whether it was done."),
        task: optional(number2("The task it is about.")),
        message: string("In words."),
        bytes: optional(integer("How many were freed.", { minimum: 0 }))
      }), "Results.")
    });
    BatchPlan = object({
      version,
      numbers: list(number2("A task."), "One for each line.")
    });
    intentOrder = (atMs, tail2) => `${String(atMs).padStart(14, "0")}-${tail2}`;
    isIntentOrder = (text) => /^\d{14}-[0-9a-f]{8,32}$/.test(text);
    batchMax = 1e5;
  }
});

// ../ft/dist/src/adapters/store/intent-files.js
import { join as join7 } from "node:path";
function createIntentFiles(disk, root) {
  const at = (path) => join7(root, path);
  return {
    leave(order, intent) {
      disk.create(at(layout.intent(order)), textOf(intent), { mode: 384 });
    },
    open: () => disk.list(at(layout.intents)).flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []).filter(isIntentOrder).sort(),
    read: (order) => readIntent(disk, at(layout.intent(order))),
    answer(order, answered) {
      keepAnswer(disk, at(layout.answer(order)), textOf(answered));
      disk.remove(at(layout.intent(order)));
      disk.remove(at(layout.plan(order)));
    },
    answered: (order) => readRecord(disk, at(layout.answer(order)), Answered),
    plan: (order) => readRecord(disk, at(layout.plan(order)), BatchPlan),
    writePlan: (order, plan) => disk.replace(at(layout.plan(order)), textOf(plan)),
    quarantine: (order) => putAside(disk, root, layout.intent(order), `intent-${order}.json`),
    quarantineAnswer: (order) => putAside(disk, root, layout.answer(order), `answered-${order}.json`)
  };
}
function keepAnswer(disk, path, text) {
  const options = { mode: 384 };
  if (!disk.create(path, text, options))
    disk.replace(path, disk.read(path) ?? text, options);
}
function readIntent(disk, path) {
  const common2 = readRecord(disk, path, anything("An intent."));
  if (common2 === void 0)
    return void 0;
  const kind = Object.keys(intents).find((known4) => known4 === common2?.kind);
  if (!kind)
    throw new Failure("invalid", `${path} is damaged: its kind is none of ${kinds.join(", ")}`, {
      hint: "the conductor puts it into .orchestra/quarantine; everything else goes on"
    });
  return readRecord(disk, path, intents[kind]);
}
var kinds;
var init_intent_files = __esm({
  "../ft/dist/src/adapters/store/intent-files.js"() {
    "use strict";
    init_failure();
    init_intent();
    init_layout();
    init_schema();
    init_quarantine();
    init_records();
    kinds = Object.keys(intents);
  }
});

// ../ft/dist/src/adapters/store/lock.js
import { join as join8 } from "node:path";
function createLock(disk, root, clock, processes) {
  const at = (path) => join8(root, path);
  return {
    // Who only looks writes nothing, and takes our own clock for that of the file server.
    look: () => see(() => Date.parse(clock.now().at)).holder,
    take(kind) {
      for (; ; ) {
        const { epoch, holder } = see(fileServerMs);
        if (holder && standingOf(holder) === "held")
          return { taken: false, holder };
        const lease = link(kind, epoch + 1, holder);
        if (lease)
          return { taken: true, lease };
      }
    }
  };
  function highest() {
    return disk.list(at(layout.lock)).filter((name) => /^[1-9]\d{0,14}$/.test(name)).reduce((top, name) => Math.max(top, Number(name)), 0);
  }
  function see(nowMs) {
    for (; ; ) {
      const epoch = highest();
      const holder = epoch === 0 ? void 0 : holderOf(epoch, nowMs);
      if (holder || highest() <= epoch)
        return { epoch, holder };
    }
  }
  function holderOf(epoch, nowMs) {
    const released = disk.exists(at(layout.released(epoch)));
    const record3 = readEpoch(epoch, released);
    if (!record3)
      return void 0;
    if (released)
      return { record: record3, released, liveness: "dead", beatAgeMs: void 0 };
    const liveness = processes.livenessOf(record3.holder);
    const beatAgeMs = liveness === "unknown" && record3.heartbeatMs ? ageOfBeat(epoch, nowMs()) : void 0;
    return { record: record3, released, liveness, beatAgeMs };
  }
  function readEpoch(epoch, released) {
    try {
      return readRecord(disk, at(layout.epoch(epoch)), LockRecord);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "invalid")
        throw error;
      if (released)
        return void 0;
      throw new Failure("conflict", `${at(layout.epoch(epoch))} is damaged; who conducts is unknown`, {
        hint: `if no orchestra runs here: touch ${at(layout.released(epoch))}`
      });
    }
  }
  function ageOfBeat(epoch, nowMs) {
    const beat = disk.changedAt(at(layout.beat(epoch))) ?? disk.changedAt(at(layout.epoch(epoch)));
    return beat === void 0 || nowMs === void 0 ? void 0 : Math.max(0, nowMs - beat);
  }
  function fileServerMs() {
    const probe = at(layout.clock);
    disk.replace(probe, "", { durable: false });
    return disk.changedAt(probe);
  }
  function link(kind, epoch, before) {
    const record3 = {
      version: protocolVersion,
      epoch,
      kind,
      holder: processes.self(),
      since: clock.now().at,
      ...processes.isHidden() && { heartbeatMs }
    };
    const text = textOf(record3);
    if (!disk.create(at(layout.epoch(epoch)), text))
      return void 0;
    if (highest() !== epoch) {
      disk.remove(at(layout.epoch(epoch)));
      return void 0;
    }
    prune(epoch);
    return leaseOf(record3, text, before);
  }
  function leaseOf(record3, text, before) {
    const { epoch, holder } = record3;
    const isOurs2 = () => highest() === epoch && disk.read(at(layout.epoch(epoch))) === text;
    return {
      epoch,
      isTakeover: standingOf(before) === "abandoned",
      isOtherBoot: before !== void 0 && before.record.holder.bootId !== holder.bootId,
      heartbeatMs: record3.heartbeatMs,
      isMine: () => isOurs2() && !disk.exists(at(layout.released(epoch))),
      beat: () => disk.replace(at(layout.beat(epoch)), "", { durable: false }),
      release: () => isOurs2() ? disk.mark(at(layout.released(epoch))) : void 0
    };
  }
  function prune(epoch) {
    for (const name of disk.list(at(layout.lock))) {
      const number4 = Number.parseInt(name, 10);
      if (number4 < epoch)
        disk.remove(at(`${layout.lock}/${name}`));
    }
  }
}
var heartbeatMs;
var init_lock2 = __esm({
  "../ft/dist/src/adapters/store/lock.js"() {
    "use strict";
    init_failure();
    init_layout();
    init_lock();
    init_task();
    init_records();
    heartbeatMs = 5e3;
  }
});

// ../ft/dist/src/core/head.js
function advance(head, line) {
  if (line.seq <= head.seq)
    return head;
  const { seq, revived, ...finished } = line;
  const others2 = head.last.filter((one) => one.number !== finished.number);
  if (revived)
    return { ...counted(head, revived, -1), seq, last: others2 };
  return {
    ...counted(head, finished.status, 1),
    seq,
    last: [finished, ...others2].slice(0, lastMax)
  };
}
function foldJournal(head, lines) {
  let folded = head;
  for (const value of lines) {
    const line = parse(JournalLine, value);
    if (!line.ok || !folded || line.value.seq > folded.seq + 1)
      return void 0;
    folded = advance(folded, line.value);
  }
  return folded;
}
var finishedFields, Finished, Head, JournalLine, emptyHead, lastMax, counted;
var init_head = __esm({
  "../ft/dist/src/core/head.js"() {
    "use strict";
    init_schema();
    init_instant();
    init_task();
    init_vocabulary();
    finishedFields = {
      number: number2("The task."),
      status: oneOf(settledStatuses, "How it ended."),
      reason: optional(oneOf(reasons, "Why, unless it completed.")),
      agent: string("Who did it."),
      title: string("What it was."),
      at: timestamp("When."),
      elapsedMs: optional(integer("How long the last run took.", { minimum: 0 })),
      attempt: integer("Which attempt it was; 0 when it never ran.", { minimum: 0 }),
      simulated: optional(oneOf(["yes"], "Set when no real agent did it."))
    };
    Finished = object(finishedFields);
    Head = object({
      version,
      seq: integer("Journal lines up to this one are counted in.", { minimum: 0 }),
      complete: integer("How many.", { minimum: 0 }),
      failed: integer("How many.", { minimum: 0 }),
      cancelled: integer("How many.", { minimum: 0 }),
      highest: integer("Every number up to it has been seen by a conductor.", { minimum: 0 }),
      last: list(Finished, "The last ones, latest first."),
      boot: optional(string("The boot under which every record was last accounted for."))
    });
    JournalLine = object({
      seq: integer("Counts up without gaps.", { minimum: 1 }),
      revived: optional(oneOf(settledStatuses, "What it was before somebody asked for another run.")),
      ...finishedFields
    });
    emptyHead = {
      version: 1,
      seq: 0,
      complete: 0,
      failed: 0,
      cancelled: 0,
      highest: 0,
      last: []
    };
    lastMax = 20;
    counted = (head, status3, by) => ({
      ...head,
      [status3]: Math.max(0, head[status3] + by)
    });
  }
});

// ../ft/dist/src/lib/jsonl.js
function readJsonLines(text) {
  const lines = text.split("\n");
  const torn = lines.pop() || void 0;
  const values = [];
  let bad = 0;
  for (const line of lines) {
    if (line.trim() === "")
      continue;
    try {
      values.push(JSON.parse(line));
    } catch {
      bad += 1;
    }
  }
  return { values, torn, bad };
}
var init_jsonl = __esm({
  "../ft/dist/src/lib/jsonl.js"() {
    "use strict";
  }
});

// ../ft/dist/src/adapters/store/queue-index.js
import { join as join9 } from "node:path";
function createQueueIndex(disk, root) {
  const at = (path) => join9(root, path);
  let lines = 0;
  const index = {
    live: (folder) => disk.list(at(layout.queue(folder))).sort().flatMap((name) => readOrder(name) ?? []),
    enter: (folder, order) => disk.mark(at(layout.entry(folder, order))),
    leave: (folder, order) => disk.remove(at(layout.entry(folder, order))),
    move: (from, to, order) => disk.move(at(layout.entry(from, order)), at(layout.entry(to, order))) || disk.mark(at(layout.entry(to, order))),
    finish(from, order, day, number4, status3) {
      disk.makeFolder(at(layout.day(day)), { durable: false });
      const entry = at(layout.finishedEntry(day, number4, status3));
      if (!from || !disk.move(at(layout.entry(from, order)), entry))
        disk.mark(entry);
    },
    revive(day, number4, status3, to, order) {
      const entry = at(layout.finishedEntry(day, number4, status3));
      const shown = at(layout.entry(to, order));
      if (!disk.move(entry, shown, { durable: true }))
        disk.mark(shown);
    },
    days: () => disk.list(at(layout.finished)).sort().reverse(),
    finishedOn: (day) => disk.list(at(layout.day(day))).flatMap((name) => readFinished(name) ?? []),
    enteredAt: (day, number4, status3) => disk.renamedAt(at(layout.finishedEntry(day, number4, status3))) ?? 0,
    forget(entries) {
      for (const day of new Set(entries.map((entry) => entry.day))) {
        const paths = entries.filter((entry) => entry.day === day).map(({ number: number4, status: status3 }) => at(layout.finishedEntry(day, number4, status3))).filter((path) => disk.exists(path));
        for (const path of paths)
          disk.erase(path, { durable: path === paths.at(-1) });
        if (disk.list(at(layout.day(day))).length === 0)
          disk.erase(at(layout.day(day)));
      }
    },
    isFinished: (day, number4, status3) => disk.exists(at(layout.finishedEntry(day, number4, status3))),
    head() {
      const journal = readJournal();
      const head = readHead();
      lines = journal?.values.length ?? 0;
      return head && journal && journal.bad === 0 ? foldJournal(head, journal.values) : void 0;
    },
    storedHead: readHead,
    append(line, head) {
      disk.append(at(layout.journal), JSON.stringify(line));
      lines += 1;
      if (lines >= journalLinesMax)
        index.compact(head);
    },
    compact(head) {
      replaceAnything(disk, at(layout.head), textOf(head), { durable: false });
      replaceAnything(disk, at(layout.journal), "", { durable: false });
      lines = 0;
    }
  };
  return index;
  function readJournal() {
    try {
      return readJsonLines(disk.read(at(layout.journal)) ?? "");
    } catch (error) {
      if (isNoFile(error))
        return void 0;
      throw error;
    }
  }
  function readHead() {
    try {
      const head = readRecord(disk, at(layout.head), Head);
      if (head)
        return head;
      const tellsAll = disk.size(at(layout.journal)) > 0 || index.days().length === 0;
      return tellsAll ? emptyHead : void 0;
    } catch {
      return void 0;
    }
  }
}
var journalLinesMax, indexFolders;
var init_queue_index = __esm({
  "../ft/dist/src/adapters/store/queue-index.js"() {
    "use strict";
    init_head();
    init_layout();
    init_vocabulary();
    init_jsonl();
    init_records();
    journalLinesMax = 200;
    indexFolders = [...queueFolders.map(layout.queue), layout.finished];
  }
});

// ../ft/dist/src/core/older-task.js
function isOlderTaskText(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return false;
    const { taskId, status: status3 } = value;
    return typeof taskId === "string" && typeof status3 === "string" && !("version" in value);
  } catch {
    return false;
  }
}
var isOlderNumber;
var init_older_task = __esm({
  "../ft/dist/src/core/older-task.js"() {
    "use strict";
    isOlderNumber = (number4) => number4 >= 1e9;
  }
});

// ../ft/dist/src/adapters/store/older-task.js
function isOlderTask(disk, root, number4) {
  if (isOlderNumber(number4))
    return true;
  const report = disk.readReport(`${root}/${layout.task(number4)}`);
  return report !== void 0 && isOlderTaskText(report.text);
}
var init_older_task2 = __esm({
  "../ft/dist/src/adapters/store/older-task.js"() {
    "use strict";
    init_layout();
    init_older_task();
  }
});

// ../ft/dist/src/adapters/store/recovery-files.js
import { join as join10 } from "node:path";
function createRecoveryFiles(disk, root, parts) {
  const at = (path) => join10(root, path);
  const aside = (path, as) => putAside(disk, root, path, as);
  return {
    survey: (nowMs) => ({
      ...recordsIn(disk, root),
      entries: queueFolders.flatMap((folder) => parts.queue.live(folder).map(({ order, number: number4 }) => ({ folder, order, number: number4 }))),
      finished: parts.queue.days().flatMap((day) => parts.queue.finishedOn(day).map((entry) => ({ ...entry, day }))),
      head: parts.queue.head(),
      runs: disk.list(at(layout.runs)).flatMap((name) => parseRun(name) ?? []).sort((a, b) => a - b).map((run3) => runFacts(parts.runs, run3)),
      sentinels: sentinelsIn(disk, at(layout.tasks)),
      requests: parts.requests.numbers().filter((number4) => standingOf2(() => parts.requests.read(number4)) === "damaged"),
      leftovers: disk.list(at(layout.temporary)).map((name) => `${layout.temporary}/${name}`).filter((path) => nowMs - (disk.changedAt(at(path)) ?? nowMs) > onItsWayMs).filter((path) => path !== layout.clock),
      strangers: strangersIn(disk, root, parts.intents),
      open: parts.intents.open()
    }),
    putAside: aside,
    putRunAside(run3) {
      parts.runs.raiseFloor(run3);
      aside(layout.run(run3), `run_${run3}`);
    },
    putRequestAside(number4) {
      parts.requests.raiseFloor(number4);
      aside(layout.request(number4), `request_r${number4}.json`);
    }
  };
}
function recordsIn(disk, root) {
  const records = /* @__PURE__ */ new Map();
  const damaged = [];
  const sealed = [];
  const older = [];
  for (const folder of [layout.tasks, ...archiveFolders(disk, root)])
    for (const number4 of numbersIn(disk, join10(root, folder))) {
      const path = `${folder}/task_${number4}.json`;
      const read3 = standingOf2(() => readRecord(disk, join10(root, path), TaskRecord));
      if (read3 === "sealed")
        sealed.push(number4);
      else if (read3 !== "damaged") {
        if (read3 && !records.has(number4))
          records.set(number4, read3);
      } else if (isOlderTask(disk, root, number4))
        older.push(number4);
      else
        damaged.push({ number: number4, path });
    }
  return { records: [...records.values()], damaged, sealed, older };
}
function standingOf2(read3) {
  try {
    return read3();
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    return error.code === "invalid" ? "damaged" : "sealed";
  }
}
function runFacts(runs, run3) {
  const readers2 = {
    "spec.json": () => runs.spec(run3),
    started: () => runs.started(run3),
    "stop.json": () => runs.stop(run3),
    "verdict.json": () => runs.verdict(run3)
  };
  const damaged = runPapers.filter((paper) => standingOf2(readers2[paper]) === "damaged");
  const spec = standingOf2(() => runs.spec(run3));
  return { run: run3, task: typeof spec === "object" ? spec.task : void 0, damaged };
}
function sentinelsIn(disk, tasks) {
  return disk.list(tasks).sort().flatMap((name) => {
    const [id = "", suffix] = name.split(".");
    const number4 = id.startsWith("task_") ? parseTaskNumber(id) : void 0;
    const kind = classicKinds.find((known4) => name === `${id}.${known4}` && known4 === suffix);
    return number4 !== void 0 && kind ? [{ number: number4, kind }] : [];
  });
}
function strangersIn(disk, root, intents2) {
  return disk.list(join10(root, layout.intents)).sort().map((name) => `${layout.intents}/${name}`).filter((path) => path !== layout.answered).filter((path) => {
    const [order = ""] = path.slice(layout.intents.length + 1).split(".");
    if (!isIntentOrder(order))
      return true;
    if (path === layout.plan(order))
      return !disk.exists(join10(root, layout.intent(order)));
    if (path !== layout.intent(order))
      return true;
    return standingOf2(() => intents2.read(order)) === "damaged";
  });
}
var onItsWayMs, archiveFolders, numbersIn, parseRun;
var init_recovery_files = __esm({
  "../ft/dist/src/adapters/store/recovery-files.js"() {
    "use strict";
    init_failure();
    init_intent();
    init_layout();
    init_survey();
    init_task();
    init_vocabulary();
    init_older_task2();
    init_quarantine();
    init_records();
    onItsWayMs = 36e5;
    archiveFolders = (disk, root) => disk.list(join10(root, layout.archive)).filter((name) => /^\d+$/.test(name)).map((name) => `${layout.archive}/${name}`);
    numbersIn = (disk, folder) => disk.list(folder).flatMap((name) => taskNumberOfFile(name) ?? []).sort((a, b) => a - b);
    parseRun = (name) => /^[1-9]\d{0,9}$/.test(name) ? Number(name) : void 0;
  }
});

// ../ft/dist/src/core/request.js
function waitedMs(requests, now) {
  const spans = requests.filter(({ since: since2 }) => since2.bootId === now.bootId).map(({ since: since2, answer: answer2 }) => ({
    from: since2.monotonicMs,
    to: since2.monotonicMs + (elapsedMs(since2, answer2?.at ?? now) ?? 0)
  })).sort((a, b) => a.from - b.from);
  let total = 0;
  let covered = 0;
  for (const { from, to } of spans) {
    total += Math.max(0, to - Math.max(from, covered));
    covered = Math.max(covered, to);
  }
  return total;
}
var Ask, Request, isOpen;
var init_request = __esm({
  "../ft/dist/src/core/request.js"() {
    "use strict";
    init_schema();
    init_instant();
    init_task();
    init_vocabulary();
    Ask = object({
      kind: oneOf(awaitReasons, "What it waits for.", { default: "question" }),
      question: string("The question, for a person.", { pattern: "\\S" }),
      options: optional(list(string("A choice."), "Choices, where only some make sense."))
    });
    Request = object({
      version,
      number: number2("The request."),
      run: number2("The run that asked."),
      task: number2("Its task."),
      ask: number2("Its number among the asks of the run."),
      kind: oneOf(awaitReasons, "What is waited for."),
      question: string("The question."),
      options: optional(list(string("A choice."), "Choices.")),
      since: Instant,
      answer: optional(object({
        by: string("The intent that answered; the first wins."),
        at: Instant,
        value: anything("What was answered.")
      })),
      closed: optional(object({
        as: oneOf(["answered", "superseded"], "How it ended."),
        at: timestamp("When.")
      }))
    });
    isOpen = (request) => !request.answer && !request.closed;
  }
});

// ../ft/dist/src/adapters/store/numbers.js
function readOrDamage(disk, path) {
  try {
    return disk.read(path);
  } catch (error) {
    if (isNoFile(error))
      return "damaged";
    throw error;
  }
}
function firstFree(above, isTaken2) {
  let low = above;
  let step = 1;
  while (isTaken2(low + step)) {
    low += step;
    step *= 2;
  }
  let high = low + step;
  while (high - low > 1) {
    const middle2 = low + Math.floor((high - low) / 2);
    if (isTaken2(middle2))
      low = middle2;
    else
      high = middle2;
  }
  return high;
}
var createFloor, numbersLike;
var init_numbers = __esm({
  "../ft/dist/src/adapters/store/numbers.js"() {
    "use strict";
    init_records();
    createFloor = (disk, path, inUse) => {
      const stored = () => {
        const text = readOrDamage(disk, path);
        if (text === void 0)
          return 0;
        return /^\d{1,10}\n?$/.test(text) ? Number(text) : void 0;
      };
      const floor = () => stored() ?? inUse().reduce((top, number4) => Math.max(top, number4), 0);
      const raiseFloor = (number4) => {
        const now = stored();
        if (now === void 0 || number4 > now)
          replaceAnything(disk, path, `${Math.max(number4, floor())}
`);
      };
      const mendFloor = () => {
        if (stored() === void 0)
          replaceAnything(disk, path, `${floor()}
`);
      };
      return { floor, raiseFloor, mendFloor };
    };
    numbersLike = (form5, names) => names.flatMap((name) => form5.exec(name)?.[1] ?? []).map(Number);
  }
});

// ../ft/dist/src/adapters/store/request-files.js
import { join as join11 } from "node:path";
function createRequestFiles(disk, root) {
  const at = (path) => join11(root, path);
  const numbers = () => numbersLike(/^r([1-9]\d{0,9})\.json$/, disk.list(at(layout.requests))).sort((a, b) => a - b);
  const { floor, raiseFloor } = createFloor(disk, at(layout.requestFloor), numbers);
  return {
    numbers,
    read: (number4) => readRecord(disk, at(layout.request(number4)), Request),
    create(make, hint3) {
      const above = Math.max(floor(), hint3);
      const number4 = firstFree(above, (taken) => disk.exists(at(layout.request(taken))));
      const request = make(number4);
      disk.create(at(layout.request(number4)), textOf(request), { mode: 384 });
      return request;
    },
    replace: (request) => disk.replace(at(layout.request(request.number)), textOf(request)),
    raiseFloor,
    remove: (number4) => disk.remove(at(layout.request(number4)))
  };
}
var init_request_files = __esm({
  "../ft/dist/src/adapters/store/request-files.js"() {
    "use strict";
    init_layout();
    init_request();
    init_numbers();
    init_records();
  }
});

// ../ft/dist/src/core/exit.js
function exitIn(text) {
  const status3 = exitFile.exec(text)?.[1];
  return status3 === void 0 ? void 0 : Number(status3);
}
var exitFile;
var init_exit = __esm({
  "../ft/dist/src/core/exit.js"() {
    "use strict";
    exitFile = /^(\d{1,3})\n$/;
  }
});

// ../ft/dist/src/adapters/store/patience.js
var patienceOf;
var init_patience = __esm({
  "../ft/dist/src/adapters/store/patience.js"() {
    "use strict";
    patienceOf = (disk) => disk.patient ?? {
      create: async (path, text, options) => disk.create(path, text, options),
      replace: async (path, text, options) => disk.replace(path, text, options),
      makeFolder: async (path, options) => disk.makeFolder(path, options)
    };
  }
});

// ../ft/dist/src/adapters/store/run-files.js
import { join as join12 } from "node:path";
function createRunFiles(disk, root) {
  const at = (path) => join12(root, path);
  const isTaken2 = (run3) => disk.exists(at(layout.run(run3)));
  const patient = patienceOf(disk);
  const link = (run3, file) => ({
    async with(value) {
      if (!isTaken2(run3))
        await patient.makeFolder(at(layout.run(run3)));
      return patient.create(at(layout.inRun(run3, file)), textOf(value));
    }
  });
  const { floor, raiseFloor } = createFloor(disk, at(layout.runFloor), () => numbersLike(/^([1-9]\d{0,9})$/, disk.list(at(layout.runs))));
  const next2 = (hint3) => firstFree(Math.max(floor(), hint3), isTaken2);
  return {
    next: next2,
    async allocate(hint3) {
      for (let run3 = next2(hint3); ; run3 += 1) {
        if (!await patient.makeFolder(at(layout.run(run3))))
          continue;
        disk.makeFolder(at(layout.outbox(run3)), { durable: false });
        disk.makeFolder(at(layout.inbox(run3)), { durable: false });
        return run3;
      }
    },
    folder: (run3) => at(layout.run(run3)),
    path: (run3, file) => at(layout.inRun(run3, file)),
    outbox: (run3) => at(layout.outbox(run3)),
    spec: (run3) => readRecord(disk, at(layout.inRun(run3, "spec.json")), RunSpec),
    writeSpec: (spec) => link(spec.run, "spec.json").with(spec),
    started: (run3) => readRecord(disk, at(layout.inRun(run3, "started")), Started),
    hasStarted: (run3) => disk.exists(at(layout.inRun(run3, "started"))),
    writeStarted: (run3, started) => link(run3, "started").with(started),
    stop: (run3) => readRecord(disk, at(layout.inRun(run3, "stop.json")), Stop),
    writeStop(run3, stop2) {
      if (!isTaken2(run3))
        disk.makeFolder(at(layout.run(run3)));
      return disk.create(at(layout.inRun(run3, "stop.json")), textOf(stop2));
    },
    verdict: (run3) => readRecord(disk, at(layout.inRun(run3, "verdict.json")), Verdict),
    writeVerdict: (verdict) => link(verdict.run, "verdict.json").with(verdict),
    deadline(run3) {
      const text = disk.readReport(at(layout.inRun(run3, "deadline")))?.text.trim();
      return text && /^\d{1,12}$/.test(text) ? Number(text) : void 0;
    },
    // An empty one says the same as none, so nothing is lost with it.
    writeDeadline: (run3, seconds) => disk.replace(at(layout.inRun(run3, "deadline")), `${seconds ?? ""}
`, {
      durable: seconds !== void 0
    }),
    writePrompt: (run3, prompt) => disk.replace(at(layout.inRun(run3, "prompt.md")), prompt, { mode: 384, durable: false }),
    putAside: (run3) => disk.list(at(layout.putAside(run3))),
    isOverdue: (run3) => disk.exists(at(layout.inRun(run3, "overdue"))),
    neverRan: (run3) => disk.exists(at(layout.inRun(run3, "never"))),
    // In reach of the agent: it may have become anything.
    exit: (run3) => exitIn(disk.readReport(at(layout.inRun(run3, "exit")))?.text ?? ""),
    sentinel(run3) {
      for (const kind of ["error", "done"]) {
        const report = disk.readReport(at(`${layout.outbox(run3)}/${kind}`));
        if (report)
          return readSentinel(kind, report.text);
      }
      return void 0;
    },
    asks: (run3) => numbersLike(/^ask-([1-9]\d{0,5})\.json$/, namesIn(disk, at(layout.outbox(run3)))).sort((a, b) => a - b),
    readAsk(run3, ask3) {
      const path = at(`${layout.outbox(run3)}/ask-${ask3}.json`);
      const report = disk.readReport(path);
      return report && { text: report.text, changedAtMs: disk.changedAt(path) ?? 0 };
    },
    isAnswered: (run3, ask3) => disk.exists(at(`${layout.inbox(run3)}/answer-${ask3}.json`)),
    writeAnswer: (run3, ask3, answer2) => disk.create(at(`${layout.inbox(run3)}/answer-${ask3}.json`), textOf(answer2)),
    isVouchedGone: (run3) => disk.exists(at(layout.gone(run3))),
    vouchPath: (run3) => at(layout.gone(run3)),
    vouchGone: (run3, since2) => void disk.create(at(layout.gone(run3)), textOf({ version: protocolVersion, at: since2 })),
    quarantine: (run3, file) => putAside(disk, root, layout.inRun(run3, file), `run_${run3}.${file}`),
    size: (run3, stream) => disk.size(at(layout.inRun(run3, stream))),
    endedAtMs: (run3) => disk.changedAt(at(layout.inRun(run3, "exit"))),
    output: (run3, stream, offset, bytesMax3) => disk.readFrom(at(layout.inRun(run3, stream)), offset, bytesMax3),
    raiseFloor,
    erase: (run3) => disk.erase(at(layout.run(run3)))
  };
}
function namesIn(disk, outbox) {
  try {
    return disk.list(outbox);
  } catch {
    return [];
  }
}
var init_run_files = __esm({
  "../ft/dist/src/adapters/store/run-files.js"() {
    "use strict";
    init_exit();
    init_layout();
    init_run();
    init_sentinel();
    init_task();
    init_numbers();
    init_patience();
    init_quarantine();
    init_records();
  }
});

// ../ft/dist/src/adapters/store/task-files.js
import { join as join13 } from "node:path";
function createTaskFiles(disk, root) {
  const at = (path) => join13(root, path);
  const patient = patienceOf(disk);
  const { floor, raiseFloor, mendFloor } = createFloor(disk, at(layout.floor), () => numbersIn2(disk.list(at(layout.tasks))));
  const isTaken2 = (number4) => disk.exists(at(layout.task(number4)));
  const link = (record3) => disk.create(at(layout.task(record3.number)), textOf(record3), { mode: 384 });
  const readOwn = (number4) => {
    const path = at(layout.task(number4));
    try {
      return readRecord(disk, path, TaskRecord);
    } catch (error) {
      if (error instanceof Failure && error.code === "invalid" && isOlderTask(disk, root, number4))
        return void 0;
      throw error;
    }
  };
  return {
    create(make, hint3) {
      mendFloor();
      for (let above = Math.max(floor(), hint3); ; ) {
        const record3 = make(firstFree(above, isTaken2));
        if (!link(record3)) {
          above = record3.number;
          continue;
        }
        const low = floor();
        if (record3.number > low)
          return record3;
        disk.remove(at(layout.task(record3.number)));
        above = low;
      }
    },
    createNumbered: link,
    read: (number4) => readOwn(number4) ?? readRecord(disk, at(layout.archivedTask(number4)), TaskRecord) ?? // It may have been archived between the two looks.
    readOwn(number4),
    replace: (record3) => disk.replace(at(layout.task(record3.number)), textOf(record3)),
    replaceSoon: (record3) => patient.replace(at(layout.task(record3.number)), textOf(record3)),
    numbers: () => numbersIn2(disk.list(at(layout.tasks))),
    isTaken: isTaken2,
    highest: (hint3) => firstFree(Math.max(floor(), hint3), isTaken2) - 1,
    floor,
    raiseFloor,
    classics: (number4) => classicKinds.filter((kind) => disk.exists(at(layout.classic(number4, kind)))),
    readClassic: (number4, kind) => disk.readReport(at(layout.classic(number4, kind))),
    mark: (number4, kind) => disk.mark(at(layout.classic(number4, kind))),
    consume: (number4, kind) => disk.remove(at(layout.classic(number4, kind))),
    putAside(number4, kind, run3) {
      disk.makeFolder(at(layout.putAside(run3)), { durable: false });
      disk.move(at(layout.classic(number4, kind)), at(`${layout.putAside(run3)}/${kind}`));
    },
    quarantine(number4) {
      raiseFloor(number4);
      putAside(disk, root, layout.task(number4), `task_${number4}.json`);
    },
    archive(record3) {
      const path = layout.archivedTask(record3.number);
      disk.makeFolder(at(layout.archive));
      disk.makeFolder(at(path.slice(0, path.lastIndexOf("/"))));
      disk.create(at(path), textOf(record3));
    },
    remove: (number4) => disk.remove(at(layout.task(number4))),
    papers(number4) {
      const plan = at(layout.classicPlan(number4));
      const log = at(layout.classicLog(number4));
      return { ...disk.exists(plan) && { plan }, ...disk.exists(log) && { log } };
    },
    logSize: (number4) => disk.size(at(layout.classicLog(number4))),
    logFrom: (number4, offset, bytesMax3) => disk.readFrom(at(layout.classicLog(number4)), offset, bytesMax3),
    eraseReports: (number4) => [
      ...classicKinds.map((kind) => layout.classic(number4, kind)),
      layout.classicPlan(number4),
      layout.classicLog(number4)
    ].filter((path) => disk.exists(at(path))).reduce((bytes, path) => bytes + disk.erase(at(path)), 0),
    forget(numbers) {
      const archived = numbers.map(layout.archivedTask).filter((path) => disk.exists(at(path)));
      for (const path of archived)
        disk.erase(at(path), { durable: true });
      for (const number4 of numbers)
        disk.erase(at(layout.task(number4)), { durable: number4 === numbers.at(-1) });
    }
  };
}
var numbersIn2;
var init_task_files = __esm({
  "../ft/dist/src/adapters/store/task-files.js"() {
    "use strict";
    init_failure();
    init_layout();
    init_task();
    init_numbers();
    init_older_task2();
    init_patience();
    init_quarantine();
    init_records();
    numbersIn2 = (names) => names.flatMap((name) => taskNumberOfFile(name) ?? []);
  }
});

// ../ft/dist/src/adapters/store/index.js
import { join as join14 } from "node:path";
function tidy(disk, root, nowMs) {
  for (const [folder, ageMs] of Object.entries(keptMs))
    for (const name of disk.list(join14(root, folder))) {
      const path = join14(root, folder, name);
      if (nowMs - (disk.changedAt(path) ?? nowMs) > ageMs)
        disk.remove(path);
    }
}
var createStore, hourMs, keptMs, agentFolders, storeFolders, temporaryOf;
var init_store = __esm({
  "../ft/dist/src/adapters/store/index.js"() {
    "use strict";
    init_layout();
    init_control_file();
    init_intent_files();
    init_lock2();
    init_queue_index();
    init_recovery_files();
    init_request_files();
    init_run_files();
    init_task_files();
    createStore = (disk, root, clock, processes) => {
      const parts = {
        tasks: createTaskFiles(disk, root),
        queue: createQueueIndex(disk, root),
        runs: createRunFiles(disk, root),
        intents: createIntentFiles(disk, root),
        requests: createRequestFiles(disk, root),
        controls: createControlFile(disk, root)
      };
      return {
        root,
        quarantined: () => disk.list(join14(root, layout.quarantine)).sort(),
        tidy: (nowMs) => tidy(disk, root, nowMs),
        ...parts,
        recovery: createRecoveryFiles(disk, root, parts),
        lock: createLock(disk, root, clock, processes)
      };
    };
    hourMs = 36e5;
    keptMs = { [layout.temporary]: 36 * hourMs, [layout.answered]: 7 * 24 * hourMs };
    agentFolders = [layout.workspace, "plans", "logs"];
    storeFolders = [
      layout.temporary,
      layout.lock,
      layout.tasks,
      layout.runs,
      ...indexFolders,
      layout.intents,
      layout.answered,
      layout.requests,
      ...agentFolders
    ];
    temporaryOf = (root) => join14(root, layout.temporary);
  }
});

// ../ft/dist/src/adapters/wake.js
function createWake() {
  const watchers = /* @__PURE__ */ new Map();
  const sleepers = /* @__PURE__ */ new Set();
  let isDue = false;
  const nudge = () => {
    isDue = true;
    for (const end2 of [...sleepers])
      end2();
  };
  const forget = (folder) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  return {
    nudge,
    watch(folders) {
      for (const folder of [...watchers.keys()])
        if (!folders.includes(folder))
          forget(folder);
      for (const folder of folders) {
        if (watchers.has(folder))
          continue;
        try {
          const watcher = fs.watch(folder, { persistent: false }, nudge);
          watcher.on("error", () => forget(folder));
          watchers.set(folder, watcher);
          nudge();
        } catch {
        }
      }
    },
    breathe: () => new Promise((resolve6) => setImmediate(resolve6)),
    sleep(ms) {
      return new Promise((resolve6) => {
        const end2 = () => {
          if (!sleepers.delete(end2))
            return;
          clearTimeout(timer);
          isDue = false;
          resolve6();
        };
        const timer = setTimeout(end2, Math.min(ms, 2 ** 31 - 1));
        sleepers.add(end2);
        if (isDue)
          setImmediate(end2);
      });
    },
    close() {
      for (const folder of [...watchers.keys()])
        forget(folder);
      nudge();
    }
  };
}
var init_wake = __esm({
  "../ft/dist/src/adapters/wake.js"() {
    "use strict";
    init_builtins();
  }
});

// ../ft/dist/src/adapters/workspace.js
import { dirname as dirname7, isAbsolute, join as join15, resolve } from "node:path";
function findWorkspace(cwd, named, fromEnvironment) {
  const given = named ?? fromEnvironment;
  const root = given === void 0 ? nearest(cwd) : asRoot(resolve(cwd, given));
  if (!root) {
    const fresh = join15(repositoryOf(cwd) ?? cwd, folderName);
    refuseFile(fresh);
    return { root: fresh, exists: false };
  }
  refuseFile(root);
  const exists = existsSync2(root);
  return { root: exists ? followPrivate(root) : root, exists };
}
function refuseFile(root) {
  let path = root;
  while (!existsSync2(path)) {
    if (isLink(path))
      throw new Failure("invalid", `${path} is a link that leads nowhere`, {
        hint: "mend the link or remove it, or name another folder: --dir"
      });
    path = dirname7(path);
  }
  if (statSync(path).isDirectory())
    return;
  throw new Failure("invalid", `${path} is a file; it should be a folder`, {
    hint: "move it out of the way, or name another folder: --dir"
  });
}
function isLink(path) {
  try {
    const read3 = () => lstatSync4(path, { throwIfNoEntry: false });
    return within(path, read3, "read")?.isSymbolicLink() ?? false;
  } catch (error) {
    if (codeOf(error) === "EACCES")
      throw error;
    return false;
  }
}
function nearest(cwd) {
  for (let folder = cwd; ; folder = dirname7(folder)) {
    const root = join15(folder, folderName);
    if (existsSync2(root))
      return root;
    if (dirname7(folder) === folder)
      return void 0;
  }
}
function repositoryOf(cwd) {
  for (let folder = cwd; ; folder = dirname7(folder)) {
    if (existsSync2(join15(folder, ".git")))
      return folder;
    if (dirname7(folder) === folder)
      return void 0;
  }
}
function followPrivate(root) {
  const path = join15(root, layout.private);
  if (!existsSync2(path))
    return root;
  const read3 = parseText(Private, within(path, () => readRegular(path) ?? "", "read"));
  const real = read3.ok && isAbsolute(read3.value.workspace) ? read3.value.workspace : void 0;
  if (real && existsSync2(join15(real, layout.tasks)))
    return real;
  throw new Failure("unavailable", `${root} belongs to one run; the real one cannot be reached`, {
    hint: real ? `it should be at ${real}; to name another: --dir` : `${path} is damaged, or of another version; name the real one: --dir`
  });
}
var existsSync2, lstatSync4, statSync, folderName, Private, asRoot;
var init_workspace = __esm({
  "../ft/dist/src/adapters/workspace.js"() {
    "use strict";
    init_failure();
    init_layout();
    init_task();
    init_schema();
    init_builtins();
    init_disk_failure();
    init_disk_open();
    ({ existsSync: existsSync2, lstatSync: lstatSync4, statSync } = fs);
    folderName = ".orchestra";
    Private = object({
      version,
      run: string("The run it belongs to."),
      workspace: string("The real `.orchestra/`, absolute.")
    });
    asRoot = (path) => path.endsWith(`/${folderName}`) || existsSync2(join15(path, layout.tasks)) ? path : join15(path, folderName);
  }
});

// ../ft/dist/src/adapters/failpoints.js
var failpoints_exports = {};
__export(failpoints_exports, {
  launcherWithFailpoints: () => launcherWithFailpoints,
  readFailpoints: () => readFailpoints,
  withFailpoints: () => withFailpoints,
  wrapWith: () => wrapWith
});
import { appendFileSync } from "node:fs";
import { relative } from "node:path";
function readFailpoints(setting) {
  if (!setting)
    return void 0;
  const [, stops, rest = ""] = /^(stop-)?(.*)$/s.exec(setting) ?? [];
  const place2 = /:\d+$/.test(rest) ? rest : `${rest}:1`;
  const trace = /^trace:(.*)/s.exec(setting)?.[1];
  const pass = trace ? (here2) => appendFileSync(trace, `${here2}
`) : (here2) => here2 === place2 ? leave2(stops ? "SIGSTOP" : "SIGKILL") : void 0;
  const seen2 = /* @__PURE__ */ new Map();
  let writing;
  tearWrites(() => {
    const here2 = writing;
    writing = void 0;
    return here2 && (() => pass(`middle:${here2}`));
  });
  return (name) => {
    const time = (seen2.get(name) ?? 0) + 1;
    seen2.set(name, time);
    const here2 = `${name}:${time}`;
    return {
      before() {
        pass(`before:${here2}`);
        writing = here2;
      },
      after() {
        writing = void 0;
        pass(`after:${here2}`);
      }
    };
  };
}
function leave2(signal2) {
  process.kill(process.pid, signal2);
  while (signal2 === "SIGKILL")
    ;
}
function tearWrites(middle2) {
  const { writeSync: writeSync2 } = fs;
  const torn = (file, bytes, offset) => {
    const pass = middle2();
    if (!pass)
      return writeSync2(file, bytes, offset);
    const written = writeSync2(file, bytes, offset, Math.ceil((bytes.length - offset) / 2));
    pass();
    return written;
  };
  fs.writeSync = torn;
}
function withFailpoints(disk, root, failpoints) {
  const around = (verb, path, effect) => {
    const point = failpoints(`${verb} ${kindOf2(relative(root, path))}`);
    point.before();
    const result = effect();
    point.after();
    return result;
  };
  const aroundSoon = (verb, path, effect) => awaited(failpoints, `${verb} ${kindOf2(relative(root, path))}`, effect);
  const { patient } = disk;
  return {
    ...disk,
    ...patient && {
      patient: {
        create: (path, text, options) => aroundSoon("create", path, () => patient.create(path, text, options)),
        replace: (path, text, options) => aroundSoon("replace", path, () => patient.replace(path, text, options)),
        makeFolder: (path, options) => aroundSoon("folder", path, () => patient.makeFolder(path, options))
      }
    },
    create: (path, text, options) => around("create", path, () => disk.create(path, text, options)),
    replace: (path, text, options) => around("replace", path, () => disk.replace(path, text, options)),
    mark: (path) => around("mark", path, () => disk.mark(path)),
    append: (path, line) => around("append", path, () => disk.append(path, line)),
    makeFolder: (path, options) => around("folder", path, () => disk.makeFolder(path, options)),
    move: (from, to, options) => around("move", to, () => disk.move(from, to, options)),
    remove: (path) => around("remove", path, () => disk.remove(path)),
    erase: (path, options) => around("erase", path, () => disk.erase(path, options))
  };
}
function launcherWithFailpoints(launcher, failpoints) {
  return {
    ...launcher,
    async start(command, folder) {
      const start3 = () => launcher.start(command, folder);
      return gateWithFailpoints(await awaited(failpoints, "launch spawn", start3), failpoints);
    },
    signal: (run3, signal2) => awaited(failpoints, `signal ${signal2}`, () => launcher.signal(run3, signal2))
  };
}
function processesWithFailpoints(processes, failpoints) {
  const { kill, terminate } = processes;
  return {
    ...processes,
    kill: (identity) => awaited(failpoints, "kill holder", () => kill(identity)),
    terminate: (identity) => awaited(failpoints, "terminate holder", () => terminate(identity))
  };
}
async function awaited(failpoints, name, effect) {
  const point = failpoints(name);
  point.before();
  const result = await effect();
  point.after();
  return result;
}
function gateWithFailpoints(gate, failpoints) {
  return {
    ...gate,
    open() {
      const point = failpoints("launch go");
      point.before();
      gate.open();
      point.after();
    }
  };
}
function kindOf2(path) {
  return path.split("/").map((part) => part.replace(/^(?:\d{14}-[0-9a-f]{8,}|[\d-]+)/, "").replace(/[._]?\d+/g, "")).map((part) => part.replace(/^\./, "")).filter((part) => part !== "").join("/");
}
var wrapWith;
var init_failpoints = __esm({
  "../ft/dist/src/adapters/failpoints.js"() {
    "use strict";
    init_builtins();
    wrapWith = (failpoints) => ({
      disk: (disk, root) => withFailpoints(disk, root, failpoints),
      launcher: (launcher) => launcherWithFailpoints(launcher, failpoints),
      processes: (processes) => processesWithFailpoints(processes, failpoints),
      effect: (name, act) => awaited(failpoints, name, act)
    });
  }
});

// ../ft/dist/src/app-failpoints.js
async function wrappingFor(setting) {
  if (!setting)
    return unwrapped;
  const { readFailpoints: readFailpoints2, wrapWith: wrapWith2 } = await Promise.resolve().then(() => (init_failpoints(), failpoints_exports));
  const failpoints = readFailpoints2(setting);
  return failpoints ? wrapWith2(failpoints) : unwrapped;
}
var unwrapped;
var init_app_failpoints = __esm({
  "../ft/dist/src/app-failpoints.js"() {
    "use strict";
    unwrapped = {
      disk: (disk) => disk,
      launcher: (launcher) => launcher,
      processes: (processes) => processes,
      effect: (_, act) => act()
    };
  }
});

// ../ft/dist/src/core/provider-failure.js
function classifyFailure(status3, message) {
  const known4 = status3 ?? statusIn(message);
  return saidBy(decisiveWords, message) ?? byStatus(known4, message) ?? saidBy(plainWords, message) ?? "agent_error";
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
function byStatus(status3, message) {
  if (status3 === void 0)
    return void 0;
  if (status3 === 401 || status3 === 403)
    return "auth";
  if (status3 === 402)
    return "quota";
  if (status3 === 404)
    return /\bmodel\b/i.test(message) ? "model_not_found" : "agent_error";
  if (status3 === 408 || status3 >= 500)
    return "provider";
  if (status3 === 413)
    return "context_overflow";
  if (status3 === 429)
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
var decisiveWords, plainWords, saidBy;
var init_provider_failure = __esm({
  "../ft/dist/src/core/provider-failure.js"() {
    "use strict";
    decisiveWords = [
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
    plainWords = [
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
    saidBy = (words5, message) => words5.find(([, pattern]) => pattern.test(message))?.[0];
  }
});

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
function askOf(input) {
  const fields = fieldsOf(input);
  const told2 = asks.map((name) => textOf2(fields[name])).find((text) => text !== void 0);
  return cut(told2 ?? JSON.stringify(fields), 300);
}
var fieldsOf, listOf, textOf2, numberOf, wordOf, asks, outputOf, cut;
var init_fields = __esm({
  "../ft/dist/src/adapters/agents/fields.js"() {
    "use strict";
    fieldsOf = (value) => typeof value === "object" && value !== null ? value : {};
    listOf = (value) => Array.isArray(value) ? value.map((one) => fieldsOf(one)) : [];
    textOf2 = (value) => typeof value === "string" && value !== "" ? value : void 0;
    numberOf = (value) => typeof value === "number" ? value : void 0;
    wordOf = (value) => typeof value === "string" || typeof value === "number" ? String(value) : "";
    asks = [
      "command",
      "file_path",
      "filePath",
      "path",
      "pattern",
      "query",
      "url",
      "description"
    ];
    outputOf = (text) => cut((text ?? "").trim(), 1e3);
    cut = (text, max) => text.length <= max ? text : `${text.slice(0, max)}\u2026`;
  }
});

// ../ft/dist/src/adapters/agents/lines.js
var readLine2, readStranger;
var init_lines = __esm({
  "../ft/dist/src/adapters/agents/lines.js"() {
    "use strict";
    readLine2 = (line) => {
      const text = line.trimEnd();
      return text === "" ? [] : [{ type: "message", text }];
    };
    readStranger = (line) => line.trimStart().startsWith("{") ? [] : readLine2(line);
  }
});

// ../ft/dist/src/adapters/agents/nesting.js
var nestingMarks;
var init_nesting = __esm({
  "../ft/dist/src/adapters/agents/nesting.js"() {
    "use strict";
    nestingMarks = [
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
  }
});

// ../ft/dist/src/adapters/agents/claude.js
function readSystem(said) {
  if (said.subtype === "init") {
    const session = textOf2(said.session_id);
    const model = textOf2(said.model);
    return session === void 0 ? [] : [{ type: "session.started", session, ...model !== void 0 && { model } }];
  }
  if (said.subtype !== "api_retry")
    return [];
  const [attempt3, most] = [wordOf(said.attempt), wordOf(said.max_retries)];
  const why = `${wordOf(said.error_status)} ${wordOf(said.error)}`.trim();
  return [{ type: "retry", text: `attempt ${attempt3} of ${most}: ${why}` }];
}
function readAssistant(said) {
  const isSubagent = textOf2(said.parent_tool_use_id) !== void 0;
  return blocksOf(said).flatMap((block) => {
    const text = textOf2(block.text);
    const thinking = textOf2(block.thinking);
    if (block.type === "text" && text !== void 0 && !isSubagent)
      return [{ type: "message", text }];
    if (block.type === "thinking" && thinking !== void 0 && !isSubagent)
      return [{ type: "thinking", text: thinking }];
    if (block.type !== "tool_use")
      return [];
    const tool = textOf2(block.name) ?? "tool";
    return [{ type: "tool.called", tool, detail: askOf(block.input) }];
  });
}
function readRateLimit(info) {
  const status3 = textOf2(info.status);
  if (status3 === void 0 || status3 === "allowed")
    return [];
  const kind = textOf2(info.rateLimitType) ?? "usage";
  return [{ type: "warning", text: `${kind} limit: ${status3}` }];
}
function readResult(said) {
  const errors = Array.isArray(said.errors) ? said.errors.map(wordOf).join("; ") : void 0;
  const text = textOf2(said.result) ?? textOf2(errors);
  const subtype = wordOf(said.subtype);
  if (said.is_error === true || subtype.startsWith("error")) {
    const words5 = sentenceIn(text ?? subtype);
    return { type: "finished", ok: false, text: words5, reason: reasonOf(said, words5) };
  }
  const denied = listOf(said.permission_denials);
  if (denied.length > 0)
    return { type: "finished", ok: false, ...deniedBy(denied, text) };
  return { type: "finished", ok: true, ...text !== void 0 && { text } };
}
function reasonOf(said, words5) {
  if (said.subtype === "error_max_turns")
    return "max_turns";
  if (said.subtype === "error_max_budget_usd")
    return "budget";
  return classifyFailure(numberOf(said.api_error_status), words5);
}
function deniedBy(denied, text) {
  const asks2 = denied.map((one) => `${wordOf(one.tool_name)} (${askOf(one.tool_input)})`);
  const words5 = `not permitted: ${asks2.join(", ")}`;
  return {
    text: text === void 0 ? words5 : `${words5}. It said: ${text}`,
    reason: "permission_denied"
  };
}
var settings, readLine3, readToolResults, blocksOf, contentOf;
var init_claude = __esm({
  "../ft/dist/src/adapters/agents/claude.js"() {
    "use strict";
    init_provider_failure();
    init_fields();
    init_lines();
    init_nesting();
    settings = {
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
    readLine3 = (line) => {
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
    readToolResults = (said) => blocksOf(said).filter((block) => block.type === "tool_result").map((block) => ({
      type: "tool.finished",
      tool: "tool",
      ok: block.is_error !== true,
      detail: outputOf(contentOf(block.content))
    }));
    blocksOf = (said) => listOf(fieldsOf(said.message).content);
    contentOf = (content) => textOf2(content) ?? listOf(content).map((part) => textOf2(part.text) ?? "").join("\n");
  }
});

// ../ft/dist/src/adapters/agents/codex.js
function readCall(item) {
  const call = callOf(item);
  return call ? [{ type: "tool.called", ...call }] : [];
}
function readItem(item) {
  const text = textOf2(item.text);
  switch (item.type) {
    case "agent_message":
      return text === void 0 ? [] : [{ type: "message", text }];
    case "reasoning":
      return text === void 0 ? [] : [{ type: "thinking", text }];
    case "error":
      return [{ type: "warning", text: textOf2(item.message) ?? "error" }];
  }
  const call = callOf(item);
  if (!call)
    return [];
  const output = textOf2(item.aggregated_output) ?? messageOf(item.error);
  const ok = item.status !== "failed" && item.status !== "declined";
  return [{ type: "tool.finished", tool: call.tool, ok, detail: outputOf(output ?? call.detail) }];
}
function callOf(item) {
  switch (item.type) {
    case "command_execution":
      return { tool: "shell", detail: askOf({ command: bareCommand(item.command) }) };
    case "file_change": {
      const changes2 = listOf(item.changes).map((one) => `${wordOf(one.kind)} ${wordOf(one.path)}`);
      return { tool: "edit", detail: changes2.join(", ") };
    }
    case "mcp_tool_call":
      return { tool: `${wordOf(item.server)}.${wordOf(item.tool)}`, detail: askOf(item.arguments) };
    case "web_search":
      return { tool: "web search", detail: askOf(item) };
    default:
      return void 0;
  }
}
var settings2, readLine4, readNotice, readFailure, messageOf, bareCommand;
var init_codex = __esm({
  "../ft/dist/src/adapters/agents/codex.js"() {
    "use strict";
    init_provider_failure();
    init_fields();
    init_lines();
    init_nesting();
    settings2 = {
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
    readLine4 = (line) => {
      const said = readFields(line);
      if (!said)
        return readStranger(line);
      switch (said.type) {
        case "thread.started": {
          const session = textOf2(said.thread_id);
          return session === void 0 ? [] : [{ type: "session.started", session }];
        }
        case "item.started":
          return readCall(fieldsOf(said.item));
        case "item.completed":
          return readItem(fieldsOf(said.item));
        case "error":
          return [readNotice(sentenceIn(textOf2(said.message) ?? "error"))];
        case "turn.completed":
          return [{ type: "finished", ok: true }];
        case "turn.failed":
          return [readFailure(messageOf(said.error) ?? "the turn failed")];
        default:
          return [];
      }
    };
    readNotice = (text) => text.startsWith("Reconnecting") ? { type: "retry", text } : { type: "warning", text };
    readFailure = (message) => ({
      type: "finished",
      ok: false,
      text: sentenceIn(message),
      reason: classifyFailure(void 0, message)
    });
    messageOf = (error) => textOf2(fieldsOf(error).message);
    bareCommand = (command) => textOf2(command)?.replace(/^\S*sh -l?c '([^']*)'$/, "$1");
  }
});

// ../ft/dist/src/adapters/agents/opencode.js
function readSession(said) {
  const session = textOf2(said.sessionID);
  return session === void 0 ? [] : [{ type: "session.started", session }];
}
function readText(type, part) {
  const text = textOf2(part.text);
  return text === void 0 ? [] : [{ type, text }];
}
function readTool(tool, state) {
  const exit = numberOf(fieldsOf(state.metadata).exit) ?? 0;
  const error = textOf2(state.error);
  const ok = state.status === "completed" && exit === 0;
  const detail = askOf(state.input);
  const events = [
    { type: "tool.called", tool, detail },
    { type: "tool.finished", tool, ok, detail: outputOf(error ?? textOf2(state.output)) }
  ];
  if (error?.startsWith("The user rejected permission")) {
    const text = `not permitted: ${tool} (${detail})`;
    events.push({ type: "finished", ok: false, text, reason: "permission_denied" });
  }
  return events;
}
function readError(error) {
  const data = fieldsOf(error.data);
  const name = textOf2(error.name) ?? "error";
  const text = sentenceIn(textOf2(data.message) ?? name);
  if (name === "ContextOverflowError")
    return { type: "warning", text };
  const words5 = `${text} ${wordOf(data.responseBody)}`;
  const reason = name === "ProviderAuthError" ? "auth" : classifyFailure(numberOf(data.statusCode), words5);
  return { type: "finished", ok: false, text, reason };
}
var settings3, readLine5;
var init_opencode = __esm({
  "../ft/dist/src/adapters/agents/opencode.js"() {
    "use strict";
    init_provider_failure();
    init_fields();
    init_lines();
    init_nesting();
    settings3 = {
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
    readLine5 = (line) => {
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
          return readTool(textOf2(part.tool) ?? "tool", fieldsOf(part.state));
        case "error":
          return [...readSession(said), readError(fieldsOf(said.error))];
        default:
          return [];
      }
    };
  }
});

// ../ft/dist/src/adapters/agents/simulated.js
var simulatedProfile;
var init_simulated = __esm({
  "../ft/dist/src/adapters/agents/simulated.js"() {
    "use strict";
    simulatedProfile = (script) => ({
      description: "A stand-in that shows how a task runs; no model, no work",
      command: "sh",
      args: [script],
      prompt: "stdin",
      verified: true,
      simulated: true
    });
  }
});

// ../ft/dist/src/adapters/agents/index.js
var profiles, readers, readerOf;
var init_agents = __esm({
  "../ft/dist/src/adapters/agents/index.js"() {
    "use strict";
    init_claude();
    init_codex();
    init_lines();
    init_opencode();
    init_simulated();
    profiles = {
      claude: settings,
      codex: settings2,
      opencode: settings3
    };
    readers = /* @__PURE__ */ new Map([
      ["claude", readLine3],
      ["codex", readLine4],
      ["opencode", readLine5]
    ]);
    readerOf = (format) => readers.get(format) ?? readLine2;
  }
});

// ../ft/dist/src/core/agent.js
function missingProgram({ name, command, install }) {
  const what = command.includes("/") ? "is no executable file" : "is not installed";
  return new Failure("unavailable", `agent ${name} needs the program "${command}", which ${what}`, {
    hint: install ?? 'put it on PATH, or set its "command" in agent-config.json'
  });
}
var durationNote, duration, RetrySettings, AgentSettings, Config, configDefaults;
var init_agent = __esm({
  "../ft/dist/src/core/agent.js"() {
    "use strict";
    init_schema();
    init_failure();
    init_run();
    init_task();
    init_vocabulary();
    durationNote = "A number with s, m, h or d; a bare number is seconds.";
    duration = (description) => string(`${description} ${durationNote}`);
    RetrySettings = object({
      retries: optional(integer("Attempts after the first.", { minimum: 0, maximum: 1e3 })),
      delay: optional(duration("Wait before the second attempt.")),
      factor: optional(integer("Each further wait is this many times longer.", { minimum: 1 })),
      ceiling: optional(duration("No wait is longer.")),
      on: optional(list(oneOf(reasons, "A reason."), "Only these failures are repeated."))
    }, "When and how often a failed attempt is repeated.");
    AgentSettings = object({
      extends: optional(string("Another agent or a shipped profile whose settings hold unless set.")),
      description: optional(string("What it is for; shown in lists.")),
      command: optional(string("The program: a name on PATH, or a path.", { pattern: "\\S" })),
      args: optional(list(string("One argument; may hold holes."), "Its arguments, never a shell.")),
      modelArgs: optional(list(string("One argument; may hold holes."), "Put before `args` when a model is asked for.")),
      model: optional(string("The model to ask for unless the task names one.")),
      prompt: optional(oneOf(promptChannels, "How the prompt reaches it; unless set, by the hole that `args` hold.")),
      promptTemplate: optional(string("The prompt around {userPrompt}.")),
      promptTemplateFile: optional(string("A file with the text around {userPrompt}, beside this one.")),
      completion: optional(oneOf(completions, "How its end is recognised.")),
      format: optional(string("How its output is read: claude, codex, opencode, or lines.")),
      trustExit: optional(boolean("False where its exit code 0 does not mean done.")),
      timeout: optional(duration("An attempt is stopped after this long.")),
      retry: optional(RetrySettings),
      maxParallel: optional(integer("At most this many at once.", { minimum: 1, maximum: 1e3 })),
      env: optional(record(string("A value."), "Added to its environment.")),
      unset: optional(list(string("A name, or a prefix ending in *."), "Taken from its environment.")),
      stopSignals: optional(list(oneOf(stopSignals, "A signal."), "Sent in this order, then KILL.")),
      grace: optional(duration("Wait after each signal.")),
      linger: optional(duration("How long it may go on after it has reported.")),
      classicNames: optional(boolean("True lets it use the classic sentinel names in tasks/.")),
      verified: optional(boolean("False: its flags were only read in documentation.")),
      install: optional(string("The command that installs it; shown when it is missing.")),
      probe: optional(object({
        version: optional(list(string("One argument."), "Makes it print its version.")),
        help: optional(list(string("One argument."), "Makes it print its flags."))
      }, "How the program is asked about itself; never asked without. Falls with its `command`.")),
      simulated: optional(boolean("True for the built-in stand-in."))
    }, "An agent.");
    Config = object({
      $schema: optional(string("The published schema, for editors.")),
      version: optional(integer("The version of this file.", { minimum: 1, maximum: 1 })),
      defaultAgent: optional(string("The agent that does what names none.")),
      maxParallel: optional(integer("At most this many agents at once.", { minimum: 1, maximum: 1e3 })),
      maxAwaiting: optional(integer("At most this many sessions wait for a person while alive.", { minimum: 0 })),
      groups: optional(record(object({
        description: optional(string("What is in it; shown in lists.")),
        maxParallel: optional(integer("At most this many of it at once.", { minimum: 1, maximum: 1e3 }))
      }), "Groups of tasks by name, each with a limit of its own.")),
      aging: optional(duration("Waiting for so long counts as much as one more of priority; 0 turns it off.")),
      ifDependencyFails: optional(oneOf(dependencyPolicies, "Whether a task fails, or waits on, when what it waits for failed.")),
      idleExit: optional(duration("A background conductor leaves after this long without work.")),
      timeout: optional(duration("An attempt is stopped after this long, unless the agent says so.")),
      retry: optional(RetrySettings),
      agents: optional(record(AgentSettings, "Agents by name."))
    }, "agent-config.json of orchestra.");
    configDefaults = {
      maxParallel: 3,
      maxAwaiting: 10,
      idleExitMs: 3e4,
      agingMs: 3e5,
      ifDependencyFails: "fail"
    };
  }
});

// ../ft/dist/src/lib/json-places.js
function placesIn(text) {
  const values = /* @__PURE__ */ new Map();
  const names = /* @__PURE__ */ new Map();
  const repeated = [];
  const open2 = [];
  const reader = new RegExp(`[ \\t\\r\\n]*(${tokens})`, "y");
  for (let token = reader.exec(text)?.[1]; token; token = reader.exec(text)?.[1]) {
    if (token === ":")
      continue;
    const level = open2.at(-1);
    if (token === "}" || token === "]")
      open2.pop();
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
    const path = open2.length > depthMax ? void 0 : pathIn(level);
    if (token === "{")
      open2.push({ path, index: void 0, name: void 0 });
    if (token === "[")
      open2.push({ path, index: 0, name: void 0 });
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
var depthMax;
var init_json_places = __esm({
  "../ft/dist/src/lib/json-places.js"() {
    "use strict";
    init_json();
    depthMax = 32;
  }
});

// ../ft/dist/src/lib/duration.js
function parseDuration(text) {
  const trimmed = text.trim();
  if (trimmed === "")
    return void 0;
  const parts = spelled.exec(/^[\d.]+$/.test(trimmed) ? `${trimmed}s` : trimmed)?.groups;
  if (!parts)
    return void 0;
  const ms = Object.entries(unitsMs).reduce((sum2, [unit, unitMs]) => sum2 + Number(parts[unit] ?? 0) * unitMs, 0);
  return ms <= Number.MAX_SAFE_INTEGER ? Math.round(ms) : void 0;
}
function formatDuration(ms) {
  const tenths = Math.floor(ms / 100);
  if (!(tenths > 0))
    return "0s";
  if (tenths < 100)
    return `${(tenths / 10).toFixed(1)}s`;
  const seconds = Math.floor(ms / 1e3);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes === 0)
    return `${seconds}s`;
  if (hours === 0)
    return `${minutes}m ${twoDigits(seconds % 60)}s`;
  if (hours < 24)
    return `${hours}h ${twoDigits(minutes % 60)}m`;
  return `${Math.floor(hours / 24)}d ${twoDigits(hours % 24)}h`;
}
var unitsMs, amount, spelled, twoDigits;
var init_duration = __esm({
  "../ft/dist/src/lib/duration.js"() {
    "use strict";
    unitsMs = { d: 864e5, h: 36e5, m: 6e4, s: 1e3, ms: 1 };
    amount = String.raw`\d+(?:\.\d+)?`;
    spelled = new RegExp(`^${Object.keys(unitsMs).map((unit) => `(?:(?<${unit}>${amount})${unit}\\s*)?`).join("")}$`);
    twoDigits = (value) => String(value).padStart(2, "0");
  }
});

// ../ft/dist/src/lib/template.js
function fillTemplate(text, holes) {
  const unknown = holesIn(text).filter((name) => !Object.hasOwn(holes, name));
  if (unknown.length > 0)
    return { ok: false, unknown };
  const value = piecesOf(text).map((piece) => "hole" in piece ? holes[piece.hole] : piece.literal);
  return { ok: true, value: value.join("") };
}
function holesIn(text) {
  const names = piecesOf(text).flatMap((piece) => "hole" in piece ? [piece.hole] : []);
  return [...new Set(names)];
}
function piecesOf(text) {
  const pieces = [];
  const open2 = [];
  const tokens2 = /\{([A-Za-z][A-Za-z0-9]*)\}|\{\{?|\}|[^{}]+/g;
  for (let token = tokens2.exec(text); token; token = tokens2.exec(text)) {
    const [literal, hole] = token;
    if (hole !== void 0) {
      pieces.push({ hole });
      continue;
    }
    pieces.push({ literal: literal === "{{" ? "{" : literal });
    if (literal === "{" || literal === "{{")
      open2.push(literal);
    if (literal === "}") {
      const closesTwo = open2.at(-1) === "{{" && text[tokens2.lastIndex] === "}";
      if (closesTwo)
        tokens2.lastIndex += 1;
      if (closesTwo || open2.at(-1) === "{")
        open2.pop();
    }
  }
  return pieces;
}
var init_template = __esm({
  "../ft/dist/src/lib/template.js"() {
    "use strict";
  }
});

// ../ft/dist/src/core/agent-problems.js
function problemsOf(settings4) {
  const { command, prompt, timeout: timeout3, grace, linger, retry: retry3, args = [], modelArgs = [] } = settings4;
  const holes = [...args, ...modelArgs].flatMap(argumentHoles);
  const hasPrompt = holes.includes("prompt") || holes.includes("userPrompt");
  return [
    ...command === void 0 ? [{ path: "", says: "has no command, and extends nothing that has one" }] : [],
    ...durationProblems({ timeout: timeout3, grace, linger, ...retryDurations(retry3) }),
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
    ...holes.flatMap((hole) => unknownHole(hole).map((problem2) => at(hole) + problem2)),
    ...holes.includes("prompt") ? [`${at("prompt")}holds {prompt}; a template holds {userPrompt} instead`] : [],
    ...holes.includes("userPrompt") ? [] : [`${file === void 0 ? "" : `${file} `}does not hold {userPrompt}`]
  ];
  return says.map((problem2) => ({ path, says: problem2 }));
}
function unknownHole(hole) {
  if (isKnownHole(hole))
    return [];
  const near = suggest(hole, knownHoles);
  const known4 = knownHoles.map((one) => `{${one}}`).join(" ");
  const meant2 = near ? `; did you mean {${near}}?` : ".";
  return [`holds {${hole}}, which is no known hole${meant2} Known: ${known4}`];
}
var argumentHoles, problemsIn, retryDurations, durationProblems, knownHoles, isKnownHole;
var init_agent_problems = __esm({
  "../ft/dist/src/core/agent-problems.js"() {
    "use strict";
    init_duration();
    init_json();
    init_suggest();
    init_template();
    argumentHoles = (arg) => arg === "{modelArgs}" ? [] : holesIn(arg);
    problemsIn = (key, args) => args.flatMap((arg, index) => argumentHoles(arg).flatMap(unknownHole).map((says) => ({ path: `${key}[${index}]`, says })));
    retryDurations = (retry3) => ({
      "retry.delay": retry3?.delay,
      "retry.ceiling": retry3?.ceiling
    });
    durationProblems = (texts2) => Object.entries(texts2).filter(([, text]) => text !== void 0 && parseDuration(text) === void 0).map(([path, text]) => ({ path, says: `is no duration: "${text}" (such as 90, 30m, 1h30m)` }));
    knownHoles = [
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
    isKnownHole = (hole) => knownHoles.includes(hole);
  }
});

// ../ft/dist/src/core/config-problem.js
function tellProblem({ file, place: place2, says }) {
  if (file === void 0)
    return says;
  return place2 ? `${file}:${place2.line}:${place2.column}: ${says}` : `${file}: ${says}`;
}
function readConfig(file, written) {
  const text = written.replace(/^\ufeff/, "");
  const json = readJson(text);
  if (!json.ok) {
    const says = `is no JSON: ${json.problem}`;
    return { ok: false, problems: [{ file, place: json.place, says }] };
  }
  const places = placesIn(text);
  const locate2 = (path, what) => {
    for (let at = path; at !== ""; at = at.replace(/(?:\.?[^.[]*|\[[^[]*)$/, "")) {
      const place2 = places.find(at, what) ?? places.find(at);
      if (place2)
        return place2;
    }
    return places.find("");
  };
  const read3 = parse(Config, json.value);
  const wrong = read3.ok ? durationProblemsIn(read3.value) : read3.issues.map(({ path, message, isName }) => ({
    path: path === "(root)" ? "" : path,
    says: `${path === "(root)" ? "it" : path} ${message}`,
    what: isName ? "name" : "value"
  }));
  const problems = [
    ...places.repeated.map(({ path, first: first2 }) => ({
      file,
      place: locate2(path, "name"),
      says: `${path} is there already, at line ${first2.line}, column ${first2.column}`
    })),
    ...wrong.map(({ path, what, says }) => ({ file, place: locate2(path, what), says }))
  ];
  if (read3.ok && problems.length === 0)
    return { ok: true, config: read3.value, locate: locate2 };
  return { ok: false, problems: problems.sort(byPlace) };
}
function byPlace({ place: a }, { place: b }) {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}
var durationProblemsIn;
var init_config_problem = __esm({
  "../ft/dist/src/core/config-problem.js"() {
    "use strict";
    init_json();
    init_json_places();
    init_schema();
    init_agent();
    init_agent_problems();
    durationProblemsIn = ({ timeout: timeout3, idleExit, retry: retry3 }) => durationProblems({ timeout: timeout3, idleExit, ...retryDurations(retry3) }).map(({ path, says }) => ({
      path,
      says: `${path} ${says}`,
      what: "value"
    }));
  }
});

// ../ft/dist/src/lib/text.js
var text_exports = {};
__export(text_exports, {
  displayWidth: () => displayWidth,
  firstLine: () => firstLine,
  harmless: () => harmless,
  oneLine: () => oneLine,
  quoted: () => quoted,
  truncate: () => truncate
});
function displayWidth(text) {
  if (plain2.test(text))
    return text.length;
  let width = 0;
  for (const cell of cellsOf(text))
    width += cell.width;
  return width;
}
function truncate(text, width) {
  if (width < 1)
    return "";
  if (plain2.test(text))
    return text.length > width ? `${text.slice(0, width - 1)}\u2026` : text;
  let used = 0;
  let end2 = 0;
  let at = 0;
  for (const cell of cellsOf(text)) {
    used += cell.width;
    at += cell.text.length;
    if (used > width)
      return `${text.slice(0, end2)}\u2026${stylesIn(text.slice(end2)).join("")}`;
    if (used < width)
      end2 = at;
  }
  return text;
}
function harmless(text) {
  if (plain2.test(text))
    return text;
  const lines = text.split("\n").map(lastWritten);
  return lines.join("\n").replace(commands(), "").replace(reordering, "");
}
function oneLine(text) {
  if (plain2.test(text))
    return text;
  return harmless(text).replace(/[\t\n\u2028\u2029]+/g, " ").replace(joined(), "$1").replace(unseen(), "");
}
function firstLine(text) {
  return /\S.*/.exec(text)?.[0].trimEnd() ?? "";
}
function* cellsOf(text) {
  for (const [at, part] of text.split(commands()).entries()) {
    if (at % 2 === 1)
      yield { text: part, width: 0 };
    else if (plain2.test(part))
      for (const character of part)
        yield { text: character, width: 1 };
    else
      for (const { segment } of graphemes().segment(part))
        yield { text: segment, width: widthOf(segment) };
  }
}
function widthOf(grapheme) {
  if (/^\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u.test(grapheme))
    return 2;
  let width = 0;
  for (const sign of grapheme)
    width += noRoom().test(sign) ? 0 : wide().test(sign) ? 2 : 1;
  return width;
}
var esc, stringStart, strings, csi, short, reordering, plain2, wideRanges, commands, wide, noRoom, joined, unseen, graphemes, quoted, stylesIn, lastWritten;
var init_text = __esm({
  "../ft/dist/src/lib/text.js"() {
    "use strict";
    init_once();
    esc = "\x1B";
    stringStart = String.raw`(?:${esc}[\]PX^_]|[\u0090\u0098\u009d-\u009f])`;
    strings = String.raw`${stringStart}\P{Cc}*(?:\u0007|\u009c|${esc}\\)`;
    csi = String.raw`(?:${esc}\[|\u009b)[0-?]*[ -/]*[@-~]`;
    short = `${esc}[ -/]*[0-~]?`;
    reordering = /[\u202a-\u202e\u2066-\u2069]/g;
    plain2 = /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u22ff\u2500-\u25fc\u270c-\u2727]*$/;
    wideRanges = [
      String.raw`\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\ua4c6\ua960-\ua97c`,
      String.raw`\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6`,
      String.raw`\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}`
    ];
    commands = once(() => new RegExp(`(${strings}|${csi}|${short}|[^\\P{Cc}\\n\\t])`, "gu"));
    wide = once(() => new RegExp(`^[${wideRanges.join("")}]`, "u"));
    noRoom = once(() => /[\p{Cc}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7fb]/u);
    joined = once(() => /(\p{Extended_Pictographic})(?:\p{Emoji_Modifier}|\ufe0f|\u20e3|\u200d\p{Extended_Pictographic})+/gu);
    unseen = once(() => /(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/gu);
    graphemes = once(() => new Intl.Segmenter("en", { granularity: "grapheme" }));
    quoted = (word) => `"${truncate(word.replace(/\s+/g, " "), 40)}"`;
    stylesIn = (text) => (text.match(commands()) ?? []).filter((command) => /^.(?:\[[\d;:]*m|\]8;)/.test(command));
    lastWritten = (line) => line.split("\r").findLast((written) => written !== "") ?? "";
  }
});

// ../ft/dist/src/core/lineage.js
function agentNames({ configs, profiles: profiles2 }) {
  const configured = configs.flatMap(({ agents: agents3 }) => Object.keys(agents3 ?? {}));
  const names = configured.length === 0 ? [standIn] : configured;
  return [.../* @__PURE__ */ new Set([...names, ...Object.keys(profiles2)])];
}
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
function find(name, { configs, places, profiles: profiles2 }, passed) {
  const own = (from, place2) => from && Object.hasOwn(from, name) ? [{ name, settings: from[name], place: place2 }] : [];
  const found = [...configs.flatMap(({ agents: agents3 }, at) => own(agents3, places[at])), ...own(profiles2)];
  const isBare = configs.every(({ agents: agents3 }) => Object.keys(agents3 ?? {}).length === 0);
  if (name === standIn && isBare && found.length === 0)
    return own({ [standIn]: { extends: "simulated" } })[0];
  return found.find(({ settings: settings4 }) => passed.every((one) => one.settings !== settings4));
}
function unknownAgent(name, lineage, sources) {
  const names = agentNames(sources);
  const hint3 = `known: ${names.join(", ")}`;
  const near = suggest(name, names);
  const meant2 = near && near !== name ? `; did you mean ${near}?` : "";
  const asker = lineage.at(-1);
  if (!asker)
    return new Failure("not_found", `no agent is called ${quoted(name)}${meant2}`, { hint: hint3 });
  const path = `agents.${asker.name}.extends`;
  const circle = [...lineage.map((one) => one.name), name].slice(lineage.findIndex((one) => one.name === name));
  const says = circle.length > 1 ? `leads in a circle: ${circle.join(" \u2192 ")}` : `"${name}" is no agent${meant2}`;
  const file = asker.place;
  const place2 = file === void 0 ? void 0 : sources.locate?.(file, path, "value");
  const problem2 = tellProblem({ file, place: place2, says: `${path} ${says}` });
  return new Failure("not_found", problem2, { hint: hint3 });
}
var standIn, defaultAgentOf;
var init_lineage = __esm({
  "../ft/dist/src/core/lineage.js"() {
    "use strict";
    init_suggest();
    init_text();
    init_config_problem();
    init_failure();
    standIn = "coder";
    defaultAgentOf = ({ configs }) => configs.find((config3) => config3.defaultAgent !== void 0)?.defaultAgent ?? configs.flatMap(({ agents: agents3 }) => Object.keys(agents3 ?? {}))[0] ?? standIn;
  }
});

// ../ft/dist/src/core/resolve-agent.js
function resolveAgent(name, sources, readTemplate) {
  const lineage = lineageOf(name, sources);
  const settings4 = lineage.map((ancestor) => ancestor.settings).reduce(over);
  const { promptTemplate, promptTemplateFile: file } = settings4;
  const template2 = promptTemplate ?? (file === void 0 ? void 0 : readTemplate(file));
  const problems = [
    ...problemsOf(settings4),
    ...problemsOfTemplate(template2, promptTemplate === void 0 ? file : void 0)
  ];
  if (problems.length > 0)
    throw new Failure("invalid", problems.map((one) => tellProblem(placed(one, lineage, sources))).join("\n"), { hint: "mend agent-config.json; orchestra never changes it" });
  return finish(name, settings4, template2);
}
function placed({ path, says }, lineage, { locate: locate2 }) {
  const key = /^\w*/.exec(path)?.[0] ?? "";
  const owner = lineage.find(({ settings: settings4 }) => Object.hasOwn(settings4, key)) ?? lineage[0];
  const agent = `agents.${owner?.name}`;
  const whole = path === "" ? agent : `${agent}.${path}`;
  const file = owner?.place;
  const what = path === "" ? "name" : "value";
  const place2 = file === void 0 ? void 0 : locate2?.(file, whole, what);
  return { file, place: place2, says: `${whole} ${says}` };
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
function finish(name, settings4, template2) {
  const ms = (text) => text === void 0 ? void 0 : parseDuration(text);
  const args = settings4.args ?? [];
  return {
    name,
    description: settings4.description ?? "",
    command: settings4.command ?? "",
    args,
    modelArgs: settings4.modelArgs ?? [],
    model: settings4.model,
    prompt: settings4.prompt ?? channelIn(args),
    template: template2,
    completion: settings4.completion ?? "either",
    format: settings4.format === "lines" ? void 0 : settings4.format,
    trustExit: settings4.trustExit ?? true,
    timeoutMs: ms(settings4.timeout),
    retry: retryOf(settings4.retry),
    maxParallel: settings4.maxParallel ?? Number.POSITIVE_INFINITY,
    env: settings4.env ?? {},
    unset: settings4.unset ?? [],
    stopSignals: settings4.stopSignals ?? ["INT", "TERM"],
    graceMs: ms(settings4.grace) ?? 5e3,
    lingerMs: ms(settings4.linger) ?? 5e3,
    classicNames: settings4.classicNames ?? false,
    verified: settings4.verified ?? true,
    install: settings4.install,
    probe: settings4.probe,
    simulated: settings4.simulated ?? false
  };
}
function channelIn(args) {
  const holes = args.flatMap(holesIn);
  if (holes.includes("prompt") || holes.includes("userPrompt"))
    return "arg";
  return holes.includes("promptFile") ? "file" : "stdin";
}
function retryOf(settings4) {
  if (!settings4)
    return void 0;
  const { delay, ceiling, ...rest } = settings4;
  const delayMs = delay === void 0 ? void 0 : parseDuration(delay);
  const ceilingMs = ceiling === void 0 ? void 0 : parseDuration(ceiling);
  return {
    ...rest,
    ...delayMs !== void 0 && { delayMs },
    ...ceilingMs !== void 0 && { ceilingMs }
  };
}
var isSameProgram;
var init_resolve_agent = __esm({
  "../ft/dist/src/core/resolve-agent.js"() {
    "use strict";
    init_duration();
    init_template();
    init_agent_problems();
    init_config_problem();
    init_failure();
    init_lineage();
    init_agent_problems();
    isSameProgram = (own, inherited) => own === void 0 || own.split("/").at(-1) === inherited?.split("/").at(-1);
  }
});

// ../ft/dist/src/adapters/text-input.js
var text_input_exports = {};
__export(text_input_exports, {
  inputBytesMax: () => inputBytesMax,
  readPlainFile: () => readPlainFile,
  readTextFile: () => readTextFile,
  readTextStream: () => readTextStream
});
function readTextFile(path) {
  const text = ifThere(path, () => {
    const input = gather(path);
    for (const chunk of chunksOf(path))
      input.add(chunk);
    return input.text();
  });
  if (text !== void 0)
    return text;
  throw new Failure("invalid", `there is no file ${path}`, { hint: "see how it is spelled" });
}
async function readTextStream(name, stream) {
  const input = gather(name);
  for await (const chunk of stream)
    input.add(chunk);
  return input.text();
}
function readPlainFile(path) {
  return ifThere(path, () => {
    const file = openWithoutWaiting(path);
    try {
      const facts = fs.fstatSync(file);
      if (!facts.isFile() && !facts.isDirectory())
        throw new Failure("invalid", `${path} is no regular file`, {
          hint: "put a file in its place"
        });
      refuseLarger(facts.size, path);
      return decode(fs.readFileSync(file), path);
    } finally {
      fs.closeSync(file);
    }
  });
}
function ifThere(path, read3) {
  try {
    return within(path, read3, "read");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error)))
      return void 0;
    throw error;
  }
}
function* chunksOf(path) {
  let file = openWithoutWaiting(path);
  try {
    for (; ; ) {
      const chunk = Buffer.allocUnsafe(256 * 1024);
      let length;
      try {
        length = fs.readSync(file, chunk);
      } catch (error) {
        if (codeOf(error) !== "EAGAIN")
          throw error;
        fs.closeSync(file);
        file = fs.openSync(path, "r");
        continue;
      }
      if (length === 0)
        return;
      yield chunk.subarray(0, length);
    }
  } finally {
    fs.closeSync(file);
  }
}
function gather(name) {
  const chunks = [];
  let bytes = 0;
  return {
    add(chunk) {
      bytes += chunk.length;
      refuseLarger(bytes, name);
      chunks.push(chunk);
    },
    text: () => decode(Buffer.concat(chunks), name)
  };
}
function refuseLarger(bytes, name) {
  if (bytes <= inputBytesMax)
    return;
  throw new Failure("invalid", `${name} holds more than ${inputBytesMax / 1024 / 1024} MiB`, {
    hint: "name a big file in the prompt, and let the agent read it; split a batch"
  });
}
function decode(bytes, name) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Failure("invalid", `${name} is no UTF-8 text`, {
      hint: "convert it, as with iconv -t utf-8; or name the file in a prompt",
      cause
    });
  }
}
var inputBytesMax, openWithoutWaiting;
var init_text_input = __esm({
  "../ft/dist/src/adapters/text-input.js"() {
    "use strict";
    init_failure();
    init_builtins();
    init_disk_failure();
    inputBytesMax = 64 * 1024 * 1024;
    openWithoutWaiting = (path) => fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  }
});

// ../ft/dist/src/adapters/config-files.js
import { accessSync, constants as constants4, statSync as statSync2 } from "node:fs";
import { delimiter, dirname as dirname8, join as join16, resolve as resolve2 } from "node:path";
function createAgents(options) {
  const load = cached(options.paths, () => readConfigs(options));
  const resolved = /* @__PURE__ */ new Map();
  const templates2 = /* @__PURE__ */ new Map();
  let known4;
  const readTemplate = (name, files) => readFirst(name, [...files.flatMap(foldersOf2), options.templates], readStamped);
  const foldersOf2 = ({ path }) => path === options.older ? [dirname8(path), dirname8(dirname8(path))] : [dirname8(path)];
  const readStamped = (path) => {
    templates2.set(path, stampOf(path));
    return readPlainFile(path);
  };
  const sources = () => {
    const files = load();
    const isEdited = [...templates2].some(([path, stamp]) => stampOf(path) !== stamp);
    if (files !== known4 || isEdited) {
      resolved.clear();
      templates2.clear();
    }
    known4 = files;
    const configs = files.map(({ config: config3 }) => config3);
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
  const first2 = (key) => sources.configs.find((config3) => config3[key] !== void 0)?.[key];
  const ms = (text) => text === void 0 ? void 0 : parseDuration(text);
  return {
    defaultAgent: defaultAgentOf(sources),
    maxParallel: first2("maxParallel") ?? configDefaults.maxParallel,
    maxAwaiting: first2("maxAwaiting") ?? configDefaults.maxAwaiting,
    idleExitMs: ms(first2("idleExit")) ?? configDefaults.idleExitMs,
    agingMs: ms(first2("aging")) ?? configDefaults.agingMs,
    ifDependencyFails: first2("ifDependencyFails") ?? configDefaults.ifDependencyFails,
    groups: Object.assign({}, ...sources.configs.map(({ groups: groups2 }) => groups2).reverse()),
    timeoutMs: ms(first2("timeout")),
    retry: retryOf(first2("retry"))
  };
}
function readConfigs({ paths, older }) {
  const files = [];
  const problems = [];
  for (const path of paths) {
    const text = readPlainFile(path);
    if (text === void 0)
      continue;
    const read3 = readConfig(path, text);
    if (read3.ok)
      files.push({ path, ...read3 });
    else if (path !== older || files.length === 0)
      problems.push(...read3.problems);
  }
  if (problems.length === 0)
    return files;
  const isOlder = problems.every(({ file }) => file === older);
  throw new Failure("invalid", problems.map(tellProblem).join("\n"), {
    hint: isOlder ? "orchestra migrate makes .orchestra/agent-config.json from it" : "mend the file; orchestra help config tells all keys"
  });
}
function readFirst(name, folders, read3) {
  for (const folder of folders) {
    const path = resolve2(folder, name);
    const text = read3(path);
    if (text !== void 0)
      return { path, text };
  }
  return void 0;
}
function cached(paths, read3) {
  let seen2;
  let value;
  return () => {
    const now = paths.map(stampOf).join("|");
    if (value && now === seen2)
      return value.is;
    try {
      value = { is: read3() };
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
    const { ino, mtimeMs, size } = statSync2(path);
    return `${ino}:${mtimeMs}:${size}`;
  } catch (error) {
    return codeOf(error);
  }
}
function locate(command, cwd, path) {
  if (command.includes("/"))
    return isProgram(resolve2(cwd, command)) ? resolve2(cwd, command) : void 0;
  return path.split(delimiter).filter((folder) => folder !== "").map((folder) => join16(resolve2(cwd, folder), command)).find(isProgram);
}
function isProgram(path) {
  try {
    accessSync(path, constants4.X_OK);
    return statSync2(path).isFile();
  } catch {
    return false;
  }
}
var init_config_files = __esm({
  "../ft/dist/src/adapters/config-files.js"() {
    "use strict";
    init_agent();
    init_config_problem();
    init_failure();
    init_lineage();
    init_resolve_agent();
    init_duration();
    init_disk_failure();
    init_text_input();
  }
});

// ../ft/dist/src/adapters/launchers/local-look.js
import { closeSync as closeSync6, constants as constants5, fstatSync as fstatSync4, openSync as openSync6, readSync as readSync3 } from "node:fs";
import { join as join17 } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
var lookAtRuns, readExit, O_NOFOLLOW2, O_NONBLOCK2, O_RDONLY2, longerThanAnyExit, notAFile2, pausesMs, findRemains, scan, bornWith, membersOf;
var init_local_look = __esm({
  "../ft/dist/src/adapters/launchers/local-look.js"() {
    "use strict";
    init_exit();
    init_disk_failure();
    init_identity();
    init_sweep();
    init_table();
    lookAtRuns = async (runs) => {
      const shims = livenessOfAll(runs.map(({ handle }) => handle.identity));
      const ended2 = runs.filter((_, index) => shims[index] === "dead");
      const remains = await findRemains(ended2.map(({ handle }) => handle));
      return runs.map(({ handle, folder }, index) => {
        if (shims[index] === "alive")
          return { is: "alive" };
        const exit = readExit(folder);
        const count3 = remains.get(handle.token)?.size ?? 0;
        if (typeof exit === "number")
          return { is: "ended", exit, strays: count3 };
        if (shims[index] === "unknown" || exit === "unreadable")
          return { is: "unknown" };
        return { is: count3 > 0 ? "alive" : "gone" };
      });
    };
    readExit = (folder) => {
      let file;
      try {
        file = openSync6(join17(folder, "exit"), O_RDONLY2 | O_NOFOLLOW2 | O_NONBLOCK2);
        if (!fstatSync4(file).isFile())
          return "absent";
        const bytes = Buffer.alloc(longerThanAnyExit);
        return exitIn(bytes.toString("latin1", 0, readSync3(file, bytes))) ?? "absent";
      } catch (error) {
        return notAFile2.includes(codeOf(error)) ? "absent" : "unreadable";
      } finally {
        if (file !== void 0)
          closeSync6(file);
      }
    };
    ({ O_NOFOLLOW: O_NOFOLLOW2, O_NONBLOCK: O_NONBLOCK2, O_RDONLY: O_RDONLY2 } = constants5);
    longerThanAnyExit = 8;
    notAFile2 = ["ENOENT", "ENOTDIR", "ELOOP", "EMLINK", "ENXIO", "EOPNOTSUPP"];
    pausesMs = [1, 2, 4, 8, 16];
    findRemains = async (handles) => {
      const ours = handles.filter(({ identity }) => placeOf(identity) === "here");
      for (const pauseMs of pausesMs) {
        const { remains, inGroup } = scan(ours);
        if (!inGroup)
          return remains;
        await wait(pauseMs);
      }
      return scan(ours).remains;
    };
    scan = (handles) => {
      if (handles.length === 0)
        return { remains: /* @__PURE__ */ new Map(), inGroup: false };
      const processes = processTable().all();
      const tokens2 = new Set(handles.map(({ token }) => token));
      const bearers2 = bearersOf(tokens2, process.platform, bornWith(handles, processes));
      let inGroup = false;
      const remains = handles.map(({ identity, token }) => {
        const members = membersOf(identity.pid, processes);
        const all = [...members, ...bearers2.get(token) ?? []];
        inGroup ||= all.some(({ pgid }) => pgid === identity.pid);
        return [token, new Set(all.map(({ pid }) => pid))];
      });
      return { remains: new Map(remains), inGroup };
    };
    bornWith = (handles, processes) => {
      const first2 = Math.min(...handles.map(({ identity }) => Number(identity.startTime)));
      return processes.filter(({ startTime, ended: ended2 }) => !ended2 && !(Number(startTime) < first2));
    };
    membersOf = (pgid, processes) => {
      const living = processes.filter((entry) => entry.pgid === pgid && !entry.ended);
      if (living.some(({ pid }) => pid === pgid))
        return [];
      return living.filter(({ session = pgid, pid }) => session === pgid && pid !== process.pid);
    };
  }
});

// ../ft/dist/src/adapters/launchers/local-signal.js
var signalRun, isGroupOurs, bearers, signalGroup;
var init_local_signal = __esm({
  "../ft/dist/src/adapters/launchers/local-signal.js"() {
    "use strict";
    init_identity();
    init_sweep();
    init_table();
    signalRun = async ({ handle }, name) => {
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
    isGroupOurs = ({ identity, token }) => livenessOf(identity) === "alive" || bearers(token).some(({ pgid }) => pgid === identity.pid);
    bearers = (token) => bearersOf(/* @__PURE__ */ new Set([token])).get(token) ?? [];
    signalGroup = (pgid, signal2) => {
      const table = processTable();
      if (table.find([process.pid]).get(process.pid)?.pgid !== pgid) {
        deliver(-pgid, signal2);
        return;
      }
      for (const entry of table.all())
        if (entry.pgid === pgid)
          signalAgain(entry, signal2);
    };
  }
});

// ../ft/dist/src/adapters/launchers/local.js
import { spawn } from "node:child_process";
import { once as once2 } from "node:events";
import { accessSync as accessSync2, closeSync as closeSync7, constants as constants6, openSync as openSync7, statSync as statSync3 } from "node:fs";
import { join as join18 } from "node:path";
var createLocalLauncher, refuseImpossible, withFiles, gateOf, seen, words, asFailure;
var init_local = __esm({
  "../ft/dist/src/adapters/launchers/local.js"() {
    "use strict";
    init_failure();
    init_disk_open();
    init_identity();
    init_local_look();
    init_local_signal();
    createLocalLauncher = ({ shim, shell = ["/bin/sh"] }) => ({
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
    refuseImpossible = ({ argv, cwd }) => {
      if (!argv[0])
        throw new Failure("invalid", "there is no program to run", {
          hint: 'give the agent a "command" in agent-config.json'
        });
      if (!statSync3(cwd, { throwIfNoEntry: false })?.isDirectory()) {
        throw new Failure("unavailable", `cannot start ${argv[0]}: there is no folder ${cwd}`, {
          hint: "create the folder, or give the task another one"
        });
      }
      try {
        accessSync2(cwd, constants6.X_OK);
      } catch (cause) {
        throw new Failure("unavailable", `cannot start ${argv[0]}: may not enter ${cwd}`, {
          hint: "allow it to yourself (chmod +x), or give the task another folder",
          cause
        });
      }
    };
    withFiles = async ({ stdin }, folder, use) => {
      const files = [];
      try {
        files.push(stdin === void 0 ? openSync7("/dev/null", "r") : openToRead(stdin));
        files.push(openToAppend(join18(folder, "stdout")));
        files.push(openToAppend(join18(folder, "stderr")));
        return await use([...files, "pipe"]);
      } finally {
        for (const file of files)
          closeSync7(file);
      }
    };
    gateOf = (child, token) => {
      const ended2 = new Promise((resolve6) => child.once("exit", () => resolve6()));
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
        ended: ended2
      };
    };
    seen = (pid) => {
      const identity = pid === void 0 ? void 0 : identityOf(pid);
      if (identity !== void 0)
        return identity;
      throw new Failure("unavailable", "the process that was just started cannot be seen", {
        hint: "a sandbox may hide /proc: run outside of it"
      });
    };
    words = {
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
    asFailure = (error, { argv }) => {
      if (error instanceof Failure)
        return error;
      const { code = "", message, path } = error;
      const why = words[code] ? `${words[code]} (${code}${path ? `, ${path}` : ""})` : message;
      return new Failure("unavailable", `cannot start ${argv[0]}: ${why}`, {
        hint: "try the program by hand; how it is called: orchestra show, with the number of the task",
        cause: error
      });
    };
  }
});

// ../ft/dist/src/adapters/launchers/index.js
var launchers;
var init_launchers = __esm({
  "../ft/dist/src/adapters/launchers/index.js"() {
    "use strict";
    init_local();
    launchers = {
      local: createLocalLauncher
    };
  }
});

// ../ft/dist/src/engine/deadline.js
function allowedSeconds(state, { task, run: run3 }, now) {
  const requests = [...state.requests.values()].filter((one) => one.run === run3?.run);
  const limitMs = limitMsOf(liveRunOf(task), run3?.spec);
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
var init_deadline = __esm({
  "../ft/dist/src/engine/deadline.js"() {
    "use strict";
    init_request();
    init_run();
    init_task();
  }
});

// ../ft/dist/src/engine/asks.js
function takeAsks(world, state, now) {
  for (const live of state.live.values()) {
    const { run: run3 } = live;
    if (!run3?.started || run3.stop || run3.verdict)
      continue;
    for (const ask3 of world.store.runs.asks(run3.run))
      if (!isKnown(world, state, run3.run, ask3))
        takeAsk(world, state, live, run3.run, ask3, now);
  }
}
function isKnown(world, state, run3, ask3) {
  const known4 = [...state.requests.values()].some((one) => one.run === run3 && one.ask === ask3);
  return known4 || world.store.runs.isAnswered(run3, ask3);
}
function takeAsk(world, state, live, run3, ask3, now) {
  const { runs, requests } = world.store;
  const report = runs.readAsk(run3, ask3);
  if (!report)
    return;
  const read3 = parseText(Ask, report.text);
  if (!read3.ok) {
    if (Math.abs(Date.parse(now.at) - report.changedAtMs) < stillMs)
      return;
    const problems = read3.issues.map(({ path, message }) => `${path} ${message}`).join("; ");
    runs.writeAnswer(run3, ask3, {
      version: protocolVersion,
      error: `the ask is damaged: ${problems}`
    });
    return;
  }
  runs.writeDeadline(run3, void 0);
  const request = requests.create((number4) => ({
    version: protocolVersion,
    number: number4,
    run: run3,
    task: live.task.number,
    ask: ask3,
    ...read3.value,
    since: now
  }), state.lastRequest);
  state.lastRequest = request.number;
  state.requests.set(request.number, request);
}
function answer(world, state, number4, by, value) {
  const { requests } = world.store;
  const request = state.requests.get(number4) ?? requests.read(number4);
  if (!request)
    return { ok: false, message: `there is no request r${number4}` };
  if (request.closed?.as === "superseded")
    return { ok: false, message: `the run that asked r${number4} has ended` };
  if (request.answer && request.answer.by !== by)
    return { ok: false, message: `r${number4} was answered already` };
  const answered = request.answer ? request : { ...request, answer: { by, at: world.clock.now(), value } };
  if (!request.answer)
    requests.replace(answered);
  state.requests.set(number4, answered);
  deliver2(world, state, answered);
  return { ok: true, message: `r${number4} is answered` };
}
function deliver2(world, state, request) {
  if (!request.answer || request.closed)
    return;
  const { runs, requests } = world.store;
  const { run: run3, ask: ask3, answer: given } = request;
  const live = state.live.get(request.task);
  if (live?.run?.run === run3 && allowedSeconds(state, live, world.clock.now()) !== void 0)
    renewDeadline(world, state, live);
  runs.writeAnswer(run3, ask3, { version: protocolVersion, answer: given.value });
  const closed = { ...request, closed: { as: "answered", at: world.clock.now().at } };
  requests.replace(closed);
  state.requests.set(request.number, closed);
}
function supersede(world, state, run3) {
  for (const request of state.requests.values()) {
    if (request.run !== run3)
      continue;
    if (!request.closed) {
      const closed = { as: "superseded", at: world.clock.now().at };
      world.store.requests.replace({ ...request, closed });
    }
    state.requests.delete(request.number);
  }
}
var stillMs;
var init_asks = __esm({
  "../ft/dist/src/engine/asks.js"() {
    "use strict";
    init_request();
    init_task();
    init_schema();
    init_deadline();
    stillMs = 2e3;
  }
});

// ../ft/dist/src/core/dependency.js
function fulfils(standing, wants) {
  if (standing === "open")
    return "notYet";
  switch (wants) {
    case "success":
      return standing === "complete" ? "yes" : "never";
    case "failure":
      return standing === "failed" ? "yes" : "never";
    case "end":
      return "yes";
  }
}
function deadDependency(task, standing) {
  for (const one of dependenciesOf(task)) {
    const stands2 = standing(one.task);
    if (fulfils(stands2, one.wants) === "never")
      return { ...one, standing: stands2 };
  }
  return void 0;
}
var dependenciesOf;
var init_dependency = __esm({
  "../ft/dist/src/core/dependency.js"() {
    "use strict";
    dependenciesOf = ({ after = [], afterAny = [], afterFailed = [] }) => [
      ...after.map((task) => ({ task, wants: "success" })),
      ...afterAny.map((task) => ({ task, wants: "end" })),
      ...afterFailed.map((task) => ({ task, wants: "failure" }))
    ];
  }
});

// ../ft/dist/src/core/projection.js
function project(task, circumstances) {
  if (task.settled) {
    const { status: status3, reason } = task.settled;
    return { status: status3, ...reason && { reason } };
  }
  const { waitsFor } = circumstances;
  if (liveRunOf(task))
    return waitsFor ? { status: "awaiting", reason: waitsFor } : { status: "running" };
  for (const obstacle of obstaclesOf(task, circumstances))
    return shownAs(obstacle);
  return { status: "pending" };
}
function* obstaclesOf(task, { nowMs, standing, controls }) {
  if (task.draft)
    yield { is: "draft" };
  if (task.hold)
    yield { is: "hold" };
  if (task.approve && !task.approved)
    yield { is: "approval" };
  for (const { task: other, wants } of dependenciesOf(task)) {
    const stands2 = standing(other);
    if (fulfils(stands2, wants) !== "yes")
      yield { is: "dependency", task: other, wants, standing: stands2 };
  }
  yield* pauses(task, controls);
  const atMs = task.notBefore === void 0 ? 0 : Date.parse(task.notBefore);
  if (atMs <= nowMs)
    return;
  const last = task.runs.findLast(({ ask: ask3 }) => ask3 === task.asked);
  const reason = last?.outcome?.reason;
  if (last)
    yield { is: "backoff", atMs, ...reason && { reason } };
  else
    yield { is: "until", atMs };
}
function* pauses(task, controls) {
  const concerned = [["queue"], ["agent", task.agent]];
  if (task.group !== void 0)
    concerned.push(["group", task.group]);
  for (const [what, name] of concerned) {
    const paused = controlOf(controls, what, name)?.paused;
    if (paused)
      yield { is: "paused", what, ...name !== void 0 && { name }, ...paused };
  }
}
function shownAs(obstacle) {
  switch (obstacle.is) {
    case "draft":
      return { status: "draft" };
    case "approval":
      return { status: "awaiting", reason: "approval" };
    case "paused":
      return { status: "blocked", reason: obstacle.what === "group" ? "group" : "paused" };
    case "until":
    case "backoff":
      return { status: "blocked", reason: obstacle.is, untilMs: obstacle.atMs };
    case "hold":
    case "dependency":
      return { status: "blocked", reason: obstacle.is };
    case "full":
    case "scarce":
      return { status: "pending" };
  }
}
var folderOf;
var init_projection = __esm({
  "../ft/dist/src/core/projection.js"() {
    "use strict";
    init_controls();
    init_dependency();
    init_task();
    init_vocabulary();
    folderOf = (status3) => isSettled(status3) || status3 === "draft" ? void 0 : status3;
  }
});

// ../ft/dist/src/engine/mirror.js
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
  const { status: status3, at } = settledFacts(task);
  const day = dayOf(at);
  const wasCounted = store.queue.isFinished(day, task.number, status3);
  const order = entry?.order ?? orderOf(task);
  store.queue.finish(entry?.folder, order, day, task.number, status3);
  if (!wasCounted)
    note(store, state, { seq: state.head.seq + 1, ...finishedOf(task) });
  state.standings.set(task.number, status3);
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
  const { status: status3, reason, at, elapsedMs: elapsedMs2 } = settledFacts(task);
  return {
    number: task.number,
    status: status3,
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
  const { status: status3 = "failed", reason, endedAt = task.createdAt, elapsedMs: elapsedMs2 } = task.settled ?? {};
  return { status: status3, reason, at: endedAt, elapsedMs: elapsedMs2 };
}
function note(store, state, line) {
  const head = advance(state.head, line);
  store.queue.append(line, head);
  state.head = head;
}
var titleMax;
var init_mirror = __esm({
  "../ft/dist/src/engine/mirror.js"() {
    "use strict";
    init_head();
    init_layout();
    init_projection();
    init_task();
    init_text();
    titleMax = 200;
  }
});

// ../ft/dist/src/engine/world.js
function awakeMs(leaps, since2, now) {
  const passedMs = elapsedMs(since2, now);
  if (passedMs === void 0)
    return void 0;
  const asleep = leaps.filter(({ untilMs }) => untilMs > since2.monotonicMs);
  return Math.max(0, passedMs - asleep.reduce((sum2, { ms }) => sum2 + ms, 0));
}
var emptyState, freshMemory;
var init_world = __esm({
  "../ft/dist/src/engine/world.js"() {
    "use strict";
    init_controls();
    init_instant();
    emptyState = (lease, head, leaps = []) => ({
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
    freshMemory = (run3) => ({
      run: run3,
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
  }
});

// ../ft/dist/src/engine/discover.js
function discover(world, state) {
  const seen2 = /* @__PURE__ */ new Set();
  for (const folder of queueFolders) {
    for (const { number: number4, order } of world.store.queue.live(folder)) {
      const known4 = state.live.get(number4);
      if (known4) {
        if (seen2.has(number4) && known4.entry?.folder !== folder)
          world.store.queue.leave(folder, order);
        else
          known4.entry = { folder, order };
      } else if (!state.unreadable.has(number4))
        adopt(world, state, number4, { folder, order });
      seen2.add(number4);
    }
  }
  for (const live of state.live.values())
    if (!seen2.has(live.task.number))
      live.entry = void 0;
}
function adopt(world, state, number4, entry) {
  const task = readTask(world, state, number4);
  if (task)
    keep(world, state, task, entry);
  else if (!state.unreadable.has(number4))
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
function readTask(world, state, number4) {
  try {
    return world.store.tasks.read(number4);
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    world.warn(error.message);
    if (error.code === "invalid")
      world.store.tasks.quarantine(number4);
    else
      state.unreadable.add(number4);
    return void 0;
  }
}
function remember(world, task, entry) {
  const attempt3 = liveRunOf(task);
  return { task, entry, run: attempt3 && readRun(world, attempt3.run) };
}
function readRun(world, run3) {
  const { runs } = world.store;
  const putAside3 = (file) => () => runs.quarantine(run3, file);
  try {
    return {
      ...freshMemory(run3),
      spec: readable(world, () => runs.spec(run3)),
      started: readable(world, () => runs.started(run3)),
      hasStarted: runs.hasStarted(run3),
      stop: readable(world, () => runs.stop(run3), putAside3("stop.json")),
      verdict: readable(world, () => runs.verdict(run3), putAside3("verdict.json"))
    };
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    world.warn(error.message);
    return { ...freshMemory(run3), isUnread: true };
  }
}
function readable(world, read3, onDamage = () => void 0) {
  try {
    return read3();
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
  const { bootId: bootId2 } = world.clock.now();
  if (state.head.boot === bootId2)
    accountFor(world, state, state.head.highest);
  else {
    accountForAll(world, state);
    state.head = { ...state.head, boot: bootId2 };
  }
  for (const number4 of store.requests.numbers()) {
    state.lastRequest = Math.max(state.lastRequest, number4);
    const request = readable(world, () => store.requests.read(number4));
    if (!request)
      continue;
    const isLive = state.live.get(request.task)?.run?.run === request.run;
    if (isLive || !request.closed)
      state.requests.set(number4, request);
    if (!isLive && !request.closed)
      supersede(world, state, request.run);
  }
}
function accountFor(world, state, above) {
  const { tasks } = world.store;
  const highest = tasks.highest(state.head.highest);
  for (let number4 = above + 1; number4 <= highest; number4 += 1) {
    if (state.live.has(number4) || state.standings.has(number4))
      continue;
    if (state.unreadable.has(number4) || !tasks.isTaken(number4))
      continue;
    const task = readTask(world, state, number4);
    if (task)
      keep(world, state, task, void 0);
  }
  if (highest > state.head.highest)
    state.head = { ...state.head, highest };
}
function accountForAll(world, state) {
  const { queue, tasks } = world.store;
  const finished = queue.days().flatMap((day) => queue.finishedOn(day).map(({ number: number4 }) => number4));
  const indexed = /* @__PURE__ */ new Set([...state.live.keys(), ...state.unreadable, ...finished]);
  for (const number4 of tasks.numbers().filter((one) => !indexed.has(one))) {
    const task = readTask(world, state, number4);
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
    for (const { status: status3 } of entries)
      head[status3] += 1;
    if (latest.length >= lastMax)
      continue;
    const byAge = entries.map((entry) => ({ ...entry, atMs: queue.enteredAt(day, entry.number, entry.status) })).sort((a, b) => b.atMs - a.atMs).slice(0, lastMax * 2);
    for (const { number: number4 } of byAge) {
      const task = readTask(world, state, number4);
      if (task?.settled)
        latest.push(finishedOf(task));
    }
  }
  head.last = latest.sort((a, b) => a.at < b.at ? 1 : -1).slice(0, lastMax);
  return head;
}
var init_discover = __esm({
  "../ft/dist/src/engine/discover.js"() {
    "use strict";
    init_controls();
    init_failure();
    init_head();
    init_task();
    init_vocabulary();
    init_asks();
    init_mirror();
    init_world();
  }
});

// ../ft/dist/src/core/dependents.js
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
  for (const one of seen2.filter(({ dead, run: run3, projection }) => !dead && !run3 && canFall(projection)))
    for (const { task } of dependenciesOf(one.task)) {
      const known4 = dependents.get(task);
      if (known4)
        known4.push(one);
      else
        dependents.set(task, [one]);
    }
  const settled = new Set(settling.map(({ task }) => task));
  const falling = [...settling];
  for (const { task: fallen, status: status3 } of falling)
    for (const { task } of dependents.get(fallen) ?? []) {
      const standing = (other) => other === fallen ? status3 : "open";
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
var canFall;
var init_dependents = __esm({
  "../ft/dist/src/core/dependents.js"() {
    "use strict";
    init_dependency();
    canFall = ({ status: status3, reason }) => status3 === "blocked" && reason !== "hold" || status3 === "awaiting";
  }
});

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
function byStop(stop2, { sentinel, told: told2 }) {
  const word = stop2.by === "sentinel" ? sentinel?.message : void 0;
  const event = stop2.by === "sentinel" || stop2.by === "event" ? eventWords(told2) : void 0;
  const message = stop2.message ?? word ?? event;
  return {
    status: stop2.status,
    ...stop2.reason && { reason: stop2.reason },
    ...message !== void 0 && { message: shorten(message) },
    by: "stop"
  };
}
function bySentinel({ sentinel, told: told2 }) {
  const message = sentinel?.message ?? eventWords(told2);
  const words5 = message === void 0 ? {} : { message: shorten(message) };
  return sentinel?.kind === "error" ? { status: "failed", reason: sentinel.reason ?? "agent_error", ...words5, by: "sentinel" } : { status: "complete", ...words5, by: "sentinel" };
}
function withoutSentinel({ exit, ...seen2 }) {
  if (exit === void 0)
    return { status: "failed", reason: "lost", message: "it vanished without a word", by: "lost" };
  return exit === 0 ? silent("it ended without leaving its done file") : byExit(exit, { exit, ...seen2 });
}
function byEvent({ told: told2 }) {
  const { finished } = told2;
  const words5 = eventWords(told2);
  const message = words5 === void 0 ? {} : { message: shorten(words5) };
  return finished?.ok ? { status: "complete", ...message, by: "event" } : { status: "failed", reason: finished?.reason ?? "agent_error", ...message, by: "event" };
}
function byExit(exit, { told: told2, lastWords: lastWords2 }) {
  if (exit === 0) {
    const message = told2.lastMessage;
    return { status: "complete", ...message && { message: shorten(message) }, by: "exit" };
  }
  const missing = exit === 127 || exit === 126;
  const words5 = lastWords2.trim();
  return {
    status: "failed",
    reason: missing ? "missing_executable" : "exit",
    message: shorten(words5 === "" ? `exit code ${exit}` : `exit code ${exit}: ${words5}`),
    by: "exit"
  };
}
var eventWords, silent;
var init_judge = __esm({
  "../ft/dist/src/core/judge.js"() {
    "use strict";
    init_sentinel();
    eventWords = (told2) => told2.finished?.text ?? told2.lastMessage;
    silent = (message) => ({
      status: "failed",
      reason: "empty_output",
      message,
      by: "exit"
    });
  }
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
function usageOf(seen2, leaving, policy) {
  const staying = seen2.filter(({ task, run: run3 }) => run3 && !leaving.has(task.number));
  const working = staying.filter(({ task, projection }) => projection.status !== "awaiting" && !isPaused(task));
  const usage = {
    all: [],
    groups: /* @__PURE__ */ new Map(),
    agents: /* @__PURE__ */ new Map(),
    crowd: Math.max(0, staying.length - working.length - policy.maxAwaiting),
    takeSlot: freeSlots(staying.map(({ run: run3 }) => run3?.spec?.slot))
  };
  for (const { task } of working)
    hold(usage, task);
  return usage;
}
function isPaused(task) {
  const last = liveRunOf(task)?.pauses?.at(-1);
  return last !== void 0 && !last.until;
}
function hold({ all, groups: groups2, agents: agents3 }, { number: number4, group, agent }) {
  all.push(number4);
  add(agents3, agent, number4);
  if (group !== void 0)
    add(groups2, group, number4);
}
function add(map, name, number4) {
  const known4 = map.get(name);
  if (known4)
    known4.push(number4);
  else
    map.set(name, [number4]);
}
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
var waitedSince, placeOf2, isFull;
var init_schedule = __esm({
  "../ft/dist/src/core/schedule.js"() {
    "use strict";
    init_task();
    waitedSince = ({ queuedAt, createdAt, notBefore, runs }) => [queuedAt ?? createdAt, notBefore, runs.at(-1)?.outcome?.endedAt].filter((at) => at !== void 0);
    placeOf2 = ({ rank, number: number4 }) => rank ?? number4;
    isFull = ({ all, crowd }, { maxParallel, scarce }) => all.length + crowd >= maxParallel || scarce.length > 0;
  }
});

// ../ft/dist/src/core/reconcile.js
function reconcile(seen2, policy) {
  const decisions = seen2.flatMap((one) => decide(one, policy));
  const settling = decisions.filter((one) => one.do === "settle");
  decisions.push(...inTheirWake(seen2, settling, policy));
  const leaving = new Set(decisions.filter((one) => one.do === "settle" || one.do === "conclude").map(({ task }) => task));
  for (const start3 of schedule(seen2, leaving, policy).starts)
    decisions.push({ do: "start", ...start3 });
  return decisions;
}
function decide({ task, projection, dead, run: run3 }, policy) {
  if (run3)
    return decideRun(task, run3);
  if (liveRunOf(task) || task.settled)
    return [];
  if (task.cancelled)
    return [
      { do: "settle", task: task.number, event: "cancel", status: "cancelled", reason: "user" }
    ];
  return dead && canFall(projection) ? giveUp(task, dead, policy) : [];
}
function decideRun(task, run3) {
  const at = { task: task.number, run: run3.run };
  const conclude2 = (judgement2) => [{ do: "conclude", ...at, judgement: judgement2 }];
  if (run3.verdict)
    return conclude2({ is: "given" });
  if (!run3.started)
    return conclude2({ is: "judged", judgement: neverRan(run3) });
  const spec = run3.spec ?? lostSpec;
  switch (run3.look.is) {
    case "unknown":
      return [];
    case "alive":
      return decideAlive(task, run3, spec);
    case "ended":
      if (run3.look.strays > 0)
        return [{ do: "signal", ...at, ...straySignal(run3.straysMs ?? 0) }];
      break;
    case "gone":
      break;
  }
  const { completion, trustExit } = spec;
  const judgement = run3.never ? neverRan(run3) : judge({ ...run3, completion, trustExit });
  return conclude2({ is: "judged", judgement });
}
function decideAlive(task, run3, spec) {
  const at = { task: task.number, run: run3.run };
  if (run3.stop) {
    const { signal: signal2, stage } = stopSignalAt(spec, run3.stoppingMs ?? Number.POSITIVE_INFINITY);
    return [{ do: "signal", ...at, signal: signal2, stage }];
  }
  const plan = planToStop(task, run3, spec);
  return plan ? [{ do: "stop", ...at, plan }] : [];
}
function planToStop(task, run3, spec) {
  const { cancelled } = task;
  const { runningMs, allowedMs: allowedMs2, reportedMs } = run3;
  const isOverdue = runningMs !== void 0 && allowedMs2 !== void 0 && runningMs >= allowedMs2;
  if (cancelled && !run3.overdue)
    return { status: "cancelled", reason: "user", by: cancelled.by };
  if (run3.overdue || isOverdue)
    return { status: "failed", reason: "timeout", message: "it ran out of time", by: "deadline" };
  if (reportedMs === void 0 || reportedMs < spec.lingerMs)
    return void 0;
  const { completion, trustExit } = spec;
  const word = judge({ ...run3, completion, trustExit, exit: void 0 });
  return word.by === "sentinel" || word.by === "event" ? { status: word.status, ...word.reason && { reason: word.reason }, by: word.by } : void 0;
}
function stopSignalAt(spec, stoppingMs) {
  const stage = spec.graceMs === 0 ? spec.stopSignals.length : Math.floor(stoppingMs / spec.graceMs);
  const signal2 = spec.stopSignals[stage];
  return signal2 ? { signal: signal2, stage } : { signal: "KILL", stage: spec.stopSignals.length };
}
var strayGraceMs, straySignal, neverRan;
var init_reconcile = __esm({
  "../ft/dist/src/core/reconcile.js"() {
    "use strict";
    init_dependents();
    init_judge();
    init_run();
    init_schedule();
    init_task();
    strayGraceMs = 400;
    straySignal = (straysMs) => straysMs < strayGraceMs ? { signal: "TERM", stage: -2 } : { signal: "KILL", stage: -1 };
    neverRan = ({ stop: stop2 }) => stop2 ? { status: stop2.status, ...stop2.reason && { reason: stop2.reason }, by: "stop" } : { status: "failed", reason: "launch", message: "it was never let go", by: "launch" };
  }
});

// ../ft/dist/src/core/alarm.js
function sleepMs(seen2, nowMs, adopted) {
  const due = [rescan.idleMs];
  for (const { run: run3, projection } of seen2) {
    if (projection.untilMs !== void 0)
      due.push(Math.max(1, projection.untilMs - nowMs));
    if (!run3)
      continue;
    due.push(adopted ? rescan.adoptedMs : rescan.runningMs);
    if (run3.look.is === "unknown")
      continue;
    if (run3.stop || run3.overdue)
      due.push(rescan.stoppingMs);
    if (run3.straysMs !== void 0)
      due.push(strayGraceMs - run3.straysMs, rescan.stoppingMs);
    if (run3.allowedMs !== void 0 && run3.runningMs !== void 0)
      due.push(run3.allowedMs - run3.runningMs);
    if (run3.reportedMs !== void 0 && run3.spec)
      due.push(run3.spec.lingerMs - run3.reportedMs);
  }
  return Math.min(...due.filter((ms) => ms > 0));
}
var rescan;
var init_alarm = __esm({
  "../ft/dist/src/core/alarm.js"() {
    "use strict";
    init_reconcile();
    rescan = {
      idleMs: 3e4,
      /** Sentinels and output are found by looking, where watching fails. */
      runningMs: 1e3,
      /** The end of a run that is no child of ours reaches us only by looking. */
      adoptedMs: 250,
      /** While something is being stopped, its end is waited for. */
      stoppingMs: 30
    };
  }
});

// ../ft/dist/src/core/lifecycle.js
var lifecycle, next;
var init_lifecycle = __esm({
  "../ft/dist/src/core/lifecycle.js"() {
    "use strict";
    lifecycle = {
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
    next = (status3, event) => lifecycle[status3][event];
  }
});

// ../ft/dist/src/engine/batch.js
function expandBatch(world, state, intent, order) {
  const { store } = world;
  const plan = store.intents.plan(order) ?? reserve(world, state, intent.tasks.length, order);
  return intent.tasks.map((wanted, at) => {
    if (at % beatEvery === 0)
      stillOurs(state.lease);
    const record3 = createLine(world, plan, order, at, (number4) => ({
      ...newRecord(number4, wanted, intent.at),
      from: { intent: order, line: at + 1 }
    }));
    if (!record3.settled && !state.live.has(record3.number))
      store.queue.enter("pending", orderOf(record3));
    return { ok: "yes", task: record3.number, message: `${taskIdOf(record3.number)} is queued` };
  });
}
function stillOurs(lease) {
  if (!lease.isMine())
    throw new Failure("conflict", "another conductor has taken over", {
      hint: "it goes on with the queue; there is nothing to do"
    });
  if (lease.heartbeatMs !== void 0)
    lease.beat();
}
function reserve({ store }, state, count3, order) {
  const highest = store.tasks.highest(state.head.highest);
  store.tasks.raiseFloor(highest + count3);
  const numbers = Array.from({ length: count3 }, (_, at) => highest + 1 + at);
  const plan = { version: protocolVersion, numbers };
  store.intents.writePlan(order, plan);
  return plan;
}
function createLine({ store }, plan, order, at, make) {
  for (; ; ) {
    const record3 = make(plan.numbers[at] ?? 0);
    if (store.tasks.createNumbered(record3))
      return record3;
    const there = store.tasks.read(record3.number);
    if (there?.from?.intent === order && there.from.line === at + 1)
      return there;
    const number4 = store.tasks.highest(store.tasks.floor()) + 1;
    store.tasks.raiseFloor(number4);
    plan.numbers[at] = number4;
    store.intents.writePlan(order, plan);
  }
}
var beatEvery;
var init_batch = __esm({
  "../ft/dist/src/engine/batch.js"() {
    "use strict";
    init_failure();
    init_layout();
    init_task();
    beatEvery = 100;
  }
});

// ../ft/dist/src/engine/change.js
function liveTask(world, state, number4) {
  const known4 = state.live.get(number4);
  const task = known4 ? void 0 : readTask(world, state, number4);
  if (!task || task.settled)
    return known4;
  const live = remember(world, task, void 0);
  state.live.set(number4, live);
  return live;
}
function change({ store }, live, by, task) {
  const changed = { ...task, by: [...task.by, by].slice(-rememberedMax) };
  store.tasks.replace(changed);
  live.task = changed;
}
var rememberedMax;
var init_change = __esm({
  "../ft/dist/src/engine/change.js"() {
    "use strict";
    init_discover();
    rememberedMax = 20;
  }
});

// ../ft/dist/src/core/clean.js
function waitersOf(live) {
  const waiters = /* @__PURE__ */ new Map();
  for (const { number: number4, after = [] } of live)
    for (const one of after)
      if (!waiters.has(one))
        waiters.set(one, number4);
  return waiters;
}
function whyKept(task, status3, waiters) {
  const id = taskIdOf(task.number);
  if (!task.settled)
    return `${id} is ${status3}; only a finished task can be removed`;
  const waiter = waiters.get(task.number);
  return waiter === void 0 ? void 0 : `${id} is kept: ${taskIdOf(waiter)} waits for it`;
}
var init_clean = __esm({
  "../ft/dist/src/core/clean.js"() {
    "use strict";
    init_task();
  }
});

// ../ft/dist/src/engine/situation.js
function situation(world, state, live, now) {
  const request = [...state.requests.values()].find((one) => one.run === live.run?.run && isOpen(one));
  const standing = (task) => standingOf3(world, state, task);
  const projection = project(live.task, {
    nowMs: Date.parse(now.at),
    standing,
    controls: state.controls,
    ...request && { waitsFor: request.kind }
  });
  return { projection, dead: deadDependency(live.task, standing) };
}
function standingOf3(world, state, task) {
  if (state.live.has(task))
    return "open";
  const known4 = state.standings.get(task);
  if (known4)
    return known4;
  const settled = readTask(world, state, task)?.settled;
  const standing = settled?.status ?? "missing";
  state.standings.set(task, standing);
  return standing;
}
var init_situation = __esm({
  "../ft/dist/src/engine/situation.js"() {
    "use strict";
    init_dependency();
    init_projection();
    init_request();
    init_discover();
  }
});

// ../ft/dist/src/engine/clean.js
function clean(world, state, intent) {
  const waiters = waitersOf([...state.live.values()].map(({ task }) => task));
  const strays = once(() => strayEntries(world));
  const requests = once(() => requestsByTask(world));
  const numbers = [...new Set(intent.tasks)].sort((a, b) => b - a);
  const results = [];
  for (let at = 0; at < numbers.length; at += portion) {
    stillOurs(state.lease);
    const judged = numbers.slice(at, at + portion).map((number4) => judge2(world, state, number4, waiters, strays));
    results.push(...remove(world, state, judged, requests()));
  }
  if (results.some(({ ok }) => ok === "yes"))
    countAnew(world, state);
  return results.reverse();
}
function judge2(world, state, number4, waiters, strays) {
  const { tasks } = world.store;
  const wasThere = tasks.isTaken(number4);
  const live = state.live.get(number4);
  const task = live?.task ?? readTask(world, state, number4);
  if (task) {
    const status3 = live ? situation(world, state, live, world.clock.now()).projection.status : task.settled?.status ?? "pending";
    const kept = isOfAnother(task, number4) ?? whyKept(task, status3, waiters);
    return kept === void 0 ? { number: number4, task, entries: entriesOf(task) } : { number: number4, kept };
  }
  const id = taskIdOf(number4);
  if (wasThere)
    return { number: number4, kept: `the record of ${id} cannot be read; orchestra doctor` };
  const entries = strays().get(number4) ?? [];
  if (entries.length > 0 || number4 <= tasks.floor())
    return { number: number4, task: void 0, entries };
  return { number: number4, kept: `there is no ${id}` };
}
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
  tasks.forget(gone.flatMap(({ number: number4, task }) => task ? [number4] : []));
  for (const { number: number4 } of gone)
    state.standings.set(number4, "missing");
  return judged.map((one) => {
    const outcome = "entries" in one ? freed.get(one) ?? 0 : one.kept;
    const { number: task } = one;
    return typeof outcome === "string" ? { ok: "no", task, message: outcome } : { ok: "yes", task, message: `${taskIdOf(task)} is removed`, bytes: outcome };
  });
}
function takeNumbers({ store }, doomed, requests) {
  const known4 = doomed.flatMap(({ task }) => task ?? []);
  const highest = (numbers) => Math.max(0, ...numbers);
  store.tasks.raiseFloor(highest(known4.map(({ number: number4 }) => number4)));
  store.runs.raiseFloor(highest(known4.flatMap(({ runs }) => runs.map(({ run: run3 }) => run3))));
  store.requests.raiseFloor(highest(known4.flatMap(({ number: number4 }) => requests.get(number4) ?? [])));
}
function requestsByTask({ store: { requests } }) {
  const found = /* @__PURE__ */ new Map();
  for (const number4 of requests.numbers()) {
    const read3 = unlessRefused2(() => requests.read(number4));
    if (!read3 || read3 instanceof Failure)
      continue;
    found.set(read3.task, [...found.get(read3.task) ?? [], number4]);
  }
  return found;
}
function eraseTraces({ store }, state, { number: number4, task }, requests) {
  if (!task)
    return 0;
  const erased = unlessRefused2(() => {
    let bytes = 0;
    for (const { run: run3 } of task.runs)
      bytes += store.runs.erase(run3);
    for (const request of requests.get(number4) ?? []) {
      store.requests.remove(request);
      state.requests.delete(request);
    }
    return bytes + store.tasks.eraseReports(number4);
  });
  return erased instanceof Failure ? `${taskIdOf(number4)}: ${erased.message}` : erased;
}
function unlessRefused2(act) {
  try {
    return act();
  } catch (error) {
    if (error instanceof Failure)
      return error;
    throw error;
  }
}
function countAnew(world, state) {
  const { complete: complete2, failed, cancelled, last } = rebuildHead(world, state);
  state.head = { ...state.head, complete: complete2, failed, cancelled, last };
  world.store.queue.compact(state.head);
}
var portion, isOfAnother, entriesOf;
var init_clean2 = __esm({
  "../ft/dist/src/engine/clean.js"() {
    "use strict";
    init_clean();
    init_failure();
    init_layout();
    init_task();
    init_once();
    init_batch();
    init_discover();
    init_situation();
    portion = 100;
    isOfAnother = (task, number4) => task.number === number4 ? void 0 : `the record of ${taskIdOf(number4)} is that of ${taskIdOf(task.number)}`;
    entriesOf = ({ number: number4, settled }) => settled ? [{ number: number4, status: settled.status, day: dayOf(settled.endedAt) }] : [];
  }
});

// ../ft/dist/src/core/recovery-index.js
function foldersOf(task) {
  if (task.settled || task.draft)
    return [];
  if (liveRunOf(task))
    return ["running", "awaiting"];
  return task.hold ? ["blocked"] : ["pending", "blocked"];
}
function entryRepairs(survey) {
  const shown = grouped(survey.entries);
  const known4 = numbersOf(survey);
  const open2 = new Set(survey.open);
  const stray = survey.entries.filter(({ number: number4 }) => !known4.has(number4)).map((entry) => leave3(entry, "there is no such task"));
  return [
    ...survey.records.flatMap((task) => {
      if (task.from && open2.has(task.from.intent))
        return [];
      return entryRepairsOf(task, shown.get(task.number) ?? []);
    }),
    ...stray
  ];
}
function entryRepairsOf(task, entries) {
  const id = taskIdOf(task.number);
  const folders = foldersOf(task);
  const order = orderOf(task);
  const right = folders.map((folder2) => entries.find((one) => one.folder === folder2 && one.order === order)).find((entry) => entry !== void 0);
  const wrong = entries.filter((entry) => entry !== right);
  const [folder] = folders;
  const because = right ? "it is shown twice" : folder ? `it belongs into queue/${folder}` : `it is ${task.settled?.status ?? "a draft"}`;
  return [
    ...folder && !right ? [
      {
        do: "enter",
        folder,
        order,
        says: `${id} is not shown: it gets its entry in queue/${folder}`
      }
    ] : [],
    ...wrong.map((entry) => leave3(entry, because))
  ];
}
function finishedRepairs(survey) {
  const shown = grouped(survey.finished);
  const known4 = numbersOf(survey);
  return [
    ...survey.records.flatMap((task) => finishedRepairsOf(task, shown.get(task.number) ?? [])),
    ...survey.finished.filter(({ number: number4 }) => !known4.has(number4)).map(({ day, number: number4, status: status3 }) => {
      const path = layout.finishedEntry(day, number4, status3);
      const says = `${path} is of no task that is there: it is moved to quarantine/`;
      return { do: "quarantine", path, as: `finished.${day}.${number4}.${status3}`, says };
    })
  ];
}
function finishedRepairsOf(task, entries) {
  const { number: number4, settled } = task;
  const id = taskIdOf(number4);
  const right = settled && { number: number4, status: settled.status, day: dayOf(settled.endedAt) };
  const isRight = (entry) => entry.day === right?.day && entry.status === right.status;
  const is = settled ? `ended on ${right?.day} as ${settled.status}` : "is not finished";
  return [
    ...right && !entries.some(isRight) ? [
      {
        do: "finish",
        ...right,
        says: `${id} is ${right.status} and not shown: it gets its entry in ${layout.day(right.day)}`
      }
    ] : [],
    ...entries.filter((entry) => !isRight(entry)).map((entry) => {
      const path = layout.finishedEntry(entry.day, number4, entry.status);
      return { do: "unfinish", ...entry, says: `${id} ${is}: ${path} is removed` };
    })
  ];
}
function headRepairs({ head, finished }) {
  const isRight = settledStatuses.every((status3) => head?.[status3] === finished.filter((entry) => entry.status === status3).length);
  if (head && isRight)
    return [];
  const what = head ? "does not add up" : "and its journal cannot be read together";
  return [{ do: "count", says: `${layout.head} ${what}: what is finished is counted anew` }];
}
function grouped(all) {
  const groups2 = /* @__PURE__ */ new Map();
  for (const one of all) {
    const group = groups2.get(one.number);
    if (group)
      group.push(one);
    else
      groups2.set(one.number, [one]);
  }
  return groups2;
}
var indexRepairs, leave3, numbersOf;
var init_recovery_index = __esm({
  "../ft/dist/src/core/recovery-index.js"() {
    "use strict";
    init_layout();
    init_task();
    init_vocabulary();
    indexRepairs = (survey) => [
      ...entryRepairs(survey),
      ...finishedRepairs(survey),
      ...headRepairs(survey)
    ];
    leave3 = ({ folder, order, number: number4 }, because) => ({
      do: "leave",
      folder,
      order,
      says: `${taskIdOf(number4)} is shown in ${layout.entry(folder, order)}, and ${because}: the entry is removed`
    });
    numbersOf = ({ records, sealed }) => /* @__PURE__ */ new Set([...records.map(({ number: number4 }) => number4), ...sealed]);
  }
});

// ../ft/dist/src/core/recovery.js
function repairsOf(survey, scope) {
  const { damaged, sealed } = survey;
  if (scope === "index")
    return indexRepairs({ ...survey, sealed: [...sealed, ...damaged.map(({ number: number4 }) => number4)] });
  return [
    ...damagedRepairs(survey),
    ...indexRepairs(survey),
    ...runRepairs(survey),
    ...paperRepairs(survey),
    ...sentinelRepairs(survey),
    ...fileRepairs(survey)
  ];
}
function runRepairs(survey) {
  const named = namedRuns(survey);
  const sealed = new Set(survey.sealed);
  const isJudged = ({ task }) => sealed.size === 0 || task !== void 0 && !sealed.has(task);
  return survey.runs.filter((one) => !named.has(one.run) && isJudged(one)).map(({ run: run3 }) => ({
    do: "quarantine-run",
    run: run3,
    says: `${layout.run(run3)} is of no task: what is alive of it is ended, and it is moved to quarantine/`
  }));
}
function paperRepairs(survey) {
  const named = namedRuns(survey);
  return survey.runs.flatMap(({ run: run3, damaged }) => {
    const isOver2 = named.get(run3);
    if (isOver2 === void 0)
      return [];
    return damaged.filter((file) => isOver2 || file === "stop.json" || file === "verdict.json").map((file) => {
      const path = layout.inRun(run3, file);
      const says = `${path} is damaged: it is moved to quarantine/`;
      return { do: "quarantine", path, as: `run_${run3}.${file}`, says };
    });
  });
}
function sentinelRepairs(survey) {
  const known4 = /* @__PURE__ */ new Set([...survey.records.map(({ number: number4 }) => number4), ...survey.sealed]);
  const older = new Set(survey.older);
  return survey.sentinels.filter(({ number: number4 }) => !known4.has(number4) && !older.has(number4)).map(({ number: number4, kind }) => {
    const path = layout.classic(number4, kind);
    const says = `${path} is of no task: it is moved to quarantine/`;
    return { do: "quarantine", path, as: `${taskIdOf(number4)}.${kind}`, says };
  });
}
function fileRepairs({ requests, leftovers, strangers }) {
  const nameOf2 = (path) => path.slice(path.lastIndexOf("/") + 1);
  return [
    ...requests.map((number4) => {
      const says = `${layout.request(number4)} is damaged: it is moved to quarantine/`;
      return { do: "quarantine-request", number: number4, says };
    }),
    ...strangers.map((path) => {
      const says = `${path} is no wish that anybody can read: it is moved to quarantine/`;
      return { do: "quarantine", path, as: `intent.${nameOf2(path)}`, says };
    }),
    ...leftovers.map((path) => {
      const says = `${path} was never finished: it is moved to quarantine/`;
      return { do: "quarantine", path, as: `tmp.${nameOf2(path)}`, says };
    })
  ];
}
var damagedRepairs, namedRuns;
var init_recovery = __esm({
  "../ft/dist/src/core/recovery.js"() {
    "use strict";
    init_layout();
    init_recovery_index();
    init_task();
    damagedRepairs = ({ damaged }) => damaged.map(({ number: number4, path }) => {
      const says = `${path} is damaged: it is moved to quarantine/`;
      return path === layout.task(number4) ? { do: "quarantine-task", number: number4, says } : { do: "quarantine", path, as: `archived.task_${number4}.json`, says };
    });
    namedRuns = ({ records }) => new Map(records.flatMap(({ runs }) => runs.map(({ run: run3, outcome }) => [run3, outcome !== void 0])));
  }
});

// ../ft/dist/src/engine/recover.js
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
    const refusal4 = await perform(world, repair);
    if (refusal4 !== void 0)
      return left(refusal4);
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
async function putRunAside({ store, launchers: launchers2 }, run3) {
  const { runs, recovery } = store;
  const left = await endRun({ runs, launchers: launchers2 }, run3);
  if (left === void 0)
    recovery.putRunAside(run3);
  return left;
}
async function endRun({ runs, launchers: launchers2 }, run3) {
  if (!runs.hasStarted(run3))
    return void 0;
  const started = readable2(() => runs.started(run3));
  const launcher = started && launchers2(started.handle.launcher);
  const cannotSee = `nobody can tell from here whether it is alive; once it is gone for good: touch ${runs.vouchPath(run3)}`;
  const isKnownOver = () => runs.exit(run3) !== void 0 || runs.isVouchedGone(run3);
  if (!launcher || !started)
    return isKnownOver() ? void 0 : cannotSee;
  const watched = { handle: started.handle, folder: runs.folder(run3) };
  const [before] = await launcher.look([watched]);
  if (!before || before.is === "unknown")
    return isKnownOver() ? void 0 : cannotSee;
  if (before.is === "gone" || before.is === "ended" && before.strays === 0)
    return void 0;
  await launcher.signal(watched, "KILL");
  const [after] = await launcher.look([watched]);
  const isOver2 = after?.is === "gone" || after?.is === "ended" && after.strays === 0;
  return isOver2 ? void 0 : "it does not end: look at what it hangs on, and run this again";
}
function readable2(read3) {
  try {
    return read3();
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
var portion2;
var init_recover = __esm({
  "../ft/dist/src/engine/recover.js"() {
    "use strict";
    init_failure();
    init_recovery();
    init_batch();
    init_discover();
    portion2 = 100;
  }
});

// ../ft/dist/src/engine/timeout.js
function changeTimeout(world, state, wish2, by) {
  const { task: number4, mode, ms } = wish2;
  const answer2 = (ok, says) => ({
    ok,
    task: number4,
    message: `${taskIdOf(number4)} ${says}`
  });
  const live = liveTask(world, state, number4);
  if (!live) {
    const task = readTask(world, state, number4);
    if (!task)
      return { ok: "no", task: number4, message: `there is no ${taskIdOf(number4)}` };
    const status3 = task.settled?.status ?? "gone";
    return task.by.includes(by) ? answer2("yes", `is ${status3}`) : answer2("no", `is already ${status3}`);
  }
  if (!live.task.by.includes(by)) {
    const refusal4 = mode === "extend" ? whyNotExtended(world, state, live) : void 0;
    if (refusal4 !== void 0)
      return answer2("no", refusal4);
    change(world, live, by, mode === "set" ? limited(world, live, ms) : extended(live, ms));
  }
  renewDeadline(world, state, live);
  return answer2("yes", describe2(world, state, live));
}
function whyNotExtended(world, state, live) {
  const attempt3 = liveRunOf(live.task);
  if (!attempt3) {
    const { projection } = situation(world, state, live, world.clock.now());
    return `is ${projection.status}; only a run that runs now can be extended`;
  }
  if (isEnding(world, live))
    return "is being stopped";
  return limitMsOf(attempt3, live.run?.spec) === void 0 ? "runs without a limit" : void 0;
}
function withLimit(task, timeoutMs) {
  const now = liveRunOf(task);
  return { ...task, runs: task.runs.map((one) => one === now ? { ...one, timeoutMs } : one) };
}
function describe2(world, state, live) {
  const { task, run: run3 } = live;
  const limitMs = run3 ? limitMsOf(liveRunOf(task), run3.spec) : task.timeoutMs || void 0;
  const says = limitMs === void 0 ? "may run without a limit" : `may run ${formatDuration(limitMs)}`;
  if (!run3)
    return says;
  if (isEnding(world, live))
    return "is being stopped; later attempts may run longer";
  const now = world.clock.now();
  const allowed = allowedSeconds(state, live, now);
  const ranMs = run3.started && elapsedMs(run3.started.since, now);
  const isOver2 = allowed !== void 0 && ranMs !== void 0 && ranMs >= allowed * 1e3;
  return isOver2 ? `${says}; it has run longer, and is stopped` : says;
}
var isEnding, limited, extended;
var init_timeout = __esm({
  "../ft/dist/src/engine/timeout.js"() {
    "use strict";
    init_instant();
    init_run();
    init_task();
    init_duration();
    init_change();
    init_deadline();
    init_discover();
    init_situation();
    isEnding = ({ store }, { run: run3 }) => run3 !== void 0 && (run3.stop !== void 0 || store.runs.isOverdue(run3.run));
    limited = (world, live, ms) => {
      const task = { ...live.task, timeoutMs: ms };
      return isEnding(world, live) ? task : withLimit(task, ms);
    };
    extended = ({ task, run: run3 }, ms) => withLimit(task, (limitMsOf(liveRunOf(task), run3?.spec) ?? 0) + ms);
  }
});

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
  const { intents: intents2 } = world.store;
  try {
    const answered = intents2.answered(order);
    if (answered)
      intents2.answer(order, answered);
    return answered !== void 0;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "invalid")
      throw error;
    world.warn(error.message);
    const isSpent = isSpentBatch(world, order);
    if (isSpent)
      intents2.quarantine(order);
    intents2.quarantineAnswer(order);
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
function cancelOne(world, state, number4, by) {
  const live = liveTask(world, state, number4);
  if (!live)
    return refuse(world, state, number4, by, "cancel");
  if (!live.task.cancelled && !live.task.by.includes(by)) {
    const cancelled = { by, at: world.clock.now().at };
    change(world, live, by, { ...live.task, cancelled });
  }
  const message = live.run ? "is being stopped" : "is cancelled";
  return { ok: "yes", task: number4, message: `${taskIdOf(number4)} ${message}` };
}
function retryOne(world, state, intent, by) {
  const { task: number4, prompt } = intent;
  const done = { ok: "yes", task: number4, message: `${taskIdOf(number4)} is queued again` };
  const known4 = liveTask(world, state, number4);
  if (known4?.task.by.includes(by)) {
    for (const end2 of endsShown(world, number4))
      mirrorRevived(world, state, known4, end2);
    return done;
  }
  if (known4)
    return refuse(world, state, number4, by, "retry");
  const task = readTask(world, state, number4);
  if (!task)
    return refuse(world, state, number4, by, "retry");
  if (task.by.includes(by)) {
    showNewEnd(world, state, task);
    return done;
  }
  if (!task.settled || !next(task.settled.status, "retry"))
    return refuse(world, state, number4, by, "retry");
  const { settled, cancelled: _, notBefore: __, ...rest } = task;
  const live = { task, entry: void 0, run: void 0 };
  world.store.tasks.consume(number4, "cancelled");
  const asked = { ...rest, asked: task.asked + 1, ...prompt !== void 0 && { prompt } };
  change(world, live, by, asked);
  state.live.set(number4, live);
  mirrorRevived(world, state, live, { status: settled.status, at: settled.endedAt });
  return done;
}
function showNewEnd(world, state, task) {
  const shown = endsShown(world, task.number);
  const { settled } = task;
  const isNew = ({ status: status3, at }) => status3 === settled?.status && dayOf(at) === dayOf(settled.endedAt);
  if (shown.every(isNew))
    return;
  const live = { task, entry: void 0, run: void 0 };
  for (const end2 of shown)
    mirrorRevived(world, state, live, end2);
  mirrorSettled(world, state, live);
}
function refuse(world, state, number4, by, event) {
  const no = (message) => ({ ok: "no", task: number4, message });
  const live = state.live.get(number4);
  if (live) {
    const { projection } = situation(world, state, live, world.clock.now());
    return no(`${taskIdOf(number4)} is ${projection.status}; only a finished task can be retried`);
  }
  const task = readTask(world, state, number4);
  if (!task)
    return no(`there is no ${taskIdOf(number4)}`);
  if (event === "cancel" && task.by.includes(by))
    return { ok: "yes", task: number4, message: `${taskIdOf(number4)} is ${task.settled?.status}` };
  return no(`${taskIdOf(number4)} is already ${task.settled?.status ?? "gone"}`);
}
var endsShown;
var init_wishes = __esm({
  "../ft/dist/src/engine/wishes.js"() {
    "use strict";
    init_failure();
    init_layout();
    init_lifecycle();
    init_task();
    init_asks();
    init_batch();
    init_change();
    init_clean2();
    init_discover();
    init_mirror();
    init_recover();
    init_situation();
    init_timeout();
    endsShown = ({ store: { queue } }, number4) => queue.days().flatMap((day) => queue.finishedOn(day).filter((entry) => entry.number === number4).map(({ status: status3 }) => ({ status: status3, at: `${day}T00:00:00.000Z` })));
  }
});

// ../ft/dist/src/engine/classics.js
function takeClassics(world, state, monotonicMs) {
  if (monotonicMs - state.classicsMs < everyMs)
    return;
  state.classicsMs = monotonicMs;
  for (const live of state.live.values()) {
    const { number: number4 } = live.task;
    for (const kind of world.store.tasks.classics(number4)) {
      if (kind === "cancelled") {
        cancelOne(world, state, number4, `classic-${live.task.asked}`);
        world.store.tasks.consume(number4, kind);
      } else if (kind !== "timeout" && !live.run?.spec?.classic)
        putAside2(world, live, kind);
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
function keepClassics({ store }, task, run3) {
  for (const kind of store.tasks.classics(task))
    if (kind === "done" || kind === "error")
      store.tasks.putAside(task, kind, run3);
}
function putAside2(world, { task, run: run3 }, kind) {
  const last = run3?.run ?? task.runs.at(-1)?.run;
  world.warn(`${taskIdOf(task.number)}: somebody left a .${kind} that is not its own; put aside`);
  if (last !== void 0)
    world.store.tasks.putAside(task.number, kind, last);
}
var everyMs;
var init_classics = __esm({
  "../ft/dist/src/engine/classics.js"() {
    "use strict";
    init_sentinel();
    init_task();
    init_wishes();
    everyMs = 1e3;
  }
});

// ../ft/dist/src/lib/fraction.js
function fractionOf(seed) {
  let hash = 2166136261;
  for (let at = 0; at < seed.length; at++) {
    hash = Math.imul(hash ^ seed.charCodeAt(at), 16777619);
  }
  return mix(hash) / 2 ** 32;
}
function mix(hash) {
  const half = Math.imul(hash ^ hash >>> 16, 2246822507);
  const whole = Math.imul(half ^ half >>> 13, 3266489909);
  return (whole ^ whole >>> 16) >>> 0;
}
var init_fraction = __esm({
  "../ft/dist/src/lib/fraction.js"() {
    "use strict";
  }
});

// ../ft/dist/src/core/retry.js
function sequelOf(task, verdict, policies, nowMs) {
  if (verdict.status !== "failed")
    return { is: "settled" };
  if (verdict.reason === "launch") {
    const failures = task.runs.filter(({ ask: ask3, run: run3, outcome }) => ask3 === task.asked && (run3 === verdict.run || outcome?.reason === "launch"));
    if (task.cancelled)
      return { is: "again", notBeforeMs: nowMs };
    if (failures.length >= launchFailuresMax)
      return { is: "settled" };
    const waits = failures.length - launchesAtOnce;
    const waitMs = waits < 0 ? 0 : backoffMs(launchBackoff, waits + 1, `${verdict.run}`);
    return { is: "again", notBeforeMs: nowMs + waitMs };
  }
  if (task.cancelled)
    return { is: "settled" };
  const policy = merge(policies);
  if (verdict.attempt > policy.retries || !isRepeatable(verdict.reason, policy.on))
    return { is: "settled" };
  return {
    is: "again",
    notBeforeMs: nowMs + backoffMs(policy, verdict.attempt, `${task.number}/${verdict.run}`)
  };
}
function backoffMs(policy, attempt3, seed) {
  const growth = Math.min(policy.factor ** (attempt3 - 1), Number.MAX_SAFE_INTEGER);
  const full = Math.min(policy.ceilingMs, backoffMsMax, policy.delayMs * growth);
  return Math.round(full * (0.5 + fractionOf(seed) / 2));
}
function merge(policies) {
  const said = [...policies].reverse();
  return Object.assign({}, defaultRetry, ...said);
}
var defaultRetry, hopeless, launchFailuresMax, launchesAtOnce, launchBackoff, backoffMsMax, isRepeatable;
var init_retry = __esm({
  "../ft/dist/src/core/retry.js"() {
    "use strict";
    init_fraction();
    defaultRetry = {
      retries: 0,
      delayMs: 5e3,
      factor: 2,
      ceilingMs: 6e5
    };
    hopeless = /* @__PURE__ */ new Set([
      "dependency",
      "launch",
      "config",
      "auth",
      "budget",
      "model_not_found",
      "context_overflow",
      "missing_executable",
      "version_unsupported",
      "permission_denied"
    ]);
    launchFailuresMax = 5;
    launchesAtOnce = 3;
    launchBackoff = { delayMs: 1e3, factor: 3, ceilingMs: 6e4 };
    backoffMsMax = 366 * 864e5;
    isRepeatable = (reason, on) => reason !== void 0 && (on ? on.includes(reason) : !hopeless.has(reason));
  }
});

// ../ft/dist/src/engine/record.js
async function keepRecord({ store }, live, task) {
  await store.tasks.replaceSoon(task);
  live.task = task;
}
var init_record = __esm({
  "../ft/dist/src/engine/record.js"() {
    "use strict";
  }
});

// ../ft/dist/src/engine/conclude.js
async function conclude(world, state, live, conclusion) {
  const { store } = world;
  const { run: run3 } = live;
  if (!run3)
    return;
  const now = world.clock.now();
  const verdict = conclusion.is === "given" ? run3.verdict : await give(world, state, live, run3, conclusion.judgement, now);
  if (!verdict)
    return;
  supersede(world, state, run3.run);
  if (run3.spec?.classic)
    keepClassics(world, live.task.number, run3.run);
  if (verdict.reason === "timeout")
    store.tasks.mark(live.task.number, "timeout");
  await keepRecord(world, live, record2(world, live.task, verdict, now));
  live.run = void 0;
  mirrorSettled(world, state, live);
}
async function settle(world, state, live, { status: status3, reason, message }) {
  const settled = {
    status: status3,
    ...reason && { reason },
    ...message !== void 0 && { message },
    endedAt: world.clock.now().at
  };
  await keepRecord(world, live, { ...live.task, settled });
  mirrorSettled(world, state, live);
}
async function give(world, state, live, run3, judgement, now) {
  const { runs } = world.store;
  const { status: status3, reason, message, by } = judgement;
  const exit = runs.exit(run3.run);
  const verdict = {
    version: protocolVersion,
    run: run3.run,
    task: live.task.number,
    attempt: live.task.runs.at(-1)?.attempt ?? 1,
    status: status3,
    ...reason && { reason },
    ...message !== void 0 && { message },
    by,
    ...exit !== void 0 && { exit },
    ...run3.told.session !== void 0 && { session: run3.told.session },
    ...run3.started && { startedAt: run3.started.since.at },
    ...ending(world, run3, now),
    epoch: state.lease.epoch
  };
  return await runs.writeVerdict(verdict) ? verdict : runs.verdict(run3.run);
}
function ending(world, run3, now) {
  if (!run3.started)
    return { endedAt: now.at, elapsedMs: 0 };
  const { since: since2 } = run3.started;
  const passedMs = elapsedMs(since2, now) ?? 0;
  const endedAtMs = world.store.runs.endedAtMs(run3.run);
  if (endedAtMs === void 0)
    return { endedAt: now.at, elapsedMs: passedMs };
  const ranMs = Math.min(Math.max(0, Math.round(endedAtMs - Date.parse(since2.at))), passedMs);
  return { endedAt: new Date(Date.parse(since2.at) + ranMs).toISOString(), elapsedMs: ranMs };
}
function record2({ agents: agents3 }, task, verdict, now) {
  const { status: status3, reason, message, endedAt, elapsedMs: ranMs } = verdict;
  const outcome = {
    status: status3,
    ...reason && { reason },
    ...message !== void 0 && { message },
    endedAt,
    elapsedMs: ranMs
  };
  const runs = task.runs.map((one) => one.run === verdict.run ? { ...one, outcome } : one);
  const { notBefore: _, ...rest } = task;
  const policies = [task.retry, ...policiesOf(agents3, task.agent)];
  const sequel = sequelOf({ ...task, runs }, verdict, policies, Date.parse(now.at));
  if (sequel.is === "settled")
    return { ...rest, runs, settled: outcome };
  return { ...rest, runs, notBefore: new Date(sequel.notBeforeMs).toISOString() };
}
var policiesOf;
var init_conclude = __esm({
  "../ft/dist/src/engine/conclude.js"() {
    "use strict";
    init_instant();
    init_retry();
    init_task();
    init_asks();
    init_classics();
    init_mirror();
    init_record();
    policiesOf = (agents3, agent) => [() => agents3.resolve(agent).retry, () => agents3.settings().retry].map((read3) => {
      try {
        return read3();
      } catch {
        return void 0;
      }
    });
  }
});

// ../ft/dist/src/core/command.js
function callFor(agent, task, context) {
  const { places } = context;
  const model = task.model ?? agent.model;
  const holes = {
    userPrompt: task.prompt,
    promptFile: places.promptFile,
    taskId: taskIdOf(task.number),
    agent: agent.name,
    planFile: places.planFile,
    logFile: places.logFile,
    doneFile: places.doneFile,
    errorFile: places.errorFile,
    workspace: places.workspace,
    model: model ?? "",
    cwd: task.cwd,
    attempt: String(context.attempt),
    previousError: previousErrorOf(task)
  };
  const prompt = agent.template === void 0 ? task.prompt : fill(agent.template, holes);
  const modelArgs = model === void 0 ? [] : agent.modelArgs;
  const args = placeModel(agent.args, modelArgs).map((arg) => fill(arg, { ...holes, prompt }));
  const argv = [agent.command, ...args];
  argv.forEach(refuseLong);
  const added = addedEnvironment(agent, task, context);
  return {
    argv,
    prompt,
    stdin: agent.prompt === "stdin" ? "prompt" : "none",
    environment: { ...inheritedFor(agent, context.inherited), ...added },
    added: Object.keys(added).sort()
  };
}
function placesOf(root, run3, task, classicNames) {
  const at = (path) => `${root}/${path}`;
  const outbox = at(layout.outbox(run3));
  const shared = {
    root,
    outbox,
    promptFile: at(layout.inRun(run3, "prompt.md")),
    workspace: at(layout.workspace)
  };
  return classicNames ? {
    ...shared,
    doneFile: at(layout.classic(task, "done")),
    errorFile: at(layout.classic(task, "error")),
    planFile: at(layout.classicPlan(task)),
    logFile: at(layout.classicLog(task))
  } : {
    ...shared,
    doneFile: `${outbox}/done`,
    errorFile: `${outbox}/error`,
    planFile: `${outbox}/plan.md`,
    logFile: `${outbox}/log`
  };
}
function previousErrorOf(task) {
  const last = task.runs.filter(({ ask: ask3, outcome: outcome2 }) => ask3 === task.asked && outcome2 && outcome2.reason !== "launch").at(-1);
  const { outcome } = last ?? {};
  if (outcome?.status !== "failed")
    return "";
  return outcome.message ?? outcome.reason ?? "";
}
function placeModel(args, modelArgs) {
  const at = args.indexOf("{modelArgs}");
  return at < 0 ? [...modelArgs, ...args] : [...args.slice(0, at), ...modelArgs, ...args.slice(at + 1)];
}
function fill(text, holes) {
  const filled = fillTemplate(text, holes);
  if (filled.ok)
    return filled.value;
  throw new Failure("invalid", `unknown hole {${filled.unknown.join("}, {")}}`, {
    hint: "orchestra help templates lists all holes"
  });
}
function refuseLong(argument) {
  const bytes = new TextEncoder().encode(argument).length;
  if (bytes <= argumentBytesMax)
    return;
  throw new Failure("invalid", `the prompt has ${bytes} bytes; one argument holds ${argumentBytesMax}`, {
    hint: 'set "prompt": "stdin" or "file" for this agent'
  });
}
function inheritedFor(agent, inherited) {
  const isUnset = (name) => name.startsWith("ORCHESTRA_") || agent.unset.some((rule) => rule.endsWith("*") ? name.startsWith(rule.slice(0, -1)) : name === rule);
  return Object.fromEntries(Object.entries(inherited).filter(([name]) => !isUnset(name)));
}
function addedEnvironment(agent, task, { places, attempt: attempt3, slot, token }) {
  return {
    ...agent.env,
    ...task.env,
    ORCHESTRA_TASK_ID: taskIdOf(task.number),
    ORCHESTRA_TASK_NUMBER: String(task.number),
    ORCHESTRA_ATTEMPT: String(attempt3),
    ORCHESTRA_SLOT: String(slot),
    ORCHESTRA_DIR: places.root,
    ORCHESTRA_RUN: token,
    ORCHESTRA_OUT: places.outbox,
    ORCHESTRA_DONE_FILE: places.doneFile,
    ORCHESTRA_ERROR_FILE: places.errorFile,
    ORCHESTRA_PLAN_FILE: places.planFile,
    ORCHESTRA_LOG_FILE: places.logFile,
    // W3C Trace Context: version, trace id, parent id, sampled.
    TRACEPARENT: `00-${token}-${token.slice(0, 16)}-01`
  };
}
var argumentBytesMax;
var init_command = __esm({
  "../ft/dist/src/core/command.js"() {
    "use strict";
    init_template();
    init_failure();
    init_layout();
    init_task();
    argumentBytesMax = 128 * 1024 - 1;
  }
});

// ../ft/dist/src/engine/launch.js
async function launch(world, state, live, slot) {
  const { store } = world;
  const run3 = await store.runs.allocate(state.lastRun);
  state.lastRun = Math.max(state.lastRun, run3);
  const prepared = await prepare(world, state, live.task, run3, slot);
  const attempt3 = nextAttempt(live.task);
  const task = {
    ...live.task,
    ...prepared.ok && prepared.spec.simulated && { simulated: true },
    runs: [...live.task.runs, { run: run3, ask: live.task.asked, attempt: attempt3 }]
  };
  await keepRecord(world, live, task);
  live.run = { ...freshMemory(run3), spec: prepared.ok ? prepared.spec : void 0 };
  if (prepared.ok)
    world.log(`run ${run3}: ${JSON.stringify(prepared.spec.argv)}`);
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
async function prepare(world, state, task, run3, slot) {
  const { store, agents: agents3 } = world;
  let reason = "config";
  try {
    const launcher = world.launchers(launcherName);
    if (!launcher)
      throw new Failure("invalid", `no launcher is called ${launcherName}`, {
        hint: "this orchestra is damaged: install it again"
      });
    const agent = agents3.resolve(task.agent);
    const places = placesOf(store.root, run3, task.number, agent.classicNames);
    const token = world.clock.random(16);
    const call = callFor(agent, task, {
      places,
      attempt: nextAttempt(task),
      slot,
      token,
      inherited: agents3.environment()
    });
    const [command = "", ...args] = call.argv;
    const program = agents3.locate(command, task.cwd);
    reason = "missing_executable";
    if (!program)
      throw missingProgram(agent);
    reason = "launch";
    for (const kind of store.tasks.classics(task.number))
      if (kind !== "cancelled")
        store.tasks.putAside(task.number, kind, run3);
    const wantedMs = task.timeoutMs ?? agent.timeoutMs ?? agents3.settings().timeoutMs;
    const timeoutMs = wantedMs === 0 ? void 0 : wantedMs;
    const spec = {
      version: protocolVersion,
      run: run3,
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
    store.runs.writePrompt(run3, call.prompt);
    await store.runs.writeSpec(spec);
    store.runs.writeDeadline(run3, timeoutMs === void 0 ? void 0 : Math.ceil(timeoutMs / 1e3));
    return { ok: true, spec, environment: call.environment, launcher };
  } catch (error) {
    if (error instanceof Failure)
      return { ok: false, failure: error, reason };
    throw error;
  }
}
async function spawn2(world, state, live, prepared) {
  const { store, wake } = world;
  const { spec, environment: environment2, launcher } = prepared;
  const gate = await launcher.start({
    argv: spec.argv,
    cwd: spec.cwd,
    environment: environment2,
    ...spec.stdin === "prompt" && { stdin: store.runs.path(spec.run, "prompt.md") },
    stopSignal: spec.stopSignals[0] ?? "TERM",
    graceMs: spec.graceMs,
    token: spec.token
  }, store.runs.folder(spec.run));
  await open(world, state, live, gate);
  void gate.ended.then(() => wake.nudge());
}
async function open(world, state, live, gate) {
  const { run: run3 } = live;
  if (!run3)
    return;
  const started = { version: protocolVersion, handle: gate.handle, since: world.clock.now() };
  try {
    await world.store.runs.writeStarted(run3.run, started);
    if (!state.lease.isMine())
      throw new Failure("conflict", "another conductor has taken over", {
        hint: "it goes on with the queue; there is nothing to do"
      });
  } catch (error) {
    gate.abandon();
    throw error;
  }
  run3.started = started;
  run3.hasStarted = true;
  run3.isChild = true;
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
  const counted2 = task.runs.filter(({ ask: ask3, outcome }) => ask3 === task.asked && outcome?.reason !== "launch");
  return counted2.length + 1;
}
var launcherName;
var init_launch = __esm({
  "../ft/dist/src/engine/launch.js"() {
    "use strict";
    init_agent();
    init_command();
    init_failure();
    init_task();
    init_conclude();
    init_mirror();
    init_record();
    init_world();
    launcherName = "local";
  }
});

// ../ft/dist/src/core/events.js
function tell(told2, event) {
  switch (event.type) {
    case "session.started":
      return { ...told2, session: event.session };
    case "message":
      return { ...told2, lastMessage: event.text };
    case "finished":
      return { ...told2, finished: event };
    default:
      return told2;
  }
}
var init_events = __esm({
  "../ft/dist/src/core/events.js"() {
    "use strict";
  }
});

// ../ft/dist/src/engine/observe.js
async function observe(world, state, now) {
  const lives = [...state.live.values()].map((live) => ({ live, order: orderOf(live.task) })).sort((a, b) => a.order < b.order ? -1 : 1).map(({ live }) => live);
  for (const live of lives)
    if (live.run?.isUnread)
      live.run = readRun(world, live.run.run);
  const looks4 = await lookAtAll(world, lives);
  return lives.map((live) => {
    const run3 = live.run && seeOrNot(world, state, live.run, looks4.get(live.run.run) ?? unlaunched, now);
    return { task: live.task, run: run3, ...situation(world, state, live, now) };
  });
}
async function lookAtAll(world, lives) {
  const looks4 = /* @__PURE__ */ new Map();
  for (const { run: run3 } of lives)
    if (run3 && !run3.started)
      looks4.set(run3.run, lookBlind(world, run3));
  const groups2 = /* @__PURE__ */ new Map();
  for (const { run: run3 } of lives) {
    if (!run3?.started || run3.verdict)
      continue;
    const { launcher } = run3.started.handle;
    groups2.set(launcher, [...groups2.get(launcher) ?? [], { run: run3.run, started: run3.started }]);
  }
  for (const [name, runs] of groups2) {
    const launcher = world.launchers(name);
    const watched = runs.map(({ run: run3, started }) => ({
      handle: started.handle,
      folder: world.store.runs.folder(run3)
    }));
    const found = launcher ? await launcher.look(watched) : [];
    for (const [at, { run: run3 }] of runs.entries())
      looks4.set(run3, found[at] ?? { is: "unknown" });
  }
  return looks4;
}
function lookBlind({ store }, { run: run3, hasStarted }) {
  if (!hasStarted)
    return unlaunched;
  const exit = store.runs.exit(run3);
  return exit === void 0 ? { is: "unknown" } : { is: "ended", exit, strays: 0 };
}
function seeOrNot(...[world, state, run3, look3, now]) {
  const nothing2 = { ...unseen2, run: run3.run, spec: run3.spec, stop: run3.stop, told: run3.told };
  if (run3.isUnread)
    return nothing2;
  try {
    return seeRun(world, state, run3, vouched(world, run3.run, look3), now);
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    world.warn(error.message);
    return nothing2;
  }
}
function seeRun(world, state, run3, look3, now) {
  const { runs } = world.store;
  const isOver2 = look3.is === "ended" || look3.is === "gone";
  if (run3.hasStarted && !run3.verdict)
    listen(world, run3, isOver2);
  const sentinel = run3.hasStarted ? sentinelOf(world, run3) : void 0;
  const hasReported = sentinel !== void 0 || run3.told.finished !== void 0;
  run3.reportedSince = hasReported ? run3.reportedSince ?? now.monotonicMs : void 0;
  const strays = look3.is === "ended" ? look3.strays : 0;
  run3.straysSince = strays > 0 ? run3.straysSince ?? now.monotonicMs : void 0;
  return {
    run: run3.run,
    spec: run3.spec,
    started: run3.hasStarted,
    never: isOver2 && runs.neverRan(run3.run),
    look: look3,
    verdict: run3.verdict,
    stop: run3.stop,
    stoppingMs: run3.stop && awakeMs(state.leaps, run3.stop.since, now),
    overdue: runs.isOverdue(run3.run),
    sentinel,
    told: run3.told,
    lastWords: isOver2 ? lastWordsOf(world, run3.run) : "",
    exit: look3.is === "ended" ? look3.exit : void 0,
    runningMs: run3.started && awakeMs(state.leaps, run3.started.since, now),
    allowedMs: allowedMs(world, state, run3, now),
    reportedMs: since(run3.reportedSince, now),
    straysMs: since(run3.straysSince, now)
  };
}
function allowedMs(world, state, run3, now) {
  const task = run3.spec && state.live.get(run3.spec.task)?.task;
  const own = task && allowedSeconds(state, { task, run: run3 }, now);
  if (task && liveRunOf(task)?.timeoutMs !== void 0)
    return own && own * 1e3;
  if ([...state.requests.values()].some((one) => one.run === run3.run && isOpen(one)))
    return void 0;
  const seconds = world.store.runs.deadline(run3.run);
  return seconds === void 0 ? void 0 : Math.max(seconds, own ?? 0) * 1e3;
}
function listen(world, run3, isOver2) {
  const { runs } = world.store;
  const readLine7 = world.agents.readerOf(run3.spec?.format);
  if (isOver2)
    run3.offset = Math.max(run3.offset, runs.size(run3.run, "stdout") - 2 * bytesPerLook);
  for (; ; ) {
    const bytes = runs.output(run3.run, "stdout", run3.offset, bytesPerLook);
    const isTail = isOver2 || bytes.length === bytesPerLook;
    const end2 = bytes.lastIndexOf(10) + 1 || (isTail ? bytes.length : 0);
    run3.offset += end2;
    for (const line of bytes.toString("utf8", 0, end2).split("\n"))
      for (const event of readLine7(line))
        run3.told = tell(run3.told, event);
    if (end2 === 0 || !isOver2)
      return;
  }
}
function lastWordsOf(world, run3) {
  const { runs } = world.store;
  const size = runs.size(run3, "stderr");
  const text = runs.output(run3, "stderr", Math.max(0, size - lastWordsBytes), lastWordsBytes).toString("utf8");
  return text.trim().split("\n").slice(-5).join("\n");
}
var bytesPerLook, lastWordsBytes, unlaunched, vouched, unseen2, sentinelOf, since;
var init_observe = __esm({
  "../ft/dist/src/engine/observe.js"() {
    "use strict";
    init_events();
    init_failure();
    init_layout();
    init_request();
    init_task();
    init_classics();
    init_deadline();
    init_discover();
    init_situation();
    init_world();
    bytesPerLook = 4 * 1024 * 1024;
    lastWordsBytes = 2e3;
    unlaunched = { is: "gone" };
    vouched = ({ store }, run3, look3) => look3.is === "unknown" && store.runs.isVouchedGone(run3) ? { is: "gone" } : look3;
    unseen2 = {
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
    sentinelOf = (world, { run: run3, spec }) => world.store.runs.sentinel(run3) ?? (spec?.classic ? classicSentinel(world, spec.task) : void 0);
    since = (first2, now) => first2 === void 0 ? void 0 : now.monotonicMs - first2;
  }
});

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
  const adopted = [...state.live.values()].some(({ run: run3 }) => run3?.started && !run3.isChild);
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
  const { run: run3 } = live;
  if (!run3)
    return false;
  const wanted = { version: protocolVersion, ...plan, since: world.clock.now() };
  run3.stop = world.store.runs.writeStop(run3.run, wanted) ? wanted : world.store.runs.stop(run3.run);
  return true;
}
async function signal(world, live, { signal: name, stage }) {
  const { run: run3 } = live;
  const launcher = run3?.started && world.launchers(run3.started.handle.launcher);
  if (!run3?.started || !launcher)
    return false;
  if (run3.stage === stage && name !== "KILL")
    return false;
  const isNew = run3.stage !== stage;
  run3.stage = stage;
  const watched = {
    handle: run3.started.handle,
    folder: world.store.runs.folder(run3.run)
  };
  if (isNew)
    world.log(`run ${run3.run}: ${name}`);
  await launcher.signal(watched, name);
  return isNew;
}
var init_tick = __esm({
  "../ft/dist/src/engine/tick.js"() {
    "use strict";
    init_alarm();
    init_failure();
    init_reconcile();
    init_task();
    init_asks();
    init_classics();
    init_conclude();
    init_discover();
    init_launch();
    init_mirror();
    init_observe();
    init_situation();
    init_wishes();
  }
});

// ../ft/dist/src/engine/conductor.js
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
function settingsOf2({ agents: agents3, warn }) {
  try {
    return agents3.settings();
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    warn(error.message);
    return void 0;
  }
}
function hasWork(state, { only }) {
  return [...state.live.values()].some(({ task, run: run3, entry }) => {
    if (run3)
      return true;
    if (only && !only.has(task.number))
      return false;
    return entry?.folder === "pending" || task.notBefore !== void 0;
  });
}
function foldersToWatch({ store }, state) {
  const outboxes = [...state.live.values()].flatMap(({ run: run3 }) => run3?.started ? [store.runs.outbox(run3.run)] : []);
  const doorbells = [...queueFolders.map(layout.queue), layout.intents];
  return [...doorbells.map((folder) => `${store.root}/${folder}`), ...outboxes];
}
function ending2(end2, state) {
  const lives = [...state?.live.values() ?? []];
  const running = lives.filter(({ run: run3 }) => run3).length;
  return { end: end2, running, waiting: lives.length - running, state };
}
var retryMs, leapMs, passesMax, leftMs;
var init_conductor = __esm({
  "../ft/dist/src/engine/conductor.js"() {
    "use strict";
    init_controls();
    init_failure();
    init_head();
    init_layout();
    init_vocabulary();
    init_discover();
    init_tick();
    init_world();
    retryMs = 1e3;
    leapMs = 15e3;
    passesMax = 100;
    leftMs = (limit, since2, now) => limit === void 0 || since2 === void 0 ? Number.POSITIVE_INFINITY : limit - (now - since2);
  }
});

// ../ft/dist/src/engine/session.js
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
  const { queue, intents: intents2 } = world.store;
  const isNew = ({ number: number4 }) => !state?.live.has(number4) && !state?.unreadable.has(number4);
  return queueFolders.some((folder) => queue.live(folder).some(isNew)) || intents2.open().some((order) => readWish(world, order));
}
var passingMs, onePass;
var init_session = __esm({
  "../ft/dist/src/engine/session.js"() {
    "use strict";
    init_lock();
    init_vocabulary();
    init_conductor();
    init_wishes();
    passingMs = 20;
    onePass = (kind) => ({
      kind,
      idleExitMs: 0,
      maxParallel: void 0,
      launches: false,
      only: void 0,
      isDone: () => true,
      signal: new AbortController().signal
    });
  }
});

// ../ft/dist/src/app-engine.js
var app_engine_exports = {};
__export(app_engine_exports, {
  composeAgents: () => composeAgents,
  composeWorld: () => composeWorld,
  hold: () => hold2,
  idleExitOf: () => idleExitOf,
  onePass: () => onePass,
  shippedAgents: () => shippedAgents
});
import { createHash } from "node:crypto";
import { readFileSync as readFileSync2 } from "node:fs";
import { join as join19 } from "node:path";
function composeAgents(root, packageRoot2, environment2) {
  const home = environment2["XDG_CONFIG_HOME"] ?? join19(environment2["HOME"] ?? "/", ".config");
  const older = join19(root, "..", ".orchestra-cli", layout.config);
  return createAgents({
    paths: [join19(root, layout.config), older, join19(home, "orchestra", layout.config)],
    older,
    profiles: profilesFrom(packageRoot2),
    readerOf,
    environment: environment2,
    templates: join19(packageRoot2, "templates")
  });
}
function shippedAgents(packageRoot2) {
  const sources = { configs: [], places: [], profiles: profilesFrom(packageRoot2) };
  return Object.keys(sources.profiles).map((name) => resolveAgent(name, sources, () => void 0));
}
function composeWorld(parts, disk, packageRoot2, wrap) {
  const shim = installShim(disk, parts.store.root, packageRoot2);
  const made = new Map(Object.entries(launchers).map(([name, create2]) => [name, wrap(create2({ shim }))]));
  return { ...parts, launchers: (name) => made.get(name) };
}
function installShim(disk, root, packageRoot2) {
  const text = readFileSync2(join19(packageRoot2, "templates", "shim.sh"), "utf8");
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);
  const path = join19(root, layout.shim(digest));
  if (!disk.exists(path)) {
    disk.makeFolder(join19(root, layout.shims));
    disk.create(path, text);
  }
  return path;
}
function idleExitOf(agents3) {
  try {
    return agents3.settings().idleExitMs;
  } catch {
    return configDefaults.idleExitMs;
  }
}
var profilesFrom;
var init_app_engine = __esm({
  "../ft/dist/src/app-engine.js"() {
    "use strict";
    init_agents();
    init_config_files();
    init_launchers();
    init_agent();
    init_layout();
    init_resolve_agent();
    init_session();
    profilesFrom = (packageRoot2) => ({
      ...profiles,
      simulated: simulatedProfile(join19(packageRoot2, "templates", "simulated-agent.sh"))
    });
  }
});

// ../ft/dist/src/core/probe.js
function flagsToFind({ args, modelArgs, probe }) {
  const command = (probe?.help ?? []).filter((word) => !word.startsWith("-"));
  if (command.some((word, index) => args[index] !== word))
    return [];
  const flags = [...args, ...modelArgs].flatMap((arg) => flag.exec(arg)?.[0] ?? []);
  return [...new Set(flags)];
}
function missingIn(help, flags) {
  const known4 = new Set(help.match(/(?<![\w-])--?[A-Za-z][\w-]*/g));
  return flags.filter((one) => !known4.has(one));
}
var versionIn, flag;
var init_probe = __esm({
  "../ft/dist/src/core/probe.js"() {
    "use strict";
    versionIn = (text) => /(?<![\w.])v?(\d+\.\d+(?:\.\d+)*(?:[-+][\w.+-]*\w)?)/.exec(text)?.[1];
    flag = /^--?[A-Za-z][\w-]*/;
  }
});

// ../ft/dist/src/adapters/probe.js
var probe_exports = {};
__export(probe_exports, {
  createProbe: () => createProbe
});
import { spawn as spawn3 } from "node:child_process";
import { randomBytes } from "node:crypto";
function createProbe(agents3, cwd, timeoutMs = patienceMs2) {
  const asked = /* @__PURE__ */ new Map();
  const ask3 = (agent, path, args) => {
    const environment2 = { ...inheritedFor(agent, agents3.environment()), ...agent.env };
    const key = JSON.stringify([path, args, agent.env, agent.unset]);
    const answer2 = asked.get(key) ?? run(path, args, environment2, timeoutMs);
    asked.set(key, answer2);
    return answer2;
  };
  return async (agent, { flags = false } = {}) => {
    const { command, probe } = agent;
    const path = agents3.locate(command, cwd);
    if (path === void 0)
      return {};
    const problem2 = (args, what) => [command, ...args, what].join(" ");
    if (!probe?.version)
      return { path, ...flags && await flagsOf2(path) };
    const said = await ask3(agent, path, probe.version);
    const version2 = versionIn(said.stdout) ?? versionIn(said.stderr);
    if (said.problem !== void 0 || version2 === void 0)
      return { path, problem: problem2(probe.version, said.problem ?? noVersion(said)) };
    return { path, version: version2, ...flags && await flagsOf2(path) };
    async function flagsOf2(at) {
      const wanted = flagsToFind(agent);
      if (!probe?.help || wanted.length === 0)
        return {};
      const help = await ask3(agent, at, probe.help);
      if (help.problem !== void 0)
        return { problem: problem2(probe.help, help.problem) };
      return { missingFlags: missingIn(help.stdout + help.stderr, wanted) };
    }
  };
}
async function run(path, args, environment2, timeoutMs) {
  const token = randomBytes(16).toString("hex");
  const env = { ...environment2, ORCHESTRA_RUN: token };
  const said = await new Promise((resolve6) => {
    const child = spawn3(path, args, {
      cwd: "/",
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"]
    });
    const text = { stdout: "", stderr: "" };
    const end2 = () => child.exitCode ?? child.signalCode ?? endGroup(child.pid);
    const forget = onInterruption(end2);
    const leave4 = (how) => {
      clearTimeout(deadline);
      forget();
      end2();
      child.stdout.destroy();
      child.stderr.destroy();
      resolve6({ ...text, ...how });
    };
    const deadline = setTimeout(() => leave4({ problem: `does not end within ${formatDuration(timeoutMs)}` }), timeoutMs);
    let bytes = 0;
    for (const stream of ["stdout", "stderr"])
      child[stream].setEncoding("utf8").on("data", (chunk) => {
        bytes += chunk.length;
        if (bytes > bytesMax)
          leave4({ problem: "prints without end" });
        else
          text[stream] += chunk;
      });
    child.once("error", ({ message }) => leave4({ problem: `cannot be run: ${message}` }));
    child.once("close", (code, signal2) => leave4(problemOf(code, signal2, text)));
    child.once("exit", (code, signal2) => {
      setTimeout(() => leave4(problemOf(code, signal2, text)), leftoverMs).unref();
    });
  }).catch(({ message }) => ({
    stdout: "",
    stderr: "",
    problem: `cannot be run: ${message}`
  }));
  await killBearers(token);
  return said;
}
function onInterruption(act) {
  if (interrupted.size === 0)
    for (const signal2 of signals)
      process.on(signal2, passOn);
  interrupted.add(act);
  return () => {
    interrupted.delete(act);
    if (interrupted.size === 0)
      for (const signal2 of signals)
        process.off(signal2, passOn);
  };
}
function passOn(signal2) {
  for (const act of interrupted)
    act();
  interrupted.clear();
  for (const name of signals)
    process.off(name, passOn);
  if (process.listenerCount(signal2) === 0)
    process.kill(process.pid, signal2);
}
function problemOf(code, signal2, { stdout, stderr }) {
  if (code === 0)
    return {};
  const how = signal2 ? `dies of ${signal2}` : `exits with ${code}`;
  const line = lineOf(stderr.trim() || stdout.trim());
  return { problem: line === "" ? how : `${how}: ${line}` };
}
var patienceMs2, leftoverMs, bytesMax, noVersion, endGroup, signals, interrupted, lineOf;
var init_probe2 = __esm({
  "../ft/dist/src/adapters/probe.js"() {
    "use strict";
    init_command();
    init_probe();
    init_duration();
    init_text();
    init_sweep();
    patienceMs2 = 15e3;
    leftoverMs = 500;
    bytesMax = 256 * 1024;
    noVersion = ({ stdout, stderr }) => {
      const line = lineOf(stdout.trim() || stderr.trim());
      return line === "" ? "prints nothing" : `prints no version: ${line}`;
    };
    endGroup = (pid) => pid === void 0 ? void 0 : deliver(-pid, "SIGKILL");
    signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    interrupted = /* @__PURE__ */ new Set();
    lineOf = (text) => truncate(harmless(firstLine(text)), 200);
  }
});

// ../ft/dist/src/adapters/file-systems.js
function fileSystemOf(type, platform = process.platform) {
  if (type === void 0 || platform !== "linux")
    return { name: "not told", storage: "unknown" };
  const magic = type >>> 0;
  const [name, storage] = known[magic] ?? [`type 0x${magic.toString(16)}`, "unknown"];
  return { name, storage };
}
var known;
var init_file_systems = __esm({
  "../ft/dist/src/adapters/file-systems.js"() {
    "use strict";
    known = {
      [61267]: ["ext", "disk"],
      [1481003842]: ["xfs", "disk"],
      [2435016766]: ["btrfs", "disk"],
      [801189825]: ["zfs", "disk"],
      [4076150800]: ["f2fs", "disk"],
      [3393526350]: ["bcachefs", "disk"],
      [19780]: ["vfat", "disk"],
      [538032816]: ["exfat", "disk"],
      [1397118030]: ["ntfs", "disk"],
      [1936094318]: ["ntfs3", "disk"],
      [16914836]: ["tmpfs", "memory"],
      [2240043254]: ["ramfs", "memory"],
      [2035054128]: ["overlay", "container"],
      [26985]: ["nfs", "network"],
      [20859]: ["smb", "network"],
      [4283649346]: ["cifs", "network"],
      [4266872130]: ["smb2", "network"],
      [12805120]: ["ceph", "network"],
      [1397113167]: ["afs", "network"],
      [198183888]: ["lustre", "network"],
      [1196443219]: ["gpfs", "network"],
      [16914839]: ["9p", "shared"],
      [1702057286]: ["fuse", "shared"],
      [2020557398]: ["vboxsf", "shared"],
      [3133910204]: ["vmhgfs", "shared"]
    };
  }
});

// ../ft/dist/src/adapters/checkup-folder.js
import { randomBytes as randomBytes2 } from "node:crypto";
import { accessSync as accessSync3, closeSync as closeSync8, constants as constants7, existsSync as existsSync3, fsyncSync as fsyncSync2, linkSync as linkSync3, lstatSync as lstatSync5, openSync as openSync8, readdirSync as readdirSync3, renameSync as renameSync3, rmSync, statfsSync, statSync as statSync4, writeSync } from "node:fs";
import { dirname as dirname9, join as join20 } from "node:path";
function examineFolder(root) {
  const exists = existsSync3(root);
  const place2 = exists ? root : nearest2(root);
  const trial = join20(root, layout.temporary);
  const facts = guarded.flatMap((name) => {
    const path = join20(root, name);
    const found = attempt2(() => lstatSync5(path));
    return found && !found.isSymbolicLink() ? [{ path, found }] : [];
  });
  const { storage, name: fileSystem } = fileSystemOf(attempt2(() => statfsSync(place2).type));
  return {
    root,
    exists,
    isWritable: isAllowed(place2),
    owner: attempt2(() => statSync4(place2).uid),
    open: facts.filter(({ found }) => found.mode & 2).map(({ path }) => path),
    foreign: facts.filter(({ found }) => found.uid !== process.geteuid?.()).map(({ path }) => path),
    ahead: exists ? dated.flatMap((folder) => aheadIn(join20(root, folder))) : [],
    room: attempt2(() => roomAt(place2)),
    storage,
    fileSystem,
    trial: isFolder(trial) && isAllowed(place2) ? tryOut(trial) : void 0,
    sentinels: sentinelsIn2(join20(root, layout.tasks))
  };
}
function nearest2(path) {
  return existsSync3(path) ? path : nearest2(dirname9(path));
}
function isAllowed(folder) {
  return attempt2(() => accessSync3(folder, constants7.W_OK | constants7.X_OK) ?? true) ?? false;
}
function aheadIn(folder) {
  const nowMs = Date.now();
  return namesIn2(folder).slice(-namesMost).map((name) => join20(folder, name)).map((path) => ({ path, ms: (attempt2(() => lstatSync5(path).mtimeMs) ?? 0) - nowMs })).filter(({ ms }) => ms > aheadMinMs).map(({ path, ms }) => ({ path, ms: Math.round(ms) }));
}
function roomAt(place2) {
  const { bavail, bsize, files, ffree } = statfsSync(place2);
  return { bytes: bavail * bsize, files: files === 0 ? void 0 : ffree };
}
function tryOut(folder) {
  const first2 = join20(folder, `doctor.${process.pid}.${randomBytes2(6).toString("hex")}`);
  const [second, third] = [`${first2}.link`, `${first2}.moved`];
  try {
    const write2 = refusalOf(() => {
      const file = openSync8(first2, "wx", 384);
      try {
        writeSync(file, "doctor\n");
        fsyncSync2(file);
      } finally {
        closeSync8(file);
      }
    });
    if (write2 !== void 0)
      return { write: write2 };
    const aheadMs = Math.round(statSync4(first2).mtimeMs - Date.now());
    const link = refusalOf(() => linkSync3(first2, second)) ?? // Who comes second must not get it.
    (refusalOf(() => linkSync3(first2, second)) === "EEXIST" ? void 0 : "a name was given twice");
    const rename = refusalOf(() => renameSync3(first2, third));
    const sync = refusalOf(() => syncFolder2(folder));
    return {
      ...link !== void 0 && { link },
      ...rename !== void 0 && { rename },
      ...sync !== void 0 && { sync },
      aheadMs
    };
  } finally {
    for (const path of [first2, second, third])
      rmSync(path, { force: true });
  }
}
function syncFolder2(folder) {
  const file = openSync8(folder, "r");
  try {
    fsyncSync2(file);
  } finally {
    closeSync8(file);
  }
}
function refusalOf(act) {
  try {
    act();
    return void 0;
  } catch (error) {
    return error.code ?? String(error);
  }
}
function sentinelsIn2(tasks) {
  return namesIn2(tasks).flatMap((name) => {
    const [, number4, suffix] = /^task_([1-9]\d{0,9})\.([a-z]+)$/.exec(name) ?? [];
    const kind = classicKinds.find((known4) => known4 === suffix);
    return kind ? [{ task: Number(number4), kind }] : [];
  });
}
function attempt2(ask3) {
  try {
    return ask3();
  } catch {
    return void 0;
  }
}
var guarded, dated, namesMost, aheadMinMs, isFolder, namesIn2;
var init_checkup_folder = __esm({
  "../ft/dist/src/adapters/checkup-folder.js"() {
    "use strict";
    init_layout();
    init_file_systems();
    guarded = [
      "",
      layout.config,
      layout.private,
      layout.prompts,
      layout.tasks,
      layout.lock,
      layout.runs,
      layout.intents,
      "queue"
    ];
    dated = ["", layout.lock, layout.tasks, layout.intents, "queue"];
    namesMost = 500;
    aheadMinMs = 6e4;
    isFolder = (path) => attempt2(() => lstatSync5(path).isDirectory()) ?? false;
    namesIn2 = (folder) => attempt2(() => readdirSync3(folder).sort()) ?? [];
  }
});

// ../ft/dist/src/adapters/checkup-machine.js
import { spawn as spawn4 } from "node:child_process";
import module from "node:module";
async function examineMachine(cwd, environment2) {
  const git = (...args) => ask("git", args, {
    cwd,
    environment: { ...environment2, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" }
  });
  const [version2, repository, shellProblems, filesMax] = await Promise.all([
    git("--version"),
    git("rev-parse", "--show-toplevel"),
    examineShell(environment2),
    readFilesMax(environment2)
  ]);
  return {
    platform: process.platform,
    node: process.version,
    keepsCompiled: keepsCompiled(),
    git: version2.code === 0 ? { version: versionIn(version2.stdout) ?? firstLine(version2.stdout) } : { problem: version2.problem ?? `git exits with ${version2.code}` },
    repository: repository.code === 0 ? { root: repository.stdout.trimEnd() } : { problem: repository.problem ?? firstLine(repository.stderr) },
    shellProblems,
    seesProcesses: seesOwn(),
    isContained: !inInitialPidNamespace(),
    filesMax,
    user: process.geteuid?.()
  };
}
function keepsCompiled() {
  const { getCompileCacheDir } = module;
  return getCompileCacheDir?.() !== void 0;
}
async function examineShell(environment2) {
  const path = `/usr/bin:/bin:${environment2["PATH"] ?? ""}`;
  const { code, stdout, problem: problem2 } = await ask("/bin/sh", ["-c", shellTrial], {
    cwd: "/",
    environment: { ...environment2, PATH: path },
    input: "a  b\n"
  });
  if (problem2 !== void 0)
    return [problem2];
  const said = stdout.split("\n").filter((line) => line !== "");
  return said.length === 0 && code !== 0 ? [`exits with ${code}`] : said;
}
async function readFilesMax(environment2) {
  const { stdout } = await ask("/bin/sh", ["-c", "ulimit -n"], { cwd: "/", environment: environment2 });
  const limit = stdout.trim();
  if (limit === "unlimited")
    return Number.POSITIVE_INFINITY;
  return /^\d+$/.test(limit) ? Number(limit) : void 0;
}
function seesOwn() {
  try {
    if (identityOf(process.pid) === void 0)
      return false;
    return process.platform !== "linux" || readProc(process.pid, "environ") !== void 0;
  } catch {
    return false;
  }
}
var patienceMs3, shellTrial, ask;
var init_checkup_machine = __esm({
  "../ft/dist/src/adapters/checkup-machine.js"() {
    "use strict";
    init_probe();
    init_text();
    init_identity();
    init_table();
    patienceMs3 = 1e4;
    shellTrial = `
fail() { printf '%s\\n' "$1"; }
IFS= read -r line && [ "$line" = 'a  b' ] || fail 'cannot read a line'
( exit 7 ); [ $? -eq 7 ] || fail 'loses exit codes'
n=$((2 + 3)); n=\${n#x}; case $n in 5) ;; *) fail 'cannot calculate' ;; esac
trap : HUP && trap '' HUP && trap - HUP || fail 'has no traps'
kill -s 0 -- -$$ 2>/dev/null || fail 'cannot signal a process group'
( exec sleep 0 ) || fail 'finds no sleep'
rm -f /dev/null/none 2>/dev/null; command -v rm >/dev/null || fail 'finds no rm'
[ ! -e /proc/self/environ ] || printf 'A=1\\0B=2\\0' | grep -qzxF B=2 || fail 'finds no grep that knows -z'
`;
    ask = (program, args, { cwd, environment: environment2, input = "" }) => new Promise((resolve6) => {
      const said = { stdout: "", stderr: "" };
      const child = spawn4(program, args, { cwd, env: environment2, detached: true });
      const leave4 = (code, problem2) => {
        clearTimeout(deadline);
        resolve6({ code, ...said, ...problem2 !== void 0 && { problem: problem2 } });
      };
      const deadline = setTimeout(() => {
        child.kill("SIGKILL");
        leave4(null, `${program} does not end`);
      }, patienceMs3);
      for (const stream of ["stdout", "stderr"])
        child[stream].setEncoding("utf8").on("data", (text) => {
          said[stream] = (said[stream] + text).slice(0, 64 * 1024);
        });
      child.stdin.on("error", () => void 0);
      child.stdin.end(input);
      child.once("error", ({ code, message }) => leave4(null, code === "ENOENT" ? `${program} is not there` : message));
      child.once("close", (code) => leave4(code));
    });
  }
});

// ../ft/dist/src/adapters/checkup.js
var checkup_exports = {};
__export(checkup_exports, {
  createCheckup: () => createCheckup
});
var createCheckup;
var init_checkup = __esm({
  "../ft/dist/src/adapters/checkup.js"() {
    "use strict";
    init_checkup_folder();
    init_checkup_machine();
    createCheckup = (root, cwd, environment2) => ({
      machine: () => examineMachine(cwd, environment2),
      folder: async () => examineFolder(root)
    });
  }
});

// ../ft/dist/src/adapters/background.js
var background_exports = {};
__export(background_exports, {
  spawnConductor: () => spawnConductor
});
import { spawn as spawn5 } from "node:child_process";
import { closeSync as closeSync9, fstatSync as fstatSync5, ftruncateSync as ftruncateSync2 } from "node:fs";
import { dirname as dirname10, join as join21 } from "node:path";
function spawnConductor(root, main2, environment2, args) {
  const path = join21(root, layout.conductorLog);
  const log = within(path, () => openToAppend(path));
  try {
    if (fstatSync5(log).size > logBytesMax)
      within(path, () => ftruncateSync2(log));
    const kept = Object.entries(environment2).filter(([name]) => !isOfRun(name) || keeps.has(name));
    const child = spawn5(process.execPath, [main2, "daemon", "run", "--background", "--dir", root, ...args], {
      cwd: dirname10(root),
      env: Object.fromEntries(kept),
      detached: true,
      stdio: ["ignore", log, log]
    });
    child.on("error", () => void 0);
    child.unref();
  } finally {
    closeSync9(log);
  }
}
var logBytesMax, isOfRun, keeps;
var init_background = __esm({
  "../ft/dist/src/adapters/background.js"() {
    "use strict";
    init_layout();
    init_disk_failure();
    init_disk_open();
    logBytesMax = 1024 * 1024;
    isOfRun = (name) => name.startsWith("ORCHESTRA_") || name === "TRACEPARENT";
    keeps = /* @__PURE__ */ new Set(["ORCHESTRA_FAILPOINT"]);
  }
});

// ../ft/dist/src/adapters/older-folder.js
var older_folder_exports = {};
__export(older_folder_exports, {
  readOlderFolder: () => readOlderFolder
});
import { constants as constants8, copyFileSync, existsSync as existsSync4, linkSync as linkSync4, lstatSync as lstatSync6, readdirSync as readdirSync4, readFileSync as readFileSync3, unlinkSync as unlinkSync4 } from "node:fs";
import { basename as basename4, dirname as dirname11, join as join22, resolve as resolve3 } from "node:path";
function readOlderFolder(from, temporary) {
  const roots = [resolve3(from), resolve3(from, ".orchestra")];
  const root = roots.find((one) => existsSync4(join22(one, "tasks"))) ?? roots.find((one) => basename4(one) === ".orchestra" && existsSync4(`${one}-cli`));
  if (root === void 0)
    return void 0;
  const files = [];
  const skipped = [];
  for (const folder of ["tasks", "archive"])
    for (const name of namesIn3(join22(root, folder))) {
      const id = /^(task_\d+)\.json$/.exec(name)?.[1];
      if (id === void 0)
        continue;
      const path = join22(root, folder, name);
      const text = textOf3(path);
      if (text !== void 0 && isOlderTaskText(text))
        files.push(fileOf(root, id, path, text));
      else if (id.length > "task_".length + 9 && !isOurs(text))
        skipped.push({ path, why: "it cannot be read as a task" });
    }
  const home = dirname11(root);
  const beside2 = join22(home, ".orchestra-cli", "prompts");
  const config3 = join22(home, ".orchestra-cli", layout.config);
  const said = textOf3(config3);
  return {
    root,
    cwd: basename4(root) === ".orchestra" ? home : root,
    files,
    skipped,
    papers: (id) => ({
      plan: find2(root, [`plans/${id}_plan.md`, `archive/${id}_plan.md`]),
      log: find2(root, [`logs/${id}.log`, `archive/${id}.log`])
    }),
    prompts: namesIn3(beside2).flatMap((name) => {
      const path = join22(beside2, name);
      return isFile(path) ? [{ name, path }] : [];
    }),
    config: said === void 0 ? void 0 : { path: config3, text: said, textOf: (name) => textNamed(home, name) },
    copy: (path, to) => copyOnce(path, to, temporary)
  };
}
function fileOf(root, id, path, text) {
  const sentinels = kinds2.flatMap((kind) => {
    const said = textOf3(join22(root, "tasks", `${id}.${kind}`));
    return said === void 0 ? [] : [[kind, said]];
  });
  const changedAtMs = lstatSync6(path).mtimeMs;
  return { id, text, changedAtMs, sentinels: Object.fromEntries(sentinels), isAlive };
}
function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0)
    return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
function textOf3(path) {
  const facts = lstatSync6(path, { throwIfNoEntry: false });
  return facts?.isFile() && facts.size <= sizeMax ? readFileSync3(path, "utf8") : void 0;
}
function textNamed(home, name) {
  const places = [resolve3(home, name), resolve3(home, ".orchestra-cli", name)];
  const path = places.find((one) => one.startsWith(`${home}/`) && isFile(one));
  return path === void 0 ? void 0 : textOf3(path);
}
function copyOnce(path, to, temporary) {
  const copy = join22(temporary, `${process.pid}.${process.hrtime.bigint()}.${basename4(to)}`);
  copyFileSync(path, copy, constants8.COPYFILE_EXCL);
  try {
    linkSync4(copy, to);
    return true;
  } catch (error) {
    if (error.code === "EEXIST")
      return false;
    throw error;
  } finally {
    unlinkSync4(copy);
  }
}
var kinds2, isOurs, find2, isFile, sizeMax, namesIn3;
var init_older_folder = __esm({
  "../ft/dist/src/adapters/older-folder.js"() {
    "use strict";
    init_layout();
    init_older_task();
    kinds2 = ["done", "error", "cancelled", "timeout"];
    isOurs = (text) => /"version":\s*\d/.test(text ?? "");
    find2 = (root, paths) => paths.map((path) => join22(root, path)).find(isFile);
    isFile = (path) => lstatSync6(path, { throwIfNoEntry: false })?.isFile() ?? false;
    sizeMax = 16 * 1024 * 1024;
    namesIn3 = (folder) => existsSync4(folder) ? readdirSync4(folder).sort() : [];
  }
});

// ../ft/dist/src/app.js
import { dirname as dirname12, extname, join as join23, resolve as resolve4 } from "node:path";
import { fileURLToPath } from "node:url";
async function composeStage(around, options) {
  const { environment: environment2, terminal: terminal2, cwd } = around;
  const { root, exists } = findWorkspace(cwd, options.dir, environment2["ORCHESTRA_DIR"]);
  const isNamed = (options.dir ?? environment2["ORCHESTRA_DIR"]) !== void 0;
  if (!exists && isNamed && !options.writes)
    throw new Failure("not_found", `no workspace at ${root}`, { hint: "orchestra init makes one" });
  const clock = createClock(bootId());
  const wrap = await wrappingFor(environment2["ORCHESTRA_FAILPOINT"]);
  const processes = wrap.processes(createProcesses());
  const opened = wrap.disk(createDisk(temporaryOf(root)), root);
  const disk = options.writes ? onFirstWrite(opened, () => prepare2(opened, root)) : opened;
  const store = createStore(disk, root, clock, processes);
  const wake = createWake();
  const debug = options.debug || environment2["AGENT_DEBUG"] === "1";
  const log = debug ? (line) => terminal2.err(`debug: ${line}
`) : () => void 0;
  const warn = unlessRepeated((line) => terminal2.err(`warning: ${line}
`));
  const agents3 = once(async () => {
    const { composeAgents: composeAgents2 } = await Promise.resolve().then(() => (init_app_engine(), app_engine_exports));
    return composeAgents2(root, packageRoot, environment2);
  });
  const prober = once(async () => {
    const { createProbe: createProbe2 } = await Promise.resolve().then(() => (init_probe2(), probe_exports));
    return createProbe2(await agents3(), cwd);
  });
  const checkup = once(async () => {
    const { createCheckup: createCheckup2 } = await Promise.resolve().then(() => (init_checkup(), checkup_exports));
    return createCheckup2(root, cwd, environment2);
  });
  const engine = once(async () => {
    const { composeWorld: composeWorld2, hold: hold3, onePass: onePass2, idleExitOf: idleExitOf2 } = await Promise.resolve().then(() => (init_app_engine(), app_engine_exports));
    const parts = { store, clock, agents: await agents3(), wake: createWake(), log, warn };
    const world = composeWorld2(parts, disk, packageRoot, wrap.launcher);
    return { world, hold: hold3, onePass: onePass2, idleExitMs: () => idleExitOf2(parts.agents) };
  });
  const isInsideRun = environment2["ORCHESTRA_RUN"] !== void 0;
  const isOurs2 = isInsideRun && environment2["ORCHESTRA_DIR"] === root;
  const spawn6 = async (args) => {
    const { spawnConductor: spawnConductor2 } = await Promise.resolve().then(() => (init_background(), background_exports));
    prepare2(disk, root);
    const words5 = [...args, ...debug ? ["--debug"] : []];
    await wrap.effect("spawn conductor", async () => {
      spawnConductor2(root, main, environment2, words5);
    });
  };
  const conducting = createConducting({
    lock: store.lock,
    clock,
    isInsideRun,
    spawn: spawn6,
    async passOnce() {
      const { world, hold: hold3, onePass: onePass2 } = await engine();
      return hold3(world, onePass2("once"));
    }
  });
  const context = {
    store,
    clock,
    agents: agents3,
    shipped: async () => (await Promise.resolve().then(() => (init_app_engine(), app_engine_exports))).shippedAgents(packageRoot),
    probe: async (agent, options2) => (await prober())(agent, options2),
    checkup: {
      machine: async () => (await checkup()).machine(),
      folder: async () => (await checkup()).folder()
    },
    older: async (from) => {
      const { readOlderFolder: readOlderFolder2 } = await Promise.resolve().then(() => (init_older_folder(), older_folder_exports));
      return readOlderFolder2(resolve4(cwd, from), temporaryOf(root));
    },
    processes,
    wake,
    conducting,
    isInterrupted: around.isInterrupted,
    insideTask: isOurs2 ? Number(environment2["ORCHESTRA_TASK_NUMBER"]) : void 0,
    cwd,
    isFolder: (path) => fs.existsSync(`${path}/.`),
    readText: (from) => readText2(from, around),
    templates: (name) => fs.readFileSync(join23(packageRoot, name), "utf8"),
    writeOnce: (path, text) => {
      makeFolders(root, [layout.prompts]);
      return disk.create(path, text, { mode: 420 });
    },
    writeOver: (path, text) => disk.replace(path, text, { mode: 420 }),
    readFile: readEdited
  };
  return {
    context,
    terminal: terminal2,
    self: around.self,
    json: options.json,
    listenForInterruption: around.listenForInterruption,
    hold: (request) => holdHere(request),
    aside: stageAside,
    elsewhere: (folder) => {
      const place2 = folder ?? temporaryFolder("orchestra-demo-");
      const dir = join23(resolve4(cwd, place2), ".orchestra");
      return composeStage({ ...around, cwd: resolve4(cwd, place2) }, { ...options, dir, writes: true });
    }
  };
  async function stageAside() {
    const folder = temporaryFolder("orchestra-aside-");
    const remove3 = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    const dir = join23(folder, ".orchestra");
    const place2 = await composeStage({ ...around, cwd: folder }, { ...options, dir, writes: true });
    return {
      place: place2,
      remove: () => {
        place2.context.wake.close();
        remove3();
      }
    };
  }
  async function holdHere(request) {
    if (isInsideRun) {
      await conducting.ensure();
      return { held: false, who: "a conductor in the background" };
    }
    const { world, hold: hold3, idleExitMs: configured } = await engine();
    const { onTaken, leaves, ...rest } = request;
    const idleExitMs = {
      "at once": () => 0,
      "when idle": configured,
      never: () => void 0
    }[leaves]();
    const held = await hold3(world, {
      launches: true,
      maxParallel: void 0,
      only: void 0,
      isDone: () => false,
      ...rest,
      idleExitMs
    }, onTaken);
    world.wake.close();
    if (held.held && held.end === "followed" && !store.lock.look())
      throw new Failure("unavailable", `${root} was removed while it was conducted`, {
        hint: "what was queued is lost; agents that still run are stopped within minutes"
      });
    return held.held ? held : { held: false, who: describeHolder(held.holder) };
  }
}
function onFirstWrite(disk, makeReady) {
  let isReady = false;
  const ready = (write2) => (...args) => {
    if (!isReady)
      makeReady();
    isReady = true;
    return write2(...args);
  };
  const { patient } = disk;
  return {
    ...disk,
    ...patient && {
      patient: {
        create: ready(patient.create),
        replace: ready(patient.replace),
        makeFolder: ready(patient.makeFolder)
      }
    },
    create: ready(disk.create),
    replace: ready(disk.replace),
    mark: ready(disk.mark),
    append: ready(disk.append),
    makeFolder: ready(disk.makeFolder)
  };
}
function prepare2(disk, root) {
  makeFolders(root, storeFolders, agentFolders);
  const ignore = join23(root, layout.ignore);
  if (!disk.exists(ignore))
    disk.create(ignore, ignoreText, { mode: 420 });
}
function unlessRepeated(say) {
  let last;
  return (line) => {
    if (line !== last)
      say(line);
    last = line;
  };
}
async function readText2(from, { cwd, readStdin: readStdin2 }) {
  if ("stdin" in from)
    return readStdin2();
  const { readTextFile: readTextFile2 } = await Promise.resolve().then(() => (init_text_input(), text_input_exports));
  return readTextFile2(resolve4(cwd, from.file));
}
var here, main, packageRoot;
var init_app = __esm({
  "../ft/dist/src/app.js"() {
    "use strict";
    init_builtins();
    init_clock();
    init_conducting();
    init_disk();
    init_disk_open();
    init_folders();
    init_identity();
    init_processes();
    init_store();
    init_wake();
    init_workspace();
    init_app_failpoints();
    init_failure();
    init_layout();
    init_lock();
    init_once();
    here = fileURLToPath(import.meta.url);
    main = join23(dirname12(here), `main${extname(here)}`);
    packageRoot = (() => {
      let folder = dirname12(here);
      while (!fs.existsSync(join23(folder, "package.json")))
        folder = dirname12(folder);
      return folder;
    })();
  }
});

// ../ft/dist/src/lib/columns.js
function alignColumns(rows, layout2 = {}) {
  const { gap: gap3 = 2, right = [], flexible } = layout2;
  const widths = fit(widestCells(rows), gap3, layout2);
  return rows.map((cells) => {
    const padded = cells.map((whole, column) => {
      const width = widths[column] ?? 0;
      const cell = column === flexible ? truncate(whole, width) : whole;
      const padding = " ".repeat(width - displayWidth(cell));
      return right.includes(column) ? padding + cell : cell + padding;
    });
    return padded.join(" ".repeat(gap3)).trimEnd();
  });
}
function widestCells(rows) {
  const widths = [];
  for (const cells of rows)
    for (const [column, cell] of cells.entries())
      widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
  return widths;
}
function fit(widths, gap3, { width, flexible }) {
  const whole = widths.reduce((sum2, each) => sum2 + each, gap3 * Math.max(0, widths.length - 1));
  const excess = Math.max(0, whole - (width ?? whole));
  return widths.map((each, column) => column === flexible ? Math.max(each - excess, Math.min(each, 1)) : each);
}
var init_columns = __esm({
  "../ft/dist/src/lib/columns.js"() {
    "use strict";
    init_text();
  }
});

// ../ft/dist/src/operations/init-config.js
function configFor(coder, installed) {
  const others2 = installed.filter((name) => name !== coder);
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
      ...Object.fromEntries(others2.map((name) => [name, { extends: name, promptTemplateFile: template }]))
    }
  };
}
function isUnedited(text, names) {
  const choices2 = subsetsOf(names).flatMap((installed) => [void 0, ...names].map((coder) => renderConfig(configFor(coder, installed))));
  return choices2.includes(text);
}
function coderIn(text, names) {
  if (!isUnedited(text, names))
    return void 0;
  return JSON.parse(text).agents?.[standIn]?.extends;
}
function explainConfig(config3) {
  const told2 = /* @__PURE__ */ new Set();
  return linesOf(Config, config3, 0).map(({ line, says }) => {
    const isNew = !told2.has(says);
    told2.add(says);
    return { line, says: isNew ? says : "" };
  });
}
function linesOf(schema, value, depth) {
  return Object.entries(value).flatMap(([key, part]) => {
    const own = schema.properties?.[key] ?? (schema.additionalProperties || void 0);
    const start3 = `${"  ".repeat(depth)}"${key}"`;
    const isAgent = own?.properties === AgentSettings.properties;
    const says = isAgent ? `An agent: orchestra start ${standIn} "\u2026"` : firstSentence(own?.description ?? "");
    if (typeof part !== "object" || part === null)
      return [{ line: `${start3}: ${JSON.stringify(part)}`, says }];
    return [{ line: start3, says }, ...own ? linesOf(own, part, depth + 1) : []];
  });
}
var template, renderConfig, subsetsOf, firstSentence;
var init_init_config = __esm({
  "../ft/dist/src/operations/init-config.js"() {
    "use strict";
    init_agent();
    init_layout();
    init_lineage();
    template = `${layout.prompts}/default.md`;
    renderConfig = (config3) => `${JSON.stringify(config3, null, 2)}
`;
    subsetsOf = (names) => Array.from({ length: 2 ** names.length }, (_, bits) => names.filter((_name, at) => Math.floor(bits / 2 ** at) % 2 === 1));
    firstSentence = (text) => /^.*?\.(?= |$)/.exec(text)?.[0] ?? text;
  }
});

// ../ft/dist/src/operations/operation.js
var conductors, operation;
var init_operation = __esm({
  "../ft/dist/src/operations/operation.js"() {
    "use strict";
    conductors = ["there", "spawned", "unseen", "none"];
    operation = (definition) => definition;
  }
});

// ../ft/dist/src/operations/init.js
async function lookAround({ shipped, probe }) {
  const known4 = (await shipped()).filter(({ simulated }) => !simulated);
  return Promise.all(known4.map(async (agent) => {
    const { path, version: version2, problem: problem2 } = await probe(agent);
    return {
      name: agent.name,
      usable: path !== void 0 && problem2 === void 0,
      ...version2 !== void 0 && { version: version2 },
      ...problem2 !== void 0 && { problem: problem2 },
      ...agent.install !== void 0 && { install: agent.install }
    };
  }));
}
function isOpen2(context, found) {
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
function write({ readFile, writeOnce, writeOver }, path, text, isOurs2 = () => false) {
  const old = readFile(path);
  if (old === void 0) {
    writeOnce(path, text);
    return { path, is: "written" };
  }
  if (old === text || !isOurs2(old))
    return { path, is: "kept" };
  writeOver(path, text);
  return { path, is: "renewed" };
}
var Candidate, File, init, promptFile, schemaFile, usableOf;
var init_init = __esm({
  "../ft/dist/src/operations/init.js"() {
    "use strict";
    init_failure();
    init_layout();
    init_schema();
    init_suggest();
    init_init_config();
    init_operation();
    Candidate = object({
      name: string("A shipped profile."),
      usable: boolean("Whether its program is there, and runs."),
      version: optional(string("What it says its version is.")),
      problem: optional(string("Why it is not usable although it is there.")),
      install: optional(string("The command that installs it."))
    });
    File = object({
      path: string("A file."),
      is: oneOf(["written", "renewed", "kept"], "Renewed is what nobody had edited; what was is kept as it is.")
    });
    init = operation({
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
        const { store, templates: templates2, readFile } = context;
        const found = await lookAround(context);
        const names = found.map(({ name }) => name);
        const path = (name) => `${store.root}/${name}`;
        const chosen = choose(found, agent ?? chosenBefore(context, found));
        const config3 = configFor(chosen, usableOf(found));
        const text = renderConfig(config3);
        const ignore = write(context, path(layout.ignore), ignoreText);
        const files = [
          write(context, path(layout.config), text, (old) => isUnedited(old, names)),
          // Ours alone: it describes what this version takes.
          write(context, path(layout.configSchema), templates2(schemaFile), () => true),
          write(context, path(promptFile), templates2(`templates/${promptFile}`)),
          ignore
        ];
        const isOurs2 = readFile(path(layout.config)) === text;
        return {
          root: store.root,
          files,
          agents: found,
          ...chosen !== void 0 && isOurs2 && { agent: chosen },
          config: isOurs2 ? explainConfig(config3) : []
        };
      }
    });
    promptFile = `${layout.prompts}/default.md`;
    schemaFile = "templates/schemas/agent-config.schema.json";
    usableOf = (found) => found.filter(({ usable }) => usable).map(({ name }) => name);
  }
});

// ../ft/dist/src/cli/choice.js
function askForOne({ err, onKey }, question, options) {
  const rows = options.map(({ name, note: note2 }, at) => [`  ${at + 1}`, name, note2]);
  const names = options.map(({ name }) => name);
  err(`${question}
${alignColumns(rows).join("\n")}
`);
  return new Promise((resolve6) => {
    const stop2 = onKey((typed) => {
      const read3 = readChoice(typed, names);
      if (!read3)
        return;
      stop2();
      err(`${read3.chosen ?? ""}

`);
      resolve6(read3.chosen);
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
var leavingKeys, enterKeys;
var init_choice = __esm({
  "../ft/dist/src/cli/choice.js"() {
    "use strict";
    init_columns();
    leavingKeys = ["", "", "q"];
    enterKeys = ["\r", "\n"];
  }
});

// ../ft/dist/src/cli/print/json.js
var printJson, printJsonLine;
var init_json2 = __esm({
  "../ft/dist/src/cli/print/json.js"() {
    "use strict";
    printJson = ({ out }, value) => out(`${JSON.stringify(value, null, 2)}
`);
    printJsonLine = ({ out }, value) => out(`${JSON.stringify(value)}
`);
  }
});

// ../ft/dist/src/cli/stage.js
var exits, exitOfFailure, ErrorOutput, endsOfWaiting;
var init_stage = __esm({
  "../ft/dist/src/cli/stage.js"() {
    "use strict";
    init_schema();
    exits = { ok: 0, failed: 1, usage: 2, timeout: 124, interrupted: 130 };
    exitOfFailure = {
      usage: exits.usage,
      invalid: exits.failed,
      not_found: exits.failed,
      conflict: exits.failed,
      unavailable: exits.failed
    };
    ErrorOutput = object({
      error: object({
        code: oneOf(Object.keys(exitOfFailure), "What kind of refusal it is."),
        message: string("What happened, and where."),
        hint: optional(string("What to do."))
      }, "What is wrong.")
    });
    endsOfWaiting = {
      [exits.ok]: "All of them completed.",
      [exits.failed]: "Not all of them completed.",
      [exits.interrupted]: "Interrupted; what runs goes on."
    };
  }
});

// ../ft/dist/src/cli/command.js
var commandOf, withExtra;
var init_command2 = __esm({
  "../ft/dist/src/cli/command.js"() {
    "use strict";
    init_json2();
    init_stage();
    commandOf = (operation2, tell4, exitOf2 = () => exits.ok) => ({
      ...operation2,
      async run(stage, input) {
        const answer2 = await operation2.run(stage.context, input);
        if (stage.json)
          printJson(stage.terminal, answer2);
        else
          tell4(answer2, stage);
        return exitOf2(answer2);
      }
    });
    withExtra = (operation2, extra5) => ({
      ...operation2,
      input: {
        ...operation2.input,
        properties: { ...operation2.input.properties, ...extra5.properties }
      }
    });
  }
});

// ../ft/dist/src/cli/style.js
var codes, painter, looks;
var init_style = __esm({
  "../ft/dist/src/cli/style.js"() {
    "use strict";
    codes = {
      dim: [2, 22],
      red: [31, 39],
      green: [32, 39],
      yellow: [33, 39],
      magenta: [35, 39],
      cyan: [36, 39],
      white: [37, 39]
    };
    painter = (color) => (format, text) => {
      const [on, off] = codes[format];
      return color && text !== "" ? `\x1B[${on}m${text}\x1B[${off}m` : text;
    };
    looks = {
      draft: { icon: "\xB7", format: "dim" },
      pending: { icon: "\u25CB", format: "white" },
      blocked: { icon: "\u25CC", format: "dim" },
      awaiting: { icon: "?", format: "magenta" },
      running: { icon: "\u25B6", format: "cyan" },
      complete: { icon: "\u2714", format: "green" },
      failed: { icon: "\u2716", format: "red" },
      cancelled: { icon: "\u2298", format: "yellow" }
    };
  }
});

// ../ft/dist/src/cli/commands/init.js
var init_exports = {};
__export(init_exports, {
  init: () => init2
});
async function ask2({ context, terminal: terminal2 }) {
  const found = await lookAround(context);
  const usable = found.filter((one) => one.usable);
  if (usable.length < 2 || !isOpen2(context, found))
    return "proposed";
  const options = usable.map(({ name, version: version2 = "" }) => ({ name, note: version2 }));
  return askForOne(terminal2, "Which one is to be your coder?", options);
}
function tell2({ files, agents: agents3, agent, config: config3 }, { self: self2, terminal: terminal2 }) {
  const paint = painter(terminal2.color);
  const isNew = files[0]?.is !== "kept" && config3.length > 0;
  const isThere2 = agents3.some(({ name, usable }) => name === agent && usable);
  const next2 = [
    ["now:", `${self2} start coder "what to do"`],
    ...isThere2 ? [["", `${self2} agents test coder`, "is it logged in, may it write?"]] : []
  ];
  return [
    ...alignColumns(files.map(({ path, is }) => [is, path])),
    "",
    ...isNew ? [...alignColumns(config3.map(({ line, says }) => [line, paint("dim", says)])), ""] : [],
    ...remarks(agents3, agent, config3.length > 0),
    ...alignColumns(next2),
    ""
  ].join("\n");
}
function remarks(agents3, agent, isOurs2) {
  const missing = agents3.find(({ name, usable }) => name === agent && !usable);
  const lines = agents3.flatMap(({ problem: problem2 }) => problem2 === void 0 ? [] : [harmless(problem2)]);
  if (missing && missing.problem === void 0)
    lines.push(`${missing.name} is not installed: ${missing.install}`);
  if (!isOurs2)
    lines.push("agent-config.json is yours: it stays as it is");
  if (usableOf(agents3).length === 0 && !missing)
    lines.push(`no agent CLI is installed${isOurs2 ? ", so coder is simulated; install one, then init again" : ""}:`, ...alignColumns(agents3.map(({ name, install = "" }) => [`  ${name}`, install])));
  return lines.length === 0 ? [] : [...lines, ""];
}
var extra, init2;
var init_init2 = __esm({
  "../ft/dist/src/cli/commands/init.js"() {
    "use strict";
    init_columns();
    init_schema();
    init_text();
    init_init();
    init_choice();
    init_command2();
    init_json2();
    init_stage();
    init_style();
    extra = object({
      yes: optional(boolean("Take what is proposed; ask nothing."))
    });
    init2 = {
      ...withExtra(init, extra),
      short: { y: "yes" },
      ends: { 130: "Interrupted at the question; nothing was written." },
      async run(stage, { yes, ...input }) {
        const { context, terminal: terminal2, json } = stage;
        const isAsking = terminal2.isInteractive && !json && !yes && input.agent === void 0;
        const choice = isAsking ? await ask2(stage) : "proposed";
        if (choice === void 0) {
          terminal2.err("nothing was written\n");
          return exits.interrupted;
        }
        const answer2 = await init.run(context, choice === "proposed" ? input : { agent: choice });
        if (json)
          printJson(terminal2, answer2);
        else
          terminal2.out(tell2(answer2, stage));
        return exits.ok;
      }
    };
  }
});

// ../ft/dist/src/operations/read-quietly.js
function readQuietly(read3) {
  try {
    return read3();
  } catch {
    return void 0;
  }
}
var init_read_quietly = __esm({
  "../ft/dist/src/operations/read-quietly.js"() {
    "use strict";
  }
});

// ../ft/dist/src/operations/circumstances.js
function nameOf(obstacle) {
  switch (obstacle.is) {
    case "dependency":
      return String(obstacle.task);
    case "paused":
      return obstacle.what === "queue" ? void 0 : obstacle.name;
    case "until":
    case "backoff":
      return new Date(obstacle.atMs).toISOString();
    default:
      return void 0;
  }
}
var circumstancesOf;
var init_circumstances = __esm({
  "../ft/dist/src/operations/circumstances.js"() {
    "use strict";
    init_controls();
    init_read_quietly();
    circumstancesOf = ({ store, clock }) => ({
      nowMs: Date.parse(clock.now().at),
      standing: (other) => readQuietly(() => store.tasks.read(other))?.settled?.status ?? "open",
      get controls() {
        return readQuietly(store.controls.read) ?? noControls;
      }
    });
  }
});

// ../ft/dist/src/operations/unseen.js
function unseenOf({ store: { runs }, processes }, task) {
  const run3 = liveRunOf(task)?.run;
  if (run3 === void 0 || !quietly(() => runs.hasStarted(run3)))
    return void 0;
  if (quietly(() => runs.exit(run3)) !== void 0)
    return void 0;
  const identity = quietly(() => runs.started(run3))?.handle.identity;
  if (!identity)
    return "somebody whose name is damaged";
  if (processes.livenessOf(identity) !== "unknown")
    return void 0;
  return `process ${identity.pid} on ${identity.host}`;
}
function quietly(read3) {
  try {
    return read3();
  } catch {
    return void 0;
  }
}
var init_unseen = __esm({
  "../ft/dist/src/operations/unseen.js"() {
    "use strict";
    init_task();
  }
});

// ../ft/dist/src/operations/show-task.js
function rowOf(context, task, shownIn) {
  const last = task.runs.at(-1);
  const startedAt = last && startOf(context, last.run);
  const ended2 = task.settled ?? last?.outcome;
  return {
    id: taskIdOf(task.number),
    number: task.number,
    agent: task.agent,
    title: firstLine(titleOf(task)),
    ...statusOf(context, task, shownIn),
    priority: task.priority,
    attempt: last?.attempt ?? 0,
    createdAt: task.createdAt,
    ...startedAt && { startedAt },
    ...ended2 && { endedAt: ended2.endedAt },
    ...elapsed(context, last?.outcome?.elapsedMs, last?.outcome ? void 0 : startedAt),
    ...task.labels && { labels: task.labels },
    simulated: task.simulated ?? false
  };
}
function viewOf(context, task) {
  const last = task.runs.at(-1);
  const message = task.settled?.message ?? last?.outcome?.message;
  const unseen3 = unseenOf(context, task);
  return {
    ...rowOf(context, task),
    prompt: task.prompt,
    cwd: task.cwd,
    ...task.model !== void 0 && { model: task.model },
    ...message !== void 0 && { message },
    ...task.notBefore !== void 0 && { notBefore: task.notBefore },
    ...task.timeoutMs !== void 0 && { timeoutMs: task.timeoutMs },
    after: task.after ?? [],
    env: Object.keys(task.env ?? {}),
    runs: task.runs,
    ...context.store.tasks.papers(task.number),
    ...unseen3 !== void 0 && { unseen: unseen3 },
    ...last && { folder: context.store.runs.folder(last.run) },
    putAside: last ? context.store.runs.putAside(last.run) : []
  };
}
function statusOf(context, task, shownIn) {
  if (shownIn === "awaiting")
    return { status: shownIn };
  const circumstances = circumstancesOf(context);
  const { status: status3, reason } = project(task, circumstances);
  const [first2] = status3 === "blocked" ? obstaclesOf(task, circumstances) : [];
  const waitsFor = first2 && nameOf(first2);
  return { status: status3, ...reason && { reason }, ...waitsFor !== void 0 && { waitsFor } };
}
function elapsed({ clock }, known4, startedAt) {
  if (known4 !== void 0)
    return { elapsedMs: known4 };
  if (startedAt === void 0)
    return {};
  return { elapsedMs: Math.max(0, Date.parse(clock.now().at) - Date.parse(startedAt)) };
}
var rowFields, TaskRow, TaskView, startOf;
var init_show_task = __esm({
  "../ft/dist/src/operations/show-task.js"() {
    "use strict";
    init_instant();
    init_projection();
    init_task();
    init_vocabulary();
    init_schema();
    init_text();
    init_circumstances();
    init_read_quietly();
    init_unseen();
    rowFields = {
      id: string("Its id."),
      number: number2("Its number."),
      agent: string("Who does it."),
      title: string("Its title, or the first line of its prompt."),
      status: oneOf(statuses, "Where it is in its life."),
      reason: optional(oneOf(reasons, "Why.")),
      waitsFor: optional(string("What it waits for first: a task, a group, an agent or a time.")),
      priority: integer("Higher runs first."),
      attempt: integer("Which attempt; 0 before the first.", { minimum: 0 }),
      createdAt: optional(timestamp("When it was accepted; absent for finished ones in a table.")),
      startedAt: optional(timestamp("When its last run began.")),
      endedAt: optional(timestamp("When it ended.")),
      elapsedMs: optional(integer("How long its last run has taken.", { minimum: 0 })),
      labels: optional(record(string("A value."), "Its labels; absent for finished ones in a table.")),
      simulated: boolean("True when no real agent does it.")
    };
    TaskRow = object(rowFields);
    TaskView = object({
      ...rowFields,
      prompt: string("What was asked."),
      cwd: string("Where the agent works."),
      model: optional(string("The model it is asked to use.")),
      message: optional(string("What was last said about it.")),
      notBefore: optional(timestamp("It does not start earlier.")),
      timeoutMs: optional(integer("An attempt is stopped after this long.")),
      after: list(number2("A task."), "Tasks it waits for."),
      env: list(string("A name."), "Names of its own environment variables."),
      runs: list(Attempt, "Its attempts, oldest first."),
      folder: optional(string("The folder of its last run.")),
      plan: optional(string("The file of its plan, under the classic name.")),
      log: optional(string("The file of its log, under the classic name.")),
      unseen: optional(string("Who runs it, where nobody can tell from here whether it is alive.")),
      putAside: list(string("A name."), "Classic sentinels that did not count, kept in that folder.")
    });
    startOf = ({ store }, run3) => readQuietly(() => store.runs.started(run3))?.since.at;
  }
});

// ../ft/dist/src/operations/words.js
function durationOf(flag2, text) {
  const ms = parseDuration(text);
  if (ms !== void 0 && ms > 0 && ms <= longestMs)
    return ms;
  if (ms !== void 0 && ms > longestMs)
    throw new Failure("usage", `--${flag2} is longer than ten years: ${quoted(text)}`, {
      hint: `take less, or leave --${flag2} out`
    });
  throw new Failure("usage", `--${flag2} is no duration: ${quoted(text)}`, {
    hint: "such as 90 (seconds), 30m, 1h30m, 2d"
  });
}
function numberOf2(word) {
  const number4 = parseTaskNumber(word);
  if (number4 !== void 0)
    return number4;
  throw new Failure("usage", `${quoted(word)} is no task`, {
    hint: "tasks are named 12 or task_12"
  });
}
function promptFrom(text) {
  if (text.trim() === "")
    throw new Failure("usage", "the prompt is empty", {
      hint: 'orchestra start AGENT "what to do"'
    });
  if (text.includes("\0"))
    throw new Failure("usage", "the prompt holds a NUL byte, which no agent can read", {
      hint: "leave it out, or put the bytes into a file and name that in the prompt"
    });
  return text;
}
function taskNamed({ store }, word) {
  const number4 = numberOf2(word);
  const task = store.tasks.read(number4);
  if (task)
    return task;
  throw new Failure("not_found", `there is no ${taskIdOf(number4)}`, { hint: "orchestra status" });
}
var longestMs;
var init_words = __esm({
  "../ft/dist/src/operations/words.js"() {
    "use strict";
    init_failure();
    init_task();
    init_duration();
    init_text();
    longestMs = 10 * 365 * 864e5;
  }
});

// ../ft/dist/src/operations/new-task.js
import { resolve as resolve5 } from "node:path";
async function createDrafter(context) {
  const agents3 = await context.agents();
  const { defaultAgent } = agents3.settings();
  const isFolder2 = remembered(context.isFolder);
  const isTask = remembered((number4) => context.store.tasks.read(number4) !== void 0);
  const programIn = remembered((cwd) => remembered((command) => agents3.locate(command, cwd)));
  return (asked) => {
    const problems = [];
    const attempt3 = (check2) => noting(problems, check2);
    const given = (value, read3) => value === void 0 ? void 0 : attempt3(() => read3(value));
    const agent = attempt3(() => agents3.resolve(asked.agent ?? defaultAgent));
    const cwd = attempt3(() => workingFolder(context.cwd, asked.cwd, isFolder2));
    const fields = {
      prompt: attempt3(() => promptFrom(asked.prompt)),
      title: asked.title,
      priority: asked.priority,
      timeoutMs: given(asked.timeout, (text) => durationOf("timeout", text)),
      retry: asked.retries === void 0 ? void 0 : { retries: asked.retries },
      after: given(asked.after, (words5) => words5.map((word) => dependency(word, isTask))),
      notBefore: given(asked.delay, (text) => momentAfter(context, text)),
      env: given(asked.env, environmentOf),
      labels: given(asked.labels, labelsOf),
      model: asked.model
    };
    if (!agent || cwd === void 0 || problems.length > 0)
      return { ok: false, problems };
    const simulated = agent.simulated || void 0;
    const wanted = attempt3(() => checked({ ...fields, agent: agent.name, cwd, simulated }));
    const program = programIn(cwd)(agent.command);
    if (program === void 0)
      problems.push(missingProgram(agent));
    if (wanted)
      attempt3(() => refuseUncallable(context, agent, wanted));
    return wanted && program !== void 0 && problems.length === 0 ? { ok: true, wanted, agent, program } : { ok: false, problems };
  };
}
function draftedOrThrow(draft) {
  if (draft.ok)
    return draft;
  const [first2, ...others2] = draft.problems;
  if (!first2 || others2.length === 0)
    throw first2;
  const messages = draft.problems.map(({ message }) => message);
  throw new Failure(first2.code, messages.join("; "), { hint: first2.hint });
}
function queueTask({ store, clock }, wanted) {
  const hint3 = store.queue.storedHead()?.highest ?? 0;
  const task = store.tasks.create((number4) => newRecord(number4, wanted, clock.now().at), hint3);
  const nowMs = Date.parse(task.createdAt);
  const { status: status3 } = project(task, { nowMs, standing: () => "open", controls: noControls });
  store.queue.enter(folderOf(status3) ?? "pending", orderOf(task));
  return task;
}
function noting(problems, check2) {
  try {
    return check2();
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    problems.push(error);
    return void 0;
  }
}
function remembered(look3) {
  const known4 = /* @__PURE__ */ new Map();
  return (key) => {
    const found = known4.has(key) ? known4.get(key) : look3(key);
    known4.set(key, found);
    return found;
  };
}
function workingFolder(here2, named, isFolder2) {
  const cwd = resolve5(here2, named ?? ".");
  if (cwd.includes("\0"))
    throw new Failure("usage", "--cwd holds a NUL byte", { hint: "leave that byte out" });
  if (isFolder2(cwd))
    return cwd;
  throw new Failure("invalid", `there is no folder ${cwd}`, { hint: "create it first" });
}
function dependency(word, isTask) {
  const number4 = numberOf2(word);
  if (isTask(number4))
    return number4;
  throw new Failure("not_found", `there is no ${taskIdOf(number4)} to wait for`, {
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
  const read3 = parse(NewTask, value);
  if (read3.ok)
    return read3.value;
  const problems = read3.issues.map(({ path, message }) => `${path} ${message}`);
  throw new Failure("usage", problems.join("; "), { hint: "orchestra start --help" });
}
function refuseUncallable({ store, clock }, agent, wanted) {
  const places = placesOf(store.root, 1, 1, agent.classicNames);
  const trial = { places, attempt: 1, slot: 0, token: "", inherited: {} };
  callFor(agent, newRecord(1, wanted, clock.now().at), trial);
}
var taskOptions, labelsOption, TaskOptions;
var init_new_task = __esm({
  "../ft/dist/src/operations/new-task.js"() {
    "use strict";
    init_agent();
    init_command();
    init_controls();
    init_failure();
    init_layout();
    init_projection();
    init_task();
    init_schema();
    init_words();
    taskOptions = {
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
    labelsOption = optional(record(string("A value."), "A mark to filter by, such as area=parser."));
    TaskOptions = object({ ...taskOptions, labels: labelsOption });
  }
});

// ../ft/dist/src/operations/wishes.js
async function wish(context, intent, morePatienceMs = 0) {
  const { store, clock, conducting, wake } = context;
  const order = intentOrder(Date.parse(intent.at), clock.random(8));
  store.intents.leave(order, intent);
  const settled = await conducting.settle();
  const isOpen3 = settled === "elsewhere";
  wake.watch([`${store.root}/${layout.answered}`]);
  const since2 = clock.now().monotonicMs;
  for (; ; ) {
    const answered = readQuietly(() => store.intents.answered(order));
    if (answered)
      return answered.results;
    if (isOpen3)
      await conducting.ensure();
    if (clock.now().monotonicMs - since2 > patienceMs4 + morePatienceMs)
      break;
    await wake.sleep(pollMs2);
  }
  const holder = store.lock.look();
  throw new Failure("unavailable", "nobody has done it yet; the wish is kept, and will be carried out", {
    hint: holder ? `${describeHolder(holder)} conducts; is it stopped?` : "orchestra daemon start"
  });
}
var patienceMs4, pollMs2;
var init_wishes2 = __esm({
  "../ft/dist/src/operations/wishes.js"() {
    "use strict";
    init_failure();
    init_intent();
    init_layout();
    init_lock();
    init_read_quietly();
    patienceMs4 = 15e3;
    pollMs2 = 100;
  }
});

// ../ft/dist/src/operations/batch.js
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
    const read3 = readLine6(line, at === lines.length);
    const drafted = read3.value && draft(withDefaults(defaults, read3.value));
    if (drafted?.ok && read3.problems.length === 0)
      return [drafted];
    const more = drafted && !drafted.ok ? drafted.problems.map(({ message }) => message) : [];
    const told2 = [...read3.problems, ...more].map((problem2) => problem2.replace(/^--/, ""));
    problems.push(...told2.map((problem2) => `line ${at}: ${problem2}`));
    return [];
  });
  if (problems.length > 0)
    throw refusal2(problems);
  return drafts;
}
function refuseDefaults(draft, defaults) {
  const problemsOf2 = (asked) => {
    const drafted = draft({ ...asked, prompt: "?" });
    return drafted.ok ? [] : drafted.problems;
  };
  const bare = defaults.agent === void 0 ? problemsOf2({}).map(({ message }) => message) : [];
  const problems = problemsOf2(defaults).filter(({ message }) => !bare.includes(message));
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
function readLine6(line, isLast) {
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
  const value = spelled2(json.value);
  const read3 = parse(BatchLine, value);
  if (read3.ok)
    return { value: read3.value, problems: [] };
  const problems = read3.issues.map(({ path, message }) => path === "(root)" ? message : `${path} ${message}`);
  const bad = new Set(read3.issues.map(({ path }) => path.split(/[.[]/)[0]));
  if (bad.has("(root)"))
    return { problems };
  const good = Object.entries(value).filter(([key]) => !bad.has(key));
  const rest = parse(BatchLine, {
    ...bad.has("prompt") && { prompt: "?" },
    ...Object.fromEntries(good)
  });
  return { ...rest.ok && { value: rest.value }, problems };
}
function spelled2(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return value;
  const spell2 = (given) => typeof given === "number" ? String(given) : given;
  const entries = Object.entries(value).map(([key, given]) => {
    if (key === "timeout" || key === "delay")
      return [key, spell2(given)];
    if (key !== "after")
      return [key, given];
    return [key, (Array.isArray(given) ? given : [given]).map(spell2)];
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
function refusal2(problems) {
  const left = problems.length - problemsMax;
  const shown = left > 0 ? [...problems.slice(0, problemsMax), `and ${left} more`] : problems;
  return new Failure("invalid", `nothing was queued:
${shown.join("\n")}`, {
    hint: "mend these lines, and give the whole batch again"
  });
}
var BatchLine, BatchTask, lineCharactersMax, problemsMax, patiencePerTaskMs;
var init_batch2 = __esm({
  "../ft/dist/src/operations/batch.js"() {
    "use strict";
    init_failure();
    init_intent();
    init_task();
    init_json();
    init_schema();
    init_text();
    init_new_task();
    init_wishes2();
    BatchLine = object({
      agent: optional(string("The agent; else the one that the command names, or the default one.")),
      prompt: string("What it should do, byte for byte."),
      ...taskOptions,
      labels: labelsOption
    });
    BatchTask = object({
      id: string("Its id."),
      number: number2("Its number."),
      agent: string("Who does it."),
      title: string("Its title, or the first line of its prompt."),
      simulated: boolean("True when no real agent does it.")
    });
    lineCharactersMax = 1024 * 1024;
    problemsMax = 100;
    patiencePerTaskMs = 20;
  }
});

// ../ft/dist/src/lib/shell-quote.js
function quote(word) {
  if (harmlessWord.test(word))
    return word;
  if (/[^\P{Cc}\n\t]/u.test(word))
    return `$'${word.replace(/[\\'\p{Cc}]/gu, spell)}'`;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
var quoteForShell, harmlessWord, spell;
var init_shell_quote = __esm({
  "../ft/dist/src/lib/shell-quote.js"() {
    "use strict";
    quoteForShell = (words5) => words5.map(quote).join(" ");
    harmlessWord = /^(?:-[\w@%+=:,./-]*|[\w@%+:,./-]+)$/;
    spell = (character) => /[\\']/.test(character) ? `\\${character}` : [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
  }
});

// ../ft/dist/src/operations/preview.js
async function previewsOf(context, drafts) {
  const { store } = context;
  const agents3 = await context.agents();
  const task = store.tasks.highest(store.queue.storedHead()?.highest ?? 0) + 1;
  const run3 = store.runs.next(0);
  return drafts.map((draft, at) => previewOf(context, agents3, draft, task + at, run3 + at));
}
function previewOf({ store, clock }, agents3, { wanted, agent, program }, taskNumber, run3) {
  const task = newRecord(taskNumber, wanted, clock.now().at);
  const inherited = agents3.environment();
  const places = placesOf(store.root, run3, taskNumber, agent.classicNames);
  const call = callFor(agent, task, { places, attempt: 1, slot: 0, token: "", inherited });
  const kept = inheritedFor(agent, inherited);
  const argv = [program, ...call.argv.slice(1)];
  const settings4 = agents3.settings();
  const timeoutMs = wanted.timeoutMs ?? agent.timeoutMs ?? settings4.timeoutMs;
  const retries = [wanted.retry, agent.retry, settings4.retry].find((policy) => policy?.retries !== void 0)?.retries;
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
var Preview;
var init_preview = __esm({
  "../ft/dist/src/operations/preview.js"() {
    "use strict";
    init_command();
    init_instant();
    init_projection();
    init_retry();
    init_task();
    init_vocabulary();
    init_schema();
    init_shell_quote();
    init_text();
    Preview = object({
      id: string("The id it would get now."),
      number: number2("That number."),
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
      after: list(number2("A task."), "Tasks it would wait for."),
      notBefore: optional(timestamp("It would not start earlier.")),
      model: optional(string("The model it would be asked to use.")),
      labels: optional(record(string("A value."), "Its labels.")),
      prompt: string("The whole prompt as the agent would get it."),
      simulated: boolean("True when no real agent would do it.")
    });
  }
});

// ../ft/dist/src/operations/start.js
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
async function promptOf({ readText: readText3 }, words5) {
  if (words5 === "-")
    return readText3({ stdin: true });
  return /^@\S/.test(words5) ? readText3({ file: words5.slice(1) }) : words5;
}
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
    const { code, message, hint: hint3 } = cause;
    throw new Failure(code, `${what} is queued, but nobody conducts: ${message}`, { hint: hint3, cause });
  }
}
var Output, start, textOf4;
var init_start = __esm({
  "../ft/dist/src/operations/start.js"() {
    "use strict";
    init_failure();
    init_schema();
    init_batch2();
    init_new_task();
    init_operation();
    init_preview();
    init_show_task();
    Output = object({
      task: optional(TaskView),
      tasks: optional(list(BatchTask, "The tasks of a batch, in the order of its lines.")),
      preview: optional(list(Preview, "What would be queued, of a dry run.")),
      conductor: oneOf(conductors, "Who looks after it; none with --no-run, or a dry run.")
    });
    start = operation({
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
        const drafts = batch === void 0 ? [await draftOne(context, { ...asked, prompt: required(agent, prompt) })] : await draftBatch(context, await textOf4(context, batch), asked);
        if (dryRun)
          return { preview: await previewsOf(context, drafts), conductor: "none" };
        const made = await queueAll(context, drafts, batch !== void 0);
        const conductor = noRun ? "none" : await ensureFor(context, made.task?.id ?? "the batch");
        return { ...made, conductor };
      }
    });
    textOf4 = ({ readText: readText3 }, from) => readText3(from === "-" ? { stdin: true } : { file: from });
  }
});

// ../ft/dist/src/operations/wait.js
async function waitFor(context, numbers, { any, timeoutMs }) {
  const { store, clock, conducting, wake, isInterrupted } = context;
  const since2 = clock.now().monotonicMs;
  wake.watch([
    `${store.root}/${layout.finished}`,
    ...queueFolders.map((folder) => `${store.root}/${layout.queue(folder)}`)
  ]);
  const open2 = new Set(numbers);
  for (; ; ) {
    const live = new Set(liveNumbers(context));
    for (const number4 of open2) {
      if (live.has(number4))
        continue;
      const task = store.tasks.read(number4);
      if (!task)
        throw new Failure("not_found", `task_${number4} was removed while it was waited for`, {
          hint: "orchestra status shows those that are left"
        });
      if (task.settled)
        open2.delete(number4);
    }
    if (open2.size === 0 || any && open2.size < numbers.length)
      break;
    const isLate = timeoutMs !== void 0 && clock.now().monotonicMs - since2 >= timeoutMs;
    if (isLate)
      return { is: "timeout", tasks: rowsOf(context, numbers) };
    if (isInterrupted())
      return { is: "interrupted", tasks: rowsOf(context, numbers) };
    await conducting.ensure();
    await wake.sleep(Math.min(pollMs3, timeoutMs ?? pollMs3));
  }
  return endOf(context, any ? numbers.filter((number4) => !open2.has(number4)) : numbers);
}
function endOf(context, numbers) {
  const tasks = rowsOf(context, numbers);
  const isComplete = tasks.length === numbers.length && tasks.every(({ status: status3 }) => status3 === "complete");
  return { is: isComplete ? "complete" : "incomplete", tasks };
}
function namedNumbers(context, words5) {
  const numbers = [...new Set(words5.map((word) => taskNamed(context, word).number))];
  if (context.insideTask === void 0 || !numbers.includes(context.insideTask))
    return numbers;
  throw new Failure("usage", `${taskIdOf(context.insideTask)} cannot wait for its own end`, {
    hint: "its agent is what called this: name other tasks"
  });
}
var pollMs3, WaitOutput, wait2, othersNumbers, liveNumbers, rowsOf;
var init_wait = __esm({
  "../ft/dist/src/operations/wait.js"() {
    "use strict";
    init_failure();
    init_layout();
    init_task();
    init_vocabulary();
    init_schema();
    init_operation();
    init_read_quietly();
    init_show_task();
    init_words();
    pollMs3 = 200;
    WaitOutput = object({
      is: oneOf(["complete", "incomplete", "timeout", "interrupted"], "What became of them: all completed, or not all did; or they go on."),
      tasks: list(TaskRow, "The tasks that were waited for.")
    });
    wait2 = operation({
      summary: "Wait until tasks are finished; the exit code tells whether all completed",
      examples: ["orchestra wait 12 13 --timeout 1h", "orchestra wait --any"],
      route: "POST /tasks/wait",
      positionals: ["tasks"],
      rest: "list",
      writes: true,
      input: object({
        tasks: list(string("A task."), "These; else all that are not finished.", { default: [] }),
        any: optional(boolean("Until the first of them is finished.")),
        timeout: optional(string("Give up after this long, with exit code 124."))
      }),
      output: WaitOutput,
      async run(context, { tasks, any, timeout: timeout3 }) {
        const numbers = tasks.length > 0 ? namedNumbers(context, tasks) : othersNumbers(context);
        const timeoutMs = timeout3 === void 0 ? void 0 : durationOf("timeout", timeout3);
        return waitFor(context, numbers, { any: any ?? false, timeoutMs });
      }
    });
    othersNumbers = (context) => liveNumbers(context).filter((number4) => number4 !== context.insideTask);
    liveNumbers = ({ store }) => queueFolders.flatMap((folder) => store.queue.live(folder)).map(({ number: number4 }) => number4);
    rowsOf = (context, numbers) => numbers.flatMap((number4) => {
      const task = readQuietly(() => context.store.tasks.read(number4));
      return task ? [rowOf(context, task)] : [];
    });
  }
});

// ../ft/dist/src/cli/announce.js
function announce({ out, columns }, { id, agent, title }, quiet) {
  const line = quiet ? id : `${id}  ${agent}  ${oneLine(title)}`;
  out(`${truncate(line, columns() ?? Infinity)}
`);
}
function noteSimulated({ err }, tasks) {
  const first2 = tasks.find(({ number: number4 }) => number4 === 1);
  if (first2?.simulated && first2.agent !== "simulated")
    err(`note: no real agent is set up, so ${first2.agent} is simulated; see orchestra init
`);
}
var init_announce = __esm({
  "../ft/dist/src/cli/announce.js"() {
    "use strict";
    init_text();
  }
});

// ../ft/dist/src/lib/last-lines.js
function lastLinesAt(size, count3, readAt) {
  if (count3 === 0)
    return size;
  let left = count3;
  for (let end2 = size; end2 > 0; ) {
    const start3 = Math.max(0, end2 - chunkBytes);
    const chunk = readAt(start3, end2 - start3);
    let from = end2 === size ? size - start3 - 2 : chunk.length - 1;
    for (; from >= 0; from -= 1) {
      from = chunk.lastIndexOf(newline, from);
      if (from < 0)
        break;
      left -= 1;
      if (left === 0)
        return start3 + from + 1;
    }
    end2 = start3;
  }
  return 0;
}
var newline, chunkBytes;
var init_last_lines = __esm({
  "../ft/dist/src/lib/last-lines.js"() {
    "use strict";
    newline = 10;
    chunkBytes = 64 * 1024;
  }
});

// ../ft/dist/src/cli/log-tail.js
var log_tail_exports = {};
__export(log_tail_exports, {
  lastRaw: () => lastRaw,
  lastShown: () => lastShown
});
function lastShown(written, count3, render) {
  const { size, isOver: isOver2, readAt } = written;
  const end2 = isOver2 ? size : endOfLines(written);
  if (count3 === 0)
    return { offset: end2, skipped: 0 };
  for (let lines = count3; ; lines *= 4) {
    const offset = lastLinesAt(end2, lines, readAt);
    const shown = linesShown(written, offset, end2, render);
    if (offset === 0 || shown >= count3)
      return { offset, skipped: Math.max(0, shown - count3) };
  }
}
function endOfLines({ size, readAt }) {
  const isWhole = size === 0 || readAt(size - 1, 1)[0] === 10;
  return isWhole ? size : lastLinesAt(size, 1, readAt);
}
function linesShown({ readAt }, offset, end2, render) {
  let shown = 0;
  let rest = [];
  const tell4 = (line) => {
    shown += render(Buffer.concat([...rest, line]).toString("utf8")).split("\n").length - 1;
    rest = [];
  };
  for (let at = offset; at < end2; ) {
    const chunk = readAt(at, Math.min(chunkBytes2, end2 - at));
    if (chunk.length === 0)
      break;
    at += chunk.length;
    let from = 0;
    for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
      tell4(chunk.subarray(from, to));
      from = to + 1;
    }
    if (from < chunk.length)
      rest.push(chunk.subarray(from));
  }
  if (rest.length > 0)
    tell4(Buffer.alloc(0));
  return shown;
}
var chunkBytes2, lastRaw;
var init_log_tail = __esm({
  "../ft/dist/src/cli/log-tail.js"() {
    "use strict";
    init_last_lines();
    chunkBytes2 = 256 * 1024;
    lastRaw = ({ size, readAt }, count3) => ({
      offset: lastLinesAt(size, count3, readAt),
      skipped: 0
    });
  }
});

// ../ft/dist/src/cli/follow.js
import { StringDecoder } from "node:string_decoder";
async function followTask(stage, number4, choice, keep2) {
  const { store, wake, clock } = stage.context;
  const interrupted2 = stage.listenForInterruption();
  let aloneSince;
  let shown;
  let { last } = choice;
  while (!interrupted2.aborted) {
    const task = store.tasks.read(number4);
    const run3 = task?.runs.at(-1)?.run;
    if (run3 !== void 0 && run3 !== shown?.run) {
      shown?.read();
      shown = { run: run3, read: await createTail(stage, run3, { ...choice, last }) };
    }
    last = void 0;
    const nowMs = clock.now().monotonicMs;
    aloneSince = task && !keep2 && isLeftAlone(stage, task) ? aloneSince ?? nowMs : void 0;
    const isGivenUp = aloneSince !== void 0 && nowMs - aloneSince >= spawnMs;
    const isOver2 = !task || task.settled !== void 0 || isGivenUp;
    while (shown?.read())
      ;
    if (isOver2)
      return;
    await keep2?.();
    wake.watch([
      `${store.root}/${layout.tasks}`,
      ...run3 === void 0 ? [] : [store.runs.folder(run3)]
    ]);
    await wake.sleep(pollMs4);
  }
}
function isLeftAlone({ context: { store } }, task) {
  if (standingOf(store.lock.look()) === "held")
    return false;
  const run3 = liveRunOf(task);
  return !run3 || store.runs.exit(run3.run) !== void 0;
}
async function createTail(stage, run3, { stream, raw, last }) {
  const { store } = stage.context;
  const render = raw ? void 0 : await rendererFor(stage, run3, stream);
  const decoder = new StringDecoder("utf8");
  let { offset, skipped } = await beginning();
  let rest = "";
  return () => {
    const bytes = store.runs.output(run3, stream, offset, chunkBytes3);
    offset += bytes.length;
    if (!render) {
      stage.terminal.out(bytes);
      return bytes.length > 0;
    }
    const lines = (rest + decoder.write(bytes)).split("\n");
    rest = lines.pop() ?? "";
    if (bytes.length === 0 && rest !== "" && isOver2()) {
      lines.push(rest);
      rest = "";
    }
    for (const line of lines)
      stage.terminal.out(remaining(render(line)));
    return bytes.length > 0;
  };
  async function beginning() {
    if (last === void 0)
      return { offset: 0, skipped: 0 };
    const { lastRaw: lastRaw2, lastShown: lastShown2 } = await Promise.resolve().then(() => (init_log_tail(), log_tail_exports));
    const written = {
      isOver: isOver2(),
      // Before the size: what it says last is then in it.
      size: store.runs.size(run3, stream),
      readAt: (at, bytesMax3) => store.runs.output(run3, stream, at, bytesMax3)
    };
    return render ? lastShown2(written, last, render) : lastRaw2(written, last);
  }
  function remaining(text) {
    let from = 0;
    for (; skipped > 0 && from < text.length; skipped -= 1)
      from = text.indexOf("\n", from) + 1;
    return text.slice(from);
  }
  function isOver2() {
    return store.runs.exit(run3) !== void 0;
  }
}
async function rendererFor(stage, run3, stream) {
  const { store, agents: agents3 } = stage.context;
  const format = stream === "stdout" ? readQuietly(() => store.runs.spec(run3))?.format : void 0;
  const disarm = stage.terminal.isTerminal ? harmless : (line) => line;
  const lineOf2 = (value) => `${JSON.stringify(value)}
`;
  if (format === void 0)
    return (text) => stage.json ? lineOf2({ stream, text }) : `${disarm(text)}
`;
  const readLine7 = (await agents3()).readerOf(format);
  if (stage.json)
    return (line) => readLine7(line).map(lineOf2).join("");
  return (line) => {
    const told2 = readLine7(line).flatMap(renderEvent);
    return told2.map((one) => `${disarm(one)}
`).join("");
  };
}
function renderEvent(event) {
  switch (event.type) {
    case "message":
      return [event.text];
    case "tool.called":
      return [`$ ${event.tool}: ${event.detail}`];
    case "tool.finished":
      return event.detail === "" ? [] : event.detail.split("\n").map((line) => `  ${line}`);
    case "retry":
    case "warning":
      return [`! ${event.text}`];
    case "finished":
      return event.ok ? [] : [`\u2716 ${event.text ?? "it failed"}`];
    default:
      return [];
  }
}
var chunkBytes3, pollMs4, logLines;
var init_follow = __esm({
  "../ft/dist/src/cli/follow.js"() {
    "use strict";
    init_layout();
    init_lock();
    init_task();
    init_vocabulary();
    init_schema();
    init_text();
    init_read_quietly();
    chunkBytes3 = 256 * 1024;
    pollMs4 = 200;
    logLines = {
      event: object({
        type: oneOf([
          "session.started",
          "message",
          "thinking",
          "tool.called",
          "tool.finished",
          "retry",
          "warning",
          "finished"
        ], "What happened."),
        session: optional(string("Of session.started: its id, in the words of the agent CLI.")),
        model: optional(string("Of session.started: the model, where it is told.")),
        text: optional(string("What was said: of message, thinking, retry, warning; mostly of finished.")),
        tool: optional(string("Of tool.called and tool.finished: which.")),
        detail: optional(string("Of tool.called and tool.finished: with what, or what came of it.")),
        ok: optional(boolean("Of tool.finished and finished: whether it went well.")),
        reason: optional(oneOf(failReasons, "Of finished: why it did not go well."))
      }, "An event, of an agent whose output is understood (its `format`)."),
      plain: object({ stream: oneOf(["stdout", "stderr"], "Where it was said."), text: string("A line.") }, "A line of output; also of stdout, of an agent whose output is not understood.")
    };
  }
});

// ../ft/dist/src/lib/wrap.js
function wrapWords(words5, width) {
  const lines = [];
  let line = "";
  for (const word of words5) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else
      line = longer;
  }
  return line === "" ? lines : [...lines, line];
}
var wrapText;
var init_wrap = __esm({
  "../ft/dist/src/lib/wrap.js"() {
    "use strict";
    init_text();
    wrapText = (text, width) => wrapWords(text.split(/\s+/).filter(Boolean), width);
  }
});

// ../ft/dist/src/cli/print/facts.js
function factLines(facts, paint, columns) {
  const known4 = facts.flatMap(([key, value]) => value === void 0 ? [] : [{ key, value }]);
  const margin = Math.max(0, ...known4.map(({ key }) => displayWidth(key))) + gap;
  const width = columns === void 0 ? Infinity : Math.max(leastWidth, columns - margin);
  const rows = known4.flatMap(({ key, value }) => {
    const lines = harmless(value).split("\n");
    const [first2 = "", ...more] = lines.flatMap((line) => brokenTo(line, width));
    return [[paint("dim", key), first2], ...more.map((line) => ["", line])];
  });
  return alignColumns(rows, { gap });
}
var gap, leastWidth, brokenTo;
var init_facts = __esm({
  "../ft/dist/src/cli/print/facts.js"() {
    "use strict";
    init_columns();
    init_text();
    init_wrap();
    gap = 2;
    leastWidth = 8;
    brokenTo = (line, width) => displayWidth(line) <= width ? [line] : wrapText(line, width);
  }
});

// ../ft/dist/src/lib/moment.js
function formatMoment(iso, nowMs) {
  const moment2 = new Date(iso);
  const distanceMs = nowMs - moment2.getTime();
  return `${wallTime(moment2)}, ${distanceMs >= 0 ? formatAgo(distanceMs) : `in ${roughly(-distanceMs)}`}`;
}
function roughly(ms) {
  const [unit, unitMs] = units.find(([, each]) => ms >= each) ?? ["s", 1e3];
  return `${Math.max(0, Math.floor(ms / unitMs))}${unit}`;
}
function wallTime(moment2) {
  const parts = [moment2.getMonth() + 1, moment2.getDate()].map(twoDigits2);
  const time = [moment2.getHours(), moment2.getMinutes(), moment2.getSeconds()].map(twoDigits2);
  return `${moment2.getFullYear()}-${parts.join("-")} ${time.join(":")}`;
}
var units, formatAgo, formatClock, twoDigits2;
var init_moment = __esm({
  "../ft/dist/src/lib/moment.js"() {
    "use strict";
    units = [
      ["d", 864e5],
      ["h", 36e5],
      ["m", 6e4]
    ];
    formatAgo = (ms) => `${roughly(ms)} ago`;
    formatClock = (iso) => wallTime(new Date(iso)).slice(5, 16);
    twoDigits2 = (value) => String(value).padStart(2, "0");
  }
});

// ../ft/dist/src/cli/print/table.js
function tableLines(form5, rows, paint, columns) {
  const { headings, right, flexible } = form5;
  const keys2 = columns === void 0 ? keysOf(headings) : fittingKeys(form5, rows, columns);
  const lines = alignColumns([
    keys2.map((key) => paint("dim", headings[key])),
    ...rows.map((cells) => keys2.map((key) => cells[key]))
  ], {
    gap: gap2,
    right: right.map((key) => keys2.indexOf(key)),
    flexible: keys2.indexOf(flexible),
    ...columns !== void 0 && { width: columns }
  });
  return columns === void 0 ? lines : lines.map((line) => truncate(line, columns));
}
function fittingKeys({ headings, flexible, dispensable }, rows, columns) {
  const keys2 = new Set(keysOf(headings));
  const widthOf2 = (key) => [headings, ...rows].reduce((most, cells) => Math.max(most, displayWidth(cells[key])), 0);
  const widths = new Map([...keys2].map((key) => [key, widthOf2(key) + gap2]));
  const neededFor = (key) => {
    const width = widths.get(key) ?? 0;
    return key === flexible ? Math.min(width, enoughColumns + gap2) : width;
  };
  for (const key of dispensable) {
    const needed = [...keys2].reduce((sum2, each) => sum2 + neededFor(each), -gap2);
    if (needed <= columns)
      break;
    keys2.delete(key);
  }
  return [...keys2];
}
var enoughColumns, gap2, keysOf;
var init_table2 = __esm({
  "../ft/dist/src/cli/print/table.js"() {
    "use strict";
    init_columns();
    init_text();
    enoughColumns = 16;
    gap2 = 2;
    keysOf = (headings) => Object.keys(headings);
  }
});

// ../ft/dist/src/cli/print/status.js
function printStatus(status3, paint, columns) {
  const { tasks, counts } = status3;
  const width = columns ?? Infinity;
  const isEmpty = tasks.length === 0 && Object.values(counts).every((count3) => count3 === 0);
  if (isEmpty && status3.damaged.length === 0)
    return 'nothing queued yet; begin with: orchestra start coder "what to do"\n';
  const rows = tasks.length === 0 ? [] : [...printRows(tasks, paint, columns), ""];
  const notes = remarks2(status3, counts, tasks).flatMap((line) => wrapText(line, width));
  return [...rows, ...wrapWords(summary(status3, paint), width), ...notes, ""].join("\n");
}
function cellsOf2(task, paint) {
  const { icon, format } = looks[task.status];
  return {
    icon: paint(format, icon),
    number: String(task.number),
    agent: oneLine(agentOf(task)),
    status: paint(format, statusText(task)),
    title: oneLine(task.title),
    time: task.elapsedMs === void 0 ? "" : formatDuration(task.elapsedMs),
    attempt: task.attempt === 0 ? "" : String(task.attempt)
  };
}
function statusText({ status: status3, reason, waitsFor }) {
  if (!reason)
    return status3;
  if (waitsFor === void 0 || reason === "backoff")
    return `${status3} (${reason})`;
  const what = reason === "until" ? formatClock(waitsFor) : waitsFor;
  return `${status3} (${reason} ${oneLine(what)})`;
}
function summary({ counts }, paint) {
  const names = [
    "running",
    "awaiting",
    "pending",
    "blocked",
    "complete",
    "failed",
    "cancelled"
  ];
  const seen2 = names.filter((name) => counts[name] > 0);
  return seen2.map((name, at) => {
    const comma = at < seen2.length - 1 ? "," : "";
    return `${paint(looks[name].format, `${counts[name]} ${name}`)}${comma}`;
  });
}
function remarks2({ damaged, quarantine, conductor }, counts, tasks) {
  const lines = [];
  const live = counts.running + counts.awaiting + counts.pending + counts.blocked;
  const shown = tasks.filter(({ status: status3 }) => !isSettled(status3)).length;
  const hidden2 = live - shown - damaged.length;
  if (hidden2 > 0)
    lines.push(`${hidden2} more are waiting`);
  if (conductor.isLate)
    lines.push("nobody conducts: orchestra run, or orchestra daemon start");
  if (live > 0 && conductor.is === "unseen")
    lines.push(`${conductor.who} conducts; it cannot be seen from here`);
  if (tasks.some(({ simulated }) => simulated))
    lines.push("simulated: no real agent did this; see orchestra init");
  if (quarantine.length > 0)
    lines.push(`in .orchestra/quarantine: ${quarantine.map(oneLine).join(", ")}`);
  if (damaged.length > 0)
    lines.push(`cannot be read: ${damaged.join(", ")}`);
  return lines;
}
var form, printRows, agentOf;
var init_status = __esm({
  "../ft/dist/src/cli/print/status.js"() {
    "use strict";
    init_vocabulary();
    init_duration();
    init_moment();
    init_text();
    init_wrap();
    init_style();
    init_table2();
    form = {
      headings: {
        icon: "",
        number: "#",
        agent: "AGENT",
        status: "STATUS",
        title: "TASK",
        time: "TIME",
        attempt: "TRY"
      },
      right: ["number", "time", "attempt"],
      flexible: "title",
      dispensable: ["attempt", "agent", "status", "time"]
      // The icon tells the status as well.
    };
    printRows = (tasks, paint, columns) => tableLines(form, tasks.map((task) => cellsOf2(task, paint)), paint, columns);
    agentOf = ({ agent, simulated }) => simulated && agent !== "simulated" ? `${agent} (simulated)` : agent;
  }
});

// ../ft/dist/src/cli/print/preview.js
function printPreview(preview, paint, columns) {
  const facts = [
    ["agent", agentOf(preview)],
    ["model", preview.model],
    ["title", preview.title],
    ["begins", preview.status],
    ["not before", preview.notBefore],
    ["after", preview.after.map(taskIdOf).join(", ") || void 0],
    ["priority", preview.priority === 0 ? void 0 : String(preview.priority)],
    ["labels", labelsText(preview.labels)],
    ["timeout", preview.timeoutMs === void 0 ? "none" : formatDuration(preview.timeoutMs)],
    ["retries", String(preview.retries)],
    ["cwd", preview.cwd],
    ["stdin", preview.stdin === "prompt" ? "the prompt" : "nothing"],
    ["env adds", preview.adds.join(" ")],
    ["env removes", preview.removes.join(" ") || "nothing"]
  ];
  return [
    `${preview.id} would be queued`,
    ...factLines(facts, paint, columns),
    "",
    paint("dim", "command:"),
    preview.command,
    "",
    paint("dim", "prompt:"),
    harmless(preview.prompt.trimEnd()),
    ""
  ].join("\n");
}
function printPreviewRow(preview, _, columns) {
  const cells = [preview.id, agentOf(preview), preview.status, preview.title];
  return `${truncate(cells.map(oneLine).join("  "), columns ?? Infinity)}
`;
}
var labelsText;
var init_preview2 = __esm({
  "../ft/dist/src/cli/print/preview.js"() {
    "use strict";
    init_task();
    init_duration();
    init_text();
    init_facts();
    init_status();
    labelsText = (labels) => labels && Object.entries(labels).map(([key, value]) => `${key}=${value}`).join("  ");
  }
});

// ../ft/dist/src/cli/print/task.js
function printTask(task, paint, nowMs, columns) {
  const { icon, format } = looks[task.status];
  const moment2 = (iso) => iso && formatMoment(iso, nowMs);
  const facts = [
    ["agent", agentOf(task)],
    ["model", task.model],
    ["message", task.message],
    ["time", task.elapsedMs === void 0 ? void 0 : formatDuration(task.elapsedMs)],
    ["timeout", limitOf(task)],
    ["created", moment2(task.createdAt)],
    ["not before", moment2(task.notBefore)],
    ["ended", isSettled(task.status) ? moment2(task.endedAt) : void 0],
    ["after", task.after.length === 0 ? void 0 : task.after.join(", ")],
    ["labels", labelsText(task.labels)],
    ["priority", task.priority === 0 ? void 0 : String(task.priority)],
    ["env", task.env.length === 0 ? void 0 : task.env.join(", ")],
    ["cwd", task.cwd],
    ["unseen", unseenNote(task)],
    ["files", task.folder],
    ["plan", task.plan],
    ["log", task.log],
    ["put aside", task.putAside.length === 0 ? void 0 : task.putAside.join(", ")]
  ];
  return [
    `${paint(format, `${icon} ${task.id}  ${statusText(task)}`)}`,
    ...factLines(facts, paint, columns),
    ...attempts(task, paint, columns),
    "",
    harmless(task.prompt.trimEnd()),
    ""
  ].join("\n");
}
function limitOf({ runs, timeoutMs }) {
  const last = runs.at(-1);
  const limitMs = (last?.outcome ? void 0 : last?.timeoutMs) ?? timeoutMs;
  if (limitMs === void 0)
    return void 0;
  return limitMs === 0 ? "none" : formatDuration(limitMs);
}
function attempts({ runs }, paint, columns) {
  if (runs.length < 2)
    return [];
  const groups2 = [];
  for (const run3 of runs) {
    const told2 = tell3(run3);
    const group = groups2.at(-1);
    if (group && group.told.join() === told2.join())
      group.last = run3;
    else
      groups2.push({ first: run3, last: run3, told: told2 });
  }
  const rows = groups2.map(({ first: first2, last, told: [status3, time, message] }) => [
    paint("dim", span("try", first2.attempt, last.attempt)),
    status3,
    time,
    span("run", first2.run, last.run),
    message
  ]);
  const lines = alignColumns(rows, { right: [2] });
  return columns === void 0 ? lines : lines.map((line) => truncate(line, columns));
}
function tell3({ outcome }) {
  if (!outcome)
    return ["running", "", ""];
  const { status: status3, reason, message = "", elapsedMs: elapsedMs2 } = outcome;
  const said = oneLine(firstLine(message));
  return [reason ? `${status3} (${reason})` : status3, formatDuration(elapsedMs2), said];
}
var unseenNote, span;
var init_task2 = __esm({
  "../ft/dist/src/cli/print/task.js"() {
    "use strict";
    init_vocabulary();
    init_columns();
    init_duration();
    init_moment();
    init_text();
    init_style();
    init_facts();
    init_preview2();
    init_status();
    unseenNote = ({ unseen: unseen3, number: number4 }) => unseen3 && `${unseen3} runs it, and cannot be seen from here; gone for good? orchestra recover --gone ${number4}`;
    span = (what, first2, last) => first2 === last ? `${what} ${first2}` : `${what} ${first2}\u2013${last}`;
  }
});

// ../ft/dist/src/cli/commands/wait.js
var wait_exports = {};
__export(wait_exports, {
  exitOfWait: () => exitOfWait,
  wait: () => wait3,
  waitInterruptibly: () => waitInterruptibly
});
function waitInterruptibly(stage, wait4) {
  const interrupted2 = stage.listenForInterruption();
  return new Promise((resolve6, reject) => {
    if (interrupted2.aborted)
      return resolve6(void 0);
    interrupted2.addEventListener("abort", () => resolve6(void 0), { once: true });
    wait4().then(resolve6, reject);
  });
}
var wait3, exitOfWait, exitOfEnd;
var init_wait2 = __esm({
  "../ft/dist/src/cli/commands/wait.js"() {
    "use strict";
    init_wait();
    init_json2();
    init_status();
    init_stage();
    init_style();
    wait3 = {
      ...wait2,
      ends: { ...endsOfWaiting, [exits.timeout]: "The time of --timeout was up; they go on." },
      async run(stage, input) {
        const { terminal: terminal2, context, json } = stage;
        const heard = stage.listenForInterruption();
        heard.addEventListener("abort", () => context.wake.nudge(), { once: true });
        const waited = await wait2.run(context, input);
        if (json)
          printJson(terminal2, waited);
        else if (waited.is !== "interrupted" && waited.tasks.length > 0)
          terminal2.out(`${printRows(waited.tasks, painter(terminal2.color), terminal2.columns()).join("\n")}
`);
        else if (waited.is === "complete")
          terminal2.err("nothing to wait for\n");
        if (waited.is === "timeout")
          terminal2.err("gave up waiting; the tasks go on\n");
        return exitOfWait(waited);
      }
    };
    exitOfWait = (waited) => waited === void 0 ? exits.interrupted : exitOfEnd[waited.is];
    exitOfEnd = {
      complete: exits.ok,
      incomplete: exits.failed,
      timeout: exits.timeout,
      interrupted: exits.interrupted
    };
  }
});

// ../ft/dist/src/cli/commands/start.js
var start_exports = {};
__export(start_exports, {
  start: () => start2
});
function showPreviews(stage, answer2, isBatch) {
  const { terminal: terminal2, json } = stage;
  const { preview = [] } = answer2;
  if (json)
    printJson(terminal2, answer2);
  else {
    const paint = painter(terminal2.color);
    const columns = terminal2.columns();
    const print = isBatch ? printPreviewRow : printPreview;
    for (const one of preview)
      terminal2.out(print(one, paint, columns));
    terminal2.err("dry run: nothing was queued or written\n");
  }
  return exits.ok;
}
async function afterBatch(stage, tasks, conductor, { wait: wait4, quiet }) {
  const { context, terminal: terminal2, json } = stage;
  if (!json) {
    for (const task of tasks)
      announce(terminal2, task, quiet ?? false);
    if (!quiet)
      noteUnseen(terminal2, conductor);
    if (!quiet)
      noteSimulated(terminal2, tasks);
  }
  const numbers = tasks.map((task) => task.number);
  const waited = wait4 ? await waitInterruptibly(stage, () => waitFor(context, numbers, { any: false, timeoutMs: void 0 })) : void 0;
  if (json)
    printJson(terminal2, { tasks, conductor });
  else if (waited && !quiet)
    terminal2.out(`
${printRows(waited.tasks, painter(terminal2.color), terminal2.columns()).join("\n")}
`);
  return wait4 ? exitOfWait(waited) : exits.ok;
}
async function afterOne(stage, task, conductor, { wait: wait4, follow, quiet }) {
  const { context, terminal: terminal2, json } = stage;
  if (!json)
    announce(terminal2, task, quiet ?? false);
  if (!json && !quiet) {
    noteSimulated(terminal2, [task]);
    noteUnseen(terminal2, conductor);
  }
  if (follow)
    await followTask(json ? onStderr(stage) : stage, task.number, agentWords, () => context.conducting.ensure());
  const isAwaited = wait4 || follow;
  const waited = isAwaited ? await waitInterruptibly(stage, () => waitFor(context, [task.number], { any: false, timeoutMs: void 0 })) : void 0;
  const record3 = isAwaited ? context.store.tasks.read(task.number) : void 0;
  const last = record3 ? viewOf(context, record3) : task;
  if (json)
    printJson(terminal2, { task: last, conductor });
  else if (isAwaited && !quiet) {
    const nowMs = Date.parse(context.clock.now().at);
    terminal2.out(printTask(last, painter(terminal2.color), nowMs, terminal2.columns()));
  }
  return isAwaited ? exitOfWait(waited) : exits.ok;
}
function noteUnseen({ err }, conductor) {
  if (conductor === "unseen")
    err("note: another host or container conducts; it will take the task up\n");
}
var extra2, start2, agentWords, onStderr;
var init_start2 = __esm({
  "../ft/dist/src/cli/commands/start.js"() {
    "use strict";
    init_failure();
    init_schema();
    init_show_task();
    init_start();
    init_wait();
    init_announce();
    init_command2();
    init_follow();
    init_json2();
    init_preview2();
    init_status();
    init_task2();
    init_stage();
    init_style();
    init_wait2();
    extra2 = object({
      wait: optional(boolean("Wait until it is finished; the exit code tells how it ended.")),
      follow: optional(boolean("Show what the agent says until it is finished; on stderr with --json.")),
      quiet: optional(boolean("Print the id alone; --json goes first."))
    });
    start2 = {
      ...withExtra(start, extra2),
      positionals: ["agent", "prompt"],
      usages: ["AGENT PROMPT\u2026", "[AGENT] --batch FILE"],
      ends: {
        0: "It is on the disk for good; with --wait or --follow, it completed.",
        1: "It was not accepted; with --wait or --follow, it did not complete.",
        130: "Interrupted while waiting; the task goes on."
      },
      short: { q: "quiet", w: "wait", f: "follow" },
      async run(stage, { wait: wait4, follow, quiet, ...input }) {
        if (follow && input.batch !== void 0)
          throw new Failure("usage", "--follow shows one task, and --batch queues many", {
            hint: "queue them, then: orchestra status --watch"
          });
        const answer2 = await start.run(stage.context, input);
        const { task, tasks, preview, conductor } = answer2;
        if (preview)
          return showPreviews(stage, answer2, input.batch !== void 0);
        const flags = { ...wait4 && { wait: wait4 }, ...follow && { follow }, ...quiet && { quiet } };
        if (tasks)
          return afterBatch(stage, tasks, conductor, flags);
        return task ? afterOne(stage, task, conductor, flags) : exits.ok;
      }
    };
    agentWords = { stream: "stdout", raw: false };
    onStderr = (stage) => ({
      ...stage,
      json: false,
      terminal: {
        ...stage.terminal,
        isTerminal: true,
        out: (text) => stage.terminal.err(String(text))
      }
    });
  }
});

// ../ft/dist/src/operations/enqueue.js
var enqueue;
var init_enqueue = __esm({
  "../ft/dist/src/operations/enqueue.js"() {
    "use strict";
    init_lock();
    init_schema();
    init_new_task();
    init_operation();
    init_show_task();
    init_start();
    enqueue = operation({
      summary: "Queue a task for the default agent, and start nothing",
      examples: [
        'orchestra enqueue "add a test for the parser"',
        'orchestra enqueue --working-dir packages/core "add a test for the parser"'
      ],
      route: "POST /tasks/enqueue",
      positionals: ["prompt"],
      rest: "text",
      writes: true,
      input: object({
        prompt: string("What the agent should do; - reads stdin, @FILE a file."),
        agent: optional(string("The agent; else the default one.")),
        workingDir: optional(string("The folder the agent works in; else this one."))
      }),
      output: object({
        task: TaskView,
        conductor: oneOf(["there", "none"], "Whether somebody conducts, and takes it up.")
      }),
      async run(context, { prompt, agent, workingDir }) {
        const { wanted } = await draftOne(context, {
          prompt,
          ...agent !== void 0 && { agent },
          ...workingDir !== void 0 && { cwd: workingDir }
        });
        const task = queueTask(context, wanted);
        const isHeld = standingOf(context.store.lock.look()) === "held";
        const conductor = isHeld ? "there" : "none";
        return { task: viewOf(context, task), conductor };
      }
    });
  }
});

// ../ft/dist/src/cli/commands/enqueue.js
var enqueue_exports = {};
__export(enqueue_exports, {
  enqueue: () => enqueue2
});
var extra3, enqueue2;
var init_enqueue2 = __esm({
  "../ft/dist/src/cli/commands/enqueue.js"() {
    "use strict";
    init_schema();
    init_enqueue();
    init_announce();
    init_command2();
    init_json2();
    init_stage();
    extra3 = object({
      quiet: optional(boolean("Print the id alone; --json goes first."))
    });
    enqueue2 = {
      ...withExtra(enqueue, extra3),
      positionals: ["prompt"],
      short: { q: "quiet" },
      async run({ context, terminal: terminal2, json, self: self2 }, { quiet, ...input }) {
        const answer2 = await enqueue.run(context, input);
        const { task, conductor } = answer2;
        if (json)
          printJson(terminal2, answer2);
        else
          announce(terminal2, task, quiet ?? false);
        if (json || quiet)
          return exits.ok;
        noteSimulated(terminal2, [task]);
        terminal2.err(conductor === "there" ? "somebody conducts, and takes it up\n" : `to run it: ${self2} run ${task.number}; to run all: ${self2} run
`);
        return exits.ok;
      }
    };
  }
});

// ../ft/dist/src/operations/settle-first.js
async function settleFirst({ store, conducting }) {
  const { queue, intents: intents2 } = store;
  const isDue = queue.live("running").length > 0 || intents2.open().length > 0 || !queue.head();
  if (!isDue)
    return;
  if (await conducting.settle() === "crashed")
    await conducting.ensure();
}
var init_settle_first = __esm({
  "../ft/dist/src/operations/settle-first.js"() {
    "use strict";
  }
});

// ../ft/dist/src/operations/walk.js
function* finishedTasks({ queue }, { admits, fromMs, untilMs }, first2) {
  const days = queue.days().filter((day) => isWithin(day, fromMs, untilMs));
  for (const day of first2 === "latest" ? days : days.reverse()) {
    const ended2 = endedOn(queue, day, admits);
    yield* first2 === "latest" ? ended2 : ended2.reverse();
  }
}
function endedOn(queue, day, admits) {
  return queue.finishedOn(day).filter(({ status: status3 }) => admits(status3)).map((entry) => ({ entry, at: queue.enteredAt(day, entry.number, entry.status) })).sort((a, b) => b.at - a.at || b.entry.number - a.entry.number).map(({ entry }) => entry);
}
function isWithin(day, fromMs, untilMs) {
  const from = Number.isFinite(fromMs) ? dayOf(new Date(fromMs).toISOString()) : "";
  const until2 = Number.isFinite(untilMs) ? dayOf(new Date(untilMs).toISOString()) : "9";
  return day >= from && day <= until2;
}
var everything, liveTasks;
var init_walk = __esm({
  "../ft/dist/src/operations/walk.js"() {
    "use strict";
    init_layout();
    init_vocabulary();
    everything = {
      admits: () => true,
      fromMs: Number.NEGATIVE_INFINITY,
      untilMs: Number.POSITIVE_INFINITY
    };
    liveTasks = ({ queue }, { admits }) => queueFolders.filter((folder) => admits(folder)).flatMap((status3) => queue.live(status3).map(({ number: number4, priority }) => ({ number: number4, priority, status: status3 }))).sort((a, b) => b.number - a.number);
  }
});

// ../ft/dist/src/operations/status.js
function statusOfOne(context, word) {
  const task = rowOf(context, taskNamed(context, word));
  const none = {
    running: 0,
    awaiting: 0,
    pending: 0,
    blocked: 0,
    complete: 0,
    failed: 0,
    cancelled: 0
  };
  const counts = task.status === "draft" ? none : { ...none, [task.status]: 1 };
  return {
    tasks: [task],
    counts,
    damaged: [],
    quarantine: [],
    conductor: conductorOf(context, [task])
  };
}
function countsOf(live, head) {
  const of = (folder) => live.get(folder)?.length ?? 0;
  const { complete: complete2, failed, cancelled } = head;
  return {
    running: of("running"),
    awaiting: of("awaiting"),
    pending: of("pending"),
    blocked: of("blocked"),
    complete: complete2,
    failed,
    cancelled
  };
}
function headOf({ store }) {
  const isSound = standingOf(store.lock.look()) !== "abandoned";
  const head = isSound ? store.queue.head() : void 0;
  if (head)
    return head;
  const counted2 = { complete: 0, failed: 0, cancelled: 0, last: [] };
  for (const day of store.queue.days())
    for (const { status: ended2 } of store.queue.finishedOn(day))
      if (settledStatuses.includes(ended2))
        counted2[ended2] += 1;
  return counted2;
}
function lastFinished(context, head, most) {
  const total = head.complete + head.failed + head.cancelled;
  if (head.last.length >= Math.min(most, total))
    return head.last.slice(0, most).map(finishedRow);
  const rows = [];
  for (const { number: number4 } of finishedTasks(context.store, everything, "latest")) {
    if (rows.length >= most)
      break;
    const task = readQuietly(() => context.store.tasks.read(number4));
    if (task?.settled)
      rows.push(rowOf(context, task));
  }
  return rows;
}
function finishedRow({ number: number4, at, simulated, ...shown }) {
  return {
    id: taskIdOf(number4),
    number: number4,
    priority: 0,
    endedAt: at,
    simulated: simulated === "yes",
    ...shown
  };
}
function conductorOf({ store, clock }, tasks) {
  const holder = store.lock.look();
  const standing = standingOf(holder);
  const nowMs = Date.parse(clock.now().at);
  const isLate = standing !== "held" && tasks.some(({ status: is, createdAt }) => is === "pending" && nowMs - Date.parse(createdAt ?? "") > spawnMs);
  if (!holder || standing === "free")
    return { is: "absent", isLate };
  const who = describeHolder(holder);
  if (standing === "abandoned")
    return { is: "crashed", who, isLate };
  return { is: holder.liveness === "alive" ? "conducting" : "unseen", who, isLate };
}
var count, Output2, status;
var init_status2 = __esm({
  "../ft/dist/src/operations/status.js"() {
    "use strict";
    init_lock();
    init_task();
    init_vocabulary();
    init_schema();
    init_operation();
    init_read_quietly();
    init_settle_first();
    init_show_task();
    init_walk();
    init_words();
    count = (description) => integer(description, { minimum: 0 });
    Output2 = object({
      tasks: list(TaskRow, "Running, then waiting in the order they would start, then finished."),
      counts: object({
        running: count("Live runs."),
        awaiting: count("Waiting for a person."),
        pending: count("May start when a slot is free."),
        blocked: count("Waiting for something else."),
        complete: count("Finished."),
        failed: count("Finished."),
        cancelled: count("Finished.")
      }, "All tasks, shown or not."),
      damaged: list(string("An id."), "Tasks whose record cannot be read."),
      quarantine: list(string("A file."), "Damaged files that were put out of the way."),
      conductor: object({
        is: oneOf(["conducting", "absent", "crashed", "unseen"], "Whether somebody conducts."),
        who: optional(string("Who.")),
        isLate: boolean("True when tasks that could start have waited in vain.")
      })
    });
    status = operation({
      summary: "Show what runs, what waits and what ended last",
      examples: ["orchestra status --watch", "orchestra status 12", "orchestra status --all --json"],
      route: "GET /status",
      positionals: ["task"],
      writes: false,
      input: object({
        task: optional(string("Only this one.")),
        waiting: integer("Show at most this many that wait.", { default: 20, minimum: 0 }),
        finished: integer("Show at most this many that ended.", { default: 10, minimum: 0 }),
        all: optional(boolean("Show all there is, whatever that takes."))
      }),
      output: Output2,
      async run(context, input) {
        const { store } = context;
        await settleFirst(context);
        if (input.task !== void 0)
          return statusOfOne(context, input.task);
        const damaged = [];
        const rows = (folder, entries) => entries.flatMap(({ number: number4 }) => {
          const task = readQuietly(() => store.tasks.read(number4));
          if (!task)
            damaged.push(taskIdOf(number4));
          return task ? [rowOf(context, task, folder)] : [];
        });
        const live = new Map(queueFolders.map((folder) => [folder, store.queue.live(folder)]));
        const of = (folder) => live.get(folder) ?? [];
        const head = headOf(context);
        const waiting = [...of("awaiting"), ...of("pending"), ...of("blocked")];
        const isShown = new Set(input.all ? waiting : waiting.slice(0, input.waiting));
        const tasks = [
          ...rows("running", of("running")),
          ...["awaiting", "pending", "blocked"].flatMap((folder) => rows(folder, of(folder).filter((entry) => isShown.has(entry)))),
          ...lastFinished(context, head, input.all ? Number.POSITIVE_INFINITY : input.finished)
        ];
        return {
          tasks,
          counts: countsOf(live, head),
          damaged,
          quarantine: store.quarantined(),
          conductor: conductorOf(context, tasks)
        };
      }
    });
  }
});

// ../ft/dist/src/cli/screen.js
function openScreen(terminal2, onLost) {
  let shown;
  const close = terminal2.takeScreen(() => {
    shown = void 0;
    onLost();
  });
  return {
    paint(lines) {
      const columns = terminal2.columns() ?? Infinity;
      const next2 = lines.slice(0, terminal2.rows()).map((line) => truncate(line, columns));
      const text = repaint(shown, next2, terminal2.rows());
      shown = next2;
      if (text !== "")
        terminal2.out(text);
    },
    close
  };
}
function repaint(before, after, rows) {
  const changed = after.flatMap((line, at) => (
    // Cleared first: behind a line that is as long as the screen is wide, its end would be.
    before?.[at] === line ? [] : [`${position(at)}${clearLine}${line}`]
  ));
  const isShorter = before === void 0 || before.length > after.length;
  const hasBelow = isShorter && after.length < rows;
  return changed.join("") + (hasBelow ? `${position(after.length)}${clearBelow}` : "");
}
var clearLine, clearBelow, position;
var init_screen = __esm({
  "../ft/dist/src/cli/screen.js"() {
    "use strict";
    init_text();
    clearLine = "\x1B[K";
    clearBelow = "\x1B[J";
    position = (row) => `\x1B[${row + 1};1H`;
  }
});

// ../ft/dist/src/cli/watch.js
var watch_exports = {};
__export(watch_exports, {
  changes: () => changes,
  fitHeight: () => fitHeight,
  showWhile: () => showWhile,
  watchStatus: () => watchStatus
});
async function watchStatus(stage, input) {
  await showWhile(stage, input, new Promise(() => void 0), { quits: true });
  return exits.ok;
}
async function showWhile(stage, input, end2, { quits, of }) {
  const over2 = new AbortController();
  const stop2 = () => over2.abort();
  const interrupted2 = stage.listenForInterruption();
  if (interrupted2.aborted)
    stop2();
  interrupted2.addEventListener("abort", stop2, { once: true });
  end2.then(stop2, stop2);
  const whole = { ...input, finished: Math.max(input.finished, of?.size ?? 0) };
  const view = stage.json ? recorder(stage) : stage.terminal.hasScreen ? screen(stage, quits ? stop2 : void 0) : ticker(stage, of ? await othersEnded(stage, whole, of) : []);
  try {
    for (let last; !over2.signal.aborted; ) {
      last = await lookAgain(stage, input, last);
      view.draw(last);
      await changeOrTick(stage, over2.signal);
    }
  } finally {
    view.close();
  }
  view.leave(await status.run(stage.context, whole));
}
async function othersEnded({ context }, whole, of) {
  const { tasks } = await status.run(context, whole);
  return tasks.filter(({ number: number4, status: status3 }) => isSettled(status3) && !of.has(number4));
}
async function lookAgain({ context }, input, last) {
  const now = await status.run(context, input);
  const ended2 = last ? endedIn(now) - endedIn(last) : 0;
  return ended2 > input.finished ? status.run(context, { ...input, finished: ended2 }) : now;
}
function screen({ terminal: terminal2, context }, quit) {
  const paint = painter(terminal2.color);
  const deafen = quit ? terminal2.onKey((typed) => [...typed].some((key) => quitKeys.includes(key)) && quit()) : void 0;
  const { paint: show4, close } = openScreen(terminal2, () => context.wake.nudge());
  const footer = paint("dim", quit && terminal2.isInteractive ? "q quits" : "Ctrl-C leaves; agents go on");
  return {
    draw(status3) {
      const text = printStatus(status3, paint, terminal2.columns());
      show4([...fitHeight(text, terminal2.rows() - 2), "", footer]);
    },
    close() {
      close();
      deafen?.();
    },
    leave: (last) => terminal2.out(printStatus(last, paint, terminal2.columns()))
  };
}
function fitHeight(text, rows) {
  const lines = text.trimEnd().split("\n");
  const gap3 = lines.indexOf("");
  const table = gap3 < 0 ? lines : lines.slice(0, gap3);
  const below = lines.slice(table.length);
  const room = Math.max(2, rows - below.length);
  return [...table.slice(0, room), ...below].slice(0, Math.max(1, rows));
}
function ticker({ terminal: terminal2 }, before) {
  const seen2 = /* @__PURE__ */ new Map();
  changes(before, seen2);
  const draw = ({ tasks }) => {
    for (const line of changes(tasks, seen2))
      terminal2.out(`${line}
`);
  };
  return { draw, close: () => void 0, leave: draw };
}
function recorder({ terminal: terminal2 }) {
  let last;
  const draw = (status3) => {
    const now = JSON.stringify(status3, (key, value) => key === "elapsedMs" ? void 0 : value);
    if (now !== last)
      printJsonLine(terminal2, status3);
    last = now;
  };
  return { draw, close: () => void 0, leave: draw };
}
function changes(tasks, seen2) {
  return [...tasks].sort((a, b) => a.number - b.number).flatMap(({ number: number4, id, status: status3, reason, attempt: attempt3, title }) => {
    const state = `${reason ? `${status3} (${reason})` : status3}${attempt3 > 1 ? `, try ${attempt3}` : ""}`;
    if (seen2.get(number4) === state)
      return [];
    seen2.set(number4, state);
    return [`${id}  ${state}  ${oneLine(title)}`];
  });
}
async function changeOrTick({ context }, over2) {
  const { root } = context.store;
  const dueMs = context.clock.now().monotonicMs + frameLeastMs;
  const restMs = () => dueMs - context.clock.now().monotonicMs;
  const folders = [...queueFolders.map(layout.queue), layout.finished];
  context.wake.watch(folders.map((folder) => `${root}/${folder}`));
  if (over2.aborted)
    return;
  const nudge = () => context.wake.nudge();
  over2.addEventListener("abort", nudge, { once: true });
  await context.wake.sleep(frameMs);
  while (restMs() > 0 && !over2.aborted)
    await context.wake.sleep(restMs());
  over2.removeEventListener("abort", nudge);
}
var frameMs, frameLeastMs, quitKeys, endedIn;
var init_watch = __esm({
  "../ft/dist/src/cli/watch.js"() {
    "use strict";
    init_layout();
    init_vocabulary();
    init_text();
    init_status2();
    init_json2();
    init_status();
    init_screen();
    init_stage();
    init_style();
    frameMs = 1e3;
    frameLeastMs = 100;
    quitKeys = ["q", "Q", "", ""];
    endedIn = ({ counts }) => counts.complete + counts.failed + counts.cancelled;
  }
});

// ../ft/dist/src/cli/commands/run.js
var run_exports = {};
__export(run_exports, {
  run: () => run2
});
async function drain(stage, named, parallel) {
  const { context, terminal: terminal2 } = stage;
  const only = named.length > 0 ? new Set(named) : void 0;
  const before = new Set(context.store.queue.live("pending").map(({ number: number4 }) => number4));
  const held = await stage.hold({
    kind: "run",
    leaves: "at once",
    maxParallel: parallel,
    ...only && { only, isDone: (live) => ![...only].some((number4) => live.has(number4)) },
    signal: stage.listenForInterruption()
  });
  if (!held.held) {
    terminal2.err(`note: ${held.who} conducts already; waiting for it
`);
    const numbers = only ? [...only] : othersNumbers(context);
    const waited = await waitInterruptibly(stage, () => waitFor(context, numbers, { any: false, timeoutMs: void 0 }));
    return waited ? "done" : "interrupted";
  }
  if (held.end === "aborted") {
    if (held.running > 0 && await context.conducting.ensure() === "spawned")
      terminal2.err(`${held.running} still running; they go on in the background (orchestra cancel --all)
`);
    return "interrupted";
  }
  const isNew = context.store.queue.live("pending").some(({ number: number4 }) => !before.has(number4));
  if (held.end === "done" && (isNew || held.running > 0))
    await context.conducting.ensure();
  return "done";
}
var run2, isOver, alreadyOver;
var init_run2 = __esm({
  "../ft/dist/src/cli/commands/run.js"() {
    "use strict";
    init_task();
    init_vocabulary();
    init_schema();
    init_wait();
    init_json2();
    init_stage();
    init_watch();
    init_wait2();
    run2 = {
      summary: "Run the queue in the foreground until it is empty",
      examples: ["orchestra run", "orchestra run 12 13 --parallel 2"],
      positionals: ["tasks"],
      rest: "list",
      short: { p: "parallel" },
      ends: endsOfWaiting,
      writes: true,
      input: object({
        tasks: list(string("A task."), "Only these.", { default: [] }),
        parallel: optional(integer("At most this many at once.", { minimum: 1, maximum: 1e3 }))
      }),
      output: WaitOutput,
      async run(stage, { tasks, parallel }) {
        const { context, terminal: terminal2, json } = stage;
        if (context.store.intents.open().length > 0)
          await context.conducting.settle();
        const named = namedNumbers(context, tasks);
        const numbers = named.length > 0 ? named : othersNumbers(context);
        const before = endOf(context, named);
        if (before.tasks.length === numbers.length && before.tasks.every(isOver)) {
          if (json)
            printJson(terminal2, before);
          else
            terminal2.out(alreadyOver(before));
          return exitOfWait(before);
        }
        const work = drain(stage, named, parallel);
        if (json)
          await work;
        else
          await showWhile(stage, { waiting: 20, finished: 10 }, work, {
            quits: false,
            of: new Set(numbers)
          });
        const interrupted2 = await work === "interrupted";
        const result = endOf(context, numbers);
        for (const number4 of numbers)
          if (!result.tasks.some((task) => task.number === number4))
            terminal2.err(`error: ${taskIdOf(number4)} cannot be read
`);
        if (json)
          printJson(terminal2, interrupted2 ? { ...result, is: "interrupted" } : result);
        return exitOfWait(interrupted2 ? void 0 : result);
      }
    };
    isOver = ({ status: status3 }) => isSettled(status3);
    alreadyOver = ({ tasks }) => tasks.map(({ id, status: status3 }) => `${id} is already ${status3}
`).join("") || "nothing to run\n";
  }
});

// ../ft/dist/src/cli/commands/status.js
var status_exports = {};
__export(status_exports, {
  status: () => status2
});
var extra4, status2;
var init_status3 = __esm({
  "../ft/dist/src/cli/commands/status.js"() {
    "use strict";
    init_schema();
    init_status2();
    init_command2();
    init_json2();
    init_status();
    init_stage();
    init_style();
    extra4 = object({
      watch: optional(boolean("Keep showing it; q quits. With --json, a line for each change."))
    });
    status2 = {
      ...withExtra(status, extra4),
      short: { w: "watch" },
      prints: { "--watch": { schema: status.output, isLines: true } },
      async run(stage, { watch, ...input }) {
        const { terminal: terminal2, context, json } = stage;
        if (watch) {
          const { watchStatus: watchStatus2 } = await Promise.resolve().then(() => (init_watch(), watch_exports));
          return watchStatus2(stage, input);
        }
        const output = await status.run(context, input);
        if (json)
          printJson(terminal2, output);
        else
          terminal2.out(printStatus(output, painter(terminal2.color), terminal2.columns()));
        return exits.ok;
      }
    };
  }
});

// ../ft/dist/src/operations/filter.js
function readFilters(words5, nowMs) {
  const conditions = words5.map((word) => readCondition(word, nowMs));
  const tests = conditions.flatMap(({ record: record3 }) => record3 ?? []);
  const fromMs = Math.max(...conditions.map((one) => one.fromMs ?? Number.NEGATIVE_INFINITY));
  const untilMs = Math.min(...conditions.map((one) => one.untilMs ?? Number.POSITIVE_INFINITY));
  const isTimed = conditions.some((one) => one.fromMs !== void 0 || one.untilMs !== void 0);
  const isInTime = (task) => {
    const atMs = Date.parse(timeOf(task));
    return atMs >= fromMs && atMs < untilMs;
  };
  const all = isTimed ? [...tests, isInTime] : tests;
  return {
    admits: (status3) => conditions.every((one) => one.status?.(status3) ?? true),
    suits: (row) => conditions.every((one) => (one.status?.(row.status) ?? true) && (one.row?.(row.reason) ?? true)),
    matches: all.length === 0 ? void 0 : (task) => all.every((test2) => test2(task)),
    fromMs,
    untilMs
  };
}
function readCondition(word, nowMs) {
  const [, name = "", key, operator, text = ""] = /^([A-Za-z]+)(?:\.([^=~!]+))?(!=|=|~)(.*)$/s.exec(word) ?? [];
  if (operator === void 0)
    throw refusal3(`takes FIELD=VALUE, got "${word}"`);
  const field = oneKnown("field", name, known2);
  if (field === "label" !== (key !== void 0))
    throw refusal3(field === "label" ? `takes label.NAME=VALUE, got "${word}"` : `knows no ${field}.${key}`);
  const is = operator;
  if (is === "~" && !texts.includes(field))
    throw refusal3(`${field} knows = and !=, not ~`);
  switch (field) {
    case "status":
      return { status: among(is, oneOfEach(field, text, statuses)) };
    case "reason": {
      const test2 = among(is, oneOfEach(field, text, reasons));
      return {
        record: ({ settled }) => !settled || test2(settled.reason ?? ""),
        row: (reason) => test2(reason ?? "")
      };
    }
    case "agent":
      return { record: (task) => holds(task.agent, is, text) };
    case "title":
      return { record: (task) => holds(titleOf(task), is, text) };
    case "label":
      return { record: (task) => holds(labelOf(task, key ?? ""), is, text) };
    case "priority": {
      const test2 = among(is, wholeNumbers(text));
      return { record: (task) => test2(String(task.priority)) };
    }
    case "after":
      return { fromMs: moment(field, is, text, nowMs) };
    case "before":
      return { untilMs: moment(field, is, text, nowMs) };
  }
}
function holds(value, operator, text) {
  const wanted = valuesIn(text);
  if (operator === "~")
    return wanted.some((part) => value?.toLowerCase().includes(part.toLowerCase()));
  const isOne = value !== void 0 && (value === text || wanted.includes(value));
  return isOne === (operator === "=");
}
function oneOfEach(field, text, values) {
  const wanted = valuesIn(text);
  if (wanted.length === 0)
    throw refusal3(`${field} needs a value, one of ${values.join(", ")}`);
  return wanted.map((value) => oneKnown(field, value, values));
}
function oneKnown(what, word, values) {
  const found = values.find((value) => value === word);
  if (found !== void 0)
    return found;
  const near = suggest(word, values);
  throw new Failure("usage", `--filter knows no ${what} "${word}"${near ? `; did you mean ${near}?` : ""}`, { hint: `known: ${values.join(", ")}` });
}
function wholeNumbers(text) {
  const wanted = valuesIn(text);
  if (wanted.length > 0 && wanted.every((value) => /^[+-]?\d+$/.test(value)))
    return wanted.map((value) => String(Number(value)));
  throw refusal3(`priority takes whole numbers, got "${text}"`);
}
function moment(field, operator, text, nowMs) {
  if (operator !== "=")
    throw refusal3(`${field} knows only =`);
  const agoMs = parseDuration(text);
  const isDate = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/.test(text);
  const atMs = agoMs !== void 0 ? nowMs - agoMs : isDate ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(atMs))
    return atMs;
  throw refusal3(`${field} takes a date or how long ago, such as 2026-01-31 or 2h, got "${text}"`);
}
var timeOf, known2, hint, texts, labelOf, valuesIn, among, refusal3;
var init_filter = __esm({
  "../ft/dist/src/operations/filter.js"() {
    "use strict";
    init_failure();
    init_task();
    init_vocabulary();
    init_duration();
    init_suggest();
    timeOf = ({ settled, createdAt }) => settled?.endedAt ?? createdAt;
    known2 = [
      "status",
      "reason",
      "agent",
      "title",
      "priority",
      "label",
      "after",
      "before"
    ];
    hint = `such as status=failed,cancelled, agent!=coder, title~parser, label.area=cli, after=2h; fields: ${known2.join(", ")}`;
    texts = ["agent", "title", "label"];
    labelOf = ({ labels = {} }, key) => Object.hasOwn(labels, key) ? labels[key] : void 0;
    valuesIn = (text) => text.split(",").filter((value) => value !== "");
    among = (operator, wanted) => (value) => wanted.includes(value) === (operator === "=");
    refusal3 = (problem2) => new Failure("usage", `--filter ${problem2}`, { hint });
  }
});

// ../ft/dist/src/operations/list.js
function candidates(context, filter, sort) {
  const isDown = sort.startsWith("-");
  const key = sort.replace("-", "");
  const live = liveTasks(context.store, filter);
  if (key === "ended")
    return byEnd(context, filter, live, isDown);
  const all = [...live, ...finishedTasks(context.store, filter, "latest")];
  const compare = key === "priority" ? byPriority(context, all) : byNumber;
  return all.sort(isDown ? (a, b) => compare(b, a) : compare);
}
function* byEnd({ store }, filter, live, isDown) {
  if (isDown)
    yield* live;
  yield* finishedTasks(store, filter, isDown ? "latest" : "earliest");
  if (!isDown)
    yield* live.toReversed();
}
function byPriority({ store }, all) {
  const priorities = new Map(all.map(({ number: number4, priority }) => [
    number4,
    priority ?? readQuietly(() => store.tasks.read(number4))?.priority ?? 0
  ]));
  const of = ({ number: number4 }) => priorities.get(number4) ?? 0;
  return (a, b) => of(a) - of(b) || byNumber(a, b);
}
var keys, sorts, Output3, list2, byNumber;
var init_list = __esm({
  "../ft/dist/src/operations/list.js"() {
    "use strict";
    init_task();
    init_schema();
    init_filter();
    init_operation();
    init_read_quietly();
    init_settle_first();
    init_show_task();
    init_walk();
    keys = ["created", "ended", "priority", "id"];
    sorts = [...keys, ...keys.map((key) => `-${key}`)];
    Output3 = object({
      tasks: list(TaskRow, "In the order that was asked for."),
      more: boolean("True when the limit has left some out."),
      damaged: list(string("An id."), "Tasks met on the way whose record cannot be read.")
    });
    list2 = operation({
      summary: "List tasks, live and finished, by what they have in common",
      examples: [
        "orchestra list --filter status=failed",
        "orchestra list --filter agent=codex,claude --filter label.area=parser",
        "orchestra list --filter title~flaky --filter after=2d --sort -priority --json"
      ],
      route: "GET /tasks",
      writes: false,
      whole: ["filter"],
      input: object({
        filter: list(string("A condition."), "FIELD=VALUE, FIELD!=VALUE or FIELD~TEXT, values with commas. Fields: status, reason, agent, title, priority, label.NAME, after, before.", { default: [] }),
        sort: oneOf(sorts, "What comes first; - turns it round.", { default: "-ended" }),
        limit: integer("Show at most this many; 0 shows all.", { default: 50, minimum: 0 })
      }),
      output: Output3,
      async run(context, { filter: words5, sort, limit }) {
        const filter = readFilters(words5, Date.parse(context.clock.now().at));
        await settleFirst(context);
        const most = limit === 0 ? Number.POSITIVE_INFINITY : limit;
        const tasks = [];
        const damaged = [];
        const met = /* @__PURE__ */ new Set();
        for (const named of candidates(context, filter, sort)) {
          if (met.has(named.number))
            continue;
          met.add(named.number);
          if (tasks.length === most && !filter.matches)
            return { tasks, more: true, damaged };
          const task = readQuietly(() => context.store.tasks.read(named.number));
          if (!task)
            damaged.push(taskIdOf(named.number));
          if (!task || !(filter.matches?.(task) ?? true))
            continue;
          const row = rowOf(context, task, named.status);
          if (!filter.suits(row))
            continue;
          if (tasks.length === most)
            return { tasks, more: true, damaged };
          tasks.push(row);
        }
        return { tasks, more: false, damaged };
      }
    });
    byNumber = (a, b) => a.number - b.number;
  }
});

// ../ft/dist/src/cli/print/list.js
function printList(tasks, paint, columns, nowMs) {
  const rows = tasks.map((task) => ({ ...cellsOf2(task, paint), ended: endOf2(task, nowMs) }));
  return `${tableLines(form2, rows, paint, columns).join("\n")}
`;
}
var form2, endOf2;
var init_list2 = __esm({
  "../ft/dist/src/cli/print/list.js"() {
    "use strict";
    init_moment();
    init_status();
    init_table2();
    form2 = {
      headings: {
        icon: "",
        number: "#",
        agent: "AGENT",
        status: "STATUS",
        title: "TASK",
        time: "TIME",
        ended: "ENDED"
      },
      right: ["number", "time", "ended"],
      flexible: "title",
      dispensable: ["time", "agent", "status", "ended"]
      // The icon tells the status as well.
    };
    endOf2 = ({ endedAt }, nowMs) => endedAt === void 0 ? "" : formatAgo(nowMs - Date.parse(endedAt));
  }
});

// ../ft/dist/src/cli/commands/list.js
var list_exports = {};
__export(list_exports, {
  list: () => list3
});
var list3;
var init_list3 = __esm({
  "../ft/dist/src/cli/commands/list.js"() {
    "use strict";
    init_list();
    init_command2();
    init_list2();
    init_style();
    list3 = commandOf(list2, ({ tasks, more, damaged }, { context, terminal: terminal2 }) => {
      const nowMs = Date.parse(context.clock.now().at);
      if (tasks.length > 0)
        terminal2.out(printList(tasks, painter(terminal2.color), terminal2.columns(), nowMs));
      else
        terminal2.err("nothing to list\n");
      if (more)
        terminal2.err(`there are more than these ${tasks.length}; --limit 0 shows all
`);
      if (damaged.length > 0)
        terminal2.err(`cannot be read: ${damaged.join(", ")}
`);
    });
  }
});

// ../ft/dist/src/operations/show.js
var show;
var init_show = __esm({
  "../ft/dist/src/operations/show.js"() {
    "use strict";
    init_schema();
    init_operation();
    init_show_task();
    init_words();
    show = operation({
      summary: "Show everything about one task",
      examples: ["orchestra show 12", "orchestra show 12 --json"],
      route: "GET /tasks/{task}",
      positionals: ["task"],
      writes: false,
      input: object({ task: string("Its number or id.") }),
      output: TaskView,
      run: async (context, { task }) => viewOf(context, taskNamed(context, task))
    });
  }
});

// ../ft/dist/src/cli/commands/show.js
var show_exports = {};
__export(show_exports, {
  show: () => show2
});
var show2;
var init_show2 = __esm({
  "../ft/dist/src/cli/commands/show.js"() {
    "use strict";
    init_show();
    init_command2();
    init_task2();
    init_style();
    show2 = commandOf(show, (task, { context, terminal: terminal2 }) => {
      const nowMs = Date.parse(context.clock.now().at);
      terminal2.out(printTask(task, painter(terminal2.color), nowMs, terminal2.columns()));
    });
  }
});

// ../ft/dist/src/core/older.js
function readOlderTask(file) {
  const read3 = objectIn(file.text);
  if (!read3)
    return { problem: "it is no JSON object" };
  const { agent, prompt } = read3;
  if (typeof agent !== "string" || !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(agent))
    return { problem: "it names no agent" };
  if (typeof prompt !== "string" || !/\S/.test(prompt))
    return { problem: "it has no prompt" };
  const pid = numberIn(read3, "pid");
  const settled = outcomeOf(read3, file);
  if (!settled && read3["status"] === "running" && pid !== void 0 && file.isAlive(pid))
    return {
      problem: `it may still run there, as process ${pid}: migrate again once it has ended`
    };
  const seconds = numberIn(read3, "timeout");
  const retries = numberIn(read3, "maxRetries", "max_retries") ?? 0;
  const tried = numberIn(read3, "retryCount", "retry_count") ?? 0;
  const priority = Math.round(numberIn(read3, "priority") ?? middle) - middle;
  return {
    id: file.id,
    createdAt: momentIn(read3, "createdAt", "created_at") ?? dateOf(file),
    wanted: {
      agent,
      prompt,
      priority: Math.min(999, Math.max(-999, priority)),
      labels: { [olderLabel]: file.id },
      ...seconds !== void 0 && seconds > 0 && { timeoutMs: Math.round(seconds * 1e3) },
      ...first(read3, "autoRetry", "auto_retry") === true && {
        retry: { retries: Math.max(0, Math.min(1e3, Math.round(retries - tried))) }
      }
    },
    after: textsIn(first(read3, "dependsOn", "depends_on")),
    settled: settled ?? (read3["status"] === "running" ? lost(file) : void 0)
  };
}
function outcomeOf(read3, file) {
  const { status: status3 } = read3;
  const { done, error, cancelled, timeout: timeout3 } = file.sentinels;
  const endedAt = momentIn(read3, "completedAt", "completed_at", "timedOutAt", "timed_out_at") ?? changeOf(file);
  const startedAt = momentIn(read3, "startedAt", "started_at");
  const elapsedMs2 = startedAt && Date.parse(endedAt) - Date.parse(startedAt);
  const times = { endedAt, ...elapsedMs2 && elapsedMs2 > 0 ? { elapsedMs: elapsedMs2 } : {} };
  const said = first(read3, "errorMessage", "error_message");
  const failed = (text) => {
    const isLate = timeout3 !== void 0 || first(read3, "timedOutAt", "timed_out_at") != null;
    const told2 = typeof said === "string" && said !== "" ? said : text;
    const message = told2 === void 0 ? void 0 : readSentinel("error", told2).message;
    const reason = isLate ? "timeout" : "agent_error";
    return { status: "failed", reason, ...message !== void 0 && { message }, ...times };
  };
  if (status3 === "complete" || status3 === "completed")
    return { status: "complete", ...times };
  if (status3 === "failed")
    return failed(error);
  if (status3 === "cancelled")
    return { status: "cancelled", reason: "user", ...times };
  if (status3 !== "running")
    return void 0;
  if (error !== void 0 || timeout3 !== void 0)
    return failed(error);
  if (cancelled !== void 0)
    return { status: "cancelled", reason: "user", ...times };
  return done === void 0 ? void 0 : { status: "complete", ...times };
}
function objectIn(text) {
  try {
    const value = JSON.parse(text);
    const isObject3 = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject3 ? value : void 0;
  } catch {
    return void 0;
  }
}
function numberIn(read3, ...names) {
  const value = first(read3, ...names);
  return typeof value === "number" && Number.isFinite(value) ? value : void 0;
}
function momentIn(read3, ...names) {
  const value = first(read3, ...names);
  const ms = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return isWritable(ms) ? new Date(ms).toISOString() : void 0;
}
function dateOf(file) {
  const [, seconds, rest = "000"] = /^task_(\d{10})(\d{3})?$/.exec(file.id) ?? [];
  const ms = Number(`${seconds}${rest}`);
  return isWritable(ms) ? new Date(ms).toISOString() : changeOf(file);
}
var olderLabel, middle, lost, first, textsIn, isWritable, changeOf;
var init_older = __esm({
  "../ft/dist/src/core/older.js"() {
    "use strict";
    init_sentinel();
    olderLabel = "migrated";
    middle = 5;
    lost = (file) => ({
      status: "failed",
      reason: "lost",
      message: "it was running there, and vanished without a word",
      endedAt: changeOf(file)
    });
    first = (read3, ...names) => names.map((name) => read3[name]).find((value) => value !== void 0 && value !== null);
    textsIn = (value) => Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
    isWritable = (ms) => ms >= 0 && ms < Date.parse("9999-01-01T00:00:00Z");
    changeOf = ({ changedAtMs }) => new Date(isWritable(changedAtMs) ? Math.round(changedAtMs) : 0).toISOString();
  }
});

// ../ft/dist/src/cli/older-log.js
var older_log_exports = {};
__export(older_log_exports, {
  showOlderLog: () => showOlderLog
});
import { StringDecoder as StringDecoder2 } from "node:string_decoder";
function showOlderLog({ context: { store }, terminal: terminal2, json }, number4, older, { stream, raw, last }) {
  const { log } = store.tasks.papers(number4);
  if (log === void 0 || stream === "stderr")
    throw new Failure("not_found", log === void 0 ? `${taskIdOf(number4)} ran elsewhere, as ${older}, and left no log` : `the log of ${taskIdOf(number4)}, which ran elsewhere as ${older}, holds both streams`, { hint: log === void 0 ? `orchestra show ${number4}` : `orchestra logs ${number4}` });
  const size = store.tasks.logSize(number4);
  const readAt = (at, bytesMax3) => store.tasks.logFrom(number4, at, bytesMax3);
  const show4 = (line) => {
    const text = terminal2.isTerminal ? harmless(line) : line;
    terminal2.out(`${json ? JSON.stringify({ stream, text: line }) : text}
`);
  };
  const decoder = new StringDecoder2("utf8");
  let rest = "";
  for (let at = last === void 0 ? 0 : lastLinesAt(size, last, readAt); at < size; ) {
    const bytes = readAt(at, Math.min(chunkBytes4, size - at));
    if (bytes.length === 0)
      break;
    at += bytes.length;
    if (raw) {
      terminal2.out(bytes);
      continue;
    }
    const lines = (rest + decoder.write(bytes)).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(show4);
  }
  if (rest !== "")
    show4(rest);
}
var chunkBytes4;
var init_older_log = __esm({
  "../ft/dist/src/cli/older-log.js"() {
    "use strict";
    init_failure();
    init_task();
    init_last_lines();
    init_text();
    chunkBytes4 = 256 * 1024;
  }
});

// ../ft/dist/src/cli/commands/logs.js
var logs_exports = {};
__export(logs_exports, {
  logs: () => logs
});
var logs;
var init_logs = __esm({
  "../ft/dist/src/cli/commands/logs.js"() {
    "use strict";
    init_failure();
    init_older();
    init_task();
    init_schema();
    init_words();
    init_follow();
    init_stage();
    logs = {
      summary: "Show what the agent of a task says; with --json, a line for each event",
      examples: [
        "orchestra logs 12 -f",
        "orchestra logs 12 -n 20",
        "orchestra logs 12 --attempt 1",
        "orchestra logs 12 --raw > out.jsonl"
      ],
      positionals: ["task"],
      short: { f: "follow", n: "lines" },
      writes: false,
      input: object({
        task: string("Its number or id."),
        follow: optional(boolean("Go on until it is finished.")),
        stderr: optional(boolean("What it said on stderr instead.")),
        raw: optional(boolean("Every byte as it was, uninterpreted.")),
        lines: optional(integer("Only this many of the last lines.", { minimum: 0 })),
        attempt: optional(integer("Of this attempt; else of the last.", { minimum: 1 }))
      }),
      prints: {
        ID: { schema: logLines.event, isLines: true },
        "ID --stderr": { schema: logLines.plain, isLines: true }
      },
      async run(stage, { task: word, follow, stderr, raw, attempt: attempt3, lines }) {
        const task = taskNamed(stage.context, word);
        if (raw && stage.json)
          throw new Failure("usage", "--raw is no JSON: leave out one of them");
        const stream = stderr ? "stderr" : "stdout";
        const choice = { stream, raw: raw ?? false, last: lines };
        const older = task.settled && task.runs.length === 0 ? task.labels?.[olderLabel] : void 0;
        if (older !== void 0 && attempt3 === void 0) {
          const { showOlderLog: showOlderLog2 } = await Promise.resolve().then(() => (init_older_log(), older_log_exports));
          showOlderLog2(stage, task.number, older, choice);
          return exits.ok;
        }
        if (follow && attempt3 === void 0) {
          await followTask(stage, task.number, choice);
          return stage.context.isInterrupted() ? exits.interrupted : exits.ok;
        }
        const id = taskIdOf(task.number);
        const last = task.runs.at(-1);
        const run3 = attempt3 === void 0 ? last : task.runs.findLast((one) => one.attempt === attempt3);
        if (!run3)
          throw new Failure("not_found", last === void 0 ? `${id} has not run yet` : `${id} has no attempt ${attempt3}; it has ${last.attempt}`, { hint: `orchestra show ${task.number}` });
        const read3 = await createTail(stage, run3.run, choice);
        while (read3())
          ;
        return exits.ok;
      }
    };
  }
});

// ../ft/dist/src/operations/cancel.js
var Results, cancel;
var init_cancel = __esm({
  "../ft/dist/src/operations/cancel.js"() {
    "use strict";
    init_failure();
    init_task();
    init_vocabulary();
    init_schema();
    init_operation();
    init_wishes2();
    init_words();
    Results = list(object({
      task: string("Its id."),
      ok: oneOf(["yes", "no"], "Whether it was done."),
      message: string("In words.")
    }), "One for each task.");
    cancel = operation({
      summary: "Stop tasks for good, running or not",
      examples: ["orchestra cancel 12 13", "orchestra cancel --all"],
      route: "POST /tasks/cancel",
      positionals: ["tasks"],
      rest: "list",
      writes: true,
      input: object({
        tasks: list(string("A task."), "These.", { default: [] }),
        all: optional(boolean("All that are not finished."))
      }),
      output: object({ results: Results }),
      async run(context, { tasks, all }) {
        if (!all && tasks.length === 0)
          throw new Failure("usage", "which task?", { hint: "orchestra cancel ID\u2026 or --all" });
        if (all && tasks.length > 0)
          throw new Failure("usage", "cancel takes tasks or --all, not both", {
            hint: "orchestra cancel ID\u2026 or orchestra cancel --all"
          });
        const live = queueFolders.flatMap((folder) => context.store.queue.live(folder));
        const named = tasks.map((word) => taskNamed(context, word).number);
        const numbers = [.../* @__PURE__ */ new Set([...all ? live.map(({ number: number4 }) => number4) : [], ...named])];
        if (numbers.length === 0)
          return { results: [] };
        const at = context.clock.now().at;
        const results = await wish(context, {
          version: protocolVersion,
          at,
          kind: "cancel",
          tasks: numbers
        });
        if (context.store.queue.live("running").length > 0)
          await context.conducting.ensure();
        return {
          results: results.map(({ ok, task, message }) => ({ task: `task_${task}`, ok, message }))
        };
      }
    });
  }
});

// ../ft/dist/src/cli/commands/cancel.js
var cancel_exports = {};
__export(cancel_exports, {
  cancel: () => cancel2
});
var cancel2;
var init_cancel2 = __esm({
  "../ft/dist/src/cli/commands/cancel.js"() {
    "use strict";
    init_cancel();
    init_command2();
    init_stage();
    cancel2 = commandOf(cancel, ({ results }, { terminal: terminal2 }) => {
      if (results.length === 0)
        terminal2.out("nothing to cancel\n");
      for (const { ok, message } of results)
        if (ok === "yes")
          terminal2.out(`${message}
`);
        else
          terminal2.err(`error: ${message}
`);
    }, ({ results }) => results.every(({ ok }) => ok === "yes") ? exits.ok : exits.failed);
  }
});

// ../ft/dist/src/operations/retry.js
var retry;
var init_retry2 = __esm({
  "../ft/dist/src/operations/retry.js"() {
    "use strict";
    init_failure();
    init_task();
    init_schema();
    init_operation();
    init_show_task();
    init_wishes2();
    init_words();
    retry = operation({
      summary: "Run a finished task again, under its own number",
      examples: ["orchestra retry 12", 'orchestra retry 12 --prompt "try it without the cache"'],
      route: "POST /tasks/{task}/retry",
      positionals: ["task"],
      writes: true,
      input: object({
        task: string("Its number or id."),
        prompt: optional(string("Replaces its prompt."))
      }),
      output: object({ task: TaskRow, conductor: oneOf(conductors, "Who looks after it.") }),
      async run(context, { task: word, prompt }) {
        const { number: number4 } = taskNamed(context, word);
        const [result] = await wish(context, {
          version: protocolVersion,
          at: context.clock.now().at,
          kind: "retry",
          task: number4,
          ...prompt !== void 0 && { prompt: promptFrom(prompt) }
        });
        if (result?.ok !== "yes")
          throw new Failure("conflict", result?.message ?? "it was refused", {
            hint: `orchestra show ${number4}`
          });
        const conductor = await context.conducting.ensure();
        return { task: rowOf(context, taskNamed(context, word)), conductor };
      }
    });
  }
});

// ../ft/dist/src/cli/commands/retry.js
var retry_exports = {};
__export(retry_exports, {
  retry: () => retry2
});
var retry2;
var init_retry3 = __esm({
  "../ft/dist/src/cli/commands/retry.js"() {
    "use strict";
    init_retry2();
    init_command2();
    retry2 = commandOf(retry, ({ task }, { terminal: terminal2 }) => terminal2.out(`${task.id} is queued again
`));
  }
});

// ../ft/dist/src/operations/timing.js
function timingOf(context, task, isAsking) {
  const { store, clock } = context;
  const facts = { id: taskIdOf(task.number), number: task.number, title: firstLine(titleOf(task)) };
  if (task.settled)
    return { ...facts, is: "ended" };
  const attempt3 = liveRunOf(task);
  const started = attempt3 && readQuietly(() => store.runs.started(attempt3.run));
  const ownMs = limitMsOf(attempt3, attempt3 && readQuietly(() => store.runs.spec(attempt3.run)));
  if (!attempt3 || !started)
    return { ...facts, is: "idle", ...limitOf2(ownMs ?? task.timeoutMs) };
  const { run: run3 } = attempt3;
  if (store.runs.exit(run3) !== void 0)
    return { ...facts, is: "ended", run: run3 };
  const now = clock.now();
  const { since: since2 } = started;
  const wallMs = Math.max(0, Date.parse(now.at) - Date.parse(since2.at));
  const usedMs = Math.round(elapsedMs(since2, now) ?? wallMs);
  const running = { ...facts, run: run3, startedAt: since2.at, usedMs };
  const seconds = store.runs.deadline(run3);
  if (seconds === void 0)
    return isAsking || ownMs !== void 0 ? { ...running, is: "waiting", ...limitOf2(ownMs) } : { ...running, is: "unlimited" };
  const limitMs = seconds * 1e3;
  const remainingMs = Math.max(0, limitMs - usedMs);
  const percent = Math.floor(usedMs * 100 / limitMs);
  const isOver2 = remainingMs === 0 || store.runs.isOverdue(run3);
  const endsAt = new Date(Date.parse(now.at) + limitMs - usedMs).toISOString();
  const is = isOver2 ? "overdue" : percent >= warningPercent ? "warning" : "fine";
  return { ...running, is, limitMs, remainingMs, percent, endsAt };
}
var states, warningPercent, Timing, limitOf2;
var init_timing = __esm({
  "../ft/dist/src/operations/timing.js"() {
    "use strict";
    init_instant();
    init_run();
    init_task();
    init_schema();
    init_text();
    init_read_quietly();
    states = ["fine", "warning", "overdue", "unlimited", "waiting", "idle", "ended"];
    warningPercent = 80;
    Timing = object({
      id: string("Its id."),
      number: number2("Its number."),
      title: string("Its title, or the first line of its prompt."),
      is: oneOf(states, `How it stands: warning from ${warningPercent} % on; waiting for a person, which costs no time; idle before its run.`),
      run: optional(number2("The run that runs now.")),
      startedAt: optional(timestamp("When that began.")),
      usedMs: optional(integer("How long it has run.", { minimum: 0 })),
      limitMs: optional(integer("How long it may run in all; absent without a limit.")),
      remainingMs: optional(integer("How long it still may; 0 when that is over.", { minimum: 0 })),
      percent: optional(integer("The share of its time that it has used.", { minimum: 0 })),
      endsAt: optional(timestamp("When it is stopped, if nobody gives it more time."))
    });
    limitOf2 = (limitMs) => limitMs ? { limitMs } : {};
  }
});

// ../ft/dist/src/operations/timeout.js
function msOf(action, duration2) {
  if (duration2 !== "none")
    return durationOf("duration", duration2);
  if (action === "set")
    return 0;
  throw new Failure("usage", "none is no time to extend by", {
    hint: "orchestra timeout set ID none takes the limit away"
  });
}
async function change2(context, task, mode, ms) {
  const { at } = context.clock.now();
  const intent = { version: protocolVersion, at, kind: "timeout", task, mode, ms };
  const [result] = await wish(context, intent);
  const { ok = "no", message = "it was refused" } = result ?? {};
  return { task: taskIdOf(task), ok, message };
}
function look(context, words5) {
  const { store } = context;
  const running = store.queue.live("running").map(({ number: number4 }) => number4);
  const asking = new Set(store.queue.live("awaiting").map(({ number: number4 }) => number4));
  const named = words5.map(numberOf2);
  for (const word of words5)
    taskNamed(context, word);
  const numbers = words5.length > 0 ? new Set(named) : /* @__PURE__ */ new Set([...running, ...asking]);
  return [...numbers].sort((a, b) => a - b).flatMap((number4) => readQuietly(() => store.tasks.read(number4)) ?? []).map((task) => timingOf(context, task, asking.has(task.number)));
}
var Output4, timeout;
var init_timeout2 = __esm({
  "../ft/dist/src/operations/timeout.js"() {
    "use strict";
    init_failure();
    init_task();
    init_schema();
    init_operation();
    init_read_quietly();
    init_timing();
    init_wishes2();
    init_words();
    Output4 = object({
      results: list(object({
        task: string("Its id."),
        ok: oneOf(["yes", "no"], "Whether it was done."),
        message: string("In words.")
      }), "One for each task whose time was to be changed; none for a check."),
      tasks: list(Timing, "How they stand; without names, all that run.")
    });
    timeout = operation({
      summary: "Show how much time tasks have left, or give them more or less",
      examples: [
        "orchestra timeout check",
        "orchestra timeout extend 12 30m",
        "orchestra timeout set 12 2h",
        "orchestra timeout set 12 none"
      ],
      route: "POST /tasks/timeout",
      positionals: ["action", "tasks"],
      rest: "list",
      writes: true,
      input: object({
        action: oneOf(["set", "extend", "check"], "What to do.", { default: "check" }),
        tasks: list(string("A task."), "These; to check, all that run unless some are named.", {
          default: []
        }),
        duration: optional(string("How long, such as 90 (seconds), 30m or 2h; none takes a limit away."))
      }),
      output: Output4,
      async run(context, { action, tasks: words5, duration: duration2 }) {
        if (action === "check")
          return { results: [], tasks: look(context, words5) };
        if (words5.length === 0 || duration2 === void 0)
          throw new Failure("usage", `timeout ${action} takes a task and a duration`, {
            hint: `orchestra timeout ${action} 12 30m`
          });
        const ms = msOf(action, duration2);
        const numbers = [...new Set(words5.map((word) => taskNamed(context, word).number))];
        const results = [];
        for (const number4 of numbers)
          results.push(await change2(context, number4, action, ms));
        return { results, tasks: look(context, words5) };
      }
    });
  }
});

// ../ft/dist/src/cli/print/timeout.js
function printTimings(tasks, paint, columns) {
  const rows = tasks.map((task) => {
    const [icon, format] = looks2[task.is];
    const { number: number4, usedMs, limitMs, percent, title } = task;
    const used = usedMs === void 0 ? "" : formatDuration(usedMs);
    return {
      icon: paint(format, icon),
      number: String(number4),
      used: percent === void 0 ? used : `${used} (${percent} %)`,
      limit: limitMs === void 0 ? "" : formatDuration(limitMs),
      left: paint(format, leftOf(task)),
      title: oneLine(title)
    };
  });
  return `${tableLines(form3, rows, paint, columns).join("\n")}
`;
}
var looks2, form3, words2, leftOf;
var init_timeout3 = __esm({
  "../ft/dist/src/cli/print/timeout.js"() {
    "use strict";
    init_duration();
    init_text();
    init_table2();
    looks2 = {
      fine: ["\u2714", "green"],
      warning: ["!", "yellow"],
      overdue: ["\u2716", "red"],
      unlimited: ["\u25B6", "cyan"],
      waiting: ["?", "magenta"],
      idle: ["\u25CB", "white"],
      ended: ["\xB7", "dim"]
    };
    form3 = {
      headings: { icon: "", number: "#", used: "USED", limit: "LIMIT", left: "LEFT", title: "TASK" },
      right: ["number", "used", "limit"],
      flexible: "title",
      dispensable: ["limit", "used"]
    };
    words2 = {
      overdue: "overdue",
      unlimited: "no limit",
      waiting: "waits for you",
      idle: "not running",
      ended: "has ended"
    };
    leftOf = ({ is, remainingMs = 0 }) => is === "fine" || is === "warning" ? formatDuration(remainingMs) : words2[is];
  }
});

// ../ft/dist/src/cli/commands/timeout.js
var timeout_exports = {};
__export(timeout_exports, {
  timeout: () => timeout2
});
function withDuration(input) {
  const { action, tasks, duration: duration2 } = input;
  if (action === "check" || duration2 !== void 0 || tasks.length < 2)
    return input;
  return { action, tasks: tasks.slice(0, -1), duration: tasks.at(-1) ?? "" };
}
var timeout2;
var init_timeout4 = __esm({
  "../ft/dist/src/cli/commands/timeout.js"() {
    "use strict";
    init_timeout2();
    init_json2();
    init_timeout3();
    init_stage();
    init_style();
    timeout2 = {
      ...timeout,
      forms: {
        "set ID DURATION": "Let it run so long in all, now and in later attempts; none: without a limit.",
        "extend ID DURATION": "Give the run that runs now so much more; later attempts keep their limit.",
        "check [ID\u2026]": "Show the time that running tasks have used and have left; changes nothing."
      },
      ends: { 1: "`timeout check`: a task is overdue; else: what was asked for was refused." },
      async run(stage, input) {
        const { context, terminal: terminal2, json } = stage;
        const answer2 = await timeout.run(context, withDuration(input));
        const { results, tasks } = answer2;
        if (json)
          printJson(terminal2, answer2);
        else if (input.action === "check") {
          if (tasks.length > 0)
            terminal2.out(printTimings(tasks, painter(terminal2.color), terminal2.columns()));
          else
            terminal2.err("nothing runs\n");
        } else
          for (const { ok, message } of results)
            if (ok === "yes")
              terminal2.out(`${message}
`);
            else
              terminal2.err(`error: ${message}
`);
        const isBad = input.action === "check" ? tasks.some(({ is }) => is === "overdue") : results.some(({ ok }) => ok === "no");
        return isBad ? exits.failed : exits.ok;
      }
    };
  }
});

// ../ft/dist/src/operations/clean.js
async function remove2(context, tasks) {
  const { at } = context.clock.now();
  const answered = await wish(context, { version: protocolVersion, at, kind: "clean", tasks }, patiencePerTaskMs2 * tasks.length);
  const results = answered.map(({ ok, task, message }) => ({
    task: task === void 0 ? "" : taskIdOf(task),
    ok,
    message
  }));
  const bytes = answered.reduce((sum2, one) => sum2 + (one.bytes ?? 0), 0);
  return { results, removed: countOf(results), bytes, dryRun: false };
}
function foresee(context, numbers) {
  const { store } = context;
  const live = queueFolders.flatMap((folder) => store.queue.live(folder));
  const waiters = waitersOf(live.flatMap(({ number: number4 }) => readQuietly(() => store.tasks.read(number4)) ?? []));
  const results = numbers.map((number4) => {
    const task = readQuietly(() => store.tasks.read(number4));
    const id = taskIdOf(number4);
    if (!task && store.tasks.isTaken(number4))
      return {
        task: id,
        ok: "no",
        message: `the record of ${id} cannot be read; orchestra doctor`
      };
    const kept = task && whyKept(task, rowOf(context, task).status, waiters);
    return kept === void 0 ? { task: id, ok: "yes", message: `${id} would be removed` } : { task: id, ok: "no", message: kept };
  });
  return { results, removed: countOf(results), dryRun: true };
}
function read(words5) {
  if (words5.length === 0)
    throw new Failure("usage", "clean what?", { hint: hint2 });
  const numbers = words5.map(parseTaskNumber);
  const chosen = words5.filter((_, at) => numbers[at] === void 0).map(statusesIn);
  return { statuses: new Set(chosen.flat()), numbers: numbers.flatMap((one) => one ?? []) };
}
function statusesIn(word) {
  if (word === "all")
    return settledStatuses;
  const status3 = settledStatuses.find((one) => one === word);
  if (status3)
    return [status3];
  if (statuses.some((one) => one === word))
    throw new Failure("usage", `only what is finished can be removed, and ${word} is not`, {
      hint: `orchestra cancel stops tasks; ${hint2}`
    });
  const near = suggest(word, choices);
  throw new Failure("usage", `${quoted(word)} is neither a status nor a task${near ? `; did you mean ${near}?` : ""}`, { hint: hint2 });
}
function known3({ store }, number4) {
  const { tasks, queue } = store;
  if (tasks.isTaken(number4) || readQuietly(() => tasks.read(number4)))
    return;
  const isIndexed = () => queue.days().some((day) => queue.finishedOn(day).some((entry) => entry.number === number4));
  if (isIndexed())
    return;
  throw new Failure("not_found", `there is no ${taskIdOf(number4)}`, { hint: "orchestra list" });
}
function ended({ store, clock }, wanted, ageMs) {
  if (wanted.size === 0)
    return [];
  const until2 = new Date(Date.parse(clock.now().at) - (ageMs ?? 0)).toISOString();
  const isOld = (day, number4) => {
    if (ageMs === void 0 || day < dayOf(until2))
      return true;
    if (day > dayOf(until2))
      return false;
    const settled = readQuietly(() => store.tasks.read(number4))?.settled;
    return settled !== void 0 && settled.endedAt <= until2;
  };
  return store.queue.days().flatMap((day) => store.queue.finishedOn(day).filter(({ status: status3, number: number4 }) => wanted.has(status3) && isOld(day, number4))).map(({ number: number4 }) => number4).sort((a, b) => a - b);
}
var choices, hint2, patiencePerTaskMs2, Output5, clean2, nothing, countOf;
var init_clean3 = __esm({
  "../ft/dist/src/operations/clean.js"() {
    "use strict";
    init_clean();
    init_failure();
    init_layout();
    init_task();
    init_vocabulary();
    init_schema();
    init_suggest();
    init_text();
    init_operation();
    init_read_quietly();
    init_settle_first();
    init_show_task();
    init_wishes2();
    init_words();
    choices = [...settledStatuses, "all"];
    hint2 = `orchestra clean ${choices.join("|")} [--older-than 7d], or orchestra clean ID\u2026`;
    patiencePerTaskMs2 = 20;
    Output5 = object({
      results: list(object({
        task: string("Its id."),
        ok: oneOf(["yes", "no"], "Whether it was removed, or would be."),
        message: string("In words.")
      }), "One for each task that was chosen."),
      removed: integer("How many were removed, or would be.", { minimum: 0 }),
      bytes: optional(integer("How many that freed, as files are long; absent for a dry run.")),
      dryRun: boolean("True when nothing was done.")
    });
    clean2 = operation({
      summary: "Remove finished tasks with all they left; numbers are never used again",
      examples: [
        "orchestra clean complete --older-than 7d",
        "orchestra clean all --dry-run",
        "orchestra clean 12 13"
      ],
      route: "POST /tasks/clean",
      positionals: ["what"],
      rest: "list",
      writes: true,
      input: object({
        what: list(string("A status or a task."), `What to remove: ${choices.join(", ")}, or tasks by their ids; with nothing, nothing is.`, { default: [] }),
        olderThan: optional(string("Of these, only what ended longer ago, such as 7d.")),
        dryRun: optional(boolean("Only tell what would be removed; writes nothing."))
      }),
      output: Output5,
      async run(context, { what, olderThan, dryRun = false }) {
        const asked = read(what);
        if (olderThan !== void 0 && asked.statuses.size === 0)
          throw new Failure("usage", "--older-than chooses among what has ended", {
            hint: `orchestra clean all --older-than ${olderThan}`
          });
        if (asked.numbers.length > 0 && asked.statuses.size > 0)
          throw new Failure("usage", "clean takes tasks or a status, not both", { hint: hint2 });
        const ageMs = olderThan === void 0 ? void 0 : durationOf("older-than", olderThan);
        for (const number4 of asked.numbers)
          known3(context, number4);
        if (!dryRun)
          await settleFirst(context);
        const chosen = ended(context, asked.statuses, ageMs);
        const numbers = [.../* @__PURE__ */ new Set([...asked.numbers, ...chosen])];
        if (dryRun)
          return foresee(context, numbers);
        return numbers.length === 0 ? nothing : remove2(context, numbers);
      }
    });
    nothing = { results: [], removed: 0, bytes: 0, dryRun: false };
    countOf = (results) => results.filter(({ ok }) => ok === "yes").length;
  }
});

// ../ft/dist/src/lib/bytes.js
function formatBytes(bytes) {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units2.length - 1);
  const amount2 = bytes / 1024 ** power;
  const digits = power > 0 && amount2 < 10 ? (Math.floor(amount2 * 10) / 10).toFixed(1) : Math.floor(amount2);
  return `${digits} ${units2[power]}`;
}
var units2;
var init_bytes = __esm({
  "../ft/dist/src/lib/bytes.js"() {
    "use strict";
    units2 = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];
  }
});

// ../ft/dist/src/cli/print/clean.js
function printClean({ results, removed, bytes, dryRun }) {
  const kept = results.filter(({ ok }) => ok === "no").map(({ message }) => harmless(message));
  const gone = results.filter(({ ok }) => ok === "yes").map(({ message }) => message);
  const sum2 = results.length === 0 ? "nothing to remove" : sumOf(removed, bytes, dryRun);
  return { out: textOf5([...gone.length > linesMax ? [] : gone, sum2]), err: textOf5(kept) };
}
function sumOf(removed, bytes, dryRun) {
  const tasks = removed === 1 ? "1 task" : `${removed || "no"} tasks`;
  if (dryRun)
    return `${tasks} would be removed`;
  return `removed ${tasks}${bytes === void 0 ? "" : `, ${formatBytes(bytes)}`}`;
}
var linesMax, textOf5;
var init_clean4 = __esm({
  "../ft/dist/src/cli/print/clean.js"() {
    "use strict";
    init_bytes();
    init_text();
    linesMax = 20;
    textOf5 = (lines) => lines.map((line) => `${line}
`).join("");
  }
});

// ../ft/dist/src/cli/commands/clean.js
var clean_exports = {};
__export(clean_exports, {
  clean: () => clean3
});
var clean3;
var init_clean5 = __esm({
  "../ft/dist/src/cli/commands/clean.js"() {
    "use strict";
    init_task();
    init_clean3();
    init_clean4();
    init_json2();
    init_stage();
    clean3 = {
      ...clean2,
      usages: ["complete|failed|cancelled|all", "ID\u2026"],
      ends: { 1: "A task that was named could not be removed." },
      async run({ context, terminal: terminal2, json }, input) {
        const answer2 = await clean2.run(context, input);
        if (json)
          printJson(terminal2, answer2);
        else {
          const { out, err } = printClean(answer2);
          terminal2.out(out);
          if (err !== "")
            terminal2.err(err);
        }
        const named = new Set(input.what.flatMap((word) => parseTaskNumber(word) ?? []).map(taskIdOf));
        const isRefused = answer2.results.some(({ ok, task }) => ok === "no" && named.has(task));
        return isRefused ? exits.failed : exits.ok;
      }
    };
  }
});

// ../ft/dist/src/cli/commands/daemon.js
var daemon_exports = {};
__export(daemon_exports, {
  daemon: () => daemon
});
function optionalFields({ properties = {} }) {
  return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, optional(field)]));
}
async function conductHere(stage, { background, leave: leave4 }) {
  const { terminal: terminal2, json } = stage;
  const held = await stage.hold({
    kind: leave4 ? "background" : "daemon",
    leaves: leave4 ? "when idle" : "never",
    signal: stage.listenForInterruption(),
    onTaken: () => background ? void 0 : terminal2.err("conducting; Ctrl-C leaves, agents go on\n")
  });
  if (!held.held) {
    if (!background)
      throw new Failure("conflict", `${held.who} conducts already`, {
        hint: "orchestra daemon stop has it leave; orchestra daemon status tells of it"
      });
    return exits.ok;
  }
  if (background)
    return exits.ok;
  if (json)
    printJson(terminal2, { is: "absent", running: held.running });
  else if (held.running > 0)
    terminal2.err(stillRunning(held.running));
  return exits.ok;
}
async function startDaemon({ context, terminal: terminal2, json }) {
  const seen2 = context.store.lock.look();
  const isLeaving = seen2?.record.kind === "background" && seen2.liveness === "alive";
  if (isLeaving)
    await end(context, seen2);
  const was = !isLeaving && standingOf(seen2) === "held" ? seen2 : void 0;
  if (!was)
    await context.conducting.spawnDaemon();
  const holder = was ?? await until(context, () => {
    const now = context.store.lock.look();
    return now && standingOf(now) === "held" ? now : void 0;
  });
  if (!holder)
    throw new Failure("unavailable", "the daemon did not start", {
      hint: `see ${context.store.root}/${layout.conductorLog}`
    });
  const who = describeHolder(holder);
  if (json)
    printJson(terminal2, { is: "conducting", who });
  else
    terminal2.out(was ? `${who} conducts already
` : `${who} conducts
`);
  return exits.ok;
}
async function stopDaemon({ context, terminal: terminal2, json }) {
  const { store } = context;
  await until(context, () => !isLookedInto(context));
  const holder = store.lock.look();
  const isHeld = holder && standingOf(holder) === "held";
  if (isHeld && holder.record.kind === "run")
    throw new Failure("conflict", `${describeHolder(holder)} conducts in the foreground`, {
      hint: "press Ctrl-C where `orchestra run` was typed"
    });
  if (isHeld && holder.liveness !== "alive")
    throw new Failure("conflict", `${describeHolder(holder)} conducts, and cannot be reached from here`, { hint: "stop it where it runs; if it is gone for good: orchestra unlock" });
  if (isHeld)
    await end(context, holder);
  const running = store.queue.live("running").length;
  if (json)
    printJson(terminal2, { is: "absent", running });
  else {
    terminal2.out(isHeld ? "stopped\n" : "nobody conducts\n");
    if (running > 0)
      terminal2.err(stillRunning(running));
  }
  return exits.ok;
}
async function end(context, holder) {
  const { processes } = context;
  const { holder: identity } = holder.record;
  if (!await processes.terminate(identity))
    return;
  if (await until(context, () => processes.livenessOf(identity) === "dead"))
    return;
  throw new Failure("unavailable", `${describeHolder(holder)} does not leave`, {
    hint: "orchestra unlock --force kills it; its agents go on"
  });
}
function isLookedInto({ store }) {
  const holder = store.lock.look();
  return holder !== void 0 && standingOf(holder) === "held" && isPassing(holder);
}
async function showDaemon({ context, terminal: terminal2, json }) {
  const holder = context.store.lock.look();
  const standing = standingOf(holder);
  const is = standing === "held" ? "conducting" : standing === "free" ? "absent" : "crashed";
  if (json) {
    const facts = holder && is !== "absent" ? { who: describeHolder(holder), ...holder.record } : {};
    printJson(terminal2, { is, ...facts });
  } else if (holder && is !== "absent")
    terminal2.out(`${describeHolder(holder)} ${is === "crashed" ? "conducted, and is gone" : `conducts (${holder.record.kind}, since ${holder.record.since})`}
`);
  else
    terminal2.out("nobody conducts\n");
  return is === "conducting" ? exits.ok : exits.failed;
}
async function until({ clock, wake }, look3) {
  const since2 = clock.now().monotonicMs;
  for (; ; ) {
    const found = look3();
    if (found)
      return found;
    if (clock.now().monotonicMs - since2 > patienceMs5)
      return void 0;
    await wake.sleep(pollMs5);
  }
}
var patienceMs5, pollMs5, Started2, Stopped, Standing, daemon, stillRunning;
var init_daemon = __esm({
  "../ft/dist/src/cli/commands/daemon.js"() {
    "use strict";
    init_failure();
    init_layout();
    init_lock();
    init_schema();
    init_json2();
    init_stage();
    patienceMs5 = 1e4;
    pollMs5 = 20;
    Started2 = object({
      is: oneOf(["conducting"], "That it conducts."),
      who: string("Who, in words.")
    });
    Stopped = object({
      is: oneOf(["absent"], "That nobody conducts any more."),
      running: integer("Runs that go on; the next conductor takes them over.", { minimum: 0 })
    });
    Standing = object({
      is: oneOf(["conducting", "absent", "crashed"], "Whether somebody conducts."),
      who: optional(string("Who, in words; all that follows is there too unless it is absent.")),
      ...optionalFields(LockRecord)
    });
    daemon = {
      summary: "Conduct the queue for good: in the background, or bare, right here",
      examples: ["orchestra daemon start", "orchestra daemon status", "orchestra daemon stop"],
      positionals: ["action"],
      forms: {
        start: "Conduct in the background until told to stop.",
        stop: "Have who conducts in the background leave; agents that run go on.",
        status: "Tell who conducts."
      },
      ends: { 1: "`daemon status`: nobody conducts." },
      writes: true,
      input: object({
        action: oneOf(["start", "stop", "status", "run"], "What to do.", { default: "run" }),
        background: optional(boolean("Say nothing; how start and daemon start call it.")),
        leave: optional(boolean("Leave when the queue has been empty for a while (idleExit)."))
      }),
      prints: {
        start: { schema: Started2 },
        stop: { schema: Stopped },
        status: { schema: Standing },
        "": { schema: Stopped }
      },
      async run(stage, input) {
        switch (input.action) {
          case "start":
            return startDaemon(stage);
          case "stop":
            return stopDaemon(stage);
          case "status":
            return showDaemon(stage);
          case "run":
            return conductHere(stage, input);
        }
      }
    };
    stillRunning = (running) => `${running} still running; the next conductor takes them over
`;
  }
});

// ../ft/dist/src/operations/unlock.js
async function carryOn({ store, conducting }) {
  const isLive = queueFolders.some((folder) => store.queue.live(folder).length > 0);
  return isLive ? conducting.ensure() : "none";
}
var Output6, unlock, stillHeld, outOfReach;
var init_unlock = __esm({
  "../ft/dist/src/operations/unlock.js"() {
    "use strict";
    init_failure();
    init_layout();
    init_lock();
    init_vocabulary();
    init_schema();
    init_operation();
    Output6 = object({
      is: oneOf(["free", "followed", "killed"], "What was found, or had to be done."),
      who: optional(string("Who held it.")),
      conductor: oneOf(conductors, "Who looks after the tasks now; none where there are none.")
    });
    unlock = operation({
      summary: "Take the lock from a conductor that is dead, stopped or stuck",
      examples: ["orchestra unlock", "orchestra unlock --force"],
      route: "POST /unlock",
      writes: true,
      input: object({
        force: optional(boolean("Kill who conducts, even if it works; agents go on."))
      }),
      output: Output6,
      async run(context, { force }) {
        const { store, processes, conducting } = context;
        const holder = store.lock.look();
        const standing = standingOf(holder);
        if (!holder || standing === "free")
          return { is: "free", conductor: await carryOn(context) };
        if (standing === "held") {
          if (!force)
            throw stillHeld(holder);
          if (holder.liveness !== "alive")
            throw outOfReach(context, holder);
          await processes.kill(holder.record.holder);
        }
        await conducting.settle();
        const is = standing === "held" ? "killed" : "followed";
        return { is, who: describeHolder(holder), conductor: await carryOn(context) };
      }
    });
    stillHeld = (holder) => new Failure("conflict", `${describeHolder(holder)} conducts since ${holder.record.since}`, {
      hint: "orchestra daemon stop has it leave in peace; orchestra unlock --force kills it"
    });
    outOfReach = ({ store }, holder) => new Failure("conflict", `${describeHolder(holder)} cannot be seen from here, so nobody can tell whether it lives`, {
      hint: `stop it there; if that machine or container is gone for good: touch ${store.root}/${layout.released(holder.record.epoch)}`
    });
  }
});

// ../ft/dist/src/cli/commands/unlock.js
var unlock_exports = {};
__export(unlock_exports, {
  unlock: () => unlock2
});
var words3, unlock2;
var init_unlock2 = __esm({
  "../ft/dist/src/cli/commands/unlock.js"() {
    "use strict";
    init_unlock();
    init_command2();
    words3 = {
      free: () => "nobody holds the lock",
      followed: (who) => `${who} is gone; what it left was taken up`,
      killed: (who) => `${who} was killed; what it left was taken up, agents go on`
    };
    unlock2 = commandOf(unlock, ({ is, who = "", conductor }, { terminal: terminal2 }) => {
      terminal2.out(`${words3[is](who)}
`);
      if (conductor === "spawned")
        terminal2.err("a new conductor looks after the tasks\n");
    });
  }
});

// ../ft/dist/src/operations/agent-origins.js
function originsIn(lineage) {
  const origins = {};
  for (const ancestor of lineage)
    for (const key of keysOf2(ancestor))
      if (!(key === "promptTemplate" && "promptTemplateFile" in origins))
        origins[key] ??= originOf(ancestor);
  return origins;
}
var keysOf2, originOf;
var init_agent_origins = __esm({
  "../ft/dist/src/operations/agent-origins.js"() {
    "use strict";
    keysOf2 = ({ settings: settings4 }) => Object.entries(settings4).flatMap(([key, value]) => key === "env" ? Object.keys(value).map((name) => `env.${name}`) : [key]);
    originOf = ({ name, place: place2, settings: settings4 }) => {
      if (place2 !== void 0)
        return `${place2}: agents.${name}`;
      return settings4.command === void 0 ? "built in" : `shipped profile ${name}`;
    };
  }
});

// ../ft/dist/src/operations/agents.js
async function viewOf2(agents3, name, probe, flags) {
  const isDefault = agents3.settings().defaultAgent === name;
  const place2 = placeOf3(agents3, name);
  const about = { name, isDefault, ...place2 !== void 0 && { place: place2 } };
  const agent = resolveQuietly(agents3, name);
  if (agent instanceof Failure)
    return { ...about, ...unusable, problem: agent.message };
  const { description, simulated, verified, install } = agent;
  const { path, missingFlags, ...probed } = await probe(agent, { flags });
  return {
    ...about,
    description,
    simulated,
    verified,
    installed: path !== void 0,
    ...path !== void 0 && { path },
    ...missingFlags && { missingFlags: [...missingFlags] },
    ...probed,
    ...install !== void 0 && { install },
    settings: settingsOf3(agents3, agent),
    origins: { ...generalOrigins(agents3), ...originsIn(lineageOf(name, agents3.sources())) }
  };
}
function generalOrigins(agents3) {
  const { configs, places } = agents3.sources();
  return Object.fromEntries(["timeout", "retry"].flatMap((key) => {
    const place2 = places[configs.findIndex((config3) => config3[key] !== void 0)];
    return place2 === void 0 ? [] : [[key, `${place2}: ${key}`]];
  }));
}
function placeOf3(agents3, name) {
  const { configs, places } = agents3.sources();
  return places[configs.findIndex((config3) => Object.hasOwn(config3.agents ?? {}, name))];
}
function resolveQuietly(agents3, name) {
  try {
    return agents3.resolve(name);
  } catch (error) {
    if (error instanceof Failure)
      return error;
    throw error;
  }
}
function settingsOf3(agents3, agent) {
  const { model, format, maxParallel, retry: retry3 } = agent;
  const general = agents3.settings();
  const timeoutMs = agent.timeoutMs ?? general.timeoutMs;
  const template2 = templateOf(agents3, agent);
  return {
    command: agent.command,
    args: [...agent.args],
    modelArgs: [...agent.modelArgs],
    ...model !== void 0 && { model },
    prompt: agent.prompt,
    ...template2 !== void 0 && { template: template2 },
    completion: agent.completion,
    format: format ?? "lines",
    trustExit: agent.trustExit,
    ...timeoutMs !== void 0 && { timeoutMs },
    retries: retry3?.retries ?? general.retry?.retries ?? 0,
    ...Number.isFinite(maxParallel) && { maxParallel },
    env: Object.keys(agent.env).sort(),
    unset: [...agent.unset],
    stopSignals: [...agent.stopSignals],
    graceMs: agent.graceMs,
    lingerMs: agent.lingerMs,
    classicNames: agent.classicNames
  };
}
function templateOf(agents3, agent) {
  if (agent.template === void 0)
    return void 0;
  for (const { settings: settings4 } of lineageOf(agent.name, agents3.sources())) {
    if (settings4.promptTemplate !== void 0)
      return "inline";
    if (settings4.promptTemplateFile !== void 0)
      return agents3.templateAt(settings4.promptTemplateFile);
  }
  return void 0;
}
var milliseconds, Settings, AgentView, agents, locateOnly, unusable;
var init_agents2 = __esm({
  "../ft/dist/src/operations/agents.js"() {
    "use strict";
    init_failure();
    init_lineage();
    init_run();
    init_schema();
    init_agent_origins();
    init_operation();
    milliseconds = (description) => integer(description, { minimum: 0 });
    Settings = object({
      command: string("The program."),
      args: list(string("One argument; may hold holes."), "Its arguments."),
      modelArgs: list(string("One argument."), "Put before them when a model is asked for."),
      model: optional(string("The model it is asked to use.")),
      prompt: oneOf(promptChannels, "How the prompt reaches it."),
      template: optional(string('The file of the prompt template; "inline" where the config has it.')),
      completion: oneOf(completions, "How its end is recognised."),
      format: string("How its output is read."),
      trustExit: boolean("Whether its exit code 0 means done."),
      timeoutMs: optional(milliseconds("An attempt is stopped after this long.")),
      retries: integer("Attempts after the first.", { minimum: 0 }),
      maxParallel: optional(integer("At most this many at once.", { minimum: 1 })),
      env: list(string("A name."), "Names of what is added to its environment."),
      unset: list(string("A name, or a prefix ending in *."), "What is taken from it."),
      stopSignals: list(oneOf(stopSignals, "A signal."), "Sent in this order, then KILL."),
      graceMs: milliseconds("Wait after each signal."),
      lingerMs: milliseconds("How long it may go on after it has reported."),
      classicNames: boolean("Whether it uses the classic sentinel names.")
    }, "What it adds up to.");
    AgentView = object({
      name: string("How it is asked for."),
      description: string("What it is for."),
      isDefault: boolean("Whether it does what names none."),
      place: optional(string("The config file it stands in; absent for a shipped one.")),
      simulated: boolean("True for the built-in stand-in, and who extends it."),
      verified: boolean("False: its flags were only read in documentation."),
      installed: boolean("Whether its program is there."),
      path: optional(string("Where its program is.")),
      version: optional(string("What its program says its version is.")),
      missingFlags: optional(list(string("A flag."), "Flags we use that its help does not know; only with a name.")),
      install: optional(string("The command that installs it.")),
      problem: optional(string("Why it cannot be used.")),
      settings: optional(Settings),
      origins: record(string("A config file and an agent, or a profile."), "Where each setting stands.")
    });
    agents = operation({
      summary: "List the agents there are; show one, or test it",
      examples: ["orchestra agents", "orchestra agents show claude", "orchestra agents test claude"],
      route: "GET /agents",
      writes: false,
      input: object({
        name: optional(string("Only this one, with all that is known of it.")),
        noProbe: optional(boolean("Do not ask the programs for their versions."))
      }),
      output: object({ agents: list(AgentView, "Configured ones first.") }),
      async run(context, { name, noProbe }) {
        const known4 = await context.agents();
        const probe = noProbe ? locateOnly(known4, context.cwd) : context.probe;
        const flags = name !== void 0;
        if (name !== void 0)
          known4.resolve(name);
        const names = name === void 0 ? agentNames(known4.sources()) : [name];
        return { agents: await Promise.all(names.map((one) => viewOf2(known4, one, probe, flags))) };
      }
    });
    locateOnly = ({ locate: locate2 }, cwd) => async ({ command }) => {
      const path = locate2(command, cwd);
      return path === void 0 ? {} : { path };
    };
    unusable = {
      description: "",
      simulated: false,
      verified: false,
      installed: false,
      origins: {}
    };
  }
});

// ../ft/dist/src/cli/canary-report.js
function judgeCanary(result) {
  const { status: status3, reason, message, simulated, hasWritten, hasAnswered, timeout: timeout3 } = result;
  if (status3 === "complete") {
    if (simulated)
      return { ok: true, is: "ok", message: "it is simulated: no model was called" };
    if (hasWritten)
      return { ok: true, is: "ok", message: "it did what it was asked" };
    return {
      ok: false,
      is: "no_result",
      message: hasAnswered ? "it answered, but did not write the file it was asked for" : "it ended well without doing what it was asked",
      hint: "see whether its arguments let it act unattended, and whether it gets the prompt"
    };
  }
  if (reason === "timeout")
    return {
      ok: false,
      is: "timeout",
      message: `it did not finish within ${timeout3}`,
      hint: "it may wait for an answer, or its provider is slow: --timeout gives it longer"
    };
  const known4 = reason && told[reason];
  const how = known4?.message ?? `it failed${exitWords(result)}`;
  const words5 = message === void 0 || message === "" ? how : `${how}: ${message}`;
  return {
    ok: false,
    is: known4?.is ?? "failed",
    message: words5,
    ...known4?.hint !== void 0 && { hint: known4.hint }
  };
}
var CanaryReport, exitWords, told;
var init_canary_report = __esm({
  "../ft/dist/src/cli/canary-report.js"() {
    "use strict";
    init_schema();
    CanaryReport = object({
      agent: string("Who was tested."),
      ok: boolean("Whether it did what it was asked."),
      is: oneOf([
        "ok",
        "not_installed",
        "not_logged_in",
        "limited",
        "unreachable",
        "not_permitted",
        "no_result",
        "timeout",
        "failed"
      ], "What came of it."),
      message: string("In words."),
      hint: optional(string("What to do.")),
      simulated: boolean("True when no real agent did it."),
      path: optional(string("Its program.")),
      version: optional(string("What its program says its version is.")),
      problem: optional(string("What its program did when it was asked for its version.")),
      missingFlags: list(string("A flag."), "Flags we use that its help does not know."),
      elapsedMs: optional(integer("How long it took.", { minimum: 0 })),
      said: list(string("A line."), "Its last lines.")
    });
    exitWords = ({ exit, reason }) => exit === void 0 || exit === 0 || reason === "exit" ? "" : ` with exit code ${exit}`;
    told = {
      auth: {
        ok: false,
        is: "not_logged_in",
        message: "it is not logged in, or its key is refused",
        hint: "start the program by itself once and log in, or set its API key"
      },
      quota: {
        ok: false,
        is: "limited",
        message: "its quota is used up",
        hint: "wait until it is renewed, or use another account or agent"
      },
      rate_limit: {
        ok: false,
        is: "limited",
        message: "its provider limits the rate",
        hint: "try again later"
      },
      provider: {
        ok: false,
        is: "unreachable",
        message: "its provider is in trouble",
        hint: "try again later"
      },
      network: {
        ok: false,
        is: "unreachable",
        message: "its provider cannot be reached",
        hint: "see to the network, a proxy, or the base URL it is set to"
      },
      model_not_found: {
        ok: false,
        is: "failed",
        message: "its provider does not know the model",
        hint: 'set "model" of the agent to one it knows'
      },
      permission_denied: {
        ok: false,
        is: "not_permitted",
        message: "it was not permitted to act",
        hint: "its arguments must let it act unattended"
      }
    };
  }
});

// ../ft/dist/src/cli/canary.js
async function runCanary(stage, agent, timeout3) {
  const { name: agentName, simulated } = agent;
  const { path, ...probed } = await stage.context.probe(agent, { flags: true });
  const { missingFlags = [], ...told2 } = probed;
  const about = { agent: agentName, simulated, missingFlags: [...missingFlags], ...told2 };
  if (path === void 0) {
    const { message, hint: hint3 } = missingProgram(agent);
    return { ...about, ok: false, is: "not_installed", message, ...hint3 && { hint: hint3 }, said: [] };
  }
  const { place: place2, remove: remove3 } = await stage.aside();
  try {
    const word = `canary-${place2.context.clock.random(6)}`;
    const config3 = { idleExit: "0", agents: { [agentName]: settingsOf4(agent, path) } };
    place2.context.writeOnce(`${place2.context.store.root}/${layout.config}`, JSON.stringify(config3));
    const wanted = { agent: agentName, prompt: promptFor(word), noRun: true, retries: 0, timeout: timeout3 };
    await start.run(place2.context, wanted);
    const isDone = await conduct2(place2);
    const record3 = place2.context.store.tasks.read(number3);
    if (!isDone || !record3?.settled)
      return void 0;
    const said = await lastWords(place2, record3, agent);
    const proof = await readProof(place2);
    const seen2 = {
      ...record3.settled,
      exit: exitOf(place2, record3),
      hasWritten: proof.includes(word),
      hasAnswered: said.join("\n").includes(word),
      simulated,
      timeout: timeout3
    };
    const elapsedMs2 = record3.runs.at(-1)?.outcome?.elapsedMs ?? 0;
    return { ...about, path, ...judgeCanary(seen2), elapsedMs: elapsedMs2, said };
  } finally {
    remove3();
  }
}
function settingsOf4(agent, path) {
  const { model, template: template2, format = "lines", graceMs, lingerMs, ...rest } = agent;
  return {
    command: path,
    args: [...rest.args],
    modelArgs: [...rest.modelArgs],
    ...model !== void 0 && { model },
    ...template2 !== void 0 && { promptTemplate: template2 },
    prompt: rest.prompt,
    completion: rest.completion,
    format,
    trustExit: rest.trustExit,
    env: { ...rest.env },
    unset: [...rest.unset],
    stopSignals: [...rest.stopSignals],
    grace: `${graceMs}ms`,
    linger: `${lingerMs}ms`,
    classicNames: rest.classicNames,
    simulated: rest.simulated
  };
}
async function conduct2(place2) {
  const { context } = place2;
  const interruption2 = place2.listenForInterruption();
  const hold3 = (signal2) => place2.hold({ kind: "run", leaves: "at once", signal: signal2 });
  const held = await hold3(interruption2);
  if (!held.held)
    await waitFor(context, [number3], { any: false, timeoutMs: void 0 });
  if (interruption2.aborted) {
    const { at } = context.clock.now();
    const order = intentOrder(Date.parse(at), context.clock.random(8));
    const stop2 = { version: protocolVersion, at, kind: "cancel", tasks: [number3] };
    context.store.intents.leave(order, stop2);
    if (held.held)
      await hold3(new AbortController().signal);
  }
  while (standingOf(context.store.lock.look()) === "held")
    await context.wake.sleep(pollMs6);
  return !interruption2.aborted;
}
async function readProof({ context }) {
  try {
    return await context.readText({ file: proofFile });
  } catch {
    return "";
  }
}
function exitOf({ context: { store } }, { runs }) {
  const run3 = runs.at(-1)?.run;
  return run3 === void 0 ? void 0 : store.runs.exit(run3);
}
async function lastWords({ context }, { runs }, { format }) {
  const run3 = runs.at(-1)?.run;
  if (run3 === void 0)
    return [];
  const read3 = (await context.agents()).readerOf(format);
  const events = tail(context, run3, "stdout").flatMap((line) => read3(line));
  const texts2 = events.flatMap((event) => "text" in event ? [event.text ?? ""] : []);
  return [...texts2, ...tail(context, run3, "stderr")].map((text) => truncate(harmless(firstLine(text)), 300)).filter((line, at, all) => line !== "" && line !== all[at - 1]).slice(-linesMax2);
}
function tail({ store: { runs } }, run3, stream) {
  const offset = Math.max(0, runs.size(run3, stream) - bytesMax2);
  return runs.output(run3, stream, offset, bytesMax2).toString("utf8").split("\n");
}
var number3, proofFile, linesMax2, bytesMax2, pollMs6, promptFor;
var init_canary = __esm({
  "../ft/dist/src/cli/canary.js"() {
    "use strict";
    init_agent();
    init_intent();
    init_layout();
    init_lock();
    init_task();
    init_text();
    init_start();
    init_wait();
    init_canary_report();
    number3 = 1;
    proofFile = "orchestra-canary.txt";
    linesMax2 = 8;
    bytesMax2 = 64 * 1024;
    pollMs6 = 50;
    promptFor = (word) => `Answer with ${word}, after one small act:
create the file ${proofFile} in the current folder, with the one line ${word} in it.

This is a test of whether you can be reached and may write files. Read nothing, change nothing
else, and do not look for more to do.
`;
  }
});

// ../ft/dist/src/cli/print/agents.js
function printAgents(agents3, paint, columns) {
  const rows = agents3.map((agent) => ({
    isDefault: agent.isDefault ? "*" : "",
    agent: oneLine(agent.name),
    program: oneLine(agent.settings?.command ?? ""),
    version: stateOf(agent, paint),
    profile: agent.simulated ? "simulated" : agent.verified ? "verified" : "",
    prompt: agent.settings?.prompt ?? "",
    timeout: timeOf2(agent.settings?.timeoutMs)
  }));
  const remarks3 = [...new Set(agents3.flatMap(remarksOn))];
  return [
    ...tableLines(form4, rows, paint, columns),
    "",
    ...remarks3,
    ...agents3.some(({ isDefault }) => isDefault) ? ["* does what names no agent"] : [],
    ""
  ].join("\n");
}
function stateOf({ installed, version: version2, problem: problem2, simulated }, paint) {
  if (problem2 !== void 0)
    return paint("red", "broken");
  if (!installed)
    return paint("yellow", "not installed");
  return oneLine(version2 ?? "") || (simulated ? "built in" : "installed");
}
function remarksOn({ name, problem: problem2, installed, install, settings: settings4 }) {
  if (problem2 !== void 0)
    return [harmless(`${name}: ${problem2}`)];
  if (installed || install === void 0)
    return [];
  return [`${settings4?.command ?? name} is not installed: ${install}`];
}
function printAgent(agent, paint, columns) {
  const { settings: settings4, origins } = agent;
  const facts = [
    ["program", agent.path ?? "not installed"],
    ["install", agent.installed ? void 0 : agent.install],
    ["version", agent.version],
    ["problem", agent.problem],
    ["flags", agent.missingFlags && flagsOf(agent.missingFlags)],
    ["profile", agent.verified ? void 0 : "not verified: flags only read in documentation"]
  ];
  const groups2 = settings4 ? groupByOrigin(settingRows(settings4), origins) : [];
  return [
    `${agent.name}  ${harmless(agent.description)}${agent.isDefault ? "  (default)" : ""}`,
    ...factLines(facts, paint, columns),
    ...groups2.flatMap(([origin, rows]) => [
      "",
      paint("dim", harmless(`${origin}:`)),
      ...factLines(rows.map(([name, value]) => [`  ${name}`, value]), plainly, columns)
    ]),
    ""
  ].join("\n");
}
function groupByOrigin(rows, origins) {
  const groups2 = new Map(Object.values(origins).map((origin) => [origin, []]));
  groups2.set(byDefault, []);
  for (const row of rows)
    groups2.get(origins[row[2]] ?? byDefault)?.push(row);
  return [...groups2].filter(([, members]) => members.length > 0);
}
function settingRows(settings4) {
  const { template: template2, timeoutMs, maxParallel } = settings4;
  const rows = [
    ["command", settings4.command, "command"],
    ["args", words4(settings4.args), "args"],
    ["modelArgs", words4(settings4.modelArgs), "modelArgs"],
    settings4.model === void 0 ? void 0 : ["model", settings4.model, "model"],
    ["prompt", settings4.prompt, "prompt"],
    template2 === void 0 ? void 0 : ["template", template2, template2 === "inline" ? "promptTemplate" : "promptTemplateFile"],
    ["completion", settings4.completion, "completion"],
    ["format", settings4.format, "format"],
    ["trustExit", String(settings4.trustExit), "trustExit"],
    ["timeout", timeoutMs === void 0 ? "none" : timeOf2(timeoutMs), "timeout"],
    ["retries", String(settings4.retries), "retry"],
    maxParallel === void 0 ? void 0 : ["maxParallel", String(maxParallel), "maxParallel"],
    ...settings4.env.map((name) => ["env", name, `env.${name}`]),
    settings4.unset.length === 0 ? void 0 : ["unset", settings4.unset.join(" "), "unset"],
    ["stopSignals", settings4.stopSignals.join(" "), "stopSignals"],
    ["grace", formatDuration(settings4.graceMs), "grace"],
    ["linger", formatDuration(settings4.lingerMs), "linger"]
  ];
  return rows.filter((row) => row !== void 0);
}
function printCanary(report, paint) {
  const { ok, agent, message, hint: hint3, version: version2, elapsedMs: elapsedMs2, missingFlags, problem: problem2, said } = report;
  const about = [version2, elapsedMs2 === void 0 ? void 0 : formatDuration(elapsedMs2)].filter((fact) => fact !== void 0);
  const more = about.length === 0 ? "" : `  (${about.join(", ")})`;
  const mark = ok ? paint("green", `\u2714 ${agent}`) : paint("red", `\u2716 ${agent}`);
  return [
    `${mark}  ${harmless(message)}${more}`,
    ...problem2 === void 0 ? [] : [harmless(`  ${problem2}`)],
    ...missingFlags.length === 0 ? [] : [`  its help does not know ${missingFlags.join(" ")}`],
    ...ok ? [] : said.map((line) => paint("dim", `  | ${line}`)),
    ...hint3 === void 0 ? [] : [`  ${hint3}`],
    ""
  ].join("\n");
}
var form4, plainly, flagsOf, byDefault, words4, timeOf2;
var init_agents3 = __esm({
  "../ft/dist/src/cli/print/agents.js"() {
    "use strict";
    init_duration();
    init_text();
    init_facts();
    init_table2();
    form4 = {
      headings: {
        isDefault: "",
        agent: "AGENT",
        program: "PROGRAM",
        version: "VERSION",
        profile: "PROFILE",
        prompt: "PROMPT",
        timeout: "TIMEOUT"
      },
      right: [],
      flexible: "agent",
      dispensable: ["prompt", "timeout", "profile", "program"]
    };
    plainly = (_, text) => text;
    flagsOf = (missing) => missing.length === 0 ? "all known to its help" : `unknown to its help: ${missing.join(" ")}`;
    byDefault = "by default";
    words4 = (args) => args.map((arg) => /^[\w@%+=:,./{}-]+$/.test(arg) ? arg : JSON.stringify(arg)).join(" ") || "-";
    timeOf2 = (ms) => ms === void 0 ? "-" : formatDuration(ms);
  }
});

// ../ft/dist/src/cli/commands/agents.js
var agents_exports = {};
__export(agents_exports, {
  agents: () => agents2
});
async function show3({ context, terminal: terminal2, json }, name, noProbe = false) {
  const answer2 = await agents.run(context, { noProbe, ...name !== void 0 && { name } });
  const paint = painter(terminal2.color);
  if (json)
    printJson(terminal2, answer2);
  else if (name === void 0)
    terminal2.out(printAgents(answer2.agents, paint, terminal2.columns()));
  else
    for (const agent of answer2.agents)
      terminal2.out(printAgent(agent, paint, terminal2.columns()));
  return exits.ok;
}
async function test(stage, name, timeout3) {
  const { context, terminal: terminal2, json } = stage;
  durationOf("timeout", timeout3);
  const agent = (await context.agents()).resolve(name);
  if (terminal2.isTerminal && !json)
    terminal2.err(`${name} gets a tiny task; this calls its model
`);
  const report = await runCanary(stage, agent, timeout3);
  if (!report)
    return exits.interrupted;
  if (json)
    printJson(terminal2, report);
  else
    terminal2.out(printCanary(report, painter(terminal2.color)));
  return report.ok ? exits.ok : exits.failed;
}
var agents2;
var init_agents4 = __esm({
  "../ft/dist/src/cli/commands/agents.js"() {
    "use strict";
    init_failure();
    init_schema();
    init_agents2();
    init_words();
    init_canary();
    init_canary_report();
    init_agents3();
    init_json2();
    init_stage();
    init_style();
    agents2 = {
      ...agents,
      positionals: ["action", "name"],
      forms: {
        list: "All that can be asked for: configured ones first, then the shipped profiles.",
        "show NAME": "One of them in full, and where each setting stands.",
        "test NAME": "Give it a tiny real task, in a temporary folder, and tell what came of it."
      },
      ends: { 1: "`agents test`: it did not do what it was asked." },
      input: {
        ...agents.input,
        properties: {
          action: oneOf(["list", "show", "test"], "What to do.", { default: "list" }),
          ...agents.input.properties,
          timeout: optional(string("How long a test may take; else 3m."))
        }
      },
      prints: { "test NAME": { schema: CanaryReport } },
      async run(stage, { action, name, noProbe, timeout: timeout3 }) {
        if (action === "list" && name !== void 0)
          throw new Failure("usage", `unexpected argument "${name}"`, {
            hint: `orchestra agents show ${name}`
          });
        if (action !== "test" && timeout3 !== void 0)
          throw new Failure("usage", "--timeout is for agents test", {
            hint: `orchestra agents test ${name ?? "NAME"} --timeout ${timeout3}`
          });
        if (action === "list")
          return show3(stage, void 0, noProbe);
        if (name === void 0)
          throw new Failure("usage", "which agent?", { hint: "orchestra agents lists them" });
        if (action === "show")
          return show3(stage, name, noProbe);
        return test(stage, name, timeout3 ?? "3m");
      }
    };
  }
});

// ../ft/dist/src/operations/mend.js
async function mend(context, scope, dryRun) {
  const found = await lookTwice(context, scope);
  if (dryRun)
    return { repairs: found.map((says) => ({ is: "found", says })) };
  if (found.length === 0)
    return { repairs: [] };
  const { at } = context.clock.now();
  const intent = { version: protocolVersion, at, kind: "recover", scope };
  const results = await wish(context, intent, found.length * patiencePerRepairMs);
  const left = new Set(look2(context, scope));
  const told2 = results.map(({ message }) => message);
  const others2 = found.filter((says) => !told2.some((message) => message.startsWith(says)));
  if (context.store.queue.live("running").length > 0)
    await context.conducting.ensure();
  return {
    repairs: [
      ...others2.map((says) => ({ is: left.has(says) ? "left" : "done", says })),
      ...results.map(({ ok, message }) => ({ is: ok === "yes" ? "done" : "left", says: message }))
    ]
  };
}
async function lookTwice(context, scope) {
  const first2 = look2(context, scope);
  if (first2.length === 0)
    return first2;
  await context.wake.sleep(betweenStepsMs);
  const second = new Set(look2(context, scope));
  return first2.filter((says) => second.has(says));
}
var Mended, betweenStepsMs, patiencePerRepairMs, look2;
var init_mend = __esm({
  "../ft/dist/src/operations/mend.js"() {
    "use strict";
    init_recovery();
    init_task();
    init_schema();
    init_wishes2();
    Mended = object({
      repairs: list(object({
        is: oneOf(["done", "found", "left"], "Found is what was only looked at, and would be done."),
        says: string("What was out of order, and what is done about it; or why it is left.")
      }), "In the order in which they are done.")
    });
    betweenStepsMs = 300;
    patiencePerRepairMs = 50;
    look2 = ({ store, clock }, scope) => repairsOf(store.recovery.survey(Date.parse(clock.now().at)), scope).map(({ says }) => says);
  }
});

// ../ft/dist/src/operations/vouch-gone.js
async function vouchGone(context, words5, dryRun) {
  const tasks = words5.map((word) => taskNamed(context, word));
  const repairs = [];
  for (const task of new Map(tasks.map((one) => [one.number, one])).values()) {
    const refusal4 = whyNot(context, task);
    if (refusal4 !== void 0)
      repairs.push({ is: "left", says: refusal4 });
    else if (dryRun)
      repairs.push({ is: "found", says: `${whoRuns(context, task)}: it is given up` });
    else
      repairs.push(await giveUp2(context, task));
  }
  return { repairs };
}
function whyNot(context, task) {
  const { store, processes } = context;
  const id = taskIdOf(task.number);
  if (task.settled)
    return `${id} is ${task.settled.status} already`;
  const live = liveRunOf(task);
  if (!live)
    return `${id} is not running`;
  if (unseenOf(context, task) !== void 0)
    return void 0;
  const identity = store.runs.hasStarted(live.run) ? store.runs.started(live.run)?.handle.identity : void 0;
  return identity && processes.livenessOf(identity) === "alive" ? `${id} can be seen from here, and is alive: orchestra cancel ${task.number} ends it` : `${id} can be seen from here, and has ended: orchestra status settles it`;
}
async function giveUp2(context, task) {
  const { store, clock, conducting, wake } = context;
  const run3 = liveRunOf(task)?.run ?? 0;
  const who = whoRuns(context, task);
  store.runs.vouchGone(run3, clock.now().at);
  const settled = await conducting.settle();
  const since2 = clock.now().monotonicMs;
  for (; ; ) {
    const now = store.tasks.read(task.number);
    const outcome = now?.runs.find((one) => one.run === run3)?.outcome;
    if (now && outcome) {
      const is = now.settled ? `it is ${now.settled.status}` : "it is tried again";
      if (!now.settled)
        await conducting.ensure();
      return { is: "done", says: `${who}, and is given up: ${is}` };
    }
    const holder = settled === "elsewhere" ? store.lock.look() : void 0;
    const isStuck = holder && standingOf(holder) === "held" && holder.liveness !== "alive";
    if (isStuck)
      return {
        is: "left",
        says: `${who}: your word is kept, but ${describeHolder(holder)}, who conducts, cannot be seen either: orchestra unlock tells how to go on`
      };
    if (settled === "elsewhere")
      await conducting.ensure();
    if (clock.now().monotonicMs - since2 > patienceMs6)
      return { is: "left", says: `${who}: your word is kept, and counts once somebody conducts` };
    await wake.sleep(pollMs7);
  }
}
var patienceMs6, pollMs7, whoRuns;
var init_vouch_gone = __esm({
  "../ft/dist/src/operations/vouch-gone.js"() {
    "use strict";
    init_lock();
    init_task();
    init_unseen();
    init_words();
    patienceMs6 = 15e3;
    pollMs7 = 100;
    whoRuns = (context, task) => `${taskIdOf(task.number)} is run by ${unseenOf(context, task)}, which cannot be seen from here`;
  }
});

// ../ft/dist/src/operations/recover.js
var recover2;
var init_recover2 = __esm({
  "../ft/dist/src/operations/recover.js"() {
    "use strict";
    init_failure();
    init_schema();
    init_mend();
    init_operation();
    init_vouch_gone();
    recover2 = operation({
      summary: "Find what is out of order, and mend it; nothing is lost",
      examples: ["orchestra recover --dry-run", "orchestra recover", "orchestra recover --gone 12"],
      route: "POST /recover",
      positionals: ["tasks"],
      rest: "list",
      writes: true,
      input: object({
        tasks: list(string("A task."), "With --gone: these.", { default: [] }),
        gone: optional(boolean("I vouch that the machine or container they ran in is gone for good.")),
        dryRun: optional(boolean("Only tell what would be done."))
      }),
      output: Mended,
      async run(context, { tasks, gone, dryRun = false }) {
        if (gone && tasks.length === 0)
          throw new Failure("usage", "which task?", { hint: "orchestra recover --gone ID\u2026" });
        if (!gone && tasks.length > 0)
          throw new Failure("usage", "what is out of order is mended for all tasks at once", {
            hint: `orchestra recover; where what ran a task is gone for good: orchestra recover --gone ${tasks.join(" ")}`
          });
        return gone ? vouchGone(context, tasks, dryRun) : mend(context, "all", dryRun);
      }
    });
  }
});

// ../ft/dist/src/cli/print/mended.js
function tellMended({ repairs }, { terminal: terminal2 }) {
  if (repairs.length === 0)
    terminal2.out("nothing is out of order\n");
  for (const { is, says } of repairs)
    if (is === "left")
      terminal2.err(`error: ${says}
`);
    else
      terminal2.out(`${says}
`);
  const isTrial = repairs.some(({ is }) => is === "found");
  if (isTrial)
    terminal2.err("nothing was changed; without --dry-run it is done\n");
}
var exitOfMended;
var init_mended = __esm({
  "../ft/dist/src/cli/print/mended.js"() {
    "use strict";
    init_stage();
    exitOfMended = ({ repairs }) => repairs.some(({ is }) => is === "left") ? exits.failed : exits.ok;
  }
});

// ../ft/dist/src/cli/commands/recover.js
var recover_exports = {};
__export(recover_exports, {
  recover: () => recover3
});
var recover3;
var init_recover3 = __esm({
  "../ft/dist/src/cli/commands/recover.js"() {
    "use strict";
    init_recover2();
    init_command2();
    init_mended();
    recover3 = {
      ...commandOf(recover2, tellMended, exitOfMended),
      usages: ["", "--gone TASK\u2026"],
      ends: { 0: "All is in order now.", 1: "Something had to be left as it is." }
    };
  }
});

// ../ft/dist/src/operations/queue-index.js
var queueIndex;
var init_queue_index2 = __esm({
  "../ft/dist/src/operations/queue-index.js"() {
    "use strict";
    init_schema();
    init_mend();
    init_operation();
    queueIndex = operation({
      summary: "Make the folders of the queue say what the records say",
      examples: ["orchestra index rebuild", "orchestra index rebuild --dry-run"],
      route: "POST /index",
      positionals: ["action"],
      writes: true,
      input: object({
        action: oneOf(["rebuild"], "What to do."),
        dryRun: optional(boolean("Only tell what would be done."))
      }),
      output: Mended,
      run: (context, { dryRun = false }) => mend(context, "index", dryRun)
    });
  }
});

// ../ft/dist/src/cli/commands/queue-index.js
var queue_index_exports = {};
__export(queue_index_exports, {
  queueIndex: () => queueIndex2
});
var queueIndex2;
var init_queue_index3 = __esm({
  "../ft/dist/src/cli/commands/queue-index.js"() {
    "use strict";
    init_queue_index2();
    init_command2();
    init_mended();
    queueIndex2 = {
      ...commandOf(queueIndex, tellMended, exitOfMended),
      forms: { rebuild: `${queueIndex.summary}.` }
    };
  }
});

// ../ft/dist/src/core/older-holes.js
function argumentFrom(text) {
  let open2 = 0;
  return text.replace(/\{([A-Za-z]\w*)\}|[{}]/g, (token, name) => {
    const hole = name === void 0 ? void 0 : holeNamed(name);
    if (hole)
      return `{${hole}}`;
    if (name !== void 0)
      return `{{${name}}}`;
    if (token === "{")
      open2 += 1;
    else if (open2 === 0)
      return token;
    else
      open2 -= 1;
    return token + token;
  });
}
var toCamel, templateFrom, holeNamed;
var init_older_holes = __esm({
  "../ft/dist/src/core/older-holes.js"() {
    "use strict";
    init_agent_problems();
    toCamel = (name) => name.replace(/(?<=.)[_-]+([A-Za-z0-9])/g, (_all, letter) => letter.toUpperCase());
    templateFrom = (text) => text.replace(/\{\{\w*\}\}|\{([A-Za-z]\w*)\}/g, (token, name) => {
      if (name === void 0)
        return token;
      const hole = holeNamed(name);
      if (!hole)
        return `{${token}}`;
      return hole === "prompt" ? "{userPrompt}" : `{${hole}}`;
    });
    holeNamed = (name) => knownHoles.find((hole) => hole === toCamel(name));
  }
});

// ../ft/dist/src/core/older-config.js
function readOlderConfig({ text, textOf: textOf6 }) {
  const json = readJson(text.replace(/^\ufeff/, ""));
  if (!json.ok)
    return { problem: `it is no JSON: ${json.problem}` };
  if (!isObject2(json.value))
    return { problem: "it is no JSON object" };
  const { agents: said, ...rest } = json.value;
  if (!isObject2(said))
    return { problem: "it has no agents" };
  const left = [];
  const templates2 = {};
  const agents3 = {};
  for (const [name, settings4] of Object.entries(said)) {
    const agent = agentFrom(`agents.${name}`, name, settings4, { left, templates: templates2, textOf: textOf6 });
    if (agent)
      agents3[name] = agent;
  }
  const general = settingsFrom("", rest, Config, { left, names: generalNames });
  const { defaultAgent } = general;
  if (defaultAgent !== void 0 && !Object.hasOwn(agents3, defaultAgent)) {
    left.push({ path: "defaultAgent", why: `there is no agent ${defaultAgent}` });
    delete general["defaultAgent"];
  }
  return { config: { ...general, agents: agents3 }, templates: templates2, left };
}
function agentFrom(path, name, said, into) {
  const leave4 = (why) => void into.left.push({ path, why });
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(name))
    return leave4("no agent is named so");
  if (!isObject2(said))
    return leave4("it is no JSON object");
  const spelled4 = commandFrom(said);
  const read3 = settingsFrom(path, spelled4, AgentSettings, { left: into.left, names: agentNames2 });
  if (read3["command"] === void 0 && read3["extends"] === void 0)
    return leave4("it has no command");
  for (const key of ["args", "modelArgs"])
    if (Array.isArray(read3[key]))
      read3[key] = read3[key].map(argumentFrom);
  return { classicNames: true, ...withTemplate(path, read3, into) };
}
function commandFrom(said) {
  const words5 = (list4) => Array.isArray(list4) ? list4.map((one) => typeof one === "number" ? String(one) : one) : list4;
  const { command, args = [] } = said;
  if (!Array.isArray(command))
    return said["args"] === void 0 ? said : { ...said, args: words5(args) };
  const [program, ...own] = command;
  return { ...said, command: program, args: words5(Array.isArray(args) ? [...own, ...args] : own) };
}
function withTemplate(path, read3, into) {
  const { promptTemplate, promptTemplateFile: file, ...settings4 } = read3;
  const leave4 = (key, why) => into.left.push({ path: `${path}.${key}`, why });
  const inFile = file === void 0 ? void 0 : into.textOf(file);
  if (file !== void 0 && inFile === void 0)
    leave4("promptTemplateFile", `there is no ${file}`);
  else if (file !== void 0 && inFile !== void 0) {
    const text2 = templateFrom(inFile);
    if (!isTemplate(text2))
      leave4("promptTemplateFile", `${file} does not hold {userPrompt}`);
    else {
      if (promptTemplate !== void 0)
        leave4("promptTemplate", "promptTemplateFile holds instead");
      const name = templateNameOf(file);
      into.templates[name] = text2;
      return { ...settings4, promptTemplateFile: `${layout.prompts}/${name}` };
    }
  }
  const text = promptTemplate === void 0 ? void 0 : templateFrom(promptTemplate);
  if (text === void 0)
    return settings4;
  if (isTemplate(text))
    return { ...settings4, promptTemplate: text };
  leave4("promptTemplate", "it does not hold {userPrompt}");
  return settings4;
}
function settingsFrom(path, said, schema, { left, names }) {
  const settings4 = {};
  for (const [key, value] of Object.entries(said)) {
    if (value === null || value === void 0)
      continue;
    const leave4 = (why) => left.push({ path: path === "" ? key : `${path}.${key}`, why });
    const camel = toCamel(key);
    const name = Object.hasOwn(names, camel) ? names[camel] ?? camel : camel;
    if (!Object.hasOwn(schema.properties ?? {}, name)) {
      leave4("it has no counterpart here");
      continue;
    }
    const own = durations.has(name) ? durationFrom(value) : value;
    const read3 = parse(schema, { [name]: own });
    if (own === void 0)
      leave4(`it is no duration: ${JSON.stringify(value)}`);
    else if (!read3.ok)
      leave4(read3.issues.map((one) => `${one.path} ${one.message}`).join(", "));
    else if (Object.hasOwn(settings4, name))
      leave4(`${name} is there already`);
    else
      settings4[name] = own;
  }
  return settings4;
}
function durationFrom(value) {
  if (typeof value === "string")
    return parseDuration(value) === void 0 ? void 0 : value;
  if (typeof value !== "number" || !(value > 0) || !Number.isFinite(value))
    return void 0;
  const unit = [3600, 60].find((seconds) => value % seconds === 0) ?? 1;
  const text = `${value / unit}${{ 3600: "h", 60: "m", 1: "s" }[unit]}`;
  return parseDuration(text) === void 0 ? void 0 : text;
}
var isTemplate, templateNameOf, generalNames, agentNames2, durations, isObject2;
var init_older_config = __esm({
  "../ft/dist/src/core/older-config.js"() {
    "use strict";
    init_duration();
    init_json();
    init_schema();
    init_template();
    init_agent();
    init_layout();
    init_older_holes();
    isTemplate = (text) => holesIn(text).includes("userPrompt");
    templateNameOf = (file) => file.replace(/^(?:\.\/)*(?:\.orchestra-cli\/)?(?:prompts\/)?/, "").replace(/^\/+/, "").replaceAll("/", "-");
    generalNames = {
      default: "defaultAgent",
      defaultTimeout: "timeout",
      timeoutSeconds: "timeout",
      maxConcurrent: "maxParallel"
    };
    agentNames2 = {
      timeoutSeconds: "timeout",
      maxConcurrent: "maxParallel"
    };
    durations = /* @__PURE__ */ new Set(["timeout", "grace", "linger", "idleExit"]);
    isObject2 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  }
});

// ../ft/dist/src/operations/migrate-config.js
function importConfig(context, { config: older }, dryRun) {
  if (!older)
    return { items: [], templates: [] };
  const { path } = older;
  const read3 = readOlderConfig(older);
  if ("problem" in read3)
    return { items: [skip(path, read3.problem)], templates: [] };
  const { config: config3, templates: templates2, left } = read3;
  const prompts2 = Object.entries(templates2).map(([name, text2]) => writePrompt(context, name, `${path}: ${name}`, text2, dryRun));
  const names = Object.keys(config3.agents ?? {});
  const known4 = { templates: Object.keys(templates2) };
  if (names.length === 0)
    return { ...known4, items: [...left.map(leftIn(path)), skip(path, "it has no agent for us")] };
  const text = renderConfig(config3);
  const isNew = writeNew(context, layout.config, text, dryRun);
  const as = layout.config;
  if (!isNew) {
    const says2 = "yours is there, and stays as it is";
    return { ...known4, items: [{ path, is: "there", as, says: says2 }, ...prompts2] };
  }
  const says = `${names.length === 1 ? "agent" : "agents"} ${names.join(", ")}`;
  const item = { path, is: "imported", as, says };
  return { ...known4, text, items: [item, ...left.map(leftIn(path)), ...prompts2] };
}
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
var skip, leftIn;
var init_migrate_config = __esm({
  "../ft/dist/src/operations/migrate-config.js"() {
    "use strict";
    init_layout();
    init_older_config();
    init_init_config();
    skip = (path, why) => ({ path, is: "skipped", says: why });
    leftIn = (file) => ({ path, why }) => skip(`${file}: ${path}`, why);
  }
});

// ../ft/dist/src/operations/migrate.js
function importTasks(context, older, options) {
  const items = [];
  const read3 = [];
  for (const file of older.files) {
    const task = readOlderTask(file);
    if ("problem" in task)
      items.push(skip(file.id, task.problem));
    else
      read3.push(task);
  }
  read3.sort((a, b) => `${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? -1 : 1);
  const known4 = imported(context);
  for (const task of read3) {
    const before = known4.get(keyOf(task.id, task.createdAt));
    const why = before ? void 0 : whyLeft(task, known4, options.queue);
    if (why !== void 0) {
      items.push(skip(task.id, why));
      continue;
    }
    const record3 = before ?? create(context, older, task, known4, options.dryRun);
    known4.set(keyOf(task.id, task.createdAt), record3);
    if (!options.dryRun)
      complete(context, older, task.id, record3);
    items.push({
      path: task.id,
      is: before ? "there" : "imported",
      ...(before || !options.dryRun) && { as: taskIdOf(record3.number) },
      says: before ? "imported before" : task.settled?.status ?? "pending"
    });
  }
  return items;
}
function whyLeft(task, known4, queue) {
  if (task.settled)
    return void 0;
  if (!queue)
    return "it has yet to run: with --queue it is taken over, and starts";
  const missing = task.after.find((id) => numbersOf2(id, known4).length === 0);
  return missing && `it waits for ${missing}, which is not here`;
}
function imported({ store }) {
  const known4 = /* @__PURE__ */ new Map();
  for (const task of store.recovery.survey(0).records) {
    const id = task.labels?.[olderLabel];
    if (id !== void 0)
      known4.set(keyOf(id, task.createdAt), task);
  }
  return known4;
}
function create({ store }, { cwd }, { wanted, after, settled, createdAt }, known4, dryRun) {
  const numbers = after.flatMap((id) => numbersOf2(id, known4));
  const task = { ...wanted, cwd, ...numbers.length > 0 && { after: numbers } };
  const make = (number4) => ({
    ...newRecord(number4, task, createdAt),
    ...settled && { settled }
  });
  return dryRun ? make(0) : store.tasks.create(make, store.queue.storedHead()?.highest ?? 0);
}
function complete({ store }, older, id, record3) {
  const { number: number4, settled } = record3;
  const { plan, log } = older.papers(id);
  const at = (path) => `${store.root}/${path}`;
  if (plan)
    older.copy(plan, at(layout.classicPlan(number4)));
  if (log)
    older.copy(log, at(layout.classicLog(number4)));
  const isShown = settled ? store.queue.isFinished(dayOf(settled.endedAt), number4, settled.status) : record3.runs.length > 0;
  if (!isShown && readQuietly(() => store.tasks.read(number4)))
    store.queue.enter("pending", orderOf(record3));
}
function importPrompts(context, older, translated, dryRun) {
  return older.prompts.filter(({ name }) => !translated.includes(name)).map(({ name, path }) => writePrompt(context, name, path, context.readFile(path) ?? "", dryRun));
}
var migrate, numbersOf2, keyOf;
var init_migrate = __esm({
  "../ft/dist/src/operations/migrate.js"() {
    "use strict";
    init_failure();
    init_layout();
    init_older();
    init_task();
    init_schema();
    init_migrate_config();
    init_operation();
    init_read_quietly();
    migrate = operation({
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
        const config3 = importConfig(context, older, dryRun);
        const tasks = importTasks(context, older, { queue, dryRun });
        const prompts2 = importPrompts(context, older, config3.templates, dryRun);
        if (!dryRun)
          await context.conducting.settle();
        if (queue && !dryRun && tasks.some(({ is }) => is === "imported"))
          await context.conducting.ensure();
        return {
          from: older.root,
          items: [...tasks, ...config3.items, ...prompts2, ...skipped],
          ...dryRun && config3.text !== void 0 && { config: config3.text }
        };
      }
    });
    numbersOf2 = (id, known4) => [...known4].flatMap(([key, { number: number4 }]) => key.startsWith(`${id} `) ? number4 : []);
    keyOf = (id, createdAt) => `${id} ${createdAt}`;
  }
});

// ../ft/dist/src/cli/commands/migrate.js
var migrate_exports = {};
__export(migrate_exports, {
  migrate: () => migrate2
});
var migrate2;
var init_migrate2 = __esm({
  "../ft/dist/src/cli/commands/migrate.js"() {
    "use strict";
    init_columns();
    init_migrate();
    init_command2();
    migrate2 = commandOf(migrate, ({ from, items, config: config3 }, { terminal: terminal2 }) => {
      const rows = items.map(({ path, is, as = "", says }) => [path, is, as, says]);
      terminal2.out(rows.length === 0 ? `nothing of an older tool is in ${from}
` : `${alignColumns(rows).join("\n")}
`);
      if (config3 !== void 0)
        terminal2.out(`
agent-config.json would be
${config3}`);
    });
  }
});

// ../ft/dist/src/core/config-check.js
function configProblems(agents3) {
  const told2 = linesOf2(() => agents3.sources());
  if (told2.length > 0)
    return told2;
  const sources = agents3.sources();
  const names = sources.configs.flatMap((config3) => Object.keys(config3.agents ?? {}));
  const lines = names.flatMap((name) => linesOf2(() => agents3.resolve(name)));
  const known4 = agentNames(sources);
  const defaults = sources.configs.flatMap(({ defaultAgent: name }, index) => {
    if (name === void 0 || known4.includes(name))
      return [];
    const file = sources.places[index];
    const near = suggest(name, known4);
    const meant2 = near ? `did you mean ${near}?` : `known: ${known4.join(", ")}`;
    const place2 = file === void 0 ? void 0 : sources.locate?.(file, "defaultAgent", "value");
    return [tellProblem({ file, place: place2, says: `defaultAgent "${name}" is no agent; ${meant2}` })];
  });
  return [.../* @__PURE__ */ new Set([...lines, ...defaults])];
}
function linesOf2(ask3) {
  try {
    ask3();
    return [];
  } catch (error) {
    if (error instanceof Failure)
      return error.message.split("\n");
    throw error;
  }
}
var init_config_check = __esm({
  "../ft/dist/src/core/config-check.js"() {
    "use strict";
    init_suggest();
    init_config_problem();
    init_failure();
    init_lineage();
  }
});

// ../ft/dist/src/operations/doctor-finding.js
function some(names, most = 3) {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(", ")} and ${more} more` : names.join(", ");
}
var fine, warning, problem, count2;
var init_doctor_finding = __esm({
  "../ft/dist/src/operations/doctor-finding.js"() {
    "use strict";
    fine = (check2, says) => ({ check: check2, is: "ok", says });
    warning = (check2, says, fix) => ({
      check: check2,
      is: "warning",
      says,
      ...fix !== void 0 && { fix }
    });
    problem = (check2, says, fix) => ({
      ...warning(check2, says, fix),
      is: "problem"
    });
    count2 = (number4, one, many2 = `${one}s`) => `${number4} ${number4 === 1 ? one : many2}`;
  }
});

// ../ft/dist/src/operations/doctor-agents.js
function agentFindings({ files, problems, wanted, agents: agents3 }) {
  return [
    ...problems.map((line) => problem("config", line, fixOf(line))),
    ...problems.length === 0 && files.length > 0 ? [fine("config", files.join(", "))] : [],
    ...problems.length === 0 && files.length === 0 ? [warning("config", `no ${wanted}: a stand-in simulates all work`, "orchestra init")] : [],
    // What stands in for all agents is told above.
    ...agents3.filter(({ simulated }) => files.length > 0 || !simulated).map(agentFinding)
  ];
}
function fixOf(line) {
  const place2 = /^(\/.*?):(\d+):\d+: /.exec(line);
  const unread = /^cannot read (\/.+?): /.exec(line)?.[1];
  if (unread !== void 0)
    return `see who may read it: ${quoteForShell(["ls", "-l", unread])}`;
  const meant2 = /; did you mean (.+?)\?/.exec(line)?.[1];
  const where = place2 ? `${place2[1]}, line ${place2[2]}` : "what it names";
  return meant2 === void 0 ? `edit ${where}` : `write ${meant2} instead, in ${where}`;
}
function agentFinding({ name, command, simulated, install, isNeeded, probed }) {
  const check2 = `agent ${name}`;
  const { path, version: version2, missingFlags = [], problem: refusal4 } = probed;
  if (path === void 0) {
    const fix = install ?? `put ${command} on PATH, or set the "command" of ${name}`;
    const says = `${command} is not installed`;
    return isNeeded ? problem(check2, says, fix) : warning(check2, says, fix);
  }
  if (simulated)
    return warning(check2, "simulated: it does no real work", 'orchestra agents lists real ones; set its "extends"');
  if (refusal4 !== void 0)
    return warning(check2, refusal4, `see what it says: ${path}`);
  const told2 = version2 === void 0 ? path : `${command} ${version2}, ${path}`;
  if (missingFlags.length > 0)
    return warning(check2, `${told2}: its help does not know ${some(missingFlags)}`, `update it${install === void 0 ? "" : `: ${install}`}, or mend its "args"; see orchestra agents show ${name}`);
  return fine(check2, told2);
}
var init_doctor_agents = __esm({
  "../ft/dist/src/operations/doctor-agents.js"() {
    "use strict";
    init_shell_quote();
    init_doctor_finding();
  }
});

// ../ft/dist/src/operations/doctor-folder.js
function folderFindings(facts, user) {
  return [
    workspaceFinding(facts, user),
    ...openFindings(facts),
    ...foreignFindings(facts, user),
    roomFinding(facts),
    storageFinding(facts),
    ...trialFindings(facts),
    clockFinding(facts)
  ];
}
function workspaceFinding(facts, user) {
  const { root, exists, isWritable: isWritable2, owner } = facts;
  if (!isWritable2) {
    const place2 = exists ? root : root.replace(/\/[^/]*$/, "") || "/";
    const isOwn = owner !== void 0 && owner === user;
    return problem("workspace", `${place2} cannot be written${exists ? "" : `, and ${root} is not there yet`}`, isOwn ? quoteForShell(["chmod", "-R", "u+rwX", place2]) : `sudo chown -R "$(id -u)" ${quoteForShell([place2])}`);
  }
  return fine("workspace", exists ? root : `none yet; orchestra init makes ${root}`);
}
function openFindings({ open: open2 }) {
  if (open2.length === 0)
    return [];
  return [
    problem("permissions", `everybody may write to ${some(open2)}, and so have agents run as you`, quoteForShell(["chmod", "o-w", ...open2]))
  ];
}
function foreignFindings({ root, foreign, isWritable: isWritable2 }, user) {
  if (foreign.length === 0 || !isWritable2)
    return [];
  const says = `${some(foreign)} ${foreign.length === 1 ? "belongs" : "belong"} to another user`;
  return user === 0 ? [warning("permissions", says, "work as the user who owns them")] : [warning("permissions", says, `sudo chown -R "$(id -u)" ${quoteForShell([root])}`)];
}
function roomFinding({ room, root }) {
  const check2 = "disk space";
  if (!room)
    return fine(check2, "not told");
  const { bytes, files } = room;
  const free = `${formatBytes(bytes)} free`;
  const fix = `make room: ${quoteForShell(["df", "-h", root.replace(/\/[^/]*$/, "") || "/"])}`;
  if (bytes < roomMin.problem)
    return problem(check2, `only ${free}`, fix);
  if (files !== void 0 && files < filesMin.problem)
    return problem(check2, `room for ${count2(files, "more file")} only`, fix.replace("-h", "-i"));
  if (bytes < roomMin.warning)
    return warning(check2, `only ${free}`, fix);
  if (files !== void 0 && files < filesMin.warning)
    return warning(check2, `room for ${count2(files, "more file")} only`, fix.replace("-h", "-i"));
  return fine(check2, free);
}
function storageFinding({ storage, fileSystem }) {
  const doubt = doubts[storage];
  if (!doubt)
    return fine("file system", fileSystem);
  return warning("file system", `${fileSystem}, ${doubt[0]}`, doubt[1]);
}
function trialFindings({ trial, exists, isWritable: isWritable2 }) {
  const check2 = "durability";
  if (!trial) {
    const untried = isWritable2 ? "there is no tmp/ to try it in" : "nothing can be written";
    return [fine(check2, exists ? `not tried: ${untried}` : "tried once there is a workspace")];
  }
  const failed = trials.flatMap(([key, says]) => {
    const refusal4 = trial[key];
    return refusal4 === void 0 ? [] : [problem(check2, `${says} (${refusal4})`, elsewhere)];
  });
  return failed.length > 0 ? failed : [fine(check2, "files are written, linked, renamed and synced")];
}
function clockFinding({ trial, ahead }) {
  const skewMs = trial?.aheadMs ?? 0;
  if (Math.abs(skewMs) > skewMaxMs)
    return warning("clock", `the file system is ${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? "ahead" : "behind"}`, "set both clocks: timedatectl set-ntp true");
  const [first2] = [...ahead].sort((a, b) => b.ms - a.ms);
  if (!first2)
    return fine("clock", "no file is from the future");
  return warning("clock", `${count2(ahead.length, "file")} from the future: ${first2.path} by ${formatDuration(first2.ms)}`, "if the clock is wrong, set it: timedatectl set-ntp true; else: " + quoteForShell(["touch", first2.path]));
}
var mebibyte, roomMin, filesMin, skewMaxMs, elsewhere, doubts, trials;
var init_doctor_folder = __esm({
  "../ft/dist/src/operations/doctor-folder.js"() {
    "use strict";
    init_bytes();
    init_duration();
    init_shell_quote();
    init_doctor_finding();
    mebibyte = 1024 * 1024;
    roomMin = { problem: 50 * mebibyte, warning: 500 * mebibyte };
    filesMin = { problem: 500, warning: 1e4 };
    skewMaxMs = 5e3;
    elsewhere = "keep the workspace on a disk of this machine: --dir";
    doubts = {
      disk: void 0,
      unknown: void 0,
      memory: ["in memory: everything is gone with the next boot", elsewhere],
      network: [
        "over a network: slower, and what several machines see may differ for a while",
        elsewhere
      ],
      shared: ["a drive of another system: slow, and changes are noticed late", elsewhere],
      container: [
        "a container's own layer: everything is gone with the container",
        "mount a volume where the workspace is"
      ]
    };
    trials = [
      ["write", "no file can be written"],
      ["link", "no hard links, on which the lock stands"],
      ["rename", "no renaming in one step, on which every record stands"],
      ["sync", "nothing can be made to last: a power cut may take what was written"]
    ];
  }
});

// ../ft/dist/src/operations/doctor-machine.js
function machineFindings(facts) {
  return [
    nodeFinding(facts),
    gitFinding(facts),
    shellFinding(facts),
    processFinding(facts),
    filesFinding(facts),
    ...facts.user === 0 ? [
      warning("user", "root: agents may change the whole machine, and some refuse to work at all", "work as an ordinary user")
    ] : []
  ];
}
function nodeFinding({ node, keepsCompiled: keepsCompiled2 }) {
  if (isBelow(node, nodeMin))
    return problem("node", `${node} is too old`, `install Node ${nodeMin.join(".")} or later`);
  if (keepsCompiled2)
    return fine("node", `${node}, keeps what it compiles`);
  return fine("node", isBelow(node, nodeKeeping) ? `${node}; ${nodeKeeping.join(".")} or later starts faster` : `${node}; starts faster where ~/.cache can be written`);
}
function isBelow(version2, [major, minor]) {
  const [ownMajor = 0, ownMinor = 0] = version2.replace(/^v/, "").split(".").map(Number);
  return ownMajor < major || ownMajor === major && ownMinor < minor;
}
function gitFinding({ git, repository }) {
  if (git.problem !== void 0)
    return warning("git", `${git.problem}; agents mostly want it`, "install git");
  const { root, problem: refusal4 } = repository;
  if (root !== void 0)
    return fine("git", `${git.version}, repository ${root}`);
  const owned = /dubious ownership in repository at '(.+?)'/.exec(refusal4 ?? "")?.[1];
  if (owned !== void 0)
    return warning("git", `${git.version} refuses ${owned}: it belongs to another user`, quoteForShell(["git", "config", "--global", "--add", "safe.directory", owned]));
  return warning("git", `${git.version}, but this is no repository: what agents change cannot be taken back`, "git init");
}
function shellFinding({ shellProblems }) {
  if (shellProblems.length === 0)
    return fine("shell", "/bin/sh does all that runs need");
  return problem("shell", `/bin/sh ${shellProblems.join("; ")}`, "install a POSIX shell, such as dash or bash, as /bin/sh, with coreutils and grep");
}
function processFinding({ platform, seesProcesses, isContained }) {
  if (!seesProcesses)
    return problem("processes", "the process table does not show our own: no conductor can tell who lives", platform === "linux" ? "mount a /proc of this pid namespace: mount -t proc proc /proc" : "check that ps works");
  if (platform !== "linux")
    return warning("processes", "no /proc here: a process that leaves its group and hides can outlive its run", "on Linux, or in a Linux container, none can");
  return fine("processes", isContained ? "a pid namespace of its own, as in a container: conductors elsewhere go by heartbeats" : "all of ours can be seen");
}
function filesFinding({ filesMax }) {
  if (filesMax === void 0)
    return fine("open files", "the limit is not told");
  if (filesMax >= filesMin2)
    return fine("open files", `at most ${filesMax === Infinity ? "as many as wanted" : filesMax}`);
  return warning("open files", `at most ${filesMax}: too few for many agents at once`, `ulimit -n ${filesMin2 * 4}`);
}
var nodeMin, nodeKeeping, filesMin2;
var init_doctor_machine = __esm({
  "../ft/dist/src/operations/doctor-machine.js"() {
    "use strict";
    init_shell_quote();
    init_doctor_finding();
    nodeMin = [20, 12];
    nodeKeeping = [22, 8];
    filesMin2 = 1024;
  }
});

// ../ft/dist/src/operations/doctor-queue.js
function queueFindings(facts) {
  return [
    conductorFinding(facts),
    ...wishFindings(facts),
    recordFinding(facts),
    ...unseenFindings(facts),
    ...quarantineFindings(facts),
    ...headFindings(facts),
    ...staleFindings(facts)
  ];
}
function conductorFinding({ conductor, running, pending }) {
  const { is, who = "somebody", fix } = conductor;
  const check2 = "conductor";
  const work = [
    ...running > 0 ? [`${running} running`] : [],
    ...pending > 0 ? [`${pending} pending`] : []
  ].join(", ");
  switch (is) {
    case "conducting":
      return fine(check2, `${who}${work === "" ? "" : `: ${work}`}`);
    case "damaged":
      return problem(check2, who, fix);
    case "crashed":
      return work === "" ? warning(check2, `${who} crashed; nothing is left to do`, "orchestra status") : problem(check2, `${who} crashed with ${work}; nothing is lost`, "orchestra daemon start");
    case "unseen":
      return warning(check2, `${who} cannot be seen from here; whether it lives is known there alone`, "look there: orchestra daemon status; if it is gone for good: orchestra unlock");
    case "absent":
      return work === "" ? fine(check2, "nobody, and nothing is to be done") : warning(check2, `nobody, with ${work}`, "orchestra run, or orchestra daemon start");
  }
}
function wishFindings({ wishes, wishAgeMs, conductor }) {
  if (wishes === 0)
    return [];
  const says = `${count2(wishes, "wish", "wishes")} unanswered for ${formatDuration(wishAgeMs)}`;
  if (conductor.is === "conducting")
    return wishAgeMs <= wishMaxMs ? [fine("wishes", says)] : [
      warning("wishes", `${says}, though somebody conducts`, "orchestra daemon stop, then orchestra daemon start")
    ];
  return [warning("wishes", says, "orchestra status carries them out")];
}
function recordFinding({ damaged, read: read3 }) {
  if (damaged.length === 0)
    return fine("records", read3 === 0 ? "none yet" : `${count2(read3, "task")} can be read`);
  return problem("records", `${some(damaged)} cannot be read`, "orchestra run puts them into .orchestra/quarantine; everything else goes on");
}
function unseenFindings({ unseen: unseen3 }) {
  return unseen3.map(({ number: number4, who }) => warning("runs", `${taskIdOf(number4)} is run by ${who}, which cannot be seen from here`, `look there; if that machine or container is gone for good: orchestra recover --gone ${number4}`));
}
function quarantineFindings({ quarantine, root }) {
  if (quarantine.length === 0)
    return [];
  return [
    warning("quarantine", `damaged, and put out of the way: ${some(quarantine)}`, `see what is in them, then: ${quoteForShell(["rm", "-r", `${root}/${layout.quarantine}`])}`)
  ];
}
function headFindings({ isHeadInDoubt }) {
  if (!isHeadInDoubt)
    return [];
  const says = "the counts of what has ended are in doubt; they are counted anew";
  return [warning("index", says, "orchestra status")];
}
function staleFindings({ stale, root }) {
  if (stale.length === 0)
    return [];
  return [
    warning("sentinels", `of tasks that are over, or never were: ${some(stale)}`, quoteForShell(["rm", ...stale.map((path) => `${root}/${path}`)]))
  ];
}
var wishMaxMs;
var init_doctor_queue = __esm({
  "../ft/dist/src/operations/doctor-queue.js"() {
    "use strict";
    init_layout();
    init_task();
    init_duration();
    init_shell_quote();
    init_doctor_finding();
    wishMaxMs = 6e4;
  }
});

// ../ft/dist/src/operations/doctor.js
function lookAtQueue(context) {
  const { store, clock } = context;
  const live = queueFolders.map((folder) => [folder, store.queue.live(folder)]);
  const of = (name) => live.find(([folder]) => folder === name)?.[1].length ?? 0;
  const last = store.tasks.numbers().sort((a, b) => b - a).slice(0, settledMost);
  const numbers = /* @__PURE__ */ new Set([
    ...live.flatMap(([, entries]) => entries.map(({ number: number4 }) => number4)),
    ...last
  ]);
  const read3 = [];
  const damaged = [];
  for (const number4 of numbers) {
    const task = orFailure(() => store.tasks.read(number4));
    if (task instanceof Failure)
      damaged.push(taskIdOf(number4));
    else if (task)
      read3.push(task);
  }
  const wishes = store.intents.open();
  const leftMs2 = Number.parseInt(wishes[0] ?? "", 10);
  const queue = {
    root: store.root,
    conductor: conductorIn(store),
    running: of("running"),
    pending: of("pending"),
    wishes: wishes.length,
    wishAgeMs: wishes.length === 0 ? 0 : Math.max(0, Date.parse(clock.now().at) - leftMs2),
    damaged,
    read: read3.length,
    unseen: read3.flatMap((task) => {
      const who = unseenOf(context, task);
      return who === void 0 ? [] : [{ number: task.number, who }];
    }),
    quarantine: store.quarantined(),
    isHeadInDoubt: store.queue.head() === void 0
  };
  return { queue, read: read3 };
}
function staleIn({ sentinels }, read3, { store }) {
  const isOver2 = new Map(read3.map(({ number: number4, settled }) => [number4, settled !== void 0]));
  return sentinels.filter(({ task }) => isOver2.get(task) ?? !store.tasks.isTaken(task)).map(({ task, kind }) => layout.classic(task, kind));
}
function conductorIn({ lock }) {
  const holder = orFailure(() => lock.look());
  if (holder instanceof Failure) {
    const { message: who2, hint: fix } = holder;
    return { is: "damaged", who: who2, ...fix !== void 0 && { fix } };
  }
  const standing = standingOf(holder);
  if (!holder || standing === "free")
    return { is: "absent" };
  const who = describeHolder(holder);
  if (standing === "abandoned")
    return { is: "crashed", who };
  return { is: holder.liveness === "alive" ? "conducting" : "unseen", who };
}
async function lookAtAgents(context, wanted) {
  const agents3 = await context.agents();
  const problems = configProblems(agents3);
  const path = `${context.store.root}/${layout.config}`;
  const sources = orFailure(() => agents3.sources());
  if (sources instanceof Failure)
    return { files: [], problems, wanted: path, agents: [] };
  const named = [...new Set(sources.configs.flatMap((config3) => Object.keys(config3.agents ?? {})))];
  const names = named.length === 0 ? [standIn] : named;
  const found = await Promise.all(names.map((name) => agentFacts(context, agents3, name, wanted)));
  return { files: sources.places, problems, wanted: path, agents: found.flat() };
}
async function agentFacts({ probe }, agents3, name, wanted) {
  const agent = orFailure(() => agents3.resolve(name));
  if (agent instanceof Failure)
    return [];
  const { command, simulated, install } = agent;
  const isNeeded = wanted.has(name) || agents3.settings().defaultAgent === name;
  return [
    { name, command, simulated, install, isNeeded, probed: await probe(agent, { flags: true }) }
  ];
}
function orFailure(ask3) {
  try {
    return ask3();
  } catch (error) {
    if (error instanceof Failure)
      return error;
    throw error;
  }
}
var settledMost, Output7, doctor;
var init_doctor = __esm({
  "../ft/dist/src/operations/doctor.js"() {
    "use strict";
    init_config_check();
    init_failure();
    init_layout();
    init_lineage();
    init_lock();
    init_task();
    init_vocabulary();
    init_schema();
    init_doctor_agents();
    init_doctor_finding();
    init_doctor_folder();
    init_doctor_machine();
    init_doctor_queue();
    init_operation();
    init_unseen();
    settledMost = 1e3;
    Output7 = object({
      findings: list(object({
        check: string("What was looked at."),
        is: oneOf(["ok", "warning", "problem"], "How it is."),
        says: string("In words."),
        fix: optional(string("A command line that helps, or what to edit."))
      }), "The machine, the folder, the agents, then the queue."),
      problems: integer("How many keep orchestra from its work.", { minimum: 0 }),
      warnings: integer("How many are worth a look.", { minimum: 0 })
    });
    doctor = operation({
      summary: "Check the machine, the folder, the agents and the queue, and say what helps",
      examples: ["orchestra doctor", "orchestra doctor --json"],
      route: "GET /doctor",
      writes: false,
      input: object({}),
      output: Output7,
      async run(context) {
        const seen2 = orFailure(() => lookAtQueue(context));
        const live = seen2 instanceof Failure ? [] : seen2.read.filter(({ settled }) => !settled);
        const [machine2, folder, configs] = await Promise.all([
          context.checkup.machine(),
          context.checkup.folder(),
          lookAtAgents(context, new Set(live.map(({ agent }) => agent)))
        ]);
        const findings = [
          ...machineFindings(machine2),
          ...folderFindings(folder, machine2.user),
          ...agentFindings(configs),
          ...seen2 instanceof Failure ? [problem("queue", seen2.message, seen2.hint)] : folder.exists ? queueFindings({ ...seen2.queue, stale: staleIn(folder, seen2.read, context) }) : []
        ];
        const many2 = (is) => findings.filter((finding) => finding.is === is).length;
        return { findings, problems: many2("problem"), warnings: many2("warning") };
      }
    });
  }
});

// ../ft/dist/src/cli/print/doctor.js
function printDoctor({ findings, problems, warnings }, paint, columns = Infinity) {
  const margin = Math.max(...findings.map(({ check: check2 }) => displayWidth(check2))) + "\u2714    ".length;
  const isNarrow = columns - margin < textMin;
  const width = isNarrow ? columns - "\u2714  ".length : columns - margin;
  const rows = findings.flatMap((finding) => {
    const { icon, format } = looks3[finding.is];
    const head = [paint(format, icon), oneLine(finding.check)];
    const said = linesOf3(finding, paint, width);
    if (isNarrow)
      return [head, ...said.map((line) => ["", line])];
    const [first2 = "", ...more] = said;
    return [[...head, first2], ...more.map((line) => ["", "", line])];
  });
  const verdict = paint(sumFormat(problems, warnings), sum(problems, warnings));
  return [...alignColumns(rows), "", verdict, ""].join("\n");
}
function linesOf3({ is, says, fix }, paint, width) {
  const told2 = wrapText(harmless(says), width).map((line) => is === "ok" ? line : paint(looks3[is].format, line));
  return fix === void 0 ? told2 : [...told2, `${paint("dim", "fix:")} ${oneLine(fix)}`];
}
function sum(problems, warnings) {
  const parts = [many(problems, "problem"), many(warnings, "warning")].flat();
  return parts.length === 0 ? "all is well" : parts.join(", ");
}
var looks3, textMin, sumFormat, many;
var init_doctor2 = __esm({
  "../ft/dist/src/cli/print/doctor.js"() {
    "use strict";
    init_columns();
    init_text();
    init_wrap();
    looks3 = {
      ok: { icon: "\u2714", format: "green" },
      warning: { icon: "!", format: "yellow" },
      problem: { icon: "\u2716", format: "red" }
    };
    textMin = 24;
    sumFormat = (problems, warnings) => problems > 0 ? "red" : warnings > 0 ? "yellow" : "green";
    many = (number4, one) => number4 === 0 ? [] : [`${number4} ${one}${number4 === 1 ? "" : "s"}`];
  }
});

// ../ft/dist/src/cli/commands/doctor.js
var doctor_exports = {};
__export(doctor_exports, {
  doctor: () => doctor2
});
var doctor2;
var init_doctor3 = __esm({
  "../ft/dist/src/cli/commands/doctor.js"() {
    "use strict";
    init_doctor();
    init_command2();
    init_doctor2();
    init_stage();
    init_style();
    doctor2 = {
      ...commandOf(doctor, (findings, { terminal: { out, color, columns } }) => out(printDoctor(findings, painter(color), columns())), ({ problems }) => problems === 0 ? exits.ok : exits.failed),
      ends: { 0: "No problem; warnings are none.", 1: "A problem keeps orchestra from its work." }
    };
  }
});

// ../ft/dist/src/cli/commands/demo.js
var demo_exports = {};
__export(demo_exports, {
  demo: () => demo
});
function whereToLook({ context, self: self2 }) {
  const line = (command, what) => `  ${command.padEnd(self2.length + 10)}  ${what}`;
  return [
    "",
    "All of it is files; look around:",
    `  cd ${context.cwd}`,
    line(`${self2} status`, "what ran, what waits"),
    line(`${self2} show 2`, "one task, with the attempt that failed"),
    line(`${self2} logs 2`, "what its agent said"),
    line("ls .orchestra/runs", "everything each run left"),
    "",
    "With a real agent, in your repository:",
    `  ${self2} start claude "add a test for the parser"`,
    ""
  ].join("\n");
}
var prompts, config, demo;
var init_demo = __esm({
  "../ft/dist/src/cli/commands/demo.js"() {
    "use strict";
    init_layout();
    init_schema();
    init_start();
    init_wait();
    init_stage();
    init_run2();
    prompts = [
      "Add a test for the parser\nsimulate: sleep 2",
      "Mend the flaky retry test\nsimulate: fail once\nsimulate: sleep 1",
      "Write the changelog\nsimulate: sleep 1"
    ];
    config = `${JSON.stringify({ maxParallel: 2, retry: { delay: "2s" } }, null, 2)}
`;
    demo = {
      summary: "See it work: three simulated tasks in a fresh folder, no keys needed",
      examples: ["orchestra demo"],
      writes: true,
      input: object({ folder: optional(string("Where; else a new temporary folder.")) }),
      output: WaitOutput,
      async run(stage, { folder }) {
        const place2 = await stage.elsewhere(folder);
        const { context, terminal: terminal2, json } = place2;
        const say = json ? terminal2.err : terminal2.out;
        say(`Three tasks for a simulated agent, in ${context.cwd}
No model is called; the second fails once and is retried.

`);
        context.writeOnce(`${context.store.root}/${layout.config}`, config);
        for (const prompt of prompts)
          await start.run(context, { agent: "simulated", prompt, noRun: true, retries: 2 });
        const code = await run2.run(place2, { tasks: [] });
        if (code !== exits.ok)
          return code;
        if (!json)
          terminal2.out(whereToLook(place2));
        return exits.ok;
      }
    };
  }
});

// ../ft/dist/src/cli/arguments.js
var arguments_exports = {};
__export(arguments_exports, {
  isWithinText: () => isWithinText,
  kebab: () => kebab,
  placeholder: () => placeholder,
  readArguments: () => readArguments,
  wordFor: () => wordFor
});
import { parseArgs } from "node:util";
function readArguments(name, command, argv) {
  const fields = command.input.properties ?? {};
  const { values, positionals: words5 } = split(name, command, argv);
  const named = Object.entries(fields).flatMap(([key, field]) => {
    const value = values[kebab(key)];
    if (value === void 0)
      return [];
    return [[key, command.whole?.includes(key) ? value : coerce(kebab(key), field, value)]];
  });
  return Object.fromEntries([...named, ...place(name, command, words5)]);
}
function isWithinText(name, command, argv, flag2) {
  const at = argv.indexOf(flag2);
  if (command.rest !== "text" || at < 0)
    return false;
  const { positionals } = split(name, command, argv.slice(0, at));
  return positionals.length >= (command.positionals ?? []).length;
}
function wordFor({ positionals }, path) {
  const [field = path] = path.split(/[.[]/);
  return positionals?.includes(field) ? placeholder(field) : `--${kebab(field)}`;
}
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
    const choices2 = fields.flatMap(([, field]) => field.enum ?? []);
    const dashed = choices2.filter((choice) => choice.startsWith("-"));
    const args = joinNegative(veiled, options, dashed);
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const seen2 = Object.entries(values).map(([key, value]) => [key, unveil(value)]);
    return { values: Object.fromEntries(seen2), positionals: positionals.map(unveil) };
  } catch (cause) {
    throw new Failure("usage", problemIn2(cause.message), {
      cause,
      hint: `orchestra ${name} --help`
    });
  }
}
function unveil(value) {
  if (Array.isArray(value))
    return value.map(unveil);
  return typeof value === "string" && value.startsWith("\0") ? value.slice(1) : value;
}
function problemIn2(message) {
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
function refuseUnknown(name, { rest }, argv, known4) {
  const end2 = argv.indexOf("--");
  const flags = (end2 < 0 ? argv : argv.slice(0, end2)).filter((word) => /^--[^=\s]/.test(word));
  for (const flag2 of flags) {
    const key = flag2.slice(2).split("=")[0] ?? "";
    if (known4.includes(key))
      continue;
    const near = suggest(key, known4);
    const prompt = rest === "text" ? "; words of a prompt that look like options go behind --" : "";
    throw new Failure("usage", `unknown option --${truncate(key, 60)}${near ? `; did you mean --${near}?` : ""}`, { hint: `orchestra ${name} --help${prompt}` });
  }
}
function place(name, command, words5) {
  const names = command.positionals ?? [];
  const last = names.at(-1);
  const fixed = command.rest ? names.slice(0, -1) : names;
  const placed2 = words5.slice(0, fixed.length).map((word, at) => [names[at] ?? "", word]);
  const rest = words5.slice(fixed.length);
  if (rest.length === 0)
    return placed2;
  if (!command.rest || last === void 0)
    throw new Failure("usage", `unexpected argument ${quoted(rest[0] ?? "")}`, {
      hint: `orchestra ${name} --help`
    });
  return [...placed2, [last, command.rest === "list" ? rest.flatMap(splitList) : rest.join(" ")]];
}
function splitList(word) {
  const parts = word.split(",").filter((part) => part !== "");
  return parts.length > 0 ? parts : [word];
}
function coerce(flag2, field, value) {
  if (field.type === "integer") {
    if (/^[+-]?\d+$/.test(String(value)))
      return Number(value);
    throw new Failure("usage", `--${flag2} takes a whole number, got ${quoted(String(value))}`, {
      hint: `such as --${flag2} 3`
    });
  }
  if (typeof value === "string" && value.trim() === "")
    throw new Failure("usage", `--${flag2} is empty`, { hint: `leave --${flag2} out, or name one` });
  if (!Array.isArray(value))
    return value;
  if (field.type === "array")
    return value.flatMap(splitList);
  return Object.fromEntries(value.map((pair) => {
    const at = pair.indexOf("=");
    if (at > 0)
      return [pair.slice(0, at), pair.slice(at + 1)];
    throw new Failure("usage", `--${flag2} takes NAME=VALUE, got ${quoted(pair)}`, {
      hint: `such as --${flag2} key=value`
    });
  }));
}
var globalFlags, placeholder, kebab, veil;
var init_arguments = __esm({
  "../ft/dist/src/cli/arguments.js"() {
    "use strict";
    init_failure();
    init_suggest();
    init_text();
    globalFlags = {
      help: { type: "boolean", short: "h" },
      version: { type: "boolean", short: "V" },
      json: { type: "boolean" },
      debug: { type: "boolean" },
      dir: { type: "string" }
    };
    placeholder = (field) => field.replace(/s$/, "").toUpperCase();
    kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    veil = (word) => /^-+\s/.test(word) ? `\0${word}` : word;
  }
});

// ../ft/dist/src/cli/describe.js
function rangeOf({ minimum, maximum }) {
  if (maximum !== void 0)
    return `From ${minimum ?? "any"} to ${maximum}.`;
  return minimum === void 0 || minimum === 0 ? void 0 : `At least ${minimum}.`;
}
var describe3;
var init_describe = __esm({
  "../ft/dist/src/cli/describe.js"() {
    "use strict";
    describe3 = (schema) => [
      schema.description,
      schema.enum && `One of ${schema.enum.join(", ")}.`,
      rangeOf(schema),
      schema.default !== void 0 && !Array.isArray(schema.default) && `Default ${schema.default}.`
    ].filter(Boolean).join(" ");
  }
});

// ../ft/dist/src/cli/topics/protocol.js
var protocol_exports = {};
__export(protocol_exports, {
  protocol: () => protocol,
  reports: () => reports,
  variables: () => variables
});
var variables, reports, protocol;
var init_protocol = __esm({
  "../ft/dist/src/cli/topics/protocol.js"() {
    "use strict";
    init_layout();
    init_request();
    init_describe();
    variables = {
      ORCHESTRA_TASK_ID: "Its task, such as task_12.",
      ORCHESTRA_TASK_NUMBER: "The number of its task, such as 12.",
      ORCHESTRA_ATTEMPT: "Which attempt this is; 1 for the first.",
      ORCHESTRA_SLOT: "A number from 0 that no other running agent has: for ports and folders.",
      ORCHESTRA_DIR: "The workspace; `orchestra` typed by an agent finds it.",
      ORCHESTRA_OUT: "Its outbox: the folder for its reports.",
      ORCHESTRA_DONE_FILE: "Create it to say that the task is done.",
      ORCHESTRA_ERROR_FILE: "Create it to say that the task failed.",
      ORCHESTRA_PLAN_FILE: "Its plan, for people.",
      ORCHESTRA_LOG_FILE: "Its notes, for people.",
      ORCHESTRA_RUN: "The token of this run, by which its processes are found: leave it alone.",
      TRACEPARENT: "W3C trace context of the run."
    };
    reports = {
      notes: ["# As it goes on, for people:", 'echo "parser read" >>"$ORCHESTRA_LOG_FILE"'],
      done: [
        "# Done, as its last act; with a line that sums up, or empty:",
        'echo "3 tests added" >"$ORCHESTRA_DONE_FILE"'
      ],
      error: [
        '# Or failed: why, as text, or as JSON with "error" and "details":',
        'echo "the branch is gone" >"$ORCHESTRA_ERROR_FILE"'
      ],
      ask: [
        "# Or a question to a person: whole at once, and the answer is a file, too:",
        `echo '{"question": "Which branch?"}' >"$ORCHESTRA_OUT/ask"`,
        'mv "$ORCHESTRA_OUT/ask" "$ORCHESTRA_OUT/ask-1.json"',
        'until [ -e "$ORCHESTRA_OUT/../in/answer-1.json" ]; do sleep 1; done'
      ]
    };
    protocol = {
      summary: "How any program can be an agent: it reports by creating files.",
      blocks: () => [
        {
          text: "An agent gets its prompt as an argument, on stdin or as a file (orchestra help config), works in the folder of its task, and finds in its environment where to report. It need not report: then its exit code counts, and 0 is done."
        },
        { heading: "How it reports" },
        { lines: Object.values(reports).flat() },
        {
          text: "Tell an agent so in the text around its prompts: orchestra help templates."
        },
        { heading: "What it finds in its environment" },
        { rows: Object.entries(variables) },
        { heading: "What a question may hold" },
        { rows: Object.entries(Ask.properties ?? {}).map(([name, field]) => [name, describe3(field)]) },
        { heading: "What decides how a run ended, in this order" },
        {
          rows: [
            ["stopped", "By us: cancelled, or out of time. What it says afterwards does not count."],
            ["reported", "The done or the error file."],
            ["told", "The last event that its CLI prints, where its `format` is known."],
            ["exited", "Its exit code, unless `trustExit` is false for it."],
            ["lost", "It is gone without any of these."]
          ]
        },
        { heading: "Where that is, in .orchestra/, for run 37 of task 12" },
        {
          rows: [
            [layout.task(12), "The task and its runs."],
            [`${layout.run(37)}/`, "Everything of one run."],
            [layout.inRun(37, "prompt.md"), "The prompt, as the agent got it."],
            [layout.inRun(37, "stdout"), "What it said, every byte; `stderr` beside it."],
            [`${layout.outbox(37)}/`, "Its outbox: done, error, plan.md, log, ask-1.json."],
            [`${layout.inbox(37)}/`, "Answers to what it asked."],
            [layout.inRun(37, "verdict.json"), "How it ended."]
          ]
        },
        { text: "The whole contract is docs/protocol.md; its schemas are in templates/schemas/." }
      ]
    };
  }
});

// ../ft/dist/src/cli/topics/config.js
var config_exports = {};
__export(config_exports, {
  config: () => config2,
  exampleConfig: () => exampleConfig
});
function agentWords2() {
  const bare = { configs: [], places: [], profiles: { bare: { command: "bare" } } };
  const resolved = resolveAgent("bare", bare, () => void 0);
  return { ...resolved, command: void 0 };
}
function rowsOf2(schema, defaults, prefix = "") {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const usual = defaultOf(key, defaults);
    const said = describe3(field).replace(` ${durationNote}`, "");
    const meaning = usual === void 0 ? said : `${said} Default ${usual}.`;
    const inner = rowsOf2(field, defaults[key] ?? {}, `${prefix}${key}.`);
    return [[`${prefix}${key}`, meaning], ...inner];
  });
}
function defaultOf(key, defaults) {
  const ms = defaults[`${key}Ms`];
  if (typeof ms === "number")
    return spelled3(ms);
  const value = defaults[key];
  if (Array.isArray(value))
    return value.length > 0 ? value.join(", ") : void 0;
  if (typeof value === "string")
    return value || void 0;
  return typeof value === "boolean" || Number.isFinite(value) ? String(value) : void 0;
}
var exampleConfig, config2, configWords, spelled3;
var init_config = __esm({
  "../ft/dist/src/cli/topics/config.js"() {
    "use strict";
    init_agent();
    init_layout();
    init_resolve_agent();
    init_retry();
    init_duration();
    init_describe();
    exampleConfig = {
      defaultAgent: "coder",
      maxParallel: 3,
      timeout: "1h",
      retry: { retries: 2, delay: "30s" },
      agents: {
        coder: { extends: "claude", promptTemplateFile: "prompts/default.md", maxParallel: 2 },
        own: { command: "my-agent", args: ["--task", "{prompt}"] }
      }
    };
    config2 = {
      summary: `What ${layout.config} may hold.`,
      blocks: () => [
        {
          text: `It is read from .orchestra/${layout.config}, then from ~/.config/orchestra/${layout.config}: what the first does not say, the second may. Everything is optional. An edit holds from the next task on. Durations are written 90 (seconds), 30m, 1h30m or 2d.`
        },
        { heading: "Example" },
        { lines: JSON.stringify(exampleConfig, null, 2).split("\n") },
        { heading: "For all agents" },
        { rows: rowsOf2(Config, configWords).filter(([key]) => key !== "agents") },
        { heading: "For one agent, in agents.NAME" },
        { rows: rowsOf2(AgentSettings, agentWords2()) },
        {
          text: "Editors check it with templates/schemas/agent-config.schema.json. For the holes of arguments and templates: orchestra help templates."
        }
      ]
    };
    configWords = { ...configDefaults, retry: defaultRetry };
    spelled3 = (ms) => formatDuration(ms).replace(/\.0(?=s$)/, "").replace(/ 00[a-z]$/, "");
  }
});

// ../ft/dist/src/cli/topics/templates.js
var templates_exports = {};
__export(templates_exports, {
  exampleTemplate: () => exampleTemplate,
  templates: () => templates
});
var meanings, exampleTemplate, templates;
var init_templates = __esm({
  "../ft/dist/src/cli/topics/templates.js"() {
    "use strict";
    init_resolve_agent();
    meanings = {
      prompt: "The whole prompt: the template with its holes filled. In arguments only.",
      userPrompt: "What was asked for, without the template.",
      promptFile: "A file that holds the whole prompt.",
      taskId: "The task, such as task_12.",
      agent: "The name of the agent.",
      planFile: "Where the agent may write its plan.",
      logFile: "Where it may note what it does.",
      doneFile: "What it creates when it is done.",
      errorFile: "What it creates when it failed, with the reason.",
      workspace: "The folder workspace/ of the workspace.",
      model: "The model that was asked for; empty if none was.",
      cwd: "The folder it works in.",
      attempt: "Which attempt this is; 1 for the first.",
      previousError: "Why the attempt before failed; empty for the first."
    };
    exampleTemplate = [
      "{userPrompt}",
      "",
      "When it is finished and verified, create {doneFile} with one line that sums up.",
      "If you cannot finish, write to {errorFile} why, and stop.",
      "The previous attempt failed with (empty for the first): {previousError}"
    ];
    templates = {
      summary: "The text around prompts, and the holes that are filled in it and in arguments.",
      blocks: () => [
        {
          text: 'Set "promptTemplateFile": "prompts/default.md" for an agent (a file beside its config, or one that is shipped), or "promptTemplate" with the text itself. Without either, an agent gets the prompt as it was typed.'
        },
        { heading: "Example" },
        { lines: exampleTemplate },
        { heading: "Holes, in templates and in args" },
        { rows: knownHoles.map((hole) => [`{${hole}}`, meanings[hole]]) },
        { heading: "Rules" },
        {
          rows: [
            ["{{ and }}", 'Stand for single braces. JSON needs no doubling: {"a": 1} is no hole.'],
            ["once", "Holes are filled in one pass: what a prompt holds is never a hole."],
            ["needed", 'A template must hold {userPrompt}; "prompt": "arg" needs {prompt} in args.'],
            ["no shell", "An argument is filled by itself, and never split or quoted."],
            ["{modelArgs}", "In args alone, by itself: where modelArgs go; else they come first."]
          ]
        }
      ]
    };
  }
});

// ../ft/dist/src/cli/topics/exit-codes.js
var exit_codes_exports = {};
__export(exit_codes_exports, {
  exitCodes: () => exitCodes
});
async function ofCommands(commands3) {
  const blocks = Object.entries(commands3).map(async ([name, load]) => {
    const { ends } = await load();
    return ends ? [{ heading: `Of orchestra ${name}` }, { rows: Object.entries(ends) }] : [];
  });
  return (await Promise.all(blocks)).flat();
}
var meanings2, kinds3, exitCodes;
var init_exit_codes = __esm({
  "../ft/dist/src/cli/topics/exit-codes.js"() {
    "use strict";
    init_stage();
    meanings2 = {
      ok: "It was done.",
      failed: "It could not be done, or a task that was waited for did not complete.",
      usage: "It was typed in a way that cannot be meant; nothing was changed.",
      timeout: "The time to wait was up.",
      interrupted: "Interrupted by Ctrl-C or a signal."
    };
    kinds3 = {
      usage: "What was typed cannot be meant.",
      invalid: "What was found cannot be used: a config, a folder, a damaged file.",
      not_found: "There is none: no such task, agent or workspace.",
      conflict: "Somebody or something is in the way now.",
      unavailable: "The machine refuses: the disk, a program, a process."
    };
    exitCodes = {
      summary: "What the exit code of orchestra tells.",
      blocks: async (commands3) => [
        { heading: "Of every command" },
        {
          rows: Object.entries(exits).map(([name, code]) => [String(code), meanings2[name]])
        },
        ...await ofCommands(commands3),
        { heading: 'Errors with --json are {"error": {"code", "message", "hint"}} on stderr' },
        {
          rows: Object.entries(exitOfFailure).map(([kind, code]) => [kind, `${kinds3[kind]} Exit code ${code}.`])
        }
      ]
    };
  }
});

// ../ft/dist/src/cli/topics/index.js
var topics_exports = {};
__export(topics_exports, {
  topics: () => topics
});
var topics;
var init_topics = __esm({
  "../ft/dist/src/cli/topics/index.js"() {
    "use strict";
    topics = {
      protocol: async () => (await Promise.resolve().then(() => (init_protocol(), protocol_exports))).protocol,
      config: async () => (await Promise.resolve().then(() => (init_config(), config_exports))).config,
      templates: async () => (await Promise.resolve().then(() => (init_templates(), templates_exports))).templates,
      "exit-codes": async () => (await Promise.resolve().then(() => (init_exit_codes(), exit_codes_exports))).exitCodes
    };
  }
});

// ../ft/dist/src/cli/completion.js
async function completionFor(shell, commands3) {
  const known4 = [];
  const first2 = [["help", "Tell of a command or a topic"]];
  for (const [name, load] of Object.entries(commands3)) {
    const command = await load();
    first2.push([name, command.summary]);
    known4.push([name, candidatesOf(command)]);
  }
  const helped = Object.entries(topics).map(async ([name, load]) => [name, (await load()).summary]);
  known4.push(["help", [...first2.slice(1), ...await Promise.all(helped)]]);
  return writers[shell](first2, known4);
}
function candidatesOf({ forms = {}, input, positionals }) {
  const words5 = Object.entries(forms).map(([form5, meaning]) => [form5.split(" ")[0] ?? "", meaning]);
  const flags = Object.entries(input.properties ?? {}).filter(([field]) => !positionals?.includes(field)).map(([field, schema]) => [`--${kebab(field)}`, describe3(schema)]);
  return [...words5, ...flags, ...globalFlags2];
}
var shells, globalFlags2, bash, zsh, fish, writers, quoted2;
var init_completion = __esm({
  "../ft/dist/src/cli/completion.js"() {
    "use strict";
    init_arguments();
    init_describe();
    init_topics();
    shells = ["bash", "zsh", "fish"];
    globalFlags2 = [
      ["--json", "Print JSON."],
      ["--dir", "Use this workspace."],
      ["--debug", "Tell on stderr what is done and why."],
      ["--help", "Show what it takes."]
    ];
    bash = (first2, known4) => {
      const words5 = (candidates2) => candidates2.map(([word]) => word).join(" ");
      const cases = known4.map(([name, candidates2]) => `    ${name}) known='${words5(candidates2)}' ;;`);
      return `# orchestra completion bash >>~/.bashrc
_orchestra() {
  local at command= known=
  for ((at = 1; at < COMP_CWORD; at++)); do
    case \${COMP_WORDS[at]} in
      --dir) ((at++)) ;;
      -*) ;;
      *) command=\${COMP_WORDS[at]}; break ;;
    esac
  done
  case $command in
    '') known='${words5([...first2, ...globalFlags2])} --version' ;;
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$known" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _orchestra orchestra
`;
    };
    zsh = (first2, known4) => {
      const list4 = (candidates2) => candidates2.map(([word, meaning]) => quoted2(`${word}:${meaning}`)).join(" ");
      const cases = known4.map(([name, candidates2]) => `    ${name}) known=(${list4(candidates2)}) ;;`);
      return `#compdef orchestra
# orchestra completion zsh >~/.zfunc/_orchestra    (a folder of your fpath)
_orchestra() {
  local at command
  local -a known
  for ((at = 2; at < CURRENT; at++)); do
    case $words[at] in
      --dir) ((at++)) ;;
      -*) ;;
      *) command=$words[at]; break ;;
    esac
  done
  case $command in
    '') known=(${list4([...first2, ...globalFlags2])}) ;;
${cases.join("\n")}
  esac
  _describe orchestra known || _files
}
if [ "$funcstack[1]" = _orchestra ]; then _orchestra "$@"; else compdef _orchestra orchestra; fi
`;
    };
    fish = (first2, known4) => {
      const line = (condition, [word, meaning]) => {
        const what = word.startsWith("--") ? `-l ${word.slice(2)}` : `-a ${word}`;
        return `complete -c orchestra -n ${quoted2(condition)} ${what} -d ${quoted2(meaning)}`;
      };
      const rest = known4.flatMap(([name, candidates2]) => candidates2.map((one) => line(`__fish_seen_subcommand_from ${name}`, one)));
      return `# orchestra completion fish >~/.config/fish/completions/orchestra.fish
complete -c orchestra -n __fish_use_subcommand -f
${[...first2.map((one) => line("__fish_use_subcommand", one)), ...rest].join("\n")}
`;
    };
    writers = { bash, zsh, fish };
    quoted2 = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  }
});

// ../ft/dist/src/cli/commands/completion.js
var completion_exports = {};
__export(completion_exports, {
  completionOf: () => completionOf
});
function completionOf(others2) {
  const completion = {
    summary: "Print a script that teaches your shell the commands and flags",
    examples: ["orchestra completion bash > orchestra.bash", "orchestra completion fish"],
    positionals: ["shell"],
    forms: {
      bash: "For bash: have ~/.bashrc source it.",
      zsh: "For zsh: put it into a folder of fpath, as _orchestra.",
      fish: "For fish: put it into ~/.config/fish/completions/orchestra.fish."
    },
    writes: false,
    input: object({ shell: oneOf(shells, "Which shell.") }),
    output: object({ shell: oneOf(shells, "Which shell."), script: string("For that shell.") }),
    async run({ terminal: terminal2, json }, { shell }) {
      const all = { ...others2, completion: async () => completion };
      const script = await completionFor(shell, all);
      if (json)
        printJson(terminal2, { shell, script });
      else
        terminal2.out(script);
      return exits.ok;
    }
  };
  return completion;
}
var init_completion2 = __esm({
  "../ft/dist/src/cli/commands/completion.js"() {
    "use strict";
    init_schema();
    init_completion();
    init_json2();
    init_stage();
  }
});

// ../ft/dist/src/cli/commands/index.js
var others, commands2;
var init_commands = __esm({
  "../ft/dist/src/cli/commands/index.js"() {
    "use strict";
    others = {
      init: async () => (await Promise.resolve().then(() => (init_init2(), init_exports))).init,
      start: async () => (await Promise.resolve().then(() => (init_start2(), start_exports))).start,
      enqueue: async () => (await Promise.resolve().then(() => (init_enqueue2(), enqueue_exports))).enqueue,
      run: async () => (await Promise.resolve().then(() => (init_run2(), run_exports))).run,
      status: async () => (await Promise.resolve().then(() => (init_status3(), status_exports))).status,
      list: async () => (await Promise.resolve().then(() => (init_list3(), list_exports))).list,
      show: async () => (await Promise.resolve().then(() => (init_show2(), show_exports))).show,
      logs: async () => (await Promise.resolve().then(() => (init_logs(), logs_exports))).logs,
      wait: async () => (await Promise.resolve().then(() => (init_wait2(), wait_exports))).wait,
      cancel: async () => (await Promise.resolve().then(() => (init_cancel2(), cancel_exports))).cancel,
      retry: async () => (await Promise.resolve().then(() => (init_retry3(), retry_exports))).retry,
      timeout: async () => (await Promise.resolve().then(() => (init_timeout4(), timeout_exports))).timeout,
      clean: async () => (await Promise.resolve().then(() => (init_clean5(), clean_exports))).clean,
      daemon: async () => (await Promise.resolve().then(() => (init_daemon(), daemon_exports))).daemon,
      unlock: async () => (await Promise.resolve().then(() => (init_unlock2(), unlock_exports))).unlock,
      agents: async () => (await Promise.resolve().then(() => (init_agents4(), agents_exports))).agents,
      recover: async () => (await Promise.resolve().then(() => (init_recover3(), recover_exports))).recover,
      index: async () => (await Promise.resolve().then(() => (init_queue_index3(), queue_index_exports))).queueIndex,
      migrate: async () => (await Promise.resolve().then(() => (init_migrate2(), migrate_exports))).migrate,
      doctor: async () => (await Promise.resolve().then(() => (init_doctor3(), doctor_exports))).doctor,
      demo: async () => (await Promise.resolve().then(() => (init_demo(), demo_exports))).demo
    };
    commands2 = {
      ...others,
      completion: async () => (await Promise.resolve().then(() => (init_completion2(), completion_exports))).completionOf(others)
    };
  }
});

// ../ft/dist/src/cli/command-page.js
async function frontPage(version2) {
  const blocks = Object.entries(groups).map(async ([heading, names]) => {
    const rows = names.filter(isCommand).map(async (name) => {
      const command = await commands2[name]();
      return [shortUsage(name, command), command.summary];
    });
    return section(heading, await Promise.all(rows));
  });
  return [
    { text: `orchestra ${version2}: queue work for coding agents, run it, see what happens` },
    { text: "Usage: orchestra [command] [options]; without a command: status" },
    ...(await Promise.all(blocks)).flat(),
    { heading: "Options of every command" },
    { rows: globalRows },
    { heading: "More" },
    {
      rows: [
        ["orchestra help COMMAND", "A command: its options and examples."],
        ["orchestra help TOPIC", `One of ${Object.keys(topics).join(", ")}.`]
      ]
    },
    { heading: "For a start" },
    { lines: ['orchestra start coder "add a test for the parser"', "orchestra status --watch"] }
  ];
}
function commandPage(name, command) {
  const { forms, examples = [], ends } = command;
  const fields = Object.entries(command.input.properties ?? {});
  const words5 = fields.filter(([field]) => command.positionals?.includes(field) && !isOfForms(command, field)).map(([field, schema]) => [placeholder(field), describe3(schema)]);
  const flags = fields.filter(([field]) => !command.positionals?.includes(field)).map(([field, schema]) => [flagOf(command, field, schema), describe3(schema)]);
  return [
    { text: command.summary },
    { heading: "Usage" },
    { lines: usages(name, command) },
    ...section("Actions", Object.entries(forms ?? {})),
    ...section("Arguments", words5),
    ...section("Options", flags),
    ...section("Options of every command", globalRows),
    ...examples.length > 0 ? [{ heading: "Examples" }, { lines: examples }] : [],
    ...section("Exit codes", Object.entries(ends ?? {}))
  ];
}
function usages(name, command) {
  const { forms, positionals: [first2 = ""] = [] } = command;
  const tail2 = hasFlags(command) ? " [options]" : "";
  const words5 = forms ? Object.keys(forms) : command.usages ?? [wordsOf(command)];
  const isBareAllowed = forms && !command.input.required?.includes(first2);
  return [...isBareAllowed ? [""] : [], ...words5].map((rest) => `orchestra ${name} ${rest}`.trimEnd().concat(tail2));
}
function shortUsage(name, command) {
  const { forms, positionals: [first2 = ""] = [] } = command;
  if (!forms)
    return `${name} ${command.usages?.[0] ?? wordsOf(command)}`.trimEnd();
  const words5 = Object.keys(forms).map((form5) => form5.split(" ")[0]);
  const isNeeded = command.input.required?.includes(first2);
  return isNeeded ? `${name} ${words5.join("|")}` : `${name} [${words5.join("|")}]`;
}
function flagOf(command, field, schema) {
  const letter = Object.entries(command.short ?? {}).find(([, of]) => of === field)?.[0];
  const flag2 = `--${kebab(field)}${valueWord(field, schema)}`;
  return letter === void 0 ? flag2 : `-${letter}, ${flag2}`;
}
function valueWord(field, { type }) {
  if (type === "boolean")
    return "";
  if (type === "object")
    return " NAME=VALUE";
  return type === "integer" ? " N" : ` ${valueWords[field] ?? placeholder(kebab(field))}`;
}
var groups, globalRows, isCommand, section, isOfForms, hasFlags, wordsOf, valueWords;
var init_command_page = __esm({
  "../ft/dist/src/cli/command-page.js"() {
    "use strict";
    init_arguments();
    init_commands();
    init_describe();
    init_topics();
    groups = {
      Begin: ["init", "start", "enqueue", "demo"],
      Look: ["status", "list", "show", "logs", "wait"],
      Steer: ["cancel", "retry", "timeout"],
      Conduct: ["run", "daemon"],
      "Set up and mend": [
        "agents",
        "doctor",
        "clean",
        "recover",
        "index",
        "migrate",
        "unlock",
        "completion"
      ]
    };
    globalRows = [
      ["--json", "Print JSON."],
      ["--dir DIR", "Use this workspace instead of the nearest .orchestra."],
      ["--debug", "Tell on stderr what is done and why."],
      ["-h, --help", "Show this."],
      ["-V, --version", "Print the version, and do nothing."]
    ];
    isCommand = (name) => Object.hasOwn(commands2, name);
    section = (heading, rows) => rows.length > 0 ? [{ heading }, { rows }] : [];
    isOfForms = ({ forms, positionals }, field) => forms !== void 0 && positionals?.[0] === field;
    hasFlags = ({ input, positionals }) => Object.keys(input.properties ?? {}).some((field) => !positionals?.includes(field));
    wordsOf = ({ positionals = [], rest, input }) => positionals.map((field, at) => {
      const isRest = rest && at === positionals.length - 1;
      const word = `${placeholder(field)}${isRest ? "\u2026" : ""}`;
      return input.required?.includes(field) ? word : `[${word}]`;
    }).join(" ");
    valueWords = {
      after: "TASK",
      batch: "FILE",
      cwd: "DIR",
      delay: "DURATION",
      olderThan: "DURATION",
      timeout: "DURATION",
      workingDir: "DIR"
    };
  }
});

// ../ft/dist/src/cli/page.js
function renderPage(blocks, columns) {
  const width = Math.min(columns, widest);
  const column = meaningColumn(blocks, width);
  const lines = blocks.flatMap((block, at) => {
    const before = blocks[at - 1];
    const isFirst = before === void 0 || "heading" in before;
    return [...isFirst ? [] : [""], ...linesOf4(block, width, column)];
  });
  return `${lines.join("\n")}
`;
}
function linesOf4(block, width, column) {
  if ("heading" in block)
    return wrapText(`${block.heading}:`, width);
  if ("text" in block)
    return wrapText(block.text, width);
  if ("lines" in block)
    return block.lines.map((line) => line === "" ? "" : `  ${line}`);
  return width < narrow ? stacked(block.rows, width) : beside(block.rows, width, column);
}
function meaningColumn(blocks, width) {
  const terms = blocks.flatMap((block) => "rows" in block ? block.rows.map(([term]) => term) : []);
  const widths = terms.map(displayWidth).filter((wide2) => wide2 <= width * 0.4);
  return Math.max(0, ...widths) + 4;
}
var widest, narrow, stacked, beside, indent;
var init_page = __esm({
  "../ft/dist/src/cli/page.js"() {
    "use strict";
    init_text();
    init_wrap();
    widest = 100;
    narrow = 60;
    stacked = (rows, width) => rows.flatMap(([term, meaning]) => [
      ...indent(wrapText(term, width - 2), 2),
      ...indent(wrapText(meaning, width - 6), 6)
    ]);
    beside = (rows, width, column) => rows.flatMap(([term, meaning]) => {
      const [first2 = "", ...more] = wrapText(meaning, width - column);
      const gap3 = column - 2 - displayWidth(term);
      return gap3 >= 2 ? [`  ${term}${" ".repeat(gap3)}${first2}`.trimEnd(), ...indent(more, column)] : [...indent(wrapText(term, width - 2), 2), ...indent([first2, ...more], column)];
    });
    indent = (lines, by) => lines.map((line) => `${" ".repeat(by)}${line}`);
  }
});

// ../ft/dist/src/cli/help.js
var help_exports = {};
__export(help_exports, {
  renderHelp: () => renderHelp
});
async function renderHelp(word, version2, columns) {
  if (word === void 0 || word === "help")
    return renderPage(await frontPage(version2), columns);
  if (Object.hasOwn(commands2, word)) {
    const command = await commands2[word]();
    return renderPage(commandPage(word, command), columns);
  }
  if (word === "topics")
    return renderPage(await topicsPage(), columns);
  if (Object.hasOwn(topics, word)) {
    const { summary: summary2, blocks } = await topics[word]();
    return renderPage([{ text: summary2 }, ...await blocks(commands2)], columns);
  }
  throw unknownWord(word);
}
async function topicsPage() {
  const rows = Object.entries(topics).map(async ([name, load]) => {
    const { summary: summary2 } = await load();
    return [`orchestra help ${name}`, summary2];
  });
  return [{ heading: "Topics" }, { rows: await Promise.all(rows) }];
}
function unknownWord(word) {
  const near = suggest(word, [...Object.keys(commands2), ...Object.keys(topics)]);
  return new Failure("usage", `there is no help on "${word}"${near ? `; did you mean ${near}?` : ""}`, { hint: "orchestra help lists all commands and topics" });
}
var init_help = __esm({
  "../ft/dist/src/cli/help.js"() {
    "use strict";
    init_failure();
    init_suggest();
    init_command_page();
    init_commands();
    init_page();
    init_topics();
  }
});

// ../ft/dist/src/cli/run.js
async function runCli(argv, host) {
  const globals = readGlobals(argv);
  try {
    return await dispatch(argv, globals, host);
  } catch (error) {
    if (!(error instanceof Failure))
      throw error;
    host.terminal.err(await explain(error, globals.json));
    return exitOfFailure[error.code];
  }
}
async function dispatch(argv, globals, host) {
  const at = argv.findIndex((word2, index) => !word2.startsWith("-") && argv[index - 1] !== "--dir");
  const word = at < 0 ? void 0 : argv[at];
  if (word === "help")
    return printHelp(argv.slice(at + 1).find(isNoFlag), host);
  if (word === void 0 && globals.version)
    return printVersion(host);
  if (word === void 0 && globals.help)
    return printHelp(void 0, host);
  const name = await commandNamed(word ?? "status");
  const command = await commands2[name]();
  const rest = at < 0 ? argv : argv.toSpliced(at, 1);
  if (globals.help) {
    if (globals.help === "-h")
      await refuseWithinText(name, command, rest, "-h");
    return printHelp(name, host);
  }
  if (globals.version) {
    await refuseWithinText(name, command, rest, "--version");
    return printVersion(host);
  }
  return execute(name, command, rest, host);
}
async function printHelp(word, { terminal: terminal2, version: version2 }) {
  const { renderHelp: renderHelp2 } = await Promise.resolve().then(() => (init_help(), help_exports));
  terminal2.out(await renderHelp2(word, version2, terminal2.columns() ?? helpColumns));
  return exits.ok;
}
function printVersion({ terminal: terminal2, version: version2 }) {
  terminal2.out(`${version2}
`);
  return exits.ok;
}
async function refuseWithinText(name, command, argv, flag2) {
  const { isWithinText: isWithinText2 } = await Promise.resolve().then(() => (init_arguments(), arguments_exports));
  if (isWithinText2(name, command, argv, flag2))
    throw new Failure("usage", `${flag2} stands among the words of the prompt`, {
      hint: `quote the prompt, or put it behind --; for help: orchestra ${name} --help`
    });
}
async function commandNamed(word) {
  if (Object.hasOwn(commands2, word))
    return word;
  if (/\S\s+\S/.test(word))
    throw new Failure("usage", `unknown command ${quoted(word)}`, {
      hint: `to queue it: orchestra enqueue "\u2026", or orchestra start AGENT "\u2026"`
    });
  const { topics: topics2 } = await Promise.resolve().then(() => (init_topics(), topics_exports));
  const near = suggest(word, [...Object.keys(commands2), "help"]);
  const what = `unknown command ${quoted(word)}`;
  throw new Failure("usage", near ? `${what}; did you mean ${near}?` : what, {
    hint: Object.hasOwn(topics2, word) ? `orchestra help ${word}` : "orchestra --help lists all commands"
  });
}
async function execute(name, command, argv, host) {
  const { dir, debug, json, ...raw } = await read2(name, withGlobals(command), argv);
  const input = parse(command.input, raw);
  if (!input.ok) {
    const { wordFor: wordFor2 } = await Promise.resolve().then(() => (init_arguments(), arguments_exports));
    const problems = input.issues.map(({ path, message }) => `${wordFor2(command, path)} ${message}`);
    throw new Failure("usage", problems.join("; "), { hint: `orchestra ${name} --help` });
  }
  const stage = await host.stage({
    ...typeof dir === "string" && { dir },
    debug: debug === true,
    json: json === true,
    writes: command.writes
  });
  return command.run(stage, input.value);
}
async function read2(name, command, argv) {
  if (argv.length === 0)
    return {};
  const { readArguments: readArguments2 } = await Promise.resolve().then(() => (init_arguments(), arguments_exports));
  return readArguments2(name, command, argv);
}
function readGlobals(argv) {
  const end2 = argv.indexOf("--");
  const flags = end2 < 0 ? argv : argv.slice(0, end2);
  return {
    json: flags.includes("--json"),
    help: ["--help", "-h"].find((flag2) => flags.includes(flag2)),
    version: flags.includes("--version") || flags.includes("-V")
  };
}
async function explain(failure, json) {
  const { code, message } = failure;
  const hint3 = failure.hint ?? (code === "usage" ? "orchestra --help" : void 0);
  if (json)
    return `${JSON.stringify({ error: { code, message, ...hint3 && { hint: hint3 } } })}
`;
  const { harmless: harmless2 } = await Promise.resolve().then(() => (init_text(), text_exports));
  return harmless2(`error: ${message}
${hint3 ? `hint: ${hint3}
` : ""}`);
}
var helpColumns, isNoFlag, withGlobals;
var init_run3 = __esm({
  "../ft/dist/src/cli/run.js"() {
    "use strict";
    init_failure();
    init_schema();
    init_suggest();
    init_text();
    init_commands();
    init_stage();
    helpColumns = 80;
    isNoFlag = (word) => !word.startsWith("-");
    withGlobals = (command) => ({
      ...command,
      input: {
        ...command.input,
        properties: {
          ...command.input.properties,
          dir: { type: "string" },
          debug: { type: "boolean" },
          json: { type: "boolean" }
        }
      }
    });
  }
});

// ../ft/dist/src/app-cli.js
var app_cli_exports = {};
import { basename as basename5, join as join24 } from "node:path";
function currentFolder() {
  try {
    return process.cwd();
  } catch (cause) {
    throw new Failure("invalid", "the current folder does not exist any more", {
      hint: "change to another one",
      cause
    });
  }
}
function selfOf(path) {
  return basename5(path) === "orchestra" ? "orchestra" : `node ${path}`;
}
function listenForInterruption() {
  if (!interruption) {
    const heard = new AbortController();
    interruption = heard;
    for (const signal2 of ["SIGINT", "SIGTERM", "SIGHUP"])
      process.on(signal2, () => {
        if (heard.signal.aborted)
          process.exit(130);
        heard.abort();
      });
  }
  return interruption.signal;
}
function leaveUnread(code) {
  if (!interruption)
    process.exit(code);
  process.exitCode = code;
  interruption.abort();
}
async function readStdin() {
  const { readTextStream: readTextStream2 } = await Promise.resolve().then(() => (init_text_input(), text_input_exports));
  return readTextStream2("stdin", process.stdin);
}
var environment, interruption, terminal, exitCode;
var init_app_cli = __esm({
  async "../ft/dist/src/app-cli.js"() {
    "use strict";
    init_builtins();
    init_terminal();
    init_app();
    init_run3();
    init_failure();
    environment = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => value === void 0 ? [] : [[name, value]]));
    terminal = createTerminal(process, environment, leaveUnread);
    exitCode = await runCli(process.argv.slice(2), {
      terminal,
      get version() {
        const { version: version2 } = JSON.parse(fs.readFileSync(join24(packageRoot, "package.json"), "utf8"));
        return version2;
      },
      stage: (options) => composeStage({
        environment,
        cwd: currentFolder(),
        terminal,
        readStdin,
        self: selfOf(process.argv[1] ?? ""),
        listenForInterruption,
        isInterrupted: () => interruption?.signal.aborted ?? false
      }, options)
    });
    process.exitCode ||= exitCode;
  }
});

// ../ft/dist/src/main.js
init_builtins();
import module2 from "node:module";
import { isAbsolute as isAbsolute2, join as join25 } from "node:path";
keepCompiled();
try {
  await init_app_cli().then(() => app_cli_exports);
} catch (error) {
  tellRefusal(error);
}
function tellRefusal(error) {
  if (typeof error.errno !== "number" || process.env["AGENT_DEBUG"] === "1")
    throw error;
  const [, words5 = error.message] = /^[A-Z0-9]+: (.*)/.exec(error.message) ?? [];
  fs.writeSync(2, `error: ${words5}
hint: AGENT_DEBUG=1 shows where that was
`);
  process.exitCode = 1;
}
function keepCompiled() {
  const { enableCompileCache } = module2;
  const cache = process.env["XDG_CACHE_HOME"] || join25(process.env["HOME"] ?? "", ".cache");
  const folder = join25(cache, "orchestra");
  if (enableCompileCache && isAbsolute2(folder) && isThere(cache) && isThere(folder))
    enableCompileCache(folder);
}
function isThere(folder) {
  try {
    fs.mkdirSync(folder, 448);
    return true;
  } catch (error) {
    return error.code === "EEXIST";
  }
}
