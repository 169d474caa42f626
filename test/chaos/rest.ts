import { listing } from '../support/stories.ts';
import { until } from '../support/until.ts';
import type { Complaint } from './history.ts';
import type { Witness } from './witness.ts';
import type { Workspace } from './workspace.ts';

const patience = { timeoutMs: 90_000 };

/** Nobody is harmed any more: sees all that was accepted through to its end. */
export async function comeToRest(workspace: Workspace, witness: Witness): Promise<void> {
  const { name, orchestra, background, processes } = workspace;
  await orchestra(['daemon', 'stop']);
  let conducts = false;
  await until(
    `all of ${name} is settled`,
    async () => {
      const open = workspace.tasks().filter(({ settled }) => !settled);
      const endless = open.filter(({ agent, cancelled }) => agent === 'endless' && !cancelled);
      if (endless.length > 0)
        await orchestra(['cancel', ...endless.map(({ number }) => `${number}`)]);
      workspace.answerAll();
      witness.look();
      const leftovers = open.length + workspace.openIntents().length + workspace.live();
      if (leftovers > 0 && !conducts) {
        conducts = true; // One at a time, and not waited for: some agents wait for us meanwhile.
        void background(['run']).ended.then(() => {
          conducts = false;
        });
      }
      return leftovers === 0;
    },
    patience,
  );
  await orchestra(['daemon', 'stop']); // One that was spawned at the end has come late.
  await until(`nobody of ${name} is left`, () => processes().length === 0, patience).catch(
    (error: Error) => {
      const left = processes().map(({ pid, command }) => `${pid} ${command}`);
      throw new Error([error.message, ...left].join('\n'), { cause: error });
    },
  );
}

/** I5 and I6: at rest a conductor finds nothing to do, `recover` nothing to mend, and who only looks writes nothing. */
export async function judgeRest(workspace: Workspace): Promise<Complaint[]> {
  const { name, root, orchestra } = workspace;
  const complaints: Complaint[] = [];
  const complain = (text: string): void => void complaints.push({ workspace: name, text });
  const differs = async (args: readonly string[], look: () => string[]): Promise<void> => {
    const before = look();
    const { code, stderr } = await orchestra(args);
    if (code !== 0 && code !== 1) complain(`${args.join(' ')} ended with ${code}: ${stderr}`);
    const changed = look().filter((line) => !before.includes(line));
    if (changed.length > 0) complain(`${args.join(' ')} at rest wrote ${changed.join(', ')}`);
  };
  // Who conducts takes an epoch, and leaves a word when it goes; that is all it may write.
  const state = (): string[] =>
    listing(root).filter((line) => !/^(?:lock|tmp|queue)\/|^(?:lock|tmp|queue) /.test(line));
  await orchestra(['run']); // Caches are counted anew after the last death, once.
  await differs(['run'], state);
  await differs(['status'], state);
  const { stdout } = await orchestra(['recover', '--dry-run', '--json']);
  const { repairs } = JSON.parse(stdout) as { repairs: { says: string }[] };
  for (const { says } of repairs) {
    // Killed between the folder of a run and the record that names it: nothing was spawned.
    const run = /^runs\/(\d+) is of no task/.exec(says)?.[1];
    if (run === undefined || workspace.inRun(Number(run), 'started') !== '')
      complain(`recover finds something at rest: ${says}`);
  }
  const [task] = workspace.tasks();
  if (!task) return complaints;
  for (const args of [['show'], ['logs']])
    await differs([...args, `${task.number}`], () => listing(root));
  await differs(['list'], () => listing(root));
  return complaints;
}
