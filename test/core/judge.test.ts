import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Judgement, judge, type Testimony } from '../../src/core/judge.ts';
import { type Completion, completions } from '../../src/core/run.ts';
import { settledStatuses } from '../../src/core/vocabulary.ts';
import { stopOf } from '../support/seen.ts';

/** An agent that vanished without having said anything. */
const silence: Testimony = {
  completion: 'either',
  trustExit: true,
  stop: undefined,
  overdue: false,
  sentinel: undefined,
  told: {},
  exit: undefined,
  lastWords: '',
};
const done = { sentinel: { kind: 'done', message: 'all green' } } as const;
const error = { sentinel: { kind: 'error', message: 'no key' } } as const;
const succeeded = { told: { finished: { type: 'finished', ok: true, text: 'fine' } } } as const;
const overloaded = {
  told: { finished: { type: 'finished', ok: false, text: '529', reason: 'provider' } },
} as const;

const lost = {
  status: 'failed',
  reason: 'lost',
  message: 'it vanished without a word',
  by: 'lost',
} as const;
const noWord = (message: string): Judgement => ({
  status: 'failed',
  reason: 'empty_output',
  message,
  by: 'exit',
});
const exits = (message: string, reason: 'exit' | 'missing_executable' = 'exit'): Judgement => ({
  status: 'failed',
  reason,
  message,
  by: 'exit',
});

const cases: [name: string, seen: Partial<Testimony>, judgement: Judgement][] = [
  [
    'a stop outranks everything',
    { stop: stopOf(), overdue: true, ...done, ...succeeded, exit: 0 },
    { status: 'failed', reason: 'timeout', by: 'stop' },
  ],
  [
    'a stop by a person keeps its own words',
    { stop: stopOf({ status: 'cancelled', reason: 'user', by: 'wish', message: 'no' }), ...done },
    { status: 'cancelled', reason: 'user', message: 'no', by: 'stop' },
  ],
  [
    'a stop of a lingering agent takes the words of its sentinel',
    { stop: stopOf({ by: 'sentinel' }), ...done, ...succeeded },
    { status: 'failed', reason: 'timeout', message: 'all green', by: 'stop' },
  ],
  [
    'a stop of a lingering agent takes the words of its last event',
    { stop: stopOf({ by: 'event' }), ...done, ...succeeded },
    { status: 'failed', reason: 'timeout', message: 'fine', by: 'stop' },
  ],
  [
    'the deadline outranks all words',
    { overdue: true, ...done, ...succeeded, exit: 0 },
    { status: 'failed', reason: 'timeout', message: 'it ran out of time', by: 'overdue' },
  ],
  [
    'a sentinel outranks the last event and the exit code',
    { ...done, ...overloaded, exit: 1 },
    { status: 'complete', message: 'all green', by: 'sentinel' },
  ],
  [
    'an error outranks a successful end',
    { ...error, ...succeeded, exit: 0 },
    { status: 'failed', reason: 'agent_error', message: 'no key', by: 'sentinel' },
  ],
  [
    'an error may know its reason',
    { sentinel: { kind: 'error', reason: 'auth' } },
    { status: 'failed', reason: 'auth', by: 'sentinel' },
  ],
  [
    'an empty done borrows the last message',
    { sentinel: { kind: 'done' }, told: { lastMessage: 'I am done' } },
    { status: 'complete', message: 'I am done', by: 'sentinel' },
  ],
  [
    'the last event outranks the exit code',
    { ...overloaded, exit: 0 },
    { status: 'failed', reason: 'provider', message: '529', by: 'event' },
  ],
  [
    'a successful last event outranks an exit code',
    { ...succeeded, exit: 1 },
    { status: 'complete', message: 'fine', by: 'event' },
  ],
  [
    'a failed last event without a reason is an error of the agent',
    { told: { finished: { type: 'finished', ok: false }, lastMessage: 'oh' } },
    { status: 'failed', reason: 'agent_error', message: 'oh', by: 'event' },
  ],
  ['exit code 0 completes', { exit: 0 }, { status: 'complete', by: 'exit' }],
  [
    'exit code 0 completes with the last message',
    { exit: 0, told: { lastMessage: 'hello' } },
    { status: 'complete', message: 'hello', by: 'exit' },
  ],
  [
    'exit code 0 means nothing where it cannot be trusted',
    { exit: 0, trustExit: false },
    noWord('exit code 0 does not mean done for this agent'),
  ],
  ['any other exit code fails', { exit: 3 }, exits('exit code 3')],
  [
    'any other exit code fails where 0 cannot be trusted, too',
    { exit: 3, trustExit: false },
    exits('exit code 3'),
  ],
  [
    'a failure ends with the last words on stderr',
    { exit: 3, lastWords: ' boom\n' },
    exits('exit code 3: boom'),
  ],
  [
    'exit code 127 is a missing program',
    { exit: 127 },
    exits('exit code 127', 'missing_executable'),
  ],
  [
    'exit code 126 is a program that cannot be run',
    { exit: 126 },
    exits('exit code 126', 'missing_executable'),
  ],
  ['silence is lost', {}, lost],

  [
    'sentinel: a done file completes',
    { completion: 'sentinel', ...done },
    {
      status: 'complete',
      message: 'all green',
      by: 'sentinel',
    },
  ],
  [
    'sentinel: exit code 0 without its done file is no success',
    { completion: 'sentinel', ...succeeded, exit: 0 },
    noWord('it ended without leaving its done file'),
  ],
  ['sentinel: another exit code fails', { completion: 'sentinel', exit: 2 }, exits('exit code 2')],
  ['sentinel: silence is lost', { completion: 'sentinel', ...succeeded }, lost],

  [
    'exit: a done file does not count',
    { completion: 'exit', ...done, exit: 2 },
    exits('exit code 2'),
  ],
  [
    'exit: a last event does not count',
    { completion: 'exit', ...succeeded, exit: 2 },
    exits('exit code 2'),
  ],
  ['exit: silence is lost, whatever was said', { completion: 'exit', ...done, ...succeeded }, lost],
  [
    'exit: an error left on purpose is believed',
    { completion: 'exit', ...error, exit: 0 },
    { status: 'failed', reason: 'agent_error', message: 'no key', by: 'sentinel' },
  ],

  [
    'event: a last event decides',
    { completion: 'event', ...succeeded, exit: 9 },
    {
      status: 'complete',
      message: 'fine',
      by: 'event',
    },
  ],
  [
    'event: exit code 0 without it is no success',
    { completion: 'event', ...done, exit: 0 },
    noWord('its last event never came'),
  ],
  [
    'event: another exit code fails',
    { completion: 'event', ...done, exit: 2 },
    exits('exit code 2'),
  ],
  [
    'event: an error left on purpose is believed',
    { completion: 'event', ...error, ...succeeded },
    { status: 'failed', reason: 'agent_error', message: 'no key', by: 'sentinel' },
  ],
];
for (const [name, seen, judgement] of cases)
  test(name, () => assert.deepEqual(judge({ ...silence, ...seen }), judgement));

