import { fs } from './builtins.ts';
import { codeOf, explanations } from './disk-failure.ts';

/** What keeps everybody from writing to a folder, as far as it shows without trying. */
export function refusalAt(folder: string): string | undefined {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    const { bavail, bfree, files, ffree } = fs.statfsSync(folder);
    const blocks = process.geteuid?.() === 0 ? bfree : bavail; // Some are kept for root.
    const isFull = blocks === 0 || (files > 0 && ffree === 0);
    return isFull ? explanations['ENOSPC']?.[0] : undefined;
  } catch (error) {
    // Somebody else's folder is no trouble, and one that is not there none either.
    return codeOf(error) === 'EROFS' ? explanations['EROFS']?.[0] : undefined;
  }
}
