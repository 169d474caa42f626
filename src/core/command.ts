import { fillTemplate } from '../lib/template.ts';
import type { ResolvedAgent } from './agent.ts';
import { Failure } from './failure.ts';
import { layout } from './layout.ts';
import type { Hole } from './resolve-agent.ts';
import { type TaskRecord, taskIdOf } from './task.ts';

/** Where the files of one run are, absolute. */
export interface RunPlaces {
  readonly root: string;
  readonly outbox: string;
  readonly promptFile: string;
  readonly doneFile: string;
  readonly errorFile: string;
  readonly planFile: string;
  readonly logFile: string;
  readonly workspace: string;
}

export interface CallContext {
  readonly places: RunPlaces;
  readonly attempt: number;
  readonly slot: number;
  readonly token: string;
  /** The environment of the conductor. */
  readonly inherited: Readonly<Record<string, string>>;
}

/** How an agent is called for one run: nothing is left to interpret, and no shell is involved. */
export interface Call {
  readonly argv: readonly string[];
  /** The prompt with its template applied. */
  readonly prompt: string;
  readonly stdin: 'prompt' | 'none';
  readonly environment: Readonly<Record<string, string>>;
  /** Names of what was added to the inherited environment. */
  readonly added: readonly string[];
}

/** One argv element may hold this many bytes on Linux (MAX_ARG_STRLEN, its final NUL included). */
const argumentBytesMax = 128 * 1024 - 1;

/** Fills the holes of an agent's template and arguments, in one pass each. Throws a Failure. */
export function callFor(agent: ResolvedAgent, task: TaskRecord, context: CallContext): Call {
  const { places } = context;
  const model = task.model ?? agent.model;
  const holes: Record<Exclude<Hole, 'prompt'>, string> = {
    userPrompt: task.prompt,
    promptFile: places.promptFile,
    taskId: taskIdOf(task.number),
    agent: agent.name,
    planFile: places.planFile,
    logFile: places.logFile,
    doneFile: places.doneFile,
    errorFile: places.errorFile,
    workspace: places.workspace,
    model: model ?? '',
    cwd: task.cwd,
    attempt: String(context.attempt),
    previousError: previousErrorOf(task),
  };
  const prompt = agent.template === undefined ? task.prompt : fill(agent.template, holes);
  const modelArgs = model === undefined ? [] : agent.modelArgs;
  const args = placeModel(agent.args, modelArgs).map((arg) => fill(arg, { ...holes, prompt }));
  const argv = [agent.command, ...args];
  argv.forEach(refuseLong);
  const added = addedEnvironment(agent, task, context);
  return {
    argv,
    prompt,
    stdin: agent.prompt === 'stdin' ? 'prompt' : 'none',
    environment: { ...inheritedFor(agent, context.inherited), ...added },
    added: Object.keys(added).sort(),
  };
}

/** Where the files of a run are: its outbox, or the classic names for an agent that knows those. */
export function placesOf(
  root: string,
  run: number,
  task: number,
  classicNames: boolean,
): RunPlaces {
  const at = (path: string) => `${root}/${path}`;
  const outbox = at(layout.outbox(run));
  const shared = {
    root,
    outbox,
    promptFile: at(layout.inRun(run, 'prompt.md')),
    workspace: at(layout.workspace),
  };
  return classicNames
    ? {
        ...shared,
        doneFile: at(layout.classic(task, 'done')),
        errorFile: at(layout.classic(task, 'error')),
        planFile: at(layout.classicPlan(task)),
        logFile: at(layout.classicLog(task)),
      }
    : {
        ...shared,
        doneFile: `${outbox}/done`,
        errorFile: `${outbox}/error`,
        planFile: `${outbox}/plan.md`,
        logFile: `${outbox}/log`,
      };
}

/** What the last attempt of the same request failed with; empty for the first. */
export function previousErrorOf(task: TaskRecord): string {
  const last = task.runs
    .filter(({ ask, outcome }) => ask === task.asked && outcome && outcome.reason !== 'launch')
    .at(-1);
  const { outcome } = last ?? {};
  if (outcome?.status !== 'failed') return '';
  return outcome.message ?? outcome.reason ?? '';
}

/** Model flags go where `{modelArgs}` stands among the arguments, else in front of them. */
function placeModel(args: readonly string[], modelArgs: readonly string[]): readonly string[] {
  const at = args.indexOf('{modelArgs}');
  return at < 0
    ? [...modelArgs, ...args]
    : [...args.slice(0, at), ...modelArgs, ...args.slice(at + 1)];
}

function fill(text: string, holes: Readonly<Record<string, string>>): string {
  const filled = fillTemplate(text, holes);
  if (filled.ok) return filled.value;
  throw new Failure('invalid', `unknown hole {${filled.unknown.join('}, {')}}`, {
    hint: 'orchestra help templates lists all holes',
  });
}

function refuseLong(argument: string): void {
  const bytes = new TextEncoder().encode(argument).length;
  if (bytes <= argumentBytesMax) return;
  throw new Failure(
    'invalid',
    `the prompt has ${bytes} bytes; one argument holds ${argumentBytesMax}`,
    {
      hint: 'set "prompt": "stdin" or "file" for this agent',
    },
  );
}

/** The environment around an agent, without the marks of other runs and what it wants unset. */
export function inheritedFor(
  agent: Pick<ResolvedAgent, 'unset'>,
  inherited: Readonly<Record<string, string>>,
): Record<string, string> {
  const isUnset = (name: string) =>
    name.startsWith('ORCHESTRA_') ||
    agent.unset.some((rule) =>
      rule.endsWith('*') ? name.startsWith(rule.slice(0, -1)) : name === rule,
    );
  return Object.fromEntries(Object.entries(inherited).filter(([name]) => !isUnset(name)));
}

function addedEnvironment(
  agent: ResolvedAgent,
  task: TaskRecord,
  { places, attempt, slot, token }: CallContext,
): Record<string, string> {
  return {
    ...agent.env,
    ...task.env,
    ORCHESTRA_TASK_ID: taskIdOf(task.number),
    ORCHESTRA_TASK_NUMBER: String(task.number),
    ORCHESTRA_ATTEMPT: String(attempt),
    ORCHESTRA_SLOT: String(slot),
    ORCHESTRA_DIR: places.root,
    ORCHESTRA_RUN: token,
    ORCHESTRA_OUT: places.outbox,
    ORCHESTRA_DONE_FILE: places.doneFile,
    ORCHESTRA_ERROR_FILE: places.errorFile,
    ORCHESTRA_PLAN_FILE: places.planFile,
    ORCHESTRA_LOG_FILE: places.logFile,
    // W3C Trace Context: version, trace id, parent id, sampled.
    TRACEPARENT: `00-${token}-${token.slice(0, 16)}-01`,
  };
}
