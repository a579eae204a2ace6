import { expect, test } from 'vitest';
import { createRandom } from '../../../../infra/local/demo/random.ts';
import { CONDITIONS } from '../conditions.ts';
import { reportsOf } from '../reports.ts';
import { shippedDetector } from '../shipped-detector.ts';
import { SHIPPED } from './choices.ts';
import { exploredDetector } from './explored-detector.ts';

const surge = { competitor: 3, segment: 1, times: 6, day: 250 };

test.each(CONDITIONS)('with the choices that are shipped it says the same: $name', (conditions) => {
  for (const [seed, lossesAMonth] of [20, 100].entries()) {
    const { next: random } = createRandom(seed);
    const reports = reportsOf({ conditions, lossesAMonth, days: 420, random, surge });
    const shipped = [...shippedDetector({ falseAlarmsPerQuarter: 20 })(reports)];
    expect(shipped.length).toBeGreaterThan(0);
    expect([...exploredDetector({ ...SHIPPED, budget: 20 })(reports)]).toEqual(shipped);
  }
});
