import { describe, expect, it } from 'vitest';
import { compileEventPattern } from '../../shared/events/pattern/compile-event-pattern.ts';
import type { EventPattern } from '../../shared/events/pattern/event-pattern.ts';

/** A matcher, values of a field that it accepts, and values that it does not. */
const operators: readonly [matcher: unknown, accepts: readonly unknown[], refuses: readonly unknown[]][] = [
  ['x', ['x', ['y', 'x'], [['x']]], ['X', 'xx', '', ['y'], [], {}, { x: 'x' }, null, undefined]],
  ['', [''], [' ', null]],
  [1, [1, 1.0, [2, 1]], ['1', true, 1.5]],
  [0, [0, -0], [false, '', null]],
  [true, [true], [false, 'true', 1]],
  [null, [null, [null]], ['null', undefined, []]],

  [{ prefix: 'ab' }, ['ab', 'abc'], ['a', 'Abc', 'cab', ['x'], 1]],
  [{ prefix: '' }, ['', 'a'], [1, null, undefined]],
  [{ prefix: { 'equals-ignore-case': 'aB' } }, ['abc', 'ABC'], ['bab', '']],
  [{ suffix: 'bc' }, ['bc', 'abc'], ['c', 'aBC', 'bcd']],
  [{ suffix: { 'equals-ignore-case': 'bC' } }, ['abc', 'ABC'], ['bcd', '']],
  [{ 'equals-ignore-case': 'Äb' }, ['äB', 'ÄB'], ['Ab', 'äbc', null]],

  [{ wildcard: '*' }, ['', 'a'], [1, true, null, undefined]],
  [{ wildcard: 'ab' }, ['ab'], ['a', 'abc']],
  [{ wildcard: 'a*' }, ['a', 'abc'], ['ba', '']],
  [{ wildcard: '*a' }, ['a', 'cba'], ['ab', '']],
  [{ wildcard: 'ab*ba' }, ['abba', 'ab-ba'], ['aba', 'abab']],
  [{ wildcard: '*ab*ab*' }, ['abab', '-ab-ab-'], ['ab', 'aab', 'aba']],
  [{ wildcard: 'a*a*a' }, ['aaa', 'a-a-a'], ['aa', 'a-a-']],
  [{ wildcard: 'a\\*b' }, ['a*b'], ['ab', 'a-b', 'a\\*b']],
  [{ wildcard: 'a\\\\*' }, ['a\\', 'a\\b'], ['a', 'a*']],
  [{ wildcard: '*\n*' }, ['a\nb'], ['ab']],

  [{ 'anything-but': 'x' }, ['y', 'X', 1, true, null, ['x', 'y']], ['x', ['x', 'x'], [], {}, undefined]],
  [{ 'anything-but': 1 }, [2, '1', null], [1, undefined]],
  [{ 'anything-but': ['x', 'y'] }, ['z', 1], ['x', 'y']],
  [{ 'anything-but': [1, 2] }, [3, '1'], [1, 2]],
  [{ 'anything-but': { prefix: 'x' } }, ['ax', 1, null], ['xa', undefined]],
  [{ 'anything-but': { prefix: ['x', 'y'] } }, ['z'], ['xa', 'ya']],
  [{ 'anything-but': { suffix: 'x' } }, ['xa'], ['ax']],
  [{ 'anything-but': { suffix: ['x', 'y'] } }, ['az'], ['ax', 'ay']],
  [{ 'anything-but': { wildcard: '*/lib/*' } }, ['a/b'], ['a/lib/b']],
  [{ 'anything-but': { wildcard: ['a*', 'b*'] } }, ['ca'], ['ac', 'bc']],
  [{ 'anything-but': { 'equals-ignore-case': 'x' } }, ['y', 1], ['x', 'X']],
  [{ 'anything-but': { 'equals-ignore-case': ['x', 'y'] } }, ['z'], ['X', 'Y']],

  [{ numeric: ['=', 2.5] }, [2.5], [2, '2.5', null]],
  [{ numeric: ['>', 0] }, [0.1, 6e9, 1e300], [0, -1, '1', true]],
  [{ numeric: ['>=', 0] }, [0, 1], [-0.1]],
  [{ numeric: ['<', 0] }, [-0.1], [0]],
  [{ numeric: ['<=', 0] }, [0, -1], [0.1]],
  [{ numeric: ['>', 0, '<=', 5] }, [0.1, 5, [9, 3]], [0, 5.1, [-1, 6]]],
  [{ numeric: ['>=', 0, '<', 5] }, [0, 4.9], [-0.1, 5]],

  [{ cidr: '10.0.0.0/24' }, ['10.0.0.0', '10.0.0.255'], ['10.0.1.0', '10.0.0', '10.0.0.256', 'x', '', 10]],
  [{ cidr: '10.0.0.77/24' }, ['10.0.0.7'], ['10.0.1.7']],
  [{ cidr: '10.0.0.6/31' }, ['10.0.0.6', '10.0.0.7'], ['10.0.0.5', '10.0.0.8']],
  [{ cidr: '0.0.0.0/0' }, ['255.255.255.255'], ['::1', 5]],
  [{ cidr: '2001:db8::/32' }, ['2001:db8::1', '2001:DB8:ffff::'], ['2001:db9::', '2001:db8', '2001:db8:::1']],
  [{ cidr: '::/127' }, ['::', '::1', '0:0:0:0:0:0:0:1'], ['::2', '1::', '0:0:0:0:0:0:0', '0::0::1', '::g']],
  [{ cidr: '1:2:3:4:5:6:7:8/96' }, ['1:2:3:4:5:6::'], ['1:2:3:4:5:7::', '1:2:3:4:5:6:7:8::']],
  [{ cidr: 'a00::/24' }, ['a00:1::'], ['10.0.0.7']],
  [{ cidr: '10.0.0.0/24' }, ['::ffff:a00:7'], ['::a00:7', 'a00:7::']],

  [{ exists: true }, ['', 0, null, false, [1]], [undefined, [], {}, [{}], { b: 1 }]],
  [{ exists: false }, [undefined, [], {}, [{}], { b: 1 }], ['', 0, null, false, [1]]],
];

