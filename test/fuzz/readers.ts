import assert from 'node:assert/strict';
import { createStore, storeFolders } from '../../src/adapters/store/index.ts';
import { Failure } from '../../src/core/failure.ts';
import { createDice, type Dice } from '../simulation/dice.ts';
import { createFakeClock, createFakeProcesses } from '../support/fake-machine.ts';
import { createMemoryDisk } from '../support/memory-disk.ts';
import { mutate } from './mutate.ts';
import { smallest } from './smallest.ts';
import { listAll, namedBy, names, type Specimen, specimens } from './specimens.ts';

const root = '/fake/.orchestra';
/** A reader that takes longer is taken for hung; a loaded machine may stop for a second. */
const patienceMs = 5_000;

/** What became of mutated files: those that still meant something, and those that were refused. */
export interface Count {
  understood: number;
  ignored: number;
  refused: number;
}

/** Reads so many mutated files, and throws for the first one that does harm, made as small as can be. */
export async function readMutated(seed: number, files: number): Promise<Count> {
  const count: Count = { understood: 0, ignored: 0, refused: 0 };
  for (let file = 0; file < files; file += 1) {
    const dice = createDice(seed * 1_000_003 + file);
    if (dice.oneIn(20)) await readName(dice, `--seed ${seed}, file ${file}`);
    const specimen = specimens[file % specimens.length] ?? assert.fail('there are none');
    const bytes = mutate(dice, dice.pick(specimen.texts) ?? '');
    const is = await judge(specimen, bytes);
    if (is.harm !== undefined)
      await complain(specimen, bytes, is.harm, `--seed ${seed}, file ${file}`);
    else count[is.as] += 1;
  }
  return count;
}

type Judged = { harm: string } | { harm?: undefined; as: keyof Count };

/** Puts the bytes where they are read, reads them, and sees what that did. */
async function judge(specimen: Specimen, bytes: Buffer): Promise<Judged> {
  const disk = createMemoryDisk();
  for (const folder of storeFolders) disk.grow(`${root}/${folder}`);
  const text = bytes.toString('utf8');
  disk.put(`${root}/${specimen.path}`, text);
  const store = createStore(disk, root, createFakeClock(), createFakeProcesses().as(1));
  const before = disk.paths();
  const from = performance.now();
  const judged = await attempt(() => specimen.read(store, text));
  if (judged.harm !== undefined) return judged;
  if (performance.now() - from > patienceMs) return { harm: 'it hung' };
  if (isPolluted()) return { harm: 'Object.prototype is polluted' };
  if (disk.paths().length !== before.length) return { harm: 'reading has written' };
  return judged;
}

async function attempt(read: () => unknown): Promise<Judged> {
  try {
    const value = await read();
    if (value === undefined) return { as: 'ignored' };
    // What was understood is written again, into records and answers.
    JSON.stringify(value);
    return { as: 'understood' };
  } catch (error) {
    if (!(error instanceof Failure)) return { harm: String((error as Error)?.stack ?? error) };
    if (error.message.trim() === '') return { harm: 'a Failure says nothing' };
    return { as: 'refused' };
  }
}

const isPolluted = (): boolean =>
  'polluted' in Object.prototype || Object.keys(Object.prototype).length > 0;

/** A name is told from a stranger's, whatever it is. */
async function readName(dice: Dice, seeded: string): Promise<void> {
  const name = mutate(dice, dice.pick(names))
    .toString('utf8')
    .replaceAll(/[/\0]/g, '')
    .slice(0, 255);
  if (['', '.', '..'].includes(name)) return;
  const path = dice.pick(namedBy)?.(name) ?? '';
  const disk = createMemoryDisk();
  for (const folder of storeFolders) disk.grow(`${root}/${folder}`);
  disk.put(`${root}/${path}`, '');
  const store = createStore(disk, root, createFakeClock(), createFakeProcesses().as(1));
  const judged = await attempt(() => listAll(store));
  assert.equal(judged.harm, undefined, `${seeded}: ${JSON.stringify(path)}: ${judged.harm}`);
}

async function complain(specimen: Specimen, bytes: Buffer, harm: string, seeded: string) {
  const least = await smallest(
    bytes,
    async (part) => (await judge(specimen, part)).harm !== undefined,
  );
  assert.fail(
    `${seeded}: ${specimen.name} (${specimen.path}) of ${least.length} bytes: ${harm.slice(0, 2_000)}
text: ${JSON.stringify(least.toString('utf8').slice(0, 500))}
base64: ${least.subarray(0, 2_000).toString('base64')}`,
  );
}
