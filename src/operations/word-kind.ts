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
  'grouping',
  'setting',
  'setting value',
  'file',
  'folder',
] as const;
export type WordKind = (typeof wordKinds)[number];

/** What the words of an operation name, by its fields, where their names do not tell. */
export type FieldKinds = Readonly<Record<string, WordKind | readonly WordKind[]>>;

/** Fields that name the same wherever they are. */
const byField: FieldKinds = {
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
  what: ['settled status', 'finished task'],
  workingDir: 'folder',
};

/** What the words of a field name; nothing where they are anything. */
export function kindsOf(
  operation: string,
  kinds: FieldKinds | undefined,
  field: string,
): readonly WordKind[] {
  const about = operation.replace(/s$/, '');
  const own = [kinds, byField].find((some) => some && Object.hasOwn(some, field))?.[field];
  if (own !== undefined) return typeof own === 'string' ? [own] : own;
  // A name is mostly that of what the command is about: `group add NAME`, `agents show NAME`.
  return ['name', 'names'].includes(field) && isKind(about) ? [about] : [];
}

const isKind = (word: string): word is WordKind => (wordKinds as readonly string[]).includes(word);
