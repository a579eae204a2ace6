import { alertsTo } from '../judged.ts';
import type { Report } from '../reports.ts';
import { type Rival, rivalDetector } from './rival.ts';

const HALVINGS = 14;

/**
 * The lowest threshold at which a rival sends these quiet teams no more alerts than `most`. Halved on a logarithmic scale:
 * where a rule counts whole losses, what lies between two numbers is the same rule.
 */
export function calibrated(
  rival: Rival,
  teams: readonly (readonly Report[])[],
  history: number,
  most: number,
): number {
  const alerts = (threshold: number): number =>
    teams.reduce((sum, reports) => sum + alertsTo(reports, rivalDetector(rival, threshold), history), 0);
  let [low, high] = [1, rival.highest];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = Math.sqrt(low * high);
    if (alerts(middle) <= most) high = middle;
    else low = middle;
  }
  return high;
}
