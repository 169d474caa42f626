import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { composeStage } from '../../src/app.ts';
import { commands } from '../../src/cli/commands/index.ts';
import type { Terminal } from '../../src/core/ports.ts';
import { parse } from '../../src/lib/schema.ts';
import { type OperationName, operations } from '../../src/operations/index.ts';
import type { AnyOperation } from '../../src/operations/operation.ts';
import { problemsWith } from '../support/json-calls.ts';
import { isConducted, projectOf } from '../support/stories.ts';
import { until } from '../support/until.ts';

interface Call {
  readonly name: OperationName;
  readonly input: object;
}

/** In an order in which each of them succeeds, whoever did the one before. */
const calls: readonly Call[] = [
  { name: 'init', input: {} },
  { name: 'agents', input: {} },
  { name: 'config', input: { action: 'set', key: 'idleExit', value: '20s' } },
  { name: 'start', input: { agent: 'sh', prompt: 'true', approve: true } },
  { name: 'requests', input: { all: true } },
  { name: 'approve', input: { requests: ['1'], note: 'go on' } },
  { name: 'wait', input: { tasks: ['1'] } },
  { name: 'enqueue', input: { prompt: 'true # careful' } },
  { name: 'reject', input: { request: '2', why: 'no' } },
  { name: 'answer', input: { request: '2', answer: 'too late' } },
  { name: 'retry', input: { tasks: ['1', '2'] } },
  { name: 'status', input: {} },
  { name: 'list', input: { filter: ['status=complete'] } },
  { name: 'search', input: { text: 'true' } },
  { name: 'stats', input: { since: '1h' } },
  { name: 'show', input: { task: '1' } },
  { name: 'why', input: { task: '1' } },
  { name: 'deps', input: { action: 'show', task: '1' } },
  { name: 'priority', input: { tasks: ['1', '2'], priority: 5 } },
  { name: 'switch', input: { task: '1', other: '2' } },
  { name: 'edit', input: { task: '2', title: 'x' } },
  { name: 'hold', input: { tasks: ['1', '2'] } },
  { name: 'release', input: { tasks: ['1', '2'] } },
  { name: 'cancel', input: { all: true } },
  { name: 'timeout', input: { action: 'set', tasks: ['2'], duration: 'none' } },
  { name: 'pause', input: { wait: true } },
  { name: 'resume', input: {} },
  { name: 'group', input: { action: 'add', name: 'slow', parallel: 2 } },
  { name: 'parallel', input: { limit: '3', group: 'slow' } },
  { name: 'schedule', input: { action: 'check' } },
  { name: 'callbacks', input: {} },
  { name: 'archive', input: { what: ['1'] } },
  { name: 'clean', input: { what: ['1'] } },
  { name: 'unlock', input: { force: true } },
  { name: 'recover', input: {} },
  { name: 'index', input: { action: 'rebuild' } },
  { name: 'migrate', input: { dryRun: true } },
  { name: 'doctor', input: {} },
  { name: 'workspaces', input: {} },
];

describe('every operation', () => {
  it('answers as its schema says', async (t) => {
    assert.deepEqual(calls.map(({ name }) => name).sort(), Object.keys(operations).sort());
    const project = projectOf(t, { approve: [{ words: ['careful'] }] });
    // What is called in this process is to find somebody who conducts, and spawn nobody.
    project.background(['daemon']);
    await until('somebody conducts', () => isConducted(project));
    const { context } = await composeStage(
      {
        environment: { PATH: process.env['PATH'] ?? '', HOME: project.folder },
        cwd: project.folder,
        terminal,
        readStdin: async () => '',
        self: 'orchestra',
        listenForInterruption: () => new AbortController().signal,
        listenForOrders: () => assert.fail('no operation conducts'),
        isInterrupted: () => false,
      },
      { dir: join(project.folder, '.orchestra'), debug: false, json: true, writes: true },
    );
    t.after(() => context.wake.close());
    for (const { name, input } of calls) {
      const operation: AnyOperation = await operations[name]();
      const read = parse(operation.input, input);
      assert.ok(read.ok, `${name}: ${JSON.stringify(read)}`);
      const answer = await operation.run(context, read.value as never);
      assert.deepEqual(
        problemsWith(operation.output, JSON.parse(JSON.stringify(answer))),
        [],
        name,
      );
    }
  });

  for (const [name, load] of Object.entries(operations))
    it(`${name} is a command that takes all that it takes`, async () => {
      const { input, summary } = await load();
      const command = await commands[name as OperationName]();
      assert.equal(command.summary, summary);
      for (const field of Object.keys(input.properties ?? {}))
        assert.ok(command.input.properties?.[field], field);
    });
});

const terminal: Terminal = {
  out: () => undefined,
  err: () => undefined,
  isTerminal: false,
  hasScreen: false,
  isInteractive: false,
  color: false,
  columns: () => undefined,
  rows: () => 24,
  onKey: () => () => undefined,
  takeScreen: () => () => undefined,
};
