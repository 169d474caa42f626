import { type Infer, object } from '../../lib/schema.ts';
import { Hit, search as operation } from '../../operations/search.ts';
import { withExtra } from '../command.ts';
import { formatOption, lineFormatOf } from '../line-format.ts';
import { printJson } from '../print/json.ts';
import { printHits } from '../print/search.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

const extra = object({ format: formatOption('{number}\\t{text}') });

type Input = Infer<typeof operation.input> & Infer<typeof extra>;

/** `orchestra search TEXT` */
export const search: Command = {
  ...withExtra(operation, extra),
  ends: { 0: 'It was found.', 1: 'It was found nowhere.' },
  async run(stage: Stage, { format, ...input }: Input) {
    const { terminal } = stage;
    const formatted = lineFormatOf(format, Hit, stage.json);
    const { hits, more, damaged } = await operation.run(stage.context, input);
    if (stage.json) printJson(terminal, { hits, more, damaged });
    else if (formatted) terminal.out(formatted(hits));
    else if (hits.length > 0)
      terminal.out(printHits(hits, painter(terminal.color), terminal.columns()));
    if (!stage.json) {
      if (hits.length === 0) terminal.err('found nowhere\n');
      if (more) terminal.err(`there are more than these ${hits.length}; --limit 0 shows all\n`);
      if (damaged.length > 0) terminal.err(`cannot be read: ${damaged.join(', ')}\n`);
    }
    return hits.length > 0 ? exits.ok : exits.failed;
  },
};
