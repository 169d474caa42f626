import { layout } from '../../src/core/layout.ts';

/** Where something was before it was put away; undefined for what is not in the archive. */
export function placeBefore(inside: string): string | undefined {
  for (const [form, before] of forms) {
    const match = form.exec(inside);
    if (match) return before(match[1] ?? '');
  }
  return undefined;
}

const forms: readonly [RegExp, (rest: string) => string][] = [
  [/^archive\/\d+\/(task_\d+\.json)$/, (name) => `${layout.tasks}/${name}`],
  [/^archive\/runs\/\d+\/(\d+(?:\/.*)?)$/, (rest) => `${layout.runs}/${rest}`],
  [/^archive\/finished\/(.+)$/, (rest) => `${layout.finished}/${rest}`],
];

/** Where it may have been put away; undefined for what never is. */
export function placeAway(inside: string): string | undefined {
  const task = /^tasks\/task_(\d+)\.json$/.exec(inside)?.[1];
  if (task !== undefined) return layout.archivedTask(Number(task));
  const [, run, rest = ''] = /^runs\/(\d+)(\/.*)?$/.exec(inside) ?? [];
  return run === undefined ? undefined : `${layout.archivedRun(Number(run))}${rest}`;
}
