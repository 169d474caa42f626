import {
  inheritedFor
} from "./chunk-I26GMW6K.js";
import "./chunk-72PWSYF7.js";
import {
  formatDuration
} from "./chunk-TQN5J5DI.js";
import {
  deliver,
  killBearers
} from "./chunk-PBIROSBO.js";
import {
  flagsToFind,
  missingIn,
  versionIn
} from "./chunk-FBX7OUKA.js";
import "./chunk-QEYDHFPW.js";
import "./chunk-AYEYYZRK.js";
import "./chunk-IJBGSXO5.js";
import "./chunk-6WEGTHHE.js";
import "./chunk-7QJ36DIS.js";
import {
  firstLine,
  harmless,
  truncate
} from "./chunk-QYHLQT45.js";
import "./chunk-UUUYVOJ7.js";
import "./chunk-5VHG2WDS.js";
import "./chunk-4V54GAD5.js";

// ../ft/dist/src/adapters/probe.js
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
var patienceMs = 15e3;
var leftoverMs = 500;
var bytesMax = 256 * 1024;
function createProbe(agents, cwd, timeoutMs = patienceMs) {
  const asked = /* @__PURE__ */ new Map();
  const ask = (agent, path, args) => {
    const environment = { ...inheritedFor(agent, agents.environment()), ...agent.env };
    const key = JSON.stringify([path, args, agent.env, agent.unset]);
    const answer = asked.get(key) ?? run(path, args, environment, timeoutMs);
    asked.set(key, answer);
    return answer;
  };
  return async (agent, { flags = false } = {}) => {
    const { command, probe } = agent;
    const path = agents.locate(command, cwd);
    if (path === void 0)
      return {};
    const problem = (args, what) => [command, ...args, what].join(" ");
    if (!probe?.version)
      return { path, ...flags && await flagsOf(path) };
    const said = await ask(agent, path, probe.version);
    const version = versionIn(said.stdout) ?? versionIn(said.stderr);
    if (said.problem !== void 0 || version === void 0)
      return { path, problem: problem(probe.version, said.problem ?? noVersion(said)) };
    return { path, version, ...flags && await flagsOf(path) };
    async function flagsOf(at) {
      const wanted = flagsToFind(agent);
      if (!probe?.help || wanted.length === 0)
        return {};
      const help = await ask(agent, at, probe.help);
      if (help.problem !== void 0)
        return { problem: problem(probe.help, help.problem) };
      return { missingFlags: missingIn(help.stdout + help.stderr, wanted) };
    }
  };
}
var noVersion = ({ stdout, stderr }) => {
  const line = lineOf(stdout.trim() || stderr.trim());
  return line === "" ? "prints nothing" : `prints no version: ${line}`;
};
async function run(path, args, environment, timeoutMs) {
  const token = randomBytes(16).toString("hex");
  const env = { ...environment, ORCHESTRA_RUN: token };
  const said = await new Promise((resolve) => {
    const child = spawn(path, args, {
      cwd: "/",
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"]
    });
    const text = { stdout: "", stderr: "" };
    const end = () => child.exitCode ?? child.signalCode ?? endGroup(child.pid);
    const forget = onInterruption(end);
    const leave = (how) => {
      clearTimeout(deadline);
      forget();
      end();
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ ...text, ...how });
    };
    const deadline = setTimeout(() => leave({ problem: `does not end within ${formatDuration(timeoutMs)}` }), timeoutMs);
    let bytes = 0;
    for (const stream of ["stdout", "stderr"])
      child[stream].setEncoding("utf8").on("data", (chunk) => {
        bytes += chunk.length;
        if (bytes > bytesMax)
          leave({ problem: "prints without end" });
        else
          text[stream] += chunk;
      });
    child.once("error", ({ message }) => leave({ problem: `cannot be run: ${message}` }));
    child.once("close", (code, signal) => leave(problemOf(code, signal, text)));
    child.once("exit", (code, signal) => {
      setTimeout(() => leave(problemOf(code, signal, text)), leftoverMs).unref();
    });
  }).catch(({ message }) => ({
    stdout: "",
    stderr: "",
    problem: `cannot be run: ${message}`
  }));
  await killBearers(token);
  return said;
}
var endGroup = (pid) => pid === void 0 ? void 0 : deliver(-pid, "SIGKILL");
var signals = ["SIGINT", "SIGTERM", "SIGHUP"];
var interrupted = /* @__PURE__ */ new Set();
function onInterruption(act) {
  if (interrupted.size === 0)
    for (const signal of signals)
      process.on(signal, passOn);
  interrupted.add(act);
  return () => {
    interrupted.delete(act);
    if (interrupted.size === 0)
      for (const signal of signals)
        process.off(signal, passOn);
  };
}
function passOn(signal) {
  for (const act of interrupted)
    act();
  interrupted.clear();
  for (const name of signals)
    process.off(name, passOn);
  if (process.listenerCount(signal) === 0)
    process.kill(process.pid, signal);
}
function problemOf(code, signal, { stdout, stderr }) {
  if (code === 0)
    return {};
  const how = signal ? `dies of ${signal}` : `exits with ${code}`;
  const line = lineOf(stderr.trim() || stdout.trim());
  return { problem: line === "" ? how : `${how}: ${line}` };
}
var lineOf = (text) => truncate(harmless(firstLine(text)), 200);
export {
  createProbe
};
