import type { AnyOperation } from './operation.ts';

/** The product, in one screen; each is loaded when it is asked for. */
export const operations = {
  start: async () => (await import('./start.ts')).start,
  enqueue: async () => (await import('./enqueue.ts')).enqueue,
  status: async () => (await import('./status.ts')).status,
  list: async () => (await import('./list.ts')).list,
  show: async () => (await import('./show.ts')).show,
  why: async () => (await import('./why.ts')).why,
  deps: async () => (await import('./deps.ts')).deps,
  wait: async () => (await import('./wait.ts')).wait,
  requests: async () => (await import('./requests.ts')).requests,
  approve: async () => (await import('./approve.ts')).approve,
  reject: async () => (await import('./reject.ts')).reject,
  answer: async () => (await import('./answer.ts')).answer,
  cancel: async () => (await import('./cancel.ts')).cancel,
  retry: async () => (await import('./retry.ts')).retry,
  pause: async () => (await import('./pause.ts')).pause,
  resume: async () => (await import('./resume.ts')).resume,
  parallel: async () => (await import('./parallel.ts')).parallel,
  group: async () => (await import('./group.ts')).group,
  timeout: async () => (await import('./timeout.ts')).timeout,
  priority: async () => (await import('./priority.ts')).priority,
  switch: async () => (await import('./switch.ts')).switchTasks,
  edit: async () => (await import('./edit.ts')).edit,
  hold: async () => (await import('./hold.ts')).hold,
  release: async () => (await import('./release.ts')).release,
  clean: async () => (await import('./clean.ts')).clean,
  unlock: async () => (await import('./unlock.ts')).unlock,
  agents: async () => (await import('./agents.ts')).agents,
  recover: async () => (await import('./recover.ts')).recover,
  index: async () => (await import('./queue-index.ts')).queueIndex,
  migrate: async () => (await import('./migrate.ts')).migrate,
  doctor: async () => (await import('./doctor.ts')).doctor,
  init: async () => (await import('./init.ts')).init,
} as const satisfies Record<string, () => Promise<AnyOperation>>;

export type OperationName = keyof typeof operations;
