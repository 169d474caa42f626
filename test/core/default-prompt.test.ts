import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fillTemplate } from '../../src/lib/template.ts';
import { projectRoot } from '../support/root.ts';

const template = readFileSync(join(projectRoot, 'templates/prompts/default.md'), 'utf8');
const holes = {
  taskId: 'task_7',
  attempt: '2',
  planFile: '/o/plan.md',
  doneFile: '/o/done',
  errorFile: '/o/error',
  logFile: '/o/log',
};
const fill = (userPrompt: string, previousError: string): string => {
  const filled = fillTemplate(template, { ...holes, userPrompt, previousError });
  assert.ok(filled.ok);
  return filled.value;
};

describe('the default prompt', () => {
  it('begins with what the user wrote, on lines of its own', () => {
    const prompt = 'line one\n  {taskId} {{ }} $HOME\n\nlast line';
    assert.ok(fill(prompt, '').startsWith(`${prompt}\n`));
  });

  it('names every file of the protocol, and the task', () => {
    const text = fill('x', 'it ran out of time');
    for (const value of [...Object.values(holes), 'it ran out of time'])
      assert.ok(text.includes(value), value);
  });

  it('shows the error as JSON that can be copied', () => {
    const json = /`(\{.*\})`/.exec(fill('x', ''))?.[1] ?? '';
    assert.deepEqual(Object.keys(JSON.parse(json)), ['error', 'details']);
  });
});
