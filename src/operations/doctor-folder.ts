import type { FolderFacts, Storage, Trial } from '../core/checkup.ts';
import { formatBytes } from '../lib/bytes.ts';
import { formatDuration } from '../lib/duration.ts';
import { quoteForShell } from '../lib/shell-quote.ts';
import { count, type Finding, fine, problem, some, warning } from './doctor-finding.ts';

const mebibyte = 1024 * 1024;
const roomMin = { problem: 50 * mebibyte, warning: 500 * mebibyte } as const;
const filesMin = { problem: 500, warning: 10_000 } as const;
const skewMaxMs = 5_000;

/** What there is to say of the folder, for the user with this number. */
export function folderFindings(facts: FolderFacts, user: number | undefined): Finding[] {
  return [
    workspaceFinding(facts, user),
    ...openFindings(facts),
    ...foreignFindings(facts, user),
    roomFinding(facts),
    ...useFindings(facts),
    storageFinding(facts),
    ...trialFindings(facts),
    clockFinding(facts),
  ];
}

function workspaceFinding(facts: FolderFacts, user: number | undefined): Finding {
  const { root, exists, isWritable, owner } = facts;
  if (!isWritable) {
    const place = exists ? root : root.replace(/\/[^/]*$/, '') || '/';
    const isOwn = owner !== undefined && owner === user;
    return problem(
      'workspace',
      `${place} cannot be written${exists ? '' : `, and ${root} is not there yet`}`,
      isOwn
        ? quoteForShell(['chmod', '-R', 'u+rwX', place])
        : `sudo chown -R "$(id -u)" ${quoteForShell([place])}`,
    );
  }
  return fine('workspace', exists ? root : `none yet; orchestra init makes ${root}`);
}

function openFindings({ open }: FolderFacts): Finding[] {
  if (open.length === 0) return [];
  return [
    problem(
      'permissions',
      `everybody may write to ${some(open)}, and so have agents run as you`,
      quoteForShell(['chmod', 'o-w', ...open]),
    ),
  ];
}

function foreignFindings({ root, foreign, isWritable }: FolderFacts, user: number | undefined) {
  if (foreign.length === 0 || !isWritable) return [];
  const says = `${some(foreign)} ${foreign.length === 1 ? 'belongs' : 'belong'} to another user`;
  // Root writes where it likes; but then its files are in the way of who owns the rest.
  return user === 0
    ? [warning('permissions', says, 'work as the user who owns them')]
    : [warning('permissions', says, `sudo chown -R "$(id -u)" ${quoteForShell([root])}`)];
}

function roomFinding({ room, root }: FolderFacts): Finding {
  const check = 'disk space';
  if (!room) return fine(check, 'not told');
  const { bytes, files } = room;
  const free = `${formatBytes(bytes)} free`;
  const fix = `make room: ${quoteForShell(['df', '-h', root.replace(/\/[^/]*$/, '') || '/'])}`;
  if (bytes < roomMin.problem) return problem(check, `only ${free}`, fix);
  if (files !== undefined && files < filesMin.problem)
    return problem(check, `room for ${count(files, 'more file')} only`, fix.replace('-h', '-i'));
  if (bytes < roomMin.warning) return warning(check, `only ${free}`, fix);
  if (files !== undefined && files < filesMin.warning)
    return warning(check, `room for ${count(files, 'more file')} only`, fix.replace('-h', '-i'));
  return fine(check, free);
}

function useFindings({ taken }: FolderFacts): Finding[] {
  if (!taken) return [];
  const { runs, archive, other } = taken;
  const parts = `runs ${formatBytes(runs)}, archive ${formatBytes(archive)}, all else ${formatBytes(other)}`;
  return [fine('disk use', `${formatBytes(runs + archive + other)}: ${parts}`)];
}

const elsewhere = 'keep the workspace on a disk of this machine: --dir';

const doubts: Readonly<Record<Storage, readonly [says: string, fix: string] | undefined>> = {
  disk: undefined,
  unknown: undefined,
  memory: ['in memory: everything is gone with the next boot', elsewhere],
  network: [
    'over a network: slower, and what several machines see may differ for a while',
    elsewhere,
  ],
  shared: ['a drive of another system: slow, and changes are noticed late', elsewhere],
  container: [
    "a container's own layer: everything is gone with the container",
    'mount a volume where the workspace is',
  ],
};

function storageFinding({ storage, fileSystem }: FolderFacts): Finding {
  const doubt = doubts[storage];
  if (!doubt) return fine('file system', fileSystem);
  return warning('file system', `${fileSystem}, ${doubt[0]}`, doubt[1]);
}

const trials: readonly [key: Exclude<keyof Trial, 'aheadMs'>, says: string][] = [
  ['write', 'no file can be written'],
  ['link', 'no hard links, on which the lock stands'],
  ['rename', 'no renaming in one step, on which every record stands'],
  ['sync', 'nothing can be made to last: a power cut may take what was written'],
];

function trialFindings({ trial, exists, isWritable }: FolderFacts): Finding[] {
  const check = 'durability';
  if (!trial) {
    const untried = isWritable ? 'there is no tmp/ to try it in' : 'nothing can be written';
    return [fine(check, exists ? `not tried: ${untried}` : 'tried once there is a workspace')];
  }
  const failed = trials.flatMap(([key, says]) => {
    const refusal = trial[key];
    return refusal === undefined ? [] : [problem(check, `${says} (${refusal})`, elsewhere)];
  });
  return failed.length > 0
    ? failed
    : [fine(check, 'files are written, linked, renamed and synced')];
}

function clockFinding({ trial, ahead }: FolderFacts): Finding {
  const skewMs = trial?.aheadMs ?? 0;
  if (Math.abs(skewMs) > skewMaxMs)
    return warning(
      'clock',
      `the file system is ${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead' : 'behind'}`,
      'set both clocks: timedatectl set-ntp true',
    );
  const [first] = [...ahead].sort((a, b) => b.ms - a.ms);
  if (!first) return fine('clock', 'no file is from the future');
  return warning(
    'clock',
    `${count(ahead.length, 'file')} from the future: ${first.path} by ${formatDuration(first.ms)}`,
    'if the clock is wrong, set it: timedatectl set-ntp true; else: ' +
      quoteForShell(['touch', first.path]),
  );
}
