import { inMemory, onRealDisk } from './stages.ts';
import { storeContract } from './store.ts';
import { lockRacesContract } from './store-lock-races.ts';

storeContract('in memory', inMemory);
storeContract('on a real disk', onRealDisk);

// The same on a real disk takes seconds: see test/crash.
lockRacesContract('in memory', inMemory);
