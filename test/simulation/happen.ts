import { noControls } from '../../src/core/controls.ts';
import { Failure } from '../../src/core/failure.ts';
import { type Intent, intentOrder } from '../../src/core/intent.ts';
import { layout, orderOf } from '../../src/core/layout.ts';
import { folderOf, project } from '../../src/core/projection.ts';
import { newRecord, type TaskRecord } from '../../src/core/task.ts';
import { Killed } from '../support/deaths.ts';
import type { Event } from './events.ts';
import { refusalOf } from './fate.ts';
import { lookAround } from './looking.ts';
import type { Names } from './names.ts';
import type { SimulatedRun } from './runs.ts';
import { lineOf, numberOf, type Wish, wishOf } from './wishes.ts';
import type { Command, SimulatedWorld } from './world.ts';

/** Lets an event happen; false where there is nothing that it could happen to. */
export async function happen(world: SimulatedWorld, names: Names, event: Event): Promise<boolean> {
  world.othersFirst = () => {
    world.othersFirst = () => {};
    for (const one of ('meanwhile' in event && event.meanwhile) || [])
      happenAtOnce(world, names, one);
  };
  if (event.do !== 'turn') return happenAtOnce(world, names, event);
  const conductor = world.conductors.get(event.conductor);
  if (!conductor || conductor.end) return false;
  await conductor.go(event.fate, event.pauses);
  return true;
}

/** Everything but the turn of a conductor is over at once. */
function happenAtOnce(world: SimulatedWorld, names: Names, event: Event): boolean {
  switch (event.do) {
    case 'start':
      return type(world, event, (command) => start(world, names, event, command));
    case 'enter':
      return type(world, { ...event, place: 'here' }, (command) =>
        enter(world, names, event.task, command),
      );
    case 'batch':
    case 'cancel':
    case 'retry':
    case 'timeout':
    case 'clean':
    case 'archive':
    case 'answer':
    case 'control':
    case 'pause':
    case 'change':
    case 'switch': {
      const wanted = wishOf(world, names, event);
      if (!wanted) return false;
      return wish(world, event, wanted, (order) => {
        if (event.do === 'batch') names.nameBatch(`b${event.id}`, order);
      });
    }
    case 'touch': {
      const task = numberOf(world, names, event.task);
      if (task === undefined) return false;
      return type(world, { ...event, place: 'here' }, ({ hand }) =>
        hand.disk.mark(`${world.root}/${layout.classic(task, 'cancelled')}`),
      );
    }
    case 'schedule': {
      const { name, cron, overlap, ifMissed } = event;
      const task = { agent: 'coder', prompt: 'by the clock' };
      world.schedules.put(name, { cron, overlap, ifMissed, task });
      return true;
    }
    case 'look':
      return lookAround(world, event.place);
    case 'conduct':
      world.conductor(`c${event.id}`, event.place, event.purpose, event.reusesPid);
      return true;
    case 'turn':
      return false; // It cannot be in the middle of another one's.
    case 'kill':
    case 'abort':
    case 'drain': {
      const conductor = world.conductors.get(event.conductor);
      if (!conductor || conductor.end) return false;
      world.hurt();
      conductor[event.do]();
      return true;
    }
    case 'time':
      world.machine.pass(event.ms);
      for (const run of world.runs.active()) if (run.stage === 'running') world.runs.move(run);
      return true;
    case 'clock':
      world.machine[event.isSuspended ? 'suspend' : 'step'](event.place, event.ms);
      return true;
    case 'disk':
      world.condition = event.condition;
      return true;
    case 'power':
      world.powerCut();
      return true;
    default: {
      const task = numberOf(world, names, event.run);
      const run = world.runs.ofTask(task ?? 0).at(-1);
      return run ? happenTo(world, names, run, event) : false;
    }
  }
}

type RunEvent = Extract<Event, { run: string }>;

function happenTo(
  world: SimulatedWorld,
  names: Names,
  run: SimulatedRun,
  event: RunEvent,
): boolean {
  if (event.do === 'shim') return world.runs.move(run);
  if (event.do === 'lose') {
    if (run.stage === 'over') return false;
    world.runs.lose(run, event.what);
    if (run.place !== 'here') world.hurt(); // Who conducts elsewhere cannot see it.
    return true;
  }
  if (run.agent !== 'alive' || run.isStopped) return false;
  switch (event.do) {
    case 'exit':
      world.runs.endAgent(run, event.exit);
      return true;
    case 'mood':
      run.mood = event.mood;
      return true;
    case 'escape':
      run.escaped += 1;
      return true;
    case 'help':
      run.helpers += 1;
      return true;
    case 'forge': {
      const task = numberOf(world, names, event.task);
      if (task === undefined || task === run.task) return false;
      return put(world, `${world.root}/${layout.classic(task, event.kind)}`, 'forged');
    }
    case 'say':
      return say(world, run, event.what);
  }
}

