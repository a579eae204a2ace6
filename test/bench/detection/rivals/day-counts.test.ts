import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDayCounts } from './day-counts.ts';

it('counts the same as one who remembers every day', () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 6 }), (steps, near, far) => {
      const counts = createDayCounts(near, far);
      const days: number[] = [];
      let day = 20_000;
      for (const step of steps) {
        day += step;
        days.push(day);
        counts.add(7, day);
        const since = (age: number) => days.filter((one) => one > day - age).length;
        expect(counts.recent(7)).toBe(since(near));
        expect(counts.before(7)).toBe(since(near + far) - since(near));
        expect(counts.total(7)).toBe(days.length);
      }
    }),
  );
});
