import {
  commands
} from "./chunk-BOZ6SLTQ.js";
import {
  kebab,
  placeholder
} from "./chunk-5XR2UTMY.js";
import {
  describe
} from "./chunk-HNI5JOZD.js";
import {
  topics
} from "./chunk-DEERZSFE.js";
import {
  wrapText
} from "./chunk-TVO57TNB.js";
import {
  suggest
} from "./chunk-6WEGTHHE.js";
import {
  displayWidth
} from "./chunk-QYHLQT45.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/cli/command-page.js
var groups = {
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
var globalRows = [
  ["--json", "Print JSON."],
  ["--dir DIR", "Use this workspace instead of the nearest .orchestra."],
  ["--debug", "Tell on stderr what is done and why."],
  ["-h, --help", "Show this."],
  ["-V, --version", "Print the version, and do nothing."]
];
async function frontPage(version) {
  const blocks = Object.entries(groups).map(async ([heading, names]) => {
    const rows = names.filter(isCommand).map(async (name) => {
      const command = await commands[name]();
      return [shortUsage(name, command), command.summary];
    });
    return section(heading, await Promise.all(rows));
  });
  return [
    { text: `orchestra ${version}: queue work for coding agents, run it, see what happens` },
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
var isCommand = (name) => Object.hasOwn(commands, name);
function commandPage(name, command) {
  const { forms, examples = [], ends } = command;
  const fields = Object.entries(command.input.properties ?? {});
  const words = fields.filter(([field]) => command.positionals?.includes(field) && !isOfForms(command, field)).map(([field, schema]) => [placeholder(field), describe(schema)]);
  const flags = fields.filter(([field]) => !command.positionals?.includes(field)).map(([field, schema]) => [flagOf(command, field, schema), describe(schema)]);
  return [
    { text: command.summary },
    { heading: "Usage" },
    { lines: usages(name, command) },
    ...section("Actions", Object.entries(forms ?? {})),
    ...section("Arguments", words),
    ...section("Options", flags),
    ...section("Options of every command", globalRows),
    ...examples.length > 0 ? [{ heading: "Examples" }, { lines: examples }] : [],
    ...section("Exit codes", Object.entries(ends ?? {}))
  ];
}
var section = (heading, rows) => rows.length > 0 ? [{ heading }, { rows }] : [];
var isOfForms = ({ forms, positionals }, field) => forms !== void 0 && positionals?.[0] === field;
function usages(name, command) {
  const { forms, positionals: [first = ""] = [] } = command;
  const tail = hasFlags(command) ? " [options]" : "";
  const words = forms ? Object.keys(forms) : command.usages ?? [wordsOf(command)];
  const isBareAllowed = forms && !command.input.required?.includes(first);
  return [...isBareAllowed ? [""] : [], ...words].map((rest) => `orchestra ${name} ${rest}`.trimEnd().concat(tail));
}
var hasFlags = ({ input, positionals }) => Object.keys(input.properties ?? {}).some((field) => !positionals?.includes(field));
function shortUsage(name, command) {
  const { forms, positionals: [first = ""] = [] } = command;
  if (!forms)
    return `${name} ${command.usages?.[0] ?? wordsOf(command)}`.trimEnd();
  const words = Object.keys(forms).map((form) => form.split(" ")[0]);
  const isNeeded = command.input.required?.includes(first);
  return isNeeded ? `${name} ${words.join("|")}` : `${name} [${words.join("|")}]`;
}
var wordsOf = ({ positionals = [], rest, input }) => positionals.map((field, at) => {
  const isRest = rest && at === positionals.length - 1;
  const word = `${placeholder(field)}${isRest ? "\u2026" : ""}`;
  return input.required?.includes(field) ? word : `[${word}]`;
}).join(" ");
function flagOf(command, field, schema) {
  const letter = Object.entries(command.short ?? {}).find(([, of]) => of === field)?.[0];
  const flag = `--${kebab(field)}${valueWord(field, schema)}`;
  return letter === void 0 ? flag : `-${letter}, ${flag}`;
}
function valueWord(field, { type }) {
  if (type === "boolean")
    return "";
  if (type === "object")
    return " NAME=VALUE";
  return type === "integer" ? " N" : ` ${valueWords[field] ?? placeholder(kebab(field))}`;
}
var valueWords = {
  after: "TASK",
  batch: "FILE",
  cwd: "DIR",
  delay: "DURATION",
  olderThan: "DURATION",
  timeout: "DURATION",
  workingDir: "DIR"
};

// ../ft/dist/src/cli/page.js
var widest = 100;
var narrow = 60;
function renderPage(blocks, columns) {
  const width = Math.min(columns, widest);
  const column = meaningColumn(blocks, width);
  const lines = blocks.flatMap((block, at) => {
    const before = blocks[at - 1];
    const isFirst = before === void 0 || "heading" in before;
    return [...isFirst ? [] : [""], ...linesOf(block, width, column)];
  });
  return `${lines.join("\n")}
`;
}
function linesOf(block, width, column) {
  if ("heading" in block)
    return wrapText(`${block.heading}:`, width);
  if ("text" in block)
    return wrapText(block.text, width);
  if ("lines" in block)
    return block.lines.map((line) => line === "" ? "" : `  ${line}`);
  return width < narrow ? stacked(block.rows, width) : beside(block.rows, width, column);
}
var stacked = (rows, width) => rows.flatMap(([term, meaning]) => [
  ...indent(wrapText(term, width - 2), 2),
  ...indent(wrapText(meaning, width - 6), 6)
]);
var beside = (rows, width, column) => rows.flatMap(([term, meaning]) => {
  const [first = "", ...more] = wrapText(meaning, width - column);
  const gap = column - 2 - displayWidth(term);
  return gap >= 2 ? [`  ${term}${" ".repeat(gap)}${first}`.trimEnd(), ...indent(more, column)] : [...indent(wrapText(term, width - 2), 2), ...indent([first, ...more], column)];
});
function meaningColumn(blocks, width) {
  const terms = blocks.flatMap((block) => "rows" in block ? block.rows.map(([term]) => term) : []);
  const widths = terms.map(displayWidth).filter((wide) => wide <= width * 0.4);
  return Math.max(0, ...widths) + 4;
}
var indent = (lines, by) => lines.map((line) => `${" ".repeat(by)}${line}`);

// ../ft/dist/src/cli/help.js
async function renderHelp(word, version, columns) {
  if (word === void 0 || word === "help")
    return renderPage(await frontPage(version), columns);
  if (Object.hasOwn(commands, word)) {
    const command = await commands[word]();
    return renderPage(commandPage(word, command), columns);
  }
  if (word === "topics")
    return renderPage(await topicsPage(), columns);
  if (Object.hasOwn(topics, word)) {
    const { summary, blocks } = await topics[word]();
    return renderPage([{ text: summary }, ...await blocks(commands)], columns);
  }
  throw unknownWord(word);
}
async function topicsPage() {
  const rows = Object.entries(topics).map(async ([name, load]) => {
    const { summary } = await load();
    return [`orchestra help ${name}`, summary];
  });
  return [{ heading: "Topics" }, { rows: await Promise.all(rows) }];
}
function unknownWord(word) {
  const near = suggest(word, [...Object.keys(commands), ...Object.keys(topics)]);
  return new Failure("usage", `there is no help on "${word}"${near ? `; did you mean ${near}?` : ""}`, { hint: "orchestra help lists all commands and topics" });
}
export {
  renderHelp
};
