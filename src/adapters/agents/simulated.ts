import type { AgentSettings } from '../../core/agent.ts';

/** The stand-in for where no agent is installed; `script` is the shipped simulated-agent.sh. */
export const simulatedProfile = (script: string): AgentSettings => ({
  description: 'A stand-in that shows how a task runs; no model, no work',
  command: 'sh',
  args: [script],
  prompt: 'stdin',
  verified: true,
  simulated: true,
});
