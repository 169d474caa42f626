// ../ft/dist/src/lib/bytes.js
var units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];
function formatBytes(bytes) {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const amount = bytes / 1024 ** power;
  const digits = power > 0 && amount < 10 ? (Math.floor(amount * 10) / 10).toFixed(1) : Math.floor(amount);
  return `${digits} ${units[power]}`;
}

export {
  formatBytes
};
