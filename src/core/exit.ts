/** The whole of an exit file. Without its newline the shim was still writing, or the disk full. */
const exitFile = /^(\d{1,3})\n$/;

/** The status in an exit file; undefined, as if there were none, for any other text. */
export function exitIn(text: string): number | undefined {
  const status = exitFile.exec(text)?.[1];
  return status === undefined ? undefined : Number(status);
}
