import type { Closing } from '../../../shared/domain/detection/closing.ts';
import { keyOf, patternsOf } from '../../../shared/domain/detection/pattern-key.ts';
import { DAY_MS } from './closings.ts';

/**
 * An oracle: the detector in other words, over a list of all closings. It keeps no state at all, counts
 * everything again at each match, and takes every gap one deal at a time.
 *
 * @returns The R_j of each pattern after the last closing it was counted in, for a stream without alarms.
 */
export function remembered(closings: readonly Closing[]): ReadonlyMap<string, readonly number[]> {
  const result = new Map<string, readonly number[]>();
  const live = closings.filter((one) => !isOld(one));
  const keys = new Set(closings.flatMap((one) => patternsOf(one).map(keyOf)));
  for (const key of keys) {
    const isMatch = (one: Closing) => patternsOf(one).some((pattern) => keyOf(pattern) === key);
    const repsOfDays = new Set<string>();
    const capped = new Set<Closing>();
    let rs = [0, 0, 0, 0];
    let waiting = 0;
    for (const one of live) {
      if (!isMatch(one)) {
        waiting += 1;
        continue;
      }
      const before = closings.slice(0, closings.indexOf(one)).filter((other) => isHistory(other, one));
      const matched = before.filter(isMatch);
      const advanced = matched.filter((other) => !capped.has(other));
      const [p0, w] = oddsOf(Math.max(advanced.length, matched.length / 1.2), before.length);
      for (; waiting > 0; waiting -= 1) {
        rs = rs.map((r, j) => (r + w) / (1 + (rho(j) - 1) * p0));
      }
      const repAndDay = `${Math.floor(one.recordedAt / DAY_MS)} ${one.rep ?? ''}`;
      if (repsOfDays.has(repAndDay)) capped.add(one);
      else rs = rs.map((r, j) => ((r + w) * rho(j)) / (1 + (rho(j) - 1) * p0));
      repsOfDays.add(repAndDay);
    }
    result.set(key, rs);
  }
  return result;
}

const rho = (j: number) => [2, 3, 5, 9][j] ?? 0;
const monday = (day: number) => day - ((((day + 3) % 7) + 7) % 7);
const recordedDay = (one: Closing) => Math.floor(one.recordedAt / DAY_MS);
const isOld = (one: Closing) => monday(recordedDay(one)) - monday(one.closedOn) > 28;

/** Whether `other`, recorded before `one`, is older than the guard when `one` is recorded. */
function isHistory(other: Closing, one: Closing): boolean {
  return isOld(other) || monday(recordedDay(one)) - monday(recordedDay(other)) > 28;
}

function oddsOf(a: number, n: number): readonly [number, number] {
  const [p, trials, z] = [(a + 0.5) / (n + 1), n + 1, 0.4];
  const centre = p + z ** 2 / (2 * trials);
  const spread = z * Math.sqrt((p * (1 - p)) / trials + z ** 2 / (4 * trials ** 2));
  const p0 = Math.min(0.95, (centre + spread) / (1 + z ** 2 / trials));
  return [p0, Math.min(p0, (a + 0.5) / (n + 50))];
}
