import type { FailureCode } from '../../core/failure.ts';
import type { Block, Row } from '../page.ts';
import { type Commands, exitOfFailure, exits } from '../stage.ts';
import type { Topic } from './index.ts';

const meanings: Readonly<Record<keyof typeof exits, string>> = {
  ok: 'It was done.',
  failed: 'It could not be done, or a task that was waited for did not complete.',
  usage: 'It was typed in a way that cannot be meant; nothing was changed.',
  timeout: 'The time to wait was up.',
  interrupted: 'Interrupted by Ctrl-C or a signal.',
};

const kinds: Readonly<Record<FailureCode, string>> = {
  usage: 'What was typed cannot be meant.',
  invalid: 'What was found cannot be used: a config, a folder, a damaged file.',
  not_found: 'There is none: no such task, agent or workspace.',
  conflict: 'Somebody or something is in the way now.',
  unavailable: 'The machine refuses: the disk, a program, a process.',
};

/** `orchestra help exit-codes` */
export const exitCodes: Topic = {
  summary: 'What the exit code of orchestra tells.',
  blocks: async (commands) => [
    { heading: 'Of every command' },
    {
      rows: Object.entries(exits).map(
        ([name, code]): Row => [String(code), meanings[name as keyof typeof exits]],
      ),
    },
    ...(await ofCommands(commands)),
    { heading: 'Errors with --json are {"error": {"code", "message", "hint"}} on stderr' },
    {
      rows: Object.entries(exitOfFailure).map(
        ([kind, code]): Row => [kind, `${kinds[kind as FailureCode]} Exit code ${code}.`],
      ),
    },
  ],
};

/** What some commands mean by them in particular. */
async function ofCommands(commands: Commands): Promise<Block[]> {
  const blocks = Object.entries(commands).map(async ([name, load]): Promise<Block[]> => {
    const { ends } = await load();
    return ends ? [{ heading: `Of orchestra ${name}` }, { rows: Object.entries(ends) }] : [];
  });
  return (await Promise.all(blocks)).flat();
}
