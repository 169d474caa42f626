import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { kebab } from '../../src/cli/arguments.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { completionFor, shells } from '../../src/cli/completion.ts';
import type { Command } from '../../src/cli/stage.ts';

describe('completion', () => {
  for (const shell of shells)
    it(`for ${shell} knows every command, sub-word and flag`, async () => {
      const script = await completionFor(shell, commands);
      for (const [name, load] of Object.entries(commands)) {
        const { input, positionals, forms = {} }: Command = await load();
        const flags = Object.keys(input.properties ?? {}).filter(
          (one) => !positionals?.includes(one),
        );
        const words = Object.keys(forms).map((form) => form.split(' ')[0] ?? '');
        for (const word of [name, ...words, ...flags.map(kebab)])
          assert.match(script, new RegExp(`[ '(-]${word}[ ':]`), `${shell}: ${name} ${word}`);
      }
    });

  const typings: [typed: string[], offered: string[]][] = [
    [['sta'], ['start', 'status']],
    [
      ['daemon', 'st'],
      ['start', 'stop', 'status'],
    ],
    [['status', '--wat'], ['--watch']],
    [['--dir', '/tmp', 'status', '--wat'], ['--watch']],
    [['--json', 'ret'], ['retry']],
    [['help', 'prot'], ['protocol']],
    [['--vers'], ['--version']],
    [['show', 'x'], []],
    [['nonsense', '--'], []],
  ];
  for (const [typed, offered] of typings)
    it(`in bash offers ${offered.join(' ') || 'nothing'} for ${typed.join(' ')}`, async () => {
      const words = ['orchestra', ...typed];
      const script = `${await completionFor('bash', commands)}
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _orchestra
        printf '%s\\n' "\${COMPREPLY[@]}"`;
      // With a socket for stdin, bash takes itself for a login from afar, and reads what the machine has for those.
      const { stdout, stderr } = spawnSync('bash', ['--norc', '-euc', script, 'bash', ...words], {
        encoding: 'utf8',
      });
      assert.equal(stderr, '');
      assert.deepEqual(stdout.split('\n').filter(Boolean), offered);
    });
});
