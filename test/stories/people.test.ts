import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Project } from '../support/cli.ts';
import {
  allGone,
  asking,
  environmentOf,
  isAsked,
  isRunning,
  projectOf,
  show,
} from '../support/stories.ts';
import { until } from '../support/until.ts';

interface Asked {
  readonly id: string;
  readonly task: string;
  readonly kind: string;
  readonly is: string;
  readonly question: string;
  readonly options: readonly string[];
  readonly who?: string;
  readonly note?: string;
  readonly answer?: unknown;
}

const requests = async ({ json }: Project, ...args: string[]): Promise<readonly Asked[]> =>
  ((await json(['requests', ...args])) as { requests: Asked[] }).requests;

/** What the agent got, as it printed it. */
const answerTo = ({ read }: Project, run: number): unknown =>
  JSON.parse(read(`.orchestra/runs/${run}/stdout`)).answer;

describe('a task that must be approved', { concurrency: 2 }, () => {
  it('waits, is shown with its request, and starts when a person says yes', async (t) => {
    const project = projectOf(t);
    const started = await project.orchestra(['start', 'sh', 'touch ran', '--approve']);
    assert.equal(started.stdout, 'task_1  sh  touch ran\n');
    assert.equal(started.stderr, 'note: task_1 waits for approval: orchestra approve 1\n');
    await until('it is asked for', isAsked(project)); // By the conductor that was spawned.
    const [request, ...more] = await requests(project);
    assert.deepEqual(more, []);
    assert.equal(request?.question, 'May it start? touch ran');
    const status = await project.orchestra(['status']);
    assert.match(status.stdout, /^\? {2}1 {2}sh {5}awaiting \(approval r1\) {2}touch ran$/m);
    assert.match(status.stdout, /^who waits for a person, and for what: orchestra requests$/m);

    const approved = await project.orchestra(['approve', '1', '--note', 'after the backup']);
    assert.deepEqual(
      [approved.code, approved.stdout, approved.stderr],
      [0, 'task_1 is approved\n', ''],
    );
    assert.equal((await project.orchestra(['wait', '1'])).code, 0);
    assert.ok(existsSync(join(project.folder, 'ran')));
    const shown = await project.orchestra(['show', '1']);
    assert.match(shown.stdout, /^approved {2}by .+, .+: after the backup$/m);

    const late = await project.orchestra(['reject', 'r1', 'too', 'late']);
    assert.equal(late.code, 1);
    assert.match(late.stderr, /^error: r1 was approved already, by .+\nhint: orchestra requests/);
    await allGone(project);
  });

  it('and nobody has conducted since is asked for, and decided, on the spot', async (t) => {
    const project = projectOf(t, { approve: [{ words: ['deploy'], label: 'env=prod' }] });
    const lines = [
      { prompt: 'true # Deploy it', labels: { env: 'prod' } },
      { prompt: 'true', labels: { env: 'prod' } },
      { prompt: 'true', approve: true },
    ];
    const input = lines.map((line) => JSON.stringify(line)).join('\n');
    const batch = await project.orchestra(['start', 'sh', '--batch', '-', '--no-run'], { input });
    assert.equal(batch.stderr, 'note: 2 wait for approval: orchestra requests\n');
    const rejected = await project.ask(['reject', '1', 'not', 'on', 'a', 'Friday']);
    assert.deepEqual([rejected.code, rejected.stdout], [0, 'task_1 is rejected\n']);
    const { status, reason, message } = await show(project, 1);
    assert.deepEqual([status, reason], ['cancelled', 'rejected']);
    assert.match(message ?? '', /^rejected by .+: not on a Friday$/);

    assert.deepEqual(
      (await requests(project)).map(({ task }) => task),
      ['task_3'],
    );
    const both = await project.ask(['approve', '1', 'task_3', 'r2', '3']);
    assert.deepEqual([both.code, both.stdout], [1, 'task_3 is approved\n']);
    assert.match(both.stderr, /^error: task_1 is cancelled, and asks nothing\nhint: /);
    assert.equal((await project.orchestra(['wait', '2', '3'])).code, 0);

    const again = await project.orchestra(['retry', '1']);
    assert.equal(again.stdout, 'task_1 waits for approval\n');
    await until('it is asked for anew', isAsked(project, 3));
    assert.equal((await show(project, 1)).reason, 'approval');
    // Another prompt is looked at by the rules as well.
    const gated = await project.ask(['retry', '2', '--prompt', 'true # deploy it']);
    assert.equal(gated.stdout, 'task_2 waits for approval\n');
    await project.orchestra(['cancel', '1', '2']);
    const all = await requests(project, '1', '--all');
    assert.deepEqual(
      all.map(({ id, is }) => [id, is]),
      [
        ['r1', 'rejected'],
        ['r3', 'superseded'],
      ],
    );
    await allGone(project);
  });

  it('is approved by no agent', async (t) => {
    const project = projectOf(t);
    await project.orchestra(['start', 'sh', 'true', '--approve', '--no-run']);
    await project.orchestra(['start', 'sh', 'until [ -e go ]; do sleep 0.05; done']);
    await until('it runs', isRunning(project));
    const pid = JSON.parse(project.read('.orchestra/runs/1/started')).handle.identity.pid;
    const env = Object.fromEntries(
      environmentOf(pid).map((line) => [
        line.slice(0, line.indexOf('=')),
        line.slice(line.indexOf('=') + 1),
      ]),
    );
    const refused = await project.ask(['approve', '1'], { env });
    assert.equal(refused.code, 1);
    assert.equal(
      refused.stderr,
      'error: task_2 is no person\nhint: a person has to approve it: orchestra requests\n',
    );
    const asked = await project.ask(['reject', '1', 'no', 'need'], { env });
    assert.equal(asked.stdout, 'task_1 is rejected\n');
    assert.equal((await show(project, 1)).message, 'rejected by task_2: no need');
    project.write('go', '');
    await project.orchestra(['wait', '2']);
  });
});

