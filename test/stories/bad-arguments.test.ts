import assert from 'node:assert/strict';
import { it } from 'node:test';
import { assertRefused } from '../support/refusal.ts';
import { finish, listing, projectOf } from '../support/stories.ts';
import { until } from '../support/until.ts';

type Row = readonly [args: readonly string[], says: RegExp];

const start = (...flags: string[]) => ['start', 'sh', 'true', ...flags];
const long = 'x'.repeat(5_000);

/** Each is refused by every command that takes a task. */
const ids = ['', '../../x', 'task_0', '7'.repeat(200)];
/** And these by one, for all read them in the same place. */
const moreIds = [
  ...[' ', '-', ',', '0', '01', '+1', '1.0', '1e0', '0x1', 'NaN', 'Infinity', '9007199254740993'],
  ...['TASK_1', 'task-1', 'task_1 ', '1\n2', 'task_1/../task_1', '1;ls', '$(id)', '__proto__'],
  ...['\u0661', '\uff11', 't\u0430sk_1', '1\u200b', '\u202e1', '\x1b[2J1', 'file:///etc/passwd'],
];
const takeTasks = ['show', 'status', 'logs', 'wait', 'cancel', 'retry', 'run'];

const numbers = [
  ...['', ' ', 'x', '1e9', '0x10', '1.5', 'NaN', '\u0661', ' 5', '1_000', '--', '-'],
  ...['99999999999999999999', '1000', '-1000', '5\n'],
];
const durations = [
  ...['', ' ', 'soon', '1x', '-5m', '0', '0s', '1e3', '0x10', '+5', '.', '1..5', '1m 1h', '1h1h'],
  ...['NaN', '\u0661m', '0.1ms', '99999999999d', '999999999999999999999999h', 'P1D'],
];
const variables: [value: string, says: RegExp][] = [
  ['', /^--env takes NAME=VALUE, got ""$/],
  ['A', /^--env takes NAME=VALUE, got "A"$/],
  ['=', /^--env takes NAME=VALUE, got "="$/],
  ['\u00c4=1', /^--env: "\u00c4" is no name of a variable$/],
  ['a-b=1', /^--env: "a-b" is no name/],
  ['1A=1', /^--env: "1A" is no name/],
  [' A=1', /^--env: " A" is no name/],
  ['ORCHESTRA_DIR=/', /^--env: ORCHESTRA_DIR is set by orchestra itself$/],
];

