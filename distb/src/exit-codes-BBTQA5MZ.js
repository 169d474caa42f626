import {
  exitOfFailure,
  exits
} from "./chunk-GPV7KN42.js";
import "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";

// ../ft/dist/src/cli/topics/exit-codes.js
var meanings = {
  ok: "It was done.",
  failed: "It could not be done, or a task that was waited for did not complete.",
  usage: "It was typed in a way that cannot be meant; nothing was changed.",
  timeout: "The time to wait was up.",
  interrupted: "Interrupted by Ctrl-C or a signal."
};
var kinds = {
  usage: "What was typed cannot be meant.",
  invalid: "What was found cannot be used: a config, a folder, a damaged file.",
  not_found: "There is none: no such task, agent or workspace.",
  conflict: "Somebody or something is in the way now.",
  unavailable: "The machine refuses: the disk, a program, a process."
};
var exitCodes = {
  summary: "What the exit code of orchestra tells.",
  blocks: async (commands) => [
    { heading: "Of every command" },
    {
      rows: Object.entries(exits).map(([name, code]) => [String(code), meanings[name]])
    },
    ...await ofCommands(commands),
    { heading: 'Errors with --json are {"error": {"code", "message", "hint"}} on stderr' },
    {
      rows: Object.entries(exitOfFailure).map(([kind, code]) => [kind, `${kinds[kind]} Exit code ${code}.`])
    }
  ]
};
async function ofCommands(commands) {
  const blocks = Object.entries(commands).map(async ([name, load]) => {
    const { ends } = await load();
    return ends ? [{ heading: `Of orchestra ${name}` }, { rows: Object.entries(ends) }] : [];
  });
  return (await Promise.all(blocks)).flat();
}
export {
  exitCodes
};
