import { explanations } from '../../src/adapters/disk-failure.ts';
import { exitOfFailure } from '../../src/cli/stage.ts';
import type { FailureCode } from '../../src/core/failure.ts';
import {
  boolean,
  integer,
  type JsonSchema,
  list,
  object,
  oneOf,
  parse,
  parseText,
  string,
} from '../../src/lib/schema.ts';
import { allFailures, type FoundFailure } from './failures.ts';

/** Where it is, below the folder of the project. */
export const errorsFile = 'docs/errors.md';

/** What orchestra may refuse, in plain words; the first whose files match has it. */
const areas: readonly (readonly [title: string, files: RegExp])[] = [
  ['What was typed', /^cli\/(?:arguments|run|help)\.ts$/],
  [
    'Agents and their config',
    /^core\/(?!asked|awaited|draft|groups|words|schedule-|[a-z]+-options)|^adapters\/(?:config|agents)|^(?:cli\/commands|operations)\/agents/,
  ],
  ['Who conducts', /daemon|lock|conduct|^engine\//],
  ['What was asked for', /^(?:operations|cli|core)\//],
  ['Programs and processes', /^adapters\/(?:launchers|processes|probe|background)/],
  ['Files and folders', /./],
];

/** `docs/errors.md`: every refusal that is written in src/, and what it tells to do. */
export function errorCatalogue(): string {
  const found = allFailures();
  const areaOf = ({ file }: FoundFailure) => areas.find(([, files]) => files.test(file))?.[0];
  const chapters = areas.map(([title]) => {
    const own = found.filter((failure) => areaOf(failure) === title).map(entryOf);
    return own.length > 0 ? `## ${title}\n\n${[...new Set(own)].join('\n')}\n` : '';
  });
  return [intro, ...chapters.filter(Boolean), disk(), values()].join('\n');
}

const codes = Object.entries(exitOfFailure)
  .map(([kind, exit]) => `\`${kind}\` ${exit}`)
  .join(', ');

const intro = `# Errors

Made from the code by \`npm run generate\`; do not edit. An error is one line on stderr, \`error: …\`, and
mostly a second one, \`hint: …\`, which says what to do. With \`--json\` it is one line of JSON on stderr:
\`{"error": {"code", "message", "hint"}}\`. Nothing was changed, unless the message says so. Anything with a
stack is a bug.

Exit codes by kind: ${codes}.
\`<…>\` stands for what varies, \`[…]\` for what is not always there, and \`<problems>\` for what stands at
the end of this page.
`;

function entryOf({ code, messages, hints }: FoundFailure): string {
  const said = messages.map((message) => codeSpan(message)).join(' or ');
  const exit = exitOfFailure[code as FailureCode];
  const todo = hints.map((hint) => codeSpan(hint)).join(' or ');
  return `- ${said} (${code}, ${exit})${todo && `\n  - hint: ${todo}`}`;
}

function disk(): string {
  const rows = Object.entries(explanations).map(([name, [what, hint]]) => {
    return `- ${codeSpan(what)} (${name})\n  - hint: ${codeSpan(hint)}`;
  });
  return `## What the disk may refuse\n\nAs \`<what>\` in \`cannot <verb> <path>: <what>\`, with the system's name for it.\n\n${rows.join('\n')}\n`;
}

const samples: readonly (readonly [schema: JsonSchema, value: unknown])[] = [
  [object({ agent: string('') }), {}],
  [object({ timeout: string('') }), { timeuot: '30m' }],
  [object({ timeout: string('') }), { timeout: 30 }],
  [oneOf(['start', 'stop'], ''), 'strat'],
  [string('', { pattern: '\\S' }), ' '],
  [string('', { minLength: 1 }), ''],
  [string('', { maxLength: 3 }), 'four'],
  [integer(''), 1.5],
  [integer('', { minimum: 1 }), 0],
  [integer('', { maximum: 999 }), 1000],
  [boolean(''), 'yes'],
  [list(string(''), ''), 'one'],
  [object({}), []],
];

/** What the checks say: of arguments, config files, records. Here it is said of samples. */
function values(): string {
  const problems = samples.map(([schema, value]) => problemWith(parse(schema, value)));
  const text = problemWith(parseText(object({}), '{"a": }'));
  const rows = [...new Set([...problems, text])].map((problem) => `- ${codeSpan(problem)}`);
  return `## What may be wrong with a value\n\nThe \`<problems>\` of arguments, configs and records, behind the name of the argument, or the path of the\nkey; all at once. Here of samples.\n\n${rows.join('\n')}\n`;
}

const problemWith = (read: ReturnType<typeof parse>): string =>
  read.ok ? '' : read.issues.map(({ path, message }) => `${path} ${message}`).join('; ');

function codeSpan(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ');
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}
