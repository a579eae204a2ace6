import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { monthOf } from '../../../shared/domain/detection/month.ts';

test('the month of a day is that of the calendar, in every century', () => {
  fc.assert(
    fc.property(fc.integer({ min: -800_000, max: 2_000_000 }), (day) => {
      const date = new Date(day * 86_400_000);
      expect(monthOf(day)).toBe((date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth());
    }),
    { numRuns: 2000 },
  );
});
