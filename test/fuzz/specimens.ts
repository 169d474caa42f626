import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readerOf } from '../../src/adapters/agents/index.ts';
import { Private } from '../../src/adapters/workspace.ts';
import { configProblems } from '../../src/core/config-check.ts';
import { readConfig, tellProblem } from '../../src/core/config-problem.ts';
import { Delivery, Mark } from '../../src/core/delivery.ts';
import { type Telling, tell } from '../../src/core/events.ts';
import { Failure } from '../../src/core/failure.ts';
import { layout } from '../../src/core/layout.ts';
import type { Agents } from '../../src/core/ports.ts';
import { Ask } from '../../src/core/request.ts';
import { resolveAgent } from '../../src/core/resolve-agent.ts';
import { readSchedule } from '../../src/core/scheduled.ts';
import type { Store } from '../../src/core/store.ts';
import { parseText } from '../../src/lib/schema.ts';
import { draftBatch } from '../../src/operations/batch.ts';
import type { Context } from '../../src/operations/operation.ts';
import { createFakeClock } from '../support/fake-machine.ts';
import { projectRoot } from '../support/root.ts';
import { settingsOf } from '../support/seen.ts';

/** A file that is read back: where it is, what it may hold, and who reads it. */
export interface Specimen {
  readonly name: string;
  /** Relative to `.orchestra/`. */
  readonly path: string;
  readonly texts: readonly string[];
  /** Answers with what was understood; undefined is a documented ignore, a Failure a diagnosis. */
  read(store: Store, text: string): unknown;
}

const order = '00001767225600-00000001';
const deliveryId = '01767225600000-onIdle-idle-a';
const at = '2026-01-01T00:16:40.000Z';
const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const since = { bootId: 'boot-1', monotonicMs: 1_000_000, at };
const identity = { host: 'fake', pidNamespace: '', bootId: 'boot-1', pid: 7, startTime: '7' };
const token = '0123456789abcdef0123456789abcdef';
const outcome = { status: 'failed', reason: 'exit', message: 'no', endedAt: at, elapsedMs: 5 };
const wanted = { agent: 'coder', prompt: 'do it\nwell', cwd: '/fake', priority: 0 };
const finished = { number: 3, status: 'complete', agent: 'coder', title: 'x', at, attempt: 1 };

