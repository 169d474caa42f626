import type { Checkup } from '../core/checkup.ts';
import { examineFolder } from './checkup-folder.ts';
import { examineMachine } from './checkup-machine.ts';

/** Examines what is around the workspace `root`, for a command typed in `cwd`. */
export const createCheckup = (
  root: string,
  cwd: string,
  environment: Readonly<Record<string, string>>,
): Checkup => ({
  machine: () => examineMachine(cwd, environment),
  folder: async () => examineFolder(root),
});
