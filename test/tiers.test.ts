import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, sep } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { temporaryFolder } from './support/local-run.ts';
import { projectRoot } from './support/root.ts';
import { filesOf, isTier, testFolder, tiers } from './support/tiers.ts';

const names = Object.keys(tiers).filter(isTier);
const extension = extname(import.meta.url);

describe('every test file', () => {
  it('is run by exactly one tier', () => {
    const sources = readdirSync(join(projectRoot, 'test'), { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll(sep, '/'))
      .filter((path) => path.endsWith('.test.ts'))
      .map((path) => path.replace(/\.ts$/, extension));
    assert.deepEqual(names.flatMap((name) => filesOf(name)).sort(), sources.sort());
  });

  for (const name of names)
    it(`of tier ${name} is found, and there is one`, () => assert.notDeepEqual(filesOf(name), []));

  it('has a script that runs its tier', () => {
    const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
    const commands = Object.values<string>(scripts);
    for (const name of names)
      assert.ok(
        commands.some((command) => command.endsWith(`dist/test/run.js ${name}`)),
        name,
      );
  });
});

describe('the runner', () => {
  const passes = "import { test } from 'node:test';\ntest('passes', () => {});\n";
  const fails = passes.replace('{}', "{ throw new Error('planted'); }");
  const skips = passes.replace('() =>', '{ skip: "no tool" }, () =>');
  const skipsSuite = `import { describe, it } from 'node:test';
    describe('all of it', { skip: 'no machine' }, () => it('never', () => {}));\n`;
  const tells = passes.replace('{}', '{ console.log("told", process.env.ORCHESTRA_TEST_SEED); }');

  const cases: [
    what: string,
    files: Record<string, string>,
    args: string[],
    code: number,
    said: RegExp,
  ][] = [
    [
      'finds files at any depth',
      { 'a.test': passes, 'x/y/b.test': passes },
      ['test'],
      0,
      /tier test: 2 files, \d+\.\d s\n$/,
    ],
    [
      'leaves those of other tiers out',
      { 'a.test': passes, 'chaos/b.test': fails },
      ['test'],
      0,
      /1 files/,
    ],
    ['hands on that one failed', { 'a.test': fails }, ['test'], 1, /planted/],
    [
      'takes a part of a path',
      { 'a.test': fails, 'b.test': passes },
      ['test', '/b.'],
      0,
      /1 files/,
    ],
    ['refuses to run nothing', { 'a.test': passes }, ['chaos'], 2, /no test file of tier chaos/],
    ['refuses an unknown tier', { 'a.test': passes }, ['all'], 2, /expected one of test, agents/],
    [
      'refuses an unknown option',
      { 'chaos/a.test': passes },
      ['chaos', '--sed', '4'],
      2,
      /no --sed, only: seed minutes seconds/,
    ],
    ['hands options on', { 'chaos/a.test': tells }, ['chaos', '--seed', '42'], 0, /told 42/],
    [
      'fails in CI when a test was skipped',
      { 'a.test': skips },
      ['test'],
      1,
      /skipped: passes \(no tool\)/,
    ],
    [
      'fails in CI when a suite was skipped',
      { 'a.test': skipsSuite },
      ['test'],
      1,
      /skipped: all of it \(no machine\)/,
    ],
  ];
  for (const [what, files, args, code, said] of cases)
    it(what, (t) => {
      const ended = runTests(t, files, args, { CI: 'true' });
      assert.match(ended.output, said);
      assert.equal(ended.code, code, ended.output);
    });

  it('lets skipped tests pass elsewhere, and names them', (t) => {
    const { code, output } = runTests(t, { 'a.test': skips }, ['test'], { CI: '' });
    assert.equal(code, 0, output);
    assert.match(output, /skipped: passes \(no tool\)/);
  });
});

describe('a second chance', () => {
  const failsOnce = (path: string) => `import { test } from 'node:test';
    import { existsSync, writeFileSync } from 'node:fs';
    test('works from the second time on', () => {
      const wasHere = existsSync(${JSON.stringify(path)});
      writeFileSync(${JSON.stringify(path)}, '');
      if (!wasHere) throw new Error('planted');
    });\n`;

  it('is given, alone and not silently, where a report was asked for', (t) => {
    const folder = temporaryFolder(t);
    const report = join(folder, 'report');
    const files = { 'a.test': failsOnce(join(folder, 'once')) };
    const { code, output } = runTests(t, files, ['test'], { ORCHESTRA_TEST_REPORT: report });
    assert.equal(code, 0, output);
    assert.match(output, /again, alone: a\.test/);
    assert.match(readFileSync(report, 'utf8'), /tier test, passed the second time:/);
  });

  it('changes nothing for what fails each time', (t) => {
    const report = join(temporaryFolder(t), 'report');
    const always = "import { test } from 'node:test';\ntest('x', () => { throw Error('no'); });\n";
    const { code } = runTests(t, { 'a.test': always }, ['test'], { ORCHESTRA_TEST_REPORT: report });
    assert.equal(code, 1);
    assert.match(readFileSync(report, 'utf8'), /tier test, FAILED:/);
  });

  it('is given to nobody else', (t) => {
    const files = { 'a.test': failsOnce(join(temporaryFolder(t), 'once')) };
    assert.equal(runTests(t, files, ['test'], {}).code, 1);
  });
});

/** Runs the runner over a folder of planted tests: it looks beside itself. */
function runTests(
  t: TestContext,
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): { code: number | null; output: string } {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const place = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const path of [`run${extension}`, `support/tiers${extension}`])
    cpSync(join(testFolder, path), join(folder, 'test', path));
  for (const [path, text] of Object.entries(files)) place(`test/${path}${extension}`, text);
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, `test/run${extension}`), ...args],
    { env: { PATH, ...env }, encoding: 'utf8' },
  );
  return { code: status, output: stdout + stderr };
}