test('words are cut to fit a record', () => {
  const long = 'x'.repeat(9_000);
  const said: Partial<Testimony>[] = [
    { stop: stopOf({ message: long }) },
    { sentinel: { kind: 'done', message: long } },
    { told: { finished: { type: 'finished', ok: true, text: long } } },
    { exit: 0, told: { lastMessage: long } },
    { exit: 1, lastWords: long },
  ];
  for (const seen of said)
    assert.ok(
      (judge({ ...silence, ...seen }).message ?? long).length < 5_000,
      JSON.stringify(seen),
    );
});

/** Which witnesses may speak, first one first. */
const order: Record<Completion, Judgement['by'][]> = {
  either: ['stop', 'overdue', 'sentinel', 'event', 'exit', 'lost'],
  sentinel: ['stop', 'overdue', 'sentinel', 'exit', 'lost'],
  exit: ['stop', 'overdue', 'exit', 'lost'],
  event: ['stop', 'overdue', 'event', 'exit', 'lost'],
};

test('every testimony has one judgement, by the first witness that may speak', () => {
  const stops = [undefined, ...settledStatuses.map((status) => stopOf({ status }))];
  let count = 0;
  for (const completion of completions)
    for (const trustExit of [true, false])
      for (const stop of stops)
        for (const overdue of [true, false])
          for (const { sentinel } of [silence, done, error])
            for (const { told } of [silence, succeeded, overloaded])
              for (const exit of [undefined, 0, 1, 127, 143]) {
                const seen = { completion, trustExit, stop, overdue, sentinel, told, exit };
                const judgement = judge({ ...silence, ...seen });
                const present: Judgement['by'][] = [
                  ...(stop ? ['stop' as const] : []),
                  ...(overdue ? ['overdue' as const] : []),
                  ...(sentinel ? ['sentinel' as const] : []),
                  ...(told.finished ? ['event' as const] : []),
                  ...(exit === undefined ? [] : ['exit' as const]),
                  'lost',
                ];
                const speaks = (by: Judgement['by']) =>
                  order[completion].includes(by) ||
                  (by === 'sentinel' && sentinel?.kind === 'error');
                assert.equal(judgement.by, present.find(speaks), JSON.stringify(seen));
                if (stop) assert.equal(judgement.status, stop.status);
                else if (judgement.status === 'failed') assert.ok(judgement.reason);
                else assert.equal(judgement.status, 'complete');
                count += 1;
              }
  assert.equal(count, 2_880);
});
