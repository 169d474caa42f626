import {
  kebab
} from "./chunk-5XR2UTMY.js";
import {
  describe
} from "./chunk-HNI5JOZD.js";
import {
  topics
} from "./chunk-DEERZSFE.js";
import {
  printJson
} from "./chunk-IWPS5FU5.js";
import {
  exits
} from "./chunk-GPV7KN42.js";
import {
  object,
  oneOf,
  string
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import "./chunk-5VHG2WDS.js";

// ../ft/dist/src/cli/completion.js
var shells = ["bash", "zsh", "fish"];
async function completionFor(shell, commands) {
  const known = [];
  const first = [["help", "Tell of a command or a topic"]];
  for (const [name, load] of Object.entries(commands)) {
    const command = await load();
    first.push([name, command.summary]);
    known.push([name, candidatesOf(command)]);
  }
  const helped = Object.entries(topics).map(async ([name, load]) => [name, (await load()).summary]);
  known.push(["help", [...first.slice(1), ...await Promise.all(helped)]]);
  return writers[shell](first, known);
}
function candidatesOf({ forms = {}, input, positionals }) {
  const words = Object.entries(forms).map(([form, meaning]) => [form.split(" ")[0] ?? "", meaning]);
  const flags = Object.entries(input.properties ?? {}).filter(([field]) => !positionals?.includes(field)).map(([field, schema]) => [`--${kebab(field)}`, describe(schema)]);
  return [...words, ...flags, ...globalFlags];
}
var globalFlags = [
  ["--json", "Print JSON."],
  ["--dir", "Use this workspace."],
  ["--debug", "Tell on stderr what is done and why."],
  ["--help", "Show what it takes."]
];
var bash = (first, known) => {
  const words = (candidates) => candidates.map(([word]) => word).join(" ");
  const cases = known.map(([name, candidates]) => `    ${name}) known='${words(candidates)}' ;;`);
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
    '') known='${words([...first, ...globalFlags])} --version' ;;
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$known" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _orchestra orchestra
`;
};
var zsh = (first, known) => {
  const list = (candidates) => candidates.map(([word, meaning]) => quoted(`${word}:${meaning}`)).join(" ");
  const cases = known.map(([name, candidates]) => `    ${name}) known=(${list(candidates)}) ;;`);
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
    '') known=(${list([...first, ...globalFlags])}) ;;
${cases.join("\n")}
  esac
  _describe orchestra known || _files
}
if [ "$funcstack[1]" = _orchestra ]; then _orchestra "$@"; else compdef _orchestra orchestra; fi
`;
};
var fish = (first, known) => {
  const line = (condition, [word, meaning]) => {
    const what = word.startsWith("--") ? `-l ${word.slice(2)}` : `-a ${word}`;
    return `complete -c orchestra -n ${quoted(condition)} ${what} -d ${quoted(meaning)}`;
  };
  const rest = known.flatMap(([name, candidates]) => candidates.map((one) => line(`__fish_seen_subcommand_from ${name}`, one)));
  return `# orchestra completion fish >~/.config/fish/completions/orchestra.fish
complete -c orchestra -n __fish_use_subcommand -f
${[...first.map((one) => line("__fish_use_subcommand", one)), ...rest].join("\n")}
`;
};
var writers = { bash, zsh, fish };
var quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

// ../ft/dist/src/cli/commands/completion.js
function completionOf(others) {
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
    async run({ terminal, json }, { shell }) {
      const all = { ...others, completion: async () => completion };
      const script = await completionFor(shell, all);
      if (json)
        printJson(terminal, { shell, script });
      else
        terminal.out(script);
      return exits.ok;
    }
  };
  return completion;
}
export {
  completionOf
};
