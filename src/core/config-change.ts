import { truncate } from '../lib/text.ts';
import { spellKey } from './config-key.ts';
import type { Said } from './config-said.ts';

type Value = Pick<Said, 'path' | 'value'>;

const widthMax = 60;

/** What holds otherwise than before, a line for each key: `maxParallel: 3 → 5`. */
export function configChanges(before: readonly Value[], after: readonly Value[]): string[] {
  const [old, fresh] = [before, after].map(
    (said) => new Map(said.map((one) => [spellKey(one.path), one])),
  ) as [Map<string, Value>, Map<string, Value>];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) => {
    const was = old.get(key);
    const is = fresh.get(key);
    if (JSON.stringify(was?.value) === JSON.stringify(is?.value)) return [];
    // Variables of an environment may be secrets, and this is written down.
    const isSecret = (is ?? was)?.path.includes('env');
    return [isSecret ? `${key} has changed` : `${key}: ${spell(was)} → ${spell(is)}`];
  });
}

const spell = (one: Value | undefined): string =>
  one === undefined ? 'not set' : truncate(JSON.stringify(one.value), widthMax);
