import { type TaskRecord, taskIdOf } from '../core/task.ts';
import { type JsonSchema, parse, type Schema } from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import { quoted } from '../lib/text.ts';
import { editable, shownWords, type Word, type Words, wordNames, wordsOf } from './task-words.ts';

/** A task as a text that a person edits: a setting on each line, an empty line, the prompt. */
export function taskText(task: TaskRecord, nowMs: number): string {
  const words = wordsOf(task, nowMs);
  const settings = shownWords.flatMap((word) =>
    spellings(words[word]).map((value) => `${nameOf(word)}: ${value}`.trimEnd()),
  );
  return [
    `# ${taskIdOf(task.number)}: its settings, an empty line, and then its prompt.`,
    '# What is left empty, or out, is not set. A task with several labels has a line for each.',
    ...settings,
    '',
    task.prompt,
    '',
  ].join('\n');
}

/** What somebody has changed in such a text, and where. */
export interface TaskEdit {
  readonly words: Words;
  /** Set before, and not any more. */
  readonly cleared: readonly Word[];
  readonly prompt?: string;
  readonly lineOf: TaskText['lineOf'];
  readonly problems: readonly string[];
}

/** What differs: settings that nobody touched are left alone, whatever becomes of them meanwhile. */
export function editBetween(before: string, after: string): TaskEdit {
  const old = readTaskText(before);
  const { words, prompt, lineOf, problems } = readTaskText(after);
  const isOther = (word: Word) => JSON.stringify(words[word]) !== JSON.stringify(old.words[word]);
  const others = wordNames.filter(isOther);
  return {
    words: Object.fromEntries(others.map((word) => [word, words[word]])),
    cleared: others.filter((word) => words[word] === undefined),
    ...(prompt !== old.prompt && { prompt }),
    lineOf,
    problems,
  };
}

/** What such a text says, and where. */
export interface TaskText {
  readonly words: Words;
  readonly prompt: string;
  /** The line of a word, from 1; of one that is left out, the empty line. */
  readonly lineOf: (word: Word | 'prompt') => number;
  /** Each with its line. */
  readonly problems: readonly string[];
}

/** Reads such a text; what is wrong with it is told all at once. */
export function readTaskText(text: string): TaskText {
  const lines = text.split('\n');
  const empty = lines.findIndex((line) => line.trim() === '');
  const end = empty < 0 ? lines.length : empty;
  const problems: string[] = [];
  const values = new Map<Word, string[]>();
  const places = new Map<Word, number>();
  for (const [at, whole] of lines.slice(0, end).entries()) {
    const line = whole.trimEnd();
    if (line.startsWith('#')) continue;
    const [, name = '', value = ''] = /^([^:]*):(.*)$/.exec(line) ?? [];
    const word = wordNames.find((known) => nameOf(known) === name.trim());
    if (word === undefined) problems.push(`line ${at + 1}: ${notKnown(line, name.trim())}`);
    else {
      const isSecond = values.has(word) && editable[word].type !== 'object';
      if (isSecond) problems.push(`line ${at + 1}: ${name.trim()} is there twice`);
      if (!places.has(word)) places.set(word, at + 1);
      values.set(word, [...(values.get(word) ?? []), ...(value.trim() ? [value.trim()] : [])]);
    }
  }
  const lineOf = (word: Word | 'prompt'): number =>
    word === 'prompt' ? end + 2 : (places.get(word) ?? end + 1);
  const words = readValues(values, (word, problem) =>
    problems.push(`line ${lineOf(word)}: ${problem}`),
  );
  // An editor ends the last line; that is no part of the prompt.
  const prompt = lines
    .slice(end + 1)
    .join('\n')
    .replace(/\n$/, '');
  return { words, prompt, lineOf, problems };
}

/** How a word is written, in a text and as an option. */
export const nameOf = (word: Word): string =>
  word === 'labels' ? 'label' : word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function notKnown(line: string, name: string): string {
  if (!line.includes(':')) return `${quoted(line.trim())} is no setting, such as priority: 5`;
  const near = suggest(name, wordNames.map(nameOf));
  const known =
    near === undefined ? `known: ${wordNames.map(nameOf).join(', ')}` : `did you mean ${near}?`;
  return `${quoted(name)} is no setting; ${known}`;
}

/** The values as lines of text; one that is not set is one empty line. */
function spellings(value: Words[Word]): string[] {
  if (value === undefined) return [''];
  if (Array.isArray(value)) return [value.join(', ')];
  if (typeof value !== 'object') return [String(value).replace(/\s+/g, ' ')];
  const pairs = Object.entries(value).map(([name, one]) => `${name}=${one}`);
  return pairs.length > 0 ? pairs : [''];
}

function readValues(
  values: ReadonlyMap<Word, readonly string[]>,
  onProblem: (word: Word, problem: string) => void,
): Words {
  const words: Record<string, unknown> = {};
  for (const [word, [first, ...more]] of values) {
    if (first === undefined) continue;
    const schema: Schema<unknown> = editable[word];
    const value = typed(schema, [first, ...more]);
    const isPair = schema.type !== 'object' || typeof value === 'object';
    if (!isPair) onProblem(word, `${nameOf(word)} takes NAME=VALUE, such as area=parser`);
    if (!isPair) continue;
    const read = parse(schema, value);
    if (read.ok) words[word] = read.value;
    else for (const { message } of read.issues) onProblem(word, `${nameOf(word)} ${message}`);
  }
  return words;
}

/** What the schema wants to see; what cannot be made so is left to it to refuse. */
function typed({ type }: JsonSchema, [first = '', ...more]: readonly string[]): unknown {
  if (type === 'array') return first.split(/[,\s]+/).filter((one) => one !== '');
  if (type === 'object') return pairsIn([first, ...more]) ?? first;
  const isNumber = type === 'integer' || type === 'number';
  return isNumber && /^[+-]?\d+(\.\d+)?$/.test(first) ? Number(first) : first;
}

function pairsIn(lines: readonly string[]): Record<string, string> | undefined {
  const pairs = lines.map((line) => /^([^=]+)=(.*)$/.exec(line)?.slice(1, 3));
  return pairs.every((pair) => pair !== undefined) ? Object.fromEntries(pairs) : undefined;
}