describe.each(operators)('the matcher %j', (matcher, accepts, refuses) => {
  const matches = compileEventPattern({ a: [matcher] });

  it.each(accepts.map((value) => ({ value })))('accepts $value', ({ value }) => {
    expect(matches({ a: value })).toBe(true);
  });
  it.each(refuses.map((value) => ({ value })))('refuses $value', ({ value }) => {
    expect(matches({ a: value })).toBe(false);
  });
});

const structures: readonly [meaning: string, pattern: EventPattern, matching: object, other: object][] = [
  ['fields are joined by and', { a: [1], b: [2] }, { a: 1, b: 2, c: 3 }, { a: 1 }],
  ['matchers of a list are joined by or', { a: [1, { prefix: 'x' }] }, { a: 'xy' }, { a: 2 }],
  ['objects nest', { a: { b: [1] } }, { a: { b: 1 } }, { b: 1 }],
  ['absence is an alternative', { a: [1, { exists: false }] }, {}, { a: 2 }],
  ['absence of a parent is absence', { a: { b: [{ exists: false }] } }, { a: 1 }, { a: { b: 1 } }],
  ['a dotted key is a path', { 'a.b': [1] }, { a: { b: 1 } }, { a: { c: 1 } }],
  ['a path finds dotted keys', { a: { b: { c: [1] } } }, { 'a.b': { c: 1 } }, { 'a.b.c': 2 }],

  ['$or needs one branch', { $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }, { a: 2, b: 1 }],
  ['$or stands beside fields', { $or: [{ a: [1] }, { b: [2] }], c: [3] }, { a: 1, c: 3 }, { a: 1 }],
  ['$or stands in fields', { a: { $or: [{ b: [1] }, { c: [2] }] } }, { a: { c: 2 } }, { c: 2 }],
  ['$or nests', { $or: [{ a: [1] }, { $or: [{ b: [1] }, { c: [1] }] }] }, { c: 1 }, { d: 1 }],
  ['the last condition on a path counts', { a: [1], $or: [{ a: [2] }, { b: [3] }] }, { a: 2 }, { a: 1 }],
  ['also if it is the outer one', { $or: [{ a: [2] }, { b: [3] }], a: [1] }, { a: 1 }, { a: 2 }],

  [
    'fields of one array meet in one element',
    { e: { x: [1], y: [2] } },
    { e: [{ x: 1 }, { x: 1, y: 2 }] },
    { e: [{ x: 1 }, { y: 2 }] },
  ],
  [
    'also in nested arrays',
    { e: { f: { x: [1] }, y: [2] } },
    { e: [{ f: [{ x: 0 }, { x: 1 }], y: 2 }] },
    { e: [{ f: [{ x: 1 }] }, { y: 2 }] },
  ],
  [
    'also with dotted keys',
    { 'e.x': [1], e: { y: [2] } },
    { e: [{ x: 1, y: 2 }] },
    { e: [{ x: 1 }, { y: 2 }] },
  ],
  [
    'also across $or',
    { e: { x: [1] }, $or: [{ e: { y: [2] } }, { z: [3] }] },
    { e: [{ x: 1, y: 2 }] },
    { e: [{ x: 1 }, { y: 2 }] },
  ],
  [
    'different arrays are independent',
    { d: { x: [1] }, e: { x: [2] } },
    { d: [{ x: 1 }, { x: 0 }], e: [{ x: 0 }, { x: 2 }] },
    { d: [{ x: 2 }], e: [{ x: 1 }] },
  ],
  [
    'scalars of an array are not bound to their element',
    { d: ['x'], 'd.a': [1] },
    { d: ['x', { a: 1 }] },
    { d: ['y', { a: 1 }] },
  ],
  [
    'absence is judged in the element of the earlier paths',
    { d: { a: [1], b: [{ exists: false }] } },
    { d: [{ a: 1 }, { b: 2 }] },
    { d: [{ a: 1, b: 2 }] },
  ],
  [
    'and before there is one, in all elements',
    { d: { a: [{ exists: false }], b: [3] } },
    { d: [{ c: 1 }, { b: 3 }] },
    { d: [{ a: 1 }, { b: 3 }] },
  ],
];

