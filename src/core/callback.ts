import { parseDuration } from '../lib/duration.ts';
import {
  type Infer,
  integer,
  list,
  object,
  oneOf,
  optional,
  record,
  string,
} from '../lib/schema.ts';
import { suggest } from '../lib/suggest.ts';
import { holesIn } from '../lib/template.ts';
import { durationProblems, type SettingProblem } from './agent-problems.ts';
import { namePattern } from './task.ts';
import { reasons, settledStatuses } from './vocabulary.ts';

/** What is told, by the key under which the config says whom. */
export const callbackEvents = {
  onFinish: 'when a task has ended, however',
  onFail: 'when a task has failed for good',
  onIdle: 'when the queue has become idle after work',
  onAwaiting: 'when somebody is asked something',
  onGroupFinished: 'when the last task of a group has ended',
} as const;
export type CallbackEvent = keyof typeof callbackEvents;

/** Their names, in the order in which they are shown. */
export const callbackKeys = Object.keys(callbackEvents) as CallbackEvent[];

/** Which events are told: all that a rule says must hold; what it does not say is as it likes. */
export const CallbackRule = object({
  agent: optional(string('Those of this agent.', { pattern: '\\S' })),
  group: optional(string('Those of this group.', { pattern: '\\S' })),
  label: optional(string('Those with this label, as NAME or NAME=VALUE.', { pattern: '\\S' })),
  status: optional(oneOf(settledStatuses, 'Those that ended so.')),
  reason: optional(oneOf(reasons, 'Those that have this reason.')),
});
export type CallbackRule = Infer<typeof CallbackRule>;

/** A command that is run, or a URL to which is posted. */
export const CallbackSettings = object(
  {
    name: optional(string('What it is called; else by its place, such as onFinish.1.')),
    argv: optional(list(string('A word; may hold holes.'), 'A command and its words, no shell.')),
    url: optional(string('Where to post JSON: https://… or http://…')),
    secret: optional(string('Signs what is posted.', { pattern: '\\S' })),
    secretEnv: optional(string('The variable that holds the secret instead.', { pattern: '\\S' })),
    headers: optional(record(string('A value.'), 'Headers to send along.')),
    inherit: optional(
      list(string('A name.'), 'Variables that the command gets beside those that are no secrets.'),
    ),
    timeout: optional(
      string(
        'It is ended after this long; 30s unless set. A number with s, m, h or d; a bare number is seconds.',
      ),
    ),
    retries: optional(
      integer('Attempts after the first, each later than the last; 7 unless set.', {
        minimum: 0,
        maximum: 20,
      }),
    ),
    only: optional(list(CallbackRule, 'Only what one of these rules fits.')),
  },
  'A command (argv) that is run, or a URL that is posted to.',
);
export type CallbackSettings = Infer<typeof CallbackSettings>;

/** Whom to tell what: the key `callbacks` of a config. */
export const Callbacks = object(
  {
    onFinish: optional(list(CallbackSettings, 'When a task has ended, however.')),
    onFail: optional(list(CallbackSettings, 'When a task has failed for good.')),
    onIdle: optional(list(CallbackSettings, 'When the queue has become idle after work.')),
    onAwaiting: optional(list(CallbackSettings, 'When somebody is asked something.')),
    onGroupFinished: optional(
      list(CallbackSettings, 'When the last task of a group has ended: once for all of them.'),
    ),
  },
  'Whom to tell what; orchestra help callbacks.',
);
export type Callbacks = Infer<typeof Callbacks>;

/** One of them with its name and every default filled in. */
export interface Callback extends Omit<CallbackSettings, 'name' | 'timeout' | 'retries' | 'only'> {
  readonly name: string;
  readonly event: CallbackEvent;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly only: readonly CallbackRule[];
}

const defaults = { timeoutMs: 30_000, retries: 7 };

