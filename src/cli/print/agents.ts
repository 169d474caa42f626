import { formatDuration } from '../../lib/duration.ts';
import { harmless, oneLine } from '../../lib/text.ts';
import type { AgentView } from '../../operations/agents.ts';
import type { CanaryReport } from '../canary-report.ts';
import type { Paint } from '../style.ts';
import { type Fact, factLines } from './facts.ts';
import { type TableForm, tableLines } from './table.ts';

const form: TableForm<
  'isDefault' | 'agent' | 'program' | 'version' | 'profile' | 'prompt' | 'timeout'
> = {
  headings: {
    isDefault: '',
    agent: 'AGENT',
    program: 'PROGRAM',
    version: 'VERSION',
    profile: 'PROFILE',
    prompt: 'PROMPT',
    timeout: 'TIMEOUT',
  },
  right: [],
  flexible: 'agent',
  dispensable: ['prompt', 'timeout', 'profile', 'program'],
};

/** The table of `agents`, then what is missing or wrong. */
export function printAgents(
  agents: readonly AgentView[],
  paint: Paint,
  columns: number | undefined,
): string {
  const rows = agents.map((agent) => ({
    isDefault: agent.isDefault ? '*' : '',
    agent: oneLine(agent.name),
    program: oneLine(agent.settings?.command ?? ''),
    version: stateOf(agent, paint),
    profile: agent.simulated ? 'simulated' : agent.verified ? 'verified' : '',
    prompt: agent.settings?.prompt ?? '',
    timeout: timeOf(agent.settings?.timeoutMs),
  }));
  const remarks = [...new Set(agents.flatMap(remarksOn))];
  return [
    ...tableLines(form, rows, paint, columns),
    '',
    ...remarks,
    ...(agents.some(({ isDefault }) => isDefault) ? ['* does what names no agent'] : []),
    '',
  ].join('\n');
}

function stateOf({ installed, version, problem, simulated }: AgentView, paint: Paint): string {
  if (problem !== undefined) return paint('red', 'broken');
  if (!installed) return paint('yellow', 'not installed');
  return oneLine(version ?? '') || (simulated ? 'built in' : 'installed');
}

function remarksOn({ name, problem, installed, install, settings }: AgentView): string[] {
  if (problem !== undefined) return [harmless(`${name}: ${problem}`)];
  if (installed || install === undefined) return [];
  return [`${settings?.command ?? name} is not installed: ${install}`];
}

/** One agent: its program, what it adds up to, and where each setting stands. */
export function printAgent(agent: AgentView, paint: Paint, columns: number | undefined): string {
  const { settings, origins } = agent;
  const facts: Fact[] = [
    ['program', agent.path ?? 'not installed'],
    ['install', agent.installed ? undefined : agent.install],
    ['version', agent.version],
    ['problem', agent.problem],
    ['flags', agent.missingFlags && flagsOf(agent.missingFlags)],
    ['profile', agent.verified ? undefined : 'not verified: flags only read in documentation'],
  ];
  const groups = settings ? groupByOrigin(settingRows(settings), origins) : [];
  return [
    `${agent.name}  ${harmless(agent.description)}${agent.isDefault ? '  (default)' : ''}`,
    ...factLines(facts, paint, columns),
    ...groups.flatMap(([origin, rows]) => [
      '',
      paint('dim', harmless(`${origin}:`)),
      ...factLines(
        rows.map(([name, value]) => [`  ${name}`, value]),
        plainly,
        columns,
      ),
    ]),
    '',
  ].join('\n');
}

/** Names of settings are words of the config, and shown like its values. */
const plainly: Paint = (_, text) => text;

const flagsOf = (missing: readonly string[]): string =>
  missing.length === 0 ? 'all known to its help' : `unknown to its help: ${missing.join(' ')}`;

type Row = readonly [name: string, value: string, key: string];

/** Nearest origin first, and last what nobody set. */
function groupByOrigin(
  rows: readonly Row[],
  origins: Readonly<Record<string, string>>,
): [origin: string, rows: Row[]][] {
  const groups = new Map<string, Row[]>(Object.values(origins).map((origin) => [origin, []]));
  groups.set(byDefault, []);
  for (const row of rows) groups.get(origins[row[2]] ?? byDefault)?.push(row);
  return [...groups].filter(([, members]) => members.length > 0);
}

const byDefault = 'by default';

function settingRows(settings: NonNullable<AgentView['settings']>): Row[] {
  const { template, timeoutMs, maxParallel } = settings;
  const rows: (Row | undefined)[] = [
    ['command', settings.command, 'command'],
    ['args', words(settings.args), 'args'],
    ['modelArgs', words(settings.modelArgs), 'modelArgs'],
    settings.model === undefined ? undefined : ['model', settings.model, 'model'],
    ['prompt', settings.prompt, 'prompt'],
    template === undefined
      ? undefined
      : ['template', template, template === 'inline' ? 'promptTemplate' : 'promptTemplateFile'],
    ['completion', settings.completion, 'completion'],
    ['format', settings.format, 'format'],
    ['trustExit', String(settings.trustExit), 'trustExit'],
    ['timeout', timeoutMs === undefined ? 'none' : timeOf(timeoutMs), 'timeout'],
    ['retries', String(settings.retries), 'retry'],
    maxParallel === undefined ? undefined : ['maxParallel', String(maxParallel), 'maxParallel'],
    ...settings.env.map((name): Row => ['env', name, `env.${name}`]),
    settings.unset.length === 0 ? undefined : ['unset', settings.unset.join(' '), 'unset'],
    ['stopSignals', settings.stopSignals.join(' '), 'stopSignals'],
    ['grace', formatDuration(settings.graceMs), 'grace'],
    ['linger', formatDuration(settings.lingerMs), 'linger'],
  ];
  return rows.filter((row) => row !== undefined);
}

/** Arguments in one line; where one ends can be told. */
const words = (args: readonly string[]): string =>
  args.map((arg) => (/^[\w@%+=:,./{}-]+$/.test(arg) ? arg : JSON.stringify(arg))).join(' ') || '-';

const timeOf = (ms: number | undefined): string => (ms === undefined ? '-' : formatDuration(ms));

/** What came of `agents test`. */
export function printCanary(report: CanaryReport, paint: Paint): string {
  const { ok, agent, message, hint, version, elapsedMs, missingFlags, problem, said } = report;
  const about = [version, elapsedMs === undefined ? undefined : formatDuration(elapsedMs)].filter(
    (fact) => fact !== undefined,
  );
  const more = about.length === 0 ? '' : `  (${about.join(', ')})`;
  const mark = ok ? paint('green', `✔ ${agent}`) : paint('red', `✖ ${agent}`);
  return [
    `${mark}  ${harmless(message)}${more}`,
    ...(problem === undefined ? [] : [harmless(`  ${problem}`)]),
    ...(missingFlags.length === 0 ? [] : [`  its help does not know ${missingFlags.join(' ')}`]),
    ...(ok ? [] : said.map((line) => paint('dim', `  | ${line}`))),
    ...(hint === undefined ? [] : [`  ${hint}`]),
    '',
  ].join('\n');
}
