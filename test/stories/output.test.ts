import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commands } from '../../src/cli/commands/index.ts';
import type { CallOptions } from '../support/cli.ts';
import { isRunning, projectOf, untilGo } from '../support/stories.ts';
import { until } from '../support/until.ts';

interface Row {
  readonly args: readonly string[];
  readonly code?: number;
  /** What is printed for whoever reads on; something, where nothing is said. */
  readonly out?: RegExp;
  /** What is said to who typed it; nothing, where nothing is said. */
  readonly err?: RegExp;
}

const nothing = /^$/;

/** Every command, in an order in which each has something to tell. */
const refused = (args: readonly string[], err: RegExp): Row => ({
  args,
  code: 1,
  out: nothing,
  err,
});

const rows: readonly Row[] = [
  { args: ['init'] },
  { args: ['status'], out: /^nothing queued yet/ },
  { args: ['list'], out: nothing, err: /^nothing to list\n$/ },
  { args: ['start', 'sh', 'echo said; exit 3', '--no-run'], out: /^task_1 {2}sh {2}echo said/ },
  {
    args: ['enqueue', 'true', '--agent', 'sh'],
    out: /^task_2 {2}sh {2}true\n$/,
    err: /^to run it: [^\n]+\n$/,
  },
  {
    args: ['start', 'sh', 'true', '--dry-run'],
    out: /^task_3 would be queued\n/,
    err: /^dry run: nothing was queued or written\n$/,
  },
  { args: ['run'], code: 1, out: /^task_1 {2}failed \(exit\) {2}echo said/m },
  { args: ['status'] },
  { args: ['status', '--watch', '--help'] },
  { args: ['list'] },
  { args: ['show', '1'] },
  { args: ['logs', '1'], out: /^said\n$/ },
  { args: ['wait', '1'], code: 1 },
  { args: ['timeout', 'check'], out: nothing, err: /^nothing runs\n$/ },
  { args: ['cancel', '1'], code: 1, out: nothing, err: /^error: task_1 is already failed\n$/ },
  { args: ['retry', '1', '--prompt', 'true'], out: /^task_1 / },
  { args: ['wait', '1'] },
  { args: ['search', 'said'], out: /stdout:1 +said/ },
  { args: ['stats'], out: /^AGENT +TASKS/ },
  { args: ['archive', 'complete', '--older-than', '1d'], out: /^nothing to archive\n$/ },
  {
    args: ['schedule', 'list'],
    out: nothing,
    err: /^there is no schedule yet: [^\n]+\n$/,
  },
  { args: ['callbacks'], out: nothing, err: /^nobody is told anything; [^\n]+\n$/ },
  { args: ['config', 'get', 'idleExit'] },
  { args: ['workspaces'], out: nothing, err: /^no workspace is known yet: [^\n]+\n$/ },
  { args: ['why', '2'], out: /^✔ task_2 {2}complete\n/ },
  { args: ['deps', 'show', '2'] },
  { args: ['requests'], out: nothing, err: /^nobody is asked anything\n$/ },
  refused(['approve', 'r1'], /^error: there is no r1\n/),
  refused(['reject', 'r1', 'no'], /^error: there is no r1\n/),
  refused(['answer', 'r1', 'yes'], /^error: there is no r1\n/),
  { args: ['pause', '--agent', 'sh'] },
  { args: ['resume', '--agent', 'sh'] },
  { args: ['parallel'] },
  { args: ['group', 'add', 'slow'] },
  refused(['priority', '2', '5'], /^error: task_2 is already complete\n/),
  refused(['switch', '1', '2'], /^error: task_1 is already complete\n/),
  refused(['edit', '2', '--priority', '6'], /^error: task_2 is already complete\n/),
  refused(['hold', '2'], /^error: task_2 is already complete\n/),
  refused(['release', '2'], /^error: task_2 is already complete\n/),
  { args: ['daemon', 'stop'] },
  { args: ['daemon', 'status'], code: 1, out: /^nobody conducts\n$/ },
  { args: ['unlock'] },
  { args: ['agents', '--no-probe'] },
  { args: ['doctor'] },
  { args: ['clean', 'complete', '--dry-run'] },
  { args: ['recover', '--dry-run'] },
  { args: ['index', 'rebuild'] },
  { args: ['migrate', 'nowhere'], code: 1, out: nothing, err: /^error: [^\n]+\nhint: [^\n]+\n$/ },
  { args: ['completion', 'bash'] },
  { args: ['demo', '--folder', 'elsewhere'] },
  { args: ['help'] },
  { args: ['--version'] },
];

