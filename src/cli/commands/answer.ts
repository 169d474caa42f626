import { answer as operation } from '../../operations/answer.ts';
import { commandOf } from '../command.ts';
import { exitOfAnswers, tellAnswers } from '../print/answers.ts';

/** `orchestra answer r5|ID ANSWER…` */
export const answer = commandOf(operation, tellAnswers, exitOfAnswers);