it.each(structures)('%s', (_meaning, pattern, matching, other) => {
  const matches = compileEventPattern(pattern);
  expect([matches(matching), matches(other)]).toEqual([true, false]);
});

it('sees one array twice as two arrays', () => {
  const shared = [{ x: 1 }, { x: 2 }];
  expect(compileEventPattern({ d: { x: [1] }, e: { x: [2] } })({ d: shared, e: shared })).toBe(true);
});

it('needs no backtracking for a wildcard that would choke a regular expression', () => {
  const matches = compileEventPattern({ a: [{ wildcard: `${'*a'.repeat(50)}*b` }] });
  expect(matches({ a: 'a'.repeat(100_000) })).toBe(false);
});

it.each([undefined, null, 'x', 1, [], [1]])('matches nothing in %j', (event) => {
  expect(compileEventPattern({ a: [1] })(event)).toBe(false);
});

const twoBranches = (field: string) => [{ [`${field}1`]: [1] }, { [`${field}2`]: [1] }];
const ofCombinations = (exponent: number) =>
  Object.fromEntries(
    Array.from({ length: exponent }, (_, index) => [`f${index}`, { $or: twoBranches('b') }]),
  );

describe('an illegal pattern', () => {
  it.each([
    ['', 'x', 'expected an object'],
    ['', {}, 'at least one field'],
    ['', [{ a: [1] }], 'expected an object'],
    ['a', { a: 'x' }, 'expected an object or a list'],
    ['a', { a: undefined }, 'expected an object or a list'],
    ['a', { a: [] }, 'at least one matcher'],
    ['a.b', { a: { b: {} } }, 'at least one field'],
    ['a.numeric', { a: { numeric: ['>', 1] } }, 'an operator stands in a list, as in [{"numeric": …}]'],
    ['$or', { $or: { a: [1] } }, 'two or more patterns'],
    ['$or', { $or: [{ a: [1] }] }, 'two or more patterns'],
    ['a.$or', { a: { $or: [] } }, 'two or more patterns'],
    ['a', { $or: [{ b: [1] }, { a: 1 }] }, 'expected an object or a list'],
    ['f9.$or', ofCombinations(10), 'over 1000 combinations'],

    ['a.b[1]', { a: { b: [1, { unknown: 1 }] } }, 'an object with one of prefix, suffix'],
    ['a[0]', { a: [{ toString: 1 }] }, 'an object with one of'],
    ['a[0]', { a: [{}] }, 'an object with one of'],
    ['a[0]', { a: [[1]] }, 'an object with one of'],
    ['a[0]', { a: [{ prefix: 'x', suffix: 'y' }] }, 'an object with one of'],

    ['a[0]', { a: [{ prefix: 1 }] }, 'prefix takes text or {"equals-ignore-case": text}, not 1'],
    ['a[0]', { a: [{ suffix: ['x'] }] }, 'suffix takes'],
    ['a[0]', { a: [{ suffix: { prefix: 'x' } }] }, 'suffix takes'],
    ['a[0]', { a: [{ prefix: { 'equals-ignore-case': 1 } }] }, 'prefix takes'],
    ['a[0]', { a: [{ 'equals-ignore-case': ['x'] }] }, 'equals-ignore-case takes text'],
    ['a[0]', { a: [{ wildcard: 'a**' }] }, 'wildcard takes'],
    ['a[0]', { a: [{ wildcard: '**' }] }, 'wildcard takes'],
    ['a[0]', { a: [{ wildcard: 'a\\b' }] }, 'wildcard takes'],
    ['a[0]', { a: [{ wildcard: 'a\\' }] }, 'wildcard takes'],
    ['a[0]', { a: [{ exists: 'true' }] }, 'exists takes true or false'],

    ['a[0]', { a: [{ numeric: 1 }] }, 'numeric takes'],
    ['a[0]', { a: [{ numeric: [] }] }, 'numeric takes'],
    ['a[0]', { a: [{ numeric: ['>'] }] }, 'numeric takes'],
    ['a[0]', { a: [{ numeric: ['>', '1'] }] }, 'numeric takes'],
    ['a[0]', { a: [{ numeric: ['!=', 1] }] }, 'numeric takes'],
    ['a[0]', { a: [{ numeric: ['<', 5, '>', 0] }] }, 'numeric takes'],
    ['a[0]', { a: [{ numeric: ['>', 0, '>', 5] }] }, 'numeric takes'],
    ['a[0]', { a: [{ numeric: ['>', 0, '<'] }] }, 'numeric takes'],
    ['a[0]', { a: [{ numeric: ['>=', 1, '<=', 1] }] }, 'numeric takes'],
    ['a[0]', { a: [{ numeric: ['>', 0, '<', 5, '<', 6] }] }, 'numeric takes'],

    ['a[0]', { a: [{ cidr: '10.0.0.0' }] }, 'cidr takes'],
    ['a[0]', { a: [{ cidr: '10.0.0/24' }] }, 'cidr takes'],
    ['a[0]', { a: [{ cidr: '10.0.0.256/24' }] }, 'cidr takes'],
    ['a[0]', { a: [{ cidr: '10.0.0.0/32' }] }, 'cidr takes two addresses or more'],
    ['a[0]', { a: [{ cidr: '10.0.0.0/-1' }] }, 'cidr takes'],
    ['a[0]', { a: [{ cidr: '2001:db8::/128' }] }, 'cidr takes'],
    ['a[0]', { a: [{ cidr: '2001:db8/32' }] }, 'cidr takes'],

    ['a[0]', { a: [{ 'anything-but': [] }] }, 'anything-but takes'],
    ['a[0]', { a: [{ 'anything-but': null }] }, 'anything-but takes'],
    ['a[0]', { a: [{ 'anything-but': [true] }] }, 'anything-but takes'],
    ['a[0]', { a: [{ 'anything-but': ['x', 1] }] }, 'anything-but takes'],
    ['a[0]', { a: [{ 'anything-but': {} }] }, 'anything-but takes'],
    ['a[0]', { a: [{ 'anything-but': { prefix: '' } }] }, 'anything-but takes'],
    ['a[0]', { a: [{ 'anything-but': { suffix: ['x', ''] } }] }, 'anything-but takes'],
    ['a[0]', { a: [{ 'anything-but': { wildcard: [] } }] }, 'anything-but takes'],
    ['a[0]', { a: [{ 'anything-but': { wildcard: '**' } }] }, 'anything-but takes'],
    ['a[0]', { a: [{ 'anything-but': { 'equals-ignore-case': [1] } }] }, 'anything-but takes'],
    ['a[0]', { a: [{ 'anything-but': { numeric: ['=', 1] } }] }, 'anything-but takes'],
  ])('at "%s" is refused: %j', (path, pattern, problem) => {
    expect(() => compileEventPattern(pattern)).toThrow(
      expect.objectContaining({ name: 'EventPatternError', path, message: expect.stringContaining(problem) }),
    );
  });

  it('is named with its place and what to write there', () => {
    expect(() => compileEventPattern({ detail: { amount: [{ numeric: ['>', '5'] }] } })).toThrow(
      'Illegal event pattern at detail.amount[0]: ' +
        'numeric takes a comparison [">", 0] or a rising range [">", 0, "<=", 5], not [">","5"].',
    );
  });
});
