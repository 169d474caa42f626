import type { Infer } from '../../lib/schema.ts';
import { priority as operation } from '../../operations/priority.ts';
import { commandOf } from '../command.ts';
import { exitOfResults, tellResults } from '../print/results.ts';
import type { Command, Stage } from '../stage.ts';

type Input = Infer<typeof operation.input>;

const command = commandOf(
  operation,
  ({ results }, { terminal }) => tellResults(terminal, results),
  ({ results }) => exitOfResults(results),
);

/** `orchestra priority ID… N` */
export const priority: Command = {
  ...command,
  usages: ['ID… N'],
  run: (stage: Stage, input: Input) => command.run(stage, withNumber(input) as never),
};

/** As it is typed, the last word is the priority. */
function withNumber(input: Input): Input {
  const { tasks, priority: given } = input;
  const last = tasks.at(-1) ?? '';
  if (given !== undefined || tasks.length < 2 || !/^[+-]?\d+$/.test(last)) return input;
  return { tasks: tasks.slice(0, -1), priority: Number(last) };
}
