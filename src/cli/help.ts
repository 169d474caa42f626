import { Failure } from '../core/failure.ts';
import { suggest } from '../lib/suggest.ts';
import { commandPage, frontPage } from './command-page.ts';
import { type CommandName, commands } from './commands/index.ts';
import { renderPage } from './page.ts';
import { type TopicName, topics } from './topics/index.ts';

/** What `orchestra help WORD` prints: of a command, a topic, or, without a word, of everything. */
export async function renderHelp(
  word: string | undefined,
  version: string,
  columns: number,
): Promise<string> {
  if (word === undefined || word === 'help') return renderPage(await frontPage(version), columns);
  if (Object.hasOwn(commands, word)) {
    const command = await commands[word as CommandName]();
    return renderPage(commandPage(word, command), columns);
  }
  if (word === 'topics') return renderPage(await topicsPage(), columns);
  if (Object.hasOwn(topics, word)) {
    const { summary, blocks } = await topics[word as TopicName]();
    return renderPage([{ text: summary }, ...(await blocks(commands))], columns);
  }
  throw unknownWord(word);
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
