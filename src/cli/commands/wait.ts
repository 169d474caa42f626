import { boolean, type Infer, object, optional } from '../../lib/schema.ts';
import {
  awaitedBy,
  wait as operation,
  type WaitOutput,
  waitAsAsked,
} from '../../operations/wait.ts';
import { noteKept, notePauses } from '../announce.ts';
import { ring } from '../bell.ts';
import { withExtra } from '../command.ts';
import { printJson } from '../print/json.ts';
import { printRows } from '../print/status.ts';
import { type Command, endsOfWaiting, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

const extra = object({
  bell: optional(boolean('Ring when it is over, and when one of them waits for a person.')),
});

type Input = Parameters<typeof operation.run>[1] & Infer<typeof extra>;

/** `orchestra wait [ID…]` */
export const wait: Command = {
  ...withExtra(operation, extra),
  ends: { ...endsOfWaiting, [exits.timeout]: 'The time of --timeout was up; they go on.' },
  async run(stage: Stage, { bell, ...input }: Input) {
    const { terminal, context, json } = stage;
    const heard = stage.listenForInterruption();
    heard.addEventListener('abort', () => context.wake.nudge(), { once: true });
    if (!json) {
      notePauses(stage);
      noteKept(stage, awaitedBy(context, input.tasks));
    }
    const look = bell ? ringWhenAsked(stage, input.tasks) : undefined;
    const waited = await waitAsAsked(context, input, look);
    if (bell && waited.is !== 'interrupted') ring(stage);
    if (json) printJson(terminal, waited);
    else if (waited.is !== 'interrupted' && waited.tasks.length > 0)
      terminal.out(
        `${printRows(waited.tasks, painter(terminal.color), terminal.columns()).join('\n')}\n`,
      );
    else if (waited.is === 'complete') terminal.err('nothing to wait for\n');
    if (waited.is === 'timeout') terminal.err('gave up waiting; the tasks go on\n');
    return exitOfWait(waited);
  },
};

/** Rings for each of them that has begun to wait for a person. */
function ringWhenAsked(stage: Stage, words: readonly string[]): () => void {
  const { context } = stage;
  const ours = new Set(awaitedBy(context, words));
  const asked = new Set<number>();
  return () => {
    const fresh = context.store.queue
      .live('awaiting')
      .filter(({ number }) => ours.has(number) && !asked.has(number));
    for (const { number } of fresh) asked.add(number);
    if (fresh.length > 0) ring(stage);
  };
}

/** Undefined when a person interrupted it; what was waited for goes on. */
export function waitInterruptibly<T>(stage: Stage, wait: () => Promise<T>): Promise<T | undefined> {
  const interrupted = stage.listenForInterruption();
  return new Promise((resolve, reject) => {
    if (interrupted.aborted) return resolve(undefined);
    interrupted.addEventListener('abort', () => resolve(undefined), { once: true });
    wait().then(resolve, reject);
  });
}

/** What `wait`, `run` and `start --wait` answer with. */
export const exitOfWait = (waited: WaitOutput | undefined): number =>
  waited === undefined ? exits.interrupted : exitOfEnd[waited.is];

const exitOfEnd = {
  complete: exits.ok,
  incomplete: exits.failed,
  timeout: exits.timeout,
  interrupted: exits.interrupted,
} as const satisfies Record<WaitOutput['is'], number>;
