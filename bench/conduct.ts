import { fileURLToPath } from 'node:url';
import { createClock } from '../src/adapters/clock.ts';
import { createDisk } from '../src/adapters/disk.ts';
import { bootId } from '../src/adapters/processes/identity.ts';
import { createProcesses } from '../src/adapters/processes/index.ts';
import { createStore, temporaryOf } from '../src/adapters/store/index.ts';
import { createWake } from '../src/adapters/wake.ts';
import { composeAgents, composeWorld, hold } from '../src/app-engine.ts';
import type { Launcher } from '../src/core/ports.ts';
import { type Lack, lacking } from './guarantees.ts';

/** `node conduct.js ROOT PARALLEL LACK`: drains a queue without one of the guarantees. */
const [root = '', parallel = '4', lack = ''] = process.argv.slice(2);
const { disk, launcher } = lacking[lack as Lack](createDisk(temporaryOf(root)));
const packageRoot = fileURLToPath(new URL('../..', import.meta.url));
const clock = createClock(bootId());
const store = createStore(disk, root, clock, createProcesses());
const environment = process.env as Record<string, string>;
const agents = composeAgents(root, packageRoot, environment);
const said = (line: string) => void process.stderr.write(`${line}\n`);
const parts = { store, clock, agents, wake: createWake(), log: () => undefined, warn: said };
const wrap = (whole: Launcher) => launcher(whole, store);

await hold(composeWorld(parts, disk, packageRoot, wrap), {
  kind: 'run',
  idleExitMs: 0,
  maxParallel: Number(parallel),
  launches: true,
  only: undefined,
  isDone: () => false,
  signal: new AbortController().signal,
});
