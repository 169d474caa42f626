import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { printNeighbours, printProblems, printTree } from '../../src/cli/print/deps.ts';
import { printDot, printMermaid } from '../../src/cli/print/graph.ts';
import { painter } from '../../src/cli/style.ts';
import type { DepsOutput } from '../../src/operations/deps.ts';

const plain = painter(false);

const node = (
  number: number,
  status: DepsOutput['tasks'][number]['status'],
  title = `t${number}`,
) => ({ number, status, agent: 'sh', title });

const edge = (
  task: number,
  on: number,
  wants: DepsOutput['edges'][number]['wants'] = 'success',
) => ({ task, on, wants, is: 'open' as const });

const diamond: DepsOutput = {
  tasks: [
    node(1, 'complete'),
    node(2, 'running', 'a "b"\n<c>'),
    node(3, 'blocked'),
    node(4, 'blocked'),
    node(5, 'blocked'),
    node(9, 'missing', ''),
  ],
  edges: [edge(2, 1), edge(3, 1, 'failure'), edge(4, 2), edge(4, 3, 'end'), edge(5, 4), edge(5, 9)],
  problems: [{ task: 5, is: 'missing', says: 'task_5 waits', wayOut: 'orchestra cancel 5' }],
};

describe('who waits for whom', () => {
  it('is a tree in which each task is drawn once, and a chain goes straight down', () => {
    assert.equal(
      printTree(diamond, plain, undefined),
      `✔  1  complete  t1
├─ ▶  2  running  a "b" <c>
│  ↓ ◌  4  blocked  t4
│  ↓ ◌  5  blocked  t5
└─ ◌  3  blocked  t3  if it fails
   ↓ ◌  4  blocked  t4  however it ends (see above)
∅  9  missing
↓ ◌  5  blocked  t5  (see above)
`,
    );
  });

  it('fits the screen, however deep', () => {
    const tasks = Array.from({ length: 5_000 }, (_, at) => node(at + 1, 'blocked', 'x'.repeat(90)));
    const edges = tasks.slice(1).map(({ number }) => edge(number, number - 1));
    const lines = printTree({ tasks, edges, problems: [] }, plain, 40).split('\n');
    assert.equal(lines.length, 5_001);
    assert.ok(lines.every((line) => line.length <= 40));
  });

  it('draws what waits in a circle', () => {
    const tasks = [node(1, 'blocked'), node(2, 'blocked')];
    const circle = { tasks, edges: [edge(1, 2), edge(2, 1)], problems: [] };
    assert.equal(
      printTree(circle, plain, undefined),
      '◌  1  blocked  t1\n↓ ◌  2  blocked  t2\n↓ ◌  1  blocked  t1  (see above)\n',
    );
  });

  it('is told of one task, from both sides', () => {
    assert.equal(
      printNeighbours(diamond, 4, plain, undefined),
      `◌  4  blocked  t4
waits for
  ▶  2  running  a "b" <c>
  ◌  3  blocked  t3         however it ends
is waited for by
  ◌  5  blocked  t5
`,
    );
    assert.match(printNeighbours(diamond, 1, plain, undefined), /^waits for nothing$/m);
  });

  it('is a graph for Graphviz and Mermaid, in which no title means anything', () => {
    const dot = printDot(diamond);
    assert.match(dot, /^ {2}2 \[label="2 running\\na \\"b\\" <c>", color=blue\];$/m);
    assert.match(dot, /^ {2}1 -> 3 \[label="if it fails", style=dashed\];$/m);
    assert.match(dot, /^ {2}4 -> 5;$/m);
    const mermaid = printMermaid(diamond);
    assert.match(mermaid, /^ {2}t2\["2 running<br\/>a #34;b#34; #60;c#62;"\]$/m);
    assert.match(mermaid, /^ {2}t3 -\. however it ends \.-> t4$/m);
    assert.match(mermaid, /^ {2}class t2 running$/m);
  });

  it('is told with what helps where it is in vain', () => {
    assert.equal(printProblems(diamond, plain, undefined), 'task_5 waits\n  orchestra cancel 5\n');
  });
});
