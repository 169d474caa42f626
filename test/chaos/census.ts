import { readFileSync } from 'node:fs';
import type { ProcessRef } from '../../src/adapters/processes/sweep.ts';
import { listPids, processTable } from '../../src/adapters/processes/table.ts';

/** What can be killed: whoever conducts, other commands, and the processes of a run. */
export type Role = 'conductor' | 'command' | 'shim' | 'watchdog' | 'agent';

/** A living process of a workspace. */
export interface Member extends ProcessRef {
  /** The mark of its workspace. */
  readonly mark: string;
  readonly role: Role;
  /** The token of its run, if it belongs to one. */
  readonly token: string | undefined;
  readonly command: string;
}

/**
 * All living processes that bear one of these marks in their environment. Who they are is read
 * before what they bear: a number that is given to somebody else in between no longer fits.
 */
export function census(marks: ReadonlySet<string>): Member[] {
  const table = processTable();
  return listPids().flatMap((pid) => {
    const entry = table.find([pid]).get(pid);
    if (!entry || entry.ended) return [];
    const environment = readProc(pid, 'environ').split('\0'); // A zombie has none.
    const mark = environment.find((variable) => marks.has(variable));
    if (mark === undefined) return [];
    const token = environment.find((one) => one.startsWith('ORCHESTRA_RUN='))?.split('=')[1];
    const words = readProc(pid, 'cmdline').split('\0');
    const { startTime, pgid } = entry;
    const role = roleOf(words, token, pid === pgid);
    return [{ pid, startTime, pgid, mark, role, token, command: words.join(' ').slice(0, 120) }];
  });
}

function roleOf(words: readonly string[], token: string | undefined, leads: boolean): Role {
  if (token === undefined)
    return /main\.[jt]s (?:run|daemon run)\b/.test(words.join(' ')) ? 'conductor' : 'command';
  if (!words.some((word) => /\/shim\/[0-9a-f]+\.sh$/.test(word))) return 'agent';
  return leads ? 'shim' : 'watchdog';
}

const readProc = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
};
