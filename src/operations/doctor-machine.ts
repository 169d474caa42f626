import type { MachineFacts } from '../core/checkup.ts';
import { quoteForShell } from '../lib/shell-quote.ts';
import { type Finding, fine, problem, warning } from './doctor-finding.ts';

/** The oldest Node that orchestra runs on, and the first that can keep what it compiles. */
const nodeMin = [20, 12] as const;
const nodeKeeping = [22, 8] as const;

/** Every run holds a handful of files open, and the conductor some for each. */
const filesMin = 1024;

/** What there is to say of the machine. */
export function machineFindings(facts: MachineFacts): Finding[] {
  return [
    nodeFinding(facts),
    gitFinding(facts),
    shellFinding(facts),
    processFinding(facts),
    filesFinding(facts),
    ...(facts.user === 0
      ? [
          warning(
            'user',
            'root: agents may change the whole machine, and some refuse to work at all',
            'work as an ordinary user',
          ),
        ]
      : []),
  ];
}

function nodeFinding({ node, keepsCompiled }: MachineFacts): Finding {
  if (isBelow(node, nodeMin))
    return problem('node', `${node} is too old`, `install Node ${nodeMin.join('.')} or later`);
  if (keepsCompiled) return fine('node', `${node}, keeps what it compiles`);
  return fine(
    'node',
    isBelow(node, nodeKeeping)
      ? `${node}; ${nodeKeeping.join('.')} or later starts faster`
      : `${node}; starts faster where ~/.cache can be written`,
  );
}

function isBelow(version: string, [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}

function gitFinding({ git, repository }: MachineFacts): Finding {
  if (git.problem !== undefined)
    return warning('git', `${git.problem}; agents mostly want it`, 'install git');
  const { root, problem: refusal } = repository;
  if (root !== undefined) return fine('git', `${git.version}, repository ${root}`);
  const owned = /dubious ownership in repository at '(.+?)'/.exec(refusal ?? '')?.[1];
  if (owned !== undefined)
    return warning(
      'git',
      `${git.version} refuses ${owned}: it belongs to another user`,
      quoteForShell(['git', 'config', '--global', '--add', 'safe.directory', owned]),
    );
  return warning(
    'git',
    `${git.version}, but this is no repository: what agents change cannot be taken back`,
    'git init',
  );
}

function shellFinding({ shellProblems }: MachineFacts): Finding {
  if (shellProblems.length === 0) return fine('shell', '/bin/sh does all that runs need');
  return problem(
    'shell',
    `/bin/sh ${shellProblems.join('; ')}`,
    'install a POSIX shell, such as dash or bash, as /bin/sh, with coreutils and grep',
  );
}

function processFinding({ platform, seesProcesses, isContained }: MachineFacts): Finding {
  if (!seesProcesses)
    return problem(
      'processes',
      'the process table does not show our own: no conductor can tell who lives',
      platform === 'linux'
        ? 'mount a /proc of this pid namespace: mount -t proc proc /proc'
        : 'check that ps works',
    );
  if (platform !== 'linux')
    return warning(
      'processes',
      'no /proc here: a process that leaves its group and hides can outlive its run',
      'on Linux, or in a Linux container, none can',
    );
  return fine(
    'processes',
    isContained
      ? 'a pid namespace of its own, as in a container: conductors elsewhere go by heartbeats'
      : 'all of ours can be seen',
  );
}

function filesFinding({ filesMax }: MachineFacts): Finding {
  if (filesMax === undefined) return fine('open files', 'the limit is not told');
  if (filesMax >= filesMin)
    return fine('open files', `at most ${filesMax === Infinity ? 'as many as wanted' : filesMax}`);
  return warning(
    'open files',
    `at most ${filesMax}: too few for many agents at once`,
    `ulimit -n ${filesMin * 4}`,
  );
}
