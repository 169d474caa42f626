import { Failure } from '../../core/failure.ts';
import { layout } from '../../core/layout.ts';
import { describeHolder, type Holder, isPassing, LockRecord, standingOf } from '../../core/lock.ts';
import {
  boolean,
  integer,
  type JsonSchema,
  object,
  oneOf,
  optional,
  string,
} from '../../lib/schema.ts';
import { printJson } from '../print/json.ts';
import { type Command, exits, type Stage } from '../stage.ts';

const patienceMs = 10_000;
const pollMs = 20;
const spawnsMax = 3;

interface Input {
  readonly action: 'start' | 'stop' | 'status' | 'run';
  readonly background?: boolean;
  readonly leave?: boolean;
}

const Started = object({
  is: oneOf(['conducting'], 'That it conducts.'),
  who: string('Who, in words.'),
});
const Stopped = object({
  is: oneOf(['absent'], 'That nobody conducts any more.'),
  running: integer('Runs that go on; the next conductor takes them over.', { minimum: 0 }),
});
const Standing = object({
  is: oneOf(['conducting', 'absent', 'crashed'], 'Whether somebody conducts.'),
  who: optional(string('Who, in words; all that follows is there too unless it is absent.')),
  ...optionalFields(LockRecord),
});

function optionalFields({ properties = {} }: JsonSchema): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, optional(field)]),
  );
}

/** `orchestra daemon [start|stop|status]`; bare, it conducts here until it is told to leave. */
export const daemon: Command = {
  summary: 'Conduct the queue for good: in the background, or bare, right here',
  examples: ['orchestra daemon start', 'orchestra daemon status', 'orchestra daemon stop'],
  positionals: ['action'],
  forms: {
    start: 'Conduct in the background until told to stop.',
    stop: 'Have who conducts in the background leave; agents that run go on.',
    status: 'Tell who conducts.',
  },
  ends: { 1: '`daemon status`: nobody conducts.' },
  writes: true,
  input: object({
    action: oneOf(['start', 'stop', 'status', 'run'], 'What to do.', { default: 'run' }),
    background: optional(boolean('Say nothing; how start and daemon start call it.')),
    leave: optional(boolean('Leave when the queue has been empty for a while (idleExit).')),
  }),
  prints: {
    start: { schema: Started },
    stop: { schema: Stopped },
    status: { schema: Standing },
    '': { schema: Stopped },
  },
  async run(stage: Stage, input: Input) {
    switch (input.action) {
      case 'start':
        return startDaemon(stage);
      case 'stop':
        return stopDaemon(stage);
      case 'status':
        return showDaemon(stage);
      case 'run':
        return conductHere(stage, input);
    }
  },
};

async function conductHere(stage: Stage, { background, leave }: Input): Promise<number> {
  const { terminal, json } = stage;
  const held = await stage.hold({
    kind: leave ? 'background' : 'daemon',
    leaves: leave ? 'when idle' : 'never',
    signal: stage.listenForInterruption(),
    onTaken: () =>
      background ? undefined : terminal.err('conducting; Ctrl-C leaves, agents go on\n'),
  });
  if (!held.held) {
    // Two that were spawned at once: one conducts, and the other may go.
    if (!background)
      throw new Failure('conflict', `${held.who} conducts already`, {
        hint: 'orchestra daemon stop has it leave; orchestra daemon status tells of it',
      });
    return exits.ok;
  }
  if (background) return exits.ok;
  if (json) printJson(terminal, { is: 'absent', running: held.running });
  else if (held.running > 0) terminal.err(stillRunning(held.running));
  return exits.ok;
}

async function startDaemon({ context, terminal, json }: Stage): Promise<number> {
  const was = await whoStays(context);
  const holder = was ?? (await spawnDaemon(context));
  if (!holder)
    throw new Failure('unavailable', 'the daemon did not start', {
      hint: `see ${context.store.root}/${layout.conductorLog}`,
    });
  const who = describeHolder(holder);
  if (json) printJson(terminal, { is: 'conducting', who });
  else terminal.out(was ? `${who} conducts already\n` : `${who} conducts\n`);
  return exits.ok;
}

