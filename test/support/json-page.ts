import { timestamp } from '../../src/core/instant.ts';
import { Attempt } from '../../src/core/task.ts';
import { reasons } from '../../src/core/vocabulary.ts';
import type { JsonSchema } from '../../src/lib/schema.ts';
import { Preview } from '../../src/operations/preview.ts';
import { RequestView } from '../../src/operations/request-view.ts';
import { TaskRow, TaskView } from '../../src/operations/show-task.ts';
import type { Project } from './cli.ts';
import {
  answersOf,
  type Form,
  type JsonCall,
  jsonCalls,
  jsonForms,
  printed,
  refusal,
} from './json-calls.ts';

/** Where it is, below the folder of the project. */
export const jsonFile = 'docs/json.md';

/** Shapes that stand in many places, or in others; each is told of once. */
const shapes: readonly (readonly [name: string, what: string, schema: JsonSchema])[] = [
  ['Task', 'A task in full. Values of environment variables are never shown.', TaskView],
  ['Row', 'A task as a line of a table.', TaskRow],
  ['Attempt', 'A run of a task.', Attempt],
  ['Request', 'A question to people, and what became of it.', RequestView],
  ['Preview', 'What a task would be, and how its agent would be called.', Preview],
];

const intro = `# What exactly does \`--json\` print?

Made from the code by \`npm run generate\`; do not edit. Every command has \`--json\`: it prints one JSON value
on stdout and nothing else there; \`logs\` and \`status --watch\` print a value on each line. What a person
should know besides is on stderr. Exit codes are the same as without \`--json\`.

Fields are only ever added. A field that is not *optional* is always there. Times are ISO 8601 in UTC,
durations are milliseconds and end in \`Ms\`. The examples are what the commands have printed, with times,
places, machines and durations made alike; of lists only the first two entries are shown, and of long
texts the beginning.`;

/** What calls print that are shown. */
export type Examples = ReadonlyMap<JsonCall, string>;

/** `docs/json.md`. */
export async function jsonPage(examples: Examples): Promise<string> {
  const forms = await jsonForms();
  const sections = forms.flatMap((form) => [
    ...(form === refusal
      ? ['## Errors', 'One line on stderr; which there are: [errors.md](errors.md).']
      : [`## \`orchestra ${form.words}\``]),
    ...about(form, forms),
    ...[...examples].flatMap(([call, text]) =>
      call.of === form.words ? [`\`\`\`console\n$ ${lineOf(call)}\n${text}\`\`\``] : [],
    ),
  ]);
  const common = shapes.flatMap(([name, what, schema]) => [
    `### ${name}`,
    what,
    fieldsOf(schema).join('\n'),
  ]);
  const codes = ['### Reason', `Why a task is as it is: ${codesOf(reasons)}.`];
  return `${[intro, ...sections, '## Shapes', ...common, ...codes].join('\n\n')}\n`;
}

function about({ command, words, schema, isLines }: Form, forms: readonly Form[]): string[] {
  const plain = forms.find((form) => form.words === command && form.schema === schema);
  if (plain && words !== command) return [`On each line the same as of \`orchestra ${command}\`.`];
  const name = nameOf(schema);
  return [
    ...(isLines && schema.description ? [`On each line: ${schema.description}`] : []),
    name === undefined ? fieldsOf(schema).join('\n') : `A ${linkTo(name)}.`,
  ];
}

/** The examples that stand in a page. */
export function examplesIn(page: string): Examples {
  const blocks = page.matchAll(/^```console\n\$ (.*)\n([\s\S]*?)^```$/gm);
  const stored = new Map([...blocks].map(([, line = '', text = '']) => [line, text]));
  const shown = jsonCalls.filter(({ isShown }) => isShown);
  return new Map(shown.map((call) => [call, stored.get(lineOf(call)) ?? '']));
}

