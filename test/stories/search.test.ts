import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import type { StatsOutput } from '../../src/operations/stats.ts';
import { finish, listing, projectOf } from '../support/stories.ts';
import { until } from '../support/until.ts';

/** What claude prints: a few events. */
const events = [
  '{"type":"system","subtype":"init","session_id":"port","model":"port"}',
  String.raw`{"type":"assistant","message":{"content":[{"type":"text","text":"I asked for\nthe \"port\"."}]}}`,
  '{"type":"result","subtype":"success","result":"It is open","is_error":false}',
].join('\n');

it('search finds what was asked and what was said, and where', async (t) => {
  const told = { command: 'cat', args: ['events.jsonl'], format: 'claude' };
  const sh = { command: 'sh', args: ['-c', '{prompt}'] };
  const project = projectOf(t, { agents: { sh, told } });
  project.write('events.jsonl', events);
  await finish(project, ['sh', 'echo one; echo "Port 80 is taken" >&2; exit 3', '--label', 'a=b']);
  await finish(project, ['told', 'Which port is open?', '--title', 'a port']);
  const before = listing(project.folder);

  const found = await project.ask(['search', 'port']);
  assert.equal(found.code, 0, found.stderr);
  assert.deepEqual(
    found.stdout.split('\n').map((line) => line.replace(/ +/g, ' ')),
    [
      ' # TRY WHERE LINE',
      '✔ 2 title:1 a port',
      '✔ 2 prompt:1 Which port is open?',
      '✔ 2 1 stdout:2 the "port".',
      '',
    ],
  );
  const format = ['--format', '{number} {where} {line} {text}'];
  const lines = async (...words: string[]) =>
    (await project.ask(['search', ...words, ...format])).stdout;
  assert.equal(await lines('-i', 'port 80', '--in', 'output'), '1 stderr 1 Port 80 is taken\n');
  assert.equal(await lines('--regex', '^[a-z]{3}$', '--filter', 'label.a=b'), '1 stdout 1 one\n');
  assert.match(
    (await project.ask(['search', 'Port', '--limit', '1', '--in', 'prompt', '-i'])).stderr,
    /^there are more than these 1; --limit 0 shows all\n$/,
  );
  assert.deepEqual(
    await project.json(['search', 'open', '--filter', 'status=complete', '--limit', '1']),
    {
      hits: [
        {
          id: 'task_2',
          number: 2,
          status: 'complete',
          where: 'prompt',
          line: 1,
          text: 'Which port is open?',
          at: 14,
          length: 4,
        },
      ],
      more: true,
      damaged: [],
    },
  );

  const nowhere = await project.ask(['search', 'no', 'such', 'words']);
  assert.deepEqual(
    { ...nowhere },
    { code: 1, signal: null, stdout: '', stderr: 'found nowhere\n' },
  );
  const refusals: readonly [words: string[], says: RegExp][] = [
    [['search'], /^error: TEXT is required\n/],
    [['search', ''], /^error: TEXT must have 1 or more characters, has 0\n/],
    [
      ['search', 'a[', '--regex'],
      /^error: "a\[" is no regular expression: .*\nhint: without --regex/,
    ],
    [['search', 'a', '--in', 'outputs'], /did you mean output\?/],
    [['search', 'a', '--format', '{wher}'], /did you mean \{where\}\?/],
    [['search', 'a', '--filter', 'since=soon'], /since takes a date or how long ago/],
  ];
  for (const [words, says] of refusals) {
    const { code, stderr } = await project.ask(words);
    assert.equal(code, 2);
    assert.match(stderr, says);
  }
  assert.deepEqual(listing(project.folder), before);
});

it('what was archived and packed is found by a text, by list --archived and in stats', async (t) => {
  const project = projectOf(t, { maxQueueSize: 1 });
  await finish(project, ['sh', 'seq 1 3000; echo the last line']);
  await finish(project, ['sh', 'true']);
  await finish(project, ['sh', 'true']);
  const packed = join(project.root, 'archive/runs/0/1/stdout.gz');
  await until('the first is archived', () => existsSync(packed));
  const lines = async (...words: string[]) =>
    (await project.ask([...words, '--format', '{number}'])).stdout.split('\n').slice(0, -1);
  assert.ok(!(await lines('list')).includes('1'));
  assert.deepEqual(await lines('list', '--archived', '--sort', 'ended'), ['1', '2', '3']);
  assert.deepEqual(
    (
      await project.ask([
        'search',
        'the last line',
        '--in',
        'output',
        '--format',
        '{number} {line}',
      ])
    ).stdout,
    '1 3001\n',
  );
  const { total } = (await project.json(['stats'])) as StatsOutput;
  assert.equal(total.complete, 3);
});
