import { Failure } from '../core/failure.ts';
import { dayOf, layout, orderOf } from '../core/layout.ts';
import { type OlderTask, olderLabel, readOlderTask } from '../core/older.ts';
import type { OlderFolder } from '../core/ports.ts';
import { newRecord, type TaskRecord, taskIdOf } from '../core/task.ts';
import { boolean, list, object, oneOf, optional, string } from '../lib/schema.ts';
import { type Item, importConfig, skip, writePrompt } from './migrate-config.ts';
import { type Context, operation } from './operation.ts';
import { readQuietly } from './read-quietly.ts';

/** Takes over what an older tool of the same folder layout has left, and leaves that as it is. */
export const migrate = operation({
  summary: 'Take over the tasks, agents, plans, logs and prompts of an older .orchestra folder',
  examples: ['orchestra migrate --dry-run', 'orchestra migrate'],
  route: 'POST /migrate',
  positionals: ['from'],
  writes: true,
  input: object({
    from: optional(
      string('The older folder, or the project it is in; else this workspace itself.'),
    ),
    queue: optional(boolean('Take over those that have yet to run, too; they start.')),
    dryRun: optional(boolean('Only tell what would be done.')),
  }),
  output: object({
    from: string('The older folder.'),
    items: list(
      object({
        path: string('What it was.'),
        is: oneOf(['imported', 'there', 'skipped'], 'What became of it.'),
        as: optional(string('What it is here.')),
        says: string('In words.'),
      }),
      'In the order in which they were made.',
    ),
    config: optional(string('Of a dry run: the text that agent-config.json would have.')),
  }),
  async run(context, { from = context.store.root, queue = false, dryRun = false }) {
    const older = await context.older(from);
    if (!older)
      throw new Failure('not_found', `no tasks/ in ${from}, nor in an .orchestra/ there`, {
        hint: 'orchestra migrate FOLDER, with the folder in which the older tool worked',
      });
    const skipped = older.skipped.map(({ path, why }) => skip(path, why));
    const config = importConfig(context, older, dryRun);
    const tasks = importTasks(context, older, { queue, dryRun });
    const prompts = importPrompts(context, older, config.templates, dryRun);
    // Who conducts, or this very command, shows what is finished among the finished.
    if (!dryRun) await context.conducting.settle();
    if (queue && !dryRun && tasks.some(({ is }) => is === 'imported'))
      await context.conducting.ensure();
    return {
      from: older.root,
      items: [...tasks, ...config.items, ...prompts, ...skipped],
      ...(dryRun && config.text !== undefined && { config: config.text }),
    };
  },
});

/** The oldest first: whoever waits for another finds its number. */
function importTasks(
  context: Context,
  older: OlderFolder,
  options: { readonly queue: boolean; readonly dryRun: boolean },
): Item[] {
  const items: Item[] = [];
  const read: OlderTask[] = [];
  for (const file of older.files) {
    const task = readOlderTask(file);
    if ('problem' in task) items.push(skip(file.id, task.problem));
    else read.push(task);
  }
  read.sort((a, b) => (`${a.createdAt} ${a.id}` < `${b.createdAt} ${b.id}` ? -1 : 1));
  const known = imported(context);
  for (const task of read) {
    const before = known.get(keyOf(task.id, task.createdAt));
    const why = before ? undefined : whyLeft(task, known, options.queue);
    if (why !== undefined) {
      items.push(skip(task.id, why));
      continue;
    }
    const record = before ?? create(context, older, task, known, options.dryRun);
    known.set(keyOf(task.id, task.createdAt), record);
    if (!options.dryRun) complete(context, older, task.id, record);
    items.push({
      path: task.id,
      is: before ? 'there' : 'imported',
      ...((before || !options.dryRun) && { as: taskIdOf(record.number) }),
      says: before ? 'imported before' : (task.settled?.status ?? 'pending'),
    });
  }
  return items;
}

/** Nothing starts by surprise, and nothing whose order is not known any more. */
function whyLeft(task: OlderTask, known: Known, queue: boolean): string | undefined {
  if (task.settled) return undefined;
  if (!queue) return 'it has yet to run: with --queue it is taken over, and starts';
  const missing = task.after.find((id) => numbersOf(id, known).length === 0);
  return missing && `it waits for ${missing}, which is not here`;
}

const numbersOf = (id: string, known: Known): number[] =>
  [...known].flatMap(([key, { number }]) => (key.startsWith(`${id} `) ? number : []));

type Known = Map<string, TaskRecord>;

const keyOf = (id: string, createdAt: string): string => `${id} ${createdAt}`;

/** What was imported is known by its label and its time: numbers of seconds are not unique. */
function imported({ store }: Context): Known {
  const known: Known = new Map();
  for (const task of store.recovery.survey(0).records) {
    const id = task.labels?.[olderLabel];
    if (id !== undefined) known.set(keyOf(id, task.createdAt), task);
  }
  return known;
}

function create(
  { store }: Context,
  { cwd }: OlderFolder,
  { wanted, after, settled, createdAt }: OlderTask,
  known: Known,
  dryRun: boolean,
): TaskRecord {
  const numbers = after.flatMap((id) => numbersOf(id, known));
  const task = { ...wanted, cwd, ...(numbers.length > 0 && { after: numbers }) };
  const make = (number: number): TaskRecord => ({
    ...newRecord(number, task, createdAt),
    ...(settled && { settled }),
  });
  return dryRun ? make(0) : store.tasks.create(make, store.queue.storedHead()?.highest ?? 0);
}

/** What follows the record; done again where a crash came between. */
function complete({ store }: Context, older: OlderFolder, id: string, record: TaskRecord): void {
  const { number, settled } = record;
  const { plan, log } = older.papers(id);
  const at = (path: string) => `${store.root}/${path}`;
  if (plan) older.copy(plan, at(layout.classicPlan(number)));
  if (log) older.copy(log, at(layout.classicLog(number)));
  const isShown = settled
    ? store.queue.isFinished(dayOf(settled.endedAt), number, settled.status)
    : record.runs.length > 0;
  // Whoever conducts moves it to where it belongs.
  if (!isShown && readQuietly(() => store.tasks.read(number)))
    store.queue.enter('pending', orderOf(record));
}

/** Of a template that the config needs, there is already a translation. */
function importPrompts(
  context: Context,
  older: OlderFolder,
  translated: readonly string[],
  dryRun: boolean,
): Item[] {
  return older.prompts
    .filter(({ name }) => !translated.includes(name))
    .map(({ name, path }) =>
      writePrompt(context, name, path, context.readFile(path) ?? '', dryRun),
    );
}
