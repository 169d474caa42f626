import { Failure } from '../../core/failure.ts';
import { boolean, type Infer, oneOf, optional, string } from '../../lib/schema.ts';
import { quoteForShell } from '../../lib/shell-quote.ts';
import { config as operation } from '../../operations/config.ts';
import { replaceConfig } from '../../operations/config-rewrite.ts';
import type { ConfigAnswer } from '../../operations/config-setting.ts';
import { withExtra } from '../command.ts';
import { printSettings, printValue } from '../print/config.ts';
import { printJson } from '../print/json.ts';
import { type Command, exits, type Stage } from '../stage.ts';
import { painter } from '../style.ts';

type Asked = Infer<typeof operation.input>;
type Input = Omit<Asked, 'action'> & {
  readonly action: Asked['action'] | 'edit';
  readonly origin?: boolean;
  readonly file?: string;
};

const actions = ['show', 'get', 'set', 'unset', 'path', 'edit'] as const;

/** `orchestra config [show|get|set|unset|path|edit] [KEY] [VALUE]` */
export const config: Command = {
  ...operation,
  ...withExtra(operation, {
    properties: {
      action: oneOf(actions, 'What to do.', { default: 'show' }),
      origin: optional(boolean('With show: tell where each setting stands.')),
      file: optional(string('With edit: begin with the text of this file.')),
    },
  }),
  forms: {
    'show [KEY]': 'What holds: of the configs, and by default; --origin tells where it stands.',
    'get KEY': 'The value of one key, and nothing else.',
    'set KEY VALUE': 'Change one key; everything else in the file stays as it is.',
    'unset KEY': 'Take one key out of the file.',
    path: 'Where the config of the workspace is; with --user, that of the user.',
    edit: 'Open it in your editor; what is wrong is refused, and kept for another try.',
  },
  ends: { 1: '`config get`: the key is not set. Otherwise: what was asked for was refused.' },
  async run(stage: Stage, { action, origin = false, file, ...rest }: Input) {
    refuseMisplaced(action, origin, file);
    const { context, terminal, json } = stage;
    const answer =
      action === 'edit'
        ? await inEditor(stage, rest, file)
        : await operation.run(context, { ...rest, action });
    for (const note of answer.notes ?? []) terminal.err(`note: ${note}\n`);
    if (json) printJson(terminal, answer);
    else tell(stage, answer, action, origin);
    return exits.ok;
  },
};

function refuseMisplaced(action: Input['action'], origin: boolean, file: string | undefined) {
  if (origin && action !== 'show')
    throw new Failure('usage', '--origin is for config show', {
      hint: 'orchestra config show KEY --origin',
    });
  if (file !== undefined && action !== 'edit')
    throw new Failure('usage', '--file is for config edit', {
      hint: 'orchestra config edit --file FILE',
    });
}

function tell(
  { terminal }: Stage,
  { settings, value, file, message, changed }: ConfigAnswer,
  action: Input['action'],
  origins: boolean,
): void {
  if (action === 'path') terminal.out(`${file}\n`);
  else if (action === 'get') terminal.out(`${printValue(value)}\n`);
  else if (message !== undefined && changed) terminal.out(`${message}\n`);
  else if (message !== undefined) terminal.err(`${message}\n`);
  else if (settings.length === 0) terminal.err('nothing of that is set\n');
  else terminal.out(printSettings(settings, painter(terminal.color), origins));
}

/** What was typed is never lost: a text that is refused is kept, and told where. */
async function inEditor(
  { context, edit }: Stage,
  { key, value, user = false }: Pick<Input, 'key' | 'value' | 'user'>,
  from: string | undefined,
): Promise<ConfigAnswer> {
  if (key !== undefined || value !== undefined)
    throw new Failure('usage', 'config edit opens the whole file', {
      hint: 'orchestra config set KEY VALUE changes one setting',
    });
  const files = await context.configs();
  const file = user ? files.user : files.workspace;
  const before = files.read(file);
  const given = from === undefined ? before : await context.readText({ file: from });
  const { text, path, discard } = await edit('agent-config.json', given ?? '{\n}\n');
  const isSame = text === (before ?? '{\n}\n');
  try {
    if (!isSame) await replaceConfig(context, files, file, before, text);
    discard();
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    const again = ['orchestra', 'config', 'edit', ...(user ? ['--user'] : []), '--file', path];
    const goOn = `to go on with it: ${quoteForShell(again)}`;
    // What somebody else has written must not be overwritten unseen.
    if (cause.code === 'conflict')
      throw new Failure('conflict', cause.message, {
        hint: `your text is kept in ${path}; look at the file first, then ${goOn}`,
        cause,
      });
    throw new Failure(cause.code, cause.message.replaceAll(file, path), {
      hint: `nothing was changed; your text is kept, and ${goOn}`,
      cause,
    });
  }
  const message = isSame ? 'nothing was changed' : `${file} is changed`;
  return { file, settings: [], changed: !isSame, message };
}
