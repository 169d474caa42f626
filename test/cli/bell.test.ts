import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ringing } from '../../src/cli/bell.ts';
import type { Stage } from '../../src/cli/stage.ts';
import type { StatusOutput } from '../../src/operations/status.ts';

const seen = (ended: number, ...awaiting: number[]): StatusOutput =>
  ({
    counts: { complete: ended, failed: 0, cancelled: 0 },
    tasks: awaiting.map((number) => ({ number, status: 'awaiting' })),
  }) as unknown as StatusOutput;

const looks: readonly (readonly [what: string, before: StatusOutput, now: StatusOutput, 0 | 1])[] =
  [
    ['when a task has ended', seen(1), seen(2), 1],
    ['once when several have', seen(1), seen(5), 1],
    ['when one waits for a person', seen(1), seen(1, 7), 1],
    ['when another one does', seen(1, 7), seen(1, 8), 1],
    ['not while nothing is new', seen(1, 7), seen(1, 7), 0],
    ['not when a person has answered', seen(1, 7), seen(1), 0],
    ['not when what ended is cleaned', seen(5), seen(2), 0],
  ];

describe('the bell', () => {
  for (const hasScreen of [true, false])
    for (const [what, before, now, times] of looks)
      it(`rings ${what}, ${hasScreen ? 'on the screen' : 'where messages go'}`, () => {
        const told: string[] = [];
        const terminal = {
          hasScreen,
          out: () => void told.push('out'),
          err: () => void told.push('err'),
        };
        const view = { draw: () => undefined, close: () => undefined, leave: () => undefined };
        const ring = ringing({ terminal } as unknown as Stage, view);
        ring.draw(before);
        assert.deepEqual(told, [], 'not at the first look');
        ring.draw(now);
        assert.deepEqual(told, Array(times).fill(hasScreen ? 'out' : 'err'));
      });
});
