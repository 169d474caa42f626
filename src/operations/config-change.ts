import type { ConfigFiles } from '../core/config-files.ts';
import { type ConfigKey, configValue, spellKey } from '../core/config-key.ts';
import type { Said } from '../core/config-said.ts';
import { controlOf } from '../core/controls.ts';
import { Failure } from '../core/failure.ts';
import { removeIn, setIn } from '../lib/json-edit.ts';
import { rewrite } from './config-rewrite.ts';
import { type ConfigAnswer, saidOf, settingOf, wordsFor } from './config-setting.ts';
import { controlsOf } from './controlled.ts';
import type { Context } from './operation.ts';
import { readQuietly } from './read-quietly.ts';

/** Sets a key in a config file. Throws a Failure, and changes nothing, where that breaks anything. */
export async function setConfig(
  context: Context,
  files: ConfigFiles,
  file: string,
  key: ConfigKey,
  word: string,
): Promise<ConfigAnswer> {
  const name = spellKey(key.path);
  const value = configValue(key, word);
  const change = (text: string) => {
    const after = setIn(text, key.path, value);
    if (after !== undefined) return after;
    throw new Failure('invalid', `${file} has no place for ${name}`, {
      hint: 'a list is set as a whole, or where it has an entry; orchestra config edit',
    });
  };
  const { was, isChanged, warnings } = await rewrite(context, files, {
    file,
    key,
    change,
    refuses: 'all',
  });
  const said = saidNow(files, file, key);
  const before = was === undefined ? '' : `, it was ${wordsFor(key.path, was)}`;
  const how = isChanged ? `now${before}` : 'already';
  const others = said.filter((one) => one.file !== undefined && one.file !== file);
  return {
    file,
    settings: said.map(settingOf),
    changed: isChanged,
    message: `${name} is ${wordsFor(key.path, value)} ${how} (${file})`,
    notes: [
      ...warnings,
      ...others.map(({ origin }) => `${origin} says otherwise, and goes before it`),
      ...limitedByHand(context, key),
    ],
  };
}

/** Takes a key out of a config file. Throws a Failure where it is not in it. */
export async function unsetConfig(
  context: Context,
  files: ConfigFiles,
  file: string,
  key: ConfigKey,
): Promise<ConfigAnswer> {
  const name = spellKey(key.path);
  const change = (text: string) => {
    const after = removeIn(text, key.path);
    if (after !== undefined) return after;
    const [by] = saidNow(files, file, key);
    throw new Failure('not_found', `${file} does not say ${name}`, {
      hint: by ? `that stands in ${by.origin}` : 'orchestra config shows what is set',
    });
  };
  const { warnings } = await rewrite(context, files, { file, key, change, refuses: 'new' });
  const said = saidNow(files, file, key);
  const [now] = said;
  const rest = now ? `; now ${wordsFor(now.path, now.value)} holds (${now.origin})` : '';
  return {
    file,
    settings: said.map(settingOf),
    changed: true,
    message: `${name} is not set any more in ${file}${rest}`,
    notes: [...warnings],
  };
}

/** What holds of a key with the files as they are; nothing where they cannot be read. */
function saidNow(files: ConfigFiles, file: string, key: ConfigKey): readonly Said[] {
  const text = files.read(file) ?? '{}';
  return readQuietly(() => saidOf(key, files.supposing(file, text).sources())) ?? [];
}

/** What `orchestra parallel` has said while it runs outweighs every config. */
function limitedByHand(context: Context, { path }: ConfigKey): string[] {
  if (path.at(-1) !== 'maxParallel') return [];
  const [kind, name] = path.length === 3 ? path : ['queue'];
  const what = kind === 'groups' ? 'group' : kind === 'agents' ? 'agent' : 'queue';
  const limit = controlOf(controlsOf(context), what, name?.toString())?.maxParallel;
  if (limit === undefined) return [];
  const flag = what === 'queue' ? '' : ` --${what} ${name}`;
  const undo = `orchestra parallel default${flag}`;
  return [`a limit of ${limit} was set by hand, and goes before it; to take it back: ${undo}`];
}
