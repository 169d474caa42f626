import { fs } from './builtins.ts';

/** Holds so many descriptors until the returned function is called; throws what the system says. */
export function holdDescriptors(count: number): () => void {
  const held: number[] = [];
  const giveBack = (): void => {
    for (const file of held.splice(0)) fs.closeSync(file);
  };
  try {
    while (held.length < count) held.push(fs.openSync('/dev/null', 'r'));
  } catch (error) {
    giveBack();
    throw error;
  }
  return giveBack;
}
