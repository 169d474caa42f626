import { type Control, type Controls, controlOf } from '../core/controls.ts';
import { Failure } from '../core/failure.ts';
import type { IntentOf, IntentResult } from '../core/intent.ts';
import { taskIdOf } from '../core/task.ts';
import { passOver } from './schedules.ts';
import type { State, World } from './world.ts';

type Wish = IntentOf<'control'>;

/** How many intents the controls remember, as records do. */
const rememberedMax = 20;
/** So many tasks that are in the way are named. */
const namedMax = 5;

/** Pauses, limits, adds or removes: `controls.json` first, and what is remembered of it after that. */
export function control(world: World, state: State, wish: Wish, by: string): IntentResult {
  if (state.controls.by.includes(by)) {
    // Its fsync may have failed, and the answer says that it is there to stay.
    world.store.controls.replace(state.controls);
    return { ok: 'yes', message: describe(state.controls, wish) };
  }
  const refusal = whyNot(world, state, wish) ?? whyUntouchable(world);
  if (refusal !== undefined) return { ok: 'no', message: refusal };
  const before = controlOf(state.controls, wish.what, wish.name)?.paused;
  if (wish.what === 'schedule' && wish.paused === false) passOver(world, state, wish.name ?? '');
  const changed = changedBy(world, state.controls, wish);
  const controls = { ...changed, by: [...changed.by, by].slice(-rememberedMax) };
  world.store.controls.replace(controls);
  state.controls = controls;
  const isSoAlready = wish.paused === (before !== undefined);
  return { ok: 'yes', message: isSoAlready ? asBefore(wish, before) : describe(controls, wish) };
}

function whyNot(world: World, state: State, wish: Wish): string | undefined {
  const { what, name, exists } = wish;
  if (what === 'queue') return undefined;
  if (name === undefined) return `which ${what}?`;
  if (what === 'agent' || what === 'schedule' || exists === true) return undefined;
  const isConfigured = configuredGroups(world).has(name);
  if (!isConfigured && !Object.hasOwn(state.controls.groups, name))
    return `there is no group ${name}`;
  if (exists === undefined) return undefined;
  if (isConfigured) return `group ${name} stands in agent-config.json; take it out there`;
  const users = [...state.live.values()].flatMap(({ task }) =>
    task.group === name ? [task.number] : [],
  );
  if (users.length === 0) return undefined;
  const named = users.slice(0, namedMax).map(taskIdOf).join(', ');
  const more = users.length > namedMax ? ` and ${users.length - namedMax} more` : '';
  return `group ${name} is in use by ${named}${more}`;
}

function configuredGroups({ agents }: World): ReadonlySet<string> {
  return new Set(Object.keys(agents.settings().groups));
}

/** What a newer orchestra wrote is left alone; in the place of what is damaged comes what we remember. */
function whyUntouchable({ store }: World): string | undefined {
  try {
    store.controls.read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.code !== 'invalid') return error.message;
    store.controls.quarantine();
  }
  return undefined;
}

function changedBy(world: World, controls: Controls, { what, name, ...wish }: Wish): Controls {
  const before = controlOf(controls, what, name) ?? {};
  const after = changedControl(before, wish);
  if (what === 'queue' || name === undefined) return { ...controls, queue: after };
  const key = `${what}s` as const;
  const { [name]: _, ...others } = controls[key] ?? {};
  const isEmpty = Object.keys(after).length === 0;
  // One that says nothing is kept only where it is all that makes a group one.
  const isOnlyHere = what === 'group' && !configuredGroups(world).has(name);
  const isKept = isOnlyHere ? wish.exists !== false : !isEmpty;
  return { ...controls, [key]: isKept ? { ...others, [name]: after } : others };
}

function changedControl(
  { paused, maxParallel }: Control,
  wish: Pick<Wish, 'who' | 'at' | 'paused' | 'maxParallel'>,
): Control {
  const pause =
    wish.paused === undefined ? paused : wish.paused ? (paused ?? byOf(wish)) : undefined;
  const limit = wish.maxParallel ?? maxParallel;
  return { ...(pause && { paused: pause }), ...(limit && { maxParallel: limit }) };
}

const byOf = ({ who, at }: Pick<Wish, 'who' | 'at'>) => ({ by: who, at });

const nameOf = ({ what, name }: Wish): string =>
  what === 'queue' ? 'the queue' : `${what} ${name}`;

const asBefore = (wish: Wish, pause: Control['paused']): string =>
  pause ? `${nameOf(wish)} is paused already, by ${pause.by}` : `${nameOf(wish)} is not paused`;

function describe(controls: Controls, wish: Wish): string {
  const it = nameOf(wish);
  const limit = controlOf(controls, wish.what, wish.name)?.maxParallel;
  if (wish.paused !== undefined) return wish.paused ? `${it} is paused` : `${it} goes on`;
  if (wish.exists === false) return `${it} is removed`;
  if (limit !== undefined) return `${it}: at most ${limit} at once`;
  return wish.exists ? `${it} is there` : `${it}: as many at once as the config says`;
}
