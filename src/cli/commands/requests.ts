import { boolean, type Infer, object, optional } from '../../lib/schema.ts';
import { requests as operation } from '../../operations/requests.ts';
import { withExtra } from '../command.ts';
import { printJson } from '../print/json.ts';
import { printRequests } from '../print/requests.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

const extra = object({
  watch: optional(boolean('Keep showing them; q quits. Piped, a line for each change.')),
});

type Input = Parameters<typeof operation.run>[1] & Infer<typeof extra>;

/** `orchestra requests [ID]` */
export const requests: Command = {
  ...withExtra(operation, extra),
  short: { w: 'watch', a: 'all' },
  prints: { '--watch': { schema: operation.output, isLines: true } },
  async run(stage: Stage, { watch, ...input }: Input) {
    const { terminal, context, json } = stage;
    if (watch) {
      const { watchRequests } = await import('../watch-requests.ts');
      return watchRequests(stage, input);
    }
    const answer = await operation.run(context, input);
    if (json) printJson(terminal, answer);
    else if (answer.requests.length === 0) terminal.err('nobody is asked anything\n');
    else {
      const nowMs = Date.parse(context.clock.now().at);
      const paint = painter(terminal.color);
      terminal.out(printRequests(answer.requests, paint, terminal.columns(), nowMs));
    }
    return exits.ok;
  },
};
