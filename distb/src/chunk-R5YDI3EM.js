import {
  printJson
} from "./chunk-IWPS5FU5.js";
import {
  exits
} from "./chunk-GPV7KN42.js";

// ../ft/dist/src/cli/command.js
var commandOf = (operation, tell, exitOf = () => exits.ok) => ({
  ...operation,
  async run(stage, input) {
    const answer = await operation.run(stage.context, input);
    if (stage.json)
      printJson(stage.terminal, answer);
    else
      tell(answer, stage);
    return exitOf(answer);
  }
});
var withExtra = (operation, extra) => ({
  ...operation,
  input: {
    ...operation.input,
    properties: { ...operation.input.properties, ...extra.properties }
  }
});

export {
  commandOf,
  withExtra
};
