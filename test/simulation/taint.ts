import { layout } from '../../src/core/layout.ts';

/** What a file is about: a task, a run or a request by its number, or the counts. */
export type About =
  | { readonly is: 'task' | 'run' | 'request'; readonly number: number }
  | { readonly is: 'counts' };

/** What a path below the root is about; undefined for what is about none of them. */
export function aboutOf(inside: string): About | undefined {
  if (inside === layout.head || inside === layout.journal) return { is: 'counts' };
  for (const [is, form] of forms) {
    const number = form.exec(inside)?.[1];
    if (number !== undefined) return { is, number: Number(number) };
  }
  return undefined;
}

const forms = [
  ['task', /^tasks\/task_(\d+)\./],
  ['task', /^queue\/(?!finished)[a-z]+\/\d+-\d+-(\d+)$/],
  ['task', /^queue\/finished\/[\d-]+\/(\d+)\.[a-z]+$/],
  ['run', /^runs\/(\d+)(?:\/|$)/],
  ['request', /^requests\/r(\d+)\.json$/],
] as const;
