import { approve as operation } from '../../operations/approve.ts';
import { commandOf } from '../command.ts';
import { exitOfAnswers, tellAnswers } from '../print/answers.ts';

/** `orchestra approve r5|ID…` */
export const approve = commandOf(operation, tellAnswers, exitOfAnswers);
