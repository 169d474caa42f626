import { type DatedEntry, dayOf, layout, orderOf } from './layout.ts';
import type { LiveEntry, Repair, Survey } from './survey.ts';
import { liveRunOf, type TaskRecord, taskIdOf } from './task.ts';
import { type QueueFolder, settledStatuses } from './vocabulary.ts';

/** What is out of order in queue/, against the records. */
export const indexRepairs = (survey: Survey): Repair[] => [
  ...entryRepairs(survey),
  ...finishedRepairs(survey),
  ...headRepairs(survey),
];

/** How many entries a record may have, and where: the rest is for the conductor to move. */
function foldersOf(task: TaskRecord): readonly QueueFolder[] {
  if (task.settled) return [];
  if (liveRunOf(task)) return ['running', 'awaiting'];
  if (task.draft) return ['draft'];
  return task.hold ? ['blocked'] : ['pending', 'blocked'];
}

function entryRepairs(survey: Survey): Repair[] {
  const shown = grouped(survey.entries);
  const known = numbersOf(survey);
  const open = new Set(survey.open);
  const stray = survey.entries
    .filter(({ number }) => !known.has(number))
    .map((entry) => leave(entry, 'there is no such task'));
  return [
    ...survey.records.flatMap((task): Repair[] => {
      // What a batch has yet to show is shown when its wish is carried out to the end.
      if (task.from && open.has(task.from.intent)) return [];
      return entryRepairsOf(task, shown.get(task.number) ?? []);
    }),
    ...stray,
  ];
}

function entryRepairsOf(task: TaskRecord, entries: readonly LiveEntry[]): Repair[] {
  const id = taskIdOf(task.number);
  const folders = foldersOf(task);
  const order = orderOf(task);
  const right = folders
    .map((folder) => entries.find((one) => one.folder === folder && one.order === order))
    .find((entry) => entry !== undefined);
  const wrong = entries.filter((entry) => entry !== right);
  const [folder] = folders;
  const because = right
    ? 'it is shown twice'
    : folder
      ? `it belongs into queue/${folder}`
      : `it is ${task.settled?.status ?? 'nowhere'}`;
  return [
    ...(folder && !right
      ? [
          {
            do: 'enter' as const,
            folder,
            order,
            says: `${id} is not shown: it gets its entry in queue/${folder}`,
          },
        ]
      : []),
    ...wrong.map((entry) => leave(entry, because)),
  ];
}

const leave = ({ folder, order, number }: LiveEntry, because: string): Repair => ({
  do: 'leave',
  folder,
  order,
  says: `${taskIdOf(number)} is shown in ${layout.entry(folder, order)}, and ${because}: the entry is removed`,
});

function finishedRepairs(survey: Survey): Repair[] {
  const shown = grouped(survey.finished);
  const known = numbersOf(survey);
  return [
    ...survey.records.flatMap((task) => finishedRepairsOf(task, shown.get(task.number) ?? [])),
    ...survey.finished
      .filter(({ number }) => !known.has(number))
      .map(({ day, number, status }): Repair => {
        const path = layout.finishedEntry(day, number, status);
        const says = `${path} is of no task that is there: it is moved to quarantine/`;
        return { do: 'quarantine', path, as: `finished.${day}.${number}.${status}`, says };
      }),
  ];
}

function finishedRepairsOf(task: TaskRecord, entries: readonly DatedEntry[]): Repair[] {
  const { number, settled } = task;
  const id = taskIdOf(number);
  const right = settled && { number, status: settled.status, day: dayOf(settled.endedAt) };
  const isRight = (entry: DatedEntry) => entry.day === right?.day && entry.status === right.status;
  const is = settled ? `ended on ${right?.day} as ${settled.status}` : 'is not finished';
  return [
    ...(right && !entries.some(isRight)
      ? [
          {
            do: 'finish' as const,
            ...right,
            says: `${id} is ${right.status} and not shown: it gets its entry in ${layout.day(right.day)}`,
          },
        ]
      : []),
    ...entries
      .filter((entry) => !isRight(entry))
      .map((entry): Repair => {
        const path = layout.finishedEntry(entry.day, number, entry.status);
        return { do: 'unfinish', ...entry, says: `${id} ${is}: ${path} is removed` };
      }),
  ];
}

/** The counts are taken from the folders, so that is what they are compared with. */
function headRepairs({ head, finished }: Survey): Repair[] {
  const isRight = settledStatuses.every(
    (status) => head?.[status] === finished.filter((entry) => entry.status === status).length,
  );
  if (head && isRight) return [];
  const what = head ? 'does not add up' : 'and its journal cannot be read together';
  return [{ do: 'count', says: `${layout.head} ${what}: what is finished is counted anew` }];
}

/** Numbers that something may rightly be shown for. */
const numbersOf = ({ records, sealed }: Survey): ReadonlySet<number> =>
  new Set([...records.map(({ number }) => number), ...sealed]);

function grouped<T extends { readonly number: number }>(all: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const one of all) {
    const group = groups.get(one.number);
    if (group) group.push(one);
    else groups.set(one.number, [one]);
  }
  return groups;
}
