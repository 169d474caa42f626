import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { intentOrder } from '../../src/core/intent.ts';
import { layout } from '../../src/core/layout.ts';
import { createProject, killQuietly, type Project } from '../support/cli.ts';
import { until } from '../support/until.ts';

const config = {
  defaultAgent: 'works',
  maxParallel: 2,
  idleExit: '0',
  retry: { delay: '0' },
};
const agents = {
  works: { script: 'exit 0\n' },
  fails: { script: 'echo "it broke"; exit 3\n' },
  hangs: { script: ': > hangs; exec sleep 300\n' },
};

/** The task that was running when everything died, and those that nobody has begun. */
export const begun = 3;
export const waiting = [4, 5];

/**
 * Makes what the real CLI leaves when it is killed with all it started: tasks that completed,
 * failed, were cancelled, run no more, wait, and wait for those; an answered wish and an open one.
 */
export async function createTemplate(t: TestContext): Promise<Project> {
  const project = createProject(t, { ...config, agents });
  const { folder, root, orchestra, background, processes, write } = project;
  const conductor = background(['daemon']);
  for (const agent of ['works', 'fails']) await orchestra(['start', agent, 'one', '--wait', '-q']);
  await orchestra(['start', 'hangs', 'two', '--retries', '1', '-q']);
  await until('it hangs', () => readdirSync(folder).includes('hangs'));
  conductor.kill('SIGKILL');
  await conductor.ended;
  await until('all are dead', () => {
    for (const { pid } of processes()) killQuietly(pid);
    return processes().length === 0;
  });
  write('agents/hangs.sh', 'exit 0\n'); // The second time it works.
  await orchestra(['start', 'works', 'three', '--no-run', '-q']);
  await orchestra(['start', 'works', 'four', '--after', '4', '--no-run', '-q']);
  await orchestra(['start', 'works', 'five', '--delay', '1h', '--no-run', '-q']);
  const at = '2026-01-01T00:00:00.000Z';
  const wish = { version: 1, at, kind: 'cancel', tasks: [6] };
  const order = (number: number) => intentOrder(Date.parse(at) + number, '00000001');
  const answered = { version: 1, intent: wish, at, results: [{ ok: 'yes', message: 'done' }] };
  for (const number of [1, 2]) // The second was brought back by a power cut.
    writeFileSync(join(root, layout.intent(order(number))), JSON.stringify(wish, null, 2));
  writeFileSync(join(root, layout.answer(order(2))), JSON.stringify(answered, null, 2));
  assert.equal(readdirSync(join(root, 'tasks')).filter((name) => name.endsWith('.json')).length, 6);
  return project;
}

/** Puts a copy of the template where a project is: all paths in it are the project's own. */
export function copyInto({ folder }: Project, template: Project): void {
  for (const path of pathsBelow(template.folder)) {
    const [from, to] = [join(template.folder, path), join(folder, path)];
    if (lstatSync(from).isDirectory()) mkdirSync(to, { recursive: true });
    else writeFileSync(to, readFileSync(from, 'utf8').replaceAll(template.folder, folder));
  }
}

/** Every file and folder below a folder, each after the one it is in. */
export const pathsBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
