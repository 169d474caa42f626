import type { Probed } from '../core/ports.ts';
import { quoteForShell } from '../lib/shell-quote.ts';
import { type Finding, fine, problem, some, warning } from './doctor-finding.ts';

/** One agent of the configs, and what its program says. */
export interface AgentFacts {
  readonly name: string;
  readonly command: string;
  readonly simulated: boolean;
  readonly install: string | undefined;
  /** Whether tasks go to it that name no agent, or some wait for it. */
  readonly isNeeded: boolean;
  readonly probed: Probed;
}

export interface ConfigFacts {
  /** The config files there are. */
  readonly files: readonly string[];
  /** All that is wrong with them, a line each. */
  readonly problems: readonly string[];
  /** Where the first one would be. */
  readonly wanted: string;
  readonly agents: readonly AgentFacts[];
}

/** What there is to say of the configs and of the agents in them. */
export function agentFindings({ files, problems, wanted, agents }: ConfigFacts): Finding[] {
  return [
    ...problems.map((line) => problem('config', line, fixOf(line))),
    ...(problems.length === 0 && files.length > 0 ? [fine('config', files.join(', '))] : []),
    ...(problems.length === 0 && files.length === 0
      ? [warning('config', `no ${wanted}: a stand-in simulates all work`, 'orchestra init')]
      : []),
    // What stands in for all agents is told above.
    ...agents.filter(({ simulated }) => files.length > 0 || !simulated).map(agentFinding),
  ];
}

/** Editors open a file at a line by what the problem begins with. */
function fixOf(line: string): string {
  const place = /^(\/.*?):(\d+):\d+: /.exec(line);
  const unread = /^cannot read (\/.+?): /.exec(line)?.[1];
  if (unread !== undefined) return `see who may read it: ${quoteForShell(['ls', '-l', unread])}`;
  const meant = /; did you mean (.+?)\?/.exec(line)?.[1];
  const where = place ? `${place[1]}, line ${place[2]}` : 'what it names';
  return meant === undefined ? `edit ${where}` : `write ${meant} instead, in ${where}`;
}

function agentFinding({
  name,
  command,
  simulated,
  install,
  isNeeded,
  probed,
}: AgentFacts): Finding {
  const check = `agent ${name}`;
  const { path, version, missingFlags = [], problem: refusal } = probed;
  if (path === undefined) {
    const fix = install ?? `put ${command} on PATH, or set the "command" of ${name}`;
    const says = `${command} is not installed`;
    return isNeeded ? problem(check, says, fix) : warning(check, says, fix);
  }
  if (simulated)
    return warning(
      check,
      'simulated: it does no real work',
      'orchestra agents lists real ones; set its "extends"',
    );
  if (refusal !== undefined) return warning(check, refusal, `see what it says: ${path}`);
  const told = version === undefined ? path : `${command} ${version}, ${path}`;
  if (missingFlags.length > 0)
    return warning(
      check,
      `${told}: its help does not know ${some(missingFlags)}`,
      `update it${install === undefined ? '' : `: ${install}`}, or mend its "args"; see orchestra agents show ${name}`,
    );
  return fine(check, told);
}
