import assert from 'node:assert/strict';
import { type CommandName, commands } from '../../src/cli/commands/index.ts';
import { type Command, ErrorOutput, exits, type Printed } from '../../src/cli/stage.ts';
import { type JsonSchema, parse } from '../../src/lib/schema.ts';
import type { Call, CallOptions, Outcome, Project } from './cli.ts';
import { asking, isAsked, isConducted, isWatching, sh, untilGo } from './stories.ts';
import { until } from './until.ts';

/** A way to ask a command for JSON, such as `status --watch`, and what it says it prints. */
export interface Form extends Printed {
  readonly command: CommandName;
  /** What is typed, after `orchestra`. */
  readonly words: string;
}

/** What every command prints that is refused, on stderr. */
export const refusal: Form = {
  command: 'show',
  words: 'refused',
  schema: ErrorOutput,
  isLines: true,
};

/** Every form of every command, and the refusal. */
export async function jsonForms(): Promise<Form[]> {
  const names = Object.keys(commands) as CommandName[];
  const forms = names.map(async (name) => {
    const { output, prints = {} }: Command = await commands[name]();
    const own = output ? [{ command: name, words: name, schema: output }] : [];
    const more = Object.entries(prints).map(([words, printed]) => ({
      command: name,
      words: `${name} ${words}`.trimEnd(),
      ...printed,
    }));
    return [...own, ...more];
  });
  return [refusal, ...(await Promise.all(forms)).flat()];
}

/** A call of a form; `--json` is added. */
export interface JsonCall {
  /** The form, by its words. */
  readonly of: string;
  readonly args: readonly string[];
  readonly code?: number;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** It goes on until this is so, and is then interrupted. */
  readonly interruptedWhen?: (project: Project, call: Call) => unknown;
  /** What must be so before. */
  readonly before?: (project: Project) => unknown;
  /** Shown in the documentation. */
  readonly isShown?: true;
  /** What it tells depends on the machine, so that an example may hold other fields. */
  readonly isOfMachine?: true;
}

/** The settings of a project that the calls are made in. */
export const jsonConfig = {
  maxParallel: 1,
  agents: {
    sh,
    told: {
      command: 'sh',
      args: [
        '-c',
        `echo '{"type":"assistant","message":{"content":[{"type":"text","text":"done"}]}}'`,
      ],
      format: 'claude',
    },
  },
};

const olderTask = JSON.stringify({
  taskId: 'task_1764547200',
  status: 'complete',
  agent: 'sh',
  prompt: 'echo hello',
  createdAt: '2025-12-01T00:00:00Z',
});

const patience = { timeoutMs: 60_000 };
const shown = { isShown: true } as const;

/** Workspaces are remembered below the home, which is the project. */
const known = { XDG_STATE_HOME: '' };

/** Nothing of this machine: no agent CLI is found. */
const bare = { PATH: '/nowhere' };

/**
 * Calls that print every form of JSON, in an order in which what they print does not depend on
 * who is faster. Every form is in it, and at most one call of a form per kind of answer.
 */
