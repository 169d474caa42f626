import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The real agent CLIs that orchestra is tested with, at the versions its profiles were verified with. */
const packages = {
  claude: { package: '@anthropic-ai/claude-code', version: '2.1.197' },
  codex: { package: '@openai/codex', version: '0.169.0' },
  opencode: { package: 'opencode-ai', version: '1.18.33' },
} as const;
export type AgentCli = keyof typeof packages;

/** Installs an agent CLI with npm unless it is there already; concurrent callers may race safely. */
export async function installAgentCli(name: AgentCli): Promise<{ bin: string; version: string }> {
  const { package: source, version } = packages[name];
  const home = join(cacheFolder(), `${name}-${version}`);
  const bin = join(home, 'node_modules/.bin', name);
  if (!existsSync(bin)) await installInto(home, `${source}@${version}`);
  return { bin, version };
}

function cacheFolder(): string {
  const { ORCHESTRA_TEST_CACHE, XDG_CACHE_HOME } = process.env;
  const caches = XDG_CACHE_HOME || join(homedir(), '.cache');
  return ORCHESTRA_TEST_CACHE || join(caches, 'orchestra-agent-clis');
}

async function installInto(home: string, source: string): Promise<void> {
  mkdirSync(cacheFolder(), { recursive: true });
  const half = mkdtempSync(`${home}.`);
  try {
    const flags = ['--prefix', half, '--no-fund', '--no-audit', '--loglevel=error'];
    await promisify(execFile)('npm', ['install', ...flags, source]);
    renameSync(half, home);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    // Somebody else was faster, and theirs is as good.
    if (!existsSync(home)) throw error;
  }
}

/** What must hold around an agent CLI so that it talks to a scripted model, and to nobody else. */
export interface AgentEnvironment {
  readonly env: Readonly<Record<string, string>>;
  readonly folders: readonly string[];
  /** Content by absolute path. */
  readonly files: Readonly<Record<string, string>>;
}

/** Plain data: nothing is written. All state of the CLI is kept below `stateFolder`. */
export function agentEnvironment(
  name: AgentCli,
  place: { readonly url: string; readonly stateFolder: string },
): AgentEnvironment {
  const home = join(place.stateFolder, 'home');
  // Not the parent of the rest: codex refuses a CODEX_HOME below the folder for temporary files.
  const temporary = join(place.stateFolder, 'tmp');
  const own = environments[name](place.url, place.stateFolder);
  return {
    env: { HOME: home, TMPDIR: temporary, LANG: 'C.UTF-8', ...own.env },
    folders: [home, temporary, ...own.folders],
    files: own.files,
  };
}

const environments: Record<AgentCli, (url: string, state: string) => AgentEnvironment> = {
  claude: (url, state) => ({
    env: {
      CLAUDE_CONFIG_DIR: join(state, 'claude'),
      ANTHROPIC_BASE_URL: url,
      ANTHROPIC_API_KEY: 'dummy',
      CLAUDE_CODE_MAX_RETRIES: '1',
    },
    folders: [join(state, 'claude')],
    files: {},
  }),

  codex: (url, state) => ({
    env: { CODEX_HOME: join(state, 'codex'), MOCK_API_KEY: 'dummy' },
    folders: [join(state, 'codex')],
    files: { [join(state, 'codex/config.toml')]: codexConfig(url) },
  }),

  opencode: (url, state) => ({
    env: {
      XDG_CONFIG_HOME: join(state, 'config'),
      XDG_DATA_HOME: join(state, 'data'),
      XDG_STATE_HOME: join(state, 'state'),
      XDG_CACHE_HOME: join(state, 'cache'),
      OPENCODE_CONFIG: join(state, 'opencode.json'),
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
      OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
      npm_config_offline: 'true',
    },
    folders: [],
    files: { [join(state, 'opencode.json')]: opencodeConfig(url) },
  }),
};

// `plugins = false`: it would look up hosts of the world at every start.
const codexConfig = (url: string): string => `model = "gpt-5.5"
model_provider = "mock"

[features]
plugins = false

[model_providers.mock]
name = "mock"
base_url = "${url}/v1"
env_key = "MOCK_API_KEY"
wire_api = "responses"
request_max_retries = 1
stream_max_retries = 1
`;

const opencodeConfig = (url: string): string =>
  JSON.stringify({
    enabled_providers: ['mock'],
    model: 'mock/mock-model',
    small_model: 'mock/mock-model',
    provider: {
      mock: {
        npm: '@ai-sdk/openai-compatible',
        name: 'Mock',
        options: { baseURL: `${url}/v1`, apiKey: 'dummy' },
        models: { 'mock-model': { name: 'Mock', limit: { context: 200_000, output: 32_000 } } },
      },
    },
  });
