import { resolve } from 'node:path';
import { parse } from '../lib/schema.ts';
import { missingProgram, type ResolvedAgent } from './agent.ts';
import { type ApprovalRule, ruleFor } from './approval.ts';
import type { Asked } from './asked.ts';
import { type Awaited, awaitedIn, noPlaces, type PlaceOf } from './awaited.ts';
import type { KeyPolicy } from './batch-line.ts';
import { callFor, placesOf } from './command.ts';
import { Failure } from './failure.ts';
import { unknownGroup } from './groups.ts';
import type { Instant } from './instant.ts';
import { needsOf } from './needs-options.ts';
import type { Agents } from './ports.ts';
import { queueFieldsOf } from './queue-options.ts';
import { retryPolicyOf } from './retry-options.ts';
import { startTimeOf } from './start-time.ts';
import { NewTask, newRecord } from './task.ts';
import { durationOf, promptFrom } from './words.ts';

/** A new task that was checked: it could be called now. */
export interface Drafted {
  readonly wanted: NewTask;
  /** The places of those tasks of its batch that it waits for besides. */
  readonly lines: Awaited['lines'];
  readonly agent: ResolvedAgent;
  /** The path of the agent's program. */
  readonly program: string;
  /** What happens where a live task has its key. */
  readonly ifExists?: KeyPolicy;
}
export type Draft =
  | ({ readonly ok: true } & Drafted)
  | { readonly ok: false; readonly problems: readonly Failure[] };

/** What new tasks are checked against. */
export interface Ground {
  readonly agents: Agents;
  /** The names of all groups. */
  readonly groups: readonly string[];
  /** Where folders are named from. */
  readonly cwd: string;
  readonly root: string;
  readonly now: () => Instant;
  readonly isFolder: (path: string) => boolean;
  readonly isTask: (number: number) => boolean;
}

/**
 * Turns wishes into tasks, with every problem of each at once. One drafter looks up folders,
 * programs and other tasks once, so that it may be used for thousands. Throws a Failure when the
 * config cannot be read.
 */
export function createDrafter(ground: Ground): (asked: Asked, placeOf?: PlaceOf) => Draft {
  const { agents, groups } = ground;
  const { defaultAgent, approve } = agents.settings();
  const isFolder = remembered(ground.isFolder);
  const isTask = remembered(ground.isTask);
  const programIn = remembered((cwd: string) =>
    remembered((command: string) => agents.locate(command, cwd)),
  );

  return (asked, placeOf = noPlaces) => {
    const problems: Failure[] = [];
    const attempt = <T>(check: () => T): T | undefined => noting(problems, check);
    const given = <V, T>(value: V | undefined, read: (value: V) => T): T | undefined =>
      value === undefined ? undefined : attempt(() => read(value));

    const agent = attempt(() => agents.resolve(asked.agent ?? defaultAgent));
    const cwd = attempt(() => workingFolder(ground.cwd, asked.cwd, isFolder));
    const awaited = awaitedIn(asked, isTask, placeOf, attempt);
    const fields = {
      prompt: attempt(() => promptFrom(asked.prompt)),
      title: asked.title,
      priority: asked.priority,
      timeoutMs: given(asked.timeout, (text) => durationOf('timeout', text)),
      retry: attempt(() => retryPolicyOf(asked)),
      needs: attempt(() => needsOf(asked)),
      ...awaited.tasks,
      ifDependencyFails: asked.ifDependencyFails,
      notBefore: attempt(() => startTimeOf(asked, ground.now())),
      group: given(asked.group, (name) => groupNamed(name, groups)),
      env: given(asked.env, environmentOf),
      labels: given(asked.labels, labelsOf),
      model: asked.model,
      ...attempt(() => queueFieldsOf(asked)),
    };
    if (!agent || cwd === undefined || problems.length > 0) return { ok: false, problems };

    const simulated = agent.simulated || undefined;
    const wanted = attempt(() =>
      approvable(checked({ ...fields, agent: agent.name, cwd, simulated }), asked, approve),
    );
    const program = programIn(cwd)(agent.command);
    if (program === undefined) problems.push(missingProgram(agent));
    if (wanted) attempt(() => refuseUncallable(ground, agent, wanted));
    return wanted && program !== undefined && problems.length === 0
      ? {
          ok: true,
          wanted,
          lines: awaited.lines,
          agent,
          program,
          ...(asked.ifExists && { ifExists: asked.ifExists }),
        }
      : { ok: false, problems };
  };
}

