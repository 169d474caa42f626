import type { AgentSettings } from '../../core/agent.ts';
import type { AgentEvent } from '../../core/events.ts';
import type { ReadLine } from '../../core/ports.ts';
import { classifyFailure, sentenceIn } from '../../core/provider-failure.ts';
import {
  askOf,
  type Fields,
  fieldsOf,
  numberOf,
  outputOf,
  readFields,
  textOf,
  wordOf,
} from './fields.ts';
import { readStranger } from './lines.ts';
import { nestingMarks } from './nesting.ts';

/** OpenCode, as verified with 1.18.33. */
export const settings: AgentSettings = {
  description: 'OpenCode',
  command: 'opencode',
  args: [
    'run',
    '--format',
    'json',
    // It asks before it leaves the folder it works in; unanswered, it stops there and exits with
    // 0. What its config denies stays denied.
    '--auto',
    // Saves the request to the model that would invent one.
    '--title',
    '{taskId}',
  ],
  modelArgs: ['--model', '{model}'],
  prompt: 'stdin',
  format: 'opencode',
  // Without the second every run leaves 5.6 MB in the folder for temporary files.
  env: { OPENCODE_DISABLE_AUTOUPDATE: '1', OPENCODE_DISABLE_FFF: '1' },
  unset: nestingMarks,
  // While it installs its plugins it swallows the first signal.
  stopSignals: ['INT', 'TERM'],
  // Its last words after the done file take one more answer of the model.
  linger: '1m',
  verified: true,
  install: 'npm install -g opencode-ai',
  probe: { version: ['--version'], help: ['run', '--help'] },
};

type Said = Fields<'type' | 'sessionID' | 'part' | 'error'>;
type Part = Fields<'text' | 'synthetic' | 'tool' | 'state'>;
type ToolState = Fields<'status' | 'input' | 'output' | 'error' | 'metadata'>;

/**
 * Reads `run --format json`. There is no line for success: its exit code says that. The session
 * stands on every line and is told at every step, for a reader that sees one line at a time.
 */
export const readLine: ReadLine = (line) => {
  const said: Said | undefined = readFields(line);
  if (!said) return readStranger(line);
  const part: Part = fieldsOf(said.part);
  switch (said.type) {
    case 'step_start':
      return readSession(said);
    case 'text':
      return part.synthetic === true ? [] : readText('message', part);
    case 'reasoning':
      return readText('thinking', part);
    case 'tool_use':
      return readTool(textOf(part.tool) ?? 'tool', fieldsOf(part.state));
    case 'error':
      return [...readSession(said), readError(fieldsOf(said.error))];
    default:
      return [];
  }
};

function readSession(said: Said): AgentEvent[] {
  const session = textOf(said.sessionID);
  return session === undefined ? [] : [{ type: 'session.started', session }];
}

function readText(type: 'message' | 'thinking', part: Part): AgentEvent[] {
  const text = textOf(part.text);
  return text === undefined ? [] : [{ type, text }];
}

/** One line tells of the whole call, when it is over. */
function readTool(tool: string, state: ToolState): AgentEvent[] {
  const exit = numberOf(fieldsOf<'exit'>(state.metadata).exit) ?? 0;
  const error = textOf(state.error);
  const ok = state.status === 'completed' && exit === 0;
  const detail = askOf(state.input);
  const events: AgentEvent[] = [
    { type: 'tool.called', tool, detail },
    { type: 'tool.finished', tool, ok, detail: outputOf(error ?? textOf(state.output)) },
  ];
  // It asked, nobody was there to answer, and so it stops, with exit code 0.
  if (error?.startsWith('The user rejected permission')) {
    const text = `not permitted: ${tool} (${detail})`;
    events.push({ type: 'finished', ok: false, text, reason: 'permission_denied' });
  }
  return events;
}

function readError(error: Fields<'name' | 'data'>): AgentEvent {
  const data = fieldsOf<'message' | 'statusCode' | 'responseBody'>(error.data);
  const name = textOf(error.name) ?? 'error';
  const text = sentenceIn(textOf(data.message) ?? name);
  // It makes the conversation shorter and goes on.
  if (name === 'ContextOverflowError') return { type: 'warning', text };
  const words = `${text} ${wordOf(data.responseBody)}`;
  const reason =
    name === 'ProviderAuthError' ? 'auth' : classifyFailure(numberOf(data.statusCode), words);
  return { type: 'finished', ok: false, text, reason };
}
