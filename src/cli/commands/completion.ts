import { object, oneOf, string } from '../../lib/schema.ts';
import { completionFor, shells } from '../completion.ts';
import { printJson } from '../print/json.ts';
import { type Command, type Commands, exits, type Stage } from '../stage.ts';

interface Input {
  readonly shell: (typeof shells)[number];
}

/** `orchestra completion SHELL`: of the other commands, and of itself. */
export function completionOf(others: Commands): Command {
  const completion: Command = {
    summary: 'Print a script that teaches your shell the commands and flags',
    examples: ['orchestra completion bash > orchestra.bash', 'orchestra completion fish'],
    positionals: ['shell'],
    forms: {
      bash: 'For bash: have ~/.bashrc source it.',
      zsh: 'For zsh: put it into a folder of fpath, as _orchestra.',
      fish: 'For fish: put it into ~/.config/fish/completions/orchestra.fish.',
    },
    writes: false,
    input: object({ shell: oneOf(shells, 'Which shell.') }),
    output: object({ shell: oneOf(shells, 'Which shell.'), script: string('For that shell.') }),
    async run({ terminal, json }: Stage, { shell }: Input) {
      const all = { ...others, completion: async () => completion };
      const script = await completionFor(shell, all);
      if (json) printJson(terminal, { shell, script });
      else terminal.out(script);
      return exits.ok;
    },
  };
  return completion;
}
