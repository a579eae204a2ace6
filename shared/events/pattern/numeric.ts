import type { NumberTest } from './value-tests.ts';

type Compare = (value: number, bound: number) => boolean;

const lowerSigns = new Map<unknown, Compare>([
  ['>', (value, bound) => value > bound],
  ['>=', (value, bound) => value >= bound],
]);
const upperSigns = new Map<unknown, Compare>([
  ['<', (value, bound) => value < bound],
  ['<=', (value, bound) => value <= bound],
]);
const signs = new Map<unknown, Compare>([
  ...lowerSigns,
  ...upperSigns,
  ['=', (value, bound) => value === bound],
]);

/**
 * Compiles `['>=', 10]` or a range `['>', 0, '<=', 5]`. Undefined for what EventBridge refuses: other signs, a range
 * that starts with its upper bound, and a range whose lower bound is not below the upper one.
 */
export function compileNumeric(operand: unknown): NumberTest | undefined {
  if (!Array.isArray(operand)) return undefined;
  const [sign, bound, upperSign, upperBound]: readonly unknown[] = operand;
  if (typeof bound !== 'number') return undefined;

  if (operand.length === 2) {
    const compare = signs.get(sign);
    return compare && ((value) => compare(value, bound));
  }
  const isAbove = lowerSigns.get(sign);
  const isBelow = upperSigns.get(upperSign);
  if (operand.length !== 4 || !isAbove || !isBelow) return undefined;
  if (typeof upperBound !== 'number' || bound >= upperBound) return undefined;
  return (value) => isAbove(value, bound) && isBelow(value, upperBound);
}