export const jsonCalls: readonly JsonCall[] = [
  {
    of: 'init',
    args: ['init', '--dir', 'other/.orchestra'],
    env: bare,
    ...shown,
    isOfMachine: true,
  },
  { of: 'config', args: ['config', 'set', 'agents.told.timeout', '10m'], ...shown },
  { of: 'config', args: ['config', 'get', 'agents.told.timeout'] },
  { of: 'callbacks', args: ['callbacks'] },
  { of: 'enqueue', args: ['enqueue', '--agent', 'sh', 'echo hello; echo oh >&2'], ...shown },
  { of: 'run', args: ['run'], env: known, ...shown },
  { of: 'run', args: ['run', '1'] },
  { of: refusal.words, args: ['show', '99'], code: exits.failed, ...shown },
  { of: refusal.words, args: ['show', '--nonsense'], code: exits.usage },
  { of: 'wait', args: ['wait', '1'], ...shown },
  { of: 'logs ID --stderr', args: ['logs', '1'], ...shown },
  { of: 'logs ID --stderr', args: ['logs', '1', '--stderr'] },
  { of: 'status', args: ['status'], ...shown },
  {
    of: 'status --watch',
    args: ['status', '--watch'],
    interruptedWhen: (_, call) => call.said.stdout.includes('\n'),
    ...shown,
  },
  { of: 'list', args: ['list', '--filter', 'status=complete'], ...shown },
  { of: 'search', args: ['search', 'hello', '--limit', '1'], ...shown },
  { of: 'stats', args: ['stats', '--filter', 'status=complete'], ...shown },
  { of: 'daemon status', args: ['daemon', 'status'], code: exits.failed },
  { of: 'daemon start', args: ['daemon', 'start'], ...shown },
  { of: 'daemon status', args: ['daemon', 'status'], ...shown },
  { of: 'daemon restart', args: ['daemon', 'restart'], ...shown },
  {
    of: 'daemon logs',
    args: ['daemon', 'logs', '-n', '1'],
    before: ({ read }) =>
      until('it says so', () => /conducts \(daemon\)\n$/.test(read('.orchestra/conductor.log'))),
    ...shown,
  },
  {
    of: 'start',
    args: ['start', 'sh', 'echo hello', '--wait', '--title', 'say hello', '--label', 'area=demo'],
    ...shown,
  },
  { of: 'start', args: ['start', 'told', 'x', '--follow'] },
  { of: 'logs ID', args: ['logs', '3'], ...shown },
  { of: 'show', args: ['show', '2'], ...shown },
  { of: 'start', args: ['start', 'sh', 'echo hello', '--dry-run', '--timeout', '1h'], ...shown },
  { of: 'start', args: ['start', 'sh', untilGo, '--timeout', '1h', '--no-run'] },
  {
    of: 'pause', // Before anything waits: a run that is paused gives its slot away.
    args: ['pause', '4'],
    before: ({ read }) => until('it runs', () => read('.orchestra/runs/4/started'), patience),
    ...shown,
  },
  { of: 'resume', args: ['resume', '4'], ...shown },
  {
    of: 'start',
    args: ['start', 'sh', '--batch', '-'],
    input: '{"prompt": "one"}\n{"prompt": "two"}\n',
    ...shown,
  },
  { of: 'timeout', args: ['timeout', 'check'], ...shown },
  { of: 'why', args: ['why', '6'], ...shown },
  { of: 'deps', args: ['deps'] },
  { of: 'deps', args: ['deps', 'show', '6'], ...shown },
  { of: 'pause', args: ['pause', '--agent', 'told', '--wait'] },
  { of: 'resume', args: ['resume', '--agent', 'told'] },
  { of: 'parallel', args: ['parallel'], ...shown },
  { of: 'parallel', args: ['parallel', '2', '--agent', 'told'] },
  { of: 'group', args: ['group', 'add', 'slow', '--parallel', '1'], ...shown },
  { of: 'group', args: ['group', 'list'] },
  {
    of: 'schedule',
    args: [
      ...['schedule', 'add', 'nightly', '--cron', '0 3 * * *', '--tz', 'Europe/Berlin'],
      ...['--agent', 'sh', 'echo tidy'],
    ],
    isOfMachine: true, // The next times of it depend on when it is asked.
    ...shown,
  },
  { of: 'schedule', args: ['schedule', 'pause', 'nightly'] },
  { of: 'schedule', args: ['schedule', 'list'] },
  { of: 'schedule', args: ['schedule', 'check'] },
  { of: 'schedule', args: ['schedule', 'remove', 'nightly'] },
  { of: 'priority', args: ['priority', '5', '6', '-3'], ...shown },
  { of: 'switch', args: ['switch', '5', '6'], ...shown },
  { of: 'switch', args: ['switch', '4', '5'], code: exits.failed },
  { of: 'edit', args: ['edit', '5', '--title', 'the first one'], ...shown },
  { of: 'hold', args: ['hold', '5'], ...shown },
  { of: 'release', args: ['release', '5'], ...shown },
  { of: 'timeout', args: ['timeout', 'extend', '4', '30m'] },
  { of: 'retry', args: ['retry', '1'], ...shown },
  { of: 'cancel', args: ['cancel', '5', '6'], ...shown },
  { of: 'cancel', args: ['cancel', '5'], code: exits.failed },
  { of: 'wait', args: ['wait', '4', '--timeout', '1ms'], code: exits.timeout },
  {
    of: 'wait',
    args: ['wait', '1', '4'],
    interruptedWhen: (_, { pid }) => isWatching(pid),
    code: exits.interrupted,
  },
  { of: 'status', args: ['status', '4'] },
  { of: 'cancel', args: ['cancel', '--all'] },
  {
    of: 'start',
    args: [
      ...['start', 'sh', '--title', 'merge it'],
      asking({ question: 'Which branch?', options: ['main', 'next'] }),
    ],
  },
  {
    of: 'requests',
    args: ['requests'],
    before: (project) => until('it asks', isAsked(project), patience),
    ...shown,
  },
  {
    of: 'requests --watch',
    args: ['requests', '--watch'],
    interruptedWhen: (_, call) => call.said.stdout.includes('\n'),
    ...shown,
  },
  { of: 'answer', args: ['answer', 'r1', '2'], ...shown },
  { of: 'start', args: ['start', 'sh', 'true', '--approve'] },
  {
    of: 'approve',
    args: ['approve', 'r2', '--note', 'go on'],
    before: (project) => until('it is asked for', isAsked(project, 2), patience),
    ...shown,
  },
  { of: 'start', args: ['start', 'sh', 'true', '--approve'] },
  {
    of: 'reject',
    args: ['reject', 'r3', 'not', 'on', 'a', 'Friday'],
    before: (project) => until('it is asked for', isAsked(project, 3), patience),
    ...shown,
  },
  { of: 'reject', args: ['reject', 'r3', 'twice'], code: exits.failed },
  { of: 'wait', args: ['wait'] },
  { of: 'archive', args: ['archive', 'cancelled', '--dry-run'], ...shown },
  { of: 'clean', args: ['clean', 'all', '--dry-run'] },
  { of: 'clean', args: ['clean', 'cancelled'], ...shown },
  { of: 'daemon stop', args: ['daemon', 'stop'], ...shown },
  {
    of: 'daemon',
    args: ['daemon'],
    interruptedWhen: isConducted,
    ...shown,
  },
  { of: 'workspaces', args: ['workspaces'], env: known, ...shown },
  { of: 'workspaces', args: ['workspaces', 'forget', '.'], env: known },
  { of: 'status --everywhere', args: ['status', '--everywhere'], env: known },
  { of: 'unlock', args: ['unlock'], ...shown },
  { of: 'recover', args: ['recover', '--dry-run'] },
  { of: 'recover', args: ['recover'], ...shown },
  { of: 'index', args: ['index', 'rebuild'], ...shown },
  {
    of: 'migrate',
    args: ['migrate', 'old', '--dry-run'],
    before: ({ write }) => write('old/.orchestra/tasks/task_1764547200.json', olderTask),
    ...shown,
  },
  { of: 'agents', args: ['agents', 'list', '--no-probe'] },
  { of: 'agents', args: ['agents', 'show', 'sh', '--no-probe'], ...shown, isOfMachine: true },
  { of: 'agents test NAME', args: ['agents', 'test', 'simulated'], ...shown, isOfMachine: true },
  { of: 'doctor', args: ['doctor'], env: bare, code: exits.failed, ...shown, isOfMachine: true },
  { of: 'demo', args: ['demo', '--folder', 'demo'], ...shown },
  { of: 'completion', args: ['completion', 'fish'], ...shown },
];

