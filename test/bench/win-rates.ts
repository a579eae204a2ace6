import type { Closing } from '../../shared/domain/detection/closing.ts';
import { winRate } from '../../shared/domain/detection/win-rate/win-rate.ts';
import { rivalKey } from '../../shared/domain/detection/win-rate/win-rate-groups.ts';
import type { WinRateState } from '../../shared/domain/detection/win-rate/win-rate-state.ts';
import { closing, generator, MONDAY } from '../domain/detection/closings.ts';
import { medianOf } from './detection/median.ts';
import { poissonInterval } from './detection/poisson-interval.ts';
import { table } from './detection/table.ts';

const HISTORY = 180;
const WATCHED = 364;
const QUARTERS = WATCHED / 91;
const COMPETITORS = 6;
const REPS = 10;
const WEIGHTS = Array.from({ length: COMPETITORS }, (_, k) => 1 / (k + 1));
const WEIGHT = WEIGHTS.reduce((left, right) => left + right, 0);

interface Team {
  readonly seed: number;
  /** Deals closed against a competitor per quarter. */
  readonly perQuarter: number;
  /** One deal in five is followed by one or two that the same rep logs with the same result. */
  readonly batches: boolean;
  /** The loss rate of the second competitor from the day on which its fall begins; absent where nothing changes. */
  readonly falls?: number;
}

/** A made-up team: six competitors with shares in proportion to 1/k, each with a loss rate of its own between 0.3 and 0.8. */
function closingsOf({ seed, perQuarter, batches, falls }: Team) {
  const random = generator(seed);
  const lossRates = WEIGHTS.map(() => 0.3 + 0.5 * random());
  if (falls !== undefined) lossRates[1] = 0.5;
  const begins = MONDAY + HISTORY + 60 + Math.floor(60 * random());
  const perDay = perQuarter / 91 / (batches ? 1.3 : 1);
  const closings: Closing[] = [];
  for (let day = MONDAY; day < MONDAY + HISTORY + WATCHED; day += -Math.log(1 - random()) / perDay) {
    let left = random() * WEIGHT;
    const found = WEIGHTS.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    const k = Math.max(0, found);
    const rate = falls !== undefined && k === 1 && day >= begins ? falls : (lossRates[k] ?? 0);
    const result = random() < rate ? 'lost' : 'won';
    const rep = `rep-${Math.floor(random() * REPS)}`;
    const copies = batches && random() < 0.2 ? 1 + Math.floor(2 * random()) : 0;
    for (let copy = 0; copy <= copies; copy += 1) {
      const seq = closings.length + 1;
      closings.push(closing({ seq, day, competitor: `c-${k}`, result, rep, account: `account-${seq}` }));
    }
  }
  return { closings, begins };
}

/** When the alarms of the watched time came, as days, and about whom. */
function alarmsIn(closings: readonly Closing[]) {
  const items = new Map<string, WinRateState>();
  return closings.flatMap((one) => {
    const { facts } = winRate.fold(items, one, { falseAlarmsPerQuarter: 1 });
    return facts
      .map(({ at, key }) => ({ day: at / 86_400_000, key }))
      .filter(({ day }) => day >= MONDAY + HISTORY);
  });
}

function falseAlarms(perQuarter: number, batches: boolean, teams: number): string {
  let alarms = 0;
  for (let seed = 1; seed <= teams; seed += 1)
    alarms += alarmsIn(closingsOf({ seed, perQuarter, batches }).closings).length;
  const rate = (count: number) => (count / (teams * QUARTERS)).toFixed(3);
  const [low, high] = poissonInterval(alarms);
  return `${rate(alarms)} (${rate(low)} to ${rate(high)})`;
}

/** Days until an alarm about the competitor whose win rate fell. */
function delay(perQuarter: number, falls: number, teams: number): string {
  const delays = Array.from({ length: teams }, (_, team) => {
    const { closings, begins } = closingsOf({ seed: team + 1, perQuarter, batches: true, falls });
    const told = alarmsIn(closings).find(({ day, key }) => day >= begins && key === rivalKey('c-1'));
    return told === undefined ? Number.POSITIVE_INFINITY : told.day - begins;
  });
  const days = (value: number) => (Number.isFinite(value) ? String(Math.round(value)) : 'over 240');
  return days(medianOf(delays).median);
}

/**
 * The promise of win rates, 0.25 false alarms a quarter at B = 1, and how long a real fall waits: half of the deals against the
 * second competitor were lost, then three or nine of ten. `--quick` takes fewer teams.
 */
export async function measureWinRates(options: readonly string[]): Promise<readonly string[]> {
  const teams = options.includes('--quick') ? 40 : 200;
  return table(
    ['deals a quarter', 'false alarms', 'with batches', 'days until 5 → 7.5 of 10', '5 → 9 of 10'],
    [130, 650, 2600].map((perQuarter) => [
      String(perQuarter),
      falseAlarms(perQuarter, false, teams),
      falseAlarms(perQuarter, true, teams),
      delay(perQuarter, 0.75, teams),
      delay(perQuarter, 0.9, teams),
    ]),
  );
}
