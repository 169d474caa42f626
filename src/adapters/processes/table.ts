import { Failure } from '../../core/failure.ts';
import { once } from '../../lib/once.ts';
import { childProcess, fs } from '../builtins.ts';
import { holdDescriptors } from '../descriptors.ts';
import { codeOf, explanations, isTrouble, within } from '../disk-failure.ts';

/** One process as the machine shows it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  /** Undefined where the machine does not tell. */
  readonly session: number | undefined;
  /** In the unit of the machine: two processes of one pid never share it. */
  readonly startTime: string;
  /** A zombie: it runs no more, only its number is taken. */
  readonly ended: boolean;
}

/** How processes are looked up. What does not exist or cannot be seen is left out. */
export interface ProcessTable {
  find(pids: readonly number[]): Map<number, ProcessEntry>;
  all(): ProcessEntry[];
}

/** The table of one platform: `/proc` on Linux, elsewhere one `ps` for all that is asked. */
export const processTable = (platform: NodeJS.Platform = process.platform): ProcessTable =>
  platform === 'linux' ? procTable : psTable;

const procTable: ProcessTable = {
  find: (pids) => byPid(pids.flatMap((pid) => readStat(pid) ?? [])),
  all: () => listPids().flatMap((pid) => readStat(pid) ?? []),
};

const psTable: ProcessTable = {
  find: (pids) => byPid(pids.length === 0 ? [] : parsePs(runPs(['-p', pids.join(',')]))),
  all: () => parsePs(runPs(['-A'])),
};

const byPid = (entries: readonly ProcessEntry[]): Map<number, ProcessEntry> =>
  new Map(entries.map((entry) => [entry.pid, entry]));

/** The numbers of all processes that `/proc` shows. */
export const listPids = (): number[] =>
  within('/proc', () => fs.readdirSync('/proc'), 'read')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

const readStat = (pid: number): ProcessEntry | undefined => {
  const text = readProc(pid, 'stat');
  return text === undefined ? undefined : parseStat(text);
};

const hidden = ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'];

/** A file of `/proc/<pid>`, or undefined for a process that ended or belongs to somebody else. */
export const readProc = (pid: number, file: 'stat' | 'environ'): string | undefined =>
  readProcFile(`/proc/${pid}/${file}`);

/** A file of `/proc`, or undefined where there is none, or not for us. */
export const readProcFile = (path: string): string | undefined => {
  try {
    return within(path, () => readBlocks(path), 'read');
  } catch (error) {
    // Out of descriptors, say: then nothing is known, which must not look like nobody there.
    if (hidden.includes(codeOf(error))) return undefined;
    throw error;
  }
};

/** Used again and again: hundreds of these files are read in a row. */
const block = once(() => Buffer.alloc(4096));

/** The size of such a file is not known before it has been read; only its last block is short. */
const readBlocks = (path: string): string => {
  const file = fs.openSync(path, 'r');
  try {
    let text = '';
    for (let got = block().length; got === block().length; ) {
      got = fs.readSync(file, block(), 0, block().length, null);
      text += block().toString('latin1', 0, got);
    }
    return text;
  } finally {
    fs.closeSync(file);
  }
};

/** Reads `/proc/<pid>/stat`. The name in it may hold blanks and parentheses. */
export const parseStat = (text: string): ProcessEntry => {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return {
    pid: Number.parseInt(text, 10),
    ppid: Number(fields[1]),
    pgid: Number(fields[2]),
    session: Number(fields[3]),
    startTime: fields[19] ?? '',
    ended: /^[ZX]/i.test(fields[0] ?? ''),
  };
};

const psColumns = 'pid=,ppid=,pgid=,stat=,lstart=';
const psLine = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\d{4})(?:\s+(.*))?$/;

/** Calls `ps`; `extra` is one more column at the end of each line. */
export const runPs = (options: readonly string[], extra = ''): string => {
  try {
    return ask('ps', [...options, '-o', psColumns + extra], {
      // lstart is a local time in the local language, unless told otherwise.
      env: { PATH: '/bin:/usr/bin', LC_ALL: 'C', TZ: 'UTC' },
    });
  } catch (cause) {
    const [what, hint] = (isTrouble(cause) && explanations[codeOf(cause)]) || [];
    const message = what ?? (cause as Error).message;
    throw new Failure('unavailable', `cannot look at the processes: ${message}`, {
      hint: hint ?? 'check that ps works',
      cause,
    });
  }
};

/** More than Node takes to call a program. */
const forOneCall = 24;
/** How many descriptors a look at a process takes. */
export const forOneLook = process.platform === 'linux' ? 1 : forOneCall;

/** What a program of the system answers. Throws what the system says where it cannot be called. */
export const ask = (
  program: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv } = {},
): string => {
  holdDescriptors(forOneCall)(); // With too few, Node loses for good what it has opened so far.
  const { error, stdout } = childProcess().spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    ...options,
  });
  if (error !== undefined) throw error;
  return stdout;
};

/** Reads what `runPs` printed; `rest` is what stood in the extra column. */
export const parsePs = (text: string): (ProcessEntry & { readonly rest: string })[] =>
  text.split('\n').flatMap((line) => {
    const [found, pid, ppid, pgid, state = '', startTime = '', rest = ''] = psLine.exec(line) ?? [];
    if (found === undefined) return [];
    return {
      pid: Number(pid),
      ppid: Number(ppid),
      pgid: Number(pgid),
      session: undefined,
      startTime: startTime.replace(/\s+/g, ' '),
      ended: /^[ZX]/.test(state),
      rest,
    };
  });