/** One of each way to print: a page, a table, JSON of its own, and bytes as they come. */
const filling = /^(?:status|show 1|logs 1|stats|completion bash|help|--version)$/;

describe('what a command prints', { concurrency: 2 }, () => {
  it('is data on stdout and words on stderr, and a full disk is told of in one line', async (t) => {
    const named = new Set(rows.map(({ args: [name = ''] }) => name));
    assert.deepEqual(
      Object.keys(commands).filter((name) => !named.has(name)),
      [],
    );
    const project = projectOf(t);
    for (const { args, code = 0, out = /\S/, err = nothing } of rows)
      await t.test(`orchestra ${args.join(' ')}`, async () => {
        const call = await project.ask(args);
        assert.deepEqual({ code: call.code, args }, { code, args }, call.stderr);
        assert.match(call.stdout, out);
        assert.match(call.stderr, err);
        if (!filling.test(args.join(' '))) return;
        const full = await project.orchestra(args, into('>/dev/full'));
        assert.equal(full.stderr, 'error: cannot write the output: the disk is full\n');
        assert.equal(full.code, 1);
      });
  });

  it('may be read in part: head and true end it quietly', async (t) => {
    const project = projectOf(t);
    const prompt = 'yes "a long line of what an agent says" | head -c 2000000';
    await project.orchestra(['start', 'sh', prompt, '--wait', '-q']);
    for (const line of [
      'status',
      'status --json',
      'list',
      'show 1',
      'logs 1',
      'logs 1 --raw',
      'logs 1 --json',
      'logs 1 --follow',
      'wait 1',
      'start sh true --no-run',
      'completion zsh',
      'help',
    ])
      for (const reader of ['true', 'head -n 1']) {
        const args = line.split(' ');
        const { stderr } = await project.orchestra(args, into('', `| ${reader}`));
        assert.equal(stderr, 'ended with 0\n', `${line} | ${reader}`);
      }
  });

  it('may be read in part while it goes on: the next change ends it', async (t) => {
    const project = projectOf(t);
    await project.orchestra(['start', 'sh', untilGo, '-q']);
    await until('it runs', isRunning(project));
    const call = project.background(['status', '--watch'], into('', '| head -n 1'));
    await until('one line was read', () => call.said.stdout.includes('running'));
    project.write('go', '');
    const { stdout, stderr } = await call.ended;
    assert.equal(stderr, 'ended with 0\n');
    assert.equal(stdout.split('\n').length, 2, stdout);
  });

  it('is plain lines where the terminal is dumb', async (t) => {
    const project = projectOf(t);
    await project.orchestra(['start', 'sh', untilGo, '-q']);
    await until('it runs', isRunning(project));
    const env = { TERM: 'dumb', NO_COLOR: '' };
    const call = project.background(['status', '--watch'], { env, ...inTerminal });
    await until('it tells', () => /^task_1 {2}running {2}/m.test(call.said.stdout));
    project.write('go', '');
    await until('it tells the end', () => /^task_1 {2}complete {2}/m.test(call.said.stdout));
    const watcher = project.processes().find(({ command }) => /main\.[jt]s status/.test(command));
    process.kill(watcher?.pid ?? assert.fail('nobody watches'), 'SIGINT');
    const { code, stdout } = await call.ended;
    assert.equal(code, 0);
    assert.ok(!stdout.includes('\x1b'), JSON.stringify(stdout));
  });
});

/** Calls it with its output redirected, in a pipeline, and tells on stderr how it ended. */
function into(redirection: string, pipeline = ''): CallOptions {
  if (pipeline === '') return { under: ['sh', '-c', `exec "$@" ${redirection}`, 'sh'] };
  return { under: ['sh', '-c', `{ "$@"; echo "ended with $?" >&2; } ${pipeline}`, 'sh'] };
}

/** script(1) lends a terminal; it takes the words as one line for a shell. */
const inTerminal = { under: ['sh', '-c', 'exec script -qec "$*" /dev/null', 'sh'] };
