import { existsSync, linkSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Request } from '../../src/core/request.ts';
import type { Verdict } from '../../src/core/run.ts';
import type { TaskRecord } from '../../src/core/task.ts';
import { queueFolders } from '../../src/core/vocabulary.ts';
import { createProject, type Project } from '../support/cli.ts';
import { agents } from './agents.ts';

/** A workspace under chaos, as its files show it. */
export interface Workspace extends Project {
  readonly name: string;
  readonly tasks: () => TaskRecord[];
  readonly runs: () => number[];
  /** A file of a run; empty where there is none. */
  readonly inRun: (run: number, file: string) => string;
  readonly tokenOf: (run: number) => string | undefined;
  readonly verdictOf: (run: number) => Verdict | undefined;
  /** How many tasks the index shows as not finished. */
  readonly live: () => number;
  readonly openIntents: () => string[];
  /** Answers every open question, as anyone may: by a file. */
  readonly answerAll: () => void;
}

/** Makes one with an agent of every kind. */
export function createWorkspace(t: TestContext, name: string): Workspace {
  const project = createProject(t, { maxParallel: 5, idleExit: '1s', agents: agents() });
  const { root, read, write } = project;
  const names = (...path: string[]): string[] => {
    const folder = join(root, ...path);
    return existsSync(folder) ? readdirSync(folder) : [];
  };
  const readJson = <T>(...path: string[]): T | undefined => {
    const text = read('.orchestra', ...path);
    return text === '' ? undefined : JSON.parse(text);
  };
  const inRun = (run: number, file: string): string => read('.orchestra/runs', `${run}`, file);
  let answers = 0;
  const answer = (request: number): void => {
    const order = `${String(Date.now()).padStart(14, '0')}-${String(++answers).padStart(8, '0')}`;
    const at = new Date().toISOString();
    const wish = { version: 1, at, kind: 'answer', request, answer: 'this one' };
    write('.orchestra/tmp/answer', JSON.stringify(wish));
    linkSync(join(root, 'tmp/answer'), join(root, 'intents', `${order}.json`));
    rmSync(join(root, 'tmp/answer'));
  };
  const answered = new Set<number>();

  return {
    ...project,
    name,
    tasks: () =>
      names('tasks')
        .filter((file) => /^task_\d+\.json$/.test(file))
        .flatMap((file) => readJson<TaskRecord>('tasks', file) ?? [])
        .sort((a, b) => a.number - b.number),
    runs: () =>
      names('runs')
        .filter((file) => /^\d+$/.test(file))
        .map(Number)
        .sort((a, b) => a - b),
    inRun,
    tokenOf: (run) => /"token": "([0-9a-f]{32})"/.exec(inRun(run, 'spec.json'))?.[1],
    verdictOf: (run) => readJson<Verdict>('runs', `${run}`, 'verdict.json'),
    live: () => queueFolders.reduce((sum, folder) => sum + names('queue', folder).length, 0),
    openIntents: () => names('intents').filter((file) => /^\d.*\.json$/.test(file)),
    answerAll() {
      for (const file of names('requests')) {
        const request = /^r\d+\.json$/.test(file) && readJson<Request>('requests', file);
        if (!request || request.answer || request.closed || answered.has(request.number)) continue;
        answered.add(request.number);
        answer(request.number);
      }
    },
  };
}
