import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FolderFacts, MachineFacts } from '../../src/core/checkup.ts';
import { type AgentFacts, agentFindings } from '../../src/operations/doctor-agents.ts';
import { type Finding, some } from '../../src/operations/doctor-finding.ts';
import { folderFindings } from '../../src/operations/doctor-folder.ts';
import { machineFindings } from '../../src/operations/doctor-machine.ts';
import { type QueueFacts, queueFindings } from '../../src/operations/doctor-queue.ts';

/** `warning git: what it says → what helps`, of those that are not fine. */
const told = (findings: readonly Finding[]): string[] =>
  findings
    .filter(({ is }) => is !== 'ok')
    .map(({ check, is, says, fix }) => `${is} ${check}: ${says} → ${fix}`);

const ok = (findings: readonly Finding[], check: string): string | undefined =>
  findings.find((finding) => finding.check === check && finding.is === 'ok')?.says;

type Case<F> = readonly [what: string, facts: Partial<F>, findings: readonly string[]];

const machine: MachineFacts = {
  platform: 'linux',
  node: 'v22.20.0',
  keepsCompiled: true,
  git: { version: '2.50.1' },
  repository: { root: '/home/ada/x' },
  shellProblems: [],
  seesProcesses: true,
  isContained: false,
  filesMax: 1024,
  user: 1000,
};
const machines: readonly Case<MachineFacts>[] = [
  ['the one it is made for', {}, []],
  ['the oldest Node', { node: 'v20.12.0' }, []],
  [
    'an older Node',
    { node: 'v20.11.1' },
    ['problem node: v20.11.1 is too old → install Node 20.12 or later'],
  ],
  [
    'a much older Node',
    { node: 'v18.20.0' },
    ['problem node: v18.20.0 is too old → install Node 20.12 or later'],
  ],
  ['a Node of the next decade', { node: 'v100.0.0', keepsCompiled: false }, []],
  [
    'without git',
    { git: { problem: 'git is not there' }, repository: { problem: 'git is not there' } },
    ['warning git: git is not there; agents mostly want it → install git'],
  ],
  [
    'outside of a repository',
    {
      repository: {
        problem: 'fatal: not a git repository (or any of the parent directories): .git',
      },
    },
    [
      'warning git: 2.50.1, but this is no repository: what agents change cannot be taken back → git init',
    ],
  ],
  [
    'in a repository of somebody else',
    { repository: { problem: "fatal: detected dubious ownership in repository at '/srv/a b'" } },
    [
      "warning git: 2.50.1 refuses /srv/a b: it belongs to another user → git config --global --add safe.directory '/srv/a b'",
    ],
  ],
  [
    'with a shell that is none',
    { shellProblems: ['has no traps', 'finds no sleep'] },
    [
      'problem shell: /bin/sh has no traps; finds no sleep → install a POSIX shell, such as dash or bash, as /bin/sh, with coreutils and grep',
    ],
  ],
  [
    'without a process table',
    { seesProcesses: false },
    [
      'problem processes: the process table does not show our own: no conductor can tell who lives → mount a /proc of this pid namespace: mount -t proc proc /proc',
    ],
  ],
  [
    'without ps',
    { seesProcesses: false, platform: 'darwin' },
    [
      'problem processes: the process table does not show our own: no conductor can tell who lives → check that ps works',
    ],
  ],
  [
    'without /proc',
    { platform: 'darwin' },
    [
      'warning processes: no /proc here: a process that leaves its group and hides can outlive its run → on Linux, or in a Linux container, none can',
    ],
  ],
  ['in a container', { isContained: true }, []],
  [
    'with few files',
    { filesMax: 256 },
    ['warning open files: at most 256: too few for many agents at once → ulimit -n 4096'],
  ],
  ['with as many files as wanted', { filesMax: Infinity }, []],
  ['that does not tell how many files', { filesMax: undefined }, []],
  [
    'as root',
    { user: 0 },
    [
      'warning user: root: agents may change the whole machine, and some refuse to work at all → work as an ordinary user',
    ],
  ],
  ['without users', { user: undefined }, []],
];

