import type { FailReason } from './vocabulary.ts';

/** What an agent CLI says while it works, in one vocabulary for all of them. */
export type AgentEvent =
  | { readonly type: 'session.started'; readonly session: string; readonly model?: string }
  | { readonly type: 'message'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string }
  | { readonly type: 'tool.called'; readonly tool: string; readonly detail: string }
  | {
      readonly type: 'tool.finished';
      readonly tool: string;
      readonly ok: boolean;
      readonly detail: string;
    }
  | { readonly type: 'retry'; readonly text: string }
  | { readonly type: 'warning'; readonly text: string }
  | {
      /** The CLI's last word on the whole run, where it has one. */
      readonly type: 'finished';
      readonly ok: boolean;
      readonly text?: string;
      readonly reason?: FailReason;
    };

/** What the events of a run so far add up to. */
export interface Telling {
  readonly session?: string;
  readonly lastMessage?: string;
  readonly finished?: Extract<AgentEvent, { type: 'finished' }>;
}

/** Adds one event to what is known; a later `finished` replaces an earlier one. */
export function tell(told: Telling, event: AgentEvent): Telling {
  switch (event.type) {
    case 'session.started':
      return { ...told, session: event.session };
    case 'message':
      return { ...told, lastMessage: event.text };
    case 'finished':
      return { ...told, finished: event };
    default:
      return told;
  }
}
