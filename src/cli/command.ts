import type { Infer, JsonSchema } from '../lib/schema.ts';
import type { Operation } from '../operations/operation.ts';
import { printJson } from './print/json.ts';
import { type Command, exits, type Stage } from './stage.ts';

/** An operation as a command: its answer as JSON, or told to people. */
export const commandOf = <I extends JsonSchema, O extends JsonSchema>(
  operation: Operation<I, O>,
  tell: (answer: Infer<O>, stage: Stage) => void,
  exitOf: (answer: Infer<O>) => number = () => exits.ok,
): Command => ({
  ...operation,
  async run(stage: Stage, input: Infer<I>) {
    const answer = await operation.run(stage.context, input);
    if (stage.json) printJson(stage.terminal, answer as object);
    else tell(answer, stage);
    return exitOf(answer);
  },
});

/** An operation with flags of the command line alone, all of them optional. */
export const withExtra = <O extends { readonly input: JsonSchema }>(
  operation: O,
  extra: JsonSchema,
): Omit<O, 'input'> & { readonly input: JsonSchema } => ({
  ...operation,
  input: {
    ...operation.input,
    properties: { ...operation.input.properties, ...extra.properties },
  },
});
