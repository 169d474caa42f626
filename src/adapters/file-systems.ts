import type { Storage } from '../core/checkup.ts';

/** By the magic numbers of Linux, as statfs(2) lists them. */
const known: Readonly<Record<number, readonly [name: string, storage: Storage]>> = {
  [0xef53]: ['ext', 'disk'],
  [0x5846_5342]: ['xfs', 'disk'],
  [0x9123_683e]: ['btrfs', 'disk'],
  [0x2fc1_2fc1]: ['zfs', 'disk'],
  [0xf2f5_2010]: ['f2fs', 'disk'],
  [0xca45_1a4e]: ['bcachefs', 'disk'],
  [0x4d44]: ['vfat', 'disk'],
  [0x2011_bab0]: ['exfat', 'disk'],
  [0x5346_544e]: ['ntfs', 'disk'],
  [0x7366_746e]: ['ntfs3', 'disk'],
  [0x0102_1994]: ['tmpfs', 'memory'],
  [0x8584_58f6]: ['ramfs', 'memory'],
  [0x794c_7630]: ['overlay', 'container'],
  [0x6969]: ['nfs', 'network'],
  [0x517b]: ['smb', 'network'],
  [0xff53_4d42]: ['cifs', 'network'],
  [0xfe53_4d42]: ['smb2', 'network'],
  [0x00c3_6400]: ['ceph', 'network'],
  [0x5346_414f]: ['afs', 'network'],
  [0x0bd0_0bd0]: ['lustre', 'network'],
  [0x4750_4653]: ['gpfs', 'network'],
  [0x0102_1997]: ['9p', 'shared'],
  [0x6573_5546]: ['fuse', 'shared'],
  [0x786f_4256]: ['vboxsf', 'shared'],
  [0xbacb_acbc]: ['vmhgfs', 'shared'],
};

/** What the type that the system tells of a file system means; numbers mean something on Linux only. */
export function fileSystemOf(
  type: number | undefined,
  platform: NodeJS.Platform = process.platform,
): { readonly name: string; readonly storage: Storage } {
  if (type === undefined || platform !== 'linux') return { name: 'not told', storage: 'unknown' };
  const magic = type >>> 0; // Some are told as negative numbers.
  const [name, storage] = known[magic] ?? [`type 0x${magic.toString(16)}`, 'unknown'];
  return { name, storage };
}
