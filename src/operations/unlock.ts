import { Failure } from '../core/failure.ts';
import { layout } from '../core/layout.ts';
import { describeHolder, type Holder, standingOf } from '../core/lock.ts';
import { queuedFolders } from '../core/vocabulary.ts';
import { boolean, type Infer, object, oneOf, optional, string } from '../lib/schema.ts';
import { type Conductor, type Context, conductors, operation } from './operation.ts';

const Output = object({
  is: oneOf(['free', 'followed', 'killed'], 'What was found, or had to be done.'),
  who: optional(string('Who held it.')),
  conductor: oneOf(conductors, 'Who looks after the tasks now; none where there are none.'),
});

/** Follows a conductor that is gone, or one that is in the way; what it has started goes on. */
export const unlock = operation({
  summary: 'Take the lock from a conductor that is dead, stopped or stuck',
  examples: ['orchestra unlock', 'orchestra unlock --force'],
  route: 'POST /unlock',
  writes: true,
  input: object({
    force: optional(boolean('Kill who conducts, even if it works; agents go on.')),
  }),
  output: Output,
  async run(context, { force }): Promise<Infer<typeof Output>> {
    const { store, processes, conducting } = context;
    const holder = store.lock.look();
    const standing = standingOf(holder);
    if (!holder || standing === 'free') return { is: 'free', conductor: await carryOn(context) };
    if (standing === 'held') {
      if (!force) throw stillHeld(holder);
      if (holder.liveness !== 'alive') throw outOfReach(context, holder);
      // KILL ends a stopped process as well; nobody follows before it is seen to be gone.
      await processes.kill(holder.record.holder);
    }
    await conducting.settle();
    const is = standing === 'held' ? 'killed' : 'followed';
    return { is, who: describeHolder(holder), conductor: await carryOn(context) };
  },
});

/** Tasks that wait or run need somebody who conducts. */
async function carryOn({ store, conducting }: Context): Promise<Conductor> {
  const isLive = queuedFolders.some((folder) => store.queue.live(folder).length > 0);
  return isLive ? conducting.ensure() : 'none';
}

const stillHeld = (holder: Holder): Failure =>
  new Failure('conflict', `${describeHolder(holder)} conducts since ${holder.record.since}`, {
    hint: 'orchestra daemon stop has it leave in peace; orchestra unlock --force kills it',
  });

const outOfReach = ({ store }: Context, holder: Holder): Failure =>
  new Failure(
    'conflict',
    `${describeHolder(holder)} cannot be seen from here, so nobody can tell whether it lives`,
    {
      hint: `stop it there; if that machine or container is gone for good: touch ${store.root}/${layout.released(holder.record.epoch)}`,
    },
  );
