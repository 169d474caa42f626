import { object, oneOf, string } from '../../lib/schema.ts';
import { printJson } from '../print/json.ts';
import { type Command, exits, type Stage } from '../stage.ts';

/**
 * The shells that can complete what is typed. The script of each has it ask us, every time, what
 * the last word may become: so it knows what there is now, and never has to be renewed.
 */
const scripts = {
  bash: 'orchestra.bash',
  zsh: '_orchestra',
  fish: 'orchestra.fish',
  powershell: 'orchestra.ps1',
} as const;
type Shell = keyof typeof scripts;

const shell = oneOf(Object.keys(scripts) as Shell[], 'Which shell.');

/** `orchestra completion SHELL` */
export const completion: Command = {
  summary: 'Print a script that has your shell complete commands, flags, tasks and names',
  examples: ['orchestra completion bash > orchestra.bash', 'orchestra completion fish'],
  positionals: ['shell'],
  forms: {
    bash: 'For bash: have ~/.bashrc source it.',
    zsh: 'For zsh: put it into a folder of fpath, as _orchestra.',
    fish: 'For fish: put it into ~/.config/fish/completions/orchestra.fish.',
    powershell: 'For PowerShell: have $PROFILE source it.',
  },
  writes: false,
  input: object({ shell }),
  output: object({ shell, script: string('For that shell.') }),
  async run({ context, terminal, json }: Stage, input: { readonly shell: Shell }) {
    const script = context.templates(`templates/completion/${scripts[input.shell]}`);
    if (json) printJson(terminal, { shell: input.shell, script });
    else terminal.out(script);
    return exits.ok;
  },
};