/** Makes a call and answers with all it printed, one value or many; nothing else may be there. */
export async function answersOf(project: Project, call: JsonCall, form: Form): Promise<unknown[]> {
  await call.before?.(project);
  const args = [...call.args, '--json'];
  const options: CallOptions = {
    ...(call.input && { input: call.input }),
    ...(call.env && { env: call.env }),
  };
  const what = `orchestra ${args.join(' ')}`;
  const { interruptedWhen, code = exits.ok } = call;
  const ended = interruptedWhen
    ? await interrupted(project.background(args, options), what, (made) =>
        interruptedWhen(project, made),
      )
    : await project.ask(args, options);
  assert.equal(ended.code, code, `${what}: ${ended.stderr}${ended.stdout}`);
  const text = form === refusal ? ended.stderr : ended.stdout;
  assert.notEqual(text, '', `${what} prints nothing: ${ended.stderr}`);
  const { isLines } = form;
  const values = (isLines ? text.trimEnd().split('\n') : [text]).map((one) => JSON.parse(one));
  assert.equal(text, printed(values, isLines), what);
  return values;
}

async function interrupted(
  made: Call,
  what: string,
  when: (made: Call) => unknown,
): Promise<Outcome> {
  await until(`${what} is interrupted`, () => when(made), patience);
  made.kill('SIGINT');
  return made.ended;
}

/** As it stands on stdout, or on stderr. */
export const printed = (values: readonly unknown[], isLines = false): string =>
  values.map((value) => `${JSON.stringify(value, null, isLines ? 0 : 2)}\n`).join('');

/** Everything in which a value is not what a schema says; unknown fields are told, too. */
export function problemsWith(schema: JsonSchema, value: unknown): readonly object[] {
  const read = parse(schema, value);
  return read.ok ? [] : read.issues;
}