/** The draft, or all that speaks against it as one Failure. */
export function draftedOrThrow(draft: Draft): Drafted {
  if (draft.ok) return draft;
  const [first, ...others] = draft.problems;
  if (!first || others.length === 0) throw first;
  const messages = draft.problems.map(({ message }) => message);
  throw new Failure(first.code, messages.join('; '), { hint: first.hint });
}

function noting<T>(problems: Failure[], check: () => T): T | undefined {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    problems.push(error);
    return undefined;
  }
}

function remembered<K, T>(look: (key: K) => T): (key: K) => T {
  const known = new Map<K, T>();
  return (key) => {
    const found = known.has(key) ? (known.get(key) as T) : look(key);
    known.set(key, found);
    return found;
  };
}

function workingFolder(
  here: string,
  named: string | undefined,
  isFolder: (path: string) => boolean,
): string {
  const cwd = resolve(here, named ?? '.');
  if (cwd.includes('\0'))
    throw new Failure('usage', '--cwd holds a NUL byte', { hint: 'leave that byte out' });
  if (isFolder(cwd)) return cwd;
  throw new Failure('invalid', `there is no folder ${cwd}`, { hint: 'create it first' });
}

function groupNamed(name: string, known: readonly string[]): string {
  if (known.includes(name)) return name;
  throw unknownGroup(name, known);
}

/** A rule of the config cannot be talked out of it. */
const approvable = (task: NewTask, { approve }: Asked, rules: readonly ApprovalRule[]): NewTask =>
  approve || ruleFor(rules, task) ? { ...task, approve: true } : task;

function environmentOf(env: Readonly<Record<string, string>>): Record<string, string> {
  // Shells drop names that are no identifiers, so such a variable would never arrive.
  const bad = Object.keys(env).filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name));
  const ours = Object.keys(env).filter((name) => name.startsWith('ORCHESTRA_'));
  const nul = Object.entries(env).filter(([, value]) => value.includes('\0'));
  if (bad.length > 0)
    throw new Failure('usage', `--env: "${bad.join('", "')}" is no name of a variable`, {
      hint: 'letters, digits and _, not beginning with a digit',
    });
  if (ours.length > 0)
    throw new Failure('usage', `--env: ${ours.join(', ')} is set by orchestra itself`, {
      hint: 'take another name; orchestra help protocol lists these',
    });
  if (nul.length > 0)
    throw new Failure('usage', '--env: a value holds a NUL byte', { hint: 'leave that byte out' });
  return { ...env };
}

function labelsOf(labels: Readonly<Record<string, string>>): Record<string, string> {
  const bad = Object.keys(labels).filter((key) => !/^[A-Za-z0-9][\w./-]{0,62}$/.test(key));
  if (bad.length > 0)
    throw new Failure('usage', `--label: "${bad.join('", "')}" is no name of a label`, {
      hint: 'letters, digits and _ . / -, beginning with a letter or digit, at most 63',
    });
  const unclean = Object.entries(labels).find(([, value]) => /\p{Cc}/u.test(value));
  if (unclean)
    throw new Failure('usage', `--label: the value of ${unclean[0]} holds a control character`, {
      hint: 'labels are for tables and filters: leave it out',
    });
  return { ...labels };
}

function checked(value: object): NewTask {
  const read = parse(NewTask, value);
  if (read.ok) return read.value;
  const problems = read.issues.map(({ path, message }) => `${path} ${message}`);
  throw new Failure('usage', problems.join('; '), { hint: 'orchestra start --help' });
}

/** What cannot be called now, such as a prompt too long for one argument, is not accepted. */
function refuseUncallable({ root, now }: Ground, agent: ResolvedAgent, wanted: NewTask): void {
  const places = placesOf(root, 1, 1, agent.classicNames);
  const trial = { places, attempt: 1, slot: 0, token: '', inherited: {} };
  callFor(agent, newRecord(1, wanted, now().at), trial);
}
