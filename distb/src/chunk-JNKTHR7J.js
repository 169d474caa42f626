import {
  oneLine,
  truncate
} from "./chunk-QYHLQT45.js";

// ../ft/dist/src/cli/announce.js
function announce({ out, columns }, { id, agent, title }, quiet) {
  const line = quiet ? id : `${id}  ${agent}  ${oneLine(title)}`;
  out(`${truncate(line, columns() ?? Infinity)}
`);
}
function noteSimulated({ err }, tasks) {
  const first = tasks.find(({ number }) => number === 1);
  if (first?.simulated && first.agent !== "simulated")
    err(`note: no real agent is set up, so ${first.agent} is simulated; see orchestra init
`);
}

export {
  announce,
  noteSimulated
};
