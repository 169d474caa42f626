/** What is damaged is for the conductor to put aside; a table shows the rest. */
export function readQuietly<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
