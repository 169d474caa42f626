const stillMs = 10_000;

/**
 * Says each line once while it goes on to come: again only when there was another one since, and
 * silence about this one for a while. Time comes from outside.
 */
export function unlessRepeated(
  now: () => number,
  say: (line: string) => void,
): (line: string) => void {
  const lastMs = new Map<string, number>();
  let last: string | undefined;
  return (line) => {
    const nowMs = now();
    for (const [old, atMs] of lastMs) if (nowMs - atMs > stillMs) lastMs.delete(old);
    if (line !== last && !lastMs.has(line)) say(line);
    lastMs.set(line, nowMs);
    last = line;
  };
}
