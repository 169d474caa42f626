import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Path, removeIn, setIn } from '../../src/lib/json-edit.ts';

const config = `{
  "maxParallel": 3,

  "agents": {
    "coder": { "extends": "claude" },
    "own": {
      "args": ["-p",   "{prompt}"]
    }
  }
}
`;

const replaced = (from: string, to: string): string => {
  assert.ok(config.includes(from), from);
  return config.replace(from, () => to);
};

describe('a value set in a JSON text', () => {
  const cases: [what: string, text: string, path: Path, value: unknown, is: string | undefined][] =
    [
      ['changes that value alone', config, ['maxParallel'], 4, replaced('3', '4')],
      [
        'is put behind the last entry, on a line of its own',
        config,
        ['agents', 'own', 'model'],
        'big',
        replaced('"{prompt}"]', '"{prompt}"],\n      "model": "big"'),
      ],
      [
        'stays on the line of the others',
        config,
        ['agents', 'coder', 'maxParallel'],
        2,
        replaced('"claude" }', '"claude", "maxParallel": 2 }'),
      ],
      [
        'brings what is missing on the way',
        config,
        ['groups', 'docs', 'maxParallel'],
        1,
        replaced(
          '    }\n  }\n',
          '    }\n  },\n  "groups": {\n    "docs": {\n      "maxParallel": 1\n    }\n  }\n',
        ),
      ],
      [
        'may be an entry of a list',
        config,
        ['agents', 'own', 'args', 1],
        'x',
        replaced('"{prompt}"', '"x"'),
      ],
      [
        'may be the next entry of a list',
        config,
        ['agents', 'own', 'args', 2],
        { a: [1] },
        replaced('"{prompt}"', '"{prompt}", {"a": [1]}'),
      ],
      [
        'replaces a list by one that fits its line',
        config,
        ['agents', 'own', 'args'],
        ['a', 'b'],
        replaced('["-p",   "{prompt}"]', '["a", "b"]'),
      ],
      [
        'breaks what does not fit',
        '{\n\t"a": 1\n}',
        ['b'],
        ['x'.repeat(50), 'y'.repeat(50)],
        `{\n\t"a": 1,\n\t"b": [\n\t\t"${'x'.repeat(50)}",\n\t\t"${'y'.repeat(50)}"\n\t]\n}`,
      ],
      ['keeps the ends of lines', '{\r\n "a": 1\r\n}', ['b'], 2, '{\r\n "a": 1,\r\n "b": 2\r\n}'],
      ['keeps a text without blanks so', '{"a":1}', ['b', 'c'], [1], '{"a":1,"b":{"c":[1]}}'],
      ['fills an empty text', '{}\n', ['a', 'b'], 1, '{\n  "a": {\n    "b": 1\n  }\n}\n'],
      ['keeps a byte order mark', '\ufeff{}', ['a'], 1, '\ufeff{\n  "a": 1\n}'],
      ['counts the last of two of a name', '{"a": 1, "a": 2}', ['a'], 3, '{"a": 1, "a": 3}'],
      ['is found by a name however it is spelled', '{"\\u0061": 1}', ['a'], 2, '{"\\u0061": 2}'],
      ['does not go through a number', '{"a": 1}', ['a', 'b'], 2, undefined],
      ['does not go through a list by a name', '{"a": []}', ['a', 'b'], 2, undefined],
      ['does not go through an object by a number', '{"a": {}}', ['a', 0], 2, undefined],
      ['leaves no hole in a list', '{"a": []}', ['a', 1], 2, undefined],
      ['may be a name that means something', '{}', ['__proto__'], 1, '{\n  "__proto__": 1\n}'],
    ];
  for (const [what, text, path, value, is] of cases)
    it(what, () => assert.equal(setIn(text, path, value), is));
});

describe('what is removed from a JSON text', () => {
  const cases: [what: string, text: string, path: Path, is: string | undefined][] = [
    ['takes its line along', config, ['maxParallel'], replaced('"maxParallel": 3,\n\n  ', '')],
    ['takes the comma before it along', '{\n  "a": 1,\n  "b": 2\n}\n', ['b'], '{\n  "a": 1\n}\n'],
    [
      'leaves the object it was in',
      config,
      ['agents', 'coder', 'extends'],
      replaced('{ "extends": "claude" }', '{}'),
    ],
    ['may be in the middle of a list', '[1, [2], 3]', [1], '[1, 3]'],
    ['is nothing where it is not there', config, ['agents', 'x'], undefined],
    ['is never all of it', config, [], undefined],
  ];
  for (const [what, text, path, is] of cases)
    it(what, () => assert.equal(removeIn(text, path), is));
});

describe('any JSON text', () => {
  it('says after an edit what the same edit of its value says, and can be brought back', () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const next = dice(seed);
      const value = { a: anyValue(next, 3), z: 1 } as Record<string, unknown>;
      const text = JSON.stringify(value, null, [0, 1, 2, 4, '\t'][next(5)]);
      const path = pathInto(value, next);
      const fresh = [...path, 'new'];
      const target = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], value);
      const isObject = typeof target === 'object' && target !== null && !Array.isArray(target);
      const set = setIn(text, fresh, { is: [seed] });
      assert.equal(set !== undefined, isObject, `${seed}: ${text} ${fresh}`);
      if (set === undefined) continue;
      Object.assign(target as object, { new: { is: [seed] } });
      assert.deepEqual(JSON.parse(set), value, `${seed}`);
      assert.equal(removeIn(set, fresh), text, `${seed}`);
    }
  });
});

/** The same numbers for the same seed, each below `sides`. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function anyValue(next: (sides: number) => number, depth: number): unknown {
  const some = () => Array.from({ length: next(4) }, () => anyValue(next, depth - 1));
  const kind = depth === 0 ? next(4) : next(7);
  if (kind === 0) return next(1000) - 500.5;
  if (kind === 1) return ['', '"', '\\', 'ü{[', '\n,:'][next(5)];
  if (kind === 2) return null;
  if (kind === 3) return next(2) === 1;
  if (kind === 4) return some();
  return Object.fromEntries(some().map((one, at) => [`${'",}'[at % 3]}${at}`, one]));
}

function pathInto(value: unknown, next: (sides: number) => number): (string | number)[] {
  if (typeof value !== 'object' || value === null || next(4) === 0) return [];
  const keys = Object.keys(value);
  const key = keys[next(keys.length)];
  if (key === undefined) return [];
  const inner = pathInto((value as Record<string, unknown>)[key], next);
  return [Array.isArray(value) ? Number(key) : key, ...inner];
}
