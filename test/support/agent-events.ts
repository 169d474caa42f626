import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AgentEvent, type Telling, tell } from '../../src/core/events.ts';
import type { ReadLine } from '../../src/core/ports.ts';
import { projectRoot } from './root.ts';

/** What a reader makes of a recorded stdout, by the name of its file in test/fixtures/events. */
export function eventsIn(recording: string, readLine: ReadLine): AgentEvent[] {
  const path = join(projectRoot, 'test/fixtures/events', `${recording}.jsonl`);
  return readFileSync(path, 'utf8').split('\n').flatMap(readLine);
}

/** What these events add up to. */
export const tellingOf = (events: readonly AgentEvent[]): Telling => events.reduce(tell, {});

/** Lines that no CLI should print and every reader must survive, with nothing to say of them. */
export const strangeLines = [
  '',
  '{',
  '{"type":"assistant","message":{"content":[{"type":"te',
  '{"type":"someday"}',
  '{"type":7,"item":[],"part":null}',
  '{"type":"system","subtype":"init"}',
  '{"type":"assistant","message":"x"}',
  '{"type":"assistant","message":{"content":{"type":"text"}}}',
  '{"type":"user","message":{"content":[null,1,"x"]}}',
  '{"type":"item.completed","item":{"type":"reasoning","text":{"toString":1}}}',
  '{"type":"item.completed"}',
  '{"type":"thread.started","thread_id":5}',
  '{"type":"text","part":{"text":""}}',
  '{"type":"step_start"}',
];