/** Of several configs, the nearest that speaks of an event says whom to tell of it. */
export function callbacksIn(nearestFirst: readonly (Callbacks | undefined)[]): readonly Callback[] {
  if (nearestFirst.every((one) => one === undefined)) return none;
  return callbackKeys.flatMap((event) => {
    const all = nearestFirst.find((one) => one?.[event] !== undefined)?.[event] ?? [];
    return all.map(({ timeout, only = [], ...settings }, at) => ({
      ...defaults,
      ...settings,
      name: nameOf(settings, event, at),
      event,
      ...(timeout !== undefined && { timeoutMs: parseDuration(timeout) ?? defaults.timeoutMs }),
      only,
    }));
  });
}

const none: readonly Callback[] = [];

const nameOf = ({ name }: CallbackSettings, event: CallbackEvent, at: number): string =>
  name ?? `${event}.${at + 1}`;

/** What the words of a command may hold. */
export const callbackHoles = [
  'event',
  'at',
  'delivery',
  'workspace',
  'number',
  'id',
  'status',
  'reason',
  'title',
  'agent',
  'group',
  'message',
  'durationMs',
  'request',
] as const;

/** What is wrong with the callbacks of a config, by path. */
export function callbackProblems(callbacks: Callbacks | undefined): SettingProblem[] {
  if (!callbacks) return [];
  const seen = new Map<string, string>();
  return callbackKeys.flatMap((event) =>
    (callbacks[event] ?? []).flatMap((settings, at) => {
      const path = `callbacks.${event}[${at}]`;
      const name = nameOf(settings, event, at);
      const first = seen.get(name);
      seen.set(name, first ?? path);
      return [
        ...problemsOf(settings).map((one) => ({ ...one, path: `${path}${one.path}` })),
        ...(first === undefined
          ? []
          : [{ path: `${path}.name`, says: `is ${name}, as that of ${first} is` }]),
      ];
    }),
  );
}

function problemsOf({ name, argv, url, ...rest }: CallbackSettings): SettingProblem[] {
  const problems: SettingProblem[] = durationProblems({ timeout: rest.timeout });
  const say = (path: string, says: string) => void problems.push({ path, says });
  if (name !== undefined && !new RegExp(namePattern).test(name))
    say('name', 'is no name: letters, digits and _ . -, at most 64');
  if ((argv === undefined) === (url === undefined))
    say('', argv ? 'has both argv and url; two callbacks do both' : 'has neither argv nor url');
  if (argv && !/\S/.test(argv[0] ?? '')) say('argv', 'names no program');
  for (const [at, word] of (argv ?? []).entries())
    for (const hole of holesIn(word)) if (!isHole(hole)) say(`argv[${at}]`, unknownHole(hole));
  if (url !== undefined && !isWebAddress(url)) say('url', 'is no https:// or http:// address');
  if (rest.secret !== undefined && rest.secretEnv !== undefined)
    say('secretEnv', 'stands beside a secret; one of them is enough');
  const isCommand = url === undefined && argv !== undefined;
  for (const key of isCommand ? (['secret', 'secretEnv', 'headers'] as const) : [])
    if (rest[key] !== undefined) say(key, 'is for a url; a command gets none');
  if (argv === undefined && url !== undefined && rest.inherit !== undefined)
    say('inherit', 'is for a command (argv); what is posted has no environment');
  for (const [header, value] of Object.entries(rest.headers ?? {}))
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(header) || !isHeaderText(value))
      say(`headers.${header}`, 'is no header that can be sent');
  return problems.map(({ path, says }) => ({ path: path === '' ? '' : `.${path}`, says }));
}

/** Printable Latin-1: what Node sends. */
const isHeaderText = (text: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(text);

const isHole = (hole: string): boolean => (callbackHoles as readonly string[]).includes(hole);

function unknownHole(hole: string): string {
  const near = suggest(hole, callbackHoles);
  const known = callbackHoles.map((one) => `{${one}}`).join(' ');
  return `holds {${hole}}, which is no known hole${near ? `; did you mean {${near}}?` : '.'} Known: ${known}`;
}

function isWebAddress(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
