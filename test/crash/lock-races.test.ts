import { onRealDisk } from '../contracts/stages.ts';
import { lockRacesContract } from '../contracts/store-lock-races.ts';

lockRacesContract('on a real disk', onRealDisk);
