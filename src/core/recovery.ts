import { layout } from './layout.ts';
import { indexRepairs } from './recovery-index.ts';
import type { RecoveryScope, Repair, RunFacts, Survey } from './survey.ts';
import { taskIdOf } from './task.ts';

/**
 * What is out of order, as the repairs that mend it, in the order in which they are to be done.
 * Pure and total. Records are the truth and folders mirror it: an entry is made or removed as its
 * record says; whatever cannot be made again is only moved to quarantine/.
 */
export function repairsOf(survey: Survey, scope: RecoveryScope): Repair[] {
  const { damaged, sealed } = survey;
  // Who leaves damaged records where they are leaves what is shown for them, too.
  if (scope === 'index')
    return indexRepairs({ ...survey, sealed: [...sealed, ...damaged.map(({ number }) => number)] });
  return [
    ...damagedRepairs(survey),
    ...indexRepairs(survey),
    ...runRepairs(survey),
    ...paperRepairs(survey),
    ...sentinelRepairs(survey),
    ...fileRepairs(survey),
  ];
}

const damagedRepairs = ({ damaged }: Survey): Repair[] =>
  damaged.map(({ number, path }) => {
    const says = `${path} is damaged: it is moved to quarantine/`;
    return path === layout.task(number)
      ? { do: 'quarantine-task', number, says }
      : { do: 'quarantine', path, as: `archived.task_${number}.json`, says };
  });

function runRepairs(survey: Survey): Repair[] {
  const named = namedRuns(survey);
  const sealed = new Set(survey.sealed);
  // A record that cannot be judged may name any run, unless the run itself says whose it is.
  const isJudged = ({ task }: RunFacts) =>
    sealed.size === 0 || (task !== undefined && !sealed.has(task));
  return survey.runs
    .filter((one) => !named.has(one.run) && isJudged(one))
    .map(({ run }) => ({
      do: 'quarantine-run',
      run,
      says: `${layout.run(run)} is of no task: what is alive of it is ended, and it is moved to quarantine/`,
    }));
}

/** Whether each run that a record names is over. */
const namedRuns = ({ records }: Survey): ReadonlyMap<number, boolean> =>
  new Map(
    records.flatMap(({ runs }) => runs.map(({ run, outcome }) => [run, outcome !== undefined])),
  );

/**
 * The papers of a run that may be alive stay: that it was started must not be forgotten. Only
 * those go that are in the way of a decision.
 */
function paperRepairs(survey: Survey): Repair[] {
  const named = namedRuns(survey);
  return survey.runs.flatMap(({ run, damaged }) => {
    const isOver = named.get(run);
    if (isOver === undefined) return [];
    return damaged
      .filter((file) => isOver || file === 'stop.json' || file === 'verdict.json')
      .map((file): Repair => {
        const path = layout.inRun(run, file);
        const says = `${path} is damaged: it is moved to quarantine/`;
        return { do: 'quarantine', path, as: `run_${run}.${file}`, says };
      });
  });
}

function sentinelRepairs(survey: Survey): Repair[] {
  const known = new Set([...survey.records.map(({ number }) => number), ...survey.sealed]);
  const older = new Set(survey.older);
  return survey.sentinels
    .filter(({ number }) => !known.has(number) && !older.has(number))
    .map(({ number, kind }) => {
      const path = layout.classic(number, kind);
      const says = `${path} is of no task: it is moved to quarantine/`;
      return { do: 'quarantine', path, as: `${taskIdOf(number)}.${kind}`, says };
    });
}

function fileRepairs({ requests, leftovers, strangers }: Survey): Repair[] {
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  return [
    ...requests.map((number): Repair => {
      const says = `${layout.request(number)} is damaged: it is moved to quarantine/`;
      return { do: 'quarantine-request', number, says };
    }),
    ...strangers.map((path): Repair => {
      const says = `${path} is no wish that anybody can read: it is moved to quarantine/`;
      return { do: 'quarantine', path, as: `intent.${nameOf(path)}`, says };
    }),
    ...leftovers.map((path): Repair => {
      const says = `${path} was never finished: it is moved to quarantine/`;
      return { do: 'quarantine', path, as: `tmp.${nameOf(path)}`, says };
    }),
  ];
}
