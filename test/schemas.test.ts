import assert from 'node:assert/strict';
import { existsSync, lstatSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createClock } from '../src/adapters/clock.ts';
import { createDisk } from '../src/adapters/disk.ts';
import { makeFolders } from '../src/adapters/folders.ts';
import { createPlaces } from '../src/adapters/places.ts';
import { bootId } from '../src/adapters/processes/identity.ts';
import { createProcesses } from '../src/adapters/processes/index.ts';
import { createRegistry } from '../src/adapters/registry.ts';
import { stateLayout } from '../src/core/state-layout.ts';
import { type JsonSchema, parse } from '../src/lib/schema.ts';
import { createProject, type Project } from './support/cli.ts';
import { temporaryFolder } from './support/local-run.ts';
import { schemaFiles, schemaFolder } from './support/published-schemas.ts';
import { projectRoot } from './support/root.ts';
import { until } from './support/until.ts';

const folder = join(projectRoot, schemaFolder);
const published = new Map(
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
);

describe('the published schemas', () => {
  it('are up to date; if not: npm run generate', () => {
    assert.deepEqual(Object.fromEntries(published), schemaFiles);
  });

  it('describe the example config', () => {
    const example = readFileSync(join(projectRoot, 'agent-config.example.json'), 'utf8');
    assert.deepEqual(problems('agent-config', JSON.parse(example)), []);
  });

  it('refuse what is none of ours', () => {
    for (const name of published.keys())
      assert.notDeepEqual(problems(name.replace('.schema.json', ''), { surprise: 1 }), [], name);
  });

  it('describe every record that a life of tasks leaves, and none of them for nothing', async (t) => {
    const ask = '{"question":"Which?","options":["a","b"]}';
    const project = createProject(t, {
      agents: {
        asks: {
          script: `echo '${ask}' >ask.new && mv ask.new "$ORCHESTRA_OUT/ask-1.json"
            until [ -e "$ORCHESTRA_OUT/../in/answer-1.json" ]; do sleep 0.05; done\n`,
        },
        hangs: { script: 'while :; do sleep 60; done\n', grace: '100ms' },
        fails: { script: 'echo no >&2; exit 3\n', retry: { retries: 1, delay: '0' } },
      },
      callbacks: { onFinish: [{ argv: ['true'] }], onIdle: [{ argv: ['true'] }] },
    });
    const seen = new Set<string>();
    const look = () => collect(project, seen);
    const leave = (number: number, wish: object): void => {
      const at = new Date().toISOString();
      const order = `${String(Date.now()).padStart(14, '0')}-${String(number).padStart(8, '0')}`;
      // Whole or not at all, as for everyone who leaves a wish.
      project.write('.orchestra/tmp/wish', JSON.stringify({ version: 1, at, ...wish }));
      renameSync(join(project.root, 'tmp/wish'), join(project.root, 'intents', `${order}.json`));
    };

    const yearly = { cron: '@yearly', task: { agent: 'hangs', prompt: 'look back' } };
    project.write('.orchestra/schedules/yearly.json', JSON.stringify(yearly));
    await project.orchestra(['start', 'asks', 'ask me', '--timeout', '1m', '--title', 't', '-q']);
    await project.orchestra(['start', 'hangs', 'hang', '--env', 'A=b', '--model', 'm', '-q']);
    await project.orchestra(['start', 'fails', 'fail', '--after', '1', '-q']);
    await until('it asks', () => project.read('.orchestra/requests/r1.json'));
    await until('the other runs', () => project.read('.orchestra/runs/2/started'));
    look();
    assert.equal((await project.orchestra(['cancel', '2'])).code, 0);
    await until('it has ended', () => project.read('.orchestra/callbacks/marks/idle.json'));
    look();
    leave(1, { kind: 'answer', request: 1, answer: 'a' });
    assert.equal((await project.orchestra(['wait', '1', '2', '3'])).code, 1);
    assert.equal((await project.orchestra(['retry', '3'])).code, 0);
    assert.equal((await project.orchestra(['wait', '3'])).code, 1);
    look();
    assert.equal((await project.orchestra(['daemon', 'stop'])).code, 0);

    const line = { agent: 'fails', prompt: 'one of many', cwd: project.folder, priority: 0 };
    leave(2, { kind: 'batch', tasks: [line, line] });
    leave(3, { kind: 'retry', task: 3 });
    leave(4, { kind: 'cancel', tasks: [4] });
    leave(5, { kind: 'timeout', task: 1, mode: 'set', ms: 60_000 });
    leave(6, { kind: 'clean', tasks: [2] });
    leave(7, { kind: 'recover', scope: 'index' });
    leave(8, { kind: 'control', who: 'me', what: 'group', name: 'slow', exists: true });
    leave(9, { kind: 'pause', who: 'me', tasks: [1], paused: true });
    leave(10, { kind: 'change', tasks: [1], set: { priority: 1 } });
    leave(11, { kind: 'switch', tasks: [1, 3] });
    leave(21, { kind: 'deliver', deliveries: [] });
    leave(22, { kind: 'archive', tasks: [1] });
    look();
    const env = { ORCHESTRA_FAILPOINT: 'after:replace intents/plan.json' };
    assert.equal((await project.orchestra(['status'], { env })).signal, 'SIGKILL');
    look();
    assert.equal((await project.orchestra(['status'])).code, 0);
    look();
    assert.equal((await project.orchestra(['wait', '3', '5'])).code, 1);
    look();

    const names = [...published.keys()].map((name) => name.replace('.schema.json', ''));
    assert.deepEqual([...seen].sort(), names.filter((name) => !beside.includes(name)).sort());
  });

  it('describe what is remembered beside the workspaces', (t) => {
    const state = temporaryFolder(t);
    const clock = createClock(bootId());
    createRegistry(state).remember(state, clock.now().at);
    const places = createPlaces({
      state,
      disk: createDisk(join(state, stateLayout.temporary)),
      workspace: '/one/.orchestra',
      processes: createProcesses(),
      clock,
      nameOf: (workspace) => workspace,
      warn: (line) => assert.fail(line),
      prepare: (folders) => makeFolders(state, folders),
    });
    places.keep([{ run: 1, task: 1 }]);
    places.lineUp();
    const files = (readdirSync(state, { recursive: true }) as string[])
      .map((name) => join(state, name))
      .filter((path) => lstatSync(path).isFile())
      .map((path) => JSON.parse(readFileSync(path, 'utf8')));
    assert.equal(files.length, beside.length);
    for (const name of beside)
      assert.equal(files.filter((one) => problems(name, one).length === 0).length, 1, name);
  });
});

