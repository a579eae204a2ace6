import type { Cells, QuietCell, SurgeCell } from './cells.ts';
import { CONDITIONS } from './conditions.ts';
import type { Entrant } from './line-up.ts';
import { poissonInterval } from './poisson-interval.ts';
import { table } from './table.ts';
import { DELAYS_TO_REACH, SURGES, VOLUMES, type Volume } from './targets.ts';
import { FOLLOWED_DAYS } from './teams.ts';

export const TITLES = {
  '3x': '3×',
  '6x': '6×',
  '3x-segment': 'one segment 3×',
  '6x-segment': 'one segment 6×',
} as const;
const VOLUME_TITLES = VOLUMES.map((volume) => `${volume} a month`);

/** Which entrants a table is about. */
type Which = (entrant: Entrant) => boolean;

/** Alerts per team and quarter, with where that lies with 95 % confidence. */
export function rateOf({ alerts, quarters }: QuietCell) {
  const [low, high] = poissonInterval(alerts);
  return { value: alerts / quarters, low: low / quarters, high: high / quarters };
}

/** False alarms of one entrant in every condition. */
export function promiseTable({ quiet }: Cells, which: Which): readonly string[] {
  const rows = CONDITIONS.flatMap(({ name }) => {
    const cells = quiet.filter(({ conditions, entrant }) => conditions.name === name && which(entrant));
    return cells.length === 0 ? [] : [[name, ...VOLUMES.map((volume) => rateIn(cells, volume))]];
  });
  return rows.length === 0 ? [] : table(['false alarms', ...VOLUME_TITLES], rows);
}

function rateIn(cells: readonly QuietCell[], of: Volume): string {
  const cell = cells.find(({ volume }) => volume === of);
  if (cell === undefined) return '';
  const { value, low, high } = rateOf(cell);
  return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

/** False alarms of several entrants in one condition. */
export function rivalTable({ quiet }: Cells, condition: string, which: Which): readonly string[] {
  const cells = quiet.filter(({ conditions, entrant }) => conditions.name === condition && which(entrant));
  const rows = [...new Set(cells.map(labelOf))].map((label) => [
    label,
    ...VOLUMES.map((volume) => {
      const cell = cells.find((one) => one.volume === volume && labelOf(one) === label);
      return cell === undefined ? '' : `${rateOf(cell).value.toFixed(2)}${thresholdOf(cell)}`;
    }),
  ]);
  return rows.length === 0 ? [] : table([`false alarms, ${condition}`, ...VOLUME_TITLES], rows);
}

/** Median delays of several entrants at one volume, with the figures to reach. */
export function delayTable({ surges }: Cells, volume: Volume, which: Which): readonly string[] {
  const cells = surges.filter((cell) => cell.volume === volume && which(cell.entrant));
  const rows = [...new Set(cells.map(labelOf))].map((label) => [
    label,
    ...SURGES.map(({ name }) => {
      const cell = cells.find((one) => one.surge === name && labelOf(one) === label);
      return cell === undefined ? '' : medianWithRange(cell);
    }),
  ]);
  const goals = ['to reach', ...SURGES.map(({ name }) => days(DELAYS_TO_REACH[volume][name]))];
  const head = [`days, ${volume} a month`, ...SURGES.map(({ name }) => TITLES[name])];
  return rows.length === 0 ? [] : table(head, [goals, ...rows]);
}

export const days = (value: number): string =>
  Number.isFinite(value) ? value.toFixed(value < 10 ? 1 : 0) : `over ${FOLLOWED_DAYS}`;

const medianWithRange = ({ median, low, high }: SurgeCell): string =>
  Number.isFinite(low) ? `${days(median)} (${days(low)} to ${days(high)})` : days(median);

const labelOf = ({ entrant: { name, setting } }: QuietCell | SurgeCell): string =>
  setting === 'usual' || setting === 'calibrated' ? `${name}, ${setting}` : name;

const thresholdOf = ({ entrant: { setting, threshold } }: QuietCell): string =>
  setting === 'calibrated' ? ` (at ${threshold?.toFixed(1)})` : '';
