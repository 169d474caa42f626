import { parsePs, readProcFile, runPs } from './table.ts';

/** How many bytes of memory a process takes, as far as the machine tells. */
export function memoryOf(pid: number): number | undefined {
  const kib =
    process.platform === 'linux'
      ? /^VmRSS:\s*(\d+) kB$/m.exec(readProcFile(`/proc/${pid}/status`) ?? '')?.[1]
      : parsePs(runPs(['-p', String(pid)], ',rss='))[0]?.rest;
  return kib === undefined || !/^\s*\d+\s*$/.test(kib) ? undefined : Number(kib) * 1024;
}
