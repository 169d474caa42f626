import assert from 'node:assert/strict';
import { dayOf } from '../../src/core/layout.ts';
import { createFakeWorld, type FakeConductor, type FakeWorld } from '../support/fake-world.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** So much each agent says: more than is left unpacked. */
const said = 'it was said, and it was said again\n'.repeat(300);

/** Every run ends at once; each tenth badly. */
export const quick = (): FakeWorld => {
  const fake = createFakeWorld({
    onOpen: ({ command, folder }, launcher) => {
      fake.disk.put(`${folder}/stdout`, said);
      const number = Number(command.environment['ORCHESTRA_TASK_NUMBER']);
      launcher.end(command.token, number % 10 === 0 ? 1 : 0);
    },
  });
  return fake;
};

/** Lets so many tasks be done, and passes until there is nothing to do. */
export async function work(
  fake: FakeWorld,
  conductor: FakeConductor,
  count: number,
): Promise<void> {
  for (let started = 0; started < count; started += 1) fake.start();
  while (await conductor.tick({ maxParallel: 100 }));
}

const bytesIn = ({ disk, root }: FakeWorld, folder: string): number =>
  disk
    .paths()
    .filter((path) => path.startsWith(`${root}/${folder}`))
    .reduce((sum, path) => sum + disk.size(path), 0);

/** What the queue lists as finished, and what the archive does. */
export const listed = ({ store: { queue } }: FakeWorld) => ({
  here: queue.days().flatMap((day) => queue.finishedOn(day)),
  away: queue.archivedDays().flatMap((day) => queue.archivedOn(day)),
});

/** Days of work, each with so many tasks; what is on the disk must stay within the policy all along. */
export async function liveOn(days: number, perDay: number): Promise<void> {
  const fake = quick();
  const retention = { completedDays: 3, failedDays: 6, queueSize: perDay * 5, archiveDays: 12 };
  fake.settings.retention = retention;
  let conductor = fake.conductor();
  const sizes: number[] = [];
  for (let day = 1; day <= days; day += 1) {
    await work(fake, conductor, perDay);
    fake.clock.pass(dayMs + (day % 2 === 0 ? hourMs : -hourMs));
    while (await conductor.tick());
    // Now and then another one conducts from then on.
    if (day % 4 === 0) {
      if (day % 8 === 0) conductor.die();
      else conductor.leave();
      conductor = fake.conductor();
      while (await conductor.tick());
    }
    const { here, away } = listed(fake);
    const failed = here.filter(({ status }) => status === 'failed').length;
    assert.ok(here.length <= retention.queueSize, `day ${day}: ${here.length} in the queue`);
    assert.ok(here.length - failed <= perDay * 0.9 * 5, `day ${day}: ${here.length}`);
    const oldest = new Date(Date.parse(fake.clock.now().at) - 13 * dayMs).toISOString();
    assert.ok(fake.store.queue.archivedDays().every((one) => one >= dayOf(oldest)));
    assert.equal(fake.store.tasks.numbers().length, here.length);
    const head = fake.store.queue.head();
    assert.equal((head?.complete ?? 0) + (head?.failed ?? 0), here.length, `day ${day}`);
    assert.ok(bytesIn(fake, 'runs/') <= here.length * (said.length + 4_096) + 16, `day ${day}`);
    assert.ok(bytesIn(fake, 'archive/runs') <= away.length * 4_096, `day ${day}`);
    sizes.push(bytesIn(fake, ''));
  }
  const whole = Math.min(days, 14);
  const steady = Math.max(...sizes.slice(0, whole + 1));
  assert.ok(Math.max(...sizes) <= steady * 1.15, `it grows and grows: ${sizes.join(' ')}`);
}
