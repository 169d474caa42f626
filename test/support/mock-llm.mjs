#!/usr/bin/env node
import crypto from 'node:crypto';
import fs from 'node:fs';
// mock-llm: a scripted, offline stand-in for the LLM APIs that the agent CLIs talk to.
// Zero dependencies, Node >= 20.  Speaks, on 127.0.0.1 only:
//   Anthropic Messages      POST /v1/messages (JSON + SSE), /v1/messages/count_tokens
//   OpenAI Responses        POST /v1/responses (JSON + SSE)
//   OpenAI Chat Completions POST /v1/chat/completions (JSON + SSE)
// It plays a scripted agent.  Directives, one per line, anywhere in the last user prompt:
//   @@shell <command>      call the CLI's shell tool, wait for its result, go on
//   @@sleep <seconds>      wait before answering
//   @@say <text>           assistant text
//   @@fail <status> [n]    answer with that HTTP error (always, or only the first n requests of this session)
//   @@hang [stream]        never answer (stream: open the SSE stream, then stall)
//   @@drop                 open the SSE stream, then cut the connection
//   @@tool <name> <json>   call any tool of the CLI by name with these arguments
//   @@usage <in> <out> [cached]   token usage this turn's remaining answers report
// When none is left: final text containing "MOCK DONE".  No state is kept per conversation: the place in
// the script is read off the request itself (tool-call ids carry the directive's index), so retries,
// resumes and many CLIs at once all work.  (`@@fail <status> n` alone counts, in memory.)
//
//   node mock-llm.mjs [--port 0] [--port-file F] [--log F.jsonl] [--dump DIR] [--retry-after-ms N] [--quiet]
//   import { startMock } from './mock-llm.mjs'; const m = await startMock(); m.url; await m.close();
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

const rand = (n = 12) =>
  crypto
    .randomBytes(n)
    .toString('hex')
    .slice(0, n * 2);
const now = () => Math.floor(Date.now() / 1000);
const est = (s) =>
  Math.max(1, Math.ceil((typeof s === 'string' ? s : JSON.stringify(s ?? '')).length / 4));
const asText = (c) => {
  if (c == null) return '';
  if (typeof c === 'string') return c;
  if (Array.isArray(c)) return c.map(asText).filter(Boolean).join('\n');
  if (typeof c.text === 'string') return c.text;
  if (typeof c.output === 'string') return c.output;
  if (c.content !== undefined) return asText(c.content);
  return '';
};

// ---------- requests -> one common form: { tools, items: [user|assistant|call|result] } ----------

function fromAnthropic(b) {
  const items = [];
  for (const m of b.messages ?? []) {
    const parts =
      typeof m.content === 'string' ? [{ type: 'text', text: m.content }] : (m.content ?? []);
    for (const p of parts) {
      if (p.type === 'tool_use') items.push({ k: 'call', id: p.id, name: p.name });
      else if (p.type === 'tool_result')
        items.push({ k: 'result', id: p.tool_use_id, text: asText(p.content) });
      else if (p.type === 'text')
        items.push({
          k: m.role === 'assistant' ? 'assistant' : m.role === 'user' ? 'user' : 'system',
          text: p.text,
        });
    }
  }
  return {
    tools: (b.tools ?? []).map((t) => ({ name: t.name, schema: t.input_schema })),
    items,
    system: asText(b.system),
    schema: b.output_config?.format?.schema ?? b.output_format?.schema,
  };
}

