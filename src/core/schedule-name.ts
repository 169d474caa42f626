import { namePattern } from './task.ts';

const pattern = new RegExp(namePattern);

/** Whether a schedule may be called so: it is a file name, and the value of a label. */
export const isScheduleName = (name: string): boolean => pattern.test(name);

/** The key that the tasks of a schedule have. */
export const scheduleKey = (name: string): string => `schedule:${name}`;

/** The label by which they are found. */
export const scheduleLabel = 'schedule';