/** Who conducts for good. One that leaves when the queue is empty makes way; agents go on. */
async function whoStays(context: Stage['context']): Promise<Holder | undefined> {
  await until(context, () => !isLookedInto(context));
  const seen = held(context);
  if (seen?.record.kind !== 'background' || seen.liveness !== 'alive') return seen;
  await end(context, seen);
  return undefined;
}

/** Between two looks somebody may have spawned one that does not stay: then once more. */
async function spawnDaemon(context: Stage['context']): Promise<Holder | undefined> {
  for (let tries = 0; tries < spawnsMax; tries += 1) {
    await context.conducting.spawnDaemon();
    if (!(await until(context, () => held(context)))) return undefined;
    const holder = await whoStays(context);
    if (holder) return holder;
  }
  return undefined;
}

function held({ store }: Stage['context']): Holder | undefined {
  const holder = store.lock.look();
  return holder && standingOf(holder) === 'held' ? holder : undefined;
}

async function stopDaemon({ context, terminal, json }: Stage): Promise<number> {
  const { store } = context;
  // One that only looks in leaves by itself.
  await until(context, () => !isLookedInto(context));
  const holder = held(context);
  if (holder?.record.kind === 'run')
    throw new Failure('conflict', `${describeHolder(holder)} conducts in the foreground`, {
      hint: 'press Ctrl-C where `orchestra run` was typed',
    });
  if (holder && holder.liveness !== 'alive')
    throw new Failure(
      'conflict',
      `${describeHolder(holder)} conducts, and cannot be reached from here`,
      { hint: 'stop it where it runs; if it is gone for good: orchestra unlock' },
    );
  if (holder) await end(context, holder);
  const running = store.queue.live('running').length;
  if (json) printJson(terminal, { is: 'absent', running });
  else {
    terminal.out(holder ? 'stopped\n' : 'nobody conducts\n');
    if (running > 0) terminal.err(stillRunning(running));
  }
  return exits.ok;
}

const stillRunning = (running: number): string =>
  `${running} still running; the next conductor takes them over\n`;

/** Has a conductor leave, and resolves when it is gone. */
async function end(context: Stage['context'], holder: Holder): Promise<void> {
  const { processes } = context;
  const { holder: identity } = holder.record;
  if (!(await processes.terminate(identity))) return;
  if (await until(context, () => processes.livenessOf(identity) === 'dead')) return;
  throw new Failure('unavailable', `${describeHolder(holder)} does not leave`, {
    hint: 'orchestra unlock --force kills it; its agents go on',
  });
}

function isLookedInto(context: Stage['context']): boolean {
  const holder = held(context);
  return holder !== undefined && isPassing(holder);
}

async function showDaemon({ context, terminal, json }: Stage): Promise<number> {
  const holder = context.store.lock.look();
  const standing = standingOf(holder);
  const is = standing === 'held' ? 'conducting' : standing === 'free' ? 'absent' : 'crashed';
  if (json) {
    const facts =
      holder && is !== 'absent' ? { who: describeHolder(holder), ...holder.record } : {};
    printJson(terminal, { is, ...facts });
  } else if (holder && is !== 'absent')
    terminal.out(
      `${describeHolder(holder)} ${is === 'crashed' ? 'conducted, and is gone' : `conducts (${holder.record.kind}, since ${holder.record.since})`}\n`,
    );
  else terminal.out('nobody conducts\n');
  return is === 'conducting' ? exits.ok : exits.failed;
}

async function until<T>(
  { clock, wake }: Stage['context'],
  look: () => T | undefined | false,
): Promise<T | undefined> {
  const since = clock.now().monotonicMs;
  for (;;) {
    const found = look();
    if (found) return found;
    if (clock.now().monotonicMs - since > patienceMs) return undefined;
    await wake.sleep(pollMs);
  }
}
