import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, extname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type AgentCli, agentEnvironment, installAgentCli } from '../support/agent-clis.ts';
import { type ScriptedLlm, startScriptedLlm } from '../support/scripted-llm.ts';
import { until } from '../support/until.ts';

/**
 * What each real agent CLI must do under orchestra, against a scripted model. Installing one takes
 * hundreds of megabytes, so it must be asked for: ORCHESTRA_TEST_AGENTS=all, or names with commas.
 * `timeoutS` is longer than the CLI takes on a slow machine to start and to call its shell.
 */
export function describeAgent(name: AgentCli, { timeoutS }: { timeoutS: number }): void {
  const { ORCHESTRA_TEST_AGENTS: wanted = '' } = process.env;
  const isWanted = wanted === 'all' || wanted.split(',').includes(name);
  const skip = isWanted ? false : `ORCHESTRA_TEST_AGENTS does not name ${name}`;

  describe(`${name}, the real one, under orchestra`, { skip }, () => {
    let llm: ScriptedLlm;
    let bin: string;
    let version: string;
    const workspaces: Workspace[] = [];
    before(async () => {
      llm = await startScriptedLlm();
      ({ bin, version } = await installAgentCli(name));
    });
    after(async () => {
      for (const workspace of workspaces) await workspace.remove();
      await llm.close();
    });
    const workspace = () => {
      const made = makeWorkspace(name, bin, llm.url);
      workspaces.push(made);
      return made;
    };

    it('is of the verified version and knows every flag of its profile', async () => {
      const { orchestra } = workspace();
      const { code, stdout, stderr } = await orchestra(['agents', 'show', name, '--json']);
      assert.equal(code, 0, stderr);
      const [view] = JSON.parse(stdout).agents;
      assert.deepEqual(
        [view.version, view.missingFlags, view.problem],
        [version, [], undefined],
        stdout,
      );
    });

    const writesTheWord =
      '@@shell grep -o "canary-[0-9a-f]*" "$ORCHESTRA_DIR/runs/1/prompt.md" | head -n 1 >orchestra-canary.txt';
    const canaries: [what: string, script: string, code: number, is: string][] = [
      ['that it is well', writesTheWord, 0, 'ok'],
      ['that it only talks', '@@say Fine.', 1, 'no_result'],
      ['that it is not logged in', '@@fail 401', 1, 'not_logged_in'],
    ];
    for (const [what, script, code, is] of canaries)
      it(`is tested, and ${what} is told`, async () => {
        const { orchestra, configure, folder } = workspace();
        const promptTemplate = `{userPrompt}\n${script}\n`;
        configure({ canary: { extends: name, promptTemplate } });
        const tested = await orchestra(['agents', 'test', 'canary', '--json']);
        const report = JSON.parse(tested.stdout);
        assert.deepEqual([tested.code, report.is], [code, is], tested.stdout + tested.stderr);
        assert.deepEqual(report.missingFlags, []);
        assert.equal(report.version, version);
        assert.deepEqual(readdirSync(join(folder, '.orchestra')), ['agent-config.json']);
      });

    it('does its work through its own shell tool and completes with its last message', async () => {
      const { orchestra, show, folder } = workspace();
      const prompt =
        'Make a file.\n@@say On it.\n@@shell echo made by $ORCHESTRA_TASK_ID > made.txt\n';
      const { code, stderr } = await orchestra(['start', name, '-', '--wait'], prompt);
      assert.equal(code, 0, stderr);

      const task = await show();
      assert.equal(task.status, 'complete');
      assert.match(task.message ?? '', /MOCK DONE: 2 directive/);
      assert.equal(readFileSync(join(folder, 'made.txt'), 'utf8'), 'made by task_1\n');
    });

    it('fails with the words of its provider', async () => {
      const { orchestra, show } = workspace();
      const { code } = await orchestra(['start', name, '-', '--wait'], 'Try.\n@@fail 400\n');
      assert.equal(code, 1);

      const { status, reason, message, runs } = await show();
      assert.deepEqual({ status, reason }, { status: 'failed', reason: 'agent_error' });
      assert.match(message ?? '', /mock failure 400/);
      assert.equal(runs.length, 1);
      assert.equal(runs[0]?.outcome?.status, 'failed');
    });

    it('is stopped in mid-command when its time is up, and its command with it', async () => {
      const { orchestra, show } = workspace();
      const { prompt, command } = longCommand();
      const limits = ['--wait', '--timeout', String(timeoutS)];
      const ended = orchestra(['start', name, '-', ...limits], prompt);
      await until('its command runs', () => processesWith(command).length > 0, slowly);
      assert.equal((await ended).code, 1);

      assert.deepEqual(processesWith(command), []);
      const { status, reason } = await show();
      assert.deepEqual({ status, reason }, { status: 'failed', reason: 'timeout' });
    });

    it('is cancelled in mid-command, and its command with it', async () => {
      const { orchestra, show } = workspace();
      const { prompt, command } = longCommand();
      const ended = orchestra(['start', name, '-', '--wait'], prompt);
      await until('its command runs', () => processesWith(command).length > 0, slowly);
      const cancelled = await orchestra(['cancel', '1']);
      assert.equal(cancelled.code, 0, cancelled.stderr);
      assert.equal((await ended).code, 1);

      assert.deepEqual(processesWith(command), []);
      assert.equal((await show()).status, 'cancelled');
    });
  });
}