function fromResponses(b) {
  const items = [];
  const input =
    typeof b.input === 'string'
      ? [{ type: 'message', role: 'user', content: b.input }]
      : (b.input ?? []);
  for (const it of input) {
    if (
      it.type === 'function_call' ||
      it.type === 'custom_tool_call' ||
      it.type === 'local_shell_call'
    )
      items.push({ k: 'call', id: it.call_id, name: it.name });
    else if (/_output$/.test(it.type ?? ''))
      items.push({ k: 'result', id: it.call_id, text: asText(it.output) });
    else if (it.type === 'message' || (!it.type && it.role)) {
      const k = it.role === 'user' ? 'user' : it.role === 'assistant' ? 'assistant' : 'system';
      const parts = Array.isArray(it.content) ? it.content : [{ text: it.content }];
      for (const p of parts) if (typeof p.text === 'string') items.push({ k, text: p.text });
    }
  }
  // Newer codex models get their tools in an `additional_tools` input item, in namespaces.
  const tools = [];
  for (const t of [
    ...(b.tools ?? []),
    ...input.filter((it) => it.type === 'additional_tools').flatMap((it) => it.tools ?? []),
  ]) {
    if (t.type === 'namespace')
      for (const s of t.tools ?? [])
        tools.push({
          name: s.name,
          schema: s.parameters,
          namespace: t.name === 'functions' ? undefined : t.name,
          kind: s.type,
          doc: s.description,
        });
    else
      tools.push({
        name: t.name ?? t.type,
        schema: t.parameters,
        kind: t.type,
        doc: t.description,
      });
  }
  return { tools, items, system: asText(b.instructions), schema: b.text?.format?.schema };
}

function fromChat(b) {
  const items = [];
  let system = '';
  for (const m of b.messages ?? []) {
    if (m.role === 'system' || m.role === 'developer') {
      system += asText(m.content);
      continue;
    }
    if (m.role === 'tool') {
      items.push({ k: 'result', id: m.tool_call_id, text: asText(m.content) });
      continue;
    }
    const k = m.role === 'assistant' ? 'assistant' : 'user';
    for (const p of Array.isArray(m.content) ? m.content : [m.content]) {
      const t = asText(p);
      if (t) items.push({ k, text: t });
    }
    for (const c of m.tool_calls ?? []) items.push({ k: 'call', id: c.id, name: c.function?.name });
  }
  return {
    tools: (b.tools ?? []).map((t) => ({ name: t.function?.name, schema: t.function?.parameters })),
    items,
    system,
    schema: b.response_format?.json_schema?.schema,
  };
}

// ---------- the script ----------

// Text that CLIs add on the user's behalf; never the prompt.
const INJECTED =
  /<(system-reminder|environment_context|user_instructions|turn_aborted|skills_instructions|INSTRUCTIONS|user_shell_command|subagent_notification|task-notification|local-command-[a-z]+|command-[a-z]+|session_context|recommended_plugins)\b[^>]*>[\s\S]*?<\/\1>/g;
