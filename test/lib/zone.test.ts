import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localZoneName, momentsOf, type Zone, zoneNamed, zoneNames } from '../../src/lib/zone.ts';

const hourMs = 3_600_000;

const opened = (name: string): Zone => {
  const zone = zoneNamed(name);
  assert.ok(zone, name);
  return zone;
};

for (const name of [
  '',
  'Berlin',
  'Europe/Nowhere',
  '+01:00',
  '-05:00',
  'local',
  '../etc',
  'Europe/Berlin ',
])
  test(`${JSON.stringify(name)} is no zone`, () => assert.equal(zoneNamed(name), undefined));

test('every name that is offered is one, and so is the zone of this machine', () => {
  assert.deepEqual(
    zoneNames().filter((name) => !zoneNamed(name)),
    [],
  );
  assert.ok(zoneNamed(localZoneName()));
});

for (const [TZ, name] of [
  ['Asia/Kathmandu', /^Asia\/Kat[hm]+andu$/],
  ['Nowhere/Else', /^UTC$/],
  [':/etc/localtime', /./],
  ['', /^UTC$/],
] as const)
  test(`with TZ=${TZ} the zone of this machine is one`, () => {
    const before = process.env['TZ'];
    try {
      process.env['TZ'] = TZ;
      assert.match(localZoneName(), name);
      assert.ok(zoneNamed(localZoneName()));
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

const offsets: [zone: string, at: string, hours: number][] = [
  ['UTC', '2026-07-01T00:00:00Z', 0],
  ['Europe/Berlin', '2026-01-01T00:00:00Z', 1],
  ['Europe/Berlin', '2026-03-29T00:59:59.999Z', 1],
  ['Europe/Berlin', '2026-03-29T01:00:00Z', 2],
  ['Europe/Berlin', '2026-10-25T00:59:59.999Z', 2],
  ['Europe/Berlin', '2026-10-25T01:00:00Z', 1],
  ['America/New_York', '2026-03-08T06:59:59.999Z', -5],
  ['America/New_York', '2026-03-08T07:00:00Z', -4],
  ['Australia/Lord_Howe', '2026-04-04T14:59:59.999Z', 11],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', 10.5],
  ['Asia/Kathmandu', '2026-01-01T00:00:00Z', 5.75],
  ['Pacific/Apia', '2011-12-30T09:59:59.999Z', -10],
  ['Pacific/Apia', '2011-12-30T10:00:00Z', 14],
  // For the four weeks of Ramadan clocks go back, and forward again.
  ['Africa/Casablanca', '2026-03-01T12:00:00Z', 0],
  ['Africa/Casablanca', '2026-04-01T12:00:00Z', 1],
];
for (const [name, at, hours] of offsets)
  test(`at ${at} the clocks of ${name} are ${hours} hours ahead`, () =>
    assert.equal(opened(name).offsetMs(Date.parse(at)), hours * hourMs));

test('from stretch to stretch one meets every change of the clocks, and what was before it', () => {
  const zone = opened('Europe/Berlin');
  const met = new Map<string, number>();
  let atMs = Date.UTC(2026, 0);
  while (atMs < Date.UTC(2028, 0)) {
    const { since, untilMs, offsetMs } = zone.stretchAt(atMs);
    assert.ok(untilMs > atMs && since);
    assert.equal(since.afterMs, offsetMs);
    met.set(new Date(since.atMs).toISOString(), (since.afterMs - since.beforeMs) / hourMs);
    atMs = untilMs;
  }
  assert.deepEqual(
    [...met],
    [
      ['2025-10-26T01:00:00.000Z', -1],
      ['2026-03-29T01:00:00.000Z', 1],
      ['2026-10-25T01:00:00.000Z', -1],
      ['2027-03-28T01:00:00.000Z', 1],
      ['2027-10-31T01:00:00.000Z', -1],
    ],
  );
});

test('offsets agree with what Intl says of each day of sixty years, in zones of all kinds', () => {
  for (const name of [
    'Europe/Berlin',
    'Africa/Casablanca',
    'Asia/Gaza',
    'Africa/Cairo',
    'Asia/Pyongyang',
  ]) {
    const zone = opened(name);
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: name,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    for (let day = Date.UTC(1980, 0, 1, 12); day < Date.UTC(2040, 0); day += 24 * hourMs)
      assert.equal(
        day + zone.offsetMs(day),
        Date.parse(`${format.format(day)}Z`),
        `${name} ${day}`,
      );
  }
});

const civil: [zone: string, shown: string, moments: string[]][] = [
  ['UTC', '2026-12-01T09:00', ['2026-12-01T09:00:00.000Z']],
  ['Asia/Kathmandu', '2026-12-01T09:00', ['2026-12-01T03:15:00.000Z']],
  ['Europe/Berlin', '2026-03-29T01:59', ['2026-03-29T00:59:00.000Z']],
  ['Europe/Berlin', '2026-03-29T02:00', []],
  ['Europe/Berlin', '2026-03-29T02:59', []],
  ['Europe/Berlin', '2026-03-29T03:00', ['2026-03-29T01:00:00.000Z']],
  ['Europe/Berlin', '2026-10-25T01:59', ['2026-10-24T23:59:00.000Z']],
  ['Europe/Berlin', '2026-10-25T02:00', ['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z']],
  ['Europe/Berlin', '2026-10-25T03:00', ['2026-10-25T02:00:00.000Z']],
  [
    'Australia/Lord_Howe',
    '2026-04-05T01:45',
    ['2026-04-04T14:45:00.000Z', '2026-04-04T15:15:00.000Z'],
  ],
  ['Australia/Lord_Howe', '2026-10-04T02:15', []],
  ['Pacific/Apia', '2011-12-30T12:00', []],
  ['Pacific/Kiritimati', '2026-01-01T00:00', ['2025-12-31T10:00:00.000Z']],
];
for (const [name, shown, moments] of civil)
  test(`the clocks of ${name} show ${shown} ${moments.length} times`, () =>
    assert.deepEqual(
      momentsOf(opened(name), Date.parse(`${shown}Z`)).map((at) => new Date(at).toISOString()),
      moments,
    ));