/** The part of `orchestra show --json` that these tests rely on. */
interface ShownTask {
  readonly number: number;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly runs: readonly { readonly outcome?: { readonly status: string } }[];
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Workspace {
  readonly folder: string;
  readonly orchestra: (args: readonly string[], stdin?: string) => Promise<Ended>;
  readonly configure: (agents: object) => void;
  /** The only task there is. */
  readonly show: () => Promise<ShownTask>;
  readonly remove: () => Promise<void>;
}

const slowly = { timeoutMs: 60_000 };

function makeWorkspace(name: AgentCli, bin: string, url: string): Workspace {
  const top = mkdtempSync(join(tmpdir(), `orchestra-${name}-`));
  const folder = join(top, 'work');
  const { env, folders, files } = agentEnvironment(name, { url, stateFolder: join(top, 'state') });
  for (const path of [folder, join(folder, '.orchestra'), ...folders])
    mkdirSync(path, { recursive: true });
  for (const [path, content] of Object.entries(files)) writeFileSync(path, content);
  // A conductor in the background leaves at once, so that nothing is left when a test ends.
  const configure = (agents: object): void => {
    const config = JSON.stringify({ version: 1, idleExit: '0', agents });
    writeFileSync(join(folder, '.orchestra/agent-config.json'), config);
  };
  configure({});

  const { PATH = '' } = process.env;
  const environment = { ...env, PATH: [dirname(bin), PATH].join(delimiter) };
  const orchestra: Workspace['orchestra'] = (args, stdin = '') =>
    run([main, '--dir', join(folder, '.orchestra'), ...args], stdin, folder, environment);
  return {
    folder,
    configure,
    orchestra,
    show: async () => {
      const { code, stdout, stderr } = await orchestra(['show', '1', '--json']);
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout);
    },
    remove: async () => {
      await until('no process knows the workspace', () => processesWith(top).length === 0);
      rmSync(top, { recursive: true });
    },
  };
}

/** The built program beside the built tests, or the source beside the sources. */
const main = fileURLToPath(new URL(`../../src/main${extname(import.meta.url)}`, import.meta.url));

function run(
  args: readonly string[],
  stdin: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(stdin);
  });
}

let commands = 0;

/** A command that outlasts every test, with a number that tells it from all others on the machine. */
function longCommand(): { prompt: string; command: string } {
  commands += 1;
  const command = `sleep ${process.pid}${String(commands).padStart(3, '0')}`;
  // Not the last command of its shell, which would become it: a real one has children.
  return { prompt: `Wait.\n@@shell ${command}; echo over\n`, command };
}

/** The command lines on this machine that hold a text; the dead have none. */
function processesWith(text: string): string[] {
  const lines = execFileSync('ps', ['-axww', '-o', 'args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(text));
}