const INJECTED_LINES =
  /^(# AGENTS\.md instructions.*|Continue from where you left off\.|\[Request interrupted by user.*\])$/gm;
const strip = (t) => {
  const s = t.replace(INJECTED, '').replace(INJECTED_LINES, '').trim();
  return s.length > 1 && s.startsWith('"') && s.endsWith('"')
    ? s.slice(1, -1).replace(/\\"/g, '"').trim()
    : s; // `opencode run "a b"` quotes its argument
};

const VERBS = 'shell|sleep|say|fail|hang|drop|tool|usage';
function parseDirectives(text) {
  const out = [];
  for (const line of text.split(/\r?\n/)) {
    const m = new RegExp(`^\\s*(?:[-*>]\\s+)?@@(${VERBS})(?:\\s+(.*?))?\\s*$`).exec(line);
    if (m) out.push({ verb: m[1], arg: m[2] ?? '' });
  }
  return out;
}

const SHELLS = [
  'Bash',
  'bash',
  'shell_command',
  'exec_command',
  'shell',
  'run_shell_command',
  'local_shell',
  'container.exec',
  'execute_command',
  'run_terminal_cmd',
  'terminal',
];
const NOTE = 'Run the scripted command';

// codex "code mode": the one tool is `exec`, fed JavaScript that calls the real tools.
const codeMode = (tools) => tools.find((t) => t.name === 'exec' && t.kind === 'custom');
const shellScript = (command) => `// @exec: {"yield_time_ms": 600000}
let r = await tools.exec_command({ cmd: ${JSON.stringify(command)}, yield_time_ms: 30000 });
let out = r.output ?? '';
while (r.session_id !== undefined && r.exit_code === undefined) {
  r = await tools.write_stdin({ session_id: r.session_id, chars: '', yield_time_ms: 30000 });
  out += r.output ?? '';
}
text('exit code ' + r.exit_code + '\\n' + out);`;

function shellCall(tools, command) {
  const code = codeMode(tools);
  if (code && !tools.some((t) => SHELLS.includes(t.name)))
    return { tool: code, args: { input: shellScript(command) } };
  const t =
    SHELLS.map((n) => tools.find((x) => x.name === n)).find(Boolean) ??
    tools.find(
      (x) =>
        /shell|bash|exec|terminal/i.test(x.name ?? '') &&
        (x.schema?.properties?.command || x.schema?.properties?.cmd),
    );
  if (!t) return null;
  const p = t.schema?.properties ?? {};
  const args = {};
  const key = p.command ? 'command' : p.cmd ? 'cmd' : 'command';
  const type = [].concat(p[key]?.type ?? 'string').map((x) => String(x).toLowerCase());
  args[key] = type.includes('array') ? ['bash', '-lc', command] : command;
  if (p.description) args.description = NOTE;
  if (p.timeout) args.timeout = 600000; // claude, opencode: ms
  if (p.timeout_ms) args.timeout_ms = 600000; // codex shell_command
  if (p.yield_time_ms) args.yield_time_ms = 30000; // codex exec_command
  for (const r of t.schema?.required ?? [])
    if (!(r in args))
      args[r] =
        [].concat(p[r]?.type)[0] === 'boolean'
          ? false
          : [].concat(p[r]?.type)[0] === 'number'
            ? 0
            : NOTE;
  return { tool: t, args };
}

const failCounts = new Map();
const SIDE =
  /\b(generate|create|write|output|give)\b[^.]{0,60}\btitle\b|title generator|summariz(?:e|ing) (?:the|this|our) (?:conversation|session)|next speaker/i;

// The smallest value a JSON schema accepts.
function sample(s, text) {
  if (!s || typeof s !== 'object') return text;
  if (s.const !== undefined) return s.const;
  if (s.enum) return s.enum[0];
  for (const k of ['anyOf', 'oneOf', 'allOf']) if (s[k]) return sample(s[k][0], text);
  const type = String([].concat(s.type ?? (s.properties ? 'object' : 'string'))[0]).toLowerCase();
  if (type === 'object')
    return Object.fromEntries(
      (s.required ?? Object.keys(s.properties ?? {})).map((k) => [
        k,
        sample(s.properties?.[k], text),
      ]),
    );
  if (type === 'array') return Array.from({ length: s.minItems ?? 0 }, () => sample(s.items, text));
  return (
    { number: s.minimum ?? 1, integer: s.minimum ?? 1, boolean: false, null: null }[type] ?? text
  );
}

function plan(n) {
  const users = n.items
    .map((it, i) => ({ it, i }))
    .filter(({ it }) => it.k === 'user' && strip(it.text));
  const last = users.at(-1);
  const prompt = last ? strip(last.it.text) : '';
  const after = last ? n.items.slice(last.i + 1) : [];
  const directives = parseDirectives(prompt);
  const results = after.filter((it) => it.k === 'result');
  const turn = users.filter(
    ({ i }, k) =>
      k === 0 ||
      n.items.slice(users[k - 1].i + 1, i).some((it) => it.k !== 'user' && it.k !== 'system'),
  ).length;
  const a = {
    delay: 0,
    texts: [],
    call: null,
    fail: 0,
    hang: '',
    usage: null,
    side: false,
    prompt,
    turn,
    final: false,
  };

  // A side request (session title, summary, next-speaker check...): never play the script to it.
  if (!n.tools.length && (n.schema || SIDE.test(n.system) || SIDE.test(prompt))) {
    a.side = a.final = true;
    a.texts.push(n.schema ? JSON.stringify(sample(n.schema, 'Mock session')) : 'Mock session');
    return a;
  }

  // Where are we?  Ids carry the directive's index; failing that, count the tool results.
  let at = 0;
  const idx = after
    .filter((it) => it.k !== 'user' && it.id)
    .map((it) => /mock_?d(\d+)/.exec(it.id))
    .filter(Boolean)
    .map((m) => +m[1]);
  if (idx.length) at = Math.max(...idx) + 1;
  else
    for (let k = results.length; k > 0 && at < directives.length; at++)
      if (['shell', 'tool'].includes(directives[at].verb)) k--;
  for (const d of directives.slice(0, at))
    if (d.verb === 'usage') a.usage = d.arg.split(/\s+/).map(Number);

  // codex: a command (or code cell) still running after its yield time gives an id; poll it to its end.
  const lastResult = results.at(-1)?.text ?? '';
  const polls = [
    [
      'write_stdin',
      /Process running with session ID (\d+)/,
      (id) => ({ session_id: +id, chars: '', yield_time_ms: 60000 }),
    ],
    ['wait', /Script running with cell ID (\S+)/, (id) => ({ cell_id: id, yield_time_ms: 60000 })],
  ];
  for (const [name, re, args] of polls) {
    const m = re.exec(lastResult);
    const tool = n.tools.find((t) => t.name === name);
    if (m && tool && at > 0) {
      a.call = { name, args: args(m[1]), index: at - 1, tool };
      return a;
    }
  }

  for (; at < directives.length; at++) {
    const { verb, arg } = directives[at];
    if (verb === 'sleep') a.delay += Math.max(0, Number.parseFloat(arg) || 0) * 1000;
    else if (verb === 'say') a.texts.push(arg);
    else if (verb === 'usage') a.usage = arg.split(/\s+/).map(Number);
    else if (verb === 'hang') {
      a.hang = arg === 'stream' ? 'stream' : 'hang';
      return a;
    } else if (verb === 'drop') {
      a.hang = 'drop';
      return a;
    } else if (verb === 'fail') {
      const [status, times] = arg.split(/\s+/).map(Number);
      const key = `${n.who}|${turn}|${at}|${prompt}`;
      const seen = failCounts.get(key) ?? 0;
      if (!(times > 0) || seen < times) {
        failCounts.set(key, seen + 1);
        a.fail = status >= 400 && status < 600 ? status : 500;
        return a;
      }
    } else if (verb === 'shell') {
      const c = shellCall(n.tools, arg);
      if (!c) {
        a.texts.push(`[mock: no shell tool among ${n.tools.map((t) => t.name).join(', ')}]`);
        continue;
      }
      a.call = { name: c.tool.name, args: c.args, index: at, tool: c.tool };
      return a;
    } else if (verb === 'tool') {
      const m = /^(\S+)\s*([\s\S]*)$/.exec(arg);
      let args = {};
      try {
        args = m?.[2] ? JSON.parse(m[2]) : {};
      } catch {
        a.texts.push(`[mock: bad JSON in @@tool ${arg}]`);
        continue;
      }
      const code = codeMode(n.tools);
      const tool = n.tools.find((t) => t.name === m?.[1]) ?? code ?? { name: m?.[1] };
      if (tool === code && m?.[1] !== 'exec') {
        const arg = typeof args.input === 'string' ? args.input : args; // freeform tools take a string
        args = { input: `text(await tools[${JSON.stringify(m?.[1])}](${JSON.stringify(arg)}));` };
      }
      a.call = { name: tool.name, args, index: at, tool };
      return a;
    }
  }
  a.final = true;
  const first = prompt.replace(/\s+/g, ' ').slice(0, 60);
  const text = directives.length
    ? `MOCK DONE: ${directives.length} directive(s), ${idx.length ? new Set(idx).size : results.length} tool call(s), user turn ${turn}`
    : `MOCK DONE: ${first}`;
  a.texts.push(n.schema ? JSON.stringify(sample(n.schema, text)) : text);
  return a;
}

// ---------- answers ----------

const sse = (res, event, data) =>
  res.write(
    `${event ? `event: ${event}\n` : ''}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`,
  );
const SSE_HEAD = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
  connection: 'keep-alive',
};
const chunks = (s) => s.match(/[\s\S]{1,24}/g) ?? [];

function usageOf(ctx) {
  const { a, raw } = ctx;
  const u = a.usage ?? [];
  const input = Number.isFinite(u[0]) ? u[0] : est(raw);
  const output = Number.isFinite(u[1])
    ? u[1]
    : est(a.texts.join('\n') + (a.call ? JSON.stringify(a.call.args) : '')) + 8;
  const cached = Math.min(
    input,
    Number.isFinite(u[2]) ? u[2] : a.usage ? 0 : Math.floor(input * 0.6),
  );
  return { input, output, cached };
}
const callId = (ctx, prefix) => `${prefix}mockd${ctx.a.call.index}x${rand(8)}`;

function anthropic(ctx) {
  const { res, body, a } = ctx;
  const u = usageOf(ctx);
  const usage = {
    input_tokens: u.input - u.cached,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: u.cached,
    output_tokens: u.output,
    service_tier: 'standard',
  };
  const content = a.texts.map((text) => ({ type: 'text', text }));
  if (a.call)
    content.push({
      type: 'tool_use',
      id: callId(ctx, 'toolu_'),
      name: a.call.name,
      input: a.call.args,
    });
  const msg = {
    id: `msg_mock${rand(10)}`,
    type: 'message',
    role: 'assistant',
    model: body.model,
    content,
    stop_reason: a.call ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    usage,
  };
  if (!body.stream) return json(res, 200, msg);
  res.writeHead(200, { ...SSE_HEAD, 'request-id': `req_${rand(8)}` });
  sse(res, 'message_start', {
    type: 'message_start',
    message: { ...msg, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
  });
  if (ctx.stall()) return;
  sse(res, 'ping', { type: 'ping' });
  content.forEach((c, index) => {
    sse(res, 'content_block_start', {
      type: 'content_block_start',
      index,
      content_block: c.type === 'text' ? { type: 'text', text: '' } : { ...c, input: {} },
    });
    for (const s of chunks(c.type === 'text' ? c.text : JSON.stringify(c.input)))
      sse(res, 'content_block_delta', {
        type: 'content_block_delta',
        index,
        delta:
          c.type === 'text'
            ? { type: 'text_delta', text: s }
            : { type: 'input_json_delta', partial_json: s },
      });
    sse(res, 'content_block_stop', { type: 'content_block_stop', index });
  });
  sse(res, 'message_delta', {
    type: 'message_delta',
    delta: { stop_reason: msg.stop_reason, stop_sequence: null },
    usage,
  });
  sse(res, 'message_stop', { type: 'message_stop' });
  res.end();
}

function responses(ctx) {
  const { res, body, a } = ctx;
  const u = usageOf(ctx);
  const output = a.texts.map((text, i) => ({
    id: `msg_mock${rand(10)}`,
    type: 'message',
    status: 'completed',
    role: 'assistant',
    phase: a.final && i === a.texts.length - 1 ? 'final_answer' : 'commentary',
    content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
  }));
  if (a.call) {
    const custom = a.call.tool?.kind === 'custom';
    output.push(
      custom
        ? {
            id: `ctc_mock${rand(10)}`,
            type: 'custom_tool_call',
            status: 'completed',
            call_id: callId(ctx, 'call_'),
            name: a.call.name,
            input:
              typeof a.call.args.input === 'string'
                ? a.call.args.input
                : JSON.stringify(a.call.args),
          }
        : {
            id: `fc_mock${rand(10)}`,
            type: 'function_call',
            status: 'completed',
            call_id: callId(ctx, 'call_'),
            name: a.call.name,
            arguments: JSON.stringify(a.call.args),
            ...(a.call.tool?.namespace ? { namespace: a.call.tool.namespace } : {}),
          },
    );
  }
  const base = {
    id: `resp_mock${rand(12)}`,
    object: 'response',
    created_at: now(),
    model: body.model,
    parallel_tool_calls: true,
    tool_choice: 'auto',
    tools: [],
    error: null,
    incomplete_details: null,
    metadata: {},
  };
  const done = {
    ...base,
    status: 'completed',
    output,
    usage: {
      input_tokens: u.input,
      input_tokens_details: { cached_tokens: u.cached },
      output_tokens: u.output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: u.input + u.output,
    },
  };
  if (!body.stream) return json(res, 200, done);
  res.writeHead(200, { ...SSE_HEAD, 'x-request-id': `req_${rand(8)}` });
  let seq = 0;
  const ev = (type, d) => sse(res, type, { type, sequence_number: seq++, ...d });
  ev('response.created', { response: { ...base, status: 'in_progress', output: [], usage: null } });
  if (ctx.stall()) return;
  ev('response.in_progress', {
    response: { ...base, status: 'in_progress', output: [], usage: null },
  });
  output.forEach((it, output_index) => {
    const at = { item_id: it.id, output_index };
    if (it.type === 'message') {
      ev('response.output_item.added', {
        output_index,
        item: { ...it, status: 'in_progress', content: [] },
      });
      ev('response.content_part.added', {
        ...at,
        content_index: 0,
        part: { type: 'output_text', text: '', annotations: [], logprobs: [] },
      });
      for (const delta of chunks(it.content[0].text))
        ev('response.output_text.delta', { ...at, content_index: 0, delta, logprobs: [] });
      ev('response.output_text.done', {
        ...at,
        content_index: 0,
        text: it.content[0].text,
        logprobs: [],
      });
      ev('response.content_part.done', { ...at, content_index: 0, part: it.content[0] });
    } else if (it.type === 'function_call') {
      ev('response.output_item.added', {
        output_index,
        item: { ...it, status: 'in_progress', arguments: '' },
      });
      for (const delta of chunks(it.arguments))
        ev('response.function_call_arguments.delta', { ...at, delta });
      ev('response.function_call_arguments.done', { ...at, arguments: it.arguments });
    } else {
      ev('response.output_item.added', {
        output_index,
        item: { ...it, status: 'in_progress', input: '' },
      });
      ev('response.custom_tool_call_input.done', { ...at, input: it.input });
    }
    ev('response.output_item.done', { output_index, item: it });
  });
  ev('response.completed', { response: done });
  res.end();
}

function chat(ctx) {
  const { res, body, a } = ctx;
  const u = usageOf(ctx);
  const text = a.texts.join('\n');
  const tool_calls = a.call
    ? [
        {
          id: callId(ctx, 'call_'),
          type: 'function',
          function: { name: a.call.name, arguments: JSON.stringify(a.call.args) },
        },
      ]
    : undefined;
  const finish_reason = a.call ? 'tool_calls' : 'stop';
  const usage = {
    prompt_tokens: u.input,
    completion_tokens: u.output,
    total_tokens: u.input + u.output,
    prompt_tokens_details: { cached_tokens: u.cached },
    completion_tokens_details: { reasoning_tokens: 0 },
  };
  const base = {
    id: `chatcmpl-mock${rand(10)}`,
    created: now(),
    model: body.model,
    system_fingerprint: 'fp_mock',
  };
  if (!body.stream)
    return json(res, 200, {
      ...base,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: text || null,
            ...(tool_calls ? { tool_calls } : {}),
          },
          finish_reason,
          logprobs: null,
        },
      ],
      usage,
    });
  res.writeHead(200, SSE_HEAD);
  const ev = (delta, finish = null) =>
    sse(res, null, {
      ...base,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason: finish, logprobs: null }],
    });
  ev({ role: 'assistant', content: '' });
  if (ctx.stall()) return;
  for (const s of chunks(text)) ev({ content: s });
  for (const [index, c] of (tool_calls ?? []).entries()) {
    ev({
      tool_calls: [
        { index, id: c.id, type: 'function', function: { name: c.function.name, arguments: '' } },
      ],
    });
    for (const s of chunks(c.function.arguments))
      ev({ tool_calls: [{ index, function: { arguments: s } }] });
  }
  ev({}, finish_reason);
  if (body.stream_options?.include_usage)
    sse(res, null, { ...base, object: 'chat.completion.chunk', choices: [], usage });
  sse(res, null, '[DONE]');
  res.end();
}

