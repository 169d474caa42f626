import { type Hole, knownHoles } from '../../core/resolve-agent.ts';
import type { Row } from '../page.ts';
import type { Topic } from './index.ts';

/** What each hole is filled with. */
const meanings: Readonly<Record<Hole, string>> = {
  prompt: 'The whole prompt: the template with its holes filled. In arguments only.',
  userPrompt: 'What was asked for, without the template.',
  promptFile: 'A file that holds the whole prompt.',
  taskId: 'The task, such as task_12.',
  agent: 'The name of the agent.',
  planFile: 'Where the agent may write its plan.',
  logFile: 'Where it may note what it does.',
  doneFile: 'What it creates when it is done.',
  errorFile: 'What it creates when it failed, with the reason.',
  workspace: 'The folder workspace/ of the workspace.',
  model: 'The model that was asked for; empty if none was.',
  cwd: 'The folder it works in.',
  attempt: 'Which attempt this is; 1 for the first.',
  previousError: 'Why the attempt before failed; empty for the first.',
};

/** A template around prompts, and arguments with holes. */
export const exampleTemplate = [
  '{userPrompt}',
  '',
  'When it is finished and verified, create {doneFile} with one line that sums up.',
  'If you cannot finish, write to {errorFile} why, and stop.',
  'The previous attempt failed with (empty for the first): {previousError}',
] as const;

/** `orchestra help templates` */
export const templates: Topic = {
  summary: 'The text around prompts, and the holes that are filled in it and in arguments.',
  blocks: () => [
    {
      text: 'Set "promptTemplateFile": "prompts/default.md" for an agent (a file beside its config, or one that is shipped), or "promptTemplate" with the text itself. Without either, an agent gets the prompt as it was typed.',
    },
    { heading: 'Example' },
    { lines: exampleTemplate },
    { heading: 'Holes, in templates and in args' },
    { rows: knownHoles.map((hole): Row => [`{${hole}}`, meanings[hole]]) },
    { heading: 'Rules' },
    {
      rows: [
        ['{{ and }}', 'Stand for single braces. JSON needs no doubling: {"a": 1} is no hole.'],
        ['once', 'Holes are filled in one pass: what a prompt holds is never a hole.'],
        ['needed', 'A template must hold {userPrompt}; "prompt": "arg" needs {prompt} in args.'],
        ['no shell', 'An argument is filled by itself, and never split or quoted.'],
        ['{modelArgs}', 'In args alone, by itself: where modelArgs go; else they come first.'],
      ],
    },
  ],
};
