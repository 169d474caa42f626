const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Shows an amount of bytes in its largest unit, rounded down: `512 bytes`, `1.4 KiB`, `12 MiB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const amount = bytes / 1024 ** power;
  const digits =
    power > 0 && amount < 10 ? (Math.floor(amount * 10) / 10).toFixed(1) : Math.floor(amount);
  return `${digits} ${units[power]}`;
}
