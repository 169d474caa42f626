import type { Commands } from '../stage.ts';

const others = {
  init: async () => (await import('./init.ts')).init,
  start: async () => (await import('./start.ts')).start,
  enqueue: async () => (await import('./enqueue.ts')).enqueue,
  run: async () => (await import('./run.ts')).run,
  status: async () => (await import('./status.ts')).status,
  list: async () => (await import('./list.ts')).list,
  search: async () => (await import('./search.ts')).search,
  stats: async () => (await import('./stats.ts')).stats,
  show: async () => (await import('./show.ts')).show,
  logs: async () => (await import('./logs.ts')).logs,
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
  schedule: async () => (await import('./schedule.ts')).schedule,
  timeout: async () => (await import('./timeout.ts')).timeout,
  priority: async () => (await import('./priority.ts')).priority,
  switch: async () => (await import('./switch.ts')).switchTasks,
  edit: async () => (await import('./edit.ts')).edit,
  hold: async () => (await import('./hold.ts')).hold,
  release: async () => (await import('./release.ts')).release,
  clean: async () => (await import('./clean.ts')).clean,
  daemon: async () => (await import('./daemon.ts')).daemon,
  unlock: async () => (await import('./unlock.ts')).unlock,
  config: async () => (await import('./config.ts')).config,
  agents: async () => (await import('./agents.ts')).agents,
  recover: async () => (await import('./recover.ts')).recover,
  index: async () => (await import('./queue-index.ts')).queueIndex,
  migrate: async () => (await import('./migrate.ts')).migrate,
  doctor: async () => (await import('./doctor.ts')).doctor,
  workspaces: async () => (await import('./workspaces.ts')).workspaces,
  demo: async () => (await import('./demo.ts')).demo,
} as const satisfies Commands;

/** Every word after `orchestra`, each loaded when it is typed. */
export const commands = {
  ...others,
  completion: async () => (await import('./completion.ts')).completionOf(others),
} as const satisfies Commands;

export type CommandName = keyof typeof commands;
