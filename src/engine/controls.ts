import { type Control, type Controls, controlOf } from '../core/controls.ts';
import type { IntentOf, IntentResult } from '../core/intent.ts';
import { taskIdOf } from '../core/task.ts';
import type { State, World } from './world.ts';

type Wish = IntentOf<'control'>;

/** How many intents the controls remember, as records do. */
const rememberedMax = 20;
/** So many tasks that are in the way are named. */
const namedMax = 5;

/** Pauses, limits, adds or removes: `controls.json` first, and what is remembered of it after that. */
export function control(world: World, state: State, wish: Wish, by: string): IntentResult {
  if (state.controls.by.includes(by)) return { ok: 'yes', message: describe(state.controls, wish) };
  const refusal = whyNot(world, state, wish);
  if (refusal !== undefined) return { ok: 'no', message: refusal };
  const before = controlOf(state.controls, wish.what, wish.name)?.paused;
  const changed = changedBy(state.controls, wish, configuredGroups(world));
  const remembered = [...changed.by, by].slice(-rememberedMax);
  const controls = { ...changed, by: remembered };
  world.store.controls.replace(controls);
  state.controls = controls;
  return { ok: 'yes', message: describe(controls, wish, before) };
}

function whyNot(world: World, state: State, wish: Wish): string | undefined {
  const { what, name, exists } = wish;
  if (what === 'queue') return undefined;
  if (name === undefined) return `which ${what}?`;
  if (what === 'agent' || exists === true) return undefined;
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

function changedBy(
  controls: Controls,
  { what, name, ...wish }: Wish,
  configured: ReadonlySet<string>,
): Controls {
  const before = controlOf(controls, what, name) ?? {};
  const after = changedControl(before, wish);
  if (what === 'queue' || name === undefined) return { ...controls, queue: after };
  const key = what === 'group' ? 'groups' : 'agents';
  const { [name]: _, ...others } = controls[key];
  const isEmpty = Object.keys(after).length === 0;
  // One that says nothing is kept only where it is all that makes a group one.
  const isKept = what === 'group' && !configured.has(name) ? wish.exists !== false : !isEmpty;
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

/** How it stands now; `before` is the pause that it was in. */
function describe(
  controls: Controls,
  { what, name, paused, exists }: Wish,
  before?: Control['paused'],
): string {
  const it = what === 'queue' ? 'the queue' : `${what} ${name}`;
  const limit = controlOf(controls, what, name)?.maxParallel;
  if (paused) return before ? `${it} is paused already, by ${before.by}` : `${it} is paused`;
  if (paused === false) return before ? `${it} goes on` : `${it} is not paused`;
  if (exists === false) return `${it} is removed`;
  if (limit !== undefined) return `${it}: at most ${limit} at once`;
  return exists ? `${it} is there` : `${it}: as many at once as the config says`;
}
