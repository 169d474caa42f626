/** A number in [0, 1) that looks random and is always the same for the same text. */
export function fractionOf(seed: string): number {
  let hash = 0x811c9dc5; // FNV-1a, a UTF-16 unit at a time.
  for (let at = 0; at < seed.length; at++) {
    hash = Math.imul(hash ^ seed.charCodeAt(at), 0x01000193);
  }
  return mix(hash) / 2 ** 32;
}

/** The end of MurmurHash3: FNV alone leaves the last characters in the low bits. */
function mix(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const whole = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return (whole ^ (whole >>> 16)) >>> 0;
}
