import { join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import {
  Answered,
  BatchPlan,
  type Intent,
  type IntentKind,
  intents,
  isIntentOrder,
} from '../../core/intent.ts';
import { layout } from '../../core/layout.ts';
import type { Disk } from '../../core/ports.ts';
import type { IntentFiles } from '../../core/store.ts';
import { anything, type Schema } from '../../lib/schema.ts';
import { putAside } from './quarantine.ts';
import { readRecord, textOf } from './records.ts';

const kinds = Object.keys(intents) as IntentKind[];

/** `intents/`: wishes that anyone leaves, and what became of them. */
export function createIntentFiles(disk: Disk, root: string): IntentFiles {
  const at = (path: string) => join(root, path);
  const close = (order: string): void => {
    disk.remove(at(layout.intent(order)));
    disk.remove(at(layout.plan(order)));
  };

  return {
    leave(order, intent) {
      disk.create(at(layout.intent(order)), textOf(intent), { mode: 0o600 });
    },
    open: () =>
      disk
        .list(at(layout.intents))
        .flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? [])
        .filter(isIntentOrder)
        .sort(),
    planned() {
      const names = new Set(disk.list(at(layout.intents)));
      const orders = [...names].flatMap((name) => /^(.+)\.plan\.json$/.exec(name)?.[1] ?? []);
      return orders.filter((one) => isIntentOrder(one) && names.has(`${one}.json`)).sort();
    },
    read: (order) => readIntent(disk, at(layout.intent(order))),
    answer(order, answered) {
      keepAnswer(disk, at(layout.answer(order)), textOf(answered));
      close(order);
    },
    close,
    answered: (order) => readRecord(disk, at(layout.answer(order)), Answered),
    plan: (order) => readRecord(disk, at(layout.plan(order)), BatchPlan),
    writePlan: (order, plan) => disk.replace(at(layout.plan(order)), textOf(plan)),
    quarantine: (order) => putAside(disk, root, layout.intent(order), `intent-${order}.json`),
    quarantineAnswer: (order) =>
      putAside(disk, root, layout.answer(order), `answered-${order}.json`),
  };
}

/** The first one stays, and is written again: who linked it may not have come to its fsync. */
function keepAnswer(disk: Disk, path: string, text: string): void {
  const options = { mode: 0o600 };
  if (!disk.create(path, text, options)) disk.replace(path, disk.read(path) ?? text, options);
}

/** An intent's kind says which schema it has; an unknown kind is damage like any other. */
function readIntent(disk: Disk, path: string): Intent | undefined {
  const common = readRecord(disk, path, anything('An intent.')) as { kind?: unknown } | undefined;
  if (common === undefined) return undefined;
  const kind = Object.keys(intents).find((known) => known === common?.kind);
  if (!kind)
    throw new Failure('invalid', `${path} is damaged: its kind is none of ${kinds.join(', ')}`, {
      hint: 'the conductor puts it into .orchestra/quarantine; everything else goes on',
    });
  return readRecord(disk, path, intents[kind as IntentKind] as Schema<Intent>);
}
