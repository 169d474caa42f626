import { alignColumns } from '../../lib/columns.ts';
import { displayWidth, harmless } from '../../lib/text.ts';
import { wrapText } from '../../lib/wrap.ts';
import type { DoctorOutput } from '../../operations/doctor.ts';
import type { Paint } from '../style.ts';

const looks = {
  ok: { icon: '✔', format: 'green' },
  warning: { icon: '!', format: 'yellow' },
  problem: { icon: '✖', format: 'red' },
} as const;

/**
 * What was found, a line each, with what helps below it, and the sum. Fixes stay in one piece: they
 * are copied.
 */
export function printDoctor(
  { findings, problems, warnings }: DoctorOutput,
  paint: Paint,
  columns?: number,
): string {
  const margin = Math.max(...findings.map(({ check }) => displayWidth(check))) + '✔    '.length;
  const width = columns === undefined ? Infinity : Math.max(columns - margin, textMin);
  const rows = findings.flatMap(({ check, is, says, fix }) => {
    const { icon, format } = looks[is];
    const [first = '', ...more] = wrapText(harmless(says), width);
    const shown = (line: string) => (is === 'ok' ? line : paint(format, line));
    return [
      [paint(format, icon), harmless(check), shown(first)],
      ...more.map((line) => ['', '', shown(line)]),
      ...(fix === undefined ? [] : [['', '', `${paint('dim', 'fix:')} ${oneLine(fix)}`]]),
    ];
  });
  const verdict = paint(sumFormat(problems, warnings), sum(problems, warnings));
  return [...alignColumns(rows), '', verdict, ''].join('\n');
}

/** On a narrower screen the terminal has to break the lines. */
const textMin = 24;

const oneLine = (text: string): string => harmless(text).replace(/\s*\n\s*/g, ' ');

const sumFormat = (problems: number, warnings: number) =>
  problems > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green';

function sum(problems: number, warnings: number): string {
  const parts = [many(problems, 'problem'), many(warnings, 'warning')].flat();
  return parts.length === 0 ? 'all is well' : parts.join(', ');
}

const many = (number: number, one: string): string[] =>
  number === 0 ? [] : [`${number} ${one}${number === 1 ? '' : 's'}`];
