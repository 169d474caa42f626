import { Failure } from '../core/failure.ts';
import { type TaskRecord, titleOf } from '../core/task.ts';
import { reasons, type Status, statuses } from '../core/vocabulary.ts';
import { parseDuration } from '../lib/duration.ts';
import { list, string } from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import type { TaskRow } from './show-task.ts';

/** What is asked of tasks; all of it must hold. */
export interface Filter {
  /** Whether a task of this status may pass. */
  admits(status: Status): boolean;
  /** What the record must say; absent where the status is all that is asked for. */
  readonly matches: ((task: TaskRecord) => boolean) | undefined;
  /** What only its row tells: why a live one is where it is. */
  suits(row: Pick<TaskRow, 'status' | 'reason'>): boolean;
  /** Only tasks of this time pass, in wall-clock milliseconds: when they ended, or else began. */
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The option that takes them, the same in every command. */
export const filterOption = list(
  string('A condition.'),
  'FIELD=VALUE, FIELD!=VALUE or FIELD~TEXT, values with commas. Fields: status, reason, agent, group, key, title, text, priority, label.NAME, since, after, before.',
  { default: [] },
);

/** Reads filters such as `status=failed,cancelled`. Throws a Failure that says what is known. */
export function readFilters(words: readonly string[], nowMs: number): Filter {
  const conditions = readAll(words, (word) => readCondition(word, nowMs));
  const tests = conditions.flatMap(({ record }) => record ?? []);
  const fromMs = Math.max(...conditions.map((one) => one.fromMs ?? Number.NEGATIVE_INFINITY));
  const untilMs = Math.min(...conditions.map((one) => one.untilMs ?? Number.POSITIVE_INFINITY));
  const isTimed = conditions.some((one) => one.fromMs !== undefined || one.untilMs !== undefined);
  const isInTime = (task: TaskRecord) => {
    const atMs = Date.parse(timeOf(task));
    return atMs >= fromMs && atMs < untilMs;
  };
  const all = isTimed ? [...tests, isInTime] : tests;
  return {
    admits: (status) => conditions.every((one) => one.status?.(status) ?? true),
    suits: (row) =>
      conditions.every(
        (one) => (one.status?.(row.status) ?? true) && (one.row?.(row.reason) ?? true),
      ),
    matches: all.length === 0 ? undefined : (task) => all.every((test) => test(task)),
    fromMs,
    untilMs,
  };
}

/** All of them, or a Failure that tells what is wrong with any. */
function readAll<T>(words: readonly string[], read: (word: string) => T): T[] {
  const problems: Failure[] = [];
  const values = words.flatMap((word) => {
    try {
      return [read(word)];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(error);
      return [];
    }
  });
  const [first, ...others] = problems;
  if (!first) return values;
  if (others.length === 0) throw first;
  throw new Failure('usage', problems.map(({ message }) => message).join('; '), { hint });
}

/** When a task ended; for one that has not, when it was accepted. */
export const timeOf = ({ settled, createdAt }: TaskRecord): string => settled?.endedAt ?? createdAt;

interface Condition {
  readonly status?: (status: Status) => boolean;
  readonly record?: (task: TaskRecord) => boolean;
  readonly row?: (reason: string | undefined) => boolean;
  readonly fromMs?: number;
  readonly untilMs?: number;
}

/** What a filter may ask for. */
export const filterFields = [
  'status',
  'reason',
  'agent',
  'group',
  'key',
  'title',
  'text',
  'priority',
  'label',
  'since',
  'after',
  'before',
] as const;
const hint = `such as status=failed,cancelled, agent!=coder, text~parser, label.area=cli, since=2h; fields: ${filterFields.join(', ')}`;

/** What may be searched for a part of it. */
const texts: readonly string[] = ['agent', 'group', 'key', 'title', 'text', 'label'];

type Operator = '=' | '!=' | '~';

function readCondition(word: string, nowMs: number): Condition {
  const [, name = '', key, operator, text = ''] =
    /^([A-Za-z]+)(?:\.([^=~!]+))?(!=|=|~)(.*)$/s.exec(word) ?? [];
  if (operator === undefined) throw refusal(`takes FIELD=VALUE, got "${word}"`);
  const field = oneKnown('field', name, filterFields);
  if ((field === 'label') !== (key !== undefined))
    throw refusal(
      field === 'label' ? `takes label.NAME=VALUE, got "${word}"` : `knows no ${field}.${key}`,
    );
  const is = operator as Operator;
  if (is === '~' && !texts.includes(field)) throw refusal(`${field} knows = and !=, not ~`);
  if (is !== '~' && field === 'text') throw refusal('text knows only ~');
  switch (field) {
    case 'status':
      return { status: among(is, oneOfEach(field, text, statuses)) };
    case 'reason': {
      const test = among(is, oneOfEach(field, text, reasons));
      return {
        record: ({ settled }) => !settled || test(settled.reason ?? ''),
        row: (reason) => test(reason ?? ''),
      };
    }
    case 'agent':
      return { record: (task) => holds(task.agent, is, text) };
    case 'group':
      return { record: (task) => holds(task.group, is, text) };
    case 'key':
      return { record: (task) => holds(task.key, is, text) };
    case 'title':
      return { record: (task) => holds(titleOf(task), is, text) };
    case 'text':
      return { record: ({ title, prompt }) => holds(title, is, text) || holds(prompt, is, text) };
    case 'label':
      return { record: (task) => holds(labelOf(task, key ?? ''), is, text) };
    case 'priority': {
      const test = among(is, wholeNumbers(text));
      return { record: (task) => test(String(task.priority)) };
    }
    case 'since': // One word for it in all commands.
    case 'after':
      return { fromMs: moment(field, is, text, nowMs) };
    case 'before':
      return { untilMs: moment(field, is, text, nowMs) };
  }
}

const labelOf = ({ labels = {} }: TaskRecord, key: string): string | undefined =>
  Object.hasOwn(labels, key) ? labels[key] : undefined;

const valuesIn = (text: string): string[] => text.split(',').filter((value) => value !== '');

/** A value among several; `~` finds a part of it, without regard to capitals. */
function holds(value: string | undefined, operator: Operator, text: string): boolean {
  const wanted = valuesIn(text);
  if (operator === '~')
    return wanted.some((part) => value?.toLowerCase().includes(part.toLowerCase()));
  const isOne = value !== undefined && (value === text || wanted.includes(value));
  return isOne === (operator === '=');
}

const among =
  (operator: Operator, wanted: readonly string[]) =>
  (value: string): boolean =>
    wanted.includes(value) === (operator === '=');

function oneOfEach(field: string, text: string, values: readonly string[]): string[] {
  const wanted = valuesIn(text);
  if (wanted.length === 0) throw refusal(`${field} needs a value, one of ${values.join(', ')}`);
  return wanted.map((value) => oneKnown(field, value, values));
}

function oneKnown<T extends string>(what: string, word: string, values: readonly T[]): T {
  const found = values.find((value) => value === word);
  if (found !== undefined) return found;
  const near = suggest(word, values);
  throw new Failure(
    'usage',
    `--filter knows no ${what} "${word}"${near ? `; did you mean ${near}?` : ''}`,
    { hint: `known: ${values.join(', ')}` },
  );
}

function wholeNumbers(text: string): string[] {
  const wanted = valuesIn(text);
  if (wanted.length > 0 && wanted.every((value) => /^[+-]?\d+$/.test(value)))
    return wanted.map((value) => String(Number(value)));
  throw refusal(`priority takes whole numbers, got "${text}"`);
}

function moment(field: string, operator: Operator, text: string, nowMs: number): number {
  if (operator !== '=') throw refusal(`${field} knows only =`);
  const atMs = readMoment(text, nowMs);
  if (atMs !== undefined) return atMs;
  throw refusal(`${field} ${takesMoment}, got "${text}"`);
}

/** What a moment in the past is written as. */
export const takesMoment = 'takes a date or how long ago, such as 2026-01-31 or 2h';

/** `2h` is two hours ago; anything else is a date, with or without a time. */
export function readMoment(text: string, nowMs: number): number | undefined {
  const agoMs = parseDuration(text);
  if (agoMs !== undefined) return nowMs - agoMs;
  const [, day = ''] = /^(\d{4}-\d\d-\d\d)(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  const dayMs = Date.parse(day);
  // The 31st of February would pass for a day in March.
  const isDay = !Number.isNaN(dayMs) && new Date(dayMs).toISOString().startsWith(day);
  const atMs = isDay ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : atMs;
}

const refusal = (problem: string): Failure => new Failure('usage', `--filter ${problem}`, { hint });
