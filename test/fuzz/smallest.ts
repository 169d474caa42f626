/** The smallest input found that still fails, by leaving out ever smaller parts of it. */
export async function smallest(
  bytes: Buffer,
  fails: (bytes: Buffer) => Promise<boolean>,
): Promise<Buffer> {
  let least = bytes;
  let tries = 2_000;
  for (let size = least.length >> 1; size >= 1 && tries > 0; size >>= 1)
    for (let from = 0; from < least.length && tries > 0; tries -= 1) {
      const without = Buffer.concat([least.subarray(0, from), least.subarray(from + size)]);
      if (await fails(without)) least = without;
      else from += size;
    }
  return least;
}
