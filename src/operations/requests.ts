import { awaitsApproval } from '../core/approval.ts';
import { isOpen } from '../core/request.ts';
import { once } from '../lib/once.ts';
import { boolean, type Infer, list, object, optional, string } from '../lib/schema.ts';
import { openRequests } from './open-requests.ts';
import { type Context, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';
import { RequestView, viewOfRequest } from './request-view.ts';
import { settleFirst } from './settle-first.ts';
import { taskNamed } from './words.ts';

const Output = object({
  requests: list(RequestView, 'The oldest first.'),
});
export type RequestsOutput = Infer<typeof Output>;

/** What people are asked: by agents, and by tasks that must be approved. */
export const requests = operation({
  summary: 'Show what tasks and their agents ask of people',
  examples: [
    'orchestra requests',
    'orchestra requests 12 --all --json',
    'orchestra requests --watch',
  ],
  route: 'GET /requests',
  positionals: ['task'],
  writes: false,
  input: object({
    task: optional(string('Only those of this task.')),
    all: optional(boolean('Also those that were answered, or are not asked any more.')),
  }),
  output: Output,
  async run(context, { task: word, all }) {
    const only = word === undefined ? undefined : taskNamed(context, word).number;
    await settleFirst(context);
    if (hasUnasked(context)) await context.conducting.settle();
    const { store } = context;
    const found = store.requests
      .numbers()
      .flatMap((number) => readQuietly(() => store.requests.read(number)) ?? [])
      .filter((one) => (all || isOpen(one)) && (only === undefined || one.task === only));
    return {
      requests: found.map((one) =>
        viewOfRequest(
          one,
          readQuietly(() => store.tasks.read(one.task)),
        ),
      ),
    };
  },
});

/** Whether a task that awaits approval was queued, and nobody has conducted since. */
function hasUnasked(context: Context): boolean {
  const { store } = context;
  const known = once(() => openRequests(context));
  return store.queue.live('awaiting').some(({ number }) => {
    const task = readQuietly(() => store.tasks.read(number));
    return task !== undefined && awaitsApproval(task) && !known().has(number);
  });
}
