import {
  fs
} from "./chunk-4V54GAD5.js";

// ../ft/dist/src/adapters/failpoints.js
import { appendFileSync } from "node:fs";
import { relative } from "node:path";
function readFailpoints(setting) {
  if (!setting)
    return void 0;
  const [, stops, rest = ""] = /^(stop-)?(.*)$/s.exec(setting) ?? [];
  const place = /:\d+$/.test(rest) ? rest : `${rest}:1`;
  const trace = /^trace:(.*)/s.exec(setting)?.[1];
  const pass = trace ? (here) => appendFileSync(trace, `${here}
`) : (here) => here === place ? leave(stops ? "SIGSTOP" : "SIGKILL") : void 0;
  const seen = /* @__PURE__ */ new Map();
  let writing;
  tearWrites(() => {
    const here = writing;
    writing = void 0;
    return here && (() => pass(`middle:${here}`));
  });
  return (name) => {
    const time = (seen.get(name) ?? 0) + 1;
    seen.set(name, time);
    const here = `${name}:${time}`;
    return {
      before() {
        pass(`before:${here}`);
        writing = here;
      },
      after() {
        writing = void 0;
        pass(`after:${here}`);
      }
    };
  };
}
function leave(signal) {
  process.kill(process.pid, signal);
  while (signal === "SIGKILL")
    ;
}
function tearWrites(middle) {
  const { writeSync } = fs;
  const torn = (file, bytes, offset) => {
    const pass = middle();
    if (!pass)
      return writeSync(file, bytes, offset);
    const written = writeSync(file, bytes, offset, Math.ceil((bytes.length - offset) / 2));
    pass();
    return written;
  };
  fs.writeSync = torn;
}
var wrapWith = (failpoints) => ({
  disk: (disk, root) => withFailpoints(disk, root, failpoints),
  launcher: (launcher) => launcherWithFailpoints(launcher, failpoints),
  processes: (processes) => processesWithFailpoints(processes, failpoints),
  effect: (name, act) => awaited(failpoints, name, act)
});
function withFailpoints(disk, root, failpoints) {
  const around = (verb, path, effect) => {
    const point = failpoints(`${verb} ${kindOf(relative(root, path))}`);
    point.before();
    const result = effect();
    point.after();
    return result;
  };
  const aroundSoon = (verb, path, effect) => awaited(failpoints, `${verb} ${kindOf(relative(root, path))}`, effect);
  const { patient } = disk;
  return {
    ...disk,
    ...patient && {
      patient: {
        create: (path, text, options) => aroundSoon("create", path, () => patient.create(path, text, options)),
        replace: (path, text, options) => aroundSoon("replace", path, () => patient.replace(path, text, options)),
        makeFolder: (path, options) => aroundSoon("folder", path, () => patient.makeFolder(path, options))
      }
    },
    create: (path, text, options) => around("create", path, () => disk.create(path, text, options)),
    replace: (path, text, options) => around("replace", path, () => disk.replace(path, text, options)),
    mark: (path) => around("mark", path, () => disk.mark(path)),
    append: (path, line) => around("append", path, () => disk.append(path, line)),
    makeFolder: (path, options) => around("folder", path, () => disk.makeFolder(path, options)),
    move: (from, to, options) => around("move", to, () => disk.move(from, to, options)),
    remove: (path) => around("remove", path, () => disk.remove(path)),
    erase: (path, options) => around("erase", path, () => disk.erase(path, options))
  };
}
function launcherWithFailpoints(launcher, failpoints) {
  return {
    ...launcher,
    async start(command, folder) {
      const start = () => launcher.start(command, folder);
      return gateWithFailpoints(await awaited(failpoints, "launch spawn", start), failpoints);
    },
    signal: (run, signal) => awaited(failpoints, `signal ${signal}`, () => launcher.signal(run, signal))
  };
}
function processesWithFailpoints(processes, failpoints) {
  const { kill, terminate } = processes;
  return {
    ...processes,
    kill: (identity) => awaited(failpoints, "kill holder", () => kill(identity)),
    terminate: (identity) => awaited(failpoints, "terminate holder", () => terminate(identity))
  };
}
async function awaited(failpoints, name, effect) {
  const point = failpoints(name);
  point.before();
  const result = await effect();
  point.after();
  return result;
}
function gateWithFailpoints(gate, failpoints) {
  return {
    ...gate,
    open() {
      const point = failpoints("launch go");
      point.before();
      gate.open();
      point.after();
    }
  };
}
function kindOf(path) {
  return path.split("/").map((part) => part.replace(/^(?:\d{14}-[0-9a-f]{8,}|[\d-]+)/, "").replace(/[._]?\d+/g, "")).map((part) => part.replace(/^\./, "")).filter((part) => part !== "").join("/");
}
export {
  launcherWithFailpoints,
  readFailpoints,
  withFailpoints,
  wrapWith
};
