import { parseTaskNumber, taskIdOf } from '../../core/task.ts';
import type { Infer } from '../../lib/schema.ts';
import { archive as operation } from '../../operations/archive.ts';
import { printArchive } from '../print/archive.ts';
import { printJson } from '../print/json.ts';
import { type Command, exits, type Stage } from '../stage.ts';

/** `orchestra archive complete|failed|cancelled|all | ID…` */
export const archive: Command = {
  ...operation,
  usages: ['complete|failed|cancelled|all', 'ID…'],
  ends: { 1: 'A task that was named could not be put away.' },
  async run({ context, terminal, json }: Stage, input: Infer<typeof operation.input>) {
    const answer = await operation.run(context, input);
    if (json) printJson(terminal, answer);
    else {
      const { out, err } = printArchive(answer);
      terminal.out(out);
      if (err !== '') terminal.err(err);
    }
    const named = new Set(input.what.flatMap((word) => parseTaskNumber(word) ?? []).map(taskIdOf));
    // What was only chosen by its status may well be kept for those that wait for it.
    const isRefused = answer.results.some(({ ok, task }) => ok === 'no' && named.has(task));
    return isRefused ? exits.failed : exits.ok;
  },
};
