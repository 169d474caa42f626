import { alignColumns } from '../../lib/columns.ts';
import { harmless } from '../../lib/text.ts';
import type { DoctorOutput } from '../../operations/doctor.ts';
import type { Paint } from '../style.ts';

const looks = {
  ok: { icon: '✔', format: 'green' },
  warning: { icon: '!', format: 'yellow' },
  problem: { icon: '✖', format: 'red' },
} as const;

/** A line for each finding, with what helps below it, and the sum. Nothing is cut: fixes are copied. */
export function printDoctor({ findings, problems, warnings }: DoctorOutput, paint: Paint): string {
  const rows = findings.flatMap(({ check, is, says, fix }) => {
    const { icon, format } = looks[is];
    const told = [paint(format, icon), check, oneLine(is === 'ok' ? says : paint(format, says))];
    return fix === undefined ? [told] : [told, ['', '', `${paint('dim', 'fix:')} ${oneLine(fix)}`]];
  });
  return [
    ...alignColumns(rows),
    '',
    paint(sumFormat(problems, warnings), sum(problems, warnings)),
    '',
  ].join('\n');
}

const oneLine = (text: string): string => harmless(text).replace(/\s*\n\s*/g, ' ');

const sumFormat = (problems: number, warnings: number) =>
  problems > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green';

function sum(problems: number, warnings: number): string {
  const parts = [many(problems, 'problem'), many(warnings, 'warning')].flat();
  return parts.length === 0 ? 'all is well' : parts.join(', ');
}

const many = (number: number, one: string): string[] =>
  number === 0 ? [] : [`${number} ${one}${number === 1 ? '' : 's'}`];
