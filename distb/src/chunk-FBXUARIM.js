import {
  protocolVersion,
  timestamp,
  version
} from "./chunk-AYEYYZRK.js";
import {
  integer,
  list,
  object,
  optional,
  record,
  string
} from "./chunk-IJBGSXO5.js";

// ../ft/dist/src/core/controls.js
var Pause = object({ by: string("Who."), at: timestamp("When.") }, "Set while nothing new of it starts.");
var Control = object({
  paused: optional(Pause),
  maxParallel: optional(integer("At most this many at once.", { minimum: 1, maximum: 1e3 }))
});
var Controls = object({
  version,
  queue: Control,
  groups: record(Control, "Groups by name; also those that only exist here."),
  agents: record(Control, "Agents by name."),
  by: list(string("An intent."), "The intents that changed this, the latest last.")
});
var noControls = {
  version: protocolVersion,
  queue: {},
  groups: {},
  agents: {},
  by: []
};
var controlOf = (controls, what, name) => {
  if (what === "queue")
    return controls.queue;
  const all = what === "group" ? controls.groups : controls.agents;
  return name !== void 0 && Object.hasOwn(all, name) ? all[name] : void 0;
};

export {
  Controls,
  noControls,
  controlOf
};
