// ../ft/dist/src/cli/commands/index.js
var others = {
  init: async () => (await import("./init-7RODUXL4.js")).init,
  start: async () => (await import("./start-XHKCXU5Y.js")).start,
  enqueue: async () => (await import("./enqueue-2QJWCFC3.js")).enqueue,
  run: async () => (await import("./run-RBB6Y74X.js")).run,
  status: async () => (await import("./status-SC242KZN.js")).status,
  list: async () => (await import("./list-FYODJZVJ.js")).list,
  show: async () => (await import("./show-5HN3V7OG.js")).show,
  logs: async () => (await import("./logs-JLN5SUJM.js")).logs,
  wait: async () => (await import("./wait-DAYMZVHC.js")).wait,
  cancel: async () => (await import("./cancel-CGLBGOVH.js")).cancel,
  retry: async () => (await import("./retry-KZNYMELH.js")).retry,
  timeout: async () => (await import("./timeout-O4WGZPJZ.js")).timeout,
  clean: async () => (await import("./clean-GNL67G6H.js")).clean,
  daemon: async () => (await import("./daemon-DBJYOMSD.js")).daemon,
  unlock: async () => (await import("./unlock-ZMTKOPMN.js")).unlock,
  agents: async () => (await import("./agents-MWTL2B4G.js")).agents,
  recover: async () => (await import("./recover-V3T2QLAC.js")).recover,
  index: async () => (await import("./queue-index-KR6QRBHT.js")).queueIndex,
  migrate: async () => (await import("./migrate-DHY5EHLC.js")).migrate,
  doctor: async () => (await import("./doctor-IK6R6DIX.js")).doctor,
  demo: async () => (await import("./demo-N3AZW6MR.js")).demo
};
var commands = {
  ...others,
  completion: async () => (await import("./completion-CK6UFUEU.js")).completionOf(others)
};

export {
  commands
};
