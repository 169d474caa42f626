import { AgentSettings, Config } from '../core/agent.ts';
import { layout } from '../core/layout.ts';
import { standIn } from '../core/lineage.ts';
import type { JsonSchema } from '../lib/schema.ts';

const template = `${layout.prompts}/default.md`;

/** A config that works with what is installed; without anything, the coder is simulated. */
export function configFor(coder: string | undefined, installed: readonly string[]): Config {
  const others = installed.filter((name) => name !== coder);
  return {
    $schema: `./${layout.configSchema}`,
    defaultAgent: standIn,
    maxParallel: 3,
    timeout: '1h',
    agents: {
      [standIn]: {
        extends: coder ?? 'simulated',
        description:
          coder === undefined ? 'Shows how a task runs; no model, no work' : 'Writes code',
        promptTemplateFile: template,
      },
      ...Object.fromEntries(
        others.map((name) => [name, { extends: name, promptTemplateFile: template }]),
      ),
    },
  };
}

/** The text of a config file. */
export const renderConfig = (config: Config): string => `${JSON.stringify(config, null, 2)}\n`;

/** Whether a text is one that we write, for any choice and whatever was installed then. */
export function isUnedited(text: string, names: readonly string[]): boolean {
  const choices = subsetsOf(names).flatMap((installed) =>
    [undefined, ...names].map((coder) => renderConfig(configFor(coder, installed))),
  );
  return choices.includes(text);
}

const subsetsOf = (names: readonly string[]): string[][] =>
  Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_name, at) => Math.floor(bits / 2 ** at) % 2 === 1),
  );

/** The agent behind the coder of a config that nobody has edited; undefined for any other text. */
export function coderIn(text: string, names: readonly string[]): string | undefined {
  if (!isUnedited(text, names)) return undefined;
  return (JSON.parse(text) as Config).agents?.[standIn]?.extends;
}

/** A line of the config, and what it means; repeated ones are explained once. */
export interface ConfigLine {
  readonly line: string;
  readonly says: string;
}

/** The config line by line, explained by the schema that editors read, too. */
export function explainConfig(config: Config): ConfigLine[] {
  const told = new Set<string>();
  return linesOf(Config, config, 0).map(({ line, says }) => {
    const isNew = !told.has(says);
    told.add(says);
    return { line, says: isNew ? says : '' };
  });
}

function linesOf(schema: JsonSchema, value: object, depth: number): ConfigLine[] {
  return Object.entries(value).flatMap(([key, part]): ConfigLine[] => {
    const own = schema.properties?.[key] ?? (schema.additionalProperties || undefined);
    const start = `${'  '.repeat(depth)}"${key}"`;
    const isAgent = own?.properties === AgentSettings.properties;
    const says = isAgent
      ? `An agent: orchestra start ${standIn} "…"`
      : firstSentence(own?.description ?? '');
    if (typeof part !== 'object' || part === null)
      return [{ line: `${start}: ${JSON.stringify(part)}`, says }];
    return [{ line: start, says }, ...(own ? linesOf(own, part, depth + 1) : [])];
  });
}

const firstSentence = (text: string): string => /^.*?\.(?= |$)/.exec(text)?.[0] ?? text;
