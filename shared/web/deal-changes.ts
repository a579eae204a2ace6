import { readableDate } from '../domain/calendar-date.ts';
import type { LossReport, OpenDealReport, WinReport } from '../domain/report.ts';
import { competitorInWords, moneyInWords, reasonLabel } from './deal-words.ts';
import { OUTCOME_WORDS } from './words.ts';

type Told = Partial<LossReport & WinReport & OpenDealReport>;

/** What can differ between two versions of a report, and how it reads. */
const FIELDS: readonly (readonly [label: string, read: (of: Told) => string | undefined])[] = [
  ['customer', ({ account }) => account],
  ['how it ended', ({ outcome }) => outcome && OUTCOME_WORDS[outcome]],
  ['competitor', ({ competitor }) => competitor && competitorInWords(competitor)],
  ['main reason', ({ primaryReason }) => primaryReason && reasonLabel(primaryReason)],
  ['other reasons', ({ secondaryReasons }) => secondaryReasons?.map(reasonLabel).join(', ')],
  ['amount', moneyInWords],
  ['day it was lost', ({ lostOn }) => lostOn && readableDate(lostOn)],
  ['day it was won', ({ wonOn }) => wonOn && readableDate(wonOn)],
  ['expected close', ({ expectedCloseOn }) => expectedCloseOn && readableDate(expectedCloseOn)],
  ['segment', ({ segment }) => segment],
  ['region', ({ region }) => region],
  ['product', ({ product }) => product],
  ['sales rep', ({ owner }) => owner],
  ['stage', ({ stage }) => stage],
];

/**
 * Which fields differ between two versions of a report, as they are now and as they were before. The text of a note is not
 * repeated, only that it changed.
 */
export function changesInWords(before: Told, after: Told): string[] {
  const changed = FIELDS.flatMap(([label, read]) => {
    const [was, is] = [read(before) || undefined, read(after) || undefined];
    return was === is ? [] : [`${label} ${is ?? 'left out'} (before: ${was ?? 'not given'})`];
  });
  return before.note === after.note ? changed : [...changed, 'the note'];
}
