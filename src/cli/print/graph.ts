import { oneLine, truncate } from '../../lib/text.ts';
import type { DepsOutput, EdgeView, Node } from '../../operations/deps.ts';

const titleMax = 40;
const labels = { success: '', end: 'however it ends', failure: 'if it fails' } as const;
const colours: Partial<Record<Node['status'], string>> = {
  complete: 'green',
  failed: 'red',
  missing: 'red',
  cancelled: 'orange',
  running: 'blue',
  awaiting: 'purple',
};

/** The graph for Graphviz; arrows lead to what waits. */
export function printDot({ tasks, edges }: DepsOutput): string {
  const nodes = tasks.map((task) => {
    const colour = colours[task.status];
    const look = colour ? `, color=${colour}` : '';
    return `  ${task.number} [label=${dotText(labelOf(task).join('\n'))}${look}];`;
  });
  const arrows = edges.map(({ task, on, wants, is }) => {
    const looks = [
      ...(labels[wants] ? [`label=${dotText(labels[wants])}`, 'style=dashed'] : []),
      ...(is === 'dead' ? ['color=red'] : []),
    ];
    return `  ${on} -> ${task}${looks.length > 0 ? ` [${looks.join(', ')}]` : ''};`;
  });
  const head = ['digraph orchestra {', '  rankdir=LR;', '  node [shape=box];'];
  return `${[...head, ...nodes, ...arrows, '}'].join('\n')}\n`;
}

/** The graph as a Mermaid flowchart, which many pages draw. */
export function printMermaid({ tasks, edges }: DepsOutput): string {
  const nodes = tasks.map(
    (task) => `  t${task.number}["${labelOf(task).map(mermaidText).join('<br/>')}"]`,
  );
  const arrows = edges.map((edge) => `  t${edge.on} ${arrowOf(edge)} t${edge.task}`);
  const classes = Object.entries(colours).flatMap(([status, colour]) => {
    const named = tasks.filter((task) => task.status === status).map(({ number }) => `t${number}`);
    if (named.length === 0) return [];
    return [`  classDef ${status} stroke:${colour}`, `  class ${named.join(',')} ${status}`];
  });
  return `${['flowchart LR', ...nodes, ...arrows, ...classes].join('\n')}\n`;
}

const arrowOf = ({ wants }: EdgeView): string =>
  wants === 'success' ? '-->' : `-. ${labels[wants]} .->`;

const labelOf = ({ number, status, reason, title }: Node): string[] => [
  `${number} ${status}${reason ? ` (${reason})` : ''}`,
  ...(title === '' ? [] : [truncate(oneLine(title), titleMax)]),
];

const dotText = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

/** Letters and digits stay; whatever could mean something there is written as its code. */
const mermaidText = (text: string): string =>
  text.replace(/[^\p{L}\p{N} .,:()/_'-]/gu, (sign) => `#${sign.codePointAt(0)};`);
