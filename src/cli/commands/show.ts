import { show as operation } from '../../operations/show.ts';
import { printJson } from '../print/json.ts';
import { printTask } from '../print/task.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

/** `orchestra show ID` */
export const show: Command = {
  ...operation,
  async run({ context, terminal, json }: Stage, input: { task: string }) {
    const task = await operation.run(context, input);
    if (json) printJson(terminal, task);
    else terminal.out(printTask(task, painter(terminal.color)));
    return exits.ok;
  },
};
