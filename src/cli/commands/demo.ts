import { layout } from '../../core/layout.ts';
import { object, optional, string } from '../../lib/schema.ts';
import { start } from '../../operations/start.ts';
import { WaitOutput } from '../../operations/wait.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { run } from './run.ts';

interface Input {
  readonly folder?: string;
}

const prompts = [
  'Add a test for the parser\nsimulate: sleep 2',
  'Mend the flaky retry test\nsimulate: fail once\nsimulate: sleep 1',
  'Write the changelog\nsimulate: sleep 1',
];

const config = `${JSON.stringify({ maxParallel: 2, retry: { delay: '2s' } }, null, 2)}\n`;

/** `orchestra demo`: three simulated tasks in a folder of their own; one fails once. */
export const demo: Command = {
  summary: 'See it work: three simulated tasks in a fresh folder, no keys needed',
  examples: ['orchestra demo'],
  writes: true,
  input: object({ folder: optional(string('Where; else a new temporary folder.')) }),
  output: WaitOutput,
  async run(stage: Stage, { folder }: Input) {
    const place = await stage.elsewhere(folder);
    const { context, terminal, json } = place;
    const say = json ? terminal.err : terminal.out;
    say(
      `Three tasks for a simulated agent, in ${context.cwd}\nNo model is called; the second fails once and is retried.\n\n`,
    );
    context.writeOnce(`${context.store.root}/${layout.config}`, config);
    for (const prompt of prompts)
      await start.run(context, { agent: 'simulated', prompt, noRun: true, retries: 2 });
    const code = await run.run(place, { tasks: [] } as never);
    if (code !== exits.ok) return code;
    if (!json) terminal.out(whereToLook(place));
    return exits.ok;
  },
};

function whereToLook({ context, self }: Stage): string {
  const line = (command: string, what: string) => `  ${command.padEnd(self.length + 10)}  ${what}`;
  return [
    '',
    'All of it is files; look around:',
    `  cd ${context.cwd}`,
    line(`${self} status`, 'what ran, what waits'),
    line(`${self} show 2`, 'one task, with the attempt that failed'),
    line(`${self} logs 2`, 'what its agent said'),
    line('ls .orchestra/runs', 'everything each run left'),
    '',
    'With a real agent, in your repository:',
    `  ${self} start claude "add a test for the parser"`,
    '',
  ].join('\n');
}
