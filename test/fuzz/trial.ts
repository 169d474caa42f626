import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { TaskRecord } from '../../src/core/task.ts';
import { createDice, type Dice } from '../simulation/dice.ts';
import { createProject, killQuietly, type Outcome, type Project } from '../support/cli.ts';
import { until } from '../support/until.ts';
import { mutate } from './mutate.ts';
import { begun, copyInto, pathsBelow, waiting } from './template.ts';

/** A damaged workspace, what was done to it, and what the CLI said of it so far. */
interface Trial {
  readonly project: Project;
  /** Paths below `.orchestra/`. */
  readonly damaged: readonly string[];
  readonly said: string[];
}

/** Reading commands: whatever they find, they write nothing. */
const looks = (number: string): readonly (readonly string[])[] => [
  ['show', number],
  ['logs', number],
  ['doctor'],
  ['recover', '--dry-run'],
];
const patienceMs = 60_000;
/** What is healthy is done by then; and what need not be waited for is over soon after that. */
const healthyMs = 30_000;
const restMs = 2_000;

/**
 * Damages a copy of the template as the dice of this seed fall, and calls the real CLI on it: all
 * of it ends, in words, writes nowhere else, and brings what is not damaged to its end.
 */
export async function tryWorkspace(t: TestContext, template: Project, seed: number) {
  const dice = createDice(seed);
  const project = createProject(t);
  copyInto(project, template);
  const damages = damage(dice, project);
  const trial: Trial = { project, damaged: damages.map(([path]) => path), said: [] };
  try {
    await judge(dice, trial);
  } catch (error) {
    const { message } = error as Error;
    const told = [...damages.map((one) => one.join(': ')), ...trial.said].join('\n');
    throw new Error(`--seed ${seed} --workspaces 1: ${message}\n${told}`, { cause: error });
  } finally {
    for (const { pid } of project.processes()) killQuietly(pid);
  }
}

async function judge(dice: Dice, trial: Trial): Promise<void> {
  const { project } = trial;
  const before = treeOf(project);
  for (const args of looks(String(1 + dice.below(7)))) {
    await call(trial, args);
    assert.deepEqual(treeOf(project), before, `${args.join(' ')} has written`);
  }
  const outside = outsideOf(before);
  // These settle what they can, or bring a conductor: who comes first finds the most to mend.
  for (const act of shuffled(dice, [['status'], ['list'], ['recover'], ['run']]))
    await (act[0] === 'run' ? run(trial) : call(trial, act));
  await run(trial);
  assert.deepEqual(outsideOf(treeOf(project)), outside, 'something was written outside');
  const log = project.read('.orchestra/conductor.log');
  trial.said.push(`conductor.log: ${log}`);
  assert.doesNotMatch(log, stack);
  if (!isDone(trial))
    assert.ok(isNamed(trial), 'healthy tasks do not complete, and nothing says why');
}

/** A stack, or the hint that belongs to a bug. */
const stack = /^ +at .*:\d+:\d+\)?$|AGENT_DEBUG/m;

async function call({ project, said }: Trial, args: readonly string[]): Promise<void> {
  judgeOutcome(said, args, await project.orchestra(args));
}

function judgeOutcome(said: string[], args: readonly string[], outcome: Outcome): void {
  const { code, signal, stdout, stderr } = outcome;
  said.push(`$ orchestra ${args.join(' ')} → ${code ?? signal}`, stdout, stderr);
  // Told to leave before it can hear of it, `run` ends by that signal.
  if (signal === 'SIGINT' && args[0] === 'run') return;
  assert.equal(signal, null);
  assert.doesNotMatch(stdout + stderr, stack);
  if (code !== 0 && code !== 130) assert.match(stdout + stderr, /\w{3}/);
}

/** `run` may have to wait for ever, as for a run of a machine that it cannot see: it is told to leave. */
async function run(trial: Trial): Promise<void> {
  const conducting = trial.project.background(['run']);
  let isOver = false;
  void conducting.ended.then(() => {
    isOver = true;
  });
  const isEnough = () => isOver || isDone(trial) || (isInTheWay(trial) && conducting.said.stderr);
  for (const [enough, timeoutMs] of [
    [isEnough, healthyMs],
    [() => isOver, restMs],
  ] as const)
    await until('it has done all', enough, { timeoutMs }).catch(() => undefined);
  if (!isOver) conducting.kill('SIGINT');
  await until('it leaves', () => isOver, { timeoutMs: patienceMs });
  judgeOutcome(trial.said, ['run'], await conducting.ended);
}

/** Whether every task that nothing of was damaged has completed. */
const isDone = ({ project, damaged }: Trial): boolean =>
  [begun, ...waiting]
    .filter((number) => !needs(number).some((one) => isOf(damaged, one)))
    .every((number) => recordOf(project, number)?.settled?.status === 'complete');

const needs = (number: number): number[] => (number === 5 ? [4, 5] : [number]);

/** Whether something of a task is damaged. What shows it in the queue can be made again. */
const isOf = (damaged: readonly string[], number: number): boolean =>
  damaged.some(
    (path) => path.includes(`task_${number}.`) || (path.startsWith('runs/') && number === begun),
  );

function recordOf({ root }: Project, number: number): TaskRecord | undefined {
  const path = join(root, `tasks/task_${number}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** What concerns all tasks: the config, who conducts, the next number. */
const isInTheWay = ({ damaged }: Trial): boolean =>
  damaged.some((path) => /^agent-config|^lock\/|floor$/.test(path));

const isNamed = ({ damaged, said }: Trial): boolean =>
  damaged.some((path) => said.some((text) => text.includes(path))) ||
  (isInTheWay({ damaged } as Trial) && said.some((text) => /unlock/.test(text)));

function shuffled<T>(dice: Dice, all: readonly T[]): T[] {
  const left = [...all];
  return all.flatMap(() => left.splice(dice.below(left.length), 1));
}

type Damage = readonly [path: string, how: string];

/** Damages up to six files: their content, or that they are there at all. */
function damage(dice: Dice, { root }: Project): Damage[] {
  const files = pathsBelow(root).filter((path) => lstatSync(join(root, path)).isFile());
  const chosen = new Set(Array.from({ length: 1 + dice.below(6) }, () => dice.pick(files) ?? ''));
  return [...chosen].map((path): Damage => {
    const file = join(root, path);
    const text = readFileSync(file, 'utf8');
    switch (dice.below(8)) {
      case 0:
        rmSync(file);
        return [path, 'removed'];
      case 1: {
        const other = dice.pick(files) ?? path;
        if (existsSync(join(root, other))) writeFileSync(file, readFileSync(join(root, other)));
        return [path, `as ${other}`];
      }
      default: {
        const bytes = mutate(dice, text);
        writeFileSync(file, bytes);
        return [path, JSON.stringify(bytes.toString('utf8').slice(0, 300))];
      }
    }
  });
}

/** What is below a folder: every name, and the content of every file. */
function treeOf({ folder }: Project): Record<string, string> {
  const facts = pathsBelow(folder).map((path) => [path, digestOf(join(folder, path))]);
  return Object.fromEntries(facts);
}

const digestOf = (path: string): string =>
  lstatSync(path).isFile()
    ? createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16)
    : 'folder';

const outsideOf = (tree: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(tree).filter(([path]) => !path.startsWith('.orchestra')));
