import type { ResolvedAgent } from '../core/agent.ts';
import { Failure } from '../core/failure.ts';
import { ignoreText, layout } from '../core/layout.ts';
import { boolean, type Infer, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import { coderIn, configFor, explainConfig, isUnedited, renderConfig } from './init-config.ts';
import { type Context, operation } from './operation.ts';

const Candidate = object({
  name: string('A shipped profile.'),
  usable: boolean('Whether its program is there, and runs.'),
  version: optional(string('What it says its version is.')),
  problem: optional(string('Why it is not usable although it is there.')),
  install: optional(string('The command that installs it.')),
});
export type Candidate = Infer<typeof Candidate>;

const File = object({
  path: string('A file.'),
  is: oneOf(
    ['written', 'renewed', 'kept'],
    'Renewed is what nobody had edited; what was is kept as it is.',
  ),
});

/** Writes what people then edit; a file that somebody has edited is never touched. */
export const init = operation({
  summary: 'Make .orchestra, with a config for the agents that are installed',
  examples: ['orchestra init', 'orchestra init --agent codex'],
  route: 'POST /init',
  writes: true,
  input: object({
    agent: optional(string('The agent CLI behind `coder`; else the first that is installed.')),
  }),
  output: object({
    root: string('The workspace.'),
    files: list(File, 'What was written.'),
    agents: list(Candidate, 'The agent CLIs there are, in the order of preference.'),
    agent: optional(string('The one behind `coder`; absent when it is simulated, or config kept.')),
    config: list(
      object({ line: string('A line of the config.'), says: string('What it means.') }),
      'The config line by line; empty where one was kept.',
    ),
  }),
  async run(context, { agent }) {
    const { store, templates, readFile } = context;
    const found = await lookAround(context);
    const names = found.map(({ name }) => name);
    const path = (name: string) => `${store.root}/${name}`;
    const chosen = choose(found, agent ?? chosenBefore(context, found));
    const config = configFor(chosen, usableOf(found));
    const text = renderConfig(config);
    // First, for the first write of all makes one.
    const ignore = write(context, path(layout.ignore), ignoreText);
    const files = [
      write(context, path(layout.config), text, (old) => isUnedited(old, names)),
      // Ours alone: it describes what this version takes.
      write(context, path(layout.configSchema), templates(schemaFile), () => true),
      write(context, path(promptFile), templates(`templates/${promptFile}`)),
      ignore,
    ];
    const isOurs = readFile(path(layout.config)) === text;
    return {
      root: store.root,
      files,
      agents: found,
      ...(chosen !== undefined && isOurs && { agent: chosen }),
      config: isOurs ? explainConfig(config) : [],
    };
  },
});

const promptFile = `${layout.prompts}/default.md`;
const schemaFile = 'templates/schemas/agent-config.schema.json';

/** Which agent CLIs are there; those that need no program of somebody else are none. */
export async function lookAround({ shipped, probe }: Context): Promise<Candidate[]> {
  const known = (await shipped()).filter(({ simulated }) => !simulated);
  return Promise.all(
    known.map(async (agent: ResolvedAgent) => {
      const { path, version, problem } = await probe(agent);
      return {
        name: agent.name,
        usable: path !== undefined && problem === undefined,
        ...(version !== undefined && { version }),
        ...(problem !== undefined && { problem }),
        ...(agent.install !== undefined && { install: agent.install }),
      };
    }),
  );
}

/** Names of what can be worked with right now. */
export const usableOf = (found: readonly Candidate[]): string[] =>
  found.filter(({ usable }) => usable).map(({ name }) => name);

/** Whether nobody has said yet, in a config or by a choice made earlier, who is to be the coder. */
export function isOpen(context: Context, found: readonly Candidate[]): boolean {
  const old = context.readFile(`${context.store.root}/${layout.config}`);
  const names = found.map(({ name }) => name);
  return old === undefined || (isUnedited(old, names) && !chosenBefore(context, found));
}

/** Renewing a config changes nobody's mind, as long as that agent is there. */
function chosenBefore(
  { store, readFile }: Context,
  found: readonly Candidate[],
): string | undefined {
  const names = found.map(({ name }) => name);
  const before = coderIn(readFile(`${store.root}/${layout.config}`) ?? '', names);
  return usableOf(found).find((name) => name === before);
}

function choose(found: readonly Candidate[], wanted: string | undefined): string | undefined {
  if (wanted === undefined) return usableOf(found)[0];
  const names = found.map(({ name }) => name);
  if (wanted === 'simulated') return undefined;
  if (names.includes(wanted)) return wanted;
  const near = suggest(wanted, names);
  throw new Failure(
    'usage',
    `--agent: there is no profile "${wanted}"${near ? `; did you mean ${near}?` : ''}`,
    { hint: `one of ${[...names, 'simulated'].join(', ')}` },
  );
}

function write(
  { readFile, writeOnce, writeOver }: Context,
  path: string,
  text: string,
  isOurs: (old: string) => boolean = () => false,
): Infer<typeof File> {
  const old = readFile(path);
  if (old === undefined) {
    writeOnce(path, text);
    return { path, is: 'written' };
  }
  if (old === text || !isOurs(old)) return { path, is: 'kept' };
  writeOver(path, text);
  return { path, is: 'renewed' };
}
