import type { ConfigFiles } from '../core/config-files.ts';
import { anyKey, type ConfigKey, configKey, spellKey } from '../core/config-key.ts';
import { configSaid, valueUnder } from '../core/config-said.ts';
import { Failure } from '../core/failure.ts';
import { valueAt } from '../lib/json-edit.ts';
import { boolean, object, oneOf, optional, string } from '../lib/schema.ts';
import { quoteForShell } from '../lib/shell-quote.ts';
import { setConfig, unsetConfig } from './config-change.ts';
import { jsonIn } from './config-rewrite.ts';
import { type ConfigAnswer, ConfigOutput, saidOf, settingOf } from './config-setting.ts';
import { type Context, operation } from './operation.ts';

/** Settings: shown with where they stand, and changed in the file without touching the rest. */
export const config = operation({
  summary: 'Show and change settings, and tell where each of them stands',
  examples: [
    'orchestra config',
    'orchestra config get agents.coder.command',
    'orchestra config set maxParallel 4',
    'orchestra config set groups.docs.maxParallel 1 --user',
    'orchestra config unset maxParallel',
  ],
  route: 'POST /config',
  positionals: ['action', 'key', 'value'],
  kinds: { key: 'setting', value: 'setting value' },
  writes: true,
  input: object({
    action: oneOf(['show', 'get', 'set', 'unset', 'path'], 'What to do.', { default: 'show' }),
    key: optional(string('Names with dots between them, such as agents.coder.timeout.')),
    value: optional(string('Text, a number, true or false; lists and objects as JSON.')),
    user: optional(boolean('Change the config of the user, which holds in all workspaces.')),
  }),
  output: ConfigOutput,
  async run(context, { action, key: word, value, user = false }): Promise<ConfigAnswer> {
    if (value !== undefined && action !== 'set')
      throw new Failure('usage', `config ${action} takes no value`, {
        hint: `orchestra config set ${word} VALUE`,
      });
    const files = await context.configs();
    const file = user ? files.user : files.workspace;
    if (action === 'path') return { file, settings: [] };
    if (action === 'show') return show(context, files, file, word);
    if (word === undefined)
      throw new Failure('usage', `config ${action} which key?`, {
        hint: 'orchestra config shows those that are set; orchestra help config tells all',
      });
    const key = action === 'unset' ? keyToUnset(files, file, word) : configKey(word);
    if (action === 'get') return get(context, file, key);
    if (action === 'unset') return unsetConfig(context, files, file, key);
    if (value === undefined)
      throw new Failure('usage', `${spellKey(key.path)}: which value?`, {
        hint: `orchestra config set ${quoteForShell([word])} VALUE`,
      });
    return setConfig(context, files, file, key, value);
  },
});

/** What no config may hold can be taken out of one that holds it. */
function keyToUnset(files: ConfigFiles, file: string, word: string): ConfigKey {
  const any = anyKey(word);
  const isThere = valueAt(jsonIn(files.read(file) ?? ''), any.path) !== undefined;
  return isThere ? any : configKey(word);
}

async function show(
  context: Context,
  files: ConfigFiles,
  file: string,
  word: string | undefined,
): Promise<ConfigAnswer> {
  const sources = (await context.agents()).sources();
  const key = word === undefined ? undefined : configKey(word);
  const said = key ? saidOf(key, sources) : configSaid(sources);
  // Of one file alone, where that is asked for.
  const shown = file === files.user ? said.filter((one) => one.file === file) : said;
  return { file, settings: shown.map(settingOf) };
}

async function get(context: Context, file: string, key: ConfigKey): Promise<ConfigAnswer> {
  const said = saidOf(key, (await context.agents()).sources());
  const value = valueUnder(key.path, said);
  if (value !== undefined) return { file, settings: said.map(settingOf), value };
  const name = spellKey(key.path);
  const typed = quoteForShell([name]);
  throw new Failure('not_found', `${name} is not set`, {
    hint: `orchestra config set ${typed} VALUE`,
  });
}
