import { isForDecision } from '../../core/approval.ts';
import { formatAgo } from '../../lib/moment.ts';
import { harmless, oneLine } from '../../lib/text.ts';
import { wrapText } from '../../lib/wrap.ts';
import type { RequestView } from '../../operations/request-view.ts';
import type { Paint } from '../style.ts';
import { type TableForm, tableLines } from './table.ts';

const form: TableForm<'id' | 'task' | 'agent' | 'kind' | 'question' | 'asked' | 'became'> = {
  headings: {
    id: '',
    task: 'TASK',
    agent: 'AGENT',
    kind: 'KIND',
    question: 'QUESTION',
    asked: 'ASKED',
    became: '',
  },
  right: ['task', 'asked'],
  flexible: 'question',
  dispensable: ['agent', 'asked', 'kind', 'became'],
};

/** The table of `requests`, and what to type. */
export function printRequests(
  requests: readonly RequestView[],
  paint: Paint,
  columns: number | undefined,
  nowMs: number,
): string {
  const rows = requests.map((request) => ({
    id: paint(request.is === 'open' ? 'magenta' : 'dim', request.id),
    task: request.task.replace('task_', ''),
    agent: oneLine(request.agent ?? ''),
    kind: request.kind,
    question: oneLine([request.question, ...offered(request)].join('  ')),
    asked: formatAgo(nowMs - Date.parse(request.since)),
    became: request.is === 'open' ? '' : oneLine(becameOf(request)),
  }));
  const open = requests.filter(({ is }) => is === 'open');
  const firsts = [open.find(isForDecision), open.find((request) => !isForDecision(request))];
  const notes = firsts
    .flatMap((first) => first?.wayOut ?? [])
    .flatMap((way) => wrapText(way, columns ?? Infinity));
  const lines = [
    ...tableLines(form, rows, paint, columns),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** A request below its task: the question in full, what may be answered, and how. */
export function printAsked(request: RequestView, columns: number | undefined): string[] {
  const { id, kind, question, options, wayOut = '' } = request;
  return [
    '',
    `? ${id}  ${kind}`,
    ...harmless(question.trimEnd())
      .split('\n')
      .flatMap((line) => wrapText(line, columns ?? Infinity)),
    ...options.map((option, at) => `  ${at + 1}  ${oneLine(option)}`),
    wayOut,
  ];
}

/** One line, for who reads lines as they come. */
export const requestLine = (request: RequestView): string => {
  const { id, task, kind, question, is } = request;
  const words = is === 'open' ? [kind, question, ...offered(request)] : [becameOf(request)];
  return [id, task, ...words].map(oneLine).join('  ');
};

const offered = ({ options }: RequestView): string[] =>
  options.map((option, at) => `[${at + 1}] ${option}`);

/** How it ended, by whom, and in which words. */
export function becameOf({ is, who, answer, note }: RequestView): string {
  const said = is === 'answered' ? worded(answer) : note;
  const by = who === undefined ? is : `${is} by ${who}`;
  return said === undefined ? by : `${by}: ${said}`;
}

const worded = (answer: unknown): string =>
  typeof answer === 'string' ? answer : JSON.stringify(answer);
