import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { newcomer } from './newcomer.ts';
import { until } from './until.ts';

const main = fileURLToPath(new URL(`../../src/main${extname(import.meta.url)}`, import.meta.url));
const prompt = '$ ';

/** A real terminal, with a shell in an empty folder that knows `orchestra`. */
export interface RealTerminal {
  /** The folder of its programs, at the front of PATH. */
  readonly programs: string;
  /** What is on the screen now, line by line, without the empty ones below. */
  screen(): Promise<string[]>;
  /** The same with its colours, as SGR sequences. */
  colours(): Promise<string>;
  /** Types a line, and resolves with what it prints when the shell asks for the next. */
  enter(line: string): Promise<string[]>;
  /** Types keys, and does not wait. */
  keys(...keys: readonly string[]): Promise<void>;
  /** Resolves when a screen is shown for which it holds. */
  shows(what: string, holds: (lines: readonly string[]) => boolean): Promise<string[]>;
  resize(columns: number, rows: number): Promise<void>;
  /** The shell is back: the normal screen, a visible cursor, a prompt. */
  isBack(): Promise<boolean>;
  /** How many lines of what the last line printed were too long for the terminal. */
  wrapped(): Promise<number>;
  /** From now on every byte that is written to it is kept; the function gives them. */
  record(): Promise<() => string>;
  /** Runs a line elsewhere, in the same folder. */
  aside(line: string): Promise<{ code: number; text: string }>;
}

/** Opens one of that size, in a tmux server of its own, which is ended with all that the test started. */
export async function openTerminal(
  t: TestContext,
  { columns, rows, env = {} }: { columns: number; rows: number; env?: Record<string, string> },
): Promise<RealTerminal> {
  const shell = newcomer(t, { TERM: 'xterm-256color', ...env });
  const folder = join(shell.home, 'parser');
  mkdirSync(folder);
  chmodSync(main, 0o755); // As `npm install -g` does.
  symlinkSync(main, join(shell.programs, 'orchestra'));
  const socket = join(shell.home, 'tmux');
  const tmux = async (words: string): Promise<string> => {
    const { code, text } = await shell.run(`tmux -S '${socket}' -f /dev/null ${words}`, folder);
    if (code !== 0) throw new Error(`tmux ${words}: ${text}`);
    return text;
  };
  await tmux(`new-session -d -x ${columns} -y ${rows} sh`);
  const capture = async (flags: string): Promise<string[]> =>
    (await tmux(`capture-pane -p ${flags}`)).trimEnd().split('\n');
  const screen = () => capture('');
  const shows: RealTerminal['shows'] = (what, holds) =>
    until(
      what,
      async () => {
        const lines = await screen();
        return holds(lines) && lines;
      },
      { timeoutMs: 30_000 },
    );
  // Ctrl-C is echoed in front of it.
  const isPrompt = (lines: readonly string[]) => lines.at(-1)?.endsWith(prompt.trimEnd()) ?? false;
  await shows('a shell', (lines) => /[#$]$/.test(lines.at(-1) ?? ''));
  await tmux(`send-keys "PS1='${prompt}'" Enter`); // A shell of root has one of its own.
  await shows('a prompt', isPrompt);
  let scripts = 0;

  return {
    programs: shell.programs,
    screen,
    colours: () => tmux('capture-pane -e -p'),
    async enter(line) {
      scripts += 1;
      const end = `END ${scripts}`;
      writeFileSync(join(shell.home, `line${scripts}`), `${line}\necho ${end}\n`);
      await tmux('send-keys clear Enter');
      await shows('an empty screen', (lines) => lines.length === 1 && isPrompt(lines));
      await tmux('clear-history');
      await tmux(`send-keys '. ../line${scripts}' Enter`);
      return until(
        line,
        async () => {
          const lines = await capture('-S -');
          return isPrompt(lines) && lines.at(-2) === end && lines.slice(1, -2);
        },
        { timeoutMs: 60_000 },
      );
    },
    keys: async (...keys) => void (await tmux(`send-keys ${keys.join(' ')}`)),
    shows,
    resize: async (x, y) => void (await tmux(`resize-window -x ${x} -y ${y}`)),
    isBack: async () =>
      (await tmux("display-message -p '#{alternate_on} #{cursor_flag}'")).trim() === '0 1' &&
      isPrompt(await screen()),
    wrapped: async () => (await capture('-S -')).length - (await capture('-S - -J')).length,
    async record() {
      const path = join(shell.home, 'record');
      await tmux(`pipe-pane "cat >'${path}'"`);
      return () => readFileSync(path, 'utf8');
    },
    aside: (line) => shell.run(line, folder),
  };
}