const task = pretty({
  version: 1,
  number: 1,
  createdAt: at,
  ...wanted,
  title: 'a title',
  retry: { retries: 2, delayMs: 10, on: ['exit', 'crash'] },
  after: [2, 3],
  env: { A: 'b' },
  labels: { area: 'parser' },
  notBefore: at,
  timeoutMs: 5,
  from: { intent: order, line: 1 },
  asked: 2,
  cancelled: { by: order, at },
  by: [order],
  runs: [
    { run: 1, ask: 1, attempt: 1, outcome },
    { run: 2, ask: 2, attempt: 1 },
  ],
});
const wish = (rest: object): string => pretty({ version: 1, at, ...rest });
const wishes = [
  wish({ kind: 'cancel', tasks: [1, 2] }),
  wish({ kind: 'retry', task: 1, prompt: 'again' }),
  wish({ kind: 'batch', tasks: [wanted, { ...wanted, after: [1], afterLines: [1] }] }),
  wish({ kind: 'clean', tasks: [1] }),
  wish({ kind: 'archive', tasks: [1] }),
  wish({ kind: 'deliver', deliveries: [deliveryId] }),
  wish({ kind: 'timeout', task: 1, mode: 'extend', ms: 1000 }),
  wish({ kind: 'change', tasks: [1], set: { priority: 1, after: [2] }, clear: ['hold'] }),
  wish({ kind: 'switch', tasks: [1, 2] }),
  wish({ kind: 'control', who: 'me', what: 'group', name: 'slow', paused: true, maxParallel: 2 }),
  wish({ kind: 'pause', who: 'me', tasks: [1], paused: true }),
  wish({ kind: 'answer', request: 1, answer: { yes: [true] } }),
  wish({ kind: 'answer', request: 1, answer: { decision: 'reject', note: 'no' }, who: 'ada' }),
];
const batch = [
  { agent: 'coder', prompt: 'one', timeout: '5m', env: { A: 'b' }, labels: { x: 'y' } },
  { prompt: 'two', after: ['1', '#1'], delay: 5, retries: 2, title: 't', model: 'm', cwd: '/' },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join('');
const journal = [1, 2, 3]
  .map((seq) => `${JSON.stringify({ seq, ...finished, number: seq })}\n`)
  .join('');
const head = pretty({
  version: 1,
  seq: 1,
  complete: 3,
  failed: 1,
  cancelled: 0,
  highest: 5,
  last: [finished],
  boot: 'boot-1',
});
const config = pretty({
  defaultAgent: 'coder',
  maxParallel: 3,
  timeout: '1h',
  idleExit: '30s',
  retry: { retries: 2, delay: '1m', on: ['exit'] },
  agents: {
    coder: { command: 'sh', args: ['-c', '{prompt}'], grace: '1s', env: { A: 'b' } },
    other: { extends: 'coder', prompt: 'stdin', promptTemplate: '{prompt}', timeout: '5m' },
  },
});

const controls = pretty({
  version: 1,
  queue: { paused: { by: 'me', at }, maxParallel: 3 },
  groups: { slow: { maxParallel: 1 } },
  agents: { coder: { paused: { by: 'me', at } } },
  by: [order],
});

const timetable = pretty({
  version: 1,
  decided: { fingerprint: '0 3 * * * UTC', over: [{ after: at, until: at }] },
  last: { at, task: 1, skipped: 'it runs' },
  missed: 2,
});
const schedule = pretty({
  cron: '0 3 * * mon',
  tz: 'UTC',
  overlap: 'queue',
  ifMissed: 'skip',
  task: { agent: 'coder', prompt: 'tidy up', timeout: 90, labels: { a: 'b' } },
});

const run = (file: Parameters<typeof layout.inRun>[1]) => layout.inRun(1, file);

/** Every kind of file that is read back. */
export const specimens: readonly Specimen[] = [
  {
    name: 'controls',
    path: layout.controls,
    texts: [controls],
    read: ({ controls: file }) => file.read(),
  },
  {
    name: 'timetable',
    path: layout.timetable('nightly'),
    texts: [timetable],
    read: ({ timetables }) => [timetables.names(), timetables.read('nightly')],
  },
  {
    name: 'schedule',
    path: layout.schedule('nightly'),
    texts: [schedule],
    read: (_, text) => understandSchedule(text),
  },
  { name: 'task', path: layout.task(1), texts: [task], read: ({ tasks }) => tasks.read(1) },
  {
    name: 'archived task',
    path: layout.archivedTask(1),
    texts: [task],
    read: ({ tasks }) => tasks.read(1),
  },
  {
    name: 'spec',
    path: run('spec.json'),
    texts: [
      pretty({
        ...{
          version: 1,
          run: 1,
          task: 1,
          attempt: 1,
          agent: 'coder',
          argv: ['/bin/sh', '-c', 'x'],
        },
        ...{
          cwd: '/fake',
          environment: ['A'],
          stdin: 'prompt',
          launcher: 'local',
          token,
          epoch: 1,
        },
        ...{
          slot: 0,
          completion: 'either',
          format: 'claude',
          trustExit: true,
          stopSignals: ['INT'],
        },
        ...{ graceMs: 5, lingerMs: 5, timeoutMs: 5, classic: true, simulated: false },
      }),
    ],
    read: ({ runs }) => runs.spec(1),
  },
  {
    name: 'started',
    path: run('started'),
    texts: [pretty({ version: 1, handle: { launcher: 'local', identity, token }, since })],
    read: ({ runs }) => runs.started(1),
  },
  {
    name: 'stop',
    path: run('stop.json'),
    texts: [
      pretty({ version: 1, status: 'cancelled', reason: 'user', message: 'm', by: order, since }),
    ],
    read: ({ runs }) => runs.stop(1),
  },
  {
    name: 'verdict',
    path: run('verdict.json'),
    texts: [
      pretty({
        ...{ version: 1, run: 1, task: 1, attempt: 1, ...outcome, by: 'exit', exit: 3 },
        ...{ session: 's', startedAt: at, epoch: 1 },
      }),
    ],
    read: ({ runs }) => runs.verdict(1),
  },
  { name: 'exit', path: run('exit'), texts: ['0\n', '143\n'], read: ({ runs }) => runs.exit(1) },
  {
    name: 'deadline',
    path: run('deadline'),
    texts: ['3600\n', '\n'],
    read: ({ runs }) => runs.deadline(1),
  },
  {
    name: 'error sentinel',
    path: `${layout.outbox(1)}/error`,
    texts: ['it broke', pretty({ error: 'it broke', details: { at: 3 }, timestamp: at })],
    read: ({ runs }) => runs.sentinel(1),
  },
  {
    name: 'done sentinel',
    path: `${layout.outbox(1)}/done`,
    texts: ['all done\n'],
    read: ({ runs }) => runs.sentinel(1),
  },
  {
    name: 'classic sentinel',
    path: layout.classic(1, 'error'),
    texts: ['{"error":"x"}'],
    read: ({ tasks }) => tasks.readClassic(1, 'error'),
  },
  {
    name: 'ask',
    path: `${layout.outbox(1)}/ask-1.json`,
    texts: [pretty({ kind: 'question', question: 'which?', options: ['a', 'b'] })],
    read({ runs }) {
      const report = runs.readAsk(1, runs.asks(1)[0] ?? 0);
      return report && told(parseText(Ask, report.text));
    },
  },
  {
    name: 'request',
    path: layout.request(1),
    texts: [
      pretty({
        ...{ version: 1, number: 1, run: 1, task: 1, ask: 1, kind: 'question', question: 'which?' },
        ...{ options: ['a'], since, answer: { by: order, at: since, value: [1] } },
        closed: { as: 'answered', at },
      }),
      pretty({
        ...{ version: 1, number: 1, task: 1, kind: 'approval', question: 'May it start?', since },
        answer: { by: order, at: since, value: { decision: 'approve' }, who: 'ada' },
      }),
    ],
    read: ({ requests }) => requests.read(1),
  },
  {
    name: 'wish',
    path: layout.intent(order),
    texts: wishes,
    read: ({ intents }) => intents.read(order),
  },
  {
    name: 'plan',
    path: layout.plan(order),
    texts: [pretty({ version: 1, numbers: [4, 5] })],
    read: ({ intents }) => intents.plan(order),
  },
  {
    name: 'answered',
    path: layout.answer(order),
    texts: [
      pretty({
        ...{ version: 1, intent: JSON.parse(wishes[0] ?? ''), at },
        results: [{ ok: 'yes', task: 1, message: 'm', bytes: 5 }],
      }),
    ],
    read: ({ intents }) => intents.answered(order),
  },
  {
    name: 'head',
    path: layout.head,
    texts: [head],
    read: ({ queue }) => [queue.head(), queue.storedHead()],
  },
  { name: 'journal', path: layout.journal, texts: [journal], read: ({ queue }) => queue.head() },
  {
    name: 'floor',
    path: layout.floor,
    texts: ['12\n'],
    read: ({ tasks }) => inRange(tasks.floor(), tasks.highest(0)),
  },
  {
    name: 'floor of runs',
    path: layout.runFloor,
    texts: ['12\n'],
    read: ({ runs }) => inRange(runs.next(0)),
  },
  {
    name: 'epoch',
    path: layout.epoch(3),
    texts: [
      pretty({
        version: 1,
        epoch: 3,
        kind: 'daemon',
        holder: identity,
        since: at,
        heartbeatMs: 5000,
      }),
    ],
    read: ({ lock }) => lock.look(),
  },
  {
    name: 'delivery',
    path: layout.delivery(deliveryId),
    texts: [
      pretty({
        ...{ version: 1, id: deliveryId, callback: 'a', attempts: 1, notBefore: at, problem: 'no' },
        facts: { event: 'onIdle', at, workspace: '/fake', message: 'm', labels: { a: 'b' } },
        outcome: { is: 'given_up', at, message: 'no' },
      }),
    ],
    read: (_, text) => told(parseText(Delivery, text)),
  },
  {
    name: 'mark of a callback',
    path: layout.mark('idle'),
    texts: [pretty({ version: 1, since: at })],
    read: (_, text) => told(parseText(Mark, text)),
  },
  {
    name: 'config',
    path: layout.config,
    texts: [config, readFileSync(join(projectRoot, 'agent-config.example.json'), 'utf8')],
    read: (_, text) => understandConfig(text),
  },
  {
    name: 'private view',
    path: layout.private,
    texts: [pretty({ version: 1, run: '1', workspace: '/real/.orchestra' })],
    read: (_, text) => told(parseText(Private, text)),
  },
  {
    name: 'batch',
    path: 'batch.jsonl',
    texts: [batch],
    read: (store, text) => draftBatch(contextOf(store), text, {}),
  },
  ...['claude', 'codex', 'opencode', undefined].map((format) => ({
    name: `events of ${format}`,
    path: run('stdout'),
    texts: recorded(format ?? 'claude'),
    read: (_: Store, text: string) => listen(format, text),
  })),
];

/** A name in a queue folder, a day, a request or a wish: read as one, or a stranger's. */
export const namedBy: readonly ((name: string) => string)[] = [
  (name) => `${layout.queue('pending')}/${name}`,
  (name) => `${layout.day('2026-01-01')}/${name}`,
  (name) => `${layout.finished}/${name}`,
  (name) => `${layout.intents}/${name}`,
  (name) => `${layout.requests}/${name}`,
  (name) => `${layout.outbox(1)}/${name}`,
  (name) => `${layout.lock}/${name}`,
  (name) => `${layout.tasks}/${name}`,
];

/** Names that are in order. */
export const names = [
  '0999-0000000001-1',
  '12.failed',
  '2026-01-01',
  `${order}.json`,
  `${order}.plan.json`,
  'r12.json',
  'ask-1.json',
  '7',
  '7.released',
  '7.beat',
  'task_7.json',
  'task_7.done',
  'floor',
] as const;

/** Lists everything that is found by its name. */
export function listAll(store: Store): unknown {
  const { queue, runs, requests, intents, lock, tasks } = store;
  const days = queue.days();
  return [
    ...['running', 'awaiting', 'pending', 'blocked'].map((folder) =>
      queue.live(folder as 'pending'),
    ),
    days.map((day) => queue.finishedOn(day)),
    [runs.asks(1), requests.numbers(), intents.open(), tasks.numbers()],
    inRange(tasks.highest(0)),
    lock.look(),
  ];
}

function inRange(...numbers: readonly number[]): readonly number[] {
  for (const number of numbers)
    if (!Number.isSafeInteger(number) || number < 0 || number > 9_999_999_999 + 1)
      throw new Error(`${number} is no number of anything`);
  return numbers;
}

function told<T>(
  read: { ok: true; value: T } | { ok: false; issues: readonly { message: string }[] },
) {
  if (read.ok) return read.value;
  const says = read.issues.map(({ message }) => message).join('; ');
  throw new Failure('invalid', says, { hint: 'mend it' });
}

function understandConfig(text: string): unknown {
  const file = '/fake/agent-config.json';
  const read = readConfig(file, text);
  if (!read.ok)
    throw new Failure('invalid', read.problems.map(tellProblem).join('\n'), { hint: 'mend it' });
  const { config: known, locate } = read;
  const sources = {
    configs: [known],
    places: [file],
    profiles: {},
    locate: (_: string, path: string, what: 'value' | 'name') => locate(path, what),
  };
  const resolve = (name: string) => resolveAgent(name, sources, () => undefined);
  return configProblems({ sources: () => sources, resolve });
}

function understandSchedule(text: string): unknown {
  const read = readSchedule('nightly', text, 'UTC');
  if (read.ok) return read.schedule;
  throw new Failure('invalid', read.problems.join('\n'), { hint: 'mend it' });
}

function listen(format: string | undefined, text: string): Telling {
  const readLine = readerOf(format);
  let telling: Telling = {};
  for (const line of text.split('\n'))
    for (const event of readLine(line)) telling = tell(telling, event);
  for (const said of [telling.session, telling.lastMessage, telling.finished?.text])
    if (said !== undefined && typeof said !== 'string') throw new Error(`${said} is no text`);
  return telling;
}

function recorded(format: string): string[] {
  const folder = join(projectRoot, 'test/fixtures/events');
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${format}.`))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split(/(?<=\n)/))
    .filter((line) => line.length < 5_000);
}

/** Of what a drafter asks, only the config and the tasks matter here. */
function contextOf(store: Store): Context {
  const sources = {
    configs: [{ agents: { coder: { command: 'sh', args: ['{prompt}'] } } }],
    places: [],
    profiles: {},
  };
  const agents: Partial<Agents> = {
    resolve: (name) => resolveAgent(name, sources, () => undefined),
    settings: () => settingsOf(),
    sources: () => sources,
    templateAt: () => undefined,
    locate: (command) => `/bin/${command}`,
    environment: () => ({ PATH: '/bin' }),
  };
  const context: Partial<Context> = {
    store,
    clock: createFakeClock(),
    agents: async () => agents as Agents,
    cwd: '/fake',
    insideTask: undefined,
    isFolder: () => true,
  };
  return context as Context;
}