describe('an agent that asks', { concurrency: 2 }, () => {
  it('gets the answer, the option of a number, or a decision', async (t) => {
    const project = projectOf(t);
    const asks = [
      { question: 'Which branch?', options: ['main', 'release 2'] },
      { question: 'Your name?' },
      { kind: 'permission', question: 'May I push?' },
      { kind: 'approval', question: 'Is the plan good?' },
    ];
    for (const ask of asks) {
      await project.orchestra(['start', 'sh', asking(ask)]);
      const number = asks.indexOf(ask) + 1;
      await until('it asks', isAsked(project, number));
    }
    const shown = await project.ask(['show', '1']);
    assert.match(shown.stdout, /^\? task_1 {2}awaiting \(question r1\)$/m);
    assert.match(
      shown.stdout,
      /\n\? r1 {2}question\nWhich branch\?\n {2}1 {2}main\n {2}2 {2}release 2\norchestra answer r1 "…"\n/,
    );

    const wrong = await project.orchestra(['answer', '1', 'relase', '2']);
    assert.equal(wrong.code, 2);
    assert.equal(
      wrong.stderr,
      'error: r1 does not offer "relase 2"; did you mean "release 2"?\n' +
        'hint: it offers: 1 main, 2 release 2; --free says something else\n',
    );
    const refusals: readonly (readonly [args: readonly string[], code: number, says: RegExp])[] = [
      [['answer', '1', '3'], 2, /^error: r1 does not offer "3"\n/],
      [['answer', 'r1', ' '], 2, /^error: the answer is empty\n/],
      [['approve', '2'], 2, /^error: r2 wants an answer \(question\), and no decision\n/],
      [['reject', 'r3', ''], 2, /^error: why\?/],
      [['approve', 'r3', 'nobody', '99'], 2, /"nobody" is no request, and no task; there is no/],
      [['approve', 'r9'], 1, /^error: there is no r9\n/],
      [['requests', '9'], 1, /^error: there is no task_9\n/],
    ];
    for (const [args, code, says] of refusals) {
      const refused = await project.orchestra(args);
      assert.equal(refused.code, code, args.join(' '));
      assert.match(refused.stderr, says);
    }
    assert.equal((await requests(project)).length, 4, 'nothing was answered');

    await project.ask(['answer', '1', '2']);
    await project.ask(['answer', 'r2', 'Ada', 'Lovelace']);
    await project.ask(['approve', '3', '4', '--note', 'this once']);
    assert.equal((await project.orchestra(['wait'])).code, 0);
    assert.equal(answerTo(project, 1), 'release 2');
    assert.equal(answerTo(project, 2), 'Ada Lovelace');
    for (const run of [3, 4])
      assert.deepEqual(answerTo(project, run), { decision: 'approve', note: 'this once' });
    const all = await requests(project, '--all');
    assert.deepEqual(
      all.map(({ is }) => is),
      ['answered', 'answered', 'approved', 'approved'],
    );
    assert.ok(all.every(({ who }) => who));
    const printed = await project.orchestra(['requests', '--all']);
    assert.match(printed.stdout, /^r1 .*answered by .+: release 2$/m);
  });

  it('is heard by who watches, and is gone from the list when its run is over', async (t) => {
    const project = projectOf(t);
    const watching = project.background(['requests', '--watch', '--all']);
    await project.orchestra(['start', 'sh', asking({ question: 'Now?', options: ['yes', 'no'] })]);
    await until('it is told', () => watching.said.stdout.includes('\n'));
    assert.equal(watching.said.stdout, 'r1  task_1  question  Now?  [1] yes  [2] no\n');
    await project.ask(['cancel', '1']);
    await until('that is told, too', () => watching.said.stdout.includes('superseded'));
    watching.kill('SIGINT');
    assert.equal((await watching.ended).code, 0);
    assert.match(watching.said.stdout, /^r1 {2}task_1 {2}superseded$/m);
    const none = await project.ask(['requests']);
    assert.deepEqual([none.code, none.stdout, none.stderr], [0, '', 'nobody is asked anything\n']);
    const late = await project.ask(['answer', 'r1', 'yes']);
    assert.equal(late.code, 1);
    assert.match(late.stderr, /^error: the run that asked r1 has ended\nhint: /);
  });

  it('twice is answered by name alone', async (t) => {
    const project = projectOf(t);
    const second = `echo '{"question":"And who?"}' >"$ORCHESTRA_OUT/ask-2.json"`;
    await project.orchestra(['start', 'sh', `${second}; ${asking({ question: 'Why?' })}`]);
    await until('both are there', isAsked(project, 2));
    const refused = await project.ask(['answer', '1', 'because']);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /^error: task_1 asks 2 things: r1, r2\nhint: name the one/);
    for (const name of ['r1', 'r2']) await project.ask(['answer', name, name]);
    assert.equal((await project.orchestra(['wait', '1'])).code, 0);
    await allGone(project);
  });
});
