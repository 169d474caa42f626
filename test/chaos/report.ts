import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Complaint, History } from './history.ts';
import type { Workspace } from './workspace.ts';

const complaintsMax = 20;
const tasksMax = 3;
const linesMax = 400;

/** All that is needed to follow what went wrong: what, the seed, every blow, and the files. */
export function reportOf(
  complaints: readonly Complaint[],
  workspaces: readonly Workspace[],
  history: History,
  seed: number,
): string {
  const told = complaints
    .slice(0, complaintsMax)
    .map(({ workspace, text }) => `${workspace}: ${text}`);
  const wanted = new Map(
    complaints.flatMap(({ workspace, task }) =>
      task === undefined ? [] : [[`${workspace} ${task}`, { workspace, task }] as const],
    ),
  );
  const files = [...wanted.values()].slice(0, tasksMax).flatMap(({ workspace, task }) => {
    const found = workspaces.find(({ name }) => name === workspace);
    return found ? filesOf(found, task) : [];
  });
  return [
    `seed ${seed}: ${complaints.length} complaints`,
    ...told,
    '--- the files',
    ...files,
    `--- what was done (the last ${linesMax} of ${history.lines.length} lines)`,
    ...history.lines.slice(-linesMax),
    ...workspaces.map(({ name, read }) => {
      const log = read('.orchestra/conductor.log');
      return `--- conductor.log of ${name}\n${log.slice(-4_000)}`;
    }),
  ].join('\n');
}

function filesOf({ name, root, read, tasks }: Workspace, number: number): string[] {
  const record = tasks().find((task) => task.number === number);
  const diary = read('diary')
    .split('\n')
    .filter((line) => line.split(' ')[1] === `${number}`);
  const runs = (record?.runs ?? []).flatMap(({ run }) =>
    readdirSync(join(root, 'runs', `${run}`), { withFileTypes: true })
      .filter((entry) => entry.isFile() && !['stdout', 'prompt.md'].includes(entry.name))
      .map((entry) => {
        const text = read('.orchestra/runs', `${run}`, entry.name).slice(0, 1_500);
        return `${name} runs/${run}/${entry.name}: ${text}`;
      }),
  );
  return [`${name} task ${number}: ${JSON.stringify(record)}`, ...diary, ...runs];
}
