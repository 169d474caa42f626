import { unlock as operation } from '../../operations/unlock.ts';
import { commandOf } from '../command.ts';

const words = {
  free: () => 'nobody holds the lock',
  followed: (who: string) => `${who} is gone; what it left was taken up`,
  killed: (who: string) => `${who} was killed; what it left was taken up, agents go on`,
};

/** `orchestra unlock [--force]` */
export const unlock = commandOf(operation, ({ is, who = '', conductor }, { terminal }) => {
  terminal.out(`${words[is](who)}\n`);
  if (conductor === 'spawned') terminal.err('a new conductor looks after the tasks\n');
});
