import type { Rule } from './rules.ts';

interface Known {
  readonly root: string;
  readonly broken: (rule: Rule, message: string) => void;
  /** A file below the root as processes see it, wherever it was moved to. */
  readonly read: (inside: string) => string | undefined;
}

/** What was said to be durable, and must be there after any power cut, byte for byte. */
export function createDurability({ root, broken, read: readInside }: Known) {
  const read = (path: string) => readInside(path.slice(root.length + 1));
  const firm = new Map<string, string>();
  /** What was seen although its fsync had failed, and is gone since a power cut. */
  const lost = new Set<string>();
  const unsure = new Set<string>();
  let doubtful: string | undefined;

  return {
    /** The next effect will be seen, and its fsync will fail. */
    doubts(path: string): void {
      doubtful = path;
      firm.delete(path);
    },
    /** Whether an effect was fsynced as far as the one who had it knows. */
    saw(verb: string, path: string): boolean {
      const isFirm = doubtful !== path;
      doubtful = undefined;
      const inside = path.slice(root.length + 1);
      unsure.delete(path);
      if (goes.has(verb)) firm.delete(path);
      else if (mustLast.test(inside) && verb !== 'put away') {
        if (isFirm) firm.set(path, read(path) ?? '');
        else unsure.add(path);
      }
      return isFirm;
    },
    wasLost: (inside: string): boolean => lost.has(`${root}/${inside}`),
    checkAfterPowerCut(): void {
      doubtful = undefined;
      for (const path of unsure) if (read(path) === undefined) lost.add(path);
      unsure.clear();
      for (const [path, text] of firm) {
        const left = read(path);
        if (left !== text)
          broken('durable is durable', `after a power cut ${path} is ${JSON.stringify(left)}`);
      }
    },
  };
}

const goes: ReadonlySet<string> = new Set(['remove', 'erase', 'move']);
const mustLast =
  /^(?:controls\.json|timetable\/.+\.json|tasks\/(?:task_\d+\.json|floor)|runs\/(?:floor|\d+\/(?:spec\.json|started|stop\.json|verdict\.json))|intents\/.+\.json|requests\/.+)$/;
