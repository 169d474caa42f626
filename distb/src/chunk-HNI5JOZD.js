// ../ft/dist/src/cli/describe.js
var describe = (schema) => [
  schema.description,
  schema.enum && `One of ${schema.enum.join(", ")}.`,
  rangeOf(schema),
  schema.default !== void 0 && !Array.isArray(schema.default) && `Default ${schema.default}.`
].filter(Boolean).join(" ");
function rangeOf({ minimum, maximum }) {
  if (maximum !== void 0)
    return `From ${minimum ?? "any"} to ${maximum}.`;
  return minimum === void 0 || minimum === 0 ? void 0 : `At least ${minimum}.`;
}

export {
  describe
};
