import { doctor as operation } from '../../operations/doctor.ts';
import { commandOf } from '../command.ts';
import { printDoctor } from '../print/doctor.ts';
import { exits } from '../stage.ts';
import { painter } from '../style.ts';

/** `orchestra doctor` */
export const doctor = {
  ...commandOf(
    operation,
    (findings, { terminal: { out, color, columns } }) =>
      out(printDoctor(findings, painter(color), columns())),
    ({ problems }) => (problems === 0 ? exits.ok : exits.failed),
  ),
  ends: { 0: 'No problem; warnings are none.', 1: 'A problem keeps orchestra from its work.' },
};
