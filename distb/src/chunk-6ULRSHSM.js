// ../ft/dist/src/operations/read-quietly.js
function readQuietly(read) {
  try {
    return read();
  } catch {
    return void 0;
  }
}

export {
  readQuietly
};
