const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Shows an amount of bytes in its largest unit, rounded down: `512 bytes`, `1.4 KiB`, `12 MiB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const amount = bytes / 1024 ** power;
  const digits =
    power > 0 && amount < 10 ? (Math.floor(amount * 10) / 10).toFixed(1) : Math.floor(amount);
  return `${digits} ${units[power]}`;
}

/** Spells an amount so that reading it gives the very same: `2G`, `1500`. */
export function spellBytes(bytes: number): string {
  const power = [4, 3, 2, 1].find((one) => bytes > 0 && bytes % 1024 ** one === 0) ?? 0;
  return `${bytes / 1024 ** power}${['', 'K', 'M', 'G', 'T'][power]}`;
}

/** Reads an amount as people write it, in powers of 1024: `512`, `64K`, `1.5 GiB`; else undefined. */
export function parseBytes(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(?:([KMGTP])(?:i?B)?|B|bytes)?$/i.exec(text.trim());
  if (!match) return undefined;
  const power = match[2] === undefined ? 0 : 'KMGTP'.indexOf(match[2].toUpperCase()) + 1;
  const bytes = Math.round(Number(match[1]) * 1024 ** power);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}
