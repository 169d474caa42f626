import { alignColumns } from '../../lib/columns.ts';
import { displayWidth, harmless, oneLine } from '../../lib/text.ts';
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
  columns = Infinity,
): string {
  const margin = Math.max(...findings.map(({ check }) => displayWidth(check))) + '✔    '.length;
  const isNarrow = columns - margin < textMin;
  const width = isNarrow ? columns - '✔  '.length : columns - margin;
  const rows = findings.flatMap((finding) => {
    const { icon, format } = looks[finding.is];
    const head = [paint(format, icon), oneLine(finding.check)];
    const said = linesOf(finding, paint, width);
    if (isNarrow) return [head, ...said.map((line) => ['', line])];
    const [first = '', ...more] = said;
    return [[...head, first], ...more.map((line) => ['', '', line])];
  });
  const verdict = paint(sumFormat(problems, warnings), sum(problems, warnings));
  return [...alignColumns(rows), '', verdict, ''].join('\n');
}

/** On a screen that leaves less, what was found stands below what was looked at. */
const textMin = 24;

function linesOf(
  { is, says, fix }: DoctorOutput['findings'][number],
  paint: Paint,
  width: number,
): string[] {
  const told = wrapText(harmless(says), width).map((line) =>
    is === 'ok' ? line : paint(looks[is].format, line),
  );
  return fix === undefined ? told : [...told, `${paint('dim', 'fix:')} ${oneLine(fix)}`];
}

const sumFormat = (problems: number, warnings: number) =>
  problems > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green';

function sum(problems: number, warnings: number): string {
  const parts = [many(problems, 'problem'), many(warnings, 'warning')].flat();
  return parts.length === 0 ? 'all is well' : parts.join(', ');
}

const many = (number: number, one: string): string[] =>
  number === 0 ? [] : [`${number} ${one}${number === 1 ? '' : 's'}`];
