import { fs } from './builtins.ts';
import { codeOf } from './disk-failure.ts';
import { discard, isTaken } from './disk-write.ts';

/** So long nobody holds a turn that is over in a moment, even on a machine that crawls. */
const heldMsMax = 30_000;
/** A process of another container cannot be seen: that it is not there counts only after this. */
const unseenMs = 2_000;
const pauseMs = 5;

/**
 * Does something that others who go by the same file do not do at the same time. It must be over in
 * a moment. What a killed process left there keeps nobody away.
 */
export function inTurn<T>(file: string, effect: () => T): T {
  while (isTaken(() => fs.writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })))
    if (!isLeft(file)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    else takeAway(file);
  try {
    return effect();
  } finally {
    discard(file);
  }
}

function isLeft(file: string): boolean {
  try {
    const ageMs = Date.now() - fs.statSync(file).mtimeMs;
    if (ageMs > heldMsMax) return true;
    return ageMs > unseenMs && !isAlive(Number(fs.readFileSync(file, 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false; // It is over by now.
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/** Of several that do so, one is first: what another has made meanwhile is not taken away. */
function takeAway(file: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (!isLeft(aside)) isTaken(() => fs.linkSync(aside, file));
  discard(aside);
}
