import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { composeStage } from '../../src/app.ts';
import { commands } from '../../src/cli/commands/index.ts';
import type { Terminal } from '../../src/core/ports.ts';
import { parse } from '../../src/lib/schema.ts';
import { type OperationName, operations } from '../../src/operations/index.ts';
import type { AnyOperation } from '../../src/operations/operation.ts';
import { isConducted, projectOf } from '../support/stories.ts';
import { until } from '../support/until.ts';

interface Call {
  readonly name: OperationName;
  readonly input: object;
  readonly words: readonly string[];
}

/** In an order in which each of them succeeds, whoever did the one before. */
const calls: readonly Call[] = [
  { name: 'init', input: {}, words: [] },
  { name: 'agents', input: {}, words: [] },
  { name: 'start', input: { agent: 'sh', prompt: 'true' }, words: ['sh', 'true'] },
  { name: 'wait', input: { tasks: ['1'] }, words: ['1', '2'] },
  { name: 'enqueue', input: { prompt: 'true' }, words: ['true'] },
  { name: 'retry', input: { task: '1' }, words: ['2'] },
  { name: 'status', input: {}, words: [] },
  { name: 'list', input: { filter: ['status=complete'] }, words: ['--filter', 'agent=sh'] },
  { name: 'show', input: { task: '1' }, words: ['2'] },
  { name: 'cancel', input: { all: true }, words: ['--all'] },
  { name: 'timeout', input: { action: 'set', tasks: ['3'], duration: 'none' }, words: ['check'] },
  { name: 'clean', input: { what: ['1'] }, words: ['cancelled', '--dry-run'] },
  { name: 'unlock', input: { force: true }, words: [] },
  { name: 'recover', input: {}, words: ['--dry-run'] },
  { name: 'index', input: { action: 'rebuild' }, words: ['rebuild'] },
  { name: 'migrate', input: { dryRun: true }, words: [] },
  { name: 'doctor', input: {}, words: [] },
];

describe('every operation', () => {
  it('answers as its schema says, called by name and as a command', async (t) => {
    assert.deepEqual(calls.map(({ name }) => name).sort(), Object.keys(operations).sort());
    const project = projectOf(t);
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
        isInterrupted: () => false,
      },
      { dir: join(project.folder, '.orchestra'), debug: false, json: true, writes: true },
    );
    t.after(() => context.wake.close());
    for (const { name, input, words } of calls) {
      const operation: AnyOperation = await operations[name]();
      const read = parse(operation.input, input);
      assert.ok(read.ok, `${name}: ${JSON.stringify(read)}`);
      const answer = await operation.run(context, read.value as never);
      assert.deepEqual(problems(operation, JSON.parse(JSON.stringify(answer))), [], name);
      const printed = await project.json([name, ...words]);
      assert.deepEqual(problems(operation, printed), [], `orchestra ${name} --json`);
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

const problems = ({ output }: AnyOperation, value: unknown): readonly object[] => {
  const read = parse(output, value);
  return read.ok ? [] : read.issues;
};
