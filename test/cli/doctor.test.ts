import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { printDoctor } from '../../src/cli/print/doctor.ts';
import { painter } from '../../src/cli/style.ts';
import { displayWidth } from '../../src/lib/text.ts';
import type { DoctorOutput } from '../../src/operations/doctor.ts';

const plain = painter(false);
const findings: DoctorOutput['findings'] = [
  { check: 'node', is: 'ok', says: 'v22.20.0' },
  { check: 'disk space', is: 'warning', says: 'only 400 MiB free', fix: 'make room: df -h /' },
  {
    check: 'config',
    is: 'problem',
    says: '/x.json:3:1: a is unknown; did you mean b?',
    fix: 'write b instead, in /x.json, line 3',
  },
];

describe('the table of doctor', () => {
  it('has what helps below what is wrong, and the sum at its end', () =>
    assert.equal(
      printDoctor({ findings, problems: 1, warnings: 1 }, plain),
      [
        '✔  node        v22.20.0',
        '!  disk space  only 400 MiB free',
        '               fix: make room: df -h /',
        '✖  config      /x.json:3:1: a is unknown; did you mean b?',
        '               fix: write b instead, in /x.json, line 3',
        '',
        '1 problem, 1 warning',
        '',
      ].join('\n'),
    ));

  for (const [problems, warnings, sum] of [
    [0, 0, 'all is well'],
    [0, 2, '2 warnings'],
    [2, 0, '2 problems'],
  ] as const)
    it(`sums up: ${sum}`, () =>
      assert.match(
        printDoctor({ findings, problems, warnings }, plain),
        new RegExp(`\n\n${sum}\n$`),
      ));

  it('breaks what it says on a narrow screen, and never what is to be copied', () => {
    const lines = printDoctor({ findings, problems: 1, warnings: 1 }, plain, 45).split('\n');
    assert.deepEqual(lines.slice(3, 6), [
      '✖  config      /x.json:3:1: a is unknown; did',
      '               you mean b?',
      '               fix: write b instead, in /x.json, line 3',
    ]);
    const told = lines.filter((line) => !line.includes('fix: '));
    for (const line of told) assert.ok(displayWidth(line) <= 45, line);
  });

  it('stands below what was looked at on a screen that leaves no room beside it', () => {
    const lines = printDoctor({ findings, problems: 1, warnings: 1 }, plain, 30).split('\n');
    assert.deepEqual(lines.slice(0, 5), [
      '✔  node',
      '   v22.20.0',
      '!  disk space',
      '   only 400 MiB free',
      '   fix: make room: df -h /',
    ]);
  });

  it('colours only what it is told to, and obeys nobody', () => {
    const evil = [
      {
        check: 'agent x\x1b[2J',
        is: 'problem' as const,
        says: 'a\x1b]0;owned\x07b\u202ec',
        fix: 'rm\n-x',
      },
    ];
    const painted = printDoctor({ findings: evil, problems: 1, warnings: 0 }, painter(true));
    assert.ok(painted.includes('\x1b[31m✖\x1b[39m'));
    assert.equal(
      stripVTControlCharacters(painted),
      '✖  agent x  abc\n            fix: rm -x\n\n1 problem\n',
    );
    assert.equal(painted.includes('\x1b[2J') || painted.includes('\x1b]0'), false);
  });
});
