import { Failure } from '../core/failure.ts';
import { suggest } from '../lib/suggest.ts';
import { commandPage, frontPage } from './command-page.ts';
import { type CommandName, commands } from './commands/index.ts';
import { type Block, renderPage } from './page.ts';
import { type TopicName, topics } from './topics/index.ts';

/** What `orchestra help WORD` prints: of a command, a topic, or, without a word, of everything. */
export async function renderHelp(
  word: string | undefined,
  version: string,
  columns: number,
): Promise<string> {
  if (word === undefined || word === 'help') return renderPage(await frontPage(version), columns);
  if (word === 'topics') return renderPage(await topicsPage(), columns);
  const blocks = await pageOf(word);
  if (blocks.length === 0) throw unknownWord(word);
  return renderPage(blocks, columns);
}

/** Of what is both a command and a topic, the one and then the other. */
export async function pageOf(word: string): Promise<Block[]> {
  const page: Block[] = [];
  if (Object.hasOwn(commands, word))
    page.push(...commandPage(word, await commands[word as CommandName]()));
  if (!Object.hasOwn(topics, word)) return page;
  const { summary, blocks } = await topics[word as TopicName]();
  return [...page, { text: summary }, ...(await blocks(commands))];
}

async function topicsPage() {
  const rows = Object.entries(topics).map(async ([name, load]) => {
    const { summary } = await load();
    return [`orchestra help ${name}`, summary] as const;
  });
  return [{ heading: 'Topics' }, { rows: await Promise.all(rows) }];
}

function unknownWord(word: string): Failure {
  const near = suggest(word, [...Object.keys(commands), ...Object.keys(topics)]);
  return new Failure(
    'usage',
    `there is no help on "${word}"${near ? `; did you mean ${near}?` : ''}`,
    { hint: 'orchestra help lists all commands and topics' },
  );
}
