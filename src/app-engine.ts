import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { profiles, readerOf, simulatedProfile } from './adapters/agents/index.ts';
import { createAgents } from './adapters/config-files.ts';
import { launchers } from './adapters/launchers/index.ts';
import { createSchedules } from './adapters/schedule-files.ts';
import { putAside } from './adapters/store/quarantine.ts';
import { isNoFile } from './adapters/store/records.ts';
import { configDefaults, type ResolvedAgent } from './core/agent.ts';
import { layout } from './core/layout.ts';
import type { Agents, Disk, Launcher } from './core/ports.ts';
import type { LazyPost, Post } from './core/post.ts';
import { resolveAgent } from './core/resolve-agent.ts';
import type { World } from './engine/world.ts';

/** What only those need who ask for an agent, or conduct: loaded when they do. */
export function composeAgents(
  root: string,
  packageRoot: string,
  environment: Readonly<Record<string, string>>,
  supposed?: { readonly path: string; readonly text: string },
): Agents {
  const older = join(root, '..', '.orchestra-cli', layout.config);
  return createAgents({
    paths: [join(root, layout.config), older, userConfigOf(environment)],
    older,
    user: userConfigOf(environment),
    ...(supposed && { supposed }),
    profiles: profilesFrom(packageRoot),
    readerOf,
    environment,
    templates: join(packageRoot, 'templates'),
  });
}

/** The config of the user, for all workspaces. */
export function userConfigOf(environment: Readonly<Record<string, string>>): string {
  const home = environment['XDG_CONFIG_HOME'] ?? join(environment['HOME'] ?? '/', '.config');
  return join(home, 'orchestra', layout.config);
}

const profilesFrom = (packageRoot: string) => ({
  ...profiles,
  simulated: simulatedProfile(join(packageRoot, 'templates', 'simulated-agent.sh')),
});

/** The shipped profiles as agents, without any config. */
export function shippedAgents(packageRoot: string): ResolvedAgent[] {
  const sources = { configs: [], places: [], profiles: profilesFrom(packageRoot) };
  return Object.keys(sources.profiles).map((name) => resolveAgent(name, sources, () => undefined));
}

/** The world of a conductor. */
export function composeWorld(
  parts: Omit<World, 'launchers'>,
  disk: Disk,
  packageRoot: string,
  wrap: (launcher: Launcher) => Launcher,
): World {
  const shim = installShim(disk, parts.store.root, packageRoot);
  const made = new Map<string, Launcher>(
    Object.entries(launchers).map(([name, create]) => [name, wrap(create({ shim }))]),
  );
  const schedules = createSchedules(disk, parts.store.root);
  const post = lazyPost(parts, disk);
  return { ...parts, schedules, post, launchers: (name) => made.get(name) };
}

/** What tells callbacks; nothing of it is loaded before it is asked for. */
export function lazyPost(
  { store, agents, wake, clock }: Pick<World, 'store' | 'agents' | 'wake' | 'clock'>,
  disk: Disk,
): LazyPost {
  let post: Post | undefined;
  return {
    loaded: () => post,
    async load() {
      if (post) return post;
      const { createConductorLog } = await import('./adapters/conductor-log.ts');
      const { createCourier } = await import('./adapters/courier.ts');
      const { createOutbox } = await import('./adapters/outbox.ts');
      const { createCarriers } = await import('./adapters/carriers.ts');
      const courier = createCourier({
        cwd: dirname(store.root),
        environment: agents.environment(),
        nudge: wake.nudge,
        carriers: createCarriers(disk, store.root),
        note: createConductorLog(store.root, disk, () => clock.now().at).say,
      });
      post ??= { outbox: createOutbox(disk, store.root), courier };
      return post;
    },
  };
}

/**
 * A copy of the shim under the digest of its text: a running shell reads on in its script, so an
 * update of orchestra must never change one.
 */
function installShim(disk: Disk, root: string, packageRoot: string): string {
  const text = readFileSync(join(packageRoot, 'templates', 'shim.sh'), 'utf8');
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const path = join(root, layout.shim(digest));
  if (holds(disk, path, text)) return path;
  if (disk.exists(path)) putAside(disk, root, layout.shim(digest), `shim.${digest}.sh`);
  disk.makeFolder(join(root, layout.shims));
  disk.create(path, text);
  return path;
}

/** Whatever else has come into its place would fail every run. */
function holds(disk: Disk, path: string, text: string): boolean {
  try {
    return disk.read(path) === text;
  } catch (error) {
    if (isNoFile(error)) return false;
    throw error;
  }
}

/** A broken config must not keep away who looks after what runs. */
export function idleExitOf(agents: Agents): number {
  try {
    return agents.settings().idleExitMs;
  } catch {
    return configDefaults.idleExitMs;
  }
}

export { hold, onePass } from './engine/session.ts';
