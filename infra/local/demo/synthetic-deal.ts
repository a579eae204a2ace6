import { dateOfDay } from '../../../shared/domain/calendar-date.ts';
import type { Report } from '../../../shared/domain/decide-report.ts';
import { type LossReport, THREATS } from '../../../shared/domain/report.ts';
import {
  NOTE,
  pickCompetitor,
  pickDeal,
  pickOutcome,
  pickReason,
  pickSegment,
  type Segment,
} from './cast.ts';
import type { PlantedSurge } from './planted-surge.ts';
import type { Random } from './random.ts';

/** A report and the day on which it is logged, days since 1970-01-01. */
export interface SyntheticReport {
  readonly day: number;
  readonly report: Report;
}

/** The reports about one deal, in the order of their days, for the id that it will get. */
export type SyntheticDeal = (dealId: string) => readonly SyntheticReport[];

interface Days {
  readonly first: number;
  readonly last: number;
}

/** A deal that was lost on `day`: to somebody, for some reason, or as a surge wants it. */
export function lostDeal(random: Random, day: number, days: Days, surge?: PlantedSurge): SyntheticDeal {
  const fields = pickDeal(random, surge?.segment ?? pickSegment(random));
  const surgeOutcome = surge?.competitor === null ? 'no_decision' : 'competitor';
  const outcome = surge === undefined ? pickOutcome(random) : surgeOutcome;
  const primaryReason = surge?.reason ?? pickReason(random, outcome);
  const usual = random.chance(0.06) ? 'unknown' : pickCompetitor(random);
  const competitor = outcome === 'competitor' ? (surge?.competitor ?? usual) : undefined;
  const other = pickReason(random, outcome);
  const report: LossReport = {
    lostOn: dateOfDay(day),
    outcome,
    primaryReason,
    ...(other !== primaryReason && random.chance(0.3) && { secondaryReasons: [other] }),
    ...(competitor !== undefined && { competitor }),
    ...fields,
    ...((primaryReason === 'other' || random.chance(0.1)) && { note: NOTE }),
  };
  const logged = loggedOn(random, day, days.last);
  const named = competitor === 'unknown' ? undefined : competitor;
  const before = whileOpen(random, fields, named, day, days.first);
  return (dealId) => [...before(dealId), { day: logged, report: { kind: 'loss', dealId, report } }];
}

export function wonDeal(random: Random, day: number, days: Days): SyntheticDeal {
  const fields = pickDeal(random, pickSegment(random));
  const competitor = random.chance(0.35) ? pickCompetitor(random) : undefined;
  const report = {
    wonOn: dateOfDay(day),
    ...(competitor !== undefined && { competitor }),
    ...(competitor !== undefined &&
      random.chance(0.5) && { primaryReason: pickReason(random, 'competitor') }),
    ...fields,
  };
  const logged = loggedOn(random, day, days.last);
  const before = whileOpen(random, fields, competitor, day, days.first);
  return (dealId) => [...before(dealId), { day: logged, report: { kind: 'win', dealId, report } }];
}

/** A deal that is still open when the year ends. */
export function openDeal(
  random: Random,
  opened: number,
  { last }: Days,
  about: { readonly competitor?: string | undefined; readonly segment?: Segment | null | undefined },
): SyntheticDeal {
  const fields = pickDeal(random, about.segment ?? pickSegment(random));
  const expectedCloseOn = dateOfDay(last + random.between(4, 60));
  const heard = Math.min(last, opened + random.between(0, 9));
  const { competitor } = about;
  return (dealId) => [
    opening(dealId, opened, { ...fields, stage: 'proposal', expectedCloseOn }),
    ...(competitor === undefined ? [] : [mention(dealId, heard, competitor, 'high')]),
  ];
}

/** Most reports come on the day, some a few days later. */
const loggedOn = (random: Random, day: number, last: number): number =>
  random.chance(0.15) ? Math.min(last, day + random.between(1, 5)) : day;

/** Three in ten deals with a competitor were in the CRM before, and the competitor was mentioned. */
function whileOpen(
  random: Random,
  fields: ReturnType<typeof pickDeal>,
  competitor: string | undefined,
  closed: number,
  first: number,
): SyntheticDeal {
  const opened = closed - random.between(12, 50);
  const heard = opened + random.between(0, 8);
  const expectedCloseOn = dateOfDay(closed + random.between(-3, 20));
  if (competitor === undefined || opened < first || !random.chance(0.3)) return () => [];
  const threat = random.oneOf(THREATS);
  return (dealId) => [
    opening(dealId, opened, { ...fields, stage: 'discovery', expectedCloseOn }),
    mention(dealId, heard, competitor, threat),
  ];
}

const opening = (
  dealId: string,
  day: number,
  deal: ReturnType<typeof pickDeal> & { readonly stage: string; readonly expectedCloseOn: string },
): SyntheticReport => ({ day, report: { kind: 'update', dealId, deal } });

const mention = (
  dealId: string,
  day: number,
  competitor: string,
  threat: 'low' | 'medium' | 'high',
): SyntheticReport => ({
  day,
  report: { kind: 'mention', dealId, mention: { competitor, threat, heardOn: dateOfDay(day) } },
});
