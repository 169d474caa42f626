// ../ft/dist/src/operations/operation.js
var conductors = ["there", "spawned", "unseen", "none"];
var operation = (definition) => definition;

export {
  conductors,
  operation
};
