import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withFailpoints } from '../../src/adapters/failpoints.ts';
import { intentOrder } from '../../src/core/intent.ts';
import { layout, orderOf } from '../../src/core/layout.ts';
import { createMemoryDisk } from '../support/memory-disk.ts';

const root = '/w/.orchestra';
const named: [path: string, name: string][] = [
  [layout.inRun(37, 'spec.json'), 'create runs/spec.json'],
  [layout.task(12), 'create tasks/task.json'],
  [layout.entry('pending', orderOf({ number: 12, priority: 5 })), 'create queue/pending'],
  [layout.beat(7), 'create lock/beat'],
  // The tail of an intent is random: none may give it a name of its own.
  ...['abcdefab', '1234567c', '12345678', '1234abcd1234567f'].flatMap(
    (tail): [string, string][] => [
      [layout.intent(intentOrder(1, tail)), 'create intents/json'],
      [layout.answer(intentOrder(1, tail)), 'create intents/answered/json'],
      [layout.plan(intentOrder(1, tail)), 'create intents/plan.json'],
    ],
  ),
];
for (const [path, name] of named)
  test(`the effect on ${path} is called ${name}`, () => {
    const disk = createMemoryDisk();
    const names: string[] = [];
    const note = (effect: string) => {
      names.push(effect);
      return { before: () => undefined, after: () => undefined };
    };
    disk.grow(`${root}/${path}`.slice(0, `${root}/${path}`.lastIndexOf('/')));
    withFailpoints(disk, root, note).create(`${root}/${path}`, '');
    assert.deepEqual(names, [name]);
  });
