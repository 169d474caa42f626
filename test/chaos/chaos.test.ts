import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as pass } from 'node:timers/promises';
import { numberOption } from '../support/tiers.ts';
import { createCrowd } from './crowd.ts';
import { rollFrom } from './dice.ts';
import { createHavoc } from './havoc.ts';
import { type Complaint, createHistory } from './history.ts';
import { goneOf, judge } from './judgement.ts';
import { reportOf } from './report.ts';
import { comeToRest, judgeRest } from './rest.ts';
import { createWitness } from './witness.ts';
import { createWorkspace } from './workspace.ts';

/**
 * `npm run chaos -- --minutes 5 --seed 7`: real tasks of many kinds, while conductors, commands,
 * shims, watchdogs and agents are killed and stopped. The seed fixes what is asked for and which
 * blows fall; when exactly each lands is up to the machine.
 */
const seconds = numberOption('chaos', 'minutes') * 60 || numberOption('chaos', 'seconds');
const seed = numberOption('chaos', 'seed');

it(`${seconds} s of chaos lose nothing and repeat nothing (seed ${seed})`, async (t) => {
  const dice = rollFrom(`${seed}/chaos`);
  const history = createHistory();
  const workspaces = Array.from({ length: dice.between(1, 3) }, (_, at) =>
    createWorkspace(t, `w${at + 1}`),
  );
  const names = new Map(workspaces.map(({ mark, name }) => [mark, name]));
  const havoc = createHavoc(names, rollFrom(`${seed}/havoc`), history);
  const witness = createWitness(workspaces);
  const crowds = workspaces.map((workspace) => {
    const dice = rollFrom(`${seed}/${workspace.name}`);
    return { workspace, crowd: createCrowd(workspace, dice, history, havoc.hasKilled) };
  });

  // Who comes first makes the folders: all of them at once.
  for (const { crowd } of crowds) for (let acts = 0; acts < 4; acts += 1) crowd.act();
  for (const startedMs = performance.now(); performance.now() - startedMs < seconds * 1000; ) {
    const { workspace, crowd } = dice.oneOf(crowds) ?? assert.fail('no workspace');
    for (let acts = dice.chance(0.2) ? 4 : 1; acts > 0; acts -= 1) crowd.act();
    if (dice.chance(0.3)) workspace.answerAll();
    await pass(dice.between(5, 80));
    if (dice.chance(0.6)) havoc.strike();
    else witness.look();
  }
  havoc.relent();

  const resting = crowds.map(async ({ workspace, crowd }): Promise<Complaint[]> => {
    try {
      await Promise.all([crowd.rest(), comeToRest(workspace, witness)]);
      await comeToRest(workspace, witness); // What a slow call has asked for after all others.
      const found = judge(workspace, crowd, havoc.harmed);
      return [...found, ...(await judgeRest(workspace)), ...crowd.complaints];
    } catch (error) {
      return [{ workspace: workspace.name, text: String(error) }, ...crowd.complaints];
    }
  });
  const rested = (await Promise.all(resting)).flat();
  const gone = new Map(
    crowds.map(({ workspace, crowd }) => [
      workspace,
      new Set(goneOf(workspace, crowd).map(({ number }) => number)),
    ]),
  );
  witness.lookBack((workspace, task) => gone.get(workspace)?.has(task) === true);
  const complaints = [...witness.complaints, ...rested];

  const tasks = workspaces.flatMap((workspace) => workspace.tasks());
  const runs = tasks.flatMap((task) => task.runs);
  const sum = (counts: object) => Object.values(counts).reduce((a: number, b: number) => a + b, 0);
  const { kills, stops } = havoc.counts;
  const removed = [...gone.values()].reduce((total, { size }) => total + size, 0);
  t.diagnostic(`${workspaces.length} workspaces, ${tasks.length} tasks, ${runs.length} runs`);
  t.diagnostic(`${removed} tasks were cleaned`);
  t.diagnostic(`${sum(kills)} kills ${JSON.stringify(kills)}`);
  t.diagnostic(`${sum(stops)} stops ${JSON.stringify(stops)}`);

  assert.deepEqual(complaints, [], reportOf(complaints, workspaces, history, seed));
  assert.ok(sum(kills) >= seconds / 10, `only ${sum(kills)} kills: too little happened`);
  assert.ok(tasks.length >= seconds / 10, `only ${tasks.length} tasks: too little happened`);
});
