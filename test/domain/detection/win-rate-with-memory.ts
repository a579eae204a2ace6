import type { Closing } from '../../../shared/domain/detection/closing.ts';
import { DAY_MS } from './closings.ts';

/**
 * An oracle: the win rate in other words, over a list of all closings. It keeps no state, counts
 * everything again at each loss, and takes every win by itself.
 *
 * @returns The R_j of each competitor after its last loss, for a stream without alarms.
 */
export function lossesRemembered(closings: readonly Closing[]): ReadonlyMap<string, readonly number[]> {
  const result = new Map<string, readonly number[]>();
  const competitors = new Set(closings.flatMap(({ competitor }) => competitor ?? []));
  for (const competitor of competitors) {
    const against = closings.filter((one) => one.competitor === competitor);
    const advanced = new Set<string>();
    let rs = [0, 0, 0];
    let wins = 0;
    for (const [place, one] of against.entries()) {
      if (isOld(one)) continue;
      if (one.result === 'won') {
        wins += 1;
        continue;
      }
      const past = against.slice(0, place).filter((other) => isOld(other) || weeksBetween(other, one) > 4);
      const p0 = upper(past.filter(({ result: of }) => of === 'lost').length, past.length);
      for (; wins > 0; wins -= 1) rs = rs.map((r, j) => (r + 1) / (1 + (rho(j) - 1) * p0));
      const repAndDay = `${Math.floor(one.recordedAt / DAY_MS)} ${one.rep ?? ''}`;
      if (!advanced.has(repAndDay)) rs = rs.map((r, j) => ((r + 1) * rho(j)) / (1 + (rho(j) - 1) * p0));
      advanced.add(repAndDay);
      result.set(competitor, rs);
    }
  }
  return result;
}

const rho = (j: number) => [2, 3, 5][j] ?? 0;
const week = (day: number) => Math.floor((day + 3) / 7);
const recordedWeek = (one: Closing) => week(Math.floor(one.recordedAt / DAY_MS));
const isOld = (one: Closing) => recordedWeek(one) - week(one.closedOn) > 4;
const weeksBetween = (one: Closing, other: Closing) => recordedWeek(other) - recordedWeek(one);

function upper(a: number, n: number): number {
  const [p, trials, z] = [(a + 0.5) / (n + 1), n + 1, 0.84];
  const spread = z * Math.sqrt((p * (1 - p)) / trials + z ** 2 / (4 * trials ** 2));
  return (p + z ** 2 / (2 * trials) + spread) / (1 + z ** 2 / trials);
}