function json(res, status, obj, headers = {}) {
  const s = JSON.stringify(obj);
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(s),
    ...headers,
  });
  res.end(s);
}

function failure(api, res, status, retryMs) {
  const message = `mock failure ${status}`;
  const types = {
    400: 'invalid_request_error',
    401: 'authentication_error',
    403: 'permission_error',
    404: 'not_found_error',
    413: 'request_too_large',
    429: 'rate_limit_error',
    529: 'overloaded_error',
  };
  const type =
    types[status] ??
    (status >= 500
      ? api === 'anthropic'
        ? 'api_error'
        : 'server_error'
      : 'invalid_request_error');
  const headers = {
    'request-id': `req_${rand(8)}`,
    ...(status === 429 || status === 529 ? { 'retry-after': '1' } : {}),
    ...(retryMs != null ? { 'retry-after-ms': String(retryMs) } : {}),
  }; // -ms: opencode heeds it
  if (api === 'anthropic')
    json(
      res,
      status,
      { type: 'error', error: { type, message }, request_id: headers['request-id'] },
      headers,
    );
  else
    json(res, status, { error: { message, type, param: null, code: `mock_${status}` } }, headers);
}

// ---------- the server ----------

const decode = (buf, enc) => {
  if (!enc || enc === 'identity') return buf;
  if (enc === 'gzip') return zlib.gunzipSync(buf);
  if (enc === 'br') return zlib.brotliDecompressSync(buf);
  if (enc === 'deflate') return zlib.inflateSync(buf);
  if (enc === 'zstd' && zlib.zstdDecompressSync) return zlib.zstdDecompressSync(buf);
  throw new Error(`content-encoding ${enc}`);
};

