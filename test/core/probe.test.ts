import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { flagsToFind, missingIn, versionIn } from '../../src/core/probe.ts';
import { agentOf } from '../support/seen.ts';

describe('a version in what a program printed', () => {
  const cases: [printed: string, version: string | undefined][] = [
    ['2.1.197 (Claude Code)', '2.1.197'],
    ['codex-cli 0.169.0', '0.169.0'],
    ['1.18.33\n', '1.18.33'],
    ['tool v1.2', '1.2'],
    ['tool 1.2.3-beta.4+build.5.', '1.2.3-beta.4+build.5'],
    ['warning: node 18\ntool version 3.0.1', '3.0.1'],
    ['release 7', undefined],
    ['', undefined],
  ];
  for (const [printed, version] of cases)
    it(JSON.stringify(printed), () => assert.equal(versionIn(printed), version));
});

describe('the flags that a help must know', () => {
  const cases: [what: string, help: string[], args: string[], flags: string[]][] = [
    ['are those of its arguments', ['-h'], ['-p', '--a=b', 'c', '-', '--'], ['-p', '--a', '--m']],
    ['once each', ['-h'], ['-c', 'a', '-c', 'b'], ['-c', '--m']],
    ['behind the same sub-command', ['exec', '-h'], ['exec', '-p'], ['-p', '--m']],
    ['are none behind another', ['exec', '-h'], ['review', '-p'], []],
  ];
  for (const [what, help, args, flags] of cases)
    it(what, () => {
      const agent = agentOf({ args, modelArgs: ['--m', '{model}'], probe: { help } });
      assert.deepEqual(flagsToFind(agent), flags);
    });
});

describe('a flag is missing in a help', () => {
  const help = '  -p, --print\n [--tools=LIST] <--auto|--no-auto>\n see --output-format=json.\n';
  const cases: [flag: string, isMissing: boolean][] = [
    ['-p', false],
    ['--print', false],
    ['--tools', false],
    ['--auto', false],
    ['--output-format', false],
    ['--output', true],
    ['--pri', true],
    ['-o', true],
    ['-r', true],
  ];
  for (const [flag, isMissing] of cases)
    it(`${flag}: ${isMissing}`, () =>
      assert.deepEqual(missingIn(help, [flag]), isMissing ? [flag] : []));
});
