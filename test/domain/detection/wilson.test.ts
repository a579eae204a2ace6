import { describe, expect, test } from 'vitest';
import { baseline } from '../../../shared/domain/detection/key/baseline.ts';
import { wilsonUpper } from '../../../shared/domain/detection/key/wilson.ts';

describe('the upper Wilson bound', () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3: upper 95 % limits.
  test.each([
    [81, 263, 0.3662],
    [15, 148, 0.1605],
    [0, 20, 0.1611],
    [1, 29, 0.1718],
  ])('%i of %i is published as %f', (seen, trials, upper) => {
    expect(wilsonUpper(seen / trials, trials, 1.959964)).toBeCloseTo(upper, 4);
  });

  test('by hand: a half in one trial with z = 1 is (1/2 + 1/2 + sqrt(1/4 + 1/4))/2', () => {
    expect(wilsonUpper(1 / 2, 1, 1)).toBeCloseTo((1 + Math.SQRT1_2) / 2, 14);
  });
});

describe('what is usual', () => {
  test('the share, its bound and its claim, by the formulas', () => {
    const usual = baseline(80, 80, 999);
    expect(usual.share).toBeCloseTo(80.5 / 1000, 14);
    expect(usual.p0).toBeCloseTo(wilsonUpper(0.0805, 1000, 0.4), 14);
    expect(usual.w).toBeCloseTo(80.5 / 1049, 14);
  });

  test('nothing is certain before there is history, and nothing is above 95 %', () => {
    expect(baseline(0, 0, 0)).toMatchObject({ share: 0.5, w: 0.01 });
    expect(baseline(0, 0, 0).p0).toBeCloseTo(wilsonUpper(0.5, 1, 0.4), 14);
    expect(baseline(100_000, 100_000, 100_000)).toMatchObject({ p0: 0.95, w: 0.95 });
  });

  test('people see all matches; the bound and the claim go by those that advance, of which there are never few', () => {
    const usual = baseline(120, 110, 999);
    expect(usual.share).toBeCloseTo(120.5 / 1000, 14);
    expect(usual.p0).toBeCloseTo(wilsonUpper(0.1105, 1000, 0.4), 14);
    expect(usual.w).toBeCloseTo(110.5 / 1049, 14);
    const mostCapped = baseline(120, 20, 999);
    expect(mostCapped.p0).toBeCloseTo(wilsonUpper(0.1005, 1000, 0.4), 14);
    expect(mostCapped.w).toBeCloseTo(100.5 / 1049, 14);
  });
});
