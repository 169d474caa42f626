// ../ft/dist/src/operations/settle-first.js
async function settleFirst({ store, conducting }) {
  const { queue, intents } = store;
  const isDue = queue.live("running").length > 0 || intents.open().length > 0 || !queue.head();
  if (!isDue)
    return;
  if (await conducting.settle() === "crashed")
    await conducting.ensure();
}

export {
  settleFirst
};
