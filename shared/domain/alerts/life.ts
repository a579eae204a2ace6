import type { Detection } from '../detection/detection.ts';
import { sameJson } from '../same-json.ts';
import { type Alert, alertId, type News } from './alert.ts';
import type { Team } from './teams.ts';

const DAY = 86_400_000;
/** A pattern's epoch, and with it the time in which an alert takes in news, lasts at most this long. */
export const EPOCH_DAYS = 30;

/** Loss reports that an alert names. In a flood it would otherwise grow, and be written again with all of them each time. */
export const MOST_EVIDENCE = 200;

/** The newest of both, oldest first. In whatever order evidence comes, the same is left. */
export const joinedEvidence = (some: readonly number[], more: readonly number[]): number[] =>
  [...new Set([...some, ...more])].sort((a, b) => a - b).slice(-MOST_EVIDENCE);

/** The alert that a detection opens. */
export function openAlert(detection: Detection, atRiskDealIds: readonly string[], now: number): Alert {
  return {
    id: alertId(detection.family, detection.epoch),
    family: detection.family,
    key: detection.key,
    epoch: detection.epoch,
    pattern: detection.pattern,
    openedAt: now,
    updatedAt: now,
    figures: detection.figures,
    evidence: [...detection.evidence],
    detectedUpTo: detection.seq,
    atRiskDealIds: [...atRiskDealIds],
    news: [{ at: now, news: { what: 'opened' } }],
    acknowledgements: {},
    responses: [],
  };
}

/**
 * Takes in another detection of the same epoch: newer figures always, a message only when it is news. Detections may come
 * in any order, and more than once; the alert comes to say the same.
 */
export function takeIn(alert: Alert, detection: Detection, now: number): Alert {
  if (alert.retracted !== undefined) return alert;
  if (detection.mutedBy !== null) return addNews(alert, { what: 'combination', key: detection.key }, now);
  const told = withFigures(alert, detection, now);
  // A repeated alarm says what everybody knows already. Twice the money does not.
  return detection.cause === 'money-doubled'
    ? addNews(told, { what: 'money-doubled', seq: detection.seq }, now)
    : told;
}

/** The evidence of all detections, and the figures of the newest. */
function withFigures(alert: Alert, { seq, figures, evidence }: Detection, now: number): Alert {
  const isNewer = seq > alert.detectedUpTo;
  const joined = joinedEvidence(alert.evidence, evidence);
  if (!isNewer && sameJson(joined, alert.evidence)) return alert;
  const newest = isNewer ? { figures, detectedUpTo: seq } : {};
  return { ...alert, ...newest, evidence: joined, updatedAt: now };
}

/** An open deal came into danger. */
export function addAtRisk(alert: Alert, dealId: string, now: number): Alert {
  if (!takesInNews(alert) || alert.atRiskDealIds.includes(dealId)) return alert;
  return addNews(
    { ...alert, atRiskDealIds: [...alert.atRiskDealIds, dealId] },
    { what: 'at-risk-deal', dealId },
    now,
  );
}

/** These deals are known to be in danger, and nobody needs to be told. */
export function knowAtRisk(alert: Alert, dealIds: readonly string[]): Alert {
  const all = [...new Set([...alert.atRiskDealIds, ...dealIds])];
  return all.length === alert.atRiskDealIds.length ? alert : { ...alert, atRiskDealIds: all };
}

/** Can anything be new about it? Not where it was a mistake, or is over. */
export const takesInNews = ({ retracted, resolved }: Alert): boolean =>
  retracted === undefined && resolved === undefined;

/** Adds a piece of news once, while the epoch lasts. */
function addNews(alert: Alert, news: News, now: number): Alert {
  const known = alert.news.some((item) => JSON.stringify(item.news) === JSON.stringify(news));
  if (known || !takesInNews(alert) || now > alert.openedAt + EPOCH_DAYS * DAY) return alert;
  return { ...alert, updatedAt: now, news: [...alert.news, { at: now, news }] };
}

export interface Acknowledge {
  readonly team: Team;
  readonly by: string;
  readonly stance: 'acting' | 'known' | 'noise';
}

/** A team takes the alert. The same acknowledgement again changes nothing; another one replaces it. */
export function acknowledge(alert: Alert, { team, by, stance }: Acknowledge, now: number): Alert {
  const before = alert.acknowledgements[team];
  if (before?.by === by && before.stance === stance) return alert;
  return { ...alert, acknowledgements: { ...alert.acknowledgements, [team]: { by, stance, at: now } } };
}

export interface Respond {
  readonly team: Team;
  readonly by: string;
  readonly action: string;
}

/** A team says what it does about it. The same words by the same team again change nothing. */
export function respond(alert: Alert, answer: Respond, now: number): Alert {
  const known = alert.responses.some(({ team, action }) => team === answer.team && action === answer.action);
  return known ? alert : { ...alert, responses: [...alert.responses, { ...answer, at: now }] };
}
