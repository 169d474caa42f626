import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import type { EditText } from '../core/ports.ts';
import { fs } from './builtins.ts';
import { temporaryFolder } from './folders.ts';
import { readPlainFile } from './text-input.ts';

/** Has a person edit texts, in a private temporary folder, with the editor that they have set. */
export function createEditor(
  environment: Readonly<Record<string, string>>,
  isInteractive: boolean,
): EditText {
  return async (name, text) => {
    const editor = environment['VISUAL'] || environment['EDITOR'] || (isInteractive ? 'vi' : '');
    if (editor === '')
      throw new Failure('unavailable', 'no editor is set', {
        hint: 'export EDITOR=vi; what can be done without one: --help',
      });
    const folder = temporaryFolder('orchestra-edit-');
    const path = join(folder, name);
    const discard = () => fs.rmSync(folder, { recursive: true, force: true });
    fs.writeFileSync(path, text, { mode: 0o600 });
    const ended = await run(editor, path, environment);
    const edited = readPlainFile(path) ?? '';
    if (ended === undefined) return { text: edited, path, discard };
    const isKept = edited !== text && edited !== '';
    if (!isKept) discard();
    throw new Failure('unavailable', `the editor ${ended}: nothing was changed`, {
      hint: isKept ? `what it wrote is kept in ${path}` : `it is called as ${editor}`,
    });
  };
}

/**
 * Resolves when it has ended: undefined where that was in order, else how. The words of the
 * variable are the person's own, and meant for a shell; the path is an argument of its own.
 */
function run(
  editor: string,
  path: string,
  env: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  // Ctrl-C is for the editor: it may mean something else there.
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  return new Promise<string | undefined>((resolve) => {
    // Where stdout is data, a screen is painted on stderr.
    const stdio = ['inherit', process.stdout.isTTY ? 'inherit' : 2, 'inherit'] as const;
    const child = spawn('/bin/sh', ['-c', `${editor} "$@"`, editor, path], {
      stdio: [...stdio],
      env,
    });
    child.once('error', ({ message }) => resolve(`could not be started (${message})`));
    child.once('exit', (code, signal) =>
      resolve(code === 0 ? undefined : `ended with ${signal ?? code}`),
    );
  }).finally(() => process.off('SIGINT', ignore));
}
