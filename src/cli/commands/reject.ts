import { reject as operation } from '../../operations/reject.ts';
import { commandOf } from '../command.ts';
import { exitOfAnswers, tellAnswers } from '../print/answers.ts';

/** `orchestra reject r5|ID WHY…` */
export const reject = commandOf(operation, tellAnswers, exitOfAnswers);
