// ../ft/dist/src/lib/duration.js
var unitsMs = { d: 864e5, h: 36e5, m: 6e4, s: 1e3, ms: 1 };
var amount = String.raw`\d+(?:\.\d+)?`;
var spelled = new RegExp(`^${Object.keys(unitsMs).map((unit) => `(?:(?<${unit}>${amount})${unit}\\s*)?`).join("")}$`);
function parseDuration(text) {
  const trimmed = text.trim();
  if (trimmed === "")
    return void 0;
  const parts = spelled.exec(/^[\d.]+$/.test(trimmed) ? `${trimmed}s` : trimmed)?.groups;
  if (!parts)
    return void 0;
  const ms = Object.entries(unitsMs).reduce((sum, [unit, unitMs]) => sum + Number(parts[unit] ?? 0) * unitMs, 0);
  return ms <= Number.MAX_SAFE_INTEGER ? Math.round(ms) : void 0;
}
function formatDuration(ms) {
  const tenths = Math.floor(ms / 100);
  if (!(tenths > 0))
    return "0s";
  if (tenths < 100)
    return `${(tenths / 10).toFixed(1)}s`;
  const seconds = Math.floor(ms / 1e3);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes === 0)
    return `${seconds}s`;
  if (hours === 0)
    return `${minutes}m ${twoDigits(seconds % 60)}s`;
  if (hours < 24)
    return `${hours}h ${twoDigits(minutes % 60)}m`;
  return `${Math.floor(hours / 24)}d ${twoDigits(hours % 24)}h`;
}
var twoDigits = (value) => String(value).padStart(2, "0");

export {
  parseDuration,
  formatDuration
};
