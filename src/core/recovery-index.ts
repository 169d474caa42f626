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
  const shownAway = grouped(survey.archived);
  const known = numbersOf(survey);
  const strays = [
    ...survey.finished.map((entry) => ({ ...entry, pathOf: layout.finishedEntry })),
    ...survey.archived.map((entry) => ({ ...entry, pathOf: layout.archivedEntry })),
  ].filter(({ number }) => !known.has(number));
  return [
    ...survey.records.flatMap((task) => {
      const isAway = survey.away.has(task.number);
      const here = shown.get(task.number) ?? [];
      const there = shownAway.get(task.number) ?? [];
      return isAway && task.settled
        ? awayRepairsOf(task, here, there)
        : finishedRepairsOf(task, here, there);
    }),
    ...strays.map(({ day, number, status, pathOf }): Repair => {
      const path = pathOf(day, number, status);
      const says = `${path} is of no task that is there: it is moved to quarantine/`;
      return { do: 'quarantine', path, as: `finished.${day}.${number}.${status}`, says };
    }),
  ];
}

function finishedRepairsOf(
  task: TaskRecord,
  here: readonly DatedEntry[],
  there: readonly DatedEntry[],
): Repair[] {
  const right = endOf(task);
  const id = taskIdOf(task.number);
  const isRight = isEntry(right);
  // Removing an entry removes its twin in the archive, so what is right is made after that.
  const wrong = [...here.filter((entry) => !isRight(entry)), ...there];
  const isShown = here.some(isRight) && !there.some(isRight);
  return [
    ...wrong.map((entry) => unfinish(task, entry, there.includes(entry))),
    ...(right && !isShown
      ? [
          {
            do: 'finish' as const,
            ...right,
            says: `${id} is ${right.status} and not shown: it gets its entry in ${layout.day(right.day)}`,
          },
        ]
      : []),
  ];
}

/** Its record was put away, so that is where its entry belongs. */
function awayRepairsOf(
  task: TaskRecord,
  here: readonly DatedEntry[],
  there: readonly DatedEntry[],
): Repair[] {
  const right = endOf(task);
  const isRight = isEntry(right);
  const wrong = [...here, ...there].filter((entry) => !isRight(entry));
  const isShown = there.some(isRight) && !here.some(isRight);
  return [
    ...wrong.map((entry) => unfinish(task, entry, there.includes(entry))),
    ...(right && !isShown
      ? [
          {
            do: 'archive' as const,
            ...right,
            says: `${taskIdOf(task.number)} is in the archive: it gets its entry in ${layout.archivedDay(right.day)}`,
          },
        ]
      : []),
  ];
}

const endOf = ({ number, settled }: TaskRecord): DatedEntry | undefined =>
  settled && { number, status: settled.status, day: dayOf(settled.endedAt) };

const isEntry =
  (right: DatedEntry | undefined) =>
  (entry: DatedEntry): boolean =>
    entry.day === right?.day && entry.status === right.status;

function unfinish(task: TaskRecord, entry: DatedEntry, isAway: boolean): Repair {
  const { day, number, status } = entry;
  const right = endOf(task);
  const is = right ? `ended on ${right.day} as ${right.status}` : 'is not finished';
  const path = (isAway ? layout.archivedEntry : layout.finishedEntry)(day, number, status);
  return { do: 'unfinish', ...entry, says: `${taskIdOf(number)} ${is}: ${path} is removed` };
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
