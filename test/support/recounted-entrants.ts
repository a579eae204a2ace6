import { dateOfDay } from '../../shared/domain/calendar-date.ts';
import type { Closing } from '../../shared/domain/detection/closing.ts';
import { isHistory } from '../../shared/domain/detection/history.ts';
import { DAY } from './clock.ts';

/** What a new competitor comes to when everything is kept, and all of it is looked at again with each naming. */
export interface RecountedEntrant {
  /** The entry with which it turns out to be new. */
  readonly seq: number;
  readonly competitor: string;
  readonly counts: ReturnType<typeof countsIn>;
  /** All that names it in the 60 days up to that entry. */
  readonly window: readonly Closing[];
  readonly namedSince: string | null;
  readonly lastNamedOn: string | null;
}

const recordedOn = ({ recordedAt }: Closing): number => Math.floor(recordedAt / DAY);
const namedOn = (one: Closing): number =>
  isHistory(one) ? Math.min(one.closedOn, recordedOn(one)) : recordedOn(one);

export function countsIn(namings: readonly Closing[]) {
  const different = (of: 'dealId' | 'account' | 'rep', among = namings) =>
    new Set(among.map((one) => one[of]).filter((value) => value !== undefined && value !== '')).size;
  const became = (result: Closing['result']) => namings.filter((one) => one.result === result);
  return {
    namedIn: different('dealId'),
    customers: different('account'),
    reps: different('rep'),
    lost: different('dealId', became('lost')),
    won: different('dealId', became('won')),
  };
}

/** @param all closed deals and mentions, in the order of the ledger. */
export function recountedEntrants(all: readonly Closing[]): RecountedEntrant[] {
  const found: RecountedEntrant[] = [];
  const knownFrom: Closing[] = [];
  for (const [index, one] of all.entries()) {
    const { competitor, seq } = one;
    if (competitor === undefined) continue;
    const told = all.slice(0, index + 1);
    if (isHistory(one) || !isActive(told)) {
      knownFrom.push(one);
      continue;
    }
    const today = recordedOn(one);
    const namings = told.filter((other) => other.competitor === competitor);
    const days = namings.map(namedOn).sort((a, b) => b - a);
    // Back to where nobody named it for a year.
    const since = days.reduce((back, day) => (back - day > 365 ? back : day), today);
    const isKnown = knownFrom.some((other) => other.competitor === competitor && namedOn(other) >= since);
    const window = namings.filter((other) => namedOn(other) >= since && today - namedOn(other) <= 60);
    const counts = countsIn(window);
    if (isKnown || counts.namedIn < 2 || counts.customers < 2 || counts.reps < 2) continue;
    const before = days.find((day) => day < since);
    knownFrom.push(one);
    found.push({
      seq,
      competitor,
      counts,
      window,
      namedSince: today - since > 60 ? dateOfDay(since) : null,
      lastNamedOn: before === undefined ? null : dateOfDay(before),
    });
  }
  return found;
}

/** Thirty closed deals, and more than sixty days since the first of them. */
function isActive(told: readonly Closing[]): boolean {
  const closed = told.filter(({ result }) => result !== 'open');
  const first = Math.min(...closed.map((one) => Math.min(one.closedOn, recordedOn(one))));
  return closed.length >= 30 && told.slice(-1).some((last) => recordedOn(last) - first > 60);
}
