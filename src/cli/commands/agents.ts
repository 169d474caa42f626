import { Failure } from '../../core/failure.ts';
import { durationOf } from '../../core/words.ts';
import { oneOf, optional, string } from '../../lib/schema.ts';
import { agents as operation } from '../../operations/agents.ts';
import { runCanary } from '../canary.ts';
import { CanaryReport } from '../canary-report.ts';
import { printAgent, printAgents, printCanary } from '../print/agents.ts';
import { printJson } from '../print/json.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

interface Input {
  readonly action: 'list' | 'show' | 'test';
  readonly name?: string;
  readonly noProbe?: boolean;
  readonly timeout?: string;
}

/** `orchestra agents [list|show|test] [NAME]` */
export const agents: Command = {
  ...operation,
  positionals: ['action', 'name'],
  forms: {
    list: 'All that can be asked for: configured ones first, then the shipped profiles.',
    'show NAME': 'One of them in full, and where each setting stands.',
    'test NAME': 'Give it a tiny real task, in a temporary folder, and tell what came of it.',
  },
  ends: { 1: '`agents test`: it did not do what it was asked.' },
  input: {
    ...operation.input,
    properties: {
      action: oneOf(['list', 'show', 'test'], 'What to do.', { default: 'list' }),
      ...operation.input.properties,
      timeout: optional(string('How long a test may take; else 3m.')),
    },
  },
  prints: { 'test NAME': { schema: CanaryReport } },
  async run(stage: Stage, { action, name, noProbe, timeout }: Input) {
    if (action === 'list' && name !== undefined)
      throw new Failure('usage', `unexpected argument "${name}"`, {
        hint: `orchestra agents show ${name}`,
      });
    if (action !== 'test' && timeout !== undefined)
      throw new Failure('usage', '--timeout is for agents test', {
        hint: `orchestra agents test ${name ?? 'NAME'} --timeout ${timeout}`,
      });
    if (action === 'list') return show(stage, undefined, noProbe);
    if (name === undefined)
      throw new Failure('usage', 'which agent?', { hint: 'orchestra agents lists them' });
    if (action === 'show') return show(stage, name, noProbe);
    return test(stage, name, timeout ?? '3m');
  },
};

async function show(
  { context, terminal, json }: Stage,
  name: string | undefined,
  noProbe = false,
): Promise<number> {
  const answer = await operation.run(context, { noProbe, ...(name !== undefined && { name }) });
  const paint = painter(terminal.color);
  if (json) printJson(terminal, answer);
  else if (name === undefined) terminal.out(printAgents(answer.agents, paint, terminal.columns()));
  else
    for (const agent of answer.agents) terminal.out(printAgent(agent, paint, terminal.columns()));
  return exits.ok;
}

async function test(stage: Stage, name: string, timeout: string): Promise<number> {
  const { context, terminal, json } = stage;
  durationOf('timeout', timeout); // Refused before anything is started.
  const agent = (await context.agents()).resolve(name);
  if (terminal.isTerminal && !json)
    terminal.err(`${name} gets a tiny task; this calls its model\n`);
  const report = await runCanary(stage, agent, timeout);
  if (!report) return exits.interrupted;
  if (json) printJson(terminal, report);
  else terminal.out(printCanary(report, painter(terminal.color)));
  return report.ok ? exits.ok : exits.failed;
}
