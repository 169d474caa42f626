import {
  run
} from "./chunk-O4KPIECE.js";
import "./chunk-2OBH7DFX.js";
import {
  WaitOutput
} from "./chunk-X4IKPAP2.js";
import {
  start
} from "./chunk-6I3ATILV.js";
import "./chunk-HWDWT7WJ.js";
import "./chunk-FHOPYNV7.js";
import "./chunk-T3O5IXGE.js";
import "./chunk-WRR5TNQP.js";
import "./chunk-3GURRCJB.js";
import "./chunk-6BLBWETH.js";
import "./chunk-TDQQF3GW.js";
import "./chunk-OEBKKQG6.js";
import "./chunk-TVO57TNB.js";
import "./chunk-E333RTSF.js";
import "./chunk-GI26EQSU.js";
import "./chunk-DVSKCOC5.js";
import "./chunk-2N4G7HPN.js";
import "./chunk-GTZ4KQI4.js";
import "./chunk-MSDGEEZV.js";
import "./chunk-6ULRSHSM.js";
import "./chunk-RLLTZYOD.js";
import "./chunk-IWPS5FU5.js";
import {
  exits
} from "./chunk-GPV7KN42.js";
import "./chunk-76VGOSCX.js";
import "./chunk-J6SEJHHY.js";
import "./chunk-PUVSEIMK.js";
import "./chunk-JB5L447W.js";
import "./chunk-U6L365AJ.js";
import "./chunk-FBXUARIM.js";
import "./chunk-I26GMW6K.js";
import "./chunk-72PWSYF7.js";
import "./chunk-TQN5J5DI.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import {
  object,
  optional,
  string
} from "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-QYHLQT45.js";
import "./chunk-5VHG2WDS.js";

// ../ft/dist/src/cli/commands/demo.js
var prompts = [
  "Add a test for the parser\nsimulate: sleep 2",
  "Mend the flaky retry test\nsimulate: fail once\nsimulate: sleep 1",
  "Write the changelog\nsimulate: sleep 1"
];
var config = `${JSON.stringify({ maxParallel: 2, retry: { delay: "2s" } }, null, 2)}
`;
var demo = {
  summary: "See it work: three simulated tasks in a fresh folder, no keys needed",
  examples: ["orchestra demo"],
  writes: true,
  input: object({ folder: optional(string("Where; else a new temporary folder.")) }),
  output: WaitOutput,
  async run(stage, { folder }) {
    const place = await stage.elsewhere(folder);
    const { context, terminal, json } = place;
    const say = json ? terminal.err : terminal.out;
    say(`Three tasks for a simulated agent, in ${context.cwd}
No model is called; the second fails once and is retried.

`);
    context.writeOnce(`${context.store.root}/${layout.config}`, config);
    for (const prompt of prompts)
      await start.run(context, { agent: "simulated", prompt, noRun: true, retries: 2 });
    const code = await run.run(place, { tasks: [] });
    if (code !== exits.ok)
      return code;
    if (!json)
      terminal.out(whereToLook(place));
    return exits.ok;
  }
};
function whereToLook({ context, self }) {
  const line = (command, what) => `  ${command.padEnd(self.length + 10)}  ${what}`;
  return [
    "",
    "All of it is files; look around:",
    `  cd ${context.cwd}`,
    line(`${self} status`, "what ran, what waits"),
    line(`${self} show 2`, "one task, with the attempt that failed"),
    line(`${self} logs 2`, "what its agent said"),
    line("ls .orchestra/runs", "everything each run left"),
    "",
    "With a real agent, in your repository:",
    `  ${self} start claude "add a test for the parser"`,
    ""
  ].join("\n");
}
export {
  demo
};
