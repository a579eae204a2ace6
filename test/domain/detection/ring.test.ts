import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { countAt, newRing, oldestAge, sumOf, turn } from '../../../shared/domain/detection/counts/ring.ts';
import { addEvidence, inOrder } from '../../../shared/domain/detection/key/evidence.ts';

const PERIODS = 6;

it('counts by age, as a list of all moments does', () => {
  const steps = fc.array(fc.record({ pass: fc.nat({ max: 9 }), late: fc.nat({ max: 9 }) }));
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: -2, max: 8 }),
      fc.integer({ min: -2, max: 8 }),
      (given, from, to) => {
        const ring = newRing(PERIODS);
        let [now, gone, tooOld] = [0, 0, 0];
        const counted: number[] = [];
        for (const { pass, late } of given) {
          now += pass;
          gone += turn(ring, pass);
          if (countAt(ring, late)) counted.push(now - late);
          else tooOld += 1;
        }
        const ages = counted.map((then) => now - then).filter((age) => age < PERIODS);
        expect(ring).toEqual(newRing(PERIODS).map((_, age) => ages.filter((one) => one === age).length));
        expect(gone + ages.length + tooOld).toBe(given.length);
        expect(sumOf(ring, from, to)).toBe(ages.filter((age) => age >= from && age < to).length);
        expect(oldestAge(ring)).toBe(Math.max(-1, ...ages));
        expect(oldestAge(ring, 3)).toBe(Math.max(-1, ...ages.filter((age) => age < 3)));
      },
    ),
  );
});

test.each([0, 1, 31, 32, 33, 64, 100])('of %i entries the last 32 are evidence, oldest first', (count) => {
  const all = Array.from({ length: count }, (_, index) => 1000 + index);
  const evidence: number[] = count > 40 ? [] : [7, 7, 7];
  for (const [before, seq] of all.entries()) addEvidence(evidence, before, seq);
  expect(inOrder(evidence, count)).toEqual(all.slice(-32));
});
