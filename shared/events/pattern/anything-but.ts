import { soleEntry } from './json.ts';
import type { CreateTextTest, ValueTest } from './value-tests.ts';
import { endsWith, equals, ignoringCase, startsWith } from './value-tests.ts';
import { compileWildcard } from './wildcard.ts';

const negatable = new Map<string, CreateTextTest>([
  // All text starts and ends with '', so that nothing could match: EventBridge refuses it.
  ['prefix', (prefix) => (prefix === '' ? undefined : startsWith(prefix))],
  ['suffix', (suffix) => (suffix === '' ? undefined : endsWith(suffix))],
  ['wildcard', compileWildcard],
  ['equals-ignore-case', ignoringCase(equals)],
]);

/**
 * Compiles `'x'`, `['x', 'y']`, `[1, 2]`, `{ prefix: 'x' }` or `{ prefix: ['x', 'y'] }`. Values of another type match:
 * the number 1 is anything but the text `'1'`. An absent field does not.
 *
 * Undefined for what EventBridge refuses: an empty list, text beside numbers, booleans, null, and other operators.
 */
export function compileAnythingBut(operand: unknown): ValueTest | undefined {
  const [operator, texts] = soleEntry(operand) ?? [];
  return operator === undefined ? noneOf(toList(operand)) : noTest(negatable.get(operator), toList(texts));
}

function noneOf(values: readonly unknown[]): ValueTest | undefined {
  const isUniform = ['string', 'number'].some((type) => values.every((value) => typeof value === type));
  return values.length > 0 && isUniform ? (value) => !values.includes(value) : undefined;
}

function noTest(createTest: CreateTextTest | undefined, texts: readonly unknown[]): ValueTest | undefined {
  const tests = texts
    .map((text) => (typeof text === 'string' ? createTest?.(text) : undefined))
    .filter((test) => test !== undefined);
  if (tests.length === 0 || tests.length < texts.length) return undefined;
  return (value) => typeof value !== 'string' || !tests.some((test) => test(value));
}

const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
