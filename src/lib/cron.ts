import { suggest } from './suggest.ts';

/** When something recurs: five sets of a calendar, each in ascending order. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Of the month. */
  readonly days: readonly number[];
  /** 1 is January. */
  readonly months: readonly number[];
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
  /** Days of the month and of the week are both restricted: then a day may be either. */
  readonly isEitherDay: boolean;
  /** The hours are `*` or have a step: it recurs through the day, and names no time of it. */
  readonly isThroughDay: boolean;
}

/** What is wrong with one field. */
export interface CronProblem {
  /** Its name, such as `minute`. */
  readonly field: string;
  /** Which it is, from 1; 0 where it is about all of them. */
  readonly position: number;
  readonly message: string;
}
export type ParsedCron =
  | { readonly ok: true; readonly cron: Cron }
  | { readonly ok: false; readonly problems: readonly CronProblem[] };

/** Reads the five fields of crontab(5), or one of its names such as `@daily`. */
export function parseCron(text: string): ParsedCron {
  const words = text.trim().split(/\s+/);
  const [first = ''] = words;
  if (first.startsWith('@')) return words.length > 1 ? tooMany(first) : parseName(first);
  return words.length === fields.length ? parseFields(words) : miscounted(words);
}

/** A problem as a person is told: `minute (1st field): 61 is above 59`. */
export const cronProblemText = ({ field, position, message }: CronProblem): string =>
  position === 0 ? message : `${field} (${ordinals[position - 1]} field): ${message}`;

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Words for its numbers, from the least. */
  readonly words?: readonly string[];
}

const fields: readonly Field[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31 },
  {
    name: 'month',
    least: 1,
    most: 12,
    words: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' '),
  },
  { name: 'day of week', least: 0, most: 7, words: 'sun mon tue wed thu fri sat'.split(' ') },
];
const ordinals = ['1st', '2nd', '3rd', '4th', '5th'];
const shape = 'minute, hour, day of month, month, day of week';

const names: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

function parseName(name: string): ParsedCron {
  const known = names[name.toLowerCase()];
  if (known !== undefined) return parseFields(known.split(' '));
  const near = suggest(name, Object.keys(names));
  const hint =
    near === undefined ? `known: ${Object.keys(names).join(', ')}` : `did you mean ${near}?`;
  return whole(`${name} is no name of a time; ${hint}`);
}

const tooMany = (name: string): ParsedCron => whole(`${name} stands alone, without fields`);

function miscounted(words: readonly string[]): ParsedCron {
  const count = words[0] === '' ? 0 : words.length;
  const seconds = count === 6 ? '; there is no field for seconds, or years' : '';
  return whole(`has ${count} ${count === 1 ? 'field' : 'fields'}, needs 5 (${shape})${seconds}`);
}

const whole = (message: string): ParsedCron => ({
  ok: false,
  problems: [{ field: 'cron', position: 0, message }],
});

function parseFields(words: readonly string[]): ParsedCron {
  const problems: CronProblem[] = [];
  const sets = fields.map((field, at) =>
    readField(field, words[at] ?? '', (message) =>
      problems.push({ field: field.name, position: at + 1, message }),
    ),
  );
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = sets;
  const [, hour = '', day = '', , weekday = ''] = words;
  // As in Vixie's cron, a field that begins with a star restricts nothing, whatever its step.
  const isEitherDay = !/^[*?]/.test(day) && !/^[*?]/.test(weekday);
  const isThroughDay = /[*?/]/.test(hour);
  const cron = { minutes, hours, days, months, weekdays, isEitherDay, isThroughDay };
  if (problems.length === 0 && !comes(cron))
    problems.push({ field: 'day of month', position: 3, message: neverComes(cron) });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, cron };
}