describe('doctor, of the machine', () => {
  for (const [what, facts, findings] of machines)
    it(what, () => assert.deepEqual(told(machineFindings({ ...machine, ...facts })), findings));

  it('says what would be faster', () => {
    const node = (facts: Partial<MachineFacts>) =>
      ok(machineFindings({ ...machine, ...facts }), 'node');
    assert.equal(node({}), 'v22.20.0, keeps what it compiles');
    assert.equal(
      node({ node: 'v20.20.0', keepsCompiled: false }),
      'v20.20.0; 22.8 or later starts faster',
    );
    assert.match(
      node({ keepsCompiled: false }) ?? '',
      /starts faster where ~\/\.cache can be written$/,
    );
  });
});

const root = '/home/ada/x y/.orchestra';
const folder: FolderFacts = {
  root,
  exists: true,
  isWritable: true,
  owner: 1000,
  open: [],
  foreign: [],
  ahead: [],
  room: { bytes: 2 ** 40, files: 1e6 },
  storage: 'disk',
  fileSystem: 'ext',
  trial: { aheadMs: 3 },
  sentinels: [],
};
const dir = 'keep the workspace on a disk of this machine: --dir';
const df = "make room: df -h '/home/ada/x y'";
const folders: readonly Case<FolderFacts>[] = [
  ['a healthy one', {}, []],
  ['none yet', { exists: false, trial: undefined }, []],
  [
    'none yet, where none can be made',
    { exists: false, isWritable: false, owner: 0, trial: undefined },
    [
      `problem workspace: /home/ada/x y cannot be written, and ${root} is not there yet → sudo chown -R "$(id -u)" '/home/ada/x y'`,
    ],
  ],
  [
    'our own, but read-only',
    { isWritable: false, trial: undefined },
    [`problem workspace: ${root} cannot be written → chmod -R u+rwX '${root}'`],
  ],
  [
    'of somebody else',
    { isWritable: false, owner: 0, foreign: [root], trial: undefined },
    [`problem workspace: ${root} cannot be written → sudo chown -R "$(id -u)" '${root}'`],
  ],
  [
    'with files of somebody else in it',
    { foreign: [`${root}/a`] },
    [`warning permissions: ${root}/a belongs to another user → sudo chown -R "$(id -u)" '${root}'`],
  ],
  [
    'open to everybody',
    { open: ['/x/tasks'] },
    [
      'problem permissions: everybody may write to /x/tasks, and so have agents run as you → chmod o-w /x/tasks',
    ],
  ],
  [
    'nearly full',
    { room: { bytes: 400 * 2 ** 20, files: 1e6 } },
    [`warning disk space: only 400 MiB free → ${df}`],
  ],
  ['full', { room: { bytes: 0, files: 1e6 } }, [`problem disk space: only 0 bytes free → ${df}`]],
  [
    'all but full',
    { room: { bytes: 9.96 * 2 ** 20, files: 1e6 } },
    [`problem disk space: only 9.9 MiB free → ${df}`],
  ],
  [
    'with few inodes',
    { room: { bytes: 2 ** 40, files: 9_999 } },
    [`warning disk space: room for 9999 more files only → ${df.replace('-h', '-i')}`],
  ],
  [
    'without inodes',
    { room: { bytes: 2 ** 40, files: 1 } },
    [`problem disk space: room for 1 more file only → ${df.replace('-h', '-i')}`],
  ],
  ['where files are not counted', { room: { bytes: 2 ** 40, files: undefined } }, []],
  ['where nothing is told', { room: undefined, storage: 'unknown' }, []],
  [
    'in memory',
    { storage: 'memory', fileSystem: 'tmpfs' },
    [`warning file system: tmpfs, in memory: everything is gone with the next boot → ${dir}`],
  ],
  [
    'on a file server',
    { storage: 'network', fileSystem: 'nfs' },
    [
      `warning file system: nfs, over a network: slower, and what several machines see may differ for a while → ${dir}`,
    ],
  ],
  [
    'on a drive of Windows',
    { storage: 'shared', fileSystem: '9p' },
    [
      `warning file system: 9p, a drive of another system: slow, and changes are noticed late → ${dir}`,
    ],
  ],
  [
    'in a container',
    { storage: 'container', fileSystem: 'overlay' },
    [
      "warning file system: overlay, a container's own layer: everything is gone with the container → mount a volume where the workspace is",
    ],
  ],
  [
    'without hard links',
    { trial: { link: 'EPERM' } },
    [`problem durability: no hard links, on which the lock stands (EPERM) → ${dir}`],
  ],
  [
    'that can do nothing right',
    { trial: { rename: 'EIO', sync: 'EINVAL' } },
    [
      `problem durability: no renaming in one step, on which every record stands (EIO) → ${dir}`,
      `problem durability: nothing can be made to last: a power cut may take what was written (EINVAL) → ${dir}`,
    ],
  ],
  [
    'that takes no file',
    { trial: { write: 'EDQUOT' } },
    [`problem durability: no file can be written (EDQUOT) → ${dir}`],
  ],
  [
    'whose clock is ahead',
    { trial: { aheadMs: 61_000 } },
    ['warning clock: the file system is 1m 01s ahead → set both clocks: timedatectl set-ntp true'],
  ],
  [
    'whose clock is behind',
    { trial: { aheadMs: -7_200_000 } },
    ['warning clock: the file system is 2h 00m behind → set both clocks: timedatectl set-ntp true'],
  ],
  [
    'with files from the future',
    {
      ahead: [
        { path: '/x/a', ms: 70_000 },
        { path: '/x/b', ms: 3_600_000 },
      ],
    },
    [
      'warning clock: 2 files from the future: /x/b by 1h 00m → if the clock is wrong, set it: timedatectl set-ntp true; else: touch /x/b',
    ],
  ],
];