/** They lie in a folder of the user. */
const beside = ['workspace', 'place', 'in-line'];

function problems(name: string, value: unknown): readonly object[] {
  const text = published.get(`${name}.schema.json`) ?? assert.fail(`no schema ${name}`);
  const read = parse(JSON.parse(text) as JsonSchema, value);
  return read.ok ? [] : read.issues;
}

/** Which schema a file has, by its path below `.orchestra/`. */
const kinds: readonly (readonly [path: RegExp, schema: string])[] = [
  [/^agent-config\.json$/, 'agent-config'],
  [/^lock\/\d+$/, 'lock'],
  [/^tasks\/task_\d+\.json$/, 'task'],
  [/^runs\/\d+\/spec\.json$/, 'run-spec'],
  [/^runs\/\d+\/started$/, 'started'],
  [/^runs\/\d+\/stop\.json$/, 'stop'],
  [/^runs\/\d+\/verdict\.json$/, 'verdict'],
  [/^runs\/\d+\/out\/ask-\d+\.json$/, 'ask'],
  [/^controls\.json$/, 'controls'],
  [/^schedules\/.+\.json$/, 'schedule'],
  [/^timetable\/.+\.json$/, 'timetable'],
  [/^queue\/head\.json$/, 'head'],
  [/^intents\/[\d-]+[0-9a-f]+\.plan\.json$/, 'batch-plan'],
  [/^intents\/answered\/.+\.json$/, 'answered'],
  [/^requests\/r\d+\.json$/, 'request'],
  [/^callbacks\/(?:done\/)?\d+-[^/]+\.json$/, 'delivery'],
  [/^callbacks\/marks\/[^/]+\.json$/, 'callback-mark'],
];

/** Holds every record of a project against its schema, and notes which schemas that were. */
function collect({ root, read }: Project, seen: Set<string>): void {
  const check = (path: string, name: string, value: unknown): void => {
    assert.deepEqual(problems(name, value), [], `${path} is no ${name}`);
    seen.add(name);
  };
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const text = read('.orchestra', path);
    // Whoever conducts takes away what is done; only what is there may not be empty.
    if (text === '' && !existsSync(join(root, path))) continue;
    if (path === 'queue/journal')
      for (const line of text.trim().split('\n').filter(Boolean))
        check(path, 'journal-line', JSON.parse(line));
    const isWish = /^intents\/[\d-]+[0-9a-f]+\.json$/.test(path);
    const wish = isWish ? JSON.parse(text) : undefined;
    const answered = /^intents\/answered\/./.test(path) ? JSON.parse(text).intent : undefined;
    for (const one of [wish, answered]) if (one) check(path, `intent-${one.kind}`, one);
    const kind = kinds.find(([pattern]) => pattern.test(path));
    if (kind) check(path, kind[1], JSON.parse(text));
    else if (path.endsWith('.json') && !isWish && !path.startsWith('tmp/'))
      assert.match(
        path,
        /^runs\/\d+\/in\/answer-\d+\.json$/,
        `${path} is a record without a schema`,
      );
  }
}
