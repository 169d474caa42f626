// ../ft/dist/src/core/older-task.js
function isOlderTaskText(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return false;
    const { taskId, status } = value;
    return typeof taskId === "string" && typeof status === "string" && !("version" in value);
  } catch {
    return false;
  }
}
var isOlderNumber = (number) => number >= 1e9;

export {
  isOlderTaskText,
  isOlderNumber
};