describe('doctor, of the folder', () => {
  for (const [what, facts, findings] of folders)
    it(what, () => assert.deepEqual(told(folderFindings({ ...folder, ...facts }, 1000)), findings));

  it('tells root who the files belong to, and not to take them', () =>
    assert.deepEqual(told(folderFindings({ ...folder, foreign: ['/x/a', '/x/b'] }, 0)), [
      'warning permissions: /x/a, /x/b belong to another user → work as the user who owns them',
    ]));

  it('says what there is', () => {
    const here = folderFindings(folder, 1000);
    assert.equal(ok(here, 'workspace'), root);
    assert.equal(ok(here, 'disk space'), '1.0 TiB free');
    const nowhere = folderFindings({ ...folder, exists: false, trial: undefined }, 1000);
    assert.equal(ok(nowhere, 'workspace'), `none yet; orchestra init makes ${root}`);
    assert.equal(ok(nowhere, 'durability'), 'tried once there is a workspace');
  });
});

const queue: QueueFacts = {
  root,
  conductor: { is: 'absent' },
  running: 0,
  pending: 0,
  wishes: 0,
  wishAgeMs: 0,
  damaged: [],
  read: 3,
  unseen: [],
  quarantine: [],
  isHeadInDoubt: false,
  stale: [],
};
const who = 'process 7 on here';
const queues: readonly Case<QueueFacts>[] = [
  ['at rest', {}, []],
  ['at work', { conductor: { is: 'conducting', who }, running: 2, pending: 5 }, []],
  [
    'that nobody looks after',
    { pending: 5 },
    ['warning conductor: nobody, with 5 pending → orchestra run, or orchestra daemon start'],
  ],
  [
    'whose conductor crashed at work',
    { conductor: { is: 'crashed', who }, running: 1, pending: 2 },
    [
      `problem conductor: ${who} crashed with 1 running, 2 pending; nothing is lost → orchestra daemon start`,
    ],
  ],
  [
    'whose conductor crashed at leisure',
    { conductor: { is: 'crashed', who } },
    [`warning conductor: ${who} crashed; nothing is left to do → orchestra status`],
  ],
  [
    'whose conductor is elsewhere',
    { conductor: { is: 'unseen', who: 'process 7 on there' }, running: 1 },
    [
      'warning conductor: process 7 on there cannot be seen from here; whether it lives is known there alone → look there: orchestra daemon status; if it is gone for good: orchestra unlock',
    ],
  ],
  [
    'whose lock is damaged',
    { conductor: { is: 'damaged', who: 'lock/3 is damaged', fix: 'touch lock/3.released' } },
    ['problem conductor: lock/3 is damaged → touch lock/3.released'],
  ],
  [
    'with wishes nobody hears',
    { wishes: 2, wishAgeMs: 3_000 },
    ['warning wishes: 2 wishes unanswered for 3.0s → orchestra status carries them out'],
  ],
  ['with a fresh wish', { conductor: { is: 'conducting', who }, wishes: 1, wishAgeMs: 900 }, []],
  [
    'whose conductor hears no wish',
    { conductor: { is: 'conducting', who }, wishes: 1, wishAgeMs: 61_000 },
    [
      'warning wishes: 1 wish unanswered for 1m 01s, though somebody conducts → orchestra daemon stop, then orchestra daemon start',
    ],
  ],
  [
    'with damaged records',
    { damaged: ['task_1', 'task_2', 'task_3', 'task_4', 'task_5'] },
    [
      'problem records: task_1, task_2, task_3 and 2 more cannot be read → orchestra run puts them into .orchestra/quarantine; everything else goes on',
    ],
  ],
  [
    'with something in quarantine',
    { quarantine: ['task_2.17.json'] },
    [
      `warning quarantine: damaged, and put out of the way: task_2.17.json → see what is in them, then: rm -r '${root}/quarantine'`,
    ],
  ],
  [
    'with an index in doubt',
    { isHeadInDoubt: true },
    [
      'warning index: the counts of what has ended are in doubt; they are counted anew → orchestra status',
    ],
  ],
  [
    'with sentinels of nobody',
    { stale: ['tasks/task_9.done'] },
    [
      `warning sentinels: of tasks that are over, or never were: tasks/task_9.done → rm '${root}/tasks/task_9.done'`,
    ],
  ],
];

