import "./chunk-T5XR7PGE.js";
import {
  knownHoles
} from "./chunk-FOOOP7LM.js";
import "./chunk-J6SEJHHY.js";
import "./chunk-JB5L447W.js";
import "./chunk-72PWSYF7.js";
import "./chunk-TQN5J5DI.js";
import "./chunk-AYEYYZRK.js";
import "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import "./chunk-5VHG2WDS.js";

// ../ft/dist/src/cli/topics/templates.js
var meanings = {
  prompt: "The whole prompt: the template with its holes filled. In arguments only.",
  userPrompt: "What was asked for, without the template.",
  promptFile: "A file that holds the whole prompt.",
  taskId: "The task, such as task_12.",
  agent: "The name of the agent.",
  planFile: "Where the agent may write its plan.",
  logFile: "Where it may note what it does.",
  doneFile: "What it creates when it is done.",
  errorFile: "What it creates when it failed, with the reason.",
  workspace: "The folder workspace/ of the workspace.",
  model: "The model that was asked for; empty if none was.",
  cwd: "The folder it works in.",
  attempt: "Which attempt this is; 1 for the first.",
  previousError: "Why the attempt before failed; empty for the first."
};
var exampleTemplate = [
  "{userPrompt}",
  "",
  "When it is finished and verified, create {doneFile} with one line that sums up.",
  "If you cannot finish, write to {errorFile} why, and stop.",
  "The previous attempt failed with (empty for the first): {previousError}"
];
var templates = {
  summary: "The text around prompts, and the holes that are filled in it and in arguments.",
  blocks: () => [
    {
      text: 'Set "promptTemplateFile": "prompts/default.md" for an agent (a file beside its config, or one that is shipped), or "promptTemplate" with the text itself. Without either, an agent gets the prompt as it was typed.'
    },
    { heading: "Example" },
    { lines: exampleTemplate },
    { heading: "Holes, in templates and in args" },
    { rows: knownHoles.map((hole) => [`{${hole}}`, meanings[hole]]) },
    { heading: "Rules" },
    {
      rows: [
        ["{{ and }}", 'Stand for single braces. JSON needs no doubling: {"a": 1} is no hole.'],
        ["once", "Holes are filled in one pass: what a prompt holds is never a hole."],
        ["needed", 'A template must hold {userPrompt}; "prompt": "arg" needs {prompt} in args.'],
        ["no shell", "An argument is filled by itself, and never split or quoted."],
        ["{modelArgs}", "In args alone, by itself: where modelArgs go; else they come first."]
      ]
    }
  ]
};
export {
  exampleTemplate,
  templates
};
