import { spawn } from 'node:child_process';
import module from 'node:module';
import type { MachineFacts } from '../core/checkup.ts';
import { versionIn } from '../core/probe.ts';
import { firstLine } from '../lib/text.ts';
import { identityOf, inInitialPidNamespace } from './processes/identity.ts';
import { readProc } from './processes/table.ts';

const patienceMs = 10_000;

/** Asks the machine, all questions at once. */
export async function examineMachine(
  cwd: string,
  environment: Readonly<Record<string, string>>,
): Promise<MachineFacts> {
  const git = (...args: string[]) =>
    ask('git', args, {
      cwd,
      environment: { ...environment, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
    });
  const [version, repository, shellProblems, filesMax] = await Promise.all([
    git('--version'),
    git('rev-parse', '--show-toplevel'),
    examineShell(environment),
    readFilesMax(environment),
  ]);
  return {
    platform: process.platform,
    node: process.version,
    keepsCompiled: keepsCompiled(),
    git:
      version.code === 0
        ? { version: versionIn(version.stdout) ?? firstLine(version.stdout) }
        : { problem: version.problem ?? `git exits with ${version.code}` },
    repository:
      repository.code === 0
        ? { root: repository.stdout.trimEnd() }
        : { problem: repository.problem ?? firstLine(repository.stderr) },
    shellProblems,
    seesProcesses: seesOwn(),
    isContained: !inInitialPidNamespace(),
    filesMax,
    user: process.geteuid?.(),
  };
}

function keepsCompiled(): boolean {
  const { getCompileCacheDir } = module as { getCompileCacheDir?: () => string | undefined };
  return getCompileCacheDir?.() !== undefined;
}

/** What the shim asks of the shell and the tools around it; each part names itself when it fails. */
const shellTrial = `
fail() { printf '%s\\n' "$1"; }
IFS= read -r line && [ "$line" = 'a  b' ] || fail 'cannot read a line'
( exit 7 ); [ $? -eq 7 ] || fail 'loses exit codes'
n=$((2 + 3)); n=\${n#x}; case $n in 5) ;; *) fail 'cannot calculate' ;; esac
trap : HUP && trap '' HUP && trap - HUP || fail 'has no traps'
kill -s 0 -- -$$ 2>/dev/null || fail 'cannot signal a process group'
( exec sleep 0 ) || fail 'finds no sleep'
rm -f /dev/null/none 2>/dev/null; command -v rm >/dev/null || fail 'finds no rm'
[ ! -e /proc/self/environ ] || printf 'A=1\\0B=2\\0' | grep -qzxF B=2 || fail 'finds no grep that knows -z'
`;

async function examineShell(environment: Readonly<Record<string, string>>): Promise<string[]> {
  // The shim looks in these first as well: the PATH of an agent may lack them.
  const path = `/usr/bin:/bin:${environment['PATH'] ?? ''}`;
  const { code, stdout, problem } = await ask('/bin/sh', ['-c', shellTrial], {
    cwd: '/',
    environment: { ...environment, PATH: path },
    input: 'a  b\n',
  });
  if (problem !== undefined) return [problem];
  const said = stdout.split('\n').filter((line) => line !== '');
  return said.length === 0 && code !== 0 ? [`exits with ${code}`] : said;
}

async function readFilesMax(
  environment: Readonly<Record<string, string>>,
): Promise<number | undefined> {
  // Node raises its own limit as far as it may; whoever it starts inherits that.
  const { stdout } = await ask('/bin/sh', ['-c', 'ulimit -n'], { cwd: '/', environment });
  const limit = stdout.trim();
  if (limit === 'unlimited') return Number.POSITIVE_INFINITY;
  return /^\d+$/.test(limit) ? Number(limit) : undefined;
}

/** By the table, and by the environment, in which the mark of a run stands. */
function seesOwn(): boolean {
  try {
    if (identityOf(process.pid) === undefined) return false;
    return process.platform !== 'linux' || readProc(process.pid, 'environ') !== undefined;
  } catch {
    return false;
  }
}

interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it did not end by itself. */
  readonly problem?: string;
}

/** Runs a small program of the system, in a process group of its own. */
const ask = (
  program: string,
  args: readonly string[],
  {
    cwd,
    environment,
    input = '',
  }: { cwd: string; environment: Readonly<Record<string, string>>; input?: string },
): Promise<Said> =>
  new Promise((resolve) => {
    const said = { stdout: '', stderr: '' };
    const child = spawn(program, args, { cwd, env: environment, detached: true });
    const leave = (code: number | null, problem?: string): void => {
      clearTimeout(deadline);
      resolve({ code, ...said, ...(problem !== undefined && { problem }) });
    };
    const deadline = setTimeout(() => {
      child.kill('SIGKILL');
      leave(null, `${program} does not end`);
    }, patienceMs);
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] = (said[stream] + text).slice(0, 64 * 1024);
      });
    child.stdin.on('error', () => undefined); // It need not read what it is given.
    child.stdin.end(input);
    child.once('error', ({ code, message }: NodeJS.ErrnoException) =>
      leave(null, code === 'ENOENT' ? `${program} is not there` : message),
    );
    child.once('close', (code) => leave(code));
  });
