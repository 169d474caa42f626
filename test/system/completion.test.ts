import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { openTerminal, type RealTerminal } from '../support/tmux.ts';

const isThere = (program: string, ...words: string[]): boolean =>
  spawnSync(program, words).status === 0;

/** How each shell is begun without anything of its user, and told to complete. */
const shells = [
  {
    shell: 'bash',
    begin: 'exec bash --norc',
    load: ['PS1="$ "', 'eval "$(orchestra completion bash)"'],
    // A second Tab lists what there is.
    list: ['Tab', 'Tab'],
  },
  {
    shell: 'zsh',
    begin: 'exec zsh -f',
    load: ['PS1="$ "; autoload -Uz compinit; compinit -u -D', 'eval "$(orchestra completion zsh)"'],
    list: ['Tab'],
  },
  {
    shell: 'fish',
    begin: 'exec fish --no-config',
    load: [
      'set -g fish_autosuggestion_enabled 0; function fish_prompt; echo -n "\\$ "; end; function fish_greeting; end',
      'orchestra completion fish | source',
    ],
    list: ['Tab'],
  },
] as const;

for (const { shell, begin, load, list } of shells) {
  const isHere = isThere('tmux', '-V') && isThere(shell, '-c', ':');
  describe(`completion in ${shell}`, { skip: isHere ? false : `needs tmux and ${shell}` }, () => {
    it('finishes what is begun, and lists what there is', async (t) => {
      const terminal = await openTerminal(t, { columns: 100, rows: 30 });
      for (const line of [
        'orchestra init --agent simulated >/dev/null',
        'orchestra group add docs',
        "orchestra start coder 'simulate: fail' --title 'the third' --wait -q",
        'orchestra start coder x --draft --label area=cli -q',
      ])
        await terminal.enter(line);
      await type(terminal, begin);
      for (const line of load) await type(terminal, line);

      const finished: [begun: string, whole: string][] = [
        ['orchestra retr', 'orchestra retry '],
        ['orchestra retry ', 'orchestra retry 1 '],
        ['orchestra cancel ', 'orchestra cancel 2 '],
        ['orchestra cancel task', 'orchestra cancel task_2 '],
        ['orchestra start cla', 'orchestra start claude '],
        ['orchestra start coder x --gr', 'orchestra start coder x --group '],
        ['orchestra start coder x --group=', 'orchestra start coder x --group=docs '],
        ['orchestra list --filter st', 'orchestra list --filter status='],
        ['orchestra list --filter status=fa', 'orchestra list --filter status=failed '],
        ['orchestra list --filter=status=fa', 'orchestra list --filter=status=failed '],
        ['orchestra config get agents.cla', 'orchestra config get agents.claude.'],
        ['orchestra --dir ~/parser --json ret', 'orchestra --dir ~/parser --json retry '],
        ['orchestra --dir ~/par', 'orchestra --dir ~/parser/'],
      ];
      for (const [begun, whole] of finished) {
        await typeOnly(terminal, begun);
        await terminal.keys('Tab');
        await becomes(terminal, whole.trimEnd());
        // What is typed behind it shows whether a blank is there.
        await terminal.keys('.');
        await becomes(terminal, `${whole}.`);
        await terminal.keys('C-u');
      }

      await typeOnly(terminal, 'orchestra daemon st');
      await terminal.keys(...list);
      const lines = await terminal.shows('what there is', (all) =>
        ['start', 'stop', 'status'].every((word) => all.some((line) => line.includes(word))),
      );
      assert.ok(lines.length > 1);
    });
  });
}

/** The last line becomes that; else it is told what it is. */
async function becomes(terminal: RealTerminal, whole: string): Promise<void> {
  let last = '';
  await terminal
    .shows(whole, (lines) => {
      last = lines.join('\n');
      return lines.at(-1) === `$ ${whole}`;
    })
    .catch(() => assert.equal(last, `$ ${whole}`));
}

/** Types a line in any shell, and waits for its next prompt. */
async function type(terminal: RealTerminal, line: string): Promise<void> {
  await terminal.keys('-l', `'${line}'`);
  await terminal.keys('Enter');
  await terminal.shows('the next prompt', (lines) => /[$#%>] ?$/.test(lines.at(-1) ?? ''));
}

/** Types on an empty screen, and does not press Enter. */
async function typeOnly(terminal: RealTerminal, text: string): Promise<void> {
  await terminal.keys('C-l');
  await terminal.keys('-l', `'${text}'`);
}
