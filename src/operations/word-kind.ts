/** What a word can name: who completes what is typed offers those there are. */
export const wordKinds = [
  'task',
  'live task',
  'finished task',
  'settled status',
  'request',
  'agent',
  'group',
  'schedule',
  'callback',
  'workspace',
  'zone',
  'filter',
  'label',
  'setting',
  'setting value',
  'file',
  'folder',
] as const;
export type WordKind = (typeof wordKinds)[number];

/** What the words of an operation name, by its fields, where their names do not tell. */
export type FieldKinds = Readonly<Record<string, WordKind | readonly WordKind[]>>;

/** Fields that name the same wherever they are. */
const byField: Readonly<Record<string, WordKind>> = {
  after: 'task',
  afterAny: 'task',
  afterFailed: 'task',
  agent: 'agent',
  batch: 'file',
  cwd: 'folder',
  file: 'file',
  filter: 'filter',
  folder: 'folder',
  folders: 'folder',
  from: 'folder',
  group: 'group',
  label: 'label',
  other: 'task',
  promptFile: 'file',
  request: 'request',
  requests: 'request',
  schedule: 'schedule',
  task: 'task',
  tasks: 'task',
  tz: 'zone',
  workingDir: 'folder',
};

/** Of what a command is about, its `name` is one: `group add NAME`, `agents show NAME`. */
const isKind = (word: string): word is WordKind => (wordKinds as readonly string[]).includes(word);

/** What the words of a field name; nothing where they are anything. */
export function kindsOf(
  operation: string,
  kinds: FieldKinds | undefined,
  field: string,
): readonly WordKind[] {
  const own = kinds?.[field];
  if (own !== undefined) return typeof own === 'string' ? [own] : own;
  const about = operation.replace(/s$/, '');
  if (['name', 'names'].includes(field) && isKind(about)) return [about];
  const usual = Object.hasOwn(byField, field) ? byField[field] : undefined;
  return usual === undefined ? [] : [usual];
}
