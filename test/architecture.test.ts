import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from './support/root.ts';

interface Layer {
  /** The other layers it may import. This is the architecture. */
  readonly may: readonly string[];
  /** The modules of Node it may import; all where absent. */
  readonly node?: readonly string[];
}

const layers: Readonly<Record<string, Layer>> = {
  lib: { may: [], node: ['path', 'util', 'crypto'] },
  core: { may: ['lib'], node: ['path', 'util'] },
  operations: { may: ['core', 'lib'], node: ['path', 'util'] },
  engine: { may: ['core', 'lib'], node: ['path', 'util'] },
  cli: { may: ['operations', 'core', 'lib'], node: ['path', 'util', 'string_decoder'] },
  adapters: { may: ['core', 'lib'] },
};

/** What only they may touch who put the program together, or stand between it and the machine. */
const machine = /\bprocess\.(?:exit|env)\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/;
const touchesMachine = /^(?:main|app[a-z-]*)\.ts$|^adapters\//;
const composition = /^(?:main|app[a-z-]*)\.ts$/;
const linesMax = 260;
/** A path below the workspace is spelled in one place, and put together in the store. */
const spelled = /\$\{(?:[\w.]*root|[\w.]*(?:folder|outbox|inbox)\([^)]*\))\}\/[a-z]+/;
const maySpell = /^core\/layout\.ts$|^adapters\/store\//;

/** Everything that is wrong with one file of src/. */
function problemsOf(path: string, text: string): string[] {
  const lines = text.split('\n').length - 1;
  const called = machine.exec(text)?.[0];
  const place = spelled.exec(text)?.[0];
  const marker = /\b(?:TODO|FIXME)\b/.exec(text)?.[0];
  return [
    ...(topOf(path) in layers || composition.test(path) ? [] : ['is in no layer']),
    ...importsOf(text).flatMap((target) => importProblem(path, target) ?? []),
    ...(called !== undefined && !touchesMachine.test(path) ? [`calls ${called}`] : []),
    ...(place !== undefined && !maySpell.test(path) ? [`spells ${place}`] : []),
    ...(/\bexport\s+default\b|\bas default\b/.test(text) ? ['has a default export'] : []),
    ...(/(?:^|\/)(?:utils?|helpers?)(?:\.ts$|\/)/.test(path) ? ['says nothing by its name'] : []),
    ...(marker ? [`holds a ${marker}`] : []),
    ...(lines > linesMax ? [`has ${lines} lines`] : []),
  ];
}

function importProblem(path: string, target: string): string | undefined {
  const own = layers[topOf(path)];
  if (target.startsWith('node:')) {
    const isAllowed = !own?.node || own.node.includes(target.slice('node:'.length));
    return isAllowed ? undefined : `imports ${target}`;
  }
  if (!target.startsWith('.')) return `imports the package ${target}`;
  const other = topOf(posix.join(posix.dirname(path), target));
  const isAllowed = own ? other === topOf(path) || own.may.includes(other) : other !== '..';
  return isAllowed ? undefined : `imports ${target}`;
}

