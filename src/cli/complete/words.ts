import { groupNames } from '../../core/groups.ts';
import { agentNames } from '../../core/lineage.ts';
import { groupings } from '../../core/statistics.ts';
import { titleOf } from '../../core/task.ts';
import { reasons, settledStatuses, statuses } from '../../core/vocabulary.ts';
import { controlsOf } from '../../operations/controlled.ts';
import { filterFields } from '../../operations/filter.ts';
import { openRequests } from '../../operations/open-requests.ts';
import type { Context } from '../../operations/operation.ts';
import { readQuietly } from '../../operations/read-quietly.ts';
import {
  everything,
  finishedTasks,
  latestTasks,
  liveTasks,
  type Named,
} from '../../operations/walk.ts';
import type { WordKind } from '../../operations/word-kind.ts';
import type { Candidate } from './candidate.ts';
import { settingKeys, settingValues } from './settings.ts';

/** What is typed so far of a word, and of those in front of it. */
export interface Begun {
  readonly text: string;
  readonly before: readonly string[];
  /** Whether the shell shows what a word means: only then is that looked up. */
  readonly explained: boolean;
}

/** More would be no help on any screen. */
const finishedMax = 200;
/** Records are opened for the first of them alone. */
const explainedMax = 100;

/** The words of a kind that there are. */
export async function wordsOf(
  kind: Exclude<WordKind, 'file' | 'folder'>,
  context: Context,
  begun: Begun,
): Promise<readonly Candidate[]> {
  switch (kind) {
    case 'task':
      return tasksAmong(context, [...live(context, begun), ...finished(context, begun)], begun);
    case 'live task':
      return tasksAmong(context, live(context, begun), begun);
    case 'finished task':
      return tasksAmong(context, finished(context, begun), begun);
    case 'settled status':
      return [...settledStatuses, 'all'].map((word) => ({ word }));
    case 'request':
      return requestsIn(context);
    case 'agent':
      return agentsIn(context);
    case 'group':
      return groupsIn(context);
    case 'schedule':
      return schedulesIn(context);
    case 'callback':
      return callbacksIn(context);
    case 'workspace':
      return workspacesIn(context);
    case 'zone':
      return Intl.supportedValuesOf('timeZone').map((word) => ({ word }));
    case 'label':
      return labelsIn(context);
    case 'grouping':
      return groupingsIn(context);
    case 'filter':
      return filtersIn(context, begun);
    case 'setting':
      return settingKeys((await context.agents()).sources(), begun.text);
    case 'setting value':
      return settingValues((await context.agents()).sources(), begun.before.at(-1) ?? '');
  }
}

/** The same name as was begun: `12`, or `task_12`. */
const nameOf = (number: number, { text }: Begun): string =>
  text.startsWith('t') ? `task_${number}` : String(number);

const isMeant = (number: number, begun: Begun): boolean =>
  nameOf(number, begun).startsWith(begun.text);

const live = ({ store }: Context, begun: Begun): Named[] =>
  liveTasks(store, everything).filter(({ number }) => isMeant(number, begun));

function finished({ store }: Context, begun: Begun): Named[] {
  const found: Named[] = [];
  for (const task of finishedTasks(store, everything, 'latest')) {
    if (found.length === finishedMax) break;
    if (isMeant(task.number, begun)) found.push(task);
  }
  return found;
}

function tasksAmong({ store }: Context, tasks: readonly Named[], begun: Begun): Candidate[] {
  return tasks.map(({ number, status }, at) => {
    const task =
      begun.explained && at < explainedMax
        ? readQuietly(() => store.tasks.read(number))
        : undefined;
    const meaning = task ? `${status}, ${task.agent}: ${titleOf(task)}` : status;
    return { word: nameOf(number, begun), meaning };
  });
}

const requestsIn = (context: Context): Candidate[] =>
  [...openRequests(context).values()].flat().map(({ number, task, question }) => ({
    word: `r${number}`,
    meaning: `task ${task}: ${question}`,
  }));

async function agentsIn(context: Context): Promise<Candidate[]> {
  const agents = await context.agents();
  return agentNames(agents.sources()).map((word) => {
    const meaning = readQuietly(() => agents.resolve(word))?.description;
    return { word, ...(meaning && { meaning }) };
  });
}

async function groupsIn(context: Context): Promise<Candidate[]> {
  const settings = (await context.agents()).settings();
  return groupNames(settings, controlsOf(context)).map((word) => {
    const meaning = Object.hasOwn(settings.groups, word)
      ? settings.groups[word]?.description
      : undefined;
    return { word, ...(meaning !== undefined && { meaning }) };
  });
}

async function schedulesIn(context: Context): Promise<Candidate[]> {
  return [...(await context.schedules()).all()].map(([word, read]) =>
    read.ok ? { word, meaning: read.schedule.file.cron } : { word },
  );
}

const callbacksIn = async (context: Context): Promise<Candidate[]> =>
  (await context.agents()).settings().callbacks.map(({ name: word }) => ({ word }));

async function workspacesIn(context: Context): Promise<Candidate[]> {
  const all = await context.workspaces();
  return all.known().map(({ workspace }) => ({ word: all.nameOf(workspace) }));
}

const labelsIn = (context: Context): Candidate[] =>
  labelNames(context).map((name) => ({ word: `${name}=` }));

/** Of the latest tasks: those that are live, and then those that have ended. */
function labelNames({ store }: Context): string[] {
  const names = new Set<string>();
  let looked = 0;
  for (const { number } of latestTasks(store, everything)) {
    if (looked === explainedMax) break;
    looked += 1;
    const labels = readQuietly(() => store.tasks.read(number))?.labels ?? {};
    for (const name of Object.keys(labels)) names.add(name);
  }
  return [...names].sort();
}

const groupingsIn = (context: Context): Candidate[] =>
  [...groupings, ...labelNames(context).map((name) => `label.${name}`)].map((word) => ({
    word,
  }));

async function filtersIn(context: Context, begun: Begun): Promise<Candidate[]> {
  const [, front, field = '', values = ''] = /^((\w+)(?:!=|=|~))(.*)$/s.exec(begun.text) ?? [];
  if (front === undefined) {
    const labels = labelsIn(context).map(({ word }) => ({ word: `label.${word}` }));
    const fields = filterFields.filter((name) => name !== 'label');
    return [...fields.map((name) => ({ word: name === 'text' ? 'text~' : `${name}=` })), ...labels];
  }
  const prefix = front + values.slice(0, values.lastIndexOf(',') + 1);
  return (await valuesOf(context, field)).map(({ word, ...rest }) => ({
    word: prefix + word,
    ...rest,
  }));
}

async function valuesOf(context: Context, field: string): Promise<Candidate[]> {
  if (field === 'status') return statuses.map((word) => ({ word }));
  if (field === 'reason') return reasons.map((word) => ({ word }));
  if (field === 'agent') return agentsIn(context);
  return field === 'group' ? groupsIn(context) : [];
}
