import {
  intentOrder
} from "./chunk-T3O5IXGE.js";
import {
  readQuietly
} from "./chunk-6ULRSHSM.js";
import {
  describeHolder
} from "./chunk-PUVSEIMK.js";
import {
  layout
} from "./chunk-QEYDHFPW.js";
import {
  Failure
} from "./chunk-5VHG2WDS.js";

// ../ft/dist/src/operations/wishes.js
var patienceMs = 15e3;
var pollMs = 100;
async function wish(context, intent, morePatienceMs = 0) {
  const { store, clock, conducting, wake } = context;
  const order = intentOrder(Date.parse(intent.at), clock.random(8));
  store.intents.leave(order, intent);
  const settled = await conducting.settle();
  const isOpen = settled === "elsewhere";
  wake.watch([`${store.root}/${layout.answered}`]);
  const since = clock.now().monotonicMs;
  for (; ; ) {
    const answered = readQuietly(() => store.intents.answered(order));
    if (answered)
      return answered.results;
    if (isOpen)
      await conducting.ensure();
    if (clock.now().monotonicMs - since > patienceMs + morePatienceMs)
      break;
    await wake.sleep(pollMs);
  }
  const holder = store.lock.look();
  throw new Failure("unavailable", "nobody has done it yet; the wish is kept, and will be carried out", {
    hint: holder ? `${describeHolder(holder)} conducts; is it stopped?` : "orchestra daemon start"
  });
}

export {
  wish
};
