import { init as operation } from '../../operations/init.ts';
import { printJson } from '../print/json.ts';
import { type Command, exits, type Stage } from '../stage.ts';

/** `orchestra init` */
export const init: Command = {
  ...operation,
  async run({ context, terminal, json }: Stage) {
    const output = await operation.run(context, {});
    if (json) printJson(terminal, output);
    else {
      for (const { path, is } of output.files) terminal.out(`${is}  ${path}\n`);
      terminal.out('\nnow: orchestra start coder "what to do"\n');
    }
    return exits.ok;
  },
};
