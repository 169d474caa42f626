import { resolve } from 'node:path';
import { missingProgram, type ResolvedAgent } from '../core/agent.ts';
import { callFor, placesOf } from '../core/command.ts';
import { Failure } from '../core/failure.ts';
import { orderOf } from '../core/layout.ts';
import { folderOf, project } from '../core/projection.ts';
import { NewTask, newRecord, taskIdOf } from '../core/task.ts';
import { boolean, integer, list, object, optional, parse, record, string } from '../lib/schema.ts';
import { type Context, operation } from './operation.ts';
import { TaskView, viewOf } from './show-task.ts';
import { durationOf, numberOf, promptFrom } from './words.ts';

const Output = object({
  task: TaskView,
  conductor: string('Who looks after it: there, spawned, unseen, or none with --no-run.'),
});

/** Accepts a task. When its id is printed it is on the disk for good. */
export const start = operation({
  summary: 'Queue a task for an agent, and see to it that it runs',
  examples: [
    'orchestra start coder "add a test for the parser"',
    'orchestra start claude @prompt.md --timeout 30m --retries 2',
    'git diff | orchestra start codex - --title review --wait',
  ],
  route: 'POST /tasks',
  positionals: ['agent', 'prompt'],
  rest: 'text',
  writes: true,
  input: object({
    agent: string('The agent, by its name in agent-config.json or a shipped profile.'),
    prompt: string('What it should do; - reads stdin, @FILE a file.'),
    priority: optional(integer('Higher runs first.', { minimum: -999, maximum: 999 })),
    timeout: optional(string('Stop an attempt after this long (30m; bare numbers are seconds).')),
    retries: optional(
      integer('Attempts after the first, if it fails.', { minimum: 0, maximum: 1000 }),
    ),
    after: optional(list(string('A task.'), 'Start only when these have completed.')),
    cwd: optional(string('The folder the agent works in; else this one.')),
    env: optional(record(string('A value.'), 'Environment of the agent, NAME=VALUE.')),
    title: optional(string('A short name for tables.')),
    model: optional(string('The model the agent is asked to use.')),
    noRun: optional(boolean('Only queue it; the next conductor takes it up.')),
  }),
  output: Output,
  async run(context, input) {
    const { store, clock } = context;
    const agents = await context.agents();
    const agent = agents.resolve(input.agent);
    const cwd = resolve(context.cwd, input.cwd ?? '.');
    if (!context.isFolder(cwd))
      throw new Failure('invalid', `there is no folder ${cwd}`, { hint: 'create it first' });
    const prompt = await promptOf(context, input.prompt);
    const wanted = checked({
      agent: agent.name,
      prompt,
      cwd,
      ...(input.title !== undefined && { title: input.title }),
      ...(input.priority !== undefined && { priority: input.priority }),
      ...(input.timeout !== undefined && { timeoutMs: durationOf('timeout', input.timeout) }),
      ...(input.retries !== undefined && { retry: { retries: input.retries } }),
      ...(input.after !== undefined && { after: dependenciesOf(context, input.after) }),
      ...(input.env !== undefined && { env: environmentOf(input.env) }),
      ...(input.model !== undefined && { model: input.model }),
      ...(agent.simulated && { simulated: true }),
    });
    if (!agents.locate(agent.command, cwd)) throw missingProgram(agent);
    refuseUncallable(context, agent, wanted);

    const hint = store.queue.storedHead()?.highest ?? 0;
    const task = store.tasks.create((number) => newRecord(number, wanted, clock.now().at), hint);
    const nowMs = Date.parse(task.createdAt);
    const { status } = project(task, { nowMs, standing: () => 'open' });
    store.queue.enter(folderOf(status) ?? 'pending', orderOf(task));
    // Only now, with the files visible: who is about to leave looks again after its marker.
    const conductor = input.noRun ? 'none' : await context.conducting.ensure();
    return { task: viewOf(context, task), conductor };
  },
});

/** What cannot be called now, such as a prompt too long for one argument, is not accepted. */
function refuseUncallable({ store, clock }: Context, agent: ResolvedAgent, wanted: NewTask): void {
  const places = placesOf(store.root, 1, 1, agent.classicNames);
  const trial = { places, attempt: 1, slot: 0, token: '', inherited: {} };
  callFor(agent, newRecord(1, wanted, clock.now().at), trial);
}

async function promptOf({ readText }: Context, words: string): Promise<string> {
  if (words === '-') return promptFrom(await readText({ stdin: true }));
  if (/^@\S/.test(words)) return promptFrom(await readText({ file: words.slice(1) }));
  return promptFrom(words);
}

function dependenciesOf({ store }: Context, words: readonly string[]): number[] {
  return words.map((word) => {
    const number = numberOf(word);
    if (store.tasks.read(number)) return number;
    throw new Failure('not_found', `there is no ${taskIdOf(number)} to wait for`, {
      hint: 'orchestra status',
    });
  });
}
function environmentOf(env: Readonly<Record<string, string>>): Record<string, string> {
  // Shells drop names that are no identifiers, so such a variable would never arrive.
  const bad = Object.keys(env).filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name));
  const ours = Object.keys(env).filter((name) => name.startsWith('ORCHESTRA_'));
  const nul = Object.entries(env).filter(([, value]) => value.includes('\0'));
  if (bad.length > 0)
    throw new Failure('usage', `--env: "${bad.join('", "')}" is no name of a variable`, {
      hint: 'letters, digits and _, not beginning with a digit',
    });
  if (ours.length > 0)
    throw new Failure('usage', `--env: ${ours.join(', ')} is set by orchestra itself`);
  if (nul.length > 0) throw new Failure('usage', '--env: a value holds a NUL byte');
  return { ...env };
}

function checked(value: object): NewTask {
  const read = parse(NewTask, value);
  if (read.ok) return read.value;
  const problems = read.issues.map(({ path, message }) => `${path} ${message}`);
  throw new Failure('usage', problems.join('; '));
}
