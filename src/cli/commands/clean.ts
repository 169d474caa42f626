import { parseTaskNumber, taskIdOf } from '../../core/task.ts';
import type { Infer } from '../../lib/schema.ts';
import { clean as operation } from '../../operations/clean.ts';
import { printClean } from '../print/clean.ts';
import { printJson } from '../print/json.ts';
import { type Command, exits, type Stage } from '../stage.ts';

/** `orchestra clean complete|failed|cancelled|all | ID…` */
export const clean: Command = {
  ...operation,
  usages: ['complete|failed|cancelled|all', 'ID…'],
  ends: { 1: 'A task that was named could not be removed.' },
  async run({ context, terminal, json }: Stage, input: Infer<typeof operation.input>) {
    const answer = await operation.run(context, input);
    if (json) printJson(terminal, answer);
    else {
      const { out, err } = printClean(answer);
      terminal.out(out);
      if (err !== '') terminal.err(err);
    }
    const named = new Set(input.what.flatMap((word) => parseTaskNumber(word) ?? []).map(taskIdOf));
    // What was only chosen by its status may well be kept for those that wait for it.
    const isRefused = answer.results.some(({ ok, task }) => ok === 'no' && named.has(task));
    return isRefused ? exits.failed : exits.ok;
  },
};
