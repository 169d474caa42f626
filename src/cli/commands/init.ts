import { init as operation } from '../../operations/init.ts';
import { commandOf } from '../command.ts';

/** `orchestra init` */
export const init = commandOf(operation, ({ files }, { terminal }) => {
  for (const { path, is } of files) terminal.out(`${is}  ${path}\n`);
  terminal.out('\nnow: orchestra start coder "what to do"\n');
});
