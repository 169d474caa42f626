import { boolean, object, oneOf, optional } from '../lib/schema.ts';
import { Mended, mend } from './mend.ts';
import { operation } from './operation.ts';

/** Makes the folders of queue/ say what the records say. */
export const queueIndex = operation({
  summary: 'Make the folders of the queue say what the records say',
  examples: ['orchestra index rebuild', 'orchestra index rebuild --dry-run'],
  route: 'POST /index',
  positionals: ['action'],
  writes: true,
  input: object({
    action: oneOf(['rebuild'], 'What to do.'),
    dryRun: optional(boolean('Only tell what would be done.')),
  }),
  output: Mended,
  run: (context, { dryRun = false }) => mend(context, 'index', dryRun),
});
