// ../ft/dist/src/cli/topics/index.js
var topics = {
  protocol: async () => (await import("./protocol-A7TQQ5VX.js")).protocol,
  config: async () => (await import("./config-OSFAXQQ7.js")).config,
  templates: async () => (await import("./templates-G4T7URAR.js")).templates,
  "exit-codes": async () => (await import("./exit-codes-BBTQA5MZ.js")).exitCodes
};

export {
  topics
};
