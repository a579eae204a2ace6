import { dateOfDay } from '../../shared/domain/calendar-date.ts';
import { generator } from '../domain/detection/closings.ts';

const DAY_MS = 86_400_000;
export const HEADER =
  'deal_id,status,closed_on,logged_at,outcome,primary_reason,competitor,segment,amount,currency,rep,account,note';

/**
 * Rows of closed deals as exports have them: wins and losses, several spellings of a name, empty cells, reports that come
 * late or much too late. From the middle on one rival takes more than before, also of the deals in which it was met.
 */
export function syntheticRows({
  seed,
  rows,
  perDay,
}: {
  seed: number;
  rows: number;
  perDay: number;
}): string[] {
  const random = generator(seed);
  const pick = (...values: readonly string[]) => values[Math.floor(random() * values.length)] ?? '';
  const start = Date.parse('2025-01-06T08:00:00Z');
  let at = start;
  return Array.from({ length: rows }, (_, n) => {
    at += Math.ceil((-Math.log(1 - random()) / perDay) * DAY_MS);
    const lateDays = random() < 0.1 ? Math.floor(random() * 70) : 0;
    const closed = dateOfDay(Math.floor(at / DAY_MS) - lateDays);
    const surges = n > rows / 2 && random() < 0.3;
    const lost = surges || random() < 0.75;
    const competitor = surges
      ? pick('Acme', 'ACME')
      : pick('Globex', 'Initech', 'Umbrella', 'unknown', 'A.C.M.E.');
    const outcome = surges || random() < 0.8 ? 'competitor' : 'no_decision';
    const segment = pick('enterprise', 'Enterprise', 'mid-market', '');
    const amount = random() < 0.8 ? `${Math.round(100 * Math.exp(4 * random()))},EUR` : ',';
    const people = `${pick('Ada', 'Bob', 'Cem', 'Dee', 'Eve', '')},${random() < 0.9 ? `Customer ${Math.floor(random() * 80)}` : ''}`;
    const reason = surges ? 'price' : pick('price', 'timing', 'product_gap', '');
    const told = lost ? `${outcome},${reason},${competitor}` : `,,${pick('', 'Globex', 'Acme')}`;
    return `D-${n},${lost ? 'lost' : 'won'},${closed},${new Date(at).toISOString()},${told},${segment},${amount},${people},`;
  });
}