function say(
  world: SimulatedWorld,
  run: SimulatedRun,
  what: 'done' | 'error' | 'ask' | 'words',
): boolean {
  const { said, folder } = run;
  if (what === 'words') {
    const output = `${said.output}word ${said.output.length}\n`;
    if (put(world, `${folder}/stdout`, output)) said.output = output;
  } else if (what === 'ask') {
    const ask = { question: `may I, for the ${said.asks + 1}. time?` };
    if (put(world, `${folder}/out/ask-${said.asks + 1}.json`, JSON.stringify(ask))) said.asks += 1;
  } else if (put(world, `${folder}/out/${what}`, what === 'done' ? 'well' : 'ill'))
    said[what] = true;
  return true;
}

function put(world: SimulatedWorld, path: string, text: string): boolean {
  if (refusalOf(world.condition, 'replace', path, world.root)) return false;
  if (!world.disk.exists(path.slice(0, path.lastIndexOf('/')))) return false;
  world.disk.write(path, text);
  return true;
}

/** Somebody types a command, which may be refused, or killed in the middle. */
function type(
  world: SimulatedWorld,
  event: Extract<Event, { place: unknown }> | (Event & { place: 'here' }),
  act: (command: Command) => void,
): boolean {
  const fate = 'fate' in event ? event.fate : undefined;
  try {
    world.command(`u${event.id}`, event.place, fate, act);
  } catch (error) {
    if (!(error instanceof Failure || error instanceof Killed)) world.model.bug(error);
  }
  return true;
}

/** As `orchestra start`, up to where it prints the id. */
function start(
  world: SimulatedWorld,
  names: Names,
  event: Extract<Event, { do: 'start' }>,
  command: Command,
): void {
  const { store, now } = command;
  const { ifExists: _, ...wanted } = lineOf(names, event.task);
  const hint = store.queue.storedHead()?.highest ?? 0;
  const record = store.tasks.create((number) => newRecord(number, wanted, now()), hint);
  names.nameTask(`s${event.id}`, record.number);
  if (event.isSlow) names.parked.set(`s${event.id}`, record);
  else show(world, record, command);
}

function enter(world: SimulatedWorld, names: Names, task: string, command: Command): void {
  const record = names.parked.get(task);
  names.parked.delete(task);
  if (record) show(world, record, command);
}

function show(world: SimulatedWorld, record: TaskRecord, command: Command): void {
  const nowMs = Date.parse(record.createdAt);
  const { status } = project(record, { nowMs, standing: () => 'open', controls: noControls });
  command.store.queue.enter(folderOf(status) ?? 'pending', orderOf(record));
  relied(world, command, (isSeen) => world.model.promises.accept(record.number, isSeen));
}

/** Sees to it that somebody conducts; only then a command says that all is well. */
function relied(
  { model }: SimulatedWorld,
  { conducting, hand, store }: Command,
  promise: (isSeen: boolean) => void,
): void {
  const holder = store.lock.look();
  // Who cannot be seen may be dead by now, and a person is told so.
  const isSeen = holder?.released !== false || holder.liveness !== 'unknown';
  // Its first half does all, and nothing waits; what it says of a refusal is heard by the hand.
  conducting.ensure().catch((error: unknown) => {
    if (!(error instanceof Failure || error instanceof Killed)) model.bug(error);
  });
  if (hand.refusals === 0 && !hand.isDead) promise(isSeen);
}

/** Leaves a wish, and sees to it that somebody carries it out. */
function wish(
  world: SimulatedWorld,
  event: Extract<Event, { place: unknown }>,
  wanted: Wish,
  onLeft: (order: string) => void,
): boolean {
  const { promises } = world.model;
  return type(world, event, (command) => {
    const at = command.now();
    const tail = Math.round(event.id * 10).toString(16);
    const order = intentOrder(Date.parse(at), tail.padStart(8, '0'));
    const intent = { version: 1, at, ...wanted } as Intent;
    promises.asks(order, intent);
    command.store.intents.leave(order, intent);
    onLeft(order);
    relied(world, command, () => promises.wished(order));
  });
}
