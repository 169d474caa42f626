/**
 * What an agent CLI sets for the commands it runs. When orchestra is started by one of them, the
 * agents it starts must not take themselves for its children. Settings a person may have made
 * (CLAUDE_CODE_USE_BEDROCK, CODEX_HOME, OPENCODE_CONFIG…) share the prefixes, so no wildcards.
 */
export const nestingMarks = [
  'CLAUDECODE',
  'CLAUDE_CODE_CHILD_SESSION',
  'CLAUDE_CODE_ENTRYPOINT',
  'CLAUDE_CODE_EXECPATH',
  'CLAUDE_CODE_SESSION_ID',
  'CLAUDE_CODE_SSE_PORT',
  'CODEX_CI',
  'CODEX_MANAGED_BY_NPM',
  'CODEX_MANAGED_PACKAGE_ROOT',
  'CODEX_SANDBOX',
  'CODEX_SANDBOX_NETWORK_DISABLED',
  'CODEX_SESSION_ID',
  'CODEX_THREAD_ID',
  'CODEX_TOOL_CALL_ID',
  'OPENCODE',
  'OPENCODE_PID',
  'OPENCODE_RUN_ID',
];
