import { Config } from '../../src/core/agent.ts';
import { Controls } from '../../src/core/controls.ts';
import { Delivery, Mark } from '../../src/core/delivery.ts';
import { Head, JournalLine } from '../../src/core/head.ts';
import { Answered, BatchPlan, intents } from '../../src/core/intent.ts';
import { LockRecord } from '../../src/core/lock.ts';
import { InLine, Place } from '../../src/core/places.ts';
import { Registered } from '../../src/core/registered.ts';
import { Ask, Request } from '../../src/core/request.ts';
import { RunSpec, Started, Stop, Verdict } from '../../src/core/run.ts';
import { scheduleFields } from '../../src/core/schedule-file.ts';
import { ScheduledTask } from '../../src/core/scheduled.ts';
import { TaskRecord } from '../../src/core/task.ts';
import { Timetable } from '../../src/core/timetable.ts';
import { type JsonSchema, object } from '../../src/lib/schema.ts';

const dialect = 'https://json-schema.org/draft/2020-12/schema';

/** Everything on disk that others may read or write, by the name of its published schema. */
const published: Readonly<Record<string, readonly [title: string, schema: JsonSchema]>> = {
  'agent-config': ['agent-config.json', Config],
  task: ['tasks/task_<number>.json', TaskRecord],
  'run-spec': ['runs/<run>/spec.json', RunSpec],
  started: ['runs/<run>/started', Started],
  stop: ['runs/<run>/stop.json', Stop],
  verdict: ['runs/<run>/verdict.json', Verdict],
  ask: ['runs/<run>/out/ask-<number>.json', Ask],
  controls: ['controls.json', Controls],
  schedule: ['schedules/<name>.json', object({ ...scheduleFields, task: ScheduledTask })],
  timetable: ['timetable/<name>.json', Timetable],
  head: ['queue/head.json', Head],
  'journal-line': ['a line of queue/journal', JournalLine],
  ...Object.fromEntries(
    Object.entries(intents).map(([kind, schema]) => [
      `intent-${kind}`,
      [`intents/<order>.json of the kind ${kind}`, schema],
    ]),
  ),
  'batch-plan': ['intents/<order>.plan.json', BatchPlan],
  answered: ['intents/answered/<order>.json', Answered],
  request: ['requests/r<number>.json', Request],
  delivery: ['callbacks/<id>.json', Delivery],
  'callback-mark': ['callbacks/marks/<name>.json', Mark],
  lock: ['lock/<epoch>', LockRecord],
  workspace: ['~/.local/state/orchestra/workspaces/<hash>.json', Registered],
  place: ['~/.local/state/orchestra/places/<host>/<place>.<turn>', Place],
  'in-line': ['~/.local/state/orchestra/line/<host>/<hash>.json', InLine],
};

/** Where they are published, below the folder of the project. */
export const schemaFolder = 'templates/schemas';

/** The text of every file of that folder, by its name. */
export const schemaFiles: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(published).map(([name, [title, schema]]) => [
    `${name}.schema.json`,
    `${JSON.stringify({ $schema: dialect, title, ...schema }, withoutEmpty, 2)}\n`,
  ]),
);

/** An object that needs no words of its own has an empty description. */
function withoutEmpty(key: string, value: unknown): unknown {
  return key === 'description' && value === '' ? undefined : value;
}
