import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  anything,
  boolean,
  type Infer,
  integer,
  type JsonSchema,
  list,
  number,
  object,
  oneOf,
  optional,
  parse,
  parseText,
  record,
  type Schema,
  string,
} from '../../src/lib/schema.ts';

const Person = object({
  name: string('Name.'),
  age: optional(integer('Age.', { minimum: 0, maximum: 150 })),
  role: oneOf(['boss', 'hand'], 'Role.', { default: 'hand' }),
});
type Person = Infer<typeof Person>;

test('the type follows from the schema', () => {
  const ada: Person = { name: 'Ada', role: 'boss' };
  const loose: Infer<ReturnType<typeof anything>> = ada;
  // @ts-expect-error A person has a name.
  const nobody: Person = { role: 'boss' };
  assert.notEqual(loose, nobody);
});

const accepted: [name: string, schema: JsonSchema, input: unknown, value: unknown][] = [
  ['defaults are filled in', Person, { name: 'Ada' }, { name: 'Ada', role: 'hand' }],
  ['a number may have a fraction', number('Share.'), 0.5, 0.5],
  ['text may have exactly its least length', string('x', { minLength: 2 }), 'ab', 'ab'],
  ['text may have exactly its greatest length', string('x', { maxLength: 2 }), 'ab', 'ab'],
  ['length counts characters', string('x', { minLength: 2, maxLength: 2 }), '👍👍', '👍👍'],
  ['patterns know Unicode', string('x', { pattern: '^\\p{Lu}.$' }), 'É👍', 'É👍'],
  ['anything may be null', anything('x'), null, null],
  ['anything may be deep', anything('x'), { a: [{ b: 1 }] }, { a: [{ b: 1 }] }],
  ['lists hold many', list(boolean('x'), 'x'), [true, false], [true, false]],
  ['records hold what they are asked to', record(Person, 'x'), {}, {}],
  [
    'a field may be named like what objects inherit',
    record(integer('x'), 'x'),
    { constructor: 1, toString: 2 },
    { constructor: 1, toString: 2 },
  ],
  [
    'what objects inherit is not a field given',
    object({ toString: optional(string('x')) }),
    {},
    {},
  ],
];
for (const [name, schema, input, value] of accepted) {
  test(name, () => assert.deepEqual(parse(schema, input), { ok: true, value }));
}

const rejected: [schema: JsonSchema, input: unknown, message: string][] = [
  [string('x'), 5, 'must be text, is 5'],
  [string('x'), undefined, 'must be text, is missing'],
  [string('x', { pattern: '^.$' }), 'ab', 'must match ^.$'],
  [string('x', { minLength: 1 }), '', 'must have 1 or more characters, has 0'],
  [string('x', { minLength: 2 }), '👍', 'must have 2 or more characters, has 1'],
  [string('x', { maxLength: 2 }), 'abc', 'must have 2 or fewer characters, has 3'],
  [oneOf(['a', 'b'], 'x'), 'c\u001b', 'must be one of a, b, is "c\\u001b"'],
  [
    oneOf(['start', 'stop'], 'x'),
    'strat',
    'must be one of start, stop, is "strat"; did you mean start?',
  ],
  [integer('x'), 1.5, 'must be a whole number, is 1.5'],
  [integer('x'), '1', 'must be a whole number, is "1"'],
  [integer('x'), 2 ** 53, 'must be a whole number, is 9007199254740992'],
  [integer('x', { minimum: 0 }), -1, 'must be at least 0'],
  [number('x', { maximum: 1 }), 1.1, 'must be at most 1'],
  [number('x'), '1', 'must be a number, is "1"'],
  [number('x'), Number.NaN, 'must be a number, is NaN'],
  [number('x'), Infinity, 'must be a number, is Infinity'],
  [boolean('x'), 'yes', 'must be true or false, is "yes"'],
  [list(string('x'), 'x'), {}, 'must be a list, is an object'],
  [Person, [], 'must be an object, is a list'],
  [Person, null, 'must be an object, is null'],
  [anything('x'), undefined, 'must be there'],
];
for (const [schema, input, message] of rejected) {
  test(`${JSON.stringify(input) ?? 'nothing'}: ${message}`, () =>
    assert.deepEqual(parse(schema, input), { ok: false, issues: [{ path: '(root)', message }] }));
}