/** The numbers that a field stands for, ascending, each once. */
function readField(field: Field, text: string, onProblem: (message: string) => void): number[] {
  const found = text.split(',').flatMap((item) => readItem(field, item, onProblem));
  // Sunday has two numbers.
  const numbers = field.most === 7 ? found.map((one) => one % 7) : found;
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function readItem(field: Field, item: string, onProblem: (message: string) => void): number[] {
  const parts = /^(?<from>[^-/]+)(?:-(?<to>[^-/]+))?(?:\/(?<step>[^-/]+))?$/.exec(item)?.groups;
  if (!parts) {
    onProblem(item === '' ? 'a number is missing' : `${quoted(item)} is ${noItem}`);
    return [];
  }
  const problems: string[] = [];
  const { from = '', to, step } = parts;
  const range = rangeOf(field, from, to, step, (problem) => problems.push(problem));
  const stride = step === undefined ? 1 : strideOf(field, step, (one) => problems.push(one));
  for (const problem of problems) onProblem(problem);
  if (problems.length > 0 || !range || !stride) return [];
  const [first, last] = range;
  const count = Math.floor((last - first) / stride) + 1;
  return Array.from({ length: count }, (_, at) => first + at * stride);
}

const noItem = 'none of *, 5, 1-5, */10, 1-30/10 or a list of them';

function rangeOf(
  field: Field,
  from: string,
  to: string | undefined,
  step: string | undefined,
  onProblem: (message: string) => void,
): readonly [number, number] | undefined {
  if (/^[*?]$/.test(from)) {
    if (to !== undefined) onProblem(`${quoted(`${from}-${to}`)} is ${noItem}`);
    // Sunday is there once, or every second day would count it twice.
    return [field.least, field.most === 7 ? 6 : field.most];
  }
  const first = numberOf(field, from, onProblem);
  const last = to === undefined ? first : numberOf(field, to, onProblem);
  if (first === undefined || last === undefined) return undefined;
  if (to === undefined && step !== undefined)
    onProblem(`a step needs a range: ${from}-${field.most}/${step}, not ${from}/${step}`);
  // A range that ends with Sunday begins before it.
  const end = field.most === 7 && to !== undefined && last === 0 && first > 0 ? 7 : last;
  if (end < first)
    onProblem(`${from}-${to} runs backwards: write ${from}-${field.most},${field.least}-${to}`);
  return [first, end];
}

function numberOf(
  { least, most, words = [] }: Field,
  word: string,
  onProblem: (message: string) => void,
): number | undefined {
  const named = words.indexOf(word.toLowerCase());
  if (named >= 0) return least + named;
  if (!/^\d+$/.test(word)) {
    const near = suggest(word.slice(0, 3), words);
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    onProblem(`${quoted(word)} is no number${words.length > 0 ? ' or name' : ''}${hint}`);
    return undefined;
  }
  const number = Number(word);
  if (number < least) onProblem(`${word} is below ${least}`);
  else if (number > most) onProblem(`${word} is above ${most}`);
  else return number;
  return undefined;
}

/** A step beyond the range would take its first number alone, and never what was meant. */
function strideOf(
  { most }: Field,
  step: string,
  onProblem: (message: string) => void,
): number | undefined {
  const stride = /^\d+$/.test(step) ? Number(step) : Number.NaN;
  if (Number.isNaN(stride)) onProblem(`the step ${quoted(step)} is no number`);
  else if (stride === 0) onProblem('the step is 0');
  else if (stride > most) onProblem(`the step ${step} is above ${most}`);
  else return stride;
  return undefined;
}

const daysMost = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether some month has one of its days; where the day of the week will do, it always comes. */
const comes = ({ days, months, isEitherDay }: Cron): boolean =>
  isEitherDay || months.some((month) => (days[0] ?? 0) <= (daysMost[month - 1] ?? 0));

function neverComes({ days, months }: Cron): string {
  const named = months.map((month) => fields[3]?.words?.[month - 1] ?? '').join(', ');
  const [day] = days;
  return `day ${day} never comes in ${named}`;
}

const quoted = (word: string): string => JSON.stringify(word.slice(0, 40));