/** Static, bare and dynamic imports, and what is exported from elsewhere. */
const importsOf = (text: string): string[] =>
  [...text.matchAll(/\b(?:from\s+|import\s+|import\s*\(\s*)(['"])([^'"\s]+)\1/g)].map(
    ([, , target]) => target ?? '',
  );

const topOf = (path: string): string => path.split('/')[0] ?? '';

const source = join(projectRoot, 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'));

test('every file of src/ keeps to the architecture', () => {
  const problems = files.flatMap((file) =>
    problemsOf(file, readFileSync(join(source, file), 'utf8')).map((one) => `${file} ${one}`),
  );
  assert.deepEqual(problems, []);
});

test('every layer that is spoken of is there', () =>
  assert.deepEqual(
    Object.keys(layers).filter((layer) => !files.some((file) => topOf(file) === layer)),
    [],
  ));

test('nothing is needed at run time but Node', () => {
  const shipped = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const needed = ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundleDependencies'];
  assert.deepEqual(
    needed.filter((kind) => kind in shipped),
    [],
  );
});

const from = (target: string) => `import { x } from '${target}';\n`;
const hole = (what: string) => `$\{${what}}`;
const planted: [path: string, text: string, problem: string][] = [
  ['lib/text.ts', from('../core/task.ts'), 'imports ../core/task.ts'],
  ['core/task.ts', from('../adapters/disk.ts'), 'imports ../adapters/disk.ts'],
  ['core/task.ts', from('../../test/support/until.ts'), 'imports ../../test/support/until.ts'],
  ['operations/start.ts', from('../engine/tick.ts'), 'imports ../engine/tick.ts'],
  ['engine/tick.ts', from('../cli/run.ts'), 'imports ../cli/run.ts'],
  ['engine/tick.ts', from('../adapters/disk.ts'), 'imports ../adapters/disk.ts'],
  ['adapters/store/index.ts', from('../../engine/tick.ts'), 'imports ../../engine/tick.ts'],
  ['adapters/disk.ts', from('../operations/start.ts'), 'imports ../operations/start.ts'],
  ['cli/run.ts', from('../adapters/terminal.ts'), 'imports ../adapters/terminal.ts'],
  ['cli/commands/run.ts', from('../../app.ts'), 'imports ../../app.ts'],
  ['cli/run.ts', "import type {\n  X,\n} from '../engine/tick.ts';\n", 'imports ../engine/tick.ts'],
  ['cli/run.ts', "const x = await import('../engine/tick.ts');\n", 'imports ../engine/tick.ts'],
  ['cli/run.ts', 'await import(\n  "../app.ts"\n);\n', 'imports ../app.ts'],
  ['core/task.ts', "import '../app.ts';\n", 'imports ../app.ts'],
  ['core/task.ts', "export * from '../engine/tick.ts';\n", 'imports ../engine/tick.ts'],
  ['main.ts', from('../test/support/until.ts'), 'imports ../test/support/until.ts'],
  ['lib/text.ts', from('node:fs'), 'imports node:fs'],
  ['core/task.ts', from('node:crypto'), 'imports node:crypto'],
  ['core/task.ts', from('node:child_process'), 'imports node:child_process'],
  ['operations/start.ts', from('node:fs/promises'), 'imports node:fs/promises'],
  ['operations/start.ts', from('node:https'), 'imports node:https'],
  ['engine/tick.ts', from('node:fs'), 'imports node:fs'],
  ['cli/run.ts', from('node:net'), 'imports node:net'],
  ['adapters/disk.ts', from('fs'), 'imports the package fs'],
  ['app.ts', from('left-pad'), 'imports the package left-pad'],
  ['cli/run.ts', 'process.exit(1);\n', 'calls process.exit'],
  ['engine/tick.ts', 'const home = process.env;\n', 'calls process.env'],
  ['operations/start.ts', 'const at = Date.now();\n', 'calls Date.now('],
  ['core/task.ts', 'const at = new Date();\n', 'calls new Date()'],
  ['lib/fraction.ts', 'const dice = Math.random();\n', 'calls Math.random('],
  ...[`${hole('runs.folder(run)')}/gone`, `${hole('store.root')}/queue`].map(
    (way): [string, string, string] => ['cli/watch.ts', `x = \`${way}\`;\n`, `spells ${way}`],
  ),
  ['core/task.ts', 'export default 1;\n', 'has a default export'],
  ['core/task.ts', 'const x = 1;\nexport { x as default };\n', 'has a default export'],
  ['lib/utils.ts', '', 'says nothing by its name'],
  ['adapters/helpers/disk.ts', '', 'says nothing by its name'],
  ['core/task.ts', `// ${'TO'}${'DO'}: think.\n`, `holds a ${'TO'}${'DO'}`],
  ['core/task.ts', `// ${'FIX'}${'ME'}\n`, `holds a ${'FIX'}${'ME'}`],
  ['core/task.ts', 'x;\n'.repeat(linesMax + 1), `has ${linesMax + 1} lines`],
  ['http/server.ts', '', 'is in no layer'],
  ['conduct.ts', '', 'is in no layer'],
];
for (const [path, text, problem] of planted) {
  const shown = text.length > 60 ? `${text.slice(0, 20)}…` : text;
  test(`${path} with ${JSON.stringify(shown)} ${problem}`, () =>
    assert.deepEqual(problemsOf(path, text), [problem]));
}

const allowed: [path: string, text: string][] = [
  ['lib/fraction.ts', from('node:crypto')],
  ['core/task.ts', from('node:path') + from('../lib/schema.ts') + from('./run.ts')],
  ['engine/tick.ts', from('../core/task.ts')],
  ['cli/commands/run.ts', from('../../operations/index.ts') + from('../run.ts')],
  ['adapters/store/lock.ts', `${from('node:fs')}Date.now();\nprocess.env;\n`],
  ['app-engine.ts', from('./engine/tick.ts') + from('./adapters/disk.ts') + from('node:fs')],
  ['adapters/store/run-files.ts', `x = \`${hole('runs.folder(run)')}/gone\`;\n`],
  ['main.ts', 'process.exitCode = 1;\nprocess.exit();\n'],
  ['core/task.ts', 'x;\n'.repeat(linesMax)],
];
for (const [path, text] of allowed)
  test(`${path} may hold ${JSON.stringify(text.slice(0, 60))}`, () =>
    assert.deepEqual(problemsOf(path, text), []));