test('every problem is reported at once, each with its path and the way out', () => {
  const Team = object({ boss: Person, members: list(Person, 'x'), notes: anything('x') });
  const input = {
    boss: { age: -1, role: 'cook', nmae: 'Ada' },
    members: [{ name: 'Bob' }, { name: 7, shoes: 2 }],
  };
  assert.deepEqual(parse(Team, input), {
    ok: false,
    issues: [
      { path: 'boss.name', message: 'is required' },
      { path: 'boss.age', message: 'must be at least 0' },
      { path: 'boss.role', message: 'must be one of boss, hand, is "cook"' },
      { path: 'boss.nmae', message: 'is unknown; did you mean name?', isName: true },
      { path: 'members[1].name', message: 'must be text, is 7' },
      { path: 'members[1].shoes', message: 'is unknown; known: name, age, role', isName: true },
      { path: 'notes', message: 'is required' },
    ],
  });
});

test('a schema is itself a JSON Schema', () => {
  const written = JSON.parse(JSON.stringify(object({ who: Person, any: anything('Any.') })));
  assert.deepEqual(written.properties.any, { description: 'Any.' });
  assert.deepEqual(written.properties.who.required, ['name']);
  assert.deepEqual(written.properties.who.properties.age, {
    type: 'integer',
    description: 'Age.',
    minimum: 0,
    maximum: 150,
  });
});

const evil = '{"__proto__": {"polluted": true}}';
const anyRecord = record(anything('x'), 'x');
const evilCases: [name: string, schema: JsonSchema, text: string, path: string][] = [
  ['a record', anyRecord, evil, '__proto__'],
  ['an object', Person, `{"name": "x", ${evil.slice(1)}`, '__proto__'],
  ['a record in a record', record(anyRecord, 'x'), `{"a": ${evil}}`, 'a.__proto__'],
];
for (const [name, schema, text, path] of evilCases) {
  test(`a prototype cannot be smuggled into ${name}`, () => {
    const parsed = parseText(schema, text);
    assert.ok(!parsed.ok);
    assert.deepEqual(
      parsed.issues.map((issue) => issue.path),
      [path],
    );
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
  });
}

test('input nested deeper than the stack is an issue, not a crash', () => {
  const Nest: JsonSchema = {
    type: 'array',
    get items() {
      return Nest;
    },
  };
  const depth = 100_000;
  assert.deepEqual(parseText(Nest, '['.repeat(depth) + ']'.repeat(depth)), {
    ok: false,
    issues: [{ path: '(root)', message: 'is nested too deeply' }],
  });
  assert.deepEqual(parseText(Nest, '[[[]]]'), { ok: true, value: [[[]]] });
});

test('any other error in a schema is a bug and stays one', () =>
  assert.throws(() => parse(string('x', { pattern: '(' }), 'x'), SyntaxError));

test('text is read as JSON, then parsed', () => {
  const Size: Schema<number> = integer('x', { minimum: 1 });
  assert.deepEqual(parseText(Size, ' 5\n'), { ok: true, value: 5 });
  assert.deepEqual(parseText(Size, '\ufeff5'), { ok: true, value: 5 });
  assert.deepEqual(parseText(Size, '0'), {
    ok: false,
    issues: [{ path: '(root)', message: 'must be at least 1' }],
  });
  assert.deepEqual(parseText(Size, '{\n  "a" 1}'), {
    ok: false,
    issues: [{ path: '(root)', message: 'is not JSON: expected ":", got "1" at line 2, column 7' }],
  });
});

test('what may be anything is still refused where nobody could write it down again', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  const { ok } = parse(object({ answer: anything('What was said.') }), { answer: deep });
  assert.equal(ok, false);
});
