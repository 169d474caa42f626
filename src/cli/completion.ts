import { kebab } from './arguments.ts';
import { describe } from './describe.ts';
import type { Command, Commands } from './stage.ts';
import { topics } from './topics/index.ts';

/** What may follow a command, or `orchestra` itself, with what it means. */
type Candidates = readonly (readonly [word: string, meaning: string])[];

/** The shells that a completion can be written for. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/** A script that teaches a shell the commands, their sub-words and their flags. */
export async function completionFor(
  shell: (typeof shells)[number],
  commands: Commands,
): Promise<string> {
  const known: [string, Candidates][] = [];
  const first: [string, string][] = [['help', 'Tell of a command or a topic']];
  for (const [name, load] of Object.entries(commands)) {
    const command = await load();
    first.push([name, command.summary]);
    known.push([name, candidatesOf(command)]);
  }
  const helped = Object.entries(topics).map(
    async ([name, load]) => [name, (await load()).summary] as const,
  );
  known.push(['help', [...first.slice(1), ...(await Promise.all(helped))]]);
  return writers[shell](first, known);
}

function candidatesOf({ forms = {}, input, positionals }: Command): Candidates {
  const words = Object.entries(forms).map(
    ([form, meaning]) => [form.split(' ')[0] ?? '', meaning] as const,
  );
  const flags = Object.entries(input.properties ?? {})
    .filter(([field]) => !positionals?.includes(field))
    .map(([field, schema]) => [`--${kebab(field)}`, describe(schema)] as const);
  return [...words, ...flags, ...globalFlags];
}

const globalFlags: Candidates = [
  ['--json', 'Print JSON.'],
  ['--dir', 'Use this workspace.'],
  ['--debug', 'Tell on stderr what is done and why.'],
  ['--help', 'Show what it takes.'],
];

type Write = (first: Candidates, known: readonly (readonly [string, Candidates])[]) => string;

const bash: Write = (first, known) => {
  const words = (candidates: Candidates) => candidates.map(([word]) => word).join(' ');
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
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$known" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _orchestra orchestra
`;
};

const zsh: Write = (first, known) => {
  const list = (candidates: Candidates) =>
    candidates.map(([word, meaning]) => quoted(`${word}:${meaning}`)).join(' ');
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
${cases.join('\n')}
  esac
  _describe orchestra known || _files
}
if [ "$funcstack[1]" = _orchestra ]; then _orchestra "$@"; else compdef _orchestra orchestra; fi
`;
};

const fish: Write = (first, known) => {
  const line = (condition: string, [word, meaning]: readonly [string, string]) => {
    const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`;
    return `complete -c orchestra -n ${quoted(condition)} ${what} -d ${quoted(meaning)}`;
  };
  const rest = known.flatMap(([name, candidates]) =>
    candidates.map((one) => line(`__fish_seen_subcommand_from ${name}`, one)),
  );
  return `# orchestra completion fish >~/.config/fish/completions/orchestra.fish
complete -c orchestra -n __fish_use_subcommand -f
${[...first.map((one) => line('__fish_use_subcommand', one)), ...rest].join('\n')}
`;
};

const writers = { bash, zsh, fish } as const satisfies Record<(typeof shells)[number], Write>;

/** A word for a shell, whatever it holds. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
