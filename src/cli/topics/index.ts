import type { Block } from '../page.ts';
import type { Commands } from '../stage.ts';

/** Something to know that is no command. What it tells is read off the code. */
export interface Topic {
  readonly summary: string;
  blocks(commands: Commands): readonly Block[] | Promise<readonly Block[]>;
}

/** Every topic of `orchestra help`, each loaded when it is asked for. */
export const topics = {
  protocol: async () => (await import('./protocol.ts')).protocol,
  config: async () => (await import('./config.ts')).config,
  templates: async () => (await import('./templates.ts')).templates,
  callbacks: async () => (await import('./callbacks.ts')).callbacks,
  times: async () => (await import('./times.ts')).times,
  'exit-codes': async () => (await import('./exit-codes.ts')).exitCodes,
} as const satisfies Record<string, () => Promise<Topic>>;

export type TopicName = keyof typeof topics;