/** Makes all calls, in a project made for them, and answers with what the page shows. */
export async function recordExamples(
  project: Project,
  check: (form: Form, value: unknown, call: JsonCall) => void = () => undefined,
): Promise<Examples> {
  const forms = new Map((await jsonForms()).map((form) => [form.words, form]));
  const shown = new Map<JsonCall, string>();
  for (const call of jsonCalls) {
    const form = forms.get(call.of);
    if (!form) throw new Error(`no command prints ${call.of}`);
    const values = await answersOf(project, call, form);
    for (const value of values) check(form, value, call);
    const some = values.slice(0, entriesMost).map((value) => madeAlike(value, project.folder));
    if (call.isShown) shown.set(call, printed(some, form.isLines));
  }
  return shown;
}

const lineOf = ({ args }: JsonCall): string =>
  `orchestra ${[...args, '--json'].map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ')}`;

const textMost = 120;
const entriesMost = 2;

/** Takes out what differs from call to call, and what is long. */
function madeAlike(value: unknown, folder: string, key = ''): unknown {
  if (Array.isArray(value)) {
    const isOfObjects = value.some((one) => typeof one === 'object');
    return (isOfObjects ? value.slice(0, entriesMost) : value).map((one) =>
      madeAlike(one, folder, key),
    );
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, madeAlike(one, folder, name)]),
    );
  if (Object.hasOwn(alike, key)) return alike[key];
  if (typeof value !== 'string') return value;
  const text = value
    .replaceAll(folder, '/home/you/project')
    .replaceAll('/usr/bin/sh', '/bin/sh')
    .replace(/canary-[\da-f]+/, 'canary-0123456789ab')
    .replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/, '2026-03-04T05:06:07.890Z')
    .replace(/process \d+ on \S+/, 'process 4711 on laptop')
    .replace(/process \d+ conducts/, 'process 4711 conducts');
  return text.length > textMost ? `${text.slice(0, textMost)}…` : text;
}

const alike: Readonly<Record<string, unknown>> = {
  elapsedMs: 1234,
  durationP50Ms: 1234,
  durationP95Ms: 1234,
  usedMs: 1234,
  percent: 0,
  remainingMs: 3_598_766,
  bytes: 4321,
  memoryBytes: 61_632_512,
  host: 'laptop',
  pidNamespace: 'pid:[4026531836]',
  bootId: '8c2f1b52-6a3e-4d0f-9c77-0d5b2c1e9f10',
  pid: 4711,
  startTime: '123456',
  epoch: 7,
  removes: [],
};

/** The fields of an object, each on a line, those inside of them indented. */
function fieldsOf({ properties = {}, required = [] }: JsonSchema): string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const optional = required.includes(name) ? '' : ', *optional*';
    const says = field.description ? `: ${field.description}` : '';
    return [
      `- \`${name}\` — ${typeOf(field)}${optional}${says}`,
      ...fieldsOf(nested(field)).map((line) => `  ${line}`),
    ];
  });
}

/** The object that a field is, or is a list of, where it has no name; else one without fields. */
function nested({ items, ...field }: JsonSchema): JsonSchema {
  if (items) return nested(items);
  return nameOf(field) === undefined ? field : {};
}

const nameOf = ({ properties }: JsonSchema): string | undefined =>
  properties && shapes.find(([, , schema]) => schema.properties === properties)?.[0];

const linkTo = (name: string): string => `[${name}](#${name.toLowerCase()})`;

function typeOf(field: JsonSchema): string {
  const { type, items, additionalProperties } = field;
  const name = nameOf(field);
  if (name !== undefined) return linkTo(name);
  if (field.enum) return field.enum.length > 10 ? linkTo('Reason') : codesOf(field.enum);
  if (items) return `list of ${typeOf(items)}`;
  if (additionalProperties) return `${typeOf(additionalProperties)} by name`;
  if (type === 'string' && field.pattern === timestamp('').pattern) return 'time';
  return type === 'integer' ? 'whole number' : (type ?? 'anything');
}

/** `a`, `b` or `c`. */
const codesOf = (values: readonly string[]): string =>
  values
    .map((value) => `\`${value}\``)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' or ');
