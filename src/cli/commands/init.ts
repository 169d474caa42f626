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
import { askForOne } from '../choice.ts';
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
    if (choice === undefined) {
      terminal.err('nothing was written\n');
      return exits.interrupted;
    }
    const answer = await operation.run(context, choice === 'proposed' ? input : { agent: choice });
    if (json) printJson(terminal, answer);
    else terminal.out(tell(answer, stage));
    return exits.ok;
  },
};

/** Which one is to be behind `coder`, where there is a choice; undefined for who leaves. */
async function ask({ context, terminal }: Stage): Promise<string | undefined> {
  const found = await lookAround(context);
  const usable = found.filter((one) => one.usable);
  if (usable.length < 2 || !isOpen(context, found)) return 'proposed';
  const options = usable.map(({ name, version = '' }) => ({ name, note: version }));
  return askForOne(terminal, 'Which one is to be your coder?', options);
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
