import type { Cells } from './cells.ts';
import { CONDITIONS } from './conditions.ts';
import { dotChart } from './dot-chart.ts';
import { rateOf } from './figures.ts';
import { DELAYS_TO_REACH, PROMISE, SURGES, VOLUMES } from './targets.ts';
import { FOLLOWED_DAYS } from './teams.ts';

/** Tandem's false alarms in each condition against the promise. */
export const promiseChart = ({ quiet }: Cells): string =>
  dotChart({
    title: 'False alarms per team and quarter, with 95 % intervals. Dashed: the promise',
    series: VOLUMES.map((volume) => `${volume} losses a month`),
    rows: CONDITIONS.flatMap(({ name }) =>
      VOLUMES.map((volume, series) => ({
        label: `${name}, ${volume}`,
        dots: quiet
          .filter(
            (cell) =>
              cell.volume === volume && cell.conditions.name === name && cell.entrant.setting === 'shipped',
          )
          .map((cell) => ({ ...rateOf(cell), series })),
      })),
    ),
    from: 0.001,
    to: 10,
    line: PROMISE,
  });

/** Delays of Tandem and of its rivals at the same number of false alarms, with what was to be reached. */
export function delayChart({ surges }: Cells): string {
  const fair = surges.filter(({ entrant: { setting } }) => setting === 'shipped' || setting === 'calibrated');
  const names = [...new Set(fair.map(({ entrant }) => entrant.name))];
  return dotChart({
    title: `Median days until a surge is seen, at the same number of false alarms; ${FOLLOWED_DAYS} or more at the right`,
    series: [...names, 'to reach'],
    rows: VOLUMES.flatMap((volume) =>
      SURGES.map(({ name }) => {
        const asked = DELAYS_TO_REACH[volume][name];
        return {
          label: `${volume} a month, ${name}`,
          dots: [
            ...fair
              .filter((cell) => cell.volume === volume && cell.surge === name)
              .map(({ median, low, high, entrant }) => ({
                value: median,
                low,
                high,
                series: names.indexOf(entrant.name),
              })),
            { value: asked, low: asked, high: asked, series: names.length },
          ],
        };
      }),
    ),
    from: 1,
    to: 1_000,
  });
}
