import {
  dayOf,
  layout,
  orderOf
} from "./chunk-QEYDHFPW.js";
import {
  liveRunOf,
  settledStatuses,
  taskIdOf
} from "./chunk-AYEYYZRK.js";

// ../ft/dist/src/core/recovery-index.js
var indexRepairs = (survey) => [
  ...entryRepairs(survey),
  ...finishedRepairs(survey),
  ...headRepairs(survey)
];
function foldersOf(task) {
  if (task.settled || task.draft)
    return [];
  if (liveRunOf(task))
    return ["running", "awaiting"];
  return task.hold ? ["blocked"] : ["pending", "blocked"];
}
function entryRepairs(survey) {
  const shown = grouped(survey.entries);
  const known = numbersOf(survey);
  const open = new Set(survey.open);
  const stray = survey.entries.filter(({ number }) => !known.has(number)).map((entry) => leave(entry, "there is no such task"));
  return [
    ...survey.records.flatMap((task) => {
      if (task.from && open.has(task.from.intent))
        return [];
      return entryRepairsOf(task, shown.get(task.number) ?? []);
    }),
    ...stray
  ];
}
function entryRepairsOf(task, entries) {
  const id = taskIdOf(task.number);
  const folders = foldersOf(task);
  const order = orderOf(task);
  const right = folders.map((folder2) => entries.find((one) => one.folder === folder2 && one.order === order)).find((entry) => entry !== void 0);
  const wrong = entries.filter((entry) => entry !== right);
  const [folder] = folders;
  const because = right ? "it is shown twice" : folder ? `it belongs into queue/${folder}` : `it is ${task.settled?.status ?? "a draft"}`;
  return [
    ...folder && !right ? [
      {
        do: "enter",
        folder,
        order,
        says: `${id} is not shown: it gets its entry in queue/${folder}`
      }
    ] : [],
    ...wrong.map((entry) => leave(entry, because))
  ];
}
var leave = ({ folder, order, number }, because) => ({
  do: "leave",
  folder,
  order,
  says: `${taskIdOf(number)} is shown in ${layout.entry(folder, order)}, and ${because}: the entry is removed`
});
function finishedRepairs(survey) {
  const shown = grouped(survey.finished);
  const known = numbersOf(survey);
  return [
    ...survey.records.flatMap((task) => finishedRepairsOf(task, shown.get(task.number) ?? [])),
    ...survey.finished.filter(({ number }) => !known.has(number)).map(({ day, number, status }) => {
      const path = layout.finishedEntry(day, number, status);
      const says = `${path} is of no task that is there: it is moved to quarantine/`;
      return { do: "quarantine", path, as: `finished.${day}.${number}.${status}`, says };
    })
  ];
}
function finishedRepairsOf(task, entries) {
  const { number, settled } = task;
  const id = taskIdOf(number);
  const right = settled && { number, status: settled.status, day: dayOf(settled.endedAt) };
  const isRight = (entry) => entry.day === right?.day && entry.status === right.status;
  const is = settled ? `ended on ${right?.day} as ${settled.status}` : "is not finished";
  return [
    ...right && !entries.some(isRight) ? [
      {
        do: "finish",
        ...right,
        says: `${id} is ${right.status} and not shown: it gets its entry in ${layout.day(right.day)}`
      }
    ] : [],
    ...entries.filter((entry) => !isRight(entry)).map((entry) => {
      const path = layout.finishedEntry(entry.day, number, entry.status);
      return { do: "unfinish", ...entry, says: `${id} ${is}: ${path} is removed` };
    })
  ];
}
function headRepairs({ head, finished }) {
  const isRight = settledStatuses.every((status) => head?.[status] === finished.filter((entry) => entry.status === status).length);
  if (head && isRight)
    return [];
  const what = head ? "does not add up" : "and its journal cannot be read together";
  return [{ do: "count", says: `${layout.head} ${what}: what is finished is counted anew` }];
}
var numbersOf = ({ records, sealed }) => /* @__PURE__ */ new Set([...records.map(({ number }) => number), ...sealed]);
function grouped(all) {
  const groups = /* @__PURE__ */ new Map();
  for (const one of all) {
    const group = groups.get(one.number);
    if (group)
      group.push(one);
    else
      groups.set(one.number, [one]);
  }
  return groups;
}

// ../ft/dist/src/core/recovery.js
function repairsOf(survey, scope) {
  const { damaged, sealed } = survey;
  if (scope === "index")
    return indexRepairs({ ...survey, sealed: [...sealed, ...damaged.map(({ number }) => number)] });
  return [
    ...damagedRepairs(survey),
    ...indexRepairs(survey),
    ...runRepairs(survey),
    ...paperRepairs(survey),
    ...sentinelRepairs(survey),
    ...fileRepairs(survey)
  ];
}
var damagedRepairs = ({ damaged }) => damaged.map(({ number, path }) => {
  const says = `${path} is damaged: it is moved to quarantine/`;
  return path === layout.task(number) ? { do: "quarantine-task", number, says } : { do: "quarantine", path, as: `archived.task_${number}.json`, says };
});
function runRepairs(survey) {
  const named = namedRuns(survey);
  const sealed = new Set(survey.sealed);
  const isJudged = ({ task }) => sealed.size === 0 || task !== void 0 && !sealed.has(task);
  return survey.runs.filter((one) => !named.has(one.run) && isJudged(one)).map(({ run }) => ({
    do: "quarantine-run",
    run,
    says: `${layout.run(run)} is of no task: what is alive of it is ended, and it is moved to quarantine/`
  }));
}
var namedRuns = ({ records }) => new Map(records.flatMap(({ runs }) => runs.map(({ run, outcome }) => [run, outcome !== void 0])));
function paperRepairs(survey) {
  const named = namedRuns(survey);
  return survey.runs.flatMap(({ run, damaged }) => {
    const isOver = named.get(run);
    if (isOver === void 0)
      return [];
    return damaged.filter((file) => isOver || file === "stop.json" || file === "verdict.json").map((file) => {
      const path = layout.inRun(run, file);
      const says = `${path} is damaged: it is moved to quarantine/`;
      return { do: "quarantine", path, as: `run_${run}.${file}`, says };
    });
  });
}
function sentinelRepairs(survey) {
  const known = /* @__PURE__ */ new Set([...survey.records.map(({ number }) => number), ...survey.sealed]);
  const older = new Set(survey.older);
  return survey.sentinels.filter(({ number }) => !known.has(number) && !older.has(number)).map(({ number, kind }) => {
    const path = layout.classic(number, kind);
    const says = `${path} is of no task: it is moved to quarantine/`;
    return { do: "quarantine", path, as: `${taskIdOf(number)}.${kind}`, says };
  });
}
function fileRepairs({ requests, leftovers, strangers }) {
  const nameOf = (path) => path.slice(path.lastIndexOf("/") + 1);
  return [
    ...requests.map((number) => {
      const says = `${layout.request(number)} is damaged: it is moved to quarantine/`;
      return { do: "quarantine-request", number, says };
    }),
    ...strangers.map((path) => {
      const says = `${path} is no wish that anybody can read: it is moved to quarantine/`;
      return { do: "quarantine", path, as: `intent.${nameOf(path)}`, says };
    }),
    ...leftovers.map((path) => {
      const says = `${path} was never finished: it is moved to quarantine/`;
      return { do: "quarantine", path, as: `tmp.${nameOf(path)}`, says };
    })
  ];
}

export {
  repairsOf
};
