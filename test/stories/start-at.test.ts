import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { projectOf, show } from '../support/stories.ts';

describe('a time to start', () => {
  it('is taken as people say it, by the clocks of a zone, and can be said anew', async (t) => {
    const project = projectOf(t);
    const start = ['start', 'sh', 'true', '--no-run', '-q'];
    const beginsAt = () => JSON.parse(project.read('.orchestra/tasks/task_1.json')).notBefore;
    const year = new Date().getUTCFullYear() + 1;
    await project.ask([...start, '--at', `${year}-12-01T09:00`, '--tz', 'Asia/Kathmandu']);
    assert.equal(beginsAt(), `${year}-12-01T03:15:00.000Z`);
    assert.equal((await show(project)).status, 'blocked');
    const edits: [args: string[], at: string | undefined][] = [
      [['--at', `${year}-12-01 09:00`, '--tz', 'Europe/Berlin'], `${year}-12-01T08:00:00.000Z`],
      [['--at', `${year}-12-01 09:00:30-05:00`], `${year}-12-01T14:00:30.000Z`],
      [['--priority', '5'], `${year}-12-01T14:00:30.000Z`],
      [['--clear', 'delay'], undefined],
    ];
    for (const [args, at] of edits) {
      // Held, so that nobody comes to run what is free to start.
      assert.equal((await project.ask(['hold', '1'])).code, 0);
      assert.equal((await project.ask(['edit', '1', ...args])).code, 0, args.join(' '));
      assert.equal(beginsAt(), at, args.join(' '));
    }
    await project.ask(['edit', '1', '--delay', '1h']);
    const inAnHourMs = Date.parse(beginsAt()) - Date.now();
    assert.ok(inAnHourMs > 0 && inAnHourMs <= 3_600_000);

    const refused: [args: string[], says: RegExp][] = [
      [['--at', 'soon'], /^error: --at: "soon" is no date and time\nhint: such as 09:00, /],
      [['--at', `${year}-02-30 09:00`], /^error: --at: there is no \d+-02-30: February \d+ has 2/],
      [
        ['--at', '2020-01-01 09:00'],
        /^error: --at: 2020-01-01 09:00 is past: \d+d ago\nhint: it is/,
      ],
      [['--at', '09:00', '--delay', '1h'], /^error: --delay and --at both say when it starts\n/],
      [['--tz', 'UTC'], /^error: --tz says which clocks --at means, and there is no --at\n/],
      [
        ['--at', '09:00', '--tz', 'berlin', '--group', 'none'],
        /^(?=.*--tz: "berlin" is no time zone; did you mean Europe\/Berlin\?).*no group is called/,
      ],
    ];
    for (const [args, says] of refused)
      for (const words of [start, ['edit', '1']]) {
        const { code, stderr } = await project.ask([...words, ...args]);
        assert.equal(code, 2, `${args.join(' ')}: ${stderr}`);
        assert.match(stderr, says);
      }
    assert.equal((await project.ask(['list', '--json'])).stdout.match(/"task_\d+"/g)?.length, 1);
  });
});
