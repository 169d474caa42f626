import type { Topic } from './index.ts';

/** `orchestra help times` */
export const times: Topic = {
  summary: 'How times are written: --cron, --tz, --at and --delay.',
  blocks: () => [
    { heading: '--cron of schedule: five fields, or one of the names below' },
    {
      rows: [
        ['minute', '0-59'],
        ['hour', '0-23'],
        ['day of month', '1-31'],
        ['month', '1-12, or jan-dec'],
        ['day of week', '0-7, or sun-sat; 0 and 7 are Sunday'],
      ],
    },
    { heading: 'In a field' },
    {
      rows: [
        ['*', 'Any.'],
        ['9-17', 'From 9 up to 17.'],
        ['1,15', 'Either.'],
        ['*/15, 9-17/2', 'Every fifteenth; every second of these.'],
      ],
    },
    { heading: 'Examples' },
    {
      rows: [
        ['30 2 * * *', 'Every night at half past two.'],
        ['*/30 9-17 * * mon-fri', 'Every half hour of a working day.'],
        ['0 8 1 * mon', 'At eight on the first, and on every Monday: of two days, either will do.'],
        ['@hourly @daily', 'At the beginning of each; so are @weekly @monthly @yearly.'],
      ],
    },
    { heading: '--at of start, enqueue and edit' },
    {
      rows: [
        ['18:00', 'The next time it is that late.'],
        ['tomorrow 09:00', 'Tomorrow.'],
        ['2026-12-01T09:00', 'By the clock on the wall, in the zone of --tz or of this machine.'],
        ['2026-12-01 09:00+01:00', 'Wherever you are.'],
      ],
    },
    { heading: 'When clocks change' },
    {
      rows: [
        ['skipped', 'A time of day that does not come fires once, at the first moment after.'],
        ['twice', 'One that comes twice fires the first time; with * in the hours, both.'],
        ['set back', 'No time fires twice, whatever happens to the clock.'],
        ['missed', 'Times at which nobody conducted: --if-missed once makes up for the last.'],
      ],
    },
  ],
};
