import { labelsOption, taskOptions } from '../core/asked.ts';
import type { NewTask, TaskRecord } from '../core/task.ts';
import { spellBytes } from '../lib/bytes.ts';
import { spellDuration } from '../lib/duration.ts';
import { type Infer, object, optional, string } from '../lib/schema.ts';
import { spellWallTime } from '../lib/wall-time.ts';
import { localZone } from '../lib/zone.ts';

const {
  ifExists: _ifExists,
  env: _env, // Is never shown.
  hold: _hold,
  draft: _draft,
  approve: _approve, // These have commands of their own.
  cwd,
  ...others
} = taskOptions;

/** What can be said anew of a task that was accepted, in the words in which it was said. */
export const editable = {
  agent: optional(string('The agent that does it.')),
  ...others,
  labels: labelsOption,
  // Must be there, so it is last: an empty line among the settings does not pass for their end.
  cwd,
};
const Editable = object(editable);
export type Words = Infer<typeof Editable>;
export type Word = keyof Words;
export const wordNames = Object.keys(editable) as Word[];

/** These say together when it starts: who says one of them means none of the others. */
export const startWords: readonly Word[] = ['at', 'delay', 'tz'];
/** The words in which a task is shown: it is told by one of those. */
export const shownWords = wordNames.filter((word) => word !== 'delay' && word !== 'tz');

/** The fields of the record that a word is about: several words may be about one. */
export const fieldsBehind: Readonly<Record<Word | 'prompt', readonly (keyof NewTask)[]>> = {
  prompt: ['prompt'],
  agent: ['agent', 'simulated'],
  priority: ['priority'],
  title: ['title'],
  model: ['model'],
  cwd: ['cwd'],
  group: ['group'],
  key: ['key'],
  timeout: ['timeoutMs'],
  retries: ['retry'],
  retryOn: ['retry'],
  retryDelay: ['retry'],
  retryFactor: ['retry'],
  retryCeiling: ['retry'],
  retryJitter: ['retry'],
  minFreeMemory: ['needs'],
  maxLoad: ['needs'],
  after: ['after'],
  afterAny: ['afterAny'],
  afterFailed: ['afterFailed'],
  ifDependencyFails: ['ifDependencyFails'],
  delay: ['notBefore'],
  at: ['notBefore'],
  tz: ['notBefore'],
  labels: ['labels'],
};

/** A task in those words; what nobody has said of it is left out. */
export function wordsOf(task: TaskRecord, nowMs: number): Words {
  const { retry = {}, needs = {}, timeoutMs, notBefore } = task;
  // Whole seconds are enough for people.
  const startsAtMs = Math.ceil(Date.parse(notBefore ?? '') / 1000) * 1000;
  const words: { [K in Word]: Words[K] | undefined } = {
    agent: task.agent,
    priority: task.priority,
    title: task.title,
    model: task.model,
    cwd: task.cwd,
    group: task.group,
    key: task.key,
    timeout: timeoutMs === undefined ? undefined : timeoutMs === 0 ? 'none' : spelled(timeoutMs),
    retries: retry.retries,
    retryOn: retry.on as Words['retryOn'],
    retryDelay: spelled(retry.delayMs),
    retryFactor: retry.factor,
    retryCeiling: spelled(retry.ceilingMs),
    retryJitter: retry.jitter,
    minFreeMemory:
      needs.minFreeMemoryBytes === undefined ? undefined : spellBytes(needs.minFreeMemoryBytes),
    maxLoad: needs.maxLoad,
    after: task.after?.map(String),
    afterAny: task.afterAny?.map(String),
    afterFailed: task.afterFailed?.map(String),
    ifDependencyFails: task.ifDependencyFails,
    // In words that stay true while somebody edits them.
    at: startsAtMs > nowMs ? spellWallTime(startsAtMs, localZone()) : undefined,
    delay: undefined,
    tz: undefined,
    labels: task.labels,
  };
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
}

const spelled = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : spellDuration(ms);
