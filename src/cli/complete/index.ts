import { Failure } from '../../core/failure.ts';
import { oneLine } from '../../lib/text.ts';
import { kebab } from '../arguments.ts';
import { type CommandName, commands } from '../commands/index.ts';
import { describe } from '../describe.ts';
import type { Host } from '../run.ts';
import { type Command, exits } from '../stage.ts';
import { topics } from '../topics/index.ts';
import type { Candidate } from './candidate.ts';
import { type Wanted, wantedAt } from './line.ts';

/** What a shell is told: words, or that it is to offer what it finds on the disk itself. */
interface Offer {
  readonly also: '' | 'files' | 'folders';
  readonly candidates: readonly Candidate[];
}

const nothing: Offer = { also: '', candidates: [] };

/**
 * `orchestra __complete FORM WORD…`: what the last word may become, for the scripts of shells.
 * FORM is `words` or `meanings`. The first line says what else to offer, each further one holds a
 * word and its meaning. Changes nothing; what goes wrong here is no matter of who types.
 */
export async function complete([form, ...words]: readonly string[], host: Host): Promise<number> {
  const explained = form === 'meanings';
  try {
    const { also, candidates } = await offerFor(words.map(unquoted), explained, host);
    const current = unquoted(words.at(-1) ?? '');
    const fitting = candidates.filter(
      ({ word }) => word.startsWith(current) && isSafe(word.slice(current.length)),
    );
    const lines = fitting.map(({ word, meaning }) =>
      explained && meaning !== undefined ? `${word}\t${oneLine(meaning)}` : word,
    );
    host.terminal.out(`${[also, ...lines].join('\n')}\n`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  return exits.ok;
}

/** Shells put into the line as it is what they add to what was typed. */
const isSafe = (rest: string): boolean => /^[\p{L}\p{N}_@%+=:,./~-]*$/u.test(rest);

/** A word as the shell would hand it over; while it is typed, a quote may be open. */
const unquoted = (word: string): string =>
  word.replace(/\\(.)|'([^']*)'?|"((?:[^"\\]|\\.)*)"?/gs, (_, plain, single, double) =>
    String(plain ?? single ?? double ?? '').replace(/\\(["\\$`])/g, '$1'),
  );

async function offerFor(words: readonly string[], explained: boolean, host: Host): Promise<Offer> {
  const current = words.at(-1) ?? '';
  const { at, dir, isOpen } = commandIn(words.slice(0, -1));
  if (isOpen || /^--dir=/.test(current)) return { also: 'folders', candidates: [] };
  if (at === undefined && current.startsWith('-')) return { also: '', candidates: globalFlags };
  if (at === undefined) return { also: '', candidates: await firstWords(explained) };
  const name = words[at] ?? '';
  if (name === 'help') return { also: '', candidates: await helpWords(explained) };
  if (!isCommand(name)) return nothing;
  const command: Command = await commands[name]();
  const rest = words.toSpliced(at, 1);
  const wanted = wantedAt(name, command, rest);
  return offerOf(command, wanted, current, { explained, host, dir });
}

/** Where the command stands, and which workspace is named in front of the word that is typed. */
function commandIn(words: readonly string[]) {
  let at: number | undefined;
  let dir: string | undefined;
  let isOpen = false;
  for (const [index, word] of words.entries()) {
    if (isOpen) {
      dir = word;
      isOpen = false;
    } else if (word === '--') break;
    else if (word === '--dir') isOpen = true;
    else if (word.startsWith('--dir=')) dir = word.slice('--dir='.length);
    else if (!word.startsWith('-')) at ??= index;
  }
  return { at, dir, isOpen };
}

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);

/** Only who is shown what they mean waits for all commands to be loaded. */
async function firstWords(explained: boolean): Promise<Candidate[]> {
  const help = { word: 'help', meaning: 'Tell of a command or a topic' };
  const all = Object.entries(commands).map(async ([word, load]) =>
    explained ? { word, meaning: (await load()).summary } : { word },
  );
  return [...(await Promise.all(all)), help];
}

/** Some words are a command and a topic. */
async function helpWords(explained: boolean): Promise<Candidate[]> {
  const first = await firstWords(explained);
  const more = Object.entries(topics).filter(([name]) => !first.some(({ word }) => word === name));
  const told = more.map(async ([word, load]) => ({ word, meaning: (await load()).summary }));
  return [...first, ...(await Promise.all(told))];
}

const globalFlags: readonly Candidate[] = [
  { word: '--json', meaning: 'Print JSON.' },
  { word: '--dir', meaning: 'Use this workspace.' },
  { word: '--debug', meaning: 'Tell on stderr what is done and why.' },
  { word: '--help', meaning: 'Show what it takes.' },
  { word: '--version', meaning: 'Print the version.' },
];

interface Asked {
  readonly explained: boolean;
  readonly host: Host;
  readonly dir: string | undefined;
}

async function offerOf(
  command: Command,
  wanted: Wanted,
  current: string,
  { explained, host, dir }: Asked,
): Promise<Offer> {
  if (wanted.is === 'nothing') return nothing;
  if (wanted.is === 'flag')
    return { also: '', candidates: [...flagWords(command, wanted.fields), ...globalFlags] };
  const { kinds, prefix, given, before } = wanted;
  const text = current.slice(prefix.length);
  const known = choicesOf(command, wanted);
  const others = kinds.filter((kind) => kind !== 'file' && kind !== 'folder');
  const found: Candidate[] = [];
  if (others.length > 0) {
    const { wordsOf } = await import('./words.ts');
    const { context } = await host.stage({
      ...(dir !== undefined && { dir }),
      debug: false,
      json: false,
      writes: false,
    });
    for (const kind of others)
      found.push(...(await wordsOf(kind, context, { text, before, explained })));
  }
  return {
    also: kinds.includes('file') ? 'files' : kinds.includes('folder') ? 'folders' : '',
    candidates: [...known, ...found]
      .filter(({ word }) => !given.includes(word))
      .map(({ word, ...rest }) => ({ word: prefix + word, ...rest })),
  };
}

const flagWords = ({ input }: Command, fields: readonly string[]): Candidate[] =>
  fields.map((field) => {
    const meaning = describe(input.properties?.[field] ?? {});
    return { word: `--${kebab(field)}`, meaning };
  });

/** The values that a schema names; of an action, those that its help tells of. */
function choicesOf(
  { forms, positionals }: Command,
  { field, schema }: Wanted & { readonly is: 'value' },
): Candidate[] {
  const choices = schema.enum ?? [];
  if (!forms || positionals?.[0] !== field) return choices.map((word) => ({ word }));
  const told = Object.entries(forms).map(([form, meaning]) => ({
    word: form.split(' ')[0] ?? '',
    meaning,
  }));
  return choices.flatMap((word) => told.find((one) => one.word === word) ?? []);
}
