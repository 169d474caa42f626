import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fs } from './adapters/builtins.ts';
import { createClock } from './adapters/clock.ts';
import { createConducting } from './adapters/conducting.ts';
import { createDisk } from './adapters/disk.ts';
import { readEdited } from './adapters/disk-open.ts';
import { onFirstWrite } from './adapters/disk-ready.ts';
import { makeFolders, temporaryFolder } from './adapters/folders.ts';
import { bootId } from './adapters/processes/identity.ts';
import { createProcesses } from './adapters/processes/index.ts';
import { refusalAt } from './adapters/room.ts';
import { agentFolders, createStore, storeFolders, temporaryOf } from './adapters/store/index.ts';
import { whoAsks } from './adapters/user.ts';
import { createWake } from './adapters/wake.ts';
import { findWorkspace } from './adapters/workspace.ts';
import { wrappingFor } from './app-failpoints.ts';
import type { Held, HoldRequest, Stage } from './cli/stage.ts';
import { Failure } from './core/failure.ts';
import { ignoreText, layout } from './core/layout.ts';
import type { Disk, Terminal } from './core/ports.ts';
import { once } from './lib/once.ts';
import { unlessRepeated } from './lib/unless-repeated.ts';
import type { Context } from './operations/operation.ts';

/** The process around us, and nothing of it anywhere else. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly readStdin: () => Promise<string>;
  readonly self: string;
  readonly listenForInterruption: () => AbortSignal;
  readonly listenForOrders: Stage['listenForOrders'];
  readonly isInterrupted: () => boolean;
}

export interface StageOptions {
  readonly dir?: string;
  readonly debug: boolean;
  readonly json: boolean;
  readonly writes: boolean;
  /** True for a folder that is gone in a moment: it is no workspace to remember. */
  readonly isAside?: true;
}

const here = fileURLToPath(import.meta.url);
const main = join(dirname(here), `main${extname(here)}`);

