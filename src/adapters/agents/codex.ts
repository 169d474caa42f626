import type { AgentSettings } from '../../core/agent.ts';
import type { AgentEvent } from '../../core/events.ts';
import type { ReadLine } from '../../core/ports.ts';
import { classifyFailure, sentenceIn } from '../../core/provider-failure.ts';
import {
  askOf,
  type Fields,
  fieldsOf,
  listOf,
  outputOf,
  readFields,
  textOf,
  wordOf,
} from './fields.ts';
import { readStranger } from './lines.ts';
import { nestingMarks } from './nesting.ts';

/** Codex, as verified with 0.169.0. */
export const settings: AgentSettings = {
  description: 'Codex',
  command: 'codex',
  args: [
    'exec',
    '--json',
    '--skip-git-repo-check',
    // Not `-s workspace-write`: it forbids `git commit`, the network and every cache below HOME,
    // needs what many containers lack, and prints nothing about what it forbade, so that work
    // half done would pass for done. Who wants it says so in the `args` of an agent of their own.
    '--dangerously-bypass-approvals-and-sandbox',
    // Otherwise an API out of reach is waited for without end.
    '-c',
    'features.unbounded_connection_retries=false',
    '-c',
    'check_for_update_on_startup=false',
    '-c',
    'analytics.enabled=false',
    '-',
  ],
  modelArgs: ['--model', '{model}'],
  prompt: 'stdin',
  format: 'codex',
  unset: nestingMarks,
  // On INT it ends its shell commands, which are in sessions of their own; on TERM they live on.
  stopSignals: ['INT', 'TERM'],
  // Its last words after the done file take one more answer of the model.
  linger: '1m',
  verified: true,
  install: 'npm install -g @openai/codex',
  probe: { version: ['--version'], help: ['exec', '--help'] },
};

type Said = Fields<'type' | 'thread_id' | 'item' | 'message' | 'error'>;
type Item = Fields<
  | 'type'
  | 'text'
  | 'message'
  | 'status'
  | 'command'
  | 'aggregated_output'
  | 'changes'
  | 'server'
  | 'tool'
  | 'arguments'
  | 'error'
>;

/** Reads `exec --json`. */
export const readLine: ReadLine = (line) => {
  const said: Said | undefined = readFields(line);
  if (!said) return readStranger(line);
  switch (said.type) {
    case 'thread.started': {
      const session = textOf(said.thread_id);
      return session === undefined ? [] : [{ type: 'session.started', session }];
    }
    case 'item.started':
      return readCall(fieldsOf(said.item));
    case 'item.completed':
      return readItem(fieldsOf(said.item));
    case 'error':
      return [readNotice(sentenceIn(textOf(said.message) ?? 'error'))];
    case 'turn.completed':
      return [{ type: 'finished', ok: true }];
    case 'turn.failed':
      return [readFailure(messageOf(said.error) ?? 'the turn failed')];
    default:
      return [];
  }
};

/** An `error` is never the end: only `turn.failed` is. */
const readNotice = (text: string): AgentEvent =>
  text.startsWith('Reconnecting') ? { type: 'retry', text } : { type: 'warning', text };

/** The message may be the provider's whole answer, whose codes tell more than its sentence. */
const readFailure = (message: string): AgentEvent => ({
  type: 'finished',
  ok: false,
  text: sentenceIn(message),
  reason: classifyFailure(undefined, message),
});

function readCall(item: Item): AgentEvent[] {
  const call = callOf(item);
  return call ? [{ type: 'tool.called', ...call }] : [];
}

function readItem(item: Item): AgentEvent[] {
  const text = textOf(item.text);
  switch (item.type) {
    case 'agent_message':
      return text === undefined ? [] : [{ type: 'message', text }];
    case 'reasoning':
      return text === undefined ? [] : [{ type: 'thinking', text }];
    case 'error':
      return [{ type: 'warning', text: textOf(item.message) ?? 'error' }];
  }
  const call = callOf(item);
  if (!call) return [];
  const output = textOf(item.aggregated_output) ?? messageOf(item.error);
  const ok = item.status !== 'failed' && item.status !== 'declined';
  return [{ type: 'tool.finished', tool: call.tool, ok, detail: outputOf(output ?? call.detail) }];
}

function callOf(item: Item): { tool: string; detail: string } | undefined {
  switch (item.type) {
    case 'command_execution':
      return { tool: 'shell', detail: askOf({ command: bareCommand(item.command) }) };
    case 'file_change': {
      const changes = listOf<'kind' | 'path'>(item.changes).map(
        (one) => `${wordOf(one.kind)} ${wordOf(one.path)}`,
      );
      return { tool: 'edit', detail: changes.join(', ') };
    }
    case 'mcp_tool_call':
      return { tool: `${wordOf(item.server)}.${wordOf(item.tool)}`, detail: askOf(item.arguments) };
    case 'web_search':
      return { tool: 'web search', detail: askOf(item) };
    default:
      return undefined;
  }
}

const messageOf = (error: unknown): string | undefined =>
  textOf(fieldsOf<'message'>(error).message);

/** `/bin/bash -lc 'make test'` without the shell around it. */
const bareCommand = (command: unknown): string | undefined =>
  textOf(command)?.replace(/^\S*sh -l?c '([^']*)'$/, '$1');
