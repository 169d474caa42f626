import { alignColumns } from '../../lib/columns.ts';
import { boolean, type Infer, object, optional } from '../../lib/schema.ts';
import { harmless } from '../../lib/text.ts';
import {
  type Candidate,
  isOpen,
  lookAround,
  init as operation,
  usableOf,
} from '../../operations/init.ts';
import { withExtra } from '../command.ts';
import { printJson } from '../print/json.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

const extra = object({
  yes: optional(boolean('Take what is proposed; ask nothing.')),
});

type Input = Infer<typeof operation.input> & Infer<typeof extra>;
type Output = Infer<typeof operation.output>;

/** `orchestra init` */
export const init: Command = {
  ...withExtra(operation, extra),
  short: { y: 'yes' },
  ends: { 130: 'Interrupted at the question; nothing was written.' },
  async run(stage: Stage, { yes, ...input }: Input) {
    const { context, terminal, json } = stage;
    const isAsking = terminal.isInteractive && !json && !yes && input.agent === undefined;
    const choice = isAsking ? await ask(stage) : 'proposed';
    if (choice === undefined) return exits.interrupted;
    const answer = await operation.run(context, choice === 'proposed' ? input : { agent: choice });
    if (json) printJson(terminal, answer);
    else terminal.out(tell(answer, stage));
    return exits.ok;
  },
};

/** Which one is to be behind `coder`, where there is a choice; undefined when interrupted. */
async function ask({ context, terminal }: Stage): Promise<string | undefined> {
  const found = await lookAround(context);
  const usable = usableOf(found);
  const [first] = usable;
  if (first === undefined || usable.length < 2 || !isOpen(context, found)) return 'proposed';
  const rows = found
    .filter((one) => one.usable)
    .map(({ name, version = '' }, at) => [`  ${at + 1}`, name, version]);
  terminal.err(`Which one is to be your coder?\n${alignColumns(rows).join('\n')}\n`);
  terminal.err(`1–${usable.length}, or Enter for ${first}: `);
  const answer = await new Promise<string | undefined>((resolve) => {
    const stop = terminal.onKey((typed) => {
      const key = typed[0] ?? '';
      const isLeaving = ['\u0003', '\u0004', '\u001b', 'q'].includes(key);
      const chosen = ['\r', '\n'].includes(key) ? first : usable[Number(key) - 1];
      if (!isLeaving && chosen === undefined) return;
      stop();
      resolve(isLeaving ? undefined : chosen);
    });
  });
  terminal.err(`${answer ?? 'nothing was written'}\n\n`);
  return answer;
}

function tell({ files, agents, agent, config }: Output, { self, terminal }: Stage): string {
  const paint = painter(terminal.color);
  const isNew = files[0]?.is !== 'kept' && config.length > 0;
  const isThere = agents.some(({ name, usable }) => name === agent && usable);
  const next = [
    ['now:', `${self} start coder "what to do"`],
    ...(isThere ? [['', `${self} agents test coder`, 'is it logged in, may it write?']] : []),
  ];
  return [
    ...alignColumns(files.map(({ path, is }) => [is, path])),
    '',
    ...(isNew
      ? [...alignColumns(config.map(({ line, says }) => [line, paint('dim', says)])), '']
      : []),
    ...remarks(agents, agent, config.length > 0),
    ...alignColumns(next),
    '',
  ].join('\n');
}

/** What a person would otherwise wonder about, and an empty line. */
function remarks(
  agents: readonly Candidate[],
  agent: string | undefined,
  isOurs: boolean,
): string[] {
  const missing = agents.find(({ name, usable }) => name === agent && !usable);
  const lines = agents.flatMap(({ problem }) => (problem === undefined ? [] : [harmless(problem)]));
  if (missing && missing.problem === undefined)
    lines.push(`${missing.name} is not installed: ${missing.install}`);
  if (!isOurs) lines.push('agent-config.json is yours: it stays as it is');
  if (usableOf(agents).length === 0 && !missing)
    lines.push(
      `no agent CLI is installed${isOurs ? ', so coder is simulated; install one, then init again' : ''}:`,
      ...alignColumns(agents.map(({ name, install = '' }) => [`  ${name}`, install])),
    );
  return lines.length === 0 ? [] : [...lines, ''];
}
