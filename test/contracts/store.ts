import { archiveContract } from './store-archive.ts';
import { lockContract } from './store-lock.ts';
import { queueContract } from './store-queue.ts';
import { runsContract } from './store-runs.ts';
import type { MakeStore } from './store-stage.ts';
import { tasksContract } from './store-tasks.ts';
import { wishesContract } from './store-wishes.ts';

/** The promises of `Store`, to be kept over every disk. */
export const storeContract = (name: string, make: MakeStore): void => {
  tasksContract(name, make);
  queueContract(name, make);
  runsContract(name, make);
  archiveContract(name, make);
  wishesContract(name, make);
  lockContract(name, make);
};
