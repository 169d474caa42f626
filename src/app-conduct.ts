import { type hold, idleExitOf } from './app-engine.ts';
import { registryOf } from './app-workspaces.ts';
import type { Held, HoldRequest } from './cli/stage.ts';
import { Failure } from './core/failure.ts';
import { describeHolder } from './core/lock.ts';
import { tellNews } from './core/news.ts';
import type { World } from './engine/world.ts';
import { unlessRepeated } from './lib/unless-repeated.ts';

interface Ground {
  readonly world: World;
  readonly hold: typeof hold;
  readonly root: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly debug: boolean;
  /** True for a folder that is gone in a moment: it is no workspace to remember. */
  readonly isAside: boolean;
}

/** Conducts in this very process, as a command asks. */
export async function conductIn(ground: Ground, request: HoldRequest): Promise<Held> {
  const { world, hold, root, environment, isAside } = ground;
  const { leaves, say, onTaken, ...rest } = request;
  const idleExitMs = {
    'at once': () => 0,
    'when idle': () => idleExitOf(world.agents),
    never: () => undefined,
  }[leaves]();
  const held = await hold(
    say ? overheard(ground, say) : world,
    {
      launches: true,
      maxParallel: undefined,
      needs: undefined,
      only: undefined,
      isDone: () => false,
      ...rest,
      idleExitMs,
    },
    () => {
      if (!isAside) registryOf(environment).remember(root, world.clock.now().at);
      onTaken?.();
    },
  );
  world.wake.close();
  if (held.held && held.end === 'followed' && !world.store.lock.look())
    throw new Failure('unavailable', `${root} was removed while it was conducted`, {
      hint: 'what was queued is lost; agents that still run are stopped within minutes',
    });
  return held.held ? held : { held: false, who: describeHolder(held.holder) };
}

/** The same world, all of whose words are said to who asked for it. */
const overheard = ({ world, debug }: Ground, say: (line: string) => void): World => ({
  ...world,
  tell: (news) => say(tellNews(news)),
  warn: unlessRepeated(
    () => world.clock.now().monotonicMs,
    (line) => say(`warning: ${line}`),
  ),
  log: debug ? (line) => say(`debug: ${line}`) : world.log,
});