describe('doctor, of the queue', () => {
  for (const [what, facts, findings] of queues)
    it(what, () => assert.deepEqual(told(queueFindings({ ...queue, ...facts })), findings));
});

const agent: AgentFacts = {
  name: 'coder',
  command: 'claude',
  simulated: false,
  install: 'npm i claude',
  isNeeded: true,
  probed: { path: '/bin/claude', version: '2.1.0', missingFlags: [] },
};
const agents: readonly Case<AgentFacts>[] = [
  ['that is there', {}, []],
  ['that tells no version', { probed: { path: '/bin/claude' } }, []],
  [
    'that is needed, and not there',
    { probed: {} },
    ['problem agent coder: claude is not installed → npm i claude'],
  ],
  [
    'that nobody needs, and is not there',
    { probed: {}, isNeeded: false, install: undefined },
    [
      'warning agent coder: claude is not installed → put claude on PATH, or set the "command" of coder',
    ],
  ],
  [
    'that breaks',
    { probed: { path: '/bin/claude', problem: 'claude --version exits with 1: no' } },
    ['warning agent coder: claude --version exits with 1: no → see what it says: /bin/claude'],
  ],
  [
    'that lost a flag',
    { probed: { path: '/bin/claude', version: '3.0.0', missingFlags: ['--verbose'] } },
    [
      'warning agent coder: claude 3.0.0, /bin/claude: its help does not know --verbose → update it: npm i claude, or mend its "args"; see orchestra agents show coder',
    ],
  ],
  [
    'that only pretends',
    { simulated: true },
    [
      'warning agent coder: simulated: it does no real work → orchestra agents lists real ones; set its "extends"',
    ],
  ],
];

describe('doctor, of an agent', () => {
  const config = { files: ['/x.json'], problems: [], wanted: '/x.json' };
  for (const [what, facts, findings] of agents)
    it(what, () =>
      assert.deepEqual(
        told(agentFindings({ ...config, agents: [{ ...agent, ...facts }] })),
        findings,
      ),
    );

  it('tells every problem of the configs, and what to edit', () =>
    assert.deepEqual(
      told(
        agentFindings({
          ...config,
          problems: [
            '/a b.json:3:7: agents.coder.timeut is unknown; did you mean timeout?',
            '/a b.json:5:1: version must be at most 1',
            'agents.x has no command',
            'cannot read /a b.json: permission denied',
          ],
          agents: [],
        }),
      ),
      [
        'problem config: /a b.json:3:7: agents.coder.timeut is unknown; did you mean timeout? → write timeout instead, in /a b.json, line 3',
        'problem config: /a b.json:5:1: version must be at most 1 → edit /a b.json, line 5',
        'problem config: agents.x has no command → edit what it names',
        "problem config: cannot read /a b.json: permission denied → see who may read it: ls -l '/a b.json'",
      ],
    ));

  it('tells once that there is no config', () =>
    assert.deepEqual(
      told(agentFindings({ ...config, files: [], agents: [{ ...agent, simulated: true }] })),
      ['warning config: no /x.json: a stand-in simulates all work → orchestra init'],
    ));
});

it('some of many are named, and the others counted', () => {
  assert.equal(some(['a']), 'a');
  assert.equal(some(['a', 'b', 'c']), 'a, b, c');
  assert.equal(some(['a', 'b', 'c', 'd']), 'a, b, c and 1 more');
});
