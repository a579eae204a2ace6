import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileEventPattern } from '../../shared/events/pattern/compile-event-pattern.ts';

// Few letters and few fields, so that patterns and events often meet.
const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', '*', '\\'), maxLength: 5 });
const scalar = fc.oneof(text, fc.integer({ min: -2, max: 2 }), fc.boolean(), fc.constant(null));
const wildcardParts = fc
  .array(fc.constantFrom('*', 'a', 'b', '\\*', '\\\\'), { maxLength: 6 })
  .filter((parts) => !parts.join(' ').includes('* *'));

const negatable = fc.oneof(
  fc.tuple(
    fc.constantFrom('prefix', 'suffix'),
    fc.array(text.filter(Boolean), { minLength: 1, maxLength: 3 }),
  ),
  fc.tuple(fc.constant('equals-ignore-case'), fc.array(text, { minLength: 1, maxLength: 3 })),
  fc.tuple(
    fc.constant('wildcard'),
    fc.array(
      wildcardParts.map((parts) => parts.join('')),
      { minLength: 1, maxLength: 3 },
    ),
  ),
);

const matcher = fc.oneof(
  scalar,
  fc.boolean().map((exists) => ({ exists })),
  fc.constant({ 'anything-but': 'a' }),
);
const field = fc.constantFrom('a', 'b', 'c', 'd');
const condition = fc.array(matcher, { minLength: 1, maxLength: 3 });
const flatPattern = fc.dictionary(field, condition, { minKeys: 1 });
const { pattern } = fc.letrec((tie) => ({
  pattern: fc.dictionary(field, fc.oneof({ maxDepth: 2 }, condition, tie('pattern')), {
    minKeys: 1,
    maxKeys: 2,
  }),
}));
const { event } = fc.letrec((tie) => ({
  event: fc.dictionary(field, tie('value'), { maxKeys: 4 }),
  value: fc.oneof({ maxDepth: 3 }, scalar, tie('event'), fc.array(tie('value'), { maxLength: 3 })),
}));

const reversed = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .map(([key, child]): [string, unknown] => [key, reversed(child)])
          .reverse(),
      )
    : value;

/** The obvious wildcard matcher, in exponential time. */
function matchesSlowly([part, ...parts]: readonly string[], candidate: string): boolean {
  if (part === undefined) return candidate === '';
  const [first, rest] = [candidate.slice(0, 1), candidate.slice(1)];
  if (part !== '*') return first === part.slice(-1) && matchesSlowly(parts, rest);
  return matchesSlowly(parts, candidate) || (first !== '' && matchesSlowly([part, ...parts], rest));
}

it('anything-but a list of values is the complement of that list', () => {
  const values = fc.oneof(
    fc.array(text, { minLength: 1, maxLength: 3 }),
    fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 3 }),
  );
  fc.assert(
    fc.property(values, scalar, (values, value) => {
      const isAnythingBut = compileEventPattern({ a: [{ 'anything-but': values }] });
      expect(isAnythingBut({ a: value })).toBe(!compileEventPattern({ a: values })({ a: value }));
    }),
  );
});

it('anything-but an operator is the complement of that operator', () => {
  fc.assert(
    fc.property(negatable, scalar, ([operator, texts], value) => {
      const isAnythingBut = compileEventPattern({ a: [{ 'anything-but': { [operator]: texts } }] });
      const matchesAny = compileEventPattern({ a: texts.map((text) => ({ [operator]: text })) });
      expect(isAnythingBut({ a: value })).toBe(!matchesAny({ a: value }));
    }),
  );
});

it('a wildcard finds what trying every split finds', () => {
  fc.assert(
    fc.property(wildcardParts, text, (parts, candidate) => {
      const matches = compileEventPattern({ a: [{ wildcard: parts.join('') }] });
      expect(matches({ a: candidate })).toBe(matchesSlowly(parts, candidate));
    }),
    { numRuns: 1_000 },
  );
});

it('the order of keys does not matter, neither in the pattern nor in the event', () => {
  fc.assert(
    fc.property(pattern, event, (pattern, event) => {
      expect(compileEventPattern(reversed(pattern))(reversed(event))).toBe(
        compileEventPattern(pattern)(event),
      );
    }),
  );
});

it('an event in an array of its own is the same event', () => {
  fc.assert(
    fc.property(pattern, event, (pattern, event) => {
      const matches = compileEventPattern({ detail: pattern });
      expect(matches({ detail: [event] })).toBe(matches({ detail: event }));
    }),
  );
});

it('$or is the disjunction of its branches, each beside the other fields', () => {
  fc.assert(
    fc.property(flatPattern, flatPattern, flatPattern, event, (others, one, other, event) => {
      const matches = (pattern: unknown) => compileEventPattern(pattern)(event);
      expect(matches({ ...others, $or: [one, other] })).toBe(
        matches({ ...others, ...one }) || matches({ ...others, ...other }),
      );
    }),
  );
});