/** The folder of package.json: how deep we are below it differs between sources and build. */
export const packageRoot = (() => {
  let folder = dirname(here);
  while (!fs.existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
})();

/** Wires the adapters to one workspace; what not every command needs is loaded when used. */
export async function composeStage(around: Surroundings, options: StageOptions): Promise<Stage> {
  const { environment, terminal, cwd } = around;
  const { root, exists } = findWorkspace(cwd, options.dir, environment['ORCHESTRA_DIR']);
  const isNamed = (options.dir ?? environment['ORCHESTRA_DIR']) !== undefined;
  if (!exists && isNamed && !options.writes)
    throw new Failure('not_found', `no workspace at ${root}`, { hint: 'orchestra init makes one' });
  const clock = createClock(bootId());
  const wrap = await wrappingFor(environment['ORCHESTRA_FAILPOINT']);
  const processes = wrap.processes(createProcesses());
  const opened = wrap.disk(createDisk(temporaryOf(root)), root);
  const disk = options.writes ? onFirstWrite(opened, () => prepare(opened, root)) : opened;
  const store = createStore(disk, root, clock, processes);
  const wake = createWake();
  const debug = options.debug || environment['AGENT_DEBUG'] === '1';
  const log = debug ? (line: string) => terminal.err(`debug: ${line}\n`) : () => undefined;
  const nowMs = () => clock.now().monotonicMs;
  const warn = unlessRepeated(nowMs, (line) => terminal.err(`warning: ${line}\n`));

  const agents = once(async () => {
    const { composeAgents } = await import('./app-engine.ts');
    return composeAgents(root, packageRoot, environment);
  });
  const schedules = once(async () =>
    (await import('./adapters/schedule-files.ts')).createSchedules(disk, root),
  );
  const prober = once(async () => {
    const { createProbe } = await import('./adapters/probe.ts');
    return createProbe(await agents(), cwd);
  });
  const checkup = once(async () => {
    const { createCheckup } = await import('./adapters/checkup.ts');
    return createCheckup(root, cwd, environment);
  });
  const places = once(async () => {
    const { placesOf } = await import('./app-workspaces.ts');
    return placesOf(environment, { workspace: root, processes, clock, warn }, wrap.disk);
  });
  const engine = once(async () => {
    const { composeWorld, hold, onePass } = await import('./app-engine.ts');
    const { machine } = await import('./adapters/machine.ts');
    const shared = options.isAside ? {} : { places: await places() };
    const own = { store, clock, machine, agents: await agents(), wake: createWake(), log, warn };
    const parts = { ...own, ...shared };
    const world = composeWorld(parts, disk, packageRoot, wrap.launcher);
    return { world, hold, onePass };
  });
  /** A process that carries a run's token never conducts: the sweep of that run would end it. */
  const isInsideRun = environment['ORCHESTRA_RUN'] !== undefined;
  const isOurs = isInsideRun && environment['ORCHESTRA_DIR'] === root;
  const insideTask = isOurs ? Number(environment['ORCHESTRA_TASK_NUMBER']) : undefined;

  const spawn = async (args: readonly string[]) => {
    const { spawnConductor } = await import('./adapters/background.ts');
    prepare(disk, root);
    const words = [...args, ...(debug ? ['--debug'] : [])];
    await wrap.effect('spawn conductor', async () => {
      spawnConductor(root, main, environment, words);
    });
  };
  const conducting = createConducting({
    lock: store.lock,
    clock,
    isInsideRun,
    spawn,
    async passOnce() {
      const { world, hold, onePass } = await engine();
      return hold(world, onePass('once'));
    },
  });

  const context: Context = {
    store,
    clock,
    agents,
    configs: async () => {
      const { composeConfigFiles } = await import('./app-config.ts');
      return composeConfigFiles(root, packageRoot, environment, () => prepare(disk, root));
    },
    machine: async () => (await import('./adapters/machine.ts')).machine,
    shipped: async () => (await import('./app-engine.ts')).shippedAgents(packageRoot),
    probe: async (agent, options) => (await prober())(agent, options),
    checkup: {
      machine: async () => (await checkup()).machine(),
      folder: async () => (await checkup()).folder(),
    },
    older: async (from) => {
      const { readOlderFolder } = await import('./adapters/older-folder.ts');
      return readOlderFolder(resolve(cwd, from), temporaryOf(root));
    },
    schedules,
    places,
    workspaces: async () => {
      const { composeWorkspaces } = await import('./app-workspaces.ts');
      const look = { ...options, writes: false };
      const open = async (dir: string) => (await composeStage(around, { ...look, dir })).context;
      return composeWorkspaces(environment, cwd, open);
    },
    post: once(async () => {
      const { lazyPost } = await import('./app-engine.ts');
      return lazyPost({ store, clock, wake, agents: await agents() }, disk).load();
    }),
    processes,
    wake,
    conducting,
    warn,
    refusal: () => refusalAt(root),
    isInterrupted: around.isInterrupted,
    insideTask,
    who: () => whoAsks(insideTask),
    cwd,
    isFolder: (path) => fs.existsSync(`${path}/.`),
    readText: (from) => readText(from, around),
    templates: (name) => fs.readFileSync(join(packageRoot, name), 'utf8'),
    writeOnce: (path, text) => {
      makeFolders(root, [layout.prompts]);
      return disk.create(path, text, { mode: 0o644 });
    },
    writeOver: (path, text) => disk.replace(path, text, { mode: 0o644 }),
    readFile: readEdited,
  };

  return {
    context,
    terminal,
    self: around.self,
    json: options.json,
    listenForInterruption: around.listenForInterruption,
    listenForOrders: (hearing) =>
      around.listenForOrders({
        ...hearing,
        reload() {
          hearing.reload();
          void engine().then(({ world }) => world.wake.nudge());
        },
      }),
    conductorLog: async () => {
      const { createConductorLog } = await import('./adapters/conductor-log.ts');
      return createConductorLog(root, disk, () => clock.now().at);
    },
    freshAgents: async () => {
      const { composeAgents } = await import('./app-engine.ts');
      return composeAgents(root, packageRoot, environment);
    },
    hold: (request) => holdHere(request),
    edit: async (name, text) => {
      const { createEditor } = await import('./adapters/editor.ts');
      return createEditor(environment, terminal.isInteractive)(name, text);
    },
    aside: stageAside,
    elsewhere: (folder) => {
      const place = folder ?? temporaryFolder('orchestra-demo-');
      const dir = join(resolve(cwd, place), '.orchestra');
      return composeStage(
        { ...around, cwd: resolve(cwd, place) },
        { ...options, dir, writes: true },
      );
    },
  };

  async function stageAside() {
    const folder = temporaryFolder('orchestra-aside-');
    const remove = () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    const dir = join(folder, '.orchestra');
    const place = await composeStage(
      { ...around, cwd: folder },
      { ...options, dir, writes: true, isAside: true },
    );
    return {
      place,
      remove: () => {
        place.context.wake.close();
        remove();
      },
    };
  }

  async function holdHere(request: HoldRequest): Promise<Held> {
    if (isInsideRun) {
      await conducting.ensure();
      return { held: false, who: 'a conductor in the background' };
    }
    const { world, hold } = await engine();
    const { conductIn } = await import('./app-conduct.ts');
    const isAside = options.isAside ?? false;
    return conductIn({ world, hold, root, environment, debug, isAside }, request);
  }
}

/** Makes the folders that everyone writes to; one that was lost comes back. */
function prepare(disk: Disk, root: string): void {
  makeFolders(root, storeFolders, agentFolders);
  const ignore = join(root, layout.ignore);
  if (!disk.exists(ignore)) disk.create(ignore, ignoreText, { mode: 0o644 });
}

async function readText(
  from: { stdin: true } | { file: string },
  { cwd, readStdin }: Surroundings,
): Promise<string> {
  if ('stdin' in from) return readStdin();
  const { readTextFile } = await import('./adapters/text-input.ts');
  return readTextFile(resolve(cwd, from.file));
}
