import type { Terminal } from '../core/ports.ts';

/** Another screen, no cursor, and lines that are too long cut instead of broken. */
const enter = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[H\x1b[2J';
const leave = '\x1b[?7h\x1b[?25h\x1b[?1049l';
const suspendKey = '\x1a';
/** Who could be suspended is by then. Who has no shell to come back to never is, and goes on. */
const suspendedMs = 100;

/** `takeScreen` of a terminal. Whatever ends the process, the screen is given back. */
export const screenTaker =
  (process: NodeJS.Process): Terminal['takeScreen'] =>
  (onLost) => {
    let isTaken = false;
    let resumption: NodeJS.Timeout | undefined;
    const take = () => {
      isTaken = true;
      process.on('SIGTSTP', suspend);
      process.stdout.write(enter);
    };
    const giveBack = () => {
      if (isTaken) process.stdout.write(leave);
      isTaken = false;
      process.off('SIGTSTP', suspend);
    };
    const suspend = () => {
      giveBack();
      process.kill(process.pid, 'SIGTSTP');
      resumption = setTimeout(resume, suspendedMs);
    };
    const resume = () => {
      take();
      onLost();
    };
    take();
    process.on('exit', giveBack);
    process.stdout.on('resize', onLost);
    return () => {
      giveBack();
      clearTimeout(resumption);
      process.off('exit', giveBack);
      process.stdout.off('resize', onLost);
    };
  };

/** `onKey` of a terminal. Keys come one by one, so Ctrl-C is one; Ctrl-Z still suspends. */
export const keyListener =
  (process: NodeJS.Process): Terminal['onKey'] =>
  (listen) => {
    const { stdin } = process;
    if (!stdin.isTTY) return () => undefined;
    let resumption: NodeJS.Timeout | undefined;
    const hear = (bytes: Buffer) => {
      const typed = bytes.toString('utf8');
      if (typed !== suspendKey) return listen(typed);
      stdin.setRawMode(false);
      process.kill(0, 'SIGTSTP'); // The whole job, as the terminal itself would.
      resumption = setTimeout(() => stdin.setRawMode(true), suspendedMs);
    };
    stdin.setRawMode(true).resume().on('data', hear);
    return () => {
      clearTimeout(resumption);
      stdin.off('data', hear).setRawMode(false).pause();
    };
  };