/** What nobody could have meant: exit code 2. */
const usages: readonly Row[] = [
  ...takeTasks.flatMap((command) =>
    ids.map((id): Row => [[command, id], /^(?:"[^"]*" is no task|which task\?)$/]),
  ),
  ...moreIds.map((id): Row => [['show', '--', id], /^"[^\n]*" is no task$/]),
  ...['', ',', '../x', '1,,x'].map((id): Row => [start('--after', id), /^"[^"]*" is no task$/]),
  ...numbers.map((text): Row => [start(`--priority=${text}`), /^--priority (?:takes|must be) /]),
  ...durations.map((text): Row => [start(`--timeout=${text}`), /^--timeout is /]),
  ...['0', '-1', '1e9', '1001'].map(
    (text): Row => [['run', `--parallel=${text}`], /^--parallel (?:takes|must be) /],
  ),
  ...variables.map(([text, says]): Row => [start(`--env=${text}`), says]),
  ...['cwd', 'title', 'model', 'dir'].map(
    (flag): Row => [start(`--${flag}=`), new RegExp(`^--${flag} is empty$`)],
  ),
  [['logs', '1', '--attempt', '0'], /^--attempt must be at least 1$/],
  [['logs', '1', '--raw', '--json=1'], /^--json takes no value$/],
  [['', 'status'], /^unknown command ""$/],
  [[' '], /^unknown command " "$/],
  [['--', 'x'], /^unknown command "x"$/],
  [['add a test for the parser'], /^unknown command "add a test for the parser"$/],
  [['a\nb'], /^unknown command "a b"$/],
  [[long], /^unknown command "x{39}…"$/],
  [['constructor'], /^unknown command "constructor"$/],
  [['st\u0430tus'], /^unknown command "st\u0430tus"; did you mean status\?$/],
  [['status', `--${long}`], /^unknown option --x{59}…$/],
  [['status', '---'], /^unknown option ---$/],
  [['status', '--=x'], /^unknown option --=x$/],
  [['show', '1', long], /^unexpected argument "x{39}…"$/],
  [['init', 'x'], /^unexpected argument "x"$/],
  [['daemon', ''], /^ACTION must be one of start, stop, status/],
  [['daemon', 'start', 'stop'], /^unexpected argument "stop"$/],
  [['start', '--', 'sh'], /^PROMPT is required$/],
  [['enqueue'], /^PROMPT is required$/],
  [['enqueue', ' '], /^the prompt is empty$/],
  [['agents', ''], /^ACTION must be one of list, show, test, is ""$/],
  [['agents', 'show'], /^which agent\?$/],
  [['unlock', '1'], /^unexpected argument "1"$/],
  [['doctor', 'x'], /^unexpected argument "x"$/],
  [['list', '1'], /^unexpected argument "1"$/],
  [['list', '--limit', '-1'], /^--limit must be at least /],
  [['list', '--sort', '-agnet,id'], /^--sort must be one of .*did you mean -agent\?$/],
  [['list', '--sort', '--archived'], /^--sort needs a value/],
  [['list', '--format', '{numbr}\\q'], /^--format knows no \{numbr\}; did you mean \{number\}\?; /],
  [['search'], /^TEXT is required$/],
  [['search', 'x', '--in', 'titles'], /^--in must be one of prompt, output, all/],
  [['stats', '--by', 'x'.repeat(50)], /^--by knows no "x{39}…"$/],
  [['stats', '1'], /^unexpected argument "1"$/],
  [['logs', '1', '-n', '1e9'], /^--lines takes a whole number, got "1e9"$/],
  ...['soon', '-1', '1x', ''].map((text): Row => [start(`--delay=${text}`), /^--delay is /]),
  ...['', 'a', '=b'].map((text): Row => [start(`--label=${text}`), /^--label takes NAME=VALUE/]),
  [['start', 'sh', '\ufeff\u00a0\u2003'], /^the prompt is empty$/],
];

/** What was meant, and cannot be: exit code 1. */
const failures: readonly Row[] = [
  ...['', ' ', '-', '{prompt}', '../sh', 'sh\n', 'SH\u200b', 'constructor'].map(
    (name): Row => [['start', '--', name, 'x'], /^no agent is called "[^\n]*"/],
  ),
  [['start', long, 'x'], /^no agent is called "x{39}…"$/],
  [['agents', 'show', '../x'], /^no agent is called "\.\.\/x"$/],
  [['agents', 'test', 'nobody'], /^no agent is called "nobody"$/],
  [['start', 'nobody', 'x', '--dry-run'], /^no agent is called "nobody"$/],
  [['start', '--batch', 'gone.jsonl'], /^there is no file .*\/gone\.jsonl$/],
  [['start', '--batch', '.'], /^cannot read .*: a folder is where a file should be$/],
  [['start', '--batch', '/dev/zero'], /^\/dev\/zero holds more than 64 MiB$/],
  [['start', 'sh', '@/dev/zero'], /^\/dev\/zero holds more than 64 MiB$/],
  [['start', 'sh', '@/'], /^cannot read \/: a folder is where a file should be$/],
  [start('--cwd', '/dev/null'), /^there is no folder \/dev\/null$/],
  [start('--dir', '/dev/null'), /^\/dev\/null is a file; it should be a folder$/],
  ...['show', 'status', 'logs', 'wait', 'cancel', 'retry', 'run'].map(
    (command): Row => [[command, '99'], /^there is no task_99$/],
  ),
];

for (const [code, rows] of [
  [2, usages],
  [1, failures],
] as const)
  it(`bad arguments are refused with ${code}, in one line and a hint, and change nothing`, {
    concurrency: 4,
  }, async (t) => {
    const project = projectOf(t);
    await finish(project, ['sh', 'true']);
    await until('all have left', () => project.processes().length === 0);
    const before = listing(project.folder);
    await Promise.all(
      rows.map(([args, says]) =>
        t.test(args.map((arg) => JSON.stringify(arg).slice(0, 40)).join(' '), async () => {
          assertRefused(await project.ask(args), { code, says });
        }),
      ),
    );
    for (const [args, says] of rows.filter((_, at) => at % 40 === 0))
      assertRefused(await project.orchestra(args), { code, says });
    assert.deepEqual(listing(project.folder), before);
  });
