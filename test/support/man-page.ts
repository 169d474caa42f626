import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandPage, globalRows, groups } from '../../src/cli/command-page.ts';
import { type CommandName, commands } from '../../src/cli/commands/index.ts';
import type { Block } from '../../src/cli/page.ts';
import { topics } from '../../src/cli/topics/index.ts';
import { projectRoot } from './root.ts';

/** Where it is, below the folder of the project. */
export const manFile = 'man/orchestra.1';

const { version, description } = JSON.parse(
  readFileSync(join(projectRoot, 'package.json'), 'utf8'),
) as { version: string; description: string };

/** The man page, of the same pieces as the help, for the macros that groff and mandoc share. */
export async function manPage(): Promise<string> {
  const sections = await Promise.all([
    section('NAME', [
      { text: 'orchestra - queue work for coding agents, run it, see what happens' },
    ]),
    section('SYNOPSIS', [
      { lines: ['orchestra [COMMAND] [options]', 'orchestra help [COMMAND|TOPIC]'] },
    ]),
    section('DESCRIPTION', [{ text: description }, { text: 'Without a command: status.' }]),
    section('OPTIONS OF EVERY COMMAND', [{ rows: globalRows }]),
    ...Object.entries(groups).map(([name, members]) => groupSection(name, members)),
    ...Object.entries(topics).map(async ([name, load]) => {
      const { summary, blocks } = await load();
      return section(name.toUpperCase().replace('-', ' '), [
        { text: summary },
        ...(await blocks(commands)),
      ]);
    }),
  ]);
  const title = `.TH ORCHESTRA 1 "" "orchestra ${version}" "User Commands"`;
  const lines = [title, '.nh', '.ad l', ...sections.flat()];
  return `${lines.filter(isNeeded).join('\n')}\n`;
}

/** A heading begins a paragraph by itself. */
const isNeeded = (line: string, at: number, lines: readonly string[]): boolean =>
  line !== '.PP' || !/^\.S[HS] /.test(lines[at - 1] ?? '');

const section = (title: string, blocks: readonly Block[]): string[] => [
  `.SH ${quoted(title)}`,
  ...roffOf(blocks, '.SS'),
];

/** The commands of one group, each below its own heading. */
async function groupSection(title: string, names: readonly string[]): Promise<string[]> {
  const members = names.filter((name): name is CommandName => Object.hasOwn(commands, name));
  const bodies = members.map(async (name) => {
    const command = await commands[name]();
    const blocks = withoutGlobals(commandPage(name, command));
    return [`.SS ${quoted(`orchestra ${name}`)}`, ...roffOf(blocks, undefined)];
  });
  return [`.SH ${quoted(`COMMANDS: ${title}`)}`, ...(await Promise.all(bodies)).flat()];
}

/** What holds for every command is said once. */
function withoutGlobals(blocks: readonly Block[]): Block[] {
  const at = blocks.findIndex((block) => 'rows' in block && block.rows === globalRows);
  return blocks.toSpliced(at - 1, 2);
}

/** A heading is a macro of its own, or, without one, a line in bold. */
function roffOf(blocks: readonly Block[], headingMacro: string | undefined): string[] {
  return blocks.flatMap((block) => {
    if ('heading' in block)
      return headingMacro
        ? [`${headingMacro} ${quoted(block.heading)}`]
        : ['.PP', `\\fB${escaped(block.heading)}:\\fR`];
    if ('text' in block) return ['.PP', prose(block.text)];
    if ('lines' in block) return ['.RS 4', '.EX', ...block.lines.map(typed), '.EE', '.RE'];
    return block.rows.flatMap(([term, meaning]) => [
      '.TP',
      `\\fB${escaped(term)}\\fR`,
      prose(meaning),
    ]);
  });
}

const quoted = (text: string): string => `"${escaped(text).replaceAll('"', '\\(dq')}"`;

/** A dot or nothing at the beginning of a line would be a command. */
const guarded = (line: string): string => (/^\.|^$/.test(line) ? `\\&${line}` : line);

const prose = (text: string): string =>
  guarded(escaped(text).replace(/\\\(ga(.+?)\\\(ga/g, '\\fB$1\\fR'));

const typed = (line: string): string => guarded(escaped(line));

/** Every character as it is, whatever a formatter would like to make of it. */
const escaped = (text: string): string =>
  [...text].map((character) => special[character] ?? unicode(character)).join('');

const special: Readonly<Record<string, string>> = {
  '\\': '\\(rs',
  '-': '\\-',
  "'": '\\(aq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
};

const unicode = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code < 128 ? character : `\\[u${code.toString(16).toUpperCase().padStart(4, '0')}]`;
};
