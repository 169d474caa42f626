import type { AgentSettings } from '../../core/agent.ts';
import type { AgentEvent } from '../../core/events.ts';
import type { ReadLine } from '../../core/ports.ts';
import { classifyFailure, sentenceIn } from '../../core/provider-failure.ts';
import type { FailReason } from '../../core/vocabulary.ts';
import {
  askOf,
  type Fields,
  fieldsOf,
  listOf,
  numberOf,
  outputOf,
  readFields,
  textOf,
  wordOf,
} from './fields.ts';
import { readStranger } from './lines.ts';
import { nestingMarks } from './nesting.ts';

/** Claude Code, as verified with 2.1.197. */
export const settings: AgentSettings = {
  description: 'Claude Code',
  command: 'claude',
  args: [
    '-p',
    '--output-format',
    'stream-json',
    '--verbose',
    // Not --dangerously-skip-permissions: claude refuses that to root, which is who works in most
    // containers. This lets commands and edits through as well, for root too, while git hooks,
    // the CLI's own settings and unapproved MCP tools stay shut, and a denial fails the task.
    '--permission-mode',
    'acceptEdits',
    '--allowedTools=Bash,Read,Glob,Grep,Edit,Write,NotebookEdit,Skill,WebFetch,WebSearch',
  ],
  modelArgs: ['--model', '{model}'],
  prompt: 'stdin',
  format: 'claude',
  // Interrupted by somebody's Ctrl-C it may leave with 0; done is only what its result says.
  trustExit: false,
  env: { CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_AUTOUPDATER: '1' },
  unset: nestingMarks,
  // On INT it ends its shell commands, which are in sessions of their own; on TERM it may go on.
  stopSignals: ['INT', 'TERM'],
  // Its last words after the done file take one more answer of the model.
  linger: '1m',
  verified: true,
  install: 'npm install -g @anthropic-ai/claude-code',
  probe: { version: ['--version'], help: ['--help'] },
};

type Said = Fields<
  | 'type'
  | 'subtype'
  | 'session_id'
  | 'model'
  | 'message'
  | 'parent_tool_use_id'
  | 'attempt'
  | 'max_retries'
  | 'error'
  | 'error_status'
  | 'rate_limit_info'
  | 'is_error'
  | 'api_error_status'
  | 'result'
  | 'errors'
  | 'permission_denials'
>;
type Block = Fields<'type' | 'text' | 'thinking' | 'name' | 'input' | 'content' | 'is_error'>;
type RateLimit = Fields<'status' | 'rateLimitType'>;
type Denial = Fields<'tool_name' | 'tool_input'>;

/** Reads `--output-format stream-json`. */
export const readLine: ReadLine = (line) => {
  const said: Said | undefined = readFields(line);
  if (!said) return readStranger(line);
  switch (said.type) {
    case 'system':
      return readSystem(said);
    case 'assistant':
      return readAssistant(said);
    case 'user':
      return readToolResults(said);
    case 'rate_limit_event':
      return readRateLimit(fieldsOf(said.rate_limit_info));
    case 'result':
      return [readResult(said)];
    default:
      return [];
  }
};

function readSystem(said: Said): AgentEvent[] {
  if (said.subtype === 'init') {
    const session = textOf(said.session_id);
    const model = textOf(said.model);
    return session === undefined
      ? []
      : [{ type: 'session.started', session, ...(model !== undefined && { model }) }];
  }
  if (said.subtype !== 'api_retry') return [];
  const [attempt, most] = [wordOf(said.attempt), wordOf(said.max_retries)];
  const why = `${wordOf(said.error_status)} ${wordOf(said.error)}`.trim();
  return [{ type: 'retry', text: `attempt ${attempt} of ${most}: ${why}` }];
}

function readAssistant(said: Said): AgentEvent[] {
  // What a subagent says is between it and the agent; its tools still show what goes on.
  const isSubagent = textOf(said.parent_tool_use_id) !== undefined;
  return blocksOf(said).flatMap((block): AgentEvent[] => {
    const text = textOf(block.text);
    const thinking = textOf(block.thinking);
    if (block.type === 'text' && text !== undefined && !isSubagent)
      return [{ type: 'message', text }];
    if (block.type === 'thinking' && thinking !== undefined && !isSubagent)
      return [{ type: 'thinking', text: thinking }];
    if (block.type !== 'tool_use') return [];
    const tool = textOf(block.name) ?? 'tool';
    return [{ type: 'tool.called', tool, detail: askOf(block.input) }];
  });
}

/** A result names its call by an id only, so the tool stays unnamed. */
const readToolResults = (said: Said): AgentEvent[] =>
  blocksOf(said)
    .filter((block) => block.type === 'tool_result')
    .map((block) => ({
      type: 'tool.finished',
      tool: 'tool',
      ok: block.is_error !== true,
      detail: outputOf(contentOf(block.content)),
    }));

const blocksOf = (said: Said): Block[] => listOf(fieldsOf<'content'>(said.message).content);

const contentOf = (content: unknown): string | undefined =>
  textOf(content) ??
  listOf<'text'>(content)
    .map((part) => textOf(part.text) ?? '')
    .join('\n');

function readRateLimit(info: RateLimit): AgentEvent[] {
  const status = textOf(info.status);
  if (status === undefined || status === 'allowed') return [];
  const kind = textOf(info.rateLimitType) ?? 'usage';
  return [{ type: 'warning', text: `${kind} limit: ${status}` }];
}

/** The last line. Its `subtype` says success for failed API calls and denied tools too. */
function readResult(said: Said): AgentEvent {
  const errors = Array.isArray(said.errors) ? said.errors.map(wordOf).join('; ') : undefined;
  const text = textOf(said.result) ?? textOf(errors);
  const subtype = wordOf(said.subtype);
  if (said.is_error === true || subtype.startsWith('error')) {
    const words = sentenceIn(text ?? subtype);
    return { type: 'finished', ok: false, text: words, reason: reasonOf(said, words) };
  }
  const denied: Denial[] = listOf(said.permission_denials);
  if (denied.length > 0) return { type: 'finished', ok: false, ...deniedBy(denied, text) };
  return { type: 'finished', ok: true, ...(text !== undefined && { text }) };
}

function reasonOf(said: Said, words: string): FailReason {
  if (said.subtype === 'error_max_turns') return 'max_turns';
  if (said.subtype === 'error_max_budget_usd') return 'budget';
  return classifyFailure(numberOf(said.api_error_status), words);
}

function deniedBy(denied: Denial[], text: string | undefined) {
  const asks = denied.map((one) => `${wordOf(one.tool_name)} (${askOf(one.tool_input)})`);
  const words = `not permitted: ${asks.join(', ')}`;
  return {
    text: text === undefined ? words : `${words}. It said: ${text}`,
    reason: 'permission_denied' as const,
  };
}
