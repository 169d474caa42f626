import { createHash } from 'node:crypto';
import { census, type Member } from './census.ts';
import type { Complaint } from './history.ts';
import type { Workspace } from './workspace.ts';

/** Whoever looks again and again while all of it goes on. */
export interface Witness {
  look(): void;
  /**
   * Looks a last time, at what must not have changed since it was seen first; `isGone` tells of a
   * task whether it was removed on purpose.
   */
  lookBack(isGone: (workspace: Workspace, task: number) => boolean): void;
  readonly complaints: readonly Complaint[];
}

interface Seen {
  readonly workspace: Workspace;
  readonly run: number;
  readonly task: number;
}

/** Sees that verdicts stay, that nobody outlives one, and that no two runs of a task are alive. */
export function createWitness(workspaces: readonly Workspace[]): Witness {
  const marks = new Set(workspaces.map(({ mark }) => mark));
  const books = workspaces.map((workspace) => ({
    workspace,
    digests: new Map<number, { readonly digest: string; readonly task: number }>(),
    specs: new Set<number>(),
  }));
  const complaints = new Map<string, Complaint>();
  const complain = ({ workspace, task }: Seen, text: string, details: string): void => {
    const key = `${workspace.name} ${text}`; // Once, however often it is seen.
    if (complaints.has(key)) return;
    complaints.set(key, { workspace: workspace.name, task, text: `${text}: ${details}` });
  };

  const readVerdicts = (): void => {
    for (const { workspace, digests } of books)
      for (const run of workspace.runs())
        if (!digests.has(run)) {
          const text = workspace.inRun(run, 'verdict.json');
          if (text === '') continue;
          const { task } = JSON.parse(text) as { task: number };
          digests.set(run, { digest: digestOf(text), task });
        }
  };
  const known = new Map<string, Seen>();
  const readSpecs = (): void => {
    for (const { workspace, specs } of books)
      for (const run of workspace.runs())
        if (!specs.has(run)) {
          const text = workspace.inRun(run, 'spec.json');
          if (text === '') continue; // Not yet.
          specs.add(run);
          const { task, token } = JSON.parse(text) as { task: number; token: string };
          known.set(token, { workspace, run, task });
        }
  };

  return {
    get complaints() {
      return [...complaints.values()];
    },
    look() {
      readVerdicts(); // Before anybody is looked for: who lives afterwards has outlived one.
      const before = census(marks).filter(({ token }) => token !== undefined);
      const after = new Set(census(marks).map(keyOf));
      // Two that were there in both looks were there together in between.
      const alive = before.filter((member) => after.has(keyOf(member)));
      readSpecs();

      const runOfTask = new Map<string, number>();
      for (const member of alive) {
        const seen = known.get(member.token ?? '');
        if (!seen) continue;
        const { workspace, task, run } = seen;
        // Its shim waits at a gate that may be shut for ever, and may end there any time.
        if (workspace.inRun(run, 'started') === '') continue;
        const told = `${member.role} ${member.pid} ${member.command}`;
        const digests = books.find((book) => book.workspace === workspace)?.digests;
        if (digests?.has(run)) complain(seen, `run ${run} has outlived its verdict`, told);
        const other = runOfTask.get(`${workspace.name}/${task}`) ?? run;
        if (other !== run) complain(seen, `runs ${other} and ${run} live at the same time`, told);
        runOfTask.set(`${workspace.name}/${task}`, run);
      }
    },
    lookBack(isGone) {
      readVerdicts();
      for (const { workspace, digests } of books)
        for (const [run, { digest, task }] of digests) {
          const text = workspace.inRun(run, 'verdict.json');
          if (digestOf(text) !== digest && !(text === '' && isGone(workspace, task)))
            complain({ workspace, run, task }, `the verdict of run ${run} changed`, text);
        }
    },
  };
}

const keyOf = ({ pid, startTime, token }: Member): string => `${pid} ${startTime} ${token}`;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