const ROUTES = [
  ['anthropic', /\/messages$/, fromAnthropic, anthropic],
  ['responses', /\/responses$/, fromResponses, responses],
  ['chat', /\/chat\/completions$/, fromChat, chat],
];

export function startMock({ port = 0, log = null, dump = null, retryAfterMs = null } = {}) {
  let count = 0;
  const stats = { requests: 0, byPath: {} };
  if (dump) fs.mkdirSync(dump, { recursive: true });
  const note = (o) => {
    if (log) fs.appendFileSync(log, `${JSON.stringify({ t: new Date().toISOString(), ...o })}\n`);
  };

  const server = http.createServer((req, res) => {
    const id = ++count;
    const url = new URL(req.url, 'http://127.0.0.1');
    stats.requests++;
    stats.byPath[`${req.method} ${url.pathname}`] =
      (stats.byPath[`${req.method} ${url.pathname}`] ?? 0) + 1;
    const bufs = [];
    req.on('data', (d) => bufs.push(d));
    req.on('error', () => {});
    res.on('error', () => {});
    req.on('end', () => {
      const base = { id, method: req.method, path: req.url, ua: req.headers['user-agent'] };
      let raw = '';
      let body = null;
      try {
        raw = decode(Buffer.concat(bufs), req.headers['content-encoding']).toString('utf8');
        body = raw ? JSON.parse(raw) : null;
      } catch (e) {
        note({ ...base, error: String(e) });
        return json(res, /content-encoding/.test(e.message) ? 415 : 400, {
          error: { message: `mock: ${e.message}`, type: 'invalid_request_error' },
        });
      }
      if (dump)
        fs.writeFileSync(
          path.join(dump, `${String(id).padStart(4, '0')}.json`),
          JSON.stringify({ ...base, headers: req.headers, body }, null, 1),
        );

      if (req.method === 'POST') {
        if (/\/messages\/count_tokens$/.test(url.pathname)) {
          note(base);
          return json(res, 200, { input_tokens: est(raw) });
        }
        for (const [api, re, from, answer] of ROUTES) {
          if (!re.test(url.pathname) || !body) continue;
          const n = from(body);
          const h = req.headers; // codex, opencode, claude name their session; else the same body is the same caller
          n.who =
            h['session-id'] ??
            h['x-session-id'] ??
            h['x-claude-code-session-id'] ??
            crypto.createHash('sha1').update(raw).digest('hex');
          const a = plan(n);
          note({
            ...base,
            api,
            session: n.who,
            model: body.model,
            stream: !!body.stream,
            side: a.side,
            turn: a.turn,
            tools: n.tools.length,
            answer: a.hang || (a.fail ? `fail ${a.fail}` : a.call ? `call ${a.call.name}` : 'text'),
            delay: a.delay,
            prompt: a.prompt.slice(0, 80),
          });
          const stall = () => {
            if (a.hang === 'drop') {
              setTimeout(() => res.destroy(), 50);
              return true;
            }
            return a.hang === 'stream';
          };
          const go = () => {
            if (res.destroyed || res.writableEnded) return;
            if (a.fail) return failure(api, res, a.fail, retryAfterMs);
            if (a.hang === 'hang') return;
            answer({ res, body, a, raw, stall });
          };
          if (a.delay > 0) {
            const t = setTimeout(go, a.delay);
            res.on('close', () => {
              clearTimeout(t);
              if (!res.writableFinished) note({ id, closed: 'by client' });
            });
          } else {
            res.on('close', () => {
              if (!res.writableFinished) note({ id, closed: 'by client' });
            });
            go();
          }
          return;
        }
      }
      note(base);
      if (url.pathname === '/__mock') return json(res, 200, stats);
      if (req.method === 'HEAD') {
        res.writeHead(200);
        return res.end();
      }
      if (/\/models$/.test(url.pathname))
        return json(res, 200, {
          object: 'list',
          data: [
            {
              id: 'mock-model',
              type: 'model',
              object: 'model',
              display_name: 'Mock',
              created: 1,
              owned_by: 'mock',
            },
          ],
          has_more: false,
          models: [],
        });
      json(res, 404, {
        error: { message: `mock: no route ${req.method} ${url.pathname}`, type: 'not_found_error' },
      });
    });
  });
  server.keepAliveTimeout = 120_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const p = server.address().port;
      resolve({
        port: p,
        url: `http://127.0.0.1:${p}`,
        stats,
        server,
        close: () =>
          new Promise((r) => {
            server.close(() => r());
            server.closeAllConnections();
          }),
      });
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  const opt = (name) => {
    const i = process.argv.indexOf(`--${name}`);
    return i > 0 ? process.argv[i + 1] : null;
  };
  const m = await startMock({
    port: Number(opt('port') ?? process.env.MOCK_LLM_PORT ?? 0),
    log: opt('log'),
    dump: opt('dump'),
    retryAfterMs: opt('retry-after-ms') && Number(opt('retry-after-ms')),
  });
  if (opt('port-file')) fs.writeFileSync(opt('port-file'), String(m.port));
  if (!process.argv.includes('--quiet')) console.log(m.url);
  for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => process.exit(0));
}
