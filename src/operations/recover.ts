import { Failure } from '../core/failure.ts';
import { boolean, list, object, optional, string } from '../lib/schema.ts';
import { Mended, mend } from './mend.ts';
import { operation } from './operation.ts';
import { vouchGone } from './vouch-gone.ts';

/** Mends what is out of order, or takes a person's word for what cannot be seen. */
export const recover = operation({
  summary: 'Find what is out of order, and mend it; nothing is lost',
  examples: ['orchestra recover --dry-run', 'orchestra recover', 'orchestra recover --gone 12'],
  route: 'POST /recover',
  positionals: ['tasks'],
  rest: 'list',
  writes: true,
  input: object({
    tasks: list(string('A task.'), 'With --gone: these.', { default: [] }),
    gone: optional(boolean('I vouch that the machine or container they ran in is gone for good.')),
    dryRun: optional(boolean('Only tell what would be done.')),
  }),
  output: Mended,
  async run(context, { tasks, gone, dryRun = false }) {
    if (gone && tasks.length === 0)
      throw new Failure('usage', 'which task?', { hint: 'orchestra recover --gone ID…' });
    if (!gone && tasks.length > 0)
      throw new Failure('usage', 'what is out of order is mended for all tasks at once', {
        hint: `orchestra recover; where what ran a task is gone for good: orchestra recover --gone ${tasks.join(' ')}`,
      });
    return gone ? vouchGone(context, tasks, dryRun) : mend(context, 'all', dryRun);
  },
});
